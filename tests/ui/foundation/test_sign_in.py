"""Before a school is open, and in front of a locked one."""

from __future__ import annotations

import io
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from engagement_desktop.errors import AppError
from engagement_desktop.models.records import Media, StaffMember
from engagement_desktop.models.states import Role
from engagement_desktop.progress import Progress, SilentProgress
from engagement_desktop.security import slots
from engagement_desktop.services import observations, school_file
from engagement_desktop.services.arrival import Arrival, arrive_at_demo
from engagement_desktop.services.taking_in import Content
from engagement_desktop.settings import Settings
from engagement_desktop.settings import load as load_settings
from engagement_desktop.ui.app_window import AppWindow, LockedPlace
from engagement_desktop.ui.idle import IdleWatch
from engagement_desktop.ui.main_window import MainWindow
from engagement_desktop.ui.messages import Message, Messages
from engagement_desktop.ui.observation.given_files import GivenFile
from engagement_desktop.ui.observation.observations_page import ObservationsPage
from engagement_desktop.ui.page_ids import PageId
from engagement_desktop.ui.review.review_page import ReviewPage
from engagement_desktop.ui.sign_in.demo import DemoOfEarlierRelease
from engagement_desktop.ui.widgets.dialog import Dialog
from tests.helpers.clips import Recipe, encode
from tests.helpers.sheet import written_down

PASSWORD = "purple drum teapot"


