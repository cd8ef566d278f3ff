"""Days and times in words, as people say them."""

from __future__ import annotations

from datetime import date, datetime

_DAYS_AGO_UNTIL = 60
_NUMBERS = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
)  # fmt: skip


def day_words(day: date) -> str:
    """“1 September 2026”."""
    return f"{day.day} {day:%B %Y}"


def day_of_week_words(day: date) -> str:
    """“Thursday 10 December”, for days within the year ahead."""
    return f"{day:%A} {day.day} {day:%B}"


def ago_words(day: date, today: date) -> str:
    """“today”, “yesterday”, “12 days ago”, or the date when that is long ago or still to come."""
    days = (today - day).days
    if days == 0:
        return "today"
    if days == 1:
        return "yesterday"
    if 1 < days < _DAYS_AGO_UNTIL:
        return f"{days} days ago"
    return f"on {day_words(day)}"


def seen_words(day: date | None, today: date) -> str:
    """“Seen 12 days ago”, or “Not seen yet”."""
    return "Not seen yet" if day is None else f"Seen {ago_words(day, today)}"


def since_words(moment: datetime, now: datetime) -> str:
    """When a draft was begun: “15:41 today”, “yesterday”, “Thursday”, “1 September 2026”."""
    local, today = moment.astimezone(), now.astimezone().date()
    days = (today - local.date()).days
    if days == 0:
        return f"{local:%H:%M} today"
    if days == 1:
        return "yesterday"
    if 1 < days < 7:
        return f"{local:%A}"
    return day_words(local.date())


def count_words(number: int, one: str, several: str) -> str:
    """“nine pupils”, “one pupil”, “14 pupils”: small numbers as words."""
    word = _NUMBERS[number] if 0 <= number < len(_NUMBERS) else str(number)
    return f"{word} {one if number == 1 else several}"


def greeting(moment: datetime) -> str:
    """“Good morning”, “Good afternoon” or “Good evening”."""
    hour = moment.astimezone().hour
    if hour < 12:
        return "Good morning"
    return "Good afternoon" if hour < 18 else "Good evening"
