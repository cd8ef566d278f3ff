"""Starting a report from the evidence: the staff's own words, arranged under the right headings.

Nothing is invented and nothing that is written already is touched: only empty parts are filled,
with quotations that carry their day, for the writer to shorten and join. No other pupil's name
comes along.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from engagement_desktop.models.areas import Area
from engagement_desktop.models.records import (
    Contribution,
    Conversation,
    ConversationTarget,
    Evidence,
    Judgement,
    Observation,
    Outcome,
    ParagraphSource,
    Pupil,
    Report,
    ReportParagraph,
    Term,
)
from engagement_desktop.models.report_parts import (
    GENERAL,
    LOVED,
    OUTCOMES,
    PARENT_VIEW,
    PROFESSIONAL_VIEW,
    PUPIL_VIEW,
    SUBJECTS,
    area_part,
    outcome_parts,
)
from engagement_desktop.models.roles import Act
from engagement_desktop.models.states import ContributionKind, PermissionUse, ReportKind, StepStatus
from engagement_desktop.reports.content import long_date
from engagement_desktop.services import names_held, permitted
from engagement_desktop.services import report_evidence as seen
from engagement_desktop.services import report_gathering as gathering
from engagement_desktop.services import report_rows as rows
from engagement_desktop.services.changes import Changes, Saved
from engagement_desktop.services.workspace import Workspace

_QUOTED = 4  # observations in each area: the first, the latest, and some between


@dataclass(frozen=True)
class StartedPart:
    """What was put into one part: its text, and the sources that it rests on by now."""

    key: str
    text: str
    source_ids: tuple[int, ...] = ()


@dataclass(frozen=True)
class Started:
    """What starting from the evidence put where; `left_out` says which stills are not there."""

    parts: tuple[StartedPart, ...]
    left_out: tuple[str, ...] = ()


@dataclass
class _Draft:
    """The text of a part as it comes together, with what it rests on."""

    lines: list[str]
    observations: list[Observation] = field(default_factory=list)
    still: Observation | None = None


def quotation(words: str, when: str) -> str:
    """Recorded words as they are put into a paragraph: “She looked up. (12 March)”."""
    words = words.strip()
    end = "" if words.endswith((".", "!", "?", "…", "”")) else "."
    return f"{words}{end} ({when})"


def start_from_evidence(work: Workspace, report_id: int) -> Saved[Started]:
    """Fill the empty parts of a draft with what was recorded in its period.

    Raises:
        AppError: the report is approved, given or gone.
    """
    with work.writing(Act.REPORT) as session:
        row = rows.open_row(session, report_id)
        why_not = permitted.why_not(session, row.pupil_id, PermissionUse.FAMILY, work.today())
        pupil = session.get_one(Pupil, row.pupil_id)
        written = {part.section for part in row.paragraphs if part.text.strip()}
        drafts = [
            (key, draft)
            for key, draft in _drafts(session, row)
            if draft.lines and key not in written
        ]
        told = names_held.without_other_pupils(
            session, pupil, tuple(tuple(draft.lines) for _, draft in drafts)
        )
        parts, withheld = [], 0
        for (key, draft), lines in zip(drafts, told, strict=True):
            paragraph = rows.paragraph_row(session, row, key)
            still = seen.still_row(draft.still) if draft.still is not None else None
            withheld += still is not None and bool(why_not)
            made = _rest(paragraph, draft.observations, None if why_not else still)
            paragraph.text = "\n\n".join(lines)
            session.flush()
            parts.append(StartedPart(key, paragraph.text, tuple(source.id for source in made)))
        if not parts:
            return Saved(Started(()), Changes())
        row.updated_at = work.now()
        left_out = seen.left_out_words(withheld, why_not)
        return Saved(Started(tuple(parts), left_out), rows.changes_of(row))


def _rest(
    paragraph: ReportParagraph, observations: list[Observation], still: Evidence | None
) -> list[ParagraphSource]:
    """Let a paragraph rest on these as far as it does not yet; the sources that are new."""
    rested = {(source.observation_id, source.evidence_id) for source in paragraph.sources}
    made = [
        ParagraphSource(observation_id=each.id)
        for each in observations
        if (each.id, None) not in rested
    ]
    if still is not None and (None, still.id) not in rested:
        made.append(ParagraphSource(evidence_id=still.id, frame_pts=seen.marked_pts(still)))
    paragraph.sources.extend(made)
    return made


def take_back(work: Workspace, report_id: int, started: Started) -> Saved[None]:
    """Empty again what `start_from_evidence` filled, but for parts that were changed since."""
    with work.writing(Act.REPORT) as session:
        row = rows.open_row(session, report_id)
        for part in started.parts:
            paragraph = rows.paragraph_row(session, row, part.key)
            if paragraph.text != part.text:
                continue
            paragraph.text = ""
            for source in tuple(paragraph.sources):
                if source.id in part.source_ids:
                    paragraph.sources.remove(source)
        row.updated_at = work.now()
        return Saved(None, rows.changes_of(row))


def _drafts(session: Session, row: Report) -> Iterator[tuple[str, _Draft]]:
    """Parts by key with what was recorded for them."""
    home = _told(session, row, ContributionKind.HOME)
    if row.kind is ReportKind.YEAR_END:
        yield LOVED.key, _Draft(_loved(session, row))
        observations = seen.approved(session, row.pupil_id, *seen.period_of(row))
        judgements = _judgements(session, row)
        for area in Area:
            yield area_part(area).key, _of_area(area, observations, judgements, home)
        yield OUTCOMES.key, _Draft(_steps(session, row))
        yield SUBJECTS.key, _Draft(_activities(observations))
        general = _as_told(each for each in home if not each.areas)
        yield GENERAL.key, _Draft([*_reached(session, row), *general])
        return
    pupil = _told(session, row, ContributionKind.PUPIL_VIEW)
    advice = _told(session, row, ContributionKind.ADVICE)
    yield PUPIL_VIEW.key, _Draft(_as_told(pupil))
    yield PARENT_VIEW.key, _Draft([*_conversations(session, row), *_as_told(home)])
    yield PROFESSIONAL_VIEW.key, _Draft(_as_told(advice))
    observations = seen.approved(session, row.pupil_id, *seen.period_of(row))
    judgements = _judgements(session, row)
    for outcome in gathering.outcomes_of(session, row):
        progress = outcome_parts(outcome.id)[0]
        yield progress.key, _of_outcome(outcome, observations, judgements)


def _loved(session: Session, row: Report) -> list[str]:
    """What interests the pupil most, and the pupil's own view."""
    told = _told(session, row, ContributionKind.PUPIL_VIEW)
    return [*gathering.interests_of(session, row.pupil_id), *_as_told(told)]


