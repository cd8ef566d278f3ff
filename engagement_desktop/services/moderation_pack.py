"""A moderation on paper: the sample with room for a second view, or what was agreed.

Stills enter it only where permission for moderation stands, with another school for that use; names
of others are put into words. The first view is read for nobody before it is agreed.
"""

from __future__ import annotations

import io
from collections import Counter
from dataclasses import dataclass, replace
from itertools import chain

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload, undefer

from engagement_desktop.errors import AppError
from engagement_desktop.models.areas import Area
from engagement_desktop.models.editions import Edition
from engagement_desktop.models.records import (
    AreaResponse,
    Evidence,
    Marker,
    Moderation,
    Observation,
    Pupil,
)
from engagement_desktop.models.roles import Act
from engagement_desktop.models.school_year import year_name
from engagement_desktop.models.states import CheckQuestion, EvidenceKind, PermissionUse
from engagement_desktop.models.vocabularies import Vocabulary, Words
from engagement_desktop.models.withholding import NameGroup, Person, Withholder
from engagement_desktop.reports import moderation_pack as pack
from engagement_desktop.reports.content import Picture, long_date
from engagement_desktop.services import names_held, permitted
from engagement_desktop.services import report_evidence as seen
from engagement_desktop.services.leaving import Leaving
from engagement_desktop.services.moderation import row_of
from engagement_desktop.services.report_evidence import ReportPictures
from engagement_desktop.services.report_gathering import school_details, with_more
from engagement_desktop.services.report_views import Preview
from engagement_desktop.services.workspace import Workspace

_QUESTIONS = list(CheckQuestion)
ONE_PUPIL, THIS_PUPIL = "one pupil", "this pupil"


@dataclass(frozen=True)
class PackWish:
    """For whom the pack is: with another school, and whether the pupil is named there."""

    other_school: bool = False
    with_name: bool = True


def first_wish(work: Workspace, moderation_id: int) -> PackWish:
    """What is offered first: for another school where one takes part, and then without the name."""
    with work.database.read() as session:
        row = row_of(session, moderation_id)
        outside = row.meeting is not None and bool(row.meeting.with_school.strip())
    return PackWish(outside, with_name=not outside)


def latest(work: Workspace, pupil_id: int, area: Area | None = None) -> int:
    """The moderation of a pupil that was put up last, in this area or any.

    Raises:
        AppError: there is none.
    """
    with work.database.read() as session:
        query = select(Moderation.id).where(Moderation.pupil_id == pupil_id)
        if area is not None:
            query = query.where(Moderation.area == area)
        found = session.scalars(query.order_by(Moderation.put_up_at.desc()).limit(1)).first()
    if found is None:
        raise AppError("Nothing of this pupil is put up for moderation.")
    return found


def preview(
    work: Workspace,
    moderation_id: int,
    wish: PackWish,
    pictures: ReportPictures,
    *,
    edition: Edition = Edition.ORDINARY,
) -> Preview:
    """The pack as it would be printed now.

    Raises:
        NotAllowed: whoever is signed in takes nothing out of the file.
        AppError: it was taken down, or a picture cannot be read.
    """
    work.require(Act.EXPORT)
    words = work.words()
    with work.database.read() as session:
        row = row_of(session, moderation_id)
        gathering = _Gathering(work, session, row, words, wish, pictures)
        data = gathering.gathered()
    out = io.BytesIO()
    pack.render(data, out, edition=edition, store=pictures.store)
    leaving = Leaving("moderation", (moderation_id,), Act.EXPORT)
    return Preview(out.getvalue(), leaving, left_out=gathering.left_out, hints=gathering.replaced)


