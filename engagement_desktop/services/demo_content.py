"""What the demo school holds, as written in `resources/demo/`: read, and checked as it is read.

In prose, `{looks}` stands for the time of that moment of the observation's clip, and `{month:name}`
for the month of the pupil's observation of that name.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, TypeAdapter, model_validator

from engagement_desktop.models.areas import Area
from engagement_desktop.models.states import (
    AreaOfNeed,
    CheckAnswer,
    ObservationStatus,
    PermissionUse,
    ReportKind,
    Role,
    StepStatus,
)
from engagement_desktop.paths import resource
from engagement_desktop.services.demo_offers import DemoFramework, DemoTemplate
from engagement_desktop.services.demo_parts import (
    Clock,
    Confidence,
    Consistency,
    Context,
    How,
    Next,
    Part,
    PlanKind,
    Shows,
    Subtle,
    Support,
    Who,
    Why,
)
from engagement_desktop.services.demo_record import DemoDate, DemoMeeting, DemoRecord


class Check(Part):
    """An answer of the response check, written “yes” or “unsure: what made us wonder”."""

    answer: CheckAnswer
    note: str = ""

    @model_validator(mode="before")
    @classmethod
    def _split(cls, text: Any) -> Any:
        if not isinstance(text, str):
            return text
        answer, _, note = text.partition(":")
        return {"answer": answer.strip(), "note": note.strip()}


class Response(Part):
    """A response in one area; `check` has an answer for each question, in order."""

    did: str
    how: How | None = None
    shows: Shows | None = None
    support: tuple[Support, ...] = ()
    consistency: Consistency | None = None
    confidence: Confidence | None = None
    subtle: tuple[Subtle, ...] = ()
    check: tuple[Check, ...] = Field(default=(), max_length=4)


class MomentMarker(Part):
    """A marker at a moment of the clip."""

    at: str
    title: str
    areas: tuple[Area, ...] = ()
    subtle: tuple[Subtle, ...] = ()
    note: str = ""


class DemoObservation(Part):
    """One observation. `by` and `written_by` are keys of staff, `template` that of the template it
    was begun from; `statements` are the codes of those that it touches."""

    id: str
    ago: int = Field(ge=1)
    time: Clock
    minutes: int | None = None
    activity: str
    why: Why | None = None
    place: str
    adults: str
    by: str | None = None
    observer_name: str = ""
    who_observed: Who | None = None
    knows: str = ""
    written_by: str | None = None
    status: ObservationStatus = ObservationStatus.APPROVED
    together: str | None = None
    template: str | None = None
    plan: str | None = None
    outcomes: tuple[str, ...] = ()
    statements: tuple[str, ...] = ()
    context: dict[Context, str] = Field(default={})
    provision: str = ""
    effect: str = ""
    narrative: str = ""
    next: tuple[Next, str] | None = None
    clip: str | None = None
    sync: str | None = None
    part: tuple[str, str] | None = None
    markers: tuple[MomentMarker, ...] = ()
    photo: str | None = None
    caption: str = ""
    responses: dict[Area, Response] = Field(default={})

    @model_validator(mode="after")
    def _someone_observed(self) -> DemoObservation:
        if not self.by and not (self.observer_name and self.written_by):
            raise ValueError(f"nobody observed {self.id}")
        return self


class Permissions(Part):
    """Permission for some uses, given and perhaps withdrawn or ended."""

    uses: tuple[PermissionUse, ...]
    by: str
    from_ago: int
    until_ago: int | None = None
    withdrawn_ago: int | None = None


class Step(Part):
    """A step on the way to an outcome."""

    wording: str
    status: StepStatus
    ago: int


class DemoOutcome(Part):
    """An outcome of the plan."""

    key: str
    wording: str
    success: str
    aspiration: str = ""
    needs: tuple[AreaOfNeed, ...]
    set_ago: int
    reviewed_ago: int | None = None
    expected_in_days: int
    steps: tuple[Step, ...] = ()


class DemoPlan(Part):
    """A plan, reviewed (`review_ago`) or to be reviewed (`review_in_days`)."""

    key: str
    activity: str
    why: Why
    why_note: str = ""
    areas: tuple[Area, ...]
    outcomes: tuple[str, ...]
    provision: str
    success_criteria: str
    who_and_when: str
    from_ago: int
    review_in_days: int | None = None
    review_ago: int | None = None
    what_worked: str = ""
    build_on: str = ""
    next: Next | None = None
    next_note: str = ""


class Provision(Part):
    """A change of provision and its effect."""

    what: str
    from_ago: int
    until_ago: int | None = None
    effect: str


class DemoComparison(Part):
    """Two observations' clips side by side."""

    earlier: str
    later: str
    area: Area
    then_and_now: str
    what_helped: str
    build_on: str


