"""One response with everything that was written and kept around it, for the timeline's cards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload, undefer

from engagement_desktop.errors import AppError
from engagement_desktop.models.areas import Area
from engagement_desktop.models.records import AreaResponse, Evidence, Marker, Observation
from engagement_desktop.models.states import EvidenceKind, ObservationStatus
from engagement_desktop.services.workspace import Workspace


@dataclass(frozen=True)
class Picture:
    """A still, photo or clip's poster to show on the card."""

    evidence_id: int
    kind: EvidenceKind
    title: str
    jpeg: bytes


@dataclass(frozen=True)
class Moment:
    """A marked moment of a clip that tells something of this response, or of no area yet."""

    evidence_id: int
    pts: int
    frame: int
    title: str
    note: str


@dataclass(frozen=True)
class ResponseCard:
    """What the card of a mark says, every vocabulary already in the school's words."""

    response_id: int
    observation_id: int
    area: Area
    at: datetime
    status: ObservationStatus
    what_pupil_did: str
    how_established: str
    what_this_shows: str
    support: tuple[str, ...]
    consistency: str
    confidence: str
    subtle_responses: tuple[str, ...]
    activity: str
    place: str
    adults: str
    observer: str
    who_observed: str
    context: tuple[str, ...]
    provision: str
    provision_effect: str
    outcomes: tuple[str, ...]
    next_action: str
    pictures: tuple[Picture, ...]
    moments: tuple[Moment, ...]
    clip_id: int | None
    """The first clip of the observation, ready to be watched."""
    statements: tuple[str, ...] = ()
    """What the observation is tagged with of other frameworks."""


def response_card(work: Workspace, response_id: int) -> ResponseCard:
    """The card of one response.

    Raises:
        AppError: the response has been removed meanwhile.
    """
    words = work.words()
    with work.database.read() as session:
        response = session.scalar(
            select(AreaResponse)
            .where(AreaResponse.id == response_id)
            .options(
                joinedload(AreaResponse.observation).joinedload(Observation.observer),
                joinedload(AreaResponse.observation).selectinload(Observation.context),
                joinedload(AreaResponse.observation).selectinload(Observation.outcomes),
                joinedload(AreaResponse.observation).selectinload(Observation.statements),
                joinedload(AreaResponse.observation)
                .selectinload(Observation.evidence)
                .options(
                    undefer(Evidence.poster),
                    selectinload(Evidence.markers).selectinload(Marker.areas),
                ),
                selectinload(AreaResponse.support),
                selectinload(AreaResponse.subtle_responses),
            )
        )
        if response is None:
            raise AppError(
                "This response is no longer in the observation.",
                to_do="The timeline shows what is there now.",
            )
        seen = response.observation
        shown = [item for item in seen.evidence if item.kind in _PICTURED]
        # Stills first: somebody chose that very frame.
        shown.sort(key=lambda item: (item.still_of_id is None, item.id))
        clips = [item.id for item in seen.evidence if item.kind is EvidenceKind.VIDEO]
        return ResponseCard(
            response_id=response.id,
            observation_id=seen.id,
            area=response.area,
            at=seen.occurred_at.astimezone(),
            status=seen.status,
            what_pupil_did=response.what_pupil_did,
            how_established=words.text(response.how_established),
            what_this_shows=words.text(response.what_this_shows),
            support=tuple(words.text(item.word) for item in response.support),
            consistency=words.text(response.consistency),
            confidence=words.text(response.confidence),
            subtle_responses=tuple(words.text(item.word) for item in response.subtle_responses),
            activity=seen.activity,
            place=seen.place,
            adults=seen.adults,
            observer=seen.observer.name if seen.observer else seen.observer_name,
            who_observed=words.text(seen.who_observed),
            context=tuple(item.text for item in seen.context),
            provision=seen.provision,
            provision_effect=seen.provision_effect,
            outcomes=tuple(outcome.wording for outcome in seen.outcomes),
            next_action=_next_action(words.text(seen.next_action), seen.next_action_note),
            pictures=tuple(
                Picture(item.id, item.kind, item.caption or item.original_name, item.poster)
                for item in shown
                if item.poster
            ),
            moments=_moments(seen.evidence, response.area),
            clip_id=clips[0] if clips else None,
            statements=tuple(statement.said.title for statement in seen.statements),
        )


def _moments(evidence: Sequence[Evidence], area: Area) -> tuple[Moment, ...]:
    return tuple(
        Moment(item.id, marker.pts, marker.frame, marker.title, marker.note)
        for item in evidence
        for marker in item.markers
        if not marker.areas or any(marked.area is area for marked in marker.areas)
    )


_PICTURED = frozenset({EvidenceKind.VIDEO, EvidenceKind.PHOTO})


def _next_action(word: str, note: str) -> str:
    return ": ".join(part for part in (word, note.strip()) if part)
