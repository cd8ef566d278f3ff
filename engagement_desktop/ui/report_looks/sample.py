"""The upper part of a real page, to see how reports look."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from engagement_desktop.ui.look.style import Look
from engagement_desktop.ui.report_looks import texts
from engagement_desktop.ui.reports.pdf_pages import PageImage

_WIDTH, _HEIGHT = 320, 220


class SamplePage(QWidget):
    """Of a fixed size, scaled with the text; the page is cut where its upper part ends."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look = Look.of_app()
        self.setFixedSize(look.px(_WIDTH), look.px(_HEIGHT))
        self.setAccessibleName(texts.SAMPLE)
        self._page: PageImage | None = None

    @property
    def pixels(self) -> int:
        """How wide the page has to be drawn, in the screen's own pixels."""
        return round(self.width() * self.devicePixelRatioF())

    def show_page(self, page: PageImage) -> None:
        """Show the page that was drawn."""
        self._page = page
        self.setAccessibleDescription(page.words)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        painter = QPainter(self)
        if self._page is not None:
            image = self._page.image
            seen = image.width() * self.height() / self.width()
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(QRectF(self.rect()), image, QRectF(0, 0, image.width(), seen))
        painter.setPen(QColor(Look.of_app().colours.line))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
