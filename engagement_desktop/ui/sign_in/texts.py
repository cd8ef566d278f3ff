"""The words around opening, making and locking a school."""

from __future__ import annotations

WELCOME = "Welcome to Engagement Desktop"
WELCOME_SENTENCE = (
    "Observe, watch again and write down how a child engages. Everything stays in one encrypted "
    "file on this PC."
)
DEMO = "Look at the demo school"
DEMO_DETAIL = "Two classes of invented pupils, with clips. No password; change whatever you like."
DEMO_OPENING = "Opening the demo school…"
CREATE = "Make a new school"
CREATE_DETAIL = "For the first person at a school. It takes about two minutes."
OPEN = "Open a school’s file"
OPEN_DETAIL = "When your school already has one. Its name ends in “.engagement”."

UNLOCK_SENTENCE = "Type your password to open the school’s file."
LOCKED_SENTENCE = "Locked. What you wrote is kept; type your password to go on."
DEMO_LOCKED_SENTENCE = "The demo school is locked. It has no password."
SET_UP_CODE_HINT = "The code that was written down when the school was made."
OPENING = "Opening…"
MAKING = "Making the school’s file…"

CREATE_SENTENCE = "You will be its first administrator, and can add colleagues later."
CHOOSING_HINT = "At least 12 characters: three unusual words are easy to remember."
FILE_HINT = "On this PC’s own disk. Backups can go elsewhere."
WRITE_DOWN = "Write this code down"
WRITE_DOWN_SENTENCE = (
    "With this set-up code and your password the school can be opened on another PC. Put it in the "
    "school’s safe. Without it, and without this PC, nobody can open the file."
)
NO_STORE_SENTENCE = (
    "This PC has no safe place for the school’s secret, so this set-up code is asked for each time "
    "the school is opened. Write it down now, and put a copy in the school’s safe."
)
WRITTEN_DOWN = "I have written it down"


def open_again_in(seconds: int) -> str:
    """The words on “Open” while a wrong password makes it wait."""
    if seconds < 90:
        return f"Open in {seconds} s"
    return f"Open in {round(seconds / 60)} min"
