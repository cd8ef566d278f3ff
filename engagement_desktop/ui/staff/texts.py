"""The words about staff and their keys."""

from __future__ import annotations

from datetime import date

from engagement_desktop.models.states import Role
from engagement_desktop.services.staff import StaffLine, WayIn
from engagement_desktop.ui.day_words import day_words

PAGE_SENTENCE = (
    "Each person signs in with their own name and password, so that what is written carries the "
    "right name."
)
ROLES = {
    Role.OBSERVER: "Observer – writes observations for approval",
    Role.TEACHER: "Teacher – writes, approves and reports",
    Role.LEAD: "SENCO or lead – sees to the whole school",
    Role.MODERATOR: "Moderator – sees what was put up for moderation",
    Role.ADMINISTRATOR: "Administrator – as a lead, and looks after staff and keys",
}
ADD_TITLE = "Add somebody"
ADD_SENTENCE = "They get a start password, which you hand over yourself."
NAME_HINT = "As colleagues know them; they sign in with it."
ROLE_HINT = "Everybody sees only what their part needs. It can be changed later."
JOB_HINT = "“Class teacher”, “speech and language therapist”."
OBSERVER_HINT = "What their observations say of them, unless they say otherwise."
CLASS_HINT = "As everybody calls it: “Willow”."

START_FOR = "Start password for {name}"
START_SENTENCE = (
    "Write it down and hand it over yourself; it is shown this once. At the first sign-in they "
    "choose their own."
)
NEW_START = "A new start password?"
NEW_START_SENTENCE = "{name}’s present password will not open the file any more."
LEAVES = "Is {name} leaving?"
LEAVES_SENTENCE = (
    "Their key is taken away at once. What they wrote stays, with their name. If they could have "
    "copied the file, change its key afterwards."
)
LEFT = "{name} can no longer sign in."

OWN_TITLE = "Change your password"
OWN_CHANGED = "Your password is changed."
NOBODY_SIGNS_IN = "Nobody signs in to the demo school, so there are no passwords and no keys here."

KEY_SENTENCE = (
    "The file is encrypted with one key. Each person’s password opens it for them; the recovery "
    "sheet in the school’s safe opens it when nobody can sign in."
)
SHEET = "Recovery sheet"
ASK_FOR_SHEET = "Whoever holds the sheet and the file can read everything in it."
PRINT_SHEET = "Print the recovery sheet…"
SHOW_CODE = "Show the set-up code…"
CODE = "Set-up code"
CODE_SENTENCE = "Each PC asks for it once. Without a name and its password it opens nothing."
ASK_FOR_CODE = "The set-up code lets another PC open the file with a password."
CHANGE_KEY = "Change the key"
CHANGE_KEY_SENTENCE = (
    "The file is written out once more under a new key. That takes about as long as copying it; "
    "until it is done nothing changes, and it can be stopped."
)
LEFT_MEANS = (
    "Whoever has left cannot open the file any more, even with a copy of their key. Everybody else "
    "keeps their password. A new recovery sheet is printed."
)
LOST_MEANS = (
    "The lost PC cannot open the file any more. Every other PC needs the new set-up code once, and "
    "every colleague a start password, which you get to hand out. A new recovery sheet is printed."
)
NEW_CODE = "The new set-up code: write it down first"
WRITTEN_DOWN = "I have written it down"
OLD_BACKUPS = (
    "Backups made until now stay under the earlier key: they open with the earlier recovery sheet, "
    "and for whoever kept a copy of the earlier key. Make a new backup afterwards, and destroy the "
    "old ones as soon as you no longer need them."
)


def title(line: StaffLine) -> str:
    """A name, and whether it is one's own."""
    return f"{line.name} (you)" if line.is_me else line.name


def detail(line: StaffLine, *, with_key: bool) -> str:
    """What somebody does, with which classes, and how they sign in."""
    if line.left_on is not None:
        return f"Left on {day_words(line.left_on)}"
    classes = _class_words(line.class_names)
    job = "" if line.job.casefold() == line.role.value.casefold() else line.job
    way = line.way_in.value if with_key and line.way_in is not WayIn.OWN else ""
    return " · ".join(part for part in (line.role.value, job, classes, way) if part)


def _class_words(names: tuple[str, ...]) -> str:
    """“Willow class”, “Willow, Oak and Elm classes”."""
    if len(names) < 2:
        return f"{names[0]} class" if names else ""
    return f"{', '.join(names[:-1])} and {names[-1]} classes"


def sheet_words(printed_on: date | None) -> str:
    """Whether there is a recovery sheet on paper."""
    if printed_on is None:
        return "The recovery sheet of this key was not printed yet."
    return f"The recovery sheet was printed on {day_words(printed_on)}, and read back."
