"""Two clips side by side as one ordinary video, played from one common time to another.

Each picture of the export shows what the reviewer shows at that moment: of each clip the last frame
that starts at or before its local time, by the same `ClipTimes` as on the screen.
"""

from __future__ import annotations

import io
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import BinaryIO

import av
import numpy as np
from av.container import OutputContainer
from av.video.stream import VideoStream
from PIL import Image

from engagement_desktop.progress import Progress, SilentProgress
from engagement_desktop.video import lettering
from engagement_desktop.video.clip_file import Opener
from engagement_desktop.video.frame_index import FrameIndex
from engagement_desktop.video.frame_source import FrameNotExact, FrameSource
from engagement_desktop.video.lettering import Caption
from engagement_desktop.video.photo import photo_picture
from engagement_desktop.video.photo_source import is_photo_index
from engagement_desktop.video.picture import Picture, Pixels
from engagement_desktop.video.review_clock import ClipTimes
from engagement_desktop.video.side_by_side import Layout, lay_out
from engagement_desktop.video.sound_export import SOUND_RATE, ExportedSound
from engagement_desktop.video.time_words import position_text

_MOST_WIDTH, _MOST_HEIGHT = 1920, 1080
_ORDINARY_RATE = Fraction(30)
_RATES = (Fraction(24), Fraction(60))
_NEAR = Fraction(1)
"""Seconds of the export for which a mark is told before and after its frame."""
_MARK_LINES = 2
_BT709, _NARROW_RANGE = 1, 1
_OPTIONS = {"preset": "veryfast", "crf": "20"}


@dataclass(frozen=True)
class Mark:
    """A marked moment: frame number and title."""

    frame: int
    title: str


@dataclass(frozen=True)
class ExportSide:
    """A clip (or photo) of the export. `times` is how it lies on the common timeline, with the
    index of what `opener` opens; `heading` stands under it."""

    opener: Opener
    times: ClipTimes
    heading: str
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True)
class Span:
    """What is exported: from common time `start` to before `end`, in seconds, at `speed`, common
    seconds per second of the export."""

    start: Fraction
    end: Fraction
    speed: Fraction = Fraction(1)

    def __post_init__(self) -> None:
        if self.end <= self.start or self.speed <= 0:
            raise ValueError("an export runs forward and lasts some time")

    @property
    def seconds(self) -> Fraction:
        """How long the export lasts."""
        return (self.end - self.start) / self.speed


def export_rate(sides: Sequence[ExportSide]) -> Fraction:
    """Pictures a second: those of the faster clip, or 30 where that is no ordinary rate."""
    moving = [side.times.index for side in sides if not is_photo_index(side.times.index)]
    rates = [1 / index.typical_frame for index in moving if len(index) > 1]
    fastest = max(rates, default=_ORDINARY_RATE)
    return fastest if _RATES[0] <= fastest <= _RATES[1] else _ORDINARY_RATE


def frames_at(sides: Sequence[ExportSide], span: Span, rate: Fraction) -> Iterator[tuple[int, ...]]:
    """The frame of each side in each picture of the export, in order."""
    for number in range(math.ceil(span.seconds * rate)):
        common = span.start + number * span.speed / rate
        yield tuple(side.times.frame(common) for side in sides)


def write_clip(
    out: BinaryIO,
    sides: Sequence[ExportSide],
    span: Span,
    *,
    title: str = "",
    sound: int | None = None,
    progress: Progress | None = None,
) -> None:
    """Write an H.264 MP4 into `out`, a seekable file.

    `sound` is the side that is heard; only at speed 1, else the export is silent. What is in `out`
    after an error or a cancellation is of no use.

    Raises:
        OSError: `out` cannot be written.
        AppError: a clip cannot be read.
        Cancelled: the user stopped it.
    """
    progress = progress or SilentProgress()
    rate = export_rate(sides)
    count = math.ceil(span.seconds * rate)
    heard = _heard(sides, span, sound)
    screen = _Screen(sides, span, title)
    target = _Target(out)
    try:
        with av.open(target, "w", format="mp4") as container:
            stream = _add_pictures(container, rate, screen.size)
            voice = container.add_stream("aac", rate=SOUND_RATE, layout="stereo") if heard else None
            for number, frames in enumerate(frames_at(sides, span, rate)):
                progress.check()
                progress.report(number, count, "Writing the clip")
                common = span.start + number * span.speed / rate
                picture = screen.frame(frames, common)
                picture.pts, picture.time_base = number, 1 / rate
                container.mux(stream.encode(picture))
                if heard and voice:
                    for samples in heard.until((number + 1) / rate):
                        container.mux(voice.encode(samples))
            container.mux(stream.encode(None))
            if voice:
                container.mux(voice.encode(None))
    except av.FFmpegError:
        if target.failure is not None:
            raise target.failure from None
        raise
    finally:
        screen.close()
        if heard:
            heard.close()
    progress.report(count, count, "Writing the clip")


def _heard(sides: Sequence[ExportSide], span: Span, sound: int | None) -> ExportedSound | None:
    if sound is None or span.speed != 1:
        return None
    times = sides[sound].times
    if not times.index.has_sound or times.scale != 1:
        return None
    start = times.local(span.start) + times.index.pts[0] * times.index.time_base
    return ExportedSound(sides[sound].opener, start, span.seconds)


