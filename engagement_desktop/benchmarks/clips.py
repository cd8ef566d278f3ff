"""Makes the clips that break naive players, with the frame's number burnt into each picture.

The number is drawn in black and white blocks with their complement below and a corner mark, so
that it survives compression, and a picture that is mirrored, turned or mixed of two frames does
not read as any number. Everything is made by the libraries that the product itself uses.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, BinaryIO

import av
import numpy as np
from numpy.typing import NDArray

from engagement_desktop.benchmarks import field_clips

COLUMNS, ROWS, BITS = 7, 4, 12
WIDTH, HEIGHT = 224, 128
TICKS = 90_000
_WHOLE_RATES = ("mpeg2video", "mpeg4")  # whose time base is the frame rate


@dataclass(frozen=True)
class MadeClip:
    """A clip in memory and the truth about it: the burnt number of each displayed frame."""

    name: str
    data: bytes
    numbers: tuple[int, ...]

    def open(self) -> BinaryIO:
        """A fresh file with the clip's bytes."""
        return io.BytesIO(self.data)

    def open_short(self) -> BinaryIO:
        """A fresh file that gives fewer bytes than asked for."""
        return ShortReads(self.data)


class ShortReads(io.BytesIO):
    """Gives at most 777 bytes a read, as a slow disk or a chunked store may."""

    def read(self, size: int | None = -1) -> bytes:
        return super().read(min(size, 777) if size and size > 0 else size)


@dataclass
class Recipe:
    """How a clip is encoded. `times` are seconds per frame, default `rate` frames a second; `first`
    is the number that the first picture says."""

    codec: str = "libx264"
    container: str = "mp4"
    frames: int = 48
    first: int = 0
    rate: int = 30
    start: float = 0.0
    times: Sequence[float] | None = None
    pixel_format: str = "yuv420p"
    size: tuple[int, int] = (WIDTH, HEIGHT)
    aspect: Fraction | None = None
    options: dict[str, str] = field(default_factory=dict)
    container_options: dict[str, str] = field(default_factory=dict)
    draw: Callable[[NDArray[np.uint8]], NDArray[np.uint8]] = lambda picture: picture
    color: dict[str, int] = field(default_factory=dict)
    sound: tuple[float, float] | None = None


def draw_number(n: int, size: tuple[int, int] = (WIDTH, HEIGHT)) -> NDArray[np.uint8]:
    """An RGB picture (height, width, 3) that says `n`."""
    width, height = size
    blocks = np.zeros((ROWS, COLUMNS), dtype=np.uint8)
    bits = np.array([n >> place & 1 for place in range(BITS)], dtype=np.uint8).reshape(2, 6)
    blocks[:2, :6], blocks[2:, :6], blocks[0, 6] = bits, 1 - bits, 1
    rows = np.arange(height) * ROWS // height
    columns = np.arange(width) * COLUMNS // width
    return np.repeat((blocks[rows][:, columns] * 235)[..., None], 3, axis=2)


