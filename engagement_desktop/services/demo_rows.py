"""Turns the demo school's content into rows, in one transaction."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from fractions import Fraction

from sqlalchemy.orm import Session

from engagement_desktop.models.areas import Area
from engagement_desktop.models.records import (
    AreaResponse,
    ClassGroup,
    Comparison,
    Evidence,
    Marker,
    MarkerArea,
    MarkerSubtle,
    Observation,
    ObservationContext,
    ParagraphSource,
    Permission,
    Pupil,
    PupilNeed,
    Report,
    ReportParagraph,
    ResponseCheck,
    ResponseSubtle,
    ResponseSupport,
    School,
    SchoolDate,
    StaffMember,
    Term,
)
from engagement_desktop.models.school_year import first_year, school_year
from engagement_desktop.models.states import (
    CheckQuestion,
    ObservationStatus,
    ReportKind,
)
from engagement_desktop.paths import resource
from engagement_desktop.services import marker_words, observation_rows, templates
from engagement_desktop.services.demo_content import (
    DemoContent,
    DemoObservation,
    DemoPupil,
    DemoReport,
    MomentMarker,
    Paragraph,
    Response,
)
from engagement_desktop.services.demo_days import DemoDays
from engagement_desktop.services.demo_making import Making, PupilRows, StoredFile
from engagement_desktop.services.demo_offer_rows import write_offers
from engagement_desktop.services.demo_plan_rows import write_outcomes, write_plans
from engagement_desktop.services.demo_record import DemoRecord
from engagement_desktop.services.demo_record_rows import (
    write_meetings,
    write_record,
)
from engagement_desktop.services.workspace import Workspace
from engagement_desktop.video.time_words import time_of

_OLDEST_AGO = 245
_PART_LEAD = 1.0  # seconds kept before and after the part of a clip that matters


def write_rows(
    session: Session, work: Workspace, content: DemoContent, stored: Mapping[str, StoredFile]
) -> None:
    """Write everything but the clips' contents, which are in `stored`."""
    making = Making(session, DemoDays(work.today()), work.now(), stored, content.clips)
    _school(making, work, content)
    write_offers(making, work, content.school)
    for pupil in content.pupils:
        rows = _pupil(making, pupil)
        write_record(making, content.records.get(pupil.key, DemoRecord()), rows)


def _school(making: Making, work: Workspace, content: DemoContent) -> None:
    session, school = making.session, content.school
    row = session.get_one(School, work.school_id)
    row.dfe_number, row.head_teacher = school.dfe_number, school.head_teacher
    row.observe_every_days, row.discuss_report = school.observe_every_days, school.discuss_report
    for term in making.days.terms(_OLDEST_AGO):
        session.add(Term(name=term.name, first_day=term.first_day, last_day=term.last_day))
    for position, group in enumerate(school.classes):
        making.classes[group.name] = ClassGroup(name=group.name, position=position)
    session.add_all(making.classes.values())
    for person in school.staff:
        signed_in = person.key == school.signed_in
        member = session.get_one(StaffMember, work.staff_id) if signed_in else StaffMember()
        member.name, member.role, member.job = person.name, person.role, person.job
        member.who_observed = person.who_observed
        member.class_group = making.classes[person.class_name] if person.class_name else None
        session.add(member)
        making.staff[person.key] = member
        if person.class_name and person.job == "class teacher":
            making.teachers[person.class_name] = member
    session.flush()
    making.meetings = write_meetings(session, making.days, school.meetings)
    session.add_all(
        SchoolDate(
            what=told.what,
            on_day=making.days.ahead(told.in_days),
            class_group_id=making.classes[told.class_name].id if told.class_name else None,
        )
        for told in school.dates
    )


def _pupil(making: Making, told: DemoPupil) -> PupilRows:
    days, session = making.days, making.session
    month, day = (int(part) for part in told.birthday.split("-"))
    born_in = first_year(days.today) - told.year - (5 if month >= 9 else 4)
    pupil = Pupil(
        legal_first_name=told.legal_first_name,
        legal_last_name=told.legal_last_name,
        preferred_name=told.preferred_name,
        pronouns=told.pronouns,
        born_on=date(born_in, month, day),
        upn=told.upn,
        actual_year=told.year,
        class_group=making.classes[told.class_name],
        started_on=days.ago(told.started_ago),
        photo=(resource("demo") / "portraits" / f"{told.key}.jpg").read_bytes(),
        communication=told.communication,
        interests=told.interests,
        senses=told.senses,
        mobility=told.mobility,
        medical=told.medical,
        regressive_condition=told.regressive,
        plan_kind=told.plan_kind,
        plan_review_on=days.ahead(told.review_in_days),
        created_at=making.now,
        updated_at=making.now,
        needs=[PupilNeed(area_of_need=area, note=note) for area, note in told.needs.items()],
        permissions=_permissions(days, told),
    )
    session.add(pupil)
    session.flush()
    rows = PupilRows(pupil)
    write_outcomes(making, told, rows)
    write_plans(making, told, rows)
    for observation in sorted(told.observations, key=lambda each: (-each.ago, each.time)):
        _observation(making, told, observation, rows)
    _comparisons(making, told, rows)
    for report in told.reports:
        _report(making, told, report, rows)
    session.flush()
    return rows


