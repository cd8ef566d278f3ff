"""The wording of the conversations page and its forms, to be proof-read together."""

from __future__ import annotations

from engagement_desktop.models.states import ContributionKind
from engagement_desktop.services.contributions import ContributionView
from engagement_desktop.services.conversations import Conversations, TargetForm
from engagement_desktop.ui.day_words import count_words, day_words

CONVERSATIONS = "Conversations with parents and carers"
NO_CONVERSATIONS = (
    "None written down yet. Parents and school set targets together, and say who does what."
)
NEW_CONVERSATION = "New conversation"
EDIT_CONVERSATION = "The conversation"
SPEAK_SOON = (
    "It is some time since parents and school spoke, and no day is agreed. "
    "At least three conversations a year are recommended (SEND code 6.65)."
)
HELD_ON = "Day"
WITH_WHOM = "With whom"
LED_BY = "Led by"
LED_BY_HINT = "Usually the class teacher, supported by the SENCO (SEND code 6.67)."
HOW = "Where or how"
ASPIRATIONS = "Aspirations"
HOME_SEES = "What home sees"
CONCERNS = "Concerns"
SCHOOL_TOLD = "What school shared"
SCHOOL_TOLD_HINT = "How the pupil is doing, and how home can help."
TARGETS = "Targets agreed"
TARGET = "Target"
ADD_TARGET = "Add a target"
TARGET_NAMES = ("What is aimed at", "Home", "School", "What came of it")
NEXT_ON = "Next conversation"
NEXT_ON_HINT = "May stay empty until a day is agreed."
REMOVED_CONVERSATION = "The conversation was removed."

CONTRIBUTIONS = "What others tell us"
CONTRIBUTIONS_SENTENCE = "Families, therapists, colleagues, and the pupil: in their own words."
NO_CONTRIBUTIONS = "Nothing written down yet. Home often sees what school does not."
NEW_CONTRIBUTION = "Write down"
EDIT_CONTRIBUTION = "What was told"
KIND = "What it is"
TOLD_ON = "Day"
TOLD_BY = "Who told it"
TOLD_BY_HINT = "Name, and who they are to the pupil."
KNOWS = "How they know the pupil"
WORDS = "In their words"
AREAS = "Which areas it speaks of"
AREAS_HINT = "May stay empty."
REMOVED_CONTRIBUTION = "What was told was removed."

KINDS = {kind: f"{kind.value[0].upper()}{kind.value[1:]}" for kind in ContributionKind}


def standing_words(found: Conversations) -> str:
    """How many conversations were held this school year (records), and when the next is."""
    count = count_words(len(found.this_year), "conversation", "conversations")
    held = f"{count[0].upper()}{count[1:]} written down this school year."
    if found.next_on is None:
        return held
    return f"{held} The next is on {day_words(found.next_on)}."


def target_words(target: TargetForm) -> str:
    """Who does what, and what came of it."""
    parts = (
        ("Home", target.home_does),
        ("School", target.school_does),
        ("What came of it", target.came_of_it),
    )
    return "\n".join(f"{name}: {text}" for name, text in parts if text)


def contribution_head(view: ContributionView) -> str:
    """What it is, and of which day."""
    day = day_words(view.form.told_on) if view.form.told_on else ""
    return f"{KINDS[view.form.kind]} · {day}"


def contribution_foot(view: ContributionView) -> str:
    """Who told it, and how they know the pupil."""
    knows = view.form.knows_pupil.rstrip(".")
    return f"{view.form.told_by}. {knows}." if knows else view.form.told_by
