"""What a key file tells before anybody has signed in: which school it is, and how many sign in.

Read at every start with the standard library alone; `key_file` checks the whole of it before a
password is tried.
"""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass, field
from pathlib import Path

from engagement_desktop.errors import AppError

VERSION = 2
"""The first version had the names of who signs in standing openly; it is still read."""


class KeyFileMissing(AppError):
    """The school's file stands alone."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"The key file “{path.name}” is missing from {path.parent}.",
            safe="The school’s file was not changed.",
            to_do="Put it back beside the school’s file, for example from a backup.",
        )


class KeyFileUnreadable(AppError):
    """The key file is damaged, or is something else."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"The key file “{path.name}” is damaged or is not a key file.",
            safe="The school’s file was not changed.",
            to_do="Put back the key file from a backup.",
        )


class KeyFileNewer(AppError):
    """Written by a newer release."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"The key file “{path.name}” was written by a newer version of Engagement Desktop.",
            safe="It was not changed.",
            to_do="Install the newer version on this PC, then open the school again.",
        )


@dataclass(frozen=True)
class OpenKey:
    """The key of a demo school, which stands in its key file for everyone to read."""

    staff_id: int
    data_key: bytes = field(repr=False)


@dataclass(frozen=True)
class KeyFront:
    """The part of a key file that needs no password. `demo` is None for every real school."""

    school_ref: str
    people: int
    demo: OpenKey | None


def beside(school: Path) -> Path:
    """Where the key file of a school's file is: `Name.engagement.keys`."""
    return school.with_name(school.name + ".keys")


def read_bytes(path: Path) -> bytes:
    """The whole key file.

    Raises:
        KeyFileMissing, KeyFileUnreadable.
    """
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise KeyFileMissing(path) from error
    except OSError as error:
        raise KeyFileUnreadable(path) from error


def read(path: Path) -> KeyFront:
    """Read what needs no password.

    Raises:
        KeyFileMissing, KeyFileUnreadable, KeyFileNewer.
    """
    content = read_bytes(path)
    try:
        keys = json.loads(content)
        if keys["version"] > VERSION:
            raise KeyFileNewer(path)
        if keys["format"] != "engagement keys":
            raise KeyFileUnreadable(path)
        return KeyFront(
            school_ref=str(keys["school_ref"]),
            people=len(keys["staff"]),
            demo=None if keys["demo"] is None else _open_key(keys["demo"]),
        )
    except (ValueError, TypeError, KeyError) as error:
        raise KeyFileUnreadable(path) from error


def _open_key(slot: dict[str, object]) -> OpenKey:
    staff_id, encoded = slot["staff_id"], slot["data_key"]
    if not isinstance(staff_id, int) or not isinstance(encoded, str):
        raise TypeError("not the slot of a demo school")
    return OpenKey(staff_id, base64.urlsafe_b64decode(encoded))
