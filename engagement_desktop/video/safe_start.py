"""What a packet says of itself: whether decoding may begin at it, and whether it shows a picture.

In H.264 a file may call a picture a keyframe from which a decoder only recovers bit by bit
(gradual refresh), or one that says nothing of recovery. Pictures decoded from there can be partly
wrong without the decoder saying so; such packets are not used as starts. Source: ITU-T H.264,
7.4.1.2.4 (instantaneous decoding refresh) and D.2.8 (recovery point).

A packet may hold a picture that only others are made from, or stand for one that was left out.
Sources: RFC 6386, 9.1 (VP8, show_frame); VP9 bitstream specification, 6.2 and annex B; ISO/IEC
14496-2, 6.3.5 (vop_coded).
"""

from __future__ import annotations

from collections.abc import Iterator

_IDR_SLICE, _SEI = 5, 6
_RECOVERY_POINT = 6
_START_CODE = b"\x00\x00\x01"
_SMALLEST_VOP = 20  # bytes; one that is not coded has its header alone
_VP8_SHOWN = 0x10
_VP9_REPEATS, _VP9_SHOWN = 0x08, 0x02
_VP9_LAST_PROFILE = 0x30  # which has one more bit in its header


def is_safe_start(packet: bytes, extradata: bytes | None) -> bool:
    """Whether this H.264 packet is an IDR picture, or one from which recovery is immediate.

    `extradata` is the stream's own; if it is an `avcC` box the packet's units have their length
    before them, else start codes.
    """
    framed = extradata is not None and len(extradata) > 6 and extradata[0] == 1
    units = _by_length(packet, (extradata[4] & 3) + 1) if framed and extradata else _by_code(packet)
    for unit in units:
        kind = unit[0] & 0x1F
        if kind == _IDR_SLICE or (kind == _SEI and _recovers_at_once(unit)):
            return True
    return False


def may_show_nothing(codec: str, packet: memoryview) -> bool:
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


def _by_length(packet: bytes, length_bytes: int) -> Iterator[bytes]:
    place = 0
    while place + length_bytes < len(packet):
        size = int.from_bytes(packet[place : place + length_bytes], "big")
        place += length_bytes
        if size:
            yield packet[place : place + size]
        place += size


def _by_code(packet: bytes) -> Iterator[bytes]:
    for unit in packet.split(_START_CODE)[1:]:
        if unit:
            yield unit


def _recovers_at_once(sei: bytes) -> bool:
    """Whether a unit of supplemental information holds a recovery point of 0 frames."""
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
