"""Outcomes, plans and provision as they are read, said and edited."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QMenu, QPushButton
from sqlalchemy import text

from engagement_desktop.models.areas import Area
from engagement_desktop.models.records import Evidence
from engagement_desktop.models.states import AreaOfNeed, EvidenceKind, StepStatus
from engagement_desktop.services import observations, outcomes, plans
from engagement_desktop.services.form_drafts import kept_forms
from engagement_desktop.services.observation_views import ResponseForm
from engagement_desktop.services.outcomes import OutcomeForm, StepForm
from engagement_desktop.services.plans import PlanForm, ProvisionForm
from engagement_desktop.settings import Theme
from engagement_desktop.ui.look.style import Look
from engagement_desktop.ui.plans.plan_dialogs import PlanDialog, ReviewDialog
from engagement_desktop.ui.plans.plan_page import PlanPage
from engagement_desktop.ui.widgets.chips import ChipRow
from engagement_desktop.ui.widgets.form_dialog import FormDialog
from engagement_desktop.ui.widgets.text_area import TextArea
from tests.helpers.observed import Seen, at, clip_of, observe
from tests.helpers.pages import Desk, put_on
from tests.helpers.small_school import SmallSchool, small_school

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)


@pytest.fixture
def school(tmp_path: Path) -> Iterator[SmallSchool]:
    with small_school(tmp_path) as made:
        work = replace(made.work, clock=lambda: NOW)
        form = OutcomeForm(
            wording="Amara will ask for more.",
            success="She looks up.",
            needs=(AreaOfNeed.COMMUNICATION,),
            expected_by=date(2026, 12, 18),
            steps=(StepForm(None, "Stills when it stops"),),
        )
        outcomes.save_outcome(work, made.amara, made.outcome, form)
        plan = PlanForm(
            areas=(Area.ANTICIPATION,), activity="Bubble tube", provision="Switch on tray"
        )
        plans.save_plan(work, made.amara, None, plan)
        change = ProvisionForm("Ten-second wait", date(2026, 9, 3))
        plans.save_provision(work, made.amara, None, change)
        yield replace(made, work=work)


@pytest.fixture
def page(school: SmallSchool, desktop: Desk) -> PlanPage:
    made = PlanPage(desktop.context)
    put_on(desktop, made)
    made.resize(1110, 606)
    made.show_pupil(school.amara)
    desktop.settle()
    return made


def shown(page: PlanPage) -> list[str]:
    return [each.text() for each in page.findChildren(QLabel) if each.isVisible()]


def press(page: PlanPage, words: str) -> None:
    next(b for b in page.findChildren(QPushButton) if b.text() == words and b.isVisible()).click()


def dialog(page: PlanPage, kind: type[FormDialog] = FormDialog) -> FormDialog:
    return next(each for each in page.findChildren(kind) if each.isVisible())


def write(form: FormDialog, name: str, words: str) -> None:
    control = form.fields[name].control
    if isinstance(control, TextArea):
        control.setPlainText(words)
    else:
        assert isinstance(control, QLineEdit)
        control.setText(words)


def text_of(form: FormDialog, name: str) -> str:
    control = form.fields[name].control
    assert isinstance(control, TextArea | QLineEdit)
    return control.text()


def test_everything_stands_where_it_is_looked_for(page: PlanPage) -> None:
    texts = shown(page)
    assert "Communication and interaction" in texts
    assert "Amara will ask for more." in texts
    assert "Stills when it stops" in texts
    assert "Expected by 18 December 2026 · no observation touches it yet" in texts
    assert "Bubble tube" in texts
    assert "From 3 September 2026, still in use" in texts


def test_a_fresh_look_is_offered_once_and_a_plan_begins_from_it(
    page: PlanPage, school: SmallSchool, desktop: Desk
) -> None:
    said = [text for text in shown(page) if "good moment to see what would help Amara" in text]
    assert len(said) == 1
    press(page, "Plan a fresh look")
    form = dialog(page, PlanDialog)
    write(form, "activity", "Drum")
    form.submit()
    form.submit()  # pressed twice
    desktop.settle()
    assert len(plans.list_plans(school.work, school.amara)) == 2
    plan = plans.list_plans(school.work, school.amara)[0]
    assert plan.form.activity == "Drum"
    assert plan.form.outcome_ids == (school.outcome,)
    assert plan.why == "progress levelled off"


def test_saying_how_a_step_stands_can_be_undone(
    page: PlanPage, school: SmallSchool, desktop: Desk
) -> None:
    (step,) = outcomes.list_outcomes(school.work, school.amara)[0].steps
    page.outcomes.step_said.emit(step.id, StepStatus.ACHIEVED)
    desktop.settle()
    assert "achieved, 21 November 2026" in shown(page)
    assert desktop.said[-1].action is not None
    desktop.said[-1].action()
    desktop.settle()
    assert "in progress" in shown(page)


def test_an_outcome_without_words_is_refused_beside_the_field(
    page: PlanPage, school: SmallSchool, desktop: Desk
) -> None:
    press(page, "Add an outcome")
    form = dialog(page)
    write(form, "success", "She smiles.")
    form.submit()
    desktop.settle()
    assert form.fields["wording"].problem == "Please write the outcome."
    assert form.fields["needs"].problem == "Please choose at least one area of need."
    assert form.isVisible()
    assert len(outcomes.list_outcomes(school.work, school.amara)) == 1


def test_what_was_typed_in_a_closed_form_is_offered_again(page: PlanPage, desktop: Desk) -> None:
    press(page, "Add an outcome")
    write(dialog(page), "wording", "Amara will choose her drum.")
    dialog(page).reject()
    assert desktop.said[-1].action is not None
    desktop.said[-1].action()
    assert text_of(dialog(page), "wording") == "Amara will choose her drum."


def test_a_form_that_was_typed_into_waits_on_the_page_until_it_is_saved(
    page: PlanPage, school: SmallSchool, desktop: Desk
) -> None:
    press(page, "Add an outcome")
    form = dialog(page)
    write(form, "wording", "Amara will choose her drum.")
    desktop.qtbot.waitUntil(lambda: kept_forms(school.work) != ())  # nobody closed anything
    form.reject()
    desktop.settle()
    assert "Written 09:00 today, not saved yet" in shown(page)
    press(page, "Go on")
    form = dialog(page)
    assert text_of(form, "wording") == "Amara will choose her drum."
    page.edit_outcome(None)  # as from the button of the card
    assert text_of(dialog(page), "wording") == "Amara will choose her drum."
    needs = form.fields["needs"].control
    assert isinstance(needs, ChipRow)
    needs.set_chosen([AreaOfNeed.COMMUNICATION])
    form.submit()
    desktop.settle()
    assert kept_forms(school.work) == ()
    assert not page.forms.card.isVisible()


def test_a_form_that_is_open_while_the_window_locks_waits_at_the_next_sign_in(
    page: PlanPage, school: SmallSchool, desktop: Desk
) -> None:
    (plan,) = plans.list_plans(school.work, school.amara)
    page.review_plan(plan)
    write(dialog(page), "what_worked", "Low light.")
    page.leave()
    assert desktop.context.tasks.finish_writing()
    assert page.unsaved() is None
    again = PlanPage(desktop.context)
    put_on(desktop, again)
    again.show_pupil(school.amara)
    desktop.settle()
    press(again, "Go on")
    assert text_of(dialog(again, ReviewDialog), "what_worked") == "Low light."


def test_throwing_a_begun_form_away_can_be_undone(
    page: PlanPage, school: SmallSchool, desktop: Desk
) -> None:
    press(page, "Add a change")
    write(dialog(page), "what", "Foil blanket")
    dialog(page).reject()
    desktop.settle()
    press(page, "Throw away")
    desktop.settle()
    assert kept_forms(school.work) == ()
    assert not page.forms.card.isVisible()
    assert desktop.said[-1].action is not None
    desktop.said[-1].action()
    desktop.settle()
    press(page, "Go on")
    assert text_of(dialog(page), "what") == "Foil blanket"


def test_typing_that_the_file_did_not_take_is_kept_for_after_the_lock(
    page: PlanPage, school: SmallSchool, desktop: Desk
) -> None:
    press(page, "Add an outcome")
    with school.work.database.write() as session:
        session.execute(text("ALTER TABLE form_draft RENAME TO form_draft_gone"))
    write(dialog(page), "wording", "Amara will choose her drum.")
    page.leave()
    desktop.settle()
    unsaved = page.unsaved()
    assert unsaved is not None
    with school.work.database.write() as session:
        session.execute(text("ALTER TABLE form_draft_gone RENAME TO form_draft"))
    again = PlanPage(desktop.context)
    desktop.qtbot.addWidget(again)
    again.take_up(unsaved)
    desktop.settle()
    (kept,) = kept_forms(school.work)
    form = kept.form(OutcomeForm)
    assert form is not None
    assert form.wording == "Amara will choose her drum."


def test_a_form_closed_untouched_offers_nothing(page: PlanPage, desktop: Desk) -> None:
    press(page, "Add an outcome")
    dialog(page).reject()
    assert desktop.said == []


def test_the_review_opens_the_next_plan_with_what_was_learnt(
    page: PlanPage, school: SmallSchool, desktop: Desk
) -> None:
    press(page, "Review this plan")
    review = dialog(page, ReviewDialog)
    write(review, "what_worked", "Low light.")
    write(review, "build_on", "Wait longer.")
    review.submit()
    desktop.settle()
    following = dialog(page, PlanDialog)
    note = following.fields["why_note"].control
    assert isinstance(note, TextArea)
    assert note.text() == "Wait longer."
    following.submit()
    desktop.settle()
    now, before = plans.list_plans(school.work, school.amara)
    assert (now.form.provision, now.form.why_note) == ("Switch on tray", "Wait longer.")
    assert before.review.what_worked == "Low light."
    assert "Low light." in shown(page)


def test_a_date_that_cannot_be_read_keeps_the_form_open(page: PlanPage, desktop: Desk) -> None:
    press(page, "Add a change")
    form = dialog(page)
    write(form, "what", "Foil blanket")
    write(form, "from_on", "when it was cold")
    form.submit()
    desktop.settle()
    assert "date like 4 May 2026" in form.fields["from_on"].problem


def test_removing_a_change_of_provision_can_be_undone(
    page: PlanPage, school: SmallSchool, desktop: Desk
) -> None:
    (row,) = plans.list_provision(school.work, school.amara)
    page.provision.remove_wanted.emit(row)
    desktop.settle()
    assert plans.list_provision(school.work, school.amara) == ()
    assert desktop.said[-1].sentence == "“Ten-second wait” was removed."
    assert desktop.said[-1].action is not None
    desktop.said[-1].action()
    desktop.settle()
    (again,) = plans.list_provision(school.work, school.amara)
    assert (again.what, again.from_on) == (row.what, row.from_on)


def test_what_happened_unfolds_in_words(page: PlanPage, school: SmallSchool, desktop: Desk) -> None:
    (step,) = outcomes.list_outcomes(school.work, school.amara)[0].steps
    page.outcomes.step_said.emit(step.id, StepStatus.ACHIEVED)
    desktop.settle()
    said = "21 November 2026 · Step achieved: “Stills when it stops” (Jo Field)"
    assert not any(said in each for each in shown(page))
    press(page, "What happened so far")
    assert any(said in each for each in shown(page))


def test_the_baseline_is_one_click_away_once_there_are_two_clips(
    page: PlanPage, school: SmallSchool, desktop: Desk
) -> None:
    assert not page.plans.baseline.isVisible()
    observe(
        school.work,
        school.amara,
        Seen(at(2026, 9, 4), why="highest_interest", clip=True),
        Seen(at(2026, 11, 4), clip=True),
    )
    page.read_again()
    desktop.settle()
    press(page, "Baseline and now")
    kind, first, latest = desktop.journey.visits[-1]
    assert kind == "review"
    assert first != latest


def test_a_photo_stands_for_a_baseline_that_was_not_filmed(
    page: PlanPage, school: SmallSchool
) -> None:
    (before, _), (now, _) = observe(
        school.work,
        school.amara,
        Seen(at(2026, 9, 4), why="highest_interest", clip=True),
        Seen(at(2026, 11, 4), clip=True),
    )
    photo = clip_of(school.work, before)
    with school.work.database.write() as session:
        session.get_one(Evidence, photo).kind = EvidenceKind.PHOTO
    found = plans.baseline(school.work, school.amara)
    assert found is not None
    assert (found.first_clip_id, found.latest_clip_id) == (photo, clip_of(school.work, now))


def test_the_next_plan_and_a_fresh_look_leave_a_plan_that_was_begun_alone(
    page: PlanPage, desktop: Desk
) -> None:
    press(page, "New plan")
    begun = dialog(page, PlanDialog)
    write(begun, "activity", "Bells in the hall")
    begun.reject()
    press(page, "Review this plan")
    review = dialog(page, ReviewDialog)
    write(review, "what_worked", "Low light.")
    review.submit()
    desktop.settle()
    following = dialog(page, PlanDialog)
    write(following, "activity", "Bubble tube in the dark")
    following.reject()
    desktop.settle()
    kept = [each.form(PlanForm) for each in kept_forms(desktop.context.work)]
    assert {form.activity for form in kept if form} == {
        "Bells in the hall",
        "Bubble tube in the dark",
    }
    press(page, "Begin the next plan from this")
    assert text_of(dialog(page, PlanDialog), "activity") == "Bubble tube in the dark"
    dialog(page, PlanDialog).reject()
    press(page, "New plan")
    assert text_of(dialog(page, PlanDialog), "activity") == "Bells in the hall"
    dialog(page, PlanDialog).reject()
    desktop.settle()


def test_what_was_seen_for_a_plan_stands_under_it_and_beside_its_review(
    page: PlanPage, school: SmallSchool, desktop: Desk
) -> None:
    assert "No observation was made for this plan yet." in shown(page)
    (plan,) = plans.list_plans(school.work, school.amara)
    press(page, "Observe")
    assert desktop.journey.visits[-1] == ("new observation", school.amara, plan.id)
    made = observations.new_observation(school.work, school.amara, plan_id=plan.id).value
    assert (made.form.activity, made.form.provision) == ("Bubble tube", "Switch on tray")
    response = ResponseForm(Area.ANTICIPATION, what_pupil_did="Looked before it lit.")
    observations.autosave(school.work, made.id, replace(made.form, responses=(response,)))
    observe(school.work, school.amara, Seen(at(2026, 11, 4), did="Of another plan."))
    page.read_again()
    desktop.settle()
    assert "Anticipation: Looked before it lit." in shown(page)
    assert "Anticipation: Of another plan." not in shown(page)
    press(page, "21 November 2026")
    assert desktop.journey.visits[-1] == ("observation", made.id)
    press(page, "Review this plan")
    beside = [each.text() for each in dialog(page, ReviewDialog).findChildren(QLabel)]
    assert "21 November 2026 · Bubble tube · draft" in beside
    assert "Anticipation: Looked before it lit." in beside


def test_the_first_field_of_a_review_is_in_sight_at_large_text(
    page: PlanPage, school: SmallSchool, desktop: Desk, look: Look
) -> None:
    (plan,) = plans.list_plans(school.work, school.amara)
    for _ in range(3):
        made = observations.new_observation(school.work, school.amara, plan_id=plan.id).value
        form = replace(made.form, narrative="She looked to the tube before it lit. " * 12)
        observations.autosave(school.work, made.id, form)
    look.apply(Theme.LIGHT, 200)
    page.read_again()
    desktop.settle()
    press(page, "Review this plan")
    field = dialog(page, ReviewDialog).fields["what_worked"].control
    desktop.qtbot.waitUntil(lambda: not field.visibleRegion().isEmpty())


def choose(page: PlanPage, button: str, words: str) -> None:
    """Open the menu of a button, and choose these words."""
    next(b for b in page.findChildren(QAbstractButton) if b.accessibleName() == button).click()
    menu = next(each for each in page.findChildren(QMenu) if each.isVisible())
    next(action for action in menu.actions() if action.text() == words).trigger()
    menu.close()


def test_an_outcome_is_achieved_and_told_with_its_day(
    page: PlanPage, school: SmallSchool, desktop: Desk
) -> None:
    more = "More for the outcome: Amara will ask for more."
    choose(page, more, "Achieved")
    desktop.settle()
    assert "Achieved on 21 November 2026" in shown(page)
    choose(page, more, "Take it up again")
    desktop.settle()
    assert "Achieved on 21 November 2026" not in shown(page)
    desktop.said[-1].action()
    desktop.settle()
    assert "Achieved on 21 November 2026" in shown(page)
    choose(page, more, "Remove")
    desktop.settle()
    assert "Amara will ask for more." not in shown(page)
    desktop.said[-1].action()
    desktop.settle()
    assert "Achieved on 21 November 2026" in shown(page)


def test_an_outcome_tells_the_hope_behind_it_and_what_is_provided(
    page: PlanPage, school: SmallSchool, desktop: Desk
) -> None:
    form = OutcomeForm(
        wording="Amara plays her music.",
        aspiration="Her own music at home.",
        needs=(AreaOfNeed.COGNITION,),
    )
    number = outcomes.save_outcome(school.work, school.amara, None, form).value
    plan = PlanForm(activity="Songs", provision="A switch by her bed", outcome_ids=(number,))
    plans.save_plan(school.work, school.amara, None, plan)
    page.read_again()
    desktop.settle()
    said = [each.text() for each in page.outcomes.findChildren(QLabel)]
    assert {"Her own music at home.", "A switch by her bed"} <= set(said)
