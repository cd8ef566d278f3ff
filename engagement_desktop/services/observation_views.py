"""What the observation editor types, and what the observation pages show: frozen values only."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum, auto

from engagement_desktop.errors import FieldProblem
from engagement_desktop.models.areas import Area
from engagement_desktop.models.statements import StatementText
from engagement_desktop.models.states import (
    CheckAnswer,
    CheckQuestion,
    EvidenceKind,
    ObservationStatus,
)
from engagement_desktop.models.templates import Prompt


@dataclass(frozen=True)
class CheckForm:
    """One answer of the response check (chapter 4), with a note."""

    question: CheckQuestion
    answer: CheckAnswer | None = None
    note: str = ""


@dataclass(frozen=True)
class ResponseForm:
    """What the pupil did in one area. Words are keys of the vocabularies."""

    area: Area
    what_pupil_did: str = ""
    subtle_responses: tuple[str, ...] = ()
    how_established: str | None = None
    what_this_shows: str | None = None
    support: tuple[str, ...] = ()
    consistency: str | None = None
    confidence: str | None = None
    checks: tuple[CheckForm, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is written or chosen in this area."""
        return self == ResponseForm(self.area)


@dataclass(frozen=True)
class ContextItem:
    """One thing of the context: its kind (`context.sleep`) and the words for it."""

    kind: str
    text: str


@dataclass(frozen=True)
class ObservationForm:
    """Everything that can be typed about one observation. `minutes` is its length in minutes."""

    occurred_at: datetime
    minutes: int | None = None
    activity: str = ""
    why_activity: str | None = None
    place: str = ""
    adults: str = ""
    context: tuple[ContextItem, ...] = ()
    responses: tuple[ResponseForm, ...] = ()
    provision: str = ""
    provision_effect: str = ""
    observer_id: int | None = None
    observer_name: str = ""
    who_observed: str | None = None
    knows_pupil: str = ""
    outcome_ids: tuple[int, ...] = ()
    narrative: str = ""
    plan_id: int | None = None
    next_action: str | None = None
    next_action_note: str = ""
    statement_ids: tuple[int, ...] = ()

    def response(self, area: Area) -> ResponseForm:
        """The response in `area`; an empty one where nothing is recorded."""
        for response in self.responses:
            if response.area is area:
                return response
        return ResponseForm(area)


class WhenFrom(Enum):
    """Where an observation's date and time come from."""

    STARTED = auto()
    """The moment the observation was begun; nobody has said otherwise yet."""
    CLIP = auto()
    WRITTEN = auto()


@dataclass(frozen=True)
class MarkedMoment:
    """A marker of a clip as the editor shows it; `pts` in units of the time base."""

    id: int
    pts: int
    frame: int
    title: str
    areas: tuple[Area, ...]


@dataclass(frozen=True)
class EvidenceView:
    """One piece of evidence without its content; `poster` is a small JPEG."""

    id: int
    observation_id: int | None
    kind: EvidenceKind
    original_name: str
    caption: str
    taken_at: datetime | None
    width: int | None
    height: int | None
    seconds: float | None
    poster: bytes | None
    markers: tuple[MarkedMoment, ...] = ()

    @property
    def is_clip(self) -> bool:
        """Whether the reviewer can play it side by side."""
        return self.kind is EvidenceKind.VIDEO


@dataclass(frozen=True)
class ApprovedEvidence:
    """What an approved observation said of a piece of its evidence."""

    id: int
    kind: EvidenceKind
    original_name: str
    caption: str
    taken_at: datetime | None


@dataclass(frozen=True)
class Version:
    """All that an observation says, or said; what the form names by id stands here in words."""

    form: ObservationForm
    observer: str
    plan: str
    outcomes: tuple[str, ...]
    evidence: tuple[ApprovedEvidence, ...]
    statements: tuple[str, ...] = ()


@dataclass(frozen=True)
class EarlierVersion:
    """An observation as it was approved, before the correction that began at `corrected_at`."""

    said: Version
    approved_at: datetime | None
    approved_by: str
    corrected_at: datetime
    corrected_by: str


