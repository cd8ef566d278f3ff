"""Isla: the star mobile."""

from __future__ import annotations

from PySide6.QtGui import QPainter

from demo_clips import lights, rooms, things
from demo_clips.acting import Acting
from demo_clips.cast import JO, PUPILS
from demo_clips.motion import ease, steady, track
from demo_clips.people import child
from demo_clips.scene import Scene, arms_only, helping_hand, moments, room, seated
from demo_clips.sound import Noise


def mobile(
    name: str,
    taken: str,
    *,
    cue: float,
    stills: float,
    looks: float,
    presses: float,
    seconds: float,
    lightly: bool,
    prompt: float | None = None,
) -> Scene:
    """The music stops; Isla looks up and presses to bring the turning stars back."""
    way: tuple[tuple[float, float, float], ...]
    if lightly:
        way = (
            (0.0, 128.0, 146.0),
            (presses - 0.15, 128.0, 146.0),
            (presses, 131.0, 151.0),
            (presses + 0.5, 131.0, 151.0),
            (presses + 0.9, 128.0, 146.0),
        )
    else:
        way = (
            (0.0, 96.0, 152.0),
            (presses - 0.7, 96.0, 152.0),
            (presses - 0.3, 126.0, 118.0),
            (presses, 140.0, 148.0),
            (presses + 0.7, 138.0, 148.0),
            (presses + 1.6, 100.0, 150.0),
        )
    acting = Acting(
        seed=51,
        stir=track(
            (0, 0.4),
            (stills - 0.25, 0.45),
            (stills + 0.1, 0.05),
            (presses + 1.5, 0.1),
            (presses + 3, 0.3),
        ),
        yaw=track((0, 0.1), (looks - 0.12, 0.08), (looks + 0.6, 0.45)),
        pitch=track((0, 0.0), (cue + 0.6, -0.12), (looks - 0.12, -0.12), (looks + 0.6, 0.4)),
        gaze_x=track((0, 0.5), (cue + 0.5, 0.1), (looks - 0.12, 0.1), (looks + 0.25, 0.7)),
        gaze_y=track((0, 0.5), (cue + 0.5, -0.2), (looks - 0.12, -0.2), (looks + 0.25, 0.85)),
        right=way,
        smile=track((0, 0.45), (cue + 0.8, 0.1), (presses + 0.4, 0.15), (presses + 1.6, 0.75)),
        brows=track((0, 0.1), (looks, 0.1), (looks + 0.5, 0.6)),
        stretch=steady(0.7 if lightly else 0.5),
        lean=steady(-1.0 if lightly else 0.0),
    )

    def power(t: float) -> float:
        return max(1 - ease((t - cue) / 0.9), ease((t - presses) / 0.9))

    def turned(t: float) -> float:
        return sum(power(i / 50) for i in range(int(t * 50))) * 0.022

    def draw(painter: QPainter, t: float) -> None:
        painter.drawImage(0, 0, room("quiet_room"))
        shine = power(t)
        seated(painter, (320, 270), 0.98, lambda: rooms.chair(painter, "#4a4560", "#8f7fb0"))
        seated(
            painter,
            (320, 270),
            0.98,
            lambda: child(painter, PUPILS["isla"], acting.pose(t), arms=False),
        )
        rooms.tray(painter, (150, 424, 440, 84), "#cdb9a0")
        pressed = ease((t - presses + 0.08) / 0.12) * (1 - ease((t - presses - 0.7) / 0.3))
        if lightly:
            things.switch(painter, (466, 444), "#58b6a6", pressed, 0.72)
        else:
            things.switch(painter, (476, 446), "#58b6a6", pressed, 1.0)
        arms_only(painter, (320, 270), 0.98, PUPILS["isla"], acting, t)
        lights.mobile(painter, (680, 120), turned(t), shine)
        if prompt is not None:
            helping_hand(painter, t, prompt, prompt + 1.0, (1010, 600), (640, 480), (560, 452), JO)
        lights.dim(painter, 0.34, "#3a3560", lamp=((640, 190), 620, "#ffd9a8", shine))
        lights.light(painter, (680, 170), 280, "#ffd9a8", 0.25 * shine)
        lights.corners(painter)

    noises = [
        Noise("music", 0.2, max(0.5, cue - 0.2)),
        Noise("click", presses - 0.04, 1, 0.7),
        Noise("music", presses + 0.2, seconds - presses - 1.4),
    ]
    if prompt is not None:
        noises.append(Noise("prompt", prompt))
    return Scene(
        name,
        seconds,
        25,
        taken,
        draw,
        tuple(noises),
        moments(cue=cue, stills=stills, prompt=prompt, looks=looks, presses=presses),
    )
