"""The words of the reports page, kept together so that a teacher can proof-read them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from enum import StrEnum

from engagement_desktop.models.editions import Edition
from engagement_desktop.models.states import ReportKind, ReportStatus
from engagement_desktop.services.em_list import EmLine
from engagement_desktop.services.report_drafting import quotation
from engagement_desktop.services.report_views import (
    EvidenceItem,
    PupilReport,
    ReportView,
    SourceView,
)

KIND = "Report"
BESIDE = "Beside the writing"
PERIODS = {ReportKind.YEAR_END: "School year", ReportKind.EHC_REVIEW: "Review meeting"}
KINDS = {
    ReportKind.YEAR_END: "End-of-year report to parents",
    ReportKind.EHC_REVIEW: "Evidence for the plan’s review",
    ReportKind.PROFILE: "Engagement profile",
}
SHORT_KINDS = {
    ReportKind.YEAR_END: "End-of-year report",
    ReportKind.EHC_REVIEW: "Review evidence",
    ReportKind.PROFILE: "Engagement profile",
}
LANGUAGE = "Language of the headings"
NOT_CHECKED = "{name} – unchecked"
ANOTHER_DAY = "Another day…"
BEGIN = "Begin the report"
CHOOSE_DAY = "Choose the day of the meeting"
WHEN_IS_MEETING = "When is the review meeting?"
WHEN_SENTENCE = (
    "The dates that go with the review are counted from this day. It can be moved later."
)
USE_DAY = "Use this day"
CANCEL = "Cancel"
CLOSE = "Close"

APPROVE = "Approve"
BACK_TO_DRAFT = "Back to draft"
GIVE = "Given to the family"
GIVEN_SAID = "Noted. The report is kept just as it was given."
WRITE_HERE = "Write, or drop an observation here…"
RESTS_TIP = "What this part rests on"
RESTS_ON_NOTHING = "rests on nothing yet"
COVER = "Picture on the first page"
COVER_EMPTY = "No picture yet. Choose a still in the list and press “Add picture”, or drop it here."
TAKE_AWAY = "Take away: {what}"
CAPTION = "Change the caption: {what}"
CAPTION_TITLE = "Caption of this picture"
CAPTION_USE = "Use this caption"
START = "Start from the evidence"
START_TIP = (
    "Put what was recorded in this time into the parts that are still empty: the staff’s own words "
    "with their days, to shorten and join."
)
STARTED_NOTHING = "There is nothing more to start from: no part is empty that has evidence."
STILL_NEEDED = "Still needed by regulation"
NOTHING_NEEDED = "Everything the regulations ask for is written."
DATES = "Dates that go with this review"
MEETING = "The meeting"
PLACE = "Where and at what time"
INVITED = "Who is invited, one on each line"
INVITED_HINT = "Ngozi Okafor, mother"
REPORT_DATE = "Date on the report"
POSSIBLE = "Possible sessions"
ATTENDED = "Attended"
UNAUTHORISED = "Unauthorised"
NOT_FILLED_IN = "–"
REGISTER = "From the register, in half-day sessions"

EVIDENCE = {
    ReportKind.YEAR_END: "Evidence this year",
    ReportKind.EHC_REVIEW: "Evidence of the year",
}
FILTERS = (("stills", "With stills"), ("outcomes", "Outcomes"), ("home", "Home"))
ADD_WORDS = "Add words"
WITH_STATEMENTS = "with statements of other frameworks"
ADD_PICTURE = "Add picture"
ADDING_TO = "Adding to: {heading}"
CHOOSE_PARAGRAPH = "Click into a part on the left to add to it."
NO_EVIDENCE = "There is no approved observation of this time yet. What is approved appears here."
NOTHING_LIKE_IT = "Nothing here under these filters."
LOCKED = "This report is {status} and no longer changes."

PAGE = "Page {page} of {pages}"
PAGE_SHORT = "{page} of {pages}"
EARLIER_PAGE = "Page before"
LATER_PAGE = "Next page"
EDITION = "Edition"
EDITIONS = {
    Edition.ORDINARY: "Ordinary",
    Edition.LARGE_PRINT: "Large print",
    Edition.EASY_READ: "Easy read",
    Edition.A3: "On A3",
}
PRINT = "Print"
SAVE_TITLE = "Save the report as PDF"
PDF_FILTER = "PDF (*.pdf)"
SAVED = "Saved as “{name}”."
SAVING = "Saving the report"
PRINTING = "Printing the report"
PRINTED = "Sent to the printer."
PREPARING = "The page appears here…"

BATCH_TITLE = "Reports for a whole class"
BATCH_SENTENCE = "One PDF for each pupil. What a report still lacks is listed before you start."
BATCH_CLASS = "Class"
BATCH_ALL = "Whole school"
BATCH_GO = "Make the reports…"
BATCH_BOTH_SIDES = "One more file with all of them, for printing on both sides"
BATCH_FOLDER = "Where shall the reports be put?"
BATCH_NONE = "No report has been begun for these pupils."
BATCH_LOOKING = "Looking at the reports"
BATCH_MAKING = "Making reports"
BATCH_STOPPED = "Stopped. The reports made so far are in the folder."


GOVERNORS_TITLE = "Report to governors and the local authority"
GOVERNORS_SENTENCE = (
    "Of the school as a whole, in words. Please name no pupil, and write nothing that fits one "
    "alone. What you write is saved as you type."
)
GOVERNORS_PERIOD = "About"
GOVERNORS_SHOW = "Show"
GOVERNORS_WRITING, GOVERNORS_PAGE = "Writing", "Page"
GOVERNORS_PARTS = {
    "outcomes": ("Outcomes", "What the school worked towards with its pupils, and how it knows."),
    "provision": ("Provision", "What was provided or changed, and its effect on engagement."),
    "learnt": (
        "What moderation taught us",
        "What was learnt of the model, within and across schools.",
    ),
    "next_steps": ("What comes next", "What the school will build on or change."),
}
GOVERNORS_FILE = "Report to governors {period}"

EM_TITLE = "EM list for the office"
EM_SENTENCE = (
    "The pupils who end key stage 2 this school year, with the codes that the office enters in its "
    "own system. Nothing is sent from here."
)
EM_ALSO = "Also list"
EM_KEY_STAGE_1 = "Also those who end key stage 1"
EM_NOBODY = "No pupil is at the end of this key stage."
EM_TABLE = "For a spreadsheet…"
EM_PAPER = "Save as PDF…"
EM_TABLE_FILTER = "CSV (*.csv)"
EM_FILE = "EM list {year}"


def em_line(line: EmLine) -> str:
    """One pupil of the office's list, and what is to be checked."""
    words = " · ".join(filter(None, (line.name, line.year, line.upn, " ".join(line.codes))))
    return f"{words}. {line.problem}" if line.problem else words


