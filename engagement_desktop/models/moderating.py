"""Moderation's order: a second view is written before the first is shown, then all agree (4.8)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from enum import StrEnum


class Stage(StrEnum):
    """How far one pupil's moderation is."""

    WAITING = "waiting for a second view"
    VIEWED = "second view written"
    AGREED = "agreed"


def stage(viewers: Collection[int | None], agreed_on: date | None) -> Stage:
    """The stage of a moderation in which these people have written a second view."""
    if agreed_on is not None:
        return Stage.AGREED
    return Stage.VIEWED if viewers else Stage.WAITING


def sees_first(
    who: int, put_up_by: int | None, viewers: Collection[int | None], agreed_on: date | None
) -> bool:
    """Whether somebody is shown the first view: its author, those who wrote their own, and
    everybody once it is agreed."""
    return who == put_up_by or who in viewers or agreed_on is not None


def may_view(
    who: int, put_up_by: int | None, viewers: Collection[int | None], agreed_on: date | None
) -> bool:
    """Whether somebody can write a second view: nobody who has seen the first."""
    return not sees_first(who, put_up_by, viewers, agreed_on)


def may_agree(viewers: Collection[int | None], agreed_on: date | None) -> bool:
    """Whether an agreed interpretation can be written: once, and after a second view."""
    return stage(viewers, agreed_on) is Stage.VIEWED
