"""Between an observation's rows and its form; `observations` opens the unit of work around it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import and_, select
from sqlalchemy.orm import Session, selectinload

from engagement_desktop.errors import AppError
from engagement_desktop.models.areas import Area
from engagement_desktop.models.records import (
    AreaResponse,
    FrameworkStatement,
    Observation,
    ObservationContext,
    ObservationRevision,
    Outcome,
    ResponseCheck,
    ResponseSubtle,
    ResponseSupport,
)
from engagement_desktop.models.states import CheckQuestion, ObservationStatus
from engagement_desktop.services.changes import Kind
from engagement_desktop.services.observation_views import (
    ApprovedEvidence,
    CheckForm,
    ContextItem,
    ObservationForm,
    ResponseForm,
)
from engagement_desktop.storage import search

_PLAIN_FIELDS = (
    "occurred_at",
    "minutes",
    "activity",
    "why_activity",
    "place",
    "adults",
    "provision",
    "provision_effect",
    "observer_id",
    "observer_name",
    "who_observed",
    "knows_pupil",
    "narrative",
    "plan_id",
    "next_action",
    "next_action_note",
)
_RESPONSE_FIELDS = (
    "what_pupil_did",
    "how_established",
    "what_this_shows",
    "consistency",
    "confidence",
)
WHOLE = (
    selectinload(Observation.responses).selectinload(AreaResponse.support),
    selectinload(Observation.responses).selectinload(AreaResponse.subtle_responses),
    selectinload(Observation.responses).selectinload(AreaResponse.checks),
    selectinload(Observation.context),
    selectinload(Observation.outcomes),
    selectinload(Observation.statements),
)
"""Loads everything that a form holds, in one query for each table."""
OWN_RESPONSES = and_(
    AreaResponse.observation_id == Observation.id,
    AreaResponse.of_pupil_id == Observation.pupil_id,
)
"""Joins the responses of a pupil's observations, so that the index by pupil answers."""


def observation_row(session: Session, observation_id: int) -> Observation:
    """The observation with everything its form holds.

    Raises:
        AppError: it is no longer there.
    """
    found = session.get(Observation, observation_id, options=WHOLE)
    if found is None:
        raise AppError(
            "This observation is no longer in the school’s file.",
            to_do="Please go back to the list and choose another.",
        )
    return found


def form_of(row: Observation) -> ObservationForm:
    """The form as it stands in the file; areas and questions in the guidance's order."""
    responses = {response.area: response for response in row.responses}
    return ObservationForm(
        **{name: getattr(row, name) for name in _PLAIN_FIELDS},
        context=tuple(ContextItem(item.kind, item.text) for item in row.context),
        responses=tuple(_response_form(responses[area]) for area in Area if area in responses),
        outcome_ids=tuple(sorted(outcome.id for outcome in row.outcomes)),
        statement_ids=tuple(sorted(statement.id for statement in row.statements)),
    )


def _response_form(row: AreaResponse) -> ResponseForm:
    checks = {check.question: check for check in row.checks}
    return ResponseForm(
        area=row.area,
        **{name: getattr(row, name) for name in _RESPONSE_FIELDS},
        support=tuple(sorted(support.word for support in row.support)),
        subtle_responses=tuple(sorted(subtle.word for subtle in row.subtle_responses)),
        checks=tuple(
            CheckForm(question, checks[question].answer, checks[question].note)
            for question in CheckQuestion
            if question in checks
        ),
    )


def tidy(form: ObservationForm) -> ObservationForm:
    """The form as the file would hold it: in the guidance's order, without what is empty.

    Texts stay as typed, but for what no text can hold (NULs, halves of characters).
    """
    responses = {response.area: response for response in form.responses}
    return ObservationForm(
        **{name: _clean(getattr(form, name)) for name in _PLAIN_FIELDS},
        context=tuple(
            ContextItem(item.kind, _clean(item.text.strip()))
            for item in form.context
            if item.text.strip()
        ),
        responses=tuple(
            tidied
            for area in Area
            if area in responses and not (tidied := _tidy_response(responses[area])).is_empty
        ),
        outcome_ids=tuple(sorted(set(form.outcome_ids))),
        statement_ids=tuple(sorted(set(form.statement_ids))),
    )


