"""Widgets end on the window's thread, whoever makes the objects that call for a collection."""

from __future__ import annotations

import gc
import threading
import weakref

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
