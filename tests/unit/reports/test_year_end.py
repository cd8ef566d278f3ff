"""The end-of-year report to parents, read back as a family or a screen reader meets it."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date

import pikepdf
import pypdf
import pytest
from PIL import Image

from engagement_desktop.errors import AppError
from engagement_desktop.models.areas import Area, area_words
from engagement_desktop.models.editions import Edition
from engagement_desktop.reports.content import Picture, PupilDetails, SchoolDetails, Section
from engagement_desktop.reports.year_end import Attendance, YearEndReport, missing_parts
from tests.helpers.pdf import words_of

from .conftest import pdf_of, photo, picture

MARKUP = '<img src="file:///etc/passwd"/> <b>bold</b> </para> &amp; {name} %s'


def test_it_tells_the_year_in_the_teachers_words(full_report):
    words = words_of(pdf_of(full_report))

    assert words.startswith("Amara’s year July 2026 · Willow class · Hillside School")
    for part in (
        "What Amara has loved this year Amara has had a year of bubbles, drums and water.",
        "Music: the drum.",
        "Amara could come to 380 sessions (half days) this year, and came to 341 of them.",
        "There were no unauthorised absences.",
        "Please come on 15 July.",
        "Jo Field, class teacher · Mrs R. Patel, headteacher · 10 July 2026",
    ):
        assert part in words


def test_each_area_opens_with_its_plain_meaning_in_the_guidances_order(full_report):
    words = words_of(pdf_of(full_report))

    found = [words.index(f"What Amara did in {area.value}.") for area in Area]
    assert found == sorted(found)
    for area in Area:
        plain = area_words(area)
        assert f"{area.title}: {plain.plain_heading} {plain.plain} What Amara did" in words


def test_every_page_names_the_pupil_the_school_and_its_place(full_report):
    pages = pypdf.PdfReader(io.BytesIO(pdf_of(full_report))).pages

    assert len(pages) > 2
    for number, page in enumerate(pages, start=1):
        text = page.extract_text()
        assert "Amara Okafor" in text
        assert "Hillside School" in text
        assert f"{number} of {len(pages)}" in text


def test_an_empty_part_leaves_no_heading_behind():
    data = _bare(loved=Section("The sea."), areas=((Area.INITIATION, Section("  \n ")),))
    words = words_of(pdf_of(data))

    assert "The sea." in words
    for heading in ("Initiation", "engages and learns", "attendance", "Next year", "Talking"):
        assert heading not in words


def test_a_draft_says_that_it_is_one(full_report):
    assert "Draft" not in words_of(pdf_of(full_report))
    assert "Draft" in words_of(pdf_of(replace(full_report, draft=True)))


def test_what_the_regulations_ask_for_is_missed_until_it_is_written(full_report):
    assert missing_parts(full_report) == ()
    assert [part.key for part in missing_parts(_bare())] == [
        "subjects",
        "general_progress",
        "attendance",
        "talk",
    ]
    leaver = replace(full_report, ends_key_stage=True, talk=Section(" "))
    assert [part.key for part in missing_parts(leaver)] == ["key_stage", "talk"]


def test_the_end_of_key_stage_2_is_told_in_words_and_only_where_it_applies(full_report):
    leaver = replace(
        full_report, ends_key_stage=True, key_stage=Section("Amara explores with delight.")
    )

    words = words_of(pdf_of(leaver))
    assert "Assessment at the end of key stage 2" in words
    assert "It gives no score." in words
    assert "Amara explores with delight." in words
    assert "key stage" not in words_of(pdf_of(full_report))


def test_unauthorised_absences_are_given_as_the_share_that_the_law_asks_for(full_report):
    data = replace(full_report, attendance=Attendance(380, 300, 7))
    assert "Unauthorised absences: 7 sessions, 1.8 per cent" in words_of(pdf_of(data))


def test_the_same_report_gives_the_same_bytes(full_report):
    assert pdf_of(full_report) == pdf_of(full_report)


@pytest.mark.parametrize("edition", Edition)
def test_markup_is_shown_as_typed_wherever_it_is_typed(edition):
    data = YearEndReport(
        school=SchoolDetails(MARKUP, MARKUP),
        pupil=PupilDetails(MARKUP, MARKUP, MARKUP),
        school_year="2025–26",
        written_on=_bare().written_on,
        teacher=MARKUP,
        cover=picture(MARKUP),
        loved=Section(MARKUP),
        areas=((Area.REALISATION, Section(f"- {MARKUP}", (picture(MARKUP),))),),
        attendance=Attendance(10, comment=MARKUP),
    )
    words = words_of(pdf_of(data, edition=edition))

    assert words.count("</para>") >= 9
    assert words.count('src="file:///etc/passwd"/>') >= 9


@pytest.mark.parametrize(
    "text",
    [
        "word " * 10_000,
        "A" * 10_000,
        "line\n" * 2_000,
        "- item\n" * 1_000,
        "\u200bzero\u200b\u200dwidth\ufeff",
        "\u202eright to left\u202c שלום عليكم",
        "👨‍👩‍👧 👍🏽 😀 🎉",
        "日本語 한국어 ไทย",
        "z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍" * 50,
        "\x00\x01\x1b\x7f\ud800",
        "1. " * 200,
        "",
        "\n\n\n",
    ],
)
def test_no_text_is_too_strange_to_print(full_report, text):
    data = replace(
        full_report,
        pupil=PupilDetails(text[:400], text[:400], text[:400]),
        loved=Section(text),
        areas=((Area.ANTICIPATION, Section(text, (picture(text),))),),
    )
    pdf = pdf_of(data)

    assert "Please come on 15 July." in words_of(pdf)


def test_signs_that_the_typeface_lacks_are_borrowed_or_put_into_words(full_report):
    data = replace(
        full_report, loved=Section("Zoë and Łukasz say שלום 😀 🎉 \u200bwell\u200b done")
    )
    words = words_of(pdf_of(data))

    assert "Zoë and Łukasz say" in words
    assert set("שלום") < set(words)
    assert re.search(r"😀 +\(party popper\) +well done", words)


def test_line_breaks_and_lists_stay_as_the_teacher_typed_them(full_report):
    data = replace(full_report, loved=Section("First line\nsecond line\n\n1. one\n2. two\n- dash"))
    page = pypdf.PdfReader(io.BytesIO(pdf_of(data))).pages[0].extract_text()

    assert re.search(r"First line\s*\n\s*second line", page)
    assert re.search(r"1\.\s*one\s*\n\s*2\.\s*two", page)


def test_pictures_keep_their_shape_and_only_the_pixels_that_print_needs(full_report):
    data = replace(full_report, cover=picture("wide", width=3000, height=1500))
    pdf = pdf_of(data)

    with pikepdf.open(io.BytesIO(pdf)) as opened:
        page = opened.pages[0]
        image = max(page.get_images().values(), key=lambda found: int(found.Width))
        operators = pikepdf.parse_content_stream(page)
    width, height = int(image.Width), int(image.Height)
    assert width / height == pytest.approx(2.0, rel=0.01)
    drawn = _picture_boxes(operators)[0]
    assert drawn[0] / drawn[1] == pytest.approx(2.0, rel=0.01)
    assert 180 <= width / (drawn[0] / 72) <= 205  # dots per inch


def test_a_photo_is_turned_the_way_it_was_taken_and_tells_no_place():
    exif = Image.Exif()
    exif[0x0112] = 6  # lying on its side
    exif[0x010E] = "the place where it was taken"
    data = _bare(cover=Picture(photo(400, 200, exif=exif), "tall", "tall"))
    pdf = pdf_of(data)

    assert b"the place where it was taken" not in pdf
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        ((_, image),) = opened.pages[0].get_images().items()
    assert int(image.Height) > int(image.Width)


def test_a_picture_that_cannot_be_read_is_named_and_nothing_is_written(full_report):
    out = io.BytesIO()
    broken = replace(full_report, cover=Picture(photo()[:300], "The bubble tube", "x"))

    with pytest.raises(AppError, match="The bubble tube"):
        out.write(pdf_of(broken))
    assert out.getvalue() == b""


def test_edition_sets_everything_at_18_points_or_more_but_the_running_heads(full_report):
    sizes: set[float] = set()

    def note(text, _matrix, _position, _font, size):
        if text.strip() and not re.search(r"\d of \d|Okafor|End-of-year", text):
            sizes.add(size)

    for page in pypdf.PdfReader(io.BytesIO(pdf_of(full_report, edition=Edition.LARGE_PRINT))).pages:
        page.extract_text(visitor_text=note)
    body = {size for size in sizes if size > 0}
    marks = {round(20.0 * 1.35 * share, 2) for share in (0.55, 0.44)}  # letters in a drawing
    assert min({round(size, 2) for size in body} - marks) >= 18


def _picture_boxes(operators) -> list[tuple[float, float]]:
    boxes, matrix = [], None
    for operands, operator in operators:
        if str(operator) == "cm":
            matrix = [float(value) for value in operands]
        elif str(operator) == "Do" and matrix:
            boxes.append((matrix[0], matrix[3]))
    return boxes


def _bare(**parts) -> YearEndReport:
    return YearEndReport(
        school=SchoolDetails("Hillside School"),
        pupil=PupilDetails("Bo", "Bo Li"),
        school_year="2025–26",
        written_on=date(2026, 7, 10),
        **parts,
    )


def test_easy_read_sets_a_line_to_a_sentence_and_one_picture_to_a_part(full_report):
    told = Section(
        "Amara looked up. She laughed! “More?” asked Mr. Field.\nIt lit…",
        (picture("one"), picture("two")),
    )
    pdf = pdf_of(replace(full_report, areas=((Area.INITIATION, told),)), edition=Edition.EASY_READ)

    lines = [line for page in pypdf.PdfReader(io.BytesIO(pdf)).pages
             for line in page.extract_text().splitlines()]  # fmt: skip
    for line in ("Amara looked up.", "She laughed!", "“More?” asked Mr. Field."):
        assert line in [each.strip() for each in lines]
    assert "one" in words_of(pdf)
    assert "two" not in words_of(pdf)


def test_a_heading_stays_with_the_picture_and_words_that_follow_it(full_report):
    """Whatever stands before it: an area's heading is never the last thing on a page."""
    area = (Area.INITIATION, Section("She pressed it herself.", (picture("The switch"),)))
    for lines in range(0, 40, 3):
        data = replace(full_report, loved=Section("A line.\n\n" * lines), areas=(area,))
        pages = pypdf.PdfReader(io.BytesIO(pdf_of(data, edition=Edition.EASY_READ))).pages
        texts = [page.extract_text() for page in pages]
        (heading,) = [n for n, text in enumerate(texts) if "Initiation: making" in text]
        (words,) = [n for n, text in enumerate(texts) if "She pressed it herself." in text]
        assert heading == words


def test_enlarged_to_a3_everything_is_there_on_larger_pages(full_report):
    ordinary = pypdf.PdfReader(io.BytesIO(pdf_of(full_report)))
    enlarged = pypdf.PdfReader(io.BytesIO(pdf_of(full_report, edition=Edition.A3)))

    assert len(ordinary.pages) == len(enlarged.pages)
    assert [round(float(edge)) for edge in enlarged.pages[0].mediabox] == [0, 0, 842, 1191]
    assert words_of(pdf_of(full_report)) == words_of(pdf_of(full_report, edition=Edition.A3))
