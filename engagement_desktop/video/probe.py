"""Looks at a file before it is attached: what it is, or in words why it cannot be used."""

from __future__ import annotations

import codecs
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath

import av

from engagement_desktop.errors import AppError
from engagement_desktop.models.states import EvidenceKind
from engagement_desktop.progress import Progress
from engagement_desktop.video import stills
from engagement_desktop.video.clip_file import (
    ClipFile,
    NotAClip,
    Opener,
    read_up_to,
    unreadable,
)
from engagement_desktop.video.frame_index import FrameIndex, build_index
from engagement_desktop.video.frame_source import FrameNotExact
from engagement_desktop.video.photo import is_photo, photo_facts, photo_jpeg
from engagement_desktop.video.taken import from_metadata

POSTER_BOX = (640, 640)
_HEAD_BYTES = 1024
_DOCUMENT_STARTS = {
    ".pdf": b"%PDF-",
    ".docx": b"PK\x03\x04",
    ".odt": b"PK\x03\x04",
    ".rtf": b"{\\rtf",
}


@dataclass(frozen=True)
class Probed:
    """What a file is. `duration` is in seconds; width and height are as shown, in pixels;
    `poster_jpeg` is a small picture of it; `index` is there for videos."""

    kind: EvidenceKind
    taken_at: datetime | None
    duration: float | None = None
    width: int | None = None
    height: int | None = None
    poster_jpeg: bytes | None = None
    index: FrameIndex | None = None


def probe(opener: Opener, name: str, progress: Progress | None = None) -> Probed:
    """Tell what the file called `name` is.

    Raises `AppError` in words when it cannot be used, `ClipUnreadable` when its bytes cannot be
    fetched.
    """
    head = _head(opener)
    if not head:
        raise NotAClip("This file is empty: there is nothing in it.")
    if is_photo(head):
        width, height, taken_at = photo_facts(opener)
        poster = photo_jpeg(opener, POSTER_BOX)
        return Probed(EvidenceKind.PHOTO, taken_at, None, width, height, poster)
    suffix = PurePath(name).suffix.lower()
    if suffix in _DOCUMENT_STARTS:
        if not head.startswith(_DOCUMENT_STARTS[suffix]):
            raise AppError("This document cannot be used: its contents are not what its name says.")
        return Probed(EvidenceKind.DOCUMENT, None)
    if _is_text(head):
        if suffix == ".txt":
            return Probed(EvidenceKind.DOCUMENT, None)
        raise NotAClip("This file holds text: it is not a video, whatever its name says.")
    return _probe_recording(opener, progress)


def _probe_recording(opener: Opener, progress: Progress | None) -> Probed:
    """A video or a sound recording."""
    with ClipFile(opener) as clip:
        taken_at = from_metadata(
            clip.container.metadata, *(stream.metadata for stream in clip.container.streams)
        )
        duration = (clip.container.duration or 0) / av.time_base
        has_pictures = clip.stream is not None
        has_sound = bool(clip.container.streams.audio)
    if not has_pictures and not has_sound:
        raise NotAClip("This file has neither pictures nor sound in it.")
    if not has_pictures:
        return Probed(EvidenceKind.SOUND, taken_at, duration or None)
    index = build_index(opener, progress)
    return Probed(
        EvidenceKind.VIDEO,
        taken_at,
        index.duration,
        index.width,
        index.height,
        _poster(opener, index),
        index,
    )


def _poster(opener: Opener, index: FrameIndex) -> bytes | None:
    """A frame from near the start; None if the clip is damaged there."""
    for n in (index.at(min(1.0, index.duration / 2)), 0):
        with suppress(FrameNotExact):
            return stills.jpeg(opener, index, n, POSTER_BOX)
    return None


def _head(opener: Opener) -> bytes:
    try:
        with opener() as file:
            return read_up_to(file, _HEAD_BYTES)
    except OSError as error:
        raise unreadable() from error


def _is_text(head: bytes) -> bool:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)  # a letter may be cut at the end
    except UnicodeDecodeError:
        return False
    return b"\0" not in head
