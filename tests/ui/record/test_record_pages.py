"""Judgements, moderation and conversations as they are read and written on their pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from engagement_desktop.models.areas import Area
from engagement_desktop.models.records import ClassGroup, StaffMember, Term
from engagement_desktop.models.states import ContributionKind, Role
from engagement_desktop.services import contributions, conversations, judgements, moderation
from engagement_desktop.services.contributions import ContributionForm
from engagement_desktop.services.conversations import ConversationForm, TargetForm
from engagement_desktop.services.form_drafts import kept_forms
from engagement_desktop.services.judgements import JudgementForm
from engagement_desktop.services.moderation_views import PutUpForm, ViewForm
from engagement_desktop.ui.conversations.conversations_page import ConversationsPage
from engagement_desktop.ui.judgements.judgements_page import JudgementsPage
from engagement_desktop.ui.look.style import Look
from engagement_desktop.ui.moderation.moderation_page import ModerationPage
from engagement_desktop.ui.page import Page
from engagement_desktop.ui.pupils.profile_page import ProfilePage
from engagement_desktop.ui.widgets.chips import ChipRow
from engagement_desktop.ui.widgets.choose_observations import ChooseObservations
from engagement_desktop.ui.widgets.text_area import TextArea
from tests.helpers.observed import Seen, at, observe
from tests.helpers.pages import Desk, desk, put_on
from tests.helpers.small_school import SmallSchool, small_school
from tests.ui.record.conftest import NOW, form_of, press, words

FIRST_VIEW = "I take it for anticipation."


@pytest.fixture
def school(tmp_path: Path) -> Iterator[SmallSchool]:
    with small_school(tmp_path) as made:
        with made.work.database.write() as session:
            session.add(
                Term(
                    name="Autumn term 2026",
                    first_day=date(2026, 9, 1),
                    last_day=date(2026, 12, 18),
                )
            )
        observe(made.work, made.amara, Seen(at(2026, 11, 4), place="Hall"))
        yield replace(made, work=replace(made.work, clock=lambda: NOW))


def opened(desktop: Desk, page: Page, pupil_id: int) -> None:
    put_on(desktop, page)
    page.resize(1110, 606)
    page.show_pupil(pupil_id)
    desktop.settle()


def test_a_judgement_is_written_on_what_was_seen(school: SmallSchool, desktop: Desk) -> None:
    page = JudgementsPage(desktop.context)
    opened(desktop, page, school.amara)
    assert list(page.cards) == list(Area)
    card = page.cards[Area.ANTICIPATION]
    assert "No judgement this term yet." in words(card)
    assert "One approved observation of this term shows this area." in words(card)
    press(desktop, card, "Write the judgement")
    dialog = form_of(page)
    press(desktop, dialog, "Save")
    assert "Please choose at least one observation that this rests on." in words(dialog)
    chooser = dialog.findChild(ChooseObservations)
    next(iter(chooser.boxes.values())).click()
    row = next(row for row in dialog.findChildren(ChipRow) if "established" in row.accessibleName())
    row.chips()[2].click()
    dialog.findChild(TextArea).setPlainText("She looks before it lights.")
    press(desktop, dialog, "Save")
    card = page.cards[Area.ANTICIPATION]
    assert "Developing" in words(card)
    assert "She looks before it lights." in words(card)
    assert "4 November 2026 · Bubble tube · Hall" in words(card)


def test_the_judgement_before_stands_beside_the_new_one(school: SmallSchool, desktop: Desk) -> None:
    with school.work.database.write() as session:
        spring = Term(name="Spring", first_day=date(2026, 1, 5), last_day=date(2026, 3, 27))
        session.add(spring)
        session.flush()
        term_id = spring.id
    ((earlier, _),) = observe(school.work, school.amara, Seen(at(2026, 2, 4)))
    form = JudgementForm("how_established.emerging", None, "She stilled.", "", (earlier,))
    judgements.save_judgement(school.work, school.amara, Area.ANTICIPATION, term_id, form)
    page = JudgementsPage(desktop.context)
    opened(desktop, page, school.amara)
    press(desktop, page.cards[Area.ANTICIPATION], "Write the judgement")
    said = words(form_of(page))
    assert "Before, Spring\nEmerging. She stilled." in said
    assert "Seen this term\nHall, with Jo Field, with Tom, in the morning" in said


def test_a_judgement_half_written_waits_at_the_top(school: SmallSchool, desktop: Desk) -> None:
    page = JudgementsPage(desktop.context)
    opened(desktop, page, school.amara)
    press(desktop, page.cards[Area.INITIATION], "Write the judgement")
    form_of(page).findChild(TextArea).setPlainText("Half a sentence")
    form_of(page).reject()
    desktop.settle()
    assert len(kept_forms(school.work, school.amara)) == 1
    press(desktop, page.forms.card, "Go on: Judgement")
    assert form_of(page).findChild(TextArea).text() == "Half a sentence"


def put_up(school: SmallSchool) -> int:
    seen = judgements.term_judgements(school.work, school.amara)
    number = next(a for a in seen.areas if a.area is Area.ANTICIPATION).responses[0].observation_id
    form = PutUpForm(Area.ANTICIPATION, "", (number,), "how_established.developing", FIRST_VIEW)
    return moderation.put_up(school.work, school.amara, form).value


def test_the_second_view_is_written_blind_and_then_both_are_shown(
    school: SmallSchool, qtbot: QtBot, look: Look
) -> None:
    put_up(school)
    second = replace(school.work, staff_id=school.assistant, role=Role.MODERATOR)
    with desk(second, qtbot) as desktop:
        page = ModerationPage(desktop.context)
        opened(desktop, page, school.amara)
        assert FIRST_VIEW not in words(page)
        assert "Looked up." in words(page)
        press(desktop, page, "Write your view")
        assert FIRST_VIEW not in words(form_of(page))
        form_of(page).findChild(TextArea).setPlainText("Her eyes follow the light.")
        press(desktop, form_of(page), "Hand it in")
        assert FIRST_VIEW in words(page)
        assert "Her eyes follow the light." in words(page)


def test_what_is_agreed_is_written_with_its_reason(school: SmallSchool, desktop: Desk) -> None:
    second = replace(school.work, staff_id=school.assistant)
    moderation.write_view(second, put_up(school), ViewForm(None, "The light, I think."))
    page = ModerationPage(desktop.context)
    opened(desktop, page, school.amara)
    press(desktop, page, "Write what you agree on")
    agreed, why, _ = form_of(page).findChildren(TextArea)
    agreed.setPlainText("Anticipation.")
    press(desktop, form_of(page), "Save")
    assert "Please write why" in words(form_of(page))
    why.setPlainText("The look comes first.")
    press(desktop, form_of(page), "Save")
    assert "The look comes first." in words(page)
    assert moderation.list_moderations(school.work, school.amara)[0].agreed == "Anticipation."


def test_conversations_show_who_does_what_and_can_be_removed_with_undo(
    school: SmallSchool, desktop: Desk
) -> None:
    conversations.save_conversation(
        school.work,
        school.amara,
        None,
        ConversationForm(
            held_on=date(2026, 10, 1),
            with_whom="Abena Osei (mother)",
            targets=(TargetForm(None, "Her own music", "A shelf", "Lend the switch"),),
        ),
    )
    contributions.save_contribution(
        school.work,
        school.amara,
        None,
        ContributionForm(
            ContributionKind.ADVICE, None, "Dev Malhotra", "", "A wedge.", (Area.INITIATION,)
        ),
    )
    page = ConversationsPage(desktop.context)
    opened(desktop, page, school.amara)
    assert "One conversation written down this school year." in words(page)
    assert "Home: A shelf\nSchool: Lend the switch" in words(page)
    assert "Advice from a professional · 21 November 2026" in words(page)
    press(desktop, page, "Remove the conversation of 1 October 2026")
    assert "None written down yet." in words(page)
    desktop.said[-1].action()
    desktop.settle()
    assert "Abena Osei (mother)" in words(page)


def test_a_conversation_is_typed_with_a_target(school: SmallSchool, desktop: Desk) -> None:
    page = ConversationsPage(desktop.context)
    opened(desktop, page, school.amara)
    press(desktop, page, "New conversation")
    dialog = form_of(page)
    dialog.fields["with_whom"].control.setText("Abena")
    press(desktop, dialog, "Add a target")
    target = next(
        area
        for area in dialog.findChildren(TextArea)
        if "What is aimed at" in area.accessibleName()
    )
    target.setPlainText("Her own music")
    press(desktop, dialog, "Save")
    [view] = conversations.conversations(school.work, school.amara).all
    assert view.form.targets[0].wording == "Her own music"


def test_the_people_and_signs_of_a_pupil_stand_on_the_profile(
    school: SmallSchool, desktop: Desk
) -> None:
    page = ProfilePage(desktop.context)
    opened(desktop, page, school.amara)
    assert "Nobody written down yet" in words(page.view)
    press(desktop, page.view, "Edit people and signs")
    dialog = form_of(page)
    press(desktop, dialog, "Add a sign")
    press(desktop, dialog, "Add a parent or carer")
    areas = {area.accessibleName(): area for area in dialog.findChildren(TextArea)}
    areas["Sign 1: What the pupil does"].setPlainText("A long look up")
    areas["Sign 1: What it means"].setPlainText("yes")
    areas["Parent or carer 1: Name"].setPlainText("Abena Osei")
    press(desktop, dialog, "Save")
    assert "A long look up: yes" in words(page.view)
    assert "Abena Osei" in words(page.view.people)


def test_a_new_pupil_begins_in_the_teachers_own_class(school: SmallSchool, desktop: Desk) -> None:
    with school.work.database.write() as session:
        teacher = session.get_one(StaffMember, school.teacher)
        teacher.class_group_id = session.scalars(select(ClassGroup.id)).one()
    page = ProfilePage(desktop.context)
    put_on(desktop, page)
    page.new_pupil()
    desktop.settle()
    assert page.form.form().class_id is not None
