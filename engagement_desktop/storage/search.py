"""Finding any record by its words: one full-text index over all kinds, inside the encrypted file.

What the user types is data, never FTS5 syntax: each word is quoted.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from sqlalchemy import delete, select, text
from sqlalchemy.orm import Session

from engagement_desktop.models.records.search import SearchEntry

_WORD = re.compile(r"[^\W_]+")
_MAX_WORDS = 16
_WEIGHED = 400
"""So many hits, or fewer, are put in order by how well they fit."""

_HITS = """
    SELECT entry.kind, entry.record_id, entry.pupil_id, snippet(search_text, 0, '', '', '…', 12)
    FROM search_text JOIN search_entry AS entry ON entry.id = search_text.rowid
    WHERE search_text MATCH :query AND (:pupil IS NULL OR entry.pupil_id = :pupil)
    AND (:but IS NULL OR entry.pupil_id IS NOT :but)
"""
_BEST_FIRST = "ORDER BY rank, search_text.rowid DESC LIMIT :limit"
_LATEST_FIRST = "ORDER BY search_text.rowid DESC LIMIT :limit"


@dataclass(frozen=True)
class SearchHit:
    """A record whose text holds the words; `excerpt` is plain text around the first of them."""

    kind: str
    record_id: int
    pupil_id: int | None
    excerpt: str


def put(session: Session, kind: str, record_id: int, pupil_id: int | None, words: str) -> None:
    """Index a record's text in place of what was there; call it where the record is written."""
    entry = _entry(session, kind, record_id)
    if entry is None:
        entry = SearchEntry(kind=str(kind), record_id=record_id)
        session.add(entry)
    else:
        _drop_text(session, entry.id)
    entry.pupil_id = pupil_id
    session.flush()
    session.execute(
        text("INSERT INTO search_text (rowid, words) VALUES (:id, :words)"),
        {"id": entry.id, "words": _plain(words)},
    )


def remove(session: Session, kind: str, record_id: int) -> None:
    """Take a record out of the index; its words leave the file's pages, too."""
    entry = _entry(session, kind, record_id)
    if entry is not None:
        _drop_text(session, entry.id)
        session.delete(entry)
        session.flush()


def remove_pupil(session: Session, pupil_id: int) -> None:
    """Take everything of one pupil out of the index."""
    session.execute(
        text(
            "DELETE FROM search_text WHERE rowid IN"
            " (SELECT id FROM search_entry WHERE pupil_id = :pupil)"
        ),
        {"pupil": pupil_id},
    )
    session.execute(delete(SearchEntry).where(SearchEntry.pupil_id == pupil_id))


def find(
    session: Session,
    typed: str,
    limit: int = 50,
    *,
    pupil_id: int | None = None,
    but_of: int | None = None,
) -> tuple[SearchHit, ...]:
    """The records that hold every word of `typed` (the last may be a beginning), at most `limit`.

    Few are given the best first, many the latest first: to weigh each of a hundred thousand would
    take longer than the next letter. Case and accents do not matter. Nothing typed finds nothing.
    With `pupil_id` only that pupil's records, with `but_of` only those that are not that pupil's.
    """
    query = _query(typed)
    if not query:
        return ()
    asked = {"query": query, "pupil": pupil_id, "but": but_of}

    def hits(order: str, most: int) -> list[SearchHit]:
        found = session.execute(text(_HITS + order), {**asked, "limit": most})
        return [SearchHit(*row) for row in found]

    # Looking for a common beginning is what takes time: more hits from one look are next to free.
    latest = hits(_LATEST_FIRST, max(limit, _WEIGHED + 1))
    return tuple(latest[:limit] if len(latest) > _WEIGHED else hits(_BEST_FIRST, limit))


def _query(typed: str) -> str:
    """What FTS5 is asked: every word quoted, the last as a beginning; empty if there is none.

    A letter that begins another word is not asked yet, and one alone is a word of its own: it
    begins half of all the words there are.
    """
    *whole, begun = _WORD.findall(_plain(typed))[:_MAX_WORDS] or [""]
    beginning = "*" if len(begun) > 1 else ""
    if whole and len(begun) == 1:
        begun = whole.pop()
    if not begun:
        return ""
    # A word said again asks nothing new, but makes SQLite’s excerpt of a long text very slow.
    words = [*dict.fromkeys(word for word in whole if word != begun), begun]
    return " ".join(f'"{word}"' for word in words) + beginning


def _entry(session: Session, kind: str, record_id: int) -> SearchEntry | None:
    return session.scalar(
        select(SearchEntry).where(SearchEntry.kind == str(kind), SearchEntry.record_id == record_id)
    )


def _drop_text(session: Session, entry_id: int) -> None:
    session.execute(text("DELETE FROM search_text WHERE rowid = :id"), {"id": entry_id})


def _plain(words: str) -> str:
    """Composed letters without NULs or lone surrogates, which SQLite’s text cannot hold."""
    clean = words.replace("\0", " ").encode("utf-8", "replace").decode("utf-8")
    return unicodedata.normalize("NFC", clean)
