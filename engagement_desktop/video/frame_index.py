"""Which frames a clip shows, in order: the answer to “frame n is this pts”.

Every packet is demuxed without decoding; empty and discarded packets are dropped; the rest is
sorted by pts, and frame n is the nth. The first pictures are decoded to see that the packets tell
the truth; where they do not (hidden reference frames, fields apart, no pts, times that go
back), the whole clip is decoded once instead, and a picture whose time does not tell it from every
other is left out. The index is kept by the clip's content hash.
"""

from __future__ import annotations

import bisect
import json
import statistics
import zlib
from collections import Counter
from dataclasses import asdict, dataclass
from fractions import Fraction
from functools import cached_property
from itertools import accumulate, islice, pairwise
from typing import NamedTuple

import av
from av.video.frame import VideoFrame

from engagement_desktop.progress import Progress, SilentProgress
from engagement_desktop.video.clip_file import ClipFile, NotAClip, Opener, unreadable
from engagement_desktop.video.picture import Orientation, square_size
from engagement_desktop.video.safe_start import is_safe_start

_FORMAT = 2
_CHECKED_PICTURES = 24
_PACKETS_PER_REPORT = 500
_PICTURES_PER_STEP_BACK = 10
"""Where time goes back more often than once in so many pictures, it is not their time at all."""


@dataclass(frozen=True)
class FrameIndex:
    """The displayed frames of one clip.

    `pts` (display order, in `time_base`) and `keyframes` have one entry per displayed frame; a
    keyframe is one that decoding may begin at. `keyframe_dts` has one per keyframe, None where
    the file has none. `width` and `height` are
    those of the picture shown: upright, square pixels. `rotation` is in degrees as the decoder
    tells it (anticlockwise). `hidden` counts the pictures in the file that are not shown.
    `last_duration` is that of the last frame, in `time_base`. `lead` is how many seconds of the
    file pass before frame 0, in which only sound may be heard.
    """

    pts: tuple[int, ...]
    keyframes: tuple[bool, ...]
    keyframe_dts: tuple[int | None, ...]
    time_base: Fraction
    last_duration: int
    width: int
    height: int
    rotation: int
    codec: str
    variable_rate: bool
    hidden: int
    has_sound: bool
    warnings: tuple[str, ...]
    lead: float = 0.0

    def __len__(self) -> int:
        return len(self.pts)

    def time(self, n: int) -> Fraction:
        """Exact seconds from the start of frame 0 to the start of frame `n`."""
        return (self.pts[n] - self.pts[0]) * self.time_base

    def seconds(self, n: int) -> float:
        """Seconds from the start of frame 0 to the start of frame `n`."""
        return float(self.time(n))

    def at(self, seconds: float | Fraction) -> int:
        """The last frame that starts at or before `seconds`, clamped to the clip."""
        ticks = Fraction(seconds) / self.time_base + self.pts[0]
        return max(0, bisect.bisect_right(self.pts, ticks) - 1)

    def number_of(self, pts: int) -> int | None:
        """The frame that has exactly this pts, or None."""
        n = bisect.bisect_left(self.pts, pts)
        return n if n < len(self.pts) and self.pts[n] == pts else None

    @cached_property
    def key_numbers(self) -> tuple[int, ...]:
        """The numbers of the keyframes; frame 0 counts as one, for decoding can begin there."""
        return tuple(k for k, keyframe in enumerate(self.keyframes) if keyframe or k == 0)

    def dts_of_keyframe(self, n: int) -> int | None:
        """The decoding time of keyframe `n`, where the file has one."""
        if not self.keyframes[n]:
            return None
        return self.keyframe_dts[sum(self.keyframes[:n])]

    def keyframe_before(self, n: int) -> int:
        """The last keyframe at or before frame `n`; 0 if there is none."""
        return self.key_numbers[max(0, bisect.bisect_right(self.key_numbers, n) - 1)]

    def keyframe_after(self, n: int) -> int:
        """The first keyframe after frame `n`; the number of frames if there is none."""
        place = bisect.bisect_right(self.key_numbers, n)
        return self.key_numbers[place] if place < len(self.key_numbers) else len(self)

    @property
    def duration(self) -> float:
        """Seconds from the start of the first frame to the end of the last."""
        return float(self.time(len(self) - 1) + self.last_duration * self.time_base)

    @cached_property
    def shortest_frame(self) -> Fraction:
        """The least time from one frame to the next; the only frame's length if there is one."""
        gaps = (later - earlier for earlier, later in pairwise(self.pts))
        return min(gaps, default=self.last_duration) * self.time_base

    @property
    def typical_frame(self) -> Fraction:
        """Median seconds from one frame to the next; the only frame's length if there is one."""
        gaps = [later - earlier for earlier, later in pairwise(self.pts)]
        return (statistics.median_low(gaps) if gaps else self.last_duration) * self.time_base

    def to_bytes(self) -> bytes:
        """To keep beside the clip; read back by `from_bytes`."""
        fields = asdict(self) | {"time_base": str(self.time_base), "format": _FORMAT}
        return zlib.compress(json.dumps(fields).encode())

    @classmethod
    def from_bytes(cls, kept: bytes) -> FrameIndex | None:
        """What `to_bytes` wrote, or None when it is of another form and must be built anew."""
        try:
            fields = json.loads(zlib.decompress(kept))
            if fields.pop("format") != _FORMAT:
                return None
            fields["time_base"] = Fraction(fields["time_base"])
            for name in ("pts", "keyframes", "keyframe_dts", "warnings"):
                fields[name] = tuple(fields[name])
            return cls(**fields)
        except (zlib.error, ValueError, KeyError, TypeError):
            return None