def _permissions(days: DemoDays, told: DemoPupil) -> list[Permission]:
    return [
        Permission(
            use=use,
            given_by=given.by,
            from_on=days.ago(given.from_ago),
            until_on=days.ago(given.until_ago) if given.until_ago else None,
            withdrawn_on=days.ago(given.withdrawn_ago) if given.withdrawn_ago else None,
        )
        for given in told.permissions
        for use in given.uses
    ]


def _observation(making: Making, told: DemoPupil, seen: DemoObservation, rows: PupilRows) -> None:
    session = making.session
    occurred = making.days.at(seen.ago, seen.time)
    observer = making.staff[seen.by] if seen.by else None
    writer = making.staff[seen.written_by] if seen.written_by else observer
    approved = seen.status is ObservationStatus.APPROVED
    written = min(occurred + timedelta(minutes=35), making.now)
    clip = _Times(making, seen)
    row = Observation(
        pupil_id=rows.pupil.id,
        activity_ref=f"demo-{seen.together}" if seen.together else None,
        status=seen.status,
        occurred_at=occurred,
        minutes=seen.minutes,
        activity=seen.activity,
        why_activity=seen.why,
        place=seen.place,
        adults=seen.adults,
        provision=seen.provision,
        provision_effect=seen.effect,
        observer_id=observer.id if observer else None,
        observer_name=seen.observer_name,
        who_observed=seen.who_observed or (observer.who_observed if observer else None),
        knows_pupil=seen.knows,
        narrative=seen.narrative,
        plan_id=_plan_id(session, rows, seen),
        next_action=seen.next[0] if seen.next else None,
        next_action_note=seen.next[1] if seen.next else "",
        written_by_id=writer.id if writer else None,
        created_at=written,
        updated_at=written,
        approved_at=min(occurred + timedelta(hours=5), making.now) if approved else None,
        approved_by_id=making.teachers[told.class_name].id if approved else None,
        responses=[_response(area, said, clip) for area, said in seen.responses.items()],
        context=[ObservationContext(kind=kind, text=text) for kind, text in seen.context.items()],
        outcomes=[rows.outcomes[key] for key in seen.outcomes],
        statements=[making.statements[code] for code in seen.statements],
    )
    session.add(row)
    session.flush()
    if seen.template:
        templates.note_use(session, row, making.templates[seen.template])
    rows.observations[seen.id] = row
    _evidence(making, seen, row, clip, rows)
    observation_rows.index(session, row)


def _plan_id(session: Session, rows: PupilRows, seen: DemoObservation) -> int | None:
    if seen.plan is None:
        return None
    session.flush()
    return rows.plans[seen.plan].id


class _Times:
    """The moments of an observation's clip, as frames, pts and words."""

    def __init__(self, making: Making, seen: DemoObservation) -> None:
        self._name = seen.id
        self._moments = making.clips[seen.clip].moments if seen.clip else {}
        self._index = making.stored[seen.clip].probed.index if seen.clip else None
        if seen.clip and (
            self._index is None or len(self._index) != making.clips[seen.clip].frames
        ):
            raise ValueError(f"{seen.clip} is not the clip that clips.json describes")

    @property
    def time_base(self) -> Fraction:
        """The unit of every pts, in seconds."""
        assert self._index is not None
        return self._index.time_base

    def frame(self, moment: str) -> int:
        """The frame of a moment."""
        return self._moments[moment]

    def pts(self, moment: str, seconds: float = 0.0) -> int:
        """The pts of a moment, or of the frame so many seconds away from it."""
        assert self._index is not None
        n = self.frame(moment)
        if seconds:
            n = self._index.at(self._index.seconds(n) + seconds)
        return self._index.pts[n]

    def words(self, text: str) -> str:
        """A text with its moments written as times, “[00:05.63]”."""

        def time(found: re.Match[str]) -> str:
            assert self._index is not None, f"{self._name} has no clip"
            return f"[{time_of(self._index, self.frame(found[1]))}]"

        return re.sub(r"\{(\w+)\}", time, text)


