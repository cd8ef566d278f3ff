"""Invented children, drawn from the waist: arms, hands, clothes, and the head upon them."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter, QPainterPath

from demo_clips import face, hair
from demo_clips.brush import (
    Point,
    across,
    bend,
    colour,
    curve,
    down,
    fill,
    limb,
    line,
    mix,
    oval,
    round_glow,
    shadow,
)
from demo_clips.look import HEAD, NECK_TO_HEAD, Look, Pose


def child(painter: QPainter, look: Look, pose: Pose, *, arms: bool = True) -> None:
    """Draw a child sitting up, from the waist."""
    painter.save()
    painter.rotate(pose.lean)
    hair.back_hair(painter, look, pose)
    if arms and pose.yaw >= 0:
        _arm(painter, look, pose.left, pose, side=-1)
    elif arms:
        _arm(painter, look, pose.right, pose, side=1)
    _torso(painter, look, pose)
    _head(painter, look, pose)
    if arms and pose.yaw >= 0:
        _arm(painter, look, pose.right, pose, side=1)
    elif arms:
        _arm(painter, look, pose.left, pose, side=-1)
    painter.restore()


def arms(painter: QPainter, look: Look, pose: Pose) -> None:
    """Draw only the arms, for what lies under a child's hands to be drawn before them."""
    painter.save()
    painter.rotate(pose.lean)
    order = (-1, 1) if pose.yaw >= 0 else (1, -1)
    for side in order:
        _arm(painter, look, pose.left if side < 0 else pose.right, pose, side)
    painter.restore()


def hand(
    painter: QPainter,
    skin: str,
    wrist: Point,
    angle: float,
    stretch: float,
    size: float = 1.0,
    flip: bool = False,
) -> None:
    """A hand at a wrist, pointing along `angle` (degrees), resting (0) to stretched (1)."""
    painter.save()
    painter.translate(*wrist)
    painter.rotate(angle)
    painter.scale(size, -size if flip else size)
    edge = colour(mix(skin, "#3a1d18", 0.28))
    light = colour(mix(skin, "#ffffff", 0.10))
    thumb = limb(
        bend((7, -6), (15, -15), (22 + 3 * stretch, -15)), [9 - 0.12 * i for i in range(23)]
    )
    fill(painter, thumb, colour(mix(skin, "#3a1d18", 0.06)))
    for i, (y, long) in enumerate(((-7.5, 19), (-2.5, 22), (2.7, 21), (7.4, 17))):
        reach = long * (0.62 + 0.38 * stretch)
        drop = (1 - stretch) * (5 + i)
        finger = limb(
            bend((13, y), (15 + reach * 0.6, y), (15 + reach, y + drop)),
            [7.6 - 0.1 * k for k in range(23)],
        )
        fill(painter, finger, light if i % 2 == 0 else colour(skin))
        line(
            painter,
            curve((16, y + 3.4), ((15 + reach * 0.6, y + 3.3), (14 + reach, y + drop + 3))),
            edge,
            0.8,
        )
    oval(painter, (9, 0), 14, 12.5, across(-4, 22, (0, colour(skin)), (1, light)))
    painter.restore()


def _arm(painter: QPainter, look: Look, target: Point, pose: Pose, side: int) -> None:
    shoulder = (side * 50.0, 20.0 - pose.breath * 1.2)
    dx, dy = target[0] - shoulder[0], target[1] - shoulder[1]
    reach = math.hypot(dx, dy)
    slack = max(0.0, 168.0 - reach)
    middle = (shoulder[0] + dx * 0.5, shoulder[1] + dy * 0.5)
    elbow = (middle[0] + side * slack * 0.32 - dx * 0.02, middle[1] + slack * 0.62)
    points = bend(shoulder, elbow, target)
    widths = [36 - 15 * (i / 22) for i in range(23)]
    far = (pose.yaw >= 0) != (side > 0)
    dark = 0.16 if far else 0.0
    skin = mix(look.skin, "#3a1d18", dark)
    cloth = mix(look.top, "#101426", dark + 0.06)
    arm = limb(points, widths)
    fill(
        painter,
        arm,
        down(
            shoulder[1],
            target[1] + 20,
            (0, colour(mix(skin, "#ffffff", 0.06))),
            (1, colour(mix(skin, "#3a1d18", 0.10))),
        ),
    )
    ax, ay = points[-5]
    angle = math.degrees(math.atan2(target[1] - ay, target[0] - ax))
    stretch = pose.point_right if side > 0 else pose.point_left
    hand(painter, skin, target, angle, stretch, flip=side < 0)
    sleeve = limb(points[:14], [w + 7 for w in widths[:14]])
    x0 = points[0][0]
    fill(
        painter,
        sleeve,
        across(
            x0 - 30,
            x0 + 90,
            (0, colour(mix(cloth, "#ffffff", 0.08))),
            (1, colour(mix(cloth, "#101426", 0.16))),
        ),
    )
    (x1, y1), (x2, y2) = points[13], points[11]
    line(
        painter,
        curve(
            (x1 - (y2 - y1) * 1.0, y1 + (x2 - x1) * 1.0),
            (
                (x1 + (x1 - x2) * 0.5, y1 + (y1 - y2) * 0.5),
                (x1 + (y2 - y1) * 1.0, y1 - (x2 - x1) * 1.0),
            ),
        ),
        colour(mix(cloth, "#101426", 0.3), 0.6),
        1.6,
    )


