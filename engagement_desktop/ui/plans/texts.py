"""The wording of the plan page and its forms, to be proof-read together."""

from __future__ import annotations

from engagement_desktop.models.states import OutcomeEventKind
from engagement_desktop.services.outcome_history import EventView
from engagement_desktop.ui.day_words import day_words

OUTCOMES = "Outcomes"
NO_OUTCOMES = (
    "No outcomes yet. An outcome comes from {name}’s plan, in one of the four areas of need."
)
ADD_OUTCOME = "Add an outcome"
EDIT_OUTCOME = "Edit the outcome"
OUTCOME_HINT = "What {name} will be able to do, in words that family and staff share."
SUCCESS = "What success looks like for {name}"
ASPIRATION = "The aspiration behind it"
EXPECTED = "Expected by"
EXPECTED_HINT = "A date helps to notice in good time when something should be tried another way."
NEEDS = "Areas of need"
STEPS = "Steps"
ADD_STEP = "Add a step"
STEP = "Step"
PROVIDED = "Provided for it, by the plan"
ACHIEVED = "Achieved"
CLOSED = "No longer worked towards"
TAKE_UP = "Take it up again"
REMOVE = "Remove"
OUTCOME_REMOVED = "The outcome was removed."

FRESH_LOOK = "Plan a fresh look"
LOOKED_AT = "Looked at today"

PLANS = "Plan"
NO_PLANS = "No plan yet. A plan says what will be tried, why, and how we will know it helped."
NEW_PLAN = "New plan"
EDIT_PLAN = "Edit the plan"
NEXT_PLAN = "The next plan"
FOLLOW = "Begin the next plan from this"
NEXT_PLAN_SENTENCE = "Begun from the review: change what should be different this time."
AREAS = "Areas in focus"
PLAN_OUTCOMES = "Towards which outcomes"
ACTIVITY = "Activity or stimulus"
WHY = "Why this activity"
WHY_NOTE = "What we know so far"
PROVISION_USED = "Provision and strategies"
SUCCESS_CRITERIA = "How we will know it helped"
WHO_WHEN = "Who and when"
FROM = "From"
REVIEW_ON = "Review on"
EARLIER = "Earlier plans"

SEEN = "Seen for this plan"
NOT_SEEN = "No observation was made for this plan yet."
OBSERVE = "Observe"
OBSERVE_HINT = "Begins an observation with what the plan says"

PLAN_REMOVED = "The plan “{activity}” was removed."

REVIEW = "Review this plan"
REVIEW_SENTENCE = "What was learnt goes into the next plan."
WORKED = "What worked"
BUILD_ON = "What to build on or alter"
NEXT_ACTION = "Next action"
NEXT_NOTE = "In a few words"

PROVISION = "Changes of provision"
PROVISION_SENTENCE = (
    "What was provided or adjusted. Each stands on the timeline from its first day."
)
NO_PROVISION = "None written down yet."
ADD_PROVISION = "Add a change"
WHAT = "What was provided or adjusted"
UNTIL = "Until"
UNTIL_HINT = "Empty while it is still in use."
EFFECT = "Its effect on engagement"
REMOVED = "“{what}” was removed."

HISTORY = "What happened so far"
BASELINE = "Baseline and now"
BASELINE_HINT = "Watch the first clip of the activity of highest interest beside the latest."

_EVENTS = {
    OutcomeEventKind.SET: "Set",
    OutcomeEventKind.REWORDED: "Reworded; before: “{words}”",
    OutcomeEventKind.LOOKED_AT: "Looked at",
    OutcomeEventKind.ACHIEVED: "Achieved",
    OutcomeEventKind.CLOSED: "No longer worked towards",
    OutcomeEventKind.TAKEN_UP_AGAIN: "Taken up again",
    OutcomeEventKind.STEP_ADDED: "Step added: “{words}”",
    OutcomeEventKind.STEP_REWORDED: "Step reworded; before: “{words}”",
    OutcomeEventKind.STEP_STATUS: "Step {status}: “{words}”",
    OutcomeEventKind.STEP_TAKEN_OUT: "Step taken out: “{words}”",
}


def event_words(event: EventView) -> str:
    """One thing that happened: the day, what, and by whom."""
    status = event.status.value if event.status else ""
    # What a user wrote may hold braces, so that it is put in last.
    what = _EVENTS[event.kind].replace("{status}", status).replace("{words}", event.words)
    by = f" ({event.by})" if event.by else ""
    return f"{day_words(event.on)} · {what}{by}"
