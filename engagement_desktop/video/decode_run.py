"""Decoding straight on from one start, keeping account of which pictures can be trusted.

A decoder hides damage: it fills a broken picture from its neighbours, which is another frame under
this one's number. So it is told to report damage in place of hiding it, and from a damaged packet
on, until the next start, no picture is given out.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from contextlib import suppress

import av
from av.video.frame import VideoFrame

from engagement_desktop.video.clip_file import ClipFile, VideoPacket
from engagement_desktop.video.frame_index import FrameIndex
from engagement_desktop.video.needed import tells_what_is_needed
from engagement_desktop.video.safe_start import holds_no_picture
from engagement_desktop.video.units import Units

OnTheWay = Callable[[int, VideoFrame], None]
"""Is given the number and picture of a frame that came out before the one wanted, just as exact."""


def never() -> bool:
    """No frame is known to be the last."""
    return False


class DecodeRun:
    """The frames of a clip from `start` on, in order, on one thread.

    Args:
        clip: open and strict; its next packets are `packets`, of which the first is `start`'s.
        start: the keyframe where decoding begins; None for the very beginning of the file.
        check: called once per packet; may raise to stop, and the run can then still go on.

    Every frame from `position` on comes out without a seek, unless the run is `over`. `taken` is
    how many packets the decoder has been given.
    """

    def __init__(
        self,
        clip: ClipFile,
        index: FrameIndex,
        packets: Iterable[VideoPacket],
        start: int | None,
        check: Callable[[], None],
    ) -> None:
        self.start = start
        self.position = start or 0
        self.over = False
        self.taken = 0
        self._ended = False
        decoder = clip.pictures().codec_context
        self._index = index
        self._check = check
        self._clip = clip
        self._goal = 0
        self._goal_is_in = False
        self._is_last = never
        self._packets = iter(packets)
        self._came_out: deque[VideoFrame] = deque()
        self._units = Units(decoder.name, decoder.extradata)
        self._can_skip = tells_what_is_needed(decoder.name, self._units.of_stream)
        self._damage = False
        self._start_pts: int | None = None
        self._past_start = False
        self._begins_whole = True
        self._leans_until = index.pts[0]
        self._suspect: set[int] = set()
        self._under_way: set[int] = set()

    def advance(
        self, n: int, *, is_last: Callable[[], bool] = never, on_the_way: OnTheWay | None = None
    ) -> VideoFrame | None:
        """Frame `n`, at or after `position`; None if this run does not give it whole.

        If it then `is_last`, it comes out without waiting for those after it, and the run is over.
        """
        wanted = self._goal = self._index.pts[n]
        self._goal_is_in, self._is_last = False, is_last
        while (frame := self._next()) is not None:
            if frame.pts is None or frame.pts < wanted:
                self._tell(frame, on_the_way)
                continue
            self.position = n + 1
            if frame.pts > wanted:
                self._came_out.appendleft(frame)
                return None
            return frame if self._is_whole(frame, wanted) else None
        self.position = n + 1
        return None

    def give_up(self, on_the_way: OnTheWay) -> None:
        """End the run; what the decoder has under way, which is waited for in any case, is told."""
        self.over = True
        self._end()
        while self._came_out:
            self._tell(self._came_out.popleft(), on_the_way)

    def _tell(self, frame: VideoFrame, on_the_way: OnTheWay | None) -> None:
        if on_the_way is None or frame.pts is None:
            return
        m = self._index.number_of(frame.pts)
        if m is not None and m >= (self.start or 0) and self._is_whole(frame, frame.pts):
            on_the_way(m, frame)

    def _is_whole(self, frame: VideoFrame, pts: int) -> bool:
        return self._begins_whole and not frame.is_corrupt and pts not in self._suspect

    def _next(self) -> VideoFrame | None:
        while not self._came_out:
            if self._ended:
                self.over = True
                return None
            self._check()
            packet = next(self._packets, None)
            if packet is None:
                self._end()
            else:
                self._take(packet)
        return self._came_out.popleft()

    def _end(self) -> None:
        if not self._ended:
            self._ended = True
            self._put_in(None)

    def _take(self, packet: VideoPacket) -> None:
        if self._leads_up(packet):
            if self._index.may_be_packed:
                self._pass_by(packet)
            return
        if self._goal_is_in and self._is_last() and self._begins_a_frame(packet):
            self.over = True  # those that come out now need not be all
            self._end()
            return
        self._account_for(packet)
        if self._can_skip and packet.pts is not None:  # else the other field of the one before
            passed = packet.pts < self._goal or self._holds_nothing(packet)
            self._clip.pictures().codec_context.skip_frame = "NONREF" if passed else "DEFAULT"
        self._goal_is_in |= packet.pts == self._goal and not packet.is_discard
        self._put_in(packet)

    def _holds_nothing(self, packet: VideoPacket) -> bool:
        """So for a packet without a picture, which the decoder would take for a damaged one."""
        known = packet.pts is not None and self._index.number_of(packet.pts) is not None
        return not known and self._index.codec == "h264" and holds_no_picture(self._units, packet)

    def _begins_a_frame(self, packet: VideoPacket) -> bool:
        """Not so for the second of two fields, which the frame before it still needs, nor for what
        is only decoded for a later part of the clip."""
        known = packet.pts is not None and self._index.number_of(packet.pts) is not None
        return known and not packet.is_discard

    def _is_sound_start(self, packet: VideoPacket, n: int) -> bool:
        """A discarded packet may bear the time of a frame in another part of the clip."""
        return self._index.keyframes[n] and not packet.is_corrupt and not packet.is_discard

    def _leads_up(self, packet: VideoPacket) -> bool:
        """Whether a picture is shown before the start of this run, and made from what lies before
        it in the file: it cannot be decoded here, and nothing shown later leans on it."""
        if packet.pts is None or self._past_start:
            return False
        if self._start_pts is None:
            self._start_pts = packet.pts
        elif packet.is_keyframe or packet.pts > self._start_pts:
            self._past_start = True  # those that lead up come before all that follow
        leads = packet.pts < self._start_pts
        return leads and (self.start is not None or self._index.number_of(packet.pts) is None)

    def _pass_by(self, packet: VideoPacket) -> None:
        """Decode a picture that is not shown: a later one may be in the same packet."""
        with suppress(av.FFmpegError):
            self._clip.pictures().codec_context.decode(packet)

    def _put_in(self, packet: VideoPacket | None) -> None:
        """Have one packet decoded, or at the end what the decoder still holds."""
        self.taken += 1
        try:
            for frame in self._clip.pictures().codec_context.decode(packet):
                self._under_way.discard(frame.pts or 0)
                if self.start is not None and frame.pts == self._start_pts:
                    # Files call pictures keyframes that are made from others; the decoder knows.
                    self._begins_whole = bool(frame.key_frame)
                self._came_out.append(frame)
        except av.FFmpegError:
            self._damage = True
            # With frame threads the damage may be in any picture that has not come out yet.
            if packet is None or self._clip.threads == "FRAME":
                self._suspect |= self._under_way
            elif packet.pts is not None:
                self._suspect.add(packet.pts)

    def _account_for(self, packet: VideoPacket) -> None:
        """Damage ends at the next start; pictures shown before that one still lean on it."""
        if packet.pts is None:
            return
        self._under_way.add(packet.pts)
        if packet.is_corrupt:
            self._damage = True
        n = self._index.number_of(packet.pts)
        if n is not None and packet.pts < self._goal:
            self.position = max(self.position, n + 1)  # those before may have been skipped
        if self._damage and n is not None and self._is_sound_start(packet, n):
            self._damage = False
            self._leans_until = packet.pts
        elif self._damage or packet.pts < self._leans_until:
            self._suspect.add(packet.pts)
