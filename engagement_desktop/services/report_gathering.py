"""Gathers a pupil's records into the frozen report that is printed.

`texts` are paragraphs as typed and perhaps not saved yet: they go before what the file holds, so
that the preview shows what is on the screen.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from itertools import chain

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload, undefer

from engagement_desktop.models.areas import Area
from engagement_desktop.models.editions import Edition
from engagement_desktop.models.ehc_dates import review_dates, transfer_within_a_year
from engagement_desktop.models.records import (
    Evidence,
    Interest,
    Observation,
    Outcome,
    Plan,
    PlanOutcome,
    ProvisionChange,
    Pupil,
    Report,
    ReportParagraph,
    School,
    StaffMember,
    VocabularyWord,
)
from engagement_desktop.models.report_parts import area_part, easy_key
from engagement_desktop.models.school_year import ends_key_stage_2, year_name
from engagement_desktop.models.states import PermissionUse, ReportKind, ReportStatus
from engagement_desktop.reports import ehc_review, year_end
from engagement_desktop.reports.content import Picture, PupilDetails, SchoolDetails, Section
from engagement_desktop.services import permitted
from engagement_desktop.services import report_evidence as seen
from engagement_desktop.services.names_held import without_other_pupils
from engagement_desktop.services.outcome_history import EventView, achieved_on, histories
from engagement_desktop.services.report_evidence import ReportPictures
from engagement_desktop.services.report_languages import language_of
from engagement_desktop.services.workspace import Workspace

COVER = "cover"
ATTENDANCE = ("attendance.possible", "attendance.attended", "attendance.unauthorised")
MEETING_PLACE, MEETING_INVITED = "meeting.place", "meeting.invited"
_PLAN_NAME = "EHC plan"


class Gathered:
    """One report's rows, read within a unit of work, with the pictures that may be shown.

    Without `pictures` none are read: enough to tell what is missing.
    """

    def __init__(
        self,
        work: Workspace,
        session: Session,
        report: Report,
        texts: Mapping[str, str],
        pictures: ReportPictures | None,
        edition: Edition = Edition.ORDINARY,
    ) -> None:
        self._work = work
        self._easy = edition is Edition.EASY_READ
        self._session = session
        self._pictures = pictures
        self._texts = texts
        self._rows = {row.section: row for row in _paragraphs(session, report.id)}
        self._withheld = 0
        self._unseen = 0
        self._others: Counter[str] = Counter()
        self.report = report
        self.pupil = session.scalars(
            select(Pupil).where(Pupil.id == report.pupil_id).options(joinedload(Pupil.class_group))
        ).one()
        self._why_not = permitted.why_not(
            session, report.pupil_id, PermissionUse.FAMILY, work.today()
        )

    @property
    def withheld(self) -> int:
        """How many chosen stills the family may not have today; complete once all is gathered."""
        return self._withheld

    @property
    def left_out(self) -> tuple[str, ...]:
        """What was chosen but is not shown, and why; complete once all is gathered."""
        return (
            *seen.left_out_words(self._withheld, self._why_not),
            *seen.left_out_words(self._unseen, "there is no picture in the file it is from"),
            *chain.from_iterable(
                seen.left_out_words(count, why) for why, count in self._others.items()
            ),
        )

    def text(self, key: str) -> str:
        """A paragraph's text as typed."""
        if key in self._texts:
            return self._texts[key]
        row = self._rows.get(key)
        return row.text if row is not None else ""

    def section(self, key: str) -> Section:
        """A paragraph with its pictures, those that may be shown; in easy read its easy words,
        where somebody wrote them."""
        easy = self.text(easy_key(key)) if self._easy else ""
        return Section(easy if easy.strip() else self.text(key), self.pictures(key))

    def pictures(self, key: str) -> tuple[Picture, ...]:
        """The pictures chosen for a paragraph that the family may have."""
        row = self._rows.get(key)
        if row is None:
            return ()
        chosen = [source for source in row.sources if source.evidence_id is not None]
        if self._why_not:
            self._withheld += len(chosen)
            return ()
        if self._pictures is None:
            return ()
        shown = []
        for source in chosen:
            evidence = self._evidence(source.evidence_id)
            caption = source.caption or without_other_pupils(
                self._session,
                self.pupil,
                seen.caption_of(
                    evidence, self._observation_of(evidence), self.pupil.preferred_name
                ),
            )
            picture = self._picture(evidence, source.frame_pts, caption)
            if picture is not None:
                shown.append(picture)
        return tuple(shown)

    def _picture(self, evidence: Evidence, frame_pts: int | None, caption: str) -> Picture | None:
        """The picture as it is printed; one that cannot be seen is counted as left out."""
        assert self._pictures is not None
        why_not = permitted.why_not_others(
            self._session, evidence.id, PermissionUse.FAMILY, self._work.today()
        )
        if why_not:
            self._others[why_not] += 1
            return None
        picture = seen.picture_of(self._work, self._pictures, evidence, frame_pts, caption)
        if picture is None:
            self._unseen += 1
        return picture

    def observations(self, key: str) -> list[Observation]:
        """The observations that a paragraph rests on, oldest first."""
        row = self._rows.get(key)
        if row is None:
            return []
        ids = [source.observation_id for source in row.sources if source.observation_id]
        found = self._session.scalars(
            select(Observation)
            .where(Observation.id.in_(ids))
            .order_by(Observation.occurred_at, Observation.id)
            .options(
                selectinload(Observation.responses),
                selectinload(Observation.evidence).selectinload(Evidence.markers),
                joinedload(Observation.observer),
            )
        )
        return list(found.unique())

    def dated(self, row: Observation) -> ehc_review.DatedEvidence:
        """An observation as dated evidence, with its still if the family may have it."""
        picture = None
        still = seen.still_row(row)
        if still is not None and not self._why_not and self._pictures is not None:
            caption = seen.caption_of(still, row, self.pupil.preferred_name)
            picture = self._picture(still, seen.marked_pts(still), caption)
        elif still is not None and self._why_not:
            self._withheld += 1
        return ehc_review.DatedEvidence(
            on=seen.day_of(row),
            text=seen.own_words(row),
            areas=seen.areas_of(row),
            observer=seen.observer_of(row),
            place=row.place,
            picture=picture,
        )

    def _evidence(self, evidence_id: int | None) -> Evidence:
        return self._session.scalars(
            select(Evidence)
            .where(Evidence.id == evidence_id)
            .options(selectinload(Evidence.markers), undefer(Evidence.poster))
        ).one()

    def _observation_of(self, evidence: Evidence) -> Observation | None:
        if evidence.observation_id is None:
            return None
        return self._session.get(Observation, evidence.observation_id)


