"""Reports: begin, write, rest on evidence, preview, approve, give. One function for each wish.

The report that is printed is made from the pupil's real records each time; the one that was given
is kept as it was, with its hash, and never made again.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload, undefer

from engagement_desktop.errors import AppError
from engagement_desktop.models.ehc_dates import review_dates, transfer_within_a_year
from engagement_desktop.models.records import (
    Evidence,
    Observation,
    ParagraphSource,
    Pupil,
    Report,
    ReportParagraph,
    School,
)
from engagement_desktop.models.report_parts import TALK, Part, outcome_parts, parts_of
from engagement_desktop.models.school_year import year_bounds
from engagement_desktop.models.states import ReportKind, ReportStatus
from engagement_desktop.reports import ehc_review, year_end
from engagement_desktop.services import report_evidence as seen
from engagement_desktop.services import report_gathering as gathering
from engagement_desktop.services.changes import Changes, Kind, Saved
from engagement_desktop.services.observations import may_approve
from engagement_desktop.services.report_evidence import ReportPictures
from engagement_desktop.services.report_gathering import Gathered
from engagement_desktop.services.report_hints import hints
from engagement_desktop.services.report_views import (
    AttendanceForm,
    MeetingForm,
    ParagraphView,
    Preview,
    ReportChoices,
    ReportLine,
    ReportView,
    SourceView,
)
from engagement_desktop.services.workspace import Workspace


def list_reports(work: Workspace, pupil_id: int) -> tuple[ReportLine, ...]:
    """A pupil's reports, the latest period first."""
    with work.database.read() as session:
        rows = session.scalars(
            select(Report)
            .where(Report.pupil_id == pupil_id)
            .order_by(Report.period.desc(), Report.kind)
        )
        return tuple(
            ReportLine(row.id, row.kind, row.period, row.status, row.updated_at) for row in rows
        )


def choices(work: Workspace, pupil_id: int) -> ReportChoices:
    """What reports a pupil has or could have.

    Raises:
        AppError: the pupil is gone.
    """
    with work.database.read() as session:
        pupil = session.get(Pupil, pupil_id)
        if pupil is None:
            raise AppError("This pupil is no longer in the school’s file.")
        name, review_on = pupil.preferred_name, pupil.plan_review_on
    return ReportChoices(name, list_reports(work, pupil_id), work.today(), review_on)


def begin(work: Workspace, pupil_id: int, kind: ReportKind, period: str) -> Saved[int]:
    """Begin a report, or find the one there is: a pupil has one of a kind for a period.

    `period` is a school year (“2025–26”) or the date of a review meeting (“2026-12-10”).

    Raises:
        AppError: the period cannot be read, or the pupil is gone.
    """
    period = checked_period(kind, period)
    now = work.now()
    with work.database.write() as session:
        if session.get(Pupil, pupil_id) is None:
            raise AppError("This pupil is no longer in the school’s file.")
        row = _find(session, pupil_id, kind, period)
        if row is None:
            row = Report(
                pupil_id=pupil_id,
                kind=kind,
                period=period,
                status=ReportStatus.DRAFT,
                dated=work.today(),
                created_at=now,
                updated_at=now,
            )
            session.add(row)
            session.flush()
            _offer_school_words(session, row)
        return Saved(row.id, _changes(row))


def _offer_school_words(session: Session, row: Report) -> None:
    words = session.scalars(select(School.discuss_report)).one()
    if row.kind is ReportKind.YEAR_END and words.strip():
        session.add(ReportParagraph(report_id=row.id, section=TALK.key, text=words))


def checked_period(kind: ReportKind, period: str) -> str:
    """The period as it is kept.

    Raises:
        AppError: it is no school year, or no date.
    """
    try:
        if kind is ReportKind.EHC_REVIEW:
            return date.fromisoformat(period.strip()).isoformat()
        first, _ = year_bounds(period.strip())
        label = f"{first.year}–{(first.year + 1) % 100:02d}"
        if period.strip().replace("-", "–") == label:
            return label
    except ValueError:
        pass
    raise AppError(
        f"“{period}” is not a period that this report can be for.",
        to_do="Write a school year such as 2025–26, or for a review the date of its meeting "
        "such as 2026-12-10.",
    )


def report(work: Workspace, report_id: int) -> ReportView:
    """One report as it is written.

    Raises:
        AppError: it is gone.
    """
    with work.database.read() as session:
        row = _row(session, report_id)
        pupil = session.get_one(Pupil, row.pupil_id)
        return _view(work, session, row, pupil)


