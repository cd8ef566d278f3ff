"""The list from which a clip is chosen for a side: its picture, its day, and what was going on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPixmap, QShowEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from engagement_desktop.models.states import EvidenceKind
from engagement_desktop.services.review import ClipLine
from engagement_desktop.ui.look.style import Look
from engagement_desktop.ui.review import texts
from engagement_desktop.ui.review.clip import Side
from engagement_desktop.ui.review.from_file import clip_title
from engagement_desktop.ui.widgets.dialog import Dialog

_POSTER = QSize(96, 54)
_LIST_HEIGHT = 360


class ClipChooser(Dialog):
    """`chosen` carries the evidence's id. `posters_wanted` the ids of those that came into view;
    the pictures follow with `show_posters`, so that a long list opens at once."""

    chosen = Signal(object)
    posters_wanted = Signal(object)

    def __init__(self, side: Side, lines: Sequence[ClipLine], parent: QWidget) -> None:
        super().__init__(texts.CHOOSE_TITLE, texts.CHOOSE_SENTENCE[side], parent)
        look = Look.of_app()
        self.list = QListWidget()
        self.list.setAccessibleName(texts.CHOOSE_TITLE)
        self.list.setIconSize(QSize(look.px(_POSTER.width()), look.px(_POSTER.height())))
        self.list.setMinimumHeight(min(look.px(_LIST_HEIGHT), 2 * _LIST_HEIGHT))
        for line in lines:
            self.list.addItem(self._item(line))
        self.list.setCurrentRow(0)
        self._asked: set[int] = set()
        self._blank = QPixmap(self.list.iconSize())
        self._blank.fill(Qt.GlobalColor.transparent)
        for row in range(self.list.count()):
            self.list.item(row).setIcon(QIcon(self._blank))
        self.list.verticalScrollBar().valueChanged.connect(lambda _: self._ask_for_posters())
        self.list.itemActivated.connect(lambda _: self._choose())
        self.list.itemDoubleClicked.connect(lambda _: self._choose())
        self.body.addWidget(self.list)
        self.add_button(texts.CANCEL, self.reject)
        self.add_button(texts.CHOOSE_TITLE, self._choose, primary=True)

    def _item(self, line: ClipLine) -> QListWidgetItem:
        words = clip_title(line).split(" · ", 1)
        if line.kind is EvidenceKind.PHOTO and texts.UNNAMED_PHOTO not in words:
            words.append(texts.UNNAMED_PHOTO)
        if line.caption and line.caption not in words[1]:
            words.append(line.caption)
        item = QListWidgetItem("\n".join(words))
        item.setData(Qt.ItemDataRole.UserRole, line.evidence_id)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, ", ".join(words))
        return item

    def show_posters(self, posters: Mapping[int, bytes]) -> None:
        """Show these small JPEGs, by evidence id."""
        for row in range(self.list.count()):
            item = self.list.item(row)
            poster = QPixmap()
            jpeg = posters.get(item.data(Qt.ItemDataRole.UserRole))
            if jpeg is not None and poster.loadFromData(jpeg):
                item.setIcon(QIcon(poster))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._ask_for_posters()

    def _ask_for_posters(self) -> None:
        """Ask for those in view that were not asked for yet."""
        seen = self.list.viewport().rect()
        items = [self.list.item(row) for row in range(self.list.count())]
        ids = {
            item.data(Qt.ItemDataRole.UserRole)
            for item in items
            if self.list.visualItemRect(item).intersects(seen)
        }
        wanted = tuple(sorted(ids - self._asked))
        if wanted:
            self._asked.update(wanted)
            self.posters_wanted.emit(wanted)

    def _choose(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self.accept()
            self.chosen.emit(item.data(Qt.ItemDataRole.UserRole))