def _paragraphs(session: Session, report_id: int) -> list[ReportParagraph]:
    return list(
        session.scalars(
            select(ReportParagraph)
            .where(ReportParagraph.report_id == report_id)
            .options(selectinload(ReportParagraph.sources))
        )
    )


def gathered_report(
    gathered: Gathered, session: Session
) -> year_end.YearEndReport | ehc_review.EhcReviewEvidence:
    """The report of the kind that it is."""
    if gathered.report.kind is ReportKind.YEAR_END:
        return year_end_report(gathered, session)
    return ehc_evidence(gathered, session)


def year_end_report(gathered: Gathered, session: Session) -> year_end.YearEndReport:
    """The end-of-year report as it stands."""
    report, pupil = gathered.report, gathered.pupil
    cover = gathered.pictures(COVER)
    return year_end.YearEndReport(
        school=school_details(session),
        pupil=pupil_details(pupil),
        school_year=report.period,
        written_on=report.dated,
        teacher=_teacher(session, pupil),
        cover=cover[0] if cover else None,
        loved=gathered.section("loved"),
        areas=tuple((area, gathered.section(area_part(area).key)) for area in Area),
        outcomes=gathered.section("outcomes"),
        subjects=gathered.section("subjects"),
        general_progress=gathered.section("general_progress"),
        ends_key_stage=ends_key_stage_2(pupil.actual_year),
        key_stage=gathered.section("key_stage"),
        attendance=attendance_of(gathered),
        next_year=gathered.section("next_year"),
        talk=gathered.section("talk"),
        draft=report.status is ReportStatus.DRAFT,
        language=language_of(session, pupil),
    )


