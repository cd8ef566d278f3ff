"""The whole record of a demo pupil as written in `resources/demo/record/`: people, voices,
judgements, moderation. Days count back as school days; observations are named by their ids.
"""

from __future__ import annotations

from engagement_desktop.models.areas import Area
from engagement_desktop.models.states import ContactKind, ContributionKind
from engagement_desktop.services.demo_parts import How, Part, Shows


class DemoContact(Part):
    """Somebody around the pupil."""

    kind: ContactKind
    name: str
    who: str
    reach: str = ""
    note: str = ""


class DemoSign(Part):
    """A line of the pupil's dictionary."""

    does: str
    means: str
    answer: str = ""


class DemoInterest(Part):
    """An activity of highest interest."""

    activity: str
    looks_like: str


class DemoContribution(Part):
    """What somebody told."""

    kind: ContributionKind
    ago: int
    by: str
    knows: str
    words: str
    areas: tuple[Area, ...] = ()


class DemoTarget(Part):
    """A target agreed with parents."""

    wording: str
    home: str
    school: str
    came_of_it: str = ""


class DemoConversation(Part):
    """A conversation with parents."""

    ago: int
    with_whom: str
    led_by: str
    how: str
    aspirations: str = ""
    home_sees: str = ""
    concerns: str = ""
    told: str
    targets: tuple[DemoTarget, ...] = ()
    next_in_days: int | None = None


class DemoJudgement(Part):
    """A judgement; its term is that of the last observation it rests on. `by` is a staff key."""

    area: Area
    how: How
    shows: Shows
    words: str
    not_yet: str = ""
    rests_on: tuple[str, ...]
    by: str = "jo"


class DemoSecondView(Part):
    """A second view; `by` is a staff key."""

    by: str
    how: How
    words: str


class DemoAgreement(Part):
    """What was agreed."""

    ago: int
    who_took_part: str
    how: How
    agreed: str
    why: str
    actions: str


class DemoModeration(Part):
    """Responses put up for a second view; `by` is a staff key, `meeting` a meeting's."""

    area: Area
    ago: int
    by: str
    question: str
    sample: tuple[str, ...]
    how: How
    first_view: str
    meeting: str | None = None
    views: tuple[DemoSecondView, ...] = ()
    agreement: DemoAgreement | None = None


class DemoRecord(Part):
    """All of it, of one pupil."""

    contacts: tuple[DemoContact, ...] = ()
    signs: tuple[DemoSign, ...] = ()
    loves: tuple[DemoInterest, ...] = ()
    contributions: tuple[DemoContribution, ...] = ()
    conversations: tuple[DemoConversation, ...] = ()
    judgements: tuple[DemoJudgement, ...] = ()
    moderations: tuple[DemoModeration, ...] = ()


class DemoMeeting(Part):
    """A moderation meeting."""

    key: str
    ago: int
    who_took_part: str
    with_school: str = ""
    learnt: str = ""


class DemoDate(Part):
    """A day of the school's diary; `class_name` for one class alone."""

    what: str
    in_days: int
    class_name: str | None = None
