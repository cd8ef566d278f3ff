"""A list that is typed: each line has the same few texts, one more can always be added."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from engagement_desktop.ui.look.tokens import SPACE_S, SPACE_XS, Role
from engagement_desktop.ui.widgets.buttons import button, tool_button
from engagement_desktop.ui.widgets.discard import discard
from engagement_desktop.ui.widgets.labels import label, rule
from engagement_desktop.ui.widgets.text_area import TextArea


@dataclass(frozen=True)
class TypedLine:
    """One line: its number in the file (None for a new one), and its texts in order."""

    id: int | None
    texts: tuple[str, ...]


class _Line(QWidget):
    """The texts of one line under their names, and a button that takes the line out."""

    def __init__(self, line: TypedLine, names: Sequence[str], one: str) -> None:
        super().__init__()
        self.id = line.id
        self.areas: list[TextArea] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, SPACE_XS)
        column.setSpacing(SPACE_XS)
        column.addWidget(rule())
        for number, (name, text) in enumerate(zip(names, line.texts, strict=True)):
            area = TextArea(f"{one}: {name}", min_lines=1)
            area.set_text(text)
            self.areas.append(area)
            head = QHBoxLayout()
            head.setContentsMargins(0, 0, 0, 0)
            head.addWidget(label(name, Role.MUTED), 1)
            if number == 0:
                self.away = tool_button("dismiss", f"Take out: {one}")
                head.addWidget(self.away)
            column.addLayout(head)
            column.addWidget(area)


class LinesField(QWidget):
    """Lines in their order. `one` is what a line is called, `names` the names of its texts."""

    def __init__(
        self, names: Sequence[str], one: str, add_text: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._names = tuple(names)
        self._one = one
        self._lines: list[_Line] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_S)
        self._column = QVBoxLayout()
        self._column.setSpacing(SPACE_S)
        column.addLayout(self._column)
        self.add_button = button(add_text, "add", quiet=True, on_click=self._add_empty)
        column.addWidget(self.add_button)

    def lines(self) -> tuple[TypedLine, ...]:
        """What is typed, empty lines among it."""
        return tuple(
            TypedLine(line.id, tuple(area.text() for area in line.areas)) for line in self._lines
        )

    def set_lines(self, lines: Sequence[TypedLine]) -> None:
        """Show these."""
        for line in tuple(self._lines):
            self._remove(line)
        for typed in lines:
            self._add(typed)

    def _add(self, typed: TypedLine) -> _Line:
        line = _Line(typed, self._names, f"{self._one} {len(self._lines) + 1}")
        line.away.clicked.connect(lambda _=False: self._remove(line))
        self._lines.append(line)
        self._column.addWidget(line)
        return line

    def _add_empty(self) -> None:
        empty = TypedLine(None, ("",) * len(self._names))
        self._add(empty).areas[0].setFocus()

    def _remove(self, line: _Line) -> None:
        self._lines.remove(line)
        discard(line)
