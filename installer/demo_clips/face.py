"""A child's face: where features stand once the head has turned, and the features."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter, QPainterPath

from demo_clips.brush import (
    Point,
    colour,
    curve,
    down,
    fill,
    line,
    mix,
    oval,
    round_glow,
)
from demo_clips.look import HEAD, Look, Pose


def face_point(painter_yaw: float, pitch: float, x: float, y: float) -> Point:
    """Where a feature at (x, y) of a face looking at us stands once the head has turned."""
    turn = painter_yaw * 0.62
    across_ = math.asin(max(-1.0, min(1.0, x / (HEAD * 1.12)))) + turn
    up = math.asin(max(-1.0, min(1.0, y / (HEAD * 1.25)))) - pitch * 0.34
    return math.sin(across_) * HEAD * 1.0, math.sin(up) * HEAD * 1.2


def skull(yaw: float) -> QPainterPath:
    """The outline of the head."""
    jaw = yaw * 9
    return curve(
        (-HEAD, -6),
        ((-HEAD, -72), (HEAD, -72), (HEAD, -6)),
        ((HEAD, 34), (30 + jaw, 66), (jaw, 67)),
        ((-30 + jaw, 66), (-HEAD, 34), (-HEAD, -6)),
    )


def near(yaw: float, side: int) -> bool:
    """Whether the ear on this side is the one turned to us."""
    return side * yaw < -0.08 or (abs(yaw) <= 0.08 and side < 0)


def ear(painter: QPainter, look: Look, yaw: float, pitch: float, side: int) -> None:
    """An ear, with a hearing aid if the child wears one."""
    if look.style == "headscarf" or (look.style in ("bob", "long") and look.hearing_aid is None):
        return
    x = side * HEAD * math.cos(yaw * 0.75)
    y = 8 + pitch * 8
    oval(painter, (x, y), 10, 14.5, colour(mix(look.skin, "#3a1d18", 0.10)))
    oval(painter, (x + side * 1.5, y + 1), 5.5, 8.5, colour(mix(look.skin, "#a33c32", 0.30)))
    if look.hearing_aid and near(yaw, side):
        hook = curve((x - side * 9, y - 11), ((x + side * 13, y - 20), (x + side * 8, y + 11)))
        line(painter, hook, colour(look.hearing_aid), 6)


def eye(painter: QPainter, look: Look, pose: Pose, side: int) -> None:
    """One eye with its lid, lash and brow."""
    x, y = face_point(pose.yaw, pose.pitch, side * 23, 0)
    squash = max(0.55, 1 - abs(pose.yaw) * (0.34 if side * pose.yaw > 0 else 0.10))
    rx, ry = 11.4 * squash, 12.4
    lids = min(
        1.0,
        max(0.0, pose.lids + max(0.0, -pose.gaze[1]) * 0.30 + max(0.0, pose.smile - 0.55) * 0.35),
    )
    painter.save()
    almond = QPainterPath()
    almond.addEllipse(QPointF(x, y), rx, ry)
    painter.setClipPath(almond)
    oval(
        painter,
        (x, y),
        rx,
        ry,
        down(
            y - ry, y + ry, (0, colour("#d9dbe2")), (0.4, colour("#ffffff")), (1, colour("#f3f1ee"))
        ),
    )
    ix, iy = x + pose.gaze[0] * 5.2 * squash, y - pose.gaze[1] * 5.4
    oval(
        painter,
        (ix, iy),
        8.0 * max(0.8, squash),
        8.4,
        round_glow(
            (ix, iy + 2),
            9,
            (0, colour(mix(look.eyes, "#ffffff", 0.30))),
            (0.7, colour(look.eyes)),
            (1, colour(mix(look.eyes, "#000000", 0.5))),
        ),
    )
    oval(painter, (ix, iy), 4.3, 4.6, colour("#120c10"))
    oval(painter, (ix - 2.6, iy - 3.2), 2.3, 2.4, colour("#ffffff", 0.95))
    oval(painter, (ix + 2.4, iy + 3.0), 1.2, 1.2, colour("#ffffff", 0.55))
    edge = y - ry + 2 * ry * lids
    lid = curve(
        (x - rx - 2, y - ry - 4),
        ((x, y - ry - 4), (x + rx + 2, y - ry - 4)),
        ((x + rx + 2, edge), (x + rx + 2, edge - 2)),
        ((x, edge + 4 - 8 * (1 - lids) * 0.2), (x - rx - 2, edge - 2)),
    )
    fill(painter, lid, colour(mix(look.skin, "#3a1d18", 0.16)))
    painter.restore()
    top = y - ry + 2 * ry * lids
    lash = curve(
        (x - rx, min(y + 3, top + ry * 0.55 * (1 - lids))),
        (
            (x, top - ry * 0.55 * (1 - lids) + 3 * lids),
            (x + rx, min(y + 3, top + ry * 0.55 * (1 - lids))),
        ),
    )
    line(painter, lash, colour(mix(look.hair, "#1a0f0c", 0.7)), 2.7)
    bx, by = face_point(pose.yaw, pose.pitch, side * 24, -22 - pose.brows * 6)
    slant = side * (1.5 + pose.brows)
    line(
        painter,
        curve(
            (bx - 10 * squash, by + 2 + slant * 0.4),
            ((bx, by - 4.5 - pose.brows * 1.5), (bx + 10 * squash, by + 2 - slant * 0.4)),
        ),
        colour(mix(look.hair, "#1a0f0c", 0.25), 0.85),
        3.4,
    )


def nose_and_mouth(painter: QPainter, look: Look, pose: Pose) -> None:
    """Nose, mouth and chin."""
    deep = mix(look.skin, "#6d2a20", 0.42)
    nx, ny = face_point(pose.yaw * 1.12, pose.pitch, 0, 15)
    oval(
        painter,
        (nx - 1, ny - 3),
        6,
        5,
        round_glow(
            (nx - 1, ny - 4),
            7,
            (0, colour(mix(look.skin, "#ffffff", 0.28), 0.8)),
            (1, colour(look.skin, 0)),
        ),
    )
    line(
        painter,
        curve((nx - 5, ny + 2), ((nx + pose.yaw * 3, ny + 6.5), (nx + 5, ny + 2))),
        colour(deep, 0.8),
        2.3,
    )
    mx, my = face_point(pose.yaw * 1.05, pose.pitch, 0, 35)
    wide = 13 + pose.smile * 7 - pose.mouth * 3
    rise = pose.smile * 7
    lip = mix(look.skin, "#a8323a", 0.55)
    if pose.mouth > 0.04:
        gape = 3 + 15 * pose.mouth
        inside = curve(
            (mx - wide, my - rise * 0.5),
            ((mx, my - 2 + rise * 0.2), (mx + wide, my - rise * 0.5)),
            ((mx + wide * 0.8, my + gape), (mx, my + gape)),
            ((mx - wide * 0.8, my + gape), (mx - wide, my - rise * 0.5)),
        )
        fill(painter, inside, colour("#4d1a20"))
        painter.save()
        painter.setClipPath(inside)
        oval(painter, (mx, my + gape + 1), wide * 0.6, gape * 0.5, colour("#d5686a"))
        painter.restore()
        line(painter, inside, colour(lip), 2.2)
    else:
        line(
            painter,
            curve(
                (mx - wide, my - rise * 0.6),
                ((mx, my + 4 + rise * 0.7), (mx + wide, my - rise * 0.6)),
            ),
            colour(lip),
            3.1,
        )
    oval(painter, (mx, my + 12 + pose.mouth * 12), 8, 2.4, colour(deep, 0.14))


def glasses(painter: QPainter, shade: str, pose: Pose) -> None:
    """Glasses, if the child wears them."""
    edges = []
    for side in (-1, 1):
        x, y = face_point(pose.yaw, pose.pitch, side * 23, 1)
        squash = max(0.6, 1 - abs(pose.yaw) * (0.30 if side * pose.yaw > 0 else 0.08))
        oval(painter, (x, y), 18 * squash, 17, colour("#dcefff", 0.16))
        ring = QPainterPath()
        ring.addEllipse(QPointF(x, y), 18 * squash, 17)
        line(painter, ring, colour(shade), 3.4)
        line(
            painter,
            curve((x - 9 * squash, y - 8), ((x - 4, y - 12), (x + 2, y - 11))),
            colour("#ffffff", 0.5),
            2,
        )
        edges.append((x, y, 18 * squash))
    (lx, ly, lw), (rx, ry, rw) = edges
    line(
        painter,
        curve((lx + lw, ly - 2), (((lx + rx) / 2, ly - 7), (rx - rw, ry - 2))),
        colour(shade),
        3.2,
    )
    near = -1 if pose.yaw > 0 else 1
    x, y, w = edges[0 if near < 0 else 1]
    line(
        painter,
        curve(
            (x + near * w, y - 2),
            ((x + near * (w + 8), y - 3), (near * HEAD * 0.98 - pose.yaw * 20, y - 1)),
        ),
        colour(shade),
        3,
    )
