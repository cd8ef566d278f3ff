"""Clips, photos and documents inside the encrypted file, as rows of half a mebibyte.

A content comes in as a stream and goes out as a seekable file; no copy of it exists outside the
database at any time. One content is stored once, however many records show it.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import BinaryIO, cast

from sqlalchemy import delete, insert, select

from engagement_desktop.errors import AppError
from engagement_desktop.models.records.media import Media, MediaChunk, MediaIndex, MediaState
from engagement_desktop.progress import Progress
from engagement_desktop.storage.database import Database
from engagement_desktop.storage.media_reader import MediaReader
from engagement_desktop.storage.refusals import DiskFull

CHUNK_BYTES = 512 * 1024
"""Written as fast as larger rows, and a decoder that jumps about wants little at a time."""

_BATCH_CHUNKS = 32
"""Chunks in one commit: 16 MiB, so that a save made meanwhile waits for a blink at most."""

_SPARE_BYTES = 96 * 2**20
"""Room for SQLite's log beside what is imported."""

_LOG_CHUNKS = 4 * _BATCH_CHUNKS
"""After so many the log begins anew; it would grow to the length of the clip otherwise."""


class SourceChanged(AppError):
    """The file that is being imported could not be read as a whole."""

    def __init__(self) -> None:
        super().__init__(
            "The file could not be read to its end, so it was not added.",
            safe="Nothing else was changed.",
            to_do="Check that the camera, card or stick is still connected, then add it again.",
        )


@dataclass(frozen=True)
class StoredMedia:
    """A content that is wholly here. `size` is in bytes, `sha256` in lower-case hexadecimal."""

    media_id: int
    sha256: str
    size: int


