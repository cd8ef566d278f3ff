"""The timeline's wording in one place, to be proof-read together."""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence

from engagement_desktop.services.timeline import Band, ContextNote, Mark
from engagement_desktop.ui.day_words import day_words

NO_ORDER = "Lanes have no order and marks no height: each tells its own story."
NOT_SAID = "not said yet"
EMPTY = "Nothing has been observed yet. The first observation begins this timeline."
NOTHING_ADMITTED = "No response matches these choices."
HELP = (
    "Arrow keys move from mark to mark and lane to lane, Enter shows a response, "
    "Shift with Enter compares it with the first, plus and minus zoom, Page Up and Page Down move "
    "through time, Escape clears."
)
PROVISION = "Provision"
CONTEXT = "Context"
CHOOSE = "Choose a mark to read the response. Choose a second in the same lane to see then and now."

Say = Callable[[str | None], str]
"""Turns the key of a word into the school's word."""


def observations(count: int) -> str:
    """A count of records, never of anything a pupil did."""
    return "1 observation" if count == 1 else f"{count:,} observations"


def mark_words(mark: Mark, say: Say) -> str:
    """What a mark stands for, for the tooltip and the screen reader."""
    place = ", ".join(part for part in (mark.activity, mark.place) if part)
    said = f"“{mark.glimpse.strip()}”" if mark.glimpse.strip() else ""
    parts = (
        f"{mark.area.title}, {say(mark.established) or NOT_SAID}",
        f"{day_words(mark.at)}, {mark.time_of_day.value}",
        said,
        place,
        "With a clip" if mark.has_clip else "",
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
    parts = (band.name, f"From {day_words(band.first)}{until}", band.note)
    return "\n".join(part for part in parts if part)


def note_words(notes: Sequence[ContextNote]) -> str:
    """Notes of health and sleep that stand together."""
    return "\n".join(f"{day_words(note.day)}: {note.text}" for note in notes)


def plain_tooltip(text: str) -> str:
    """`text` so that a tooltip shows it as it is, whatever it holds, wrapped to a width."""
    return "<p>" + "<br>".join(html.escape(line) for line in text.splitlines()) + "</p>"
