"""Which frames a clip shows, in order: the answer to “frame n is this pts”.

Frame n is the nth picture that the clip shows (`frame_order`); its time is the file's own or, where
that does not tell it from every other, one worked out (`frame_times`). The index is kept by the
clip's content hash.
"""

from __future__ import annotations

import bisect
import json
import statistics
import zlib
from dataclasses import asdict, dataclass
from fractions import Fraction
from functools import cached_property
from itertools import pairwise

import av

from engagement_desktop.progress import Progress, SilentProgress
from engagement_desktop.video.clip_file import (
    ClipFile,
    KnownBy,
    Mark,
    NotAClip,
    Opener,
    PacketTimes,
    unreadable,
)
from engagement_desktop.video.frame_order import (
    Scan,
    ShownPacket,
    first_pictures,
    in_order_shown,
    scan,
)
from engagement_desktop.video.frame_times import are_their_own, worked_out
from engagement_desktop.video.picture import shown_size

_FORMAT = 6
_FRACTIONS = ("time_base", "pixel_aspect")
_USUAL_RATE = 25  # frames a second, where a file tells none
_FINER_TICKS = (1, 4, 16, 64)
"""Parts of a file's own ticks in which several pictures of one tick find room."""


@dataclass(frozen=True)
class FrameIndex:
    """The displayed frames of one clip.

    `pts` (display order, in `time_base`) and `keyframes` have one entry per displayed frame; a
    keyframe is one that decoding may begin at. `keyframe_dts` has one per keyframe, None where
    the file has none. `width` and `height` are
    those of the picture shown: upright, square pixels. `rotation` is in degrees as the decoder
    tells it (anticlockwise). `hidden` counts the pictures in the file that are not shown.
    `last_duration` is that of the last frame, in `time_base`. `lead` is how many seconds of the
    file pass before frame 0, in which only sound may be heard. `marks` has one entry per frame
    where the file's own times do not tell its pictures apart, and is empty otherwise: that by which
    the packet of its picture is known again (`known_by` says how). `pixel_aspect` is the width of a
    stored pixel to its height. `reordered` tells that some pictures are decoded before others that
    are shown earlier. `begin_anew` tells that a decoder must be opened anew for each start, since
    the clip changes on its way what its pictures are decoded by. `keyframe_places` are where the
    keyframes lie in the file, in bytes: one per keyframe, None where that is not told, or none.
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
    marks: tuple[Mark, ...] = ()
    known_by: KnownBy = KnownBy.PLACE
    pixel_aspect: Fraction = Fraction(1)
    reordered: bool = True
    begin_anew: bool = False
    keyframe_places: tuple[int | None, ...] = ()

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

    def is_place_of_keyframe(self, n: int, place: int | None) -> bool:
        """Whether a keyframe read at this place of the file may be keyframe `n`: a file whose list
        of frames is not that of the frames in it gives another picture under the same time."""
        if not self.keyframe_places:
            return True
        return self.keyframe_places[sum(self.keyframes[:n])] in (None, place)

    def keyframe_before(self, n: int) -> int:
        """The last keyframe at or before frame `n`; 0 if there is none."""
        return self.key_numbers[max(0, bisect.bisect_right(self.key_numbers, n) - 1)]

    def keyframe_after(self, n: int) -> int:
        """The first keyframe after frame `n`; the number of frames if there is none."""
        place = bisect.bisect_right(self.key_numbers, n)
        return self.key_numbers[place] if place < len(self.key_numbers) else len(self)

    @property
    def has_starts(self) -> bool:
        """Whether decoding may begin elsewhere than at the beginning of the file."""
        return not self.marks or self.known_by is not KnownBy.COUNT

    @property
    def may_be_packed(self) -> bool:
        """Whether a packet may hold two pictures, of which the decoder gives the second only with
        the next packet, as in an AVI by DivX or Xvid."""
        return bool(self.marks) and self.codec == "mpeg4"

    @property
    def packet_times(self) -> PacketTimes | None:
        """The times that packets are given in place of the file's, where those do not serve."""
        if not self.marks:
            return None
        return PacketTimes(self.known_by, dict(zip(self.marks, self.pts, strict=True)))

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
        fields = asdict(self) | {"format": _FORMAT}
        for name in _FRACTIONS:
            fields[name] = fields[name].as_integer_ratio()
        return zlib.compress(json.dumps(fields).encode())

    @classmethod
    def from_bytes(cls, kept: bytes) -> FrameIndex | None:
        """What `to_bytes` wrote, or None when it is of another form and must be built anew."""
        try:
            fields = json.loads(zlib.decompress(kept))
            if fields.pop("format") != _FORMAT:
                return None
            for name in _FRACTIONS:
                fields[name] = Fraction(*fields[name])
            fields["known_by"] = KnownBy(fields["known_by"])
            fields["marks"] = [(place, time) for place, time in fields["marks"]]
            for name in (
                "pts",
                "keyframes",
                "keyframe_dts",
                "keyframe_places",
                "warnings",
                "marks",
            ):
                fields[name] = tuple(fields[name])
            return cls(**fields)
        except (zlib.error, ValueError, KeyError, TypeError):
            return None


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
        found = scan(clip, progress)
        time_base = stream.time_base
        usual_rate = stream.guessed_rate or _USUAL_RATE
        aspect = stream.sample_aspect_ratio or Fraction(1)
        codec = stream.codec_context.name
        has_sound = bool(clip.container.streams.audio)
        file_start = Fraction(clip.container.start_time or 0, av.time_base)
    if not found.packets or time_base is None:
        raise NotAClip("This clip has no pictures in it: it may have been cut off as it was saved.")
    head = first_pictures(opener)
    order = in_order_shown(found, head, opener, progress)
    own_times = found.tells_times and are_their_own([packet.pts for packet in order])
    usual = max(1, round(1 / (usual_rate * time_base)))
    finer, shown = (1, order) if own_times else _timed(order, usual, found)
    time_base, usual = time_base / finer, usual * finer
    first = head[0]
    width, height = shown_size(first, aspect)
    pts = tuple(packet.pts for packet in shown if packet.pts is not None)
    gaps = [later - earlier for earlier, later in pairwise(pts)]
    typical = statistics.median_low(gaps) if gaps else 0
    variable = any(abs(gap - typical) > max(1, typical // 10) for gap in gaps)
    return FrameIndex(
        pts=pts,
        keyframes=tuple(packet.keyframe for packet in shown),
        keyframe_dts=tuple(packet.dts for packet in shown if packet.keyframe),
        time_base=time_base,
        last_duration=shown[-1].duration or typical or usual,
        width=width,
        height=height,
        rotation=first.rotation,
        codec=codec,
        variable_rate=variable,
        hidden=found.hidden,
        has_sound=has_sound,
        warnings=_warnings(found, len(order) - len(shown), own_times, variable),
        lead=max(0.0, float(pts[0] * time_base - file_start)),
        marks=() if own_times else tuple(p.mark for p in shown if p.mark is not None),
        known_by=found.known_by,
        pixel_aspect=aspect,
        reordered=_is_reordered(found, order),
        begin_anew=found.begin_anew,
        keyframe_places=_places(shown, found),
    )


def _is_reordered(found: Scan, order: list[ShownPacket]) -> bool:
    turns = {packet.mark: turn for turn, packet in enumerate(found.packets)}
    return any(turns[later.mark] < turns[earlier.mark] for earlier, later in pairwise(order))


def _places(shown: list[ShownPacket], found: Scan) -> tuple[int | None, ...]:
    if found.known_by is KnownBy.COUNT:
        return ()
    return tuple(packet.mark[0] if packet.mark else None for packet in shown if packet.keyframe)


def _timed(order: list[ShownPacket], usual: int, found: Scan) -> tuple[int, list[ShownPacket]]:
    """The pictures with times worked out, in ticks so much finer than the file's that there is room
    for all; where there is none within reason, without some."""
    told = [packet.pts if found.tells_times else None for packet in order]
    for finer in _FINER_TICKS:
        ticks = [None if time is None else time * finer for time in told]
        times = worked_out(ticks, usual * finer)
        if None not in times:
            break
    has_starts = found.known_by is not KnownBy.COUNT
    return finer, [
        packet._replace(pts=time, keyframe=packet.keyframe and has_starts, duration=0)
        for packet, time in zip(order, times, strict=True)
        if time is not None
    ]


def _warnings(found: Scan, left_out: int, own_times: bool, variable: bool) -> tuple[str, ...]:
    told = []
    if not found.tells_times:
        told.append("This file holds no times; those shown are worked out from its frame rate.")
    elif not own_times:
        told.append("The times in this file are not all its pictures’ own; some are worked out.")
    if found.hidden:
        told.append(f"{_pictures(found.hidden)} in the file but not shown: cut away, or not whole.")
    if left_out:
        told.append(f"{_pictures(left_out)} left out: no time was free.")
    if found.empty:
        told.append(f"{_pictures(found.empty)} empty: the camera repeated the one before.")
    if found.damaged:
        told.append(f"{_pictures(found.damaged)} damaged.")
    if found.cut_short:
        told.append("The file breaks off before its end; it is shown as far as it goes.")
    if variable:
        uneven = "The camera took its pictures at uneven times"
        told.append(f"{uneven}. Each is shown with its own time." if own_times else f"{uneven}.")
    return tuple(told)


def _pictures(count: int) -> str:
    return "1 picture is" if count == 1 else f"{count} pictures are"
