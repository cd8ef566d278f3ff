"""The player over the whole screen, and back in its place with nothing lost."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from engagement_desktop.ui.look.tokens import SPACE_M
from engagement_desktop.ui.widgets.discard import discard


class FullScreen(QObject):
    """Moves `player` into a window of its own and back. The page it comes from stays behind it.

    It comes back by itself when its page is hidden, as when the school is locked. `changed` when it
    fills the screen, or no longer.
    """

    changed = Signal()

    def __init__(self, player: QWidget) -> None:
        super().__init__(player)
        self._player = player
        self._home: QWidget | None = None
        self._place: QWidget | None = None
        self._window: QWidget | None = None
        self.moving = False
        """Whether the player is on its way between the two, where Qt hides it for a moment."""

    @property
    def active(self) -> bool:
        """Whether the player fills the screen."""
        return self._window is not None

    def toggle(self) -> None:
        """Fill the screen, or come back."""
        if self.active:
            self.leave()
        else:
            self.enter()

    def enter(self) -> None:
        """Fill the screen. A player that stands in no layout stays where it is."""
        home = self._player.parentWidget()
        layout = home.layout() if home is not None else None
        if self.active or home is None or layout is None:
            return
        self._place = QWidget(home)
        self._place.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._place.setFixedHeight(self._player.height())
        self.moving = True
        layout.replaceWidget(self._player, self._place)
        self._home = home
        self._window = QWidget(home, Qt.WindowType.Window)
        self._window.setWindowTitle(home.window().windowTitle())
        column = QVBoxLayout(self._window)
        column.setContentsMargins(SPACE_M, SPACE_M, SPACE_M, SPACE_M)
        column.addWidget(self._player)
        self._window.installEventFilter(self)
        home.installEventFilter(self)
        self._window.showFullScreen()
        self._player.show()
        self.moving = False
        self.changed.emit()

    def leave(self) -> None:
        """Come back to the page."""
        if self._window is None or self._home is None or self._place is None:
            return
        window, home, place = self._window, self._home, self._place
        self._window = self._home = self._place = None
        window.removeEventFilter(self)
        home.removeEventFilter(self)
        had_keys = window.focusWidget()
        layout = home.layout()
        assert layout is not None
        self.moving = home.isVisible()
        layout.replaceWidget(place, self._player)
        self._player.show()
        self.moving = False
        if home.isVisible() and self._player.isAncestorOf(had_keys):
            had_keys.setFocus()  # else what comes next has them, and a note is typed into
        for made in (place, window):
            discard(made)
        self.changed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window:
            escape = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
            pressed = escape and event.type() == QEvent.Type.KeyPress
            if pressed or event.type() == QEvent.Type.Close:
                self.leave()
                return pressed
        elif watched is self._home and event.type() == QEvent.Type.Hide:
            self.leave()
        return super().eventFilter(watched, event)
