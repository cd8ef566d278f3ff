"""Gives exactly the frame asked for, or says that it cannot; never another frame.

Decoding starts at a packet that the index knows as a keyframe at or before the target, and the
target's own pts must come out. Each way of getting there is tried in turn: the keyframe's times or
its place in the file, earlier keyframes, and at last the very beginning.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import chain
from typing import NamedTuple

import av
from av.video.frame import VideoFrame

from engagement_desktop.errors import AppError
from engagement_desktop.video.clip_file import (
    ClipFile,
    Opener,
    Threads,
    VideoPacket,
    go_on,
    unreadable,
)
from engagement_desktop.video.decode_run import DecodeRun, OnTheWay, never
from engagement_desktop.video.frame_index import FrameIndex
from engagement_desktop.video.picture import Picture, fit, paint

_CHEAPER_THAN_A_SEEK = 8  # frames
_AGREEING_STARTS = 2
_FAR_FROM_BEGINNING = 1500
"""Frames beyond which a picture that two starts agree is damaged is not sought from the beginning:
that would take minutes, to find the same."""


class _Place(NamedTuple):
    """Where to seek: a time in the clip's time base, or how many bytes into the file."""

    offset: int
    in_bytes: bool = False


class FrameNotExact(AppError):  # noqa: N818 - named by what it says
    """The frame named cannot be shown for certain, so none is shown."""

    def __init__(self, n: int) -> None:
        super().__init__(
            f"Frame {n} of this clip cannot be shown for certain, so it is left out.",
            to_do="The clip may be damaged at this place; the frames around it can be used.",
        )
        self.frame = n


