"""Looking closer: both pictures alike, never beyond their edges, and sharp."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from engagement_desktop.ui.review.clip import Side
from engagement_desktop.ui.review.geometry import Zoom
from tests.helpers.clips import MadeClip
from tests.ui.review.conftest import Desk, MakeClip

WHOLE = QRect(10, 20, 400, 200)


def test_the_point_under_the_pointer_stays_in_its_place() -> None:
    near = Zoom().closer(2, 0.4, 0.6)
    before, after = Zoom().place(WHOLE), near.place(WHOLE)
    assert abs(before.left() + 0.4 * before.width() - after.left() - 0.4 * after.width()) < 0.01
    assert abs(before.top() + 0.6 * before.height() - after.top() - 0.6 * after.height()) < 0.01


def test_nothing_beyond_the_edges_is_ever_shown() -> None:
    for zoom in (Zoom().closer(3, 0, 1), Zoom(2.0).moved(9, -9), Zoom().closer(99, 0.5, 0.5)):
        assert zoom.place(WHOLE).adjusted(-0.01, -0.01, 0.01, 0.01).contains(WHOLE.toRectF())
    assert Zoom(4.0).closer(0.01, 0.1, 0.1) == Zoom()


def test_z_looks_closer_at_both_and_back_again(
    desk: Desk, review_clip: MakeClip, thirty: MadeClip, uneven: MadeClip
) -> None:
    desk.load(review_clip(thirty), review_clip(uneven))
    desk.key(Qt.Key.Key_Period)
    desk.until(Side.NOW, 1)
    desk.key(Qt.Key.Key_Z)
    assert desk.player.panes.zoom == Zoom(2.0)
    assert desk.on_screen(Side.NOW) != 1  # only the middle of the picture is to be seen
    desk.key(Qt.Key.Key_Period)
    desk.key(Qt.Key.Key_Z)
    desk.qtbot.waitUntil(lambda: desk.on_screen(Side.NOW) == desk.n(Side.NOW))


def test_ctrl_and_the_wheel_look_closer_where_the_pointer_is_and_dragging_moves_on(
    desk: Desk, review_clip: MakeClip, thirty: MadeClip, uneven: MadeClip
) -> None:
    desk.load(review_clip(thirty), review_clip(uneven))
    panes = desk.player.panes
    middle = panes.rects(Side.THEN).picture.center()
    _wheel(desk, middle, Qt.KeyboardModifier.NoModifier)
    assert panes.zoom == Zoom()
    _wheel(desk, middle, Qt.KeyboardModifier.ControlModifier)
    assert panes.zoom.factor > 1.3
    before = panes.zoom
    desk.qtbot.mousePress(panes, Qt.MouseButton.LeftButton, pos=middle)
    desk.qtbot.mouseMove(panes, middle + QPoint(30, 0))
    desk.qtbot.mouseRelease(panes, Qt.MouseButton.LeftButton, pos=middle)
    assert panes.zoom.x < before.x
    assert panes.zoom.factor == before.factor


def test_the_keyboard_moves_the_closer_picture_and_steps_nothing(
    desk: Desk, review_clip: MakeClip, thirty: MadeClip, uneven: MadeClip
) -> None:
    desk.load(review_clip(thirty), review_clip(uneven))
    panes, ctrl = desk.player.panes, Qt.KeyboardModifier.ControlModifier
    desk.key(Qt.Key.Key_Z)
    for _ in range(9):
        desk.key(Qt.Key.Key_Right, ctrl)
    desk.key(Qt.Key.Key_Up, ctrl)
    assert panes.zoom == Zoom(2.0, 0.75, 0.5 - 0.0625)
    assert (desk.n(Side.THEN), desk.n(Side.NOW)) == (0, 0)
    assert panes.zoom_of(Side.THEN) == panes.zoom


def test_each_clip_is_looked_at_by_itself_when_the_user_wants(
    desk: Desk, review_clip: MakeClip, thirty: MadeClip, uneven: MadeClip
) -> None:
    desk.load(review_clip(thirty), review_clip(uneven))
    panes = desk.player.panes
    desk.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ShiftModifier)
    desk.key(Qt.Key.Key_Z)
    assert (panes.zoom_of(Side.THEN), panes.zoom_of(Side.NOW)) == (Zoom(), Zoom(2.0))
    assert desk.on_screen(Side.THEN) == 0
    assert desk.on_screen(Side.NOW) != 0
    desk.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ShiftModifier)
    assert panes.zoom_of(Side.THEN) == Zoom(2.0)


def _wheel(desk: Desk, place: QPoint, modifiers: Qt.KeyboardModifier) -> None:
    panes = desk.player.panes
    event = QWheelEvent(
        QPointF(place),
        QPointF(panes.mapToGlobal(place)),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        modifiers,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(panes, event)
