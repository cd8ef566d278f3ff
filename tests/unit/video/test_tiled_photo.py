"""A phone’s own HEIC: joined from tiles, upright, once, and in the colours that the phone saw."""

from __future__ import annotations

import io
import struct
from datetime import datetime

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageCms

from engagement_desktop.video.photo import open_photo, photo_facts, photo_picture
from tests.helpers.heic import Curve, tiled_heic

RED, GREEN, BLUE, YELLOW = (200, 40, 40), (40, 160, 60), (40, 60, 180), (220, 200, 60)
SENSOR = (700, 600)  # two tiles by two, and less than whole tiles
Colour = tuple[int, int, int]


def quarters(*colours: Colour) -> NDArray[np.uint8]:
    """A picture of four colours: above left, above right, below left, below right."""
    width, height = SENSOR
    pixels = np.zeros((height, width, 3), np.uint8)
    for place, colour in enumerate(colours):
        top, left = place // 2 * height // 2, place % 2 * width // 2
        pixels[top : top + height // 2, left : left + width // 2] = colour
    return pixels


def seen(image: Image.Image) -> list[Colour]:
    """The colours near the four corners, in the same order."""
    width, height = image.size
    return [image.getpixel((x, y)) for y in (40, height - 40) for x in (40, width - 40)]


def near(found: list[Colour], wanted: list[Colour], reach: int = 8) -> bool:
    return np.abs(np.array(found, int) - np.array(wanted, int)).max() <= reach


@pytest.mark.parametrize(
    ("turned", "size", "corners"),
    [
        (0, (700, 600), [RED, GREEN, BLUE, YELLOW]),
        (90, (600, 700), [GREEN, YELLOW, RED, BLUE]),
        (180, (700, 600), [YELLOW, BLUE, GREEN, RED]),
        (270, (600, 700), [BLUE, RED, YELLOW, GREEN]),
    ],
)
def test_tiles_are_joined_cropped_and_turned_once(
    turned: int, size: tuple[int, int], corners: list[Colour]
) -> None:
    data = tiled_heic(quarters(RED, GREEN, BLUE, YELLOW), turned=turned)
    image = open_photo(lambda: io.BytesIO(data))
    assert image.size == size
    assert near(seen(image), corners)
    width, height, taken = photo_facts(lambda: io.BytesIO(data))
    assert (width, height) == size
    assert taken is not None
    assert taken.replace(tzinfo=None) == datetime(2026, 3, 12, 10, 42, 5)  # noqa: DTZ001
    picture = photo_picture(lambda: io.BytesIO(data), (300, 300))
    assert max(picture.width, picture.height) == 300
    assert near([tuple(int(part) for part in picture.bgra[20, 20, 2::-1])], corners[:1])


def test_the_colours_of_display_p3_are_shown_as_they_are() -> None:
    in_p3 = ((234, 51, 35), (117, 251, 76), (0, 0, 245), (128, 128, 128))
    data = tiled_heic(quarters(*in_p3), profile=display_p3())
    image = open_photo(lambda: io.BytesIO(data))
    assert near(seen(image), [(255, 0, 0), (0, 255, 0), (0, 0, 255), (128, 128, 128)])


def test_paper_is_as_light_in_ten_bits_of_pq_as_in_hlg() -> None:
    shown = []
    for transfer, paper in ((16, 148), (18, 191)):  # 203 cd/m² on either curve
        data = tiled_heic(quarters(*[(paper,) * 3] * 4), deep=Curve(9, transfer, 9))
        shown.append(seen(open_photo(lambda data=data: io.BytesIO(data)))[0])
    assert near(shown[:1], shown[1:])
    assert near([shown[0]], [(shown[0][1],) * 3], reach=6)
    assert min(shown[0]) > 170


def display_p3() -> bytes:
    """The sRGB profile with the primaries of Display P3, adapted to D50."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    primaries = {
        b"rXYZ": (0.51512, 0.24120, -0.00105),
        b"gXYZ": (0.29198, 0.69225, 0.04189),
        b"bXYZ": (0.15710, 0.06657, 0.78407),
    }
    for name, values in primaries.items():
        entry = profile.index(name)
        (at,) = struct.unpack_from(">I", profile, entry + 4)
        struct.pack_into(">3i", profile, at + 8, *(round(value * 65536) for value in values))
    return bytes(profile)
