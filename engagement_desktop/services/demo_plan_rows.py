"""What is aimed at and tried in the demo school: outcomes with their history, plans, provision."""

from __future__ import annotations

from datetime import time

from engagement_desktop.models.records import (
    Outcome,
    OutcomeEvent,
    OutcomeNeed,
    OutcomeStep,
    Plan,
    PlanArea,
    ProvisionChange,
)
from engagement_desktop.models.states import OutcomeEventKind, StepStatus
from engagement_desktop.services import outcomes, plans
from engagement_desktop.services.demo_content import DemoOutcome, DemoPupil
from engagement_desktop.services.demo_making import Making, PupilRows

_AFTER_SCHOOL = time(15, 50)


def write_outcomes(making: Making, told: DemoPupil, rows: PupilRows) -> None:
    """The outcomes of a pupil, with what happened to them."""
    days = making.days
    for position, outcome in enumerate(told.outcomes):
        rows.outcomes[outcome.key] = Outcome(
            pupil_id=rows.pupil.id,
            wording=outcome.wording,
            success=outcome.success,
            aspiration=outcome.aspiration,
            expected_by=days.ahead(outcome.expected_in_days),
            set_on=days.ago(outcome.set_ago),
            reviewed_on=days.ago(outcome.reviewed_ago) if outcome.reviewed_ago else None,
            position=position,
            needs=[OutcomeNeed(area_of_need=need) for need in outcome.needs],
            steps=[
                OutcomeStep(
                    wording=step.wording,
                    status=step.status,
                    status_on=days.ago(step.ago),
                    position=number,
                )
                for number, step in enumerate(outcome.steps)
            ],
        )
    making.session.add_all(rows.outcomes.values())
    making.session.flush()
    for told_one in told.outcomes:
        _outcome_events(making, told_one, rows.outcomes[told_one.key])


def _outcome_events(making: Making, told: DemoOutcome, row: Outcome) -> None:
    """What happened to an outcome so far, by the class teacher, and how it can be found."""
    kinds = OutcomeEventKind
    happened: list[tuple[int, OutcomeEventKind, str, StepStatus | None]] = [
        (told.set_ago, kinds.SET, "", None)
    ]
    happened += [(told.set_ago, kinds.STEP_ADDED, step.wording, None) for step in told.steps]
    happened += [
        (step.ago, kinds.STEP_STATUS, step.wording, step.status)
        for step in told.steps
        if step.status is not StepStatus.IN_PROGRESS
    ]
    if told.reviewed_ago:
        happened.append((told.reviewed_ago, kinds.LOOKED_AT, "", None))
    making.session.add_all(
        OutcomeEvent(
            outcome_id=row.id,
            kind=kind,
            words=words,
            status=status,
            at=making.days.at(ago, _AFTER_SCHOOL),
            by_id=making.staff["jo"].id,
        )
        for ago, kind, words, status in sorted(happened, key=lambda each: -each[0])
    )
    outcomes.index(making.session, row)


def write_plans(making: Making, told: DemoPupil, rows: PupilRows) -> None:
    """The plans of a pupil, and the changes of provision."""
    days = making.days
    for plan in told.plans:
        reviewed = days.ago(plan.review_ago) if plan.review_ago else None
        rows.plans[plan.key] = Plan(
            pupil_id=rows.pupil.id,
            activity=plan.activity,
            why_activity=plan.why,
            why_note=plan.why_note,
            provision=plan.provision,
            success_criteria=plan.success_criteria,
            who_and_when=plan.who_and_when,
            from_on=days.ago(plan.from_ago),
            review_on=reviewed or (days.ahead(plan.review_in_days or 0)),
            reviewed_on=reviewed,
            what_worked=plan.what_worked,
            build_on=plan.build_on,
            next_action=plan.next,
            next_action_note=plan.next_note,
            created_at=days.at(plan.from_ago, _AFTER_SCHOOL),
            areas=[PlanArea(area=area) for area in plan.areas],
            outcomes=[rows.outcomes[key] for key in plan.outcomes],
        )
    making.session.add_all(rows.plans.values())
    changes = [
        ProvisionChange(
            pupil_id=rows.pupil.id,
            what=change.what,
            from_on=days.ago(change.from_ago),
            until_on=days.ago(change.until_ago) if change.until_ago else None,
            effect=change.effect,
        )
        for change in told.provision
    ]
    making.session.add_all(changes)
    making.session.flush()
    for plan_row in rows.plans.values():
        plans.index(making.session, plan_row)
    for change_row in changes:
        plans.index_provision(making.session, change_row)