def status_words(view: ReportView) -> str:
    """“Draft”, “Approved”, “Given 16 July 2027”."""
    if view.status is ReportStatus.GIVEN and view.given_on:
        return f"Given {long_day(view.given_on)}"
    return view.status.value.capitalize()


class Side(StrEnum):
    """What stands beside the writing where there is no room for both."""

    EVIDENCE = "evidence"
    PAGE = "page"


SIDES = {Side.EVIDENCE: "Evidence", Side.PAGE: "Page"}


def parts_needed(count: int) -> str:
    """“Two parts still needed”."""
    names = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine")
    number = names[count] if count < len(names) else str(count)
    return f"{number} part{'' if count == 1 else 's'} still needed"


def nothing_begun(kind: ReportKind, period: str, name: str) -> str:
    """What the page says before a report is begun."""
    if kind is ReportKind.YEAR_END:
        return f"{name}’s end-of-year report for {period} has not been begun."
    if not period:
        return f"No day is set for the review of {name}’s plan."
    when = long_day(date.fromisoformat(period))
    return f"The evidence for {name}’s review on {when} has not been begun."


def period_words(kind: ReportKind, period: str) -> str:
    """A period as shown: “2026–27”, “10 December 2026”."""
    return period if kind is ReportKind.YEAR_END else long_day(date.fromisoformat(period))


def long_day(day: date) -> str:
    """“1 September 2026”."""
    return f"{day.day} {day:%B %Y}"


def short_day(day: date) -> str:
    """“18 Nov”."""
    return f"{day.day} {day:%b}"


def rests_on(sources: Sequence[SourceView]) -> str:
    """“12 Mar, 18 Nov · one still”."""
    seen = [source for source in sources if not source.is_still]
    stills = len(sources) - len(seen)
    if len(seen) > 3:
        first = f"{len(seen)} observations"
    else:
        first = ", ".join(short_day(source.on) for source in seen)
    second = "" if not stills else "one still" if stills == 1 else f"{stills} stills"
    return " · ".join(part for part in (first, second) if part)


def quoted(item: EvidenceItem) -> str:
    """An item's words as they are put into a paragraph, with their day or both their days."""
    day = f"{item.on.day} {item.on:%B}" if item.then is None else days(item, long_day)
    return quotation(item.words, "; ".join((day, *item.statements)))


def days(item: EvidenceItem, written: Callable[[date], str]) -> str:
    """The day of an item, or both days of two clips compared: “12 March 2026 and 4 May 2026”."""
    both = (item.then.on, item.on) if item.then else (item.on,)
    return " and ".join(written(day) for day in both)


def batch_done(
    written: int,
    folder: str,
    left_out: Sequence[tuple[str, str]],
    notes: Sequence[tuple[str, str]] = (),
) -> str:
    """What was made, who was left out and why, and what is to be known of those made."""
    made = "One report is" if written == 1 else f"{written} reports are"
    said = f"{made} in “{folder}”." if written else "No report was made."
    if left_out:
        said += " Left out: " + " ".join(f"{name}: {why}" for name, why in left_out)
    if notes:
        said += " To know: " + " ".join(f"{name}: {words}" for name, words in notes)
    return said


def started(parts: int, left_out: Sequence[str]) -> str:
    """What starting from the evidence did."""
    count = "One part was" if parts == 1 else f"{parts} parts were"
    said = (
        f"{count} started with the staff’s own words and their days. Please read and shorten them."
    )
    return " ".join((said, *left_out))


def batch_line(line: PupilReport) -> str:
    """One pupil of a batch: begun or not, and what the report still lacks."""
    if line.report_id is None or line.status is None:
        return f"{line.name}: not begun"
    status = line.status.value
    if line.missing:
        return f"{line.name}: {status}; still needed: {', '.join(line.missing)}"
    return f"{line.name}: {status}, complete"
