"""The window in a process that is killed: types observations, brings clips in, and says what the
window was told is in the file.

Arguments: a demo school's file, a pupil's id, a clip, a seed. Each line acknowledges one thing, in
JSON: `["words", observation, text]` or `["clip", evidence, sha256]`.
"""

from __future__ import annotations

import hashlib
import json
import sys
from itertools import count
from pathlib import Path
from random import Random

from PySide6.QtCore import QCoreApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from engagement_desktop.progress import Progress
from engagement_desktop.services.arrival import Arrival
from engagement_desktop.services.evidence import Attached
from engagement_desktop.settings import Settings
from engagement_desktop.ui.app_window import AppWindow
from engagement_desktop.ui.imports import Incoming
from engagement_desktop.ui.messages import Messages
from engagement_desktop.ui.observation.given_files import GivenFile
from engagement_desktop.ui.observation.observations_page import ObservationsPage
from engagement_desktop.ui.page_ids import PageId

WORDS = ("Sam", "looked", "at", "the", "lamp", "and", "waited", "<b>then</b>", "smiled.", '"Ah!"')


def say(*what: object) -> None:
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


def refuse(progress: Progress) -> Arrival:
    raise AssertionError


def main(path: str, pupil_id: str, clip: str, seed: str) -> None:
    chance = Random(seed)
    app = QApplication([])
    window = AppWindow(Settings(), Messages(), refuse)
    window.open_file(Path(path))
    window.resize(1366, 768)
    window.show()
    while window.main is None or not window.main.tasks.idle():
        app.processEvents()
    page = window.main.show_pupil(int(pupil_id), PageId.OBSERVATIONS)
    assert isinstance(page, ObservationsPage)
    narrative = page.writing.editor.what_happened.narrative

    def saved(_: object) -> None:
        if page.writing.keeper.all_saved and page.writing.view is not None:
            say("words", page.writing.view.id, narrative.text())

    def attached(incoming: Incoming, kept: Attached) -> None:
        assert isinstance(incoming.source, bytes)
        say("clip", kept.evidence.id, hashlib.sha256(incoming.source).hexdigest())

    page.writing.keeper.signals.saved.connect(saved)
    page.writing.desk.importer.attached.connect(attached)
    content = Path(clip).read_bytes()
    say("open")
    for number in count():
        before = page.writing.view and page.writing.view.id
        page.new_observation()
        while page.writing.view is None or page.writing.view.id == before:
            QCoreApplication.processEvents()
        narrative.setFocus()
        QTest.keyClicks(narrative, f"{seed}-{number} ")
        page.writing.keeper.flush()
        padding = chance.randbytes(chance.choice((100, 2**20, 3 * 2**20)))
        page.writing.editor.files_given.emit((GivenFile(content + padding, f"{number}.mp4"),))
        for _ in range(chance.randrange(3, 12)):
            QTest.keyClicks(narrative, f"{chance.choice(WORDS)} ")
            if chance.random() < 0.5:
                page.writing.keeper.flush()
            QCoreApplication.processEvents()
        while not page.writing.keeper.all_saved or page.writing.desk.importer.current is not None:
            QCoreApplication.processEvents()


if __name__ == "__main__":
    main(*sys.argv[1:])