class _Gathering:
    """One moderation on its way to paper; what was left out is complete once it is gathered."""

    def __init__(
        self,
        work: Workspace,
        session: Session,
        row: Moderation,
        words: Words,
        wish: PackWish,
        pictures: ReportPictures,
    ) -> None:
        self._work, self._session, self._row = work, session, row
        self._words, self._wish, self._pictures = words, wish, pictures
        self._pupil = session.get_one(Pupil, row.pupil_id)
        outside = PermissionUse.EXTERNAL_MODERATION
        self._use = outside if wish.other_school else PermissionUse.INTERNAL_MODERATION
        self._why_not = permitted.why_not(session, row.pupil_id, self._use, work.today())
        self._withheld: Counter[str] = Counter()
        self._named: Counter[str] = Counter()
        own = names_held.own_spellings(self._pupil)
        people = names_held.others(session, self._pupil)
        self._others = Withholder(people, own)
        self._own = Withholder(
            [Person("own", THIS_PUPIL, NameGroup.OTHER, own)], instead=THIS_PUPIL
        )

    @property
    def _nameless(self) -> bool:
        return self._wish.other_school and not self._wish.with_name

    @property
    def left_out(self) -> tuple[str, ...]:
        """Which stills are not in it, and why."""
        counted = self._withheld.items()
        return tuple(chain.from_iterable(seen.left_out_words(n, why) for why, n in counted))

    @property
    def replaced(self) -> tuple[str, ...]:
        """Whose names were put into words, for whoever prints it."""
        people = {person.key: person.name for person in self._others.people}
        names = sorted(people[key] for key in self._named)
        if not names:
            return ()
        return (f"Put into words, so that nobody else is named: {', '.join(names)}.",)

    def gathered(self) -> pack.ModerationPack:
        """All that is printed."""
        row, work, pupil = self._row, self._work, self._pupil
        meeting = row.meeting
        held = f"Meeting of {long_date(meeting.held_on)}" if meeting else ""
        school = school_details(self._session)
        return pack.ModerationPack(
            school=replace(school, head=""),
            called=ONE_PUPIL if self._nameless else pupil.preferred_name,
            year_name=year_name(pupil.actual_year),
            communication=self._said(pupil.communication),
            area=row.area,
            question=self._said(row.question),
            put_up_on=row.put_up_at.astimezone().date(),
            written_on=work.today(),
            meeting=held,
            sample=tuple(self._observation(each) for each in self._responses()),
            choices=tuple(word.text for word in self._words.offered(Vocabulary.HOW_ESTABLISHED)),
            agreed=self._agreement(),
        )

    def _said(self, text: str) -> str:
        """A text without the names of others, and of the pupil where the school wishes it so."""
        self._named += self._others.found(text)
        text = self._others(text)
        return self._own(text) if self._nameless else text

    def _responses(self) -> list[AreaResponse]:
        found = self._session.scalars(
            select(AreaResponse)
            .join(Observation, Observation.id == AreaResponse.observation_id)
            .where(
                AreaResponse.area == self._row.area,
                Observation.id.in_([link.observation_id for link in self._row.sample]),
            )
            .order_by(Observation.occurred_at, Observation.id)
            .options(
                joinedload(AreaResponse.observation).selectinload(Observation.context),
                joinedload(AreaResponse.observation)
                .selectinload(Observation.evidence)
                .options(undefer(Evidence.poster), selectinload(Evidence.markers))
                .selectinload(Evidence.markers)
                .selectinload(Marker.areas),
                selectinload(AreaResponse.support),
                selectinload(AreaResponse.subtle_responses),
                selectinload(AreaResponse.checks),
            )
        )
        return list(found.unique())

    def _observation(self, response: AreaResponse) -> pack.PackObservation:
        row = response.observation
        return pack.PackObservation(
            on=seen.day_of(row),
            activity=self._said(row.activity),
            did=self._said(seen.without_times(response.what_pupil_did)),
            told=self._said(seen.without_times(row.narrative)),
            facts=tuple(
                (name, self._said(_capital(value))) for name, value in self._facts(response)
            ),
            pictures=self._stills(row),
        )

    def _facts(self, response: AreaResponse) -> list[tuple[str, str]]:
        """What stands around what was seen; who observed by their part, not by their name."""
        row, word = response.observation, self._words.text
        checks = (
            f"{check.question.sentence} {with_more(_capital(check.answer), check.note)}"
            for check in sorted(response.checks, key=lambda each: _QUESTIONS.index(each.question))
            if check.answer is not None
        )
        return [
            ("Place", row.place),
            ("Seen by", ", ".join(filter(None, (word(row.who_observed), row.knows_pupil)))),
            ("How long", f"{row.minutes} minutes" if row.minutes else ""),
            ("Why this activity", word(row.why_activity)),
            ("Support", ", ".join(word(each.word) for each in response.support)),
            ("Subtle responses", ", ".join(word(each.word) for each in response.subtle_responses)),
            *((_capital(word(each.kind)), each.text) for each in row.context),
            ("Provision in use", row.provision),
            ("Response check", "\n".join(checks)),
        ]

    def _stills(self, row: Observation) -> tuple[Picture, ...]:
        """The still of an observation, where it may be shown for this use."""
        still = seen.still_row(row)
        if still is None:
            return ()
        why = self._why_not or permitted.why_not_others(
            self._session, still.id, self._use, self._work.today()
        )
        if why:
            self._withheld[why] += 1
            return ()
        pts = _marked(still, self._row.area) if still.kind is EvidenceKind.VIDEO else None
        caption = still.caption.strip() or ", ".join(
            filter(None, (row.activity, long_date(seen.day_of(row))))
        )
        shown = seen.picture_of(self._work, self._pictures, still, pts, self._said(caption))
        if shown is None:
            self._withheld["there is no picture in the file it is from"] += 1
            return ()
        return (shown,)

    def _agreement(self) -> pack.PackAgreement | None:
        """What was agreed, with the views: all of it may be read only from then on."""
        row, word = self._row, self._words.text
        if row.agreed_on is None:
            return None
        first = ("First view", row.put_up_at, row.first_established, row.first_view)
        seconds = [
            ("Second view", view.written_at, view.how_established, view.words) for view in row.views
        ]
        return pack.PackAgreement(
            on=row.agreed_on,
            how_established=word(row.agreed_established),
            words=self._said(row.agreed),
            why=self._said(row.why),
            actions=self._said(row.actions),
            who_took_part=row.who_took_part,
            views=tuple(
                pack.PackView(
                    f"{title}, {long_date(when.astimezone().date())}", word(how), self._said(words)
                )
                for title, when, how, words in (first, *seconds)
            ),
        )


def _marked(still: Evidence, area: Area) -> int | None:
    """The frame marked for the area; else the first that is marked."""
    for marker in still.markers:
        if any(each.area is area for each in marker.areas):
            return marker.pts
    return seen.marked_pts(still)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