def _of_area(
    area: Area,
    observations: list[Observation],
    judgements: list[Judgement],
    home: list[Contribution],
) -> _Draft:
    """Judgements, then quotations from observations spread over the period, then what home told."""
    told = [each for each in observations if _words_in(each, area)]
    chosen = _spread(told)
    lines = [f"{each.words.strip()} ({each.term.name})" for each in judgements if each.area is area]
    lines += [quotation(_words_in(each, area), _day(seen.day_of(each))) for each in chosen]
    lines += _as_told(each for each in home if area in {part.area for part in each.areas})
    still = next((each for each in reversed(told) if seen.still_row(each) is not None), None)
    return _Draft(lines, chosen, still)


def _words_in(row: Observation, area: Area) -> str:
    """What the pupil did in this area, in the observer's words."""
    for response in row.responses:
        if response.area is area:
            return seen.without_times(response.what_pupil_did)
    return ""


def _spread(found: list[Observation]) -> list[Observation]:
    """The first and the latest, and some between at even distances."""
    if len(found) <= _QUOTED:
        return found
    last = len(found) - 1
    return [found[round(step * last / (_QUOTED - 1))] for step in range(_QUOTED)]


def _of_outcome(
    outcome: Outcome, observations: list[Observation], judgements: list[Judgement]
) -> _Draft:
    """What was judged from observations that touch an outcome, then quotations from those."""
    told = [
        each for each in observations if outcome.id in {touched.id for touched in each.outcomes}
    ]
    ids, chosen = {each.id for each in told}, _spread(told)
    lines = [
        f"{each.words.strip()} ({each.area.title}, {each.term.name})"
        for each in judgements
        if ids.intersection(link.observation_id for link in each.rests_on)
    ]
    for each in chosen:
        did = " ".join(seen.without_times(part.what_pupil_did) for part in each.responses)
        if did.strip():
            lines.append(quotation(did, _day(seen.day_of(each))))
    return _Draft(lines, chosen)