class Paragraph(Part):
    """A paragraph, what it rests on, and a photo or a still (observation, moment, caption).

    The section “cover” has a picture and no text.
    """

    section: str
    text: str = ""
    rests_on: tuple[str, ...] = ()
    photo: str | None = None
    still: tuple[str, str, str] | None = None


class DemoReport(Part):
    """A report half written."""

    kind: Literal["year_end", "ehc_review"]
    paragraphs: tuple[Paragraph, ...]

    @property
    def report_kind(self) -> ReportKind:
        """The kind as records know it."""
        return ReportKind[self.kind.upper()]


class DemoPupil(Part):
    """A pupil and all that is recorded. `birthday` is “month-day”; the year follows from `year`."""

    key: str
    legal_first_name: str
    legal_last_name: str
    preferred_name: str
    pronouns: str
    birthday: str = Field(pattern=r"^\d\d-\d\d$")
    upn: str
    year: int
    class_name: str = Field(alias="class")
    started_ago: int
    communication: str
    interests: str
    senses: str
    mobility: str
    medical: str
    regressive: bool = False
    plan_kind: PlanKind
    review_in_days: int
    needs: dict[AreaOfNeed, str]
    permissions: tuple[Permissions, ...]
    outcomes: tuple[DemoOutcome, ...]
    plans: tuple[DemoPlan, ...] = ()
    provision: tuple[Provision, ...] = ()
    observations: tuple[DemoObservation, ...]
    comparisons: tuple[DemoComparison, ...] = ()
    reports: tuple[DemoReport, ...] = ()


class DemoStaff(Part):
    """A member of staff; `class` for those who belong to one."""

    key: str
    name: str
    role: Role
    job: str
    who_observed: Who
    class_name: str | None = Field(default=None, alias="class")


class DemoClass(Part):
    """A class."""

    name: str


class DemoSchool(Part):
    """The school; `signed_in` is the key of the member of staff who opens the demo."""

    version: int
    name: str
    dfe_number: str
    head_teacher: str
    observe_every_days: int
    discuss_report: str
    signed_in: str
    classes: tuple[DemoClass, ...]
    staff: tuple[DemoStaff, ...]
    dates: tuple[DemoDate, ...] = ()
    meetings: tuple[DemoMeeting, ...] = ()
    templates: tuple[DemoTemplate, ...] = ()
    frameworks: tuple[DemoFramework, ...] = ()


class Clip(Part):
    """Which frame of a clip shows which moment, as the script that drew it says."""

    taken: str
    frames: int
    moments: dict[str, int]


class DemoContent(Part):
    """All of it."""

    school: DemoSchool
    pupils: tuple[DemoPupil, ...]
    records: dict[str, DemoRecord]
    """By the key of the pupil: what is around them, told, judged and moderated."""
    clips: dict[str, Clip]


def load_demo() -> DemoContent:
    """Read and check the demo school's content (`pydantic.ValidationError` says what is wrong)."""
    root = resource("demo")
    return DemoContent(
        school=DemoSchool.model_validate(_toml(root / "school.toml")),
        pupils=tuple(
            DemoPupil.model_validate(_toml(path)) for path in sorted(root.glob("pupils/*.toml"))
        ),
        records={
            path.stem: DemoRecord.model_validate(_toml(path))
            for path in sorted(root.glob("record/*.toml"))
        },
        clips=TypeAdapter(dict[str, Clip]).validate_python(
            json.loads((root / "clips.json").read_text("utf-8"))
        ),
    )


def demo_fingerprint() -> str:
    """Changes whenever a text or a clip of the demo changes."""
    root = resource("demo")
    digest = hashlib.sha256()
    for path in sorted(path for path in root.rglob("*") if path.is_file()):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _toml(path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        return tomllib.load(file)
