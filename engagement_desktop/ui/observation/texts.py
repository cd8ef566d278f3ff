"""Every sentence of the observations page, together, so that a teacher can proof-read them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from engagement_desktop.models.states import CheckQuestion, EvidenceKind, ObservationStatus
from engagement_desktop.services.observation_views import (
    EarlierClip,
    EarlierVersion,
    EvidenceView,
    NextActionView,
    ObservationView,
    StatementChoice,
    WhenFrom,
)
from engagement_desktop.ui.day_words import count_words

if TYPE_CHECKING:  # a start reads these texts, and has no need of what decodes clips
    from engagement_desktop.services.review import ClipToReview

# The list
TITLE = "Observations"
NEW = "New observation"
FIND = "Find in these observations"
NO_OBSERVATIONS = (
    "No observations yet. Write what you saw: a sentence and a photo are enough to begin with."
)
NOTHING_FOUND = "No observation has these words."
UNTITLED = "No activity written yet"
NOT_RECORDED = "not recorded"
RECORDED = "recorded"
STATUS = {
    ObservationStatus.DRAFT: "Draft",
    ObservationStatus.FOR_APPROVAL: "For approval",
    ObservationStatus.APPROVED: "Approved",
}

# The head of the editor
BACK = "All observations"
MORE = "More for this observation"
DELETE = "Delete this draft"
DELETED = "The draft was deleted."
PUT_BACK_APPROVED = "Put back the approved text"
CORRECTION_GIVEN_UP = "The approved text and its evidence stand again."
TO_DRAFT = "Take back to draft"
OTHERS = "Others took part…"
OTHERS_TITLE = "Who else took part?"
OTHERS_SENTENCE = (
    "An observation is begun for each of them, with the same activity, place and time. What each of"
    " them did stays in their own record; the others do not appear in it."
)
OTHERS_SAVE = "Begin their observations"
OTHERS_CLASS = "From {name}’s class"
OTHERS_ELSEWHERE = "Somebody else"
OTHERS_NOBODY = "nobody"
OTHERS_EVIDENCE = "Put the clips and photos of this observation with theirs, too"
OTHERS_NONE = "Please choose who took part."
TOGETHER = "In this activity, too:"
TOGETHER_TIP = "Open the observation of {initials}"
EARLIER = "Earlier text"
EARLIER_TITLE = "What it said before"
EARLIER_SENTENCE = "An approved observation keeps its text and evidence when it is corrected."
SAID_BEFORE = "Before"
SAID_AFTER = "Since"
SAME_SINCE = "Unchanged"
NOTHING = "nothing"
NOTHING_DIFFERS = "Nothing reads differently since."
LAST_TIME = "Last time you planned to"
LAST_TIME_NO_WORD = "Last time you planned"
CORRECTING = "You are correcting an approved observation. The approved text is kept."

# What happened
ACTIVITY = "Activity or stimulus"
PLACE = "Place"
WHEN = {
    WhenFrom.STARTED: "When",
    WhenFrom.CLIP: "When (from the clip)",
    WhenFrom.WRITTEN: "When",
}
NARRATIVE = "What happened"
NARRATIVE_HINT = "In a sentence or two: what did {name} do?"
ADULTS = "Who was there"
ADULTS_HINT = "Adults with the pupil"
MINUTES = "How long, in minutes"
NO_MINUTES = "not noted"
WHY = "Why this activity"
NOT_SAID = "not said"
OBSERVER = "Observed by"
SOMEBODY_ELSE = "Somebody else…"
OBSERVER_NAME = "Name of the observer"
WHO_OBSERVED = "Who they are"
KNOWS = "How they know the pupil"
KNOWS_HINT = "For example: class teacher since September"
PLAN = "Belongs to the plan"
NO_PLAN = "no plan"
DETAILS_MORE = "More: who was there, how long, why, observed by"
DETAILS_LESS = "Less"
ADD_CONTEXT = "+ context"
ADD_CONTEXT_TIP = "Add something of the context: sleep, mood, health, peers nearby…"
CONTEXT_WORDS = "In a few words"
CONTEXT_HINT = {
    "context.activity": "calm start, after swimming",
    "context.place": "by the window",
    "context.adult": "new adult: Priya",
    "context.peers": "peers nearby: none",
    "context.time_of_day": "just before lunch",
    "context.mood": "calm",
    "context.health": "a slight cold",
    "context.sleep": "slept well",
    "context.equipment": "standing frame",
    "context.sensory": "lights low",
    "context.absence": "back after a week away",
}
ADD = "Add"
CHANGE = "Change"
TAKE_AWAY = "Take away"

# Templates
FROM_TEMPLATE = "From a template…"
TEMPLATE = "Template"
TEMPLATE_OTHERS = "Who takes part besides {name}"
TEMPLATE_OTHERS_HINT = "Each pupil has an observation of their own, in which nobody else appears."
START = "Begin"
MAKE_TEMPLATE = "Make a template of this…"
LOOK_FOR = "To look for: {words}"
TO_LOOK_AT = "An area to look at in this activity."

# Statements of other frameworks
STATEMENTS_CARD = "Statements of other frameworks"
STATEMENTS_CHOOSE = "Choose statements…"
STATEMENTS_SENTENCE = (
    "A statement says what this observation is about, and nothing about how far anybody has got."
)
STATEMENTS_SAVE = "Use these"
STATEMENTS_NONE = "None is chosen."
STATEMENTS_NOTHING = "No statement has these words."
STATEMENT_AWAY = "Take away: {statement}"

# The area cards
OPEN_AREA = "Write about {area}"
CLOSE_AREA = "Close {area}"
GUIDANCE_TIP = "The guidance’s own words for {area}"
GUIDANCE_SHOWS = "What it shows"
GUIDANCE_ESTABLISHED = "When it becomes more established"
GUIDANCE_IMPORTANT = "Why it is important"
GUIDANCE_SOURCE = "The engagement model (2020), paragraph {paragraph}"
WHAT_PUPIL_DID = "{area}: what the pupil did"
WHAT_PUPIL_DID_HINT = "What did {name} do?"
TIME_TIP = "Click a time to see its picture, or press Ctrl and Enter in it."
HOW_ESTABLISHED = "How established"
WHAT_THIS_SHOWS = "What this shows"
SUPPORT = "Support"
CONSISTENCY = "How often"
CONFIDENCE = "Confidence"
SUBTLE = "Subtle responses"
MORE_WORDS = "More words for “{row}”"
RESPONSE_MORE = "More: how often, confidence, response check"
RESPONSE_LESS = "Less"
RESPONSE_CHECK = "Response check"
CHECK_NOTE = "Note"
CHECK_SHORT = {
    CheckQuestion.INTENTIONAL: "intentional",
    CheckQuestion.TO_THE_STIMULUS: "to the stimulus",
    CheckQuestion.QUALITY: "quality known",
    CheckQuestion.RULED_OUT: "seizure ruled out",
}

# Provision, outcomes, next action
PROVISION_CARD = "Provision and its effect"
PROVISION = "What was provided"
PROVISION_HINT = "Strategies, equipment, adult support"
EFFECT = "Its effect on engagement"
EFFECT_HINT = "What difference did it make?"
OUTCOMES_CARD = "Outcomes touched"
NO_OUTCOMES = "No outcomes have been written for {name} yet. They stand on the Plan page."
NEXT_CARD = "Next action"
NEXT_NOTE = "What to do next time"
NEXT_HINT = "For example: wait ten seconds before the spoken prompt"

# Evidence
EVIDENCE_CARD = "Clips and photos"
ADD_FILE = "Add…"
ADD_FILE_TIP = "Add a clip, photo, sound recording or document"
PASTE_HINT = "or drop files here, or paste a picture (Ctrl+V)"
CHOOSE_FILES = "Add clips, photos, sound or documents"
FILE_FILTER = (
    "Clips, photos, sound and documents (*.mp4 *.mov *.m4v *.avi *.mkv *.webm *.mts *.m2ts *.3gp"
    " *.mpg *.mpeg *.wmv *.jpg *.jpeg *.png *.heic *.heif *.mp3 *.m4a *.wav *.aac *.ogg *.flac"
    " *.pdf *.docx *.odt *.rtf *.txt);;All files (*)"
)
PASTED_NAME = "Pasted picture {time}.png"
WAITING = "Waiting: {name}"
CANCEL_IMPORT = "Stop bringing in {name}"
REMOVE_EVIDENCE = "Take off this observation"
EVIDENCE_REMOVED = "“{name}” was taken off this observation."
SHOW_LARGE = "Look at it larger"
CAPTION = "Write what it shows…"
CAPTION_LABEL = "What it shows"
PLAY_NOW = "Show it on the right"
KEEP = "Keep"
CLOSE_PROBLEM = "Close this sentence"
TILE_HELP = "Enter shows it; the menu key has more; Delete takes it off the observation."
NOT_SHOWN = "Sound recordings and documents are kept; they cannot be shown here yet."

# Beside the clips
MARK_TITLE = "Mark this moment"
MARK_NEW_TITLE = "Mark at {time}"
MARK_EDIT_TITLE = "The mark at {time}"
MARK_NAME = "What happens here"
MARK_NAME_HINT = "For example: looks up before it lights"
MARK_AREAS = "Areas"
MARK_NOTE = "Note"
MARK_SAVE = "Keep the mark"
MARK_DELETE = "Remove this mark"
MARK_CLOSE = "Close"
MARK_REMOVED = "The mark was removed."
KEEPING_STILL = "Keeping the picture"
NO_STILL = (
    "This observation is approved, and its evidence is kept as it was approved. "
    "To keep a still with it, choose “Correct” first."
)
STILL_KEPT = "The picture is with this observation."
NO_EARLIER = "There is no earlier clip of {name} yet."
NOTHING_BESIDE = "A clip or photo of this observation stands here, with an earlier clip beside it."
ADD_CLIP = "Add a clip…"
THIS_OBSERVATION = "this observation"
TO_CLIPS = "Back to the clips"
NOT_IN_TEXT = "No picture of this observation’s clips is at {time}."
SEE_CARD = "What do you see?"
SEE_THEN_NOW = "Did, and did not do"
SEE_HELPED = "Did what we tried help?"
SEE_BUILD_ON = "Build on it or alter it?"

# The foot
SAVE_DRAFT = "Save as draft"
SAVE = "Save"
FOR_APPROVAL = "For approval"
APPROVE = "Approve"
CORRECT = "Correct"
SAVED_AS_DRAFT = "Saved as a draft."
HANDED_ON = "Handed on for approval."
APPROVED_NOW = "Approved."
NOT_SAVED_YET = "Not saved yet"
SAVING = "Saving…"
DRAFT_SAVED = "Draft saved {time}"
SAVED = "Saved {time}"


def day(moment: datetime) -> str:
    """A day as shown: “1 September 2026”."""
    local = moment.astimezone()
    return f"{local.day} {local:%B %Y}"


def short_day(moment: datetime) -> str:
    """A day in little room: “1 Sep 2026”."""
    local = moment.astimezone()
    return f"{local.day} {local:%b %Y}"


def clock(moment: datetime) -> str:
    """A time of day: “15:41”."""
    return f"{moment.astimezone():%H:%M}"


def planned(plan: NextActionView) -> tuple[str, str, str]:
    """What was planned last time: a heading, the words, and where they come from."""
    heading = f"{LAST_TIME} {plan.word}" if plan.word else LAST_TIME_NO_WORD
    on = f"{plan.planned_on.day} {plan.planned_on:%B %Y}"
    return heading, plan.note, f"{on} · {plan.activity}" if plan.activity.strip() else on


def status_line(view: ObservationView) -> str:
    """How an observation stands, and through whom."""
    if view.status is ObservationStatus.APPROVED and view.approved_at is not None:
        by = f" by {view.approved_by}" if view.approved_by else ""
        line = f"Approved{by} on {day(view.approved_at)}"
        return f"{line} · corrected" if view.corrections else line
    if view.status is ObservationStatus.FOR_APPROVAL:
        return f"For approval · written by {view.written_by}" if view.written_by else "For approval"
    return CORRECTING if view.corrections else STATUS[view.status]


def approved_line(version: EarlierVersion) -> str:
    """“Approved by Jo Field on 3 October 2026”."""
    by = f" by {version.approved_by}" if version.approved_by else ""
    return f"Approved{by} on {day(version.approved_at)}" if version.approved_at else "Approved"


def corrected_line(version: EarlierVersion) -> str:
    """“Corrected by Jo Field, from 5 November 2026 at 15:41”."""
    by = f" by {version.corrected_by}" if version.corrected_by else ""
    return f"Corrected{by}, from {day(version.corrected_at)} at {clock(version.corrected_at)}"


def begun_for(number: int) -> str:
    """“Observations were begun for two other pupils.”"""
    begun = "An observation was begun" if number == 1 else "Observations were begun"
    return f"{begun} for {count_words(number, 'other pupil', 'other pupils')}."


def count(shown: int, total: int) -> str:
    """How many observations are listed."""
    if shown != total:
        return f"{shown:,} found"
    return "" if not total else f"{total:,} in all"


def evidence_words(evidence: EvidenceView) -> str:
    """A piece of evidence in words: “Clip: looks up, 12 March 2026, VID_001.mp4”."""
    kind = {
        EvidenceKind.VIDEO: "Clip",
        EvidenceKind.PHOTO: "Photo",
        EvidenceKind.SOUND: "Sound",
        EvidenceKind.DOCUMENT: "Document",
    }[evidence.kind]
    parts = [evidence.caption, day(evidence.taken_at) if evidence.taken_at else ""]
    parts.append(evidence.original_name)
    return f"{kind}: " + ", ".join(part for part in parts if part)


def earlier_clip(clip: EarlierClip) -> str:
    """An earlier clip in a menu: “12 March 2026 · Bubble tube (same activity)”."""
    words = day(clip.taken_at)
    if clip.activity.strip():
        words = f"{words} · {clip.activity.strip()}"
    return f"{words} ({', '.join(clip.shared)})" if clip.shared else words


def statement_detail(choice: StatementChoice) -> str:
    """Where a statement comes from: “Contact · Routes for Learning”."""
    return " · ".join(part for part in (choice.said.heading, choice.framework) if part)


def still_caption(clip: ClipToReview, frame: int, time: str) -> str:
    """What a still shows: the name of the mark on its frame, if there is one, and its time."""
    titles = (marker.form.title for marker in clip.markers if marker.frame == frame)
    title = next((title for title in titles if title), "")
    return f"{title}, at {time}" if title else f"At {time}"
