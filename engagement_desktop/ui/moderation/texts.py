"""The wording of the moderation page and its forms, to be proof-read together."""

from __future__ import annotations

from engagement_desktop.models.moderating import Stage
from engagement_desktop.services.moderation_views import (
    MeetingView,
    ModerationLine,
    OneView,
    SampleView,
)
from engagement_desktop.ui.day_words import day_words

SENTENCE = (
    "We look at one pupil at a time, and agree on what we see. "
    "A second view is written before the first is shown."
)
NOTHING = "Nothing of {name}’s is put up for moderation."
NOTHING_YET = (
    "Nothing of {name}’s is put up for moderation yet. An area is put up where it is judged."
)
TO_JUDGEMENTS = "Go to the judgements"
STAGES = {
    Stage.WAITING: "Waiting for a second view",
    Stage.VIEWED: "Ready to be agreed",
    Stage.AGREED: "Agreed",
}
QUESTION = "Question"
QUESTION_HINT = "What should the others look at? May stay empty."
SAMPLE = "What is looked at"
SAMPLE_HINT = "The others see what {area} looked like, not what anybody made of it."
NO_SAMPLE = "No approved observation of this term shows this area."
FIRST = "First view"
SECOND = "Second view"
SEALED = "The first view is sealed. It opens when you have written yours."
SEALED_MINE = "Your view is sealed until somebody has written a second one."
WRITE_VIEW = "Write your view"
AGREE = "Write what you agree on"
AGREED = "What we agree on"
WHY = "Why"
WHY_HINT = "What in the sample tells it."
ACTIONS = "Actions"
WHO = "Who took part"
HOW_ESTABLISHED = "How established, from this sample"
MY_VIEW = "Your view"
MY_VIEW_HINT = "It is shown to the others when a second view is written, and not before."
SECOND_HINT = "What the sample shows you. It cannot be changed afterwards."
TAKE_DOWN = "Take down"
TAKEN_DOWN = "It is no longer put up for moderation."
IS_PUT_UP = "It is put up for moderation. Your view is sealed until a second one is written."
WATCH = "Watch the clip"
PAPER = "On paper…"
PAPER_TITLE = "Moderation pack"
PAPER_ABOUT = (
    "One pupil, one area, with room for a second view. The first view is not in it until it is "
    "agreed, and words such as “another pupil” stand in the place of other names."
)
RECORD_TITLE = "Record of moderation"
RECORD_ABOUT = "What was agreed, and why, with the sample it rests on."
FOR_WHOM = "For"
OWN_SCHOOL = "Our own school"
OTHER_SCHOOL = "Another school"
NAME_PUPIL = "With the pupil’s name"
CLIPS_LEFT_OUT = "Clips are not shown, because no permission for moderation stands."
WAITING_FOR_YOU = "Waiting for your view"
NOTHING_WAITS = "Nothing waits for your view."
OPEN = "Open"
MEETINGS = "Meetings"
NEW_MEETING = "New meeting"
EDIT_MEETING = "The record of the meeting"
NO_MEETINGS = "No meeting has been written down yet."
MEETING = "For the meeting"
NO_MEETING = "No meeting"
HELD_ON = "Day"
WITH_SCHOOL = "With another school"
WITH_SCHOOL_HINT = "Empty for a meeting of our own. Clips then need the permission for it."
LEARNT = "What we learnt about the model"
LEARNT_HINT = "Not about one pupil: each has a record of their own."


def put_up_words(line: ModerationLine) -> str:
    """Who put it up, and when."""
    by = f" by {line.put_up_by}" if line.put_up_by else ""
    return f"Put up{by} on {day_words(line.put_up_on)}"


def line_title(line: ModerationLine) -> str:
    """“Bilal, exploration”."""
    return f"{line.pupil_name}, {line.area.title.lower()}"


def line_detail(line: ModerationLine) -> str:
    """How far it is, who put it up and when."""
    return f"{STAGES[line.stage]} · {put_up_words(line)}"


def in_meeting(line: ModerationLine) -> str:
    """For which meeting it was put up; empty for none."""
    if line.meeting_on is None:
        return ""
    school = f", with {line.with_school}" if line.with_school else ""
    return f"For the meeting of {day_words(line.meeting_on)}{school}"


def sample_title(sample: SampleView) -> str:
    """The day, activity and place of an observation of the sample."""
    parts = (day_words(sample.day), sample.activity, sample.place)
    return " · ".join(part for part in parts if part)


def sample_words(sample: SampleView) -> str:
    """What the pupil did, with what support."""
    more = ", ".join((*sample.support, *sample.subtle_responses))
    return f"{sample.what_pupil_did} ({more})" if more else sample.what_pupil_did


def view_title(title: str, view: OneView) -> str:
    """Whose view it is, and of which day."""
    return f"{title}: {view.by}, {day_words(view.on)}" if view.by else title


def view_words(view: OneView) -> str:
    """How established, and the words."""
    how = f"{view.how_established[:1].upper()}{view.how_established[1:]}. "
    return f"{how if view.how_established else ''}{view.words}"


def meeting_words(meeting: MeetingView) -> str:
    """The day of a meeting, and with whom."""
    day = day_words(meeting.form.held_on) if meeting.form.held_on else ""
    return f"{day}, with {meeting.form.with_school}" if meeting.form.with_school else day
