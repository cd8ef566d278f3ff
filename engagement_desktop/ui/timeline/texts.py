"""The timeline's wording in one place, to be proof-read together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from engagement_desktop.models.states import ReportKind
from engagement_desktop.services.context_coverage import Cell, Met
from engagement_desktop.services.timeline import Band, ContextNote, Landmark
from engagement_desktop.services.timeline_marks import Mark
from engagement_desktop.ui.day_words import day_words

NO_ORDER = "Lanes have no order and marks no height: each tells its own story."
NOT_SAID = "not said yet"
EMPTY = "Nothing has been observed yet. The first observation begins this timeline."
NOTHING_ADMITTED = "No response matches these choices."
HELP = (
    "Arrow keys move from mark to mark and lane to lane, Enter shows a response, "
    "Shift with Enter compares it with the one shown, Control with Enter adds it to those shown, "
    "B goes to the baseline, plus and minus zoom, Page Up and Page Down move through time, "
    "Escape clears."
)
PLANS = "Plans"
PROVISION = "Provision"
LANDMARKS = "Judgements"
CONTEXT = "Context"
BASELINE = "the baseline"
CHOOSE = (
    "Choose a mark to read the response; a second one in the same lane to see then and now. "
    "Hold Ctrl to add a third."
)
COVERAGE = "Where responses have been seen"
COVERAGE_HINT = (
    "Filled: seen there. Dashed: looked for, not seen that time. A short line: not yet. "
    "Choose a mark to see the observations behind it."
)
ON_LANES = "Show all of them on the lanes"
NO_BASELINE = (
    "No response is marked as the baseline yet. An observation says it where it is asked why this "
    "activity: “highest interest (baseline)”."
)

MORE_CHOICES = "More choices"
GO_TO = "Go to the baseline, a date or today"
GO_TO_DATE = "Go to a date"
GO_TO_SENTENCE = "The lanes move so that this day is in the middle."
DATE = "Date"
NO_DATE = "Please write a date like 4 May 2026."
PRINT = "Print this timeline, or save it as PDF (Ctrl+P)"
KEEP_CHOICE = "Keep this choice…"
FORGET_CHOICE = "Forget"
KEEP_CHOICE_TITLE = "Keep this choice"
KEEP_CHOICE_SENTENCE = (
    "It is offered to you alone, for every pupil; one with an outcome for this pupil."
)
CHOICE_FORGOTTEN = "“{name}” is no longer kept."

PLAY = "Play"
PLAY_FROM = "Play from “{title}”"
MOMENTS = "Marked moments"
FRAME = "Frame {frame}"
KEEP = "Keep this comparison"
INTO_REPORT = "Put in a report"
KEPT = "Kept side by side"
KEPT_ON = "Kept on {day} by {who}"
KEPT_NOW = "The comparison is kept."
TAKE_AWAY = "Take the comparison of {days} away"
TAKEN_AWAY = "The comparison was taken away; the observations stay."
KEEP_SENTENCE = "What do you see side by side? You can also leave it empty."
WORDS = "What I see"
KEEP_BUTTON = "Keep"
PUT_IN = "The comparison was written into the report."
SHOW_REPORT = "Show the report"
CLIPS_COMPARED = "Clips compared on {day}"

SHEET_TITLE = "The timeline on paper"
SHEET_OF = "{words}, as chosen above the lanes."
SHEET_NAME = "Timeline of {name}"
FIRST_DAY = "From"
LAST_DAY = "To"
PAPER = "Paper, landscape"
IN_WORDS = "Every response in words too"
SHEETS = "Page 1 of {pages}"
SAVE_PDF = "Save as PDF…"
PRINT_IT = "Print…"
CHOICE_NAME = "Name"
BEGIN_REPORT = "Begin the {report}"

Say = Callable[[str | None], str]
"""Turns the key of a word into the school's word."""


def observations(count: int) -> str:
    """A count of records, never of anything a pupil did."""
    return "1 observation" if count == 1 else f"{count:,} observations"


def mark_words(mark: Mark, say: Say) -> str:
    """What a mark stands for, for the tooltip and the screen reader."""
    place = ", ".join(part for part in (mark.seen.activity, mark.seen.place) if part)
    said = f"“{mark.glimpse.strip()}”" if mark.glimpse.strip() else ""
    parts = (
        ", ".join(
            filter(None, (mark.area.title, say(mark.established) or NOT_SAID, say(mark.shows)))
        ),
        f"{day_words(mark.at)}, {mark.seen.time_of_day.value}",
        said,
        place,
        "With a clip" if mark.has_clip else "",
        "The baseline: the activity of highest interest" if mark.baseline else "",
    )
    return "\n".join(part for part in parts if part)


def cluster_words(marks: Sequence[Mark], say: Say) -> str:
    """What a group of close marks stands for."""
    words = dict.fromkeys(say(mark.established) or NOT_SAID for mark in marks)
    first, last = marks[0].day, marks[-1].day
    when = day_words(first) if first == last else f"{day_words(first)} to {day_words(last)}"
    return (
        f"{marks[0].area.title}: {len(marks)} responses close together\n"
        f"{when}\n{', '.join(words)}\nClick to look closer"
    )


def band_words(band: Band) -> str:
    """A provision change in words."""
    until = f" to {day_words(band.last)}" if band.last else ", still in use"
    parts = (f"Provision: {band.name}", f"From {day_words(band.first)}{until}", band.note)
    return "\n".join(part for part in parts if part)


def report_name(kind: ReportKind, period: str) -> str:
    """A report as a menu offers it: “end-of-year report to parents, 2026–27”."""
    when = period
    if kind is ReportKind.EHC_REVIEW:
        when = day_words(date.fromisoformat(period))
    return f"{kind.value}, {when}"


def listed(words: Sequence[str]) -> str:
    """“A, B and C”."""
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1]))) if words else ""


def cell_words(context: str, cell: Cell) -> str:
    """What a mark of the coverage says: “Exploration, Hall: seen in 3 observations”."""
    count = len({mark.observation_id for mark in cell.marks})
    records = observations(count)
    said = {
        Met.SEEN: f"seen in {records}",
        Met.LOOKED_FOR: f"looked for in {records}, not seen that time",
        Met.NOT_YET: f"not yet; {records} there",
    }
    return f"{cell.area.title}, {context}: {said[cell.met]}"


def plan_words(plan: Band) -> str:
    """A plan in words."""
    until = f" to {day_words(plan.last)}" if plan.last else ", under way"
    parts = (f"Plan: {plan.name}", f"From {day_words(plan.first)}{until}", plan.note)
    return "\n".join(part for part in parts if part)


def landmark_words(landmarks: Sequence[Landmark], say: Say) -> str:
    """Judgements and moderations that stand together."""
    return "\n".join(
        ", ".join(
            filter(
                None,
                (
                    f"{day_words(each.day)}: {each.kind.value}",
                    each.area.title if each.area else "",
                    say(each.established),
                    each.text,
                ),
            )
        )
        for each in landmarks
    )


def note_words(notes: Sequence[ContextNote]) -> str:
    """Notes of health, sleep and absences that stand together."""
    return "\n".join(f"{day_words(note.day)}: {note.text}" for note in notes)
