"""Tables that leave as CSV: a cell can never be a formula to the program that opens it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def cell(text: str) -> str:
    """The text as a cell: one that a spreadsheet would reckon with gets an apostrophe in front."""
    text = text.replace("\0", "")
    return f"'{text}" if text.lstrip(" \n").startswith(_STARTS_A_FORMULA) else text


def as_csv(rows: Iterable[Sequence[str]]) -> bytes:
    """The rows as UTF-8 with the mark by which Excel knows it, every cell quoted."""
    text = io.StringIO()
    csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows(
        [cell(each) for each in row] for row in rows
    )
    return text.getvalue().encode("utf-8-sig")