def attendance_of(gathered: Gathered) -> year_end.Attendance | None:
    """The register's figures, once the possible sessions are filled in."""
    possible, attended, unauthorised = (whole(gathered.text(key)) for key in ATTENDANCE)
    if not possible:
        return None
    return year_end.Attendance(possible, attended, unauthorised or 0, gathered.text("attendance"))


def whole(text: str) -> int | None:
    """A whole number as it is kept in a paragraph; None for anything else."""
    return int(text) if text.isascii() and text.isdigit() else None


def ehc_evidence(gathered: Gathered, session: Session) -> ehc_review.EhcReviewEvidence:
    """The review evidence as it stands."""
    report, pupil = gathered.report, gathered.pupil
    meeting = date.fromisoformat(report.period)
    plan = session.get(VocabularyWord, pupil.plan_kind) if pupil.plan_kind else None
    teacher = _teacher(session, pupil)
    invited = tuple(
        line.strip() for line in gathered.text(MEETING_INVITED).splitlines() if line.strip()
    )
    return ehc_review.EhcReviewEvidence(
        school=school_details(session),
        pupil=pupil_details(pupil),
        written_on=report.dated,
        plan_name=plan.text if plan is not None else _PLAN_NAME,
        author=f"{teacher}, class teacher" if teacher else "",
        meeting=ehc_review.Meeting(meeting, gathered.text(MEETING_PLACE), invited),
        dates=review_dates(meeting, transfer_within_a_year(pupil.actual_year, meeting)),
        context=gathered.section("context"),
        pupil_view=gathered.section("view.pupil"),
        parent_view=gathered.section("view.parents"),
        professional_view=gathered.section("view.professionals"),
        outcomes=_outcomes(gathered, session),
        provision=without_other_pupils(session, pupil, _provision(session, report)),
        differences=gathered.section("differences"),
        recommendations=gathered.section("recommendations"),
        draft=report.status is ReportStatus.DRAFT,
    )


def outcomes_of(session: Session, report: Report) -> list[Outcome]:
    """The outcomes that a review looks at: those not closed before its twelve months."""
    first, _ = seen.period_of(report)
    rows = session.scalars(
        select(Outcome)
        .where(Outcome.pupil_id == report.pupil_id)
        .order_by(Outcome.position, Outcome.id)
        .options(selectinload(Outcome.needs), selectinload(Outcome.steps))
    )
    return [row for row in rows if row.closed_on is None or row.closed_on >= first]


def _outcomes(gathered: Gathered, session: Session) -> tuple[ehc_review.OutcomeEvidence, ...]:
    """The outcomes with their evidence, in which no other pupil is named.

    An observation was written for those who work with the pupil, and stands here as it was written;
    in the writer's own words a name is pointed out to the writer (`report_hints`), who changes it.
    """
    rows = outcomes_of(session, gathered.report)
    happened = histories(session, gathered.pupil.id)
    whole = tuple(_outcome(gathered, session, row, happened.get(row.id, ())) for row in rows)
    told = without_other_pupils(session, gathered.pupil, whole)
    return tuple(
        replace(
            without,
            progress=each.progress,
            provision_text=each.provision_text,
            appropriate=each.appropriate,
            proposed_steps=each.proposed_steps,
        )
        for without, each in zip(told, whole, strict=True)
    )


def _outcome(
    gathered: Gathered, session: Session, row: Outcome, history: tuple[EventView, ...]
) -> ehc_review.OutcomeEvidence:
    key = f"outcome.{row.id}"
    chosen = [gathered.dated(found) for found in _evidence_of(gathered, session, row)]
    return ehc_review.OutcomeEvidence(
        key=row.id,
        wording=row.wording,
        needs=tuple(need.area_of_need for need in row.needs),
        success=row.success,
        aspiration=row.aspiration,
        expected_by=row.expected_by,
        achieved_on=achieved_on(history) if row.closed_on else None,
        steps=tuple(
            ehc_review.StepEvidence(step.wording, step.status, step.status_on) for step in row.steps
        ),
        progress=gathered.section(f"{key}.progress"),
        then=chosen[0] if len(chosen) > 1 else None,
        now=chosen[-1] if chosen else None,
        between=tuple(chosen[1:-1]),
        provision_text=gathered.text(f"{key}.provision"),
        provision=_planned(session, row),
        appropriate=gathered.text(f"{key}.appropriate"),
        proposed_steps=gathered.text(f"{key}.steps"),
    )


