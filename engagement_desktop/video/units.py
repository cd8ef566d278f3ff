"""The units that a packet is made of, without decoding any of them.

In H.264 and H.265 each has its length before it (MP4, MKV) or a start code (bare streams, MPEG-TS,
AVI), as the stream's own data tell; in MPEG-2 and MPEG-4 each has a start code. Sources: ITU-T
H.264 and H.265, annex B; ISO/IEC 14496-15, 5.3.3.1 (`avcC`) and 8.3.3.1 (`hvcC`).
"""

from __future__ import annotations

from collections.abc import Iterator

_START_CODE = b"\x00\x00\x01"
_LENGTH_AT = {"h264": 4, "hevc": 21}


class Units:
    """Takes the packets of one stream apart. `extradata` are the stream's own data, and
    `of_stream` the units in them."""

    def __init__(self, codec: str, extradata: bytes | None) -> None:
        data = extradata or b""
        length_at = _LENGTH_AT.get(codec, len(data))
        boxed = len(data) > length_at + 1 and data[0] == 1
        self._length_bytes = (data[length_at] & 3) + 1 if boxed else 0
        in_box = _in_h265_box if codec == "hevc" else _in_h264_box
        self.of_stream = tuple(filter(None, in_box(data) if boxed else _by_code(data)))

    def of(self, packet: bytes) -> Iterator[bytes]:
        """The units of a packet, none of them empty."""
        return self._by_length(packet) if self._length_bytes else _by_code(packet)

    def _by_length(self, packet: bytes) -> Iterator[bytes]:
        place = 0
        while place + self._length_bytes < len(packet):
            size = int.from_bytes(packet[place : place + self._length_bytes], "big")
            place += self._length_bytes
            if size:
                yield packet[place : place + size]
            place += size


def _by_code(data: bytes) -> Iterator[bytes]:
    for unit in data.split(_START_CODE)[1:]:
        whole = unit.rstrip(b"\x00")  # the next start code may be a byte longer
        if whole:
            yield whole


def _in_h264_box(box: bytes) -> Iterator[bytes]:
    """The sequence parameter sets, and after one more byte the picture parameter sets."""
    place, count = 6, box[5] & 0x1F
    for _ in range(2):
        for _ in range(count):
            size = int.from_bytes(box[place : place + 2], "big")
            yield box[place + 2 : place + 2 + size]
            place += 2 + size
        count = int.from_bytes(box[place : place + 1], "big")
        place += 1


def _in_h265_box(box: bytes) -> Iterator[bytes]:
    place = 23
    for _ in range(box[22]):
        count = int.from_bytes(box[place + 1 : place + 3], "big")
        place += 3
        for _ in range(count):
            size = int.from_bytes(box[place : place + 2], "big")
            yield box[place + 2 : place + 2 + size]
            place += 2 + size
