"""A report from its beginning to the family's hands, in a real encrypted file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from engagement_desktop.errors import AppError
from engagement_desktop.models.areas import Area
from engagement_desktop.models.editions import Edition
from engagement_desktop.models.records import Evidence, Outcome, Pupil, Report, StaffMember
from engagement_desktop.models.states import EvidenceKind, ReportKind, ReportStatus
from engagement_desktop.services import (
    permissions,
    plans,
    report_preview,
    report_sources,
    report_standing,
    reporting,
)
from engagement_desktop.services.offered_evidence import evidence_for
from engagement_desktop.services.plans import ProvisionForm
from engagement_desktop.services.report_evidence import ReportPictures
from engagement_desktop.services.report_views import AttendanceForm, MeetingForm
from tests.helpers.observed import Seen, observe
from tests.helpers.pdf import pictures_in, words_of
from tests.helpers.reports import observed, permit_family, photo
from tests.helpers.small_school import SmallSchool, small_school

YEAR = "2026–27"
TODAY = date(2027, 7, 1)


@pytest.fixture
def school(tmp_path: Path) -> Iterator[SmallSchool]:
    with small_school(tmp_path) as made:
        at_noon = datetime(2027, 7, 1, 12, tzinfo=UTC)
        yield replace(made, work=replace(made.work, clock=lambda: at_noon))


def begun(school: SmallSchool, kind: ReportKind = ReportKind.YEAR_END, period: str = YEAR) -> int:
    return reporting.begin(school.work, school.amara, kind, period).value


def previewed(school: SmallSchool, report_id: int, **texts: str) -> report_preview.Preview:
    keyed = {key.replace("__", "."): text for key, text in texts.items()}
    return report_preview.preview(school.work, report_id, keyed, ReportPictures())


def paragraph(school: SmallSchool, report_id: int, key: str):
    view = reporting.report(school.work, report_id)
    return next(part for part in view.paragraphs if part.key == key)


def test_what_is_written_comes_back_and_is_printed(school: SmallSchool) -> None:
    report_id = begun(school)
    reporting.save_texts(
        school.work, report_id, {"loved": "Bubbles & <b>drums</b>.", "area.initiation": "Asked."}
    )

    assert paragraph(school, report_id, "loved").text == "Bubbles & <b>drums</b>."
    words = words_of(previewed(school, report_id).pdf)
    assert "What Amara has loved this year Bubbles & <b>drums</b>." in words
    assert "Initiation: making things happen" in words
    assert "Persistence" not in words


def test_the_preview_shows_what_is_typed_before_it_is_saved(school: SmallSchool) -> None:
    report_id = begun(school)
    reporting.save_texts(school.work, report_id, {"loved": "The old words."})

    words = words_of(previewed(school, report_id, loved="The new words.").pdf)
    assert "The new words." in words
    assert "The old words." not in words
    assert paragraph(school, report_id, "loved").text == "The old words."


def test_a_report_for_a_period_is_begun_once(school: SmallSchool) -> None:
    first = begun(school)
    reporting.save_texts(school.work, first, {"loved": "Bubbles."})

    assert begun(school, period="2026-27") == first
    assert begun(school, period="2025–26") != first
    assert paragraph(school, first, "loved").text == "Bubbles."
    assert {line.period for line in reporting.list_reports(school.work, school.amara)} == {
        "2026–27",
        "2025–26",
    }


@pytest.mark.parametrize("period", ["", "last year", "2026", "2026–28", "10 December"])
def test_a_period_that_is_none_is_refused_in_words(school: SmallSchool, period: str) -> None:
    with pytest.raises(AppError, match="not a period"):
        begun(school, period=period)
    with pytest.raises(AppError, match="not a period"):
        begun(school, ReportKind.EHC_REVIEW, period)


def test_only_approved_observations_of_the_year_are_offered_newest_first(
    school: SmallSchool,
) -> None:
    observed(school, date(2026, 10, 5), "Looked once it was lit [00:04.20].")
    observed(school, date(2027, 3, 12), "Looked up before it lit.")
    observed(school, date(2026, 7, 1), "Of the year before.")
    observed(school, date(2027, 4, 1), "Nobody has approved this.", approve=False)
    found = evidence_for(school.work, begun(school))

    assert [(item.on, item.words) for item in found.items] == [
        (date(2027, 3, 12), "Looked up before it lit."),
        (date(2026, 10, 5), "Looked once it was lit."),
    ]
    assert found.items[0].areas == (Area.ANTICIPATION,)
    assert found.items[0].observer == "Jo Field"
    assert found.left_out == ("One observation is not approved yet and is not offered here.",)


def test_a_paragraph_says_what_it_rests_on_until_it_is_taken_away(school: SmallSchool) -> None:
    seen = observed(school, date(2026, 10, 5), "Looked.")
    report_id = begun(school)
    assert paragraph(school, report_id, "area.anticipation").sources == ()

    for _ in range(2):
        report_sources.rest_on(school.work, report_id, "area.anticipation", observation_id=seen)
    (source,) = paragraph(school, report_id, "area.anticipation").sources
    assert (source.on, source.words, source.is_still) == (date(2026, 10, 5), "Bubble tube", False)

    report_sources.rest_no_more(school.work, report_id, source.id)
    assert paragraph(school, report_id, "area.anticipation").sources == ()


def test_a_report_never_rests_on_another_pupils_record(school: SmallSchool) -> None:
    seen = observed(school, date(2026, 10, 5), "Looked.")
    other = reporting.begin(school.work, school.bilal, ReportKind.YEAR_END, YEAR).value

    with pytest.raises(AppError, match="no longer in the pupil’s record"):
        report_sources.rest_on(school.work, other, "loved", observation_id=seen)


def test_a_still_is_printed_only_while_the_family_may_have_it(school: SmallSchool) -> None:
    permission = permit_family(school)
    observed(school, date(2026, 10, 5), "Looked.", picture=photo())
    report_id = begun(school)
    (item,) = evidence_for(school.work, report_id).items
    assert item.still is not None
    report_sources.rest_on(
        school.work, report_id, "area.anticipation", evidence_id=item.still.evidence_id
    )
    report_sources.rest_on(school.work, report_id, "cover", evidence_id=item.still.evidence_id)

    shown = previewed(school, report_id, area__anticipation="Looked.")
    assert pictures_in(shown.pdf) == 1  # one picture, held once
    assert words_of(shown.pdf).count("Amara, bubble tube, 5 October 2026") == 2
    assert shown.left_out == ()

    permissions.withdraw(school.work, permission)
    withheld = previewed(school, report_id, area__anticipation="Looked.")
    assert pictures_in(withheld.pdf) == 0
    why = "no permission for sharing with family from 1 July 2027."
    assert withheld.left_out == (f"Two stills left out: {why}",)
    offered = evidence_for(school.work, report_id)
    assert offered.items[0].still is None
    assert offered.left_out == (f"One still left out: {why}",)


def test_without_any_permission_no_still_is_offered(school: SmallSchool) -> None:
    observed(school, date(2026, 10, 5), "Looked.", picture=photo())
    offered = evidence_for(school.work, begun(school))

    assert offered.items[0].still is None
    assert offered.left_out == (
        "One still left out: there is no permission for sharing with family.",
    )


def test_a_cover_has_one_picture_and_a_still_may_have_its_own_caption(school: SmallSchool) -> None:
    permit_family(school)
    stills = []
    for day, colour in ((5, "#285a78"), (6, "#7a4f00")):
        observed(school, date(2026, 10, day), "Looked.", picture=photo(colour))
    report_id = begun(school)
    for item in evidence_for(school.work, report_id).items:
        assert item.still is not None
        stills.append(item.still.evidence_id)
        report_sources.rest_on(school.work, report_id, "cover", evidence_id=item.still.evidence_id)

    cover = reporting.report(school.work, report_id).cover
    assert cover is not None
    assert cover.evidence_id == stills[-1]
    report_sources.caption_still(school.work, report_id, cover.id, "A quiet <b>moment</b>")
    preview = previewed(school, report_id)
    assert pictures_in(preview.pdf) == 1
    assert "A quiet <b>moment</b>" in words_of(preview.pdf)


def test_what_the_law_asks_for_goes_from_the_list_as_it_is_written(school: SmallSchool) -> None:
    report_id = begun(school)
    assert previewed(school, report_id).missing == (
        "Achievements in subjects and activities",
        "General progress",
        "Attendance record",
        "How to discuss this report with us",
    )
    register = reporting.attendance_texts(AttendanceForm(380, 341, 0))
    reporting.save_texts(
        school.work, report_id, {"subjects": "Music.", "talk": "Ring us.", **register}
    )

    preview = previewed(school, report_id, general_progress="Well.")
    assert preview.missing == ()
    assert "Amara could come to 380 sessions" in words_of(preview.pdf)
    assert reporting.report(school.work, report_id).attendance == AttendanceForm(380, 341, 0)
    assert report_preview.missing_words(school.work, report_id) == ("General progress",)


def test_a_pupil_who_is_named_is_told_before_a_report_leaves(school: SmallSchool) -> None:
    report_id = begun(school)
    assert previewed(school, report_id, loved="Amara and the bubble tube.").warnings == ()
    (warning,) = previewed(school, report_id, loved="Amara sat next to Bilal.").warnings
    assert warning == "“Bilal” is also the name of a pupil. A report names no other child."
    assert previewed(school, report_id, loved="The Bilals next door.").warnings == ()


def test_no_other_pupil_is_named_in_evidence_that_is_quoted(school: SmallSchool) -> None:
    """An observation says who took their turn; the report on it is one pupil’s (6.2)."""
    with school.work.database.write() as session:
        session.get_one(StaffMember, school.teacher).name = "Bilal Moon"  # of the staff, in full
        session.get_one(Outcome, school.outcome).aspiration = "To sit beside Bilal in the hall."
    seen = Seen(
        datetime(2027, 5, 4, 9, tzinfo=UTC),
        did="Amara waited while Bilal took his turn.",
        outcome=school.outcome,
    )
    observe(school.work, school.amara, seen)
    change = ProvisionForm("A bench for Amara and Bilal", date(2027, 5, 4))
    plans.save_provision(school.work, school.amara, None, change)
    report_id = begun(school, ReportKind.EHC_REVIEW, "2027-07-10")
    preview = previewed(school, report_id, context="As typed.")
    words = words_of(preview.pdf)
    assert "Amara waited while another pupil took his turn." in words
    assert "To sit beside another pupil in the hall." in words
    assert "A bench for Amara and another pupil" in words
    assert "Bilal Moon" in words
    assert re.findall(r"Bilal(?! Moon)", words) == []
    assert preview.hints == ()


def test_the_caption_that_a_photo_brought_along_names_no_other_pupil(school: SmallSchool) -> None:
    permit_family(school)
    observed(school, date(2026, 10, 5), "Looked.", picture=photo())
    with school.work.database.write() as session:
        still = session.query(Evidence).one()
        still.caption = "Amara and Bilal at the drum"
        still_id = still.id
    report_id = begun(school)
    report_sources.rest_on(school.work, report_id, "area.anticipation", evidence_id=still_id)
    words = words_of(previewed(school, report_id, area__anticipation="She looked.").pdf)
    assert "Amara and another pupil at the drum" in words
    assert "Bilal" not in words


def test_words_that_a_family_may_not_know_are_pointed_out_in_a_parents_report(
    school: SmallSchool,
) -> None:
    report_id = begun(school)
    (hint,) = previewed(school, report_id, loved="Vestibular play; we move on.").hints
    assert hint == "“Vestibular” may be new to a family. In plain words: movement and balance."
    (spelt,) = previewed(school, report_id, loved="She moves on. The slt came.").hints
    assert "misspelt: “slt”" in spelt  # an abbreviation in small letters is none
    review = begun(school, ReportKind.EHC_REVIEW, "2027-07-10")
    assert previewed(school, review, context="Vestibular play.").hints == ()


def test_sentences_too_long_for_easy_read_are_pointed_out_there_alone(school: SmallSchool) -> None:
    report_id = begun(school)
    long = "word " * 15 + "end."
    texts = {"loved": f"Short. {long}"}
    assert report_preview.preview(school.work, report_id, texts, ReportPictures()).hints == ()
    (hint,) = report_preview.preview(
        school.work, report_id, texts, ReportPictures(), edition=Edition.EASY_READ
    ).hints
    assert hint == f"Long for easy read: “{long}”"


def test_letters_that_cannot_be_printed_are_pointed_out(school: SmallSchool) -> None:
    report_id = begun(school)
    assert previewed(school, report_id, loved="Zoë 😀 🎉 שלום").hints == ()
    (hint,) = previewed(school, report_id, loved="She waved 日本").hints
    assert "日 本" in hint


def test_a_pupil_at_the_end_of_key_stage_2_needs_its_assessment(school: SmallSchool) -> None:
    report_id = begun(school)
    assert "Assessment at the end of the key stage" not in previewed(school, report_id).missing
    with school.work.database.write() as session:
        session.get_one(Pupil, school.amara).actual_year = 6

    assert "Assessment at the end of the key stage" in previewed(school, report_id).missing
    assert paragraph(school, report_id, "key_stage").text == ""


def test_from_draft_to_approved_to_given(school: SmallSchool) -> None:
    report_id = begun(school)
    reporting.save_texts(school.work, report_id, {"loved": "Bubbles."})
    assert "Draft" in words_of(previewed(school, report_id).pdf)
    with pytest.raises(AppError, match="Only an approved report"):
        report_standing.give(school.work, report_id)

    report_standing.approve(school.work, report_id)
    with pytest.raises(AppError, match="approved and no longer changes"):
        reporting.save_texts(school.work, report_id, {"loved": "Drums."})
    report_standing.back_to_draft(school.work, report_id)
    reporting.save_texts(school.work, report_id, {"loved": "Drums."})
    report_standing.approve(school.work, report_id)
    assert "Draft" not in words_of(previewed(school, report_id).pdf)

    report_standing.give(school.work, report_id)
    view = reporting.report(school.work, report_id)
    assert (view.status, view.given_on, view.open) == (ReportStatus.GIVEN, TODAY, False)


def test_a_given_report_stays_as_it_was_given(school: SmallSchool) -> None:
    permission = permit_family(school)
    observed(school, date(2026, 10, 5), "Looked.", picture=photo())
    report_id = begun(school)
    (item,) = evidence_for(school.work, report_id).items
    assert item.still is not None
    report_sources.rest_on(school.work, report_id, "cover", evidence_id=item.still.evidence_id)
    report_standing.approve(school.work, report_id)
    report_standing.give(school.work, report_id)
    given = previewed(school, report_id).pdf

    permissions.withdraw(school.work, permission)
    with school.work.database.write() as session:
        session.get_one(Pupil, school.amara).preferred_name = "Somebody else"
    reprinted = previewed(school, report_id)
    assert reprinted.pdf == given
    (warning,) = reprinted.warnings
    assert "no permission for sharing with family from 1 July 2027" in warning
    assert "give no further copy" in warning
    assert report_standing.no_longer_as_given(school.work) == ()
    with school.work.database.write() as session:
        session.get_one(Report, report_id).given_pdf = given[:-1]
    with pytest.raises(AppError, match="damaged"):
        previewed(school, report_id)
    (said,) = report_standing.no_longer_as_given(school.work)
    assert said.startswith("Somebody else’s end-of-year report to parents (2026–27) is no longer")


def test_what_was_given_is_laid_out_once(school: SmallSchool) -> None:
    report_id = begun(school)
    report_standing.approve(school.work, report_id)
    report_standing.give(school.work, report_id, edition=Edition.LARGE_PRINT)
    large = previewed(school, report_id)
    again = report_preview.preview(school.work, report_id, {}, ReportPictures(), edition=Edition.A3)
    assert again.pdf == large.pdf
    assert large.warnings == ()
    assert again.warnings == ("This report is kept as it was given; it is not laid out anew.",)


def test_a_given_report_without_stills_is_reprinted_without_a_word(school: SmallSchool) -> None:
    observed(school, date(2026, 10, 5), "Looked.", picture=photo())
    report_id = begun(school)
    (item,) = evidence_for(school.work, report_id).items
    report_sources.rest_on(school.work, report_id, "loved", observation_id=item.observation_id)
    report_standing.approve(school.work, report_id)
    report_standing.give(school.work, report_id)

    assert previewed(school, report_id).warnings == ()


def test_a_still_without_a_picture_is_left_out_with_the_reason(school: SmallSchool) -> None:
    permit_family(school)
    observed(school, date(2026, 10, 5), "Looked.", picture=photo())
    report_id = begun(school)
    (item,) = evidence_for(school.work, report_id).items
    assert item.still is not None
    report_sources.rest_on(school.work, report_id, "loved", evidence_id=item.still.evidence_id)
    with school.work.database.write() as session:
        row = session.get_one(Evidence, item.still.evidence_id)
        row.kind, row.poster = EvidenceKind.SOUND, None

    shown = previewed(school, report_id)
    assert pictures_in(shown.pdf) == 0
    assert shown.left_out == ("One still left out: there is no picture in the file it is from.",)


def test_what_another_report_rests_on_is_not_touched(school: SmallSchool) -> None:
    permit_family(school)
    observed(school, date(2026, 10, 5), "Looked.", picture=photo())
    report_id = begun(school)
    (item,) = evidence_for(school.work, report_id).items
    assert item.still is not None
    report_sources.rest_on(school.work, report_id, "cover", evidence_id=item.still.evidence_id)
    cover = reporting.report(school.work, report_id).cover
    assert cover is not None
    report_standing.approve(school.work, report_id)
    other = begun(school, period="2025–26")

    report_sources.caption_still(school.work, other, cover.id, "Not mine to write")
    report_sources.rest_no_more(school.work, other, cover.id)
    assert reporting.report(school.work, report_id).cover == cover


def test_an_assistant_writes_but_does_not_approve(school: SmallSchool) -> None:
    report_id = begun(school)
    reporting.save_texts(school.as_assistant, report_id, {"loved": "Bubbles."})

    assert not reporting.report(school.as_assistant, report_id).may_approve
    with pytest.raises(AppError, match="the part of a teacher"):
        report_standing.approve(school.as_assistant, report_id)
    report_standing.approve(school.work, report_id)
    with pytest.raises(AppError, match="the part of a teacher"):
        report_standing.give(school.as_assistant, report_id)
    assert reporting.report(school.work, report_id).status is ReportStatus.APPROVED


def test_the_review_evidence_lays_the_first_beside_the_latest(school: SmallSchool) -> None:
    for day, words in ((5, "Looked once lit."), (12, "In between."), (20, "Looked before.")):
        observed(school, date(2026, 10, day), words, outcome=True)
    report_id = begun(school, ReportKind.EHC_REVIEW, "2026-12-10")
    key = f"outcome.{school.outcome}"
    reporting.save_texts(
        school.work,
        report_id,
        {
            f"{key}.appropriate": "Yes, it stays right.",
            **reporting.meeting_texts(MeetingForm("Garden Room", "Ngozi Okafor, mother")),
        },
    )
    preview = previewed(school, report_id)
    words = words_of(preview.pdf)

    assert "Evidence for the meeting on 10 December 2026" in words
    assert "Ngozi Okafor, mother" in words
    assert "Then: 5 October 2026" in words
    assert "Now: 20 October 2026" in words
    assert "In between." not in words
    assert "Yes, it stays right." in words
    assert "26 November 2026" in words
    assert "Differences of opinion" in preview.missing
    assert not any("stays appropriate" in part for part in preview.missing)


def test_chosen_observations_take_the_place_of_the_first_and_the_latest(
    school: SmallSchool,
) -> None:
    ids = [
        observed(school, date(2026, 10, day), f"Words of {day}.", outcome=True)
        for day in (5, 12, 20)
    ]
    report_id = begun(school, ReportKind.EHC_REVIEW, "2026-12-10")
    key = f"outcome.{school.outcome}.progress"
    for seen in ids[:2]:
        report_sources.rest_on(school.work, report_id, key, observation_id=seen)

    words = words_of(previewed(school, report_id).pdf)
    assert "Then: 5 October 2026" in words
    assert "Now: 12 October 2026" in words
    assert "Words of 20." not in words


def test_a_review_moves_to_another_day_with_its_dates(school: SmallSchool) -> None:
    report_id = begun(school, ReportKind.EHC_REVIEW, "2026-12-10")
    taken = begun(school, ReportKind.EHC_REVIEW, "2026-12-15")
    reporting.set_meeting_day(school.work, report_id, date(2026, 12, 17))

    view = reporting.report(school.work, report_id)
    assert view.period == "2026-12-17"
    assert date(2026, 12, 3) in [entry.by for entry in view.dates]
    with pytest.raises(AppError, match="already"):
        reporting.set_meeting_day(school.work, taken, date(2026, 12, 17))
