"""The list for the school office, as it is looked at and saved."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from engagement_desktop.models.records import Pupil
from engagement_desktop.services import em_list
from engagement_desktop.ui.reports.em_dialog import EmListDialog
from tests.helpers.pages import Desk
from tests.helpers.small_school import SmallSchool, small_school


@pytest.fixture
def school(tmp_path: Path) -> Iterator[SmallSchool]:
    with small_school(tmp_path) as made:
        with made.work.database.write() as session:
            session.get_one(Pupil, made.amara).actual_year = 6
            session.get_one(Pupil, made.bilal).actual_year = 2
        yield made


def test_the_list_names_who_is_on_it_and_what_to_check(
    desktop: Desk, qtbot: QtBot, school: SmallSchool, tmp_path: Path
) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    dialog = EmListDialog(desktop.context, page)
    assert not dialog.paper.isEnabled()
    desktop.settle()
    assert _lines(dialog) == ["Example, Amara · Year 6 · EM EM EM HNM. There is no UPN."]
    assert "another code: A (absent)" in dialog.notes.text()

    dialog.also.chips()[0].click()
    desktop.settle()
    assert len(_lines(dialog)) == 2
    path = tmp_path / "list.csv"
    dialog.save_to(path, em_list.em_list(school.work), paper=False)
    desktop.settle()
    assert "Example, Amara" in path.read_text("utf-8-sig")
    assert any("Saved as “list.csv”" in said.sentence for said in desktop.said)


def _lines(dialog: EmListDialog) -> list[str]:
    return [dialog.pupils.item(row).text() for row in range(dialog.pupils.count())]
