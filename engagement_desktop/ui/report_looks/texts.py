"""The wording of the page of how reports look, to be proof-read together."""

from __future__ import annotations

from engagement_desktop.models.languages import ENGLISH_CODE
from engagement_desktop.services.plain_words import PlainWordView
from engagement_desktop.services.report_views import LanguageView

TITLE = "How reports look"
SENTENCE = (
    "The school’s logo and colour on every report, the languages that the report to parents can "
    "speak, and the plain words that writers are reminded of."
)
LOOK = "Logo and colour"
SAMPLE = "A sample page"
CHOOSE_LOGO = "Choose the logo…"
OTHER_LOGO = "Choose another logo…"
PICTURES = "Pictures (*.jpg *.jpeg *.png *.webp *.bmp *.heic *.heif)"
REMOVE_LOGO = "Take the logo away"
NO_LOGO = "No logo yet. It will stand at the top of every report, on white."
LOGO_SAYS = "What the logo shows"
LOGO_SAYS_HINT = "For those who do not see it: “A green hill under a rising sun”."
LOGO_SAYS_NOTHING = (
    "Nothing says yet what it shows; a screen reader says “Logo” and the school’s name."
)
CHANGE = "Colour and words…"
COLOUR = "Colour"
COLOUR_HINT = (
    "As # and six signs from 0 to 9 and A to F. Left empty, reports have their usual blue. A "
    "colour that is too light to be read, also in black and white, is made darker."
)
PICK = "Choose a colour…"
LOGO_SHOWS = "The logo shows: {words}"
USUAL = "The colour is the usual blue ({colour})."
OWN = "The colour is the school’s own ({colour})."
DARKER = "The colour was made darker, {colour}, so that it can be read on paper."
KEPT = "Reports have this look from now on. What was given stays as it was given."
LOGO_KEPT = "The logo stands on every report from now on."

LANGUAGES = "Languages of the report to parents"
LANGUAGES_SENTENCE = (
    "Headings and fixed sentences; what the staff write stays as they write it. The language is "
    "chosen for each pupil beside the report’s page."
)
WRITTEN_IN = "The language the program is written in."
NOT_CHECKED = "Needs a speaker’s check: nobody who speaks it has read these words yet."
CHECKED = "Checked by {who}."
OWN_LANGUAGE = "The school’s own file."
SAVE_FILE = "Save as a file…"
TAKE_AWAY = "Take away"
TAKEN_AWAY = "{name} was taken away."
BRING_IN = "Bring in a language…"
TRANSLATE = "Save English to translate…"
BROUGHT = "{name} is here. Reports to parents can speak it."
FILES = "Languages (*.toml)"
FILE_NAME = "Report words – {name}.toml"
SAVED = "The words were saved as “{name}”."

WORDS = "Plain words"
WORDS_SENTENCE = (
    "Whoever writes a report to parents is reminded of these words, with plain words for them. "
    "Nothing is changed by itself."
)
ADD = "Add a word"
REWORD = "Reword"
LEAVE = "Do not remind"
REMIND = "Remind again"
WORD = "Word"
PLAIN = "In plain words"
NOT_TOLD = "{plain} (no reminder)"
REWORDED = "“{word}” is said in new words."
LEFT = "Writers are no longer reminded of “{word}”."


def language_detail(view: LanguageView) -> str:
    """What stands under a language: whether a speaker has checked it, and whose it is."""
    if view.code == ENGLISH_CODE:
        return WRITTEN_IN
    checked = NOT_CHECKED if view.needs_check else CHECKED.format(who=view.checked_by)
    return f"{checked} {OWN_LANGUAGE}" if view.own else checked


def language_name(view: LanguageView) -> str:
    """“Polish · Polski”."""
    return view.name if view.name == view.in_english else f"{view.in_english} · {view.name}"


def word_detail(view: PlainWordView) -> str:
    """What stands under a word."""
    return view.plain if view.told else NOT_TOLD.format(plain=view.plain)
