"""What a report may rest on and show: approved observations, and stills whose permission stands.

A picture enters a report only while “sharing with family” is permitted on that very day; what stays
out is told to the writer.
"""

from __future__ import annotations

import re
import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased, joinedload, selectinload, undefer

from engagement_desktop.errors import AppError
from engagement_desktop.models.areas import Area
from engagement_desktop.models.days import day_begins, day_ends
from engagement_desktop.models.records import (
    AreaResponse,
    Comparison,
    Evidence,
    FrameworkStatement,
    Observation,
    Pupil,
    Report,
)
from engagement_desktop.models.school_year import year_bounds
from engagement_desktop.models.states import (
    EvidenceKind,
    ObservationStatus,
    PermissionUse,
    ReportKind,
)
from engagement_desktop.reports.content import Picture, long_date
from engagement_desktop.reports.pictures import PictureStore
from engagement_desktop.services import permitted
from engagement_desktop.services.comparisons import reflection_of
from engagement_desktop.services.report_views import (
    ComparedWith,
    EvidenceItem,
    EvidenceList,
    StillChoice,
)
from engagement_desktop.services.workspace import Workspace
from engagement_desktop.video import photo, stills
from engagement_desktop.video.frame_index import FrameIndex, build_index
from engagement_desktop.video.time_words import TIME

PICTURED = frozenset({EvidenceKind.PHOTO, EvidenceKind.VIDEO})
_FROM_HOME = "who_observed.parent_or_carer"
_CLIP_TIME = re.compile(rf"\s*\[{TIME}\]")
_LARGEST = (2000, 2000)  # pixels; more than a page at print resolution can show
_IN_THE_LIST = (320, 320)
_READ_AS_IT_IS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")
_KEPT = 24
_COUNTS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine")


class ReportPictures:
    """The pictures of the report being written, read and prepared once. Drop it when writing ends.

    `store` holds them ready for print. Safe to use from several threads.
    """

    def __init__(self) -> None:
        self.store = PictureStore()
        self._read: OrderedDict[tuple[int, int | None], bytes] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, work: Workspace, row: Evidence, frame_pts: int | None) -> bytes | None:
        """The picture of a photo, or of exactly that frame of a clip, as a JPEG; None without one.

        Where no frame of a clip is named, it is the clip's poster.
        """
        key = (row.id, frame_pts)
        with self._lock:
            if key in self._read:
                return self._read[key]
        data = _read_picture(work, row, frame_pts)
        if data is not None:
            with self._lock:
                self._read[key] = data
                while len(self._read) > _KEPT:
                    self._read.popitem(last=False)
        return data


def _read_picture(work: Workspace, row: Evidence, frame_pts: int | None) -> bytes | None:
    opener = work.media.opener(row.media_id)
    if row.kind is EvidenceKind.PHOTO:
        with opener() as file:
            data = file.read()
        # What the printer of reports reads by itself is prepared once only, at its printed size.
        return data if data.startswith(_READ_AS_IT_IS) else photo.photo_jpeg(opener, _LARGEST)
    if frame_pts is None:
        return row.poster
    frame = _frame_jpeg(work, row.media_id, frame_pts, _LARGEST)
    if frame is None:
        raise AppError(
            f"The picture chosen from “{row.original_name}” is not in that clip.",
            safe="The words of the report are kept.",
            to_do="Please take it out of the report and choose it again.",
        )
    return frame


def _frame_jpeg(
    work: Workspace, media_id: int, frame_pts: int, box: tuple[int, int]
) -> bytes | None:
    """Exactly that frame of a clip; None where the clip has none there."""
    opener = work.media.opener(media_id)
    kept = work.media.frame_index(work.media.stored(media_id).sha256)
    index = (FrameIndex.from_bytes(kept) if kept else None) or build_index(opener)
    number = index.number_of(frame_pts)
    return None if number is None else stills.jpeg(opener, index, number, box)


def small_still(work: Workspace, still: StillChoice) -> bytes | None:
    """A small JPEG of the very picture that would be printed, for the list of evidence."""
    if still.frame_pts is None:
        return still.poster
    with work.database.read() as session:
        media_id = session.scalars(
            select(Evidence.media_id).where(Evidence.id == still.evidence_id)
        ).one_or_none()
    if media_id is None:
        return None
    return _frame_jpeg(work, media_id, still.frame_pts, _IN_THE_LIST)


