"""What a scene is, and what all scenes share: a room, a child in place, an adult's hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from PySide6.QtGui import QImage, QPainter

from demo_clips import rooms
from demo_clips.acting import Acting
from demo_clips.look import Look
from demo_clips.motion import ease
from demo_clips.people import arms
from demo_clips.sound import Noise

Draw = Callable[[QPainter, float], None]


@dataclass(frozen=True)
class Moment:
    """Something that happens at a moment of a clip; the key is what markers refer to."""

    key: str
    seconds: float


@dataclass(frozen=True)
class Scene:
    """One clip: what is drawn and heard, and how it is encoded.

    `rate` is frames a second; `uneven` makes the rate vary as a phone's does in poor light;
    `upright` is a picture 540 wide and 960 high, stored on its side with rotation metadata.
    """

    name: str
    seconds: float
    rate: int
    taken: str
    draw: Draw
    noises: tuple[Noise, ...]
    moments: tuple[Moment, ...]
    codec: str = "h264"
    uneven: bool = False
    upright: bool = False


@cache
def room(name: str) -> QImage:
    """A room by its name, drawn once."""
    draw = getattr(rooms, name)
    return rooms.background(draw)


def seated(
    painter: QPainter, at: tuple[float, float], size: float, paint: Callable[[], None]
) -> None:
    """Draw something at a place and size of the picture."""
    painter.save()
    painter.translate(*at)
    painter.scale(size, size)
    paint()
    painter.restore()


def arms_only(
    painter: QPainter, at: tuple[float, float], size: float, look: Look, acting: Acting, t: float
) -> None:
    """The arms again, over a tray or table."""
    seated(painter, at, size, lambda: arms(painter, look, acting.pose(t)))


def helping_hand(
    painter: QPainter,
    t: float,
    start: float,
    press: float,
    away: tuple[float, float],
    near: tuple[float, float],
    target: tuple[float, float],
    who: tuple[str, str],
    *,
    flip: bool = True,
    sag: float = -24,
) -> None:
    """An adult's hand that comes in after `start`, touches the target at `press` and goes again."""
    come = ease((t - start + 0.5) / 0.9) * (1 - ease((t - press - 0.9) / 0.9))
    reach = ease((t - press + 0.5) / 0.45) * (1 - ease((t - press - 0.45) / 0.5))
    if come <= 0.01:
        return
    x = away[0] + (near[0] - away[0]) * come + (target[0] - near[0]) * reach
    y = away[1] + (near[1] - away[1]) * come + (target[1] - near[1]) * reach
    rooms.adult_arm(painter, (away[0] + 60, away[1] + 70), (x, y), *who, sag=sag, flip=flip)


def moments(**moments: float | None) -> tuple[Moment, ...]:
    """The moments that this scene has, in order of time."""
    found = [Moment(key, seconds) for key, seconds in moments.items() if seconds is not None]
    return tuple(sorted(found, key=lambda moment: moment.seconds))
