"""Widgets end on the window's thread, whoever makes the objects that call for a collection."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from engagement_desktop.ui.collector import Collector


class Knot(QObject):
    """Something of Qt's that only the collector can end."""

    def __init__(self, ended: list[int]) -> None:
        super().__init__()
        self.itself = self
        weakref.finalize(self, lambda: ended.append(threading.get_ident()))


def test_a_worker_never_ends_what_belongs_to_the_window(qtbot: QtBot) -> None:
    collector = Collector()
    try:
        ended: list[int] = []
        Knot(ended)

        kept: list[list[int]] = []

        def make_much() -> None:
            kept.extend([number] for number in range(200_000))

        worker = threading.Thread(target=make_much)
        worker.start()
        worker.join()
        assert ended == []
        qtbot.waitUntil(lambda: bool(ended), timeout=10_000)
        assert ended == [threading.get_ident()]
    finally:
        collector.stop()
        gc.disable()


def test_what_the_program_loaded_is_set_aside_and_what_comes_later_still_ends(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gc, "get_threshold", lambda: (100, 2, 2))
    collector = Collector()
    made: list[list[int]] = []

    def looks_until(done: Callable[[], bool]) -> None:
        for _ in range(30):
            made.extend([number] for number in range(200))
            collector.look()
            if done():
                return
        pytest.fail("nothing came of it")

    try:
        before = gc.get_freeze_count()
        looks_until(lambda: gc.get_freeze_count() >= before + len(made))
        loaded = len(made)
        ended: list[int] = []
        Knot(ended)
        looks_until(lambda: ended == [threading.get_ident()])
        looks_until(lambda: len(made) > loaded + 3_000)  # the oldest are due more than once
        assert gc.get_freeze_count() < before + len(made)
    finally:
        collector.stop()
        gc.disable()
