"""The EM list on paper: for the school office, which enters the codes where they belong."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import BinaryIO

from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import stringWidth

from engagement_desktop.reports.content import SchoolDetails, long_date
from engagement_desktop.reports.frame import Running, Story, write
from engagement_desktop.reports.styles import COLUMN, styles
from engagement_desktop.reports.tables import grid
from engagement_desktop.reports.tagging import Meta
from engagement_desktop.reports.text import bullet_list, one_line

_AROUND = 11.0  # points beside the words of a cell
_WIDEST = 0.3  # of the page, but for the names


@dataclass(frozen=True)
class EmSheet:
    """The list as printed: heads and rows of one table, and what is to be known beside it."""

    school: SchoolDetails
    school_year: str
    written_on: date
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...] = ()


def render(data: EmSheet, stream: BinaryIO) -> None:
    """Write the list to `stream` as a tagged PDF; the same data gives the same bytes."""
    story = Story(styles(compact=True, accent=data.school.accent))
    title = f"EM list {data.school_year}"
    story.title(title, data.school)
    when = f"{one_line(data.school.name)} · {long_date(data.written_on)}"
    story.paragraph(when, story.styles.subtitle)
    story.paragraph("Pupils to report as assessed with the engagement model", story.styles.plain)
    story.opening_rule()
    if not data.rows:
        story.paragraph("No pupil is at the end of this key stage.", story.styles.body)
    shares = _shares(data, story.styles.cell_head)
    story.add(*grid(data.heads, data.rows, shares, story.styles, story.root))
    if data.notes:
        story.open("Before it is entered", story.styles.subsection, 2)
        story.add(*bullet_list(list(data.notes), story.styles.body, story.root))
    running = Running("Pupils to report", title, data.school.name, story.styles.running)
    meta = Meta(title, one_line(data.school.name), "For the school office", data.written_on)
    write(story, running, meta, stream)


def _shares(data: EmSheet, style: ParagraphStyle) -> tuple[float, ...]:
    """Columns as wide as their longest word or code; the names have the rest."""
    columns = list(zip(data.heads, *data.rows, strict=True))[1:]
    widths = [
        max(stringWidth(each, style.fontName, style.fontSize) for each in column) + _AROUND
        for column in columns
    ]
    shares = [min(width / COLUMN, _WIDEST) for width in widths]  # whatever was typed for a UPN
    return (1.0 - sum(shares), *shares)
