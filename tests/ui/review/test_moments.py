"""Marks, cue, part and still: what the player asks for is the frame that is on the screen."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import UTC, datetime
from typing import BinaryIO

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction

from engagement_desktop.ui.review.clip import Cue, Moment, Part, Side
from engagement_desktop.ui.review.keys import Command
from tests.helpers.clips import MadeClip
from tests.ui.review.conftest import Desk, MakeClip

LEFT = Qt.MouseButton.LeftButton


def test_m_pauses_and_marks_the_frame_on_the_screen(
    desk: Desk, review_clip: MakeClip, thirty: MadeClip, uneven: MadeClip
) -> None:
    then, now = review_clip(thirty), review_clip(uneven)
    desk.load(then, now)
    asked: list[Moment] = []
    desk.player.marker_requested.connect(asked.append)
    desk.key(Qt.Key.Key_Space)
    desk.past(Side.NOW, 7)
    desk.key(Qt.Key.Key_M)
    assert not desk.player.playing
    n = desk.on_screen(Side.NOW)
    assert n is not None
    assert asked == [Moment(Side.NOW, now.evidence_id, n, now.index.pts[n], now.index.seconds(n))]


def test_still_is_asked_for_the_chosen_side(
    desk: Desk, review_clip: MakeClip, thirty: MadeClip, uneven: MadeClip
) -> None:
    then = review_clip(thirty)
    desk.load(then, review_clip(uneven))
    desk.key(Qt.Key.Key_Period)
    asked: list[Moment] = []
    desk.player.still_requested.connect(asked.append)
    picture = desk.player.panes.rects(Side.THEN).picture.center()
    desk.qtbot.mouseClick(desk.player.panes, LEFT, pos=picture)
    desk.qtbot.mouseClick(desk.player.transport.buttons[Command.STILL], LEFT)
    assert [(moment.side, moment.n) for moment in asked] == [(Side.THEN, desk.on_screen(Side.THEN))]


def test_two_cues_line_the_clips_up(
    desk: Desk, review_clip: MakeClip, thirty: MadeClip, twenty_five: MadeClip
) -> None:
    then, now = review_clip(thirty), review_clip(twenty_five)
    desk.load(then, now)
    cues: list[Cue] = []
    desk.player.sync_set.connect(cues.append)
    desk.player.jump(Side.THEN, then.index.pts[30])
    desk.until(Side.THEN, 30)
    desk.focus(Side.THEN)
    desk.key(Qt.Key.Key_S)
    desk.player.jump(Side.NOW, now.index.pts[50])
    desk.until(Side.NOW, 50)
    desk.key(Qt.Key.Key_S)
    desk.until(Side.THEN, 30)
    assert desk.on_screen(Side.NOW) == 50
    assert desk.on_screen(Side.THEN) == 30
    assert cues == [
        Cue(Side.THEN, then.evidence_id, then.index.pts[30]),
        Cue(Side.NOW, now.evidence_id, now.index.pts[50]),
    ]
    assert desk.player.panes.label(Side.NOW) == "00:02.00 · frame 50 · at the cue"
    desk.player.jump(Side.THEN, then.index.pts[48])
    desk.until(Side.NOW, 65)
    assert desk.player.panes.label(Side.THEN) == "00:01.60 · frame 48 · +0.60 s after the cue"
    assert desk.player.panes.label(Side.NOW) == "00:02.60 · frame 65 · +0.60 s after the cue"


def test_clips_with_kept_cues_open_lined_up(
    desk: Desk, review_clip: MakeClip, thirty: MadeClip, twenty_five: MadeClip
) -> None:
    then, now = review_clip(thirty, cue=45), review_clip(twenty_five, cue=25)
    desk.load(then, now)
    desk.player.jump(Side.THEN, then.index.pts[45])
    desk.until(Side.THEN, 45)
    desk.until(Side.NOW, 25)
    assert desk.on_screen(Side.NOW) == 25


def test_taking_a_cue_away_asks_for_it_and_the_label_loses_it(
    desk: Desk, review_clip: MakeClip, thirty: MadeClip
) -> None:
    clip = review_clip(thirty, cue=45)
    desk.load(None, clip)
    cues: list[Cue] = []
    desk.player.sync_set.connect(cues.append)
    assert "before the cue" in desk.player.panes.label(Side.NOW)
    action: QAction = desk.player._tools[Side.NOW].actions_by_command[Command.CLEAR_CUE]
    action.trigger()
    assert cues == [Cue(Side.NOW, clip.evidence_id, None)]
    assert desk.player.panes.label(Side.NOW) == "00:00.00 · frame 0"
    assert not action.isEnabled()


def test_i_and_o_bound_the_part(desk: Desk, review_clip: MakeClip, thirty: MadeClip) -> None:
    clip = review_clip(thirty)
    desk.load(None, clip)
    parts: list[Part] = []
    desk.player.in_out_set.connect(parts.append)
    pts = clip.index.pts
    for n, key in ((20, Qt.Key.Key_I), (40, Qt.Key.Key_O), (10, Qt.Key.Key_O)):
        desk.player.jump(Side.NOW, pts[n])
        desk.until(Side.NOW, n)
        desk.key(key)
    assert [(part.in_pts, part.out_pts) for part in parts] == [
        (pts[20], None),
        (pts[20], pts[40]),
        (None, pts[10]),
    ]


def test_pressing_the_strip_shows_the_frame_under_the_pointer(
    desk: Desk, review_clip: MakeClip, thirty: MadeClip
) -> None:
    desk.load(None, review_clip(thirty))
    strip = desk.player.panes.strips[Side.NOW]
    for x in (strip.width() - 1, strip.width() // 3, 0):
        desk.qtbot.mouseClick(strip, LEFT, pos=QPoint(x, 10))
        desk.until(Side.NOW, strip.frame_at(x))
        assert desk.on_screen(Side.NOW) == strip.frame_at(x)
    assert desk.n(Side.NOW) == 0


def test_dragging_along_the_strip_ends_on_the_frame_where_the_mouse_ends(
    desk: Desk, review_clip: MakeClip, thirty: MadeClip, twenty_five: MadeClip
) -> None:
    desk.load(review_clip(twenty_five), review_clip(thirty))
    strip = desk.player.panes.strips[Side.NOW]
    desk.qtbot.mousePress(strip, LEFT, pos=QPoint(10, 10))
    for x in range(20, strip.width() - 40, 7):
        desk.qtbot.mouseMove(strip, QPoint(x, 10))
    last = QPoint(strip.width() - 60, 10)
    desk.qtbot.mouseMove(strip, last)
    desk.qtbot.mouseRelease(strip, LEFT, pos=last)
    n = strip.frame_at(last.x())
    desk.until(Side.NOW, n)
    assert desk.on_screen(Side.NOW) == n
    desk.until(Side.THEN, n * 25 // 30)


def test_the_pictures_of_a_strip_wait_while_a_hand_drags(
    desk: Desk, review_clip: MakeClip, thirty: MadeClip, twenty_five: MadeClip
) -> None:
    """They are decoded too, and the hand wants its frame now."""
    opened_by: list[str] = []

    def opener() -> BinaryIO:
        opened_by.append(threading.current_thread().name)
        return thirty.open()

    desk.load(review_clip(twenty_five), None)
    strip = desk.player.panes.strips[Side.THEN]
    desk.qtbot.mousePress(strip, LEFT, pos=QPoint(strip.x_of(5), 10))
    desk.player.load(Side.NOW, replace(review_clip(thirty), opener=opener))
    desk.until(Side.NOW, None)
    for n in (10, 20, 30):
        desk.qtbot.mouseMove(strip, QPoint(strip.x_of(n), 10))
        desk.until(Side.THEN, strip.frame_at(strip.x_of(n)))
    assert not any(name.startswith("strip") for name in opened_by)
    desk.qtbot.mouseRelease(strip, LEFT, pos=QPoint(strip.x_of(30), 10))
    made = desk.player.panes.strips[Side.NOW]
    desk.qtbot.waitUntil(lambda: bool(made._thumbnails), timeout=10_000)
    assert any(name.startswith("strip") for name in opened_by)


def test_a_mark_on_the_strip_jumps_to_its_own_frame(
    desk: Desk, review_clip: MakeClip, thirty: MadeClip
) -> None:
    clip = review_clip(thirty, marks=(33, 61))
    desk.load(None, clip)
    chosen = []
    desk.player.marker_chosen.connect(chosen.append)
    strip = desk.player.panes.strips[Side.NOW]
    # A few pixels beside the middle of the mark: still its own frame, not the one under the mouse.
    desk.qtbot.mouseClick(strip, LEFT, pos=QPoint(strip.x_of(61) + 4, strip.height() - 10))
    desk.until(Side.NOW, 61)
    assert desk.on_screen(Side.NOW) == 61
    assert chosen == [clip.markers[1]]


def test_dragging_a_handle_moves_the_part(
    desk: Desk, review_clip: MakeClip, thirty: MadeClip
) -> None:
    clip = review_clip(thirty, part=(20, 60))
    desk.load(None, clip)
    parts: list[Part] = []
    desk.player.in_out_set.connect(parts.append)
    strip = desk.player.panes.strips[Side.NOW]
    start, target = QPoint(strip.x_of(60), 10), QPoint(strip.x_of(75), 10)
    desk.qtbot.mousePress(strip, LEFT, pos=start)
    desk.qtbot.mouseMove(strip, target)
    desk.qtbot.mouseRelease(strip, LEFT, pos=target)
    pts = clip.index.pts
    assert [(part.in_pts, part.out_pts) for part in parts] == [(pts[20], pts[75])]


def test_loading_the_same_clip_again_takes_over_its_marks_and_stays_where_it_is(
    desk: Desk, review_clip: MakeClip, thirty: MadeClip
) -> None:
    clip = review_clip(thirty)
    desk.load(None, clip)
    desk.player.jump(Side.NOW, clip.index.pts[33])
    desk.until(Side.NOW, 33)
    desk.player.load(Side.NOW, review_clip(thirty, marks=(5,), cue=30))
    assert desk.on_screen(Side.NOW) == 33
    assert desk.player.panes.label(Side.NOW) == "00:01.10 · frame 33 · +0.10 s after the cue"
    strip = desk.player.panes.strips[Side.NOW]
    assert strip.marker_at(QPoint(strip.x_of(5), strip.height() - 10)) is not None


def test_swap_exchanges_clips_and_frames(
    desk: Desk, review_clip: MakeClip, thirty: MadeClip, twenty_five: MadeClip
) -> None:
    desk.load(review_clip(thirty), review_clip(twenty_five))
    desk.key(Qt.Key.Key_Period)
    desk.key(Qt.Key.Key_Period)
    desk.until(Side.THEN, 1)
    desk.until(Side.NOW, 1)
    desk.key(Qt.Key.Key_Period, Qt.KeyboardModifier.ShiftModifier)
    desk.until(Side.NOW, 2)
    desk.player.command(Command.SWAP)
    assert (desk.on_screen(Side.THEN), desk.on_screen(Side.NOW)) == (2, 1)
    then, now = desk.player.clip(Side.THEN), desk.player.clip(Side.NOW)
    assert then is not None
    assert now is not None
    assert (then.title, now.title) == ("12 March 2026 · twenty-five", "12 March 2026 · thirty")


def test_after_a_swap_each_clip_has_its_strip_its_sound_and_the_keys_as_before(
    desk: Desk, review_clip: MakeClip, thirty: MadeClip, twenty_five: MadeClip
) -> None:
    then = replace(review_clip(twenty_five), at=datetime(2026, 3, 12, tzinfo=UTC))
    desk.load(then, replace(review_clip(thirty), at=datetime(2026, 11, 18, tzinfo=UTC)))
    strips = desk.player.panes.strips
    desk.qtbot.waitUntil(lambda: all(strip._thumbnails for strip in strips.values()))
    assert desk.player.transport.sound_button.text() == "Sound: now"
    desk.key(Qt.Key.Key_X)
    assert all(strip._thumbnails for strip in strips.values())
    assert desk.player.transport.sound_button.text() == "Sound: now"
    assert desk.player.active_side is Side.THEN
    assert desk.window.focusWidget() is strips[Side.THEN]


def test_a_clip_beside_itself_has_one_cue_and_one_part_and_both_strips_show_it(
    desk: Desk, review_clip: MakeClip, thirty: MadeClip
) -> None:
    desk.load(review_clip(thirty), review_clip(thirty))
    strips = desk.player.panes.strips
    desk.qtbot.waitUntil(lambda: all(strip._thumbnails for strip in strips.values()))
    desk.player.jump(Side.NOW, desk.player.clip(Side.NOW).index.pts[20])
    desk.until(Side.NOW, 20)
    desk.key(Qt.Key.Key_S)
    desk.key(Qt.Key.Key_I)
    for side in Side:
        assert "at the cue" in desk.player.panes.label(side)
        assert desk.player.clip(side).in_pts == desk.player.clip(side).index.pts[20]
