"""Rooms and furniture of the invented school: backgrounds, chairs, tables, and the adult's arm."""

from __future__ import annotations

import math
from collections.abc import Callable

from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage, QPainter, QPainterPath

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
    softened,
)
from demo_clips.motion import seeded
from demo_clips.people import hand

WIDTH, HEIGHT = 960, 540


def background(
    draw: Callable[[QPainter], None], blur: int = 7, width: int = WIDTH, height: int = HEIGHT
) -> QImage:
    """A room drawn once, slightly out of focus."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    draw(painter)
    painter.end()
    return softened(image, blur)


def sensory_room(painter: QPainter) -> None:
    """A dim room with hung cloth, padded floor and a curtain of light threads."""
    painter.fillRect(
        0,
        0,
        WIDTH,
        HEIGHT,
        down(0, HEIGHT, (0, colour("#4b5a80")), (0.75, colour("#5b6a90")), (1, colour("#39456a"))),
    )
    for i in range(9):
        x = -40 + i * 125
        fold = curve(
            (x, 0),
            ((x + 18, 220), (x - 6, 420)),
            ((x + 60, 400), (x + 118, 420)),
            ((x + 96, 200), (x + 120, 0)),
        )
        fill(
            painter,
            fold,
            across(
                x,
                x + 120,
                (0, colour("#66759e", 0.55)),
                (0.45, colour("#8291b8", 0.35)),
                (1, colour("#3d4a70", 0.55)),
            ),
        )
    rng = seeded(4)
    for i in range(26):
        left = 24 + i * 5.2
        thread = curve(
            (left, 0), ((left + rng.uniform(-6, 6), 200), (left + rng.uniform(-10, 10), 390))
        )
        line(painter, thread, colour(("#c9b6ff", "#a9dcff", "#ffd2ec")[i % 3], 0.5), 1.6)
    painter.fillRect(
        0, 408, WIDTH, 132, down(408, 540, (0, colour("#46527c")), (1, colour("#2b3558")))
    )
    for x in range(-60, WIDTH, 150):
        line(
            painter,
            curve((x + 70, 408), ((x + 30, 470), (x - 40, 540))),
            colour("#2a3358", 0.55),
            3,
        )
    box(
        painter,
        (0, 400, WIDTH, 14),
        0,
        down(400, 414, (0, colour("#6a78a4")), (1, colour("#39446c"))),
    )


def classroom(painter: QPainter) -> None:
    """A bright classroom: a window with trees, a shelf of boxes, a display of painted hands."""
    painter.fillRect(
        0,
        0,
        WIDTH,
        HEIGHT,
        down(0, HEIGHT, (0, colour("#f2ead8")), (0.8, colour("#e6dbc2")), (1, colour("#d6c8a8"))),
    )
    box(painter, (40, 40, 250, 210), 10, colour("#fdfaf2"))
    box(
        painter,
        (52, 52, 226, 186),
        6,
        down(52, 238, (0, colour("#bfe0f3")), (0.7, colour("#e3f2f4")), (1, colour("#b7d7a0"))),
    )
    for x, y, r in ((90, 190, 40), (150, 205, 34), (220, 180, 50), (262, 210, 30)):
        oval(painter, (x, y), r, r * 0.9, colour("#8dbb74", 0.9))
    box(painter, (160, 52, 8, 186), 0, colour("#fdfaf2"))
    box(painter, (620, 60, 300, 150), 8, colour("#c9dbe8"))
    rng = seeded(8)
    for i in range(10):
        x, y = 650 + (i % 5) * 60, 100 + (i // 5) * 64
        shade = ("#e07a5f", "#f2c14e", "#81b29a", "#7c9cc9", "#c98bb9")[i % 5]
        oval(painter, (x, y), 17, 18, colour(shade))
        for k in range(4):
            oval(painter, (x - 13 + k * 9, y - 22 + abs(k - 1.5) * 3), 4.2, 9, colour(shade))
        oval(painter, (x + 20, y - 2 + rng.uniform(-2, 2)), 7, 4.5, colour(shade))
    box(painter, (340, 250, 250, 14), 4, colour("#c8a779"))
    for i, shade in enumerate(("#7fae9c", "#e2a15a", "#6d91b8", "#d67f86")):
        box(
            painter,
            (352 + i * 58, 196, 48, 54),
            6,
            down(196, 250, (0, colour(mix(shade, "#ffffff", 0.2))), (1, colour(shade))),
        )
    painter.fillRect(
        0, 430, WIDTH, 110, down(430, 540, (0, colour("#bfa884")), (1, colour("#9c8763")))
    )


def hall(painter: QPainter) -> None:
    """A high hall with wall bars, a crash mat and warm light."""
    painter.fillRect(
        0,
        0,
        WIDTH,
        HEIGHT,
        down(0, HEIGHT, (0, colour("#dfe7ea")), (0.8, colour("#c9d6da")), (1, colour("#b8c7cb"))),
    )
    for x in (60, 170, 280):
        box(painter, (x, 30, 12, 380), 4, colour("#b98a58"))
    for y in range(50, 400, 34):
        box(painter, (66, y, 220, 9), 4, colour("#cfa16d"))
    box(
        painter, (690, 0, 190, 250), 4, down(0, 250, (0, colour("#f8fbff")), (1, colour("#e4eef6")))
    )
    painter.fillRect(
        0, 410, WIDTH, 130, down(410, 540, (0, colour("#c79a63")), (1, colour("#a2753f")))
    )
    for y in range(424, 540, 22):
        painter.fillRect(0, y, WIDTH, 2, colour("#8e6434", 0.35))
    box(
        painter,
        (300, 440, 520, 70),
        16,
        down(440, 510, (0, colour("#4f7fa8")), (1, colour("#335b80"))),
    )


def quiet_room(painter: QPainter) -> None:
    """A small calm room in evening colours with a soft lamp on the wall."""
    painter.fillRect(
        0,
        0,
        WIDTH,
        HEIGHT,
        down(0, HEIGHT, (0, colour("#7f7596")), (0.75, colour("#a08fa6")), (1, colour("#75678a"))),
    )
    oval(
        painter,
        (170, 120),
        260,
        260,
        round_glow((170, 120), 260, (0, colour("#ffd9a0", 0.75)), (1, colour("#ffd9a0", 0))),
    )
    box(painter, (150, 84, 42, 64), 16, colour("#ffe8c2"))
    for i in range(7):
        x = 300 + i * 100
        fill(
            painter,
            curve(
                (x, 0),
                ((x + 20, 200), (x, 420)),
                ((x + 50, 430), (x + 96, 420)),
                ((x + 80, 200), (x + 96, 0)),
            ),
            across(
                x,
                x + 96,
                (0, colour("#8d7f9f", 0.7)),
                (0.5, colour("#b5a4b8", 0.5)),
                (1, colour("#6f6285", 0.7)),
            ),
        )
    painter.fillRect(
        0, 425, WIDTH, 115, down(425, 540, (0, colour("#5f5375")), (1, colour("#463c5c")))
    )


def chair(painter: QPainter, frame: str = "#3b4a63", pad: str = "#5874a6") -> None:
    """A supportive wheelchair behind a child whose neck is at (0, 0)."""
    shadow(painter, (0, 330), 190, 30, 0.4)
    box(
        painter,
        (-72, -142, 144, 70),
        30,
        across(
            -72, 72, (0, colour(mix(pad, "#ffffff", 0.18))), (1, colour(mix(pad, "#101426", 0.3)))
        ),
    )
    box(painter, (-12, -90, 24, 90), 6, colour(frame))
    box(
        painter,
        (-92, -14, 184, 250),
        34,
        across(
            -92, 92, (0, colour(mix(pad, "#ffffff", 0.1))), (1, colour(mix(pad, "#101426", 0.34)))
        ),
    )
    box(painter, (-112, 110, 34, 26), 12, colour(frame))
    box(painter, (78, 110, 34, 26), 12, colour(frame))
    wheel = QPainterPath()
    wheel.addEllipse(QPointF(-84, 268), 86, 86)
    line(painter, wheel, colour("#20293a"), 13)
    line(painter, wheel, colour("#7d8aa3", 0.7), 2.5)
    for x, y in ((0, 86), (86, 0), (61, 61), (-61, 61)):
        line(
            painter,
            curve((-84 - x, 268 - y), ((-84, 268), (-84 + x, 268 + y))),
            colour("#8d99b0", 0.55),
            2,
        )
    oval(painter, (-84, 268), 14, 14, colour("#3b4760"))


def lap(painter: QPainter, shade: str = "#33456b") -> None:
    """The folded legs of a child who sits on the floor."""
    oval(painter, (0, 222), 100, 36, colour(mix(shade, "#101426", 0.2)))
    for side in (-1, 1):
        knee = bend((side * 18, 190), (side * 92, 176), (side * 120, 226))
        fill(
            painter,
            limb(knee, [60 - 0.5 * i for i in range(23)]),
            colour(mix(shade, "#101426", 0.12 if side < 0 else 0)),
        )
        shin = bend((side * 120, 226), (side * 60, 262), (side * -34, 250))
        fill(
            painter,
            limb(shin, [48 - 0.8 * i for i in range(23)]),
            colour(mix(shade, "#ffffff", 0.06)),
        )


def straps(painter: QPainter, shade: str = "#28344b") -> None:
    """A chest harness over the child's top."""
    for side in (-1, 1):
        line(
            painter,
            curve((side * 44, 2), ((side * 36, 60), (side * 26, 120))),
            colour(shade, 0.9),
            9,
        )
    line(painter, curve((-64, 118), ((0, 128), (64, 118))), colour(shade, 0.9), 9)
    box(painter, (-11, 113, 22, 18), 4, colour("#8a96ab"))