class FrameSource:
    """Exact frames of one clip, on one thread.

    `threads` is “SLICE” for stepping (the first picture comes soonest; a damaged place is tried
    from several starts) and “FRAME” for playing (the most pictures a second; a damaged place is
    passed over). `check` is called once per packet and may raise to end a search that nobody
    waits for any more; the source stays usable.
    """

    def __init__(
        self,
        opener: Opener,
        index: FrameIndex,
        threads: Threads = "SLICE",
        check: Callable[[], None] = go_on,
    ) -> None:
        self._opener = opener
        self._index = index
        self._threads: Threads = threads
        self._thorough = threads == "SLICE"
        self._check = check
        self._clip: ClipFile | None = None
        self._run: DecodeRun | None = None
        self._by_dts = False
        self._not_exact: set[int] = set()

    @property
    def size(self) -> tuple[int, int]:
        """Full size of the picture shown."""
        return self._index.width, self._index.height

    def picture(self, n: int, max_size: tuple[int, int] | None = None) -> Picture:
        """Frame `n`, upright, as large as `max_size` allows and never larger than the clip.

        Raises `FrameNotExact`, or `ClipUnreadable` when the bytes cannot be fetched.
        """
        return self.paint(n, self.frame(n), max_size)

    def paint(self, n: int, frame: VideoFrame, max_size: tuple[int, int] | None) -> Picture:
        """The picture of the decoded `frame`, which is frame `n`."""
        return self.paint_at(n, frame, fit(self.size, max_size))

    def paint_at(self, n: int, frame: VideoFrame, size: tuple[int, int]) -> Picture:
        """The same at exactly `size`."""
        return paint(frame, n, self._index.pts[n], size, self._index.pixel_aspect)

    def frame(
        self, n: int, *, is_last: Callable[[], bool] = never, on_the_way: OnTheWay | None = None
    ) -> VideoFrame:
        """Frame `n` as decoded, by the quickest way: pictures that it does not need are left out.

        The next frame after it costs no seek, unless `is_last` says that none is wanted: then it
        comes sooner. Frames that come out before it are given to `on_the_way`. Raises as `picture`
        does.
        """
        if not 0 <= n < len(self._index):
            raise IndexError(f"frame {n} of {len(self._index)}")
        if n in self._not_exact:
            raise FrameNotExact(n)
        try:
            found = self._decode_to(n, is_last, on_the_way)
        except av.FFmpegError:
            found = None
        except OSError as error:
            self.close()
            raise unreadable() from error
        if found is None:
            self._not_exact.add(n)
            raise FrameNotExact(n)
        return found

    @property
    def position(self) -> int:
        """The frame that comes out next without a seek."""
        return 0 if self._run is None else self._run.position

    def reaches(self, n: int) -> bool:
        """Whether going on from where decoding stands is the quickest way to frame `n`."""
        farthest = min(self._index.keyframe_before(n), n - _CHEAPER_THAN_A_SEEK)
        run = self._run
        return run is not None and not run.over and farthest <= run.position <= n

    @property
    def taken(self) -> int:
        """How many packets have been decoded since the last seek."""
        return 0 if self._run is None else self._run.taken

    @property
    def under_way(self) -> bool:
        """Whether pictures are being decoded, which a seek would wait for."""
        return self.taken > 0 and self._run is not None and not self._run.over

    def give_up(self, on_the_way: OnTheWay) -> None:
        """Wait for the pictures under way, give them away, and go on from nowhere."""
        if self._run is not None and self.under_way:
            self._run.give_up(on_the_way)

    def close(self) -> None:
        """Give everything back; the source may be used again afterwards, from the start."""
        if self._clip is None:
            return
        self._run = None
        clip, self._clip = self._clip, None
        clip.close()

    def _open(self) -> ClipFile:
        if self._clip is None:
            index = self._index
            self._clip = ClipFile(
                self._opener, self._threads, True, index.packet_times, index.reordered
            )
        return self._clip

    def _decode_to(
        self, n: int, is_last: Callable[[], bool], on_the_way: OnTheWay | None
    ) -> VideoFrame | None:
        """Frame `n` by going on from where decoding stands, or from one start after another."""
        failed: set[int] = set()
        if self._run is not None and self.reaches(n):
            found = self._run.advance(n, is_last=is_last, on_the_way=on_the_way)
            final = self._run.start is None or not self._thorough
            if found is not None or (final and not self._run.over):
                return found
            failed.add(self._run.start or 0)
        for place in self._places(n):
            self._run = None
            run = self._begin_at(place, n)
            if run is None or run.start is None or run.start in failed:
                continue
            self._run = run
            found = run.advance(n, is_last=is_last, on_the_way=on_the_way)
            if found is not None:
                self._by_dts = place.offset == self._index.dts_of_keyframe(run.start)
                return found
            failed.add(run.start)
            if len(failed) >= _AGREEING_STARTS and n > _FAR_FROM_BEGINNING:
                return None
        self.close()
        clip = self._open()
        self._run = DecodeRun(clip, self._index, clip.packets(), None, self._check)
        return self._run.advance(n, is_last=is_last, on_the_way=on_the_way)

    def _places(self, n: int) -> list[_Place]:
        """Where to seek for frame `n`, best first: to its keyframe, then to earlier ones."""
        if not self._index.has_starts:
            return []
        keys = self._index.key_numbers
        last = keys.index(self._index.keyframe_before(n))
        backs = [back for back in (0, 1, 2, 4, 8) if back <= last]
        found = [place for back in backs for place in self._ways_to(keys[last - back])]
        return list(dict.fromkeys(found))

    def _ways_to(self, key: int) -> list[_Place]:
        """Where a seek may find a keyframe: by its times, or by its place where it has none."""
        pts, dts = self._index.pts[key], self._index.dts_of_keyframe(key)
        if self._index.marks:
            there = _Place(self._index.marks[key][0], in_bytes=True)
            return [there] if dts is None else [_Place(dts), there]
        if dts is None:
            return [_Place(pts)]
        return [_Place(dts), _Place(pts)] if self._by_dts else [_Place(pts), _Place(dts)]

    def _begin_at(self, place: _Place, n: int) -> DecodeRun | None:
        """A run from the keyframe that a seek to `place` finds; None if it lies after frame
        `n`, for frames decoded before their keyframe's own may be wrong ones."""
        if self._index.begin_anew:
            self.close()
        clip = self._open()
        try:
            clip.container.seek(
                place.offset, stream=clip.pictures(), unsupported_byte_offset=place.in_bytes
            )
        except av.FFmpegError:
            return None
        packets = clip.packets()
        for packet in packets:
            self._check()
            start = self._keyframe_of(packet)
            if start is not None:
                whole = chain([packet], packets)
                run = DecodeRun(clip, self._index, whole, start, self._check)
                return run if start <= n else None
        return None

    def _keyframe_of(self, packet: VideoPacket) -> int | None:
        n = None if packet.pts is None else self._index.number_of(packet.pts)
        start = packet.is_keyframe and not packet.is_discard
        known = start and n is not None and self._index.keyframes[n]
        if n is None or not known or not self._index.is_place_of_keyframe(n, packet.pos):
            return None
        return n
