"""What happened to an outcome and its steps, with the words as they were then (5.3).

What is taken back by the same person on the same day leaves no trace: it was a wrong click.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from engagement_desktop.models.records import Outcome, OutcomeEvent, OutcomeStep
from engagement_desktop.models.states import OutcomeEventKind, StepStatus
from engagement_desktop.services.staff_names import StaffNames
from engagement_desktop.services.workspace import Workspace

_ENDS = (OutcomeEventKind.ACHIEVED, OutcomeEventKind.CLOSED)
"""How an outcome comes to be worked towards no longer."""


@dataclass(frozen=True)
class EventView:
    """One thing that happened: what, to which words, on which day, by whom."""

    kind: OutcomeEventKind
    words: str
    status: StepStatus | None
    on: date
    by: str


def histories(session: Session, pupil_id: int) -> dict[int, tuple[EventView, ...]]:
    """What happened to each outcome of a pupil, the latest first."""
    names = StaffNames(session)
    found: dict[int, list[EventView]] = {}
    rows = session.scalars(
        select(OutcomeEvent)
        .join(Outcome, Outcome.id == OutcomeEvent.outcome_id)
        .where(Outcome.pupil_id == pupil_id)
        .order_by(OutcomeEvent.at.desc(), OutcomeEvent.id.desc())
    )
    for row in rows:
        found.setdefault(row.outcome_id, []).append(
            EventView(
                row.kind, row.words, row.status, row.at.astimezone().date(), names.of(row.by_id)
            )
        )
    return {outcome_id: tuple(events) for outcome_id, events in found.items()}


def happened(
    session: Session, work: Workspace, outcome: Outcome, kind: OutcomeEventKind, words: str = ""
) -> None:
    """Something happened to the outcome, or to a step of these words."""
    wrong_click = _taken_back_by(session, work, outcome, kind)
    if wrong_click is not None:
        session.delete(wrong_click)
    elif kind is not OutcomeEventKind.LOOKED_AT or not _mine_today(
        session, work, outcome, kind, words
    ):
        _add(session, work, outcome, kind, words)


def achieved_on(events: Sequence[EventView]) -> date | None:
    """The day on which an outcome was achieved, if that is how it stands; `events` latest first."""
    kinds = (*_ENDS, OutcomeEventKind.TAKEN_UP_AGAIN)
    latest = next((event for event in events if event.kind in kinds), None)
    return latest.on if latest and latest.kind is OutcomeEventKind.ACHIEVED else None


def taken_back(session: Session, work: Workspace, outcome: Outcome, kind: OutcomeEventKind) -> None:
    """What happened to the outcome today did not."""
    mine = _mine_today(session, work, outcome, kind, "")
    if mine is not None:
        session.delete(mine)


def step_stands(session: Session, work: Workspace, outcome: Outcome, step: OutcomeStep) -> None:
    """A step stands otherwise than it did."""
    kind = OutcomeEventKind.STEP_STATUS
    wrong_click = _mine_today(session, work, outcome, kind, step.wording)
    if wrong_click is not None:
        session.delete(wrong_click)
        session.flush()
        if _stood_last(session, outcome, step.wording) is step.status:
            return
    _add(session, work, outcome, kind, step.wording, step.status)


def _stood_last(session: Session, outcome: Outcome, words: str) -> StepStatus:
    found = session.scalar(
        select(OutcomeEvent.status)
        .where(
            OutcomeEvent.outcome_id == outcome.id,
            OutcomeEvent.kind == OutcomeEventKind.STEP_STATUS,
            OutcomeEvent.words == words,
        )
        .order_by(OutcomeEvent.id.desc())
        .limit(1)
    )
    return found or StepStatus.IN_PROGRESS


def _taken_back_by(
    session: Session, work: Workspace, outcome: Outcome, kind: OutcomeEventKind
) -> OutcomeEvent | None:
    """What this person did today and takes back by this, so that all is as it was before."""
    if kind is OutcomeEventKind.TAKEN_UP_AGAIN:
        ends = (_mine_today(session, work, outcome, each, "") for each in _ENDS)
        return max((event for event in ends if event), key=lambda event: event.id, default=None)
    if kind not in _ENDS:
        return None
    again = _mine_today(session, work, outcome, OutcomeEventKind.TAKEN_UP_AGAIN, "")
    if again is None:
        return None
    ended_as = session.scalar(
        select(OutcomeEvent.kind)
        .where(
            OutcomeEvent.outcome_id == outcome.id,
            OutcomeEvent.kind.in_(_ENDS),
            OutcomeEvent.id < again.id,
        )
        .order_by(OutcomeEvent.id.desc())
        .limit(1)
    )
    return again if ended_as is kind else None


def _mine_today(
    session: Session, work: Workspace, outcome: Outcome, kind: OutcomeEventKind, words: str
) -> OutcomeEvent | None:
    event = session.scalar(
        select(OutcomeEvent)
        .where(
            OutcomeEvent.outcome_id == outcome.id,
            OutcomeEvent.kind == kind,
            OutcomeEvent.words == words,
            OutcomeEvent.by_id == work.staff_id,
        )
        .order_by(OutcomeEvent.id.desc())
        .limit(1)
    )
    today = work.today()
    return event if event and event.at.astimezone().date() == today else None


def _add(
    session: Session,
    work: Workspace,
    outcome: Outcome,
    kind: OutcomeEventKind,
    words: str,
    status: StepStatus | None = None,
) -> None:
    session.add(
        OutcomeEvent(
            outcome_id=outcome.id,
            kind=kind,
            words=words,
            status=status,
            at=work.now(),
            by_id=work.staff_id,
        )
    )