def read_number(bgra: NDArray[np.uint8]) -> int | None:
    """The number that a shown picture says; None if it does not read as one."""
    height, width, _ = bgra.shape
    rows = [(2 * row + 1) * height // (2 * ROWS) for row in range(ROWS)]
    columns = [(2 * column + 1) * width // (2 * COLUMNS) for column in range(COLUMNS)]
    blocks = bgra[np.ix_(rows, columns)][..., 1] > 110
    if blocks[:, 6].tolist() != [True, False, False, False]:
        return None
    if (blocks[:2, :6] == blocks[2:, :6]).any():
        return None
    return sum(int(bit) << place for place, bit in enumerate(blocks[:2, :6].ravel()))


def encode(recipe: Recipe) -> bytes:
    """Encode numbered pictures, and a tone if the recipe has `sound` (from, to in seconds)."""
    out = io.BytesIO()
    with av.open(
        out, "w", format=_muxer(recipe.container), options=recipe.container_options
    ) as container:
        stream: Any = container.add_stream(recipe.codec, rate=recipe.rate)
        stream.width, stream.height = recipe.size
        stream.pix_fmt = recipe.pixel_format
        stream.options = recipe.options
        ticks = recipe.rate if recipe.codec in _WHOLE_RATES else TICKS
        stream.codec_context.time_base = stream.time_base = Fraction(1, ticks)
        for name, value in recipe.color.items():
            setattr(stream.codec_context, name, value)
        if recipe.aspect:
            stream.codec_context.sample_aspect_ratio = recipe.aspect
        tone = container.add_stream("aac", rate=16_000, layout="mono") if recipe.sound else None
        for n in range(recipe.frames):
            seconds = recipe.times[n] if recipe.times else n / recipe.rate
            picture = recipe.draw(draw_number(recipe.first + n, _drawn_size(recipe)))
            frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(picture), "rgb24")
            frame.pts = round((recipe.start + seconds) * TICKS)
            frame.time_base = Fraction(1, TICKS)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
        if tone is not None and recipe.sound:
            _mux_tone(container, tone, *recipe.sound)
    return out.getvalue()


def _encode_aside(recipe: Recipe) -> bytes:
    """The same on a thread of its own. SVT-AV1 makes the thread that calls it a real-time one where
    it may, and all that this thread starts later: nothing is measured rightly after that."""
    with ThreadPoolExecutor(1) as worker:
        return worker.submit(encode, recipe).result()


def tone_only(container: str = "mp4", seconds: float = 1.0) -> bytes:
    """A sound recording: a 440 Hz tone."""
    out = io.BytesIO()
    with av.open(out, "w", format=_muxer(container)) as made:
        _mux_tone(made, made.add_stream("aac", rate=16_000, layout="mono"), 0, seconds)
    return out.getvalue()


def remux(
    data: bytes,
    container: str,
    keep: Callable[[Any], bool] = lambda _: True,
    shift: float = 0.0,
    options: dict[str, str] | None = None,
    change: Callable[[Any, int], Any] = lambda packet, _: packet,
) -> bytes:
    """Copy the pictures' packets that `keep` wants, moved by `shift` seconds; `change` is given
    each with its number in the file."""
    out = io.BytesIO()
    with (
        av.open(io.BytesIO(data), "r") as source,
        av.open(out, "w", format=_muxer(container), options=options or {}) as target,
    ):
        stream = source.streams.video[0]
        copy = target.add_stream_from_template(stream)
        packets: Iterable[Any] = source.demux(stream)
        for number, original in enumerate(packets):
            if original.size and keep(original):
                packet = change(original, number)
                ticks = round(shift / packet.time_base)
                packet.pts, packet.dts = packet.pts + ticks, packet.dts + ticks
                packet.stream = copy
                target.mux(packet)
    return out.getvalue()


def turned(data: bytes, matrix: tuple[int, int, int, int]) -> bytes:
    """The mp4 with this display matrix (a, b, c, d) in its first track header."""
    place = data.index(b"tkhd") + 4 + 40
    a, b, c, d = (value * 0x10000 for value in matrix)
    return data[:place] + struct.pack(">9i", a, b, 0, c, d, 0, 0, 0, 1 << 30) + data[place + 36 :]


def numbered(count: int, first: int = 0) -> tuple[int, ...]:
    """`count` numbers from `first` on."""
    return tuple(range(first, first + count))


def _muxer(container: str) -> str:
    return {"mkv": "matroska", "ts": "mpegts"}.get(container, container)


def _drawn_size(recipe: Recipe) -> tuple[int, int]:
    """The upright size: a recipe that turns its pictures draws them the other way up first."""
    probe = recipe.draw(np.zeros((2, 4, 3), dtype=np.uint8))
    return recipe.size if probe.shape[:2] == (2, 4) else recipe.size[::-1]


def _mux_tone(container: Any, stream: Any, start: float, end: float) -> None:
    times = np.arange(round(start * 16_000), round(end * 16_000)) / 16_000
    samples = (np.sin(times * 2 * np.pi * 440) * 0.5).astype(np.float32)
    for offset in range(0, len(samples), 1024):
        frame = av.AudioFrame.from_ndarray(
            samples[None, offset : offset + 1024], format="fltp", layout="mono"
        )
        frame.sample_rate = 16_000
        frame.time_base = Fraction(1, 16_000)
        frame.pts = round(start * 16_000) + offset
        container.mux(stream.encode(frame))
    container.mux(stream.encode(None))


def _x264(extra: str) -> dict[str, str]:
    return {"preset": "veryfast", "crf": "20", "x264-params": extra}


def _x265(extra: str) -> dict[str, str]:
    return {"preset": "ultrafast", "crf": "20", "x265-params": f"log-level=none:{extra}"}


def _plain(**changes: Any) -> bytes:
    recipe = {"options": _x264(_PLAIN_264)} | changes
    return encode(Recipe(**recipe))


def _irregular(frames: int) -> list[float]:
    gaps = [1 / 30, 1 / 15, 1 / 60, 0.2, 1 / 30, 0.041]
    times = [0.0]
    for n in range(frames - 1):
        times.append(times[-1] + gaps[n % len(gaps)])
    return times


_PLAIN_264 = "keyint=12:min-keyint=12:bframes=2:scenecut=0"
_AS_THEY_ARE = {"avoid_negative_ts": "disabled"}
_FIELDS = {"flags": "+ildct+ilme"}
_OPEN_264 = "open-gop=1:keyint=12:bframes=3:b-adapt=0:b-pyramid=normal:scenecut=0"
_PYRAMID_264 = "keyint=40:bframes=16:b-pyramid=strict:ref=16:open-gop=1:scenecut=0"
_LAST_OF_CLOCK = 95_443.0
"""Seconds, less than one before the clock of MPEG-TS (33 bits at 90 kHz) begins again at 0."""
_OPEN_265 = "open-gop=1:keyint=12:min-keyint=12:bframes=4:scenecut=0"


def _edit_list() -> bytes:
    """The first 17 frames are in the file, for decoding, but are not shown."""
    return remux(_plain(), "mp4", shift=-17 / 30, options=_AS_THEY_ARE)


def _starts_at_second_keyframe(data: bytes, container: str) -> bytes:
    seen = 0

    def keep(packet: Any) -> bool:
        nonlocal seen
        seen += bool(packet.is_keyframe)
        return seen >= 2

    return remux(data, container, keep)


def _with_edits(data: bytes, parts: Sequence[tuple[int, int]], rate: int = 30) -> bytes:
    """The mp4 showing only these parts (first and last frame), one after another, by an edit list
    of several entries (ISO/IEC 14496-12, 8.6.6)."""
    place = data.index(b"elst") - 4
    (size,) = struct.unpack_from(">I", data, place)
    (start,) = struct.unpack_from(">i", data, place + 20)
    (film,) = struct.unpack_from(">I", data, data.index(b"mvhd") + 16)
    (track,) = struct.unpack_from(">I", data, data.index(b"mdhd") + 16)
    entries = b"".join(
        struct.pack(
            ">IiI", (last - first + 1) * film // rate, start + first * track // rate, 1 << 16
        )
        for first, last in parts
    )
    box = struct.pack(">I4sII", 16 + len(entries), b"elst", 0, len(parts)) + entries
    changed = bytearray(data[:place] + box + data[place + size :])
    for name in (b"edts", b"trak", b"moov"):
        outer = changed.rindex(name, 0, place) - 4
        (length,) = struct.unpack_from(">I", changed, outer)
        struct.pack_into(">I", changed, outer, length + len(box) - size)
    return bytes(changed)


def awkward_edits() -> bytes:
    """Parts that begin and end within groups of pictures, and one that goes back."""
    return _with_edits(_plain(), ((3, 10), (20, 31), (4, 9)))


_HIDDEN = (7, 19, 31)


def _hide(packet: Any, number: int) -> Any:
    """A VP8 packet with its picture for reference only (RFC 6386, 9.1), as encoders make them."""
    if number not in _HIDDEN:
        return packet
    data = bytearray(bytes(packet))
    data[0] &= ~0x10
    hidden = av.Packet(bytes(data))
    hidden.pts, hidden.dts, hidden.time_base = packet.pts, packet.dts, packet.time_base
    return hidden


def _vp8() -> bytes:
    return encode(Recipe("libvpx", "webm", options={"b": "1M", "g": "24", "cpu-used": "8"}))


def _deep(curve: str, number: int) -> bytes:
    color = {"color_trc": number, "color_primaries": 9, "colorspace": 9, "color_range": 1}
    options = _x265(f"keyint=12:colorprim=bt2020:transfer={curve}:colormatrix=bt2020nc")
    return encode(Recipe("libx265", pixel_format="yuv420p10le", options=options, color=color))


def _quarter_left(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    return np.rot90(picture, 1)


def _quarter_right(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    return np.rot90(picture, -1)


def _upside_down(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    return picture[::-1, ::-1]


def _mirrored(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    return picture[:, ::-1]


def _fields_apart(container: str) -> bytes:
    """As camcorders record: each picture in two fields, with one time for both."""
    grey = [16 + draw_number(n)[..., 0] // 235 * 219 for n in WHOLE]
    return field_clips.muxed(field_clips.in_fields(grey), _muxer(container))


def _all_called_keyframes() -> bytes:
    """An MP4 without the list of its keyframes, which then every picture is said to be."""
    data = encode(Recipe("mpeg4", options={"g": "12", "bf": "2", "b": "2M"}))
    return data.replace(b"stss", b"free")


def _packed() -> bytes:
    """An AVI as DivX writes it: a picture made from a later one lies in the packet of that later
    one, and a packet that shows nothing stands in its place."""
    plain = encode(Recipe("mpeg4", "avi", options={"g": "12", "bf": "1", "b": "2M"}))
    with av.open(io.BytesIO(plain), "r") as source:
        stream = source.streams.video[0]
        pictures = [bytes(packet) for packet in source.demux(stream) if packet.size]
        out = io.BytesIO()
        with av.open(out, "w", format="avi") as target:
            copy = target.add_stream_from_template(stream)
            for place, data in enumerate(_in_pairs(pictures)):
                packet: Any = av.Packet(data)
                packet.pts = packet.dts = place
                packet.time_base, packet.stream = Fraction(1, 30), copy
                packet.is_keyframe = _VOP in data and _vop_type(data) == _INTRA
                target.mux(packet)
    return out.getvalue()


_VOP, _VOP_LEFT_OUT, _WRITTEN_BY = b"\0\0\1\xb6", b"\0\0\1\xb6\x7f", b"\0\0\1\xb2DivX503b1393p"
_INTRA, _FROM_BOTH = 0, 2


def _vop_type(data: bytes) -> int:
    """Of the first picture in a packet of MPEG-4 (ISO/IEC 14496-2, 6.3.5)."""
    return data[data.index(_VOP) + 4] >> 6


def _in_pairs(pictures: list[bytes]) -> Iterable[bytes]:
    for data, after in zip(pictures, [*pictures[1:], b""], strict=True):
        if _vop_type(data) == _FROM_BOTH:
            yield _VOP_LEFT_OUT
            continue
        said = _WRITTEN_BY if _vop_type(data) == _INTRA else b""
        follows = after and _vop_type(after) == _FROM_BOTH
        yield said + data + (after if follows else b"")


WHOLE = numbered(48)

Maker = tuple[Callable[[], bytes], tuple[int, ...]]
"""How a clip is made, and the numbers that its frames say."""

ENCODED: dict[str, Maker] = {
    "plain": (_plain, WHOLE),
    "h264 open gop": (lambda: encode(Recipe(options=_x264(_OPEN_264))), WHOLE),
    "h264 open gop ts": (
        lambda: encode(Recipe(container="ts", options=_x264(_OPEN_264))),
        WHOLE,
    ),
    "h264 intra refresh": (
        lambda: encode(Recipe(options=_x264("intra-refresh=1:keyint=16:bframes=0"))),
        WHOLE,
    ),
    "hevc open gop": (lambda: encode(Recipe("libx265", options=_x265(_OPEN_265))), WHOLE),
    "hevc open gop ts": (
        lambda: encode(Recipe("libx265", "ts", options=_x265(_OPEN_265))),
        WHOLE,
    ),
    "hevc short gop": (
        lambda: encode(
            Recipe("libx265", options=_x265("open-gop=1:keyint=3:min-keyint=1:bframes=2"))
        ),
        WHOLE,
    ),
    "variable rate": (lambda: _plain(times=_irregular(48)), WHOLE),
    "edit list": (_edit_list, numbered(31, 17)),
    "several edits": (
        lambda: _with_edits(_plain(), ((0, 11), (20, 31))),
        numbered(12) + numbered(12, 20),
    ),
    "late start mkv": (lambda: _plain(container="mkv", start=5.0), WHOLE),
    "turned left": (
        lambda: turned(_plain(draw=_quarter_left, size=(HEIGHT, WIDTH)), (0, 1, -1, 0)),
        WHOLE,
    ),
    "turned right": (
        lambda: turned(_plain(draw=_quarter_right, size=(HEIGHT, WIDTH)), (0, -1, 1, 0)),
        WHOLE,
    ),
    "upside down": (lambda: turned(_plain(draw=_upside_down), (-1, 0, 0, -1)), WHOLE),
    "mirrored": (lambda: turned(_plain(draw=_mirrored), (-1, 0, 0, 1)), WHOLE),
    "one huge gop": (
        lambda: _plain(frames=96, options=_x264("keyint=1000:bframes=3:scenecut=0")),
        numbered(96),
    ),
    "mpeg ts": (lambda: _plain(container="ts", sound=(0, 1.5)), WHOLE),
    "mpeg ts clock that wraps": (lambda: _plain(container="ts", start=_LAST_OF_CLOCK), WHOLE),
    "mpeg ts from the middle": (
        lambda: _plain(container="ts", options=_x264(_OPEN_264))[8 * 188 + 77 :],
        numbered(36, 12),
    ),
    "h264 pyramid ts": (
        lambda: encode(Recipe(container="ts", frames=60, options=_x264(_PYRAMID_264))),
        numbered(60),
    ),
    "mpeg2 ts": (
        lambda: encode(Recipe("mpeg2video", "ts", options={"g": "12", "bf": "2", "b": "2M"})),
        WHOLE,
    ),
    "mkv": (lambda: _plain(container="mkv"), WHOLE),
    "mkv without a list": (
        lambda: _plain(container="mkv", container_options={"live": "1"}),
        WHOLE,
    ),
    "mpeg4 avi": (
        lambda: encode(Recipe("mpeg4", "avi", options={"g": "12", "bf": "2", "b": "2M"})),
        WHOLE,
    ),
    "vp8": (_vp8, WHOLE),
    "vp8 hidden": (
        lambda: remux(_vp8(), "webm", change=_hide),
        tuple(n for n in WHOLE if n not in _HIDDEN),
    ),
    "vp9 odd size": (
        lambda: encode(
            Recipe("libvpx-vp9", "webm", size=(225, 131), options={"b": "1M", "cpu-used": "8"})
        ),
        WHOLE,
    ),
    "vp9 hidden": (
        lambda: encode(
            Recipe(
                "libvpx-vp9",
                "webm",
                frames=60,
                options={"b": "300k", "g": "40", "auto-alt-ref": "1", "lag-in-frames": "25"},
            )
        ),
        numbered(60),
    ),
    "av1": (
        lambda: _encode_aside(Recipe("libsvtav1", options={"preset": "8", "crf": "4", "g": "12"})),
        WHOLE,
    ),
    "sixty a second": (lambda: _plain(rate=60), WHOLE),
    "240 a second": (lambda: _plain(rate=240), WHOLE),
    "one every two seconds": (
        lambda: _plain(frames=20, times=[2.0 * n for n in range(20)]),
        numbered(20),
    ),
    "turned wide samples": (
        lambda: turned(
            _plain(draw=_quarter_right, size=(HEIGHT, WIDTH), aspect=Fraction(16, 11)),
            (0, -1, 1, 0),
        ),
        WHOLE,
    ),
    "wide samples": (lambda: _plain(aspect=Fraction(16, 11)), WHOLE),
    "hlg": (lambda: _deep("arib-std-b67", 18), WHOLE),
    "pq": (lambda: _deep("smpte2084", 16), WHOLE),
    "interlaced": (
        lambda: encode(Recipe(container="ts", options=_x264(_PLAIN_264 + ":tff=1") | _FIELDS)),
        WHOLE,
    ),
    "fields apart": (lambda: _fields_apart("ts"), WHOLE),
    "fields apart bare": (lambda: _fields_apart("h264"), WHOLE),
    "all called keyframes": (_all_called_keyframes, WHOLE),
    "interlaced mpeg2": (
        lambda: encode(
            Recipe("mpeg2video", "ts", options={"g": "12", "bf": "2", "b": "2M"} | _FIELDS)
        ),
        WHOLE,
    ),
    "late short sound": (lambda: _plain(sound=(0.5, 1.0)), WHOLE),
    "sound goes on": (lambda: _plain(sound=(0, 4.0)), WHOLE),
    "in pieces": (
        lambda: _plain(container_options={"movflags": "frag_keyframe+empty_moov"}),
        WHOLE,
    ),
    "one frame": (lambda: _plain(frames=1), (0,)),
    "cut at open gop h264": (
        lambda: _starts_at_second_keyframe(encode(Recipe(options=_x264(_OPEN_264))), "mp4"),
        numbered(36, 12),
    ),
    "cut at open gop hevc": (
        lambda: _starts_at_second_keyframe(
            encode(Recipe("libx265", options=_x265(_OPEN_265))), "ts"
        ),
        numbered(36, 12),
    ),
    "h264 avi": (lambda: _plain(container="avi"), WHOLE),
    "h264 mxf": (lambda: _plain(container="mxf", rate=25), WHOLE),
    "h264 program stream": (lambda: _plain(container="mpeg", frames=24), numbered(24)),
    "bare h264": (lambda: _plain(container="h264"), WHOLE),
    "bare hevc": (lambda: encode(Recipe("libx265", "hevc", options=_x265(_OPEN_265))), WHOLE),
    "packed avi": (_packed, WHOLE),
    "times before 0 mkv": (
        lambda: _plain(container="mkv", start=-0.5, container_options=_AS_THEY_ARE),
        WHOLE,
    ),
    "times shared mkv": (
        lambda: _plain(container="mkv", times=[n // 2 / 15 for n in range(48)]),
        WHOLE,
    ),
    "vp8 hidden late": (
        lambda: remux(_vp8(), "webm", change=lambda packet, n: _hide(packet, n - 32)),
        tuple(n for n in WHOLE if n != 39),
    ),
    "motion jpeg": (
        lambda: encode(Recipe("mjpeg", "avi", pixel_format="yuvj420p", frames=24)),
        numbered(24),
    ),
}
