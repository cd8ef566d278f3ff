"""The dated evidence as a list: what each line shows, and how it is dragged onto a paragraph."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QAbstractItemView

from engagement_desktop.services.report_views import EvidenceItem, StillChoice
from engagement_desktop.ui.reports import texts

ITEM = Qt.ItemDataRole.UserRole + 1
POSTER = Qt.ItemDataRole.UserRole + 2
_MIME = "application/x-engagement-desktop-evidence"

_StillKey = tuple[int, int | None]
Index = QModelIndex | QPersistentModelIndex


def dropped_evidence(data: QMimeData, source: QObject | None) -> EvidenceItem | None:
    """The evidence that is dragged from a list of it, or None for anything else.

    Only its place in the list travels, so nothing of a pupil leaves by a drag to another program.
    """
    if not data.hasFormat(_MIME) or not isinstance(source, QAbstractItemView):
        return None
    model = source.model()
    row = bytes(data.data(_MIME).data())
    if not isinstance(model, EvidenceModel) or not row.isdigit():
        return None
    return model.item(model.index(int(row)))


class EvidenceModel(QAbstractListModel):
    """The evidence that the filters leave, newest first.

    `still_wanted` carries the `StillChoice` of a line that is seen and whose frame is not read yet.
    """

    still_wanted = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: tuple[EvidenceItem, ...] = ()
        self._shown: list[EvidenceItem] = []
        self._posters: dict[_StillKey, QImage | None] = {}
        self._wanted: frozenset[str] = frozenset()
        self.with_statements = False
        """Whether an item brings along what it is tagged with of other frameworks."""

    def show_items(self, items: Sequence[EvidenceItem]) -> None:
        """Show these; the filters stay."""
        self._all = tuple(items)
        self._posters.clear()
        self.narrow(self._wanted)

    def narrow(self, wanted: frozenset[str]) -> None:
        """Leave those that have all that is wanted: `stills`, `outcomes`, `home`."""
        self._wanted = wanted
        self.beginResetModel()
        self._shown = [item for item in self._all if self._meets(item)]
        self.endResetModel()

    @property
    def count_of_all(self) -> int:
        """How many there are without the filters."""
        return len(self._all)

    def item(self, index: Index) -> EvidenceItem | None:
        """The item of a line."""
        if not index.isValid():
            return None
        item = self._shown[index.row()]
        return item if self.with_statements else replace(item, statements=())

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        item = self.item(index)
        if item is None:
            return None
        if role == ITEM:
            return item
        if role == POSTER:
            return self._poster(item)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            areas = ", ".join(area.title for area in item.areas)
            return f"{texts.days(item, texts.long_day)}. {areas}. {item.words}"
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled

    def mimeTypes(self) -> list[str]:
        return [_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        data = QMimeData()
        if indexes:
            data.setData(_MIME, str(indexes[0].row()).encode())
        return data

    def _meets(self, item: EvidenceItem) -> bool:
        has = {
            "stills": item.still is not None,
            "outcomes": bool(item.outcome_ids),
            "home": item.from_home,
        }
        return all(has[key] for key in self._wanted)

    def show_still(self, still: StillChoice, image: QImage | None) -> None:
        """Show a frame that was read; None where there is none."""
        self._posters[_key(still)] = image
        if self._shown:
            self.dataChanged.emit(self.index(0), self.index(len(self._shown) - 1), [POSTER])

    def _poster(self, item: EvidenceItem) -> QImage | None:
        still = item.still
        if still is None:
            return None
        if _key(still) not in self._posters:
            self._posters[_key(still)] = QImage.fromData(still.poster) if still.poster else None
            if still.poster is None:
                self.still_wanted.emit(still)
        return self._posters[_key(still)]


def _key(still: StillChoice) -> _StillKey:
    return still.evidence_id, still.frame_pts
