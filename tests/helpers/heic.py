"""Makes a photo as a phone keeps it: a HEIC of tiles, turned by a property and not by its pixels.

The boxes are those of ISO/IEC 23008-12: tiles of 512 × 512 as hidden `hvc1` items, a `grid` item
that joins and crops them, `irot` for the way the phone was held, an Exif item that says the same
once more, and a smaller auxiliary picture (a gain map) that must never be shown.
"""

from __future__ import annotations

import io
import struct
from dataclasses import dataclass

import av
import numpy as np
from av.video.frame import VideoFrame
from av.video.reformatter import ColorRange, Colorspace
from numpy.typing import NDArray
from PIL import Image

TILE = 512
_TURNED_BY_EXIF = {0: 1, 90: 8, 180: 3, 270: 6}  # by degrees anticlockwise
_GAIN_MAP = b"urn:com:apple:photo:2020:aux:hdrgainmap\0"
_GRID, _EXIF, _XMP, _AUXILIARY = 100, 101, 102, 103


@dataclass(frozen=True)
class Curve:
    """How colours are coded, as the numbers of ITU-T H.273: primaries, transfer, matrix."""

    primaries: int
    transfer: int
    matrix: int = 1


def tiled_heic(
    sensor: NDArray[np.uint8],
    *,
    turned: int = 0,
    profile: bytes | None = None,
    deep: Curve | None = None,
) -> bytes:
    """A HEIC of the pixels `sensor` (height, width, RGB) that is shown `turned` anticlockwise.

    `profile` is the ICC profile of its colours; `deep` makes it ten bits a channel, coded so.
    """
    height, width = sensor.shape[:2]
    rows, columns = -(-height // TILE), -(-width // TILE)
    whole = np.zeros((rows * TILE, columns * TILE, 3), np.uint8)
    whole[:height, :width] = sensor
    tiles = [
        whole[y : y + TILE, x : x + TILE]
        for y in range(0, rows * TILE, TILE)
        for x in range(0, columns * TILE, TILE)
    ]
    curve = deep or Curve(1, 13)
    hvcc, coded = _encoded(tiles, curve, deep=deep is not None)
    small_hvcc, small = _encoded([np.full((256, 256, 3), (255, 0, 255), np.uint8)], Curve(1, 13))
    exif = Image.Exif()
    exif[0x0112] = _TURNED_BY_EXIF[turned]
    exif[0x8769] = {0x9003: "2026:03:12 10:42:05"}
    xmp = (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-'
        'syntax-ns#"><rdf:Description xmlns:tiff="http://ns.adobe.com/tiff/1.0/" '
        f'tiff:Orientation="{_TURNED_BY_EXIF[turned]}"/></rdf:RDF></x:xmpmeta>'
    )
    data = {
        **{1 + place: packet for place, packet in enumerate(coded)},
        _EXIF: struct.pack(">I", 6) + exif.tobytes(),
        _XMP: xmp.encode(),
        _AUXILIARY: small[0],
    }
    grid = struct.pack(">BBBBHH", 0, 0, rows - 1, columns - 1, width, height)
    tile_ids = [1 + place for place in range(len(tiles))]
    if profile is not None:
        colour = _box(b"colr", b"prof" + profile)
    else:
        coding = struct.pack(">HHHB", curve.primaries, curve.transfer, curve.matrix, 0x80)
        colour = _box(b"colr", b"nclx" + coding)
    properties = [
        hvcc,
        _full(b"ispe", struct.pack(">II", TILE, TILE)),
        colour,
        _full(b"ispe", struct.pack(">II", width, height)),
        _box(b"irot", bytes([turned // 90])),
        _full(b"pixi", bytes([3] + [10 if deep else 8] * 3)),
        small_hvcc,
        _full(b"ispe", struct.pack(">II", 256, 256)),
        _full(b"auxC", _GAIN_MAP),
    ]
    owned = {
        **dict.fromkeys(tile_ids, (1, 2, 3)),
        _GRID: (4, 3, 6, 5),
        _AUXILIARY: (7, 8, 9, 5),
    }
    meta = [
        _full(b"hdlr", struct.pack(">I4s12xx", 0, b"pict")),
        _full(b"pitm", struct.pack(">H", _GRID)),
        _items(tile_ids),
        _references(tile_ids),
        _box(b"iprp", _box(b"ipco", b"".join(properties)), _owners(owned)),
        _box(b"idat", grid),
    ]
    start = _box(b"ftyp", b"heic", struct.pack(">I", 0), b"mif1MiHEmiafheic")
    length = len(_full(b"meta", *meta, _places(data, len(grid), 0)))
    first = len(start) + length + 8
    whole_meta = _full(b"meta", *meta, _places(data, len(grid), first))
    return start + whole_meta + _box(b"mdat", *data.values())


def _encoded(
    pictures: list[NDArray[np.uint8]], curve: Curve, *, deep: bool = False
) -> tuple[bytes, list[bytes]]:
    """The `hvcC` box that all share, and each picture as a keyframe of its own."""
    out = io.BytesIO()
    kind = "yuv420p10le" if deep else "yuv420p"
    with av.open(out, "w", format="mp4") as container:
        stream = container.add_stream("libx265", rate=1)
        stream.width, stream.height = pictures[0].shape[1], pictures[0].shape[0]
        stream.pix_fmt = kind
        stream.options = {"x265-params": "keyint=1:bframes=0:log-level=none:info=0", "crf": "12"}
        stream.codec_context.color_range = ColorRange.JPEG  # full, as a phone’s photos are
        stream.codec_context.color_primaries = curve.primaries
        stream.codec_context.color_trc = curve.transfer
        stream.codec_context.colorspace = curve.matrix
        for pixels in pictures:
            frame = VideoFrame.from_ndarray(np.ascontiguousarray(pixels), format="rgb24")
            frame = frame.reformat(
                format=kind,
                dst_colorspace=Colorspace.BT2020 if curve.matrix == 9 else Colorspace.ITU709,
                dst_color_range=ColorRange.JPEG,
            )
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
    written = out.getvalue()
    at = written.index(b"hvcC") - 4
    (length,) = struct.unpack_from(">I", written, at)
    with av.open(io.BytesIO(written)) as container:
        packets = [bytes(packet) for packet in container.demux(video=0) if packet.size]
    return written[at : at + length], packets


def _box(kind: bytes, *parts: bytes) -> bytes:
    inside = b"".join(parts)
    return struct.pack(">I", 8 + len(inside)) + kind + inside


def _full(kind: bytes, *parts: bytes, version: int = 0, flags: int = 0) -> bytes:
    return _box(kind, struct.pack(">I", version << 24 | flags), *parts)


def _items(tile_ids: list[int]) -> bytes:
    def entry(number: int, kind: bytes, rest: bytes = b"\0", *, hidden: bool = False) -> bytes:
        head = struct.pack(">HH", number, 0) + kind
        return _full(b"infe", head, rest, version=2, flags=int(hidden))

    entries = [
        *(entry(number, b"hvc1", hidden=True) for number in tile_ids),
        entry(_GRID, b"grid"),
        entry(_EXIF, b"Exif", hidden=True),
        entry(_XMP, b"mime", b"\0application/rdf+xml\0", hidden=True),
        entry(_AUXILIARY, b"hvc1", hidden=True),
    ]
    return _full(b"iinf", struct.pack(">H", len(entries)), *entries)


def _references(tile_ids: list[int]) -> bytes:
    def reference(kind: bytes, source: int, *to: int) -> bytes:
        return _box(kind, struct.pack(f">HH{len(to)}H", source, len(to), *to))

    return _full(
        b"iref",
        reference(b"dimg", _GRID, *tile_ids),
        reference(b"cdsc", _EXIF, _GRID),
        reference(b"cdsc", _XMP, _GRID),
        reference(b"auxl", _AUXILIARY, _GRID),
    )


def _owners(owned: dict[int, tuple[int, ...]]) -> bytes:
    """Which properties each item has; all but its size are essential."""
    parts = [struct.pack(">I", len(owned))]
    for number in sorted(owned):
        places = owned[number]
        parts.append(struct.pack(">HB", number, len(places)))
        parts.append(bytes(0x80 | place if place in (1, 5, 7) else place for place in places))
    return _full(b"ipma", *parts)


def _places(data: dict[int, bytes], grid: int, first: int) -> bytes:
    """Where each item’s bytes lie: the grid’s beside the boxes, all others in `mdat`."""
    parts = [struct.pack(">BBH", 0x44, 0, len(data) + 1)]
    for number, content in data.items():
        parts.append(struct.pack(">HHHHII", number, 0, 0, 1, first, len(content)))
        first += len(content)
    parts.append(struct.pack(">HHHHII", _GRID, 1, 0, 1, 0, grid))
    return _full(b"iloc", *parts, version=1)
