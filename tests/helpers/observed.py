"""Writes observations straight into a school's file, as short as a test can say them."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache

from PIL import Image

from engagement_desktop.models.areas import Area
from engagement_desktop.models.records import (
    AreaResponse,
    Evidence,
    Media,
    Observation,
    ObservationContext,
    ObservationOutcome,
    ResponseSupport,
)
from engagement_desktop.models.records.media import MediaState
from engagement_desktop.models.states import EvidenceKind, ObservationStatus
from engagement_desktop.services.workspace import Workspace


@dataclass(frozen=True)
class Seen:
    """One observation with a response in one area. Words are the ends of their keys."""

    when: datetime
    area: Area = Area.ANTICIPATION
    established: str | None = "emerging"
    did: str = "Looked up."
    activity: str = "Bubble tube"
    place: str = "Sensory room"
    adults: str = "Tom"
    why: str | None = None
    shows: str | None = None
    support: tuple[str, ...] = ()
    sleep: str = ""
    clip: bool = False
    outcome: int | None = None


def at(year: int, month: int, day: int, hour: int = 10) -> datetime:
    """A moment by the clock on this PC's wall."""
    return datetime(year, month, day, hour).astimezone(UTC)


def observe(work: Workspace, pupil_id: int, *those: Seen) -> list[tuple[int, int]]:
    """Write them; the ids of each observation and its response."""
    ids = []
    with work.database.write() as session:
        for seen in those:
            observation = Observation(
                pupil_id=pupil_id,
                status=ObservationStatus.APPROVED,
                occurred_at=seen.when,
                activity=seen.activity,
                place=seen.place,
                adults=seen.adults,
                why_activity=_key("why_activity", seen.why),
                observer_id=work.staff_id,
                created_at=seen.when,
                updated_at=seen.when,
            )
            session.add(observation)
            session.flush()
            response = AreaResponse(
                observation_id=observation.id,
                area=seen.area,
                what_pupil_did=seen.did,
                how_established=_key("how_established", seen.established),
                what_this_shows=_key("what_this_shows", seen.shows),
                support=[ResponseSupport(word=f"support.{word}") for word in seen.support],
            )
            session.add(response)
            if seen.sleep:
                session.add(
                    ObservationContext(
                        observation_id=observation.id, kind="context.sleep", text=seen.sleep
                    )
                )
            if seen.outcome is not None:
                session.add(
                    ObservationOutcome(observation_id=observation.id, outcome_id=seen.outcome)
                )
            if seen.clip:
                media = Media(
                    state=MediaState.READY,
                    size=1,
                    chunk_size=1,
                    sha256=f"{observation.id:064x}",
                    started_at=seen.when,
                )
                session.add(media)
                session.flush()
                session.add(
                    Evidence(
                        pupil_id=pupil_id,
                        observation_id=observation.id,
                        media_id=media.id,
                        kind=EvidenceKind.VIDEO,
                        original_name="tube.mp4",
                        poster=_poster(),
                        added_at=seen.when,
                    )
                )
            session.flush()
            ids.append((observation.id, response.id))
    return ids


def clip_of(work: Workspace, observation_id: int) -> int:
    """The id of the clip of an observation."""
    with work.database.read() as session:
        found = session.query(Evidence.id).filter_by(observation_id=observation_id).scalar()
    assert isinstance(found, int)
    return found


def responses(pairs: Sequence[tuple[int, int]]) -> list[int]:
    """The ids of the responses alone."""
    return [response for _, response in pairs]


@cache
def _poster() -> bytes:
    """A small grey JPEG."""
    file = io.BytesIO()
    Image.new("RGB", (32, 18), "grey").save(file, "JPEG")
    return file.getvalue()


def _key(vocabulary: str, word: str | None) -> str | None:
    return f"{vocabulary}.{word}" if word else None
