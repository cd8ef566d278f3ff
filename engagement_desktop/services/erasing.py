"""Erasing a pupil's records: one person asks, another does it, and nothing of it can be read after.

It reaches everything that hangs on the pupil, the search index, what was typed and not saved, the
contents of clips and photos, and the free pages of the file. What was erased is remembered without
a name (`Erasure`), so that it can be repeated in an older backup that is put back.
"""

from __future__ import annotations

import io
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from engagement_desktop.errors import AppError, Cancelled
from engagement_desktop.models.records import (
    Erasure,
    Evidence,
    EvidencePupil,
    Observation,
    Pupil,
    Report,
    StaffMember,
)
from engagement_desktop.models.roles import Act
from engagement_desktop.progress import Progress
from engagement_desktop.reports import erasure_certificate
from engagement_desktop.reports.erasure_certificate import ErasureCertificate
from engagement_desktop.services import binned, keeping, names_held, overwriting, spelling
from engagement_desktop.services.changes import Changes, Kind, Saved
from engagement_desktop.services.workspace import Workspace
from engagement_desktop.storage import search
from engagement_desktop.storage.refusals import DiskFull, FileClosed


class ErasureReason(StrEnum):
    """Why; chosen and not written, so that no name can stand in what is remembered."""

    TIME_OVER = "kept for as long as the school’s rule says"
    FAMILY_ASKED = "the family asked for it"
    MISTAKE = "written down by mistake"


class CannotErase(AppError):  # noqa: N818 - a refusal, named for what is the matter
    """Something stands in the way; nothing was erased."""

    def __init__(self, happened: str, to_do: str) -> None:
        super().__init__(happened, safe="Nothing was erased.", to_do=to_do)


@dataclass(frozen=True)
class Asked:
    """A request that waits for a second person. `may_do`: whoever is signed in is not the first.

    `elsewhere` says in whose records the pupil is named besides: those stay as they are.
    """

    id: int
    pupil_id: int
    name: str
    reason: ErasureReason
    asked_on: date
    asked_by: str
    would_remove: str
    may_do: bool
    elsewhere: tuple[str, ...] = ()


@dataclass(frozen=True)
class Erased:
    """What is remembered of an erasure, without a name."""

    pupil_id: int
    pupil_created_at: datetime


def ask(work: Workspace, pupil_id: int, reason: ErasureReason) -> Saved[int]:
    """Ask that everything of a pupil is erased; somebody else does it.

    Raises:
        NotAllowed, and CannotErase: there is a hold, it was asked already, or the pupil can be seen
            in clips of others.
    """
    with work.writing(Act.ERASE) as session:
        pupil = _pupil(session, pupil_id)
        _nothing_in_the_way(session, pupil)
        waiting = select(Erasure.id).where(Erasure.pupil_id == pupil_id, Erasure.done_at.is_(None))
        if session.scalar(waiting) is not None:
            raise CannotErase(
                f"Somebody has asked for {pupil.preferred_name}’s records to be erased already.",
                "Another person can do it now.",
            )
        row = Erasure(
            pupil_id=pupil.id,
            pupil_created_at=pupil.created_at,
            reason=reason.value,
            asked_at=work.now(),
            asked_by_id=work.staff_id,
        )
        session.add(row)
        session.flush()
        saved = row.id
    return Saved(saved, _changes(pupil_id))


def take_back(work: Workspace, erasure_id: int) -> Saved[None]:
    """Give up a request that was not done yet.

    Raises:
        NotAllowed, AppError.
    """
    with work.writing(Act.ERASE) as session:
        row = _request(session, erasure_id)
        pupil_id = row.pupil_id
        session.delete(row)
    return Saved(None, _changes(pupil_id))


def asked(work: Workspace) -> tuple[Asked, ...]:
    """The requests that wait, the oldest first.

    Raises:
        NotAllowed.
    """
    work.require(Act.ERASE)
    with work.database.read() as session:
        rows = session.execute(
            select(Erasure, Pupil, StaffMember.name)
            .join(Pupil, Pupil.id == Erasure.pupil_id)
            .outerjoin(StaffMember, StaffMember.id == Erasure.asked_by_id)
            .where(Erasure.done_at.is_(None))
            .order_by(Erasure.id)
        ).all()
        return tuple(
            Asked(
                id=row.id,
                pupil_id=row.pupil_id,
                name=pupil.preferred_name,
                reason=ErasureReason(row.reason),
                asked_on=row.asked_at.astimezone().date(),
                asked_by=by or "",
                would_remove=_held_words(session, row.pupil_id),
                may_do=row.asked_by_id != work.staff_id,
                elsewhere=tuple(names_held.elsewhere(session, pupil)),
            )
            for row, pupil, by in rows
        )


