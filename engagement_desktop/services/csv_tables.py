"""Tables that come in as CSV, from a spreadsheet of whatever country and age.

Nothing in a cell is ever reckoned or shown as markup: a table is text, line by line.
"""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from engagement_desktop.errors import AppError

LARGEST = 2_000_000
"""The largest file that is read, in bytes."""

_DELIMITERS = (",", ";", "\t")
_TITLES = 6
"""Among as many of the first lines the names of the columns are looked for."""
_BEGINNING = 20_000
_NOWHERE = "\x1f"

NamesColumns: TypeAlias = Callable[[tuple[str, ...]], bool]
"""Whether these cells are the names of the columns."""
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_TURNS_TEXT = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@dataclass(frozen=True)
class TableRow:
    """One row: the line of the file it begins on (from 1), and a cell for each column."""

    line: int
    cells: tuple[str, ...]
    too_wide: bool = False
    """Whether words stand beyond the last column, as where a comma of the text was not quoted."""


@dataclass(frozen=True)
class Table:
    """The names of the columns as written, and the rows that are not empty."""

    columns: tuple[str, ...]
    rows: tuple[TableRow, ...]


class NoTable(AppError):  # noqa: N818 - a refusal, named for what is the matter
    """The file cannot be read as a table."""

    def __init__(self, happened: str, to_do: str = "") -> None:
        super().__init__(happened, safe="Nothing was changed.", to_do=to_do)


def read_table(content: bytes, names_columns: NamesColumns) -> Table:
    """The table in a file: UTF-8 or Windows letters, commas, semicolons or tabs between cells.

    Args:
        names_columns: tells the line with the names. What stands above it, such as a title, is left
            out; where no line near the top has names, the first one is taken.

    Raises:
        NoTable: it is empty, too large, no text, or its quotation marks do not match.
    """
    text = _text(content)
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=_delimiter(text, names_columns), strict=True
    )
    found: list[tuple[int, tuple[str, ...]]] = []
    try:
        begins = 1
        for row in reader:
            cells = tuple(one_line(each) for each in row)
            if any(cells):
                found.append((begins, cells))
            begins = reader.line_num + 1
    except csv.Error as error:
        raise NoTable(
            f"The table cannot be read from line {begins} on: a cell is far too long, or its "
            "quotation marks do not match.",
            "Please put that line right in the spreadsheet, and save it as CSV again.",
        ) from error
    top = next((at for at, (_, cells) in enumerate(found[:_TITLES]) if names_columns(cells)), 0)
    columns = found[top][1] if found else ()
    wide = len(columns)
    rows = (
        TableRow(line, _as_wide(cells, wide), any(cells[wide:])) for line, cells in found[top + 1 :]
    )
    return Table(columns, tuple(rows))


def _text(content: bytes) -> str:
    if not content.strip():
        raise NoTable("The file is empty.", "Please check which file you chose.")
    if len(content) > LARGEST:
        raise NoTable("The file is far too large for a list.", "Please check which file you chose.")
    if content.startswith(_WORKBOOKS):
        raise NoTable(
            "This is a whole workbook.",
            "In the spreadsheet choose “Save as”, then “CSV”, and bring that file in.",
        )
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise NoTable(
        "This is no text, or text of a kind that cannot be read here.",
        "In the spreadsheet choose “Save as”, then “CSV (UTF-8)”.",
    )


def _delimiter(text: str, names_columns: NamesColumns) -> str:
    """What stands between the names of the columns; what stands nowhere, where there is but one."""
    first = [line for line in text[:_BEGINNING].splitlines() if line.strip()][:_TITLES]
    alone = False
    for line in first:
        for delimiter in _DELIMITERS:
            cells = tuple(one_line(each).strip('"') for each in line.split(delimiter))
            if names_columns(cells):
                if len(cells) > 1:
                    return delimiter
                alone = True
    return _NOWHERE if alone else max(_DELIMITERS, key="\n".join(first).count)


def one_line(cell: str) -> str:
    """One line of plain letters, without what turns the direction of the text around it."""
    plain = "".join(
        " " if unicodedata.category(letter) == "Cc" else letter
        for letter in cell
        if letter not in _TURNS_TEXT
    )
    return " ".join(plain.split())


def _as_wide(cells: tuple[str, ...], columns: int) -> tuple[str, ...]:
    """As many cells as there are columns, so that each can be asked by its place."""
    return (cells + ("",) * columns)[:columns]
