"""What the list of pupils on the left shows: its lines and its classes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class ClassRow:
    """A class, in the school's own order."""

    id: int
    name: str


@dataclass(frozen=True)
class PupilRow:
    """One line of the pupil list. `last_seen` is the day of the latest observation."""

    id: int
    preferred_name: str
    legal_name: str
    class_id: int | None
    class_name: str
    last_seen: date | None
    has_photo: bool
