"""This user's own settings on this PC: the look, the size of text, and when the window locks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from engagement_desktop.settings import Settings, Theme
from engagement_desktop.ui.widgets.chips import ChipRow, Choice
from engagement_desktop.ui.widgets.dialog import Dialog
from engagement_desktop.ui.widgets.field import Field
from engagement_desktop.ui.widgets.inputs import NumberField
from engagement_desktop.ui.widgets.tick_line import TickLine

TEXT_SIZES = (100, 110, 125, 150, 175, 200)
_THEMES = (
    Choice(Theme.SYSTEM, "As this PC"),
    Choice(Theme.LIGHT, "Light"),
    Choice(Theme.DARK, "Dark"),
    Choice(Theme.HIGH_CONTRAST, "High contrast"),
)


class SettingsDialog(Dialog):
    """Each change is seen at once and kept; Close is all there is to press."""

    def __init__(
        self, settings: Settings, changed: Callable[[Settings], object], parent: QWidget
    ) -> None:
        super().__init__("Settings", "These are yours, on this PC.", parent)
        self._settings = settings
        self._changed = changed
        self.themes = ChipRow(_THEMES, multiple=False, name="Light or dark", required=True)
        self.themes.set_chosen([settings.theme])
        self.sizes = ChipRow(
            [Choice(size, f"{size} %") for size in TEXT_SIZES],
            multiple=False,
            name="Size of text",
            required=True,
        )
        self.sizes.set_chosen([settings.text_size])
        self.minutes = NumberField("Lock when nobody has used it for", 1, 120)
        self.minutes.setSuffix(" minutes")
        self.minutes.setValue(settings.idle_lock_minutes)
        self.spelling = TickLine("Mark words that the British English list does not have")
        self.spelling.tick.setChecked(settings.check_spelling)
        self.body.addWidget(Field("Light or dark", self.themes))
        self.body.addWidget(Field("Size of text", self.sizes))
        self.body.addWidget(
            Field(
                "Lock when nobody has used it for",
                self.minutes,
                "What you typed is kept, and nobody passing by sees a pupil’s record.",
            )
        )
        self.themes.chosen.connect(
            lambda keys: self._change(replace(self._settings, theme=keys[0]))
        )
        self.sizes.chosen.connect(
            lambda keys: self._change(replace(self._settings, text_size=keys[0]))
        )
        self.minutes.valueChanged.connect(
            lambda value: self._change(replace(self._settings, idle_lock_minutes=value))
        )
        self.body.addWidget(
            Field(
                "Spelling",
                self.spelling,
                "Right-click a marked word, or press F7, to see what may have been meant.",
            )
        )
        self.spelling.tick.toggled.connect(
            lambda on: self._change(replace(self._settings, check_spelling=on))
        )
        self.add_button("Close", self.accept, primary=True)

    def _change(self, settings: Settings) -> None:
        self._settings = settings
        self._changed(settings)
