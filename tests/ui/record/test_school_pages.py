"""The pages of the school's words and dates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

from engagement_desktop.models.states import Role
from engagement_desktop.models.vocabularies import Vocabulary
from engagement_desktop.services import dates
from engagement_desktop.services.dates import SchoolDateForm
from engagement_desktop.ui.dates.dates_page import DatesPage
from engagement_desktop.ui.look.style import Look
from engagement_desktop.ui.page import SchoolPage
from engagement_desktop.ui.widgets.form_dialog import FormDialog
from engagement_desktop.ui.words.words_page import WordsPage
from tests.helpers.pages import Desk, desk, put_on
from tests.helpers.small_school import SmallSchool, small_school

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)


@pytest.fixture
def school(tmp_path: Path) -> Iterator[SmallSchool]:
    with small_school(tmp_path) as made:
        yield replace(made, work=replace(made.work, clock=lambda: NOW, role=Role.LEAD))


@pytest.fixture
def desktop(school: SmallSchool, qtbot: QtBot, look: Look) -> Iterator[Desk]:
    with desk(school.work, qtbot) as laid:
        yield laid


def opened(desktop: Desk, page: SchoolPage) -> None:
    put_on(desktop, page)
    page.resize(1110, 606)
    page.load()
    desktop.settle()


def words(widget: QWidget) -> str:
    return "\n".join(each.text() for each in widget.findChildren(QLabel) if not each.isHidden())


def press(desktop: Desk, inside: QWidget, name: str) -> None:
    named = [
        each
        for each in inside.findChildren(QAbstractButton)
        if name in (each.text(), each.accessibleName())
    ]
    assert named, f"no button “{name}”"
    named[-1].click()
    desktop.settle()


def form_of(page: QWidget) -> FormDialog:
    return next(each for each in page.findChildren(FormDialog) if each.isVisible())


def test_a_number_is_refused_beside_the_field_and_a_word_is_taken(
    school: SmallSchool, desktop: Desk
) -> None:
    page = WordsPage(desktop.context)
    opened(desktop, page)
    press(desktop, page, "Add a word: How established")
    form_of(page).fields["text"].control.setText("level 5")
    press(desktop, form_of(page), "Save")
    assert "no numerical scale" in words(form_of(page))
    form_of(page).fields["text"].control.setText("just beginning")
    press(desktop, form_of(page), "Save")
    assert "just beginning" in words(page.cards[Vocabulary.HOW_ESTABLISHED])
    press(desktop, page, "Retire: just beginning")
    assert "just beginning (retired)" in words(page)
    desktop.said[-1].action()
    desktop.settle()
    assert "(retired)" not in words(page)


def test_words_are_saved_as_a_file_and_brought_in(
    school: SmallSchool, desktop: Desk, tmp_path: Path
) -> None:
    page = WordsPage(desktop.context)
    opened(desktop, page)
    path = tmp_path / "words.json"
    page.share_to(path)
    desktop.settle()
    page.bring_in(path)
    desktop.settle()
    assert desktop.said[-1].sentence == "Every word of the file was here already."


def test_dates_are_added_shown_and_saved_as_a_calendar(
    school: SmallSchool, desktop: Desk, tmp_path: Path
) -> None:
    dates.save_school_date(
        school.work, None, SchoolDateForm("Moderation afternoon", date(2026, 12, 1))
    )
    page = DatesPage(desktop.context)
    opened(desktop, page)
    assert "1 December 2026" in words(page.dates)
    assert "Not seen yet · to be seen every 14 days" in words(page.not_seen)
    path = tmp_path / "dates.ics"
    page.save_to(path)
    desktop.settle()
    assert b"SUMMARY:Moderation afternoon" in path.read_bytes()
    press(desktop, page, "Take out: Moderation afternoon")
    assert "No date is written down" in words(page.dates)
    desktop.said[-1].action()
    desktop.settle()
    assert "Moderation afternoon" in words(page.dates)
