"""What is typed into a form that is saved as a whole, kept until it is saved or thrown away.

Such a form may be wrong half-way through, so it cannot be written into its record as it is typed;
it waits in the encrypted file instead, for the person who typed it and for nobody else.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import ColumnElement, delete, select

from engagement_desktop.models.records import FormDraft, Pupil
from engagement_desktop.services.changes import Changes, Saved
from engagement_desktop.services.workspace import Workspace

T = TypeVar("T")


class FormKind(StrEnum):
    """Which form it is."""

    PUPIL = "pupil"
    PERMISSION = "permission"
    OUTCOME = "outcome"
    PLAN = "plan"
    PLAN_REVIEW = "plan review"
    PROVISION = "provision"
    AROUND_PUPIL = "around pupil"
    CONTRIBUTION = "contribution"
    CONVERSATION = "conversation"
    JUDGEMENT = "judgement"
    PUT_UP = "put up"
    SECOND_VIEW = "second view"
    AGREEMENT = "agreement"
    MEETING = "meeting"
    COMPARISON = "comparison"
    TEMPLATE = "template"
    TERM = "term"
    DISCLOSURE = "disclosure"
    STAFF = "staff"
    CLASS = "class"


@dataclass(frozen=True)
class FormPlace:
    """Where something is typed: the form, the pupil (None before they are in the file), and which
    of the pupil's records it edits; for a new one empty, or a word for what it was begun from."""

    kind: FormKind
    pupil_id: int | None
    which: str = ""

    @property
    def record_id(self) -> int | None:
        """The number of the record that it edits; None for a new one."""
        return int(self.which) if self.which.isdecimal() else None


@dataclass(frozen=True)
class KeptForm:
    """A form that was begun and not saved. `pupil_name` is empty for one not in the file yet."""

    place: FormPlace
    pupil_name: str
    typed_at: datetime
    typed: str
    """The form as JSON; `form` reads it."""

    def form(self, kind: type[T]) -> T | None:
        """The form as typed; None where it is of another kind, or an earlier release wrote it."""
        try:
            return TypeAdapter(kind).validate_python(json.loads(self.typed))
        except ValidationError:
            return None


def kept_forms(work: Workspace, pupil_id: int | None = None) -> tuple[KeptForm, ...]:
    """What whoever is signed in began and did not save, the latest first; of one pupil, or all."""
    query = (
        select(FormDraft, Pupil.preferred_name)
        .outerjoin(Pupil, Pupil.id == FormDraft.pupil_id)
        .where(FormDraft.staff_id == work.staff_id)
        .order_by(FormDraft.typed_at.desc(), FormDraft.id.desc())
    )
    if pupil_id is not None:
        query = query.where(FormDraft.pupil_id == pupil_id)
    kinds = {kind.value for kind in FormKind}
    with work.database.read() as session:
        return tuple(
            KeptForm(
                FormPlace(FormKind(row.form), row.pupil_id, row.which),
                name or "",
                row.typed_at,
                row.typed,
            )
            for row, name in session.execute(query)
            if row.form in kinds
        )


def keep(work: Workspace, place: FormPlace, form: object) -> Saved[object]:
    """Keep what is typed, in place of what was kept of this form before."""
    # with every character escaped, since Qt's texts may hold half a character, which UTF-8 cannot
    typed = json.dumps(TypeAdapter(type(form)).dump_python(form, mode="json"))
    return _write(work, place, typed)


def put_back(work: Workspace, kept: KeptForm) -> Saved[object]:
    """Keep again what was thrown away."""
    return _write(work, kept.place, kept.typed)


def let_go(work: Workspace, place: FormPlace) -> Saved[None]:
    """Forget what was kept of this form: it was saved, or thrown away."""
    with work.database.write() as session:
        session.execute(delete(FormDraft).where(*_at(work, place)))
    return Saved(None, Changes())


def _write(work: Workspace, place: FormPlace, typed: str) -> Saved[object]:
    with work.database.write() as session:
        row = session.scalars(select(FormDraft).where(*_at(work, place))).first()
        if row is None:
            row = FormDraft(
                staff_id=work.staff_id,
                pupil_id=place.pupil_id,
                form=place.kind.value,
                which=place.which,
            )
            session.add(row)
        row.typed, row.typed_at = typed, work.now()
    return Saved(None, Changes())


def _at(work: Workspace, place: FormPlace) -> tuple[ColumnElement[bool], ...]:
    return (
        FormDraft.staff_id == work.staff_id,
        FormDraft.pupil_id.is_not_distinct_from(place.pupil_id),
        FormDraft.form == place.kind.value,
        FormDraft.which == place.which,
    )
