"""The samples of moderations: the responses to look at, and the clips that may be watched.

Those of several moderations are read with one another.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from engagement_desktop.models.areas import Area
from engagement_desktop.models.records import (
    AreaResponse,
    Evidence,
    Moderation,
    Observation,
    ResponseSubtle,
    ResponseSupport,
)
from engagement_desktop.models.states import EvidenceKind, PermissionUse
from engagement_desktop.models.vocabularies import Words
from engagement_desktop.services import permitted
from engagement_desktop.services.moderation_views import SampleView

_Clips = Mapping[int | None, Sequence[int]]
"""The clips of each observation."""


@dataclass(frozen=True)
class Sample:
    """What is shown of a sample, in order of time, and whether clips of it are not."""

    shown: tuple[SampleView, ...]
    clips_left_out: bool


def read_samples(
    session: Session, rows: Sequence[Moderation], words: Words, day: date
) -> tuple[Sample, ...]:
    """The sample of each of these moderations, with the clips for which permission stands."""
    ids = {link.observation_id for row in rows for link in row.sample}
    responses, clips = _responses(session, ids, words), _clips(session, ids)
    return tuple(_sample(session, row, responses, clips, day) for row in rows)


def _sample(
    session: Session,
    row: Moderation,
    responses: Sequence[tuple[Area, SampleView]],
    clips: _Clips,
    day: date,
) -> Sample:
    ids = {link.observation_id for link in row.sample}
    every = {clip for number in ids for clip in clips.get(number, ())}
    watched = _may_be_watched(session, row, every, day)
    return Sample(
        shown=tuple(
            replace(
                view,
                clip_ids=tuple(
                    clip for clip in clips.get(view.observation_id, ()) if clip in watched
                ),
            )
            for area, view in responses
            if area is row.area and view.observation_id in ids
        ),
        clips_left_out=bool(every - watched),
    )


def _may_be_watched(session: Session, row: Moderation, clips: set[int], day: date) -> set[int]:
    """The clips for which permission stands, of this pupil and of others in them."""
    outside = row.meeting is not None and row.meeting.with_school
    use = PermissionUse.EXTERNAL_MODERATION if outside else PermissionUse.INTERNAL_MODERATION
    if not clips or permitted.why_not(session, row.pupil_id, use, day):
        return set()
    return {clip for clip in clips if not permitted.why_not_others(session, clip, use, day)}


def _responses(
    session: Session, observation_ids: set[int], words: Words
) -> list[tuple[Area, SampleView]]:
    """Every response of these observations with its area, in order of time, without clips."""
    found = session.execute(
        select(
            AreaResponse.id,
            AreaResponse.area,
            AreaResponse.observation_id,
            AreaResponse.what_pupil_did,
            Observation.occurred_at,
            Observation.activity,
            Observation.place,
            Observation.provision,
        )
        .join(Observation, Observation.id == AreaResponse.observation_id)
        .where(AreaResponse.observation_id.in_(observation_ids))
        .order_by(Observation.occurred_at, Observation.id)
    ).all()
    ids = [row.id for row in found]
    support = _chosen(session, ResponseSupport, ids, words)
    subtle = _chosen(session, ResponseSubtle, ids, words)
    return [
        (
            row.area,
            SampleView(
                observation_id=row.observation_id,
                day=row.occurred_at.astimezone().date(),
                activity=row.activity,
                place=row.place,
                what_pupil_did=row.what_pupil_did,
                support=tuple(support[row.id]),
                subtle_responses=tuple(subtle[row.id]),
                provision=row.provision,
                clip_ids=(),
            ),
        )
        for row in found
    ]


def _chosen(
    session: Session,
    kind: type[ResponseSupport | ResponseSubtle],
    response_ids: Sequence[int],
    words: Words,
) -> dict[int, list[str]]:
    """What was chosen of a vocabulary in each response, in the school's words."""
    chosen: dict[int, list[str]] = defaultdict(list)
    query = select(kind.response_id, kind.word).where(kind.response_id.in_(response_ids))
    for response_id, word in session.execute(query.order_by(kind.response_id, kind.word)):
        chosen[response_id].append(words.text(word))
    return chosen


def _clips(session: Session, observation_ids: set[int]) -> dict[int | None, list[int]]:
    clips: dict[int | None, list[int]] = defaultdict(list)
    query = select(Evidence.observation_id, Evidence.id).where(
        Evidence.observation_id.in_(observation_ids), Evidence.kind == EvidenceKind.VIDEO
    )
    for observation_id, evidence_id in session.execute(query.order_by(Evidence.id)):
        clips[observation_id].append(evidence_id)
    return clips
