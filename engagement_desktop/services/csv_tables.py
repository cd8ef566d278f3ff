"""Tables that come in as CSV, from a spreadsheet of whatever country and age.

Nothing in a cell is ever reckoned or shown as markup: a table is text, line by line.
"""

from __future__ import annotations

import csv
import io
import unicodedata
from dataclasses import dataclass

from engagement_desktop.errors import AppError

LARGEST = 2_000_000
"""The largest file that is read, in bytes."""

_DELIMITERS = (",", ";", "\t")
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_TURNS_TEXT = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@dataclass(frozen=True)
class TableRow:
    """One row: the line of the file it begins on (from 1), and a cell for each column."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """The names of the columns as written, and the rows that are not empty."""

    columns: tuple[str, ...]
    rows: tuple[TableRow, ...]


class NoTable(AppError):  # noqa: N818 - a refusal, named for what is the matter
    """The file cannot be read as a table."""

    def __init__(self, happened: str, to_do: str = "") -> None:
        super().__init__(happened, safe="Nothing was changed.", to_do=to_do)


def read_table(content: bytes) -> Table:
    """The table in a file: UTF-8 or Windows letters, commas, semicolons or tabs between cells.

    Raises:
        NoTable: it is empty, too large, no text, or its quotation marks do not match.
    """
    text = _text(content)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    columns: tuple[str, ...] = ()
    rows = []
    try:
        begins = 1
        for found in reader:
            cells = tuple(one_line(each) for each in found)
            if any(cells):
                if columns:
                    rows.append(TableRow(begins, _as_wide(cells, len(columns))))
                else:
                    columns = cells
            begins = reader.line_num + 1
    except csv.Error as error:
        raise NoTable(
            f"The table cannot be read from line {begins} on: a cell is far too long, or its "
            "quotation marks do not match.",
            "Please put that line right in the spreadsheet, and save it as CSV again.",
        ) from error
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


def _delimiter(text: str) -> str:
    """What stands between the names of the columns most often; a comma where nothing does."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    return max(_DELIMITERS, key=first.count)


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
