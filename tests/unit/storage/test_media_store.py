"""Clips inside the encrypted file: whole or not at all, once each, exact to the byte."""

from __future__ import annotations

import hashlib
import io
import os
import threading
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import BinaryIO

import pytest
from sqlalchemy import text

from engagement_desktop.errors import Cancelled
from engagement_desktop.progress import SilentProgress
from engagement_desktop.services import school_file
from engagement_desktop.services.workspace import Workspace
from engagement_desktop.storage.media_store import (
    CHUNK_BYTES,
    MediaStore,
    SourceChanged,
    StoredMedia,
)
from engagement_desktop.storage.refusals import DiskFull, FileClosed
from tests.helpers.school import copy_school, open_school

BATCH = 32 * CHUNK_BYTES


@pytest.fixture
def work(tmp_path: Path) -> Iterator[Workspace]:
    work = open_school(copy_school(tmp_path))
    yield work
    school_file.close(work)


def put(media: MediaStore, content: bytes) -> StoredMedia:
    return media.add(io.BytesIO(content), len(content), SilentProgress())


def counts(work: Workspace) -> tuple[int, int]:
    with work.database.read() as session:
        return tuple(  # type: ignore[return-value]
            session.execute(text(f"SELECT count(*) FROM {table}")).scalar_one()
            for table in ("media", "media_chunk")
        )


class CancelAfter(SilentProgress):
    """Cancels once some of the content has been written."""

    def report(self, done: int, total: int, words: str = "") -> None:
        super().report(done, total, words)
        self.cancel()


class FailingSource(io.BytesIO):
    """A camera that is unplugged after 20 MiB."""

    def read(self, size: int | None = -1) -> bytes:
        if self.tell() > BATCH + 2**22:
            raise OSError("no such device")
        return super().read(size)


class Pipe(io.BytesIO):
    """A source that cannot be read twice."""

    def seekable(self) -> bool:
        return False


@pytest.mark.parametrize(
    "size", [0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 3 * CHUNK_BYTES + 7, BATCH + 5]
)
def test_what_goes_in_comes_out(work: Workspace, size: int) -> None:
    content = os.urandom(size)
    stored = put(work.media, content)
    assert stored.size == size
    assert stored.sha256 == hashlib.sha256(content).hexdigest()
    assert work.media.stored(stored.media_id) == stored
    with work.media.open(stored.media_id) as file:
        assert file.read() == content
        assert file.read(10) == b""


def test_seeking_and_reading_is_as_with_any_file(work: Workspace) -> None:
    chance = Random(7)
    content = chance.randbytes(7 * CHUNK_BYTES + 321)
    plain: BinaryIO = io.BytesIO(content)
    with work.media.open(put(work.media, content).media_id) as file:
        assert file.seekable()
        for _ in range(400):
            offset, wanted = (
                chance.randrange(len(content) + 999),
                chance.choice((0, 1, 4096, 10**6)),
            )
            match chance.choice((os.SEEK_SET, os.SEEK_CUR, os.SEEK_END)):
                case os.SEEK_SET:
                    assert file.seek(offset) == plain.seek(offset)
                case os.SEEK_CUR:
                    step = offset - plain.tell()
                    assert file.seek(step, os.SEEK_CUR) == plain.seek(step, os.SEEK_CUR)
                case _:
                    back = max(-offset, -len(content))
                    assert file.seek(back, os.SEEK_END) == plain.seek(back, os.SEEK_END)
            assert file.tell() == plain.tell()
            assert file.read(wanted) == plain.read(wanted)
        with pytest.raises(OSError, match="before the start"):
            file.seek(-1)


