"""How the player lies: the panes, the bar under them, and a notice at the foot."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from engagement_desktop.ui.look.tokens import SPACE_S, Role
from engagement_desktop.ui.review.panes import Panes
from engagement_desktop.ui.review.transport import Transport
from engagement_desktop.ui.widgets.labels import label


class PlayerFace(QWidget):
    """The panes, the bar and the notice, each with its room; it does nothing with clips."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.panes = Panes(self)
        self.transport = Transport(self)
        self._notice = label("", Role.MUTED, parent=self)
        self._notice.hide()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_notice(self, sentence: str) -> None:
        """Say something at the foot; with no words the notice goes."""
        self._notice.setText(sentence)
        if self._notice.isHidden() == bool(sentence):
            self._notice.setVisible(bool(sentence))
            self.updateGeometry()
            self.lay_out()

    def hasHeightForWidth(self) -> bool:
        """Only where a page asks for it in the size policy; else the player takes what it gets."""
        return self.sizePolicy().hasHeightForWidth()

    def heightForWidth(self, width: int) -> int:
        return self.panes.height_for(width) + self._height_below(width)

    def height_without_pictures(self, width: int, *, low: bool = False) -> int:
        """What is not picture at this width: headings, strips, labels, and a full or `low` bar."""
        return self.panes.height_without_pictures(width) + self._height_below(width, low=low)

    def set_low(self, low: bool, *, bar: bool = True) -> None:
        """Give up words on the bar, or the whole `bar`, where there is little height for the
        pictures."""
        self.transport.set_low(low)
        self.transport.setVisible(bar)
        self.lay_out()

    def sizeHint(self) -> QSize:
        width = self.panes.sizeHint().width()
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        least = self.panes.minimumSizeHint()
        return QSize(least.width(), least.height() + self._height_below(self.width()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.lay_out()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.lay_out()

    def _height_below(self, width: int, *, low: bool | None = None) -> int:
        bar = self.transport
        below = bar.heightForWidth(width) if low is None else bar.height_in(width, low=low)
        below = 0 if low is None and bar.isHidden() else below + SPACE_S
        if not self._notice.isHidden():
            below += SPACE_S + self._notice.heightForWidth(width)
        return below

    def lay_out(self) -> None:
        """The bar and the notice take what they need at the foot, the panes all the rest."""
        width = self.width()
        top = self.height() - self._height_below(width)
        self.panes.setGeometry(0, 0, width, top)
        bar = self.transport.heightForWidth(width)
        self.transport.setGeometry(0, top + SPACE_S, width, bar)
        below = top + 2 * SPACE_S + bar
        self._notice.setGeometry(0, below, width, max(0, self.height() - below))
