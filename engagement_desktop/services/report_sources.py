"""What a paragraph of a report rests on: observations, and stills that are shown with it."""

from __future__ import annotations

from sqlalchemy.orm import Session

from engagement_desktop.errors import AppError
from engagement_desktop.models.records import (
    Evidence,
    Observation,
    ParagraphSource,
    Pupil,
    Report,
)
from engagement_desktop.models.roles import Act
from engagement_desktop.services import report_evidence as seen
from engagement_desktop.services import report_gathering as gathering
from engagement_desktop.services import report_rows as rows
from engagement_desktop.services.changes import Changes, Saved
from engagement_desktop.services.report_views import SourceView
from engagement_desktop.services.workspace import Workspace


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
    with work.writing(Act.REPORT) as session:
        row = rows.open_row(session, report_id)
        observation = _checked_observation(session, row, observation_id, evidence_id)
        paragraph = rows.paragraph_row(session, row, key)
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
        return Saved(_source_view(session, made, observation, name), rows.changes_of(row))


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
    with work.writing(Act.REPORT) as session:
        row = rows.open_row(session, report_id)
        source = _source_in(row, source_id)
        if source is not None:
            session.delete(source)
            row.updated_at = work.now()
        return Saved(None, rows.changes_of(row))


def caption_still(work: Workspace, report_id: int, source_id: int, caption: str) -> Saved[None]:
    """Write the caption that a still has in this report; empty for its own."""
    with work.writing(Act.REPORT) as session:
        row = rows.open_row(session, report_id)
        source = _source_in(row, source_id)
        if source is not None:
            source.caption = caption.strip()
            row.updated_at = work.now()
        return Saved(None, rows.changes_of(row))


def _source_in(row: Report, source_id: int) -> ParagraphSource | None:
    """The source, if a paragraph of this very report has it; None once it was taken away."""
    sources = (source for paragraph in row.paragraphs for source in paragraph.sources)
    return next((source for source in sources if source.id == source_id), None)


def sources_of(session: Session, row: Report, name: str) -> dict[str, tuple[SourceView, ...]]:
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
