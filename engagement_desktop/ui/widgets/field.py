"""A field of a form: its name above, the control, a hint, and its problem beside it in words."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from engagement_desktop.ui.look.icons import Ink
from engagement_desktop.ui.look.tokens import SPACE_XS, Role
from engagement_desktop.ui.widgets.icon_mark import IconMark
from engagement_desktop.ui.widgets.labels import label

_PROBLEM_ICON = 16


class Field(QWidget):
    """A control with its label. `show_problem` says what to put right, keeping what was typed."""

    def __init__(
        self, label_text: str, control: QWidget, hint: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.control = control
        self._hint_text = hint
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_XS)
        self._name = label(label_text, Role.MUTED)
        self._name.setBuddy(control)
        column.addWidget(self._name)
        self._name.setVisible(bool(label_text))
        column.addWidget(control)
        self._hint = label(hint, Role.MUTED)
        column.addWidget(self._hint)
        self._hint.setVisible(bool(hint))  # only now: without a parent it would be a window
        self._problem = label(role=Role.ERROR)
        self._problem_row = QWidget()
        row = QHBoxLayout(self._problem_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_XS)
        row.addWidget(IconMark("error_circle", Ink.ERROR, _PROBLEM_ICON))
        row.addWidget(self._problem, 1)
        column.addWidget(self._problem_row)
        self._problem_row.hide()
        if not control.accessibleName():
            control.setAccessibleName(label_text)
        control.setAccessibleDescription(hint)

    def set_label(self, text: str) -> None:
        """Call the field otherwise, as when its value now comes from a clip."""
        self._name.setText(text)
        self.control.setAccessibleName(text)

    def name_height(self, width: int) -> int:
        """How high the name stands above the control in a field of this width."""
        return self._name.heightForWidth(width) if not self._name.isHidden() else 0

    @property
    def problem(self) -> str:
        """The sentence shown now, or nothing."""
        return self._problem.text() if not self._problem_row.isHidden() else ""

    def show_problem(self, sentence: str) -> None:
        """Show what is wrong with this field; an empty sentence clears it."""
        self._problem.setText(sentence)
        self._problem_row.setVisible(bool(sentence))
        self.control.setProperty("problem", bool(sentence))
        self.control.style().unpolish(self.control)
        self.control.style().polish(self.control)
        self.control.setAccessibleDescription(sentence or self._hint_text)
