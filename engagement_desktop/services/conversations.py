"""Conversations with parents and carers: targets agreed, who does what, what came of it (4.9)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from engagement_desktop.errors import AppError, FieldProblem, InvalidInput
from engagement_desktop.models import speaking
from engagement_desktop.models.records import Conversation, ConversationTarget, Pupil
from engagement_desktop.models.roles import Act
from engagement_desktop.services import bin_rows
from engagement_desktop.services.changes import Changes, Kind, Saved
from engagement_desktop.services.workspace import Workspace
from engagement_desktop.storage import search


@dataclass(frozen=True)
class TargetForm:
    """A target as typed; `id` is None for a new one."""

    id: int | None = None
    wording: str = ""
    home_does: str = ""
    school_does: str = ""
    came_of_it: str = ""


@dataclass(frozen=True)
class ConversationForm:
    """A conversation as typed."""

    held_on: date | None = None
    with_whom: str = ""
    led_by: str = ""
    how: str = ""
    aspirations: str = ""
    home_sees: str = ""
    concerns: str = ""
    school_told: str = ""
    targets: tuple[TargetForm, ...] = ()
    next_on: date | None = None


@dataclass(frozen=True)
class ConversationView:
    """A conversation as it is read."""

    id: int
    form: ConversationForm


@dataclass(frozen=True)
class Conversations:
    """The conversations about a pupil, the latest first, and whether it is time for the next.

    `this_year` are the days of those in this school year; `next_on` is the day agreed on, if it is
    still to come.
    """

    all: tuple[ConversationView, ...]
    this_year: tuple[date, ...]
    next_on: date | None
    speak_soon: bool


def conversations(work: Workspace, pupil_id: int) -> Conversations:
    """The conversations about a pupil."""
    today = work.today()
    with work.database.read() as session:
        started_on = session.scalar(select(Pupil.started_on).where(Pupil.id == pupil_id))
        rows = session.scalars(
            select(Conversation)
            .where(Conversation.pupil_id == pupil_id)
            .order_by(Conversation.held_on.desc(), Conversation.id.desc())
            .options(selectinload(Conversation.targets))
        )
        found = tuple(ConversationView(row.id, _form(row)) for row in rows)
    held = [each.form.held_on for each in found if each.form.held_on is not None]
    to_come = [each.form.next_on for each in found if (each.form.next_on or date.min) >= today]
    next_on = min((day for day in to_come if day is not None), default=None)
    return Conversations(
        found,
        speaking.this_year(held, today),
        next_on,
        speaking.speak_soon(held, next_on, started_on, today),
    )


def save_conversation(
    work: Workspace, pupil_id: int, conversation_id: int | None, form: ConversationForm
) -> Saved[int]:
    """Write a conversation; with `conversation_id` None a new one. The value is its id.

    A target without words is dropped.

    Raises:
        InvalidInput: nobody spoken with, or a day still to come.
    """
    held_on = form.held_on or work.today()
    problems = []
    if not form.with_whom.strip():
        problems.append(FieldProblem("with_whom", "Please write who the conversation was with."))
    if held_on > work.today():
        problems.append(
            FieldProblem("held_on", "This day is still to come; agree it as the next one instead.")
        )
    if form.next_on is not None and form.next_on < held_on:
        problems.append(FieldProblem("next_on", "This is before the conversation itself."))
    if problems:
        raise InvalidInput(tuple(problems))
    with work.writing(Act.RECORD) as session:
        if conversation_id is None:
            row = Conversation(pupil_id=pupil_id, written_by_id=work.staff_id)
            session.add(row)
        else:
            row = _row(session, conversation_id)
        row.held_on, row.next_on, row.updated_at = held_on, form.next_on, work.now()
        for name in _TEXTS:
            setattr(row, name, getattr(form, name).strip())
        _apply_targets(row, form.targets)
        session.flush()
        index(session, row)
        saved = row.id
    return Saved(saved, Changes.of(Kind.CONVERSATION, saved, pupils=[pupil_id]))


def remove_conversation(work: Workspace, conversation_id: int) -> Saved[int]:
    """Remove a conversation, into the bin; the value is its entry there."""
    with work.writing(Act.RECORD) as session:
        row = _row(session, conversation_id)
        changes = Changes.of(Kind.CONVERSATION, row.id, pupils=[row.pupil_id])
        entry = bin_rows.put(
            work, session, row, row.with_whom, pupil_id=row.pupil_id, on_day=row.held_on
        )
    return Saved(entry, changes)


_TEXTS = (
    "with_whom",
    "led_by",
    "how",
    "aspirations",
    "home_sees",
    "concerns",
    "school_told",
)


def _apply_targets(row: Conversation, wanted: tuple[TargetForm, ...]) -> None:
    known = {target.id: target for target in row.targets}
    targets: list[ConversationTarget] = []
    for form in wanted:
        if not form.wording.strip():
            continue
        target = known.get(form.id) if form.id is not None else None
        target = target or ConversationTarget()
        target.wording, target.came_of_it = form.wording.strip(), form.came_of_it.strip()
        target.home_does, target.school_does = form.home_does.strip(), form.school_does.strip()
        target.position = len(targets)
        targets.append(target)
    row.targets = targets


def index(session: Session, row: Conversation) -> None:
    """Let a conversation be found by its words and those of its targets."""
    targets = (
        text
        for target in row.targets
        for text in (target.wording, target.home_does, target.school_does, target.came_of_it)
    )
    texts = (*(getattr(row, name) for name in _TEXTS), *targets)
    words = "\n".join(text for text in texts if text)
    search.put(session, Kind.CONVERSATION, row.id, row.pupil_id, words)


def _form(row: Conversation) -> ConversationForm:
    return ConversationForm(
        held_on=row.held_on,
        next_on=row.next_on,
        targets=tuple(
            TargetForm(t.id, t.wording, t.home_does, t.school_does, t.came_of_it)
            for t in row.targets
        ),
        **{name: getattr(row, name) for name in _TEXTS},
    )


def _row(session: Session, conversation_id: int) -> Conversation:
    row = session.get(Conversation, conversation_id)
    if row is None:
        raise AppError(
            "This conversation is no longer there.", to_do="The page shows what is there now."
        )
    return row
