"""The wording of the bin, to be proof-read together."""

from __future__ import annotations

from datetime import date

from engagement_desktop.services.binned import BinLine, Emptied
from engagement_desktop.ui.day_words import count_words, day_words

SENTENCE = (
    "What was deleted waits here until somebody puts it back, or a lead empties the bin. "
    "It is on no other page, in no search and in no report."
)
NOTHING = "The bin is empty."
PUT_BACK = "Put back"
IS_BACK = "It is back where it was."
EMPTY = "Empty the bin…"
EMPTYING = "Emptying the bin"
YES_EMPTY = "Delete for good"
QUESTION = "Delete what is in the bin for good?"
NO_WAY_BACK = "{count} would go, with their clips and pictures. They cannot be brought back."
ON_HOLD = "on hold, so it stays when the bin is emptied"
MORE = "Show earlier ones"

WORDS = {
    "observation": "observation",
    "evidence": "clip, photo or document",
    "marker": "mark in a clip",
    "then_and_now": "comparison",
    "waiting_clip": "clip not yet used",
    "outcome": "outcome",
    "plan": "plan",
    "provision_change": "change of provision",
    "contribution": "contribution",
    "conversation": "conversation",
    "moderation": "put up for moderation",
    "school_date": "day in the diary",
}
"""What each kind of record is called."""

ICONS = {
    "observation": "note",
    "evidence": "image",
    "marker": "flag",
    "then_and_now": "layer",
    "waiting_clip": "video_clip",
    "outcome": "target_arrow",
    "plan": "document_text",
    "provision_change": "history",
    "contribution": "comment",
    "conversation": "people",
    "moderation": "eye",
    "school_date": "calendar_ltr",
}


def line_title(line: BinLine) -> str:
    """“Amara: observation of 3 September 2026, bubble tube”."""
    what = WORDS[line.record]
    if line.on_day is not None:
        what = f"{what} of {day_words(line.on_day)}"
    whose = f"{line.pupil_name}: {what}" if line.pupil_name else f"{what[:1].upper()}{what[1:]}"
    return f"{whose}, {line.title}" if line.title else whose


def line_detail(line: BinLine, today: date) -> str:
    """“Deleted by Jo Field on 22 November 2026”."""
    day = line.removed_at.astimezone().date()
    when = "today" if day == today else f"on {day_words(day)}"
    by = f" by {line.removed_by}" if line.removed_by else ""
    held = f" · {ON_HOLD}" if line.on_hold else ""
    return f"Deleted{by} {when}{held}"


def no_way_back(going: int) -> str:
    """What emptying does, with the count."""
    count = count_words(going, "record", "records")
    return NO_WAY_BACK.format(count=f"{count[:1].upper()}{count[1:]}")


def emptied(done: Emptied) -> str:
    """What went, and what stayed because of a hold."""
    gone = count_words(done.gone, "record is", "records are")
    said = f"{gone[:1].upper()}{gone[1:]} deleted for good."
    if done.on_hold:
        stays = count_words(done.on_hold, "record stays", "records stay")
        said += f" {stays[:1].upper()}{stays[1:]}, because of a hold."
    return said
