"""The words of the home page, in one place for whoever proof-reads them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from engagement_desktop.models.own_minimum import OwnMinimum
from engagement_desktop.services.dates import DateLine, ToSpeakWith
from engagement_desktop.services.form_drafts import KeptForm
from engagement_desktop.services.home import (
    DraftLine,
    HomeView,
    OutcomeLine,
    ReviewLine,
    WaitingLine,
)
from engagement_desktop.services.moderation_views import ModerationLine
from engagement_desktop.services.seen_lately import NotSeen
from engagement_desktop.services.waiting_clips import OpenObservation
from engagement_desktop.ui.day_words import (
    ago_words,
    count_words,
    day_of_week_words,
    day_words,
    since_words,
)
from engagement_desktop.ui.how_often import how_often, short_words
from engagement_desktop.ui.kept_forms import title_of

_NAMED = 3

NO_PUPILS = "Welcome. Add the first pupil, and this page will show what needs you each day."
NOTHING_TO_FINISH = "Nothing waits for you. A new observation starts with one sentence."
NO_DATES = (
    "No dates are near. Review dates stand on a pupil’s Profile, dates for outcomes on the Plan."
)
ALL_DATES = "All dates"
SPEAK_DETAIL = "It is some time since the last conversation, and no day is agreed"
OUTCOME_DETAIL = "Nothing recorded since the last review shows movement"

CLIPS = "Clips not yet used"
BRING_IN = "Bring in clips"
NO_CLIPS = (
    "Film first, watch later: clips that you bring in here wait until you say whose they are."
)
CHOOSE_CLIPS = "Choose those that belong together."
TILE_HELP = "Space chooses it; Delete removes it."
CHOOSE = "Choose"
LEAVE_OUT = "Do not choose"
SORT = "Put into an observation…"
REMOVE = "Remove"
SORT_TITLE = "Put into an observation"
SORT_SAVE = "Put them there"
WHOSE = "Who is it?"
CHOOSE_PUPIL = "Please choose whose clips these are."
INTO = "Observation"
NEW_OBSERVATION = "A new one"


def day_line(view: HomeView, today: date) -> str:
    """“Saturday 21 November 2026 · Willow class, nine pupils”."""
    people = count_words(view.pupils, "pupil", "pupils")
    where = f"{view.class_name} class, {people}" if view.class_name else people.capitalize()
    return f"{today:%A} {day_words(today)} · {where}"


def form_title(kept: KeptForm) -> str:
    """“Amara: outcome”, “New pupil”."""
    title = title_of(kept)
    return f"{kept.pupil_name}: {title[0].lower()}{title[1:]}" if kept.pupil_name else title


def draft_title(line: DraftLine) -> str:
    """“Amara, bubble tube”."""
    return f"{line.pupil_name}, {line.activity.strip() or 'observation'}"


def draft_detail(line: DraftLine, now: datetime) -> str:
    """“Draft from 15:41 today, one clip”, or what is still to be chosen."""
    parts = [f"Draft from {since_words(line.started, now)}"]
    if line.clips:
        parts.append(count_words(line.clips, "clip", "clips"))
    if not line.areas:
        parts.append("no area chosen yet")
    return ", ".join(parts)


def waiting_title(line: WaitingLine) -> str:
    """“Three from Priya wait for you”."""
    number = len(line.observation_ids)
    words = count_words(number, "observation", "observations").capitalize()
    who = f" from {line.observer}" if line.observer else ""
    return f"{words}{who} {'waits' if number == 1 else 'wait'} for you"


def waiting_detail(line: WaitingLine, now: datetime) -> str:
    """“Bilal, Dylan, Isla · oldest 3 days ago”."""
    oldest = ago_words(line.oldest, now.astimezone().date())
    return f"{', '.join(line.pupil_names)} · oldest {oldest}"


def view_title(line: ModerationLine) -> str:
    """“Bilal, exploration: a second view is asked for”."""
    return f"{line.pupil_name}, {line.area.title.lower()}: a second view is asked for"


def own_aim(minimum: OwnMinimum) -> str:
    """The school's own minimum in words."""
    return f"Our own aim is {how_often(minimum)}."


def everybody_seen(minimum: OwnMinimum) -> str:
    """When nobody is overdue."""
    usual = {1: "today", 7: "in the last week", 14: "in the last fortnight"}
    days = minimum.every_days
    return f"Everybody has been seen {usual.get(days, f'in the last {days} days')}."


def not_seen_detail(line: NotSeen, today: date) -> str:
    """“Last seen 26 days ago”."""
    if line.last_seen is None:
        return "No observation yet"
    last = f"Last seen {ago_words(line.last_seen, today)}"
    return last if line.short is None else f"{last} · {short_words(line.short)}"


def review_title(line: ReviewLine, today: date) -> str:
    """“Cerys: plan review on Thursday 10 December”."""
    on = "was on" if line.meeting < today else "on"
    return f"{line.pupil_name}: plan review {on} {day_of_week_words(line.meeting)}"


def review_detail(line: ReviewLine, today: date) -> str:
    """“Advice to everyone by Friday 27 November · report to everyone by Friday 25 December”."""
    words = " · ".join(
        f"{each.short} {'was due' if each.by < today else 'by'} {day_of_week_words(each.by)}"
        for each in line.deadlines
    )
    return f"{words[:1].upper()}{words[1:]}"


def coming_detail(line: DateLine, today: date) -> str:
    """“Friday 4 December”, “Was planned for 4 November 2026”, and whose day it is."""
    if line.on < today:
        return f"Was planned for {day_words(line.on)}"
    return " · ".join(part for part in (day_of_week_words(line.on), line.who) if part)


def speak_title(lines: Sequence[ToSpeakWith]) -> str:
    """“Time to speak with the parents of Finn, Grace and two more”."""
    names = [line.pupil_name for line in lines[:_NAMED]]
    rest = len(lines) - len(names)
    if rest:
        names.append(count_words(rest, "more", "more"))
    *first, last = names
    whose = f"{', '.join(first)} and {last}" if first else last
    return f"Time to speak with the parents of {whose}"


def outcome_title(line: OutcomeLine, today: date) -> str:
    """“Haruto: “reaches for what she wants” expected by 18 December 2026”."""
    by = "was expected by" if line.expected_by < today else "expected by"
    wording = line.wording.strip().rstrip(".")
    return f"{line.pupil_name}: “{wording}” {by} {day_words(line.expected_by)}"


def open_observation(one: OpenObservation) -> str:
    """“1 September 2026, bubble tube”."""
    activity = one.activity.strip() or "observation"
    return f"{day_words(one.occurred_at.astimezone().date())}, {activity}"


def removed(names: Sequence[str]) -> str:
    """What was removed, by name or by count."""
    if len(names) == 1:
        return f"“{names[0]}” was removed."
    words = count_words(len(names), "clip was", "clips were")
    return f"{words[0].upper()}{words[1:]} removed."
