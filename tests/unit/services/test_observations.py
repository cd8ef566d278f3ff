"""An observation from the first key press to approval and correction, in a real encrypted file."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from engagement_desktop.errors import AppError, InvalidInput
from engagement_desktop.models.areas import Area
from engagement_desktop.models.records import AreaResponse, Observation
from engagement_desktop.models.states import CheckAnswer, CheckQuestion, ObservationStatus
from engagement_desktop.services import binned, observations
from engagement_desktop.services import observation_corrections as corrections
from engagement_desktop.services.observation_memory import editor_choices, last_next_action
from engagement_desktop.services.observation_removal import delete_draft
from engagement_desktop.services.observation_views import (
    CheckForm,
    ContextItem,
    ObservationForm,
    ObservationView,
    ResponseForm,
    WhenFrom,
)
from engagement_desktop.storage import search
from engagement_desktop.storage.database import Database
from tests.helpers.small_school import KEY, SmallSchool, small_school, workspace

HOSTILE = "<img src=file:///etc/passwd> <b>Bob</b> & 'Sue'; DROP TABLE observation;--"


@pytest.fixture
def school(tmp_path: Path) -> Iterator[SmallSchool]:
    with small_school(tmp_path) as made:
        yield made


def begun(school: SmallSchool) -> ObservationView:
    return observations.new_observation(school.work, school.amara).value


def full_form(view: ObservationView, school: SmallSchool) -> ObservationForm:
    """A form in which every field says something."""
    return replace(
        view.form,
        minutes=12,
        activity="Bubble tube, switch on tray",
        why_activity="why_activity.highest_interest",
        place="Sensory room",
        adults="Priya",
        context=(ContextItem("context.sleep", "slept well"), ContextItem("context.mood", "calm")),
        responses=(
            ResponseForm(
                Area.INITIATION,
                "Reached for the switch by herself at [00:06.87].",
                what_this_shows="what_this_shows.wider_contexts",
            ),
            ResponseForm(
                Area.ANTICIPATION,
                "Stilled as the light dimmed [00:04.20].",
                subtle_responses=("subtle_response.stilling",),
                how_established="how_established.developing",
                support=("support.independent", "support.with_equipment"),
                consistency="consistency.sometimes",
                confidence="confidence.growing",
                checks=(
                    CheckForm(CheckQuestion.INTENTIONAL, CheckAnswer.YES),
                    CheckForm(CheckQuestion.RULED_OUT, CheckAnswer.UNSURE, "asked the nurse"),
                ),
            ),
        ),
        provision="Standing frame",
        provision_effect="Head up for longer",
        observer_name="",
        knows_pupil="class teacher since September",
        outcome_ids=(school.outcome,),
        narrative="A quiet, bright morning.",
        next_action="next_action.modify",
        next_action_note="wait ten seconds before the spoken prompt",
    )


def test_everything_typed_comes_back(school: SmallSchool) -> None:
    view = begun(school)
    form = full_form(view, school)
    observations.autosave(school.work, view.id, form)
    kept = observations.observation(school.work, view.id).form
    # the areas come back in the guidance's order, whichever was written first
    assert [response.area for response in kept.responses] == [Area.ANTICIPATION, Area.INITIATION]
    assert kept == replace(form, responses=(form.responses[1], form.responses[0]))


def test_text_is_kept_exactly_and_never_read_as_markup(school: SmallSchool) -> None:
    view = begun(school)
    long = "é“✓”\n" * 1000
    form = replace(
        view.form,
        activity=HOSTILE,
        narrative=long,
        responses=(ResponseForm(Area.PERSISTENCE, "  two  spaces\n\nand lines \n"),),
    )
    saved = observations.autosave(school.work, view.id, form).value
    kept = observations.observation(school.work, view.id).form
    assert saved.problems == ()
    assert (kept.activity, kept.narrative) == (HOSTILE, long)
    assert kept.responses[0].what_pupil_did == "  two  spaces\n\nand lines \n"


def test_half_a_character_and_nuls_do_not_stop_the_saving(school: SmallSchool) -> None:
    view = begun(school)
    observations.autosave(
        school.work, view.id, replace(view.form, narrative="be\0fore \ud83d after")
    )
    assert observations.observation(school.work, view.id).form.narrative == "before \ufffd after"


def test_a_longer_text_is_kept_and_told_kindly(school: SmallSchool) -> None:
    view = begun(school)
    text = "word " * 4000
    saved = observations.autosave(school.work, view.id, replace(view.form, narrative=text)).value
    (problem,) = saved.problems
    assert problem.field == "narrative"
    assert not problem.blocks
    assert "20,000 characters" in problem.sentence
    assert observations.observation(school.work, view.id).form.narrative == text


def test_a_date_in_the_future_keeps_the_earlier_date_and_all_the_rest(school: SmallSchool) -> None:
    view = begun(school)
    form = replace(
        view.form, occurred_at=school.work.now() + timedelta(days=30), narrative="She smiled."
    )
    saved = observations.autosave(school.work, view.id, form).value
    (problem,) = saved.problems
    assert problem.field == "occurred_at"
    assert problem.blocks
    assert "future" in problem.sentence
    kept = observations.observation(school.work, view.id).form
    assert kept.narrative == "She smiled."
    assert kept.occurred_at == view.form.occurred_at
    with pytest.raises(InvalidInput) as refused:
        observations.approve(school.work, view.id, form)
    assert [problem.field for problem in refused.value.problems] == ["occurred_at"]
    assert observations.observation(school.work, view.id).status is ObservationStatus.DRAFT


def test_saving_the_same_again_changes_nothing(school: SmallSchool) -> None:
    view = begun(school)
    form = full_form(view, school)
    assert observations.autosave(school.work, view.id, form).changes.touches_pupil(school.amara)
    before = observations.observation(school.work, view.id).updated_at
    assert not observations.autosave(school.work, view.id, form).changes.records
    assert observations.observation(school.work, view.id).updated_at == before


def test_what_is_taken_back_is_gone(school: SmallSchool) -> None:
    view = begun(school)
    observations.autosave(school.work, view.id, full_form(view, school))
    observations.autosave(school.work, view.id, view.form)
    assert observations.observation(school.work, view.id).form == view.form


def test_outcomes_of_another_pupil_are_not_taken(school: SmallSchool) -> None:
    view = observations.new_observation(school.work, school.bilal).value
    form = replace(view.form, narrative="x", outcome_ids=(school.outcome,))
    observations.autosave(school.work, view.id, form)
    assert observations.observation(school.work, view.id).form.outcome_ids == ()


def test_the_words_can_be_found_and_follow_every_change(school: SmallSchool) -> None:
    def found(typed: str) -> list[int]:
        with school.work.database.read() as session:
            return [hit.record_id for hit in search.find(session, typed)]

    view = begun(school)
    observations.autosave(school.work, view.id, full_form(view, school))
    assert found("dimmed") == [view.id]
    assert found("bubble tube") == [view.id]
    observations.autosave(school.work, view.id, replace(view.form, narrative="The drum."))
    assert found("dimmed") == []
    assert found("drum") == [view.id]
    deleted = delete_draft(school.work, view.id).value
    assert found("drum") == []
    binned.put_back(school.work, deleted)
    assert found("drum") == [view.id]


KILLED = """
import os, signal, sys, time
from dataclasses import replace
from pathlib import Path
from engagement_desktop.services import observations
from engagement_desktop.storage.database import Database
from tests.helpers.small_school import KEY, workspace

