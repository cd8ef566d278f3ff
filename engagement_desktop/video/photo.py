"""Opens photos from a camera or phone: upright, and without where they were taken."""

from __future__ import annotations

import io
import struct
from collections.abc import Mapping
from datetime import datetime
from typing import Any, BinaryIO

import numpy as np
import pi_heif
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from engagement_desktop.errors import AppError
from engagement_desktop.video.clip_file import Opener, unreadable
from engagement_desktop.video.picture import Picture
from engagement_desktop.video.taken import from_exif
from engagement_desktop.video.tone import curve_of_high_range, photo_to_ordinary_range

MOST_PIXELS = 100_000_000
_JPEG_QUALITY = 88
_BEFORE_THE_CUT = 1600  # pixels; a photo is made so small before a square is cut out of it
_HEIC_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1")


def is_photo(head: bytes) -> bool:
    """Whether a file that begins with these 12 bytes is a JPEG, PNG or HEIC photo."""
    return head.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")) or _is_heic(head)


def open_photo(opener: Opener, box: tuple[int, int] | None = None) -> Image.Image:
    """The photo upright, in RGB, as large as `box` allows; nothing of the camera's notes on it.

    Raises `AppError` in words when it is damaged or too large, `ClipUnreadable` when the bytes
    cannot be fetched.
    """
    image, _ = _load(opener, box)
    return image


def photo_picture(opener: Opener, box: tuple[int, int] | None = None) -> Picture:
    """The photo as frame 0 of a clip that has no other."""
    image = open_photo(opener, box)
    bgra = np.asarray(image.convert("RGBA"))[..., [2, 1, 0, 3]]
    bgra = np.ascontiguousarray(bgra)
    bgra.flags.writeable = False
    return Picture(0, 0, image.width, image.height, bgra)


def photo_jpeg(opener: Opener, box: tuple[int, int] | None = None) -> bytes:
    """The photo as a JPEG for a report or a poster, without its place or any other note."""
    return as_jpeg(open_photo(opener, box))


def square_jpeg(opener: Opener, side: int) -> bytes:
    """The middle of the photo as a JPEG of at most `side` pixels each way, without any note."""
    upright = open_photo(opener, (_BEFORE_THE_CUT, _BEFORE_THE_CUT))
    side = min(*upright.size, side)
    return as_jpeg(ImageOps.fit(upright, (side, side)))


def photo_facts(opener: Opener) -> tuple[int, int, datetime | None]:
    """Width and height as shown, and when the photo was taken if it says so."""
    image, taken_at = _load(opener, None)
    return image.width, image.height, taken_at


def as_jpeg(image: Image.Image) -> bytes:
    """Encode the pixels alone."""
    out = io.BytesIO()
    image.save(out, "JPEG", quality=_JPEG_QUALITY)
    return out.getvalue()


def _load(opener: Opener, box: tuple[int, int] | None) -> tuple[Image.Image, datetime | None]:
    try:
        with opener() as file:
            head = file.read(12)
            file.seek(0)
            data = io.BytesIO(_whole(file))
    except OSError as error:
        raise unreadable() from error
    try:
        image = _open_heic(data) if _is_heic(head) else Image.open(data, formats=("JPEG", "PNG"))
        _refuse_too_large(image.size)
        taken_at = from_exif(image.getexif())
        if box is not None:
            image.draft("RGB", (max(box), max(box)))
        return _clean(ImageOps.exif_transpose(image), box), taken_at
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_large() from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, struct.error) as error:
        raise AppError("This photo cannot be opened: it is damaged.") from error


def _whole(file: BinaryIO) -> bytes:
    """All bytes, from a file that may give fewer at a time than asked for."""
    parts = []
    while part := file.read(1 << 20):
        parts.append(part)
    return b"".join(parts)


def _open_heic(data: io.BytesIO) -> Image.Image:
    photo = pi_heif.open_heif(data, convert_hdr_to_8bit=True)
    _refuse_too_large(photo.size)
    image: Image.Image = photo.to_pillow()
    return image


def _clean(image: Image.Image, box: tuple[int, int] | None) -> Image.Image:
    """Pixels alone, as an ordinary screen shows them, on white where the photo is see-through."""
    if box is not None:
        image.thumbnail(box)
    clean = Image.new("RGB", image.size, "white")
    see_through = image.has_transparency_data
    whole = image.convert("RGBA" if see_through else "RGB")
    if image.mode == "RGB":
        whole = _in_ordinary_colours(whole, image.info)
    clean.paste(whole, mask=whole.getchannel("A") if see_through else None)
    return clean


def _in_ordinary_colours(
    image: Image.Image, told: Mapping[str | tuple[int, int], Any]
) -> Image.Image:
    """In sRGB, whatever colours the camera or phone kept the photo in, as is `told` in it."""
    curve = curve_of_high_range(told.get("nclx_profile"))
    if curve is not None:
        return Image.fromarray(photo_to_ordinary_range(np.asarray(image), curve))
    profile = told.get("icc_profile")
    if not profile:
        return image
    try:
        camera = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        ordinary = ImageCms.profileToProfile(image, camera, ImageCms.createProfile("sRGB"))
    except (ImageCms.PyCMSError, OSError):
        return image  # a profile that cannot be read says nothing
    return ordinary or image


def _is_heic(head: bytes) -> bool:
    return head[4:8] == b"ftyp" and head[8:12] in _HEIC_BRANDS


def _refuse_too_large(size: tuple[int, int]) -> None:
    if size[0] * size[1] > MOST_PIXELS:
        raise _too_large()


def _too_large() -> AppError:
    return AppError(
        "This photo is too large to open: it has more than 100 million pixels.",
        to_do="Save a smaller copy of it, and attach that.",
    )
