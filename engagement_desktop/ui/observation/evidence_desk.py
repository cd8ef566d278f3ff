"""How clips and photos come to the observation shown, and go: by dialog, dropping and pasting."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)
from shiboken6 import isValid

from engagement_desktop.models.states import ObservationStatus
from engagement_desktop.services import evidence
from engagement_desktop.services.evidence import Attached, RemovedEvidence
from engagement_desktop.services.observation_views import EvidenceView, ObservationView
from engagement_desktop.ui.context import UiContext
from engagement_desktop.ui.imports import Incoming
from engagement_desktop.ui.observation import texts
from engagement_desktop.ui.observation.editor import ObservationEditor
from engagement_desktop.ui.observation.given_files import GivenFile, files_in, holds_files
from engagement_desktop.ui.review.copying import ReviewCopies

_TEXT_FIELDS = (QLineEdit, QPlainTextEdit, QTextEdit)


class EvidenceDesk(QObject):
    """Turns what the user does with evidence into service calls.

    `arrived` comes when the evidence of the observation shown has changed; `shown` carries an
    `EvidenceView` that the user wants to see.
    """

    arrived = Signal()
    shown = Signal(object)

    def __init__(self, context: UiContext, page: QWidget, editor: ObservationEditor) -> None:
        super().__init__(page)
        self._context = context
        self._page = page
        self._editor = editor
        self._card = editor.evidence
        self._view: ObservationView | None = None
        self._watched: QWidget | None = None
        self.importer = context.imports
        self.importer.changed.connect(self._show_coming)
        self.importer.attached.connect(self._attached)
        self.importer.refused.connect(self._refused)
        self._copies = ReviewCopies(context, page)
        self.importer.attached.connect(self._make_ready_for_review)
        self._card.add_asked.connect(self.choose_files)
        self._card.shown.connect(self.shown)
        self._card.removed.connect(self._remove)
        self._card.described.connect(self._describe)
        self._card.stopped.connect(self.importer.stop)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._focus_moved)

    def _make_ready_for_review(self, _: Incoming, attached: Attached) -> None:
        if attached.evidence.is_clip:
            self._copies.consider(attached.evidence.id)

    def show_observation(self, view: ObservationView) -> None:
        """From now on files come to this observation."""
        self._view = view
        self._show_coming()

    def choose_files(self) -> None:
        """Ask for files."""
        dialog = QFileDialog(self._page, texts.CHOOSE_FILES)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilters(texts.FILE_FILTER.split(";;"))
        dialog.filesSelected.connect(self._chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def give(self, files: Sequence[GivenFile]) -> None:
        """Bring these files into the observation shown."""
        view = self._view
        if view is None or not self._takes_files():
            return
        self._card.show_problem("")
        self.importer.bring_in(
            [Incoming(view.pupil_id, view.id, one.source, one.name) for one in files]
        )

    def paste(self) -> None:
        """Ctrl+V on this page: a picture or files come in as evidence, text into its field."""
        if not self._paste_files():
            focus = QApplication.focusWidget()
            if isinstance(focus, _TEXT_FIELDS):
                focus.paste()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A picture pasted while the cursor stands in a text comes in as evidence, too."""
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.matches(QKeySequence.StandardKey.Paste)
            and self._paste_files()
        ):
            return True
        return super().eventFilter(watched, event)

    def _chosen(self, paths: Sequence[str]) -> None:
        self.give([GivenFile(Path(path), Path(path).name) for path in paths])

    def _paste_files(self) -> bool:
        """Whether the clipboard held a picture or files, rather than text, and they were taken."""
        data = QGuiApplication.clipboard().mimeData()
        has_file = any(url.isLocalFile() for url in data.urls())
        if not self._takes_files() or not holds_files(data) or (data.hasText() and not has_file):
            return False
        self.give(files_in(data))
        return True

    def _takes_files(self) -> bool:
        view = self._view
        return (
            view is not None
            and self._editor.isVisible()
            and view.status is not ObservationStatus.APPROVED
        )

    def _focus_moved(self, _: QWidget | None, to: QWidget | None) -> None:
        if self._watched is not None and isValid(self._watched):
            self._watched.removeEventFilter(self)
        if not isValid(self._editor):
            return
        inside = isinstance(to, _TEXT_FIELDS) and self._editor.isAncestorOf(to)
        self._watched = to if inside else None
        if self._watched is not None:
            self._watched.installEventFilter(self)

    def _show_coming(self) -> None:
        if self._view is not None:
            self._card.show_coming(self.importer, self._view.id)

    def _attached(self, _: Incoming, attached: Attached) -> None:
        for note in attached.notes:
            self._context.messages.say(note)

    def _refused(self, incoming: Incoming, sentence: str) -> None:
        if self._is_shown(incoming):
            self._card.show_problem(sentence)
        elif incoming.pupil_id is not None:
            self._context.messages.say(sentence)

    def _is_shown(self, incoming: Incoming) -> bool:
        return self._view is not None and self._view.id == incoming.observation_id

    def _remove(self, removed: EvidenceView) -> None:
        work = self._context.work
        self._context.tasks.write(
            lambda: evidence.remove(work, removed.id), self._removed, owner=self._page
        )

    def _removed(self, removed: RemovedEvidence) -> None:
        work = self._context.work
        self.arrived.emit()

        def undo() -> None:
            self._context.tasks.write(
                lambda: evidence.put_back(work, removed),
                lambda _: self.arrived.emit(),
                owner=self._page,
            )

        name = removed.original_name
        self._context.messages.undo(texts.EVIDENCE_REMOVED.format(name=name), undo)

    def _describe(self, described: EvidenceView, words: str) -> None:
        work = self._context.work
        self._context.tasks.write(
            lambda: evidence.describe(
                work, described.id, caption=words, taken_at=described.taken_at
            ),
            lambda _: self.arrived.emit(),
            owner=self._page,
        )