def _clean(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    # Qt's texts are UTF-16 and may hold half a character, which the file cannot
    return value.replace("\0", "").encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _tidy_response(form: ResponseForm) -> ResponseForm:
    checks = {
        check.question: replace(check, note=_clean(check.note))
        for check in form.checks
        if check.answer or check.note
    }
    return ResponseForm(
        area=form.area,
        **{name: _clean(getattr(form, name)) for name in _RESPONSE_FIELDS},
        support=tuple(sorted(set(form.support))),
        subtle_responses=tuple(sorted(set(form.subtle_responses))),
        checks=tuple(checks[question] for question in CheckQuestion if question in checks),
    )


def apply(session: Session, row: Observation, form: ObservationForm) -> None:
    """Write a tidied form into the rows. Outcomes of other pupils are left out."""
    for name in _PLAIN_FIELDS:
        setattr(row, name, getattr(form, name))
    if tuple(ContextItem(item.kind, item.text) for item in row.context) != form.context:
        row.context = [ObservationContext(kind=item.kind, text=item.text) for item in form.context]
    if {outcome.id for outcome in row.outcomes} != set(form.outcome_ids):
        row.outcomes = list(
            session.scalars(
                select(Outcome).where(
                    Outcome.id.in_(form.outcome_ids), Outcome.pupil_id == row.pupil_id
                )
            )
        )
    if {statement.id for statement in row.statements} != set(form.statement_ids):
        row.statements = list(
            session.scalars(
                select(FrameworkStatement).where(FrameworkStatement.id.in_(form.statement_ids))
            )
        )
    wanted = {response.area: response for response in form.responses}
    row.responses = [response for response in row.responses if response.area in wanted]
    existing = {response.area: response for response in row.responses}
    for area, response in wanted.items():
        target = existing.get(area)
        if target is None:
            target = AreaResponse(area=area)
            row.responses.append(target)
        _apply_response(target, response)


def _apply_response(row: AreaResponse, form: ResponseForm) -> None:
    for name in _RESPONSE_FIELDS:
        setattr(row, name, getattr(form, name))
    support = {item.word: item for item in row.support}
    row.support = [support.get(word) or ResponseSupport(word=word) for word in form.support]
    subtle = {item.word: item for item in row.subtle_responses}
    row.subtle_responses = [
        subtle.get(word) or ResponseSubtle(word=word) for word in form.subtle_responses
    ]
    checks = {check.question: check for check in row.checks}
    kept = []
    for check in form.checks:
        target = checks.get(check.question) or ResponseCheck(question=check.question)
        target.answer, target.note = check.answer, check.note
        kept.append(target)
    row.checks = kept


def text_for_search(form: ObservationForm) -> str:
    """Every text of the form that somebody may look for, one to a line."""
    parts = [form.activity, form.place, form.adults, form.narrative, form.provision]
    parts += [form.provision_effect, form.next_action_note, form.observer_name, form.knows_pupil]
    parts += [item.text for item in form.context]
    for response in form.responses:
        parts.append(response.what_pupil_did)
        parts += [check.note for check in response.checks]
    return "\n".join(part for part in parts if part)


@dataclass(frozen=True)
class Approved:
    """An observation as it was approved: what a revision keeps.

    `evidence` is None where a release before this one kept it, which left evidence out.
    """

    form: ObservationForm
    approved_at: datetime | None
    approved_by_id: int | None
    evidence: tuple[ApprovedEvidence, ...] | None = None


_APPROVED_JSON = TypeAdapter(Approved)


def approved_to_json(row: Observation) -> str:
    """An approved observation as a revision keeps it: all it says, when and by whom approved."""
    kept = Approved(form_of(row), row.approved_at, row.approved_by_id, evidence_of(row))
    return _APPROVED_JSON.dump_json(kept).decode()


def approved(kept: str) -> Approved:
    """What a revision keeps, its times in UTC as the file gives them."""
    found = _APPROVED_JSON.validate_json(kept)
    form = replace(found.form, occurred_at=found.form.occurred_at.astimezone(UTC))
    return replace(found, form=form)


def evidence_of(row: Observation) -> tuple[ApprovedEvidence, ...]:
    """What is said of the evidence that the observation has now."""
    return tuple(
        ApprovedEvidence(each.id, each.kind, each.original_name, each.caption, each.taken_at)
        for each in row.evidence
    )


def index(session: Session, row: Observation) -> None:
    """Bring the search index in step with the observation."""
    words = [text_for_search(form_of(row))]
    words += [statement.said.title for statement in row.statements]
    search.put(session, Kind.OBSERVATION, row.id, row.pupil_id, "\n".join(words))


def latest_revision(session: Session, observation_id: int) -> ObservationRevision | None:
    """The text kept before the latest correction, if there was one."""
    return session.scalars(
        select(ObservationRevision)
        .where(ObservationRevision.observation_id == observation_id)
        .order_by(ObservationRevision.id.desc())
        .limit(1)
    ).first()


def reapprove(session: Session, row: Observation, revision: ObservationRevision) -> None:
    """Let text and approval of a revision stand again, as though nobody had begun to correct."""
    earlier = approved(revision.earlier)
    apply(session, row, earlier.form)
    row.status = ObservationStatus.APPROVED
    row.approved_at, row.approved_by_id = earlier.approved_at, earlier.approved_by_id
    session.delete(revision)


def still_open(row: Observation) -> None:
    """Refuse, in words, to write into an approved observation."""
    if row.status is ObservationStatus.APPROVED:
        raise AppError(
            "This observation is approved.",
            safe="Its text is kept as it was approved.",
            to_do="To change it, choose “Correct” first.",
        )
