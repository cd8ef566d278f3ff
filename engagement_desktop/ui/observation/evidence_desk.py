"""How clips and photos come to the observation shown, and go: by dialog, dropping and pasting."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QWidget,
)

from engagement_desktop.services import binned, evidence
from engagement_desktop.services.changes import Saved
from engagement_desktop.services.evidence import Attached
from engagement_desktop.services.observation_views import EvidenceView, ObservationView
from engagement_desktop.ui.context import UiContext
from engagement_desktop.ui.imports import Incoming
from engagement_desktop.ui.observation import texts
from engagement_desktop.ui.observation.editor import ObservationEditor
from engagement_desktop.ui.observation.given_files import GivenFile, files_in, holds_files
from engagement_desktop.ui.observation.history import Step
from engagement_desktop.ui.observation.text_in_use import TEXT_FIELDS, TextInUse
from engagement_desktop.ui.review.copying import ReviewCopies


class EvidenceDesk(QObject):
    """Turns what the user does with evidence into service calls.

    `arrived` comes when the evidence of the observation shown has changed; `shown` carries an
    `EvidenceView` that the user wants to see; `did` a `Step` that can be taken back.
    """

    arrived = Signal()
    did = Signal(object)
    shown = Signal(object)

    def __init__(self, context: UiContext, page: QWidget, editor: ObservationEditor) -> None:
        super().__init__(page)
        self._context = context
        self._page = page
        self._editor = editor
        self._card = editor.evidence
        self._view: ObservationView | None = None
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
        self._keys = TextInUse(editor, self._pasted_in_text)

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
            if isinstance(focus, TEXT_FIELDS):
                focus.paste()

    def _pasted_in_text(self, _: QObject, event: QKeyEvent) -> bool:
        """A picture pasted while the cursor stands in a text comes in as evidence, too."""
        return event.matches(QKeySequence.StandardKey.Paste) and self._paste_files()

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
        return view is not None and self._editor.isVisible() and view.is_open

    def _show_coming(self) -> None:
        if self._view is not None:
            self._card.show_coming(self.importer, self._view.id)

    def _attached(self, incoming: Incoming, attached: Attached) -> None:
        for note in attached.notes:
            self._context.messages.say(note)
        piece = _Piece(self._context, self._page, attached.evidence.id, self.arrived.emit)
        self._did(Step(piece.take_off, piece.put_back), incoming.observation_id)

    def _refused(self, incoming: Incoming, sentence: str) -> None:
        if self._is_shown(incoming):
            self._card.show_problem(sentence)
        elif incoming.pupil_id is not None:
            self._context.messages.say(sentence)

    def _is_shown(self, incoming: Incoming) -> bool:
        return self._view is not None and self._view.id == incoming.observation_id

    def _remove(self, removed: EvidenceView) -> None:
        piece = _Piece(self._context, self._page, removed.id, self.arrived.emit)
        step = Step(piece.put_back, piece.take_off)

        def done() -> None:
            self._did(step, removed.observation_id)
            name = removed.original_name
            self._context.messages.undo(texts.EVIDENCE_REMOVED.format(name=name), step.undo)

        piece.take_off(done)

    def _describe(self, described: EvidenceView, words: str) -> None:
        work = self._context.work

        def write(caption: str, then: Callable[[], object] = lambda: None) -> None:
            def written(_: EvidenceView) -> None:
                self.arrived.emit()
                then()

            self._context.tasks.write(
                lambda: evidence.describe(
                    work, described.id, caption=caption, taken_at=described.taken_at
                ),
                written,
                owner=self._page,
            )

        step = Step(lambda: write(described.caption), lambda: write(words))
        write(words, lambda: self._did(step, described.observation_id))

    def _did(self, step: Step, observation_id: int | None) -> None:
        if self._view is not None and self._view.id == observation_id:
            self.did.emit(step)


class _Piece:
    """A piece of evidence that is taken off its observation and put back, as often as it likes.

    What the one leaves for the other is kept where it is written: in the order of the writing.
    """

    def __init__(
        self, context: UiContext, page: QWidget, number: int, seen: Callable[[], None]
    ) -> None:
        self._context, self._page = context, page
        self._number = number
        self._entry: int | None = None
        self._seen = seen

    def take_off(self, then: Callable[[], object] = lambda: None) -> None:
        """Take it off."""

        def write() -> Saved[int]:
            saved = evidence.remove(self._context.work, self._number)
            self._entry = saved.value
            return saved

        def written(_: int) -> None:
            self._seen()
            then()

        self._context.tasks.write(write, written, owner=self._page)

    def put_back(self) -> None:
        """Put it back."""

        def write() -> Saved[int]:
            assert self._entry is not None  # it was taken off before
            saved = binned.put_back(self._context.work, self._entry)
            self._number = saved.value
            return saved

        self._context.tasks.write(write, lambda _: self._seen(), owner=self._page)
