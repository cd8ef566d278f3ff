"""Each failure of this PC's credential store has its sentence, and its way into the school."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked, PasswordSetError
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from engagement_desktop.security import slots
from engagement_desktop.security.device_secret import DeviceSecrets, NoCredentialStore, new_secret
from engagement_desktop.services import arrival, school_file, staff
from engagement_desktop.services.staff import StaffForm
from engagement_desktop.settings import Settings
from engagement_desktop.settings import load as load_settings
from engagement_desktop.ui.app_window import AppWindow
from engagement_desktop.ui.messages import Messages
from tests.helpers.school import (
    ADMIN,
    BACKEND,
    CHEAP,
    PASSWORD,
    MemoryKeyring,
    copy_school,
    open_school,
)
from tests.helpers.sheet import written_down

PATIENCE = 30_000


class Locked(MemoryKeyring):
    def get_password(self, service: str, username: str) -> str | None:
        raise KeyringLocked("locked")

    def set_password(self, service: str, username: str, password: str) -> None:
        raise KeyringLocked("locked")


class Refusing(MemoryKeyring):
    def get_password(self, service: str, username: str) -> str | None:
        raise PasswordSetError("refused")

    def set_password(self, service: str, username: str, password: str) -> None:
        raise PasswordSetError("refused")


def none() -> KeyringBackend:
    raise NoCredentialStore


def wrong_value() -> KeyringBackend:
    backend = MemoryKeyring()
    for _, school_ref in BACKEND.kept:
        DeviceSecrets(backend).keep(school_ref, new_secret())
    return backend


CASES: dict[str, tuple[Callable[[], KeyringBackend], str]] = {
    "none": (none, "This PC is not set up for this school yet."),
    "deleted": (MemoryKeyring, "This PC is not set up for this school yet."),
    "locked": (Locked, "This PC’s credential store is locked."),
    "refused": (Refusing, "This PC’s credential store did not answer."),
    "wrong value": (wrong_value, "This PC is not set up for this school’s file"),
}


@pytest.fixture
def window(qtbot: QtBot, look: object, own_folders: None) -> Iterator[AppWindow]:
    def no_demo(_progress: object) -> arrival.Arrival:
        raise AssertionError

    made = AppWindow(Settings(), Messages(), no_demo)
    qtbot.addWidget(made)
    made.show()
    yield made
    made.close()


@pytest.mark.parametrize("case", CASES)
def test_the_set_up_code_is_the_way_in_whatever_is_the_matter(
    qtbot: QtBot, window: AppWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, case: str
) -> None:
    path = copy_school(tmp_path)
    work = open_school(path)
    school_file.close(work)
    assert work.keys is not None
    make, sentence = CASES[case]
    backend = None if case == "none" else make()

    def store(_self: DeviceSecrets) -> KeyringBackend:
        return backend or none()

    monkeypatch.setattr(DeviceSecrets, "_store", store)
    window.open_file(path)
    form = window.sign_in.open_form
    form.password.setText(PASSWORD)
    qtbot.mouseClick(form.open_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(form.code.isVisible, timeout=PATIENCE)
    assert form.problem.startswith(sentence)
    assert form.password.text() == PASSWORD
    form.code.setText(work.keys.code())
    qtbot.waitUntil(form.open_button.isEnabled, timeout=PATIENCE)
    qtbot.mouseClick(form.open_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.main is not None and window.main.tasks.idle(), timeout=PATIENCE)


@pytest.mark.parametrize("case", ["none", "refused"])
def test_a_school_is_made_where_nothing_can_be_kept(
    qtbot: QtBot, window: AppWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, case: str
) -> None:
    monkeypatch.setattr(DeviceSecrets, "_store", lambda _self: CASES[case][0]())
    monkeypatch.setattr(slots, "calibrated", lambda: CHEAP)
    sign_in = window.sign_in
    sign_in.show_welcome()
    qtbot.mouseClick(sign_in.welcome.create_button, Qt.MouseButton.LeftButton)
    form, code_page = sign_in.making.form, sign_in.making.code_page
    form.set_folder(tmp_path)
    form.school_name.setText("Willow Bank")
    form.admin_name.setText("Jo Field")
    form.password.line.setText(PASSWORD)
    qtbot.mouseClick(form.make_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(code_page.isVisible, timeout=PATIENCE)
    code_page.written.setChecked(True)
    qtbot.mouseClick(code_page.go_on, Qt.MouseButton.LeftButton)
    sheet = sign_in.sheet.page
    qtbot.waitUntil(sheet.isVisible, timeout=PATIENCE)
    on_paper = written_down(sheet)
    for number in sheet.asked:
        sheet.type_group(number, on_paper[number])
    qtbot.mouseClick(sheet.go_on, Qt.MouseButton.LeftButton)
    class_page = sign_in.making.class_page
    qtbot.waitUntil(class_page.isVisible, timeout=PATIENCE)
    qtbot.mouseClick(class_page.add_button, Qt.MouseButton.LeftButton)
    class_page.name.setText("Willow")
    qtbot.mouseClick(class_page.add_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.main is not None and window.main.tasks.idle(), timeout=PATIENCE)
    assert window.main is not None
    assert "Willow" in [chip.words for chip in window.main.pupil_list.classes.chips()]


def test_the_schools_own_pc_lists_who_signs_in_and_chooses_whoever_did_last(
    qtbot: QtBot, window: AppWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = copy_school(tmp_path)
    monkeypatch.setattr(DeviceSecrets, "_store", lambda _self: BACKEND)
    work = open_school(path)
    other = staff.save(work, None, StaffForm(name="Adele Mutasa")).value
    staff.give_start_password(work, other)
    school_file.close(work)
    form = window.sign_in.open_form
    window.open_file(path)
    qtbot.waitUntil(lambda: form.names.count() == 2, timeout=PATIENCE)
    assert [form.names.itemText(row) for row in (0, 1)] == ["Adele Mutasa", ADMIN]
    assert form.names.currentText() == "", "nobody has signed in on this PC yet"
    form.names.set_key(work.staff_id)
    form.password.setText(PASSWORD)
    qtbot.mouseClick(form.open_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.main is not None and window.main.tasks.idle(), timeout=PATIENCE)
    window.close()
    again = AppWindow(load_settings(), Messages(), lambda _progress: arrival.arrive_at_demo(path))
    qtbot.addWidget(again)
    again.show()
    again.open_file(path)
    form = again.sign_in.open_form
    qtbot.waitUntil(lambda: form.names.currentText() == ADMIN, timeout=PATIENCE)
    again.close()