def save_texts(work: Workspace, report_id: int, texts: Mapping[str, str]) -> Saved[None]:
    """Write paragraphs as typed (autosave). Those not named keep what they hold.

    Raises:
        AppError: the report is approved or gone.
    """
    with work.database.write() as session:
        row = _open_row(session, report_id)
        for key, text in texts.items():
            _paragraph(session, row, key).text = text
        row.updated_at = work.now()
        return Saved(None, _changes(row))


def attendance_texts(form: AttendanceForm) -> dict[str, str]:
    """The register's figures as `save_texts` and `preview` take them."""
    figures = (form.possible, form.attended, form.unauthorised)
    return {
        key: "" if figure is None else str(figure)
        for key, figure in zip(gathering.ATTENDANCE, figures, strict=True)
    }


def meeting_texts(form: MeetingForm) -> dict[str, str]:
    """The meeting's place and people as `save_texts` and `preview` take them."""
    return {gathering.MEETING_PLACE: form.place, gathering.MEETING_INVITED: form.invited}


def rest_on(
    work: Workspace,
    report_id: int,
    key: str,
    *,
    observation_id: int | None = None,
    evidence_id: int | None = None,
    frame_pts: int | None = None,
) -> Saved[SourceView | None]:
    """Let a paragraph rest on an observation, or show a still; None if it does already.

    A cover has one picture: a new one takes the place of the old.

    Raises:
        AppError: the report is approved or gone, or the record is another pupil's or gone.
    """
    with work.database.write() as session:
        row = _open_row(session, report_id)
        observation = _checked_observation(session, row, observation_id, evidence_id)
        paragraph = _paragraph(session, row, key)
        if key == gathering.COVER:
            paragraph.sources.clear()
        for source in paragraph.sources:
            if (source.observation_id, source.evidence_id, source.frame_pts) == (
                observation_id, evidence_id, frame_pts,
            ):  # fmt: skip
                return Saved(None, Changes())
        made = ParagraphSource(
            observation_id=observation_id, evidence_id=evidence_id, frame_pts=frame_pts
        )
        paragraph.sources.append(made)
        row.updated_at = work.now()
        session.flush()
        name = session.get_one(Pupil, row.pupil_id).preferred_name
        return Saved(_source_view(session, made, observation, name), _changes(row))


def _checked_observation(
    session: Session, row: Report, observation_id: int | None, evidence_id: int | None
) -> Observation | None:
    """The observation behind a source; refuses what belongs to another pupil."""
    if evidence_id is not None:
        evidence = session.get(Evidence, evidence_id)
        if evidence is None or evidence.pupil_id != row.pupil_id:
            raise AppError("This picture is no longer in the pupil’s record.")
        observation_id = evidence.observation_id
    if observation_id is None:
        return None
    found = session.get(Observation, observation_id)
    if found is None or found.pupil_id != row.pupil_id:
        raise AppError("This observation is no longer in the pupil’s record.")
    return found


def rest_no_more(work: Workspace, report_id: int, source_id: int) -> Saved[None]:
    """Take an observation or a still away from its paragraph."""
    with work.database.write() as session:
        row = _open_row(session, report_id)
        source = session.get(ParagraphSource, source_id)
        if source is not None:
            session.delete(source)
            row.updated_at = work.now()
        return Saved(None, _changes(row))


def caption_still(work: Workspace, report_id: int, source_id: int, caption: str) -> Saved[None]:
    """Write the caption that a still has in this report; empty for its own."""
    with work.database.write() as session:
        row = _open_row(session, report_id)
        source = session.get(ParagraphSource, source_id)
        if source is not None:
            source.caption = caption.strip()
            row.updated_at = work.now()
        return Saved(None, _changes(row))


def set_meeting_day(work: Workspace, report_id: int, day: date) -> Saved[None]:
    """Move a review to another day.

    Raises:
        AppError: there is evidence for a review on that day already, or the report is not open.
    """
    with work.database.write() as session:
        row = _open_row(session, report_id)
        other = _find(session, row.pupil_id, ReportKind.EHC_REVIEW, day.isoformat())
        if other is not None and other.id != row.id:
            raise AppError(
                "There is evidence for a review on that day already.",
                to_do="Choose it in the list of meetings above.",
            )
        row.period = day.isoformat()
        row.updated_at = work.now()
        return Saved(None, _changes(row))


