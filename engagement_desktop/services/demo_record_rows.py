"""Turns the whole record of the demo pupils into rows; `demo_rows` writes what it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from engagement_desktop.models import judging
from engagement_desktop.models.records import (
    CommunicationSign,
    Contact,
    Contribution,
    ContributionArea,
    Conversation,
    ConversationTarget,
    Interest,
    Judgement,
    JudgementObservation,
    Moderation,
    ModerationMeeting,
    ModerationObservation,
    ModerationView,
    Observation,
    Pupil,
    Term,
)
from engagement_desktop.services import (
    around_pupil,
    contributions,
    conversations,
    judgements,
    moderation,
)
from engagement_desktop.services.demo_days import DemoDays
from engagement_desktop.services.demo_making import Making, PupilRows
from engagement_desktop.services.demo_record import (
    DemoConversation,
    DemoJudgement,
    DemoMeeting,
    DemoModeration,
    DemoRecord,
)

_AFTER_SCHOOL = time(15, 45)
_A_LITTLE_LATER = timedelta(days=2, hours=5)


def write_meetings(
    session: Session, days: DemoDays, told: tuple[DemoMeeting, ...]
) -> dict[str, ModerationMeeting]:
    """The moderation meetings, by their keys."""
    rows = {
        meeting.key: ModerationMeeting(
            held_on=days.ago(meeting.ago),
            who_took_part=meeting.who_took_part,
            with_school=meeting.with_school,
            learnt=meeting.learnt,
        )
        for meeting in told
    }
    session.add_all(rows.values())
    session.flush()
    return rows


def write_record(making: Making, told: DemoRecord, rows: PupilRows) -> None:
    """Everything of one pupil; `rows` are those that are written already."""
    pupil, observations = rows.pupil, rows.observations
    _around(making, pupil, told)
    _contributions(making, pupil, told)
    for conversation in told.conversations:
        _conversation(making, pupil, conversation)
    _judgements(making, pupil, observations, told.judgements)
    for put_up in told.moderations:
        _moderation(making, pupil, observations, put_up)


def _around(making: Making, pupil: Pupil, told: DemoRecord) -> None:
    session = making.session
    for position, who in enumerate(told.contacts):
        session.add(
            Contact(
                pupil_id=pupil.id,
                kind=who.kind,
                name=who.name,
                who_they_are=who.who,
                reach=who.reach,
                note=who.note,
                position=position,
            )
        )
    for position, sign in enumerate(told.signs):
        session.add(
            CommunicationSign(
                pupil_id=pupil.id,
                what_pupil_does=sign.does,
                what_it_means=sign.means,
                how_to_answer=sign.answer,
                position=position,
            )
        )
    for position, love in enumerate(told.loves):
        session.add(
            Interest(
                pupil_id=pupil.id,
                activity=love.activity,
                what_it_looks_like=love.looks_like,
                position=position,
            )
        )
    session.flush()
    around_pupil.index(session, pupil.id)


def _contributions(making: Making, pupil: Pupil, told: DemoRecord) -> None:
    for told_one in told.contributions:
        row = Contribution(
            pupil_id=pupil.id,
            kind=told_one.kind,
            told_on=making.days.ago(told_one.ago),
            told_by=told_one.by,
            knows_pupil=told_one.knows,
            words=told_one.words,
            written_by_id=making.staff["jo"].id,
            updated_at=making.days.at(told_one.ago, _AFTER_SCHOOL),
            areas=[ContributionArea(area=area) for area in told_one.areas],
        )
        making.session.add(row)
        making.session.flush()
        contributions.index(making.session, row)


def _conversation(making: Making, pupil: Pupil, told: DemoConversation) -> None:
    row = Conversation(
        pupil_id=pupil.id,
        held_on=making.days.ago(told.ago),
        with_whom=told.with_whom,
        led_by=told.led_by,
        how=told.how,
        aspirations=told.aspirations,
        home_sees=told.home_sees,
        concerns=told.concerns,
        school_told=told.told,
        next_on=making.days.ahead(told.next_in_days) if told.next_in_days else None,
        written_by_id=making.staff["jo"].id,
        updated_at=making.days.at(told.ago, _AFTER_SCHOOL),
        targets=[
            ConversationTarget(
                wording=target.wording,
                home_does=target.home,
                school_does=target.school,
                came_of_it=target.came_of_it,
                position=position,
            )
            for position, target in enumerate(told.targets)
        ],
    )
    making.session.add(row)
    making.session.flush()
    conversations.index(making.session, row)


def _judgements(
    making: Making,
    pupil: Pupil,
    observations: Mapping[str, Observation],
    told: tuple[DemoJudgement, ...],
) -> None:
    """Where two of an area would fall into one term, seen from the day of making, the later one."""
    terms = making.session.scalars(select(Term)).all()
    rows = {}
    for judged in told:
        rests_on = [observations[key] for key in judged.rests_on]
        last = max(observation.occurred_at for observation in rests_on)
        term = judging.term_at(terms, last.astimezone().date())
        assert term is not None
        rows[judged.area, term.id] = Judgement(
            pupil_id=pupil.id,
            area=judged.area,
            term_id=term.id,
            how_established=judged.how,
            what_this_shows=judged.shows,
            words=judged.words,
            not_yet_seen=judged.not_yet,
            made_at=min(last + _A_LITTLE_LATER, making.now),
            made_by_id=making.staff[judged.by].id,
            rests_on=[JudgementObservation(observation_id=each.id) for each in rests_on],
        )
    making.session.add_all(rows.values())
    making.session.flush()
    for row in rows.values():
        judgements.index(making.session, row)


def _moderation(
    making: Making,
    pupil: Pupil,
    observations: Mapping[str, Observation],
    told: DemoModeration,
) -> None:
    days, staff, agreed = making.days, making.staff, told.agreement
    row = Moderation(
        pupil_id=pupil.id,
        meeting_id=making.meetings[told.meeting].id if told.meeting else None,
        area=told.area,
        question=told.question,
        put_up_at=days.at(told.ago, _AFTER_SCHOOL),
        put_up_by_id=staff[told.by].id,
        first_established=told.how,
        first_view=told.first_view,
        sample=[ModerationObservation(observation_id=observations[key].id) for key in told.sample],
        views=[
            ModerationView(
                by_id=staff[view.by].id,
                how_established=view.how,
                words=view.words,
                written_at=days.at(max(told.ago - 2, 1), _AFTER_SCHOOL),
            )
            for view in told.views
        ],
    )
    if agreed is not None:
        row.agreed, row.why, row.actions = agreed.agreed, agreed.why, agreed.actions
        row.who_took_part, row.agreed_established = agreed.who_took_part, agreed.how
        row.agreed_on = days.ago(agreed.ago)
    making.session.add(row)
    making.session.flush()
    if agreed is not None:
        moderation.index(making.session, row)