def _judgements(session: Session, row: Report) -> list[Judgement]:
    """Those of the terms in the period that say something, the earliest first."""
    first, last = seen.period_of(row)
    found = session.scalars(
        select(Judgement)
        .join(Term, Judgement.term_id == Term.id)
        .where(
            Judgement.pupil_id == row.pupil_id,
            Term.first_day <= last,
            Term.last_day >= first,
        )
        .order_by(Term.first_day)
        .options(selectinload(Judgement.term), selectinload(Judgement.rests_on))
    )
    return [each for each in found if each.words.strip()]


def _steps(session: Session, row: Report) -> list[str]:
    """Steps achieved in the period, under their outcomes."""
    first, last = seen.period_of(row)
    lines = []
    for outcome in gathering.outcomes_of(session, row):
        achieved = [
            f"- {step.wording} ({long_date(step.status_on)})"
            for step in outcome.steps
            if step.status is StepStatus.ACHIEVED and first <= step.status_on <= last
        ]
        if achieved:
            lines.append("\n".join((outcome.wording, *achieved)))
    return lines


def _activities(observations: list[Observation]) -> list[str]:
    """The activities that were written about, each with the day when it last was."""
    days = {row.activity.strip(): seen.day_of(row) for row in observations if row.activity.strip()}
    lines = [f"- {activity} ({_day(day)})" for activity, day in days.items()]
    return ["\n".join(lines)] if lines else []


def _day(day: date) -> str:
    return f"{day.day} {day:%B}"


def _told(session: Session, row: Report, kind: ContributionKind) -> list[Contribution]:
    """What somebody told in the period, oldest first."""
    first, last = seen.period_of(row)
    found = session.scalars(
        select(Contribution)
        .where(
            Contribution.pupil_id == row.pupil_id,
            Contribution.kind == kind,
            Contribution.told_on.between(first, last),
        )
        .order_by(Contribution.told_on, Contribution.id)
        .options(selectinload(Contribution.areas))
    )
    return list(found)


def _as_told(found: Iterable[Contribution]) -> list[str]:
    """“Ngozi Okafor, 3 March 2026: “She looks for the lamp at home.””"""
    return [f"{each.told_by}, {long_date(each.told_on)}: “{each.words.strip()}”" for each in found]


def _spoken(session: Session, row: Report) -> list[Conversation]:
    """The conversations of the period, the earliest first."""
    first, last = seen.period_of(row)
    found = session.scalars(
        select(Conversation)
        .where(
            Conversation.pupil_id == row.pupil_id,
            Conversation.held_on.between(first, last),
        )
        .order_by(Conversation.held_on, Conversation.id)
        .options(selectinload(Conversation.targets))
    )
    return list(found)


def _reached(session: Session, row: Report) -> list[str]:
    """Targets agreed with the family, of which something came."""
    return [
        f"{target.wording} {target.came_of_it}".strip()
        for each in _spoken(session, row)
        for target in each.targets
        if target.came_of_it.strip()
    ]


def _agreed(target: ConversationTarget) -> str:
    """“Wait for her at breakfast. Home: Ten seconds. School: The same.”"""
    parts = (
        target.wording,
        f"Home: {target.home_does}" if target.home_does.strip() else "",
        f"School: {target.school_does}" if target.school_does.strip() else "",
        target.came_of_it,
    )
    return " ".join(f"{part.strip().rstrip('.')}." for part in parts if part.strip())


def _conversations(session: Session, row: Report) -> list[str]:
    """What was told in conversations, and what was agreed."""
    lines = []
    for each in _spoken(session, row):
        parts = (each.aspirations, each.home_sees, each.concerns)
        told = " ".join(part.strip() for part in parts if part.strip())
        if told:
            lines.append(f"{each.with_whom}, {long_date(each.held_on)}: {told}")
        lines += [
            f"Agreed on {long_date(each.held_on)}: {_agreed(target)}" for target in each.targets
        ]
    return lines
