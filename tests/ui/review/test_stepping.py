"""Stepping with real keys: the picture on the screen is exactly the frame that is named."""

from __future__ import annotations

import random

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit

from engagement_desktop.ui.review.clip import Side
from tests.helpers.clips import MadeClip
from tests.ui.review.conftest import Desk, MakeClip

SHIFT = Qt.KeyboardModifier.ShiftModifier


def test_each_step_shows_exactly_the_next_frame(
    desk: Desk, review_clip: MakeClip, thirty: MadeClip
) -> None:
    desk.load(None, review_clip(thirty))
    for n in range(1, 31):
        desk.key(Qt.Key.Key_Period if n % 2 else Qt.Key.Key_Right)
        desk.until(Side.NOW, n)
        assert desk.on_screen(Side.NOW) == n
    for n in range(29, -1, -1):
        desk.key(Qt.Key.Key_Comma if n % 2 else Qt.Key.Key_Left)
        desk.until(Side.NOW, n)
        assert desk.on_screen(Side.NOW) == n
    desk.key(Qt.Key.Key_Left)
    assert desk.n(Side.NOW) == 0


def test_a_step_in_step_goes_to_the_next_frame_of_either_clip(
    desk: Desk, review_clip: MakeClip, thirty: MadeClip, twenty_five: MadeClip
) -> None:
    desk.load(review_clip(thirty), review_clip(twenty_five))
    pairs = []
    for _ in range(10):
        desk.key(Qt.Key.Key_Period)
        frames = desk.player._playback.timing.frames()
        desk.until(Side.THEN, frames[Side.THEN])
        desk.until(Side.NOW, frames[Side.NOW])
        pairs.append((desk.on_screen(Side.THEN), desk.on_screen(Side.NOW)))
    # Both clips' frame starts in order: 1/30, 1/25, 2/30, 2/25, … 4/25, 5/30, and 6/30 with 5/25.
    assert pairs == [(1, 0), (1, 1), (2, 1), (2, 2), (3, 2), (3, 3), (4, 3), (4, 4), (5, 4), (6, 5)]


def test_shift_steps_the_chosen_clip_alone(
    desk: Desk, review_clip: MakeClip, thirty: MadeClip, uneven: MadeClip
) -> None:
    desk.load(review_clip(thirty), review_clip(uneven))
    desk.key(Qt.Key.Key_Period, SHIFT)
    desk.key(Qt.Key.Key_Greater, SHIFT)
    desk.until(Side.NOW, 2)
    assert (desk.on_screen(Side.THEN), desk.on_screen(Side.NOW)) == (0, 2)
    desk.focus(Side.THEN)
    desk.key(Qt.Key.Key_Right, SHIFT)
    desk.until(Side.THEN, 1)
    assert (desk.on_screen(Side.THEN), desk.on_screen(Side.NOW)) == (1, 2)
    desk.key(Qt.Key.Key_Left, SHIFT)
    desk.until(Side.THEN, 0)
    assert desk.on_screen(Side.NOW) == 2


def test_a_held_key_steps_on_and_a_held_space_does_not_flicker(
    desk: Desk, review_clip: MakeClip, thirty: MadeClip
) -> None:
    desk.load(None, review_clip(thirty))
    strip = desk.player.panes.strips[Side.NOW]
    no_modifier = Qt.KeyboardModifier.NoModifier
    for _ in range(5):
        held = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Period, no_modifier, ".", autorep=True)
        QApplication.sendEvent(strip, held)
    desk.until(Side.NOW, 5)
    held = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Space, no_modifier, " ", autorep=True)
    QApplication.sendEvent(strip, held)
    assert not desk.player.playing


def test_home_and_end_go_to_the_ends_of_the_part(
    desk: Desk, review_clip: MakeClip, thirty: MadeClip
) -> None:
    desk.load(None, review_clip(thirty, part=(20, 40)))
    desk.until(Side.NOW, 20)
    desk.key(Qt.Key.Key_End)
    desk.until(Side.NOW, 40)
    assert desk.on_screen(Side.NOW) == 40
    desk.key(Qt.Key.Key_Home)
    desk.until(Side.NOW, 20)


def test_keys_belong_to_a_text_field_while_someone_types(
    desk: Desk, review_clip: MakeClip, thirty: MadeClip
) -> None:
    desk.load(None, review_clip(thirty))
    beside, inside = QLineEdit(), QLineEdit(desk.player)
    desk.column.addWidget(beside)
    inside.show()
    requests = []
    desk.player.marker_requested.connect(requests.append)
    for note in (beside, inside):
        note.setFocus()
        desk.qtbot.keyClicks(note, "smile, look. 12-")
        desk.qtbot.keyClick(note, Qt.Key.Key_Left)
        desk.qtbot.keyClick(note, Qt.Key.Key_Down)
        assert note.text() == "smile, look. 12-"
    assert desk.n(Side.NOW) == 0
    assert not desk.player.playing
    assert requests == []


def test_ctrl_and_alt_are_left_to_the_window(
    desk: Desk, review_clip: MakeClip, thirty: MadeClip
) -> None:
    desk.load(None, review_clip(thirty))
    requests = []
    desk.player.marker_requested.connect(requests.append)
    for modifier in (Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier):
        desk.key(Qt.Key.Key_Right, modifier)
        desk.key(Qt.Key.Key_M, modifier)
    assert desk.n(Side.NOW) == 0
    assert requests == []


@pytest.mark.parametrize("seed", range(3))
def test_no_label_ever_names_another_picture_in_a_storm_of_moves(
    desk: Desk, review_clip: MakeClip, thirty: MadeClip, uneven: MadeClip, seed: int
) -> None:
    """The watcher compares picture and label at every paint."""
    chance = random.Random(seed)
    clips = {Side.THEN: review_clip(thirty), Side.NOW: review_clip(uneven)}
    desk.load(*clips.values())
    keys = [Qt.Key.Key_Period, Qt.Key.Key_Comma, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_L]
    for _ in range(60):
        side = chance.choice(tuple(Side))
        if chance.random() < 0.4:
            desk.player.jump(side, chance.choice(clips[side].index.pts))
        elif chance.random() < 0.1:
            desk.window.resize(chance.randint(400, 1000), chance.randint(360, 600))
        else:
            desk.key(chance.choice(keys), chance.choice([None, SHIFT]))
        if chance.random() < 0.3:
            QApplication.processEvents()
    desk.key(Qt.Key.Key_K)
    wanted = desk.player._playback.timing.frames()
    for side, n in wanted.items():
        desk.until(side, n)
    for side, n in wanted.items():
        assert desk.on_screen(side) == n
    assert len(desk.watcher.pairs) > 10
