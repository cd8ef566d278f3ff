"""Staff and keys in the window: added, leaving, a new key, and the way in with the sheet."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from engagement_desktop.models.states import Role
from engagement_desktop.security import key_file
from engagement_desktop.security.key_file import NoSuchPerson
from engagement_desktop.services import recovery, school_file, staff
from engagement_desktop.services.form_drafts import kept_forms
from engagement_desktop.services.staff import StaffForm, WayIn
from engagement_desktop.services.workspace import Workspace
from engagement_desktop.settings import Settings, Theme
from engagement_desktop.ui.app_window import AppWindow
from engagement_desktop.ui.main_window import MainWindow
from engagement_desktop.ui.messages import Messages
from engagement_desktop.ui.page_ids import PageId
from engagement_desktop.ui.staff.change_key_dialog import ChangeKeyDialog, Reason
from engagement_desktop.ui.staff.key_doings import SheetDialog
from engagement_desktop.ui.staff.password_dialogs import AskPasswordDialog, OwnPasswordDialog
from engagement_desktop.ui.staff.staff_dialog import ClassDialog, StaffDialog
from engagement_desktop.ui.staff.staff_page import StaffPage
from tests.helpers.school import ADMIN, DEVICES, PASSWORD, copy_school, open_school
from tests.helpers.sheet import written_down

OWN = "green kettle violin"
PATIENCE = 30_000


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return copy_school(tmp_path)


@pytest.fixture
def code(path: Path) -> str:
    """The school's set-up code; the PC of these tests keeps none."""
    work = open_school(path)
    school_file.close(work)
    assert work.keys is not None
    return work.keys.code()


@pytest.fixture
def work(path: Path) -> Iterator[Workspace]:
    opened = open_school(path)
    yield opened
    school_file.close(opened)


@pytest.fixture
def main(qtbot: QtBot, look: object, work: Workspace, own_folders: None) -> Iterator[MainWindow]:
    window = MainWindow(work, Settings(theme=Theme.LIGHT), Messages())
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    window.actions_table.trigger("go.staff")
    settle(qtbot, window)
    yield window
    assert window.close_school()


@pytest.fixture
def window(qtbot: QtBot, look: object, own_folders: None) -> Iterator[AppWindow]:
    def no_demo(_progress: object) -> object:
        raise AssertionError

    made = AppWindow(Settings(), Messages(), no_demo)  # type: ignore[arg-type]
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    yield made
    made.close()


