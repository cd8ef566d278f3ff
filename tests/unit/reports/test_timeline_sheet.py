"""The timeline on paper: what it says in words, where marks stand, and that it needs no colour."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import numpy as np
import pikepdf
import pypdfium2
import pytest
from PIL import Image
from pypdf import PdfReader

from engagement_desktop.models.areas import Area
from engagement_desktop.models.mark_looks import MarkLook
from engagement_desktop.reports.content import PupilDetails, SchoolDetails
from engagement_desktop.reports.timeline_content import (
    SheetBand,
    SheetMark,
    SheetSign,
    TimelineSheet,
)
from engagement_desktop.reports.timeline_sheet import render
from tests.helpers.pdf import words_of

A4, A3 = (842, 595), (1191, 842)


def mark(day: date, area: Area, look: MarkLook = MarkLook.EMERGING, did: str = "") -> SheetMark:
    return SheetMark(area, day, look, "F", False, "emerging", "a first response", did, "Hall, Tom")


SHEET = TimelineSheet(
    school=SchoolDetails("Willow Bank School"),
    pupil=PupilDetails("Amara", "Amara Example"),
    first=date(2025, 11, 23),
    last=date(2026, 11, 22),
    filter_words="Anticipation; place: Hall",
    written_on=date(2026, 11, 22),
    marks=(
        mark(date(2026, 3, 12), Area.ANTICIPATION, did="Looked to the tube <b>after</b> it lit."),
        mark(date(2026, 6, 1), Area.INITIATION, MarkLook.ESTABLISHED, "Reached for the switch."),
    ),
    terms=(SheetBand("Spring", date(2026, 1, 5), date(2026, 3, 27)),),
    plans=(SheetBand("Floor drum", date(2026, 1, 10), date(2026, 4, 20)),),
    provision=(SheetBand("Ten-second wait", date(2026, 9, 14), None),),
    judgements=(SheetSign(date(2026, 4, 1), "emerging", Area.ANTICIPATION, MarkLook.EMERGING),),
    notes=(SheetSign(date(2026, 2, 3), "slept badly"),),
    fills=((MarkLook.EMERGING, "emerging"), (MarkLook.ESTABLISHED, "established")),
    letters=(("F", "a first response"),),
)


def printed(sheet: TimelineSheet = SHEET, *, a3: bool = False, in_words: bool = True) -> bytes:
    stream = io.BytesIO()
    render(sheet, stream, a3=a3, in_words=in_words)
    return stream.getvalue()


def picture(pdf: bytes) -> Image.Image:
    """The first page at 72 dots per inch: a dot is a point."""
    with pypdfium2.PdfDocument(pdf) as document:
        return document[0].render(scale=1).to_pil().convert("RGB")


def test_period_choice_and_everything_around_the_lanes_are_named() -> None:
    told = words_of(printed())
    for said in (
        "Amara’s timeline",
        "23 November 2025 to 22 November 2026 · Anticipation; place: Hall",
        "Floor drum",
        "Ten-second wait",
        "slept badly",
        "a first response",
        "Lanes have no order and marks no height.",
        "Amara Example · Willow Bank School · 22 November 2026",
        "1 of 1",
    ):
        assert said in told
    for area in Area:
        assert area.title in told


def test_every_response_follows_in_words_letter_by_letter() -> None:
    told = words_of(printed())
    assert "12 March 2026 Anticipation emerging a first response" in told
    assert "Looked to the tube <b>after</b> it lit." in told
    assert "Reached for the switch." in told
    assert "Reached for the switch." not in words_of(printed(in_words=False))


@pytest.mark.parametrize(("a3", "size"), [(False, A4), (True, A3)])
def test_the_paper_lies_on_its_side(a3: bool, size: tuple[int, int]) -> None:
    box = PdfReader(io.BytesIO(printed(a3=a3))).pages[0].mediabox
    assert (round(box.width), round(box.height)) == size


def test_a_later_response_stands_further_right_and_never_higher() -> None:
    one = replace(SHEET, marks=SHEET.marks[:1], judgements=(), provision=(), fills=())
    later = replace(one.marks[0], day=date(2026, 9, 12), look=MarkLook.ESTABLISHED, letter="C")
    first, second = (where(replace(one, marks=(each,))) for each in (one.marks[0], later))
    assert second[0] > first[0] + 300  # half a year of 700 points
    assert abs(second[1] - first[1]) < 1.5


def test_what_still_goes_on_is_drawn_no_further_than_the_last_day() -> None:
    """The year on paper ends in August; whether the plan goes on until then, nobody knows yet."""
    plan = SheetBand("Floor drum", date(2026, 9, 7), None)
    bare = replace(SHEET, first=date(2025, 9, 1), marks=(), judgements=(), provision=(), notes=())
    drawn = [
        np.asarray(picture(printed(replace(bare, plans=plans), in_words=False)), dtype=int)
        for plans in ((replace(plan, last=bare.last),), (plan,))
    ]
    assert np.array_equal(*drawn)


def test_the_line_of_a_change_begins_under_its_own_name() -> None:
    """The second begins under the name of the first, and does not strike it out."""
    first = SheetBand("Switch on tray", date(2025, 9, 1), date(2026, 6, 1))
    bare = replace(SHEET, first=date(2025, 9, 1), marks=(), judgements=(), plans=(), notes=())
    one, both = (
        printed(replace(bare, provision=provision), in_words=False)
        for provision in ((first,), (first, SheetBand("Wait", date(2025, 9, 14), None)))
    )
    name = place_of(one, "Switch on tray")
    alone, beside = (np.asarray(picture(pdf), dtype=int)[name] for pdf in (one, both))
    assert alone.min() < 110  # it is written there
    assert np.array_equal(alone, beside)


def place_of(pdf: bytes, text: str) -> tuple[slice, slice]:
    """The lines and columns of the first page in which a text is written."""
    with pypdfium2.PdfDocument(pdf) as document:
        page = document[0]
        written = page.get_textpage()
        start, count = written.search(text).get_next()
        boxes = [written.get_charbox(start + n) for n in range(count)]
        high = page.get_height()
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    lines = slice(round(high - max(tops)), round(high - min(bottoms)))
    return lines, slice(round(min(lefts)), round(max(rights)))


def where(sheet: TimelineSheet) -> tuple[float, float]:
    """The middle of the dark outline of Anticipation, right of the lanes' names."""
    pixels = np.asarray(picture(printed(sheet, in_words=False)), dtype=int)[:, 140:]
    lines, columns = np.nonzero(np.abs(pixels - (0, 95, 69)).max(axis=2) < 40)
    assert len(lines)
    return (columns.min() + columns.max()) / 2, (lines.min() + lines.max()) / 2


