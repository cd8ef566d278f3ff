"""Looking through who did what, and giving it out as a table.

An entry holds ids alone. The names are looked up here, among those that are still in the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, aliased

from engagement_desktop.models.days import day_begins, day_ends
from engagement_desktop.models.records import AuditEntry, Base, Pupil, StaffMember
from engagement_desktop.models.roles import Act
from engagement_desktop.services.csv_cells import as_csv
from engagement_desktop.services.leaving import OF_PUPILS
from engagement_desktop.services.whole_file import whole_file
from engagement_desktop.services.workspace import Workspace

AT_ONCE = 1000
"""Entries read for one showing; saves of the same record in a row become one line."""

_TOKEN = re.compile(r"([+~>-])(\w+):(\S+)")
_DONE = {"+": "added", "~": "changed", "-": "removed", ">": "taken out of the file"}
_NAMES = {
    "school": "the school’s own details",
    "class_group": "class",
    "staff_member": "member of staff",
    "vocabulary_word": "word",
    "legal_hold": "hold",
    "bin_entry": "entry in the bin",
    "audit_entry": "list of who did what, entries",
    "em_list": "EM list, pupils",
    "calendar": "dates as a calendar file, pupils",
    "shared_words": "file of words, templates and frameworks",
    "subject_access": "copy of everything held, pupil",
    "school_report": "report for governors",
    "timeline_sheet": "timeline on paper, pupil",
    "engagement_profile": "engagement profile, pupil",
}
_MISSING = "At opening, something was found to be missing or changed"


@dataclass(frozen=True)
class TrailFilter:
    """What to look for; None is anything. `staff_id` 0 is the program; both days count."""

    staff_id: int | None = None
    act: Act | None = None
    from_on: date | None = None
    until_on: date | None = None


@dataclass(frozen=True)
class TrailLine:
    """One line: entries of one person that did the same to the same records, in a row.

    `number` is that of the earliest of them; `times` how many they are.
    """

    number: int
    first_at: datetime
    last_at: datetime
    who: str
    what: str
    times: int = 1


@dataclass(frozen=True)
class Trail:
    """Some lines, the latest first, and where the earlier ones go on (None: there are none)."""

    lines: tuple[TrailLine, ...]
    before: int | None


def people(work: Workspace) -> tuple[tuple[int, str], ...]:
    """Whoever can have done something, by name, with ids; who left is still named."""
    work.require(Act.AUDIT)
    with work.database.read() as session:
        rows = session.execute(select(StaffMember.id, StaffMember.name).order_by(StaffMember.name))
        return (*((number, name) for number, name in rows), (0, "the program"))


def look_through(work: Workspace, wanted: TrailFilter, before: int | None = None) -> Trail:
    """Who did what, the latest first; `before` an entry's number, for what was done earlier.

    Raises:
        NotAllowed.
    """
    work.require(Act.AUDIT)
    with work.database.read() as session:
        found = session.scalars(_entries(wanted, before).limit(AT_ONCE)).all()
        lines = tuple(_joined(_lines(session, found)))
    return Trail(lines, found[-1].number if len(found) == AT_ONCE else None)


def export(work: Workspace, wanted: TrailFilter, to: Path) -> int:
    """Write every entry that is wanted as CSV, the earliest first; how many there were.

    Raises:
        NotAllowed, and AppError where `to` cannot be written.
    """
    work.require(Act.AUDIT)
    with work.database.read() as session:
        found = list(reversed(session.scalars(_entries(wanted, None)).all()))
        lines = list(_lines(session, found))
    if found:
        work.took_out(Act.AUDIT, "audit_entry", [entry.number for entry in found])
    header = ("Entry", "Day", "Time", "Who", "What")
    rows = [
        (
            str(line.number),
            f"{line.first_at.astimezone():%Y-%m-%d}",
            f"{line.first_at.astimezone():%H:%M:%S}",
            line.who,
            line.what,
        )
        for line in lines
    ]
    with whole_file(to) as file:
        file.write(as_csv([header, *rows]))
    return len(rows)


def _entries(wanted: TrailFilter, before: int | None) -> Select[AuditEntry]:
    query = select(AuditEntry).order_by(AuditEntry.number.desc())
    if before is not None:
        query = query.where(AuditEntry.number < before)
    if wanted.staff_id is not None:
        query = query.where(AuditEntry.staff_id == wanted.staff_id)
    if wanted.act is not None:
        query = query.where(AuditEntry.act == wanted.act.name.lower())
    if wanted.from_on is not None:
        query = query.where(AuditEntry.at >= day_begins(wanted.from_on))
    if wanted.until_on is not None:
        query = query.where(AuditEntry.at <= day_ends(wanted.until_on))
    return query


def _lines(session: Session, entries: Iterable[AuditEntry]) -> Iterator[TrailLine]:
    entries = list(entries)
    rows = session.execute(select(StaffMember.id, StaffMember.name))
    staff = {row.id: row.name for row in rows}
    pupils = _pupils_of(session, entries)
    for entry in entries:
        yield TrailLine(
            number=entry.number,
            first_at=entry.at,
            last_at=entry.at,
            who=staff.get(entry.staff_id, "the program"),
            what=_in_words(entry.records, pupils),
        )


def _joined(lines: Iterable[TrailLine]) -> Iterator[TrailLine]:
    """Saves in a row of one person on one day, that say the same, as one line."""
    open_line: TrailLine | None = None
    for line in lines:
        if open_line is not None and _same(open_line, line):
            open_line = replace(
                open_line, number=line.number, first_at=line.first_at, times=open_line.times + 1
            )
            continue
        if open_line is not None:
            yield open_line
        open_line = line
    if open_line is not None:
        yield open_line


def _same(one: TrailLine, other: TrailLine) -> bool:
    day = one.first_at.astimezone().date()
    return (one.who, one.what, day) == (other.who, other.what, other.last_at.astimezone().date())


def _pupils_of(session: Session, entries: Iterable[AuditEntry]) -> dict[tuple[str, int], str]:
    """Whose each single record is, by kind and id, as far as it is still there."""
    wanted: dict[str, set[int]] = {}
    for entry in entries:
        for _, kind, ids in _TOKEN.findall(entry.records):
            if ids.isdecimal():
                wanted.setdefault(kind, set()).add(int(ids))
    found: dict[tuple[str, int], str] = {}
    whose = aliased(Pupil)  # the records themselves may be pupils
    for kind, ids in wanted.items():
        table = Base.metadata.tables.get("pupil" if kind in OF_PUPILS else kind)
        if table is None or "id" not in table.c:
            continue
        owner = table.c.id if table.name == "pupil" else table.c.get("pupil_id")
        if owner is None:
            continue
        rows = session.execute(
            select(table.c.id, whose.preferred_name)
            .join(whose, whose.id == owner)
            .where(table.c.id.in_(ids))
        )
        found.update({(kind, number): name for number, name in rows})
    return found


def _in_words(records: str, pupils: dict[tuple[str, int], str]) -> str:
    if records.startswith("!"):
        return _MISSING
    parts = []
    for sign, kind, ids in _TOKEN.findall(records):
        name = _NAMES.get(kind, kind.replace("_", " "))
        pupil = pupils.get((kind, int(ids))) if ids.isdecimal() else None
        of = f" ({pupil})" if pupil else ""
        numbered = ids[0].isdecimal() and kind != "school"  # of which there is one
        numbers = ids.replace("-", "–").replace(",", ", ") if numbered else ""
        parts.append(" ".join(filter(None, (name, numbers + of, _DONE[sign]))))
    text = "; ".join(parts)
    return text[:1].upper() + text[1:]
