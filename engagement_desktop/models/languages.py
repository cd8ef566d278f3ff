"""The fixed words of the parents' report, in English and in the languages of families.

A language is one plain file (TOML). English comes from where the program itself has its words; the
others are shipped in `resources/languages` or brought in by a school. The words are the family's
own words for headings and sentences; what the staff wrote stays in the language they wrote it in.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from types import MappingProxyType

from engagement_desktop.models.areas import Area, area_words
from engagement_desktop.models.report_parts import (
    ATTENDANCE,
    GENERAL,
    KEY_STAGE,
    LOVED,
    NEXT_YEAR,
    OUTCOMES,
    SUBJECTS,
    TALK,
    area_part,
)
from engagement_desktop.models.scripts import script_of
from engagement_desktop.paths import resource

ENGLISH_CODE = "en-GB"
_CODE = re.compile(r"[a-z]{2,3}(-[A-Za-z]{2,8})?")
_PLACE = re.compile(r"\{(\w+)\}")
_MAY_BE_LEFT_OUT = frozenset({"name"})
"""Some languages would have to bend a name to say it in a heading; they may do without."""
_LONGEST = 700  # characters
_MONTHS = 12
_NOT_CHECKED = "# NOT YET CHECKED by a speaker of {}."
_SHIPPED = ("cy", "pl", "ur")

_ENGLISH: Mapping[str, str] = {
    "page.title": "{name}’s year",
    "page.document": "{name}’s year {year}: end-of-year report",
    "page.report": "End-of-year report {year}",
    "page.subject": "End-of-year report to parents",
    "page.number": "{page} of {pages}",
    "page.draft": "Draft",
    "page.teacher": "{who}, class teacher",
    "page.head": "{who}, headteacher",
    "page.day": "{day} {month} {year}",
    "page.month": "{month} {year}",
    "page.decimal": ".",
    "headings.engages": "How {name} engages and learns",
    "sentences.engages": (
        "Children engage in different ways, often in several at once. Each way matters as much as "
        "the others, and they come in no order."
    ),
    "sentences.key_stage": (
        "At the end of key stage 2, {name} was assessed with the engagement model: the teacher’s "
        "description of how a child who does not yet learn by separate subjects engages and makes "
        "progress. It gives no score. The school tells the Department for Education that {name} "
        "was assessed in this way, and nothing else about progress."
    ),
    "sentences.sessions": "{name} could come to {possible} sessions (half days) this year.",
    "sentences.came": (
        "{name} could come to {possible} sessions (half days) this year, and came to {attended} "
        "of them."
    ),
    "sentences.no_unauthorised": "There were no unauthorised absences.",
    "sentences.one_unauthorised": (
        "Unauthorised absences: {count} session, {share} per cent of those possible."
    ),
    "sentences.unauthorised": (
        "Unauthorised absences: {count} sessions, {share} per cent of those possible."
    ),
}


class LanguageFileError(ValueError):
    """A file of words that cannot be used; the sentence says what to put right in it."""


@dataclass(frozen=True)
class Language:
    """One language: its words by key, and the names of its months.

    `months` are as in “1 July 2026”, `months_alone` as in “July 2026”. `checked_by` names the
    speaker who has read the words; until then they are a help and no more.
    """

    code: str
    name: str
    in_english: str
    words: Mapping[str, str] = field(repr=False)
    months: tuple[str, ...] = field(repr=False)
    months_alone: tuple[str, ...] = field(repr=False)
    right_to_left: bool = False
    checked_by: str = ""

    @property
    def is_english(self) -> bool:
        """Whether it is the language that the staff write in."""
        return self.code == ENGLISH_CODE

    @property
    def script(self) -> str:
        """The script of its words (ISO 15924)."""
        return script_of(" ".join(self.words.values()))

    @property
    def needs_check(self) -> bool:
        """Whether nobody who speaks it has read its words yet."""
        return not self.is_english and not self.checked_by.strip()

    def say(self, key: str, **values: object) -> str:
        """The words under `key` with `values` in their places."""
        words = self.words[key]
        return _PLACE.sub(lambda found: str(values.get(found[1], found[0])), words)

    def heading(self, part: str, name: str) -> str:
        """The heading of a part of the report, by the part's key."""
        return self.say(_heading_key(part), name=name)

    def day(self, on: date) -> str:
        """“1 July 2026”."""
        month = self.months[on.month - 1]
        return self.say("page.day", day=on.day, month=month, year=on.year)

    def month(self, on: date) -> str:
        """“July 2026”."""
        return self.say("page.month", month=self.months_alone[on.month - 1], year=on.year)

    def school_year(self, label: str) -> str:
        """“2025–26”; from right to left with a stroke, as a dash would turn the two years round."""
        return label.replace("–", "/") if self.right_to_left else label


def _heading_key(part: str) -> str:
    return f"areas.{part.removeprefix('area.')}.heading" if "." in part else f"headings.{part}"


