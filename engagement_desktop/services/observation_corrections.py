"""Correcting an approved observation: what was approved is kept, text and evidence, whatever
follows, and stands again when the correction is given up."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from engagement_desktop.errors import AppError
from engagement_desktop.models.records import (
    Evidence,
    FrameworkStatement,
    Observation,
    ObservationRevision,
    Outcome,
    Plan,
    RevisionEvidence,
    StaffMember,
)
from engagement_desktop.models.roles import Act
from engagement_desktop.models.states import ObservationStatus
from engagement_desktop.services import bin_rows, marker_words, revised_evidence, row_keeping
from engagement_desktop.services import observation_rows as rows
from engagement_desktop.services.changes import Changes, Kind, Saved
from engagement_desktop.services.evidence_rows import put_in_bin
from engagement_desktop.services.observation_views import (
    ApprovedEvidence,
    Corrections,
    EarlierVersion,
    GivenUpCorrection,
    ObservationForm,
    ObservationView,
    Version,
)
from engagement_desktop.services.observations import saved_view
from engagement_desktop.services.workspace import Workspace


def correct(work: Workspace, observation_id: int) -> Saved[ObservationView]:
    """Open an approved observation for correction; what was approved is kept as a revision.

    Raises:
        AppError: it is not approved.
        NotAllowed: whoever is signed in does not approve observations.
    """
    with work.writing(Act.APPROVE) as session:
        row = rows.observation_row(session, observation_id)
        _open(work, session, row)
        return saved_view(work, session, row)


def put_back_approved(work: Workspace, observation_id: int) -> Saved[GivenUpCorrection]:
    """Give a correction up: text, evidence and approval stand again as they were.

    The value takes it up again through `resume`.
    """
    with work.writing(Act.APPROVE) as session:
        row = rows.observation_row(session, observation_id)
        rows.still_open(row)
        revision = rows.latest_revision(session, observation_id)
        if revision is None:
            raise AppError("There is no earlier approved text of this observation.")
        form, out = rows.form_of(row), revised_evidence.taken_out(session, revision)
        new = [each.id for each in revised_evidence.added_since(session, revision)]
        added = row_keeping.rows_with(session, "evidence", Evidence.id.in_(new))
        for each in [each for each in row.evidence if each.id in new]:
            put_in_bin(work, session, each)
        back = [_bring_back(session, each) for each in out]
        session.flush()
        session.expire(row, ["evidence"])
        _say_again(row, revision)
        rows.reapprove(session, row, revision)
        row.updated_at = work.now()
        rows.index(session, row)
        changed = _changes(row, *new, *back)
    given_up = GivenUpCorrection(observation_id, form, tuple(back), added)
    return Saved(given_up, changed)


def resume(work: Workspace, given_up: GivenUpCorrection) -> Saved[int]:
    """Take up a correction again that was given up; the value is the observation's id.

    Raises:
        AppError: the observation has been opened for correction again since.
    """
    with work.writing(Act.APPROVE) as session:
        row = rows.observation_row(session, given_up.observation_id)
        _open(work, session, row)
        session.flush()
        rows.apply(session, row, given_up.form)
        for each in [each for each in row.evidence if each.id in given_up.without]:
            revised_evidence.keep_with_earlier(session, each)
            row.evidence.remove(each)
        session.flush()
        moved = row_keeping.insert_rows(session, given_up.added)
        added = [number for table, number in _ids(given_up) if table == "evidence"]
        brought = [moved.get(("evidence", number), number) for number in added]
        for back in session.scalars(select(Evidence).where(Evidence.id.in_(brought))):
            back.added_at = work.now()  # since it was opened for correction
        for number in added:
            bin_rows.forget(session, "evidence", number)
        marker_words.index_of(session, brought)
        rows.index(session, row)
        changed = _changes(row, *brought, *given_up.without)
    return Saved(given_up.observation_id, changed)


def history(work: Workspace, observation_id: int) -> Corrections:
    """What the observation says now, and what it said before each of its corrections."""
    with work.database.read() as session:
        row = rows.observation_row(session, observation_id)
        revisions = session.scalars(
            select(ObservationRevision)
            .where(ObservationRevision.observation_id == observation_id)
            .order_by(ObservationRevision.id.desc())
        ).all()
        now = _version(session, rows.form_of(row), rows.evidence_of(row))
        return Corrections(now, tuple(_earlier(session, row, each) for each in revisions))


def _bring_back(session: Session, taken_out: RevisionEvidence) -> int:
    number, kept = taken_out.evidence_id, row_keeping.from_json(taken_out.removed)
    bin_rows.forget(session, "evidence", number)
    return revised_evidence.bring_back(session, number, kept).get(("evidence", number), number)


def _open(work: Workspace, session: Session, row: Observation) -> None:
    """Keep what is approved, and let it be written into."""
    if row.status is not ObservationStatus.APPROVED:
        raise AppError("This observation is still open.", to_do="You can write in it as it is.")
    now = work.now()
    session.add(
        ObservationRevision(
            observation_id=row.id,
            kept_at=now,
            kept_by_id=work.staff_id,
            earlier=rows.approved_to_json(row),
        )
    )
    row.status = ObservationStatus.DRAFT
    row.approved_at = row.approved_by_id = None
    row.updated_at = now


def _say_again(row: Observation, revision: ObservationRevision) -> None:
    """Say of the evidence what was said of it when it was approved."""
    said = {each.id: each for each in rows.approved(revision.earlier).evidence or ()}
    for each in row.evidence:
        if each.id in said:
            each.caption, each.taken_at = said[each.id].caption, said[each.id].taken_at


def _earlier(session: Session, row: Observation, revision: ObservationRevision) -> EarlierVersion:
    approved = rows.approved(revision.earlier)
    evidence = approved.evidence
    if evidence is None:  # a release before this one left it out
        since = {each.id for each in revised_evidence.added_since(session, revision)}
        evidence = tuple(each for each in rows.evidence_of(row) if each.id not in since)
    return EarlierVersion(
        said=_version(session, approved.form, evidence),
        approved_at=approved.approved_at,
        approved_by=_name(session, approved.approved_by_id),
        corrected_at=revision.kept_at,
        corrected_by=_name(session, revision.kept_by_id),
    )


def _version(
    session: Session, form: ObservationForm, evidence: tuple[ApprovedEvidence, ...]
) -> Version:
    outcomes = session.scalars(
        select(Outcome.wording).where(Outcome.id.in_(form.outcome_ids)).order_by(Outcome.id)
    )
    statements = session.scalars(
        select(FrameworkStatement)
        .where(FrameworkStatement.id.in_(form.statement_ids))
        .order_by(FrameworkStatement.framework_id, FrameworkStatement.position)
    )
    return Version(
        form=form,
        observer=form.observer_name or _name(session, form.observer_id),
        plan=session.scalar(select(Plan.activity).where(Plan.id == form.plan_id)) or "",
        outcomes=tuple(outcomes),
        evidence=evidence,
        statements=tuple(statement.said.title for statement in statements),
    )


def _name(session: Session, staff_id: int | None) -> str:
    return session.scalar(select(StaffMember.name).where(StaffMember.id == staff_id)) or ""


def _ids(given_up: GivenUpCorrection) -> list[tuple[str, int]]:
    return [
        (table, int(str(dict(columns)["id"])))
        for table, columns in given_up.added
        if "id" in dict(columns)
    ]


def _changes(row: Observation, *evidence_ids: int) -> Changes:
    pupils = [row.pupil_id]
    observation = Changes.of(Kind.OBSERVATION, row.id, pupils=pupils)
    return observation | Changes.of(Kind.EVIDENCE, *evidence_ids, pupils=pupils)