def _response(area: Area, said: Response, clip: _Times) -> AreaResponse:
    return AreaResponse(
        area=area,
        what_pupil_did=clip.words(said.did),
        how_established=said.how,
        what_this_shows=said.shows,
        consistency=said.consistency,
        confidence=said.confidence,
        support=[ResponseSupport(word=word) for word in said.support],
        subtle_responses=[ResponseSubtle(word=word) for word in said.subtle],
        checks=[
            ResponseCheck(question=question, answer=check.answer, note=check.note)
            for question, check in zip(CheckQuestion, said.check, strict=False)
        ],
    )


def _evidence(
    making: Making, seen: DemoObservation, row: Observation, clip: _Times, rows: PupilRows
) -> None:
    if seen.clip:
        evidence = _file(making, making.stored[seen.clip], row)
        if seen.sync:
            evidence.sync_pts = clip.pts(seen.sync)
        if seen.part:
            evidence.in_pts = clip.pts(seen.part[0], -_PART_LEAD)
            evidence.out_pts = clip.pts(seen.part[1], _PART_LEAD)
        evidence.markers = [_marker(making, marker, clip, row) for marker in seen.markers]
        making.session.flush()
        marker_words.index_of(making.session, [evidence.id])
        rows.clips[seen.id] = evidence
    if seen.photo:
        photo = _file(making, making.stored[seen.photo], row)
        photo.caption = seen.caption
        rows.photos[seen.id] = photo
    making.session.flush()


def _file(making: Making, stored: StoredFile, row: Observation) -> Evidence:
    probed = stored.probed
    evidence = Evidence(
        pupil_id=row.pupil_id,
        observation_id=row.id,
        media_id=stored.media_id,
        kind=probed.kind,
        original_name=stored.name,
        taken_at=row.occurred_at,
        taken_by=row.adults,
        width=probed.width,
        height=probed.height,
        seconds=probed.duration,
        poster=probed.poster_jpeg,
        added_at=row.created_at,
    )
    making.session.add(evidence)
    return evidence


def _marker(making: Making, told: MomentMarker, clip: _Times, row: Observation) -> Marker:
    base = clip.time_base
    return Marker(
        pts=clip.pts(told.at),
        time_base_numerator=base.numerator,
        time_base_denominator=base.denominator,
        frame=clip.frame(told.at),
        title=told.title,
        note=told.note,
        made_at=min(row.created_at + timedelta(minutes=5), making.now),
        areas=[MarkerArea(area=area) for area in told.areas],
        subtle_responses=[MarkerSubtle(word=word) for word in told.subtle],
    )


def _comparisons(making: Making, told: DemoPupil, rows: PupilRows) -> None:
    for pair in told.comparisons:
        earlier, later = rows.clips[pair.earlier], rows.clips[pair.later]
        making.session.add(
            Comparison(
                pupil_id=rows.pupil.id,
                earlier_id=earlier.id,
                later_id=later.id,
                area=pair.area,
                earlier_sync_pts=earlier.sync_pts,
                later_sync_pts=later.sync_pts,
                did_then_and_now=_months(pair.then_and_now, rows),
                what_helped=pair.what_helped,
                build_on=pair.build_on,
                made_at=rows.observations[pair.later].updated_at,
                updated_at=rows.observations[pair.later].updated_at,
            )
        )


def _report(making: Making, told: DemoPupil, report: DemoReport, rows: PupilRows) -> None:
    today = making.days.today
    review = rows.pupil.plan_review_on or today
    kind = report.report_kind
    making.session.add(
        Report(
            pupil_id=rows.pupil.id,
            kind=kind,
            period=school_year(today) if kind is ReportKind.YEAR_END else review.isoformat(),
            dated=today,
            created_at=making.now,
            updated_at=making.now,
            paragraphs=[_paragraph(making, told, part, rows) for part in report.paragraphs],
        )
    )


def _paragraph(
    making: Making, told: DemoPupil, part: Paragraph, rows: PupilRows
) -> ReportParagraph:
    section = re.sub(
        r"^outcome\.(\w[\w-]*)", lambda found: f"outcome.{rows.outcomes[found[1]].id}", part.section
    )
    sources = [ParagraphSource(observation_id=rows.observations[key].id) for key in part.rests_on]
    if part.photo:
        photo = rows.photos[part.photo]
        sources.append(ParagraphSource(evidence_id=photo.id, caption=photo.caption))
    if part.still:
        key, moment, caption = part.still
        seen = next(each for each in told.observations if each.id == key)
        pts = _Times(making, seen).pts(moment)
        evidence = rows.clips[key]
        sources.append(ParagraphSource(evidence_id=evidence.id, frame_pts=pts, caption=caption))
    return ReportParagraph(section=section, text=_months(part.text, rows), sources=sources)


def _months(text: str, rows: PupilRows) -> str:
    """A text with `{month:name}` written out."""

    def month(found: re.Match[str]) -> str:
        return f"{rows.observations[found[1]].occurred_at:%B}"

    return re.sub(r"\{month:([\w-]+)\}", month, text)
