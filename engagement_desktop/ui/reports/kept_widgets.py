"""Widgets that stay for what is shown next: building one takes longer than filling it anew."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TypeVar, cast

from PySide6.QtWidgets import QVBoxLayout, QWidget

from engagement_desktop.ui.widgets.discard import discard

W = TypeVar("W", bound=QWidget)


class KeptWidgets:
    """The widgets of a column: `begin`, `take` each that is wanted, in order, then `end`.

    Whoever takes one fills it wholly: it shows what it last showed.
    """

    def __init__(self, column: QVBoxLayout) -> None:
        self._column = column
        self._standing: list[tuple[Hashable, QWidget]] = []
        self._waiting: list[tuple[Hashable, QWidget]] = []

    def begin(self) -> None:
        """Something else is shown from now on."""
        self._waiting, self._standing = self._standing, []

    def take(self, form: Hashable, make: Callable[[], W]) -> W:
        """The next widget of this form, of those that stand; else one that `make` builds."""
        forms = [each for each, _ in self._waiting]
        if form in forms:
            self._go(forms.index(form))
            widget = cast(W, self._waiting.pop(0)[1])
        else:
            widget = make()
            self._column.insertWidget(len(self._standing), widget)
        self._standing.append((form, widget))
        return widget

    def end(self) -> None:
        """Nothing more is wanted."""
        self._go(len(self._waiting))

    def _go(self, count: int) -> None:
        for _, widget in self._waiting[:count]:
            discard(widget)
        del self._waiting[:count]
