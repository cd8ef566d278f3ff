"""Which pictures of a clip no other one needs, so that a search may pass over them.

Only where the format itself promises it. Sources: ITU-T H.264, 7.4.1 (nal_ref_idc 0); ITU-T H.262,
6.1.1.5 (B pictures); ITU-T H.265, 7.4.2.2 (sub-layer non-reference pictures, which nothing refers
to when there is one sub-layer only).
"""

from __future__ import annotations

_SEQUENCE_PARAMETERS = 33


def tells_what_is_needed(codec: str, of_stream: tuple[bytes, ...]) -> bool:
    """Whether pictures of this stream that are marked as not referred to are never needed for
    another. `of_stream` are the units in the stream's own data."""
    if codec in ("h264", "mpeg2video"):
        return True
    return codec == "hevc" and _has_one_sub_layer(of_stream)


def _has_one_sub_layer(units: tuple[bytes, ...]) -> bool:
    """Whether every sequence parameter set says so; False if there is none to ask."""
    sets = [unit for unit in units if len(unit) > 2 and unit[0] >> 1 & 0x3F == _SEQUENCE_PARAMETERS]
    return bool(sets) and all(unit[2] >> 1 & 7 == 0 for unit in sets)