def erase(work: Workspace, erasure_id: int, progress: Progress) -> Saved[bytes]:
    """Erase what was asked for, by somebody else than asked; the certificate as a PDF.

    The records go in one commit. Overwriting what is left of them takes as long as the contents
    and the file's texts are large; others save meanwhile. Called off, or stopped otherwise, it is
    done when the file is opened next.

    Raises:
        NotAllowed, PasswordNeeded.
        CannotErase: the same person asked, or something has come in the way since.
    """
    work.require_confirmed(Act.ERASE)
    now = work.now()
    with work.writing(Act.ERASE) as session:
        row = _request(session, erasure_id)
        if row.asked_by_id == work.staff_id:
            raise CannotErase(
                "Erasing takes two people, and you asked for it.", "Please ask somebody else."
            )
        pupil = _pupil(session, row.pupil_id)
        _nothing_in_the_way(session, pupil)
        row.done_at, row.done_by_id = now, work.staff_id
        row.removed = _held_words(session, pupil.id)
        names = {
            person.id: person.name
            for person in session.scalars(
                select(StaffMember).where(StaffMember.id.in_([row.asked_by_id, work.staff_id]))
            )
        }
        certificate = ErasureCertificate(
            school=work.school_name,
            pupil=f"{pupil.legal_first_name} {pupil.legal_last_name}",
            upn=pupil.upn,
            reason=row.reason,
            asked_on=row.asked_at.astimezone().date(),
            asked_by=names.get(row.asked_by_id, ""),
            done_on=now.astimezone().date(),
            done_by=names.get(work.staff_id, ""),
            removed=row.removed,
        )
        page = io.BytesIO()
        erasure_certificate.render(certificate, page)  # first: afterwards nobody knows the name
        pupil_id = pupil.id
        _remove(work, session, pupil)
    with suppress(Cancelled, DiskFull, FileClosed):  # the records are gone: the paper must come
        overwriting.finish(work, progress)
    return Saved(page.getvalue(), _changes(pupil_id))


def done_before(work: Workspace) -> tuple[Erased, ...]:
    """Everything that was ever erased in this file; to be repeated in a backup that is put back."""
    with work.database.read() as session:
        rows = session.execute(
            select(Erasure.pupil_id, Erasure.pupil_created_at).where(Erasure.done_at.is_not(None))
        )
        return tuple(Erased(*row) for row in rows)


def repeat(work: Workspace, erased: tuple[Erased, ...], progress: Progress) -> int:
    """Erase again, in an older file, whoever was erased since; how many there were.

    Raises:
        Cancelled: as `erase`.
    """
    found = 0
    for each in erased:
        with work.writing(Act.RESTORE) as session:
            pupil = session.get(Pupil, each.pupil_id)
            if pupil is not None and pupil.created_at == each.pupil_created_at:
                _remove(work, session, pupil)
                found += 1
    overwriting.finish(work, progress)
    return found


def _remove(work: Workspace, session: Session, pupil: Pupil) -> None:
    """Take out the pupil with all that hangs on them; foreign keys take the rest along."""
    search.remove_pupil(session, pupil.id)
    names = (pupil.preferred_name, pupil.legal_first_name, pupil.legal_last_name)
    spelling.forget(session, names)
    session.execute(delete(Pupil).where(Pupil.id == pupil.id))
    work.database.write_anew_later(session)


def _nothing_in_the_way(session: Session, pupil: Pupil) -> None:
    if keeping.is_held(session, pupil.id):
        raise CannotErase(
            f"{pupil.preferred_name}’s records are on hold.", "Please lift the hold first."
        )
    shown_in = session.scalar(
        select(func.count()).select_from(EvidencePupil).where(EvidencePupil.pupil_id == pupil.id)
    )
    if shown_in:
        raise CannotErase(
            f"{pupil.preferred_name} is in {_of(shown_in, 'clip', 'clips')} of other pupils.",
            "Please decide about those clips first: take them out, or take the name off them.",
        )
    if binned.shows(session, pupil.id):
        raise CannotErase(
            f"{pupil.preferred_name} is in a deleted clip of another pupil.",
            "Please empty the bin first.",
        )


def _pupil(session: Session, pupil_id: int) -> Pupil:
    pupil = session.get(Pupil, pupil_id)
    if pupil is None:
        raise CannotErase("This pupil is no longer in the school’s file.", "")
    return pupil


def _request(session: Session, erasure_id: int) -> Erasure:
    row = session.get(Erasure, erasure_id)
    if row is None or row.done_at is not None:
        raise CannotErase("This request is no longer there.", "")
    return row


def _held_words(session: Session, pupil_id: int) -> str:
    """What the file holds on a pupil: counts of records alone."""

    def count(kind: type[Observation | Evidence | Report]) -> int:
        mine = select(func.count()).select_from(kind).where(kind.pupil_id == pupil_id)
        return session.scalars(mine).one()

    counts = (
        (count(Observation), "observation", "observations"),
        (count(Evidence), "clip, photo or document", "clips, photos and documents"),
        (count(Report), "report", "reports"),
    )
    return ", ".join(("the profile", *(_of(*each) for each in counts if each[0])))


def _of(count: int, one: str, many: str) -> str:
    return f"{count:,} {one if count == 1 else many}"


def _changes(pupil_id: int) -> Changes:
    return Changes.of(Kind.PUPIL, pupil_id, pupils=[pupil_id])