def test_several_decoders_read_at_once(work: Workspace) -> None:
    content = Random(1).randbytes(5 * CHUNK_BYTES)
    opener = work.media.opener(put(work.media, content).media_id)
    wrong: list[int] = []

    def decode(seed: int) -> None:
        chance = Random(seed)
        with opener() as file:
            for _ in range(60):
                start = chance.randrange(len(content))
                file.seek(start)
                if file.read(70_000) != content[start : start + 70_000]:
                    wrong.append(start)

    threads = [threading.Thread(target=decode, args=(seed,)) for seed in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_the_same_content_is_kept_once(work: Workspace) -> None:
    content = os.urandom(2 * CHUNK_BYTES)
    first = put(work.media, content)
    assert put(work.media, content) == first
    assert work.media.add(Pipe(content), len(content), SilentProgress()) == first
    other = put(work.media, content[::-1])
    assert other.media_id != first.media_id
    assert counts(work) == (2, 4)


def test_the_same_content_at_the_same_time_is_kept_once(work: Workspace) -> None:
    content = os.urandom(BATCH + 9)
    stored: list[StoredMedia] = []
    threads = [
        threading.Thread(target=lambda: stored.append(put(work.media, content))) for _ in range(2)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(stored) == 2
    assert len(set(stored)) == 1
    assert counts(work) == (1, 33)


def test_cancelling_leaves_nothing(work: Workspace) -> None:
    with pytest.raises(Cancelled):
        work.media.add(io.BytesIO(bytes(2 * BATCH)), 2 * BATCH, CancelAfter())
    assert counts(work) == (0, 0)


@pytest.mark.parametrize(
    ("source", "size"),
    [
        (io.BytesIO(bytes(BATCH)), BATCH + 1),
        (io.BytesIO(bytes(BATCH + 1)), BATCH),
        (FailingSource(bytes(2 * BATCH)), 2 * BATCH),
    ],
    ids=["shorter", "longer", "unplugged"],
)
def test_a_source_that_fails_is_said_and_leaves_nothing(
    work: Workspace, source: BinaryIO, size: int
) -> None:
    with pytest.raises(SourceChanged):
        work.media.add(source, size, SilentProgress())
    assert counts(work) == (0, 0)


def test_a_full_disk_leaves_no_half_clip(work: Workspace) -> None:
    kept = put(work.media, b"kept")
    with work.database.write() as session:
        pages = session.execute(text("PRAGMA page_count")).scalar_one()
        session.execute(text(f"PRAGMA max_page_count={pages + 1200}"))
    with pytest.raises(DiskFull):
        put(work.media, os.urandom(2 * BATCH))
    assert counts(work) == (1, 1)
    assert work.media.stored(kept.media_id) == kept


def test_a_clip_larger_than_the_disk_is_refused_before_it_is_read(work: Workspace) -> None:
    source = io.BytesIO(b"")
    with pytest.raises(DiskFull):
        work.media.add(source, 2**60, SilentProgress())
    assert counts(work) == (0, 0)


def test_what_an_import_left_half_done_is_gone_when_the_school_is_opened(tmp_path: Path) -> None:
    path = copy_school(tmp_path)
    work = open_school(path)
    kept = put(work.media, b"kept")
    with work.database.write() as session:
        session.execute(
            text(
                "INSERT INTO media (id, state, size, chunk_size, started_at) VALUES"
                " (90, 'importing', 99, 9, '2026-09-01T10:00:00+00:00')"
            )
        )
        session.execute(text("INSERT INTO media_chunk VALUES (90, 0, x'00'), (90, 1, x'00')"))
    with pytest.raises(KeyError):
        work.media.open(90)
    school_file.close(work)
    work = open_school(path)
    assert counts(work) == (1, 1)
    assert work.media.stored(kept.media_id) == kept
    school_file.close(work)


def test_removing_takes_the_bytes_out_of_the_file(work: Workspace) -> None:
    stored = put(work.media, os.urandom(BATCH + 1))
    reader = work.media.open(stored.media_id)
    work.media.remove(stored.media_id)
    assert counts(work) == (0, 0)
    with pytest.raises(OSError, match="missing"):
        reader.read(1)
    reader.close()
    with pytest.raises(KeyError):
        work.media.open(stored.media_id)


def test_a_removal_that_was_cut_short_goes_on(work: Workspace) -> None:
    stored = put(work.media, b"words")
    with work.database.write() as session:
        session.execute(text("UPDATE media SET state = 'leaving'"))
    with pytest.raises(KeyError):
        work.media.open(stored.media_id)
    assert work.media.finish_removals() == 1
    assert counts(work) == (0, 0)


def test_after_closing_a_decoder_gets_an_os_error(tmp_path: Path) -> None:
    work = open_school(copy_school(tmp_path))
    reader = work.media.open(put(work.media, b"abc").media_id)
    opener = work.media.opener(1)
    assert reader.read(1) == b"a"
    school_file.close(work)
    with pytest.raises((OSError, ValueError)):
        reader.read(1)
    with pytest.raises(OSError, match="cannot be opened"):
        opener()


def test_verify_names_the_contents_that_changed(work: Workspace) -> None:
    good = put(work.media, os.urandom(CHUNK_BYTES * 2))
    changed = put(work.media, os.urandom(CHUNK_BYTES * 2))
    lost = put(work.media, os.urandom(CHUNK_BYTES * 2))
    assert work.media.verify(SilentProgress()) == ()
    with work.database.write() as session:
        session.execute(
            text("UPDATE media_chunk SET data = zeroblob(:size) WHERE media_id = :id"),
            {"size": CHUNK_BYTES, "id": changed.media_id},
        )
        session.execute(
            text("DELETE FROM media_chunk WHERE media_id = :id AND number = 1"),
            {"id": lost.media_id},
        )
    assert work.media.verify(SilentProgress()) == (changed.media_id, lost.media_id)
    assert good.media_id not in work.media.verify(SilentProgress())


def test_saves_go_on_while_a_clip_comes_in(work: Workspace) -> None:
    saved_at: list[int] = []
    progress = SilentProgress()
    size = 12 * BATCH
    importing = threading.Thread(
        target=work.media.add, args=(io.BytesIO(bytes(size)), size, progress)
    )
    importing.start()
    while importing.is_alive():
        with work.database.write() as session:
            session.execute(text("UPDATE school SET name = name || '.'"))
            saved_at.append(progress.done // BATCH)
    importing.join()
    # A save waits for one commit of the import at most, so there is one for nearly every commit.
    assert len(set(saved_at)) >= 9


class WatchedLog(SilentProgress):
    """Sees how long the log grows while a clip comes in."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.longest = 0
        self._log = path.with_name(path.name + "-wal")

    def report(self, done: int, total: int, words: str = "") -> None:
        super().report(done, total, words)
        self.longest = max(self.longest, self._log.stat().st_size)


def test_the_log_of_a_long_clip_stays_short(work: Workspace) -> None:
    size = 8 * BATCH
    watched = WatchedLog(work.database.path)
    work.media.add(io.BytesIO(bytes(size)), size, watched)
    assert BATCH < watched.longest < 5 * BATCH


class CloseMeanwhile(SilentProgress):
    """Closes the school when half of the clip is in."""

    def __init__(self, work: Workspace) -> None:
        super().__init__()
        self._work = work

    def report(self, done: int, total: int, words: str = "") -> None:
        super().report(done, total, words)
        if done > total // 2:
            school_file.close(self._work)


def test_closing_ends_an_import_and_leaves_no_log(tmp_path: Path) -> None:
    path = copy_school(tmp_path)
    work = open_school(path)
    kept = put(work.media, os.urandom(BATCH + 1))
    size = 6 * BATCH
    with pytest.raises(FileClosed):
        work.media.add(io.BytesIO(bytes(size)), size, CloseMeanwhile(work))
    log = path.with_name(path.name + "-wal")
    assert not log.exists() or log.stat().st_size == 0
    work = open_school(path)
    assert counts(work) == (1, 33)
    assert work.media.stored(kept.media_id) == kept
    assert work.media.verify(SilentProgress()) == ()
    school_file.close(work)


def test_frame_indexes_are_kept_by_content(work: Workspace) -> None:
    assert work.media.frame_index("ab") is None
    work.media.keep_frame_index("ab", b"first")
    work.media.keep_frame_index("ab", b"second")
    assert work.media.frame_index("ab") == b"second"
