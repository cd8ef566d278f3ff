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


def _always(_: int) -> bool:
    return True


def _at_first(key: int) -> bool:
    return key == 0


SPLICED: dict[str, Maker] = {
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
