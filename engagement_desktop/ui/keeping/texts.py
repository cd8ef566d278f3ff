"""The words of the page, together so that they can be read together."""

from __future__ import annotations

from engagement_desktop.models.retention import Held, Rule
from engagement_desktop.services.erasing import Asked
from engagement_desktop.services.keeping import DueLine, HoldLine
from engagement_desktop.ui.day_words import count_words, day_words

TITLE = "Keeping and removing"
ABOUT = (
    "The program removes nothing by itself. It shows which records have been kept long enough; "
    "two people decide and erase."
)
NOT_ALLOWED = "Deciding how long records are kept is the part of a SENCO or lead or administrator."

WAITING = "Waiting for a second person"
NOTHING_WAITS = "Nobody has asked for anything to be erased."
ERASE = "Erase…"
TAKE_BACK = "Take back"

DUE = "Time to look through"
NOTHING_DUE = "No pupil who left has been kept for longer than your rules say."
ASK = "Ask for erasure…"

HOLDS = "On hold"
HOLDS_ABOUT = "While an inquiry or a claim goes on, nothing of these pupils can be erased."
NOTHING_HELD = "No pupil’s records are on hold."
PLACE_HOLD = "Place a hold…"
LIFT = "Lift the hold"

RULES = "How long we keep"
CHANGE = "Change…"
YEARS = "Years"
COUNTED_FROM = "Counted from"
SAVE_RULE = "Keep it so"

PUPIL = "Pupil"
REASON = "Reason"
HOLD_HINT = "For example: an appeal to the tribunal."
ASK_TITLE = "Ask for a pupil’s records to be erased"
ASK_ABOUT = "Somebody else has to do it. Until then nothing is removed."
ASK_SAVE = "Ask for it"
HOLD_TITLE = "Place a hold"
HOLD_SAVE = "Place the hold"

QUESTION = "Erase everything about {name}?"
WOULD_GO = (
    "This removes {removed}, and what stands in the search index and in unsaved forms. It cannot "
    "be called back. First choose where the certificate is saved."
)
NAMED_BESIDES = (
    " The name stands as well in the records of {whose}. Those stay: please look at them first, "
    "while they can still be found by it."
)
YES_ERASE = "Erase for good"
ERASING = "Erasing and overwriting"
CERTIFICATE = "Certificate of erasure.pdf"
SAVE_CERTIFICATE = "Save the certificate"
PDF_FILES = "PDF files (*.pdf)"
ERASED = "Erased. The certificate is saved as “{name}”."
SAVE_AGAIN = "Save elsewhere"
ASKED = "Asked. Somebody else can erase it now."


def asked_title(line: Asked) -> str:
    """Whom it is about, and why."""
    return f"{line.name}: {line.reason.value}"


def asked_detail(line: Asked) -> str:
    """Who asked, when, and what would go."""
    by = line.asked_by or "somebody who has left"
    said = f"Asked by {by} on {day_words(line.asked_on)}. Would remove {line.would_remove}."
    if line.elsewhere:
        said += NAMED_BESIDES.format(whose="; ".join(line.elsewhere))
    return said


def due_title(line: DueLine) -> str:
    """Who left, and when."""
    return f"{line.name}, left on {day_words(line.left_on)}"


def due_detail(line: DueLine) -> str:
    """What has been kept for long enough."""
    clips = count_words(line.clips, "clip or photo", "clips and photos")
    if line.until is not None:
        return f"The whole record was to be kept until {day_words(line.until)}."
    return f"{clips} kept for longer than your rule for clips says."


def hold_title(line: HoldLine) -> str:
    """Whose records, and why."""
    return f"{line.name}: {line.reason}"


def hold_detail(line: HoldLine) -> str:
    """Since when."""
    return f"Since {day_words(line.placed_on)}."


def rule_title(held: Held) -> str:
    """What the rule is about."""
    return held.value[:1].upper() + held.value[1:]


def rule_detail(rule: Rule) -> str:
    """The rule in words."""
    return f"Kept for {rule.words}, then looked at."
