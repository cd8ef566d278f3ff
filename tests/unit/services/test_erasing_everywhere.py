"""Erased: no word and no content of the pupil stands anywhere in the file, whatever table held it.

The tables are those that hold something on a pupil by the mapped tables themselves, so that a new
one is erased, too, or this fails. In the long form many pupils are written, rewritten and erased
between each other, with texts of all sizes, since what SQLite leaves behind it leaves where pages
are split, joined and overflow.
"""

from __future__ import annotations

import io
import random
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from sqlalchemy import Table, func, select, text, update

from engagement_desktop.models.records import (
    Base,
    Media,
    MediaIndex,
    Pupil,
    ReviewCopy,
    StaffMember,
)
from engagement_desktop.models.states import Role
from engagement_desktop.progress import SilentProgress
from engagement_desktop.services import erasing
from engagement_desktop.services.erasing import ErasureReason
from engagement_desktop.services.workspace import Workspace
from engagement_desktop.storage import search
from tests.helpers.decrypted import pages
from tests.helpers.every_table import AS_JSON, END, NOON, TAIL, EveryTable, canary
from tests.helpers.small_school import KEY, SmallSchool, small_school

_WORD = re.compile(rb"[0-9a-f]{%d}%s" % (TAIL, END.encode()))
_REMEMBERED = frozenset({"erasure", "evidence_pupil"})
"""Not filled: what is remembered has no words of people (`test_erasing`), and a pupil who can be
seen in clips is not erased before somebody has decided about those."""
_SIZES = (1, 1, 1, 3, 20, 150, 900, 3000)
"""So often a word is said in one text: from a part of a page to several pages."""


def tail(word: str) -> bytes:
    """What is looked for: an index of words keeps the end of a word, if not its beginning."""
    return word[-TAIL - len(END) :].encode()


def standing(path: Path) -> set[bytes]:
    """The canaries in the file's pages inside the encryption, and in whatever lies beside it."""
    found = {word for page in pages(path, KEY) for word in _WORD.findall(page)}
    for each in path.parent.iterdir():
        found.update(_WORD.findall(each.read_bytes()))
    return found


def entered(work: Workspace) -> set[str]:
    """Every word that the search index knows."""
    with work.database.write() as session:
        session.execute(
            text("CREATE VIRTUAL TABLE temp.known USING fts5vocab(main, search_text, row)")
        )
        words = set(session.scalars(text("SELECT term FROM known")))
        session.execute(text("DROP TABLE temp.known"))
    return words


@dataclass
class Written:
    """A pupil of whom something stands in every table; `words` by where they were written."""

    pupil_id: int
    words: dict[str, str] = field(default_factory=dict)

    @property
    def tails(self) -> set[bytes]:
        return set(map(tail, self.words.values()))


