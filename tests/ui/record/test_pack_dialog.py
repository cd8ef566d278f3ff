"""A moderation on paper, from its card: for whom it is, seen on a page, and saved."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from engagement_desktop.models.areas import Area
from engagement_desktop.services import moderation
from engagement_desktop.services.moderation_views import MeetingForm, PutUpForm
from engagement_desktop.ui.moderation.moderation_page import ModerationPage
from engagement_desktop.ui.moderation.pack_dialog import PackDialog
from tests.helpers.observed import Seen, at, observe
from tests.helpers.pages import Desk
from tests.helpers.small_school import SmallSchool, small_school

SECRET = "I take this for anticipation."


@pytest.fixture
def school(tmp_path: Path) -> Iterator[SmallSchool]:
    with small_school(tmp_path) as made:
        [(number, _)] = observe(
            made.work, made.amara, Seen(at(2026, 11, 4), did="Amara looked up.")
        )
        form = MeetingForm(at(2026, 11, 10).date(), "Jo Field", "Oak School")
        meeting = moderation.save_meeting(made.work, None, form).value
        put_up = PutUpForm(Area.ANTICIPATION, "", (number,), None, SECRET, meeting)
        moderation.put_up(made.work, made.amara, put_up)
        yield made


def test_a_pack_for_another_school_opens_without_the_name(
    desktop: Desk, school: SmallSchool, qtbot: QtBot, tmp_path: Path
) -> None:
    page = ModerationPage(desktop.context)
    qtbot.addWidget(page)
    page.show_pupil(school.amara)
    desktop.settle()
    (card,) = page.cards
    (paper,) = (
        each
        for each in card.findChildren(QPushButton)
        if each.accessibleName() == "On paper… Anticipation"
    )
    paper.click()
    (dialog,) = page.findChildren(PackDialog)
    qtbot.waitUntil(lambda: dialog.feed.latest is not None)
    desktop.settle()
    shown = dialog.panel.page.accessibleDescription()
    assert dialog.wish().other_school
    assert "This pupil looked up." in shown
    assert "Amara" not in shown
    assert dialog.name == "Moderation pack – anticipation"

    dialog.with_name.click()
    qtbot.waitUntil(lambda: "Amara looked up." in dialog.panel.page.accessibleDescription())
    assert SECRET not in dialog.panel.page.accessibleDescription()
    dialog.output.save_to(tmp_path / "pack.pdf")
    desktop.settle()
    assert (tmp_path / "pack.pdf").read_bytes().startswith(b"%PDF")
    dialog.reject()