def approve(work: Workspace, report_id: int) -> Saved[None]:
    """Approve a draft: from now on it is printed as it is.

    Raises:
        AppError: whoever is signed in does not approve, or it is no draft.
    """
    return _move(work, report_id, ReportStatus.DRAFT, ReportStatus.APPROVED)


def back_to_draft(work: Workspace, report_id: int) -> Saved[None]:
    """Open an approved report again; one that was given stays as it was given."""
    return _move(work, report_id, ReportStatus.APPROVED, ReportStatus.DRAFT)


def _move(
    work: Workspace, report_id: int, before: ReportStatus, after: ReportStatus
) -> Saved[None]:
    with work.database.write() as session:
        row = _row(session, report_id)
        if not may_approve(work, session):
            raise AppError(
                "A report is approved by a teacher.", to_do="Please ask the class teacher."
            )
        if row.status is not before:
            raise AppError(f"This report is {row.status.value} by now.")
        row.status = after
        row.updated_at = work.now()
        return Saved(None, _changes(row))


def give(work: Workspace, report_id: int, *, large_print: bool = False) -> Saved[date]:
    """Note that an approved report was given to the family today, and keep the PDF as given.

    Raises:
        AppError: it is not approved, or a picture cannot be read.
    """
    pdf = preview(work, report_id, {}, ReportPictures(), large_print=large_print).pdf
    with work.database.write() as session:
        row = _row(session, report_id)
        if row.status is not ReportStatus.APPROVED:
            raise AppError("Only an approved report is given.", to_do="Please approve it first.")
        row.status = ReportStatus.GIVEN
        row.given_on = work.today()
        row.given_pdf, row.given_sha256 = pdf, gathering.fingerprint(pdf)
        row.updated_at = work.now()
        return Saved(row.given_on, _changes(row))


def preview(
    work: Workspace,
    report_id: int,
    texts: Mapping[str, str],
    pictures: ReportPictures,
    *,
    large_print: bool = False,
) -> Preview:
    """The report as it would be printed, with `texts` as typed; one that was given, as given.

    Raises:
        AppError: it is gone, a picture cannot be read, or what was given is no longer whole.
    """
    with work.database.read() as session:
        row = _row(session, report_id, with_pdf=True)
        if row.given_pdf is not None:
            return Preview(_as_given(row))
        gathered = Gathered(work, session, row, texts, pictures)
        data = gathering.gathered_report(gathered, session)
        looked_at = hints(session, gathered.pupil, data)
    out = io.BytesIO()
    if isinstance(data, year_end.YearEndReport):
        year_end.render(data, out, large_print=large_print, store=pictures.store)
    else:
        ehc_review.render(data, out, large_print=large_print, store=pictures.store)
    return Preview(out.getvalue(), _missing(data), gathered.left_out, looked_at)


def missing_words(work: Workspace, report_id: int) -> tuple[str, ...]:
    """What the law asks for and a report still lacks; nothing for one that was given."""
    with work.database.read() as session:
        row = _row(session, report_id)
        if row.status is ReportStatus.GIVEN:
            return ()
        gathered = Gathered(work, session, row, {}, None)
        return _missing(gathering.gathered_report(gathered, session))


def _as_given(row: Report) -> bytes:
    assert row.given_pdf is not None
    if gathering.fingerprint(row.given_pdf) != row.given_sha256:
        raise AppError(
            "The report as it was given has been damaged in the school’s file.",
            to_do="Please bring back a backup from before.",
        )
    return row.given_pdf


def _missing(data: year_end.YearEndReport | ehc_review.EhcReviewEvidence) -> tuple[str, ...]:
    name = data.pupil.preferred_name
    if isinstance(data, year_end.YearEndReport):
        return tuple(part.short.replace("{name}", name) for part in year_end.missing_parts(data))
    return tuple(_missing_words(part, name) for part in ehc_review.missing_parts(data))


def _missing_words(missing: ehc_review.MissingPart, name: str) -> str:
    short = missing.part.short.replace("{name}", name)
    return f"{short} (“{missing.outcome}”)" if missing.outcome else short


