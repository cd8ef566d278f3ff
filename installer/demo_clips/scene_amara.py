"""Amara: the bubble tube in the sensory room, and the lamp in the classroom."""

from __future__ import annotations

from PySide6.QtGui import QPainter

from demo_clips import lights, rooms, things
from demo_clips.acting import Acting
from demo_clips.cast import PUPILS, TOM
from demo_clips.motion import ease, steady, track
from demo_clips.people import child
from demo_clips.scene import Scene, arms_only, helping_hand, moments, room, seated
from demo_clips.sound import Noise


def bubble_tube(
    name: str,
    taken: str,
    *,
    cue: float,
    stills: float,
    looks: float,
    reaches: float,
    lit_at: float,
    seconds: float,
    prompt: float | None = None,
    rate: int = 30,
    uneven: bool = False,
) -> Scene:
    """The room light dims; Amara stills, looks up, reaches; the switch lights the tube."""
    helped = prompt is not None
    wait = (
        steady(1.0)
        if stills <= 0
        else track(
            (stills - 0.25, 1.0), (stills + 0.05, 0.06), (lit_at + 2.2, 0.08), (lit_at + 4.0, 0.5)
        )
    )
    touch = (
        (0.0, 74.0, 160.0),
        (reaches - 0.08, 74.0, 160.0),
        (reaches + 0.75, 120.0, 118.0),
        (lit_at, 158.0, 146.0),
        (lit_at + 0.8, 156.0, 148.0),
        (lit_at + 2.0, 104.0, 150.0),
    )
    small = (
        (0.0, 74.0, 160.0),
        (reaches - 0.08, 74.0, 160.0),
        (reaches + 0.9, 116.0, 138.0),
        (reaches + 2.0, 108.0, 146.0),
    )
    acting = Acting(
        seed=5,
        stir=wait,
        yaw=track((0, 0.05), (looks - 0.12, 0.12 if not helped else 0.3), (looks + 0.4, 0.72)),
        pitch=track((0, -0.25), (stills, -0.3), (looks - 0.12, -0.12), (looks + 0.45, 0.42)),
        gaze_x=track((0, 0.0), (stills, 0.1), (looks - 0.12, 0.2), (looks + 0.16, 0.9)),
        gaze_y=track((0, -0.35), (looks - 0.12, -0.3), (looks + 0.18, 0.72)),
        right=small if helped else touch,
        smile=track((0, 0.15), (lit_at + 0.2, 0.2), (max(lit_at, looks) + 1.1, 0.85)),
        mouth=track(
            (0, 0.0),
            (stills + 0.1, 0.0),
            (max(lit_at, looks) + 0.5, 0.05),
            (max(lit_at, looks) + 1.2, 0.42),
        ),
        brows=track((0, 0.0), (looks - 0.1, 0.1), (looks + 0.3, 0.75)),
        stretch=track((0, 0.1), (reaches, 0.1), (reaches + 0.6, 0.9)),
        lean=track(
            (0, 0), (reaches, 0), (reaches + 0.9, 1.0 if helped else 5.0), (reaches + 3, 1.0)
        ),
    )

    def draw(painter: QPainter, t: float) -> None:
        painter.drawImage(0, 0, room("sensory_room"))
        lit = ease((t - lit_at) / 0.35)
        lights.bubble_tube(painter, 742, t, lit, 0.12 + 0.88 * lit)
        seated(painter, (290, 262), 0.98, lambda: rooms.chair(painter))
        pressed = ease((t - lit_at + 0.1) / 0.12) * (1 - ease((t - lit_at - 1.0) / 0.3))
        seated(
            painter,
            (290, 262),
            0.98,
            lambda: child(painter, PUPILS["amara"], acting.pose(t), arms=False),
        )
        seated(painter, (290, 262), 0.98, lambda: rooms.straps(painter))
        rooms.tray(painter, (118, 420, 420, 84))
        things.cable(painter, (490, 452), (690, 486))
        things.switch(painter, (448, 446), "#e8503f", pressed)
        arms_only(painter, (290, 262), 0.98, PUPILS["amara"], acting, t)
        if prompt is not None:
            helping_hand(painter, t, prompt, lit_at, (1010, 560), (560, 470), (486, 424), TOM)
        glow = lights.tube_colour(t)
        lights.dim(painter, 0.10 + 0.54 * ease((t - cue) / 0.7), lamp=((742, 250), 760, glow, lit))
        lights.light(painter, (742, 250), 300, glow, 0.42 * lit, 1.0)
        lights.corners(painter)

    noises = [
        Noise("chime", cue),
        Noise("click", lit_at - 0.05),
        Noise("bubbles", lit_at, seconds - lit_at, 0.9),
    ]
    if prompt is not None:
        noises.append(Noise("prompt", prompt))
    else:
        noises.append(Noise("call", lit_at + 1.3, 1, 0.8))
    return Scene(
        name,
        seconds,
        rate,
        taken,
        draw,
        tuple(noises),
        moments(cue=cue, stills=stills, prompt=prompt, lights=lit_at, looks=looks, reaches=reaches),
        uneven=uneven,
    )