@pytest.fixture(autouse=True)
def quick_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys derived with little effort: a test is no place to be slow."""
    least = slots.Effort(memory_kib=8 * 1024, passes=1, lanes=1)
    monkeypatch.setattr(slots, "calibrated", lambda: least)


@pytest.fixture
def window(
    qtbot: QtBot, look: object, messages: Messages, demo_file: Path, own_folders: None
) -> Iterator[AppWindow]:
    made = AppWindow(Settings(), messages, lambda _progress: arrive_at_demo(demo_file))
    qtbot.addWidget(made)
    made.sign_in.show_welcome()
    made.resize(1366, 768)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    yield made
    made.close()


def wait(qtbot: QtBot, condition: Callable[[], bool]) -> None:
    qtbot.waitUntil(condition, timeout=15_000)


def visible_words(window: AppWindow) -> list[str]:
    return [each.text() for each in window.findChildren(QLabel) if each.isVisible()]


def click(qtbot: QtBot, widget: object) -> None:
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)


def opened(qtbot: QtBot, window: AppWindow) -> None:
    wait(qtbot, lambda: window.main is not None and window.main.tasks.idle())


@pytest.fixture
def in_demo(qtbot: QtBot, window: AppWindow) -> AppWindow:
    click(qtbot, window.sign_in.welcome.demo_button)
    opened(qtbot, window)
    return window


def make_school(qtbot: QtBot, window: AppWindow, folder: Path) -> str:
    """Make a school as its first administrator does; the set-up code shown."""
    sign_in = window.sign_in
    click(qtbot, sign_in.welcome.create_button)
    form = sign_in.making.form
    form.set_folder(folder)
    qtbot.keyClicks(form.school_name, "Willow/Bank: School")
    qtbot.keyClicks(form.admin_name, "Jo Field")
    qtbot.keyClicks(form.password.line, PASSWORD)
    click(qtbot, form.make_button)
    code_page = sign_in.making.code_page
    wait(qtbot, code_page.isVisible)
    code = code_page.code
    assert not code_page.go_on.isEnabled(), "the code must be written down first"
    code_page.written.setChecked(True)
    click(qtbot, code_page.go_on)
    read_sheet_back(qtbot, window)
    click(qtbot, sign_in.making.class_page.later_button)
    opened(qtbot, window)
    return code


def read_sheet_back(qtbot: QtBot, window: AppWindow) -> None:
    """Write the sheet down by hand, and type from it what is asked for."""
    page = window.sign_in.sheet.page
    wait(qtbot, page.isVisible)
    click(qtbot, page.by_hand)
    written = written_down(page)
    for number in page.asked:
        page.type_group(number, written[number].lower())
    click(qtbot, page.go_on)


def test_the_demo_school_opens_with_one_click(in_demo: AppWindow) -> None:
    assert in_demo.windowTitle() == "Hillside School – Engagement Desktop"
    assert load_settings().last_file is None, "the demo is not what opens next time"


def test_what_is_missing_is_said_beside_its_field(
    qtbot: QtBot, window: AppWindow, tmp_path: Path
) -> None:
    form = window.sign_in.making.form
    click(qtbot, window.sign_in.welcome.create_button)
    form.set_folder(tmp_path)
    qtbot.keyClicks(form.password.line, "short")
    click(qtbot, form.make_button)
    wait(qtbot, lambda: bool(form.problem("school_name")))
    assert form.problem("school_name") == "Please write the school’s name."
    assert form.problem("admin_name") == "Please write your name."
    assert "12 characters" in form.problem("password")
    assert form.password.text() == "short"
    assert QApplication.focusWidget() is form.school_name


def test_a_school_is_made_and_opens_next_time(
    qtbot: QtBot, window: AppWindow, tmp_path: Path
) -> None:
    code = make_school(qtbot, window, tmp_path)
    path = tmp_path / "Willow Bank School.engagement"
    assert path.is_file()
    assert code.count("-") >= 4
    assert load_settings().last_file == path
    assert window.main is not None
    assert window.main.status.person.text() == "Jo Field, administrator"


def test_a_locked_school_opens_only_for_its_password(
    qtbot: QtBot, window: AppWindow, tmp_path: Path
) -> None:
    code = make_school(qtbot, window, tmp_path)
    assert window.main is not None
    click(qtbot, window.main.top_bar.lock_button)
    form = window.sign_in.open_form
    assert window.main is None
    assert form.isVisible()
    for typed, word in (("", "type your password"), ("wrong password", "")):
        form.password.setText(typed)
        form.code.setText(code)
        click(qtbot, form.open_button)
        wait(qtbot, lambda: bool(form.problem) and form.open_button.isEnabled())
        assert word in form.problem
        assert window.main is None
    assert form.password.text() == "wrong password"


def test_the_right_password_opens_a_locked_school(
    qtbot: QtBot, window: AppWindow, tmp_path: Path
) -> None:
    code = make_school(qtbot, window, tmp_path)
    window.lock()
    form = window.sign_in.open_form
    form.password.setText(PASSWORD)
    form.code.setText(code)
    qtbot.keyClick(form.password, Qt.Key.Key_Return)
    opened(qtbot, window)
    assert form.password.text() == ""
    assert form.code.text() == ""


def test_a_pc_that_does_not_know_the_school_asks_for_the_code(
    qtbot: QtBot, window: AppWindow, tmp_path: Path
) -> None:
    make_school(qtbot, window, tmp_path)
    window.lock()
    form = window.sign_in.open_form
    form.password.setText(PASSWORD)
    click(qtbot, form.open_button)
    wait(qtbot, lambda: form.code.isVisible())
    assert "set-up code" in form.problem
    assert form.password.text() == PASSWORD


@pytest.mark.parametrize("content", [b"", b"not a school at all" * 100])
def test_what_is_no_school_is_refused_in_a_sentence(
    qtbot: QtBot, window: AppWindow, tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "Broken.engagement"
    path.write_bytes(content)
    window.sign_in.show_file(path)
    assert window.sign_in.welcome.isVisible()
    assert window.sign_in.welcome.problem.text() != ""


def test_locking_leaves_nothing_open_and_returns_to_the_same_page(
    qtbot: QtBot, in_demo: AppWindow, demo_file: Path
) -> None:
    assert in_demo.main is not None
    pupil_id = in_demo.main.pupil_list.model.everyone()[0].id
    in_demo.main.show_pupil(pupil_id)
    QApplication.clipboard().setText("Amara stilled")
    in_demo.main.actions_table.trigger("school.lock")
    assert in_demo.main is None
    assert QApplication.clipboard().text() == ""
    school_file.close(school_file.open_demo(demo_file))  # nobody holds it any more
    click(
        qtbot,
        next(
            b
            for b in in_demo.sign_in.locked_demo.findChildren(
                type(in_demo.sign_in.welcome.demo_button)
            )
        ),
    )
    opened(qtbot, in_demo)
    assert in_demo.main is not None
    assert in_demo.main.pupil_id == pupil_id


def test_the_window_locks_itself_when_nobody_uses_it(
    qtbot: QtBot, in_demo: AppWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    watch = in_demo.findChild(IdleWatch)
    assert isinstance(watch, IdleWatch)
    watch.look()
    assert in_demo.main is not None
    from engagement_desktop.ui import idle

    later = idle.time.monotonic() + timedelta(minutes=5, seconds=1).total_seconds()
    monkeypatch.setattr(idle.time, "monotonic", lambda: later)
    watch.look()
    assert in_demo.main is None


def test_a_pc_that_slept_for_long_is_locked_by_the_first_key_that_wakes_it(
    qtbot: QtBot, in_demo: AppWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    from engagement_desktop.ui import idle

    search = in_demo.main.pupil_list.search if in_demo.main is not None else None
    assert search is not None
    asleep = idle.time.time() + timedelta(hours=1).total_seconds()
    monkeypatch.setattr(idle.time, "time", lambda: asleep)  # while the other clock stood still
    window = in_demo.windowHandle()
    assert window is not None
    QTest.keyClick(window, Qt.Key.Key_A)
    assert in_demo.main is None


def slow_clip(folder: Path) -> Path:
    """A file that takes long enough to come in."""
    path = folder / "long.mp4"
    recipe = Recipe(frames=10, options={"preset": "ultrafast"})
    path.write_bytes(encode(recipe) + bytes(150 * 2**20))
    return path


class SlowCard(io.FileIO):
    """A card that gives a megabyte in a fiftieth of a second, on however fast a PC."""

    def read(self, size: int | None = -1) -> bytes:
        threading.Event().wait(0.02)
        return super().read(-1 if size is None else size)


@pytest.fixture
def slow_card(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Content, "open", lambda content: SlowCard(content._source))


def begin_import(qtbot: QtBot, window: AppWindow, path: Path) -> int:
    """Give a file to a new observation; the observation's id."""
    main = window.main
    assert main is not None
    main.navigator.new_observation(main.pupil_list.model.everyone()[0].id)
    page: object = main.area.page
    assert isinstance(page, ObservationsPage)
    wait(qtbot, lambda: page.writing.view is not None and main.tasks.idle())
    page.writing.desk.give([GivenFile(path, path.name)])
    assert page.writing.view is not None
    return page.writing.view.id


