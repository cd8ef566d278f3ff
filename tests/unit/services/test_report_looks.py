"""The school's logo, colour, languages and plain words: kept, refused in words, and printed."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from PIL import Image
from sqlalchemy import update

from engagement_desktop.errors import AppError, InvalidInput
from engagement_desktop.models.contrast import READABLE, contrast
from engagement_desktop.models.records import Pupil, ReportLanguage
from engagement_desktop.models.states import ReportKind, Role
from engagement_desktop.services import (
    plain_words,
    report_languages,
    report_looks,
    report_preview,
    reporting,
    timeline_sheet,
)
from engagement_desktop.services.access import NotAllowed
from engagement_desktop.services.report_evidence import ReportPictures
from engagement_desktop.services.report_looks import LookForm
from tests.helpers.small_school import SmallSchool, small_school

YEAR = "2025–26"


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SmallSchool]:
    with small_school(tmp_path_factory.mktemp("school")) as made:
        lead = replace(made.work, role=Role.LEAD)
        reporting.begin(lead, made.amara, ReportKind.YEAR_END, YEAR)
        yield replace(made, work=lead)


@pytest.fixture
def school(opened: SmallSchool) -> Iterator[SmallSchool]:
    yield opened
    work = opened.work
    report_looks.save_look(work, LookForm())
    report_looks.remove_logo(work)
    report_languages.choose(work, opened.amara, "en-GB")
    for view in report_languages.languages(work):
        if view.own:
            report_languages.take_away(work, view.code)
    for word in ("prompt", "hoist"):
        plain_words.tell(work, word, told=word == "prompt")


def preview(school: SmallSchool, **typed: str) -> report_preview.Preview:
    (line,) = reporting.list_reports(school.work, school.amara)
    return report_preview.preview(school.work, line.id, typed, ReportPictures())


def picture_file(folder: Path, **more: object) -> Path:
    path = folder / "logo.png"
    Image.new("RGBA", (900, 600), (0, 120, 60, 128)).save(path, "PNG", **more)
    return path


def test_the_logo_is_kept_small_and_told_to_those_who_do_not_see_it(
    school: SmallSchool, tmp_path: Path
) -> None:
    report_looks.set_logo_file(school.work, picture_file(tmp_path))
    report_looks.save_look(school.work, LookForm(logo_says="A green hill"))

    kept = report_looks.looks(school.work).logo
    assert kept is not None
    with Image.open(io.BytesIO(kept), formats=("JPEG",)) as image:
        assert max(image.size) <= 640
    assert first_told(preview(school).pdf) == ("/Figure", "A green hill")


def first_told(pdf: bytes) -> tuple[str, str]:
    """What a screen reader comes to first, and what it says of it."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        first = opened.Root.StructTreeRoot.K[0].K[0]
        return str(first.S), str(first.get("/Alt", ""))


def test_the_logo_and_the_colour_stand_on_the_printed_timeline_too(
    school: SmallSchool, tmp_path: Path
) -> None:
    work, amara = school.work, school.amara
    report_looks.set_logo_file(work, picture_file(tmp_path))
    report_looks.save_look(work, LookForm(logo_says="A green hill", accent="#7A1F5B"))

    wish = timeline_sheet.wish_of(work, amara, YEAR)
    assert timeline_sheet.gather(work, amara, wish).school.accent == "#7A1F5B"
    made = timeline_sheet.preview(work, amara, wish)
    assert first_told(made.pdf) == ("/Figure", "A green hill")


@pytest.mark.parametrize(
    "content", [b"", b"GIF89a" + bytes(40), b"%PDF-1.7", b"\x89PNG\r\n\x1a\nno"]
)
def test_what_is_no_picture_is_refused_and_the_logo_stays(
    school: SmallSchool, tmp_path: Path, content: bytes
) -> None:
    report_looks.set_logo_file(school.work, picture_file(tmp_path))
    before = report_looks.looks(school.work).logo
    hostile = tmp_path / "logo.jpg"
    hostile.write_bytes(content)

    with pytest.raises(AppError):
        report_looks.set_logo_file(school.work, hostile)
    assert report_looks.looks(school.work).logo == before


def test_a_colour_too_light_to_be_read_is_made_darker_and_no_more_than_needed(
    school: SmallSchool,
) -> None:
    light = report_looks.save_look(school.work, LookForm(accent="#ffd54f")).value
    dark = report_looks.save_look(school.work, LookForm(accent="#7A1F5B")).value

    assert READABLE <= contrast(light, "#FFFFFF") < READABLE + 0.5
    assert dark == "#7A1F5B"
    assert report_looks.looks(school.work).accent == dark


