"""Keeps decoded frames that are not painted yet, within a limit in bytes."""

from __future__ import annotations

from av.video.frame import VideoFrame

HELD_BYTES = 96 * 1024**2


class HeldFrames:
    """Frames of one clip by their number, on one thread."""

    def __init__(self, limit_bytes: int = HELD_BYTES) -> None:
        self._limit = limit_bytes
        self._frames: dict[int, VideoFrame] = {}

    def __contains__(self, n: int) -> bool:
        return n in self._frames

    def get(self, n: int) -> VideoFrame | None:
        """Frame `n`, if it is held."""
        return self._frames.get(n)

    def put(self, n: int, frame: VideoFrame, playhead: int) -> tuple[int, VideoFrame] | None:
        """Hold a frame. The one farthest from the playhead makes room for it, and is returned."""
        self._frames[n] = frame
        if len(self._frames) * sum(plane.buffer_size for plane in frame.planes) <= self._limit:
            return None
        farthest = max(self._frames, key=lambda m: abs(m - playhead))
        return farthest, self._frames.pop(farthest)

    def drop(self, n: int) -> None:
        """Let frame `n` go, if it is held."""
        self._frames.pop(n, None)

    def clear(self) -> None:
        """Let all go."""
        self._frames.clear()