def _torso(painter: QPainter, look: Look, pose: Pose) -> None:
    lift = pose.breath * 1.6
    painter.save()
    neck = limb([(0, -34), (0, 16)], [42, 48])
    fill(
        painter,
        neck,
        down(
            -34,
            10,
            (0, colour(mix(look.skin, "#3a1d18", 0.30))),
            (1, colour(mix(look.skin, "#3a1d18", 0.06))),
        ),
    )
    body = curve(
        (-24, -4 - lift),
        ((-60, 0 - lift), (-72, 14 - lift), (-74, 46)),
        ((-76, 110), (-66, 150), (-66, 210)),
        ((0, 226), (66, 210)),
        ((66, 150), (76, 110), (74, 46)),
        ((72, 14 - lift), (60, 0 - lift), (24, -4 - lift)),
        ((0, 18), (-24, -4 - lift)),
    )
    fill(
        painter,
        body,
        across(
            -80,
            80,
            (0, colour(mix(look.top, "#ffffff", 0.14))),
            (0.55, colour(look.top)),
            (1, colour(mix(look.top, "#101426", 0.26))),
        ),
    )
    painter.setClipPath(body)
    _motif(painter, look)
    shadow(painter, (4 + pose.yaw * 10, 2), 52, 20, 0.32)
    fill(painter, body, down(90, 220, (0, colour("#101426", 0)), (1, colour("#101426", 0.28))))
    painter.setClipping(False)
    trim = colour(mix(look.top, "#ffffff", 0.35))
    line(painter, curve((-25, -4 - lift), ((0, 19), (25, -4 - lift))), trim, 4)
    painter.restore()


def _motif(painter: QPainter, look: Look) -> None:
    pale = colour(mix(look.top, "#ffffff", 0.62), 0.85)
    if look.motif == "stripes":
        for y in range(34, 220, 30):
            line(painter, curve((-90, y), ((0, y + 14), (90, y))), pale, 8)
    elif look.motif == "dots":
        for row, y in enumerate(range(34, 220, 24)):
            for x in range(-84 + 14 * (row % 2), 90, 28):
                oval(painter, (x, y), 4.2, 4.2, pale)
    elif look.motif == "star":
        path = QPainterPath()
        for i in range(10):
            r = 24 if i % 2 == 0 else 10.5
            point = QPointF(r * math.sin(i * math.pi / 5), 74 - r * math.cos(i * math.pi / 5))
            path.lineTo(point) if i else path.moveTo(point)
        path.closeSubpath()
        fill(painter, path, pale)
    elif look.motif == "collar":
        fill(
            painter,
            curve((-30, -10), ((-32, 22), (-4, 24)), ((-6, 8), (-20, -8))),
            colour("#f6f3ea"),
        )
        fill(painter, curve((30, -10), ((32, 22), (4, 24)), ((6, 8), (20, -8))), colour("#f6f3ea"))


def _head(painter: QPainter, look: Look, pose: Pose) -> None:
    painter.save()
    painter.translate(pose.yaw * 7, -NECK_TO_HEAD - pose.breath * 0.8 + max(0.0, -pose.pitch) * 5)
    painter.rotate(pose.roll + pose.yaw * 2)
    yaw, pitch = pose.yaw, pose.pitch
    for side in (-1, 1):
        if not face.near(yaw, side) and side * yaw < 0.5:
            face.ear(painter, look, yaw, pitch, side)
    skull = face.skull(yaw)
    fill(
        painter,
        skull,
        round_glow(
            (-16 + yaw * 22, -14),
            HEAD * 1.9,
            (0, colour(mix(look.skin, "#fff4e6", 0.20))),
            (0.5, colour(look.skin)),
            (1, colour(mix(look.skin, "#3a1d18", 0.34))),
        ),
    )
    painter.save()
    painter.setClipPath(skull)
    for side in (-1, 1):
        x, y = face.face_point(yaw, pitch, side * 30, 22)
        blush = colour(mix(look.skin, "#e0524a", 0.62), 0.30)
        oval(painter, (x, y), 16, 13, round_glow((x, y), 16, (0, blush), (1, colour("#e0524a", 0))))
    if look.freckles:
        for i, (fx, fy) in enumerate(
            ((-26, 13), (-18, 16), (-31, 18), (17, 16), (26, 13), (31, 19), (-12, 12), (11, 12))
        ):
            x, y = face.face_point(yaw, pitch, fx, fy)
            oval(
                painter,
                (x, y),
                1.4,
                1.4,
                colour(mix(look.skin, "#7a3f22", 0.6), 0.6 if i % 2 else 0.8),
            )
    painter.restore()
    for side in (-1, 1):
        face.eye(painter, look, pose, side)
    face.nose_and_mouth(painter, look, pose)
    hair.front_hair(painter, look, pose)
    for side in (-1, 1):
        if face.near(yaw, side):
            face.ear(painter, look, yaw, pitch, side)
    if look.glasses:
        face.glasses(painter, look.glasses, pose)
    painter.restore()
