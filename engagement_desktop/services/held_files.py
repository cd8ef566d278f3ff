"""The contents that are held on one pupil: clips, photos, documents, and reports as given.

Found by the tables themselves (`held_records`), so that a new kind of content is listed as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from engagement_desktop.models.records import Evidence, EvidencePupil, Media, Pupil, Report
from engagement_desktop.models.states import EvidenceKind
from engagement_desktop.reports.content import long_date
from engagement_desktop.services import held_records

_LOOSE = "what a correction took out, or what lies in the bin"


@dataclass(frozen=True)
class HeldFile:
    """A clip, photo, document or report as given. `why_not` says why it is not given unless
    somebody decides so; empty where it is."""

    key: str
    what: str
    file_name: str
    why_not: str = ""
    media_id: int | None = None
    size: int = 0


def files_of(session: Session, pupil: Pupil) -> Iterator[HeldFile]:
    """Every content that is held on the pupil, numbered; and clips of others that show them."""
    number = 0
    if pupil.photo is not None:
        number += 1
        yield HeldFile("photo:0", "The photo on the profile", f"{number:02d} photo.jpg")
    shared = _with_others(session, pupil.id)
    for row, media in _own_evidence(session, pupil.id):
        number += 1
        yield _evidence_file(row, media, number, shared=row.id in shared)
    for key, media in _loose_contents(session, pupil.id):
        number += 1
        yield HeldFile(
            key,
            f"File {number}: {_LOOSE}",
            f"{number:02d} content",
            "nobody has said who else is in it",
            media.id,
            media.size,
        )
    for row, media in _clips_of_others(session, pupil.id):
        number += 1
        day = (row.taken_at or row.added_at).astimezone().date()
        yield HeldFile(
            f"evidence:{row.id}",
            f"File {number}: {row.kind.value} of another pupil, in which {pupil.preferred_name} "
            f"can be seen or heard, {long_date(day)}",
            f"{number:02d} {row.kind.value} {day.isoformat()}{_ending(row.original_name)}",
            "it is of another pupil",
            media.id,
            media.size,
        )
    reports = session.scalars(
        select(Report).where(Report.pupil_id == pupil.id, Report.given_on.is_not(None))
    )
    for report in sorted(reports, key=lambda each: (each.given_on or each.dated, each.id)):
        number += 1
        given = report.given_on or report.dated
        which = f"{report.kind.value} of {report.period}"
        yield HeldFile(
            f"report:{report.id}",
            f"File {number}: {which}, as given on {long_date(given)}",
            f"{number:02d} report {given.isoformat()}.pdf",
        )


def _own_evidence(session: Session, pupil_id: int) -> Iterable[Row[Evidence, Media]]:
    return session.execute(
        select(Evidence, Media)
        .join(Media, Media.id == Evidence.media_id)
        .where(Evidence.pupil_id == pupil_id)
        .order_by(Evidence.taken_at, Evidence.id)
    )


def _with_others(session: Session, pupil_id: int) -> set[int]:
    """The evidence of the pupil in which somebody else can be seen or heard."""
    shown = (
        select(EvidencePupil.evidence_id)
        .join(Evidence, Evidence.id == EvidencePupil.evidence_id)
        .where(Evidence.pupil_id == pupil_id)
    )
    return set(session.scalars(shown))


def _evidence_file(row: Evidence, media: Media, number: int, *, shared: bool) -> HeldFile:
    day = (row.taken_at or row.added_at).astimezone().date()
    why_not = ""
    if shared:
        why_not = "another pupil can be seen or heard in it"
    elif row.kind is EvidenceKind.DOCUMENT:
        why_not = "the program cannot see who is named in a document"
    what = f"File {number}: {row.kind.value} of {long_date(day)}, “{row.original_name}”"
    name = f"{number:02d} {row.kind.value} {day.isoformat()}{_ending(row.original_name)}"
    return HeldFile(f"evidence:{row.id}", what, name, why_not, media.id, media.size)


def _loose_contents(session: Session, pupil_id: int) -> Iterator[tuple[str, Media]]:
    """Contents that are no evidence any longer: taken out by a correction, in the bin."""
    for table in held_records.held_tables():
        if table.name == "evidence" or "media_id" not in table.c:
            continue
        found = session.execute(
            select(table.c.id, Media)
            .join(Media, Media.id == table.c.media_id)
            .where(held_records.rows_of(table, pupil_id))
            .order_by(table.c.id)
        )
        for number, media in found:
            yield f"{table.name}:{number}", media


def _clips_of_others(session: Session, pupil_id: int) -> Iterable[Row[Evidence, Media]]:
    return session.execute(
        select(Evidence, Media)
        .join(Media, Media.id == Evidence.media_id)
        .join(EvidencePupil, EvidencePupil.evidence_id == Evidence.id)
        .where(EvidencePupil.pupil_id == pupil_id, Evidence.pupil_id != pupil_id)
        .order_by(Evidence.taken_at, Evidence.id)
    )


def _ending(original_name: str) -> str:
    """The ending of a file's name, if it is a plain one."""
    ending = Path(original_name).suffix.lower()
    return ending if ending[1:].isalnum() and len(ending) <= 6 else ""
