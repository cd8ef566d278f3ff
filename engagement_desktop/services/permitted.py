"""Whether a pupil's pictures, clips and name may be used for something today.

Asked wherever one leaves the assessment: a report, an export, moderation. `models/permissions.py`
says when a permission stands. Whoever else can be seen or heard in a clip counts as well.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from engagement_desktop.errors import AppError
from engagement_desktop.models.permissions import stands
from engagement_desktop.models.records import Evidence, EvidencePupil, Permission, Pupil
from engagement_desktop.models.roles import Act
from engagement_desktop.models.states import PermissionUse
from engagement_desktop.reports.content import long_date
from engagement_desktop.services import pupil_rows
from engagement_desktop.services.changes import Changes, Kind, Saved
from engagement_desktop.services.workspace import Workspace


class NotPermitted(AppError):  # noqa: N818 - a refusal, named for what is the matter
    """There is no permission for this use today."""

    def __init__(self, why: str) -> None:
        super().__init__(
            f"{why[:1].upper()}{why[1:]}.",
            safe="Nothing was exported.",
            to_do="If it has been given, write it down in the pupil’s profile first.",
        )


@dataclass(frozen=True)
class OtherPupil:
    """Another pupil who can be seen or heard in a clip."""

    id: int
    preferred_name: str


def why_not(session: Session, pupil_id: int, use: PermissionUse, day: date) -> str:
    """Why a pupil's pictures may not be used so on `day`; empty if they may."""
    rows = session.scalars(
        select(Permission).where(Permission.pupil_id == pupil_id, Permission.use == use)
    ).all()
    if any(stands(row.from_on, row.until_on, row.withdrawn_on, day) for row in rows):
        return ""
    ended = [
        end
        for row in rows
        for end in (row.withdrawn_on, row.until_on and row.until_on + timedelta(days=1))
        if end is not None and end <= day
    ]
    if not ended:
        return f"there is no permission for {use.value}"
    return f"no permission for {use.value} from {long_date(max(ended))}"


def why_not_others(session: Session, evidence_id: int, use: PermissionUse, day: date) -> str:
    """Why this piece may not be used so for the sake of another pupil in it; empty if it may.

    It names nobody: what says so may be read by the first pupil's family.
    """
    others = session.scalars(
        select(EvidencePupil.pupil_id).where(EvidencePupil.evidence_id == evidence_id)
    )
    if any(why_not(session, each, use, day) for each in others):
        return f"another pupil is in it, for whom there is no permission for {use.value}"
    return ""


def standing_uses(session: Session, pupil_id: int, day: date) -> tuple[PermissionUse, ...]:
    """The uses for which permission stands."""
    return tuple(use for use in PermissionUse if not why_not(session, pupil_id, use, day))


def others_in(work: Workspace, evidence_id: int) -> tuple[OtherPupil, ...]:
    """Whoever else was named as being in a clip or photo."""
    with work.database.read() as session:
        rows = session.execute(
            select(Pupil.id, Pupil.preferred_name)
            .join(EvidencePupil, EvidencePupil.pupil_id == Pupil.id)
            .where(EvidencePupil.evidence_id == evidence_id)
            .order_by(Pupil.preferred_name)
        )
        return tuple(OtherPupil(*row) for row in rows)


def set_others(work: Workspace, evidence_id: int, pupil_ids: Iterable[int]) -> Saved[None]:
    """Name whoever else is in a clip or photo, in place of who was named before.

    Raises:
        AppError: the evidence is gone, or one of the pupils.
    """
    with work.writing(Act.OBSERVE) as session:
        row = session.get(Evidence, evidence_id)
        if row is None:
            raise AppError("This clip or photo is no longer there.")
        session.execute(delete(EvidencePupil).where(EvidencePupil.evidence_id == evidence_id))
        wanted = set(pupil_ids) - {row.pupil_id}
        pupil_rows.check_there(session, *wanted)
        if wanted:
            session.execute(
                insert(EvidencePupil),
                [{"evidence_id": evidence_id, "pupil_id": each} for each in sorted(wanted)],
            )
        pupil_id = row.pupil_id
    return Saved(None, Changes.of(Kind.EVIDENCE, evidence_id, pupils=[pupil_id]))
