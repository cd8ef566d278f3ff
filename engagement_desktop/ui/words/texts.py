"""The wording of the page of the school's words, to be proof-read together."""

from __future__ import annotations

from engagement_desktop.services.vocabulary import Brought
from engagement_desktop.ui.day_words import count_words

SENTENCE = (
    "The words that are chosen in observations, judgements and plans. A word that is reworded "
    "changes everywhere; one that is retired stays in the records that hold it."
)
SHARE = "Save as a file…"
BRING_IN = "Bring in a file…"
FILE_NAME = "Our words.json"
FILES = "Words (*.json)"
SAVED = "The words were saved as “{name}”."
ADD = "Add a word"
REWORD = "Reword"
RETIRE = "Retire"
OFFER = "Offer again"
RETIRED = "retired"
WORD = "Word"
WORD_HINT = "In words, never a number: the engagement model uses no scale and no score (5.1)."
REWORDED = "“{before}” is now “{after}”."
IS_RETIRED = "“{word}” is retired."


def brought_words(brought: Brought) -> str:
    """What a file of words changed."""
    if not brought.added and not brought.reworded:
        return "Every word of the file was here already."
    added = count_words(brought.added, "word was added", "words were added")
    reworded = count_words(brought.reworded, "word was reworded", "words were reworded")
    return f"{added[0].upper()}{added[1:]}, {reworded}."
