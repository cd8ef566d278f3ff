"""A file that somebody chose to bring in: read as far as it may be large, and no further."""

from __future__ import annotations

from pathlib import Path

from engagement_desktop.errors import AppError


def read_file(path: Path, largest: int) -> bytes:
    """The content of a file; of one larger than `largest` bytes, one byte more than that, so that
    whoever reads it refuses it.

    Raises:
        AppError: it cannot be read.
    """
    try:
        with path.open("rb") as file:
            return file.read(largest + 1)
    except OSError as error:
        raise AppError(
            f"“{path.name}” could not be read.",
            safe="Nothing was changed.",
            to_do="Check that it is still there, then try again.",
        ) from error
