"""Reports as files: whole or not at all, under names that suit any system, over nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from engagement_desktop.errors import AppError
from engagement_desktop.services.whole_file import whole_file

_FILE_SIGNS = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
_LONGEST_NAME = 200  # bytes; file systems stop at 255


def save_over(path: Path, pdf: bytes) -> Path:
    """Write `pdf` to exactly this place, in the stead of what is there.

    Raises:
        AppError: it cannot be written; what was there is unchanged.
    """
    with whole_file(path) as file:
        file.write(pdf)
    return path


def write_new(folder: Path, name: str, pdf: bytes) -> Path:
    """Write `pdf` as “name.pdf”, or “name (2).pdf” if that is there already.

    Raises:
        AppError: the folder cannot be written to.
    """
    with new_file(folder, name) as (path, file):
        file.write(pdf)
    return path


@contextmanager
def new_file(folder: Path, name: str) -> Iterator[tuple[Path, BinaryIO]]:
    """A new file “name.pdf”, or “name (2).pdf” if that is there already, whole or not at all.

    Raises:
        AppError: the folder cannot be written to.
    """
    path = _reserved(folder, file_stem(name))
    try:
        with whole_file(path) as file:
            yield path, file
    except BaseException:
        path.unlink(missing_ok=True)  # the name was only kept free for it
        raise


def _reserved(folder: Path, stem: str) -> Path:
    """An empty file under the first name that is free."""
    number = 1
    while True:
        path = folder / (f"{stem}.pdf" if number == 1 else f"{stem} ({number}).pdf")
        try:
            path.open("xb").close()
        except FileExistsError:
            number += 1
            continue
        except OSError as error:
            raise AppError(
                f"The report could not be written into “{folder.name}”: {error.strerror}.",
                safe="The report itself is kept in the school’s file.",
                to_do="Please choose another folder.",
            ) from error
        return path


def file_stem(name: str) -> str:
    """`name` as the stem of a file on any system: no separators, not too long, never empty."""
    stem = _FILE_SIGNS.sub(" ", name).encode()[:_LONGEST_NAME].decode(errors="ignore")
    return stem.strip(" .") or "Report"