database = Database.open(Path(sys.argv[1]), KEY)
work = workspace(database, int(sys.argv[2]))
view = observations.new_observation(work, int(sys.argv[3])).value
observations.autosave(work, view.id, replace(view.form, narrative="She looked before it lit."))
print(view.id, flush=True)
time.sleep(600)
"""


def test_an_acknowledged_autosave_survives_a_kill(tmp_path: Path) -> None:
    with small_school(tmp_path) as school:
        ids = (school.teacher, school.amara)
        path = school.path
    script = [sys.executable, "-c", KILLED, str(path), *map(str, ids)]
    with subprocess.Popen(
        script, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[3]
    ) as typing:
        assert typing.stdout is not None
        observation_id = int(typing.stdout.readline())
        os.kill(typing.pid, signal.SIGKILL)
    database = Database.open(path, KEY)
    try:
        kept = observations.observation(workspace(database, ids[0]), observation_id)
    finally:
        database.close()
    assert kept.form.narrative == "She looked before it lit."
    assert kept.status is ObservationStatus.DRAFT


def test_a_teacher_approves_and_an_assistant_hands_on(school: SmallSchool) -> None:
    view = observations.new_observation(school.as_assistant, school.amara).value
    assert not view.may_approve
    form = replace(view.form, narrative="She reached for the drum.")
    with pytest.raises(AppError, match="teacher"):
        observations.approve(school.as_assistant, view.id, form)
    handed_on = observations.submit_for_approval(school.as_assistant, view.id, form).value
    assert handed_on.status is ObservationStatus.FOR_APPROVAL
    approved = observations.approve(school.work, view.id).value
    assert approved.status is ObservationStatus.APPROVED
    assert (approved.approved_by, approved.written_by) == ("Jo Field", "Sam Reed")
    assert approved.form.narrative == "She reached for the drum."


def test_nothing_written_is_not_approved(school: SmallSchool) -> None:
    view = begun(school)
    with pytest.raises(InvalidInput, match="what happened"):
        observations.approve(school.work, view.id)


def test_an_approved_one_is_not_written_into_and_a_correction_keeps_the_earlier_text(
    school: SmallSchool,
) -> None:
    view = begun(school)
    form = full_form(view, school)
    approved = observations.approve(school.work, view.id, form).value
    with pytest.raises(AppError, match="Correct"):
        observations.autosave(school.work, view.id, replace(form, narrative="other"))
    opened = corrections.correct(school.work, view.id).value
    assert opened.status is ObservationStatus.DRAFT
    observations.approve(school.work, view.id, replace(opened.form, narrative="Put right."))
    (earlier,) = corrections.history(school.work, view.id).earlier
    assert earlier.said.form == approved.form
    assert (earlier.approved_by, earlier.corrected_by) == ("Jo Field", "Jo Field")
    assert earlier.approved_at == approved.approved_at
    now = observations.observation(school.work, view.id)
    assert (now.form.narrative, now.corrections) == ("Put right.", 1)
    with pytest.raises(AppError, match="approved"):
        delete_draft(school.work, view.id)


def test_a_correction_can_be_given_up(school: SmallSchool) -> None:
    view = begun(school)
    approved = observations.approve(school.work, view.id, full_form(view, school)).value
    opened = corrections.correct(school.work, view.id).value
    observations.autosave(school.work, view.id, replace(opened.form, narrative="wrong turn"))
    given_up = corrections.put_back_approved(school.work, view.id).value
    back = observations.observation(school.work, view.id)
    assert back.form == approved.form
    assert (back.status, back.approved_at) == (ObservationStatus.APPROVED, approved.approved_at)
    assert back.corrections == 0
    corrections.resume(school.work, given_up)
    again = observations.observation(school.work, view.id)
    assert (again.form.narrative, again.corrections) == ("wrong turn", 1)
    assert again.status is ObservationStatus.DRAFT


def test_closing_tidies_only_what_was_never_written(school: SmallSchool) -> None:
    untouched, written = begun(school), begun(school)
    observations.autosave(school.work, written.id, replace(written.form, narrative="x"))
    assert observations.close_draft(school.work, untouched.id).value
    assert not observations.close_draft(school.work, written.id).value
    lines = observations.list_observations(school.work, school.amara)
    assert [line.id for line in lines] == [written.id]


def test_closing_an_unchanged_correction_lets_the_approval_stand(school: SmallSchool) -> None:
    view = begun(school)
    approved = observations.approve(school.work, view.id, full_form(view, school)).value
    corrections.correct(school.work, view.id)
    assert observations.close_draft(school.work, view.id).value
    now = observations.observation(school.work, view.id)
    assert (now.status, now.approved_at, now.corrections) == (
        ObservationStatus.APPROVED,
        approved.approved_at,
        0,
    )


def test_a_deleted_draft_comes_back_whole(school: SmallSchool) -> None:
    view = begun(school)
    observations.autosave(school.work, view.id, full_form(view, school))
    before = observations.observation(school.work, view.id)
    deleted = delete_draft(school.work, view.id).value
    with pytest.raises(AppError, match="no longer"):
        observations.observation(school.work, view.id)
    binned.put_back(school.work, deleted)
    assert observations.observation(school.work, view.id) == before


def test_what_still_stands_is_filled_in(school: SmallSchool) -> None:
    view = begun(school)
    assert view.form.observer_id == school.teacher
    assert view.form.who_observed == "who_observed.class_teacher"
    assert view.when_from is WhenFrom.STARTED
    form = full_form(view, school)
    observations.autosave(school.work, view.id, form)
    same_day = begun(school).form
    assert (same_day.place, same_day.adults) == ("Sensory room", "Priya")
    assert same_day.context == (ContextItem("context.sleep", "slept well"),)  # a mood passes
    assert (same_day.provision, same_day.knows_pupil) == (form.provision, form.knows_pupil)
    assert same_day.narrative == same_day.activity == ""
    assert same_day.responses == ()
    tomorrow = school.work.now() + timedelta(days=1)
    next_day = replace(school.work, clock=lambda: tomorrow)
    later = observations.new_observation(next_day, school.amara).value.form
    assert (later.place, later.adults, later.context) == ("", "", ())
    assert later.provision == form.provision
    other = observations.new_observation(school.work, school.bilal).value.form
    assert other.provision == ""


def test_last_time_you_planned(school: SmallSchool) -> None:
    assert last_next_action(school.work, school.amara) is None
    view = begun(school)
    observations.autosave(school.work, view.id, full_form(view, school))
    planned = last_next_action(school.work, school.amara)
    assert planned is not None
    assert planned.word == "modify"
    assert planned.note == "wait ten seconds before the spoken prompt"
    assert planned.observation_id == view.id
    assert last_next_action(school.work, school.amara, but_not=view.id) is None
    assert last_next_action(school.work, school.bilal) is None


def test_words_used_before_are_offered_this_pupils_first(school: SmallSchool) -> None:
    for pupil, activity, place in (
        (school.bilal, "Drum", "Hall"),
        (school.amara, "Bubble tube", "Sensory room"),
        (school.amara, "bubble tube ", "Classroom"),
    ):
        view = observations.new_observation(school.work, pupil).value
        form = replace(view.form, activity=activity, place=place)
        observations.autosave(school.work, view.id, form)
    offered = editor_choices(school.work, school.amara)
    assert offered.activities == ("bubble tube", "Drum")
    assert set(offered.places[:2]) == {"Sensory room", "Classroom"}
    assert editor_choices(school.work, school.bilal).places[0] == "Hall"


def test_twelve_hundred_observations_are_listed_the_latest_first(school: SmallSchool) -> None:
    now = school.work.now()
    with school.work.database.write() as session:
        for n in range(1200):
            row = Observation(
                pupil_id=school.amara,
                status=ObservationStatus.APPROVED,
                occurred_at=now - timedelta(days=n),
                activity=f"Activity {n}",
                observer_id=school.teacher,
                created_at=now,
                updated_at=now,
            )
            row.responses = [
                AreaResponse(area=area, what_pupil_did="She looked up. " * 20)
                for area in (Area.EXPLORATION, Area.PERSISTENCE)
            ]
            session.add(row)
    lines = observations.list_observations(school.work, school.amara)
    assert len(lines) == 1200
    assert lines[0].activity == "Activity 0"
    assert lines[0].observer == "Jo Field"
    assert [mark.area for mark in lines[0].areas] == [Area.EXPLORATION, Area.PERSISTENCE]
    assert lines[0].opening.startswith("She looked up.")
