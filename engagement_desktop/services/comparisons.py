"""The comparisons of a pupil: two clips lined up, and what was written about them (4.5).

Kept are the words and how the clips lay against each other, so that it opens again as it was.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from functools import cache

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import Session, aliased

from engagement_desktop.errors import AppError
from engagement_desktop.models.records import Comparison, Evidence, Observation
from engagement_desktop.models.roles import Act
from engagement_desktop.services.changes import Changes, Kind, Saved
from engagement_desktop.services.review import clip_row
from engagement_desktop.services.workspace import Workspace


@dataclass(frozen=True)
class ClipPoints:
    """Where a clip's cue and part were, as pts in the clip's time base; None = not set."""

    sync_pts: int | None = None
    in_pts: int | None = None
    out_pts: int | None = None


@dataclass(frozen=True)
class Lineup:
    """How two clips lay against each other.

    `offset` is how many seconds the later clip's first frame comes after the earlier one's; None
    where each moved alone, or where only the cues are known.
    """

    earlier: ClipPoints
    later: ClipPoints
    offset: Fraction | None = None
    looped: bool = False


@dataclass(frozen=True)
class ComparisonForm:
    """The reflection on two clips: what the pupil did and did not do then and now, whether what was
    tried helped, and how it might be built on or altered."""

    did_then_and_now: str = ""
    what_helped: str = ""
    build_on: str = ""

    @property
    def words(self) -> str:
        """All that is written, one after the other."""
        written = (self.did_then_and_now, self.what_helped, self.build_on)
        return " ".join(" ".join(text.split()) for text in written if text.strip())

    @property
    def is_empty(self) -> bool:
        """Whether nothing is written."""
        return not self.words


@dataclass(frozen=True)
class ComparisonView:
    """A comparison of an earlier clip with a later one, and how they lay when it was written."""

    id: int
    earlier_id: int
    later_id: int
    form: ComparisonForm
    updated_at: datetime
    lineup: Lineup | None = None


@dataclass(frozen=True)
class ComparisonLine:
    """A comparison as a list offers it: when each clip was taken, and what was being done."""

    id: int
    earlier_id: int
    later_id: int
    earlier_at: datetime
    later_at: datetime
    activity: str
    words: str
    """What was written first: what the pupil did then and now, or else one of the others."""
    updated_at: datetime


def lineup_of(row: Comparison) -> Lineup | None:
    """How the clips of a comparison lay; None for one written before that was kept."""
    if not row.kept_parts:
        return None
    return Lineup(
        ClipPoints(row.earlier_sync_pts, row.earlier_in_pts, row.earlier_out_pts),
        ClipPoints(row.later_sync_pts, row.later_in_pts, row.later_out_pts),
        None if row.later_offset is None else Fraction(row.later_offset),
        row.looped,
    )


def keep_lineup(row: Comparison, lineup: Lineup) -> None:
    """Write into a comparison how its clips lie."""
    earlier, later = lineup.earlier, lineup.later
    row.kept_parts = True
    row.earlier_sync_pts, row.later_sync_pts = earlier.sync_pts, later.sync_pts
    row.earlier_in_pts, row.earlier_out_pts = earlier.in_pts, earlier.out_pts
    row.later_in_pts, row.later_out_pts = later.in_pts, later.out_pts
    row.later_offset = None if lineup.offset is None else str(lineup.offset)
    row.looped = lineup.looped


def reflection_of(row: Comparison) -> ComparisonForm:
    """What is written in a comparison."""
    return ComparisonForm(row.did_then_and_now, row.what_helped, row.build_on)


def comparison_lines(work: Workspace, pupil_id: int) -> tuple[ComparisonLine, ...]:
    """All comparisons of a pupil, the one written last first."""
    with work.database.read() as session:
        return _lines(session, pupil_id)


def comparisons_of(work: Workspace, pupil_id: int) -> tuple[ComparisonView, ...]:
    """The comparisons written about a pupil, the latest first."""
    with work.database.read() as session:
        rows = session.scalars(
            select(Comparison)
            .where(Comparison.pupil_id == pupil_id)
            .order_by(Comparison.updated_at.desc(), Comparison.id.desc())
        )
        return tuple(_comparison(row) for row in rows)


def comparison(work: Workspace, comparison_id: int) -> ComparisonView:
    """One comparison. Raises `AppError` when it is gone."""
    with work.database.read() as session:
        row = session.get(Comparison, comparison_id)
        if row is None:
            raise AppError("This comparison is no longer in the school’s file.")
        return _comparison(row)


def comparison_between(work: Workspace, earlier_id: int, later_id: int) -> ComparisonView | None:
    """What is written about these two clips, in this order; None if nothing is."""
    with work.database.read() as session:
        row = _compared(session, earlier_id, later_id)
        return None if row is None else _comparison(row)


def save_comparison(
    work: Workspace,
    earlier_id: int,
    later_id: int,
    form: ComparisonForm,
    lineup: Lineup | None = None,
) -> Saved[ComparisonView | None]:
    """Keep the reflection on two clips of one pupil, and how they lie against each other.

    Without a `lineup` one that was kept before stays; else they are lined up on their cues. An
    empty reflection that was never kept makes no record.

    Raises:
        AppError: the clips are of two pupils, or one of them is gone. Nothing is saved.
    """
    now = work.now()
    with work.writing(Act.OBSERVE) as session:
        earlier, later = clip_row(session, earlier_id), clip_row(session, later_id)
        if earlier.pupil_id != later.pupil_id:
            raise AppError(
                "These clips are of two pupils. One pupil is never compared with another.",
                safe="Nothing was saved.",
            )
        row = _compared(session, earlier_id, later_id)
        if row is None and form.is_empty:
            return Saved(None, Changes())
        if row is None:
            row = Comparison(
                pupil_id=earlier.pupil_id, earlier_id=earlier_id, later_id=later_id, made_at=now
            )
            session.add(row)
        row.did_then_and_now = form.did_then_and_now
        row.what_helped, row.build_on = form.what_helped, form.build_on
        if lineup is not None:
            keep_lineup(row, lineup)
        elif not row.kept_parts:
            row.earlier_sync_pts, row.later_sync_pts = earlier.sync_pts, later.sync_pts
        row.updated_at = now
        session.flush()
        view, pupil_id = _comparison(row), row.pupil_id
    return Saved(view, Changes.of(Kind.COMPARISON, view.id, pupils=[pupil_id]))


@cache
def _all_of_a_pupil() -> Select[Comparison, datetime, datetime, str]:
    """Asks for the comparisons of `pupil_id`; built once, which takes longer than asking."""
    earlier, later = aliased(Evidence), aliased(Evidence)
    then, now = aliased(Observation), aliased(Observation)
    kind = Observation.occurred_at.type
    return (
        select(
            Comparison,
            func.coalesce(earlier.taken_at, then.occurred_at, earlier.added_at, type_=kind),
            func.coalesce(later.taken_at, now.occurred_at, later.added_at, type_=kind),
            func.coalesce(now.activity, then.activity, ""),
        )
        .join(earlier, earlier.id == Comparison.earlier_id)
        .join(later, later.id == Comparison.later_id)
        .outerjoin(then, then.id == earlier.observation_id)
        .outerjoin(now, now.id == later.observation_id)
        .where(Comparison.pupil_id == bindparam("pupil_id"))
        .order_by(Comparison.updated_at.desc(), Comparison.id.desc())
    )


def _lines(session: Session, pupil_id: int) -> tuple[ComparisonLine, ...]:
    found = session.execute(_all_of_a_pupil(), {"pupil_id": pupil_id})
    return tuple(
        ComparisonLine(
            row.id,
            row.earlier_id,
            row.later_id,
            earlier_at,
            later_at,
            activity,
            row.did_then_and_now or row.what_helped or row.build_on,
            row.updated_at,
        )
        for row, earlier_at, later_at, activity in found
    )


def _compared(session: Session, earlier_id: int, later_id: int) -> Comparison | None:
    return session.scalars(
        select(Comparison)
        .where(Comparison.earlier_id == earlier_id, Comparison.later_id == later_id)
        .order_by(Comparison.id)
        .limit(1)
    ).first()


def _comparison(row: Comparison) -> ComparisonView:
    return ComparisonView(
        row.id,
        row.earlier_id,
        row.later_id,
        reflection_of(row),
        row.updated_at,
        lineup_of(row),
    )
