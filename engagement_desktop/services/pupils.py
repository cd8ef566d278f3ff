"""Pupils: the list on the left, the header of every page, the profile.

Each reading function is one unit of work with one query (photos apart, which are read one at a
time), and returns frozen views.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import func, select

from engagement_desktop.errors import AppError, FieldProblem, InvalidInput
from engagement_desktop.models import upn
from engagement_desktop.models.pupil_list import ClassRow, PupilRow
from engagement_desktop.models.records import ClassGroup, Observation, Pupil, PupilNeed
from engagement_desktop.models.roles import Act
from engagement_desktop.models.school_year import birth_date_problem, year_name
from engagement_desktop.models.states import AreaOfNeed
from engagement_desktop.services import around_pupil, permissions, pupil_rows
from engagement_desktop.services.changes import Changes, Kind, Saved
from engagement_desktop.services.workspace import Workspace

_HEAD_BYTES = 12
PHOTO_SIDE = 320
"""The side of a pupil's square photo, in pixels."""


@dataclass(frozen=True)
class PupilHeader:
    """What stands at the top of every page of one pupil."""

    id: int
    preferred_name: str
    year: str
    class_name: str
    communication: str
    has_photo: bool
    permissions: tuple[permissions.PermissionLine, ...]


@dataclass(frozen=True)
class Need:
    """One of the four areas of need, in this pupil's own words."""

    area_of_need: AreaOfNeed
    note: str


@dataclass(frozen=True)
class PupilForm:
    """What can be typed about a pupil; also what the profile shows."""

    legal_first_name: str = ""
    legal_last_name: str = ""
    preferred_name: str = ""
    pronouns: str = "they/them"
    born_on: date | None = None
    upn: str = ""
    actual_year: int | None = None
    class_id: int | None = None
    started_on: date | None = None
    left_on: date | None = None
    communication: str = ""
    interests: str = ""
    senses: str = ""
    mobility: str = ""
    medical: str = ""
    regressive_condition: bool = False
    plan_kind: str | None = None
    plan_review_on: date | None = None
    observe_every_days: int | None = None
    """None where the school's own minimum holds (4.2)."""
    needs: tuple[Need, ...] = ()


@dataclass(frozen=True)
class PupilProfile:
    """Everything on the profile page."""

    id: int
    form: PupilForm
    class_name: str
    plan_kind: str
    photo: bytes | None
    permissions: tuple[permissions.PermissionView, ...]


def list_classes(work: Workspace) -> tuple[ClassRow, ...]:
    """The classes, in the school's order."""
    with work.database.read() as session:
        found = session.execute(
            select(ClassGroup.id, ClassGroup.name).order_by(ClassGroup.position, ClassGroup.name)
        )
        return tuple(ClassRow(*row) for row in found)


def list_pupils(work: Workspace, *, left: bool = False) -> tuple[PupilRow, ...]:
    """The pupils by class and name; those who have left only with `left`."""
    last_seen = (
        select(func.max(Observation.occurred_at, type_=Observation.occurred_at.type))
        .where(Observation.pupil_id == Pupil.id)
        .scalar_subquery()
    )
    query = (
        select(
            Pupil.id,
            Pupil.preferred_name,
            Pupil.legal_first_name,
            Pupil.legal_last_name,
            Pupil.class_group_id,
            ClassGroup.name,
            last_seen,
            Pupil.photo.is_not(None),
        )
        .outerjoin(ClassGroup, Pupil.class_group_id == ClassGroup.id)
        .order_by(
            ClassGroup.position.nulls_last(), ClassGroup.name, func.lower(Pupil.preferred_name)
        )
    )
    if not left:
        query = query.where(*pupil_rows.at_school(work.today()))
    with work.database.read() as session:
        found = session.execute(query).all()
    return tuple(
        PupilRow(
            id=pupil_id,
            preferred_name=preferred,
            legal_name=f"{first} {last}",
            class_id=class_id,
            class_name=class_name or "",
            last_seen=_local_day(seen),
            has_photo=has_photo,
        )
        for pupil_id, preferred, first, last, class_id, class_name, seen, has_photo in found
    )


def photo(work: Workspace, pupil_id: int) -> bytes | None:
    """The pupil's photo, a small JPEG, or None."""
    with work.database.read() as session:
        return session.scalar(select(Pupil.photo).where(Pupil.id == pupil_id))