def marked_pts(row: Evidence) -> int | None:
    """The frame of a clip that its first marker names."""
    return row.markers[0].pts if row.markers else None


def left_out_words(count: int, why: str) -> tuple[str, ...]:
    """“Two stills left out: no permission for …”; nothing for none."""
    if not count:
        return ()
    number = _COUNTS[count] if count < len(_COUNTS) else str(count)
    return (f"{number} still{'s' if count != 1 else ''} left out: {why}.",)


def period_of(report: Report) -> tuple[date, date]:
    """The first and last day whose evidence belongs to a report."""
    if report.kind is ReportKind.YEAR_END:
        return year_bounds(report.period)
    meeting = date.fromisoformat(report.period)
    return meeting - timedelta(days=366), meeting


def evidence_for(work: Workspace, report_id: int) -> EvidenceList:
    """The approved observations of a report's period, newest first, with a still of each; for a
    review also what was written of two clips compared (4.5).

    Raises:
        AppError: the report is gone.
    """
    with work.database.read() as session:
        report = session.get(Report, report_id)
        if report is None:
            raise gone()
        rows = approved(session, report.pupil_id, *period_of(report), posters=True)
        name = session.scalars(
            select(Pupil.preferred_name).where(Pupil.id == report.pupil_id)
        ).one()
        why_not = permitted.why_not(session, report.pupil_id, PermissionUse.FAMILY, work.today())
        withheld = sum(1 for row in rows if why_not and still_row(row) is not None)
        items = [item(row, name, with_still=not why_not) for row in reversed(rows)]
        if report.kind is ReportKind.EHC_REVIEW:
            items += _compared(session, rows, name, with_still=not why_not)
            # Beside the observation of its later clip, what they show together first.
            items.sort(key=lambda each: (each.on, each.observation_id, each.then is not None))
            items.reverse()
        waiting = _waiting(session, report)
    return EvidenceList(tuple(items), left_out_words(withheld, why_not) + waiting)


