"""Pages about the school as a whole, read and pressed as a lead does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from engagement_desktop.models.states import Role
from engagement_desktop.ui.home.home_page import HomePage
from engagement_desktop.ui.page import SchoolPage
from engagement_desktop.ui.widgets.form_dialog import FormDialog
from tests.helpers.pages import Desk, put_on
from tests.helpers.small_school import SmallSchool, small_school

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)


@pytest.fixture
def school(tmp_path: Path) -> Iterator[SmallSchool]:
    with small_school(tmp_path) as made:
        yield replace(made, work=replace(made.work, clock=lambda: NOW, role=Role.LEAD))


def opened(desktop: Desk, page: SchoolPage | HomePage) -> None:
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
