"""The words of giving out everything held on a pupil, to be proof-read together."""

from __future__ import annotations

from engagement_desktop.models.withholding import NameGroup
from engagement_desktop.services.held_files import HeldFile
from engagement_desktop.services.subject_access import FoundName

TITLE = "Everything held on {name}"
SENTENCE = (
    "A readable PDF and the files that go with it, in a folder that you choose. Decide whose name "
    "is given: words such as “another pupil” stand in the place of the others. The program knows "
    "only names that stand in the school’s file, so please read the copy before you give it, and "
    "leave nothing in it that could cause serious harm."
)
GROUPS = {
    NameGroup.PUPIL: "Other pupils",
    NameGroup.FAMILY: "Family",
    NameGroup.STAFF: "Members of staff",
    NameGroup.PROFESSIONAL: "Professionals",
    NameGroup.OTHER: "Others who are named",
}
NAMES = "Names"
FILES = "Files that go with it"
HINTS = {
    "pupil": "Not given unless you tick the name.",
    "family": "Tick whoever asks for the copy, or agrees to be named.",
    "staff": "Named for their work, so they are given unless you decide otherwise.",
    "professional": "Named for their work, so they are given unless you decide otherwise.",
    "other": "Not given unless you tick the name.",
    "files": "A report as it was given keeps the names that stand in it.",
}
ELSEWHERE = (
    "Also named in records of other pupils, which are not in the copy: {where}. Please look at "
    "them and decide what of them belongs to it."
)
NOTHING = "Nobody else is named, and there are no files."
GO = "Choose a folder…"
FOLDER = "Where shall the copy be put?"
LOOKING = "Looking through what is held"
GIVING = "Writing the copy"
STOPPED = "Stopped. Nothing of the copy is left in the folder."
DONE = "The copy is in “{name}”. Please read it before you give it."


def name_title(found: FoundName) -> str:
    """“Bilal Example, in 3 places”."""
    places = "in one place" if found.times == 1 else f"in {found.times:,} places"
    return f"{found.name}, {places}"


def file_words(each: HeldFile) -> str:
    """Why a file is not given unless it is ticked; else what it will be called."""
    if each.why_not:
        return f"Not given unless you tick it: {each.why_not}."
    return each.file_name
