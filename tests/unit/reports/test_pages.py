"""Pages as pictures: what stands where, compared with the pages kept in `pages/`.

A page may differ by what another version of the drawing library rounds otherwise, not by what an
eye would see. After a change that is meant, look at the new pages and keep them:

    RENEW_PAGES=1 .venv/bin/pytest tests/unit/reports/test_pages.py -n 0
"""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageFilter

from engagement_desktop.models.editions import Edition
from engagement_desktop.models.languages import shipped
from engagement_desktop.reports import ehc_review, engagement_profile
from engagement_desktop.reports.content import PupilDetails, SchoolDetails
from engagement_desktop.reports.ehc_review import EhcReviewEvidence
from engagement_desktop.reports.engagement_profile import EngagementProfile
from engagement_desktop.reports.year_end import YearEndReport

from .conftest import MEETING, pdf_of, photo
from .test_timeline_sheet import printed

KEPT = Path(__file__).parent / "pages"
DPI = 36
ROUNDED = 40  # of 255, after the letters are blurred into words
SPECKS = 6  # dots that may differ more
DOT_MM = 25.4 / DPI


def page_of(pdf: bytes, number: int = 0) -> Image.Image:
    with pypdfium2.PdfDocument(pdf) as document:
        return document[number].render(scale=DPI / 72).to_pil().convert("L")


def difference(made: Image.Image, kept: Image.Image) -> str:
    """Where the two differ, in millimetres from the upper left corner; empty if nowhere."""
    if made.size != kept.size:
        return f"the page is {made.size} dots large, and was {kept.size}"
    blurred = (image.filter(ImageFilter.GaussianBlur(1.2)) for image in (made, kept))
    other = ImageChops.difference(*blurred).point(lambda dot: 255 if dot > ROUNDED else 0)
    box = other.getbbox()
    if box is None or other.histogram()[255] <= SPECKS:
        return ""
    left, top, right, bottom = (round(edge * DOT_MM) for edge in box)
    return f"it differs {left} to {right} mm from the left and {top} to {bottom} mm from the top"


def compare(name: str, made: Image.Image, folder: Path) -> None:
    kept = KEPT / f"{name}.png"
    if os.environ.get("RENEW_PAGES"):
        KEPT.mkdir(exist_ok=True)
        made.quantize(16).save(kept, optimize=True)
        return
    with Image.open(kept, formats=("PNG",)) as image:
        where = difference(made, image.convert("L"))
    if where:
        made.save(folder / f"{name}.png")
        pytest.fail(f"“{name}” looks different: {where}. Now: {folder / name}.png; kept: {kept}")


def in_the_language(report: YearEndReport, code: str, name: str) -> YearEndReport:
    language = next(each for each in shipped() if each.code == code)
    return replace(report, language=language, pupil=replace(report.pupil, preferred_name=name))


def profile() -> bytes:
    out = io.BytesIO()
    page = EngagementProfile(
        SchoolDetails("Hillside School", logo=photo(90, 60, "#2A6F4A"), accent="#2A6F4A"),
        PupilDetails("Amara", "Amara Okafor", "Willow class", "Year 4"),
        MEETING,
        communication="Amara’s yes is a long look up.",
        interests=("Drums: laughs aloud", "Bubbles"),
        helps=("Ten seconds to answer",),
    )
    engagement_profile.render(page, out)
    return out.getvalue()


def review(evidence: EhcReviewEvidence) -> bytes:
    out = io.BytesIO()
    ehc_review.render(evidence, out)
    return out.getvalue()


PAGES: dict[str, Callable[[YearEndReport, EhcReviewEvidence], bytes]] = {
    "parents": lambda report, _: pdf_of(report),
    "parents-easy-read": lambda report, _: pdf_of(report, edition=Edition.EASY_READ),
    "parents-large-print": lambda report, _: pdf_of(report, edition=Edition.LARGE_PRINT),
    "parents-polish": lambda report, _: pdf_of(in_the_language(report, "pl", "Zofia")),
    "parents-urdu": lambda report, _: pdf_of(in_the_language(report, "ur", "زینب")),
    "review": lambda _, evidence: review(evidence),
    "profile": lambda _report, _evidence: profile(),
    "timeline": lambda _report, _evidence: printed(),
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_looks_as_it_did(
    name: str, full_report: YearEndReport, evidence: EhcReviewEvidence, tmp_path: Path
) -> None:
    compare(name, page_of(PAGES[name](full_report, evidence)), tmp_path)


def test_a_moved_line_is_seen_and_its_place_told(full_report: YearEndReport) -> None:
    made = page_of(pdf_of(full_report))
    moved = page_of(pdf_of(replace(full_report, loved=replace(full_report.loved, text="Other."))))
    noisy = made.point(lambda dot: max(0, dot - 6))

    assert difference(made, noisy) == ""
    assert "mm from the top" in difference(moved, made)
    assert "dots large" in difference(made, made.rotate(90, expand=True))
