"""When a clip or photo was taken, from what its file says."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from PIL import ExifTags, Image

HOME = ZoneInfo("Europe/London")
_EARLIEST_YEAR = 1990  # a clock that was never set says 1904, 1970 or 1980
_CLIP_KEYS = ("com.apple.quicktime.creationdate", "creation_time", "date")


def from_metadata(*described: Mapping[str, str]) -> datetime | None:
    """From a clip's own notes, the container's first; None when unknown.

    A time without a zone is taken for one in England.
    """
    for key in _CLIP_KEYS:
        for notes in described:
            found = {name.lower(): value for name, value in notes.items()}.get(key, "")
            taken_at = _parsed(found.strip())
            if taken_at is not None:
                return taken_at
    return None


def from_exif(exif: Image.Exif) -> datetime | None:
    """From a photo's notes; None when unknown."""
    details = exif.get_ifd(ExifTags.IFD.Exif)
    tags = ExifTags.Base
    for time_tag, zone_tag in (
        (tags.DateTimeOriginal, tags.OffsetTimeOriginal),
        (tags.DateTimeDigitized, tags.OffsetTimeDigitized),
    ):
        date, _, time = str(details.get(time_tag, "")).strip("\0 ").partition(" ")
        zone = str(details.get(zone_tag, "")).strip("\0 ")
        taken_at = _parsed(f"{date.replace(':', '-')}T{time}{zone}")
        if taken_at is not None:
            return taken_at
    return None


def _parsed(text: str) -> datetime | None:
    """An aware time from ISO 8601 with a time of day; None for anything else or unlikely."""
    if len(text) < len("2024-05-01T10:00"):
        return None
    try:
        told = datetime.fromisoformat(text)
    except ValueError:
        return None
    aware = told.replace(tzinfo=HOME) if told.tzinfo is None else told
    return aware if aware.year >= _EARLIEST_YEAR and aware <= datetime.now(UTC) else None
