"""Every page of the window, shown anew each time; for tests that press all that stands there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget
from shiboken6 import isValid

from engagement_desktop.services import access, observations
from engagement_desktop.ui.page_ids import PUPIL_PAGES, SCHOOL_PAGES, PageId, holds_anything
from tests.e2e.teacher import Teacher
from tests.helpers.presser import open_dialogs

_ELSEWHERE = ("go.", "view.", "edit.", "help.", "app.", "school.", "review.full_screen")
"""Actions that lead away from the page, or are the same on every one."""


def every_page(teacher: Teacher, pupil_id: int) -> Iterator[tuple[str, Callable[[], QWidget]]]:
    """What each page is called, and how it is shown anew: those that are open to whoever is signed
    in, and the editor of an observation of each kind."""
    yield "home", partial(_home, teacher)
    for page_id in (*PUPIL_PAGES, *SCHOOL_PAGES):
        if holds_anything(page_id, teacher.work.may):
            yield page_id.value, partial(_page, teacher, pupil_id, page_id)
    kinds = {
        line.status: line.id for line in observations.list_observations(teacher.work, pupil_id)
    }
    for status, observation_id in kinds.items():
        yield f"editor, {status.value}", partial(_editor, teacher, observation_id)


def actions_here(teacher: Teacher) -> list[str]:
    """The actions of the page shown that can be done now."""
    table = teacher.main.actions_table
    return [
        each
        for each in table.specs
        if table.action(each).isEnabled() and not each.startswith(_ELSEWHERE)
    ]


def without_the_systems_dialogs(patch: pytest.MonkeyPatch, folder: Path, a_file: Path) -> None:
    """What the system would ask is answered: this file is opened, into this folder it is saved."""
    asked = iter(range(10**6))

    def to(*_: Any, **__: Any) -> tuple[str, str]:
        return str(folder / f"{next(asked)}"), ""

    patch.setattr(QFileDialog, "getOpenFileName", staticmethod(lambda *_, **__: (str(a_file), "")))
    patch.setattr(QFileDialog, "getSaveFileName", staticmethod(to))
    patch.setattr(QFileDialog, "getExistingDirectory", staticmethod(lambda *_, **__: str(folder)))
    patch.setattr(QPrintDialog, "exec", lambda _: QDialog.DialogCode.Rejected.value)


def _home(teacher: Teacher) -> QWidget:
    for dialog in open_dialogs():
        if isValid(dialog):
            dialog.close()
    assert teacher.main.show_home()
    teacher.settle()
    return teacher.main.home


def _page(teacher: Teacher, pupil_id: int, page_id: PageId) -> QWidget:
    _home(teacher)
    if page_id in SCHOOL_PAGES:
        page = teacher.main.show_school_page(page_id)
    else:
        page = teacher.main.show_pupil(pupil_id, page_id)
    assert page is not None
    teacher.settle()
    return page


def _editor(teacher: Teacher, observation_id: int) -> QWidget:
    _home(teacher)
    teacher.main.navigator.observation(observation_id)
    teacher.settle()
    page = teacher.main.area.page
    assert page is not None
    return page


def stay_signed_in(teacher: Teacher, patch: pytest.MonkeyPatch, password: str) -> None:
    """The password is asked for once, and the window does not lock while nobody moves the mouse."""
    patch.setattr(access, "CONFIRMED_SECONDS", 1e9)
    teacher.window._idle.minutes = 10**6
    teacher.work.confirm(password)
