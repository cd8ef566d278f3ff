"""Dates as a calendar file (iCalendar, RFC 5545) that Outlook and the like can open.

Whole days only. Names of pupils are in it when the school puts them there: whoever exports decides.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

_LINE = 73  # octets before the fold: RFC 5545 allows 75 with the line's end


@dataclass(frozen=True)
class CalendarDay:
    """Something on a day: what, and a line or two more."""

    on: date
    what: str
    more: str = ""


def calendar_file(days: Iterable[CalendarDay], made_at: datetime, school_ref: str) -> bytes:
    """The file; the same thing on the same day keeps its identity, so that it is not doubled."""
    stamp = made_at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Engagement Desktop//Dates//EN"]
    for day in days:
        same = f"{school_ref}|{day.on.isoformat()}|{day.what}|{day.more}"
        lines += [
            "BEGIN:VEVENT",
            f"UID:{hashlib.sha256(same.encode()).hexdigest()[:32]}@engagement-desktop",
            f"DTSTAMP:{stamp}",
            f"DTSTART;VALUE=DATE:{day.on:%Y%m%d}",
            f"DTEND;VALUE=DATE:{day.on + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{_text(day.what)}",
        ]
        if day.more:
            lines.append(f"DESCRIPTION:{_text(day.more)}")
        lines += ["TRANSP:TRANSPARENT", "END:VEVENT"]
    lines.append("END:VCALENDAR")
    return b"".join(_folded(line) + b"\r\n" for line in lines)


def _text(words: str) -> str:
    plain = " ".join(words.split(" ")).replace("\r\n", "\n").replace("\r", "\n")
    for character in ("\\", ";", ","):
        plain = plain.replace(character, f"\\{character}")
    return plain.replace("\n", "\\n")


def _folded(line: str) -> bytes:
    """A line in pieces that no octet limit cuts; never within a letter."""
    pieces = [b""]
    for letter in line:
        octets = letter.encode("utf-8", "replace")
        if len(pieces[-1]) + len(octets) > _LINE:
            pieces.append(b" ")
        pieces[-1] += octets
    return b"\r\n".join(pieces)
