"""What is typed into a form waits for its own person, whole, until it is saved or thrown away."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from engagement_desktop.models.states import AreaOfNeed, PermissionUse, StepStatus
from engagement_desktop.services import form_drafts
from engagement_desktop.services.form_drafts import FormKind, FormPlace
from engagement_desktop.services.outcomes import OutcomeForm, StepForm
from engagement_desktop.services.permissions import PermissionForm
from engagement_desktop.services.pupils import Need, PupilForm
from tests.helpers.small_school import SmallSchool, small_school, workspace

OUTCOME = OutcomeForm(
    wording="Amara will “ask” for more.\nShe looks up.",
    needs=(AreaOfNeed.COMMUNICATION, AreaOfNeed.SENSORY_PHYSICAL),
    expected_by=date(2026, 12, 18),
    steps=(StepForm(None, "Stills", StepStatus.ACHIEVED), StepForm(7, "")),
)


@pytest.fixture
def school(tmp_path: Path) -> Iterator[SmallSchool]:
    with small_school(tmp_path) as made:
        yield made


@pytest.mark.parametrize(
    ("kind", "form"),
    [
        (FormKind.OUTCOME, OUTCOME),
        (FormKind.PUPIL, PupilForm("Elif", needs=(Need(AreaOfNeed.COGNITION, "slow"),))),
        (FormKind.PERMISSION, PermissionForm(PermissionUse.DISPLAY, "", until_on=date.min)),
        (FormKind.OUTCOME, OutcomeForm(wording="half a letter \ud83d and a nul \0")),
    ],
)
def test_a_form_comes_back_as_it_was_typed(
    school: SmallSchool, kind: FormKind, form: object
) -> None:
    place = FormPlace(kind, school.amara)
    form_drafts.keep(school.work, place, form)
    (kept,) = form_drafts.kept_forms(school.work, school.amara)
    assert (kept.place, kept.pupil_name) == (place, "Amara")
    assert kept.form(type(form)) == form


def test_the_latest_typing_stands_alone(school: SmallSchool) -> None:
    place = FormPlace(FormKind.PUPIL, None)
    for name in ("E", "El", "Elif"):
        form_drafts.keep(school.work, place, PupilForm(preferred_name=name))
    (kept,) = form_drafts.kept_forms(school.work)
    form = kept.form(PupilForm)
    assert form is not None
    assert form.preferred_name == "Elif"


def test_each_person_finds_their_own_alone_also_at_the_next_opening(school: SmallSchool) -> None:
    place = FormPlace(FormKind.OUTCOME, school.amara, str(school.outcome))
    form_drafts.keep(school.work, place, OUTCOME)
    assert form_drafts.kept_forms(school.as_assistant) == ()
    mine = replace(OUTCOME, wording="The assistant’s")
    form_drafts.keep(school.as_assistant, place, mine)
    again = workspace(school.work.database, school.teacher)
    assert [kept.form(OutcomeForm) for kept in form_drafts.kept_forms(again)] == [OUTCOME]
    form_drafts.let_go(again, place)
    assert form_drafts.kept_forms(again) == ()
    assert [kept.form(OutcomeForm) for kept in form_drafts.kept_forms(school.as_assistant)] == [
        mine
    ]


def test_a_form_of_one_pupil_is_not_offered_on_another(school: SmallSchool) -> None:
    form_drafts.keep(school.work, FormPlace(FormKind.OUTCOME, school.amara), OUTCOME)
    assert form_drafts.kept_forms(school.work, school.bilal) == ()


def test_what_was_thrown_away_can_be_put_back(school: SmallSchool) -> None:
    place = FormPlace(FormKind.OUTCOME, school.amara)
    form_drafts.keep(school.work, place, OUTCOME)
    (kept,) = form_drafts.kept_forms(school.work)
    form_drafts.let_go(school.work, place)
    form_drafts.put_back(school.work, kept)
    assert [each.form(OutcomeForm) for each in form_drafts.kept_forms(school.work)] == [OUTCOME]


def test_a_form_of_another_shape_is_not_taken_for_this_one(school: SmallSchool) -> None:
    form_drafts.keep(school.work, FormPlace(FormKind.PERMISSION, school.amara), OUTCOME)
    (kept,) = form_drafts.kept_forms(school.work)
    assert kept.form(PermissionForm) is None
