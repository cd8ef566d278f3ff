"""A calendar file that other programs read: lines of at most 75 octets, nothing of a text lost."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from engagement_desktop.models.calendar_file import CalendarDay, calendar_file

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=200)


def made(*days: CalendarDay) -> bytes:
    return calendar_file(days, NOW, "school")


@given(TEXTS, TEXTS)
def test_no_line_is_too_long_and_no_text_is_lost(what: str, more: str) -> None:
    content = made(CalendarDay(date(2026, 12, 10), what, more))
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    unfolded = content.replace(b"\r\n ", b"").decode()
    summary = next(line for line in unfolded.split("\r\n") if line.startswith("SUMMARY:"))
    said = re.sub(
        r"\\(.)", lambda m: "\n" if m[1] == "n" else m[1], summary.removeprefix("SUMMARY:")
    )
    assert said == what


def test_a_day_is_a_whole_day_and_keeps_its_identity() -> None:
    day = CalendarDay(date(2026, 12, 31), "Review meeting")
    content = made(day).decode()
    assert "DTSTART;VALUE=DATE:20261231\r\n" in content
    assert "DTEND;VALUE=DATE:20270101\r\n" in content
    assert made(day) == made(day)
    assert content.count("BEGIN:VEVENT") == 1
