"""What moderation is asked and shows: forms as typed, and views that hold nothing sealed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from engagement_desktop.models.areas import Area
from engagement_desktop.models.moderating import Stage


@dataclass(frozen=True)
class PutUpForm:
    """What is put up for a second view, with the first view, which stays sealed."""

    area: Area | None = None
    question: str = ""
    observation_ids: tuple[int, ...] = ()
    how_established: str | None = None
    first_view: str = ""
    meeting_id: int | None = None


@dataclass(frozen=True)
class ViewForm:
    """A second view as typed."""

    how_established: str | None = None
    words: str = ""


@dataclass(frozen=True)
class AgreementForm:
    """What was agreed, as typed."""

    who_took_part: str = ""
    how_established: str | None = None
    agreed: str = ""
    why: str = ""
    actions: str = ""


@dataclass(frozen=True)
class MeetingForm:
    """A meeting over several pupils, one at a time, as typed."""

    held_on: date | None = None
    who_took_part: str = ""
    with_school: str = ""
    learnt: str = ""


@dataclass(frozen=True)
class SampleView:
    """An observation of the sample: what the pupil did, without anybody's interpretation of it.

    `clip_ids` are empty where no permission for moderation stands.
    """

    observation_id: int
    day: date
    activity: str
    place: str
    what_pupil_did: str
    support: tuple[str, ...]
    subtle_responses: tuple[str, ...]
    provision: str
    clip_ids: tuple[int, ...]


@dataclass(frozen=True)
class OneView:
    """Somebody's view of what the sample shows."""

    by: str
    on: date
    how_established: str
    words: str


@dataclass(frozen=True)
class ModerationLine:
    """A moderation in a list."""

    id: int
    pupil_id: int
    pupil_name: str
    area: Area
    question: str
    put_up_by: str
    put_up_on: date
    stage: Stage
    mine_to_view: bool
    """Whether the person signed in can write a second view."""
    meeting_id: int | None
    meeting_on: date | None
    with_school: str
    """The school with which that meeting is; empty for one of our own."""
    agreed: str
    agreed_established: str
    agreed_on: date | None


@dataclass(frozen=True)
class ModerationPage:
    """One moderation, as far as the person signed in may see it.

    `first` and `second` are None and empty while they are sealed for this person.
    """

    line: ModerationLine
    sample: tuple[SampleView, ...]
    clips_left_out: bool
    """Whether clips are not shown because no permission for moderation stands."""
    first: OneView | None
    second: tuple[OneView, ...]
    may_agree: bool
    who_took_part: str
    why: str
    actions: str


@dataclass(frozen=True)
class MeetingView:
    """A meeting with the pupils that were looked at in it, in the order they were put up."""

    id: int
    form: MeetingForm
    lines: tuple[ModerationLine, ...]
