"""The pupils as the list on the left shows them: filtered by class and by what is typed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QImage

from engagement_desktop.models.pupil_list import PupilRow
from engagement_desktop.ui.day_words import seen_words

Index = QModelIndex | QPersistentModelIndex

_WORD = re.compile(r"\w+")

PUPIL = Qt.ItemDataRole.UserRole
DETAIL = Qt.ItemDataRole.UserRole + 1
PHOTO = Qt.ItemDataRole.UserRole + 2


def folded(text: str) -> str:
    """`text` without case and accents, for comparing what is typed with names."""
    apart = unicodedata.normalize("NFKD", text.casefold().replace("’", "'"))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


class PupilModel(QAbstractListModel):
    """The pupils of one class, or all; while something is typed, of every class."""

    def __init__(self) -> None:
        super().__init__()
        self._all: tuple[PupilRow, ...] = ()
        self._words: dict[int, list[str]] = {}
        self._shown: list[PupilRow] = []
        self._photos: dict[int, QImage] = {}
        self._class_id: object = None
        self._typed = ""
        self._today = date.min

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self._shown[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.preferred_name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{row.preferred_name}, {self._detail(row)}"
        if role == PUPIL:
            return row.id
        if role == DETAIL:
            return self._detail(row)
        if role == PHOTO:
            return self._photos.get(row.id)
        return None

    def show_rows(self, rows: Sequence[PupilRow], today: date) -> None:
        """Show these pupils, keeping the filter; where they are shown already, nothing moves."""
        if tuple(rows) == self._all and today == self._today:
            return
        self._all = tuple(rows)
        self._today = today
        self._words = {
            row.id: _WORD.findall(folded(f"{row.preferred_name} {row.legal_name}"))
            for row in self._all
        }
        self._filter()

    def show_photos(self, photos: dict[int, QImage]) -> None:
        """Show these photos beside their pupils."""
        self._photos = photos
        if self._shown:
            self.dataChanged.emit(self.index(0), self.index(len(self._shown) - 1))

    def set_class(self, class_id: object) -> None:
        """Show one class; None shows all."""
        self._class_id = class_id
        self._filter()

    def set_typed(self, typed: str) -> None:
        """Show only those with a name that begins with each word typed."""
        self._typed = typed
        self._filter()

    def row_of(self, pupil_id: int | None) -> int:
        """The line of a pupil, or −1 where it is not shown."""
        return next((i for i, row in enumerate(self._shown) if row.id == pupil_id), -1)

    def pupil(self, pupil_id: int) -> PupilRow | None:
        """A pupil, shown or not."""
        return next((row for row in self._all if row.id == pupil_id), None)

    def everyone(self) -> tuple[PupilRow, ...]:
        """All pupils, whatever is filtered."""
        return self._all

    def _detail(self, row: PupilRow) -> str:
        seen = seen_words(row.last_seen, self._today)
        with_class = (self._typed.strip() or self._class_id is None) and row.class_name
        return f"{row.class_name} · {seen}" if with_class else seen

    def _filter(self) -> None:
        wanted = folded(self._typed)
        typed = _WORD.findall(wanted) or wanted.split()  # “Mary-Jane” is kept as two words, too
        self.beginResetModel()
        if typed:
            self._shown = [row for row in self._all if self._is_called(row.id, typed)]
        else:
            self._shown = [row for row in self._all if self._class_id in (None, row.class_id)]
        self.endResetModel()

    def _is_called(self, pupil_id: int, typed: list[str]) -> bool:
        names = self._words[pupil_id]
        return all(any(name.startswith(word) for name in names) for word in typed)