@dataclass(frozen=True)
class Corrections:
    """What an observation says now, and what it said before each correction, the latest first."""

    now: Version
    earlier: tuple[EarlierVersion, ...]


@dataclass(frozen=True)
class ObservationView:
    """One observation as the editor shows it."""

    id: int
    pupil_id: int
    pupil_name: str
    status: ObservationStatus
    form: ObservationForm
    when_from: WhenFrom
    evidence: tuple[EvidenceView, ...]
    updated_at: datetime
    approved_at: datetime | None
    approved_by: str
    written_by: str
    corrections: int
    """How often it was corrected after it had been approved."""
    may_approve: bool
    prompts: tuple[Prompt, ...] = ()
    """What to look for, by the template that it was begun from."""
    may_write: bool = True
    """Whether observing is the part of whoever looks; a moderator only reads."""

    @property
    def is_open(self) -> bool:
        """Whether it is still written, by whoever looks at it."""
        return self.may_write and self.status is not ObservationStatus.APPROVED


@dataclass(frozen=True)
class AreaMarkView:
    """For a list: an area that was touched, and how established in a word's key."""

    area: Area
    how_established: str | None


@dataclass(frozen=True)
class ObservationLine:
    """One line of a pupil's observations. `opening` is the start of what was written."""

    id: int
    occurred_at: datetime
    status: ObservationStatus
    activity: str
    place: str
    observer: str
    opening: str
    areas: tuple[AreaMarkView, ...]
    clips: int
    photos: int
    others: int
    poster_id: int | None
    """The evidence whose poster stands for the observation."""


@dataclass(frozen=True)
class DraftSaved:
    """An autosave that is in the file: when, and what should still be looked at.

    A field named by a blocking problem kept what it held before; all the rest was written.
    """

    observation_id: int
    saved_at: datetime
    problems: tuple[FieldProblem, ...] = ()


@dataclass(frozen=True)
class NextActionView:
    """What was planned last time: in a word, in the writer's words, when and in which activity."""

    word: str
    note: str
    planned_on: date
    activity: str
    observation_id: int | None


@dataclass(frozen=True)
class EarlierClip:
    """A clip from an earlier observation, and what it has in common with this one."""

    evidence_id: int
    taken_at: datetime
    activity: str
    shared: tuple[str, ...]
    """“same activity”, “same area”, “same outcome”; empty if nothing but the pupil."""


@dataclass(frozen=True)
class OutcomeChoice:
    """An outcome of the pupil's plan that an observation can touch."""

    id: int
    wording: str
    open: bool


@dataclass(frozen=True)
class StaffChoice:
    """A member of staff who may have observed; one who has left is offered only where named."""

    id: int
    name: str
    who_observed: str | None
    has_left: bool = False


@dataclass(frozen=True)
class PlanChoice:
    """A plan the observation may belong to."""

    id: int
    activity: str
    provision: str


@dataclass(frozen=True)
class StatementChoice:
    """A statement of another framework that an observation can be tagged with; one that is retired,
    or of a retired framework, is offered only where it is chosen."""

    id: int
    framework: str
    said: StatementText
    offered: bool


@dataclass(frozen=True)
class EditorChoices:
    """What the editor offers for one pupil: outcomes, plans, staff, earlier words, statements."""

    outcomes: tuple[OutcomeChoice, ...] = ()
    plans: tuple[PlanChoice, ...] = ()
    staff: tuple[StaffChoice, ...] = ()
    activities: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    statements: tuple[StatementChoice, ...] = ()


@dataclass(frozen=True)
class GivenUpCorrection:
    """A correction that was given up, whole, so that it can be taken up again."""

    observation_id: int
    form: ObservationForm
    without: tuple[int, ...]
    """The evidence that it had taken out."""
    added: tuple[tuple[str, tuple[tuple[str, object], ...]], ...] = field(repr=False)
    """The rows of the evidence that it had brought in; storage's own business."""
