"""The sound of one clip for an export: the part heard there, with silence where there is none."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from fractions import Fraction
from typing import cast

import av
import numpy as np
from numpy.typing import NDArray

from engagement_desktop.video.clip_file import ClipFile, Opener, unreadable

SOUND_RATE = 48_000
_EARLIER = 1.0
"""Seconds before the part at which reading begins: a decoder needs a little to find its voice."""

Samples = NDArray[np.float32]


class ExportedSound:
    """From `start` on, in the file's own seconds, for `seconds`; in stereo, `SOUND_RATE` samples a
    second. On one thread."""

    def __init__(self, opener: Opener, start: Fraction, seconds: Fraction) -> None:
        self._start = float(start)
        self._total = round(seconds * SOUND_RATE)
        self._clip = ClipFile(opener)
        self._pieces = self._decoded()
        self._waiting: tuple[int, Samples] | None = None
        self._given = 0

    def until(self, seconds: Fraction) -> Iterator[av.AudioFrame]:
        """What is heard from where the last call ended until `seconds` of the export."""
        end = min(self._total, round(seconds * SOUND_RATE))
        if end <= self._given:
            return
        heard = np.zeros((2, end - self._given), dtype=np.float32)
        while (piece := self._waiting or next(self._pieces, None)) is not None:
            at, samples = piece
            self._waiting = None
            first, last = max(at, self._given), min(at + samples.shape[1], end)
            if first < last:
                heard[:, first - self._given : last - self._given] = samples[
                    :, first - at : last - at
                ]
            if at + samples.shape[1] > end:
                self._waiting = piece
                break
        frame = av.AudioFrame.from_ndarray(heard, format="fltp", layout="stereo")
        frame.sample_rate, frame.time_base = SOUND_RATE, Fraction(1, SOUND_RATE)
        frame.pts, self._given = self._given, end
        yield frame

    def close(self) -> None:
        """Close the clip."""
        self._clip.close()

    def _decoded(self) -> Iterator[tuple[int, Samples]]:
        """(place in the export, samples) of what the file holds, in order."""
        resampler = av.AudioResampler(format="fltp", layout="stereo", rate=SOUND_RATE)
        for frame in self._frames():
            for even in resampler.resample(frame):
                at = round(((even.time or 0.0) - self._start) * SOUND_RATE)
                yield at, cast("Samples", even.to_ndarray())

    def _frames(self) -> Iterator[av.AudioFrame]:
        """From a little before the part on; damage is passed over."""
        container = self._clip.container
        stream = container.streams.audio[0]
        try:
            with suppress(av.FFmpegError):
                container.seek(max(0, round((self._start - _EARLIER) * av.time_base)))
            packets = container.demux(stream)
            while (packet := next(packets, None)) is not None:
                with suppress(av.FFmpegError):
                    yield from packet.decode()
        except av.FFmpegError:
            return
        except OSError as error:
            raise unreadable() from error
