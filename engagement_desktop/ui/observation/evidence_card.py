"""The clips and photos of an observation: what is there, what is coming in, and how to add more."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from engagement_desktop.services.observation_views import EvidenceView
from engagement_desktop.ui.imports import BRINGING_IN, Imports, Incoming
from engagement_desktop.ui.look.icons import Ink
from engagement_desktop.ui.look.tokens import SPACE_S, Role
from engagement_desktop.ui.observation import texts
from engagement_desktop.ui.observation.evidence_tile import EvidenceTile
from engagement_desktop.ui.observation.section import LineEdit
from engagement_desktop.ui.tasks import ProgressReport, Task
from engagement_desktop.ui.widgets.buttons import button, tool_button
from engagement_desktop.ui.widgets.cards import Card
from engagement_desktop.ui.widgets.discard import discard
from engagement_desktop.ui.widgets.elided import ElidedLine
from engagement_desktop.ui.widgets.flow import FlowLayout
from engagement_desktop.ui.widgets.icon_mark import IconMark
from engagement_desktop.ui.widgets.labels import label


class EvidenceCard(Card):
    """Signals: `add_asked`; `shown`, `removed` with an `EvidenceView`; `described` with one and the
    words for it; `stopped` with an `Incoming`."""

    add_asked = Signal()
    shown = Signal(object)
    removed = Signal(object)
    described = Signal(object, str)
    stopped = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(texts.EVIDENCE_CARD, parent=parent)
        self._tiles: list[EvidenceTile] = []
        self._is_open = True
        self._hint = ElidedLine(texts.PASTE_HINT, Role.MUTED)
        self.add_button = button(texts.ADD_FILE, "attach", on_click=self.add_asked.emit)
        self.add_button.setAccessibleName(texts.ADD_FILE_TIP)
        self.title.setWordWrap(False)
        self.header.setStretchFactor(self.title, 0)
        self.header.insertWidget(1, self._hint, 1)
        self.header.addWidget(self.add_button)
        self._row = QWidget()
        self._flow = FlowLayout(self._row)
        self.body.addWidget(self._row)
        self._coming = QVBoxLayout()
        self._coming.setSpacing(SPACE_S)
        self.body.addLayout(self._coming)
        self._lines: list[_ComingLine] = []
        self.caption = _CaptionForm()
        self.caption.kept.connect(self.described)
        self.caption.hide()
        self.body.addWidget(self.caption)
        self._problem = _Problem()
        self._problem.hide()
        self.body.addWidget(self._problem)

    def show_evidence(self, evidence: Sequence[EvidenceView]) -> None:
        """Show these; the tile that had the focus keeps it."""
        if [tile.evidence for tile in self._tiles] == list(evidence):
            return
        focused = next((tile.evidence.id for tile in self._tiles if tile.hasFocus()), None)
        for tile in self._tiles:
            discard(tile)
        self._tiles = [EvidenceTile(one, self._row) for one in evidence]
        for tile in self._tiles:
            tile.is_open_for_writing = self._is_open
            tile.shown.connect(self.shown)
            tile.removed.connect(self.removed)
            tile.caption_asked.connect(self.caption.ask)
            self._flow.addWidget(tile)
            tile.show()
            if tile.evidence.id == focused:
                tile.setFocus()
        self._row.setVisible(bool(self._tiles))
        self.caption.hide()

    def show_coming(self, importer: Imports, observation_id: int) -> None:
        """Show what is on its way in."""
        coming = importer.of(observation_id)
        if [line.incoming for line in self._lines] != list(coming):
            for line in self._lines:
                discard(line)
            self._lines = [_ComingLine(one) for one in coming]
            for line in self._lines:
                line.stopped.connect(self.stopped)
                self._coming.addWidget(line)
        for line in self._lines:
            if line.incoming is importer.current and importer.task is not None:
                line.follow(importer.task)

    def show_problem(self, sentence: str) -> None:
        """Say why a file was not taken; an empty sentence clears it."""
        self._problem.say(sentence)

    @property
    def problem(self) -> str:
        """The sentence shown now, or nothing."""
        return self._problem.sentence

    def set_open(self, is_open: bool) -> None:
        """Allow or stop adding and removing."""
        self._is_open = is_open
        self.add_button.setVisible(is_open)
        self._hint.setVisible(is_open)
        for tile in self._tiles:
            tile.is_open_for_writing = is_open

    def tiles(self) -> tuple[EvidenceTile, ...]:
        """The tiles, for tests and the tour."""
        return tuple(self._tiles)

    def coming(self) -> tuple[Incoming, ...]:
        """What is shown as being on its way, for tests and the tour."""
        return tuple(line.incoming for line in self._lines)


class _ComingLine(QWidget):
    """A file on its way in: its name, how far it is in words and as a bar, and how to stop it."""

    stopped = Signal(object)

    def __init__(self, incoming: Incoming) -> None:
        super().__init__()
        self.incoming = incoming
        self._task: Task | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_S)
        self._words = ElidedLine(texts.WAITING.format(name=incoming.name), Role.SMALL)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self._words.text())
        stop = tool_button("dismiss", texts.CANCEL_IMPORT.format(name=incoming.name))
        stop.clicked.connect(lambda: self.stopped.emit(self.incoming))
        row.addWidget(self._words, 2)
        row.addWidget(self._bar, 1)
        row.addWidget(stop)

    def follow(self, task: Task) -> None:
        """Show how far this task is."""
        if task is self._task:
            return
        self._task = task
        self._bar.setRange(0, 0)
        self._words.set_text(BRINGING_IN.format(name=self.incoming.name))
        task.progressed.connect(self._progressed)

    def _progressed(self, report: ProgressReport) -> None:
        # a QProgressBar counts in 32 bits, a clip's bytes do not fit
        self._bar.setRange(0, 1000 if report.total else 0)
        if report.total:
            self._bar.setValue(report.done * 1000 // report.total)
        if report.words:
            self._words.set_text(report.words)


class _CaptionForm(QWidget):
    """What a piece of evidence shows, in a line."""

    kept = Signal(object, str)

    def __init__(self) -> None:
        super().__init__()
        self._evidence: EvidenceView | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_S)
        self.words = LineEdit(texts.CAPTION_LABEL, texts.CAPTION_LABEL)
        self.words.returnPressed.connect(self._keep)
        row.addWidget(self.words, 1)
        row.addWidget(button(texts.KEEP, on_click=self._keep))

    def ask(self, evidence: EvidenceView) -> None:
        """Ask what it shows."""
        self._evidence = evidence
        self.words.setText(evidence.caption)
        self.show()
        self.words.setFocus()

    def _keep(self) -> None:
        self.hide()
        if self._evidence is not None:
            self.kept.emit(self._evidence, self.words.text())


class _Problem(QWidget):
    """Why a file was not taken."""

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_S)
        self._words = label(role=Role.ERROR)
        row.addWidget(IconMark("error_circle", Ink.ERROR, 16))
        row.addWidget(self._words, 1)
        row.addWidget(tool_button("dismiss", texts.CLOSE_PROBLEM, on_click=self.hide))

    @property
    def sentence(self) -> str:
        return "" if self.isHidden() else self._words.text()

    def say(self, sentence: str) -> None:
        self._words.setText(sentence)
        self.setVisible(bool(sentence))
