"""Fluent icons, tinted with the current text colour whenever they are painted.

`icon("play")` shows `resources/icons/play_20_regular.svg`. The tint is chosen while painting, so an
icon follows a change of theme by itself, and is drawn afresh for each size and screen.
"""

from __future__ import annotations

from enum import Enum
from functools import cache

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from engagement_desktop.paths import resource
from engagement_desktop.ui.look.style import Look
from engagement_desktop.ui.look.tokens import ICON, ICON_BESIDE_WORDS, Colours


class Ink(Enum):
    """Which colour of the palette an icon is drawn in."""

    TEXT = "text"
    MUTED = "muted"
    ACCENT = "accent"
    ON_ACCENT = "on_accent"
    GOOD = "good"
    ATTENTION = "attention"
    ERROR = "error"

    def colour(self, colours: Colours) -> str:
        """This ink in a palette."""
        value = getattr(colours, self.value)
        assert isinstance(value, str)
        return value


def icon(name: str, ink: Ink = Ink.TEXT, *, beside_words: bool = False) -> QIcon:
    """The icon of this Fluent name, drawn in `ink`. An unknown name is a bug and raises.

    `beside_words` keeps a little room round it, for buttons that show a word too.
    """
    _source(name)
    return QIcon(_Engine(name, ink, ICON / ICON_BESIDE_WORDS if beside_words else 1.0))


def icon_names() -> tuple[str, ...]:
    """The names of all vendored icons."""
    return tuple(
        sorted(p.name.removesuffix(_SUFFIX) for p in resource("icons").glob(f"*{_SUFFIX}"))
    )


def paint_icon(painter: QPainter, rect: QRectF, name: str, colour: str) -> None:
    """Paint an icon into `rect` with an explicit colour, for painted widgets."""
    svg = _source(name).replace(b"<path ", f'<path fill="{colour}" '.encode())
    QSvgRenderer(QByteArray(svg)).render(painter, rect)


_SUFFIX = "_20_regular.svg"


@cache
def _source(name: str) -> bytes:
    path = resource("icons") / f"{name}{_SUFFIX}"
    if not path.is_file():
        raise KeyError(f"There is no icon called {name}.")
    return path.read_bytes()


@cache
def _pixmap(name: str, colour: str, width: int, height: int, share: float) -> QPixmap:
    """The icon at a size in device pixels, filling a `share` of it."""
    pixmap = QPixmap(width, height)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    side = round(min(width, height) * share)
    rect = QRectF((width - side) // 2, (height - side) // 2, side, side)
    paint_icon(painter, rect, name, colour)
    painter.end()
    return pixmap


class _Engine(QIconEngine):
    """Draws one icon at whatever size Qt asks, in the palette of that moment."""

    def __init__(self, name: str, ink: Ink, share: float) -> None:
        super().__init__()
        self._name = name
        self._ink = ink
        self._share = share

    def clone(self) -> QIconEngine:
        return _Engine(self._name, self._ink, self._share)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        ratio = painter.device().devicePixelRatio()
        painter.drawPixmap(rect, self.scaledPixmap(rect.size(), mode, state, ratio))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(
        self,
        size: QSize,
        mode: QIcon.Mode,
        state: QIcon.State,  # noqa: ARG002 - Qt's signature
        scale: float,
    ) -> QPixmap:
        # Since Qt 6.8 the size is in logical pixels, and `scale` the screen's device pixel ratio.
        colours = Look.of_app().colours
        ink = self._ink
        if mode == QIcon.Mode.Disabled:
            ink = Ink.MUTED
        elif mode == QIcon.Mode.Selected and ink is Ink.TEXT:
            ink = Ink.ON_ACCENT
        device = size * scale
        colour = ink.colour(colours)
        pixmap = QPixmap(_pixmap(self._name, colour, device.width(), device.height(), self._share))
        if mode == QIcon.Mode.Disabled:
            pixmap = _faded(pixmap)
        pixmap.setDevicePixelRatio(scale)
        return pixmap


def _faded(pixmap: QPixmap) -> QPixmap:
    result = QPixmap(pixmap.size())
    result.fill(QColor(0, 0, 0, 0))
    painter = QPainter(result)
    painter.setOpacity(0.5)
    painter.drawPixmap(QPoint(0, 0), pixmap)
    painter.end()
    return result