class Writer:
    """Writes pupils, and writes their texts anew."""

    def __init__(self, work: Workspace, seed: int, sizes: tuple[int, ...] = (1,)) -> None:
        self.work, self.sizes, self.chance = work, sizes, random.Random(seed)
        self.rows: list[tuple[Written, Table, int, str]] = []

    def said(self, word: str) -> str:
        return " ".join([word] * self.chance.choice(self.sizes))

    def pupil(self, number: int, rounds: int = 1) -> Written:
        """A pupil with so many rows in each table, in the search index, and with contents."""
        names = [canary(each, f"name {number}") for each in range(3)]
        with self.work.database.write() as session:
            pupil = Pupil(
                legal_first_name=names[0],
                legal_last_name=names[1],
                preferred_name=names[2],
                created_at=NOON,
                updated_at=NOON,
            )
            session.add(pupil)
            session.flush()
            written = Written(
                pupil.id, dict(zip(("first", "last", "preferred"), names, strict=True))
            )
        for each in range(rounds):
            self._round(written, f"{number} {each} ", with_needs=not each)
        return written

    def _round(self, written: Written, seed: str, *, with_needs: bool) -> None:
        media_id = self._content(written, seed)
        skipped = _REMEMBERED if with_needs else _REMEMBERED | {"pupil_need"}
        with self.work.database.write() as session:
            ids = {"pupil": written.pupil_id, "media": media_id}
            every = EveryTable(session, written.pupil_id, ids, seed, self.said)
            every.fill_all(skipped)
            written.words |= {f"{seed}{name}": word for name, word in every.canaries.items()}
            written.words |= {f"{seed}{name}": word for name, word in every.contents.items()}
            for name, number in ids.items():
                columns = (
                    key.partition(".")[2] for key in every.canaries if key.startswith(f"{name}.")
                )
                table = Base.metadata.tables[name]
                self.rows += [
                    (written, table, number, column)
                    for column in columns
                    if column not in AS_JSON and not table.c[column].foreign_keys
                ]
            for kind in ("observation", "marker", "conversation"):
                indexed = canary(0, f"{seed}{kind}")
                written.words[f"{seed}index of {kind}"] = indexed
                search.put(session, kind, ids[kind], written.pupil_id, self.said(indexed))

    def _content(self, written: Written, seed: str) -> int:
        """A clip with a frame index and a review copy."""
        ids = []
        for what in ("clip", "review copy"):
            word = canary(0, f"{seed}{what}")
            written.words[f"{seed}{what}"] = word
            content = word.encode() * 20_000
            stored = self.work.media.add(io.BytesIO(content), len(content), SilentProgress())
            self.work.media.keep_frame_index(stored.sha256, b"where its frames lie")
            ids.append(stored.media_id)
        why = canary(0, f"{seed}why copied")
        written.words[f"{seed}why copied"] = why
        with self.work.database.write() as session:
            row = ReviewCopy(original_media_id=ids[0], media_id=ids[1], made_at=NOON, why=why)
            session.add(row)
        return ids[0]

    def write_anew(self, times: int) -> None:
        """Replace texts by others of another length: earlier words must go as well."""
        for number in range(times):
            written, table, row, column = self.chance.choice(self.rows)
            word = canary(number, "anew")
            written.words[f"anew {number} {table.name}.{column}"] = word
            with self.work.database.write() as session:
                session.execute(
                    update(table).where(table.c.id == row).values({column: self.said(word)})
                )


@pytest.fixture
def school(tmp_path: Path) -> Iterator[SmallSchool]:
    folder = tmp_path / "school"
    folder.mkdir()
    with small_school(folder) as made:
        yield replace(made, work=replace(made.work, role=Role.LEAD))


def erase(school: SmallSchool, every: Iterable[Written]) -> None:
    second = replace(school.work, staff_id=school.assistant)
    for each in every:
        request = erasing.ask(school.work, each.pupil_id, ErasureReason.FAMILY_ASKED).value
        erasing.erase(second, request, SilentProgress())


def left_of(path: Path, every: Iterable[Written]) -> list[str]:
    """What can still be read of these pupils, by where it was written."""
    there = standing(path)
    return [where for each in every for where, word in each.words.items() if tail(word) in there]


def test_nothing_is_left_of_any_table(school: SmallSchool) -> None:
    work = school.work
    writer = Writer(work, 1)
    gone, stays = writer.pupil(1), writer.pupil(2)
    work.database.compact()
    written = standing(school.path)
    assert gone.tails | stays.tails <= written
    assert len(gone.words) > 100
    erase(school, [gone])
    assert left_of(school.path, [gone]) == []
    assert stays.tails <= standing(school.path)
    assert {word.encode()[-TAIL - 2 :] for word in entered(work)}.isdisjoint(gone.tails)
    with work.database.read() as session:
        for kind in (Media, MediaIndex, StaffMember):
            assert session.scalar(select(func.count()).select_from(kind)) == 2


@pytest.mark.timeout(1200)
def test_nothing_is_left_where_pages_were_split_and_joined(
    school: SmallSchool, request: pytest.FixtureRequest
) -> None:
    many = request.config.getoption("--long")
    writer = Writer(school.work, 2, _SIZES)
    pupils = [writer.pupil(number, 6 if many else 1) for number in range(24 if many else 3)]
    writer.write_anew(4_000 if many else 20)
    gone = pupils[::2]
    erase(school, gone)
    assert left_of(school.path, gone) == []
