"""What ten years leave of every pupil beside their observations, in a generated school.

Outcomes and their steps, plans and reviews, judgements of each term, what was told and agreed,
moderation, reports that were given, photos and clips: as many as a busy school would have.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import count
from random import Random
from typing import Any, TypeVar

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from engagement_desktop.benchmarks.large_observations import next_id, sentence, words
from engagement_desktop.models.areas import Area
from engagement_desktop.models.records import (
    Base,
    CommunicationSign,
    Contact,
    Contribution,
    Conversation,
    ConversationTarget,
    Evidence,
    Interest,
    Judgement,
    JudgementObservation,
    Marker,
    MarkerArea,
    Moderation,
    ModerationObservation,
    ModerationView,
    Observation,
    Outcome,
    OutcomeNeed,
    OutcomeStep,
    ParagraphSource,
    Permission,
    Plan,
    PlanArea,
    ProvisionChange,
    Report,
    ReportParagraph,
    Term,
)
from engagement_desktop.models.report_parts import LOVED, area_part
from engagement_desktop.models.school_year import school_year
from engagement_desktop.models.states import (
    AreaOfNeed,
    ContactKind,
    ContributionKind,
    PermissionUse,
    ReportKind,
    ReportStatus,
    StepStatus,
)
from engagement_desktop.models.vocabularies import Vocabulary
from engagement_desktop.paths import resource
from engagement_desktop.progress import SilentProgress
from engagement_desktop.services.demo_making import StoredFile, store
from engagement_desktop.services.workspace import Workspace
from engagement_desktop.video.frame_index import FrameIndex
from engagement_desktop.video.probe import probe

R = TypeVar("R", bound=Base)

_PHOTO_EVERY, _CLIP_EVERY = 20, 60
"""Every so many observations there is one."""
_WEEK = timedelta(days=7)

_FOUND_BY = (
    ("outcome", "outcome", "wording || char(10) || success"),
    ("plan", "plan", "activity || char(10) || success_criteria || char(10) || what_worked"),
    ("provision", "provision_change", "what || char(10) || effect"),
    ("contribution", "contribution", "told_by || char(10) || words"),
    (
        "conversation",
        "conversation",
        "with_whom || char(10) || home_sees || char(10) || school_told",
    ),
    ("judgement", "judgement", "words"),
    ("moderation", "moderation", "agreed || char(10) || why"),
    (
        "marker",
        "(SELECT marker.*, pupil_id FROM marker JOIN evidence ON evidence.id = evidence_id)",
        "title || char(10) || note",
    ),
)
"""A kind of record, where it is read from, and the words by which it is found."""
_ENTRIES = """
    INSERT INTO search_entry (kind, record_id, pupil_id) SELECT :kind, id, pupil_id FROM {}
    WHERE id NOT IN (SELECT record_id FROM search_entry WHERE kind = :kind)
"""
_WORDS = """
    INSERT INTO search_text (rowid, words)
    SELECT e.id, {} FROM search_entry e JOIN {} t ON t.id = e.record_id
    WHERE e.kind = :kind AND e.id NOT IN (SELECT id FROM search_text_docsize)
"""


@dataclass(frozen=True)
class _Seen:
    """An observation of one pupil: its id and its time."""

    id: int
    at: datetime


def write_record(work: Workspace, pupil_ids: tuple[int, ...], rng: Random) -> None:
    """Add to the observations of these pupils whatever else there is of ten years."""
    photo, clip = _store(work, "photos", "*.jpg"), _store(work, "clips", "*.mp4")
    with work.database.write() as session:
        terms = [
            (term.id, term.first_day, term.last_day)
            for term in session.scalars(select(Term).order_by(Term.first_day))
            if term.first_day <= work.today()
        ]
        ids = _Ids(session)
        for pupil_id in pupil_ids:
            made = _OfPupil(work, pupil_id, _seen(session, pupil_id), ids, rng)
            session.add_all(made.around())
            session.add_all(made.evidence(photo, clip))
            for number, first, last in terms:
                session.add_all(made.term(number, first, last))
            for summer in terms[2::3]:
                session.add_all(made.year(summer[2]))
            session.flush()
            session.expunge_all()
        _make_findable(session)


def _store(work: Workspace, folder: str, pattern: str) -> StoredFile:
    """Take one of the demo school's own files into the file, as any is taken in."""
    path = min((resource("demo") / folder).glob(pattern))
    return store(work, path, probe(lambda: path.open("rb"), path.name), SilentProgress())


