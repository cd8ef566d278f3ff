"""What a paragraph of a report rests on: observations, and stills that are shown with it."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from engagement_desktop.errors import AppError
from engagement_desktop.models.records import (
    Evidence,
    Observation,
    ParagraphSource,
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
) -> Saved[None]:
    """Let a paragraph rest on an observation, or show a still, if it does not already.

    A cover has one picture: a new one takes the place of the old.

    Raises:
        AppError: the report is approved or gone, or the record is another pupil's or gone.
    """
    with work.writing(Act.REPORT) as session:
        row = rows.open_row(session, report_id)
        _check_whose(session, row, observation_id, evidence_id)
        paragraph = rows.paragraph_row(session, row, key)
        if key == gathering.COVER:
            paragraph.sources.clear()
        for source in paragraph.sources:
            if (source.observation_id, source.evidence_id, source.frame_pts) == (
                observation_id, evidence_id, frame_pts,
            ):  # fmt: skip
                return Saved(None, Changes())
        paragraph.sources.append(
            ParagraphSource(
                observation_id=observation_id, evidence_id=evidence_id, frame_pts=frame_pts
            )
        )
        row.updated_at = work.now()
        return Saved(None, rows.changes_of(row))


def _check_whose(
    session: Session, row: Report, observation_id: int | None, evidence_id: int | None
) -> None:
    """Refuse what belongs to another pupil, or is gone."""
    if evidence_id is not None:
        evidence = session.get(Evidence, evidence_id)
        if evidence is None or evidence.pupil_id != row.pupil_id:
            raise AppError("This picture is no longer in the pupil’s record.")
        observation_id = evidence.observation_id
    if observation_id is None:
        return
    found = session.get(Observation, observation_id)
    if found is None or found.pupil_id != row.pupil_id:
        raise AppError("This observation is no longer in the pupil’s record.")


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
    """What each paragraph of a report rests on, by the paragraph’s key, the earliest day first."""
    sources = [source for paragraph in row.paragraphs for source in paragraph.sources]
    wanted = [source.evidence_id for source in sources]
    pieces = {
        piece.id: piece
        for piece in session.scalars(select(Evidence).where(Evidence.id.in_(wanted)))
    }
    of_pieces = [piece.observation_id for piece in pieces.values()]
    wanted = [*of_pieces, *(source.observation_id for source in sources)]
    observed: dict[int | None, Observation] = {
        each.id: each
        for each in session.scalars(select(Observation).where(Observation.id.in_(wanted)))
    }

    def view(source: ParagraphSource) -> SourceView:
        if source.evidence_id is None:
            return _of_observation(source, observed[source.observation_id])
        piece = pieces[source.evidence_id]
        return _of_still(source, piece, observed.get(piece.observation_id), name)

    return {
        paragraph.section: tuple(
            sorted(map(view, paragraph.sources), key=lambda each: (each.on, each.id))
        )
        for paragraph in row.paragraphs
    }


def _of_observation(source: ParagraphSource, row: Observation) -> SourceView:
    return SourceView(source.id, row.id, None, seen.day_of(row), row.activity)


def _of_still(
    source: ParagraphSource, piece: Evidence, row: Observation | None, name: str
) -> SourceView:
    words = source.caption or seen.caption_of(piece, row, name)
    moment = piece.taken_at or piece.added_at
    day = seen.day_of(row) if row is not None else moment.astimezone().date()
    return SourceView(source.id, source.observation_id, piece.id, day, words)
