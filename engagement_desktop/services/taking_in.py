"""A file's way in: looked at first, so that what cannot be used is refused early and in words; then
its bytes go into the media store, and a record is made of them. Or nothing of it stays."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

from sqlalchemy.orm import Session

from engagement_desktop.errors import AppError
from engagement_desktop.models.records import Media, WaitingClip
from engagement_desktop.models.records.media import MediaState
from engagement_desktop.models.roles import Act
from engagement_desktop.models.states import EvidenceKind
from engagement_desktop.progress import Progress
from engagement_desktop.services import contents
from engagement_desktop.services.changes import Changes, Kind, Saved
from engagement_desktop.services.evidence_rows import signed_in
from engagement_desktop.services.workspace import Workspace
from engagement_desktop.video.apart.looker import APART
from engagement_desktop.video.probe import Probed

T = TypeVar("T")

_VIDEO_ENDINGS = frozenset({".mp4", ".mov", ".m4v", ".mkv", ".webm", ".avi", ".mts", ".3gp"})


def bring_in(
    work: Workspace, source: Path | bytes, name: str, progress: Progress
) -> Saved[tuple[str, ...]]:
    """Take a file in that waits for its pupil (`waiting_clips`); the value is what should be said.

    Raises:
        AppError: it is no clip, photo, sound or document, it cannot be read, or the disk is full.
        Cancelled: the user stopped it.
    """
    work.require(Act.OBSERVE)
    content = Content(source)
    probed = look_at(content, name, progress)

    def enter(media_id: int) -> int | None:
        with work.writing(Act.OBSERVE) as session:
            if not is_ready(session, media_id):
                return None
            of_the_file = columns(work, session, media_id, name, probed)
            row = WaitingClip(added_by_id=work.staff_id, **of_the_file)
            session.add(row)
            session.flush()
            return row.id

    number = keep(work, content, name, probed, progress, enter)
    return Saved(notes(name, probed), Changes.of(Kind.EVIDENCE, number))


def look_at(content: Content, name: str, progress: Progress) -> Probed:
    """What the file is, refused in words where it is nothing that can be used."""
    progress.report(0, content.size, f"Looking at {name}")
    with content.telling(name):
        probed = APART.probe(content.open, content.size, name, progress)
    progress.check()
    return probed


def keep(
    work: Workspace,
    content: Content,
    name: str,
    probed: Probed,
    progress: Progress,
    enter: Callable[[int], T | None],
) -> T:
    """Store the bytes, and make the record: `enter` is given the content's id, and gives None where
    the content was let go of meanwhile (`is_ready`), which stores it anew."""
    made = None
    while made is None:
        with content.telling(name), content.open() as file:
            stored = work.media.add(file, content.size, progress)
        if probed.index is not None:
            work.media.keep_frame_index(stored.sha256, probed.index.to_bytes())
        try:
            made = enter(stored.media_id)
        except BaseException:
            remove_if_unused(work, stored.media_id)
            raise
    return made


def columns(
    work: Workspace, session: Session, media_id: int, name: str, probed: Probed
) -> dict[str, Any]:
    """What a record says of the file it was made from, by the names of its columns."""
    return {
        "media_id": media_id,
        "kind": probed.kind,
        "original_name": name,
        "taken_at": probed.taken_at,
        "taken_by": signed_in(session, work.staff_id),
        "width": probed.width,
        "height": probed.height,
        "seconds": probed.duration,
        "poster": probed.poster_jpeg,
        "added_at": work.now(),
    }


def is_ready(session: Session, media_id: int) -> bool:
    """Whether a content is here, whole, and not on its way out."""
    media = session.get(Media, media_id)
    return media is not None and media.state is MediaState.READY


def remove_if_unused(work: Workspace, media_id: int) -> None:
    """Remove a content just stored, unless something refers to it."""
    if contents.let_go_if_unused(work.database, media_id):
        work.media.remove(media_id)


def notes(name: str, probed: Probed) -> tuple[str, ...]:
    """What should be said of a file that was taken in, in words."""
    if probed.kind is EvidenceKind.SOUND and Path(name).suffix.lower() in _VIDEO_ENDINGS:
        return (f"“{name}” has no pictures: it was added as a sound recording.",)
    warnings = probed.index.warnings if probed.index else ()
    return tuple(f"“{name}”: {warning}" for warning in warnings)


class Content:
    """What is attached, opened afresh for each reader. `size` is in bytes.

    Raises:
        AppError: it is a folder, the file is not there, or may not be read.
    """

    def __init__(self, source: Path | bytes) -> None:
        self._source = source
        if isinstance(source, bytes):
            self.size = len(source)
            return
        if source.is_dir():
            raise AppError(
                f"“{source.name}” is a folder.",
                safe="Nothing was added, and what you wrote is kept.",
                to_do="Open the folder, and add the clips and photos that are in it.",
            )
        with self.telling(source.name):
            self.size = source.stat().st_size

    def open(self) -> BinaryIO:
        """A fresh, seekable file."""
        if isinstance(self._source, bytes):
            return io.BytesIO(self._source)
        return self._source.open("rb")

    @contextmanager
    def telling(self, name: str) -> Iterator[None]:
        """Say in words what went wrong while reading."""
        try:
            yield
        except OSError as error:
            raise AppError(
                f"“{name}” could not be read.",
                safe="Nothing was added, and what you wrote is kept.",
                to_do="Check that the camera, card or folder is still there, then add it again.",
            ) from error
