"""The peer of a parents' report: bare ReportLab setting the same words and pictures, untagged.

It does what any program has to do for these pages and no more: pictures brought down to the same
200 dots per inch, the same typefaces and sizes, headings and paragraphs one under another. No tags,
no second pass, no rules of keeping together.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from html import escape

from PIL import Image as Picture
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Image, Paragraph, SimpleDocTemplate

from engagement_desktop.models.areas import area_words
from engagement_desktop.reports.content import Section
from engagement_desktop.reports.styles import PICTURE_DPI, styles
from engagement_desktop.reports.year_end import YearEndReport

_WIDTH = 96 * mm
_COVER_WIDTH = 160 * mm


def draw(report: YearEndReport) -> bytes:
    """The report's words and pictures on plain pages."""
    out = io.BytesIO()
    SimpleDocTemplate(out, leftMargin=25 * mm, rightMargin=25 * mm).build(list(_story(report)))
    return out.getvalue()


def _story(report: YearEndReport) -> Iterator[Flowable]:
    scale = styles()
    yield Paragraph(escape(f"{report.pupil.preferred_name}’s year"), scale.title)
    if report.cover is not None:
        yield _picture(report.cover.data, _COVER_WIDTH)
    parts: list[tuple[str, Section]] = [("Loved", report.loved)]
    parts += [(area_words(area).plain_heading, section) for area, section in report.areas]
    parts += [
        ("Subjects", report.subjects),
        ("General progress", report.general_progress),
        ("Next year", report.next_year),
        ("Talking about this report", report.talk),
    ]
    for heading, section in parts:
        yield Paragraph(escape(heading), scale.section)
        yield Paragraph(escape(section.text), scale.body)
        for picture in section.pictures:
            yield _picture(picture.data, _WIDTH)
            yield Paragraph(escape(picture.caption), scale.caption)


def _picture(data: bytes, width: float) -> Image:
    pixels = round(width / 72 * PICTURE_DPI)
    with Picture.open(io.BytesIO(data)) as image:
        box = (pixels, round(pixels * image.height / image.width))
        image.draft("RGB", box)
        image.thumbnail(box, Picture.Resampling.LANCZOS, reducing_gap=2.0)
        out = io.BytesIO()
        image.save(out, "JPEG", quality=85, subsampling=0)
        height = width * image.height / image.width
    out.seek(0)
    return Image(out, width, height)
