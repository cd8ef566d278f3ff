"""What a child looks like, and how each holds themselves at a moment.

A child is drawn from the neck's base at (0, 0), head up; y grows downwards.
"""

from __future__ import annotations

from dataclasses import dataclass

from demo_clips.brush import Point

HEAD = 60.0  # the head's half width
NECK_TO_HEAD = 82.0


@dataclass(frozen=True)
class Look:
    """What a child looks like; colours as #RRGGBB, hair and motif by name."""

    skin: str
    hair: str
    style: str  # short, crop, curls, bob, bunches, long, patka, wave, headscarf
    top: str
    eyes: str = "#4a2f20"
    motif: str = "plain"  # plain, stripes, star, dots, collar
    glasses: str | None = None
    hearing_aid: str | None = None
    band: str | None = None
    freckles: bool = False


@dataclass(frozen=True)
class Pose:
    """How a child holds themselves at one moment. Turns run −1 (left, down) to 1 (right, up)."""

    yaw: float = 0.0
    pitch: float = 0.0
    roll: float = 0.0  # degrees
    gaze: Point = (0.0, 0.0)
    lids: float = 0.0  # 0 open, 1 shut
    brows: float = 0.0
    smile: float = 0.2
    mouth: float = 0.0  # 0 shut, 1 open
    breath: float = 0.0
    lean: float = 0.0  # degrees
    left: Point = (-62.0, 150.0)  # hands, from the neck's base
    right: Point = (62.0, 150.0)
    point_right: float = 0.0  # 0 a resting hand, 1 fingers stretched
    point_left: float = 0.0
