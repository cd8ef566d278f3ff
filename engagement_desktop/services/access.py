"""Who may do what, asked by every service: refusals in words, and the password asked again.

`models/roles.py` is the table; `Workspace.writing` and `Workspace.require` ask it.
"""

from __future__ import annotations

import time

from sqlalchemy import false, select
from sqlalchemy.orm import ORMExecuteState, with_loader_criteria

from engagement_desktop.errors import AppError
from engagement_desktop.models.records import (
    AreaResponse,
    Base,
    Evidence,
    Moderation,
    ModerationObservation,
    Observation,
    ObservationContext,
    Permission,
    Pupil,
)
from engagement_desktop.models.roles import Act, may_words

CONFIRMED_SECONDS = 300.0
"""For how long the password is not asked for again."""


class NotAllowed(AppError):  # noqa: N818 - a refusal, named for what is the matter
    """The role of whoever is signed in does not allow this. Nothing was read out or changed."""

    def __init__(self, act: Act) -> None:
        self.act = act
        super().__init__(
            f"{act.value} is the part of {may_words(act)}.",
            safe="Nothing was changed.",
            to_do="Please ask one of them.",
        )


class PasswordNeeded(AppError):  # noqa: N818 - as above
    """This is done only by somebody who has just typed their password."""

    def __init__(self, act: Act) -> None:
        self.act = act
        super().__init__(f"{act.value} needs your password once more.", safe="Nothing was changed.")


class Confirmed:
    """Until when the password need not be typed again; ends with the signing in."""

    def __init__(self) -> None:
        self._until = float("-inf")

    def note(self) -> None:
        """The password has just been typed."""
        self._until = time.monotonic() + CONFIRMED_SECONDS

    def stands(self) -> bool:
        """Whether that was only just now. A clock that is set back changes nothing."""
        return time.monotonic() < self._until


def put_up_alone(state: ORMExecuteState) -> None:
    """Let a moderator read what was put up for moderation, and nothing else of any pupil.

    That is: the pupils concerned, the observations of the samples with their responses and
    evidence, and the moderations themselves. Every other record that belongs to a pupil is as if it
    were not there, whichever service reads.
    """
    if not state.is_select:
        return
    state.statement = state.statement.options(*_PUT_UP, *_NOTHING_OF)


_SHOWN_IN_PART = {Pupil, Observation, Evidence, Moderation, Permission}
_HIDDEN_FROM_MODERATORS = tuple(
    mapper.class_
    for mapper in Base.registry.mappers
    if "pupil_id" in mapper.local_table.c and mapper.class_ not in _SHOWN_IN_PART
)
_PUT_UP = (
    with_loader_criteria(
        Pupil, lambda kind: kind.id.in_(select(Moderation.pupil_id)), include_aliases=True
    ),
    with_loader_criteria(
        Observation,
        lambda kind: kind.id.in_(select(ModerationObservation.observation_id)),
        include_aliases=True,
    ),
    *(
        with_loader_criteria(
            each,
            lambda kind: kind.observation_id.in_(select(ModerationObservation.observation_id)),
            include_aliases=True,
        )
        for each in (AreaResponse, Evidence, ObservationContext)
    ),
)
_NOTHING_OF = tuple(
    with_loader_criteria(kind, false(), include_aliases=True) for kind in _HIDDEN_FROM_MODERATORS
)
