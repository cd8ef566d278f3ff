"""Clips not yet used: brought in here, and put into an observation when there is time to watch."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QMenu, QWidget

from engagement_desktop.services import binned, waiting_clips
from engagement_desktop.services.observation_views import EvidenceView
from engagement_desktop.services.waiting_clips import RemovedWaiting, Sorted, WaitingView
from engagement_desktop.ui.context import UiContext
from engagement_desktop.ui.cover import coming_words
from engagement_desktop.ui.home import texts
from engagement_desktop.ui.home.sort_dialog import Offer, SortDialog, SortForm
from engagement_desktop.ui.imports import Incoming
from engagement_desktop.ui.look.icons import paint_icon
from engagement_desktop.ui.look.style import Look
from engagement_desktop.ui.look.tokens import RADIUS_CONTROL, SPACE_S, Role
from engagement_desktop.ui.observation import texts as observation_texts
from engagement_desktop.ui.observation.evidence_tile import EvidenceTile
from engagement_desktop.ui.observation.given_files import GivenFile
from engagement_desktop.ui.widgets.buttons import button
from engagement_desktop.ui.widgets.cards import Card
from engagement_desktop.ui.widgets.discard import discard
from engagement_desktop.ui.widgets.flow import FlowLayout
from engagement_desktop.ui.widgets.labels import label

_TICK = 18


class WaitingTile(EvidenceTile):
    """A clip that waits: a click chooses it, Delete removes it."""

    def __init__(self, view: WaitingView, parent: QWidget) -> None:
        shown = EvidenceView(
            id=view.id,
            observation_id=None,
            kind=view.kind,
            original_name=view.original_name,
            caption="",
            taken_at=view.taken_at,
            width=None,
            height=None,
            seconds=None,
            poster=view.poster,
        )
        super().__init__(shown, parent)
        self.setCheckable(True)
        self.setAccessibleDescription(texts.TILE_HELP)

    def menu(self) -> QMenu:
        """What can be done with it."""
        menu = QMenu(self)
        menu.triggered.connect(menu.deleteLater)
        menu.addAction(texts.LEAVE_OUT if self.isChecked() else texts.CHOOSE).triggered.connect(
            self.click
        )
        remove = menu.addAction(texts.REMOVE)
        remove.triggered.connect(lambda: self.removed.emit(self.evidence))
        return menu

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.isChecked():
            return
        look = Look.of_app()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(QPen(QColor(look.colours.accent), 2))
        painter.drawRoundedRect(rect, RADIUS_CONTROL, RADIUS_CONTROL)
        side = look.px(_TICK)
        place = QRectF(rect.right() - side - 4, rect.top() + 4, side, side)
        painter.setBrush(QColor(look.colours.surface))
        painter.drawRoundedRect(place, 4, 4)
        paint_icon(painter, place.adjusted(2, 2, -2, -2), "checkmark", look.colours.text)


class ClipsCard(Card):
    """`copied` carries the ids of clips that are evidence now, to be made ready for review."""

    copied = Signal(object)

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(texts.CLIPS, parent=parent)
        self._context = context
        self._waiting: tuple[WaitingView, ...] = ()
        self.bring_in = button(texts.BRING_IN, "attach", on_click=self.choose_files)
        self.header.addWidget(self.bring_in)
        self._words = label(texts.NO_CLIPS, Role.MUTED)
        self.body.addWidget(self._words)
        self._row = QWidget()
        self._flow = FlowLayout(self._row)
        self.body.addWidget(self._row)
        self._tiles: list[WaitingTile] = []
        self.sort = button(texts.SORT, on_click=self._ask_whose)
        self.remove = button(texts.REMOVE, quiet=True, on_click=self._remove_chosen)
        self._foot = QWidget()
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(0, 0, 0, 0)
        foot.setSpacing(SPACE_S)
        foot.addWidget(self.sort)
        foot.addWidget(self.remove)
        foot.addStretch(1)
        self.body.addWidget(self._foot)
        context.imports.changed.connect(self._say)
        context.imports.refused.connect(self._refused)
        context.imports.arrived.connect(self._arrived)
        self._show(())

    def load(self) -> None:
        """Read what waits."""
        work = self._context.work
        self._context.tasks.read(lambda: waiting_clips.waiting(work), self._show, owner=self)

    def give(self, files: Sequence[GivenFile]) -> None:
        """Bring these files in."""
        self._context.imports.bring_in(
            [Incoming(None, None, one.source, one.name) for one in files]
        )

    def choose_files(self) -> None:
        """Ask for files."""
        dialog = QFileDialog(self, texts.BRING_IN)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilters(observation_texts.FILE_FILTER.split(";;"))
        dialog.filesSelected.connect(
            lambda paths: self.give([GivenFile(Path(path), Path(path).name) for path in paths])
        )
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def tiles(self) -> tuple[WaitingTile, ...]:
        """The tiles, for tests and the tour."""
        return tuple(self._tiles)

    def _show(self, waiting: tuple[WaitingView, ...]) -> None:
        """Show these; what is chosen stays chosen."""
        chosen = set(self._chosen())
        self._waiting = waiting
        for tile in self._tiles:
            discard(tile)
        self._tiles = [WaitingTile(view, self._row) for view in waiting]
        for tile in self._tiles:
            tile.setChecked(tile.evidence.id in chosen)
            tile.toggled.connect(self._say)
            tile.removed.connect(lambda view: self._remove([view.id]))
            self._flow.addWidget(tile)
            tile.show()
        self._say()

    def _chosen(self) -> list[int]:
        return [tile.evidence.id for tile in self._tiles if tile.isChecked()]

    def _say(self, _: object = None) -> None:
        coming = sum(one.pupil_id is None for one in self._context.imports.coming)
        chosen = bool(self._chosen())
        hint = texts.CHOOSE_CLIPS if self._tiles else texts.NO_CLIPS
        self._words.setText(coming_words(coming) if coming else hint)
        self._row.setVisible(bool(self._tiles))
        self._foot.setVisible(bool(self._tiles))
        self.sort.setEnabled(chosen)
        self.remove.setEnabled(chosen)

    def _arrived(self, _: Incoming, notes: tuple[str, ...]) -> None:
        for note in notes:
            self._context.messages.say(note)

    def _refused(self, incoming: Incoming, sentence: str) -> None:
        if incoming.pupil_id is None:
            self._context.messages.say(sentence)

    def _ask_whose(self) -> None:
        work, ids = self._context.work, self._chosen()

        def ask(pupils: tuple[tuple[int, str], ...]) -> None:
            dialog = SortDialog(Offer(pupils, self._read_open), self)
            dialog.submitted.connect(lambda form: self._sort(dialog, ids, form))
            dialog.start()

        if ids:
            self._context.tasks.read(lambda: waiting_clips.pupils_to_choose(work), ask, owner=self)

    def _read_open(self, dialog: SortDialog, pupil_id: int) -> None:
        work = self._context.work
        self._context.tasks.read(
            lambda: waiting_clips.open_observations(work, pupil_id),
            lambda found: dialog.offer_observations(pupil_id, found),
            owner=dialog,
        )

    def _sort(self, dialog: SortDialog, ids: list[int], form: SortForm) -> None:
        work = self._context.work

        def sorted_in(made: Sorted) -> None:
            dialog.accept()
            self.load()
            self.copied.emit(made.clip_ids)
            self._context.navigate.observation(made.observation_id)

        task = self._context.tasks.write(
            lambda: waiting_clips.sort_into(work, ids, form.chosen_pupil(), form.observation_id),
            sorted_in,
            owner=dialog,
            failed=dialog.refused,
        )
        task.ended.connect(dialog.allow_saving)

    def _remove_chosen(self) -> None:
        self._remove(self._chosen())

    def _remove(self, ids: list[int]) -> None:
        work, tasks = self._context.work, self._context.tasks

        def put_back(gone: RemovedWaiting) -> None:
            for entry in gone.entries:
                tasks.write(
                    partial(binned.put_back, work, entry), lambda _: self.load(), owner=self
                )

        def removed(gone: RemovedWaiting) -> None:
            self.load()
            self._context.messages.undo(texts.removed(gone.names), lambda: put_back(gone))

        tasks.write(lambda: waiting_clips.remove(work, ids), removed, owner=self)
