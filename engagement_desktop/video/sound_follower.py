"""How the clock follows the sound: gently, so that no picture jumps for it. Pure."""

from __future__ import annotations

import math
from dataclasses import dataclass

GREATEST_SLEW = 0.005
"""The clock runs at most this part faster or slower than it should: nobody sees or hears it."""

GREATEST_ERROR = 0.080
"""Seconds beyond which the sound is sought anew in place of being followed."""

GREATEST_WAIT = 0.25
"""Seconds that the pictures may wait for the sound (or skip) once, as playing starts: VLC needs a
moment, 20 to 100 ms by measurement, to begin where it was asked to."""

_SMOOTHING_SECONDS = 1.0
_CATCH_UP_SECONDS = 4.0
_MOST_SEEKS = 3  # in one go


@dataclass(frozen=True)
class Following:
    """What to do now: let the clock run by `slew` faster; move it by `shift` seconds of the clip
    (once, as the sound starts); seek the sound anew if `seek_sound`."""

    slew: float = 0.0
    shift: float = 0.0
    seek_sound: bool = False


class SoundFollower:
    """Compares clock and sound a few times a second while playing."""

    def __init__(self) -> None:
        self._error: float | None = None
        self._asked = 0.0
        self._sought = 0

    def reset(self) -> None:
        """Forget: after a seek, a pause, a change of speed, or of whose sound it is."""
        self._error = None
        self._sought = 0

    def follow(self, clock: float, sound: float | None, now: float) -> Following:
        """Compare the clip's `clock` seconds with those of its `sound` (None: not known), at
        `now` of any steady watch, all in seconds."""
        if sound is None:
            self._error = None
            return Following()
        error = sound - clock
        elapsed, self._asked = now - self._asked, now
        if self._error is None:
            return self._start(error)
        weight = 1 - math.exp(-max(0.0, elapsed) / _SMOOTHING_SECONDS)
        self._error += weight * (error - self._error)
        if abs(self._error) > GREATEST_ERROR:
            return self._seek()
        slew = self._error / _CATCH_UP_SECONDS
        return Following(min(GREATEST_SLEW, max(-GREATEST_SLEW, slew)))

    def _start(self, error: float) -> Following:
        """The first that is heard: the clock goes to it if it is near enough."""
        if abs(error) > GREATEST_WAIT:
            return self._seek()
        self._error = 0.0
        return Following(shift=error)

    def _seek(self) -> Following:
        """Have the sound sought anew; not again and again where that does not help."""
        self._error = None
        self._sought += 1
        return Following(seek_sound=self._sought <= _MOST_SEEKS)
