"""Makes H.264 as camcorders write it (AVCHD): each picture as two fields, one after the other.

No encoder that the product has writes fields apart, so the stream is written here, bit by bit: its
blocks are either bare samples or repeat the field before (ITU-T H.264, 7.3).
"""

from __future__ import annotations

import io
from fractions import Fraction
from typing import NamedTuple

import av
import numpy as np
from numpy.typing import NDArray

_GROUP = 12
_TICKS, _FRAME_TICKS = 90_000, 3_600
_BLOCK = 16
_NEW_UNIT = b"\0\0\0\1\x09\xf0"
_CAN_START_HERE = b"\0\0\0\1\x06\x06\x01\x84\x80"  # a recovery point of 0 frames
_NO_COLOUR = b"\x80" * (_BLOCK * _BLOCK // 2)

Samples = NDArray[np.uint8]


class FieldPair(NamedTuple):
    """A picture's place in the order shown, whether decoding may begin at it, and its bytes."""

    place: int
    keyframe: bool
    data: bytes


class _Bits:
    """Writes bits from the highest on."""

    def __init__(self) -> None:
        self._bits: list[int] = []

    def fixed(self, value: int, count: int) -> _Bits:
        self._bits += [value >> place & 1 for place in reversed(range(count))]
        return self

    def golomb(self, *values: int) -> _Bits:
        for value in values:
            length = (value + 1).bit_length()
            self.fixed(0, length - 1).fixed(value + 1, length)
        return self

    def samples(self, data: bytes) -> _Bits:
        self.fixed(0, -len(self._bits) % 8)
        self._bits += np.unpackbits(np.frombuffer(data, np.uint8)).tolist()
        return self

    def unit(self, kind: int, leaned_on: bool = True) -> bytes:
        """As a unit with its start code; no three bytes in it look like one."""
        body = np.packbits(np.array([*self._bits, 1], np.uint8)).tobytes()
        guarded, zeros = bytearray(), 0
        for byte in body:
            if zeros >= 2 and byte <= 3:
                guarded.append(3)
                zeros = 0
            guarded.append(byte)
            zeros = 0 if byte else zeros + 1
        return b"\0\0\0\1" + bytes([(3 if leaned_on else 0) << 5 | kind]) + bytes(guarded)


def in_fields(pictures: list[Samples]) -> list[FieldPair]:
    """Grey pictures (height, width) as pairs of fields, in decoding order: every second one lies
    between two that are decoded before it, also where the later begins a group."""
    height, width = pictures[0].shape
    pairs: list[FieldPair] = []
    before = pictures[0]
    decoded = 0  # that others are made from
    for place in _decoding_order(len(pictures)):
        starts, leaned_on = place % _GROUP == 0, place % 2 == 0 or place == len(pictures) - 1
        data = b""
        for parity in (0, 1):
            head = _slice_head(decoded, 2 * place + parity, starts or not leaned_on, leaned_on)
            repeated = before[parity::2] if leaned_on and not starts else None
            field = _with_blocks(head, pictures[place][parity::2], repeated)
            data += _NEW_UNIT
            if starts and not parity:
                data += _parameters(width, height) + (_CAN_START_HERE if place else b"")
            data += field.unit(1 if place or parity else 5, leaned_on)
        pairs.append(FieldPair(place, starts, data))
        if leaned_on:
            before, decoded = pictures[place], decoded + 1
    return pairs


def muxed(pairs: list[FieldPair], container: str) -> bytes:
    """In a file that tells one time for both fields."""
    out = io.BytesIO()
    bare = io.BytesIO(b"".join(pair.data for pair in pairs))
    with av.open(bare, format="h264") as source, av.open(out, "w", format=container) as target:
        stream = target.add_stream_from_template(source.streams.video[0])
        for count, pair in enumerate(pairs):
            packet = av.Packet(pair.data)
            packet.stream, packet.time_base = stream, Fraction(1, _TICKS)
            packet.dts, packet.pts = count * _FRAME_TICKS, (pair.place + 2) * _FRAME_TICKS
            packet.is_keyframe = pair.keyframe
            target.mux(packet)
    return out.getvalue()


def _decoding_order(count: int) -> list[int]:
    after = [place for ahead in range(2, count, 2) for place in (ahead, ahead - 1)]
    return [0, *after, *([count - 1] if count % 2 == 0 else [])]


def _parameters(width: int, height: int) -> bytes:
    """What the decoder must know of all pictures: main profile, fields, one picture kept."""
    sequence = _Bits().fixed(77, 8).fixed(0, 8).fixed(30, 8).golomb(0, 0, 0, 4, 1).fixed(0, 1)
    sequence.golomb(width // _BLOCK - 1, height // (2 * _BLOCK) - 1).fixed(0b00100, 5)
    picture = _Bits().golomb(0, 0).fixed(0, 2).golomb(0, 0, 0).fixed(0, 3).golomb(0, 0, 0)
    return sequence.unit(7) + picture.fixed(0b100, 3).unit(8)


def _slice_head(decoded: int, order: int, alone: bool, leaned_on: bool) -> _Bits:
    """Of a field; `order` is its place in the order shown, `alone` says that it needs no other."""
    bits = _Bits().golomb(0, 7 if alone else 5, 0).fixed(decoded % 16, 4)
    bits.fixed(1, 1).fixed(order % 2, 1)
    if not order:
        bits.golomb(0)
    bits.fixed(order % 256, 8)
    if not alone:
        bits.fixed(0, 2)
    if leaned_on:
        bits.fixed(0, 1 if order else 2)
    return bits.golomb(0, 1)


def _with_blocks(bits: _Bits, field: Samples, repeated: Samples | None) -> _Bits:
    """The slice with each block's samples, but for those that are as in `repeated`."""
    skipped = 0
    for top in range(0, field.shape[0], _BLOCK):
        for left in range(0, field.shape[1], _BLOCK):
            block = np.s_[top : top + _BLOCK, left : left + _BLOCK]
            if repeated is None:
                bits.golomb(25)
            elif (field[block] == repeated[block]).all():
                skipped += 1
                continue
            else:
                bits.golomb(skipped, 30)
                skipped = 0
            bits.samples(field[block].tobytes() + _NO_COLOUR)
    return bits.golomb(skipped) if skipped else bits
