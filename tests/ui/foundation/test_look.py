"""The look: readable in every palette, and everything follows a change at once."""

from __future__ import annotations

from dataclasses import fields

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QFontInfo, QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from engagement_desktop.models.areas import Area
from engagement_desktop.models.contrast import contrast
from engagement_desktop.settings import Theme
from engagement_desktop.ui.actions import SPECS
from engagement_desktop.ui.look.icons import Ink, icon, icon_names
from engagement_desktop.ui.look.style import Look
from engagement_desktop.ui.look.tokens import (
    AVATAR_LETTER,
    AVATAR_TINTS,
    BLACK_AND_WHITE,
    DARK,
    FAMILY,
    LIGHT,
    Colours,
    Role,
)
from engagement_desktop.ui.widgets.buttons import button
from engagement_desktop.ui.widgets.labels import label

PALETTES = {"light": LIGHT, "dark": DARK, "black and white": BLACK_AND_WHITE}


@pytest.fixture(params=PALETTES.values(), ids=PALETTES.keys())
def colours(request: pytest.FixtureRequest) -> Colours:
    palette = request.param
    assert isinstance(palette, Colours)
    return palette


@pytest.mark.parametrize("role", Role)
def test_text_is_readable_on_every_ground(colours: Colours, role: Role) -> None:
    grounds = (colours.background, colours.surface, colours.accent_surface)
    for ground in grounds:
        assert contrast(colours.of_role(role), ground) >= 4.5


def test_hints_and_what_cannot_be_pressed_are_readable(colours: Colours) -> None:
    for ground in (colours.background, colours.surface):
        assert contrast(colours.faint, ground) >= 4.5


def test_text_is_readable_on_filled_grounds(colours: Colours) -> None:
    assert contrast(colours.on_accent, colours.accent) >= 4.5
    assert contrast(colours.attention, colours.attention_surface) >= 4.5
    assert contrast(colours.text, colours.attention_surface) >= 4.5
    assert contrast(colours.accent, colours.accent_surface) >= 4.5  # the word on a chosen chip


def test_the_letter_of_an_avatar_is_readable() -> None:
    assert min(contrast(AVATAR_LETTER, tint) for tint in AVATAR_TINTS) >= 7


def test_every_colour_is_written_the_same_way(colours: Colours) -> None:
    for each in fields(colours):
        value = getattr(colours, each.name)
        assert isinstance(value, bool) or QColor(value).name().upper() == value


def test_the_bundled_typeface_is_used(look: Look, qtbot: QtBot) -> None:
    words = label("Amara")
    qtbot.addWidget(words)
    words.ensurePolished()
    assert QFontInfo(words.font()).family() == FAMILY


def test_larger_text_makes_labels_and_controls_larger(look: Look, qtbot: QtBot) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    words, press = label("Amara", Role.SECTION, parent=host), button("Go on")
    press.setParent(host)
    host.show()
    before = (words.fontInfo().pixelSize(), press.sizeHint().height(), press.sizeHint().width())
    look.apply(Theme.LIGHT, 200)
    after = (words.fontInfo().pixelSize(), press.sizeHint().height(), press.sizeHint().width())
    assert before[0] * 2 == after[0]
    assert after[1] >= 2 * before[1] - 4
    assert after[2] >= 1.8 * before[2]


def ink_of(image: QImage) -> set[str]:
    """The colours of the opaque pixels."""
    return {
        image.pixelColor(x, y).name().upper()
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).alpha() == 255
    }


def test_an_icon_made_before_follows_the_theme(look: Look) -> None:
    play = icon("play")
    assert ink_of(play.pixmap(QSize(40, 40)).toImage()) == {LIGHT.text}
    look.apply(Theme.DARK, 100)
    assert ink_of(play.pixmap(QSize(40, 40)).toImage()) == {DARK.text}


def test_an_icon_on_a_primary_button_has_the_colour_of_its_word(look: Look) -> None:
    plus = icon("add", Ink.ON_ACCENT)
    assert ink_of(plus.pixmap(QSize(40, 40)).toImage()) == {LIGHT.on_accent}


def test_every_icon_that_an_action_names_is_there() -> None:
    assert {spec.icon for spec in SPECS if spec.icon} <= set(icon_names())


def test_an_unknown_icon_is_a_fault_not_a_blank(look: Look) -> None:
    with pytest.raises(KeyError):
        icon("no_such_icon")


def test_high_contrast_is_high_where_the_system_offers_none(look: Look) -> None:
    look.apply(Theme.HIGH_CONTRAST, 100)
    assert contrast(look.colours.text, look.colours.background) >= 7
    assert contrast(look.colours.accent, look.colours.background) >= 7


@pytest.mark.parametrize("area", Area)
def test_the_letter_in_an_area_mark_is_readable(look: Look, area: Area) -> None:
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QPainter

    from engagement_desktop.ui.widgets.area_mark import MarkFill, paint_area_mark

    image = QImage(64, 64, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    paint_area_mark(painter, QRectF(0, 0, 64, 64), area, MarkFill.SOLID_WITH_LETTER)
    painter.end()
    inside = image.copy(22, 22, 20, 24)
    assert max(contrast(colour, area.colour) for colour in ink_of(inside)) >= 4.5


@pytest.mark.parametrize("area", Area)
@pytest.mark.parametrize("theme", [Theme.LIGHT, Theme.DARK])
def test_the_outline_of_an_area_mark_stands_out(look: Look, area: Area, theme: Theme) -> None:
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QPainter

    from engagement_desktop.ui.widgets.area_mark import MarkFill, paint_area_mark

    look.apply(theme, 100)
    ground = look.colours.surface
    image = QImage(64, 64, QImage.Format.Format_RGB32)
    image.fill(QColor(ground))
    painter = QPainter(image)
    paint_area_mark(painter, QRectF(4, 4, 56, 56), area, MarkFill.OUTLINE)
    painter.end()
    strongest = max(contrast(colour, ground) for colour in ink_of(image))
    assert strongest >= 3  # WCAG 1.4.11, for what is not text
