"""Where lines and pages end: dates, rows, headings and signatures stay whole, and all is there."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pypdf
import pytest

from engagement_desktop.models.editions import Edition
from engagement_desktop.reports import (
    ehc_review,
    engagement_profile,
    moderation_pack,
    timeline_sheet,
)
from engagement_desktop.reports.content import PupilDetails, SchoolDetails, Section
from engagement_desktop.reports.engagement_profile import EngagementProfile
from engagement_desktop.reports.frame import Running, Story, write
from engagement_desktop.reports.styles import styles
from engagement_desktop.reports.tables import facts, grid
from engagement_desktop.reports.tagging import Meta
from tests.helpers.pdf import words_of

from .conftest import pdf_of, picture
from .test_papers import pack
from .test_timeline_sheet import SHEET

DAY = date(2026, 11, 22)
SHORT_LINES = "\n".join(["aa"] * 130 + ["lastly"])
SIGNS = "\N{PARTY POPPER}" * 140 + "lastly"


def pages(fill: Callable[[Story], object], edition: Edition = Edition.ORDINARY) -> list[list[str]]:
    """The lines of each page of a paper that `fill` writes."""
    story = Story(styles(edition))
    fill(story)
    out = io.BytesIO()
    running = Running("", "", "", story.styles.running)
    write(story, running, Meta("Paper", "School", "Paper", DAY), out, edition)
    return [
        [line.strip() for line in page.extract_text().splitlines() if line.strip()]
        for page in pypdf.PdfReader(out).pages
    ]


@pytest.mark.parametrize("words", [SHORT_LINES, SIGNS], ids=["lines", "signs"])
def test_few_letters_that_take_much_room_are_printed_whole_wherever_they_stand(
    words, full_report, evidence
):
    out = [io.BytesIO() for _ in range(4)]
    area, section = full_report.areas[0]
    beside = replace(full_report, areas=((area, replace(section, text=words)),), cover=None)
    asking = evidence.outcomes[1]
    asking = replace(asking, then=replace(asking.then, text=words), steps=())
    profile = EngagementProfile(
        SchoolDetails("Hillside"), PupilDetails("Sam", "Sam S"), DAY, picture("Sam"), words
    )
    ehc_review.render(replace(evidence, outcomes=(asking,)), out[0])
    engagement_profile.render(profile, out[1])
    moderation_pack.render(pack(words), out[2])
    timeline_sheet.render(replace(SHEET, marks=(replace(SHEET.marks[0], did=words),)), out[3])

    easy = pdf_of(beside, edition=Edition.EASY_READ)
    for pdf in (easy, *(each.getvalue() for each in out)):
        assert "lastly" in words_of(pdf)


def test_a_caption_of_many_signs_leaves_room_for_its_picture(full_report):
    signs = "\N{PARTY POPPER}\N{BALLOON}" * 80
    crowded = replace(full_report, loved=Section("Bubbles.", (picture(signs), picture(signs))))
    said = words_of(pdf_of(crowded, edition=Edition.LARGE_PRINT))
    assert "(party popper)" in said
    assert "…" in said


def test_a_day_is_not_parted_from_its_month_and_reads_as_it_was_written():
    def fill(story: Story) -> None:
        for length in range(60, 90):
            long = f"{'a' * (length // 2)} {'b' * (length // 2)} 22 November"
            story.paragraph(long, styles().body)

    lines = [line for page in pages(fill) for line in page]
    assert not [line for line in lines if line.endswith(" 22")]
    assert [line for line in lines if line == "22 November"]
    assert sum(line.endswith("22 November") for line in lines) == 30


@pytest.mark.parametrize("rows", [3, 30])
def test_neither_a_row_nor_a_heading_is_left_alone(rows):
    for filled in range(24, 44):

        def fill(story: Story, filled: int = filled) -> None:
            for _ in range(filled):
                story.paragraph("A line.", styles().body)
            story.open("Steps", styles().section, 2)
            steps = [(f"Step {row}", "Achieved") for row in range(rows)]
            story.add(*grid(("Step", "How"), steps, (0.5, 0.5), styles(), story.root))

        for page in pages(fill):
            steps = [line for line in page if line.startswith("Step ") and line != "Step How"]
            assert len(steps) != 1, f"a row alone after {filled} lines"
            assert bool(steps) or "Steps" not in page, f"a heading alone after {filled} lines"


def test_long_names_of_figures_are_not_broken_within_a_word():
    rows = [("Outcomes: communication and interaction", "13"), ("Observations approved", "82")]
    large = styles(Edition.LARGE_PRINT)
    found = pages(
        lambda story: story.add(*facts(rows, large, story.root)), edition=Edition.LARGE_PRINT
    )
    assert "communication" in " ".join(found[0]).split()


def test_a_signature_stands_under_what_it_signs(evidence):
    ending = replace(evidence, author="Jo Field, class teacher", recommendations=Section())
    for lines in range(1, 30, 2):
        told = Section("\n\n".join(["A difference of opinion."] * lines))
        out = io.BytesIO()
        ehc_review.render(replace(ending, differences=told), out, edition=Edition.LARGE_PRINT)
        last = pypdf.PdfReader(out).pages[-1].extract_text()
        assert "Jo Field" in last
        assert "A difference of opinion." in last


def test_large_letters_are_signed_in_lines(full_report):
    easy = io.BytesIO(pdf_of(full_report, edition=Edition.EASY_READ))
    last = pypdf.PdfReader(easy).pages[-1].extract_text()
    lines = [line.strip() for line in last.splitlines()]
    assert lines[-5:-2] == ["Jo Field, class teacher", "Mrs R. Patel, headteacher", "10 July 2026"]
