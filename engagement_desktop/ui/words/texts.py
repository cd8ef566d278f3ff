"""The wording of the page of the school's words, to be proof-read together."""

from __future__ import annotations

from engagement_desktop.services.sharing import Brought
from engagement_desktop.ui.day_words import count_words

SENTENCE = (
    "The words that are chosen in observations, judgements and plans. A word that is reworded "
    "changes everywhere; one that is retired stays in the records that hold it. The file to share "
    "holds the templates and other frameworks, too."
)
SHARE = "Save as a file…"
BRING_IN = "Bring in a file…"
FILE_NAME = "Our words.json"
FILES = "Words (*.json)"
SAVED = "The words, templates and other frameworks were saved as “{name}”. No pupil is in it."
ADD = "Add a word"
REWORD = "Reword"
RETIRE = "Retire"
OFFER = "Offer again"
RETIRED = "retired"
WORD = "Word"
WORD_HINT = "In words, never a number: the engagement model uses no scale and no score (5.1)."
REWORDED = "“{before}” is now “{after}”."
IS_RETIRED = "“{word}” is retired."
KNOWN = "Words that the spelling check knows"
KNOWN_SENTENCE = (
    "Added while writing, from the menu over a marked word. Names of pupils, families and staff "
    "and the words above are known without being added. These stay in this school’s file."
)
NONE_KNOWN = "None added yet."
TAKE_AWAY = "Take away"
TAKEN_AWAY = "“{word}” will be marked again."


def brought_words(brought: Brought) -> str:
    """What a file of words, templates and frameworks changed."""
    counted = (
        (brought.added, "word was added", "words were added"),
        (brought.reworded, "word was reworded", "words were reworded"),
        (brought.templates, "template came in", "templates came in"),
        (brought.frameworks, "framework came in", "frameworks came in"),
        (brought.plain_words, "plain word came in", "plain words came in"),
    )
    parts = [count_words(number, one, more) for number, one, more in counted if number]
    if not parts:
        return "Everything in the file was here already."
    said = ", ".join(parts)
    return f"{said[0].upper()}{said[1:]}."
