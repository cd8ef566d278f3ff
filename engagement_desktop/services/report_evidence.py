"""What a report may rest on and show: approved observations, and stills whose permission stands.

A picture enters a report only while “sharing with family” is permitted on that very day; what stays
out is told to the writer.
"""

from __future__ import annotations

import re
import threading
from collections import OrderedDict
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from engagement_desktop.errors import AppError
from engagement_desktop.models.areas import Area
from engagement_desktop.models.days import day_begins, day_ends
from engagement_desktop.models.records import (
    AreaResponse,
    Evidence,
    FrameworkStatement,
    Observation,
    Report,
)
from engagement_desktop.models.school_year import year_bounds
from engagement_desktop.models.states import (
    EvidenceKind,
    ObservationStatus,
    ReportKind,
)
from engagement_desktop.reports.content import Picture, long_date
from engagement_desktop.reports.pictures import PictureStore
from engagement_desktop.services.report_views import (
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


def approved(session: Session, pupil_id: int, first: date, last: date) -> list[Observation]:
    """A pupil's approved observations from `first` to `last`, oldest first."""
    found = session.scalars(
        select(Observation)
        .where(*is_approved(pupil_id, first, last))
        .order_by(Observation.occurred_at, Observation.id)
        .options(
            selectinload(Observation.responses),
            selectinload(Observation.outcomes),
            selectinload(Observation.statements).joinedload(FrameworkStatement.framework),
            joinedload(Observation.observer),
            selectinload(Observation.evidence).selectinload(Evidence.markers),
        )
    )
    return list(found.unique())


def is_approved(pupil_id: int, first: date, last: date) -> tuple[ColumnElement[bool], ...]:
    """That an observation is an approved one of this pupil, on one of these days."""
    return (
        Observation.pupil_id == pupil_id,
        # most are: the pupil's own index answers, not the one by status, of the whole school
        func.likely(Observation.status == ObservationStatus.APPROVED),
        Observation.occurred_at.between(*moments(first, last)),
    )


def moments(first: date, last: date) -> tuple[datetime, datetime]:
    """The first and last moment of the days from `first` to `last` on this PC."""
    return day_begins(first), day_ends(last)


def still_row(row: Observation) -> Evidence | None:
    """The evidence whose picture stands for an observation: a chosen still, a photo, or a clip."""
    shown = [piece for piece in row.evidence if piece.kind in PICTURED]
    shown.sort(key=lambda piece: still_rank(piece.kind, piece.still_of_id, piece.id))
    return shown[0] if shown else None


def still_rank(
    kind: EvidenceKind, still_of_id: int | None, evidence_id: int
) -> tuple[bool, bool, int]:
    """Of the pictures of an observation, the one with the least rank stands for it."""
    return still_of_id is None, kind is not EvidenceKind.PHOTO, evidence_id


def caption_of(evidence: Evidence, row: Observation | None, name: str) -> str:
    """The picture's own caption, or who, what and when."""
    taken = evidence.taken_at or (row.occurred_at if row else evidence.added_at)
    activity = row.activity if row else ""
    return caption_words(evidence.caption, name, activity, taken.astimezone().date())


def caption_words(own: str, name: str, activity: str, day: date) -> str:
    """A picture’s `own` caption, or who, what and when."""
    if own.strip():
        return own
    parts = (name, activity[:1].lower() + activity[1:], long_date(day))
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
    did = [response.what_pupil_did for response in in_order(row)]
    return words_told(did, row.narrative, row.activity)


def words_told(did: Sequence[str], narrative: str, activity: str) -> str:
    """What the pupil `did`, area by area, without the clip times; else what there is instead."""
    words = " ".join(without_times(text) for text in did if text.strip())
    return words or without_times(narrative) or activity


def without_times(text: str) -> str:
    """`text` on one line, without the times of a clip that stand in it."""
    if "[" in text:
        text = _CLIP_TIME.sub("", text)
    return " ".join(text.split())


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
