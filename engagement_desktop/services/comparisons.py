"""The comparisons of a pupil: two clips lined up, and what was written about them (4.5).

`services.review` keeps what is written; here is how the clips lay against each other, and the list
of all that has been compared.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from engagement_desktop.models.records import Comparison, Evidence, Observation
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


def comparison_lines(work: Workspace, pupil_id: int) -> tuple[ComparisonLine, ...]:
    """All comparisons of a pupil, the one written last first."""
    with work.database.read() as session:
        return _lines(session, pupil_id)


def _lines(session: Session, pupil_id: int) -> tuple[ComparisonLine, ...]:
    earlier, later = aliased(Evidence), aliased(Evidence)
    then, now = aliased(Observation), aliased(Observation)
    kind = Observation.occurred_at.type
    found = session.execute(
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
        .where(Comparison.pupil_id == pupil_id)
        .order_by(Comparison.updated_at.desc(), Comparison.id.desc())
    )
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
