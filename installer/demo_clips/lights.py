"""What lights (bubble tube, lamp, ball, star mobile), and what light does to a room."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath

from demo_clips.brush import (
    Point,
    across,
    box,
    colour,
    curve,
    down,
    fill,
    line,
    mix,
    oval,
    round_glow,
    shadow,
)
from demo_clips.motion import seeded

WIDTH, HEIGHT = 960, 540


_LIGHTS = ("#45c8ff", "#6f8bff", "#b67aff", "#ff78c4", "#b67aff", "#6f8bff", "#45c8ff", "#3fe0c4")


def tube_colour(seconds: float) -> str:
    """The colour a bubble tube has drifted to."""
    place = seconds / 2.6
    first = int(place) % len(_LIGHTS)
    return mix(_LIGHTS[first], _LIGHTS[(first + 1) % len(_LIGHTS)], place - int(place))


def bubble_tube(painter: QPainter, x: float, seconds: float, lit: float, running: float) -> None:
    """A bubble tube standing at `x`; `lit` and `running` (light, bubbles) from 0 to 1."""
    top, bottom, half = 26.0, 462.0, 46.0
    shade = mix("#4a5878", tube_colour(seconds), lit)
    shadow(painter, (x, bottom + 30), 110, 22, 0.45)
    tube = QPainterPath()
    tube.addRoundedRect(QRectF(x - half, top, 2 * half, bottom - top), 30, 30)
    edge = colour(mix(shade, "#ffffff", 0.25), 0.9)
    inner = colour(mix(shade, "#0f1730", 0.35 - 0.25 * lit), 0.92)
    fill(
        painter,
        tube,
        across(
            x - half,
            x + half,
            (0, edge),
            (0.2, inner),
            (0.7, inner),
            (1, colour(mix(shade, "#0f1730", 0.3), 0.95)),
        ),
    )
    painter.save()
    painter.setClipPath(tube)
    if lit > 0:
        fill(
            painter,
            tube,
            down(
                top, bottom, (0, colour("#ffffff", 0.05 * lit)), (1, colour("#ffffff", 0.5 * lit))
            ),
        )
    rng = seeded(11)
    for _ in range(34):
        size = rng.uniform(4, 12.5)
        speed = 46 + size * 7 + rng.uniform(0, 26)
        phase = rng.uniform(0, bottom - top)
        rise = (phase + speed * seconds) % (bottom - top)
        wobble = math.sin(seconds * rng.uniform(2, 4) + phase) * 7
        place = (x + rng.uniform(-30, 30) + wobble, bottom - rise)
        strength = running * (0.35 + 0.65 * lit)
        if strength <= 0.02:
            continue
        oval(
            painter,
            place,
            size,
            size,
            round_glow(
                (place[0] - size * 0.3, place[1] - size * 0.3),
                size,
                (0, colour("#ffffff", 0.95 * strength)),
                (0.5, colour(mix(shade, "#ffffff", 0.55), 0.5 * strength)),
                (1, colour("#ffffff", 0.75 * strength)),
            ),
        )
    painter.restore()
    line(
        painter,
        curve((x - half + 12, top + 26), ((x - half + 9, 240), (x - half + 12, bottom - 40))),
        colour("#ffffff", 0.28),
        6,
    )
    box(
        painter,
        (x - half - 8, top - 12, 2 * half + 16, 22),
        10,
        down(top - 12, top + 10, (0, colour("#566382")), (1, colour("#323c58"))),
    )
    box(
        painter,
        (x - half - 22, bottom - 14, 2 * half + 44, 52),
        14,
        down(bottom - 14, bottom + 38, (0, colour("#55618a")), (1, colour("#2b3452"))),
    )


def lamp(painter: QPainter, x: float, base: float, lit: float, shade: str) -> None:
    """A tall colour-changing table lamp (a glowing egg on a stand)."""
    shadow(painter, (x, base + 6), 74, 14, 0.35)
    box(
        painter,
        (x - 44, base - 18, 88, 22),
        10,
        down(base - 18, base + 4, (0, colour("#f4f1ea")), (1, colour("#b9b1a2"))),
    )
    egg = curve(
        (x, base - 208),
        ((x + 60, base - 196), (x + 76, base - 30), (x, base - 18)),
        ((x - 76, base - 30), (x - 60, base - 196), (x, base - 208)),
    )
    pale = mix("#f3f0ea", shade, 0.85 * lit)
    fill(
        painter,
        egg,
        round_glow(
            (x, base - 90),
            130,
            (0, colour(mix(pale, "#ffffff", 0.75))),
            (0.6, colour(pale)),
            (1, colour(mix(pale, "#3a3450", 0.25))),
        ),
    )


def glow_ball(painter: QPainter, centre: Point, lit: float, shade: str, size: float = 50) -> None:
    """A soft spiky ball that lights from inside."""
    x, y = centre
    body = mix("#8d90a6", shade, lit)
    shadow(painter, (x, y + size + 8), size * 1.1, size * 0.22, 0.4)
    for i in range(28):
        a = i * math.tau / 28
        oval(
            painter,
            (x + math.cos(a) * size * 0.98, y + math.sin(a) * size * 0.98),
            size * 0.13,
            size * 0.13,
            colour(mix(body, "#ffffff", 0.2)),
        )
    oval(
        painter,
        centre,
        size,
        size,
        round_glow(
            (x - size * 0.25, y - size * 0.3),
            size * 1.5,
            (0, colour(mix(body, "#ffffff", 0.35 + 0.5 * lit))),
            (0.6, colour(body)),
            (1, colour(mix(body, "#14142a", 0.35))),
        ),
    )
    rng = seeded(3)
    for _ in range(22):
        a, r = rng.uniform(0, math.tau), size * math.sqrt(rng.uniform(0, 0.8))
        oval(
            painter,
            (x + math.cos(a) * r, y + math.sin(a) * r),
            size * 0.09,
            size * 0.09,
            colour(mix(body, "#ffffff", 0.45), 0.8),
        )


def mobile(painter: QPainter, centre: Point, turn: float, lit: float) -> None:
    """A hanging ring of stars that turns and lights."""
    x, y = centre
    line(painter, curve((x, -10), ((x, y * 0.5), (x, y))), colour("#e9e2f2", 0.8), 2.5)
    for i in sorted(range(6), key=lambda k: math.sin(turn + k * math.tau / 6)):
        a = turn + i * math.tau / 6
        px, depth = x + math.cos(a) * 124, math.sin(a)
        py = y + 44 + depth * 20 + (i % 2) * 26
        line(
            painter,
            curve((x + math.cos(a) * 118, y + depth * 14), ((px, (y + py) / 2), (px, py))),
            colour("#e9e2f2", 0.5),
            1.6,
        )
        size = 20 + depth * 4
        shade = mix("#a79fb8", ("#ffd166", "#7bd8ff", "#ff9ecb")[i % 3], lit)
        star = QPainterPath()
        for k in range(10):
            r = size if k % 2 == 0 else size * 0.46
            point = QPointF(px + r * math.sin(k * math.pi / 5), py - r * math.cos(k * math.pi / 5))
            star.lineTo(point) if k else star.moveTo(point)
        star.closeSubpath()
        fill(painter, star, QColor(mix(shade, "#ffffff", 0.25 * lit)))
    ring = QPainterPath()
    ring.addEllipse(QPointF(x, y), 122, 15)
    line(painter, ring, colour("#d9cfe6"), 6)


def dim(
    painter: QPainter,
    amount: float,
    shade: str = "#2a3468",
    lamp: tuple[Point, float, str, float] | None = None,
) -> None:
    """Take light out of the picture (0 as it is, 1 nearly night), save where a lamp shines.

    `lamp` is its centre, its reach, its colour and how strongly it is lit (0 to 1).
    """
    dark = mix("#ffffff", shade, amount)
    brush: QBrush | QColor = colour(dark)
    if lamp is not None and lamp[3] > 0:
        centre, reach, tint, strength = lamp
        near = mix(dark, mix("#ffffff", tint, 0.34), strength)
        half = mix(dark, mix("#e4e6f2", tint, 0.42), strength * 0.72)
        far = mix(dark, tint, strength * 0.10)
        brush = round_glow(centre, reach, (0, colour(near)), (0.5, colour(half)), (1, colour(far)))
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
    painter.fillRect(QRectF(0, 0, 2000, 2000), brush)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)


def light(
    painter: QPainter,
    centre: Point,
    radius: float,
    shade: str,
    strength: float,
    stretch: float = 1.0,
) -> None:
    """Add the glow of a lamp; `stretch` makes it taller."""
    if strength <= 0.005:
        return
    painter.save()
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Screen)
    painter.translate(*centre)
    painter.scale(1.0, stretch)
    oval(
        painter,
        (0, 0),
        radius,
        radius,
        round_glow(
            (0, 0),
            radius,
            (0, colour(shade, strength)),
            (0.4, colour(shade, strength * 0.45)),
            (1, colour(shade, 0)),
        ),
    )
    painter.restore()


def corners(painter: QPainter, width: float = WIDTH, height: float = HEIGHT) -> None:
    """Darken the corners a little, as a lens does."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(
        round_glow(
            (width / 2, height / 2),
            max(width, height) * 0.66,
            (0, colour("#000000", 0)),
            (0.72, colour("#000000", 0)),
            (1, colour("#000000", 0.32)),
        )
    )
    painter.drawRect(QRectF(0, 0, width, height))
