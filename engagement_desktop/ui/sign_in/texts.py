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
DEMO_ANEW = "Make it anew"
DEMO_LEAVE = "Not now"
CREATE = "Make a new school"
CREATE_DETAIL = "For the first person at a school. It takes about two minutes."
OPEN = "Open a school’s file"
OPEN_DETAIL = "When your school already has one. Its name ends in “.engagement”."

UNLOCK_SENTENCE = "Sign in to open the school’s file."
LOCKED_SENTENCE = "Locked. What you wrote is kept; type your password to go on."
DEMO_LOCKED_SENTENCE = "The demo school is locked. It has no password."
SET_UP_CODE_HINT = "Eleven groups of letters and digits. An administrator can show it, too."
OPENING = "Opening…"
MAKING = "Making the school’s file…"

CREATE_SENTENCE = "You will be its first administrator, and can add colleagues later."
CHOOSING_HINT = "At least 12 characters: three unusual words are easy to remember."
FILE_HINT = "On this PC’s own disk. Backups can go elsewhere."
WRITE_DOWN = "Write this code down"
NO_STORE_SENTENCE = (
    "This PC has no safe place for the school’s secret, so this set-up code is asked for each time "
    "the school is opened. Write it down now, and put a copy in the school’s safe."
)
WRITTEN_DOWN = "I have written it down"

SHEET = "Recovery sheet"
SHEET_SENTENCE = (
    "If everybody forgets their password, or this PC breaks, this one page and the school’s file "
    "open everything again. Print it now, and put it in the school’s safe. It is kept nowhere else."
)
READ_BACK_SENTENCE = "To see that it can be read, please type these groups from the paper."
PRINTING_SHEET = "Printing the recovery sheet"
SHEET_PRINTED = "The sheet was sent to the printer."
SHEET_NOT_PRINTED = (
    "The printer did not take the sheet. Check that it is switched on, or write the groups down by "
    "hand."
)
FIRST_CLASS = "Your first class"
FIRST_CLASS_SENTENCE = "Pupils, colleagues and more classes can be added at any time."
CLASS_HINT = "As everybody calls it: “Willow”."

GROUPS_HINT = "In their order. Capitals, spaces and dashes do not matter; a scanner may type them."
RECOVER_SENTENCE = (
    "With the recovery sheet from the school’s safe, an administrator gets a new password. If you "
    "have only forgotten your own, another administrator can help without it."
)
RECOVERED_SENTENCE = "The sheet is right. Choose who you are, and a new password."

NEW_KEY = "A new key for the school’s file"
NEW_KEY_SENTENCE = (
    "The file is written out once more under its new key, and looked through. Until that is done, "
    "the file stays as it is; the program may even be stopped."
)
KEY_AS_BEFORE = "The key was not changed. Type your password to go on."
START_PASSWORDS = "Start passwords for your colleagues"
START_PASSWORDS_SENTENCE = (
    "Write them down and hand each over yourself; they are shown this once. At the first sign-in, "
    "each colleague chooses their own."
)


def set_up_code_line(code: str) -> str:
    """The set-up code under the groups of the sheet."""
    return f"Set-up code for another PC: {code}"


def open_again_in(seconds: int) -> str:
    """The words on “Open” while a wrong password makes it wait."""
    if seconds < 90:
        return f"Open in {seconds} s"
    return f"Open in {round(seconds / 60)} min"
