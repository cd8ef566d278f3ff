"""Tables that a screen reader can walk through: rows, heads with their scope, lines as artefacts.

A table breaks between its rows and shows its head again. Where a cell holds more than a few lines,
or the print is large, the rows are set under one another as text, which fits any page.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable, Table, TableStyle

from engagement_desktop.reports.styles import COLUMN, COLUMN_HEIGHT, GAP, LINE, Styles
from engagement_desktop.reports.tagging import Element, TaggedCanvas
from engagement_desktop.reports.text import (
    clean,
    kept_together,
    one_line,
    paragraph,
    prose,
    unfolded,
)

_PADDING = 5.0
_LONGEST_CELL = 450  # characters
_SMALL = 0.25  # of a page
_TALLEST_ROW = 0.5  # of a page
_HAIR = 0.01  # points
_TALL = 250.0  # points of two rows
_FIGURES = 6  # characters


class TaggedTable(Table):
    """A table whose lines and grounds are decoration; its cells bring their own elements."""

    canv: TaggedCanvas

    @property
    def fits(self) -> bool:
        """Whether each of its rows leaves room on a page: few letters can make many lines."""
        self.wrap(COLUMN, COLUMN_HEIGHT)
        return bool(max(self._rowHeights) <= COLUMN_HEIGHT * _TALLEST_ROW)  # type: ignore[attr-defined]

    @property
    def least_height(self) -> float:
        """The height of its heads and its first two rows, or one that is tall; known once it is
        wrapped."""
        heights = self._rowHeights  # type: ignore[attr-defined]
        two = sum(heights[: self.repeatRows + 2])
        return float(two if two <= _TALL else sum(heights[: self.repeatRows + 1]))

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        """Its rows on this page and the next; neither the first nor the last row stands alone."""
        parts = super().split(available_width, available_height)
        if len(parts) != 2:
            return parts
        if available_height < self.least_height:
            return []
        here, there = (len(part._cellvalues) for part in parts)  # type: ignore[attr-defined]
        if there - self.repeatRows > 1 or here < self.repeatRows + 3:
            return parts
        room = sum(self._rowHeights[: here - 1])  # type: ignore[attr-defined]
        return super().split(available_width, room + _HAIR)

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
        cells.append([head, paragraph(value, styles.cell, row.add("TD"), typed=True)])
    made = _table(cells, _facts_shares(shown, styles), styles, heads=0)
    return [_whole_if_small(made)] if made.fits else _stacked(("", ""), shown, styles, parent)


def _facts_shares(shown: Sequence[tuple[str, str]], styles: Styles) -> tuple[float, float]:
    """The parts of the width: more for the names where their words or mere figures ask for it."""
    head = styles.cell_head
    words = (word for name, _ in shown for word in one_line(name).split())
    longest = max((stringWidth(word, head.fontName, head.fontSize) for word in words), default=0.0)
    figures = all(len(value) <= _FIGURES for _, value in shown)
    share = max(0.6 if figures else 0.3, min((longest + 2 * _PADDING + 1) / COLUMN, 0.6))
    return share, 1 - share


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
    made = _table(cells, shares, styles, heads=1)
    return [_whole_if_small(made)] if made.fits else _stacked(heads, rows, styles, parent)


def side_by_side(
    first: Flowable, then: list[Flowable], share: float, *, right_to_left: bool = False
) -> list[Flowable]:
    """Two columns on one page, `share` of the width for the first; one under the other where a page
    cannot hold them so. Not a table to a reader."""
    columns = [COLUMN * share, COLUMN * (1 - share)]
    words = unfolded(then)  # a cell does not part over pages, and cannot hold what must not part
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
    made = TaggedTable(
        [row],
        colWidths=columns,
        style=TableStyle(look),
        spaceBefore=10,
        spaceAfter=8,
    )
    return [made] if made.fits else [first, *then]


def _too_long(rows: Sequence[Sequence[str]]) -> bool:
    return any(len(value) > _LONGEST_CELL for row in rows for value in row)


def _stacked(
    heads: Sequence[str], rows: Sequence[Sequence[str]], styles: Styles, parent: Element
) -> list[Flowable]:
    """Each row as text: its first value stands out, the others follow under their heads."""
    flowables: list[Flowable] = []
    for row in rows:
        first, *others = row
        entry = prose(first, styles.strong, parent)
        for head, value in zip(heads[1:], others, strict=True):
            if clean(value).strip():
                entry += prose(f"{head}: {value}" if head else value, styles.body, parent)
        short = sum(map(len, row)) <= _LONGEST_CELL
        flowables += [kept_together(entry)] if short and entry else entry
    return flowables


def _cell(value: str, styles: Styles, cell: Element) -> Flowable | str:
    return paragraph(value, styles.cell, cell, typed=True) if clean(value).strip() else ""


def _whole_if_small(table: TaggedTable) -> Flowable:
    """A table that takes little of a page is not parted over two."""
    _, height = table.wrap(COLUMN, COLUMN_HEIGHT)
    return kept_together([table]) if height <= COLUMN_HEIGHT * _SMALL else table


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
