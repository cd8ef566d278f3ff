"""Haruto: the drum."""

from __future__ import annotations

import math

from PySide6.QtGui import QPainter

from demo_clips import lights, rooms, things
from demo_clips.acting import Acting
from demo_clips.brush import shadow
from demo_clips.cast import PRIYA, PUPILS
from demo_clips.motion import ease, steady, track
from demo_clips.people import child
from demo_clips.scene import Scene, arms_only, moments, room, seated
from demo_clips.sound import Noise


def drum(
    name: str,
    taken: str,
    *,
    cue: float,
    stills: float,
    looks: float,
    answers: float,
    again: float,
    seconds: float,
) -> Scene:
    """An adult plays two beats and waits; Haruto answers, looks up, and plays again."""
    beats = (answers, answers + 0.62, again, again + 0.6)
    adult_beats = (cue - 0.6, cue)
    way: list[tuple[float, float, float]] = [(0.0, 96.0, 112.0), (answers - 0.5, 96.0, 112.0)]
    for beat in beats:
        way += [(beat - 0.24, 140.0, 86.0), (beat, 162.0, 152.0), (beat + 0.12, 160.0, 146.0)]
    way.append((again + 1.6, 104.0, 112.0))
    acting = Acting(
        seed=61,
        stir=track(
            (0, 0.7), (stills - 0.2, 0.7), (stills + 0.06, 0.06), (answers, 0.1), (again + 1.0, 0.4)
        ),
        yaw=track(
            (0, 0.35), (looks - 0.12, 0.35), (looks + 0.35, 0.75), (again - 0.4, 0.7), (again, 0.4)
        ),
        pitch=track(
            (0, -0.3), (looks - 0.12, -0.35), (looks + 0.35, 0.3), (again - 0.4, 0.3), (again, -0.3)
        ),
        gaze_x=track(
            (0, 0.4), (looks - 0.12, 0.4), (looks + 0.15, 0.9), (again - 0.3, 0.8), (again, 0.4)
        ),
        gaze_y=track(
            (0, -0.6), (looks - 0.12, -0.7), (looks + 0.15, 0.5), (again - 0.4, 0.5), (again, -0.7)
        ),
        right=tuple(way),
        left=((0.0, -70.0, 150.0),),
        smile=track((0, 0.2), (answers + 0.3, 0.3), (looks + 0.5, 0.9)),
        mouth=track((0, 0.0), (looks, 0.0), (looks + 0.4, 0.5), (again, 0.3)),
        brows=track((0, 0.1), (looks, 0.2), (looks + 0.3, 0.8), (again, 0.3)),
        stretch=steady(0.8),
        lean=track((0, 1), (answers, 1), (answers + 0.2, 4), (again + 1, 2)),
    )

    def ring(t: float) -> float:
        return max((math.exp(-(t - b) * 4) for b in (*beats, *adult_beats) if t >= b), default=0.0)

    def draw(painter: QPainter, t: float) -> None:
        painter.drawImage(0, 0, room("hall"))
        shadow(painter, (320, 500), 170, 26, 0.4)
        seated(
            painter,
            (320, 258),
            1.0,
            lambda: child(painter, PUPILS["haruto"], acting.pose(t), arms=False),
        )
        seated(painter, (320, 258), 1.0, lambda: rooms.lap(painter))
        things.drum(painter, (520, 424), ring(t))
        arms_only(painter, (320, 258), 1.0, PUPILS["haruto"], acting, t)
        lift = min((abs(t - b) for b in adult_beats), default=9.0)
        up = ease(lift / 0.25)
        here = 1 - ease((t - cue - 0.7) / 0.8)
        rooms.adult_arm(
            painter,
            (1010, 470),
            (612 + 90 * (1 - here), 404 - 62 * up * here + 16 * (1 - here)),
            *PRIYA,
            sag=-30,
            flip=True,
        )
        lights.corners(painter)

    noises = (
        tuple(Noise("drum", b, 1, 0.8) for b in adult_beats)
        + tuple(Noise("drum", b) for b in beats)
        + (Noise("call", looks + 0.4),)
    )
    return Scene(
        name,
        seconds,
        30,
        taken,
        draw,
        noises,
        moments(cue=cue, stills=stills, answers=answers, looks=looks, again=again),
    )
