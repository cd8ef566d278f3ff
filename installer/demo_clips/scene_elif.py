"""Elif: the water tray and the jug."""

from __future__ import annotations

from PySide6.QtGui import QPainter

from demo_clips import lights, rooms, things
from demo_clips.acting import Acting
from demo_clips.brush import box, colour, down
from demo_clips.cast import PRIYA, PUPILS
from demo_clips.motion import ease, track
from demo_clips.people import child
from demo_clips.scene import Scene, arms_only, moments, room, seated
from demo_clips.sound import Noise


def water(
    name: str,
    taken: str,
    *,
    cue: float,
    stills: float,
    looks: float,
    reaches: float,
    touches: float,
    seconds: float,
    asks: float | None = None,
    upright: bool = False,
) -> Scene:
    """Water is poured; Elif stills and puts her hand in; later she pats to ask for it."""
    path: list[tuple[float, float, float]] = [
        (0.0, 66.0, 150.0),
        (reaches - 0.08, 66.0, 150.0),
        (reaches + 0.7, 84.0, 128.0),
        (touches, 104.0, 178.0),
    ]
    beat = touches
    for i in range(3 if asks is None else 5):
        beat += 0.42
        path.append((beat, 104.0, 150.0 if i % 2 == 0 else 178.0))
    pours = cue if asks is None else asks + 1.4
    pours_end = pours + 2.6
    acting = Acting(
        seed=41,
        stir=track(
            (0, 0.9),
            (stills - 0.25, 0.9),
            (stills + 0.05, 0.08),
            (touches, 0.12),
            (touches + 1.5, 0.4),
        ),
        yaw=track((0, 0.0), (looks - 0.12, -0.05), (looks + 0.4, 0.35)),
        pitch=track((0, 0.1), (stills, 0.05), (looks - 0.12, 0.0), (looks + 0.4, -0.38)),
        gaze_x=track((0, -0.2), (looks - 0.12, -0.2), (looks + 0.2, 0.45)),
        gaze_y=track(
            (0, 0.1),
            (looks - 0.12, 0.05),
            (looks + 0.2, -0.8),
            *(
                ((asks, -0.8), (asks + 0.25, 0.55), (asks + 1.2, 0.5), (asks + 1.6, -0.8))
                if asks
                else ()
            ),
        ),
        right=tuple(path),
        left=((0.0, -70.0, 156.0),),
        smile=track((0, 0.2), (touches, 0.25), (touches + 0.9, 0.9)),
        mouth=track((0, 0.0), (touches + 0.2, 0.0), (touches + 0.9, 0.4)),
        brows=track((0, 0.0), (looks, 0.1), (looks + 0.4, 0.55)),
        stretch=track((0, 0.1), (reaches, 0.1), (reaches + 0.5, 1.0)),
        lean=track((0, 0), (reaches, 0), (touches, 4.0)),
    )
    shift = (-105.0, 330.0) if upright else (80.0, 0.0)
    pour_x = 480.0 if upright else 556.0

    def ripples(t: float) -> tuple[tuple[tuple[float, float], float], ...]:
        hits = [touches + 0.84 * i for i in range(3 if asks is not None else 2)]
        found = [((382.0, 452.0), t - hit) for hit in hits if 0 < t - hit < 2.4]
        if pours < t < pours_end + 1.5:
            found += [((pour_x, 452.0), (t - pours + 0.7 * k) % 2.1) for k in range(3)]
        return tuple(found)

    def draw(painter: QPainter, t: float) -> None:
        if upright:
            painter.save()
            painter.scale(1.78, 1.78)
            painter.drawImage(-20, 0, room("classroom"))
            painter.restore()
        else:
            painter.drawImage(0, 0, room("classroom"))
        painter.save()
        painter.translate(*shift)
        pouring = ease((t - pours) / 0.3) * (1 - ease((t - pours_end) / 0.4))
        seated(
            painter,
            (290, 262),
            1.0,
            lambda: child(painter, PUPILS["elif"], acting.pose(t), arms=False),
        )
        things.water(painter, (150, 424, 520, 92), t, pouring, ripples(t))
        if upright:
            box(
                painter,
                (100, 548, 620, 200),
                26,
                down(548, 748, (0, colour("#cfae7f")), (1, colour("#8f6f45"))),
            )
        arms_only(painter, (290, 262), 1.0, PUPILS["elif"], acting, t)
        shown = 0.62 * ease((t - cue) / 0.8) if asks is not None else 0.0
        near = max(shown, ease((t - pours + 1.1) / 1.0)) * (1 - ease((t - pours_end - 0.4) / 0.8))
        x, y = pour_x + 12 + 520 * (1 - near), 270 + 30 * (1 - near)
        things.jug(painter, (x, y), 8 + 34 * pouring, pouring, 452)
        rooms.adult_arm(
            painter, (x + 330, y + 130), (x + 112, y + 34), *PRIYA, sag=20, stretch=0.1, flip=True
        )
        painter.restore()
        if upright:
            lights.corners(painter, 540, 960)
        else:
            lights.corners(painter)

    noises = [
        Noise("pour", pours, 3.0),
        *(Noise("splash", touches + 0.84 * i, 1, 0.8) for i in range(3 if asks is not None else 2)),
        Noise("call", touches + 1.8),
    ]
    if asks is not None:
        noises.append(Noise("chime", cue, 1, 0.8))
    return Scene(
        name,
        seconds,
        30,
        taken,
        draw,
        tuple(noises),
        moments(cue=cue, stills=stills, looks=looks, reaches=reaches, touches=touches, asks=asks),
        upright=upright,
    )
