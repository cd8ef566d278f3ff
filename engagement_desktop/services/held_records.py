"""Everything that the file holds on one pupil, read from the tables themselves.

The tables are walked by their foreign keys, so that one that is added later is read as well: a
table is the pupil's if it names the pupil, or if its rows go when such a row goes. What is not read
stands in `NOT_HELD_ON_PUPILS`, with the reason.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from sqlalchemy import Column, ColumnElement, LargeBinary, RowMapping, Table, false, select
from sqlalchemy.orm import Session

from engagement_desktop.models.records import Base, Pupil
from engagement_desktop.models.vocabularies import Words
from engagement_desktop.reports.content import long_date
from engagement_desktop.reports.subject_access import HeldRecord, HeldSection

NOT_HELD_ON_PUPILS: Mapping[str, str] = MappingProxyType(
    {
        "alembic_version": "the program’s own",
        "audit_entry": "numbers of records and who wrote them; it holds no name and no words",
        "audit_key": "the program’s own",
        "class_group": "of the school; the class is named in the profile",
        "framework": "of the school; statements are named where they were chosen",
        "framework_statement": "as above",
        "media": "the contents of clips, photos and documents, which go along as files",
        "media_chunk": "as above",
        "media_index": "where the frames of a clip lie within it",
        "moderation_meeting": "of the school; its day is named with each moderation",
        "observation_template": "of the school",
        "plain_word": "of the school",
        "known_word": "of the school: a word that stands nowhere else is no record of a pupil",
        "report_language": "of the school",
        "retention_rule": "of the school",
        "review_copy": "smaller copies of clips, which go along as files themselves",
        "school": "of the school",
        "school_date": "of the school",
        "school_report": "of the school, for governors; no pupil can be told from it",
        "search_entry": "the same words again, so that they can be found",
        "staff_class": "of staff",
        "staff_member": "of staff; they are named where they wrote something",
        "template_area": "of the school",
        "term": "of the school",
        "vocabulary_word": "of the school; the words are written out where they were chosen",
        "waiting_clip": "clips of which nobody has said yet whom they show",
    }
)

_HEADINGS = {
    "pupil": "Profile",
    "pupil_need": "Areas of need",
    "contact": "Family and professionals",
    "communication_sign": "Signs, and how to answer them",
    "interest": "What interests the pupil most",
    "permission": "Permissions",
    "outcome": "Outcomes",
    "plan": "Plans and reviews",
    "provision_change": "Provision",
    "observation": "Observations",
    "evidence": "Clips, photos, sound and documents",
    "comparison": "Two clips compared",
    "then_and_now": "Responses laid side by side",
    "judgement": "Judgements",
    "moderation": "Moderation",
    "contribution": "What others told",
    "conversation": "Conversations with parents and carers",
    "report": "Reports",
    "legal_hold": "Holds",
    "erasure": "Requests to erase",
    "bin_entry": "Deleted, and still in the bin",
    "form_draft": "Typed, and not saved yet",
    "saved_filter": "Choices kept on the timeline",
}
"""The kinds of records in the order of the copy; one that is not named here comes last."""

_LABELS = {
    "born_on": "Date of birth",
    "upn": "UPN",
    "actual_year": "School year",
    "class_group_id": "Class",
    "observe_every_days": "To be seen every so many days",
    "what_pupil_did": "What the pupil did",
    "knows_pupil": "How they know the pupil",
    "minutes": "How long, in minutes",
    "seconds": "How long, in seconds",
    "dated": "Date",
    "which": "Of record",
    "observation_outcome": "Outcomes touched",
    "plan_outcome": "Outcomes",
    "response_support": "Support",
    "response_subtle": "Subtle responses",
    "response_check": "Response check",
    "marker_subtle": "Subtle responses",
    "evidence_pupil": "Also in it",
}
_HIDDEN = frozenset(
    (
        "id", "position", "activity_ref", "pts", "time_base_numerator", "time_base_denominator",
        "media_id", "later_offset", "kept_parts", "looped", "pupil_created_at", "record_id",
        "given_sha256", "of_pupil_id",
    )
)  # fmt: skip
"""Numbers by which the program finds records and frames; they say nothing of the pupil."""
_TITLES = (
    "activity", "wording", "name", "what_pupil_does", "what", "original_name", "title", "section",
    "kind", "use", "area_of_need", "told_by", "with_whom", "form", "area", "period", "reason",
)  # fmt: skip
_DAYS = (
    "occurred_at", "held_on", "told_on", "taken_at", "on_day", "dated", "put_up_at", "placed_on",
    "asked_at", "from_on", "set_on", "made_at", "at", "written_at", "kept_at", "added_at",
    "typed_at", "saved_at", "status_on",
)  # fmt: skip
_LONGEST_TITLE = 120  # characters
_LONGEST_WORD = 400  # characters; what is longer without a space is no text


def _names(table: Table, name: str) -> str | None:
    """The table that a column of this name refers to."""
    keys = table.c[name].foreign_keys if name in table.c else ()
    return next((key.column.table.name for key in keys), None)


def owner_of(table: Table) -> tuple[str, str] | None:
    """The column by which a row belongs to another, and that one's table; None for the school's.

    What has a number of its own and names a pupil is that pupil's; else a row belongs to the first
    that takes it along when it goes.
    """
    if table.name in NOT_HELD_ON_PUPILS:
        return None
    takes_along = [
        (column.name, key.column.table.name)
        for column in table.c
        for key in column.foreign_keys
        if key.ondelete == "CASCADE"
    ]
    if "pupil_id" in table.c and ("id" in table.c or len(takes_along) < 2):
        return "pupil_id", "pupil"
    return takes_along[0] if takes_along else None


def held_tables() -> tuple[Table, ...]:
    """The tables that hold something on a pupil, owners before what belongs to them."""
    held = {"pupil"}
    found = [Base.metadata.tables["pupil"]]
    for table in Base.metadata.sorted_tables:
        owner = owner_of(table)
        if table.name != "pupil" and owner is not None and owner[1] in held:
            held.add(table.name)
            found.append(table)
    return tuple(found)


def rows_of(table: Table, pupil_id: int) -> ColumnElement[bool]:
    """Which rows of a held table are this pupil's."""
    if table.name == "pupil":
        return table.c.id == pupil_id
    owner = owner_of(table)
    if owner is None:
        return false()
    column, name = owner
    if name == "pupil":
        return table.c[column] == pupil_id
    parent = Base.metadata.tables[name]
    return table.c[column].in_(select(parent.c.id).where(rows_of(parent, pupil_id)))