def preferred_name(work: Workspace, pupil_id: int) -> str:
    """What a pupil is called; `pupil_header` tells more, and takes longer.

    Raises:
        AppError: the pupil is gone.
    """
    with work.database.read() as session:
        return pupil_rows.preferred_name(session, pupil_id)


def pupil_header(work: Workspace, pupil_id: int) -> PupilHeader:
    """Name, year, class, how the pupil communicates, and permissions at a glance."""
    with work.database.read() as session:
        pupil = pupil_rows.pupil_row(session, pupil_id)
        has_photo = session.scalar(select(Pupil.photo.is_not(None)).where(Pupil.id == pupil_id))
        return PupilHeader(
            id=pupil.id,
            preferred_name=pupil.preferred_name,
            year=year_name(pupil.actual_year),
            class_name=pupil.class_group.name if pupil.class_group else "",
            communication=pupil.communication.strip().partition("\n")[0],
            has_photo=bool(has_photo),
            permissions=permissions.lines(permissions.of_pupil(pupil, work.today())),
        )


def profile(work: Workspace, pupil_id: int) -> PupilProfile:
    """Everything on the profile page; for a moderator who the pupil is and how they communicate,
    without which no response can be read."""
    words = work.words()
    with work.database.read() as session:
        pupil = pupil_rows.pupil_row(session, pupil_id)
        form = _form(pupil)
        if not work.may(Act.READ):
            form = PupilForm(**{name: getattr(form, name) for name in _KNOWN_TO_MODERATORS})
        return PupilProfile(
            id=pupil.id,
            form=form,
            class_name=pupil.class_group.name if pupil.class_group else "",
            plan_kind=words.text(form.plan_kind),
            photo=pupil.photo,
            permissions=permissions.of_pupil(pupil, work.today()),
        )


def pupil_with_upn(work: Workspace, number: str) -> int:
    """The id of the pupil with this UPN, as scripts name pupils.

    Raises:
        AppError: no pupil, or more than one, has it.
    """
    with work.database.read() as session:
        ids = list(session.scalars(select(Pupil.id).where(Pupil.upn == upn.tidy(number))))
    if len(ids) == 1:
        return ids[0]
    if ids:
        raise AppError(
            f"More than one pupil has the UPN {upn.tidy(number)}.",
            to_do="Put that right on their profiles first.",
        )
    raise AppError(
        f"No pupil in this file has the UPN {upn.tidy(number)}.",
        to_do="The UPN stands on the pupil’s profile.",
    )


def check(form: PupilForm, today: date) -> tuple[FieldProblem, ...]:
    """What stands in the way of saving `form`, and what should be looked at again."""
    problems = []
    for name, sentence in (
        ("legal_first_name", "Please write the first name."),
        ("legal_last_name", "Please write the last name."),
        ("preferred_name", "Please write the name the pupil goes by."),
    ):
        if not getattr(form, name).strip():
            problems.append(FieldProblem(name, sentence))
    born = birth_date_problem(form.born_on, today)
    if born:
        problems.append(FieldProblem("born_on", born))
    if form.started_on and form.left_on and form.left_on < form.started_on:
        problems.append(FieldProblem("left_on", "This is before the day the pupil started."))
    doubt = upn.problem(form.upn)
    if doubt:
        problems.append(FieldProblem("upn", doubt, blocks=False))
    return tuple(problems)


def save_pupil(work: Workspace, pupil_id: int | None, form: PupilForm) -> Saved[int]:
    """Write a pupil; with `pupil_id` None a new one. The value is the pupil's id.

    Raises:
        InvalidInput: with a sentence for each field that cannot be saved as it is.
    """
    blocking = tuple(problem for problem in check(form, work.today()) if problem.blocks)
    if blocking:
        raise InvalidInput(blocking)
    now = work.now()
    with work.writing(Act.RECORD) as session:
        if pupil_id is None:
            pupil = Pupil(created_at=now)
            session.add(pupil)
        else:
            pupil = pupil_rows.pupil_row(session, pupil_id)
        _apply(pupil, form)
        pupil.updated_at = now
        session.flush()
        around_pupil.index(session, pupil.id)
        saved = pupil.id
    return Saved(saved, Changes.of(Kind.PUPIL, saved, pupils=[saved]))


