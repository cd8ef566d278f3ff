"""Gives exactly the frame asked for, or says that it cannot; never another frame.

Decoding starts at a packet that the index knows as a keyframe at or before the target, and the
target's own pts must come out. Each way of getting there is tried in turn: the keyframe's pts, its
dts, earlier keyframes, and at last the very beginning of the file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain

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
from engagement_desktop.video.frame_index import FrameIndex
from engagement_desktop.video.picture import Picture, fit, paint

_CHEAPER_THAN_A_SEEK = 8  # frames


class FrameNotExact(AppError):  # noqa: N818 - named by what it says
    """The frame named cannot be shown for certain, so none is shown."""

    def __init__(self, n: int) -> None:
        super().__init__(
            f"Frame {n} of this clip cannot be shown for certain, so it is left out.",
            to_do="The clip may be damaged at this place; the frames around it can be used.",
        )


class FrameSource:
    """Exact frames of one clip, on one thread.

    `threads` is “SLICE” for stepping (the first picture comes soonest; a damaged place is tried
    from every start) and “FRAME” for playing (the most pictures a second; a damaged place is
    passed over). `check` is called once per packet and may raise to end a
    search that nobody waits for any more; the source stays usable.
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
        self._run: Iterator[VideoFrame] | None = None
        self._run_is_sure = False
        self._next = 0
        self._goal = 0
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
        return paint(frame, n, self._index.pts[n], fit(self.size, max_size))

    def frame(self, n: int) -> VideoFrame:
        """Frame `n` as decoded, by the quickest way: pictures that it does not need are left out.

        The next frame after it costs no seek. Raises as `picture` does.
        """
        if not 0 <= n < len(self._index):
            raise IndexError(f"frame {n} of {len(self._index)}")
        if n in self._not_exact:
            raise FrameNotExact(n)
        self._goal = self._index.pts[n]
        try:
            found = self._decode_to(n)
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
        return self._next

    def reaches(self, n: int) -> bool:
        """Whether going on from where decoding stands is the quickest way to frame `n`."""
        farthest = min(self._index.keyframe_before(n), n - _CHEAPER_THAN_A_SEEK)
        return self._run is not None and farthest <= self._next <= n

    def close(self) -> None:
        """Give everything back; the source may be used again afterwards, from the start."""
        if self._clip is None:
            return
        self._run = None
        clip, self._clip = self._clip, None
        clip.close()

    def _open(self) -> ClipFile:
        if self._clip is None:
            self._clip = ClipFile(self._opener, self._threads)
        return self._clip

    def _decode_to(self, n: int) -> VideoFrame | None:
        """Frame `n` by going on from where decoding stands, or from one start after another."""
        if self.reaches(n):
            found = self._advance(n)
            if found is not None or self._run is not None:
                return found
        for timestamp in self._timestamps(n):
            self._run_is_sure = False
            self._run = self._from_keyframe(timestamp, n)
            found = self._advance(n)
            if found is not None:
                self._by_dts = timestamp == self._index.dts_of_keyframe(
                    self._index.keyframe_before(n)
                )
                return found
        self.close()
        self._run_is_sure = True
        self._run = self._open().decoded(check=self._check, needed=self._is_needed)
        return self._advance(n)

    def _timestamps(self, n: int) -> list[int]:
        """Where to seek for frame `n`, best first: its keyframe's times, then earlier ones."""
        keys = self._index.key_numbers
        last = keys.index(self._index.keyframe_before(n))
        timestamps: list[int] = []
        for back in (0, 1, 2, 4, 8):
            if back > last:
                break
            key = keys[last - back]
            pts, dts = self._index.pts[key], self._index.dts_of_keyframe(key)
            pair = [pts] if dts is None else [dts, pts] if self._by_dts else [pts, dts]
            timestamps += [time for time in pair if time not in timestamps]
        return timestamps

    def _from_keyframe(self, timestamp: int, n: int) -> Iterator[VideoFrame]:
        """Frames decoded from the keyframe that a seek to `timestamp` finds; none if it lies
        after frame `n`, for frames decoded before their keyframe's own may be wrong ones."""
        clip = self._open()
        stream = clip.pictures()
        try:
            clip.container.seek(timestamp, stream=stream)
        except av.FFmpegError:
            return
        packets = clip.packets()
        first = next((packet for packet in packets if self._is_known_keyframe(packet)), None)
        if first is None or first.pts is None or first.pts > self._index.pts[n]:
            return
        yield from clip.decoded(chain([first], packets), self._check, self._is_needed)

    def _is_needed(self, packet: VideoPacket) -> bool:
        return packet.pts is None or packet.pts >= self._goal

    def _is_known_keyframe(self, packet: VideoPacket) -> bool:
        self._check()
        n = None if packet.pts is None else self._index.number_of(packet.pts)
        return packet.is_keyframe and n is not None and self._index.keyframes[n]

    def _advance(self, n: int) -> VideoFrame | None:
        """Decode on to frame `n`; None if it does not come out whole.

        The run is then over, unless it is sure: one from the very beginning shows all that the
        file holds, and what it passes over is in no other run either.
        """
        assert self._run is not None
        wanted = self._index.pts[n]
        for frame in self._run:
            if frame.pts is None or frame.pts < wanted:
                continue
            if frame.pts == wanted and (self._run_is_sure or not frame.is_corrupt):
                self._next = n + 1
                self._run_is_sure |= not self._thorough
                return frame
            if not self._run_is_sure:
                break
            self._run, self._next = chain([frame], self._run), n + 1
            return None
        else:
            if self._run_is_sure:
                self._not_exact.update(range(n, len(self._index)))
        self._run = None
        return None
