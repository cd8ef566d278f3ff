"""A decoded frame becomes a picture as it is shown: upright, square pixels, ordinary brightness."""

from __future__ import annotations

import struct
import threading
from dataclasses import dataclass
from fractions import Fraction
from typing import cast

import numpy as np
from av.sidedata.sidedata import SideDataContainer, Type
from av.video.frame import VideoFrame
from av.video.reformatter import Colorspace, Interpolation, VideoReformatter
from numpy.typing import NDArray

from engagement_desktop.video.tone import is_high_dynamic_range, to_ordinary_range

Pixels = NDArray[np.uint8]
_TO_THE_LAST_PIXEL = Interpolation.BILINEAR | Interpolation.ACCURATE_RND
_ROUNDED = 2  # pixels by which sides may differ that were rounded, also to even numbers


class _Kept(threading.local):
    """One scaler per thread: to prepare it costs as much as a picture."""

    def __init__(self) -> None:
        self.reformatter = VideoReformatter()


_kept = _Kept()


@dataclass(frozen=True, eq=False)
class Picture:
    """Frame `n` of a clip, ready to be painted.

    `bgra` has the shape (height, width, 4), is contiguous and read-only; `pts` is in the clip's
    time base.
    """

    n: int
    pts: int
    width: int
    height: int
    bgra: Pixels

    @property
    def nbytes(self) -> int:
        """Memory that the pixels take, in bytes."""
        return self.bgra.nbytes


@dataclass(frozen=True)
class Orientation:
    """How stored pixels are turned to be upright: transpose first, then the two mirrors."""

    transpose: bool = False
    mirror_x: bool = False
    mirror_y: bool = False

    @classmethod
    def of(cls, frame: VideoFrame) -> Orientation:
        """From the display matrix (ISO/IEC 14496-12, 6.2.2), to the nearest quarter turn."""
        side_data = cast("SideDataContainer", frame.side_data)
        matrix = next((data for data in side_data if data.type == Type.DISPLAYMATRIX), None)
        if matrix is None:
            return cls()
        a, b, _, c, d, *_ = struct.unpack("=9i", bytes(matrix))
        if abs(b) + abs(c) > abs(a) + abs(d):
            return cls(transpose=True, mirror_x=c < 0, mirror_y=b < 0)
        return cls(mirror_x=a < 0, mirror_y=d < 0)

    def upright(self, pixels: Pixels) -> Pixels:
        """`pixels` (height, width, 4) turned; contiguous."""
        if self.transpose:
            pixels = pixels.transpose(1, 0, 2)
        if self.mirror_x:
            pixels = pixels[:, ::-1]
        if self.mirror_y:
            pixels = pixels[::-1]
        return np.ascontiguousarray(pixels)


def shown_size(frame: VideoFrame, aspect: Fraction) -> tuple[int, int]:
    """Size upright, with square pixels, of stored pixels whose width is `aspect` times their
    height."""
    size = max(1, round(frame.width * aspect)), frame.height
    return size[::-1] if Orientation.of(frame).transpose else size


def fit(size: tuple[int, int], box: tuple[int, int] | None) -> tuple[int, int]:
    """The largest size with the shape of `size` that fits in `box`, never larger than `size`."""
    if box is None:
        return size
    width, height = size
    shrink = min(Fraction(box[0], width), Fraction(box[1], height), Fraction(1))
    return max(1, round(width * shrink)), max(1, round(height * shrink))


def paint(
    frame: VideoFrame, n: int, pts: int, size: tuple[int, int], aspect: Fraction = Fraction(1)
) -> Picture:
    """Convert a decoded frame into the picture shown, upright, at exactly `size`.

    One of another shape, as after a phone was turned while it recorded, is shown whole, with black
    beside it.
    """
    shape = shown_size(frame, aspect)
    if _is_of_shape(size, shape):
        pixels = _upright(frame, size)
    else:
        shrink = min(size[0] / shape[0], size[1] / shape[1])
        width, height = (max(1, round(side * shrink)) for side in shape)
        left, top = (size[0] - width) // 2, (size[1] - height) // 2
        pixels = np.full((size[1], size[0], 4), (0, 0, 0, 255), dtype=np.uint8)
        pixels[top : top + height, left : left + width] = _upright(frame, (width, height))
    pixels.flags.writeable = False
    return Picture(n, pts, size[0], size[1], pixels)


def _is_of_shape(size: tuple[int, int], shape: tuple[int, int]) -> bool:
    across = abs(size[1] * shape[0] / shape[1] - size[0])
    down = abs(size[0] * shape[1] / shape[0] - size[1])
    return min(across, down) <= _ROUNDED


def _upright(frame: VideoFrame, size: tuple[int, int]) -> Pixels:
    orientation = Orientation.of(frame)
    width, height = size[::-1] if orientation.transpose else size
    if is_high_dynamic_range(frame):
        stored = to_ordinary_range(frame, width, height, _kept.reformatter)
    else:
        stored = _to_bgra(frame, width, height)
    return orientation.upright(stored)


def _to_bgra(frame: VideoFrame, width: int, height: int) -> Pixels:
    # An unmarked picture of at least 720 lines is BT.709, a smaller one BT.601, as players hold.
    unmarked = frame.colorspace == 2
    colorspace = (
        (Colorspace.ITU709 if frame.height >= 720 else Colorspace.ITU601) if unmarked else None
    )
    # The quick way at full size leaves a row's last pixels as the memory was, unless the width is a
    # multiple of 8.
    whole = (frame.width, frame.height) != (width, height) or width % 8 == 0
    shown = _kept.reformatter.reformat(
        frame,
        width=width,
        height=height,
        format="bgra",
        src_colorspace=colorspace,
        interpolation=None if whole else _TO_THE_LAST_PIXEL,
        threads=1,
    )
    return cast("Pixels", shown.to_ndarray())
