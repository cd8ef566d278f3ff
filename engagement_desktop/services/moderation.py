"""Moderation: one pupil at a time, a blind second view, then an agreed interpretation (4.8).

The first view never leaves this module for somebody who has not written their own yet: the views
returned here do not hold it.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload, selectinload

from engagement_desktop.errors import AppError, FieldProblem, InvalidInput
from engagement_desktop.models import moderating
from engagement_desktop.models.records import (
    Moderation,
    ModerationMeeting,
    ModerationObservation,
    ModerationView,
    Observation,
    Pupil,
)
from engagement_desktop.models.roles import Act
from engagement_desktop.models.states import ObservationStatus
from engagement_desktop.models.vocabularies import Words
from engagement_desktop.services import bin_rows
from engagement_desktop.services.changes import Changes, Kind, Saved
from engagement_desktop.services.moderation_samples import Sample, read_samples
from engagement_desktop.services.moderation_views import (
    AgreementForm,
    MeetingForm,
    MeetingView,
    ModerationLine,
    ModerationPage,
    OneView,
    PutUpForm,
    ViewForm,
)
from engagement_desktop.services.staff_names import StaffNames
from engagement_desktop.services.workspace import Workspace
from engagement_desktop.storage import search

_WHOLE = (
    selectinload(Moderation.views),
    selectinload(Moderation.sample),
    joinedload(Moderation.meeting),
)


def put_up(work: Workspace, pupil_id: int, form: PutUpForm) -> Saved[int]:
    """Put a sample of one pupil's observations up for a second view. The value is its id.

    Raises:
        InvalidInput: no area, no sample or no first view.
    """
    problems = []
    if form.area is None:
        problems.append(FieldProblem("area", "Please choose the area to look at."))
    if not form.observation_ids:
        problems.append(
            FieldProblem("observation_ids", "Please choose at least one observation to look at.")
        )
    if not form.first_view.strip():
        problems.append(
            FieldProblem("first_view", "Please write your own view first; it stays sealed.")
        )
    if problems:
        raise InvalidInput(tuple(problems))
    assert form.area is not None
    with work.writing(Act.RECORD) as session:
        sample = session.scalars(
            select(Observation.id)
            .where(
                Observation.id.in_(form.observation_ids),
                Observation.pupil_id == pupil_id,
                Observation.status == ObservationStatus.APPROVED,
            )
            .order_by(Observation.occurred_at)
        ).all()
        if len(sample) != len(set(form.observation_ids)):
            raise AppError(
                "One of the observations is no longer approved, or no longer there.",
                safe="What you wrote is still here.",
                to_do="Please choose the sample again.",
            )
        row = Moderation(
            pupil_id=pupil_id,
            meeting_id=form.meeting_id,
            area=form.area,
            question=form.question.strip(),
            put_up_at=work.now(),
            put_up_by_id=work.staff_id,
            first_established=form.how_established,
            first_view=form.first_view.strip(),
            sample=[ModerationObservation(observation_id=number) for number in sample],
        )
        session.add(row)
        session.flush()
        saved = row.id
    return Saved(saved, Changes.of(Kind.MODERATION, saved, pupils=[pupil_id]))


def write_view(work: Workspace, moderation_id: int, form: ViewForm) -> Saved[None]:
    """Write a second view; from then on the first is shown to its author, and it never changes.

    Raises:
        InvalidInput: it says nothing.
        AppError: this person put it up, has written already, or it is agreed.
    """
    if not form.words.strip():
        raise InvalidInput((FieldProblem("words", "Please write what the sample shows you."),))
    with work.writing(Act.MODERATE) as session:
        row = row_of(session, moderation_id)
        if not moderating.may_view(work.staff_id, row.put_up_by_id, _viewers(row), row.agreed_on):
            raise AppError(
                "A second view is written before the first has been seen, and once.",
                safe="What was written before stays as it is.",
            )
        row.views.append(
            ModerationView(
                by_id=work.staff_id,
                how_established=form.how_established,
                words=form.words.strip(),
                written_at=work.now(),
            )
        )
        changes = Changes.of(Kind.MODERATION, row.id, pupils=[row.pupil_id])
    return Saved(None, changes)


def agree(work: Workspace, moderation_id: int, form: AgreementForm) -> Saved[None]:
    """Write what was agreed, and why; it can be found by its words from then on.

    Raises:
        InvalidInput: no interpretation, no reason, or nobody took part.
        AppError: there is no second view yet, or it is agreed already.
    """
    asked = (
        ("agreed", form.agreed, "Please write the interpretation that you agree on."),
        ("why", form.why, "Please write why: what in the sample tells it."),
        ("who_took_part", form.who_took_part, "Please write who took part."),
    )
    problems = tuple(FieldProblem(name, words) for name, text, words in asked if not text.strip())
    if problems:
        raise InvalidInput(problems)
    with work.writing(Act.MODERATE) as session:
        row = row_of(session, moderation_id)
        if not moderating.may_agree(_viewers(row), row.agreed_on):
            raise AppError(
                "This cannot be agreed now: a second view comes first, and agreeing once."
            )
        row.agreed, row.why = form.agreed.strip(), form.why.strip()
        row.agreed_established = form.how_established
        row.actions, row.who_took_part = form.actions.strip(), form.who_took_part.strip()
        row.agreed_on = work.today()
        index(session, row)
        changes = Changes.of(Kind.MODERATION, row.id, pupils=[row.pupil_id])
    return Saved(None, changes)


def take_down(work: Workspace, moderation_id: int) -> Saved[int]:
    """Take back what was put up, into the bin, as long as nobody has written a second view."""
    with work.writing(Act.RECORD) as session:
        row = row_of(session, moderation_id)
        if row.views or row.agreed_on:
            raise AppError("A second view has been written, so this stays on record.")
        changes = Changes.of(Kind.MODERATION, row.id, pupils=[row.pupil_id])
        day = row.put_up_at.astimezone().date()
        entry = bin_rows.put(work, session, row, row.area.title, pupil_id=row.pupil_id, on_day=day)
    return Saved(entry, changes)


def list_moderations(work: Workspace, pupil_id: int | None = None) -> tuple[ModerationLine, ...]:
    """The moderations of a pupil, or of all: those not agreed first, then the latest."""
    words = work.words()
    with work.database.read() as session:
        return _lines(session, work, words, session.scalars(_listed(pupil_id)).all())


def waiting_for_view(work: Workspace) -> tuple[ModerationLine, ...]:
    """What waits for a second view of whoever is signed in, of any pupil; put up last, first."""
    if not work.may(Act.MODERATE):
        return ()
    words = work.words()
    with work.database.read() as session:
        rows = session.scalars(
            select(Moderation)
            .where(Moderation.agreed_on.is_(None))
            .order_by(Moderation.put_up_at.desc())
            .options(*_WHOLE)
        ).all()
        return tuple(line for line in _lines(session, work, words, rows) if line.mine_to_view)


def moderation_page(work: Workspace, moderation_id: int) -> ModerationPage:
    """One moderation, as far as the person signed in may see it.

    Raises:
        AppError: it was taken down.
    """
    with work.database.read() as session:
        return _pages(session, work, [row_of(session, moderation_id)])[0]


def moderation_pages(work: Workspace, pupil_id: int) -> tuple[ModerationPage, ...]:
    """Every moderation of a pupil, in the order of `list_moderations`, read together."""
    with work.database.read() as session:
        return _pages(session, work, session.scalars(_listed(pupil_id)).all())


def save_meeting(work: Workspace, meeting_id: int | None, form: MeetingForm) -> Saved[int]:
    """Write a meeting's record; with `meeting_id` None a new one. The value is its id.

    Raises:
        InvalidInput: nobody took part.
    """
    if not form.who_took_part.strip():
        raise InvalidInput((FieldProblem("who_took_part", "Please write who takes part."),))
    with work.writing(Act.MODERATE) as session:
        row = session.get(ModerationMeeting, meeting_id) if meeting_id else None
        if row is None:
            row = ModerationMeeting()
            session.add(row)
        row.held_on = form.held_on or work.today()
        row.who_took_part = form.who_took_part.strip()
        row.with_school, row.learnt = form.with_school.strip(), form.learnt.strip()
        session.flush()
        saved = row.id
    return Saved(saved, Changes.of(Kind.MODERATION_MEETING, saved))


def list_meetings(work: Workspace) -> tuple[MeetingView, ...]:
    """The meetings, the latest first."""
    words = work.words()
    with work.database.read() as session:
        meetings = session.scalars(
            select(ModerationMeeting).order_by(
                ModerationMeeting.held_on.desc(), ModerationMeeting.id.desc()
            )
        ).all()
        rows = session.scalars(
            select(Moderation)
            .where(Moderation.meeting_id.is_not(None))
            .order_by(Moderation.put_up_at)
            .options(*_WHOLE)
        ).all()
        of_meeting: dict[int | None, list[Moderation]] = {}
        for row in rows:
            of_meeting.setdefault(row.meeting_id, []).append(row)
        return tuple(
            MeetingView(
                meeting.id,
                MeetingForm(
                    meeting.held_on, meeting.who_took_part, meeting.with_school, meeting.learnt
                ),
                _lines(session, work, words, of_meeting.get(meeting.id, [])),
            )
            for meeting in meetings
        )


def index(session: Session, row: Moderation) -> None:
    """Let an agreed moderation be found by its words; what is sealed is never in the index."""
    words = "\n".join((row.question, row.agreed, row.why, row.actions))
    search.put(session, Kind.MODERATION, row.id, row.pupil_id, words)


def row_of(session: Session, moderation_id: int) -> Moderation:
    """A moderation with its views, sample and meeting.

    Raises:
        AppError: it was taken down.
    """
    row = session.get(Moderation, moderation_id, options=_WHOLE)
    if row is None:
        raise AppError(
            "This is no longer put up for moderation.", to_do="The page shows what is there now."
        )
    return row


def _listed(pupil_id: int | None) -> Select[Moderation]:
    """Of a pupil, or of all: those not agreed first, then the latest."""
    query = select(Moderation).options(*_WHOLE)
    if pupil_id is not None:
        query = query.where(Moderation.pupil_id == pupil_id)
    return query.order_by(Moderation.agreed_on.is_not(None), Moderation.put_up_at.desc())


def _viewers(row: Moderation) -> frozenset[int | None]:
    return frozenset(view.by_id for view in row.views)


def _lines(
    session: Session, work: Workspace, words: Words, rows: Sequence[Moderation]
) -> tuple[ModerationLine, ...]:
    names = StaffNames(session)
    ids = {row.pupil_id for row in rows}
    called = select(Pupil.id, Pupil.preferred_name).where(Pupil.id.in_(ids))
    pupils: dict[int, str] = dict(session.execute(called).all())
    return tuple(
        ModerationLine(
            id=row.id,
            pupil_id=row.pupil_id,
            pupil_name=pupils[row.pupil_id],
            area=row.area,
            question=row.question,
            put_up_by=names.of(row.put_up_by_id),
            put_up_on=row.put_up_at.astimezone().date(),
            stage=moderating.stage(_viewers(row), row.agreed_on),
            mine_to_view=work.may(Act.MODERATE)
            and moderating.may_view(work.staff_id, row.put_up_by_id, _viewers(row), row.agreed_on),
            meeting_id=row.meeting_id,
            meeting_on=row.meeting.held_on if row.meeting else None,
            with_school=row.meeting.with_school if row.meeting else "",
            agreed=row.agreed,
            agreed_established=words.text(row.agreed_established),
            agreed_on=row.agreed_on,
        )
        for row in rows
    )


def _pages(
    session: Session, work: Workspace, rows: Sequence[Moderation]
) -> tuple[ModerationPage, ...]:
    """These moderations as far as the person signed in may see them, read with one another."""
    words, names = work.words(), StaffNames(session)
    lines = _lines(session, work, words, rows)
    samples = read_samples(session, rows, words, work.today())
    return tuple(
        _page(work, words, names, row, line, sample)
        for row, line, sample in zip(rows, lines, samples, strict=True)
    )


def _page(
    work: Workspace,
    words: Words,
    names: StaffNames,
    row: Moderation,
    line: ModerationLine,
    sample: Sample,
) -> ModerationPage:
    viewers = _viewers(row)
    seen = moderating.sees_first(work.staff_id, row.put_up_by_id, viewers, row.agreed_on)
    first = OneView(
        line.put_up_by, line.put_up_on, words.text(row.first_established), row.first_view
    )
    second = tuple(
        OneView(
            names.of(view.by_id),
            view.written_at.astimezone().date(),
            words.text(view.how_established),
            view.words,
        )
        for view in row.views
    )
    return ModerationPage(
        line=line,
        sample=sample.shown,
        clips_left_out=sample.clips_left_out,
        first=first if seen else None,
        second=second if seen else (),
        may_agree=seen and moderating.may_agree(viewers, row.agreed_on),
        who_took_part=row.who_took_part,
        why=row.why,
        actions=row.actions,
    )
