"""What the pages about reports show: frozen values only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from engagement_desktop.models.areas import Area
from engagement_desktop.models.ehc_dates import ReviewDate
from engagement_desktop.models.languages import ENGLISH_CODE
from engagement_desktop.models.school_year import first_year, school_year
from engagement_desktop.models.states import ReportKind, ReportStatus
from engagement_desktop.services.leaving import Leaving


@dataclass(frozen=True)
class LanguageView:
    """A language as it is offered. `own` is whether the school brought it in."""

    code: str
    name: str
    in_english: str
    checked_by: str
    needs_check: bool
    own: bool


@dataclass(frozen=True)
class ReportLine:
    """One report of a pupil, for the list of what there is."""

    id: int
    kind: ReportKind
    period: str
    status: ReportStatus
    updated_at: datetime


@dataclass(frozen=True)
class ReportChoices:
    """What reports a pupil has or could have."""

    pupil_name: str
    reports: tuple[ReportLine, ...]
    today: date
    plan_review_on: date | None
    languages: tuple[LanguageView, ...] = ()
    language: str = ENGLISH_CODE
    """The code of the language in which the report to this family speaks."""

    def periods(self, kind: ReportKind) -> tuple[str, ...]:
        """The periods to offer, the latest first: those begun, and those that come next."""
        begun = {line.period for line in self.reports if line.kind is kind}
        if kind is ReportKind.YEAR_END:
            this_year = school_year(self.today)
            before = school_year(date(first_year(self.today), 8, 31))
            return tuple(sorted(begun | {this_year, before}, reverse=True))
        review = {self.plan_review_on.isoformat()} if self.plan_review_on else set()
        return tuple(sorted(begun | review, reverse=True))

    def report_id(self, kind: ReportKind, period: str) -> int | None:
        """The report of a kind for a period, if it has been begun."""
        for line in self.reports:
            if line.kind is kind and line.period == period:
                return line.id
        return None


@dataclass(frozen=True)
class SourceView:
    """Something that a paragraph rests on: an observation, or a still that is shown with it."""

    id: int
    observation_id: int | None
    evidence_id: int | None
    on: date
    words: str
    """“Bubble tube”, or the still's caption."""

    @property
    def is_still(self) -> bool:
        """Whether it is a picture in the report."""
        return self.evidence_id is not None


@dataclass(frozen=True)
class Alongside:
    """A text to look at while a part is written: what last year's report said there, say."""

    heading: str
    text: str


@dataclass(frozen=True)
class ParagraphView:
    """One part of a report as it is written: heading, hint, text, and what it rests on.

    `group` is the outcome that the part belongs to, in the review evidence. `needs_sources` is
    False for facts that rest on no observation (attendance, how to discuss the report), and
    `takes_evidence` for words that stand for others (easy read).
    """

    key: str
    heading: str
    hint: str
    text: str
    sources: tuple[SourceView, ...] = ()
    area: Area | None = None
    group: str = ""
    needs_sources: bool = True
    takes_evidence: bool = True
    alongside: tuple[Alongside, ...] = ()


@dataclass(frozen=True)
class AttendanceForm:
    """The register's sessions (half days) for the year; None where it is not filled in yet."""

    possible: int | None = None
    attended: int | None = None
    unauthorised: int | None = None


@dataclass(frozen=True)
class MeetingForm:
    """Where the review meeting is, and who is invited, one on each line."""

    place: str = ""
    invited: str = ""


@dataclass(frozen=True)
class ReportView:
    """One report as the writing page shows it."""

    id: int
    pupil_id: int
    pupil_name: str
    kind: ReportKind
    period: str
    status: ReportStatus
    dated: date
    given_on: date | None
    paragraphs: tuple[ParagraphView, ...]
    cover: SourceView | None = None
    attendance: AttendanceForm | None = None
    meeting: MeetingForm | None = None
    dates: tuple[ReviewDate, ...] = ()
    may_approve: bool = False

    @property
    def open(self) -> bool:
        """Whether it can still be written in."""
        return self.status is ReportStatus.DRAFT


@dataclass(frozen=True)
class StillChoice:
    """A picture that can be shown in a report.

    `frame_pts` names the frame of a clip; None for a photo. `poster` is a small JPEG of the very
    picture; None for a frame, which `report_evidence.small_still` fetches when it is shown.
    """

    evidence_id: int
    frame_pts: int | None
    caption: str
    poster: bytes | None


ItemKey = tuple[int, int | None]
"""The ids of an observation and of a comparison, if it is one."""


@dataclass(frozen=True)
class ComparedWith:
    """The earlier of two clips compared: the comparison, and the observation of that clip."""

    comparison_id: int
    observation_id: int
    on: date


@dataclass(frozen=True)
class EvidenceItem:
    """An approved observation of the period, with what the pupil did in the staff's own words.

    With `then` it is a comparison of one of its clips with an earlier one, and its words are what
    was written of the two together.
    """

    observation_id: int
    on: date
    activity: str
    observer: str
    words: str
    areas: tuple[Area, ...]
    from_home: bool
    outcome_ids: tuple[int, ...]
    still: StillChoice | None
    then: ComparedWith | None = None
    statements: tuple[str, ...] = ()
    """What it is tagged with of other frameworks, each with the framework's name."""

    @property
    def key(self) -> ItemKey:
        """What tells it from the others of a list."""
        return self.observation_id, self.then.comparison_id if self.then else None

    @property
    def rests_on(self) -> tuple[int, ...]:
        """The observations that its words rest on, the earliest first."""
        before = (self.then.observation_id,) if self.then else ()
        return (*before, self.observation_id)


@dataclass(frozen=True)
class EvidenceList:
    """All that can be dropped into a report, newest first, and what stays out and why."""

    items: tuple[EvidenceItem, ...]
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True)
class Preview:
    """A report as it would be printed now, with what is missing, left out, or worth a look.

    `leaving` is how it is entered when it is saved or printed. `warnings` are to be known before
    it leaves the school; `hints` are for whoever writes it.
    """

    pdf: bytes
    leaving: Leaving
    missing: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()


@dataclass(frozen=True)
class PupilReport:
    """One pupil of a class and their report: what is still missing before it is printed."""

    pupil_id: int
    name: str
    report_id: int | None
    status: ReportStatus | None
    missing: tuple[str, ...] = ()