def _view(work: Workspace, session: Session, row: Report, pupil: Pupil) -> ReportView:
    sources = _sources(session, row, pupil.preferred_name)
    texts = {paragraph.section: paragraph.text for paragraph in row.paragraphs}

    def shown(part: Part, group: str = "") -> ParagraphView:
        return ParagraphView(
            key=part.key,
            heading=part.heading_for(pupil.preferred_name),
            hint=part.hint_for(pupil.preferred_name),
            text=texts.get(part.key, ""),
            sources=sources.get(part.key, ()),
            area=part.area,
            group=group,
            needs_sources=part.from_evidence,
        )

    paragraphs = [shown(part) for part in parts_of(row.kind, pupil.actual_year)]
    view = ReportView(
        id=row.id,
        pupil_id=row.pupil_id,
        pupil_name=pupil.preferred_name,
        kind=row.kind,
        period=row.period,
        status=row.status,
        dated=row.dated,
        given_on=row.given_on,
        paragraphs=tuple(paragraphs),
        cover=next(iter(sources.get(gathering.COVER, ())), None),
        may_approve=may_approve(work, session),
    )
    if row.kind is ReportKind.YEAR_END:
        figures = (gathering.whole(texts.get(key, "")) for key in gathering.ATTENDANCE)
        return replace(view, attendance=AttendanceForm(*figures))
    outcomes = [
        shown(part, outcome.wording)
        for outcome in gathering.outcomes_of(session, row)
        for part in outcome_parts(outcome.id)
    ]
    meeting = date.fromisoformat(row.period)
    *before, differences, recommendations = paragraphs
    return replace(
        view,
        paragraphs=(*before, *outcomes, differences, recommendations),
        meeting=MeetingForm(
            texts.get(gathering.MEETING_PLACE, ""), texts.get(gathering.MEETING_INVITED, "")
        ),
        dates=review_dates(meeting, transfer_within_a_year(pupil.actual_year, meeting)),
    )


def _sources(session: Session, row: Report, name: str) -> dict[str, tuple[SourceView, ...]]:
    found: dict[str, tuple[SourceView, ...]] = {}
    for paragraph in row.paragraphs:
        views = []
        for source in paragraph.sources:
            observation_id = source.observation_id
            if source.evidence_id is not None:
                observation_id = session.get_one(Evidence, source.evidence_id).observation_id
            observation = session.get(Observation, observation_id) if observation_id else None
            views.append(_source_view(session, source, observation, name))
        found[paragraph.section] = tuple(sorted(views, key=lambda view: (view.on, view.id)))
    return found


def _source_view(
    session: Session, source: ParagraphSource, observation: Observation | None, name: str
) -> SourceView:
    if source.evidence_id is not None:
        evidence = session.get_one(Evidence, source.evidence_id)
        words = source.caption or seen.caption_of(evidence, observation, name)
        moment = evidence.taken_at or evidence.added_at
        day = seen.day_of(observation) if observation else moment.astimezone().date()
    else:
        assert observation is not None
        words, day = observation.activity, seen.day_of(observation)
    return SourceView(source.id, source.observation_id, source.evidence_id, day, words)


def _find(session: Session, pupil_id: int, kind: ReportKind, period: str) -> Report | None:
    return session.scalars(
        select(Report).where(
            Report.pupil_id == pupil_id, Report.kind == kind, Report.period == period
        )
    ).one_or_none()


def _row(session: Session, report_id: int, *, with_pdf: bool = False) -> Report:
    wanted = [selectinload(Report.paragraphs).options(selectinload(ReportParagraph.sources))]
    query = select(Report).where(Report.id == report_id).options(*wanted)
    if with_pdf:
        query = query.options(undefer(Report.given_pdf))
    row = session.scalars(query).one_or_none()
    if row is None:
        raise seen.gone()
    return row


def _open_row(session: Session, report_id: int) -> Report:
    row = _row(session, report_id)
    if row.status is not ReportStatus.DRAFT:
        raise AppError(
            f"This report is {row.status.value} and no longer changes.",
            safe="What it says is kept.",
            to_do="Open it again with “Back to draft” to change it."
            if row.status is ReportStatus.APPROVED
            else "",
        )
    return row


def _paragraph(session: Session, row: Report, key: str) -> ReportParagraph:
    for paragraph in row.paragraphs:
        if paragraph.section == key:
            return paragraph
    made = ReportParagraph(section=key, text="")
    row.paragraphs.append(made)
    session.flush()
    return made


def _changes(row: Report) -> Changes:
    return Changes.of(Kind.REPORT, row.id, pupils=[row.pupil_id])
