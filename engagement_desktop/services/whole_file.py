"""Files that leave the school's file: each is whole, or it is not there."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from engagement_desktop.errors import AppError


@contextmanager
def whole_file(to: Path) -> Iterator[BinaryIO]:
    """A file that takes its name only when it is whole; after any error nothing of it is left, and
    what had the name before is unchanged.

    Raises:
        AppError: it cannot be written.
    """
    half = to.with_name(f".{secrets.token_hex(8)}.part")
    try:
        try:
            with half.open("xb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            half.replace(to)
        finally:
            half.unlink(missing_ok=True)
    except OSError as error:
        raise AppError(
            f"“{to.name}” could not be written.",
            safe="Nothing in the school’s file was changed, and nothing half written is left.",
            to_do="Check that the folder is still there and has room, then try again.",
        ) from error
