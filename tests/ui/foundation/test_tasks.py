"""The background runner: results arrive, in order, on the window's thread, and to nobody gone."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, Qt, QThread
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from engagement_desktop.errors import AppError
from engagement_desktop.progress import Progress
from engagement_desktop.services.changes import Changes, Kind, Saved
from engagement_desktop.ui.changes_hub import ChangesHub
from engagement_desktop.ui.messages import Message, MessageKind, Messages
from engagement_desktop.ui.shell.status_bar import StatusBar
from engagement_desktop.ui.tasks import TaskRunner

REFUSAL = AppError("The disk is full.", safe="Nothing was lost.", to_do="Please make room.")


@pytest.fixture
def said(messages: Messages) -> list[Message]:
    heard: list[Message] = []
    messages.said.connect(heard.append)
    return heard


@pytest.fixture
def hub() -> ChangesHub:
    return ChangesHub()


@pytest.fixture
def runner(qapp: QApplication, hub: ChangesHub, messages: Messages) -> Iterator[TaskRunner]:
    made = TaskRunner(hub, messages)
    yield made
    assert made.close(5000)


@pytest.fixture
def owner(qapp: QApplication) -> QObject:
    return QObject()


def done(qtbot: QtBot, runner: TaskRunner) -> None:
    qtbot.waitUntil(runner.idle, timeout=5000)


def test_work_is_done_elsewhere_and_shown_here(
    qtbot: QtBot, runner: TaskRunner, owner: QObject
) -> None:
    here = QThread.currentThread()
    threads: list[tuple[bool, bool]] = []

    def work() -> bool:
        return threading.current_thread() is threading.main_thread()

    runner.read(
        work, lambda was: threads.append((was, QThread.currentThread() is here)), owner=owner
    )
    done(qtbot, runner)
    assert threads == [(False, True)]


def test_an_owner_that_is_gone_hears_nothing(qtbot: QtBot, runner: TaskRunner) -> None:
    page, gate, shown = QWidget(), threading.Event(), []
    runner.read(gate.wait, shown.append, owner=page)
    delete(page)
    gate.set()
    done(qtbot, runner)
    assert shown == []


def test_a_read_that_was_dropped_shows_nothing(
    qtbot: QtBot, runner: TaskRunner, owner: QObject
) -> None:
    gate, shown = threading.Event(), []
    task = runner.read(gate.wait, shown.append, owner=owner)
    task.cancel()
    gate.set()
    done(qtbot, runner)
    assert shown == []


def test_writes_happen_one_at_a_time_in_the_order_asked(
    qtbot: QtBot, runner: TaskRunner, owner: QObject
) -> None:
    at_once, most, order = [0], [0], []

    def write(number: int) -> Saved[int]:
        at_once[0] += 1
        most[0] = max(most[0], at_once[0])
        order.append(number)
        at_once[0] -= 1
        return Saved(number, Changes())

    for number in range(30):
        runner.write(lambda n=number: write(n), owner=owner)
    done(qtbot, runner)
    assert order == list(range(30))
    assert most == [1]


def test_a_write_tells_every_page_what_changed_and_who_asked(
    qtbot: QtBot, runner: TaskRunner, hub: ChangesHub, owner: QObject
) -> None:
    heard: list[tuple[Changes, object]] = []
    hub.changed.connect(lambda changes, who: heard.append((changes, who)))
    changes = Changes.of(Kind.PUPIL, 2**40, pupils=[2**40])
    shown: list[str] = []
    runner.write(lambda: Saved("kept", changes), shown.append, owner=owner)
    done(qtbot, runner)
    assert heard == [(changes, owner)]
    assert shown == ["kept"]


def test_a_write_is_done_even_if_its_page_is_gone_by_then(
    qtbot: QtBot, runner: TaskRunner, hub: ChangesHub
) -> None:
    page, gate, written = QWidget(), threading.Event(), []
    heard: list[object] = []
    hub.changed.connect(lambda changes, who: heard.append(who))

    def write() -> Saved[None]:
        gate.wait()
        written.append(True)
        return Saved(None, Changes())

    runner.write(write, lambda _: written.append(False), owner=page)
    delete(page)
    gate.set()
    done(qtbot, runner)
    assert written == [True]
    assert heard == [None]


def test_a_refusal_goes_to_the_page_that_asked(
    qtbot: QtBot, runner: TaskRunner, owner: QObject, said: list[Message]
) -> None:
    refused: list[AppError] = []

    def work() -> None:
        raise REFUSAL

    runner.read(work, lambda _: None, owner=owner, failed=refused.append)
    done(qtbot, runner)
    assert refused == [REFUSAL]
    assert said == []


def test_a_refusal_that_nobody_takes_is_told(
    qtbot: QtBot, runner: TaskRunner, owner: QObject, said: list[Message]
) -> None:
    def work() -> None:
        raise REFUSAL

    runner.read(work, lambda _: None, owner=owner)
    done(qtbot, runner)
    assert [(each.kind, each.sentence) for each in said] == [
        (MessageKind.PROBLEM, "The disk is full. Nothing was lost. Please make room.")
    ]


def test_a_failed_write_is_told_even_if_its_page_is_gone(
    qtbot: QtBot, runner: TaskRunner, said: list[Message]
) -> None:
    page, gate = QWidget(), threading.Event()

    def write() -> Saved[None]:
        gate.wait()
        raise REFUSAL

    runner.write(write, owner=page)
    delete(page)
    gate.set()
    done(qtbot, runner)
    assert [each.kind for each in said] == [MessageKind.PROBLEM]


def test_a_fault_is_logged_and_told_without_its_details(
    qtbot: QtBot,
    runner: TaskRunner,
    owner: QObject,
    said: list[Message],
    caplog: pytest.LogCaptureFixture,
) -> None:
    runner.read(lambda: 1 // 0, lambda _: None, owner=owner)
    done(qtbot, runner)
    assert [each.kind for each in said] == [MessageKind.BUG]
    assert "division" not in said[0].sentence
    assert "ZeroDivisionError" in caplog.text


def test_a_long_task_tells_how_far_it_is_and_can_be_cancelled(
    qtbot: QtBot, runner: TaskRunner, owner: QObject
) -> None:
    bar = StatusBar(runner)
    qtbot.addWidget(bar)
    bar.show()
    started, cancelled, shown = threading.Event(), [], []

    def work(progress: Progress) -> str:
        progress.report(3, 10, "three of ten clips")
        started.set()
        while True:
            progress.check()

    runner.long(
        "Bringing in clips", work, shown.append, owner=owner,
        cancelled=lambda: cancelled.append(True),
    )  # fmt: skip
    qtbot.waitUntil(lambda: "three of ten" in bar.task_words.text(), timeout=5000)
    assert bar.task_words.text() == "Bringing in clips: three of ten clips"
    cancel = next(w for w in bar.findChildren(QWidget) if w.accessibleName() == "Cancel this task")
    qtbot.mouseClick(cancel, Qt.MouseButton.LeftButton)
    done(qtbot, runner)
    assert (cancelled, shown) == ([True], [])
    assert not cancel.isVisible()


def test_a_long_task_of_many_bytes_fits_the_bar(
    qtbot: QtBot, runner: TaskRunner, owner: QObject
) -> None:
    bar = StatusBar(runner)
    qtbot.addWidget(bar)
    gate = threading.Event()

    def work(progress: Progress) -> None:
        progress.report(3 * 2**32, 4 * 2**32, "3 of 4 parts")
        gate.wait()

    runner.long("Backing up", work, owner=owner)
    qtbot.waitUntil(lambda: "3 of 4" in bar.task_words.text(), timeout=5000)
    gate.set()
    done(qtbot, runner)


def test_a_draft_is_written_while_a_long_task_runs(
    qtbot: QtBot, runner: TaskRunner, owner: QObject
) -> None:
    gate, kept = threading.Event(), []
    runner.long("Reports for a class", lambda _progress: gate.wait(), owner=owner)
    runner.write(lambda: Saved("draft", Changes()), kept.append, owner=owner)
    qtbot.waitUntil(lambda: kept == ["draft"], timeout=5000)
    assert not runner.idle()
    gate.set()
    done(qtbot, runner)


def test_closing_finishes_the_writes_and_stops_the_rest(
    qtbot: QtBot, qapp: QApplication, hub: ChangesHub, messages: Messages, owner: QObject
) -> None:
    runner, written, stopped = TaskRunner(hub, messages), [], []

    def forever(progress: Progress) -> None:
        while True:
            progress.check()

    def write() -> Saved[None]:
        written.append(True)
        return Saved(None, Changes())

    runner.long("For ever", forever, owner=owner, cancelled=lambda: stopped.append(True))
    for _ in range(5):
        runner.write(write, owner=owner)
    assert runner.close(5000)
    assert (len(written), stopped) == (5, [True])


def test_a_late_read_after_closing_is_called_off_without_a_word(
    qtbot: QtBot, runner: TaskRunner
) -> None:
    assert runner.close()
    owner = QObject()
    shown: list[int] = []
    task = runner.read(lambda: 1, shown.append, owner=owner)
    with qtbot.waitSignal(task.ended):
        pass
    assert shown == []
