"""Hair and what is worn on it: behind the head, and over it."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF
from PySide6.QtGui import QBrush, QPainter, QPainterPath

from demo_clips.brush import (
    colour,
    curve,
    down,
    fill,
    line,
    mix,
    oval,
    round_glow,
)
from demo_clips.face import face_point
from demo_clips.look import HEAD, NECK_TO_HEAD, Look, Pose


def _shade(look: Look) -> tuple[str, str]:
    return mix(look.hair, "#ffffff", 0.16), mix(look.hair, "#05030a", 0.32)


def back_hair(painter: QPainter, look: Look, pose: Pose) -> None:
    """What of the hair hangs behind the head."""
    light, dark = _shade(look)
    painter.save()
    painter.translate(pose.yaw * 7, -NECK_TO_HEAD)
    painter.rotate(pose.roll + pose.yaw * 2)
    drift = -pose.yaw * 12
    brush = down(-70, 110, (0, colour(mix(look.hair, "#05030a", 0.12))), (1, colour(dark)))
    if look.style == "bob":
        fill(
            painter,
            curve(
                (-70 + drift, -10),
                ((-72 + drift, -86), (72 + drift, -86), (70 + drift, -10)),
                ((78 + drift, 40), (66 + drift, 62)),
                ((0, 74), (-66 + drift, 62)),
                ((-78 + drift, 40), (-70 + drift, -10)),
            ),
            brush,
        )
    elif look.style == "long":
        fill(
            painter,
            curve(
                (-68 + drift, -10),
                ((-74 + drift, -88), (74 + drift, -88), (68 + drift, -10)),
                ((86 + drift, 70), (74 + drift, 132)),
                ((0, 116), (-74 + drift, 132)),
                ((-86 + drift, 70), (-68 + drift, -10)),
            ),
            brush,
        )
    elif look.style == "curls":
        for i in range(26):
            a = math.pi * (0.86 + 1.28 * i / 25)
            r = 17 + 4 * math.sin(i * 2.3)
            oval(
                painter,
                (math.cos(a) * 62 + drift * 0.6, -12 + math.sin(a) * 60),
                r,
                r,
                colour(dark if i % 3 else mix(look.hair, "#05030a", 0.1)),
            )
    elif look.style == "bunches":
        for side in (-1, 1):
            x = side * 62 + drift * 1.2
            for i in range(9):
                a = i * math.tau / 9
                oval(
                    painter,
                    (x + math.cos(a) * 15, -48 + math.sin(a) * 15),
                    14,
                    14,
                    colour(look.hair if i % 2 else dark),
                )
            oval(
                painter,
                (x, -50),
                18,
                18,
                round_glow((x - 5, -56), 22, (0, colour(light)), (1, colour(look.hair))),
            )
            if look.band:
                oval(painter, (side * 50 + drift, -40), 8, 8, colour(look.band))
    elif look.style == "headscarf":
        fill(
            painter,
            curve(
                (-70, -10),
                ((-78, -92), (78, -92), (70, -10)),
                ((84, 60), (70, 96)),
                ((0, 118), (-70, 96)),
                ((-84, 60), (-70, -10)),
            ),
            down(-80, 110, (0, colour(look.hair)), (1, colour(dark))),
        )
    painter.restore()


def _cap(yaw: float, pitch: float, brow: float, rise: float = 76, side: float = 12) -> QPainterPath:
    """Hair over the crown, its front edge `brow` above the eyes, down before the ears."""
    edge = HEAD + 4
    rise += 18 * abs(yaw)
    corners = []
    for x, y in ((1, 8), (1, -16), (-1, -16), (-1, 8)):
        px, py = face_point(yaw, pitch, x * 54, y)
        corners.append((max(-edge + 4, min(edge - 4, px)), py))
    middle = face_point(yaw, pitch, 0, brow - 14)
    back = side + 22 * abs(yaw)
    left, right = (back, side) if yaw > 0 else (side, back)
    return curve(
        (-edge, left),
        ((-edge - 6, -rise), (edge + 6, -rise), (edge, right)),
        ((edge - 2, right + 3), corners[0]),
        ((corners[0][0] - 2, -4), corners[1]),
        ((corners[1][0] - 4, middle[1]), (corners[2][0] + 4, middle[1]), corners[2]),
        ((corners[2][0] + 2, -4), corners[3]),
        ((-edge + 2, left + 3), (-edge, left)),
    )


def _patka(painter: QPainter, look: Look, pose: Pose, brush: QBrush) -> None:
    """A patka: a cloth tied over a topknot."""
    yaw, pitch = pose.yaw, pose.pitch
    light, dark = _shade(look)
    cloth = _cap(yaw, pitch, -18, 84, 8)
    fill(painter, cloth, brush)
    oval(
        painter,
        (yaw * 16, -78),
        17,
        14,
        round_glow((yaw * 16 - 4, -83), 20, (0, colour(light)), (1, colour(look.hair))),
    )
    for x in (-30, 30):
        line(
            painter,
            curve((x + yaw * 14, -40), ((x * 0.7 + yaw * 14, -62), (x * 0.2 + yaw * 16, -72))),
            colour(dark, 0.5),
            2,
        )


def _headscarf(painter: QPainter, look: Look, pose: Pose, brush: QBrush) -> None:
    """A headscarf round the face."""
    yaw = pose.yaw
    _light, dark = _shade(look)
    rim = QPainterPath()
    rim.addEllipse(QPointF(yaw * 6, 4), 53, 63)
    shell = curve(
        (-70, 0), ((-74, -92), (74, -92), (70, 0)), ((70, 84), (0, 92)), ((-70, 84), (-70, 0))
    )
    fill(painter, shell.subtracted(rim), brush)
    line(painter, rim, colour(dark, 0.35), 3)


def _curls(painter: QPainter, look: Look, pose: Pose, brush: QBrush) -> None:  # noqa: ARG001 - styles are called alike
    """Two rows of curls."""
    yaw, pitch = pose.yaw, pose.pitch
    light, dark = _shade(look)
    for i in range(22):
        a = math.pi * (1.04 + 0.92 * i / 21)
        for ring in (0, 1):
            x = math.cos(a) * (57 - 20 * ring) + yaw * (6 + 10 * ring)
            y = -14 + math.sin(a) * (56 - 15 * ring) + pitch * 5 * ring
            r = 14.5 + 3 * math.sin(i * 1.7 + ring)
            oval(
                painter,
                (x, y),
                r,
                r,
                round_glow(
                    (x - 4, y - 5),
                    r * 1.3,
                    (0, colour(light)),
                    (0.7, colour(look.hair)),
                    (1, colour(dark)),
                ),
            )


def _crop(painter: QPainter, look: Look, pose: Pose, brush: QBrush) -> None:  # noqa: ARG001 - styles are called alike
    """Hair cut close."""
    yaw, pitch = pose.yaw, pose.pitch
    fill(painter, _cap(yaw, pitch, -30, 80, 6), brush)


def _wave(painter: QPainter, look: Look, pose: Pose, brush: QBrush) -> None:
    """A sweep to one side."""
    yaw, pitch = pose.yaw, pose.pitch
    light, _dark = _shade(look)
    fill(painter, _cap(yaw, pitch, -26, 80), brush)
    s = yaw * 22
    fill(
        painter,
        curve(
            (-52 + s * 0.3, -28),
            ((-46 + s, -96), (10 + s, -74)),
            ((58 + s * 0.5, -70), (54 + s * 0.3, -24)),
            ((34 + s, -50), (4 + s, -44)),
            ((-28 + s, -42), (-52 + s * 0.3, -28)),
        ),
        brush,
    )
    line(painter, curve((-30 + s, -52), ((-2 + s, -74), (38 + s, -48))), colour(light, 0.55), 3)


def _short(painter: QPainter, look: Look, pose: Pose, brush: QBrush) -> None:  # noqa: ARG001 - styles are called alike
    """A ragged fringe."""
    yaw, pitch = pose.yaw, pose.pitch
    fill(painter, _cap(yaw, pitch, -22, 80), brush)
    s = yaw * 24
    for i, x in enumerate((-40, -22, -4, 14, 32)):
        tip = (x + 10 + s, -20 + pitch * 8 + (i % 2) * 3)
        fill(
            painter,
            curve(
                (x - 14 + s, -44 + pitch * 6),
                ((x - 4 + s, -26), tip),
                ((x + 14 + s, -30), (x + 16 + s, -46 + pitch * 6)),
            ),
            brush,
        )


def _fringe(painter: QPainter, look: Look, pose: Pose, brush: QBrush) -> None:
    """A bob, long hair or bunches: a fringe or a parting."""
    yaw, pitch = pose.yaw, pose.pitch
    _light, dark = _shade(look)
    cap = _cap(yaw, pitch, -28 if look.style == "bunches" else -12, 80)
    fill(painter, cap, brush)
    painter.setClipPath(cap)
    s = yaw * 24
    if look.style == "bunches":
        line(
            painter,
            curve((s, -74), ((s * 1.1, -60), (s * 1.15, -42 + pitch * 6))),
            colour(mix(look.skin, "#3a1d18", 0.2)),
            2.2,
        )
    else:
        for x in (-28, -8, 14, 34):
            line(
                painter,
                curve((x + s * 0.7, -66), ((x + s, -44), (x + 3 + s, -27 + pitch * 8))),
                colour(dark, 0.35),
                2.4,
            )
        painter.setClipping(False)
        for side in (-1, 1):
            edge = side * (HEAD + 2)
            fill(
                painter,
                curve(
                    (edge, -24),
                    ((edge + side * 10, 20), (edge + side * 2 - yaw * 6, 54)),
                    ((edge - side * 16 - yaw * 4, 40), (edge - side * 13, -14)),
                ),
                brush,
            )
    painter.setClipping(False)
    if look.band and look.style != "bunches":
        line(
            painter,
            curve((-HEAD - 1, -24), ((yaw * 14, -92), (HEAD + 1, -24))),
            colour(look.band),
            7,
        )


_STYLES = {
    "patka": _patka,
    "headscarf": _headscarf,
    "curls": _curls,
    "crop": _crop,
    "wave": _wave,
    "short": _short,
}


def front_hair(painter: QPainter, look: Look, pose: Pose) -> None:
    """Hair over the head, or what is worn on it."""
    light, dark = _shade(look)
    brush = round_glow(
        (-18 + pose.yaw * 20, -62),
        110,
        (0, colour(light)),
        (0.45, colour(look.hair)),
        (1, colour(dark)),
    )
    painter.save()
    _STYLES.get(look.style, _fringe)(painter, look, pose, brush)
    painter.restore()