class MediaStore:
    """The contents in one open database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, source: BinaryIO, size: int, progress: Progress) -> StoredMedia:
        """Store `size` bytes from `source`; cancelling or any error leaves nothing of it.

        Raises:
            SourceChanged: `source` failed, or holds fewer or more bytes than `size`.
            DiskFull, DiskTrouble, FileClosed: see `refusals`.
            Cancelled: the user stopped it.
        """
        known = self._known(source, size, progress)
        if known is not None:
            return known
        database = self._database
        if shutil.disk_usage(database.path.parent).free < size + _SPARE_BYTES:
            raise DiskFull(database.path)
        with database.write() as session:
            media = Media(
                state=MediaState.IMPORTING,
                size=size,
                chunk_size=CHUNK_BYTES,
                started_at=datetime.now(UTC),
            )
            session.add(media)
            session.flush()
            media_id = media.id
        try:
            sha256 = self._fill(media_id, source, size, progress)
            return self._finish(media_id, sha256, size)
        except BaseException:
            with suppress(AppError):  # then the next opening removes it
                self._remove(media_id, overwrite=False)
            raise

    def open(self, media_id: int) -> BinaryIO:
        """A seekable, read-only file over a ready content, on its own connection.

        Each one belongs to one thread at a time. After the database closed, reading raises
        `OSError`; a decoder knows how to meet that.

        Raises:
            KeyError: there is no such content.
            FileClosed: the database is closed.
        """
        with self._database.read() as session:
            media = session.get(Media, media_id)
            if media is None or media.state is not MediaState.READY:
                raise KeyError(media_id)
            reader = MediaReader(self._database, media_id, media.size, media.chunk_size)
        return cast(BinaryIO, reader)

    def opener(self, media_id: int) -> Callable[[], BinaryIO]:
        """A function that opens the content afresh each time it is called, from any thread.

        Whatever stands in the way, it raises `OSError`, as a decoder expects of a file.
        """

        def opened() -> BinaryIO:
            try:
                return self.open(media_id)
            except (AppError, KeyError) as error:
                raise OSError("this clip cannot be opened") from error

        return opened

    def stored(self, media_id: int) -> StoredMedia:
        """What is known of a ready content.

        Raises:
            KeyError: there is no such content.
        """
        with self._database.read() as session:
            media = session.get(Media, media_id)
            if media is None or media.sha256 is None:
                raise KeyError(media_id)
            return StoredMedia(media.id, media.sha256, media.size)

    def remove(self, media_id: int) -> None:
        """Remove a content that no record refers to any more, and overwrite its pages.

        Overwriting costs as much as writing did: run it where nobody waits.
        """
        with self._database.write() as session:
            media = session.get(Media, media_id)
            if media is not None:
                media.state = MediaState.LEAVING
        self._remove(media_id, overwrite=True)

    def remove_unfinished(self) -> int:
        """Remove what an import left half done; how many there were. Takes no time to speak of.

        Called when a file is opened, before anything is imported. With a full disk they stay,
        unseen, until there is room.
        """
        return self._remove_all(MediaState.IMPORTING, overwrite=False)

    def has_removals(self) -> bool:
        """Whether there is anything for `finish_removals` to do."""
        with self._database.read() as session:
            leaving = select(Media.id).where(Media.state == MediaState.LEAVING).limit(1)
            return session.scalar(leaving) is not None

    def finish_removals(self, progress: Progress | None = None) -> int:
        """Remove and overwrite what was let go of; how many there were.

        Stopped in the middle, by the user or by the end of the program, it goes on at the next
        call.

        Raises:
            Cancelled: the user stopped it.
        """
        return self._remove_all(MediaState.LEAVING, overwrite=True, progress=progress)

    def verify(self, progress: Progress) -> tuple[int, ...]:
        """The ids of contents whose bytes no longer have the hash they came with."""
        with self._database.read() as session:
            ready = session.execute(
                select(Media.id, Media.sha256, Media.size)
                .where(Media.state == MediaState.READY)
                .order_by(Media.id)
            ).all()
        total = sum(size for _, _, size in ready)
        done = 0
        differing: list[int] = []
        for media_id, sha256, size in ready:
            progress.check()
            if self._digest(media_id) != sha256:
                differing.append(media_id)
            done += size
            progress.report(done, total)
        return tuple(differing)

    def frame_index(self, sha256: str) -> bytes | None:
        """The frame index kept for a content, or None."""
        with self._database.read() as session:
            return session.scalar(select(MediaIndex.data).where(MediaIndex.sha256 == sha256))

    def keep_frame_index(self, sha256: str, data: bytes) -> None:
        """Keep the frame index of a content, in place of an earlier one."""
        with self._database.write() as session:
            session.merge(MediaIndex(sha256=sha256, data=data))

    def _known(self, source: BinaryIO, size: int, progress: Progress) -> StoredMedia | None:
        """The same content if it is here already, found without writing anything.

        Two different clips of the same size to the byte are rare, so reading twice is, too.
        """
        with self._database.read() as session:
            candidates = {
                sha256: media_id
                for media_id, sha256 in session.execute(
                    select(Media.id, Media.sha256).where(
                        Media.size == size, Media.state == MediaState.READY
                    )
                )
            }
        if not candidates or not source.seekable():
            return None
        start = source.tell()
        digest = hashlib.sha256()
        for data in _pieces(source):
            digest.update(data)
            progress.check()
        source.seek(start)
        sha256 = digest.hexdigest()
        if sha256 not in candidates:
            return None
        progress.report(size, size)
        return StoredMedia(candidates[sha256], sha256, size)

    def _fill(self, media_id: int, source: BinaryIO, size: int, progress: Progress) -> str:
        """Write the chunks; the whole's hash.

        Three things go on at once, of which only the middle one holds others up: the next chunks
        are hashed, these are encrypted into the log, and the ones before go from there into the
        file. None of it waits for the disk: `_finish` does, before the content is declared ready.
        """
        whole = hashlib.sha256()
        batches = _batches(source, whole)
        number = done = 0
        with ThreadPoolExecutor(2, "import") as beside:
            coming = beside.submit(next, batches, None)
            while (batch := coming.result()) is not None:
                progress.check()
                coming = beside.submit(next, batches, None)
                done += sum(len(data) for data in batch)
                if done > size:
                    raise SourceChanged
                bringing = beside.submit(self._database.bring_in_log) if number else None
                if bringing is not None and number % _LOG_CHUNKS == 0:
                    bringing.result()
                self._write(media_id, number, batch)
                if bringing is not None:
                    bringing.result()
                number += len(batch)
                progress.report(done, size)
        if done != size:
            raise SourceChanged
        return whole.hexdigest()

    def _write(self, media_id: int, first: int, batch: list[bytes]) -> None:
        rows = [
            {"media_id": media_id, "number": number, "data": data}
            for number, data in enumerate(batch, first)
        ]
        with self._database.write(durable=False) as session:
            session.connection().execute(insert(MediaChunk), rows)

    def _finish(self, media_id: int, sha256: str, size: int) -> StoredMedia:
        """Declare the content ready, unless another import of the same was quicker."""
        with self._database.write() as session:
            same = session.scalar(
                select(Media.id).where(Media.sha256 == sha256, Media.state == MediaState.READY)
            )
            if same is None:
                media = session.get_one(Media, media_id)
                media.sha256 = sha256
                media.state = MediaState.READY
        if same is None:
            return StoredMedia(media_id, sha256, size)
        self._remove(media_id, overwrite=False)
        return StoredMedia(same, sha256, size)

    def _remove_all(
        self, state: MediaState, *, overwrite: bool, progress: Progress | None = None
    ) -> int:
        with self._database.read() as session:
            found = list(session.scalars(select(Media.id).where(Media.state == state)))
        with suppress(DiskFull):
            for done, media_id in enumerate(found):
                if progress is not None:
                    progress.report(done, len(found))
                self._remove(media_id, overwrite=overwrite, progress=progress)
        return len(found)

    def _remove(self, media_id: int, *, overwrite: bool, progress: Progress | None = None) -> None:
        """Delete the chunks a batch at a time, so that nobody who saves waits for long.

        What was never a record need not be overwritten: it is encrypted, and its pages are used
        again.
        """
        first = (
            select(MediaChunk.number)
            .where(MediaChunk.media_id == media_id)
            .order_by(MediaChunk.number)
            .limit(_BATCH_CHUNKS)
        )
        more = True
        while more:
            if progress is not None:
                progress.check()
            with self._database.write(overwrite=overwrite) as session:
                numbers = list(session.scalars(first))
                session.execute(
                    delete(MediaChunk).where(
                        MediaChunk.media_id == media_id, MediaChunk.number.in_(numbers)
                    )
                )
                more = bool(numbers)
                if not more:
                    session.execute(delete(Media).where(Media.id == media_id))

    def _digest(self, media_id: int) -> str | None:
        digest = hashlib.sha256()
        try:
            with self.open(media_id) as content:
                for data in _pieces(content):
                    digest.update(data)
        except (OSError, KeyError, SourceChanged):
            return None
        return digest.hexdigest()


def _pieces(source: BinaryIO) -> Iterator[bytes]:
    """The bytes of `source` in full chunks; only the last may be shorter."""
    while True:
        try:
            piece = source.read(CHUNK_BYTES)  # nearly always all of it, and never copied again
            while len(piece) < CHUNK_BYTES and (data := source.read(CHUNK_BYTES - len(piece))):
                piece += data
        except OSError as error:
            raise SourceChanged from error
        if not piece:
            return
        yield piece


def _batches(source: BinaryIO, whole: hashlib._Hash) -> Iterator[list[bytes]]:
    """The chunks of `source`, as many at a time as one commit takes; `whole` sees them all."""
    batch: list[bytes] = []
    for data in _pieces(source):
        whole.update(data)
        batch.append(data)
        if len(batch) == _BATCH_CHUNKS:
            yield batch
            batch = []
    if batch:
        yield batch
