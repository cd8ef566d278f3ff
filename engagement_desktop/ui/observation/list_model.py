"""A pupil's observations as a list model, with posters that come when a line is looked at."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, QTimer
from PySide6.QtGui import QImage

from engagement_desktop.models.vocabularies import Words
from engagement_desktop.services.observation_views import ObservationLine
from engagement_desktop.ui.observation import texts

LINE = Qt.ItemDataRole.UserRole + 1
POSTER = Qt.ItemDataRole.UserRole + 2

FetchPosters = Callable[[Sequence[int], Callable[[dict[int, QImage]], None]], None]
"""Reads posters in the background and hands them over."""


class ObservationModel(QAbstractListModel):
    """The lines, the latest first; `show_only` keeps those with the words typed."""

    def __init__(self, fetch: FetchPosters) -> None:
        super().__init__()
        self._all: tuple[ObservationLine, ...] = ()
        self._shown: list[ObservationLine] = []
        self._words = Words(())
        self._typed = ""
        self._fetch = fetch
        self._posters: dict[int, QImage] = {}
        self._wanted: set[int] = set()
        self._asked: set[int] = set()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._ask)

    def show_lines(self, lines: tuple[ObservationLine, ...], words: Words) -> None:
        """Show these; posters already here stay."""
        self._all, self._words = lines, words
        self._filter()

    def show_only(self, typed: str) -> None:
        """Keep the lines that hold every word typed."""
        self._typed = typed
        self._filter()

    def row_of(self, observation_id: int) -> int:
        """The row of an observation, −1 if it is not shown."""
        found = (row for row, line in enumerate(self._shown) if line.id == observation_id)
        return next(found, -1)

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._shown)

    def data(
        self,
        index: QModelIndex | QPersistentModelIndex,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if not index.isValid():
            return None
        line = self._shown[index.row()]
        if role == LINE:
            return line
        if role == POSTER:
            return self._poster(line.poster_id)
        if role == Qt.ItemDataRole.DisplayRole:
            return line.activity or texts.UNTITLED
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.spoken(line)
        return None

    def spoken(self, line: ObservationLine) -> str:
        """A line as a screen reader says it."""
        areas = []
        for mark in line.areas:
            established = self._words.text(mark.how_established)
            areas.append(f"{mark.area.title}, {established}" if established else mark.area.title)
        parts = (
            texts.day(line.occurred_at),
            line.activity or texts.UNTITLED,
            line.place,
            *areas,
            texts.STATUS[line.status],
        )
        return "; ".join(part for part in parts if part)

    def _filter(self) -> None:
        wanted = self._typed.casefold().split()
        self.beginResetModel()
        self._shown = [line for line in self._all if _holds(line, wanted)]
        self.endResetModel()

    def _poster(self, poster_id: int | None) -> QImage | None:
        if poster_id is None or poster_id in self._posters:
            return self._posters.get(poster_id or 0)
        if poster_id not in self._asked:
            self._wanted.add(poster_id)
            self._soon.start(0)
        return None

    def _ask(self) -> None:
        wanted, self._wanted = sorted(self._wanted), set()
        self._asked.update(wanted)
        self._fetch(wanted, self._arrived)

    def _arrived(self, posters: dict[int, QImage]) -> None:
        self._posters.update(posters)
        if self._shown:
            last = self.index(len(self._shown) - 1)
            self.dataChanged.emit(self.index(0), last, [POSTER])


def _holds(line: ObservationLine, wanted: list[str]) -> bool:
    if not wanted:
        return True
    words = " ".join(
        (
            line.activity,
            line.place,
            line.observer,
            line.opening,
            texts.day(line.occurred_at),
            texts.STATUS[line.status],
            *(mark.area.title for mark in line.areas),
        )
    ).casefold()
    return all(word in words for word in wanted)
