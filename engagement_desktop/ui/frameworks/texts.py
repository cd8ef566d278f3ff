"""The wording of the page of other frameworks, to be proof-read together."""

from __future__ import annotations

from engagement_desktop.models.statements import Difference
from engagement_desktop.services.frameworks import FrameworkView
from engagement_desktop.ui.day_words import count_words, day_words

TITLE = "Other frameworks"
SENTENCE = (
    "Statements of Routes for Learning and the like, to tag observations with (guidance "
    "4.4). A statement says what an observation is about; nothing is counted, and there are no "
    "levels."
)
BRING_IN = "Bring in a list…"
FILES = "Lists (*.csv *.txt)"
NOTHING = (
    "No other framework is here yet. A list of statements can be brought in from a spreadsheet "
    "that was saved as CSV, with a column called “Statement”."
)
LOOK = "Look through"
RENAME = "Rename"
RETIRE = "Retire"
OFFER = "Offer again"
RETIRED = "retired"
IS_RETIRED = "“{name}” is retired. Observations keep what they were tagged with."
RENAMED = "“{before}” is now “{after}”."
NAME = "What the framework is called"
NAME_HINT = "If the school has one of this name, the list is added to it."

BRING_IN_SENTENCE = "Nothing has been written yet. This is what would come in."
BRING_IN_SAVE = "Bring in"
COMING = "What comes in"
NONE_COMES = "Nothing of this file can come in."
REFUSED = "What stays out, and why"
MORE_REFUSED = "… and {count} more lines."
COLUMNS = "The columns of the file"
BROUGHT = "“{name}” was brought in."

LIST = "Statements"
NO_SUCH = "No statement has these words."
LOOK_SENTENCE = "A statement that is retired is offered no longer; observations keep it."
NONE_CURRENT = "Choose a statement to retire it, or to offer it again."


def detail(view: FrameworkView) -> str:
    """When a framework was brought in, and how much of it is offered."""
    offered = count_words(len(view.said), "statement", "statements")
    return f"Brought in on {day_words(view.brought_in_on)} · {offered} offered"


def coming_words(difference: Difference) -> str:
    """What a list would change, in a sentence or two."""
    if not difference.new:
        return "Every statement of the file is here already."
    new = count_words(len(difference.new), "statement comes in", "statements come in")
    said = f"{new[0].upper()}{new[1:]}."
    if difference.known:
        said += f" {len(difference.known)} of the file are here already."
    if difference.superseded:
        old = count_words(len(difference.superseded), "statement is", "statements are")
        said += (
            f" {old[0].upper()}{old[1:]} worded otherwise here under the same code: the wording "
            "here is retired, and observations keep it."
        )
    return said