def _add_pictures(container: OutputContainer, rate: Fraction, size: tuple[int, int]) -> VideoStream:
    stream = container.add_stream("libx264", rate=rate, options=_OPTIONS)
    stream.width, stream.height = size
    stream.pix_fmt = "yuv420p"
    stream.codec_context.time_base = stream.time_base = 1 / rate
    coder = stream.codec_context
    coder.gop_size = max(1, round(rate * 2))
    coder.color_range = _NARROW_RANGE
    coder.colorspace = coder.color_primaries = coder.color_trc = _BT709
    return stream


class _Target:
    """Passes writing on, and remembers why it failed: PyAV does not always tell."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.failure: OSError | None = None

    def write(self, data: bytes) -> int:
        try:
            return self._file.write(data)
        except OSError as error:
            self.failure = error
            raise

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()


class _Screen:
    """The whole picture of the export, of which only what changes is drawn anew."""

    def __init__(self, sides: Sequence[ExportSide], span: Span, title: str) -> None:
        self._sides, self._span = sides, span
        sizes = [(side.times.index.width, side.times.index.height) for side in sides]
        self._layout: Layout = lay_out(sizes, _MOST_HEIGHT, _MOST_WIDTH)
        self._text = self._layout.text_size
        head = lettering.draw_title(title, self._layout.width, self._text) if title else None
        self._top = head.height if head else 0
        marks = _MARK_LINES if any(side.marks for side in sides) else 0
        self._foot = lettering.fixed_height(marks, self._text)
        height = self._top + self._layout.height + self._foot
        # The format halves the colour's resolution, so both sizes are even.
        self.size = (self._layout.width + self._layout.width % 2, height + height % 2)
        self._pixels: Pixels = np.full((self.size[1], self.size[0], 4), 255, dtype=np.uint8)
        if head:
            self._put(_bgra(head), 0, 0)
        self._shows = [
            _Pictures(side, (width, self._layout.height), self._text)
            for side, width in zip(sides, self._layout.widths, strict=True)
        ]
        self._shown: list[int | None] = [None] * len(sides)
        self._captions: list[Caption | None] = [None] * len(sides)

    def frame(self, frames: Sequence[int], common: Fraction) -> av.VideoFrame:
        """The picture with these frames of the sides, at a common time."""
        for place, n in enumerate(frames):
            left, width = self._layout.lefts[place], self._layout.widths[place]
            if n != self._shown[place]:
                self._put(self._shows[place].pixels(n), left, self._top)
                self._shown[place] = n
            caption = self._caption(place, n, common)
            if caption != self._captions[place]:
                strip = lettering.draw_caption(caption, width, self._foot, self._text, _MARK_LINES)
                self._put(_bgra(strip), left, self._top + self._layout.height)
                self._captions[place] = caption
        whole = av.VideoFrame.from_ndarray(self._pixels, "bgra")
        return whole.reformat(
            format="yuv420p", dst_colorspace="ITU709", dst_color_range="MPEG", threads=1
        )

    def close(self) -> None:
        """Close the clips."""
        for pictures in self._shows:
            pictures.close()

    def _caption(self, place: int, n: int, common: Fraction) -> Caption:
        side = self._sides[place]
        near = _NEAR * self._span.speed
        marks = [
            mark.title
            for mark in side.marks
            if mark.title and abs(side.times.common(mark.frame) - common) <= near
        ]
        time = position_text(side.times.index, n, side.times.cue)
        return Caption(side.heading, time, tuple(marks))

    def _put(self, pixels: Pixels, left: int, top: int) -> None:
        height, width, _ = pixels.shape
        self._pixels[top : top + height, left : left + width] = pixels


class _Pictures:
    """The pictures of one side at the size that the export has for them."""

    def __init__(self, side: ExportSide, size: tuple[int, int], text_size: int) -> None:
        self._index: FrameIndex = side.times.index
        self._opener = side.opener
        self._size, self._text_size = size, text_size
        self._source: FrameSource | None = None

    def pixels(self, n: int) -> Pixels:
        """Frame `n`, exactly; where that cannot be had, a sentence that says so."""
        if is_photo_index(self._index):
            return _resized(photo_picture(self._opener, self._size), self._size)
        if self._source is None:
            self._source = FrameSource(self._opener, self._index, "FRAME")
        try:
            frame = self._source.frame(n)
        except FrameNotExact as problem:
            width, height = self._size
            return _bgra(lettering.draw_notice(problem.happened, width, height, self._text_size))
        return self._source.paint_at(n, frame, self._size).bgra

    def close(self) -> None:
        """Close the clip."""
        if self._source is not None:
            self._source.close()


def _resized(picture: Picture, size: tuple[int, int]) -> Pixels:
    if (picture.width, picture.height) == size:
        return picture.bgra
    image = Image.fromarray(picture.bgra, "RGBA").resize(size, Image.Resampling.LANCZOS)
    return np.asarray(image)


def _bgra(image: Image.Image) -> Pixels:
    return np.asarray(image.convert("RGBA"))[..., [2, 1, 0, 3]]
