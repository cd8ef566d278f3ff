"""Which contents of clips, photos and documents are still wanted, and letting go of the others.

A content is let go when a school's file is opened, before anything can be undone or brought in, and
it is overwritten afterwards, where nobody waits (`MediaStore.finish_removals`). So nothing that is
added later, and no undo, ever meets a content that is on its way out.
"""

from __future__ import annotations

from contextlib import suppress

from sqlalchemy import ColumnElement, delete, or_, select

from engagement_desktop.models.records import (
    BinContent,
    Evidence,
    Media,
    MediaIndex,
    ReviewCopy,
    RevisionEvidence,
    WaitingClip,
)
from engagement_desktop.models.records.media import MediaState
from engagement_desktop.storage.database import Database
from engagement_desktop.storage.refusals import DiskFull

_SHOW_CONTENTS = (Evidence, WaitingClip, RevisionEvidence, BinContent)


def let_go_of_unused(database: Database) -> int:
    """Let go of the contents that no record refers to, and of the review copies of those; how
    many there were.

    For when nothing can be undone any longer: at opening a school's file. On a full disk they wait.
    """
    with suppress(DiskFull):
        return _let_go(database, Media.state == MediaState.READY)
    return 0


def let_go_if_unused(database: Database, media_id: int) -> bool:
    """Let go of a content just stored, unless something refers to it."""
    return _let_go(database, Media.id == media_id) > 0


def forget_indexes(database: Database) -> None:
    """Remove the frame indexes of contents that are gone."""
    with database.write() as session:
        kept = select(Media.sha256).where(Media.sha256.is_not(None))
        session.execute(delete(MediaIndex).where(MediaIndex.sha256.not_in(kept)))


def _let_go(database: Database, which: ColumnElement[bool]) -> int:
    unused = select(Media).where(which, ~_used())
    with database.read() as session:
        if session.scalars(unused.limit(1)).first() is None:
            return 0  # nearly always: nothing need be written
    with database.write() as session:
        found = session.scalars(unused).all()
        for media in found:
            media.state = MediaState.LEAVING
        return len(found)


def _used() -> ColumnElement[bool]:
    """Whether a record shows a content, or the content that it is the review copy of."""
    shown = [select(kind.id).where(kind.media_id == Media.id).exists() for kind in _SHOW_CONTENTS]
    copied = [
        select(kind.id)
        .join(ReviewCopy, kind.media_id == ReviewCopy.original_media_id)
        .where(ReviewCopy.media_id == Media.id)
        .exists()
        for kind in _SHOW_CONTENTS
    ]
    return or_(*shown, *copied)
