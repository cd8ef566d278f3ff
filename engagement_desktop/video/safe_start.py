"""What a packet says of itself: whether decoding may begin at it, and whether it shows a picture.

In H.264 a file may call a picture a keyframe from which a decoder only recovers bit by bit
(gradual refresh), or one that says nothing of recovery. Pictures decoded from there can be partly
wrong without the decoder saying so; such packets are not used as starts. Source: ITU-T H.264,
7.4.1.2.4 (instantaneous decoding refresh) and D.2.8 (recovery point).

A picture is decoded by the parameter sets told last, which a clip joined of several changes on the
way. A decoder keeps them when it is sent elsewhere, and by those of another part it decodes other
pictures, often without noticing. So a packet is a start only if a decoder that knows what the
stream tells at its head and what this packet holds knows all that one knows which came here packet
by packet. Sources: ITU-T H.264, 7.4.1.2.1; H.265, 7.4.2.4.2; ISO/IEC 13818-2, 6.1.1.6; ISO/IEC
14496-2, 6.2.3.

A packet may hold a picture that only others are made from, or stand for one that was left out, or
hold no picture at all; and pictures that lead up to a start are left out where a sequence ended
before it. Sources: RFC 6386, 9.1 (VP8, show_frame); VP9 bitstream specification, 6.2 and annex B;
ISO/IEC 14496-2, 6.3.5 (vop_coded); ITU-T H.265, 8.1.3 (NoRaslOutputFlag).
"""

from __future__ import annotations

from collections.abc import Iterable

from engagement_desktop.video.clip_file import VideoPacket
from engagement_desktop.video.units import Units

_H264_IDR, _H264_SEI = 5, 6
_RECOVERY_POINT = 6
_H265_BROKEN_LINKS, _H265_CLEAN, _H265_ENDS = range(16, 19), 21, (36, 37)
_BESIDE_PICTURES = {"h264": range(6, 13), "hevc": range(32, 41)}
_SETS = {
    "h264": (7, 8),
    "hevc": (32, 33, 34),
    "mpeg1video": (0xB3,),
    "mpeg2video": (0xB3,),
    "mpeg4": tuple(range(0x20, 0x30)),
}
_SMALLEST_VOP = 20  # bytes; one that is not coded has its header alone
_VP8_SHOWN = 0x10
_VP9_REPEATS, _VP9_SHOWN = 0x08, 0x02
_VP9_LAST_PROFILE = 0x30  # which has one more bit in its header

_Sets = dict[int, tuple[bytes, ...]]


class Starts:
    """Looks at the packets of a stream, each in turn from the first on.

    `doubtful` tells that one of them may not have a picture of its own that is shown. `begin_anew`
    tells that a decoder that was elsewhere in the clip must be opened anew for a start, or it would
    decode by what it was told there.
    """

    def __init__(self, codec: str, extradata: bytes | None) -> None:
        self.doubtful = False
        self.begin_anew = False
        self._codec = codec
        self._units = Units(codec, extradata)
        self._at_head = self._told = self._sets(self._units.of_stream)
        self._varies = self._lacks = self._ended = False

    def may_begin_at(self, packet: VideoPacket) -> bool:
        """Whether this is a keyframe at which decoding may begin. To be asked of every packet."""
        if self._codec not in _SETS:
            self.doubtful |= _may_show_nothing(self._codec, memoryview(packet))
            return packet.is_keyframe
        data = bytes(packet)
        if packet.has_sidedata("new_extradata"):
            self._units = Units(self._codec, bytes(packet.get_sidedata("new_extradata")))
            units = [*self._units.of_stream, *self._units.of(data)]
        else:
            units = list(self._units.of(data))
        self.doubtful |= self._shows_nothing(units, data)
        own = self._sets(units)
        self._varies |= any(self._told.get(kind) != sets for kind, sets in own.items())
        self._told = self._told | own
        is_start = packet.is_keyframe and (self._codec != "h264" or _recovers_at_once(units))
        if not is_start or self._at_head | own != self._told:
            return False
        self._lacks |= own.keys() != self._told.keys()
        self.begin_anew = self._varies and self._lacks
        return True

    def _sets(self, units: Iterable[bytes]) -> _Sets:
        found: _Sets = {}
        for unit in units:
            kind = self._kind(unit)
            if kind in _SETS.get(self._codec, ()):
                found[kind] = (*found.get(kind, ()), unit)
        return found

    def _kind(self, unit: bytes) -> int:
        match self._codec:
            case "h264":
                return unit[0] & 0x1F
            case "hevc":
                return unit[0] >> 1 & 0x3F
        return unit[0]

    def _shows_nothing(self, units: list[bytes], data: bytes) -> bool:
        kinds = {self._kind(unit) for unit in units}
        if self._codec not in _BESIDE_PICTURES:
            return _may_show_nothing(self._codec, memoryview(data))
        # One without any unit is damaged; what the decoder makes of it is seen when it is shown.
        empty = bool(kinds) and kinds.issubset(_BESIDE_PICTURES[self._codec])
        if self._codec == "h264":
            return empty
        after_end = self._ended and _H265_CLEAN in kinds
        self._ended = not kinds.isdisjoint(_H265_ENDS)
        return empty or after_end or not kinds.isdisjoint(_H265_BROKEN_LINKS)


def holds_no_picture(units: Units, packet: VideoPacket) -> bool:
    """Whether a packet of H.264 has only what goes with pictures, as one that fills a stream up."""
    kinds = {unit[0] & 0x1F for unit in units.of(bytes(packet))}
    return bool(kinds) and kinds.issubset(_BESIDE_PICTURES["h264"])


def _recovers_at_once(units: Iterable[bytes]) -> bool:
    """Whether a packet of H.264 holds an IDR picture, or a recovery point of 0 frames."""
    for unit in units:
        kind = unit[0] & 0x1F
        if kind == _H264_IDR or (kind == _H264_SEI and _is_recovery_point_of_0(unit)):
            return True
    return False


def _may_show_nothing(codec: str, packet: memoryview) -> bool:
    """Whether a packet may have no picture of its own that is shown."""
    match codec:
        case "vp8":
            return not packet[0] & _VP8_SHOWN
        case "vp9":
            return not _vp9_shows(packet)
        case "mpeg4":
            return len(packet) < _SMALLEST_VOP
    return False


def _vp9_shows(packet: memoryview) -> bool:
    if packet[-1] & 0xE0 == 0xC0:  # several in one, the last of which is shown
        return True
    header = packet[0]
    if header & _VP9_LAST_PROFILE == _VP9_LAST_PROFILE:
        header <<= 1
    return bool(header & (_VP9_REPEATS | _VP9_SHOWN))


def _is_recovery_point_of_0(sei: bytes) -> bool:
    data = sei.replace(b"\x00\x00\x03", b"\x00\x00")
    place = 1
    while place + 2 < len(data):
        kind, place = _sum_of_bytes(data, place)
        size, place = _sum_of_bytes(data, place)
        if kind == _RECOVERY_POINT and place < len(data):
            return bool(data[place] & 0x80)  # Exp-Golomb 0 is a single 1 bit
        place += size
    return False


def _sum_of_bytes(data: bytes, place: int) -> tuple[int, int]:
    """A number written as a run of 255s and a last byte, and the place after it."""
    total = 0
    while place < len(data) and data[place] == 0xFF:
        total, place = total + 255, place + 1
    return (total + data[place], place + 1) if place < len(data) else (total, place)