@cache
def english() -> Language:
    """The words as the program has them."""
    words = dict(_ENGLISH)
    parts = (LOVED, OUTCOMES, SUBJECTS, GENERAL, KEY_STAGE, ATTENDANCE, NEXT_YEAR, TALK)
    for part in (*parts, *map(area_part, Area)):
        words[_heading_key(part.key)] = part.heading
    for area in Area:
        words[f"areas.{area.value}.plain"] = area_words(area).plain
    months = tuple(f"{date(2000, month, 1):%B}" for month in range(1, _MONTHS + 1))
    return Language(ENGLISH_CODE, "English", "English", MappingProxyType(words), months, months)


@cache
def shipped() -> tuple[Language, ...]:
    """The languages that come with the program, English first."""
    texts = (resource(f"languages/{code}.toml").read_text("utf-8") for code in _SHIPPED)
    return (english(), *map(read_language, texts))


def read_language(content: str, *, fill_in: bool = False) -> Language:
    """The language that a file holds; with `fill_in` words that it lacks are said in English, as
    in a file of an earlier release.

    Raises:
        LanguageFileError: something in it is missing, or cannot be used.
    """
    try:
        table = tomllib.loads(content)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise LanguageFileError(f"The file cannot be read: {error}.") from error
    about = _table(table, "language")
    words = dict(_flat({key: value for key, value in table.items() if key != "language"}))
    code = _text(about, "code")
    if _CODE.fullmatch(code) is None:
        raise LanguageFileError(f"“{code}” is no code of a language, such as pl or ur.")
    if code == ENGLISH_CODE:
        raise LanguageFileError("English is there already; give the language its own code.")
    return Language(
        code=code,
        name=_text(about, "name"),
        in_english=_text(about, "in_english"),
        words=MappingProxyType(_checked(words, fill_in=fill_in)),
        months=_months(table, "months"),
        months_alone=_months(table, "months_alone"),
        right_to_left=about.get("right_to_left") is True,
        checked_by=str(about.get("checked_by", "")),
    )


def file_of(language: Language) -> str:
    """The language as a file to translate, correct or share."""
    said = {
        "code": language.code,
        "name": language.name,
        "in_english": language.in_english,
        "right_to_left": language.right_to_left,
        "checked_by": language.checked_by,
    }
    lines = [
        "# The fixed words of the report to parents, for Engagement Desktop.",
        "# What stands in {braces} is filled in and must stay; {name} may be left out.",
        "# checked_by: the name of a speaker of the language who has read these words.",
        *([_NOT_CHECKED.format(language.in_english)] if language.needs_check else ()),
        "",
        "[language]",
        *(f"{key} = {_as_toml(value)}" for key, value in said.items()),
        "",
        "[dates]",
        f"months = {_as_toml(language.months)}",
        f"months_alone = {_as_toml(language.months_alone)}",
    ]
    table = ""
    for key, text in sorted(language.words.items()):
        now, _, last = key.rpartition(".")
        if now != table:
            table = now
            lines += ["", f"[{table}]"]
        lines.append(f"{last} = {_as_toml(text)}")
    return "\n".join(lines) + "\n"


def _as_toml(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)  # texts, lists and truths are written alike


def _table(table: Mapping[str, object], name: str) -> Mapping[str, object]:
    found = table.get(name)
    if not isinstance(found, dict):
        raise LanguageFileError(f"The part [{name}] is missing.")
    return found


def _text(table: Mapping[str, object], key: str) -> str:
    found = table.get(key)
    if not isinstance(found, str) or not 0 < len(found.strip()) <= _LONGEST:
        raise LanguageFileError(f"“{key}” is missing, empty or very long.")
    return " ".join(found.split())


def _months(table: Mapping[str, object], key: str) -> tuple[str, ...]:
    found = _table(table, "dates").get(key)
    if not isinstance(found, list) or len(found) != _MONTHS:
        raise LanguageFileError(f"“dates.{key}” needs the names of the twelve months.")
    return tuple(_text({key: name}, key) for name in found)


def _flat(table: Mapping[str, object], before: str = "") -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{before}{key}.")
        elif isinstance(value, str):
            yield f"{before}{key}", value


def _checked(words: Mapping[str, str], *, fill_in: bool) -> dict[str, str]:
    """The words that the report needs, each with what is filled in where English has it."""
    checked = {}
    for key, original in english().words.items():
        if key not in words and fill_in:
            checked[key] = original
            continue
        if key not in words:
            raise LanguageFileError(f"“{key}” is missing: “{original}”.")
        checked[key] = _text(words, key)
        wanted, given = (set(_PLACE.findall(text)) for text in (original, checked[key]))
        if given - wanted:
            raise LanguageFileError(
                f"“{key}” has {_braced(given - wanted)}, which nothing fills in."
            )
        if missing := wanted - given - _MAY_BE_LEFT_OUT:
            raise LanguageFileError(f"“{key}” needs {_braced(missing)}.")
    return checked


def _braced(places: set[str]) -> str:
    return ", ".join(f"{{{place}}}" for place in sorted(places))
