"""One clock for one or two clips: which frame of each is shown now.

Pure: it holds no thread and reads no watch; the caller passes `now` in seconds of any steady
watch. Positions are exact fractions of a second on a common timeline; a clip's local time is
common × scale − offset, and the frame shown is the last that starts at or before it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import IntEnum
from fractions import Fraction

from engagement_desktop.video.frame_index import FrameIndex

Seconds = float | Fraction
_FINEST = 10**9  # parts of a second; keeps the fractions small
SLOWEST, FASTEST = Fraction(1, 10), Fraction(2)


class Side(IntEnum):
    """A pane of the reviewer."""

    LEFT = 0
    RIGHT = 1


@dataclass(frozen=True)
class ClipTimes:
    """One clip on the common timeline.

    `offset` is in seconds of the clip; `scale` is clip seconds per common second. `cue` is the
    frame of the sync event; `in_frame` and `out_frame` bound the part that matters, both shown.
    """

    index: FrameIndex
    offset: Fraction = Fraction(0)
    scale: Fraction = Fraction(1)
    cue: int | None = None
    in_frame: int | None = None
    out_frame: int | None = None

    def common(self, n: int) -> Fraction:
        """Common time at which frame `n` starts."""
        return (self.index.time(n) + self.offset) / self.scale

    def common_end(self, n: int) -> Fraction:
        """Common time at which frame `n` gives way to the next."""
        if n + 1 < len(self.index):
            return self.common(n + 1)
        last = self.index.last_duration * self.index.time_base
        return self.common(n) + last / self.scale

    def local(self, common: Fraction) -> Fraction:
        """Seconds of the clip at a common time; may lie before or after the clip."""
        return common * self.scale - self.offset

    def frame(self, common: Fraction) -> int:
        """The frame shown at a common time: the first before the clip, the last after it."""
        return self.index.at(self.local(common))


class ReviewClock:
    """The common position, playing or not, and the frames it means.

    Args:
        clips: one or two clips, left first.
    """

    def __init__(self, *clips: ClipTimes) -> None:
        if not 1 <= len(clips) <= len(Side):
            raise ValueError("one or two clips")
        self._clips = list(clips)
        self._position = min(clip.common(0) for clip in clips)
        self._since: float | None = None
        self._speed = Fraction(1)
        self._slew = Fraction(0)
        self.loop = False

    @property
    def clips(self) -> tuple[ClipTimes, ...]:
        """The clips as they lie on the timeline now."""
        return tuple(self._clips)

    @property
    def playing(self) -> bool:
        """Whether time runs."""
        return self._since is not None

    @property
    def speed(self) -> Fraction:
        """Common seconds per second of the watch; negative when playing backwards."""
        return self._speed

    @property
    def bounds(self) -> tuple[Fraction, Fraction]:
        """Common times of the first and of the last frame start of any clip."""
        return (
            min(clip.common(0) for clip in self._clips),
            max(clip.common(len(clip.index) - 1) for clip in self._clips),
        )

    @property
    def loop_bounds(self) -> tuple[Fraction, Fraction]:
        """Common times between which a loop runs: what the in and out points of the clips span,
        or everything where there are none. The end is that of the last frame's showing."""
        marked = [c for c in self._clips if (c.in_frame, c.out_frame) != (None, None)]
        spans = [_marked_span(clip) for clip in marked or self._clips]
        return min(start for start, _ in spans), max(end for _, end in spans)

    def position(self, now: float | None = None) -> Fraction:
        """The common position at `now`; without it, the position last reached.

        Playing wraps at the loop's end, and stops by itself on the last frame otherwise.
        """
        if self._since is None or now is None:
            return self._position
        elapsed = Fraction(max(0.0, now - self._since))
        self._since = now
        moved = elapsed * self._speed * (1 + self._slew)
        self._run(Fraction(round(moved * _FINEST), _FINEST))
        return self._position

    def frame_of(self, side: int) -> int:
        """The frame of a clip that is shown at the position last reached."""
        return self._clips[side].frame(self._position)

    def frames(self, now: float | None = None) -> tuple[int, ...]:
        """The frames shown at `now`, left first."""
        self.position(now)
        return tuple(clip.frame(self._position) for clip in self._clips)

    def start(self, now: float) -> None:
        """Let time run; from the beginning again if it stands at the end (or the other way)."""
        first, last = self.loop_bounds if self.loop else self.bounds
        at_end = self._position >= last if self._speed > 0 else self._position <= first
        outside = self.loop and not first <= self._position < last
        if at_end or outside:
            self._position = first if self._speed > 0 else last
        self._since = now

    def pause(self, now: float) -> None:
        """Stop time; the frames shown stay those shown at `now`."""
        self.position(now)
        self._since = None

    def set_speed(self, speed: Seconds, now: float | None = None) -> None:
        """Change the speed, also while playing; kept between 0.1 and 2 either way."""
        self.position(now)
        wanted = Fraction(speed)
        size = min(FASTEST, max(SLOWEST, abs(wanted)))
        self._speed = -size if wanted < 0 else size

    def set_slew(self, slew: Seconds, now: float) -> None:
        """Run faster or slower by this small part, to follow the sound."""
        self.position(now)
        self._slew = Fraction(slew)

    def seek(self, common: Seconds, now: float | None = None) -> None:
        """Go to a common time, within the clips."""
        first, last = self.bounds
        self._position = min(last, max(first, Fraction(common)))
        self._since = now if self.playing and now is not None else self._since

    def seek_frame(self, side: int, n: int, now: float | None = None) -> None:
        """Go to the start of frame `n` of one clip."""
        self.seek(self._clips[side].common(n), now)

    def step(self, by: int) -> None:
        """Pause, and go to the next (+1) or previous (−1) frame start of either clip."""
        self._since = None
        for _ in range(abs(by)):
            starts = [self._next_start(clip, by > 0) for clip in self._clips]
            known = [start for start in starts if start is not None]
            if known:
                self._position = min(known) if by > 0 else max(known)

    def step_one(self, side: int, by: int) -> None:
        """Pause, and move one clip alone by whole frames, under the other that stays."""
        self._since = None
        self.nudge(side, by)

    def nudge(self, side: int, frames: int) -> None:
        """Shift one clip so that it shows `frames` later (or earlier, if negative) than it does;
        time runs on if it was running."""
        clip = self._clips[side]
        shown = clip.frame(self._position)
        wanted = min(len(clip.index) - 1, max(0, shown + frames))
        before = clip.local(self._position)
        after = before + clip.index.time(wanted) - clip.index.time(shown)
        if clip.index.at(after) != wanted:
            after = clip.index.time(wanted)
        self._clips[side] = replace(clip, offset=clip.offset + before - after)

    def set_sync(self, side: int, n: int | None = None) -> bool:
        """Mark frame `n` (default: the one shown) of one clip as the event that both share.

        Once both clips have their event, this clip is shifted so that the two coincide, and the
        answer is True. The other clip keeps the frame it shows.
        """
        clip = self._clips[side]
        cue = clip.frame(self._position) if n is None else n
        self._clips[side] = clip = replace(clip, cue=cue)
        others = [c for s, c in enumerate(self._clips) if s != side and c.cue is not None]
        for other in others:
            assert other.cue is not None
            offset = other.common(other.cue) * clip.scale - clip.index.time(cue)
            self._clips[side] = replace(clip, offset=offset)
        return bool(others)

    def set_in_out(self, side: int, in_frame: int | None, out_frame: int | None) -> None:
        """Bound the part that matters of one clip; exchanged if they are the wrong way round."""
        if in_frame is not None and out_frame is not None:
            in_frame, out_frame = sorted((in_frame, out_frame))
        self._clips[side] = replace(self._clips[side], in_frame=in_frame, out_frame=out_frame)

    def _run(self, elapsed: Fraction) -> None:
        """Move while playing: wrap in the loop, or stop on the last (or first) frame."""
        if self.loop:
            first, last = self.loop_bounds
            moved = self._position + elapsed
            crossed = moved >= last if elapsed > 0 else moved < first
            self._position = first + (moved - first) % (last - first) if crossed else moved
            return
        first, last = self.bounds
        end = max(clip.common_end(len(clip.index) - 1) for clip in self._clips)
        self._position += elapsed
        if self._position >= end or self._position < first:
            self._position = last if self._position >= end else first
            self._since = None

    def _next_start(self, clip: ClipTimes, forward: bool) -> Fraction | None:
        """The start of the frame after the position, or before it; None past the clip's end."""
        n = clip.frame(self._position)
        start = clip.common(n)
        if forward:
            n += start <= self._position
            return clip.common(n) if n < len(clip.index) else None
        n -= start >= self._position
        return clip.common(n) if n >= 0 else None


def _marked_span(clip: ClipTimes) -> tuple[Fraction, Fraction]:
    first = 0 if clip.in_frame is None else clip.in_frame
    last = len(clip.index) - 1 if clip.out_frame is None else clip.out_frame
    return clip.common(first), clip.common_end(last)