def read(session: Session, pupil: Pupil, words: Words) -> tuple[HeldSection, ...]:
    """Everything held on a pupil in words, kind by kind, with the names that stand in it."""
    return _Reading(session, pupil, words).sections()


@dataclass(frozen=True)
class _Row:
    table: Table
    values: RowMapping


class _Reading:
    """The rows of one pupil, and what their keys stand for."""

    def __init__(self, session: Session, pupil: Pupil, words: Words) -> None:
        self._session, self._words = session, words
        self._known = {word.key for word in words.all}
        self._rows: dict[str, list[_Row]] = {}
        self._by_id: dict[tuple[str, Any], _Row] = {}
        self._parts: dict[tuple[str, Any], list[_Row]] = defaultdict(list)
        self._elsewhere: dict[tuple[str, Any], str] = {}
        for table in held_tables():
            self._read(table, pupil.id)

    def _read(self, table: Table, pupil_id: int) -> None:
        columns = [column for column in table.c if not isinstance(column.type, LargeBinary)]
        found = self._session.execute(select(*columns).where(rows_of(table, pupil_id)))
        rows = [_Row(table, values) for values in found.mappings()]
        self._rows[table.name] = rows
        owner = owner_of(table)
        for row in rows:
            if "id" in table.c:
                self._by_id[table.name, row.values["id"]] = row
            if owner is not None and owner[1] != "pupil":
                self._parts[owner[1], row.values[owner[0]]].append(row)

    def sections(self) -> tuple[HeldSection, ...]:
        """The kinds of records in their order, those without records left out."""
        roots = [
            table
            for table in held_tables()
            if table.name == "pupil" or owner_of(table) == ("pupil_id", "pupil")
        ]
        order = list(_HEADINGS)
        roots.sort(key=lambda each: order.index(each.name) if each.name in order else len(order))
        return tuple(
            HeldSection(
                _HEADINGS.get(table.name, _human(table.name)),
                tuple(self._record(row) for row in self._in_order(self._rows[table.name])),
            )
            for table in roots
            if self._rows[table.name]
        )

    def _in_order(self, rows: list[_Row]) -> list[_Row]:
        """By their day, then as they were written."""
        return sorted(rows, key=lambda row: (_day(row.values) or date.min, row.values.get("id", 0)))

    def _record(self, row: _Row, *, part: bool = False) -> HeldRecord:
        named = self._named_by(row)
        facts = [
            (_label(column.name), self._value(row, column))
            for column in row.table.c
            if self._is_shown(row.table, column) and column.name != named
        ]
        parts = []
        links: dict[str, list[str]] = defaultdict(list)
        for each in self._parts.get((row.table.name, row.values.get("id")), []):
            if "id" in each.table.c:
                parts.append(self._record(each, part=True))
            else:
                links[each.table.name].append(self._linked(each))
        facts += [
            (_label(name, of=row.table.name), "; ".join(told)) for name, told in links.items()
        ]
        shown = tuple((label, value) for label, value in facts if value.strip())
        owner = owner_of(row.table)
        kind = _label(row.table.name, of=owner[1] if owner else "")
        title = self._title(row)
        if part and title:
            title = f"{kind}: {title}"
        return HeldRecord(title or kind, shown, tuple(parts))

    def _linked(self, row: _Row) -> str:
        """A row without a number of its own, on one line."""
        shown = (self._value(row, each) for each in row.table.c if self._is_shown(row.table, each))
        return ", ".join(filter(None, shown))

    def _is_shown(self, table: Table, column: Column[Any]) -> bool:
        owner = owner_of(table)
        if isinstance(column.type, LargeBinary) or column.name in _HIDDEN:
            return False
        if column.name.endswith("_pts"):
            return False
        return owner is None or column.name != owner[0]

    def _value(self, row: _Row, column: Column[Any]) -> str:
        value = row.values[column.name]
        target = _names(row.table, column.name)
        if value is None:
            return ""
        if target == "vocabulary_word":
            return self._words.text(value)
        if target is not None:
            return self._named(target, value)
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, datetime):
            here = value.astimezone()
            return f"{long_date(here.date())}, {here:%H:%M}"
        if isinstance(value, date):
            return long_date(value)
        if isinstance(value, StrEnum):
            return value.value
        return "\n".join(self._told(value)) if isinstance(value, str) else str(value)

    def _named(self, target: str, number: Any) -> str:
        """What a key stands for: another record of the pupil, or something of the school."""
        row = self._by_id.get((target, number))
        if row is not None:
            return self._title(row)
        key = (target, number)
        if key not in self._elsewhere:
            table = Base.metadata.tables[target]
            found = self._session.execute(select(table).where(table.c.id == number)).mappings()
            values = found.one_or_none()
            self._elsewhere[key] = _called(values) if values is not None else ""
        return self._elsewhere[key]

    def _title(self, row: _Row) -> str:
        """Its day, and what it is about."""
        day = _day(row.values)
        told = [] if day is None else [long_date(day)]
        about = next(self._about(row), None)
        if about is not None:
            told.append(_begun(about[1]))
        return " · ".join(told)

    def _named_by(self, row: _Row) -> str:
        """The column that its title says whole; empty where it says only the beginning."""
        name, words = next(self._about(row), ("", ""))
        return name if _begun(words) == words else ""

    def _about(self, row: _Row) -> Iterator[tuple[str, str]]:
        """The columns that say what it is about, with their words."""
        for name in _TITLES:
            if name in row.table.c and (words := self._value(row, row.table.c[name]).strip()):
                yield name, words

    def _told(self, text: str) -> Iterator[str]:
        """A text as it is; what was kept as JSON line by line."""
        if text[:1] in "{[":
            try:
                kept = json.loads(text)
            except ValueError:
                pass
            else:
                yield from self._lines(kept)
                return
        yield text

    def _lines(self, kept: Any, label: str = "") -> Iterator[str]:
        """What JSON holds, without the numbers of records."""
        if isinstance(kept, dict):
            for name, value in kept.items():
                hidden = name in _HIDDEN or name.endswith(("_id", "_ids", "_pts"))
                if not hidden or isinstance(value, dict):
                    yield from self._lines(value, _label(str(name)))
        elif isinstance(kept, list):
            for value in kept:
                yield from self._lines(value, label)
        elif isinstance(kept, str) and kept.strip():
            said = self._words.text(kept) if kept in self._known else kept
            if " " in said or len(said) <= _LONGEST_WORD:
                yield f"{label}: {said}" if label else said
        elif isinstance(kept, int | float) and not isinstance(kept, bool):
            yield f"{label}: {kept}" if label else str(kept)


def _begun(words: str) -> str:
    """The first line, or as much of it as a title holds."""
    line = words.split("\n")[0]
    return line if len(line) <= _LONGEST_TITLE else f"{line[:_LONGEST_TITLE].rstrip()}…"


def _called(values: RowMapping) -> str:
    """What somebody or something of the school is called; of a pupil the whole name."""
    if "preferred_name" in values:
        return f"{values['preferred_name']} {values['legal_last_name']}".strip()
    for name in ("name", "wording", "text", "title"):
        if values.get(name):
            return str(values[name])
    day = _day(values)
    return long_date(day) if day else ""


def _day(values: RowMapping) -> date | None:
    for name in _DAYS:
        value = values.get(name)
        if isinstance(value, datetime):
            return value.astimezone().date()
        if isinstance(value, date):
            return value
    return None


def _label(name: str, of: str = "") -> str:
    """A column’s or link’s name as a label; without what it is a part of."""
    return _LABELS.get(name) or _human(name.removesuffix("_id").removeprefix(f"{of}_"))


def _human(name: str) -> str:
    words = name.replace("_", " ").strip()
    return words[:1].upper() + words[1:]