def standing_frame(painter: QPainter) -> None:
    """The front of a standing frame: a padded chest support and an upright."""
    box(
        painter,
        (-84, 96, 168, 66),
        26,
        down(96, 162, (0, colour("#7b62a8")), (1, colour("#50407a"))),
    )
    box(painter, (-13, 150, 26, 230), 8, colour("#5a667c"))
    for side in (-1, 1):
        box(painter, (side * 92 - 8, 60, 16, 130), 8, colour("#5a667c"))


def tray(painter: QPainter, area: tuple[float, float, float, float], wood: str = "#d9b98a") -> None:
    """A tray or table top seen from a little above, as (x, y, width, height)."""
    x, y, width, height = area
    shadow(painter, (x + width / 2, y + height + 22), width * 0.52, 26, 0.35)
    top = QPainterPath(QPointF(x + 34, y))
    top.lineTo(x + width - 34, y)
    top.quadTo(x + width - 8, y, x + width - 2, y + height * 0.7)
    top.quadTo(x + width, y + height, x + width - 22, y + height)
    top.lineTo(x + 22, y + height)
    top.quadTo(x, y + height, x + 2, y + height * 0.7)
    top.quadTo(x + 8, y, x + 34, y)
    fill(painter, top.translated(0, 11), colour(mix(wood, "#2a1a10", 0.5)))
    fill(
        painter,
        top,
        down(
            y,
            y + height,
            (0, colour(mix(wood, "#2a1a10", 0.10))),
            (1, colour(mix(wood, "#ffffff", 0.18))),
        ),
    )


def adult_arm(
    painter: QPainter,
    start: Point,
    wrist: Point,
    skin: str,
    sleeve: str,
    *,
    stretch: float = 0.6,
    sag: float = 30,
    flip: bool = False,
) -> None:
    """An adult's arm from beyond the picture to a wrist, with a lanyard-blue cuff of `sleeve`."""
    middle = ((start[0] + wrist[0]) / 2, (start[1] + wrist[1]) / 2 + sag)
    points = bend(start, middle, wrist)
    widths = [62 - 24 * i / 22 for i in range(23)]
    fill(painter, limb(points, widths), colour(skin))
    ax, ay = points[-4]
    hand(
        painter,
        skin,
        wrist,
        math.degrees(math.atan2(wrist[1] - ay, wrist[0] - ax)),
        stretch,
        1.5,
        flip,
    )
    fill(
        painter,
        limb(points[:17], [w + 12 for w in widths[:17]]),
        down(
            min(start[1], wrist[1]) - 40,
            max(start[1], wrist[1]) + 50,
            (0, colour(mix(sleeve, "#ffffff", 0.14))),
            (1, colour(mix(sleeve, "#101426", 0.28))),
        ),
    )
