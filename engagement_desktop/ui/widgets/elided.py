"""One line of plain text that is cut with “…” where it does not fit; the tooltip has it whole."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from engagement_desktop.ui.widgets.labels import Role, label, set_tooltip


class ElidedLine(QWidget):
    """A single line that gives way to its neighbours."""

    def __init__(
        self, text: str = "", role: Role = Role.BODY, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        # A label in the same role carries font, colour and the words for a screen reader.
        self._model: QLabel = label(text, role, wrap=False, parent=self)
        self._model.hide()
        self._text = ""
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_text(text)

    def text(self) -> str:
        """The whole text."""
        return self._text

    def set_text(self, text: str) -> None:
        """Show another text; line breaks become spaces."""
        self._text = " ".join(text.split())
        self._model.setText(self._text)
        self.setAccessibleName(self._text)
        set_tooltip(self, self._text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        self._model.ensurePolished()
        metrics = self._model.fontMetrics()
        return QSize(metrics.horizontalAdvance(self._text) + 2, metrics.height())

    def minimumSizeHint(self) -> QSize:
        self._model.ensurePolished()
        metrics = self._model.fontMetrics()
        return QSize(min(metrics.averageCharWidth() * 6, self.sizeHint().width()), metrics.height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        painter = QPainter(self)
        painter.setFont(self._model.font())
        painter.setPen(self._model.palette().color(self._model.foregroundRole()))
        shown = self._model.fontMetrics().elidedText(
            self._text, Qt.TextElideMode.ElideRight, self.width()
        )
        painter.drawText(
            self.rect(), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown
        )
