"""Cerys: the light ball in the dark den."""

from __future__ import annotations

import math

from PySide6.QtGui import QPainter

from demo_clips import lights
from demo_clips.acting import Acting
from demo_clips.brush import box, colour, down, shadow
from demo_clips.cast import JO, PUPILS
from demo_clips.motion import ease, track
from demo_clips.people import child
from demo_clips.scene import Scene, arms_only, helping_hand, moments, room, seated
from demo_clips.sound import Noise


def glow_ball(
    name: str,
    taken: str,
    *,
    cue: float,
    stills: float,
    looks: float,
    reaches: float,
    touches: float,
    seconds: float,
    prompt: float | None = None,
    codec: str = "h264",
) -> Scene:
    """In the dark den a ball lights beside Cerys; she finds it with her eyes and her hand."""
    helped = prompt is not None
    acting = Acting(
        seed=21,
        stir=track(
            (0, 1.0),
            (stills - 0.25, 1.0),
            (stills + 0.05, 0.08),
            (touches, 0.1),
            (touches + 1.5, 0.45),
        ),
        yaw=track((0, -0.3), (looks - 0.12, -0.3), (looks + (1.1 if helped else 0.45), 0.7)),
        pitch=track((0, -0.1), (looks - 0.1, -0.15), (looks + 0.6, -0.18)),
        gaze_x=track((0, -0.3), (looks - 0.12, -0.35), (looks + (0.7 if helped else 0.2), 0.9)),
        gaze_y=track((0, -0.1), (looks - 0.12, -0.1), (looks + 0.3, -0.35)),
        right=(
            (0.0, 72.0, 168.0),
            (reaches - 0.08, 72.0, 168.0),
            (reaches + 0.8, 130.0, 120.0),
            (touches, 192.0, 118.0),
            (touches + 0.8, 196.0, 112.0),
            (touches + 1.5, 188.0, 126.0),
            (touches + 2.3, 197.0, 112.0),
        ),
        smile=track((0, 0.1), (touches, 0.2), (touches + 0.8, 0.7)),
        mouth=track((0, 0.0), (looks + 0.1, 0.0), (looks + 0.6, 0.22), (looks + 1.6, 0.08)),
        brows=track((0, 0.0), (looks, 0.1), (looks + 0.4, 0.8)),
        stretch=track((0, 0.1), (reaches, 0.1), (reaches + 0.6, 1.0)),
        lean=track((0, 0), (reaches, 0), (touches, 7.0), (touches + 2.4, 5.0)),
    )

    def draw(painter: QPainter, t: float) -> None:
        painter.drawImage(0, 0, room("sensory_room"))
        lit = ease((t - cue) / 0.5)
        pulse = 0.88 + 0.12 * math.sin(t * 1.6)
        shade = lights.tube_colour(t * 0.6 + 6)
        seated(
            painter,
            (330, 276),
            1.0,
            lambda: child(painter, PUPILS["cerys"], acting.pose(t), arms=False),
        )
        box(
            painter,
            (60, 452, 860, 100),
            46,
            down(452, 552, (0, colour("#8a6a9a")), (1, colour("#57406b"))),
        )
        shadow(painter, (330, 462), 150, 16, 0.35)
        lights.glow_ball(painter, (590, 402), lit, shade, 56)
        arms_only(painter, (330, 276), 1.0, PUPILS["cerys"], acting, t)
        if prompt is not None:
            helping_hand(painter, t, prompt, prompt + 1.3, (1010, 520), (742, 440), (660, 418), JO)
        lights.dim(painter, 0.74, "#232c5c", lamp=((590, 395), 640, shade, lit * pulse))
        lights.light(painter, (590, 395), 230, shade, 0.5 * lit * pulse)
        lights.light(painter, (590, 395), 90, "#ffffff", 0.35 * lit * pulse)
        lights.corners(painter)

    noises = [Noise("chime", cue), Noise("call", touches + 0.9, 1, 0.7)]
    if prompt is not None:
        noises.append(Noise("prompt", prompt))
    return Scene(
        name,
        seconds,
        25,
        taken,
        draw,
        tuple(noises),
        moments(
            cue=cue, stills=stills, prompt=prompt, looks=looks, reaches=reaches, touches=touches
        ),
        codec=codec,
    )
