"""The EM list: whom the school reports as assessed with the engagement model, UPNs checked.

For the school office, which enters the codes in its own system. Nothing is sent from here, and
nothing else about progress leaves for the Department for Education (guidance 6.1).
"""

from __future__ import annotations

import io
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from engagement_desktop.errors import AppError
from engagement_desktop.models import upn
from engagement_desktop.models.em_codes import em_rule, other_codes
from engagement_desktop.models.records import Pupil
from engagement_desktop.models.roles import Act
from engagement_desktop.models.school_year import first_year, school_year, year_name
from engagement_desktop.reports import em_sheet
from engagement_desktop.services import leaving
from engagement_desktop.services.csv_cells import as_csv
from engagement_desktop.services.leaving import Leaving
from engagement_desktop.services.report_gathering import school_details
from engagement_desktop.services.workspace import Workspace

_NO_UPN = "There is no UPN."
_SAME_UPN = "Another pupil has the same UPN."
_TEMPORARY = "This is a temporary UPN; the office may have the permanent one."
_OTHER_WAY = (
    "Take out whoever is assessed in another way, such as with the pre-key stage standards."
)
_CODE_NOTE = "Where it applies, the office enters another code: {codes}."


@dataclass(frozen=True)
class EmLine:
    """One pupil on the list; `problem` says what is to be checked, if anything."""

    pupil_id: int
    name: str
    year: str
    upn: str
    codes: tuple[str, ...]
    problem: str = ""


@dataclass(frozen=True)
class EmList:
    """The list of one school year; `subjects` are the heads of the codes."""

    school_year: str
    subjects: tuple[str, ...]
    lines: tuple[EmLine, ...]
    notes: tuple[str, ...]

    @property
    def heads(self) -> tuple[str, ...]:
        """The heads of the table."""
        return ("Pupil", "Year", "UPN", *self.subjects)


def em_list(work: Workspace, *, key_stage_1: bool = False) -> EmList:
    """The pupils who end a key stage this school year; with key stage 1 if the school wishes.

    Raises:
        NotAllowed: whoever is signed in does not write reports.
        AppError: no rule is known for this school year.
    """
    work.require(Act.REPORT)
    today = work.today()
    rule = em_rule(first_year(today))
    if rule is None:
        raise AppError(f"There is no rule for the codes of {school_year(today)}.")
    with work.database.read() as session:
        pupils = session.scalars(
            select(Pupil)
            .where(Pupil.left_on.is_(None))
            .order_by(Pupil.legal_last_name, Pupil.legal_first_name, Pupil.id)
            .options(joinedload(Pupil.class_group))
        ).all()
        times = Counter(upn.tidy(row.upn) for row in pupils if row.upn)
        wanted = rule.years(encouraged=key_stage_1)
        lines = tuple(
            EmLine(
                pupil_id=row.id,
                name=f"{row.legal_last_name}, {row.legal_first_name}".strip(", "),
                year=year_name(row.actual_year),
                upn=upn.tidy(row.upn),
                codes=tuple(code for _, code in rule.codes),
                problem=_problem(row.upn, times),
            )
            for row in pupils
            if row.actual_year in wanted
        )
        unplaced = sum(row.actual_year is None for row in pupils)
    codes = ", ".join(f"{code} ({meaning})" for code, meaning in other_codes())
    notes = [_OTHER_WAY, _CODE_NOTE.format(codes=codes)]
    if unplaced:
        whose = "One pupil has" if unplaced == 1 else f"{unplaced} pupils have"
        notes.insert(0, f"{whose} no year in the record and may belong on this list.")
    subjects = tuple(subject for subject, _ in rule.codes)
    return EmList(school_year(today), subjects, lines, tuple(notes))


def _problem(number: str, times: Counter[str]) -> str:
    tidy = upn.tidy(number)
    if not tidy:
        return _NO_UPN
    if times[tidy] > 1:
        return _SAME_UPN
    return upn.problem(tidy) or (_TEMPORARY if tidy[-1:].isalpha() else "")


def save(work: Workspace, found: EmList, to: Path, *, paper: bool) -> Path:
    """Enter that the list leaves, and write it: on paper (PDF) or as a table (CSV).

    Raises:
        NotAllowed, and AppError where it cannot be written.
    """
    made = as_pdf(work, found) if paper else as_table(found)
    whose = tuple(line.pupil_id for line in found.lines)
    return leaving.save(work, made, Leaving("em_list", whose), to)


def as_pdf(work: Workspace, found: EmList) -> bytes:
    """The list on paper."""
    with work.database.read() as session:
        school = school_details(session)
    problems = tuple(f"{line.name}: {line.problem}" for line in found.lines if line.problem)
    rows = tuple((line.name, line.year, line.upn or "–", *line.codes) for line in found.lines)
    sheet = em_sheet.EmSheet(
        school, found.school_year, work.today(), found.heads, rows, (*problems, *found.notes)
    )
    out = io.BytesIO()
    em_sheet.render(sheet, out)
    return out.getvalue()


def as_table(found: EmList) -> bytes:
    """The list for a spreadsheet: CSV, with what is to be checked in the last column."""
    rows = [(line.name, line.year, line.upn, *line.codes, line.problem) for line in found.lines]
    return as_csv([(*found.heads, "To check"), *rows])
