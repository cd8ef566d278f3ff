"""Which pictures of a clip no other one needs, so that a search may pass over them.

Only where the format itself promises it. Sources: ITU-T H.264, 7.4.1 (nal_ref_idc 0); ITU-T H.262,
6.1.1.5 (B pictures); ITU-T H.265, 7.4.2.2 (sub-layer non-reference pictures, which nothing refers
to when there is one sub-layer only).
"""

from __future__ import annotations

_SEQUENCE_PARAMETERS = 33
_START_CODE = b"\x00\x00\x01"
_ARRAYS_AT = 22  # in an `hvcC` box


def tells_what_is_needed(codec: str, extradata: bytes | None) -> bool:
    """Whether pictures of this stream that are marked as not referred to are never needed for
    another. `extradata` is the stream's own."""
    if codec in ("h264", "mpeg2video"):
        return True
    return codec == "hevc" and _has_one_sub_layer(extradata or b"")


def _has_one_sub_layer(extradata: bytes) -> bool:
    """Whether every sequence parameter set says so; False if there is none to ask."""
    framed = bool(extradata) and extradata[0] == 1
    units = _in_box(extradata) if framed else extradata.split(_START_CODE)[1:]
    sets = [unit for unit in units if len(unit) > 2 and unit[0] >> 1 & 0x3F == _SEQUENCE_PARAMETERS]
    return bool(sets) and all(unit[2] >> 1 & 7 == 0 for unit in sets)


def _in_box(extradata: bytes) -> list[bytes]:
    """The units in an `hvcC` box (ISO/IEC 14496-15, 8.3.3.1)."""
    units: list[bytes] = []
    place = _ARRAYS_AT + 1
    for _ in range(extradata[_ARRAYS_AT] if len(extradata) > _ARRAYS_AT else 0):
        count = int.from_bytes(extradata[place + 1 : place + 3], "big")
        place += 3
        for _ in range(count):
            size = int.from_bytes(extradata[place : place + 2], "big")
            units.append(extradata[place + 2 : place + 2 + size])
            place += 2 + size
    return units
