"""Brings 10-bit HLG and PQ pictures down to an ordinary screen, well enough to see a face.

Each curve ends in BT.709 primaries and the sRGB curve, by way of a table of every colour at seven
bits a channel: quick enough to play. Sources: ITU-R BT.2100-2 (HLG and PQ),
ITU-R BT.2087 (primaries), BT.2408 (reference white at 203 cd/m²).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import numpy as np
from av.video.frame import VideoFrame
from av.video.plane import VideoPlane
from av.video.reformatter import Colorspace, ColorTrc, VideoReformatter
from numpy.typing import NDArray

_HLG, _PQ = int(ColorTrc.ARIB_STD_B67), int(ColorTrc.SMPTE2084)
_REFERENCE_WHITE = 203.0
_PEAK = 1000.0
_BT2020_TO_BT709 = np.array(
    [[1.6605, -0.5876, -0.0728], [-0.1246, 1.1329, -0.0083], [-0.0182, -0.1006, 1.1187]],
    dtype=np.float32,
)
_STEPS = 4096
_LEVELS = 128  # per channel in the table
_DEEP = 1023
_DITHER = np.array([[0, 4], [6, 2]], dtype=np.uint16)
"""Added before the last three bits are dropped, so that smooth skin shows no bands."""


def is_high_dynamic_range(frame: VideoFrame) -> bool:
    """Whether the frame says that its curve is HLG or PQ."""
    return frame.color_trc in (_HLG, _PQ)


def to_ordinary_range(
    frame: VideoFrame, width: int, height: int, reformatter: VideoReformatter
) -> NDArray[np.uint8]:
    """The frame at `width` × `height` as BGRA (height, width, 4) for an ordinary screen."""
    deep = reformatter.reformat(
        frame,
        width=width,
        height=height,
        format="gbrp10le",
        src_colorspace=Colorspace.BT2020,
        threads=1,
    )
    dither = np.tile(_DITHER, (-(-height // 2), -(-width // 2)))[:height, :width]
    green, blue, red = (_channel(plane, width, height) + dither for plane in deep.planes)
    place = np.zeros((height, width), dtype=np.uint32)
    for channel in (red, green, blue):
        place *= _LEVELS
        place += np.minimum(channel, _DEEP) >> 3
    return _table(frame.color_trc).take(place).view(np.uint8).reshape(height, width, 4)


def curve_of_high_range(told: Mapping[str, float] | None) -> int | None:
    """HLG or PQ, if that is what a photo’s coding (`nclx`) is told to be."""
    curve = int(told.get("transfer_characteristics", 0)) if told else 0
    return curve if curve in (_HLG, _PQ) else None


def photo_to_ordinary_range(pixels: NDArray[np.uint8], curve: int) -> NDArray[np.uint8]:
    """A photo’s pixels (height, width, RGB), coded in this curve, for an ordinary screen."""
    level = _to_linear(curve)[np.arange(256) * (_STEPS - 1) // 255]
    shown = np.empty_like(pixels)
    for line, coded in enumerate(pixels):  # one at a time: light takes four times the memory
        narrow = level[coded] @ _BT2020_TO_BT709.T
        shown[line] = _to_screen()[np.clip(narrow * (_STEPS - 1), 0, _STEPS - 1).astype(np.uint16)]
    return shown


def _channel(plane: VideoPlane, width: int, height: int) -> NDArray[np.uint16]:
    lines = np.frombuffer(memoryview(plane), dtype=np.uint16).reshape(height, plane.line_size // 2)
    return lines[:, :width]


@cache
def _table(curve: int) -> NDArray[np.uint32]:
    """What is shown, as the four bytes of BGRA, for each coded red, green and blue."""
    coded = np.arange(_LEVELS) * (_STEPS - 1) // (_LEVELS - 1)
    level = _to_linear(curve)[coded]
    shown = np.full((_LEVELS, _LEVELS, _LEVELS, 4), 255, dtype=np.uint8)
    for red in range(_LEVELS):
        linear = np.empty((_LEVELS, _LEVELS, 3), dtype=np.float32)
        linear[..., 0], linear[..., 1], linear[..., 2] = level[red], level[:, None], level
        narrow = linear @ _BT2020_TO_BT709.T
        steps = np.clip(narrow * (_STEPS - 1), 0, _STEPS - 1).astype(np.uint16)
        shown[red, ..., :3] = _to_screen()[steps[..., ::-1]]
    return shown.view(np.uint32).ravel()


@cache
def _to_linear(curve: int) -> NDArray[np.float32]:
    """Light relative to the brightest that is shown (0 to 1), per 12-bit step of the curve."""
    coded = np.arange(_STEPS, dtype=np.float64) / (_STEPS - 1)
    nits = _pq_nits(coded) if curve == _PQ else _hlg_nits(coded)
    light = nits / _REFERENCE_WHITE
    brightest = _PEAK / _REFERENCE_WHITE
    # Extended Reinhard: faces stay near their brightness, lamps bend to white in place of clipping.
    shown = light * (1 + light / brightest**2) / (1 + light)
    return np.clip(shown, 0, 1).astype(np.float32)


def _pq_nits(coded: NDArray[np.float64]) -> NDArray[np.float64]:
    m1, m2 = 2610 / 16384, 2523 / 32
    c1, c2, c3 = 3424 / 4096, 2413 / 128, 2392 / 128
    root = coded ** (1 / m2)
    light: NDArray[np.float64] = 10000 * (np.maximum(root - c1, 0) / (c2 - c3 * root)) ** (1 / m1)
    return np.minimum(light, _PEAK)


def _hlg_nits(coded: NDArray[np.float64]) -> NDArray[np.float64]:
    a, b, c = 0.17883277, 0.28466892, 0.55991073
    scene = np.where(coded <= 0.5, coded**2 / 3, (np.exp((coded - c) / a) + b) / 12)
    # The system gamma of a 1,000 cd/m² display, applied per channel.
    nits: NDArray[np.float64] = _PEAK * scene**1.2
    return nits


@cache
def _to_screen() -> NDArray[np.uint8]:
    """sRGB byte per linear step."""
    light = np.arange(_STEPS, dtype=np.float64) / (_STEPS - 1)
    coded = np.where(light <= 0.0031308, light * 12.92, 1.055 * light ** (1 / 2.4) - 0.055)
    return np.round(coded * 255).astype(np.uint8)
