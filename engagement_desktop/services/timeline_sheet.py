"""The printed timeline: the part and the choice that are on the screen, gathered into a sheet."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select

from engagement_desktop.errors import AppError
from engagement_desktop.models.mark_looks import MarkLook, letters, look_of
from engagement_desktop.models.records import AreaResponse
from engagement_desktop.models.school_year import year_bounds
from engagement_desktop.models.vocabularies import Words
from engagement_desktop.reports import timeline_sheet
from engagement_desktop.reports.timeline_content import (
    SheetBand,
    SheetMark,
    SheetSign,
    TimelineSheet,
)
from engagement_desktop.services import names_held, pupil_rows
from engagement_desktop.services import report_evidence as seen
from engagement_desktop.services.leaving import Leaving
from engagement_desktop.services.report_gathering import pupil_details, school_details
from engagement_desktop.services.report_views import Preview
from engagement_desktop.services.timeline import (
    Band,
    Landmark,
    LandmarkKind,
    TimelineView,
    timeline,
)
from engagement_desktop.services.timeline_filter import Filter, filter_words, shown
from engagement_desktop.services.workspace import Workspace

NOT_SAID = "not said yet"


@dataclass(frozen=True)
class SheetWish:
    """What is printed: the days from `first` to `last`, on A4 or A3, with the words or without."""

    first: date
    last: date
    chosen: Filter = field(default_factory=Filter)
    a3: bool = False
    in_words: bool = True


def wish_of(
    work: Workspace, pupil_id: int, period: str | None = None, *, a3: bool = False
) -> SheetWish:
    """A school year like “2025–26”; without one everything, from the first observation to today.

    Raises:
        AppError: that is no school year, or nothing has been observed yet.
    """
    today = work.today()
    if period is None:
        days = timeline(work, pupil_id).observation_days
        if not days:
            raise AppError("Nothing has been observed yet, so there is no timeline.")
        return SheetWish(min(days[0][1].date(), today), today, a3=a3)
    try:
        first, last = year_bounds(period)
    except ValueError:
        raise AppError(
            f"“{period}” is no school year.", to_do="Please write it like 2025-26."
        ) from None
    return SheetWish(first, max(first, min(last, today)), a3=a3)


def preview(work: Workspace, pupil_id: int, wish: SheetWish) -> Preview:
    """The timeline of one pupil as it will leave. Errors are those of `timeline_pdf`."""
    return Preview(timeline_pdf(work, pupil_id, wish), Leaving("timeline_sheet", (pupil_id,)))


def timeline_pdf(work: Workspace, pupil_id: int, wish: SheetWish) -> bytes:
    """The timeline of one pupil as a PDF.

    Raises:
        AppError: the pupil is gone, or the last day comes before the first.
    """
    if wish.last < wish.first:
        raise AppError("The last day comes before the first.", to_do="Please change one of them.")
    stream = io.BytesIO()
    sheet = gather(work, pupil_id, wish)
    timeline_sheet.render(sheet, stream, a3=wish.a3, in_words=wish.in_words)
    return stream.getvalue()


def gather(work: Workspace, pupil_id: int, wish: SheetWish) -> TimelineSheet:
    """Everything that stands within the days wished for."""
    view, words = timeline(work, pupil_id), work.words()
    admitted, _ = shown(view, wish.chosen)
    marks = [mark for mark in admitted if wish.first <= mark.day <= wish.last]
    said = _said(work, pupil_id) if wish.in_words else {}
    known = letters(view.shows_words)
    in_use = {mark.shows for mark in marks}
    looks = {mark.established for mark in marks}
    with work.database.read() as session:
        pupil = pupil_rows.pupil_row(session, pupil_id)
        sheet = TimelineSheet(
            school=school_details(session),
            pupil=pupil_details(pupil),
            first=wish.first,
            last=wish.last,
            filter_words=filter_words(view, wish.chosen),
            written_on=work.today(),
            marks=tuple(
                SheetMark(
                    mark.area,
                    mark.day,
                    look_of(mark.established),
                    known.get(mark.shows or "", ""),
                    mark.baseline,
                    words.text(mark.established) or NOT_SAID,
                    words.text(mark.shows),
                    said.get(mark.response_id, ""),
                    ", ".join(
                        filter(None, (mark.seen.activity, mark.seen.place, *mark.seen.adults))
                    ),
                )
                for mark in marks
            ),
            terms=_bands(view.terms),
            plans=_bands(view.plans),
            provision=_bands(view.provision),
            judgements=_signs(view, wish, words),
            notes=tuple(
                SheetSign(note.day, note.text)
                for note in view.notes
                if wish.first <= note.day <= wish.last
            ),
            fills=_fills(view, looks),
            letters=tuple(
                (known[word.key], word.text)
                for word in view.shows_words
                if word.key in in_use and word.key in known
            ),
        )
        return names_held.without_other_pupils(session, pupil, sheet)


def _fills(view: TimelineView, looks: set[str | None]) -> tuple[tuple[MarkLook, str], ...]:
    """The legend of the fills in use."""
    fills = [(look_of(word.key), word.text) for word in view.established_words if word.key in looks]
    if None in looks:
        fills.append((MarkLook.NOT_SAID, NOT_SAID))
    return tuple(fills)


def _bands(bands: Iterable[Band]) -> tuple[SheetBand, ...]:
    return tuple(SheetBand(band.name, band.first, band.last) for band in bands)


def _signs(view: TimelineView, wish: SheetWish, words: Words) -> tuple[SheetSign, ...]:
    def sign(each: Landmark) -> SheetSign:
        text = ", ".join(filter(None, (words.text(each.established), each.text)))
        if each.kind is LandmarkKind.MODERATION:
            return SheetSign(each.day, text)
        return SheetSign(each.day, text, each.area, look_of(each.established))

    return tuple(sign(each) for each in view.landmarks if wish.first <= each.day <= wish.last)


def _said(work: Workspace, pupil_id: int) -> dict[int, str]:
    """What the pupil did, whole, by response; the times of clips lead nowhere on paper."""
    with work.database.read() as session:
        found = session.execute(
            select(AreaResponse.id, AreaResponse.what_pupil_did).where(
                AreaResponse.of_pupil_id == pupil_id
            )
        )
        return {number: seen.without_times(did) for number, did in found}
