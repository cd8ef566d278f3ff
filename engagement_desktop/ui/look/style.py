"""The look of the whole application: theme and text size in, palette, font and stylesheet out.

`Look` belongs to the QApplication (`Look.of_app()`); painted widgets read `colours` and `px` from
it while painting, so a change of theme needs nothing from them but a repaint, which Qt sends.
"""

from __future__ import annotations

from PySide6.QtCore import QDir, QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

from engagement_desktop.models.contrast import READABLE, contrast
from engagement_desktop.paths import resource
from engagement_desktop.settings import Theme
from engagement_desktop.ui.look import fonts
from engagement_desktop.ui.look.stylesheet import stylesheet
from engagement_desktop.ui.look.tokens import (
    BLACK_AND_WHITE,
    BOLD_ROLES,
    DARK,
    LIGHT,
    TEXT_SIZES,
    Colours,
    Role,
)

FUSION = ("-style", "fusion")
"""Arguments of every QApplication of ours. (To set the style later gives an object back whose class
takes 10 ms to load.)"""

_READABLE_HIGH_CONTRAST = 7.0


class Look(QObject):
    """The current theme and text size. `changed` follows each change, after it is applied."""

    changed = Signal()

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self.setObjectName("look")
        self._app = app
        self._system_palette = QPalette(app.palette())
        self._theme = Theme.SYSTEM
        self._text_size = 100
        self._colours = LIGHT
        QDir.setSearchPaths("glyphs", [str(resource("icons/glyphs"))])
        fonts.load_fonts()
        app.styleHints().colorSchemeChanged.connect(self._system_changed)

    @staticmethod
    def of_app() -> Look:
        """The look of the running application; a plain light one is made if there is none yet."""
        app = QApplication.instance()
        if not isinstance(app, QApplication):
            raise RuntimeError("A look needs a QApplication.")
        found = app.findChild(Look, "look", Qt.FindChildOption.FindDirectChildrenOnly)
        if found is None:
            found = Look(app)
            found.apply(Theme.LIGHT, 100)
        return found

    @property
    def colours(self) -> Colours:
        """The palette in use."""
        return self._colours

    @property
    def theme(self) -> Theme:
        """The theme that was asked for (it may be “as the system”)."""
        return self._theme

    @property
    def text_size(self) -> int:
        """Text size in per cent."""
        return self._text_size

    def px(self, size: float) -> int:
        """A token's size in logical pixels at the present text size."""
        return round(size * self._text_size / 100)

    def font(self, role: Role = Role.BODY) -> QFont:
        """The font of this role at the present text size."""
        return fonts.font(self.px(TEXT_SIZES[role]), bold=role in BOLD_ROLES)

    def apply(self, theme: Theme, text_size: int) -> None:
        """Dress the application; every open window follows at once."""
        self._theme = theme
        self._text_size = text_size
        self._colours = self._choose()
        colours = self._colours
        self._app.setPalette(_palette(colours))
        self._app.setFont(self.font())
        sheet = stylesheet(colours, self.px)
        if sheet != self._app.styleSheet():  # Qt would polish every widget again
            self._app.setStyleSheet(sheet)
        self.changed.emit()

    def _choose(self) -> Colours:
        if self._theme is Theme.LIGHT:
            return LIGHT
        if self._theme is Theme.DARK:
            return DARK
        if self._theme is Theme.HIGH_CONTRAST:
            return self._high_contrast()
        hints = self._app.styleHints()
        if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
            return self._high_contrast()
        return DARK if hints.colorScheme() == Qt.ColorScheme.Dark else LIGHT

    def _high_contrast(self) -> Colours:
        """The system's colours if they contrast highly, else white on black."""
        system = self._system_palette
        text = system.color(QPalette.ColorRole.WindowText).name().upper()
        window = system.color(QPalette.ColorRole.Window).name().upper()
        accent = system.color(QPalette.ColorRole.Highlight).name().upper()
        on_accent = system.color(QPalette.ColorRole.HighlightedText).name().upper()
        pairs = ((text, window), (accent, window), (accent, on_accent))
        if min(contrast(one, other) for one, other in pairs) < _READABLE_HIGH_CONTRAST:
            return BLACK_AND_WHITE
        hint = system.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text).name().upper()
        return Colours(
            dark=contrast(text, "#000000") > contrast(text, "#FFFFFF"),
            background=window,
            surface=window,
            line=text,
            field_border=text,
            text=text,
            muted=text,
            faint=hint if contrast(hint, window) >= READABLE else text,
            accent=accent,
            on_accent=on_accent,
            accent_surface=window,
            good=text,
            attention=text,
            attention_surface=window,
            error=text,
        )

    def _system_changed(self) -> None:
        if self._theme is Theme.SYSTEM and self._choose() != self._colours:
            self.apply(self._theme, self._text_size)


def _palette(colours: Colours) -> QPalette:
    """Fusion's palette in these colours."""
    role = QPalette.ColorRole
    palette = QPalette()
    for place, colour in (
        (role.Window, colours.background),
        (role.WindowText, colours.text),
        (role.Base, colours.surface),
        (role.AlternateBase, colours.background),
        (role.Text, colours.text),
        (role.Button, colours.surface),
        (role.ButtonText, colours.text),
        (role.BrightText, colours.error),
        (role.PlaceholderText, colours.faint),
        (role.Highlight, colours.accent),
        (role.HighlightedText, colours.on_accent),
        (role.Accent, colours.accent),
        (role.Link, colours.accent),
        (role.LinkVisited, colours.accent),
        (role.ToolTipBase, colours.surface),
        (role.ToolTipText, colours.text),
        (role.Light, colours.surface),
        (role.Midlight, colours.line),
        (role.Mid, colours.line),
        (role.Dark, colours.field_border),
        (role.Shadow, colours.field_border),
    ):
        palette.setColor(place, QColor(colour))
    for place in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, place, QColor(colours.faint))
    return palette
