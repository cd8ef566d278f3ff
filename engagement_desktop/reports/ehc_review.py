"""The evidence for the review of an EHC plan (or the plan's other name in that place).

Contents: Special Educational Needs and Disability Regulations 2014, regulation 20; SEND code of
practice, 9.166 to 9.176. Per outcome, under the four areas of need: what success looks like, steps,
evidence then and now with dates, provision and its effect, whether the outcome stays right. All of
it in words: there is no score and no other pupil in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import BinaryIO

from reportlab.platypus import Flowable

from engagement_desktop.models.areas import Area
from engagement_desktop.models.editions import Edition
from engagement_desktop.models.ehc_dates import ReviewDate
from engagement_desktop.models.report_parts import (
    CONTEXT,
    DIFFERENCES,
    EHC_PARTS,
    PARENT_VIEW,
    PROFESSIONAL_VIEW,
    PUPIL_VIEW,
    RECOMMENDATIONS,
    Part,
    outcome_parts,
)
from engagement_desktop.models.states import AreaOfNeed, StepStatus
from engagement_desktop.reports.content import (
    Picture,
    PupilDetails,
    SchoolDetails,
    Section,
    long_date,
    possessive,
)
from engagement_desktop.reports.frame import Rule, Running, Story, write
from engagement_desktop.reports.pictures import PictureStore, pictures, small_picture
from engagement_desktop.reports.styles import styles
from engagement_desktop.reports.tables import facts, grid, side_by_side
from engagement_desktop.reports.tagging import Meta
from engagement_desktop.reports.text import bullet_list, clean, one_line, paragraph, prose

_NOTHING = Section()
_BESIDE_A_STILL = 700  # characters of text
_STILL_HEIGHT = 130.0
_TO_REVIEW = "To be looked at in the meeting"
_STEP_WORDS = {
    StepStatus.IN_PROGRESS: "In progress",
    StepStatus.ACHIEVED: "Achieved",
    StepStatus.UPDATED: "Updated",
    StepStatus.CHANGED: "Changed",
}


@dataclass(frozen=True)
class Meeting:
    """The review meeting: when, where, and who is invited (“Ngozi Okafor, mother”)."""

    on: date | None = None
    place: str = ""
    invited: tuple[str, ...] = ()


@dataclass(frozen=True)
class StepEvidence:
    """A step under an outcome, how it stands, and since when."""

    wording: str
    status: StepStatus
    since: date


@dataclass(frozen=True)
class DatedEvidence:
    """What was seen on one day: in the staff's own words, by whom, where, in which areas."""

    on: date
    text: str
    areas: tuple[Area, ...] = ()
    observer: str = ""
    place: str = ""
    picture: Picture | None = None


@dataclass(frozen=True)
class ProvisionEvidence:
    """Something that was provided or adjusted, and its effect on engagement (guidance 5.4)."""

    what: str
    since: date
    until: date | None = None
    effect: str = ""


@dataclass(frozen=True)
class OutcomeEvidence:
    """One outcome of the plan with all that the meeting needs to judge it."""

    key: int
    wording: str
    needs: tuple[AreaOfNeed, ...] = ()
    success: str = ""
    aspiration: str = ""
    expected_by: date | None = None
    achieved_on: date | None = None
    steps: tuple[StepEvidence, ...] = ()
    progress: Section = _NOTHING
    then: DatedEvidence | None = None
    now: DatedEvidence | None = None
    between: tuple[DatedEvidence, ...] = ()
    provision_text: str = ""
    provision: tuple[ProvisionEvidence, ...] = ()
    appropriate: str = ""
    proposed_steps: str = ""


@dataclass(frozen=True)
class EhcReviewEvidence:
    """All that the review evidence shows. `plan_name` is the plan's kind: “EHC plan”."""

    school: SchoolDetails
    pupil: PupilDetails
    written_on: date
    plan_name: str = "EHC plan"
    author: str = ""
    meeting: Meeting = Meeting()
    dates: tuple[ReviewDate, ...] = ()
    context: Section = _NOTHING
    pupil_view: Section = _NOTHING
    parent_view: Section = _NOTHING
    professional_view: Section = _NOTHING
    outcomes: tuple[OutcomeEvidence, ...] = ()
    provision: tuple[ProvisionEvidence, ...] = ()
    differences: Section = _NOTHING
    recommendations: Section = _NOTHING
    draft: bool = False


@dataclass(frozen=True)
class MissingPart:
    """A part that regulation 20 asks for and that is empty; `outcome` names the one it is for."""

    part: Part
    outcome: str = ""


