"""Every clip that breaks naive players: those of `clips`, and more as phones, tablets, browsers and
old cameras leave them."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from fractions import Fraction
from typing import Any

import av
import numpy as np
from av.stream import Disposition
from av.video.frame import PictureType, VideoFrame
from numpy.typing import NDArray

from engagement_desktop.benchmarks.clips import (
    ENCODED,
    HEIGHT,
    TICKS,
    WIDTH,
    MadeClip,
    Maker,
    Recipe,
    draw_number,
    encode,
    numbered,
    remux,
    turned,
)
from engagement_desktop.benchmarks.spliced_clips import SPLICED

_GAPS = (0.033, 0.067, 0.017, 0.2, 0.033, 0.041)
_H264 = {"preset": "veryfast", "crf": "20"}
_H265 = {"preset": "ultrafast", "crf": "20"}
_OPEN_265 = "log-level=none:open-gop=1:keyint=12:min-keyint=12:bframes=4:scenecut=0"
_PLAIN_264 = "keyint=12:min-keyint=12:bframes=2:scenecut=0"
_AS_THEY_ARE = {"avoid_negative_ts": "disabled"}
_ELSE = 2000  # what a picture says that is not of the clip


def _h264(**changes: Any) -> bytes:
    recipe = {"options": _H264 | {"x264-params": _PLAIN_264}} | changes
    return encode(Recipe(**recipe))


def _h265(**changes: Any) -> bytes:
    return encode(Recipe("libx265", options=_H265 | {"x265-params": _OPEN_265}, **changes))


def _uneven(frames: int) -> list[float]:
    """Times as a phone in poor light or a browser gives them."""
    return [round(sum(_GAPS[k % len(_GAPS)] for k in range(n)), 3) for n in range(frames)]


def _phone_trimmed() -> bytes:
    """A phone's clip, held upright, whose beginning was cut away without encoding it anew."""

    def lying(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
        return np.rot90(picture)

    whole = _h265(draw=lying, size=(HEIGHT, WIDTH), times=_uneven(48))
    shift = -_uneven(48)[17]
    return turned(remux(whole, "mp4", shift=shift, options=_AS_THEY_ARE), (0, 1, -1, 0))


def _begins_between_keyframes() -> bytes:
    """Cut without regard to keyframes: the first pictures lean on what is not there."""
    left = iter(range(100))
    return remux(_h264(), "mp4", keep=lambda _: next(left) >= 5)


def _beside_another(container: str, *, cover: bool) -> bytes:
    """A clip after its cover picture, or after another small one, in the same file."""
    out, size = io.BytesIO(), (96, 64)
    with (
        av.open(io.BytesIO(_h264()), "r") as source,
        av.open(out, "w", format=container) as target,
    ):
        other: Any = target.add_stream("mjpeg" if cover else "libx264", rate=5)
        other.width, other.height = size
        other.pix_fmt = "yuvj420p" if cover else "yuv420p"
        if cover:
            other.disposition = Disposition.attached_pic
        stream = source.streams.video[0]
        copy = target.add_stream_from_template(stream)
        for n in range(1 if cover else 8):
            frame = VideoFrame.from_ndarray(draw_number(_ELSE + n, size), "rgb24")
            frame.pts = n
            target.mux(other.encode(frame))
        target.mux(other.encode(None))
        packets: Iterable[Any] = source.demux(stream)
        for packet in packets:
            if packet.size:
                packet.stream = copy
                target.mux(packet)
    return out.getvalue()


def _reordered_late(container: str) -> bytes:
    """Pictures that begin to be decoded out of turn in the middle, in a stream that does not say
    how far: decoders guess, and find that they guessed too low."""
    times, bare = _late(container), _late("h264")
    out = io.BytesIO()
    with (
        av.open(io.BytesIO(times), "r") as timed,
        av.open(io.BytesIO(_unlimited(bare)), "r", format="h264") as source,
        av.open(out, "w", format=container) as target,
    ):
        copy = target.add_stream_from_template(source.streams.video[0])
        told: Iterable[Any] = (packet for packet in timed.demux(video=0) if packet.size)
        packets: Iterable[Any] = (packet for packet in source.demux(video=0) if packet.size)
        for packet, like in zip(packets, told, strict=True):
            packet.pts, packet.dts, packet.time_base = like.pts, like.dts, like.time_base
            packet.is_keyframe, packet.stream = like.is_keyframe, copy
            target.mux(packet)
    return out.getvalue()


def _late(container: str) -> bytes:
    out = io.BytesIO()
    with av.open(out, "w", format=container) as target:
        stream: Any = target.add_stream("libx264", rate=30)
        stream.width, stream.height, stream.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        late = "keyint=250:bframes=5:b-adapt=0:b-pyramid=normal:scenecut=0"
        stream.options = _H264 | {"x264-params": late}
        stream.codec_context.time_base = stream.time_base = Fraction(1, TICKS)
        for n in range(72):
            frame = VideoFrame.from_ndarray(draw_number(n), "rgb24")
            frame.pts, frame.time_base = n * 3000, Fraction(1, TICKS)
            if n < 36:
                frame.pict_type = PictureType.P
            target.mux(stream.encode(frame))
        target.mux(stream.encode(None))
    return out.getvalue()


def _unlimited(stream: bytes) -> bytes:
    """A bare H.264 stream without what its sequence parameters say of reordering, which is the last
    in them (ITU-T H.264, E.1.1: bitstream_restriction)."""
    units = stream.split(b"\0\0\1")
    return b"\0\0\1".join(_without_limits(u) if u and u[0] & 0x1F == 7 else u for u in units)


def _without_limits(unit: bytes) -> bytes:
    body = unit.rstrip(b"\0").replace(b"\0\0\3", b"\0\0")
    bits = "".join(f"{byte:08b}" for byte in body)
    [*_, last] = re.finditer("(?=1111(?:0001100|0001011|0001010){2})", bits)
    bits = bits[: last.start()] + "01"
    bits += "0" * (-len(bits) % 8)
    plain = bytes(int(bits[place : place + 8], 2) for place in range(0, len(bits), 8))
    guarded = re.sub(rb"\0\0(?=[\0-\3])", b"\0\0\3", plain)
    return guarded + unit[len(unit.rstrip(b"\0")) :]


MAKERS: dict[str, Maker] = {
    **ENCODED,
    **SPLICED,
    "phone, turned and trimmed": (_phone_trimmed, numbered(31, 17)),
    "phone, uneven, late start": (
        lambda: _h264(
            times=_uneven(48),
            start=0.371,
            options=_H264 | {"x264-params": "keyint=30:bframes=0:scenecut=0"},
            container_options={"use_editlist": "0"},
        ),
        numbered(48),
    ),
    "screen, one a second, then sixty": (
        lambda: _h264(
            frames=30,
            times=[float(n) if n < 20 else 19 + (n - 19) / 60 for n in range(30)],
            options=_H264 | {"x264-params": "keyint=600:bframes=3:scenecut=0"},
        ),
        numbered(30),
    ),
    "screen of a tablet": (lambda: _h265(size=(226, 130)), numbered(48)),
    "browser, vp9 as it came": (
        lambda: encode(
            Recipe(
                "libvpx-vp9",
                "webm",
                times=_uneven(48),
                options={"b": "500k", "g": "120", "cpu-used": "8", "deadline": "realtime"},
                container_options={"live": "1"},
            )
        ),
        numbered(48),
    ),
    "browser, h264 as it came": (
        lambda: encode(
            Recipe(
                container="matroska",
                times=_uneven(48),
                options={"preset": "ultrafast", "tune": "zerolatency"},
                container_options={"live": "1"},
            )
        ),
        numbered(48),
    ),
    "browser, uneven pieces": (
        lambda: _h264(
            times=_uneven(48),
            container_options={"movflags": "frag_keyframe+empty_moov+delay_moov"},
            sound=(0.0, 3.0),
        ),
        numbered(48),
    ),
    "pieces of hevc": (
        lambda: _h265(container_options={"movflags": "frag_keyframe+empty_moov"}),
        numbered(48),
    ),
    "begins between keyframes": (_begins_between_keyframes, numbered(36, 12)),
    "one tick apart": (
        lambda: _h264(times=[n / TICKS if n < 20 else 1 + n / 30 for n in range(48)]),
        numbered(48),
    ),
    "times before 0 mov": (
        lambda: _h264(container="mov", start=-0.4, container_options=_AS_THEY_ARE),
        numbered(36, 12),
    ),
    "cover first": (lambda: _beside_another("mp4", cover=True), numbered(48)),
    "small one first": (lambda: _beside_another("mpegts", cover=False), numbered(48)),
    "reordered late mkv": (lambda: _reordered_late("matroska"), numbered(72)),
    "reordered late ts": (lambda: _reordered_late("mpegts"), numbered(72)),
    "several within a tick mkv": (lambda: _h264(container="mkv", rate=1200), numbered(48)),
    "full range": (lambda: _h264(pixel_format="yuvj420p"), numbered(48)),
    "hevc 4:2:2, ten bits": (lambda: _h265(pixel_format="yuv422p10le"), numbered(48)),
    "dv": (
        lambda: encode(Recipe("dvvideo", "dv", frames=12, rate=25, size=(720, 576))),
        numbered(12),
    ),
    "motion jpeg odd size": (
        lambda: encode(
            Recipe("mjpeg", "avi", pixel_format="yuvj422p", size=(321, 241), frames=24, rate=15)
        ),
        numbered(24),
    ),
    "flv uneven, late start": (
        lambda: _h264(container="flv", times=_uneven(48), start=2.5),
        numbered(48),
    ),
}


def make(name: str) -> MadeClip:
    """One of the clips that break naive players."""
    maker, numbers = MAKERS[name]
    return MadeClip(name, maker(), numbers)


def make_all(names: Iterable[str] = MAKERS) -> list[MadeClip]:
    """Several of them."""
    return [make(name) for name in names]
