"""What a report is written from: the evidence of its time, as it is offered beside the paragraphs.

A year of a pupil may hold hundreds of observations, so plain values are read in whole lists.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple, TypeVar

from sqlalchemy import String, func, select, type_coerce
from sqlalchemy.orm import Session, aliased, undefer

from engagement_desktop.models.areas import Area
from engagement_desktop.models.records import (
    AreaResponse,
    Comparison,
    Evidence,
    Framework,
    FrameworkStatement,
    Marker,
    Observation,
    ObservationOutcome,
    ObservationStatement,
    Pupil,
    Report,
    StaffMember,
)
from engagement_desktop.models.statements import StatementText
from engagement_desktop.models.states import (
    EvidenceKind,
    ObservationStatus,
    PermissionUse,
    ReportKind,
)
from engagement_desktop.services import permitted
from engagement_desktop.services import report_evidence as seen
from engagement_desktop.services.comparisons import reflection_of
from engagement_desktop.services.report_views import (
    ComparedWith,
    EvidenceItem,
    EvidenceList,
    StillChoice,
)
from engagement_desktop.services.workspace import Workspace
from engagement_desktop.storage.database import plain_rows

_FROM_HOME = "who_observed.parent_or_carer"
_AREAS = {area.value: area for area in Area}
T = TypeVar("T")


def evidence_for(work: Workspace, report_id: int) -> EvidenceList:
    """The approved observations of a report's period, newest first, with a still of each; for a
    review also what was written of two clips compared (4.5).

    Raises:
        AppError: the report is gone.
    """
    with work.database.read() as session:
        report = session.get(Report, report_id)
        if report is None:
            raise seen.gone()
        name = session.scalars(
            select(Pupil.preferred_name).where(Pupil.id == report.pupil_id)
        ).one()
        why_not = permitted.why_not(session, report.pupil_id, PermissionUse.FAMILY, work.today())
        offered = _observed(session, report)
        pictures = _pictures(session, offered)
        if not why_not:
            for number, still in _stills(session, pictures, offered, name).items():
                offered[number] = replace(offered[number], still=still)
        items = [*offered.values()]
        if report.kind is ReportKind.EHC_REVIEW:
            items += _compared(session, offered, name, with_still=not why_not)
            # Beside the observation of its later clip, what they show together first.
            items.sort(key=lambda each: (each.on, each.observation_id, each.then is not None))
        items.reverse()
        waiting = _waiting(session, report)
    withheld = len(pictures) if why_not else 0
    return EvidenceList(tuple(items), seen.left_out_words(withheld, why_not) + waiting)


def _observed(session: Session, report: Report) -> dict[int, EvidenceItem]:
    """Each approved observation of the period by its id, oldest first, without its picture."""
    rows = plain_rows(
        session,
        select(
            Observation.id,
            Observation.occurred_at,
            Observation.activity,
            Observation.narrative,
            Observation.who_observed,
            func.coalesce(StaffMember.name, Observation.observer_name),
        )
        .outerjoin(StaffMember, StaffMember.id == Observation.observer_id)
        .where(*seen.is_approved(report.pupil_id, *seen.period_of(report)))
        .order_by(Observation.occurred_at, Observation.id),
    ).all()
    ids = [row[0] for row in rows]
    responses = _responses(session, report.pupil_id, ids)
    outcomes, statements = _outcomes(session, ids), _statements(session, ids)
    found = {}
    for number, at, activity, narrative, who, observer in rows:
        did = responses.get(number, {})
        areas = tuple(area for area in _AREAS.values() if area in did)
        found[number] = EvidenceItem(
            observation_id=number,
            on=at.astimezone().date(),
            activity=activity,
            observer=observer,
            words=seen.words_told([did[area] for area in areas], narrative, activity),
            areas=areas,
            from_home=who == _FROM_HOME,
            outcome_ids=outcomes.get(number, ()),
            still=None,
            statements=statements.get(number, ()),
        )
    return found


def _responses(session: Session, pupil_id: int, ids: Collection[int]) -> dict[int, dict[Area, str]]:
    """What the pupil did in each area, by observation."""
    found: dict[int, dict[Area, str]] = defaultdict(dict)
    rows = plain_rows(
        session,
        select(
            AreaResponse.observation_id,
            type_coerce(AreaResponse.area, String),
            AreaResponse.what_pupil_did,
        ).where(AreaResponse.of_pupil_id == pupil_id, AreaResponse.observation_id.in_(ids)),
    )
    for number, area_value, did in rows.all():
        found[number][_AREAS[area_value]] = did
    return found


def _outcomes(session: Session, ids: Collection[int]) -> dict[int, tuple[int, ...]]:
    """The outcomes that each observation touches."""
    rows = plain_rows(
        session,
        select(ObservationOutcome.observation_id, ObservationOutcome.outcome_id)
        .where(ObservationOutcome.observation_id.in_(ids))
        .order_by(ObservationOutcome.outcome_id),
    )
    return _gathered((number, outcome_id) for number, outcome_id in rows.all())


def _statements(session: Session, ids: Collection[int]) -> dict[int, tuple[str, ...]]:
    """What each observation is tagged with of other frameworks."""
    rows = plain_rows(
        session,
        select(
            ObservationStatement.observation_id,
            Framework.name,
            FrameworkStatement.code,
            FrameworkStatement.heading,
            FrameworkStatement.wording,
        )
        .join(FrameworkStatement, FrameworkStatement.id == ObservationStatement.statement_id)
        .join(Framework, Framework.id == FrameworkStatement.framework_id)
        .where(ObservationStatement.observation_id.in_(ids))
        .order_by(Framework.id, FrameworkStatement.position),
    )
    return _gathered(
        (number, f"{name}: {StatementText(code, heading, wording).title}")
        for number, name, code, heading, wording in rows.all()
    )


def _gathered(pairs: Iterable[tuple[int, T]]) -> dict[int, tuple[T, ...]]:
    found: dict[int, list[T]] = defaultdict(list)
    for number, value in pairs:
        found[number].append(value)
    return {number: tuple(values) for number, values in found.items()}


class _Picture(NamedTuple):
    """A picture of an observation."""

    id: int
    observation_id: int
    kind: EvidenceKind
    still_of_id: int | None
    caption: str
    taken_at: datetime | None

    @property
    def rank(self) -> tuple[bool, bool, int]:
        return seen.still_rank(self.kind, self.still_of_id, self.id)


def _pictures(session: Session, ids: Collection[int]) -> dict[int, _Picture]:
    """The picture that stands for each observation, of those that have one."""
    rows = plain_rows(
        session,
        select(
            Evidence.id,
            Evidence.observation_id,
            Evidence.kind,
            Evidence.still_of_id,
            Evidence.caption,
            Evidence.taken_at,
        ).where(Evidence.observation_id.in_(ids), Evidence.kind.in_(seen.PICTURED)),
    )
    pieces = sorted(map(_Picture._make, rows.all()), key=lambda piece: piece.rank, reverse=True)
    return {piece.observation_id: piece for piece in pieces}


def _stills(
    session: Session,
    pictures: Mapping[int, _Picture],
    offered: Mapping[int, EvidenceItem],
    name: str,
) -> dict[int, StillChoice]:
    """The pictures as they are offered, by observation: of a clip the frame marked first."""
    clips = [each.id for each in pictures.values() if each.kind is EvidenceKind.VIDEO]
    marked = select(Marker.evidence_id, func.min(Marker.pts)).where(Marker.evidence_id.in_(clips))
    frames = dict(plain_rows(session, marked.group_by(Marker.evidence_id)).all())
    whole = [each.id for each in pictures.values() if each.id not in frames]
    kept = select(Evidence.id, Evidence.poster).where(Evidence.id.in_(whole))
    posters = dict(plain_rows(session, kept).all())
    return {
        number: _still(
            picture, frames.get(picture.id), posters.get(picture.id), offered[number], name
        )
        for number, picture in pictures.items()
    }


def _still(
    picture: _Picture | Evidence, pts: int | None, poster: bytes | None, of: EvidenceItem, name: str
) -> StillChoice:
    """The poster is of the clip’s beginning: where a frame is named it would show another one."""
    taken_on = of.on if picture.taken_at is None else picture.taken_at.astimezone().date()
    caption = seen.caption_words(picture.caption, name, of.activity, taken_on)
    return StillChoice(picture.id, pts, caption, poster if pts is None else None)


def _compared(
    session: Session, offered: Mapping[int, EvidenceItem], name: str, *, with_still: bool
) -> list[EvidenceItem]:
    """What was written of two clips, where the later belongs to one of these observations and the
    earlier to an approved one, of whatever day."""
    later, earlier, then = aliased(Evidence), aliased(Evidence), aliased(Observation)
    found = session.execute(
        select(Comparison, later, later.observation_id, then)
        .join(later, later.id == Comparison.later_id)
        .join(earlier, earlier.id == Comparison.earlier_id)
        .join(then, then.id == earlier.observation_id)
        .where(
            later.observation_id.in_(offered),
            then.status == ObservationStatus.APPROVED,
        )
        .options(undefer(later.poster))
        .order_by(Comparison.id)
    )
    items = []
    for row, clip, now_id, before in found:
        words = reflection_of(row).words
        if not words or now_id is None:
            continue
        now = offered[now_id]
        pts = row.later_sync_pts if clip.kind is EvidenceKind.VIDEO else None
        items.append(
            replace(
                now,
                words=words,
                areas=now.areas if row.area is None else (row.area,),
                still=_still(clip, pts, clip.poster, now, name) if with_still else None,
                then=ComparedWith(row.id, before.id, seen.day_of(before)),
            )
        )
    return items


def _waiting(session: Session, report: Report) -> tuple[str, ...]:
    number = session.scalars(
        select(func.count())
        .select_from(Observation)
        .where(
            Observation.pupil_id == report.pupil_id,
            Observation.status != ObservationStatus.APPROVED,
            Observation.occurred_at.between(*seen.moments(*seen.period_of(report))),
        )
    ).one()
    if not number:
        return ()
    if number == 1:
        return ("One observation is not approved yet and is not offered here.",)
    return (f"{number} observations are not approved yet and are not offered here.",)