def set_photo(work: Workspace, pupil_id: int, content: bytes | None) -> Saved[None]:
    """Keep a small upright square of the photo in `content` (any common format), or remove it.

    Nothing else of the file is kept: neither where it was taken nor by which camera.

    Raises:
        AppError: `content` is not a picture.
    """
    small = None if content is None else _small_square(content)
    with work.writing(Act.RECORD) as session:
        pupil = pupil_rows.pupil_row(session, pupil_id)
        pupil.photo = small
        pupil.updated_at = work.now()
    return Saved(None, Changes.of(Kind.PUPIL, pupil_id, pupils=[pupil_id]))


def set_photo_file(work: Workspace, pupil_id: int, path: Path) -> Saved[None]:
    """Keep a small photo from a file; see `set_photo`. The file itself stays as it is.

    Raises:
        AppError: the file cannot be read, or is not a picture.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise AppError(
            f"“{path.name}” could not be read.", to_do="Please check that the file is still there."
        ) from error
    return set_photo(work, pupil_id, content)


def _local_day(moment: datetime | None) -> date | None:
    return None if moment is None else moment.astimezone().date()


_KNOWN_TO_MODERATORS = (
    "legal_first_name",
    "legal_last_name",
    "preferred_name",
    "pronouns",
    "actual_year",
    "class_id",
    "communication",
)


def _form(pupil: Pupil) -> PupilForm:
    notes = {need.area_of_need: need.note for need in pupil.needs}
    return PupilForm(
        legal_first_name=pupil.legal_first_name,
        legal_last_name=pupil.legal_last_name,
        preferred_name=pupil.preferred_name,
        pronouns=pupil.pronouns,
        born_on=pupil.born_on,
        upn=pupil.upn,
        actual_year=pupil.actual_year,
        class_id=pupil.class_group_id,
        started_on=pupil.started_on,
        left_on=pupil.left_on,
        communication=pupil.communication,
        interests=pupil.interests,
        senses=pupil.senses,
        mobility=pupil.mobility,
        medical=pupil.medical,
        regressive_condition=pupil.regressive_condition,
        plan_kind=pupil.plan_kind,
        plan_review_on=pupil.plan_review_on,
        observe_every_days=pupil.observe_every_days,
        needs=tuple(Need(area, notes[area]) for area in AreaOfNeed if area in notes),
    )


def _apply(pupil: Pupil, form: PupilForm) -> None:
    pupil.legal_first_name = form.legal_first_name.strip()
    pupil.legal_last_name = form.legal_last_name.strip()
    pupil.preferred_name = form.preferred_name.strip()
    pupil.pronouns = form.pronouns.strip()
    pupil.born_on = form.born_on
    pupil.upn = upn.tidy(form.upn)
    pupil.actual_year = form.actual_year
    pupil.class_group_id = form.class_id
    pupil.started_on = form.started_on
    pupil.left_on = form.left_on
    pupil.communication = form.communication.strip()
    pupil.interests = form.interests.strip()
    pupil.senses = form.senses.strip()
    pupil.mobility = form.mobility.strip()
    pupil.medical = form.medical.strip()
    pupil.regressive_condition = form.regressive_condition
    pupil.plan_kind = form.plan_kind
    pupil.plan_review_on = form.plan_review_on
    pupil.observe_every_days = form.observe_every_days
    wanted = {need.area_of_need: need.note.strip() for need in form.needs}
    pupil.needs = [need for need in pupil.needs if need.area_of_need in wanted]
    kept = {need.area_of_need: need for need in pupil.needs}
    for area, note in wanted.items():
        if area in kept:
            kept[area].note = note
        else:
            pupil.needs.append(PupilNeed(area_of_need=area, note=note))


def _small_square(content: bytes) -> bytes:
    # the list of pupils needs this module, and stands before anything heavy is loaded
    from engagement_desktop.video.apart.looker import APART
    from engagement_desktop.video.photo import is_photo

    if not is_photo(content[:_HEAD_BYTES]):
        raise AppError(
            "This file could not be opened as a photo.",
            to_do="Please choose a JPEG, PNG or HEIC picture.",
        )
    return APART.square(lambda: io.BytesIO(content), len(content), PHOTO_SIDE)
