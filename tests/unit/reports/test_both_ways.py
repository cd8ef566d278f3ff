"""Words that run from right to left: joined, in their order on the page, and read as written."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import pikepdf
import pytest

from engagement_desktop.reports.content import PupilDetails, SchoolDetails, Section
from engagement_desktop.reports.shaping import mostly_right_to_left, set_lines
from engagement_desktop.reports.styles import REGULAR, prepare, styles
from engagement_desktop.reports.tagging import Element
from engagement_desktop.reports.text import font_runs, heading
from engagement_desktop.reports.year_end import YearEndReport

from .conftest import pdf_of, read_in_order

URDU = "ماں نے کہا: زینب کو پانی بہت پسند ہے، روز 3 بار (pool) جاتی ہے۔"


REPORT = YearEndReport(
    SchoolDetails("Hillside School"),
    PupilDetails("Amara", "Amara Okafor"),
    "2025–26",
    date(2026, 7, 10),
)


@pytest.fixture(autouse=True)
def fonts():
    prepare()


def _line(words, *, right_to_left):
    (line,) = set_lines(font_runs(words, REGULAR), 11, None, right_to_left=right_to_left)
    return line


def _places(line):
    return [glyph.x for piece in line.pieces for glyph in piece.glyphs]


def test_the_first_letter_stands_furthest_right_and_numbers_run_as_everywhere():
    places = _places(_line("پانی 12", right_to_left=True))

    assert places[:5] == sorted(places[:5], reverse=True)
    assert places[-2:] == sorted(places[-2:])
    assert places[-1] < places[4], "the number comes after the word: further left"


def test_letters_take_the_form_that_joins_them_to_their_neighbours():
    alone, joined = (_line(words, right_to_left=True) for words in ("ب", "ببب"))
    codes = [glyph.code for piece in joined.pieces for glyph in piece.glyphs]

    assert len(set(codes)) == 3, "first, middle and last"
    assert alone.width < joined.width < 3 * alone.width


def test_an_english_sentence_with_a_name_in_urdu_stays_english():
    assert mostly_right_to_left("Her mum calls her زینب and laughs.") is False
    assert mostly_right_to_left(URDU) is True
    assert mostly_right_to_left("12 · 3") is None


def test_long_words_are_broken_where_the_line_ends():
    lines = set_lines(font_runs("ب" * 400 + " " + URDU, REGULAR), 11, 200, right_to_left=True)

    assert len(lines) > 3
    assert all(line.width <= 200 for line in lines)


def test_a_heading_is_broken_anew_where_its_column_is_narrower():
    """It is measured for a whole page first, and may stand beside a portrait."""
    words = f"How {'زینب ' * 7}communicates"
    made = heading(words, styles().subsection, Element("Document"), 2)

    (_, wide), (_, narrow) = made.wrap(450, 800), made.wrap(200, 800)

    assert narrow > wide


@pytest.mark.parametrize("words", [URDU, "שלום לכם", "Her mum says زینب کا پانی (her water)."])
def test_what_was_typed_is_read_as_it_was_typed(words):
    typed = replace(REPORT, loved=Section(f"Before.\n\n{words}\n\n- {words}\n1. {words}"))

    assert read_in_order(pdf_of(typed)).count(words) == 3


def test_a_name_from_right_to_left_stands_in_every_heading_and_in_the_foot():
    named = replace(
        REPORT, pupil=PupilDetails("زینب", "زینب خان"), loved=Section("Bubbles, drums and water.")
    )
    read = read_in_order(pdf_of(named))

    assert "زینب’s year" in read
    assert "What زینب has loved this year" in read
    assert "زینب خان · Hillside School" in read


def test_the_same_words_give_the_same_bytes():
    typed = replace(REPORT, loved=Section(URDU))

    assert pdf_of(typed) == pdf_of(typed)


def test_a_paragraph_over_two_pages_is_one_to_a_screen_reader():
    long = " ".join([URDU] * 80)
    made = pdf_of(replace(REPORT, loved=Section(long)))
    with pikepdf.open(io.BytesIO(made)) as pdf:
        document = pdf.Root.StructTreeRoot.K[0]
        pages = [{kid.Pg.objgen for kid in node.K if "/Pg" in kid} for node in document.K]
    read = read_in_order(made)

    assert max(map(len, pages)) > 1
    assert read.count(URDU) > 70, "but for those that the end of a page parts"


@pytest.mark.parametrize("times", [500, pytest.param(5_000, marks=pytest.mark.nightly)])
def test_very_long_words_and_all_that_cannot_be_seen_are_printed(times):
    unseen = "\u200b\u202e\u2066" + "z͑ͫ̓ͪ̂ͫ̽" * 50 + " 👨‍👩‍👧 ب" + "\x00\ud800"
    read = read_in_order(pdf_of(replace(REPORT, loved=Section("پانی بہت " * times + unseen))))

    assert read.count("پانی") == read.count("بہت") == times
    assert "(man)" in read
