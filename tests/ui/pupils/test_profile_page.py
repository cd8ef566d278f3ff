"""The profile as it is read and edited: sentences beside fields, and nothing typed is lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from engagement_desktop.models.states import AreaOfNeed, PermissionUse, Role
from engagement_desktop.services import pupils
from engagement_desktop.services.form_drafts import kept_forms
from engagement_desktop.ui.look.style import Look
from engagement_desktop.ui.page_ids import PageId
from engagement_desktop.ui.pupils import texts
from engagement_desktop.ui.pupils.permissions_card import PermissionDialog
from engagement_desktop.ui.pupils.profile_page import ProfilePage
from tests.helpers.pages import Desk, desk, put_on
from tests.helpers.small_school import SmallSchool, small_school

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)


@pytest.fixture
def school(tmp_path: Path) -> Iterator[SmallSchool]:
    with small_school(tmp_path) as made:
        yield replace(made, work=replace(made.work, clock=lambda: NOW))


@pytest.fixture
def page(school: SmallSchool, desktop: Desk) -> ProfilePage:
    made = ProfilePage(desktop.context)
    put_on(desktop, made)
    made.resize(1110, 606)
    made.show_pupil(school.amara)
    desktop.settle()
    return made


def line(page: ProfilePage, name: str) -> QLineEdit:
    control = page.form.fields[name].control
    assert isinstance(control, QLineEdit)
    return control


def write(page: ProfilePage, desktop: Desk, name: str, text: str) -> None:
    control = line(page, name)
    control.setFocus()
    control.clear()
    desktop.qtbot.keyClicks(control, text)


def press(page: ProfilePage, text: str) -> None:
    next(b for b in page.findChildren(QPushButton) if b.text() == text and b.isVisible()).click()


def shown(page: ProfilePage) -> list[str]:
    return [each.text() for each in page.view.findChildren(QLabel) if each.isVisible()]


def test_editing_in_place_saves_and_shows(
    page: ProfilePage, school: SmallSchool, desktop: Desk
) -> None:
    press(page, "Edit")
    write(page, desktop, "born_on", "4/5/2017")
    box = page.form._needs_field.boxes[AreaOfNeed.COGNITION]
    box.click()
    press(page, "Save")
    desktop.settle()
    form = pupils.profile(school.work, school.amara).form
    assert form.born_on == date(2017, 5, 4)
    assert [need.area_of_need for need in form.needs] == [AreaOfNeed.COGNITION]
    assert not page.is_editing
    assert "4 May 2017 (9 years old)" in shown(page)


def test_a_wrong_upn_warns_beside_the_field_as_soon_as_it_is_whole_and_is_saved(
    page: ProfilePage, school: SmallSchool, desktop: Desk
) -> None:
    press(page, "Edit")
    write(page, desktop, "upn", "C80120000500")
    assert page.form.fields["upn"].problem == ""  # still being typed
    desktop.qtbot.keyClicks(line(page, "upn"), "1")
    assert "may be mistyped" in page.form.fields["upn"].problem
    press(page, "Save")
    desktop.settle()
    assert pupils.profile(school.work, school.amara).form.upn == "C801200005001"


def test_a_future_birth_date_keeps_the_form_open_with_what_was_typed(
    page: ProfilePage, school: SmallSchool, desktop: Desk
) -> None:
    press(page, "Edit")
    write(page, desktop, "preferred_name", "Amie")
    write(page, desktop, "born_on", "3 April 2031")
    press(page, "Save")
    desktop.settle()
    assert "in the future" in page.form.fields["born_on"].problem
    assert page.is_editing
    assert line(page, "preferred_name").text() == "Amie"
    assert pupils.profile(school.work, school.amara).form.preferred_name == "Amara"


def test_a_date_that_cannot_be_read_is_never_dropped_silently(
    page: ProfilePage, desktop: Desk
) -> None:
    press(page, "Edit")
    write(page, desktop, "started_on", "last autumn")
    press(page, "Save")
    desktop.settle()
    assert "date like 4 May 2026" in page.form.fields["started_on"].problem
    assert line(page, "started_on").text() == "last autumn"


def test_leaving_saves_what_can_be_saved(
    page: ProfilePage, school: SmallSchool, desktop: Desk
) -> None:
    press(page, "Edit")
    write(page, desktop, "preferred_name", "Amie")
    assert page.leave()
    desktop.settle()
    assert pupils.profile(school.work, school.amara).form.preferred_name == "Amie"


def test_what_is_typed_while_a_new_pupil_is_saved_goes_to_that_pupil(
    page: ProfilePage, school: SmallSchool, desktop: Desk
) -> None:
    page.new_pupil()
    desktop.settle()
    for name in ("preferred_name", "legal_first_name", "legal_last_name"):
        write(page, desktop, name, "Elif")
    press(page, "Save")
    desktop.qtbot.keyClicks(line(page, "legal_last_name"), "son")
    desktop.settle()
    assert page.has_changes
    press(page, "Save")
    desktop.settle()
    names = [row.legal_name for row in pupils.list_pupils(school.work)]
    assert names == ["Amara Example", "Bilal Example", "Elif Elifson"]


def test_a_new_pupil_is_kept_when_the_page_is_left_and_nobody_is_called_back(
    page: ProfilePage, school: SmallSchool, desktop: Desk
) -> None:
    page.new_pupil()
    desktop.settle()
    for name in ("preferred_name", "legal_first_name", "legal_last_name"):
        write(page, desktop, name, "Elif")
    assert page.leave()
    desktop.settle()
    assert "Elif" in [row.preferred_name for row in pupils.list_pupils(school.work)]
    assert desktop.journey.visits == []


def test_leaving_with_something_that_cannot_be_saved_stays_and_says_why(
    page: ProfilePage, desktop: Desk
) -> None:
    press(page, "Edit")
    line(page, "legal_last_name").clear()
    assert not page.leave()
    assert page.form.fields["legal_last_name"].problem == "Please write the last name."


def test_cancelling_can_be_undone(page: ProfilePage, desktop: Desk) -> None:
    press(page, "Edit")
    write(page, desktop, "preferred_name", "Amie")
    press(page, "Cancel")
    assert not page.is_editing
    assert desktop.said[-1].action is not None
    desktop.said[-1].action()
    assert line(page, "preferred_name").text() == "Amie"
    assert page.has_changes


def test_a_new_pupil_begun_waits_until_somebody_is_added_again(
    page: ProfilePage, school: SmallSchool, desktop: Desk
) -> None:
    page.new_pupil()
    desktop.settle()
    write(page, desktop, "preferred_name", "Elif")
    assert not page.leave()  # two names are missing, and then the window is locked
    assert desktop.context.tasks.finish_writing()
    assert page.unsaved() is None
    again = ProfilePage(desktop.context)
    put_on(desktop, again)
    again.new_pupil()
    desktop.settle()
    assert line(again, "preferred_name").text() == "Elif"
    assert again.has_changes
    for name in ("legal_first_name", "legal_last_name"):
        write(again, desktop, name, "Elif")
    press(again, "Save")
    desktop.settle()
    assert kept_forms(school.work) == ()


def test_a_profile_form_waits_for_its_pupil_alone(
    page: ProfilePage, school: SmallSchool, desktop: Desk
) -> None:
    press(page, "Edit")
    write(page, desktop, "pronouns", "he/him")
    press(page, "Cancel")
    desktop.settle()
    assert page.forms.card.isVisible()
    page.show_pupil(school.bilal)
    desktop.settle()
    assert not page.forms.card.isVisible()
    page.show_pupil(school.amara)
    desktop.settle()
    press(page, "Go on")
    assert page.form.form().pronouns == "he/him"
    press(page, "Save")
    desktop.settle()
    assert not page.forms.card.isVisible()
    assert pupils.profile(school.work, school.amara).form.pronouns == "he/him"


def test_a_permission_begun_is_offered_again_for_its_own_use(
    page: ProfilePage, school: SmallSchool, desktop: Desk
) -> None:
    page.view.permissions.add_wanted.emit(PermissionUse.DISPLAY)
    dialog = page.findChild(PermissionDialog)
    assert dialog is not None
    desktop.qtbot.keyClicks(dialog.fields["given_by"].control, "Ngozi, mother")
    dialog.reject()
    desktop.settle()
    press(page, "Go on")
    (again,) = (each for each in page.findChildren(PermissionDialog) if each.isVisible())
    assert (again.form().use, again.form().given_by) == (PermissionUse.DISPLAY, "Ngozi, mother")
    again.submit()
    desktop.settle()
    assert kept_forms(school.work) == ()


def test_a_change_elsewhere_leaves_the_form_alone(
    page: ProfilePage, school: SmallSchool, desktop: Desk
) -> None:
    press(page, "Edit")
    write(page, desktop, "preferred_name", "Amie")
    form = replace(pupils.profile(school.work, school.amara).form, interests="Water")
    page.changed(pupils.save_pupil(school.work, school.amara, form).changes, None)
    desktop.settle()
    assert line(page, "preferred_name").text() == "Amie"


def test_a_name_with_markup_is_shown_letter_by_letter(page: ProfilePage, desktop: Desk) -> None:
    name = "<img src=x>&amp;"
    press(page, "Edit")
    write(page, desktop, "preferred_name", name)
    press(page, "Save")
    desktop.settle()
    assert name in shown(page)
    assert f"How {name} communicates" in shown(page)


def test_a_new_pupil_needs_three_names(
    page: ProfilePage, school: SmallSchool, desktop: Desk
) -> None:
    page.new_pupil()
    desktop.settle()
    press(page, "Save")
    assert "Please write" in page.form.fields["preferred_name"].problem
    for name, text in (
        ("preferred_name", "Elif"),
        ("legal_first_name", "Elif"),
        ("legal_last_name", "Aydin"),
    ):
        write(page, desktop, name, text)
    press(page, "Save")
    page.save()  # pressed twice
    desktop.settle()
    assert len(pupils.list_pupils(school.work)) == 3
    new = next(row for row in pupils.list_pupils(school.work) if row.preferred_name == "Elif")
    assert desktop.journey.visits == [("pupil", new.id, PageId.PROFILE)]


def test_a_permission_is_given_withdrawn_and_the_history_stays(
    page: ProfilePage, school: SmallSchool, desktop: Desk
) -> None:
    page.view.permissions.add_wanted.emit(PermissionUse.DISPLAY)
    dialog = page.findChild(PermissionDialog)
    assert dialog is not None
    dialog.submit()
    desktop.settle()
    assert dialog.fields["given_by"].problem == "Please write who gave this permission."
    desktop.qtbot.keyClicks(dialog.fields["given_by"].control, "Ngozi, mother")
    dialog.submit()
    desktop.settle()
    assert "By Ngozi, mother, from 21 November 2026" in shown(page)
    press(page, "Withdraw")
    desktop.settle()
    withdrawn = "By Ngozi, mother, from 21 November 2026; withdrawn on 21 November 2026"
    assert withdrawn in shown(page)
    assert desktop.said[-1].action is not None
    desktop.said[-1].action()
    desktop.settle()
    assert pupils.profile(school.work, school.amara).permissions[0].stands


def test_long_texts_are_shown_whole_and_an_endless_word_pushes_nothing_out(
    page: ProfilePage, school: SmallSchool, desktop: Desk
) -> None:
    form = replace(
        pupils.profile(school.work, school.amara).form,
        communication="A long look up. " * 40,
        interests="x" * 300,
        medical="Tires quickly. " * 30,
    )
    pupils.save_pupil(school.work, school.amara, form)
    page.show_pupil(school.amara)
    desktop.settle()
    desktop.qtbot.waitUntil(lambda: page.view.height() >= page.view.heightForWidth(page.width()))
    for each in page.view.findChildren(QLabel):
        if each.isVisible():
            assert each.height() >= each.heightForWidth(each.width()), each.text()
            right = each.mapTo(page, each.rect().topRight()).x()
            assert right <= page.width(), each.text()


def test_the_page_for_a_new_adult_is_one_press_away(
    page: ProfilePage, school: SmallSchool, desktop: Desk
) -> None:
    press(page, "One page for a new adult")
    assert desktop.journey.visits == [("engagement profile", school.amara)]


def test_a_moderator_reads_that_the_rest_is_seen_by_the_pupils_own_staff(
    school: SmallSchool, qtbot: QtBot, look: Look
) -> None:
    moderator = replace(school.work, role=Role.MODERATOR)
    with desk(moderator, qtbot) as laid:
        page = ProfilePage(laid.context)
        put_on(laid, page)
        page.show_pupil(school.amara)
        laid.settle()
        assert shown(page).count(texts.OF_OWN_STAFF) == 3  # interests, needs, people
        assert texts.EMPTY_TEXT not in shown(page)
        assert [b.text() for b in page.findChildren(QPushButton) if b.isVisible()] == []
