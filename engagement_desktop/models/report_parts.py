"""The parts of each report: key, heading, what to write there, and whether the law asks for it.

The writing page, the stored paragraphs and the printed report all go by these keys.
Sources: the Education (Pupil Information) (England) Regulations 2005, schedule 1; the Special
Educational Needs and Disability Regulations 2014, regulation 20.
"""

from __future__ import annotations

from dataclasses import dataclass

from engagement_desktop.models.areas import Area, area_words
from engagement_desktop.models.states import ReportKind

_PUPIL_INFORMATION = "Education (Pupil Information) (England) Regulations 2005, schedule 1"
_REVIEW = "SEND Regulations 2014, regulation 20"


@dataclass(frozen=True)
class Part:
    """One part of a report.

    `heading` and `hint` may hold `{name}`, the pupil's preferred name. `short` names the part in
    the list of what is still needed. `source` is empty where the law does not ask for the part.
    """

    key: str
    heading: str
    hint: str
    short: str = ""
    source: str = ""
    area: Area | None = None
    from_evidence: bool = True
    """Whether the part should rest on what was observed; else it is somebody's view, or a fact."""

    @property
    def required(self) -> bool:
        """Whether the law asks for this part."""
        return bool(self.source)

    def heading_for(self, name: str) -> str:
        """The heading with the pupil's preferred name in it."""
        return self.heading.replace("{name}", name)

    def hint_for(self, name: str) -> str:
        """The hint with the pupil's preferred name in it."""
        return self.hint.replace("{name}", name)


LOVED = Part(
    "loved",
    "What {name} has loved this year",
    "The people, places and activities that made {name}’s year.",
    "What {name} has loved",
)
SUBJECTS = Part(
    "subjects",
    "{name}’s achievements across the curriculum",
    "Music, movement, swimming, visits, stories: every subject and activity {name} took part in.",
    "Achievements in subjects and activities",
    _PUPIL_INFORMATION,
)
OUTCOMES = Part(
    "outcomes",
    "Steps towards {name}’s outcomes",
    "How {name} is moving towards the outcomes in the plan, in plain words.",
    "Steps towards outcomes",
)
GENERAL = Part(
    "general_progress",
    "How {name} is getting on",
    "General progress: confidence, well-being, friendships, health, growing independence.",
    "General progress",
    _PUPIL_INFORMATION,
)
KEY_STAGE = Part(
    "key_stage",
    "Assessment at the end of key stage 2",
    "Only in Year 6: what the end-of-key-stage assessment with the engagement model shows.",
    "Assessment at the end of the key stage",
    _PUPIL_INFORMATION,
)
ATTENDANCE = Part(
    "attendance",
    "{name}’s attendance",
    "A sentence to go with the record; the sessions come from the register.",
    "Attendance record",
    _PUPIL_INFORMATION,
    from_evidence=False,
)
NEXT_YEAR = Part(
    "next_year",
    "Next year",
    "What {name} will build on, and what we are looking forward to.",
    "Next year",
    from_evidence=False,
)
TALK = Part(
    "talk",
    "Talking about this report",
    "How parents can discuss the report: when, with whom, and how to arrange it.",
    "How to discuss this report with us",
    _PUPIL_INFORMATION,
    from_evidence=False,
)


def area_part(area: Area) -> Part:
    """The part of the parents' report about one area; it opens with the area's plain meaning."""
    words = area_words(area)
    heading = f"{area.title}: {words.plain_heading}"
    return Part(f"area.{area.value}", heading, words.plain, heading, area=area)


def year_end_parts(actual_year: int | None) -> tuple[Part, ...]:
    """The parts of the end-of-year report, in reading order, for a pupil in `actual_year`."""
    parts = [LOVED, *(area_part(area) for area in Area), OUTCOMES, SUBJECTS, GENERAL]
    if actual_year == 6:
        parts.append(KEY_STAGE)
    return (*parts, ATTENDANCE, NEXT_YEAR, TALK)


PUPIL_VIEW = Part(
    "view.pupil",
    "{name}’s views",
    "What {name} tells us, and how: choices, looks, sounds, what is sought or turned away from.",
    "{name}’s views",
    _REVIEW,
)
PARENT_VIEW = Part(
    "view.parents",
    "Views of parents and carers",
    "Their own words: what home sees, hopes, worries, what they would like to change.",
    "Views of parents and carers",
    _REVIEW,
    from_evidence=False,
)
PROFESSIONAL_VIEW = Part(
    "view.professionals",
    "Advice from professionals",
    "Health, therapy and social care advice received for the meeting, with names and dates.",
    "Advice from professionals",
    _REVIEW,
    from_evidence=False,
)
CONTEXT = Part(
    "context",
    "Context and health",
    "Health, sleep, changes at home or school that the year’s evidence should be read with.",
    "Context and health",
    from_evidence=False,
)
DIFFERENCES = Part(
    "differences",
    "Differences of opinion",
    "Where those invited see it differently: who, and what. Write “None” if everyone agrees.",
    "Differences of opinion",
    _REVIEW,
    from_evidence=False,
)
RECOMMENDATIONS = Part(
    "recommendations",
    "Recommended changes to the plan",
    "What the school recommends to keep, change or add in the plan.",
    "Recommended changes to the plan",
    _REVIEW,
    from_evidence=False,
)
EHC_PARTS = (CONTEXT, PUPIL_VIEW, PARENT_VIEW, PROFESSIONAL_VIEW, DIFFERENCES, RECOMMENDATIONS)


def outcome_parts(outcome_id: int) -> tuple[Part, ...]:
    """The parts that are written for each outcome of the review evidence."""
    key = f"outcome.{outcome_id}"
    return (
        Part(
            f"{key}.progress",
            "Progress",
            "What has changed, from the evidence beside this.",
            "Progress",
        ),
        Part(
            f"{key}.provision",
            "Provision and its effect",
            "What was tried, and what it changed.",
            "Provision and its effect",
        ),
        Part(
            f"{key}.appropriate",
            "Does this outcome stay right for {name}?",
            "Keep, change or close it, and why.",
            "Whether the outcome stays appropriate",
            _REVIEW,
            from_evidence=False,
        ),
        Part(
            f"{key}.steps",
            "Proposed new steps",
            "One step on each line.",
            "Proposed new steps",
            from_evidence=False,
        ),
    )


EASY_HINT = "Short sentences, one idea in each. Left empty, the full report’s sentences stand here."


def easy_key(key: str) -> str:
    """Where the easy-read words of a part are kept."""
    return f"easy.{key}"


def parts_of(kind: ReportKind, actual_year: int | None) -> tuple[Part, ...]:
    """The parts of a report of `kind` that do not belong to a single outcome."""
    return year_end_parts(actual_year) if kind is ReportKind.YEAR_END else EHC_PARTS
