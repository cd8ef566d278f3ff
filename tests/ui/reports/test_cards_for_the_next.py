"""The cards of a report serve the next pupil’s, and nothing of the first stands there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete, isValid

from engagement_desktop.models.records import Outcome, Pupil
from engagement_desktop.models.states import ReportKind
from engagement_desktop.services import reporting
from engagement_desktop.services.report_gathering import ATTENDANCE
from engagement_desktop.ui.reports.reports_page import ReportsPage
from tests.helpers.pages import Desk
from tests.helpers.small_school import SmallSchool, small_school

YEAR, MEETING = "2026–27", "2027-07-14"


@pytest.fixture
def school(tmp_path: Path) -> Iterator[SmallSchool]:
    with small_school(tmp_path) as made:
        yield made


@pytest.fixture
def page(school: SmallSchool, desktop: Desk, qtbot: QtBot) -> Iterator[ReportsPage]:
    made = ReportsPage(desktop.context)
    qtbot.addWidget(made)
    made.resize(1110, 606)
    made.show()
    yield made
    if isValid(made):
        delete(made)


def begun(school: SmallSchool, pupil_id: int, kind: ReportKind) -> int:
    period = YEAR if kind is ReportKind.YEAR_END else MEETING
    return reporting.begin(school.work, pupil_id, kind, period).value


def show(page: ReportsPage, desktop: Desk, pupil_id: int, report_id: int) -> None:
    page.leave()
    page.show_pupil(pupil_id)
    page.open_report(report_id)
    desktop.settle()


def boxes(page: ReportsPage) -> list[QWidget]:
    """Every box that can be typed into."""
    every = [*page.paragraphs.findChildren(QPlainTextEdit)]
    every += page.paragraphs.findChildren(QAbstractSpinBox)
    return [each for each in every if each.isVisibleTo(page)]


def said(widget: QWidget) -> str:
    if isinstance(widget, QPlainTextEdit):
        return widget.toPlainText()
    assert isinstance(widget, QAbstractSpinBox)
    return widget.text()


def told(page: ReportsPage) -> str:
    """All that the cards say, also to a screen reader."""
    found = []
    for each in (page.paragraphs, *page.paragraphs.findChildren(QWidget)):
        found += [each.accessibleName(), each.accessibleDescription()]
        for name in ("text", "plainText", "placeholderText"):
            found.append(str(each.property(name) or ""))
    return "\n".join(found)


@pytest.mark.parametrize("kind", [ReportKind.YEAR_END, ReportKind.EHC_REVIEW])
def test_no_words_of_a_pupil_stand_in_the_next_ones_report_or_come_back_there(
    kind: ReportKind, page: ReportsPage, desktop: Desk, school: SmallSchool
) -> None:
    with school.work.database.write() as session:
        session.add(
            Outcome(pupil_id=school.bilal, wording="Bilal will ask.", set_on=date(2026, 9, 1))
        )
    if kind is ReportKind.YEAR_END:
        for pupil_id, words in ((school.amara, "Amara loved water."), (school.bilal, "Bells.")):
            earlier = reporting.begin(school.work, pupil_id, kind, "2025–26").value
            reporting.save_texts(school.work, earlier, {"loved": words})
    first, second = (begun(school, each, kind) for each in (school.amara, school.bilal))
    if kind is ReportKind.YEAR_END:
        nine = dict.fromkeys(ATTENDANCE, "9")
        reporting.save_texts(school.work, second, nine)
    show(page, desktop, school.amara, first)
    cards = dict(page.paragraphs.cards)
    for place, box in enumerate(boxes(page)):
        box.setFocus()
        QTest.keyClick(box, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        is_number = isinstance(box, QAbstractSpinBox)
        typed = "98" if is_number else "Only Amara. "
        QTest.keyClicks(box, typed)
        if is_number or place % 2 == 0:  # until it says what the next pupil’s box says
            for _ in typed[is_number:]:
                QTest.keyClick(box, Qt.Key.Key_Backspace)
    assert page.keeper.unsaved
    show(page, desktop, school.bilal, second)
    before = reporting.report(school.work, second)

    assert set(cards.values()) == set(page.paragraphs.cards.values()), "the same cards"
    assert "Bilal" in told(page)
    assert "Amara" not in told(page)
    assert kind is ReportKind.EHC_REVIEW or "Bells." in told(page)
    for box in boxes(page):
        stood = said(box)
        for key in (Qt.Key.Key_Z, Qt.Key.Key_Z, Qt.Key.Key_Y):
            QTest.keyClick(box, key, Qt.KeyboardModifier.ControlModifier)
        assert said(box) == stood, box.accessibleName()
    assert page.keeper.unsaved == {}
    page.leave()
    desktop.settle()
    assert reporting.report(school.work, second) == before


def test_what_is_being_composed_goes_into_its_own_report_or_none(
    page: ReportsPage, desktop: Desk, school: SmallSchool
) -> None:
    first, second = (
        begun(school, each, ReportKind.YEAR_END) for each in (school.amara, school.bilal)
    )
    show(page, desktop, school.amara, first)
    box = page.paragraphs.cards["loved"].text_area
    page.activateWindow()
    desktop.qtbot.waitUntil(page.isActiveWindow)
    box.setFocus()
    QApplication.sendEvent(box, QInputMethodEvent("Ama", []))
    show(page, desktop, school.bilal, second)

    assert not page.paragraphs.isAncestorOf(page.window().focusWidget())
    assert "Ama" not in told(page).replace("Amara", "")
    page.leave()
    desktop.settle()
    assert all(not part.text for part in reporting.report(school.work, second).paragraphs)


def test_what_could_not_be_saved_is_shown_when_its_report_is_shown_again(
    page: ReportsPage, desktop: Desk, school: SmallSchool
) -> None:
    first, second = (
        begun(school, each, ReportKind.YEAR_END) for each in (school.amara, school.bilal)
    )
    show(page, desktop, school.amara, first)
    with school.work.database.write() as session:
        session.connection().exec_driver_sql(
            "CREATE TRIGGER fault BEFORE INSERT ON report_paragraph"
            " BEGIN SELECT RAISE(ABORT, 'x'); END"
        )
    QTest.keyClicks(page.paragraphs.cards["loved"].text_area, "Bubbles.")
    assert page.paragraphs.register is not None
    page.paragraphs.register.fields[0].setValue(190)
    show(page, desktop, school.bilal, second)
    assert page.paragraphs.cards["loved"].text_area.text() == ""
    show(page, desktop, school.amara, first)

    assert page.paragraphs.cards["loved"].text_area.text() == "Bubbles."
    assert page.paragraphs.register.fields[0].value() == 190
    with school.work.database.write() as session:
        session.connection().exec_driver_sql("DROP TRIGGER fault")
    page.leave()
    desktop.settle()
    assert page.unsaved() is None


def test_tab_goes_through_the_parts_as_they_stand_also_where_one_came_in_between(
    page: ReportsPage, desktop: Desk, school: SmallSchool
) -> None:
    first, second = (
        begun(school, each, ReportKind.YEAR_END) for each in (school.amara, school.bilal)
    )
    with school.work.database.write() as session:
        session.get_one(Pupil, school.bilal).actual_year = 6
    show(page, desktop, school.amara, first)
    assert "key_stage" not in page.paragraphs.cards
    show(page, desktop, school.bilal, second)
    areas = [card.text_area for card in page.paragraphs.cards.values()]
    assert len(areas) == 13
    assert areas == sorted(areas, key=lambda area: area.mapTo(page, area.rect().topLeft()).y())
    following, stop = [], areas[0]
    while len(following) < len(areas):
        following += [stop] if stop in areas else []
        stop = stop.nextInFocusChain()
    assert following == areas
    show(page, desktop, school.amara, first)
    assert "key_stage" not in page.paragraphs.cards