def _seen(session: Session, pupil_id: int) -> list[_Seen]:
    query = select(Observation.id, Observation.occurred_at).where(Observation.pupil_id == pupil_id)
    return [_Seen(*row) for row in session.execute(query.order_by(Observation.occurred_at))]


def _make_findable(session: Session) -> None:
    """Put what has no place in the search index into it."""
    for kind, table, found_by in _FOUND_BY:
        session.execute(text(_ENTRIES.format(table)), {"kind": kind})
        session.execute(text(_WORDS.format(found_by, table)), {"kind": kind})


class _Ids(dict[type[Base], Iterator[int]]):
    """The ids that are free, by kind of record."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def __missing__(self, record: type[Base]) -> Iterator[int]:
        self[record] = count(next_id(self._session, record))
        return self[record]


class _OfPupil:
    """Makes the rows of one pupil."""

    def __init__(
        self, work: Workspace, pupil_id: int, seen: list[_Seen], ids: _Ids, rng: Random
    ) -> None:
        self._by, self._today = work.staff_id, work.today()
        self._id, self._seen, self._ids, self._rng = pupil_id, seen, ids, rng

    def around(self) -> Iterator[Base]:
        """Who is around the pupil, what they love, and what is permitted."""
        kinds = (ContactKind.FAMILY, ContactKind.FAMILY, ContactKind.PROFESSIONAL)
        for position, kind in enumerate(kinds):
            yield self._new(
                Contact, pupil_id=self._id, kind=kind, name="A. Person", position=position
            )
        for position in range(5):
            yield self._new(
                CommunicationSign,
                pupil_id=self._id,
                what_pupil_does=self._told(),
                what_it_means="“More, please.”",
                position=position,
            )
        for position in range(3):
            yield self._new(Interest, pupil_id=self._id, activity="Bubbles", position=position)
        for use in PermissionUse:
            yield self._new(
                Permission,
                pupil_id=self._id,
                use=use,
                given_by="A. Person",
                from_on=self._today - 52 * _WEEK,
            )

    def evidence(self, photo: StoredFile, clip: StoredFile) -> Iterator[Evidence]:
        """A photo with some of the observations, a clip with two marks with a few."""
        for number, seen in enumerate(self._seen):
            if number % _PHOTO_EVERY == 0:
                yield self._file(photo, seen)
            if number % _CLIP_EVERY == 0:
                yield self._file(clip, seen)

    def _file(self, stored: StoredFile, seen: _Seen) -> Evidence:
        probed = stored.probed
        return self._new(
            Evidence,
            pupil_id=self._id,
            observation_id=seen.id,
            media_id=stored.media_id,
            kind=probed.kind,
            original_name=stored.name,
            taken_at=seen.at,
            width=probed.width,
            height=probed.height,
            seconds=probed.duration,
            poster=probed.poster_jpeg,
            added_at=seen.at,
            markers=list(self._markers(probed.index, seen)) if probed.index else [],
        )

    def _markers(self, index: FrameIndex, seen: _Seen) -> Iterator[Marker]:
        for frame in (len(index) // 3, len(index) // 2):
            yield self._new(
                Marker,
                pts=index.pts[frame],
                time_base_numerator=index.time_base.numerator,
                time_base_denominator=index.time_base.denominator,
                frame=frame,
                title=self._told(),
                made_at=seen.at,
                areas=[MarkerArea(area=self._rng.choice(list(Area)))],
            )

    def term(self, number: int, first: date, last: date) -> Iterator[Base]:
        """A plan, a conversation with the parents, and a judgement of each area."""
        ended = last < self._today
        yield self._new(
            Plan,
            pupil_id=self._id,
            activity="Bubble tube, switch on tray",
            why_activity=self._word(Vocabulary.WHY_ACTIVITY),
            provision="Ten-second wait",
            success_criteria=self._told(),
            from_on=first,
            review_on=last,
            reviewed_on=last if ended else None,
            what_worked=self._told() if ended else "",
            next_action=self._word(Vocabulary.NEXT_ACTION) if ended else None,
            created_at=self._at(first),
            areas=[PlanArea(area=area) for area in self._rng.sample(list(Area), 2)],
        )
        yield self._new(
            Conversation,
            pupil_id=self._id,
            held_on=first + 3 * _WEEK,
            with_whom="A. Person",
            home_sees=self._told(),
            school_told=self._told(),
            written_by_id=self._by,
            updated_at=self._at(first + 3 * _WEEK),
            targets=[
                self._new(
                    ConversationTarget, wording=self._told(), school_does="Wait.", position=position
                )
                for position in range(2)
            ],
        )
        if ended:
            yield from self._judgements(number, first, last)

    def _judgements(self, term_id: int, first: date, last: date) -> Iterator[Judgement]:
        within = [each for each in self._seen if first <= each.at.date() <= last]
        for area in Area if within else ():
            yield self._new(
                Judgement,
                pupil_id=self._id,
                area=area,
                term_id=term_id,
                how_established=self._word(Vocabulary.HOW_ESTABLISHED),
                what_this_shows=self._word(Vocabulary.WHAT_THIS_SHOWS),
                words=self._told(),
                made_at=self._at(last),
                made_by_id=self._by,
                rests_on=[
                    JudgementObservation(observation_id=each.id)
                    for each in self._rng.sample(within, min(3, len(within)))
                ],
            )

    def year(self, ended: date) -> Iterator[Base]:
        """Outcomes, provision, what was told, a moderation and a report of one school year."""
        began = ended - 45 * _WEEK
        yield self._outcome(began, ended)
        yield self._new(
            ProvisionChange,
            pupil_id=self._id,
            what="Ten-second wait",
            from_on=began,
            until_on=ended,
            effect=self._told(),
        )
        for kind in ContributionKind:
            yield self._new(
                Contribution,
                pupil_id=self._id,
                kind=kind,
                told_on=ended - 4 * _WEEK,
                told_by="A. Person",
                words=self._told(),
                written_by_id=self._by,
                updated_at=self._at(ended),
            )
        within = [each.id for each in self._seen if began <= each.at.date() <= ended]
        if within:
            yield self._moderation(ended, within)
            yield self._report(ended, within)

    def _outcome(self, began: date, ended: date) -> Outcome:
        return self._new(
            Outcome,
            pupil_id=self._id,
            wording=self._told(),
            success=self._told(),
            set_on=began,
            expected_by=ended,
            reviewed_on=ended,
            closed_on=ended,
            position=1,
            needs=[OutcomeNeed(area_of_need=self._rng.choice(list(AreaOfNeed)))],
            steps=[
                self._new(
                    OutcomeStep,
                    wording=self._told(),
                    status=StepStatus.ACHIEVED,
                    status_on=ended,
                    position=position,
                )
                for position in range(3)
            ],
        )

    def _moderation(self, ended: date, within: list[int]) -> Moderation:
        return self._new(
            Moderation,
            pupil_id=self._id,
            area=self._rng.choice(list(Area)),
            put_up_at=self._at(ended - 6 * _WEEK),
            put_up_by_id=self._by,
            first_established=self._word(Vocabulary.HOW_ESTABLISHED),
            first_view=self._told(),
            agreed=self._told(),
            why=self._told(),
            agreed_on=ended - 5 * _WEEK,
            sample=[
                ModerationObservation(observation_id=each)
                for each in self._rng.sample(within, min(4, len(within)))
            ],
            views=[
                self._new(
                    ModerationView,
                    how_established=self._word(Vocabulary.HOW_ESTABLISHED),
                    words=self._told(),
                    written_at=self._at(ended - 5 * _WEEK),
                )
            ],
        )

    def _report(self, ended: date, within: list[int]) -> Report:
        return self._new(
            Report,
            pupil_id=self._id,
            kind=ReportKind.YEAR_END,
            period=school_year(ended),
            status=ReportStatus.APPROVED,
            dated=ended,
            created_at=self._at(ended),
            updated_at=self._at(ended),
            paragraphs=[
                self._new(
                    ReportParagraph,
                    section=part,
                    text=" ".join(self._told() for _ in range(4)),
                    sources=[
                        self._new(ParagraphSource, observation_id=each)
                        for each in self._rng.sample(within, min(2, len(within)))
                    ],
                )
                for part in (LOVED.key, *(area_part(area).key for area in Area))
            ],
        )

    def _new(self, record: type[R], /, **values: Any) -> R:
        """A record with its id, so that many go in with one statement."""
        return record(id=next(self._ids[record]), **values)

    def _told(self) -> str:
        return sentence(self._rng)

    def _word(self, vocabulary: Vocabulary) -> str:
        return self._rng.choice(words(vocabulary))

    def _at(self, day: date) -> datetime:
        return datetime(day.year, day.month, day.day, 15, 30, tzinfo=UTC)
