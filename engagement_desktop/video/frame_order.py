"""Which pictures a clip shows, in which order: by its packets, or by decoding it once.

Every packet is demuxed without decoding; empty and discarded ones are dropped; the rest, sorted by
pts, are the pictures. The first of them are decoded to see that the packets tell the truth. Where
they do not (hidden reference frames, fields apart, no pts, times that go back), the whole clip is
decoded once instead, each packet under a number of its own, so that whatever its times say every
picture is known by the packet that it came from.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice, pairwise
from typing import NamedTuple, cast

from av.format import Flags
from av.video.frame import VideoFrame

from engagement_desktop.progress import Progress
from engagement_desktop.video.clip_file import (
    ClipFile,
    KnownBy,
    Mark,
    NotAClip,
    Opener,
    PacketTimes,
    mark_of,
)
from engagement_desktop.video.safe_start import Starts

_CHECKED_PICTURES = 24
_PACKETS_PER_REPORT = 500


class ShownPacket(NamedTuple):
    """A packet of the picture stream, with the times that its file tells; `keyframe` tells that
    decoding may begin at it. `mark` is that by which it is known again."""

    pts: int | None
    dts: int | None
    keyframe: bool
    duration: int
    mark: Mark | None


@dataclass
class Scan:
    """What the packets say, in decoding order, and how many of them show nothing."""

    packets: list[ShownPacket]
    hidden: int = 0
    empty: int = 0
    damaged: int = 0
    doubtful: bool = False
    begin_anew: bool = False
    cut_short: bool = False
    known_by: KnownBy = KnownBy.PLACE
    tells_times: bool = True


def scan(clip: ClipFile, progress: Progress) -> Scan:
    """Read every packet of the picture stream without decoding any."""
    no_times = cast("int", Flags.no_timestamps.value)
    found = Scan([], tells_times=not clip.container.format.flags & no_times)
    decoder = clip.pictures().codec_context
    starts = Starts(decoder.name, decoder.extradata)
    places: list[int | None] = []
    for count, packet in enumerate(clip.packets()):
        if count % _PACKETS_PER_REPORT == 0:
            progress.check()
            progress.report(packet.pos or 0, clip.container.size, "Reading the clip’s frames")
        keyframe = bool(packet.size) and starts.may_begin_at(packet)
        if not packet.size:
            found.empty += 1
        elif packet.is_discard:
            found.hidden += 1
        else:
            found.damaged += packet.is_corrupt
            found.packets.append(
                ShownPacket(packet.pts, packet.dts, keyframe, packet.duration or 0, None)
            )
            places.append(packet.pos)
    found.cut_short = clip.cut_short
    found.doubtful, found.begin_anew = starts.doubtful, starts.begin_anew
    _mark(found, places)
    return found


def _mark(found: Scan, places: list[int | None]) -> None:
    """Give each packet a mark of its own, by the first way that tells every one apart."""
    for way in KnownBy:
        found.known_by = way
        marks = [
            mark_of(way, place, packet.pts, count)
            for count, (place, packet) in enumerate(zip(places, found.packets, strict=True))
        ]
        if len(set(marks) - {None}) == len(marks):
            break
    found.packets = [
        packet._replace(mark=mark) for packet, mark in zip(found.packets, marks, strict=True)
    ]


def first_pictures(opener: Opener) -> list[VideoFrame]:
    """The first pictures that the decoder shows. Raises `NotAClip` when there are none."""
    with ClipFile(opener) as clip:
        head = list(islice(clip.decoded(), _CHECKED_PICTURES))
    if not head:
        raise NotAClip("The pictures of this clip cannot be decoded: it is damaged.")
    return head


def in_order_shown(
    found: Scan, head: list[VideoFrame], opener: Opener, progress: Progress
) -> list[ShownPacket]:
    """The packets whose pictures are shown, in that order; `head` are the first pictures."""
    return _agreed(found, head) or _by_decoding(found, opener, progress)


def _agreed(found: Scan, head: list[VideoFrame]) -> list[ShownPacket] | None:
    """The packets in the order of their times; None if those may not be the pictures’ own, as
    when the first pictures that the decoder shows are not those that the packets promise."""
    by_pts = {packet.pts: packet for packet in found.packets if packet.pts is not None}
    packets = [by_pts[pts] for pts in sorted(by_pts)]
    order = [packet.pts for packet in packets]
    start = [frame.pts for frame in head]
    leading = order.index(start[0]) if start[0] in order else 0
    if found.doubtful or not found.tells_times or len(packets) < len(found.packets):
        return None
    if start != order[leading : leading + len(start)]:
        return None
    key = [packet.keyframe for packet in packets[leading:]]
    if any(said and not frame.key_frame for said, frame in zip(key, head, strict=False)):
        return None
    decoding = [packet.dts for packet in found.packets if packet.dts is not None]
    if any(later < earlier for earlier, later in pairwise(decoding)):
        return None
    found.hidden += leading
    return packets[leading:]


def _by_decoding(found: Scan, opener: Opener, progress: Progress) -> list[ShownPacket]:
    """For clips whose packets do not match the pictures one to one: decode them all once, each
    under its own number."""
    numbers = {p.mark: number for number, p in enumerate(found.packets) if p.mark is not None}
    times = PacketTimes(found.known_by, numbers)
    shown: list[ShownPacket] = []
    came_out: set[int] = set()
    second_fields: set[int] = set()
    with ClipFile(opener, threads="FRAME", times=times) as clip:
        for count, frame in enumerate(clip.decoded()):
            if count % _CHECKED_PICTURES == 0:
                progress.check()
                progress.report(count, len(found.packets), "Counting the clip’s frames")
            if frame.pts is not None:
                packet = found.packets[frame.pts]
                shown.append(packet._replace(keyframe=packet.keyframe and bool(frame.key_frame)))
                came_out.add(frame.pts)
                if frame.interlaced_frame:
                    second_fields.add(frame.pts + 1)
    if not shown:
        raise NotAClip("The pictures of this clip cannot be decoded: it is damaged.")
    found.hidden += len(set(range(len(found.packets))) - came_out - second_fields)
    return shown
