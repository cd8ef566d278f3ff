"""Observations: begin, autosave, hand on, approve, correct, delete with undo, list.

A draft is written as it is typed: each autosave is one committed unit of work, so what was
acknowledged is in the encrypted file whatever happens to the window.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from engagement_desktop.errors import FieldProblem, InvalidInput
from engagement_desktop.models.areas import Area
from engagement_desktop.models.records import (
    AreaResponse,
    Evidence,
    Observation,
    ObservationRevision,
    Pupil,
    StaffMember,
)
from engagement_desktop.models.roles import Act
from engagement_desktop.models.states import EvidenceKind, ObservationStatus
from engagement_desktop.services import observation_rows as rows
from engagement_desktop.services import (
    plan_observations,
    pupil_rows,
    revised_evidence,
    templates,
)
from engagement_desktop.services.changes import Changes, Kind, Saved
from engagement_desktop.services.evidence_views import evidence_views
from engagement_desktop.services.observation_check import check
from engagement_desktop.services.observation_memory import prefilled
from engagement_desktop.services.observation_views import (
    AreaMarkView,
    DraftSaved,
    ObservationForm,
    ObservationLine,
    ObservationView,
    WhenFrom,
)
from engagement_desktop.services.workspace import Workspace

_OPENING = 160


def list_observations(work: Workspace, pupil_id: int) -> tuple[ObservationLine, ...]:
    """All observations of a pupil, the latest first, in four queries however many there are."""
    kinds = (
        select(
            Evidence.observation_id,
            func.sum(case((Evidence.kind == EvidenceKind.VIDEO, 1), else_=0)),
            func.sum(case((Evidence.kind == EvidenceKind.PHOTO, 1), else_=0)),
            func.count(),
            func.min(case((Evidence.poster.is_not(None), Evidence.id))),
        )
        .where(Evidence.pupil_id == pupil_id, Evidence.observation_id.is_not(None))
        .group_by(Evidence.observation_id)
    )
    responses = select(
        AreaResponse.observation_id,
        AreaResponse.area,
        AreaResponse.how_established,
        func.substr(AreaResponse.what_pupil_did, 1, _OPENING),
    ).where(AreaResponse.of_pupil_id == pupil_id)
    observations = (
        select(
            Observation.id,
            Observation.occurred_at,
            Observation.status,
            func.substr(Observation.activity, 1, _OPENING),
            func.substr(Observation.place, 1, _OPENING),
            func.coalesce(func.nullif(Observation.observer_name, ""), StaffMember.name, ""),
        )
        .outerjoin(StaffMember, StaffMember.id == Observation.observer_id)
        .where(Observation.pupil_id == pupil_id)
        .order_by(Observation.occurred_at.desc(), Observation.id.desc())
    )
    with work.database.read() as session:
        found = session.execute(observations).all()
        by_area: dict[int, dict[Area, tuple[str | None, str]]] = {}
        for observation_id, area, established, opening in session.execute(responses):
            by_area.setdefault(observation_id, {})[area] = (established, opening)
        evidence = {row[0]: row[1:] for row in session.execute(kinds)}
        untold = [
            row.id
            for row in found
            if not any(opening.strip() for _, opening in by_area.get(row.id, {}).values())
        ]
        narratives = _narratives(session, untold) if untold else {}
    lines = []
    for observation_id, occurred_at, status, activity, place, observer in found:
        areas = by_area.get(observation_id, {})
        clips, photos, every, poster_id = evidence.get(observation_id, (0, 0, 0, None))
        texts = [areas[area][1] for area in Area if area in areas]
        texts.append(narratives.get(observation_id, ""))
        lines.append(
            ObservationLine(
                id=observation_id,
                occurred_at=occurred_at,
                status=status,
                activity=activity,
                place=place,
                observer=observer,
                opening=next((text for text in texts if text.strip()), ""),
                areas=tuple(AreaMarkView(area, areas[area][0]) for area in Area if area in areas),
                clips=clips,
                photos=photos,
                others=every - clips - photos,
                poster_id=poster_id,
            )
        )
    return tuple(lines)


def _narratives(session: Session, observation_ids: list[int]) -> dict[int, str]:
    """How the narratives begin of observations in which no response tells what was seen."""
    query = select(Observation.id, func.substr(Observation.narrative, 1, _OPENING))
    found = session.execute(query.where(Observation.id.in_(observation_ids)))
    return dict(found.all())


def observation(work: Workspace, observation_id: int) -> ObservationView:
    """One observation, whole, with its evidence and their markers (contents stay in the file)."""
    with work.database.read() as session:
        return observation_view(work, session, rows.observation_row(session, observation_id))


def posters(work: Workspace, evidence_ids: Sequence[int]) -> dict[int, bytes]:
    """The posters (small JPEGs) of these pieces of evidence, by id; those without one left out."""
    with work.database.read() as session:
        found = session.execute(
            select(Evidence.id, Evidence.poster).where(
                Evidence.id.in_(evidence_ids), Evidence.poster.is_not(None)
            )
        )
        return {number: poster for number, poster in found if poster}


def new_observation(
    work: Workspace, pupil_id: int, template_id: int | None = None, plan_id: int | None = None
) -> Saved[ObservationView]:
    """Begin a draft for this pupil, now, with what still stands from earlier filled in, and what a
    template or the plan that it is made against says.

    Raises:
        AppError: the pupil, the template or the plan is no longer there.
    """
    now = work.now()
    with work.writing(Act.OBSERVE) as session:
        pupil_rows.check_there(session, pupil_id)
        form = prefilled(session, pupil_id, work.staff_id, now)
        form = plan_observations.begun_for(session, form, plan_id)
        form = rows.tidy(templates.fill(session, form, template_id))
        row = Observation(
            pupil_id=pupil_id,
            status=ObservationStatus.DRAFT,
            occurred_at=now,
            written_by_id=work.staff_id,
            created_at=now,
            updated_at=now,
        )
        session.add(row)
        session.flush()
        rows.apply(session, row, form)
        templates.note_use(session, row, template_id)
        session.flush()
        view = observation_view(work, session, rows.observation_row(session, row.id))
    return Saved(view, Changes.of(Kind.OBSERVATION, view.id, pupils=[pupil_id]))


def autosave(work: Workspace, observation_id: int, form: ObservationForm) -> Saved[DraftSaved]:
    """Write what is typed. A field that cannot be kept as it is keeps what it held before.

    Returns when it was saved and the problems of `check`; the problem fields' earlier values
    stand in the file, all the rest is written.

    Raises:
        AppError: the observation is approved (it must be opened for correction first) or gone.
    """
    now = work.now()
    with work.writing(Act.OBSERVE) as session:
        row = rows.observation_row(session, observation_id)
        rows.still_open(row)
        before = rows.form_of(row)
        problems = check(form, now)
        fitting = _keepable(form, before, problems, row)
        changed = fitting != before
        if changed:
            _write(session, row, fitting, now)
        pupil_id = row.pupil_id
    changes = Changes.of(Kind.OBSERVATION, observation_id, pupils=[pupil_id])
    return Saved(DraftSaved(observation_id, now, problems), changes if changed else Changes())


def submit_for_approval(
    work: Workspace, observation_id: int, form: ObservationForm | None = None
) -> Saved[ObservationView]:
    """Hand a draft to the teacher, with what is typed in `form` written first.

    Raises:
        InvalidInput: a field cannot stand as it is, or nothing has been written yet.
    """
    return _move_on(work, observation_id, form, ObservationStatus.FOR_APPROVAL)


def approve(
    work: Workspace, observation_id: int, form: ObservationForm | None = None
) -> Saved[ObservationView]:
    """Approve an observation: the teacher is responsible for it (4.3).

    Raises:
        InvalidInput: a field cannot stand as it is, or nothing has been written yet.
        NotAllowed: whoever is signed in does not approve observations.
    """
    return _move_on(work, observation_id, form, ObservationStatus.APPROVED)


def back_to_draft(work: Workspace, observation_id: int) -> Saved[ObservationView]:
    """Take an observation that waits for approval back to a draft."""
    with work.writing(Act.OBSERVE) as session:
        row = rows.observation_row(session, observation_id)
        rows.still_open(row)
        row.status = ObservationStatus.DRAFT
        row.updated_at = work.now()
        return saved_view(work, session, row)


def close_draft(work: Workspace, observation_id: int) -> Saved[bool]:
    """Tidy up after the editor: remove a draft in which nothing was ever written.

    A correction that changed nothing becomes the approved observation again. The value says
    whether anything was tidied.
    """
    nothing = Saved(False, Changes())
    with work.writing(Act.OBSERVE) as session:
        row = session.get(Observation, observation_id, options=rows.WHOLE)
        if row is None or row.status is not ObservationStatus.DRAFT:
            return nothing
        changes = Changes.of(Kind.OBSERVATION, observation_id, pupils=[row.pupil_id])
        revision = rows.latest_revision(session, observation_id)
        if revision is not None:
            if revised_evidence.differs(session, row, revision):
                return nothing
            rows.reapprove(session, row, revision)
            return Saved(True, changes)
        has_evidence = session.scalar(
            select(func.count()).where(Evidence.observation_id == observation_id)
        )
        begun_on_purpose = row.activity_ref is not None  # for a pupil who took part, too
        if row.updated_at != row.created_at or has_evidence or begun_on_purpose:
            return nothing
        session.delete(row)
        return Saved(True, changes)


def _move_on(
    work: Workspace,
    observation_id: int,
    form: ObservationForm | None,
    status: ObservationStatus,
) -> Saved[ObservationView]:
    now = work.now()
    act = Act.APPROVE if status is ObservationStatus.APPROVED else Act.OBSERVE
    with work.writing(act) as session:
        row = rows.observation_row(session, observation_id)
        rows.still_open(row)
        before = rows.form_of(row)
        wanted = before if form is None else _keepable(form, before, (), row)
        blocking = [problem for problem in check(wanted, now) if problem.blocks]
        if not _says_something(wanted):
            blocking.append(
                FieldProblem("activity", "Please write what happened: the activity, or a sentence.")
            )
        if blocking:
            raise InvalidInput(tuple(blocking))
        if wanted != before:
            _write(session, row, wanted, now)
        row.status = status
        row.updated_at = now
        if status is ObservationStatus.APPROVED:
            row.approved_at, row.approved_by_id = now, work.staff_id
        return saved_view(work, session, row)


def _says_something(form: ObservationForm) -> bool:
    return bool(form.activity.strip() or form.narrative.strip() or form.responses)


def _keepable(
    form: ObservationForm,
    before: ObservationForm,
    problems: Sequence[FieldProblem],
    row: Observation,
) -> ObservationForm:
    """The tidied form, with the earlier value in each field that cannot be kept."""
    for problem in problems:
        if problem.blocks:
            form = replace(form, **{problem.field: getattr(before, problem.field)})
    if form.occurred_at == row.created_at:
        # nobody has said when it was, so a time that a clip has meanwhile given stands
        form = replace(form, occurred_at=before.occurred_at)
    return rows.tidy(form)


def _write(session: Session, row: Observation, form: ObservationForm, now: datetime) -> None:
    rows.apply(session, row, form)
    row.updated_at = now
    session.flush()
    rows.index(session, row)


def saved_view(work: Workspace, session: Session, row: Observation) -> Saved[ObservationView]:
    """The view of an observation just written, with what changed."""
    session.flush()
    return Saved(
        observation_view(work, session, row),
        Changes.of(Kind.OBSERVATION, row.id, pupils=[row.pupil_id]),
    )


def observation_view(work: Workspace, session: Session, row: Observation) -> ObservationView:
    """An observation as the editor shows it, read within somebody's unit of work."""
    signed = [row.approved_by_id or 0, row.written_by_id or 0]
    staff = session.scalars(select(StaffMember).where(StaffMember.id.in_(signed)))
    names = {member.id: member.name for member in staff}
    evidence = evidence_views(session, Evidence.observation_id == row.id)
    taken = {item.taken_at for item in evidence}
    if row.occurred_at == row.created_at:
        when_from = WhenFrom.STARTED
    else:
        when_from = WhenFrom.CLIP if row.occurred_at in taken else WhenFrom.WRITTEN
    return ObservationView(
        id=row.id,
        pupil_id=row.pupil_id,
        pupil_name=session.scalar(select(Pupil.preferred_name).where(Pupil.id == row.pupil_id))
        or "",
        status=row.status,
        form=rows.form_of(row),
        when_from=when_from,
        evidence=evidence,
        updated_at=row.updated_at,
        approved_at=row.approved_at,
        approved_by=names.get(row.approved_by_id or 0, ""),
        written_by=names.get(row.written_by_id or 0, ""),
        corrections=session.scalar(
            select(func.count()).where(ObservationRevision.observation_id == row.id)
        )
        or 0,
        may_approve=work.may(Act.APPROVE),
        may_write=work.may(Act.OBSERVE),
        prompts=templates.prompts_of(session, row.id),
    )