def evidence_in(path: Path, observation_id: int) -> int:
    work = school_file.open_demo(path)
    try:
        return len(observations.observation(work, observation_id).evidence)
    finally:
        school_file.close(work)


def contents_in(path: Path) -> int:
    """How many contents there are, half ones too."""
    work = school_file.open_demo(path)
    try:
        with work.database.read() as session:
            return session.query(Media).count()
    finally:
        school_file.close(work)


def test_a_window_that_nobody_uses_is_covered_until_a_file_is_in_and_locks_then(
    qtbot: QtBot, in_demo: AppWindow, demo_file: Path, tmp_path: Path
) -> None:
    observation_id = begin_import(qtbot, in_demo, slow_clip(tmp_path))
    main = in_demo.main
    watch = in_demo.findChild(IdleWatch)
    assert isinstance(watch, IdleWatch)
    assert main is not None
    watch.idle.emit()
    assert not main.isVisible()
    assert "One file is still coming in." in visible_words(in_demo)
    wait(qtbot, lambda: in_demo.main is None)
    assert evidence_in(demo_file, observation_id) == 1


def test_a_lock_that_leaves_a_file_out_keeps_no_half_of_it_and_says_so_afterwards(
    qtbot: QtBot,
    in_demo: AppWindow,
    demo_file: Path,
    tmp_path: Path,
    messages: Messages,
    slow_card: None,
) -> None:
    heard: list[Message] = []
    messages.said.connect(heard.append)
    begin_import(qtbot, in_demo, slow_clip(tmp_path))
    in_demo.lock()
    leave_out = next(b for b in in_demo.findChildren(QPushButton) if "Leave them" in b.text())
    click(qtbot, leave_out)
    wait(qtbot, lambda: in_demo.main is None)
    assert contents_in(demo_file) == 0
    click(qtbot, in_demo.sign_in.locked_demo.findChildren(QPushButton)[0])
    opened(qtbot, in_demo)
    assert heard[-1].sentence.startswith("One file was not added while the window was locked.")


