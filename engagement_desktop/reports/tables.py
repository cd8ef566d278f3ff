"""Tables that a screen reader can walk through: rows, heads with their scope, lines as artefacts.

A table breaks between its rows and shows its head again. Where a cell holds more than a few lines,
or the print is large, the rows are set under one another as text, which fits any page.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reportlab.platypus import Flowable, KeepTogether, Table, TableStyle

from engagement_desktop.reports.styles import COLUMN, GAP, LINE, Styles
from engagement_desktop.reports.tagging import Element, TaggedCanvas
from engagement_desktop.reports.text import clean, one_line, paragraph, prose

_PADDING = 5.0
_LONGEST_CELL = 450  # characters


class TaggedTable(Table):
    """A table whose lines and grounds are decoration; its cells bring their own elements."""

    canv: TaggedCanvas

    def _drawBkgrnd(self) -> None:  # noqa: N802 - ReportLab's name
        with self.canv.artefact():
            super()._drawBkgrnd()  # type: ignore[misc]  # not in ReportLab's stubs

    def _drawLines(self) -> None:  # noqa: N802 - ReportLab's name
        with self.canv.artefact():
            super()._drawLines()  # type: ignore[misc]  # not in ReportLab's stubs


def facts(rows: Sequence[tuple[str, str]], styles: Styles, parent: Element) -> list[Flowable]:
    """Two columns: what it is, and what it is for this pupil. Rows without a value are left out."""
    shown = [(name, value) for name, value in rows if clean(value).strip()]
    if not shown:
        return []
    if _too_long(shown):
        return _stacked(("", ""), shown, styles, parent)
    table = parent.add("Table")
    cells: list[list[Flowable | str]] = []
    for name, value in shown:
        row = table.add("TR")
        head = paragraph(one_line(name), styles.cell_head, row.add("TH", scope="Row"))
        cells.append([head, paragraph(value, styles.cell, row.add("TD"))])
    return [_table(cells, (0.3, 0.7), styles, heads=0)]


def grid(
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    shares: Sequence[float],
    styles: Styles,
    parent: Element,
) -> list[Flowable]:
    """A table with a head for each column; `shares` are the columns' parts of the width (sum 1)."""
    if not rows:
        return []
    if styles.large or _too_long(rows):
        return _stacked(heads, rows, styles, parent)
    table = parent.add("Table")
    first = table.add("TR")
    cells: list[list[Flowable | str]] = [
        [paragraph(head, styles.cell_head, first.add("TH", scope="Column")) for head in heads]
    ]
    for values in rows:
        row = table.add("TR")
        cells.append([_cell(value, styles, row.add("TD")) for value in values])
    return [_table(cells, shares, styles, heads=1)]


def side_by_side(
    first: Flowable, then: list[Flowable], share: float, *, right_to_left: bool = False
) -> Flowable:
    """Two columns on one page, `share` of the width for the first. Not a table to a reader."""
    columns = [COLUMN * share, COLUMN * (1 - share)]
    words: list[Flowable] = []
    for part in then:  # a cell does not part over pages, and cannot hold what must not part
        together = isinstance(part, KeepTogether)
        words += part._content if together else [part]  # type: ignore[attr-defined]  # stubs
    look = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 0),
        ("LEFTPADDING", (1, 0), (1, 0), GAP * 1.5),
        ("TOPPADDING", (0, 0), (-1, -1), 0),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
    ]
    row: list[Flowable | list[Flowable]] = [first, words]
    if right_to_left:
        row.reverse()
        columns.reverse()
    return TaggedTable(
        [row],
        colWidths=columns,
        style=TableStyle(look),
        spaceBefore=10,
        spaceAfter=8,
    )


def _too_long(rows: Sequence[Sequence[str]]) -> bool:
    return any(len(value) > _LONGEST_CELL for row in rows for value in row)


def _stacked(
    heads: Sequence[str], rows: Sequence[Sequence[str]], styles: Styles, parent: Element
) -> list[Flowable]:
    """Each row as text: its first value stands out, the others follow under their heads."""
    flowables: list[Flowable] = []
    for first, *others in rows:
        flowables += prose(first, styles.strong, parent)
        for head, value in zip(heads[1:], others, strict=True):
            if clean(value).strip():
                flowables += prose(f"{head}: {value}" if head else value, styles.body, parent)
    return flowables


def _cell(value: str, styles: Styles, cell: Element) -> Flowable | str:
    return paragraph(value, styles.cell, cell) if clean(value).strip() else ""


def _table(
    cells: list[list[Flowable | str]], shares: Sequence[float], styles: Styles, *, heads: int
) -> TaggedTable:
    look: list[tuple[Any, ...]] = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), _PADDING),
        ("RIGHTPADDING", (0, 0), (-1, -1), _PADDING),
        ("TOPPADDING", (0, 0), (-1, -1), _PADDING * 0.7),
        ("BOTTOMPADDING", (0, 0), (-1, -1), _PADDING),
        ("LINEBELOW", (0, 0), (-1, -1), 0.6, LINE),
    ]
    if heads:
        look.append(("BACKGROUND", (0, 0), (-1, heads - 1), styles.accent_surface))
    else:
        look.append(("LINEABOVE", (0, 0), (-1, 0), 0.6, LINE))
    return TaggedTable(
        cells,
        colWidths=[COLUMN * share for share in shares],
        repeatRows=heads,
        splitByRow=1,
        style=TableStyle(look),
        spaceBefore=4,
        spaceAfter=8,
    )