def _compared(
    session: Session, rows: Sequence[Observation], name: str, *, with_still: bool
) -> list[EvidenceItem]:
    """What was written of two clips, where the later belongs to one of these observations and the
    earlier to an approved one, of whatever day."""
    observed = {row.id: row for row in rows}
    later, earlier, then = aliased(Evidence), aliased(Evidence), aliased(Observation)
    found = session.execute(
        select(Comparison, later, later.observation_id, then)
        .join(later, later.id == Comparison.later_id)
        .join(earlier, earlier.id == Comparison.earlier_id)
        .join(then, then.id == earlier.observation_id)
        .where(
            later.observation_id.in_(observed),
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
        now = observed[now_id]
        pts = row.later_sync_pts if clip.kind is EvidenceKind.VIDEO else None
        still = _still(clip, pts, caption_of(clip, now, name))
        shown = item(now, name, with_still=False)
        items.append(
            replace(
                shown,
                words=words,
                areas=shown.areas if row.area is None else (row.area,),
                still=still if with_still else None,
                then=ComparedWith(row.id, before.id, day_of(before)),
            )
        )
    return items


def _waiting(session: Session, report: Report) -> tuple[str, ...]:
    first, last = _moments(*period_of(report))
    rows = session.scalars(
        select(Observation.id).where(
            Observation.pupil_id == report.pupil_id,
            Observation.status != ObservationStatus.APPROVED,
            Observation.occurred_at.between(first, last),
        )
    ).all()
    if not rows:
        return ()
    if len(rows) == 1:
        return ("One observation is not approved yet and is not offered here.",)
    return (f"{len(rows)} observations are not approved yet and are not offered here.",)


def approved(
    session: Session, pupil_id: int, first: date, last: date, *, posters: bool = False
) -> list[Observation]:
    """A pupil's approved observations from `first` to `last`, oldest first."""
    evidence = selectinload(Observation.evidence)
    if posters:
        evidence = evidence.options(undefer(Evidence.poster))
    found = session.scalars(
        select(Observation)
        .where(
            Observation.pupil_id == pupil_id,
            # most are: the pupil's own index answers, not the one by status, of the whole school
            func.likely(Observation.status == ObservationStatus.APPROVED),
            Observation.occurred_at.between(*_moments(first, last)),
        )
        .order_by(Observation.occurred_at, Observation.id)
        .options(
            selectinload(Observation.responses),
            selectinload(Observation.outcomes),
            selectinload(Observation.statements).joinedload(FrameworkStatement.framework),
            joinedload(Observation.observer),
            evidence,
            selectinload(Observation.evidence).selectinload(Evidence.markers),
        )
    )
    return list(found.unique())


def _moments(first: date, last: date) -> tuple[datetime, datetime]:
    """The first and last moment of the days from `first` to `last` on this PC."""
    return day_begins(first), day_ends(last)


def item(row: Observation, name: str, *, with_still: bool) -> EvidenceItem:
    """An observation as it can be dropped into a report."""
    return EvidenceItem(
        observation_id=row.id,
        on=day_of(row),
        activity=row.activity,
        observer=observer_of(row),
        words=own_words(row),
        areas=areas_of(row),
        from_home=row.who_observed == _FROM_HOME,
        outcome_ids=tuple(outcome.id for outcome in row.outcomes),
        still=_choice(row, name) if with_still else None,
        statements=tuple(f"{each.framework.name}: {each.said.title}" for each in row.statements),
    )


def still_row(row: Observation) -> Evidence | None:
    """The evidence whose picture stands for an observation: a chosen still, a photo, or a clip."""
    shown = [piece for piece in row.evidence if piece.kind in PICTURED]
    rank = {True: 0, False: 1}
    shown.sort(
        key=lambda piece: (
            rank[piece.still_of_id is not None],
            rank[piece.kind is EvidenceKind.PHOTO],
            piece.id,
        )
    )
    return shown[0] if shown else None


def _choice(row: Observation, name: str) -> StillChoice | None:
    chosen = still_row(row)
    if chosen is None:
        return None
    pts = marked_pts(chosen) if chosen.kind is EvidenceKind.VIDEO else None
    return _still(chosen, pts, caption_of(chosen, row, name))


def _still(row: Evidence, pts: int | None, caption: str) -> StillChoice:
    """The poster is of the clip's beginning: where a frame is named it would show another one."""
    return StillChoice(row.id, pts, caption, row.poster if pts is None else None)


def caption_of(evidence: Evidence, row: Observation | None, name: str) -> str:
    """The picture's own caption, or who, what and when."""
    if evidence.caption.strip():
        return evidence.caption
    taken = evidence.taken_at or (row.occurred_at if row else evidence.added_at)
    activity = row.activity if row else ""
    parts = (name, activity[:1].lower() + activity[1:], long_date(taken.astimezone().date()))
    return ", ".join(part for part in parts if part)


def picture_of(
    work: Workspace,
    pictures: ReportPictures,
    evidence: Evidence,
    frame_pts: int | None,
    caption: str,
) -> Picture | None:
    """The picture as a report prints it; None where there is nothing to see."""
    data = pictures.of(work, evidence, frame_pts)
    return Picture(data, caption, f"Photo: {caption}") if data else None


def own_words(row: Observation) -> str:
    """What the pupil did in the staff's own words, without the clip times that stand in them."""
    told = [response.what_pupil_did for response in in_order(row)] or [row.narrative]
    words = " ".join(without_times(text) for text in told if text.strip())
    return words or without_times(row.narrative) or row.activity


def without_times(text: str) -> str:
    """`text` on one line, without the times of a clip that stand in it."""
    return " ".join(_CLIP_TIME.sub("", text).split())


def in_order(row: Observation) -> list[AreaResponse]:
    """The responses in the guidance's order of the areas."""
    return sorted(row.responses, key=lambda response: list(Area).index(response.area))


def areas_of(row: Observation) -> tuple[Area, ...]:
    """The areas in which a response was seen."""
    touched = {response.area for response in row.responses}
    return tuple(area for area in Area if area in touched)


def observer_of(row: Observation) -> str:
    """Who saw it: a member of staff, or somebody else by name."""
    return row.observer.name if row.observer is not None else row.observer_name


def day_of(row: Observation) -> date:
    """The day of an observation on this PC's calendar."""
    return row.occurred_at.astimezone().date()


def gone() -> AppError:
    """The report was removed meanwhile."""
    return AppError("This report is no longer in the school’s file.")
