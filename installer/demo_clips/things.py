"""The things the children play with: switch, fan, drum, water, swing."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPainterPath

from demo_clips.brush import (
    Point,
    across,
    bend,
    box,
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


def switch(painter: QPainter, centre: Point, shade: str, down_by: float, size: float = 1.0) -> None:
    """A big round switch; `down_by` 0 up, 1 pressed."""
    x, y = centre
    rx, ry = 46 * size, 19 * size
    shadow(painter, (x, y + 16 * size), rx * 1.25, ry * 1.2, 0.4)
    box(
        painter,
        (x - rx - 6, y, 2 * rx + 12, 20 * size),
        10,
        down(y, y + 20, (0, colour("#f4f5f8")), (1, colour("#b3bccb"))),
    )
    oval(painter, (x, y + 2), rx + 6, ry + 4, colour("#e7eaf0"))
    lift = (13 - 9 * down_by) * size
    body = QPainterPath()
    body.addEllipse(QPointF(x, y), rx, ry)
    stand = QPainterPath()
    stand.addRect(QRectF(x - rx, y - lift, 2 * rx, lift))
    fill(painter, body.united(stand), colour(mix(shade, "#101426", 0.35)))
    oval(
        painter,
        (x, y - lift),
        rx,
        ry,
        round_glow(
            (x - rx * 0.4, y - lift - ry * 0.5),
            rx * 1.7,
            (0, colour(mix(shade, "#ffffff", 0.4))),
            (0.5, colour(shade)),
            (1, colour(mix(shade, "#101426", 0.25))),
        ),
    )


def cable(painter: QPainter, start: Point, end: Point) -> None:
    """A switch's lead."""
    line(
        painter,
        curve(start, ((start[0] + 70, start[1] + 60), ((start[0] + end[0]) / 2, end[1] + 26), end)),
        colour("#232b3d", 0.85),
        5,
    )


def fan(painter: QPainter, centre: Point, turn: float, blow: float, seconds: float) -> None:
    """A table fan with ribbons; `turn` in degrees, `blow` how far the ribbons fly."""
    x, y = centre
    shadow(painter, (x + 6, y + 150), 90, 18, 0.35)
    box(painter, (x - 10, y + 60, 26, 84), 8, colour("#8fa1b5"))
    box(
        painter,
        (x - 58, y + 134, 122, 20),
        10,
        down(y + 134, y + 154, (0, colour("#b9c7d6")), (1, colour("#7d8ea2"))),
    )
    oval(painter, (x + 8, y), 92, 98, colour("#7f93a8"))
    oval(painter, (x, y), 92, 98, colour("#dfe8ef"))
    oval(
        painter,
        (x, y),
        84,
        90,
        round_glow(centre, 92, (0, colour("#f8fcff")), (1, colour("#bccbd8"))),
    )
    painter.save()
    painter.translate(x, y)
    for i in range(4):
        painter.save()
        painter.rotate(turn + i * 90)
        fill(
            painter,
            curve((0, -6), ((30, -64), (66, -40), (70, -14)), ((40, 4), (0, 8))),
            colour(("#e46a6a", "#f2b84b", "#5fb39b", "#6a8fd0")[i], 0.92 - 0.35 * blow),
        )
        painter.restore()
    painter.restore()
    ring = QPainterPath()
    ring.addEllipse(QPointF(x, y), 88, 94)
    line(painter, ring, colour("#91a4b8"), 4)
    oval(painter, centre, 14, 14, colour("#4d6076"))
    for i in range(6):
        shade = ("#e46a6a", "#f2b84b", "#5fb39b", "#6a8fd0", "#c778b8", "#f08a5d")[i]
        sx, sy = x - 62 + i * 5, y - 66 + i * 26
        wave = math.sin(seconds * 13 + i * 1.3) * 15 * blow
        flow = math.sin(seconds * 8 + i * 2.1) * 10 * blow
        end = (sx - 14 - 150 * blow, sy + 92 * (1 - blow) + wave)
        points = bend((sx, sy), (sx - 70 * blow, sy + 40 * (1 - blow) - flow - 14 * blow), end)
        fill(painter, limb(points, [9 - 0.12 * k for k in range(23)]), colour(shade))


def drum(painter: QPainter, centre: Point, ring: float) -> None:
    """A floor drum seen from a little above; `ring` is how much its skin is quivering."""
    x, y = centre
    shadow(painter, (x, y + 112), 180, 28, 0.4)
    shell = QPainterPath()
    shell.addRect(QRectF(x - 150, y, 300, 84))
    under = QPainterPath()
    under.addEllipse(QPointF(x, y + 84), 150, 44)
    fill(
        painter,
        shell.united(under),
        across(
            x - 150,
            x + 150,
            (0, colour("#e27d52")),
            (0.4, colour("#d2603a")),
            (1, colour("#8e3a22")),
        ),
    )
    for i in range(7):
        px = x - 140 + i * 46
        line(
            painter,
            curve((px, y + 22), ((px + 12, y + 60), (px + 22, y + 96))),
            colour("#f4e3c1", 0.85),
            4,
        )
    oval(painter, centre, 154, 50, colour("#6e3420"))
    oval(
        painter,
        (x, y - 3),
        148,
        46,
        round_glow((x - 40, y - 18), 190, (0, colour("#fff6e2")), (1, colour("#dcc39a"))),
    )
    for k in range(3):
        if ring > 0.03:
            grown = QPainterPath()
            grown.addEllipse(
                QPointF(x, y - 3),
                (40 + 36 * k) * (1.15 - ring * 0.3),
                (12 + 11 * k) * (1.15 - ring * 0.3),
            )
            line(painter, grown, colour("#a9824d", 0.5 * ring), 2.4)