def missing_parts(data: EhcReviewEvidence) -> tuple[MissingPart, ...]:
    """The parts still empty, in reading order; an outcome needs its judgement of staying right."""
    sections = {
        CONTEXT.key: data.context,
        PUPIL_VIEW.key: data.pupil_view,
        PARENT_VIEW.key: data.parent_view,
        PROFESSIONAL_VIEW.key: data.professional_view,
        DIFFERENCES.key: data.differences,
        RECOMMENDATIONS.key: data.recommendations,
    }
    empty = [
        MissingPart(part)
        for part in EHC_PARTS
        if part.required and not sections[part.key].text.strip()
    ]
    for outcome in data.outcomes:
        appropriate = next(part for part in outcome_parts(outcome.key) if part.required)
        if not outcome.appropriate.strip():
            empty.append(MissingPart(appropriate, outcome.wording))
    return tuple(empty)


def render(
    data: EhcReviewEvidence,
    stream: BinaryIO,
    *,
    edition: Edition = Edition.ORDINARY,
    store: PictureStore | None = None,
) -> None:
    """Write the evidence to `stream` as a tagged PDF; the same data gives the same bytes.

    Raises:
        AppError: a picture cannot be read.
    """
    _Writing(data, edition, store or PictureStore()).write(stream)


class _Writing:
    """One set of review evidence on its way to paper."""

    def __init__(self, data: EhcReviewEvidence, edition: Edition, store: PictureStore) -> None:
        self._data = data
        self._name = one_line(data.pupil.preferred_name) or one_line(data.pupil.full_name)
        self._plan = one_line(data.plan_name) or "EHC plan"
        self._store = store
        self._story = Story(styles(edition, accent=data.school.accent))
        self._edition = edition

    def write(self, stream: BinaryIO) -> None:
        data = self._data
        self._opening()
        self._section(CONTEXT, data.context)
        self._section(PUPIL_VIEW, data.pupil_view)
        self._section(PARENT_VIEW, data.parent_view)
        self._section(PROFESSIONAL_VIEW, data.professional_view)
        self._outcomes()
        self._whole_provision()
        self._section(DIFFERENCES, data.differences)
        self._section(RECOMMENDATIONS, data.recommendations)
        self._signed()
        full_name = one_line(data.pupil.full_name) or self._name
        title = f"{possessive(self._name)} {self._plan}: evidence for the review"
        running = Running(
            full_name,
            f"{self._plan} review evidence",
            data.school.name,
            self._story.styles.running,
            data.draft,
        )
        subject = f"Evidence for the review of the {self._plan}"
        meta = Meta(title, one_line(data.school.name), subject, data.written_on)
        write(self._story, running, meta, stream, self._edition)

    def _opening(self) -> None:
        data, story = self._data, self._story
        title = f"Reviewing {possessive(self._name)} {self._plan}"
        story.title(title, data.school, self._store)
        on = data.meeting.on
        meeting = (
            f"Evidence for the meeting on {long_date(on)}" if on else "Evidence for the review"
        )
        story.paragraph(f"{meeting} · {one_line(data.school.name)}", story.styles.subtitle)
        story.opening_rule()
        born = data.pupil.date_of_birth
        year = " · ".join(filter(None, (data.pupil.year_name, one_line(data.pupil.class_name))))
        rows = [
            ("Name", data.pupil.full_name),
            ("Date of birth", long_date(born) if born else ""),
            ("Year and class", year),
            ("UPN", data.pupil.upn),
            ("Meeting", _place_and_day(data.meeting)),
            ("Invited", "\n".join(one_line(person) for person in data.meeting.invited)),
        ]
        story.add(*facts(rows, story.styles, story.root))
        if data.dates:
            story.open("Dates that go with this review", story.styles.section, 2)
            entries = [(long_date(day.by), _what(day), day.who) for day in data.dates]
            heads = ("By", "What", "Who")
            story.add(*grid(heads, entries, (0.25, 0.5, 0.25), story.styles, story.root))

    def _section(self, part: Part, section: Section) -> None:
        if section.empty:
            return
        self._story.open(part.heading_for(self._name), self._story.styles.section, 2)
        self._prose(section)

    def _prose(self, section: Section) -> None:
        story = self._story
        story.add(*prose(section.text, story.styles.body, story.root))
        story.add(*pictures(section.pictures, story.styles, story.root, self._store))

    def _outcomes(self) -> None:
        """Outcomes under their first area of need; one under no area comes last."""
        for need in (*AreaOfNeed, None):
            under = [
                outcome
                for outcome in self._data.outcomes
                if (outcome.needs[0] if outcome.needs else None) is need
            ]
            if under:
                heading = need.title if need else "Other outcomes"
                self._story.open(heading, self._story.styles.section, 2)
                for outcome in under:
                    self._outcome(outcome)

    def _outcome(self, outcome: OutcomeEvidence) -> None:
        story = self._story
        also = ", ".join(need.value for need in outcome.needs[1:])
        story.open(
            outcome.wording,
            story.styles.subsection,
            3,
            f"This outcome also belongs to {also}." if also else "",
        )
        self._labelled("What success looks like", outcome.success)
        self._labelled("The hope behind it", outcome.aspiration)
        if outcome.expected_by:
            self._labelled("Expected by", long_date(outcome.expected_by))
        if outcome.achieved_on:
            self._labelled("Achieved on", long_date(outcome.achieved_on))
        if outcome.steps:
            self._label("Steps")
            rows = [
                (step.wording, _STEP_WORDS[step.status], long_date(step.since))
                for step in outcome.steps
            ]
            heads = ("Step", "How it stands", "Since")
            story.add(*grid(heads, rows, (0.54, 0.21, 0.25), story.styles, story.root))
        self._evidence(outcome)
        self._provision(outcome)
        self._labelled(f"Does this outcome stay right for {self._name}?", outcome.appropriate)
        self._labelled("Proposed new steps", outcome.proposed_steps, listed=True)

    def _evidence(self, outcome: OutcomeEvidence) -> None:
        if not outcome.progress.empty:
            self._label("Progress")
            self._prose(outcome.progress)
        if outcome.then is not None:
            self._seen("Then", outcome.then)
        for evidence in outcome.between:
            self._seen("Between", evidence)
        if outcome.now is not None:
            self._seen("Now", outcome.now)

    def _seen(self, when: str, evidence: DatedEvidence) -> None:
        """One day's evidence; a still stands beside words that are short enough for it."""
        story, picture = self._story, evidence.picture
        if picture is None or story.styles.large or len(evidence.text) > _BESIDE_A_STILL:
            self._seen_words(when, evidence)
            if picture is not None:
                story.add(*pictures((picture,), story.styles, story.root, self._store))
            return
        with story.aside() as words:
            self._seen_words(when, evidence)
        still = small_picture(picture, story.styles, story.root, self._store, _STILL_HEIGHT)
        story.add(*side_by_side(still, words, 0.38))

    def _seen_words(self, when: str, evidence: DatedEvidence) -> None:
        story = self._story
        story.open_dated(f"{when}: {long_date(evidence.on)}", evidence.areas)
        story.add(*prose(evidence.text, story.styles.body, story.root))
        source = ", ".join(filter(None, map(one_line, (evidence.observer, evidence.place))))
        if source:
            story.add(paragraph(f"Seen by {source}", story.styles.small, story.root))

    def _provision(self, outcome: OutcomeEvidence) -> None:
        story = self._story
        if not outcome.provision and not outcome.provision_text.strip():
            return
        self._label("Provision and its effect")
        story.add(*prose(outcome.provision_text, story.styles.body, story.root))
        self._provision_table(outcome.provision)

    def _whole_provision(self) -> None:
        if self._data.provision:
            self._story.open("Provision over the year", self._story.styles.section, 2)
            self._provision_table(self._data.provision)

    def _provision_table(self, provision: tuple[ProvisionEvidence, ...]) -> None:
        rows = [
            (
                entry.what,
                _period(entry),
                entry.effect if clean(entry.effect).strip() else _TO_REVIEW,
            )
            for entry in provision
        ]
        heads = ("What was provided", "When", "Its effect")
        styles, root = self._story.styles, self._story.root
        self._story.add(*grid(heads, rows, (0.35, 0.25, 0.4), styles, root))

    def _label(self, words: str) -> None:
        self._story.open(words, self._story.styles.label, 4)

    def _labelled(self, words: str, text: str, *, listed: bool = False) -> None:
        if not text.strip():
            return
        story = self._story
        self._label(words)
        story.add(*self._lines(text) if listed else prose(text, story.styles.body, story.root))

    def _lines(self, text: str) -> list[Flowable]:
        story = self._story
        lines = [line.lstrip("-–•* ").strip() for line in text.splitlines()]
        return bullet_list([line for line in lines if line], story.styles.body, story.root)

    def _signed(self) -> None:
        story = self._story
        words = " · ".join(
            filter(None, (one_line(self._data.author), long_date(self._data.written_on)))
        )
        end = len(story.flowables)
        story.add(Rule())
        story.paragraph(words, story.styles.plain)
        story.keep_with_the_last_before(end)


def _place_and_day(meeting: Meeting) -> str:
    day = long_date(meeting.on) if meeting.on else ""
    return ", ".join(filter(None, (day, one_line(meeting.place))))


def _what(day: ReviewDate) -> str:
    return f"{day.what}\n{day.source}" if day.source else day.what


def _period(entry: ProvisionEvidence) -> str:
    return (
        f"{long_date(entry.since)} to {long_date(entry.until)}"
        if entry.until
        else f"Since {long_date(entry.since)}"
    )
