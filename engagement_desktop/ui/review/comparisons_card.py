"""All that has been compared about a pupil; a row opens it again as it was."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from engagement_desktop.services.comparisons import ComparisonLine
from engagement_desktop.ui.day_words import day_words
from engagement_desktop.ui.look.tokens import SPACE_S, SPACE_XS, Role
from engagement_desktop.ui.review import texts
from engagement_desktop.ui.review.press_row import PressRow
from engagement_desktop.ui.widgets.cards import Card
from engagement_desktop.ui.widgets.discard import discard
from engagement_desktop.ui.widgets.labels import label, rule

_LONGEST = 240


def comparison_title(line: ComparisonLine) -> str:
    """“12 March 2026 and 18 November 2026 · bubble tube”."""
    days = (day_words(at.astimezone().date()) for at in (line.earlier_at, line.later_at))
    both = " and ".join(days)
    return f"{both} · {line.activity}" if line.activity else both


class ComparisonsCard(Card):
    """`opened` carries a comparison's id. Without any comparison the card is not there."""

    opened = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(texts.COMPARISONS, parent=parent)
        self._lines: tuple[ComparisonLine, ...] = ()
        self._shown: tuple[int, int] | None = None
        self._inside: QWidget | None = None
        self.rows: tuple[PressRow, ...] = ()
        self.hide()

    def show_lines(self, lines: Sequence[ComparisonLine], shown: tuple[int, int] | None) -> None:
        """Show these; that of the pair `shown` is told to be the one above."""
        if (tuple(lines), shown) == (self._lines, self._shown):
            return
        self._lines, self._shown = tuple(lines), shown
        if self._inside is not None:
            discard(self._inside)
        self._inside = QWidget()
        column = QVBoxLayout(self._inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_XS)
        self.rows = tuple(self._row(line) for line in self._lines)
        for row in self.rows:
            column.addWidget(rule())
            column.addWidget(row)
        self.body.addWidget(self._inside)
        self.setVisible(bool(self._lines))

    def show_pair(self, shown: tuple[int, int] | None) -> None:
        """Another pair is shown above."""
        self.show_lines(self._lines, shown)

    def _row(self, line: ComparisonLine) -> PressRow:
        row = PressRow()
        title = comparison_title(line)
        here = (line.earlier_id, line.later_id) == self._shown
        words = " ".join(line.words.split())
        words = words if len(words) <= _LONGEST else f"{words[:_LONGEST].rstrip()}…"
        column = QVBoxLayout(row)
        column.setContentsMargins(SPACE_S, SPACE_XS, SPACE_S, SPACE_XS)  # clear of the focus ring
        column.setSpacing(0)
        column.addWidget(label(f"{title} · {texts.SHOWN_ABOVE}" if here else title, Role.STRONG))
        if words:
            column.addWidget(label(words, Role.SMALL))
        state = texts.SHOWN_ABOVE if here else texts.OPEN_COMPARISON
        row.setAccessibleName(", ".join(part for part in (title, words, state) if part))
        row.pressed.connect(partial(self.opened.emit, line.id))
        return row
