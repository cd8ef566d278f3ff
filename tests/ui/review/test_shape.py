"""Where things lie, how times read, and that nothing is cut off or laid over anything."""

from __future__ import annotations

from itertools import combinations

import pytest
from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from engagement_desktop.settings import Theme
from engagement_desktop.ui.look.style import Look
from engagement_desktop.ui.review.clip import Side
from engagement_desktop.ui.review.geometry import PaneSizes, arrange, fitted, height_for
from engagement_desktop.ui.review.transport import Transport
from tests.helpers.clips import MadeClip
from tests.ui.review.conftest import Desk, MakeClip

SIZES = PaneSizes(heading=32, strip=46, label=24, gap=12, space=4, stack_below=440)


@pytest.mark.parametrize("size", [QSize(1054, 440), QSize(518, 260), QSize(360, 640)])
def test_panes_lie_inside_and_apart(size: QSize) -> None:
    rects = arrange(size, SIZES)
    whole = QRect(0, 0, size.width(), size.height())
    parts = [part for r in rects.values() for part in (r.heading, r.picture, r.strip, r.label)]
    assert all(whole.contains(part) and not part.isEmpty() for part in parts)
    assert not any(one.intersects(other) for one, other in combinations(parts, 2))


def test_panes_are_stacked_only_when_narrow() -> None:
    beside, stacked = arrange(QSize(518, 300), SIZES), arrange(QSize(360, 640), SIZES)
    assert beside[Side.THEN].picture.top() == beside[Side.NOW].picture.top()
    assert stacked[Side.THEN].picture.left() == stacked[Side.NOW].picture.left()


@pytest.mark.parametrize("width", [360, 518, 1054])
def test_at_their_own_height_wide_pictures_fill_the_panes(width: int) -> None:
    rects = arrange(QSize(width, height_for(width, SIZES, 16 / 9)), SIZES)
    for side in Side:
        room = rects[side].picture
        assert abs(fitted(QSize(1920, 1080), room).width() - room.width()) <= 2


def test_a_picture_is_never_stretched() -> None:
    room = QRect(10, 20, 500, 300)
    for content in (QSize(1920, 1080), QSize(1080, 1920), QSize(64, 64), QSize(3, 400)):
        shown = fitted(content, room)
        assert room.contains(shown)
        exact = content.width() / content.height()
        assert abs(shown.width() - shown.height() * exact) <= max(1, exact)


@pytest.mark.parametrize("text_size", [100, 125, 200])
@pytest.mark.parametrize("width", [1054, 760, 518])
def test_every_button_of_the_bar_is_whole_and_has_a_name(
    qtbot: QtBot, look: Look, text_size: int, width: int
) -> None:
    look.apply(Theme.LIGHT, text_size)
    bar = Transport()
    qtbot.addWidget(bar)
    bar.resize(width, bar.heightForWidth(width))
    bar.show()
    shown = [button for button in bar.findChildren(QToolButton) if button.isVisible()]
    assert len(shown) >= 12
    for button in shown:
        assert button.accessibleName()
        assert button.toolTip()
        assert button.width() >= 32
        assert button.height() >= 32
    assert all(bar.rect().contains(button.geometry()) for button in shown)
    assert not any(
        one.geometry().intersects(other.geometry()) for one, other in combinations(shown, 2)
    )


def test_half_a_window_keeps_words_where_they_matter(qtbot: QtBot, look: Look) -> None:
    bar = Transport()
    qtbot.addWidget(bar)
    bar.resize(518, bar.heightForWidth(518))
    bar.show()
    words = {
        button.text()
        for button in bar.findChildren(QToolButton)
        if button.isVisible() and button.toolButtonStyle().name == "ToolButtonTextBesideIcon"
    }
    assert {"Loop", "In step", "Cue here", "Still", "Mark"} <= words


def test_the_picture_stays_whole_in_every_window(
    desk: Desk, review_clip: MakeClip, thirty: MadeClip, uneven: MadeClip
) -> None:
    desk.load(review_clip(thirty), review_clip(uneven))
    for size in (QSize(1078, 460), QSize(542, 340), QSize(400, 700)):
        desk.window.resize(size)
        desk.until(Side.NOW, 0)
        for side in Side:
            assert desk.on_screen(side) == 0
            picture = desk.player.panes.shown(side)
            assert picture is not None
            assert abs(picture.image.width() / picture.image.height() - 224 / 128) < 0.02


def test_every_command_with_a_button_has_its_place(qtbot: QtBot, look: Look) -> None:
    bar = Transport()
    qtbot.addWidget(bar)
    bar.resize(1400, bar.heightForWidth(1400))
    bar.show()
    assert all(button.isVisible() for button in bar.buttons.values())