def test_the_fills_can_be_told_apart_without_colour() -> None:
    """Each look gives another picture in grey, at the size in which it is printed."""
    drawn = {}
    for look in MarkLook:
        marks = (replace(SHEET.marks[0], look=look, letter=""),)
        page = picture(printed(replace(SHEET, marks=marks, fills=(), letters=()), in_words=False))
        drawn[look] = page.convert("L").tobytes()
    assert len(set(drawn.values())) == len(MarkLook)


def test_the_first_page_tells_what_the_marks_mean() -> None:
    pages = PdfReader(io.BytesIO(printed(replace(SHEET, first=date(2023, 9, 1))))).pages
    assert len(pages) > 1
    first = " ".join(pages[0].extract_text().split())
    assert "emerging; established; F a first response" in first


def test_years_are_drawn_one_under_the_other() -> None:
    told = words_of(printed(replace(SHEET, first=date(2023, 9, 1)), in_words=False))
    for year in ("2023–24", "2024–25", "2025–26", "2026–27"):
        assert year in told


def test_a_screen_reader_gets_headings_a_described_picture_and_a_table() -> None:
    with pikepdf.open(io.BytesIO(printed())) as pdf:
        found: list[tuple[str, str]] = []
        gather(pdf.Root.StructTreeRoot.K[0], found)
        assert pdf.Root.Lang == "en-GB"
    tags = [tag for tag, _ in found]
    assert tags[:5] == ["Document", "H1", "P", "P", "Figure"]
    assert {"Table", "TH", "TD", "H2"} <= set(tags)
    described = next(words for tag, words in found if tag == "Figure")
    assert described == (
        "Timeline from 23 November 2025 to 22 November 2026: Anticipation, Initiation. "
        "Every response follows in words."
    )


def gather(node: pikepdf.Object, found: list[tuple[str, str]]) -> None:
    found.append((str(node.S).lstrip("/"), str(node.get("/Alt", ""))))
    for kid in node.K:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            gather(kid, found)


def test_ten_crowded_years_fit_on_their_pages() -> None:
    days = [date(2017, 1, 1).toordinal() + n * 3 for n in range(1200)]
    marks = tuple(
        mark(date.fromordinal(day), area)
        for day in days
        for area in (Area.PERSISTENCE, Area.INITIATION)
    )
    long = replace(SHEET, first=date(2017, 1, 1), last=date(2026, 11, 22), marks=marks)
    pages = PdfReader(io.BytesIO(printed(long, in_words=False))).pages
    assert 3 <= len(pages) <= 6