def _planned(session: Session, row: Outcome) -> tuple[ehc_review.ProvisionEvidence, ...]:
    """What was planned for an outcome, and what its review says of it."""
    plans = session.scalars(
        select(Plan)
        .join(PlanOutcome, PlanOutcome.plan_id == Plan.id)
        .where(PlanOutcome.outcome_id == row.id)
        .order_by(Plan.from_on, Plan.id)
    )
    return tuple(
        ehc_review.ProvisionEvidence(
            plan.provision or plan.activity, plan.from_on, plan.reviewed_on, plan.what_worked
        )
        for plan in plans
        if plan.provision.strip() or plan.what_worked.strip()
    )


def _provision(session: Session, report: Report) -> tuple[ehc_review.ProvisionEvidence, ...]:
    """What was provided or changed in the months that the review looks at."""
    first, last = seen.period_of(report)
    changes = session.scalars(
        select(ProvisionChange)
        .where(ProvisionChange.pupil_id == report.pupil_id, ProvisionChange.from_on <= last)
        .order_by(ProvisionChange.from_on, ProvisionChange.id)
    )
    return tuple(
        ehc_review.ProvisionEvidence(row.what, row.from_on, row.until_on, row.effect)
        for row in changes
        if row.until_on is None or row.until_on >= first
    )


def _evidence_of(gathered: Gathered, session: Session, row: Outcome) -> list[Observation]:
    """The observations chosen for an outcome; else the first and the latest that touch it."""
    chosen = gathered.observations(f"outcome.{row.id}.progress")
    if chosen:
        return chosen
    _, last = seen.period_of(gathered.report)
    touching = [
        found
        for found in seen.approved(session, row.pupil_id, row.set_on, last)
        if any(outcome.id == row.id for outcome in found.outcomes)
    ]
    return [touching[0], touching[-1]] if len(touching) > 1 else touching


def school_details(session: Session) -> SchoolDetails:
    """The school as it stands on a page."""
    school = session.scalars(select(School)).one()
    return SchoolDetails(
        school.name, school.head_teacher, school.logo, school.logo_says, school.accent
    )


def pupil_details(pupil: Pupil) -> PupilDetails:
    """The pupil as named on a page."""
    group = pupil.class_group.name if pupil.class_group is not None else ""
    if group and not group.casefold().endswith("class"):
        group = f"{group} class"
    return PupilDetails(
        preferred_name=pupil.preferred_name,
        full_name=f"{pupil.legal_first_name} {pupil.legal_last_name}".strip(),
        class_name=group,
        year_name=year_name(pupil.actual_year),
        date_of_birth=pupil.born_on,
        upn=pupil.upn,
    )


def interests_of(session: Session, pupil_id: int) -> tuple[str, ...]:
    """What interests a pupil most, and what it looks like: “Drums: laughs aloud”."""
    rows = session.scalars(
        select(Interest)
        .where(Interest.pupil_id == pupil_id)
        .order_by(Interest.position, Interest.id)
    )
    listed = (with_more(row.activity, row.what_it_looks_like) for row in rows)
    return tuple(filter(None, listed))


def with_more(what: str, more: str) -> str:
    """“Drums: laughs aloud”; either alone where the other is empty."""
    return ": ".join(part.strip() for part in (what, more) if part.strip())


def _teacher(session: Session, pupil: Pupil) -> str:
    """The class's teacher: whoever of its staff is called so."""
    if pupil.class_group_id is None:
        return ""
    staff = session.scalars(
        select(StaffMember)
        .where(StaffMember.class_group_id == pupil.class_group_id, StaffMember.left_on.is_(None))
        .order_by(StaffMember.id)
    )
    return next((row.name for row in staff if row.job.casefold() == "class teacher"), "")


def fingerprint(pdf: bytes) -> str:
    """The SHA-256 of a report as it was given."""
    return hashlib.sha256(pdf).hexdigest()
