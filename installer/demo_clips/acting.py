"""A child's performance: a track for each part of the pose, with life added in between."""

from __future__ import annotations

from dataclasses import dataclass

from demo_clips.look import Pose
from demo_clips.motion import Idle, Track, steady, track

Way = tuple[tuple[float, float, float], ...]

_NONE, _AT_REST, _SLIGHT = steady(0.0), steady(0.15), steady(0.2)


def _coordinate(way: Way, which: int) -> Track:
    return track(*((key[0], key[which]) for key in way))


@dataclass(frozen=True)
class Acting:
    """Tracks for a pose; hands are ways of (seconds, x, y) from the neck's base.

    `stir` is how much the child moves about: it falls to nothing while the child stills.
    """

    seed: int
    stir: Track
    yaw: Track
    pitch: Track
    gaze_x: Track
    gaze_y: Track
    right: Way
    left: Way = ((0.0, -66.0, 158.0),)
    smile: Track = _SLIGHT
    mouth: Track = _NONE
    brows: Track = _NONE
    lean: Track = _NONE
    stretch: Track = _AT_REST
    lids: Track = _NONE

    def pose(self, seconds: float) -> Pose:
        """The pose at a moment."""
        idle = Idle(self.seed, self.stir)
        right = (_coordinate(self.right, 1)(seconds), _coordinate(self.right, 2)(seconds))
        left = (_coordinate(self.left, 1)(seconds), _coordinate(self.left, 2)(seconds))
        return Pose(
            yaw=max(-1.0, min(1.0, self.yaw(seconds) + idle.sway(seconds, 1, 0.10))),
            pitch=max(-1.0, min(1.0, self.pitch(seconds) + idle.sway(seconds, 2, 0.12))),
            roll=idle.sway(seconds, 3, 4.5),
            gaze=(
                max(-1.0, min(1.0, self.gaze_x(seconds) + idle.sway(seconds, 4, 0.25))),
                max(-1.0, min(1.0, self.gaze_y(seconds) + idle.sway(seconds, 5, 0.18))),
            ),
            lids=max(self.lids(seconds), idle.blink(seconds)),
            brows=self.brows(seconds),
            smile=self.smile(seconds),
            mouth=max(0.0, self.mouth(seconds)),
            breath=idle.breath(seconds),
            lean=self.lean(seconds) + idle.sway(seconds, 6, 1.2),
            right=(right[0] + idle.sway(seconds, 7, 12), right[1] + idle.sway(seconds, 8, 10)),
            left=(left[0] + idle.sway(seconds, 9, 13), left[1] + idle.sway(seconds, 10, 11)),
            point_right=self.stretch(seconds),
            point_left=0.15,
        )
