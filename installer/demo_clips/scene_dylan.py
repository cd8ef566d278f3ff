"""Dylan: the swing and “go”."""

from __future__ import annotations

import math

from PySide6.QtGui import QPainter

from demo_clips import lights, rooms, things
from demo_clips.acting import Acting
from demo_clips.brush import shadow
from demo_clips.cast import PUPILS, TOM
from demo_clips.motion import ease, track
from demo_clips.people import arms, child
from demo_clips.scene import Scene, moments, room
from demo_clips.sound import Noise


def swing(
    name: str,
    taken: str,
    *,
    cue: float,
    stills: float,
    leans: float,
    calls: float | None,
    goes: float,
    seconds: float,
    rate: int = 25,
) -> Scene:
    """“Ready, steady …”: the adult waits, holding the swing; Dylan asks for “go” in his own way."""
    asked = calls is not None
    joy = goes + 0.9
    acting = Acting(
        seed=31,
        stir=track(
            (0, 0.9), (stills - 0.2, 0.9), (stills + 0.1, 0.1), (goes, 0.12), (goes + 1.5, 0.35)
        ),
        yaw=track(
            (0, -0.3),
            (leans - 0.1, -0.3 if asked else 0.35),
            (leans + 0.5, -0.62 if asked else -0.2),
            (goes + 0.6, -0.1),
        ),
        pitch=track((0, -0.1), (leans, -0.1), (leans + 0.5, 0.1), (goes + 0.7, 0.25)),
        gaze_x=track(
            (0, -0.2),
            (leans - 0.12, 0.1 if asked else 0.4),
            (leans + 0.2, -0.85),
            (goes + 0.8, -0.1),
        ),
        gaze_y=track((0, -0.2), (leans + 0.3, 0.25), (goes + 0.8, 0.2)),
        right=((0.0, 92.0, 62.0),),
        left=((0.0, -92.0, 64.0),),
        smile=track(
            (0, 0.25),
            (leans, 0.3),
            (leans + 0.6, 0.65 if asked else 0.3),
            (goes + 0.3, 0.4),
            (joy, 1.0),
        ),
        mouth=track(
            (0, 0.0),
            ((calls or goes) - 0.05, 0.0),
            ((calls or goes) + 0.22, 0.75 if asked else 0.2),
            ((calls or goes) + 0.7, 0.1),
            (joy + 0.2, 0.62),
        ),
        brows=track((0, 0.0), (leans, 0.2), (leans + 0.5, 0.7)),
        lean=track(
            (0, 0),
            (leans - 0.08, 0),
            (leans + 0.5, -9.0 if asked else -2.0),
            (goes, -8.0 if asked else -2.0),
            (goes + 0.8, 0),
        ),
    )
    held = -15.0

    def angle(t: float) -> float:
        if t < cue - 1.2:
            return 9 * math.cos(t * 2.3) * (1 - ease((t - cue + 2.6) / 1.4)) + held * ease(
                (t - cue + 2.4) / 1.2
            )
        if t < goes:
            return held
        since = t - goes
        return held * math.cos(since * 2.25) * (1 + 0.45 * ease(since / 2.5))

    def draw(painter: QPainter, t: float) -> None:
        painter.drawImage(0, 0, room("hall"))
        lean = angle(t)
        shadow(painter, (540 + lean * 9.5, 478), 150, 22, 0.35)
        painter.save()
        painter.translate(540, -170)
        painter.rotate(-lean)
        painter.translate(0, 402)
        painter.scale(0.92, 0.92)
        things.ropes(painter, 620)
        child(painter, PUPILS["dylan"], acting.pose(t), arms=False)
        things.swing_seat(painter)
        arms(painter, PUPILS["dylan"], acting.pose(t))
        painter.restore()
        hold = ease((t - cue + 2.2) / 0.9) * (1 - ease((t - goes) / 0.45))
        if hold > 0.02:
            reach = (318 - 420 * (1 - hold), 330 + 60 * (1 - hold))
            rooms.adult_arm(painter, (-90, 470), reach, *TOM, sag=-30)
        lights.corners(painter)

    noises = [
        Noise("ready", cue, 2.2),
        Noise("go", goes),
        Noise("call", joy),
        Noise("call", joy + 1.9, 1, 0.8),
    ]
    if calls is not None:
        noises.append(Noise("call", calls, 1, 1.2))
    return Scene(
        name,
        seconds,
        rate,
        taken,
        draw,
        tuple(noises),
        moments(cue=cue, stills=stills, leans=leans, calls=calls, goes=goes),
    )
