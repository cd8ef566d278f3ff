"""The timeline of one pupil on paper: five equal lanes for each school year, then it all in words.

It reads without colour: an area is a shape, how established a fill, what a response shows a letter.
Nothing rises and nothing is counted.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import zip_longest
from typing import Any, BinaryIO

from reportlab.lib.pagesizes import A3, A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    Frame,
    PageTemplate,
    TableStyle,
)

from engagement_desktop.models.school_year import first_year, school_year
from engagement_desktop.reports.content import long_date, possessive
from engagement_desktop.reports.pictures import LOGO_ROOM, CornerLogo, PictureStore
from engagement_desktop.reports.styles import LINE, REGULAR, Styles, prepare, styles
from engagement_desktop.reports.tables import TaggedTable
from engagement_desktop.reports.tagging import Element, Meta, TaggedCanvas, finish
from engagement_desktop.reports.text import TaggedParagraph, heading, one_line, paragraph
from engagement_desktop.reports.timeline_content import TimelineSheet
from engagement_desktop.reports.timeline_strip import Legend, Strip, draw_words

_MARGIN = 14 * mm
_FOOT = 12 * mm
_ONE_STRIP = 400  # days
_ROOM_FOR_ROWS = 80.0
_CELL = 3.0  # points around the words of a cell
_TALLEST = 150.0  # points
_HEADS = ("Date", "Area", "How established", "What this shows", "What {name} did", "Where, who")
_SHARES = (0.11, 0.09, 0.11, 0.13, 0.37, 0.19)


def render(
    data: TimelineSheet, stream: BinaryIO, *, a3: bool = False, in_words: bool = True
) -> None:
    """Write the sheet to `stream` as a tagged PDF in landscape; the same data gives the same bytes.

    `in_words` adds the list of the responses, which a screen reader reads in place of the pictures.
    """
    prepare()
    size = landscape(A3 if a3 else A4)
    width = size[0] - 2 * _MARGIN
    root = Element("Document")
    flowables: list[Flowable] = [*_opening(data, root), Legend(data, width, root)]
    flowables += [
        Strip(data, first, last, width, root, in_words=in_words) for first, last in _strips(data)
    ]
    if in_words:
        flowables += _in_words(data, width, root)
    _write(data, flowables, root, size, stream)


def _opening(data: TimelineSheet, root: Element) -> list[Flowable]:
    look = styles()
    name = one_line(data.pupil.preferred_name) or one_line(data.pupil.full_name)
    title = ParagraphStyle(
        "sheet-title", parent=look.title, fontSize=20, leading=24, rightIndent=LOGO_ROOM
    )
    period = f"{long_date(data.first)} to {long_date(data.last)}"
    logo = [CornerLogo(data.school, PictureStore(), look, root)] if data.school.logo else []
    return [
        *logo,
        heading(f"{possessive(name)} timeline", title, root, 1),
        paragraph(f"{period} · {one_line(data.filter_words)}", look.subtitle, root),
    ]


def _strips(data: TimelineSheet) -> list[tuple[date, date]]:
    """The period as it is, or whole school years, drawn to one scale, where it is longer."""
    if (data.last - data.first).days <= _ONE_STRIP:
        return [(data.first, data.last)]
    return [
        (date(year, 9, 1), date(year + 1, 8, 31))
        for year in range(first_year(data.first), first_year(data.last) + 1)
    ]


def _in_words(data: TimelineSheet, width: float, root: Element) -> list[Flowable]:
    """Every response in words, one row for each, by school year."""
    look = styles(accent=data.school.accent)
    name = one_line(data.pupil.preferred_name)
    made: list[Flowable] = []
    for year in dict.fromkeys(school_year(mark.day) for mark in data.marks):
        rows = [
            (long_date(m.day), m.area.title, m.established, m.shows, m.did, m.where)
            for m in data.marks
            if school_year(m.day) == year
        ]
        made.append(CondPageBreak(_ROOM_FOR_ROWS))
        made.append(heading(f"In words: {year}", look.subsection, root, 2))
        heads = [head.format(name=name) for head in _HEADS]
        made.append(_table(heads, rows, look, width, root))
    return made


def _table(
    heads: Sequence[str], rows: Sequence[Sequence[str]], look: Styles, width: float, root: Element
) -> Flowable:
    cell = ParagraphStyle("sheet-cell", parent=look.cell, fontSize=8.5, leading=11)
    head = ParagraphStyle("sheet-head", parent=look.cell_head, fontSize=8.5, leading=11)
    table = root.add("Table")
    first = table.add("TR")
    cells: list[list[Any]] = [
        [paragraph(text, head, first.add("TH", scope="Column")) for text in heads]
    ]
    ends = [0]  # the rows under which there is a line
    widths = [width * share for share in _SHARES]
    for values in rows:
        row = table.add("TR")
        told = [paragraph(value or "–", cell, row.add("TD"), typed=True) for value in values]
        parts = [_parts(each, room - 2 * _CELL) for each, room in zip(told, widths, strict=True)]
        cells += [list(line) for line in zip_longest(*parts, fillvalue="")]
        ends.append(len(cells) - 1)
    return TaggedTable(
        cells,
        colWidths=widths,
        repeatRows=1,
        style=TableStyle(
            [
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("BACKGROUND", (0, 0), (-1, 0), look.accent_surface),
                *(("LINEBELOW", (0, end), (-1, end), 0.5, LINE) for end in ends),
                ("TOPPADDING", (0, 0), (-1, -1), 2),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
                ("LEFTPADDING", (0, 0), (-1, -1), _CELL),
                ("RIGHTPADDING", (0, 0), (-1, -1), _CELL),
            ]
        ),
    )


def _parts(told: TaggedParagraph, width: float) -> list[Flowable]:
    """What stands in a cell, over several rows where it is long: a row cannot go over pages."""
    parts: list[Flowable] = []
    rest: Flowable = told
    while len(halves := rest.split(width, _TALLEST)) > 1:
        parts.append(halves[0])
        rest = halves[1]
    return [*parts, rest]


@dataclass(frozen=True)
class _Foot:
    """Whose timeline and whose school, the day, and “2 of 3”."""

    words: str
    width: float

    def __call__(self, canvas: Canvas, page: int, pages: int) -> None:
        """Draw it."""
        canvas.setFillColor(styles().running.textColor)
        draw_words(canvas, self.words, _MARGIN, _FOOT * 0.7, 8.5, self.width * 0.8)
        canvas.setFont(REGULAR, 8.5)
        canvas.drawRightString(_MARGIN + self.width, _FOOT * 0.7, f"{page} of {pages}")


def _write(
    data: TimelineSheet,
    flowables: list[Flowable],
    root: Element,
    size: tuple[float, float],
    stream: BinaryIO,
) -> None:
    name = one_line(data.pupil.full_name) or one_line(data.pupil.preferred_name)
    school = one_line(data.school.name)
    width = size[0] - 2 * _MARGIN
    foot = _Foot(" · ".join((name, school, long_date(data.written_on))), width)
    meta = Meta(f"Timeline of {name}", school, "Timeline of one pupil", data.written_on)
    drawn = io.BytesIO()
    canvases: list[TaggedCanvas] = []

    def on_page(canvas: Canvas, _template: BaseDocTemplate) -> None:
        assert isinstance(canvas, TaggedCanvas)
        if canvas not in canvases:
            canvases.append(canvas)

    template = BaseDocTemplate(
        drawn,
        pagesize=size,
        invariant=1,
        pageCompression=0,  # the second pass compresses, once
        initialFontName=REGULAR,
        title=meta.title,
        author=meta.author,
        subject=meta.subject,
        lang="en-GB",
    )
    frame = Frame(
        _MARGIN, _MARGIN + _FOOT * 0.4, width, size[1] - 2 * _MARGIN - _FOOT * 0.4,
        leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0,
    )  # fmt: skip
    template.addPageTemplates([PageTemplate("page", [frame], onPage=on_page)])
    template.build(flowables, canvasmaker=partial(TaggedCanvas, furniture=foot))
    finish(drawn.getvalue(), root, canvases[0].bookmarks, meta, stream)