@pytest.mark.parametrize("typed", ["red", "#12345", "#GGGGGG", "#7A1F5B; x"])
def test_what_is_no_colour_is_said_beside_the_field(school: SmallSchool, typed: str) -> None:
    with pytest.raises(InvalidInput) as told:
        report_looks.save_look(school.work, LookForm(accent=typed))
    assert [problem.field for problem in told.value.problems] == ["accent"]


def test_the_language_is_kept_for_the_pupil_and_waits_for_a_speaker(school: SmallSchool) -> None:
    report_languages.choose(school.work, school.amara, "ur")
    made = preview(school, loved="Bubbles.")

    assert reporting.choices(school.work, school.amara).language == "ur"
    assert reporting.choices(school.work, school.bilal).language == "en-GB"
    assert any("Urdu have not been checked by a speaker" in hint for hint in made.hints)
    with pikepdf.open(io.BytesIO(made.pdf)) as pdf:
        assert str(pdf.Root.Lang) == "ur"


def test_a_school_corrects_a_language_and_adds_another(school: SmallSchool) -> None:
    work = school.work
    polish = report_languages.file_to_share(work, "pl").decode()
    checked = polish.replace('checked_by = ""', 'checked_by = "Ewa Nowak"')
    report_languages.bring_in(work, checked.encode())
    english = report_languages.file_to_share(work, "en-GB").decode()
    somali = english.replace('"en-GB"', '"so"').replace('"English"', '"Somali"')
    assert report_languages.bring_in(work, b"\xef\xbb\xbf" + somali.encode()).value == "Somali"

    offered = {view.code: view for view in report_languages.languages(work)}
    assert (offered["pl"].needs_check, offered["pl"].checked_by) == (False, "Ewa Nowak")
    assert offered["so"].own
    report_languages.choose(work, school.amara, "pl")
    assert not any("checked by a speaker" in hint for hint in preview(school).hints)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xff\xfe", "plain text"),
        (b"x" * 300_000, "too large"),
        (b"[language]\ncode = 'zz'", "missing"),
        (b"= nonsense", "cannot be read"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_with_the_reason(
    school: SmallSchool, content: bytes, said: str
) -> None:
    with pytest.raises(AppError, match=said):
        report_languages.bring_in(school.work, content)


def test_a_language_with_letters_that_no_font_has_is_refused(school: SmallSchool) -> None:
    file = report_languages.file_to_share(school.work, "pl").decode()
    bengali = file.replace("Wersja robocza", "খসড়া").replace('"pl"', '"bn"')
    with pytest.raises(AppError, match="cannot be printed yet"):
        report_languages.bring_in(school.work, bengali.encode())


def test_a_language_kept_by_an_earlier_release_is_filled_up_in_english(school: SmallSchool) -> None:
    file = report_languages.file_to_share(school.work, "pl").decode()
    older = file.replace('draft = "Wersja robocza"\n', "")
    report_languages.bring_in(school.work, file.encode())
    with school.work.database.write() as session:
        session.execute(update(ReportLanguage).values(content=older))
    report_languages.choose(school.work, school.amara, "pl")

    assert preview(school).pdf.startswith(b"%PDF")


def test_a_language_that_was_taken_away_leaves_the_report_in_english(school: SmallSchool) -> None:
    with school.work.database.write() as session:
        session.execute(update(Pupil).where(Pupil.id == school.amara).values(report_language="so"))
    with pikepdf.open(io.BytesIO(preview(school).pdf)) as pdf:
        assert str(pdf.Root.Lang) == "en-GB"


def test_plain_words_are_the_school_s_own(school: SmallSchool) -> None:
    work = school.work
    typed = "A prompt by the hoist."
    assert any("“prompt” may be new" in hint for hint in preview(school, loved=typed).hints)

    plain_words.word_as(work, "hoist", "a sling that lifts")
    plain_words.word_as(work, "Prompt", "a nudge")
    hints = preview(school, loved=typed).hints
    assert any("a sling that lifts" in hint for hint in hints)
    assert any("a nudge" in hint for hint in hints)

    plain_words.tell(work, "prompt", told=False)
    assert not any("“prompt”" in hint for hint in preview(school, loved=typed).hints)
    left = [view for view in plain_words.list_words(work) if not view.told]
    assert [view.word for view in left] == ["prompt"]
    plain_words.tell(work, "prompt", told=True)
    assert all(view.told for view in plain_words.list_words(work))


def test_who_may_not_change_the_school_s_words_changes_none_of_this(school: SmallSchool) -> None:
    observer = school.as_assistant
    for write in (
        lambda: report_looks.save_look(observer, LookForm(accent="#7A1F5B")),
        lambda: report_looks.remove_logo(observer),
        lambda: report_languages.bring_in(observer, report_languages.file_to_share(observer, "pl")),
        lambda: plain_words.tell(observer, "prompt", told=False),
    ):
        with pytest.raises(NotAllowed):
            write()