def water(
    painter: QPainter,
    area: tuple[float, float, float, float],
    seconds: float,
    stir: float,
    ripples: tuple[tuple[Point, float], ...],
) -> None:
    """A tray of water; `ripples` are (centre, age in seconds)."""
    x, y, width, height = area
    box(
        painter,
        (x - 16, y - 14, width + 32, height + 40),
        34,
        down(y, y + height + 26, (0, colour("#f3f6fa")), (1, colour("#a7b6c8"))),
    )
    pool = QPainterPath()
    pool.addRoundedRect(QRectF(x, y, width, height), 26, 26)
    fill(painter, pool, down(y, y + height, (0, colour("#4f9fc4")), (1, colour("#9fdcec"))))
    painter.save()
    painter.setClipPath(pool)
    for i in range(7):
        wy = y + 14 + i * height / 7
        drift = math.sin(seconds * 0.9 + i * 1.7) * (8 + 20 * stir)
        line(
            painter,
            curve(
                (x - 20, wy),
                (
                    (x + width * 0.3 + drift, wy - 7 - 5 * stir),
                    (x + width * 0.7 + drift, wy + 8 + 5 * stir),
                    (x + width + 20, wy),
                ),
            ),
            colour("#ffffff", 0.22),
            3,
        )
    for centre, age in ripples:
        for k in range(3):
            radius = (age - k * 0.22) * 95
            if 4 < radius < 190:
                wave = QPainterPath()
                wave.addEllipse(QPointF(*centre), radius, radius * 0.36)
                line(painter, wave, colour("#ffffff", 0.75 * (1 - radius / 190)), 3)
    painter.restore()
    for i, (px, py, shade) in enumerate(((0.14, 0.5, "#f2b84b"), (0.86, 0.62, "#e46a6a"))):
        bob = math.sin(seconds * 1.6 + i * 2) * 3 * (1 + 2 * stir)
        oval(
            painter,
            (x + width * px, y + height * py + bob),
            19,
            15,
            round_glow(
                (x + width * px - 5, y + height * py + bob - 5),
                24,
                (0, colour(mix(shade, "#ffffff", 0.5))),
                (1, colour(shade)),
            ),
        )


def jug(painter: QPainter, spout: Point, tilt: float, pouring: float, surface: float) -> None:
    """A jug whose spout is at a point; pours down to the height `surface`."""
    if pouring > 0.02:
        x, y = spout
        stream = limb(
            bend((x, y), (x - 6, y + 20), (x - 8, surface)),
            [3 + 10 * pouring - 0.1 * k for k in range(23)],
        )
        fill(painter, stream, colour("#c9f0fa", 0.85))
    painter.save()
    painter.translate(*spout)
    painter.rotate(-tilt)
    fill(
        painter,
        curve(
            (-8, -4),
            ((4, 8), (8, 20)),
            ((8, 76), (14, 84)),
            ((46, 92), (78, 84)),
            ((84, 40), (84, 4)),
            ((40, -6), (-8, -4)),
        ),
        across(0, 84, (0, colour("#f2d26a")), (1, colour("#d9a93a"))),
    )
    line(painter, curve((82, 14), ((116, 16), (112, 54), (84, 60))), colour("#d9a93a"), 9)
    painter.restore()


def swing_seat(painter: QPainter) -> None:
    """The front of a supportive swing seat, before a child whose neck is at (0, 0)."""
    fill(
        painter,
        curve(
            (-104, 120),
            ((-104, 232), (-60, 250), (0, 250)),
            ((60, 250), (104, 232), (104, 120)),
            ((0, 156), (-104, 120)),
        ),
        across(-104, 104, (0, colour("#e0604f")), (0.5, colour("#cf4a3c")), (1, colour("#8d2c24"))),
    )
    line(painter, curve((-104, 122), ((0, 158), (104, 122))), colour("#f6d9b0"), 9)


def ropes(painter: QPainter, length: float) -> None:
    """The swing's two ropes, from its seat up to its beam."""
    for side in (-1, 1):
        line(
            painter,
            curve((side * 96, 128), ((side * 94, 0), (side * 84, -length))),
            colour("#d9c6a2"),
            8,
        )
        line(
            painter,
            curve((side * 96, 128), ((side * 94, 0), (side * 84, -length))),
            colour("#a98f63", 0.6),
            2,
        )