class _Packet(NamedTuple):
    pts: int | None
    dts: int | None
    keyframe: bool
    duration: int


@dataclass
class _Scan:
    """What the packets say."""

    packets: list[_Packet]
    hidden: int = 0
    empty: int = 0
    alike: int = 0
    damaged: int = 0
    cut_short: bool = False


def build_index(opener: Opener, progress: Progress | None = None) -> FrameIndex:
    """Index the frames of a clip.

    Raises `NotAClip` in words when it has no pictures that can be shown, `ClipUnreadable` when
    the bytes cannot be fetched, `Cancelled` when the user stopped it.
    """
    try:
        return _build_index(opener, progress or SilentProgress())
    except OSError as error:
        raise unreadable() from error


def _build_index(opener: Opener, progress: Progress) -> FrameIndex:
    with ClipFile(opener) as clip:
        stream = clip.pictures()
        scan = _scan(clip, progress)
        time_base = stream.time_base
        aspect = stream.sample_aspect_ratio
        codec = stream.codec_context.name
        has_sound = bool(clip.container.streams.audio)
        file_start = Fraction(clip.container.start_time or 0, av.time_base)
    if not scan.packets or time_base is None:
        raise NotAClip("This clip has no pictures in it: it may have been cut off as it was saved.")
    with ClipFile(opener) as clip:
        head = list(islice(clip.decoded(), _CHECKED_PICTURES))
    if not head:
        raise NotAClip("The pictures of this clip cannot be decoded: it is damaged.")
    first = head[0]
    shown = _agreed(scan, head) or _shown_by_decoding(scan, opener, progress)
    orientation = Orientation.of(first)
    size = square_size(first.width, first.height, aspect)
    width, height = size[::-1] if orientation.transpose else size
    pts = tuple(packet.pts for packet in shown if packet.pts is not None)
    gaps = [later - earlier for earlier, later in pairwise(pts)]
    typical = statistics.median_low(gaps) if gaps else 0
    variable = any(abs(gap - typical) > max(1, typical // 10) for gap in gaps)
    return FrameIndex(
        pts=pts,
        keyframes=tuple(packet.keyframe for packet in shown),
        keyframe_dts=tuple(packet.dts for packet in shown if packet.keyframe),
        time_base=time_base,
        last_duration=shown[-1].duration or typical or max(1, round(Fraction(1, 25) / time_base)),
        width=width,
        height=height,
        rotation=first.rotation,
        codec=codec,
        variable_rate=variable,
        hidden=scan.hidden,
        has_sound=has_sound,
        warnings=_warnings(scan, variable),
        lead=max(0.0, float(pts[0] * time_base - file_start)),
    )


def _scan(clip: ClipFile, progress: Progress) -> _Scan:
    """Read every packet of the picture stream without decoding any."""
    scan = _Scan([])
    decoder = clip.pictures().codec_context
    h264, extradata = decoder.name == "h264", decoder.extradata
    for count, packet in enumerate(clip.packets()):
        if count % _PACKETS_PER_REPORT == 0:
            progress.check()
            progress.report(packet.pos or 0, clip.container.size, "Reading the clip’s frames")
        if not packet.size:
            scan.empty += 1
        elif packet.is_discard:
            scan.hidden += 1
        else:
            scan.damaged += packet.is_corrupt
            keyframe = packet.is_keyframe and (not h264 or is_safe_start(bytes(packet), extradata))
            scan.packets.append(_Packet(packet.pts, packet.dts, keyframe, packet.duration or 0))
    scan.cut_short = clip.cut_short
    return scan


def _agreed(scan: _Scan, head: list[VideoFrame]) -> list[_Packet] | None:
    """The packets whose pictures are shown, in display order; None if the first pictures that
    the decoder shows are not those that the packets promise."""
    by_pts = {packet.pts: packet for packet in scan.packets if packet.pts is not None}
    packets = [by_pts[pts] for pts in sorted(by_pts)]
    order = [packet.pts for packet in packets]
    start = [frame.pts for frame in head]
    leading = order.index(start[0]) if start[0] in order else 0
    if len(packets) < len(scan.packets) or start != order[leading : leading + len(start)]:
        return None
    decoding = [packet.dts for packet in scan.packets if packet.dts is not None]
    if any(later < earlier for earlier, later in pairwise(decoding)):
        return None
    scan.hidden += leading
    return packets[leading:]


def _shown_by_decoding(scan: _Scan, opener: Opener, progress: Progress) -> list[_Packet]:
    """For clips whose packets do not match the pictures one to one: decode them all once."""
    known = {packet.pts: packet for packet in scan.packets}
    shown: list[_Packet] = []
    with ClipFile(opener, threads="FRAME") as clip:
        for count, frame in enumerate(clip.decoded()):
            if count % _CHECKED_PICTURES == 0:
                progress.check()
                progress.report(count, len(scan.packets), "Counting the clip’s frames")
            if frame.pts is not None:
                packet = known.get(frame.pts)
                shown.append(
                    _Packet(
                        frame.pts,
                        packet.dts if packet else None,
                        frame.key_frame and (packet is None or packet.keyframe),
                        packet.duration if packet else 0,
                    )
                )
    scan.hidden += max(0, len(scan.packets) - len(shown))
    return _told_apart(scan, shown)


def _told_apart(scan: _Scan, shown: list[_Packet]) -> list[_Packet]:
    """Of the pictures in the order shown, those whose time is theirs alone and goes on.

    Files of a camera joined into one may start their times again; an AVI with pictures made from
    later ones has no times of display at all.
    """
    times = [packet.pts for packet in shown if packet.pts is not None]
    steps_back = sum(later < earlier for earlier, later in pairwise(times))
    if steps_back * _PICTURES_PER_STEP_BACK > len(times):
        raise NotAClip(
            "The times in this file are not those of its pictures, so its frames cannot be told "
            "apart.",
            to_do="Save it as an MP4 with the program it came from, then bring it in again.",
        )
    bearing, latest = Counter(times), accumulate(times, max)
    kept = [
        packet
        for packet, time, last in zip(shown, times, latest, strict=True)
        if bearing[time] == 1 and time == last
    ]
    scan.alike = len(shown) - len(kept)
    if not kept:
        raise NotAClip("The frames of this clip carry no times, so they cannot be told apart.")
    return kept


def _warnings(scan: _Scan, variable: bool) -> tuple[str, ...]:
    told = []
    if scan.hidden:
        told.append(f"{_pictures(scan.hidden)} in the file but not shown: cut away, or not whole.")
    if scan.alike:
        told.append(f"{_pictures(scan.alike)} left out: another has the same time, or a later one.")
    if scan.empty:
        told.append(f"{_pictures(scan.empty)} empty: the camera repeated the one before.")
    if scan.damaged:
        told.append(f"{_pictures(scan.damaged)} damaged.")
    if scan.cut_short:
        told.append("The file breaks off before its end; it is shown as far as it goes.")
    if variable:
        told.append("The time from frame to frame varies; the times shown are the frames’ own.")
    return tuple(told)


def _pictures(count: int) -> str:
    return "1 picture is" if count == 1 else f"{count} pictures are"
