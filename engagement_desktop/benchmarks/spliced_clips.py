"""Makes clips as no encoder writes them: joined without encoding anew, or with packets that hold
less or more than a picture."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import av

from engagement_desktop.benchmarks.clips import Maker, Recipe, encode, numbered
from engagement_desktop.video.units import Units

_H264 = "keyint=12:min-keyint=12:bframes=2:scenecut=0"
_OTHER_264 = ":cabac=0:weightp=0:8x8dct=0:ref=2"
_H265 = "log-level=none:keyint=12:min-keyint=12:bframes=3:scenecut=0"
_OTHER_265 = ":open-gop=0:no-sao=1:amp=1:rect=1:tu-inter-depth=2:signhide=1:ctu=32"

_OPEN_265 = {
    "preset": "ultrafast",
    "crf": "20",
    "x265-params": "log-level=none:open-gop=1:keyint=12:min-keyint=12:bframes=4:scenecut=0",
}
_FILLS_UP = b"\0\0\0\3\x0c\xff\x80"
_ENDS = b"\0\0\0\2\x48\1"


def _h264(more: str = "", **changes: Any) -> bytes:
    options = {"preset": "veryfast", "crf": "20", "x264-params": _H264 + more}
    return encode(Recipe(frames=24, options=options, **changes))


def _h265(more: str = "", **changes: Any) -> bytes:
    options = {"preset": "ultrafast", "crf": "20", "x265-params": _H265 + more}
    return encode(Recipe("libx265", frames=24, options=options, **changes))


def _joined(parts: Sequence[bytes], container: str, told_with: Callable[[int], bool]) -> bytes:
    """MP4s one after another under what the first says of its pictures; the later ones hold what
    theirs are decoded by in those of their keyframes for which `told_with` says so."""
    out = io.BytesIO()
    copy: Any = None
    end = 0
    with av.open(out, "w", format=container) as target:
        for part in parts:
            with av.open(io.BytesIO(part), "r") as source:
                stream = source.streams.video[0]
                copy = copy or target.add_stream_from_template(stream)
                keys, before = 0, end
                for original in _packets(source.demux(stream)):
                    told = original.is_keyframe and part is not parts[0] and told_with(keys)
                    keys += original.is_keyframe
                    packet = _like(original, _head(stream) + bytes(original) if told else original)
                    packet.pts, packet.dts = original.pts + before, original.dts + before
                    packet.stream = copy
                    target.mux(packet)
                    end = max(end, before + original.pts + original.duration)
    return out.getvalue()


def _head(stream: Any) -> bytes:
    """What the pictures of a stream are decoded by, as a packet of an MP4 holds it."""
    coder = stream.codec_context
    units = Units(coder.name, coder.extradata).of_stream
    return b"".join(len(unit).to_bytes(4, "big") + unit for unit in units)


def _packets(demuxed: Iterable[Any]) -> Iterator[Any]:
    return (packet for packet in demuxed if packet.size)


def _like(original: Any, data: Any) -> Any:
    packet = av.Packet(bytes(data))
    packet.pts, packet.dts, packet.duration = original.pts, original.dts, original.duration
    packet.time_base, packet.is_keyframe = original.time_base, original.is_keyframe
    return packet


def _with_an_empty_one(data: bytes, place: int) -> bytes:
    """An MP4 without B-frames, with a packet before picture `place` that only fills a stream up."""
    out = io.BytesIO()
    with av.open(io.BytesIO(data), "r") as source, av.open(out, "w", format="mp4") as target:
        stream = source.streams.video[0]
        copy = target.add_stream_from_template(stream)
        for number, original in enumerate(list(_packets(source.demux(stream)))):
            if number == place:
                empty = _like(original, _FILLS_UP)
                empty.pts = empty.dts = original.dts - original.duration // 2
                empty.is_keyframe, empty.stream = False, copy
                target.mux(empty)
            packet = _like(original, original)
            packet.stream = copy
            target.mux(packet)
    return out.getvalue()


def _ended_and_joined() -> bytes:
    """H.265 that says that it ends and goes on with a part cut off before a keyframe. Not shown are
    what leads up to that, for it leans on pictures that are not there, and the last two before the
    end, which still waited for their turn (ITU-T H.265, 8.1.3 and C.5.2.2)."""
    out = io.BytesIO()
    parts = [
        encode(Recipe("libx265", frames=24, first=first, options=_OPEN_265)) for first in (0, 24)
    ]
    end = 0
    copy: Any = None
    with av.open(out, "w", format="mp4") as target:
        for part in parts:
            with av.open(io.BytesIO(part), "r") as source:
                stream = source.streams.video[0]
                copy = copy or target.add_stream_from_template(stream)
                packets = list(_packets(source.demux(stream)))
                second_key = [n for n, packet in enumerate(packets) if packet.is_keyframe][1]
                kept = packets if part is parts[0] else packets[second_key:]
                shift = end - min(packet.pts for packet in kept) if end else 0
                for original in kept:
                    last = original is packets[-1] and part is parts[0]
                    packet = _like(original, bytes(original) + (_ENDS if last else b""))
                    packet.pts, packet.dts = original.pts + shift, original.dts + shift
                    packet.stream = copy
                    target.mux(packet)
                    end = max(end, original.pts + original.duration)
    return out.getvalue()


def _always(_: int) -> bool:
    return True


def _at_first(key: int) -> bool:
    return key == 0


SPLICED: dict[str, Maker] = {
    "a packet without a picture": (
        lambda: _with_an_empty_one(_h264(":bframes=0"), 18),
        numbered(24),
    ),
    "hevc ended and joined": (_ended_and_joined, (*numbered(22), *numbered(12, 36))),
    "joined hevc": (
        lambda: _joined([_h265(), _h265(_OTHER_265, first=24)], "mp4", _always),
        numbered(48),
    ),
    "joined hevc mkv, told once": (
        lambda: _joined([_h265(), _h265(_OTHER_265, first=24)], "matroska", _at_first),
        numbered(48),
    ),
    "joined h264, told once": (
        lambda: _joined([_h264(_OTHER_264), _h264(first=24)], "mp4", _at_first),
        numbered(48),
    ),
}
