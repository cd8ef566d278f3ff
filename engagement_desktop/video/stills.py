"""What is made from a clip: a still, the strip of thumbnails, the outline of its sound."""

from __future__ import annotations

import io
from collections.abc import Iterator

import av
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from engagement_desktop.progress import Progress, SilentProgress
from engagement_desktop.video.clip_file import ClipFile, Opener, unreadable
from engagement_desktop.video.frame_index import FrameIndex
from engagement_desktop.video.frame_source import FrameSource
from engagement_desktop.video.photo import as_jpeg
from engagement_desktop.video.picture import Picture

_WAVE_RATE = 8_000  # samples a second; enough for the outline


def as_image(picture: Picture) -> Image.Image:
    """The picture as an RGB image."""
    return Image.fromarray(np.ascontiguousarray(picture.bgra[..., 2::-1]), "RGB")


def full_size(opener: Opener, index: FrameIndex, n: int) -> bytes:
    """Exactly frame `n`, upright, at full size, as PNG. Raises `FrameNotExact`."""
    out = io.BytesIO()
    as_image(_one_picture(opener, index, n, None)).save(out, "PNG", compress_level=3)
    return out.getvalue()


def jpeg(opener: Opener, index: FrameIndex, n: int, box: tuple[int, int]) -> bytes:
    """Exactly frame `n` as JPEG, as large as `box` allows. Raises `FrameNotExact`."""
    return as_jpeg(as_image(_one_picture(opener, index, n, box)))


def thumbnails(
    opener: Opener,
    index: FrameIndex,
    count: int,
    height: int,
    progress: Progress | None = None,
) -> tuple[Picture, ...]:
    """Up to `count` small pictures of at most `height` lines, spread evenly over the clip.

    Keyframes, which cost least, where the clip has enough; each picture says which frame it is.
    """
    progress = progress or SilentProgress()
    spread = [index.at(index.duration * (place + 0.5) / count) for place in range(count)]
    if len(index.key_numbers) >= count:
        spread = [index.keyframe_before(n) for n in spread]
    numbers = sorted(set(spread))
    source = FrameSource(opener, index, check=progress.check)
    made = []
    try:
        for done, n in enumerate(numbers):
            progress.report(done, len(numbers), "Making small pictures")
            frame = source.frame(n, is_last=lambda: True)  # the next lies elsewhere
            made.append(source.paint(n, frame, (height * 4, height)))
    finally:
        source.close()
    return tuple(made)


def waveform(
    opener: Opener,
    buckets: int,
    index: FrameIndex | None = None,
    progress: Progress | None = None,
) -> tuple[float, ...]:
    """The loudest sample (0 to 1) in each of `buckets` even parts of the clip; all 0 if silent.

    With an `index` the parts span the clip's pictures from frame 0 on, so that they lie under
    them; without, the sound alone.
    """
    progress = progress or SilentProgress()
    try:
        with ClipFile(opener) as clip:
            start, duration = _span(clip, index)
            loudest = np.zeros(buckets)
            for at, samples in _sound(clip, progress):
                times = at - start + np.arange(len(samples)) / _WAVE_RATE
                places = np.floor(times / duration * buckets).astype(int)
                inside = (places >= 0) & (places < buckets)
                np.maximum.at(loudest, places[inside], np.abs(samples[inside]))
    except OSError as error:
        raise unreadable() from error
    return tuple(np.minimum(loudest, 1.0).round(4).tolist())


def _span(clip: ClipFile, index: FrameIndex | None) -> tuple[float, float]:
    """Where the parts begin, in the file's own seconds, and how long they are together."""
    if index is not None:
        return float(index.pts[0] * index.time_base), max(index.duration, 1e-3)
    start = (clip.container.start_time or 0) / av.time_base
    return start, max((clip.container.duration or 0) / av.time_base, 1e-3)


def _sound(clip: ClipFile, progress: Progress) -> Iterator[tuple[float, NDArray[np.float32]]]:
    """(seconds, samples) of the first sound track, in mono; nothing if there is none."""
    for stream in clip.container.streams.audio[:1]:
        resampler = av.AudioResampler(format="flt", layout="mono", rate=_WAVE_RATE)
        for packet in clip.container.demux(stream):
            progress.check()
            for frame in packet.decode():
                for even in resampler.resample(frame):
                    yield even.time or 0.0, even.to_ndarray()[0]


def _one_picture(opener: Opener, index: FrameIndex, n: int, box: tuple[int, int] | None) -> Picture:
    source = FrameSource(opener, index)
    try:
        return source.picture(n, box)
    finally:
        source.close()
