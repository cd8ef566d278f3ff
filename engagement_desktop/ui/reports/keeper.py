"""Keeps what is typed into a report: its paragraphs by key, until they are in the file."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from engagement_desktop.services import reporting
from engagement_desktop.services.changes import Saved
from engagement_desktop.ui.context import UiContext
from engagement_desktop.ui.keeper import Keeper

Texts = dict[str, str]


class ReportKeeper(QObject):
    """Writes paragraphs as they are typed, by the keeper that every page has.

    `saved` comes when all that was typed is in the file.
    """

    saved = Signal()

    def __init__(self, context: UiContext, owner: QObject) -> None:
        super().__init__(owner)
        self._context = context
        self._typed: Texts = {}
        self._keeper: Keeper[int, Texts] = Keeper(
            context, lambda: dict(self._typed), self._save, owner
        )
        self._keeper.signals.saved.connect(self._acknowledged)

    @property
    def report_id(self) -> int | None:
        """The report that is kept now."""
        return self._keeper.key

    @property
    def unsaved(self) -> Texts:
        """Paragraphs by key that are typed and not acknowledged to be in the file yet."""
        return dict(self._typed)

    def unsaved_of_all(self) -> dict[int, Texts]:
        """What could not be saved, of any report."""
        return self._keeper.unsaved()

    def take_up(self, unsaved: dict[int, Texts]) -> None:
        """Go on with what another keeper could not save."""
        self._keeper.take_up(unsaved)

    def turn_of(self, report_id: int) -> int:
        """Changes with each key and each save: what was read before may be older than the file."""
        return self._keeper.turn_of(report_id)

    def follow(self, report_id: int | None) -> None:
        """Keep this report from now on; what the earlier one still had is written first."""
        if report_id != self._keeper.key:
            self._keeper.follow(report_id)
            waiting = self._keeper.waiting(report_id) if report_id is not None else None
            self._typed = dict(waiting or {})

    def typed(self, key: str, text: str) -> None:
        """A paragraph says this now."""
        if self._keeper.key is not None:
            self._typed[key] = text
            self._keeper.touch()

    def flush(self) -> None:
        """Write what is not written yet, now."""
        self._keeper.flush()

    def flush_all(self) -> None:
        """Write what is not written yet, and offer again what was refused, of any report."""
        self._keeper.flush_all()

    def _save(self, report_id: int, texts: Texts) -> Saved[object]:
        """On a worker; the value is what the file holds now."""
        return Saved(texts, reporting.save_texts(self._context.work, report_id, texts).changes)

    def _acknowledged(self, texts: Texts) -> None:
        """Let go of what is in the file, unless it was typed anew since."""
        kept = self._typed.items() - texts.items()
        self._typed = dict(kept)
        if not self._typed:
            self.saved.emit()