def settle(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(window.tasks.idle, timeout=PATIENCE)


def wait(qtbot: QtBot, condition: Callable[[], bool]) -> None:
    qtbot.waitUntil(condition, timeout=PATIENCE)


def page_of(main: MainWindow) -> StaffPage:
    page = main.school_area.page
    assert isinstance(page, StaffPage)
    return page


def press(qtbot: QtBot, within: QWidget, name: str) -> None:
    def found() -> list[QAbstractButton]:
        return [
            each
            for each in within.findChildren(QAbstractButton)
            if each.isVisible() and name in (each.text(), each.accessibleName())
        ]

    wait(qtbot, lambda: bool(found()))
    qtbot.mouseClick(found()[0], Qt.MouseButton.LeftButton)


def dialog(qtbot: QtBot, kind: type[QWidget] | None = None, title: str = "") -> QWidget:
    def found() -> list[QWidget]:
        return [
            each
            for each in QApplication.topLevelWidgets()
            if each.isVisible()
            and each.windowTitle().startswith(title)
            and (kind is None or isinstance(each, kind))
            and not isinstance(each, MainWindow | AppWindow)
        ]

    wait(qtbot, lambda: len(found()) == 1)
    return found()[0]


def words(widget: QWidget) -> list[str]:
    return [each.text() for each in widget.findChildren(QLabel) if each.isVisible()]


def test_somebody_is_added_and_their_start_password_shown_once(
    qtbot: QtBot, main: MainWindow, work: Workspace
) -> None:
    page = page_of(main)
    press(qtbot, page, "Add a class")
    named = dialog(qtbot, ClassDialog)
    assert isinstance(named, ClassDialog)
    named.name.setText("Willow")
    named.submit()
    wait(qtbot, lambda: "Willow" in words(page))
    press(qtbot, page, "Add somebody")
    form = dialog(qtbot, StaffDialog)
    assert isinstance(form, StaffDialog)
    form.submit()
    wait(qtbot, lambda: form.fields["name"].problem == "Please write the name.")
    settle(qtbot, main)
    form.name.setText("Samira Lee")
    form.roles.set_key(Role.TEACHER)
    form.further.chips()[0].click()
    form.submit()
    shown = dialog(qtbot, title="Start password for Samira Lee")
    password = next(each for each in words(shown) if each.count("-") == 2)
    press(qtbot, shown, "It is written down")
    wait(qtbot, lambda: "teacher · Willow class · has a start password" in words(page))
    lines = {line.name: line for line in staff.list_staff(work)}
    assert lines["Samira Lee"].way_in is WayIn.START
    assert password not in "".join(words(main))


def test_who_leaves_is_asked_about_and_stands_below(
    qtbot: QtBot, main: MainWindow, work: Workspace
) -> None:
    staff_id = staff.save(work, None, StaffForm(name="Samira Lee")).value
    page = page_of(main)
    page.load()
    settle(qtbot, main)
    press(qtbot, page, "Change: Samira Lee")
    press(qtbot, dialog(qtbot, StaffDialog), "Leaves")
    press(qtbot, dialog(qtbot, title="Is Samira Lee leaving?"), "Leaves")
    wait(qtbot, lambda: any(each.startswith("Left on") for each in words(page)))
    assert {line.id for line in staff.list_staff(work) if line.left_on} == {staff_id}


def test_what_was_typed_about_somebody_waits_over_a_lock_and_no_password_does(
    qtbot: QtBot, main: MainWindow, work: Workspace
) -> None:
    page = page_of(main)
    press(qtbot, page, "Add somebody")
    form = dialog(qtbot, StaffDialog)
    assert isinstance(form, StaffDialog)
    form.name.setText("Samira Lee")
    assert main.leave()  # as a lock does, with the dialog open
    main.unsaved()
    assert [kept.form(StaffForm) for kept in kept_forms(work)] == [form.form()]
    form.reject()
    press(qtbot, page, "Change your password…")
    own = dialog(qtbot, OwnPasswordDialog)
    assert isinstance(own, OwnPasswordDialog)
    own.new.line.setText(OWN)
    assert main.leave()
    main.unsaved()
    assert OWN not in "".join(kept.typed for kept in kept_forms(work))
    own.reject()
    press(qtbot, page, "Go on: Somebody on the staff")
    again = dialog(qtbot, StaffDialog)
    assert isinstance(again, StaffDialog)
    assert again.name.text() == "Samira Lee"
    again.submit()
    shown = dialog(qtbot, title="Start password for Samira Lee")
    press(qtbot, shown, "It is written down")
    settle(qtbot, main)
    assert kept_forms(work) == ()
    assert "Go on" not in "".join(words(page))


def test_ones_own_password_changes_only_with_the_present_one(
    qtbot: QtBot, main: MainWindow, work: Workspace, path: Path
) -> None:
    press(qtbot, page_of(main), "Change your password…")
    form = dialog(qtbot, OwnPasswordDialog)
    assert isinstance(form, OwnPasswordDialog)
    form.present.setText(PASSWORD)
    form.new.line.setText("password")
    form.submit()
    wait(qtbot, lambda: bool(form.fields["password"].problem))
    settle(qtbot, main)
    form.new.line.setText(OWN)
    form.submit()
    settle(qtbot, main)
    school_file.close(work)
    school_file.close(school_file.open_school(path, OWN, devices=DEVICES))


def test_a_teacher_sees_colleagues_and_changes_only_the_own_password(
    qtbot: QtBot, look: object, path: Path, own_folders: None
) -> None:
    work = open_school(path)
    staff_id = staff.save(work, None, StaffForm(name="Samira Lee")).value
    start = staff.give_start_password(work, staff_id).value
    school_file.close(work)
    work = school_file.open_school(
        path, start, sign_in_name="Samira Lee", own_password=OWN, devices=DEVICES
    )
    window = MainWindow(work, Settings(theme=Theme.LIGHT), Messages())
    qtbot.addWidget(window)
    window.show()
    window.show_school_page(PageId.STAFF)
    settle(qtbot, window)
    page = page_of(window)
    wait(qtbot, lambda: ADMIN in words(page))  # Qt shows what was put into a page a little later

    def shown() -> set[str]:
        buttons = page.findChildren(QAbstractButton)
        return {each.accessibleName() for each in buttons if each.isVisible()}

    wait(qtbot, lambda: "Change your password…" in shown())
    assert shown() == {"Change your password…"}
    window.close_school()
    school_file.close(work)


def sign_in(qtbot: QtBot, window: AppWindow, path: Path, code: str, password: str) -> MainWindow:
    """Sign in as the administrator, on a PC that keeps no secret."""
    window.open_file(path)
    form = window.sign_in.open_form
    form.names.setEditText(ADMIN.lower())
    form.password.setText(password)
    form.code.setText(code)
    qtbot.mouseClick(form.open_button, Qt.MouseButton.LeftButton)
    wait(qtbot, lambda: window.main is not None and window.main.tasks.idle())
    assert window.main is not None
    return window.main


def read_sheet_back(qtbot: QtBot, window: AppWindow) -> str:
    """Write the sheet down by hand, and type from it what is asked for; the whole code."""
    page = window.sign_in.sheet.page
    wait(qtbot, page.isVisible)
    qtbot.mouseClick(page.by_hand, Qt.MouseButton.LeftButton)
    on_paper = written_down(page)
    first = page.asked[0]
    page.type_group(first, "AAAAAAAA")
    qtbot.mouseClick(page.go_on, Qt.MouseButton.LeftButton)
    assert any("not the group on the sheet" in each for each in words(page))
    for number in page.asked:
        page.type_group(number, on_paper[number])
    qtbot.mouseClick(page.go_on, Qt.MouseButton.LeftButton)
    return " ".join(on_paper[number] for number in sorted(on_paper))


@pytest.mark.parametrize("reason", Reason)
def test_the_file_gets_a_new_key_and_a_new_sheet(
    qtbot: QtBot, window: AppWindow, path: Path, code: str, reason: Reason
) -> None:
    work = open_school(path)
    leaver = staff.save(work, None, StaffForm(name="Samira Lee")).value
    start = staff.give_start_password(work, leaver).value
    staff.leave(work, leaver)
    stays = staff.save(work, None, StaffForm(name="Kim Osei")).value
    staff.give_start_password(work, stays)
    before = recovery.sheet(work)
    school_file.close(work)
    main = sign_in(qtbot, window, path, code, PASSWORD)
    main.actions_table.trigger("go.staff")
    settle(qtbot, main)
    press(qtbot, page_of(main), "Change the key…")
    form = dialog(qtbot, ChangeKeyDialog)
    assert isinstance(form, ChangeKeyDialog)
    form.reasons.chips()[list(Reason).index(reason)].click()
    form.password.setText(PASSWORD)
    if reason is Reason.LOST:
        form.submit()
        assert form.isVisible(), "the new code must be written down first"
        form.written.setChecked(True)
        code = form.form().new_set_up_code
    form.submit()
    if reason is Reason.LOST:
        passwords = window.sign_in.key_changing.passwords_page
        wait(qtbot, passwords.isVisible)
        assert "Kim Osei" in words(passwords)
        assert "Samira Lee" not in words(passwords)
        qtbot.mouseClick(passwords.go_on, Qt.MouseButton.LeftButton)
    typed = read_sheet_back(qtbot, window)
    wait(qtbot, lambda: window.main is not None and window.main.tasks.idle())
    assert window.main is not None
    view = staff.staff_view(window.main.context.work)
    assert view.sheet_printed_on == window.main.context.work.today()
    window.lock()
    with pytest.raises(recovery.AnotherSheet):
        recovery.open_with_sheet(path, " ".join(before.groups))
    assert recovery.open_with_sheet(path, typed).school_name
    with pytest.raises(NoSuchPerson):
        school_file.open_school(path, start, sign_in_name="Samira Lee", set_up_code=code)
    sign_in(qtbot, window, path, code, PASSWORD)


def test_with_the_sheet_an_administrator_gets_back_in(
    qtbot: QtBot, window: AppWindow, path: Path, code: str
) -> None:
    work = open_school(path)
    typed = " ".join(recovery.sheet(work).groups)
    school_file.close(work)
    window.open_file(path)
    sign_in_view = window.sign_in
    qtbot.mouseClick(sign_in_view.open_form.sheet_button, Qt.MouseButton.LeftButton)
    form = sign_in_view.recovering.form
    form.code.setPlainText(typed[:-1])
    qtbot.mouseClick(form.go_on, Qt.MouseButton.LeftButton)
    wait(qtbot, lambda: "12 groups" in form.problem)
    form.code.setPlainText(typed)
    qtbot.mouseClick(form.go_on, Qt.MouseButton.LeftButton)
    wait(qtbot, form.password.isVisible)
    assert form.code.toPlainText() == ""
    form.password.line.setText(OWN)
    qtbot.mouseClick(form.go_on, Qt.MouseButton.LeftButton)
    read_sheet_back(qtbot, window)  # this PC had no secret: there is a new set-up code
    wait(qtbot, lambda: window.main is not None and window.main.tasks.idle())
    assert window.main is not None
    assert window.main.context.work.keys is not None
    code = window.main.context.work.keys.code()
    window.lock()
    sign_in(qtbot, window, path, code, OWN)


def test_somebody_else_signs_in_without_the_last_name_being_chosen(
    qtbot: QtBot, window: AppWindow, path: Path, code: str
) -> None:
    work = open_school(path)
    staff_id = staff.save(work, None, StaffForm(name="Samira Lee")).value
    start = staff.give_start_password(work, staff_id).value
    school_file.close(work)
    main = sign_in(qtbot, window, path, code, PASSWORD)
    main.actions_table.trigger("school.switch")
    form = window.sign_in.open_form
    assert form.isVisible()
    assert form.names.currentText() == ""
    form.names.setEditText("samira lee")
    form.password.setText(start)
    form.code.setText(code)
    qtbot.mouseClick(form.open_button, Qt.MouseButton.LeftButton)
    wait(qtbot, form.own_password.isVisible)
    form.own_password.line.setText(OWN)
    qtbot.mouseClick(form.open_button, Qt.MouseButton.LeftButton)
    wait(qtbot, lambda: window.main is not None and window.main.tasks.idle())
    assert window.main is not None
    assert window.main.status.person.text().startswith("Samira Lee")


def test_the_sheet_is_printed_after_the_password_and_stands_in_no_other_file(
    qtbot: QtBot,
    main: MainWindow,
    work: Workspace,
    path: Path,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    temporary, paper = tmp_path_factory.mktemp("temp"), tmp_path_factory.mktemp("paper")
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    monkeypatch.setenv("TMPDIR", str(temporary))
    page = page_of(main)
    press(qtbot, page, "Print the recovery sheet…")
    asked = dialog(qtbot, AskPasswordDialog)
    assert isinstance(asked, AskPasswordDialog)
    asked.password.setText("wrong")
    asked.submit()
    settle(qtbot, main)
    assert asked.isVisible()
    assert any("not your password" in each for each in words(asked))
    qtbot.waitUntil(lambda: _may_try_again(work), timeout=PATIENCE)
    asked.password.setText(PASSWORD)
    asked.submit()
    sheet = dialog(qtbot, SheetDialog)
    assert isinstance(sheet, SheetDialog)
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(paper / "sheet.pdf"))
    sheet.step.print_on(printer)
    settle(qtbot, main)
    assert "sent to the printer" in sheet.step.page.said
    assert (paper / "sheet.pdf").stat().st_size > 1000
    groups = recovery.sheet(work).groups
    for number in sheet.step.page.asked:
        sheet.step.page.type_group(number, groups[number - 1])
    qtbot.mouseClick(sheet.step.page.go_on, Qt.MouseButton.LeftButton)
    wait(qtbot, lambda: any("and read back" in each for each in words(page)))
    assert not any(group[:4] in "".join(words(main)) for group in groups)
    for folder in (temporary, path.parent, Path(os.environ["HOME"])):
        for file in folder.rglob("*"):
            content = file.read_bytes() if file.is_file() else b""
            assert not any(group.encode() in content for group in groups), file
            assert not any(f"{g[:4]} {g[4:]}".encode() in content for g in groups), file


def _may_try_again(work: Workspace) -> bool:
    assert work.keys is not None
    slot = key_file.read(work.keys.path).slot_of(work.staff_id)
    assert slot is not None
    return not slot.tries.wait(work.now())
