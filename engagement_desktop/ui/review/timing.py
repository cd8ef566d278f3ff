"""Which frame each side shows: both by one clock while in step, each by its own while alone.

Pure, like the clock itself: `now` is given in seconds of any steady watch.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from engagement_desktop.ui.review.clip import ReviewClip, Side
from engagement_desktop.video.review_clock import ClipTimes, ReviewClock


def clip_times(clip: ReviewClip) -> ClipTimes:
    """A clip on a timeline of its own. A pts that is no frame of the clip counts as not set."""

    def frame(pts: int | None) -> int | None:
        return None if pts is None else clip.index.number_of(pts)

    return ClipTimes(
        clip.index,
        cue=frame(clip.sync_pts),
        in_frame=frame(clip.in_pts),
        out_frame=frame(clip.out_pts),
    )


class Timing:
    """The clocks of the reviewer. A side without a clip has none."""

    def __init__(self) -> None:
        self._clocks: dict[Side, tuple[ReviewClock, int]] = {}
        self._linked = True
        self._speed = Fraction(1)
        self._loop = False

    # What is -----------------------------------------------------------------------------------

    @property
    def sides(self) -> tuple[Side, ...]:
        """The sides that have a clip, left first."""
        return tuple(side for side in Side if side in self._clocks)

    @property
    def linked(self) -> bool:
        """Whether the clips move together."""
        return self._linked

    @property
    def speed(self) -> Fraction:
        """Clip seconds per second; negative while playing backwards."""
        return self._speed

    @property
    def loop(self) -> bool:
        """Whether playing starts over at the end of the part."""
        return self._loop

    @property
    def playing(self) -> bool:
        """Whether any clock runs."""
        return any(clock.playing for clock in self._each_clock())

    def runs(self, side: Side) -> bool:
        """Whether a side's own clock runs."""
        return side in self._clocks and self._clocks[side][0].playing

    def times(self, side: Side) -> ClipTimes:
        """A side's clip as it lies on its timeline now."""
        clock, place = self._clocks[side]
        return clock.clips[place]

    def frames(self, now: float | None = None) -> dict[Side, int]:
        """The frame of each side at `now`; without it, at the position last reached."""
        for clock in self._each_clock():
            clock.position(now)
        return {side: clock.frame_of(place) for side, (clock, place) in self._clocks.items()}

    def local(self, side: Side) -> Fraction:
        """A side's time in seconds from its first frame; may lie before or after the clip."""
        clock, _ = self._clocks[side]
        return self.times(side).local(clock.position())

    def beyond(self, side: Side) -> int:
        """−1 while a side waits for its first frame to come, +1 once it is over, else 0."""
        times, local = self.times(side), self.local(side)
        end = times.index.time(len(times.index) - 1)
        end += times.index.last_duration * times.index.time_base
        return -1 if local < 0 else int(local >= end)

    # Loading and lining up ---------------------------------------------------------------------

    def set_clip(self, side: Side, clip: ReviewClip | None) -> None:
        """Put a clip on a side, or take it away. The other side keeps the frame it shows.

        Two clips that both have a cue are lined up on it, else on their first frames.
        """
        shown = self.frames()
        solo = {s: self._alone(s) for s in self.sides if s is not side}
        if clip is not None:
            solo[side] = clip_times(clip)
        keep = side.other if side.other in solo else side
        start = solo[side].in_frame or 0 if side in solo else 0
        frames = {s: shown[s] if s is not side else start for s in solo}
        self._build(solo, keep, frames, by_frames_shown=False)

    def set_linked(self, linked: bool, keep: Side) -> None:
        """Move both together or each alone. `keep` keeps its frame; two clips without cues are
        lined up as they stand."""
        frames = self.frames()
        solo = {side: self._alone(side) for side in self.sides}
        self._linked = linked
        self._build(solo, keep, frames, by_frames_shown=True)

    def line_up(self, anchor: Side, offset: Fraction) -> None:
        """Both move together, the other side's first frame `offset` seconds after that of
        `anchor`, which keeps the frame it shows."""
        frames = self.frames()
        clips = {side: self._alone(side) for side in self.sides}
        clips[anchor.other] = replace(clips[anchor.other], offset=offset)
        self._linked = True
        self._place(clips, {anchor: clips[anchor].common(frames[anchor])})

    def offset_after(self, anchor: Side) -> Fraction | None:
        """How many seconds the other side's first frame comes after that of `anchor`; None unless
        both move together."""
        if not self._linked or len(self._clocks) < len(Side):
            return None
        return self.times(anchor.other).offset - self.times(anchor).offset

    def swap(self) -> None:
        """Exchange the two sides; both keep their frames and stay lined up as they are."""
        positions = {side.other: position for side, position in self.positions().items()}
        self._place({side.other: self.times(side) for side in self.sides}, positions)

    def set_cue(self, side: Side, n: int) -> None:
        """The cue of a side is at frame `n`, which stays shown; if the other side has a cue too and
        they are in step, it goes to its own cue."""
        clock, place = self._clocks[side]
        clock.set_sync(place, n)
        clock.seek_frame(place, n)

    def refresh(self, side: Side, clip: ReviewClip) -> None:
        """Take over the cue and the part of a clip that was changed elsewhere; nothing moves."""
        fresh = clip_times(clip)
        self._replace(
            side,
            replace(
                self.times(side),
                cue=fresh.cue,
                in_frame=fresh.in_frame,
                out_frame=fresh.out_frame,
            ),
        )

    # Moving ------------------------------------------------------------------------------------

    def start(self, side: Side, now: float) -> None:
        """Play: both if in step, else this side."""
        self._clocks[side][0].start(now)

    def pause(self, positions: dict[Side, Fraction]) -> None:
        """Stop every clock at positions told by `positions` before."""
        for clock in self._each_clock():
            if clock.playing:
                clock.step(0)
        self.restore(positions)

    def positions(self) -> dict[Side, Fraction]:
        """Where each side's clock was when it was last asked, to come back to with `restore`."""
        return {side: clock.position() for side, (clock, _) in self._clocks.items()}

    def restore(self, positions: dict[Side, Fraction]) -> None:
        """Go back to where the clocks were."""
        for side, position in positions.items():
            if side in self._clocks:
                self._clocks[side][0].seek(position)

    def hold(self, now: float) -> None:
        """Let no time pass up to `now`: the pictures of the present position are not ready yet."""
        for clock in self._each_clock():
            if clock.playing:
                clock.seek(clock.position(), now)

    def run_on(self, side: Side, seconds: float, now: float) -> None:
        """Move a side's clock by some seconds of its clip while it runs."""
        clock, place = self._clocks[side]
        clock.seek(clock.position(now) + Fraction(seconds) / clock.clips[place].scale, now)

    def loop_frames(self, side: Side) -> tuple[int, int] | None:
        """The first and last frame of a side that the loop shows; None when not looping."""
        if not self._loop:
            return None
        clock, place = self._clocks[side]
        start, end = clock.loop_bounds
        times = clock.clips[place]
        last = times.frame(end)
        return times.frame(start), last - (last > 0 and times.common(last) >= end)

    def set_speed(self, speed: Fraction, now: float | None = None) -> None:
        """Change the speed of every clock; negative plays backwards."""
        for clock in self._each_clock():
            clock.set_speed(speed, now)
        self._speed = speed

    def set_loop(self, loop: bool) -> None:
        """Start over at the end of the part, or not."""
        self._loop = loop
        for clock in self._each_clock():
            clock.loop = loop

    def set_slew(self, side: Side, slew: float, now: float) -> None:
        """Run a side's clock faster or slower by a small part, to follow its sound."""
        self._clocks[side][0].set_slew(slew, now)

    def seek(self, side: Side, n: int, now: float | None = None) -> None:
        """Show frame `n` of a side; the other follows if in step."""
        clock, place = self._clocks[side]
        clock.seek_frame(place, n, now)

    def go_to_part(self, side: Side) -> None:
        """To where the part of a side begins; in step, to where that of both does."""
        clock, _ = self._clocks[side]
        clock.seek(clock.loop_bounds[0])

    def step(self, side: Side, by: int) -> None:
        """To the next (+1) or previous (−1) frame of either clip, or of this one if alone."""
        self._clocks[side][0].step(by)

    def step_alone(self, side: Side, by: int) -> None:
        """Move this clip alone by whole frames; while playing, time runs on."""
        clock, place = self._clocks[side]
        if clock.playing:
            clock.nudge(place, by)
        elif self._linked:
            clock.step_one(place, by)
        else:
            clock.step(by)

    def part_edge(self, side: Side, last: bool) -> int:
        """The first (or last) frame of a side's part, or of the clip where none is set."""
        times = self.times(side)
        edge = times.out_frame if last else times.in_frame
        if edge is not None:
            return edge
        return len(times.index) - 1 if last else 0

    # Inside ------------------------------------------------------------------------------------

    def _each_clock(self) -> list[ReviewClock]:
        return list({id(clock): clock for clock, _ in self._clocks.values()}.values())

    def _alone(self, side: Side) -> ClipTimes:
        return replace(self.times(side), offset=Fraction(0))

    def _replace(self, side: Side, times: ClipTimes) -> None:
        """Put changed times in the place of a side's own, at the same position."""
        clips = {s: times if s is side else self.times(s) for s in self.sides}
        self._place(clips, self.positions())

    def _build(
        self,
        solo: dict[Side, ClipTimes],
        keep: Side,
        frames: dict[Side, int],
        *,
        by_frames_shown: bool,
    ) -> None:
        """Make the clocks anew from clips that each start at 0, lined up where they are in step."""
        other = keep.other
        if self._linked and len(solo) > 1:
            anchor, follower = solo[keep], solo[other]
            pair = (anchor.cue, follower.cue)
            if pair[0] is None or pair[1] is None:
                pair = (frames[keep], frames[other]) if by_frames_shown else (0, 0)
            assert pair[0] is not None
            assert pair[1] is not None
            offset = anchor.index.time(pair[0]) - follower.index.time(pair[1])
            solo = {keep: anchor, other: replace(follower, offset=offset)}
        led = [keep] if self._linked and keep in solo else list(solo)
        self._place(solo, {side: solo[side].common(frames[side]) for side in led})

    def _place(self, clips: dict[Side, ClipTimes], positions: dict[Side, Fraction]) -> None:
        """Make the clocks of these clips and put each at its position on its timeline."""
        ordered = [side for side in Side if side in clips]
        self._clocks = {}
        if self._linked and ordered:
            clock = ReviewClock(*(clips[side] for side in ordered))
            self._clocks = {side: (clock, place) for place, side in enumerate(ordered)}
        else:
            self._clocks = {side: (ReviewClock(clips[side]), 0) for side in ordered}
        for clock in self._each_clock():
            clock.set_speed(self._speed)
            clock.loop = self._loop
        self.restore(positions)
