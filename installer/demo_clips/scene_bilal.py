"""Bilal: the ribbon fan that stops."""

from __future__ import annotations

from PySide6.QtGui import QPainter

from demo_clips import lights, rooms, things
from demo_clips.acting import Acting
from demo_clips.cast import PRIYA, PUPILS
from demo_clips.motion import ease, track
from demo_clips.people import child
from demo_clips.scene import Scene, arms_only, helping_hand, moments, room, seated
from demo_clips.sound import Noise


def fan(
    name: str,
    taken: str,
    *,
    cue: float,
    stills: float,
    looks: float,
    reaches: float,
    presses: float,
    seconds: float,
    prompt: float | None = None,
    rate: int = 25,
    codec: str = "h264",
    again: float | None = None,
) -> Scene:
    """The ribbon fan winds down and stops; Bilal presses the switch to start it again."""
    helped = prompt is not None
    hand_path: list[tuple[float, float, float]] = [
        (0.0, 84.0, 128.0),
        (reaches - 0.08, 84.0, 128.0),
        (reaches + 0.6, 150.0, 104.0),
        (presses, 184.0, 140.0),
        (presses + 0.7, 182.0, 142.0),
        (presses + 1.6, 120.0, 124.0),
    ]
    if again is not None:
        hand_path += [
            (again - 0.5, 122.0, 122.0),
            (again, 184.0, 140.0),
            (again + 0.7, 182.0, 142.0),
        ]
    acting = Acting(
        seed=12,
        stir=track(
            (0, 0.7),
            (stills - 0.2, 1.0),
            (stills + 0.08, 0.08),
            (presses + 0.5, 0.12),
            (presses + 2, 0.7),
        ),
        yaw=track(
            (0, 0.5),
            (cue, 0.5),
            (cue + 0.7, 0.0 if helped else 0.35),
            (looks - 0.12, -0.05 if helped else 0.35),
            (looks + 0.4, 0.6),
        ),
        pitch=track(
            (0, 0.05),
            (looks - 0.12, -0.2),
            (looks + 0.4, -0.28),
            (presses, -0.3),
            (presses + 0.6, 0.05),
        ),
        gaze_x=track(
            (0, 0.8),
            (cue + 0.4, 0.1 if helped else 0.6),
            (looks - 0.12, 0.0),
            (looks + 0.15, 0.6),
            (presses + 0.1, 0.6),
            (presses + 0.5, 0.9),
        ),
        gaze_y=track(
            (0, 0.0),
            (looks - 0.1, -0.2),
            (looks + 0.15, -0.75),
            (presses + 0.1, -0.75),
            (presses + 0.5, 0.05),
        ),
        right=tuple(hand_path),
        left=((0.0, -70.0, 120.0),),
        smile=track(
            (0, 0.75),
            (cue + 0.3, 0.6),
            (cue + 1.2, 0.1),
            (presses + 0.2, 0.15),
            (presses + 1.1, 0.95),
        ),
        mouth=track((0, 0.25), (cue + 0.6, 0.0), (presses + 0.3, 0.0), (presses + 1.0, 0.55)),
        brows=track((0, 0.2), (cue + 0.6, 0.5), (looks, 0.2), (presses + 0.6, 0.6)),
        stretch=track((0, 0.2), (reaches, 0.2), (reaches + 0.5, 0.85)),
        lean=track((0, 0), (reaches, 0), (presses, 6.0), (presses + 1.4, 1.0)),
    )

    def power(t: float) -> float:
        """How fast the fan runs: it winds down at the cue and starts again at the press."""
        return max(1 - ease((t - cue) / 1.1), ease((t - presses) / 0.8))

    def turned(t: float) -> float:
        steps = int(t * 50)
        return sum(power(i / 50) for i in range(steps)) * 15.3

    def draw(painter: QPainter, t: float) -> None:
        painter.drawImage(0, 0, room("classroom"))
        blow = power(t)
        seated(
            painter,
            (270, 258),
            1.0,
            lambda: child(painter, PUPILS["bilal"], acting.pose(t), arms=False),
        )
        seated(painter, (270, 258), 1.0, lambda: rooms.standing_frame(painter))
        rooms.tray(painter, (90, 412, 800, 96), "#dcc093")
        things.fan(painter, (720, 290), turned(t), blow, t)
        things.cable(painter, (500, 444), (680, 452))
        pressed = ease((t - presses + 0.1) / 0.1) * (1 - ease((t - presses - 0.8) / 0.25))
        things.switch(painter, (452, 438), "#e8b23a", pressed)
        arms_only(painter, (270, 258), 1.0, PUPILS["bilal"], acting, t)
        if prompt is not None:
            helping_hand(
                painter, t, prompt, prompt + 1.1, (1010, 600), (600, 486), (520, 440), PRIYA
            )
        lights.corners(painter)

    noises = [
        Noise("fan", 0.0, cue + 0.9, 0.8),
        Noise("click", presses - 0.04),
        Noise("fan", presses, seconds - presses, 0.8),
        Noise("call", presses + 1.0),
    ]
    if prompt is not None:
        noises.append(Noise("prompt", prompt))
    return Scene(
        name,
        seconds,
        rate,
        taken,
        draw,
        tuple(noises),
        moments(
            cue=cue, stills=stills, prompt=prompt, looks=looks, reaches=reaches, presses=presses
        ),
        codec=codec,
    )