def test_where_somebody_was_on_a_page_is_kept_over_a_lock(
    qtbot: QtBot, in_demo: AppWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    came_back: list[str] = []
    monkeypatch.setattr(ReviewPage, "place", lambda _: "on frame 30")
    monkeypatch.setattr(ReviewPage, "go_back", lambda _, place: came_back.append(place))
    assert in_demo.main is not None
    in_demo.main.show_pupil(in_demo.main.pupil_list.model.everyone()[0].id, PageId.REVIEW)
    in_demo.lock()
    click(qtbot, in_demo.sign_in.locked_demo.findChildren(QPushButton)[0])
    opened(qtbot, in_demo)
    assert came_back == ["on frame 30"]


def test_what_is_kept_over_a_lock_is_read_by_a_fresh_process() -> None:
    place = LockedPlace(Path("a"), 1, 2, PageId.REVIEW, b"\x01", 3, True, 4, "[1, 2]")
    assert LockedPlace.from_text(place.to_text()) == place


def test_what_was_being_made_when_the_school_was_locked_is_told_afterwards(
    qtbot: QtBot, in_demo: AppWindow, messages: Messages
) -> None:
    heard: list[Message] = []
    messages.said.connect(heard.append)
    begun, never = threading.Event(), threading.Event()

    def export(progress: Progress) -> None:
        begun.set()
        while not never.wait(0.005):
            progress.check()

    assert in_demo.main is not None
    in_demo.main.tasks.long("Exporting", export, owner=in_demo.main)
    wait(qtbot, begun.is_set)
    in_demo.lock()
    assert in_demo.main is None
    click(qtbot, in_demo.sign_in.locked_demo.findChildren(QPushButton)[0])
    opened(qtbot, in_demo)
    assert "was stopped when the school was locked" in heard[-1].sentence


def test_closing_while_a_file_comes_in_asks_with_the_count(
    qtbot: QtBot, in_demo: AppWindow, demo_file: Path, tmp_path: Path, slow_card: None
) -> None:
    begin_import(qtbot, in_demo, slow_clip(tmp_path))
    in_demo.close()
    assert in_demo.isVisible()
    (asked,) = (each for each in in_demo.findChildren(Dialog) if each.isVisible())
    assert asked.windowTitle() == "One file is still coming in."
    close = next(b for b in asked.findChildren(QPushButton) if b.text() == "Close without them")
    click(qtbot, close)
    wait(qtbot, lambda: not in_demo.isVisible())
    assert contents_in(demo_file) == 0


def test_closing_the_window_closes_the_file(
    qtbot: QtBot, in_demo: AppWindow, demo_file: Path
) -> None:
    in_demo.close()
    school_file.close(school_file.open_demo(demo_file))
    assert sorted(p.name for p in demo_file.parent.iterdir() if "-wal" in p.name) == []


def test_a_page_that_wants_to_be_kept_keeps_the_window_open(
    qtbot: QtBot, in_demo: AppWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert in_demo.main is not None
    with monkeypatch.context() as kept:
        kept.setattr(in_demo.main, "leave", lambda: False)
        in_demo.close()
        assert in_demo.isVisible()
        assert in_demo.main is not None


def test_what_was_removed_in_an_earlier_sitting_is_overwritten_in_the_background(
    qtbot: QtBot, window: AppWindow, demo_file: Path
) -> None:
    work = school_file.open_demo(demo_file)
    work.media.add(io.BytesIO(b"removed"), 7, SilentProgress())
    school_file.close(work)
    click(qtbot, window.sign_in.welcome.demo_button)
    opened(qtbot, window)
    main = window.main
    assert main is not None
    wait(qtbot, lambda: main.tasks.idle() and not main.context.work.media.has_removals())
    with main.context.work.database.read() as session:
        assert session.query(Media).count() == 0


def write_what_cannot_be_saved(qtbot: QtBot, window: AppWindow) -> int:
    """Type into a new observation while the file refuses every change; its id."""
    main = window.main
    assert main is not None
    main.navigator.new_observation(main.pupil_list.model.everyone()[0].id)
    page: object = main.area.page
    assert isinstance(page, ObservationsPage)
    wait(qtbot, lambda: page.writing.view is not None and main.tasks.idle())
    assert page.writing.view is not None
    with main.context.work.database.write() as session:
        session.connection().exec_driver_sql(
            "CREATE TRIGGER fault BEFORE UPDATE ON observation BEGIN SELECT RAISE(ABORT, 'x'); END"
        )
    page.writing.editor.what_happened.narrative.setPlainText("Her first smile")
    return page.writing.view.id


def stored_words(window: AppWindow, observation_id: int) -> str:
    assert window.main is not None
    return observations.observation(window.main.context.work, observation_id).form.narrative


def test_closing_waits_for_a_decision_where_the_last_words_could_not_be_saved(
    qtbot: QtBot, in_demo: AppWindow, messages: Messages
) -> None:
    heard: list[Message] = []
    messages.said.connect(heard.append)
    observation_id = write_what_cannot_be_saved(qtbot, in_demo)
    in_demo.close()
    assert in_demo.isVisible()
    assert heard[-1].sentence.startswith("What you wrote last could not be saved")
    assert stored_words(in_demo, observation_id) == ""
    assert in_demo.main is not None
    with in_demo.main.context.work.database.write() as session:
        session.connection().exec_driver_sql("DROP TRIGGER fault")
    in_demo.main.leave()
    assert in_demo.main.unsaved() == {}
    assert stored_words(in_demo, observation_id) == "Her first smile"


def test_the_window_closes_without_the_last_words_only_when_told_to(
    qtbot: QtBot, in_demo: AppWindow, messages: Messages
) -> None:
    heard: list[Message] = []
    messages.said.connect(heard.append)
    write_what_cannot_be_saved(qtbot, in_demo)
    in_demo.close()
    decide = heard[-1].action
    assert decide is not None
    decide()
    assert not in_demo.isVisible()


def test_what_could_not_be_saved_before_a_lock_is_saved_after_it(
    qtbot: QtBot, in_demo: AppWindow, demo_file: Path
) -> None:
    observation_id = write_what_cannot_be_saved(qtbot, in_demo)
    in_demo.lock()
    assert in_demo.main is None
    work = school_file.open_demo(demo_file)
    with work.database.write() as session:
        session.connection().exec_driver_sql("DROP TRIGGER fault")
    school_file.close(work)
    click(qtbot, in_demo.sign_in.locked_demo.findChildren(QPushButton)[0])
    opened(qtbot, in_demo)
    assert stored_words(in_demo, observation_id) == "Her first smile"


def test_what_could_not_be_saved_waits_for_its_writer_while_others_sign_in_and_close(
    qtbot: QtBot, in_demo: AppWindow, demo_file: Path, messages: Messages
) -> None:
    observation_id = write_what_cannot_be_saved(qtbot, in_demo)
    assert in_demo.main is not None
    writer = in_demo.main.context.work.staff_id
    in_demo.lock()
    in_demo.close()
    assert in_demo.isVisible()
    (asked,) = (each for each in in_demo.findChildren(Dialog) if each.isVisible())
    assert "could not be saved" in asked.windowTitle()
    asked.reject()
    work = school_file.open_demo(demo_file)
    with work.database.write() as session:
        session.connection().exec_driver_sql("DROP TRIGGER fault")
        other = StaffMember(name="Sam Reed", role=Role.OBSERVER)
        session.add(other)
        session.flush()
        other_id = other.id
    as_other = replace(work, staff_id=other_id)
    in_demo.show_school(as_other, MainWindow)
    wait(qtbot, lambda: in_demo.main is not None and in_demo.main.tasks.idle())
    assert stored_words(in_demo, observation_id) == ""
    in_demo.close()
    assert in_demo.isVisible()  # it is still nowhere but here
    in_demo.lock()
    in_demo.show_school(replace(school_file.open_demo(demo_file), staff_id=writer), MainWindow)
    wait(qtbot, lambda: in_demo.main is not None and in_demo.main.tasks.idle())
    assert stored_words(in_demo, observation_id) == "Her first smile"
    in_demo.close()
    assert not in_demo.isVisible()


def test_a_demo_that_cannot_be_made_is_said(
    qtbot: QtBot, look: object, messages: Messages, own_folders: None
) -> None:
    def refuse(_progress: Progress) -> Arrival:
        raise AppError("The disk is full.")

    heard: list[Message] = []
    messages.said.connect(heard.append)
    made = AppWindow(Settings(), messages, refuse)
    qtbot.addWidget(made)
    made.show()
    click(qtbot, made.sign_in.welcome.demo_button)
    wait(qtbot, lambda: made.sign_in.welcome.problem.text() == "The disk is full.")
    assert made.sign_in.welcome.demo_button.isEnabled()
    made.close()


def test_a_demo_of_an_earlier_release_is_replaced_only_after_it_was_said(
    qtbot: QtBot, window: AppWindow, demo_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def outdated(_progress: Progress) -> Arrival:
        raise DemoOfEarlierRelease(
            AppError("There is an older one.", safe="What was written in it goes."),
            lambda _: arrive_at_demo(demo_file),
        )

    monkeypatch.setattr(window.sign_in, "_open_demo", outdated)
    click(qtbot, window.sign_in.welcome.demo_button)
    wait(qtbot, lambda: any(each.isVisible() for each in window.findChildren(Dialog)))
    (asked,) = (each for each in window.findChildren(Dialog) if each.isVisible())
    assert "What was written in it goes." in [each.text() for each in asked.findChildren(QLabel)]
    assert window.main is None
    click(qtbot, next(b for b in asked.findChildren(QPushButton) if b.text() == "Make it anew"))
    opened(qtbot, window)


def test_making_the_demo_school_tells_how_far_it_is_and_can_be_stopped(
    qtbot: QtBot, look: object, messages: Messages, own_folders: None
) -> None:
    def make(progress: Progress) -> Arrival:
        progress.report(1, 14, "Making the demo school: bubbles.mp4")
        while True:
            progress.check()

    made = AppWindow(Settings(), messages, make)
    qtbot.addWidget(made)
    made.show()
    welcome = made.sign_in.welcome
    click(qtbot, welcome.demo_button)
    wait(qtbot, lambda: "bubbles" in welcome.progress_words.text())
    assert not welcome.demo_button.isEnabled()
    cancel = next(b for b in welcome.findChildren(QPushButton) if b.text() == "Cancel")
    click(qtbot, cancel)
    wait(qtbot, welcome.demo_button.isEnabled)
    assert made.main is None
    made.close()
