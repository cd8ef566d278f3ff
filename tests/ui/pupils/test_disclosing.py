"""Giving out everything held on a pupil, as a lead does it from the profile."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from engagement_desktop.models.states import Role
from engagement_desktop.services.form_drafts import kept_forms
from engagement_desktop.services.subject_access import DisclosureForm
from engagement_desktop.ui.page_ids import PageId
from engagement_desktop.ui.pupils.disclosing import DisclosureDialog
from engagement_desktop.ui.pupils.profile_page import ProfilePage
from tests.helpers.pages import Desk
from tests.helpers.reports import observed, photo
from tests.helpers.small_school import SmallSchool, small_school


@pytest.fixture
def school(tmp_path: Path) -> Iterator[SmallSchool]:
    with small_school(tmp_path) as made:
        observed(made, date(2026, 11, 4), "Amara gave Bilal the drum.", picture=photo())
        yield replace(made, work=replace(made.work, role=Role.LEAD))


@pytest.fixture
def page(desktop: Desk, school: SmallSchool, qtbot: QtBot) -> ProfilePage:
    made = ProfilePage(desktop.context)
    qtbot.addWidget(made)
    made.show_pupil(school.amara)
    desktop.settle()
    return made


def opened(page: ProfilePage, desktop: Desk) -> DisclosureDialog:
    desktop.settle()
    dialog = page.disclosing.dialog
    assert dialog is not None
    return dialog


def test_what_is_decided_is_kept_until_the_copy_is_there(
    page: ProfilePage, desktop: Desk, school: SmallSchool, tmp_path: Path
) -> None:
    page.disclosing.begin()
    dialog = opened(page, desktop)
    bilal = dialog.fields["pupil"].control.boxes[0]
    assert bilal.accessibleName().endswith(": Bilal Example, in one place")
    assert not bilal.isChecked()
    assert dialog.fields["staff"].control.boxes[0].isChecked()
    bilal.click()
    dialog.reject()
    desktop.settle()
    (kept,) = kept_forms(school.work, school.amara)
    assert f"pupil:{school.bilal}" in kept.form(DisclosureForm).names

    page.disclosing.go_on(kept)
    dialog = opened(page, desktop)
    assert dialog.fields["pupil"].control.boxes[0].isChecked()
    page.disclosing.give(school.amara, dialog.form(), tmp_path)
    desktop.settle()
    (made,) = (path for path in tmp_path.iterdir() if path.is_dir())
    assert (made / "What is held.pdf").is_file()
    assert len(list(made.iterdir())) == 2
    assert page.disclosing.dialog is None
    assert kept_forms(school.work, school.amara) == ()
    assert any("Please read it before you give it" in said.sentence for said in desktop.said)


def test_a_teacher_is_not_offered_it(desktop: Desk, school: SmallSchool, qtbot: QtBot) -> None:
    context = replace(desktop.context, work=replace(school.work, role=Role.TEACHER))
    page = ProfilePage(context)
    qtbot.addWidget(page)
    page.show_pupil(school.amara)
    desktop.settle()
    context.actions.show_page(PageId.PROFILE)
    assert not context.actions.action("pupil.disclose").isEnabled()
