"""The parents' report in the languages of families: its words, direction, letters and tags."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import page
import pikepdf
import pytest

from engagement_desktop.models.areas import Area
from engagement_desktop.models.editions import Edition
from engagement_desktop.models.languages import shipped
from engagement_desktop.reports.content import PupilDetails, SchoolDetails, Section
from engagement_desktop.reports.text import unprintable
from engagement_desktop.reports.year_end import Attendance, YearEndReport
from tests.helpers.pdf import words_of

from .conftest import pdf_of, photo, picture, read_in_order

LANGUAGES = {language.code: language for language in shipped()}
HOSTILE = "<b>not bold</b> & {name} \u200b\u202e 🎉 " + "word " * 400 + "\n- زینب\n1. ब"


@pytest.fixture(scope="module")
def report():
    return YearEndReport(
        SchoolDetails("Hillside School", "Mrs R. Patel", photo(90, 60), "A hill", "#7A1F5B"),
        PupilDetails("Amara", "Amara Okafor", "Willow class"),
        "2025–26",
        date(2026, 7, 10),
        teacher="Jo Field",
        loved=Section("Bubbles, drums and water.", (picture("The drum", width=80, height=60),)),
        areas=((Area.PERSISTENCE, Section("Amara stays with the drum.")),),
        ends_key_stage=True,
        key_stage=Section("As written by the class."),
        attendance=Attendance(380, 341, 5),
        talk=Section("Please come on 15 July."),
        draft=True,
    )


@pytest.fixture(scope="module")
def made(report):
    """The report in each language, drawn once."""
    return {
        code: pdf_of(replace(report, language=language)) for code, language in LANGUAGES.items()
    }


def _problems(pdf):
    report = page.validate_pdf_bytes(pdf)
    return [failure.message for failure in report.failures]


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_fixed_words_are_of_the_language_and_the_staff_s_as_they_wrote_them(made, code):
    language, read = LANGUAGES[code], read_in_order(made[code])

    for words in (
        language.say("page.title", name="Amara"),
        language.heading("loved", "Amara"),
        language.say("areas.persistence.plain"),
        language.heading("area.persistence", "Amara"),
        language.say("page.number", page=1, pages=2),
        language.day(date(2026, 7, 10)),
        language.say("page.teacher", who="Jo Field"),
        "Amara stays with the drum.",
    ):
        assert words.replace(" ", "") in read.replace(" ", "")


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_fixed_english_is_left_over(made, code):
    english = LANGUAGES["en-GB"]
    read = read_in_order(made[code])
    left = [words for key, words in english.words.items() if "{" not in words and words in read]

    assert (code == "en-GB") == (english.words["areas.persistence.plain"] in left)
    assert code == "en-GB" or all(len(words) < 3 for words in left), "but for signs and stops"


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_language_meets_the_standard_for_accessible_files(made, code):
    assert _problems(made[code]) == []


@pytest.mark.parametrize("edition", [Edition.EASY_READ, Edition.LARGE_PRINT])
def test_hostile_words_from_right_to_left_in_other_editions_meet_it_too(report, edition):
    hostile = replace(
        report,
        language=LANGUAGES["ur"],
        pupil=PupilDetails("زینب <i>", "زینب خان & 🎉"),
        loved=replace(report.loved, text=HOSTILE),
    )
    pdf = pdf_of(hostile, edition=edition)

    assert _problems(pdf) == []
    assert "<b>not bold</b> & {name}" in read_in_order(pdf)


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_file_says_its_language_and_that_the_staff_wrote_in_english(made, code):
    with pikepdf.open(io.BytesIO(made[code])) as pdf:
        parts = pdf.Root.StructTreeRoot.K[0].K
        spoken = {str(part.Lang) for part in parts if "/Lang" in part}
        assert str(pdf.Root.Lang) == code
    assert spoken == (set() if code == "en-GB" else {"en-GB"})


URDU, RUSSIAN = "امارا نے روشنی کو دیکھا۔", "Амара увидела свет."


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("en-GB", {"Looked.": None, URDU: "und-Arab", RUSSIAN: "und-Cyrl"}),
        ("pl", {"Looked.": "en-GB", URDU: "und-Arab", RUSSIAN: "und-Cyrl"}),
        ("ur", {"Looked.": "en-GB", URDU: None, RUSSIAN: "und-Cyrl"}),
    ],
)
def test_what_is_written_in_another_script_is_not_told_as_english(full_report, code, told):
    """Letters tell a script, and no language is guessed from them."""
    written = Section("\n\n".join(told))
    report = replace(full_report, language=LANGUAGES[code], loved=written, areas=(), cover=None)
    pdf = pdf_of(report)
    assert page.validate_pdf_bytes(pdf).failures == []
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        found = list(spoken(opened.Root.StructTreeRoot.K[0], ""))
    start = [tag for tag, _ in found].index("H2") + 1
    page_own = {None: "", code: ""}
    heard = [page_own.get(lang, lang) for tag, lang in found[start:] if tag == "P"][: len(told)]
    assert heard == [page_own.get(lang, lang) for lang in told.values()]


def spoken(node, around):
    """Each tag in reading order, with the language it is heard in; “” for the page’s own."""
    lang = str(node.Lang) if "/Lang" in node else around
    yield str(node.S)[1:], lang
    for kid in node.K:
        if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/StructElem":
            yield from spoken(kid, lang)


def test_every_letter_of_every_language_can_be_printed():
    for language in LANGUAGES.values():
        assert unprintable(" ".join((*language.words.values(), *language.months))) == ()


def test_the_years_are_not_turned_round(made):
    assert "2025/26" in read_in_order(made["ur"])
    assert "2025–26" in words_of(made["pl"])


def test_the_same_report_gives_the_same_bytes_in_every_language(report, made):
    for code in ("ur", "pl"):
        assert pdf_of(replace(report, language=LANGUAGES[code])) == made[code]
