"""Keeps what is written about the two clips beside an observation, and shows it with them."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from engagement_desktop.models.roles import Act
from engagement_desktop.services import comparisons
from engagement_desktop.services.changes import Saved
from engagement_desktop.services.comparisons import ComparisonForm, ComparisonView
from engagement_desktop.ui.context import UiContext
from engagement_desktop.ui.keeper import Keeper
from engagement_desktop.ui.observation.reflection import Reflection
from engagement_desktop.ui.review.clip import Side

Pair = tuple[int, int]
"""The ids of the clips on the left and on the right."""


class ComparedBeside(QObject):
    """Reads and keeps the `reflection` on two clips. `shown` when it belongs to others now.

    `wanted` are the ids of the clips that are shown, or will be when they are read.
    """

    shown = Signal()

    def __init__(
        self, context: UiContext, page: QWidget, wanted: Mapping[Side, int | None], owner: QObject
    ) -> None:
        super().__init__(owner)
        self._context = context
        self._wanted = wanted
        self.reflection = Reflection()
        self.keeper: Keeper[Pair, ComparisonForm] = Keeper(
            context, self.reflection.form, self._save, page
        )
        self.reflection.edited.connect(self.keeper.touch)

    def compare(self, pair: Pair | None) -> None:
        """These two clips are shown now; None where there are fewer."""
        if pair is None:
            self.keeper.follow(None)
            self.shown.emit()
            return
        work = self._context.work
        self._context.tasks.read(
            lambda: comparisons.comparison_between(work, *pair),
            lambda found: self._show(pair, found),
            owner=self,
        )

    def _show(self, pair: Pair, found: ComparisonView | None) -> None:
        if pair != (self._wanted[Side.THEN], self._wanted[Side.NOW]) or pair == self.keeper.key:
            return
        if not self._context.work.may(Act.OBSERVE):
            return
        if self.keeper.is_writing(pair):
            self.compare(pair)  # it was read before what was typed is in the file
            return
        self.keeper.follow(None)
        unsaved = self.keeper.waiting(pair)
        self.reflection.load(unsaved or (found.form if found else ComparisonForm()))
        self.keeper.follow(pair)
        if unsaved is not None:
            self.keeper.touch()
        self.shown.emit()

    def _save(self, pair: Pair, form: ComparisonForm) -> Saved[object]:
        saved = comparisons.save_comparison(self._context.work, *pair, form)
        return Saved(saved.value, saved.changes)