def lamp(
    name: str,
    taken: str,
    *,
    cue: float,
    stills: float,
    looks: float,
    reaches: float,
    lit_at: float,
    seconds: float,
) -> Scene:
    """The same cue in the classroom: the blind comes down, Amara looks and reaches."""
    acting = Acting(
        seed=9,
        stir=track(
            (stills - 0.25, 1.0), (stills + 0.05, 0.08), (lit_at + 2, 0.2), (lit_at + 3.4, 0.5)
        ),
        yaw=track((0, -0.1), (looks - 0.12, 0.05), (looks + 0.4, 0.66)),
        pitch=track((0, -0.2), (looks, -0.2), (looks + 0.5, 0.12)),
        gaze_x=track((0, -0.1), (looks - 0.12, 0.0), (looks + 0.16, 0.85)),
        gaze_y=track((0, -0.3), (looks - 0.12, -0.3), (looks + 0.2, 0.2)),
        right=(
            (0.0, 72.0, 160.0),
            (reaches - 0.08, 72.0, 160.0),
            (reaches + 0.7, 118.0, 120.0),
            (lit_at, 157.0, 146.0),
            (lit_at + 1.0, 154.0, 147.0),
            (lit_at + 2.4, 110.0, 152.0),
        ),
        smile=track((0, 0.2), (lit_at + 0.3, 0.25), (lit_at + 1.2, 0.8)),
        mouth=track((0, 0.0), (lit_at + 0.6, 0.0), (lit_at + 1.3, 0.35)),
        brows=track((0, 0.0), (looks, 0.1), (looks + 0.4, 0.6)),
        stretch=track((0, 0.1), (reaches, 0.1), (reaches + 0.6, 0.9)),
        lean=track((0, 0), (reaches, 0), (reaches + 1, 4.5), (reaches + 3, 1)),
    )

    def draw(painter: QPainter, t: float) -> None:
        painter.drawImage(0, 0, room("classroom"))
        lit = ease((t - lit_at) / 0.4)
        shade = lights.tube_colour(t * 0.8 + 1)
        rooms.tray(painter, (560, 424, 360, 70), "#e2c79b")
        lights.lamp(painter, 730, 452, lit, shade)
        seated(painter, (280, 262), 0.98, lambda: rooms.chair(painter))
        seated(
            painter,
            (280, 262),
            0.98,
            lambda: child(painter, PUPILS["amara"], acting.pose(t), arms=False),
        )
        seated(painter, (280, 262), 0.98, lambda: rooms.straps(painter))
        rooms.tray(painter, (108, 420, 420, 84))
        pressed = ease((t - lit_at + 0.1) / 0.12) * (1 - ease((t - lit_at - 1.2) / 0.3))
        things.switch(painter, (438, 446), "#e8503f", pressed)
        arms_only(painter, (280, 262), 0.98, PUPILS["amara"], acting, t)
        lights.dim(
            painter, 0.52 * ease((t - cue) / 1.0), "#2c3358", lamp=((730, 350), 720, shade, lit)
        )
        lights.light(painter, (730, 350), 230, shade, 0.45 * lit)
        lights.corners(painter)

    noises = (
        Noise("chime", cue),
        Noise("click", lit_at - 0.05),
        Noise("music", lit_at + 0.2, seconds - lit_at - 1.2, 0.6),
    )
    return Scene(
        name,
        seconds,
        25,
        taken,
        draw,
        noises,
        moments(cue=cue, stills=stills, looks=looks, reaches=reaches, lights=lit_at),
    )
