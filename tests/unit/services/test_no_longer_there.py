"""What somebody else has just taken away is a sentence, whichever service is asked for it."""

from __future__ import annotations

import dataclasses
import importlib
import inspect
import pkgutil
import types
import typing
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime
from enum import Enum
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from engagement_desktop import services
from engagement_desktop.errors import AppError
from engagement_desktop.progress import Progress, SilentProgress
from engagement_desktop.services.workspace import Workspace
from tests.helpers.school import PASSWORD, copy_school, open_school

NOBODY = 987_654
"""The number of no record."""
_OF_THE_FILE = frozenset({"arrival", "own_passwords", "recovery", "rekeying", "school_file"})


@pytest.fixture
def work(tmp_path: Path) -> Iterator[Workspace]:
    opened = open_school(copy_school(tmp_path))
    opened.confirm(PASSWORD)
    yield opened
    opened.close()


class NotMadeHereError(Exception):
    """No value of this kind is known here."""


def example(kind: Any, number: int, folder: Path) -> Any:
    """Some value of this kind, in which every number is `number`."""
    plain = {
        int: number, str: "a", bytes: b"x", bool: False, date: date(2026, 1, 5), Path: folder,
        datetime: datetime(2026, 1, 5).astimezone(), Fraction: Fraction(1, 30),
        Progress: SilentProgress(),
    }  # fmt: skip
    if kind in plain:
        return plain[kind]
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if origin in (types.UnionType, typing.Union):
        return example(inner[0], number, folder)
    if origin is tuple and Ellipsis not in inner:
        return tuple(example(each, number, folder) for each in inner)
    if origin in (tuple, Sequence, Iterable, typing.get_origin(typing.Collection)):
        return (example(inner[0], number, folder),)
    if origin in (Mapping, dict):
        return {}
    if origin in (Callable, typing.get_origin(typing.Callable)):
        return lambda *_: None
    if inspect.isclass(kind) and issubclass(kind, Enum):
        return next(iter(kind))
    if dataclasses.is_dataclass(kind) and inspect.isclass(kind):
        hints = typing.get_type_hints(kind)
        needed = [
            each
            for each in dataclasses.fields(kind)
            if each.default is dataclasses.MISSING and each.default_factory is dataclasses.MISSING
        ]
        return kind(**{each.name: example(hints[each.name], number, folder) for each in needed})
    raise NotMadeHereError(kind)


def asked_for_numbers() -> Iterator[Callable[..., object]]:
    """Every function of a service that is given the school, and the number of a record."""
    for module in pkgutil.iter_modules(services.__path__):
        if module.name.startswith("demo_") or module.name in _OF_THE_FILE:
            continue
        found = importlib.import_module(f"{services.__name__}.{module.name}")
        for name, each in inspect.getmembers(found, inspect.isfunction):
            if each.__module__ != found.__name__ or name.startswith("_"):
                continue
            first, *others = [*inspect.signature(each).parameters.values()] or [None]
            numbers = any("int" in str(other.annotation).split("[")[-1] for other in others)
            if numbers and first is not None and first.name == "work":
                yield each


def test_a_number_of_nothing_is_a_sentence_in_every_service(
    work: Workspace, tmp_path: Path
) -> None:
    asked, raw = 0, []
    for each in asked_for_numbers():
        hints = typing.get_type_hints(each, _names(each))
        given: dict[str, Any] = {}
        try:
            for name, parameter in [*inspect.signature(each).parameters.items()][1:]:
                if parameter.default is parameter.empty or "int" in str(parameter.annotation):
                    given[name] = example(hints[name], NOBODY, tmp_path)
        except NotMadeHereError:
            continue
        asked += 1
        try:
            with suppress(AppError):
                each(work, **given)
        except Exception as error:
            raw.append(f"{each.__module__}.{each.__name__}: {error!r}"[:200])
    assert raw == []
    assert asked > 120


def _names(function: Callable[..., object]) -> dict[str, Any]:
    return vars(importlib.import_module(function.__module__))
