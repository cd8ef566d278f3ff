"""Words of which some are underlined since the other side does not have them; plain text."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import QSizePolicy, QWidget

from engagement_desktop.services.then_and_now import Piece
from engagement_desktop.ui.look.style import Look

_BETWEEN = ", "


class PiecesLabel(QWidget):
    """Pieces of text in a row, wrapped to the width, those that differ underlined."""

    def __init__(self, pieces: Sequence[Piece], name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pieces = tuple(pieces)
        self.text = _BETWEEN.join(piece.text for piece in pieces)
        differing = [piece.text for piece in pieces if piece.differs]
        self.setAccessibleName(f"{name}: {self.text or 'not recorded'}")
        if differing:
            self.setAccessibleDescription(f"Differs: {_BETWEEN.join(differing)}")
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        return QSize(200, self.heightForWidth(max(80, self.width())))

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self.fontMetrics().lineSpacing())

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max(round(self._laid_out(width)[1]), self.fontMetrics().lineSpacing())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        painter = QPainter(self)
        colours = Look.of_app().colours
        painter.setPen(QColor(colours.text if self.text else colours.muted))
        layout, _ = self._laid_out(self.width())
        layout.draw(painter, QPointF(0, 0))

    def _laid_out(self, width: int) -> tuple[QTextLayout, float]:
        shown = self.text.replace("\n", "\u2028") or "not recorded"
        layout = QTextLayout(shown, Look.of_app().font())
        underlined = QTextCharFormat()
        underlined.setFontUnderline(True)
        formats = []
        at = 0
        for piece in self.pieces:
            if piece.differs:
                part = QTextLayout.FormatRange()
                part.start, part.length = at, _units(piece.text)
                part.format = underlined
                formats.append(part)
            at += _units(piece.text) + len(_BETWEEN)
        layout.setFormats(formats)
        layout.beginLayout()
        height = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            line.setPosition(QPointF(0, height))
            height += line.height()
        layout.endLayout()
        return layout, height


def _units(text: str) -> int:
    """The length as Qt counts it, in UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2
