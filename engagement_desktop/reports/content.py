"""What every report is made of: school, pupil, pictures and prose, as frozen data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class SchoolDetails:
    """The school as it stands on a report.

    `logo` is a picture file's bytes, or None, and `logo_says` what it shows; `accent` is the
    school's colour as #RRGGBB, empty for the product's own.
    """

    name: str
    head: str = ""
    logo: bytes | None = None
    logo_says: str = ""
    accent: str = ""


@dataclass(frozen=True)
class PupilDetails:
    """The pupil as named on a report; `class_name` and `year_name` as shown (“Year 4”)."""

    preferred_name: str
    full_name: str
    class_name: str = ""
    year_name: str = ""
    date_of_birth: date | None = None
    upn: str = ""


@dataclass(frozen=True)
class Picture:
    """A photo or still that may be printed: the permission was checked by whoever made this.

    `data` holds the bytes of a JPEG, PNG or other file that Pillow reads; `description` is what a
    screen reader says in place of the picture.
    """

    data: bytes
    caption: str
    description: str


@dataclass(frozen=True)
class Section:
    """A teacher's prose as typed (never markup), and the pictures that go with it."""

    text: str = ""
    pictures: tuple[Picture, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether there is nothing to print."""
        return not self.text.strip() and not self.pictures


def long_date(day: date) -> str:
    """A date as people write it: “1 September 2026”."""
    return f"{day.day} {day:%B} {day.year}"


def possessive(name: str) -> str:
    """“Amara’s”, “James’s”."""
    return f"{name}’s"
