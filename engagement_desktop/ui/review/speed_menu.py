"""The speeds in a menu: four quick ones, and a slider for any from 0.1 to 2."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSlider, QWidget, QWidgetAction

from engagement_desktop.ui.look.tokens import SPACE_M, SPACE_S, Role
from engagement_desktop.ui.review import texts
from engagement_desktop.ui.widgets.labels import label, set_tooltip

QUICK_SPEEDS = (0.25, 0.5, 1.0, 2.0)
_STEPS = 10
_SLOWEST, _FASTEST = 1, 20
_SLIDER_WIDTH = 200


class SpeedMenu(QMenu):
    """`chosen(float)` carries the speed wanted; `show_speed` says which is in use."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        group = QActionGroup(self)
        self._actions = {}
        for speed in QUICK_SPEEDS:
            action = self.addAction(texts.SPEED_NAME.format(speed=texts.speed_text(speed)))
            action.setCheckable(True)
            action.triggered.connect(lambda _=False, s=speed: self.chosen.emit(s))
            group.addAction(action)
            self._actions[speed] = action
        self.addSeparator()
        self._value = label("", wrap=False)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(_SLOWEST, _FASTEST)
        self.slider.setFixedWidth(_SLIDER_WIDTH)
        self.slider.setAccessibleName(texts.SPEED_EXACT)
        set_tooltip(self.slider, texts.SPEED_EXACT)
        self.slider.valueChanged.connect(lambda value: self.chosen.emit(value / _STEPS))
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(SPACE_M, SPACE_S, SPACE_M, SPACE_S)
        layout.addWidget(label(texts.SPEED, Role.BODY, wrap=False))
        layout.addWidget(self.slider)
        layout.addWidget(self._value)
        action = QWidgetAction(self)
        action.setDefaultWidget(row)
        self.addAction(action)

    def show_speed(self, speed: float) -> None:
        """The speed in use."""
        for quick, action in self._actions.items():
            action.setChecked(quick == speed)
        with QSignalBlocker(self.slider):
            self.slider.setValue(round(speed * _STEPS))
        self._value.setText(texts.speed_text(speed))
        self._value.setAccessibleName(texts.SPEED_NAME.format(speed=texts.speed_text(speed)))
