"""Whoever else is in a clip is named once, and stays named."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from engagement_desktop.progress import SilentProgress
from engagement_desktop.services import evidence, permitted
from engagement_desktop.ui.look.style import Look
from engagement_desktop.ui.review import others_dialog
from engagement_desktop.ui.review.others_dialog import OthersDialog, ask_who_else
from tests.helpers.pages import Desk, desk
from tests.helpers.reports import photo
from tests.helpers.small_school import SmallSchool, small_school


@pytest.fixture
def school(tmp_path: Path) -> Iterator[SmallSchool]:
    with small_school(tmp_path) as made:
        yield made


@pytest.fixture
def at_desk(school: SmallSchool, qtbot: QtBot, look: Look) -> Iterator[Desk]:
    with desk(school.work, qtbot) as made:
        yield made


def test_a_pupil_is_named_kept_and_shown_again(
    at_desk: Desk, school: SmallSchool, qtbot: QtBot
) -> None:
    clip = evidence.attach(
        school.work, school.amara, None, photo(), "drum.jpg", SilentProgress()
    ).value.evidence.id
    page = QWidget()
    qtbot.addWidget(page)
    ask_who_else(at_desk.context, page, school.amara, clip)
    at_desk.settle()
    (dialog,) = page.findChildren(OthersDialog)
    assert [chip.words for chip in dialog.others.chips()] == ["Bilal"]
    dialog.others.chips()[0].click()
    dialog.save.click()
    at_desk.settle()
    assert [each.id for each in permitted.others_in(school.work, clip)] == [school.bilal]
    assert at_desk.said[-1].sentence == others_dialog.KEPT

    ask_who_else(at_desk.context, page, school.amara, clip)
    at_desk.settle()
    again = page.findChildren(OthersDialog)[-1]
    assert again.others.keys() == (school.bilal,)
    again.reject()
