"""Other frameworks: lists of statements brought in from a file, looked through, and retired (4.4).

A list is read first and shown, with what is refused and why; nothing is written before somebody has
seen it. How statements are chosen in an observation stands with the observation's form.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from engagement_desktop.errors import AppError, FieldProblem, InvalidInput
from engagement_desktop.models import statements as rules
from engagement_desktop.models.records import Framework, FrameworkStatement
from engagement_desktop.models.roles import Act
from engagement_desktop.models.statements import StatementText, compare
from engagement_desktop.services.changes import Changes, Kind, Saved
from engagement_desktop.services.csv_tables import NoTable, TableRow, read_table
from engagement_desktop.services.workspace import Workspace

_CODE = ("code", "ref", "reference", "no", "number", "id", "statement code", "statement number")
_HEADING = ("heading", "group", "area", "section", "strand", "category", "aspect", "theme", "topic")
_WORDING = ("statement", "wording", "text", "description", "descriptor", "indicator", "routemap")
_RATING_COLUMN = re.compile(r"level|score|grade|band|point|stage|percent|%|rank|rating", re.I)
_A_FORMULA = ("=", "+", "@", "＝", "＋", "＠")
_TOO_WIDE = "It has more cells than the table has columns: are its quotation marks missing?"
_UNCHANGED = "Nothing was changed."
_SHOWN = 60
"""As many letters of what is refused are shown."""


@dataclass(frozen=True)
class StatementView:
    """A statement of a framework, and whether it is still offered."""

    id: int
    said: StatementText
    retired: bool


@dataclass(frozen=True)
class FrameworkView:
    """A framework with its statements, in their own order."""

    id: int
    name: str
    retired: bool
    brought_in_on: date
    statements: tuple[StatementView, ...]

    @property
    def said(self) -> tuple[StatementText, ...]:
        """The statements that are offered."""
        return tuple(each.said for each in self.statements if not each.retired)


@dataclass(frozen=True)
class RefusedLine:
    """A line of a list that is not brought in: where, how it begins, and why."""

    line: int
    begins: str
    why: str


@dataclass(frozen=True)
class StatementList:
    """A list as it was read: what can come in, what is refused, and what is made of each column."""

    statements: tuple[StatementText, ...]
    refused: tuple[RefusedLine, ...]
    columns: tuple[str, ...]


def read_list(content: bytes) -> StatementList:
    """Read a list of statements from CSV; nothing is written.

    Raises:
        NoTable: it is no table, has no column of statements, or holds too many.
    """
    table = read_table(content, lambda cells: _column(cells, _WORDING) is not None)
    wording, code, heading = (
        _column(table.columns, names) for names in (_WORDING, _CODE, _HEADING)
    )
    if wording is None:
        raise NoTable(
            "No column of this file is called “Statement”.",
            "Please give the columns names in the first line: “Code”, “Heading” and “Statement”. "
            "Only “Statement” must be there.",
        )
    if len(table.rows) > rules.MOST:
        raise NoTable(
            f"The file has more than {rules.MOST:,} lines.",
            "Please bring in the part of the framework that the school uses.",
        )
    taken: list[StatementText] = []
    refused: list[RefusedLine] = []
    lines: dict[tuple[str, str], int] = {}
    for row in table.rows:
        said = StatementText(_cell(row, code), _cell(row, heading), _cell(row, wording))
        why = _TOO_WIDE if row.too_wide else why_not(said)
        if not why and said.key in lines:
            why = f"It stands in line {lines[said.key]} already."
        if why:
            begins = said.title or said.heading
            refused.append(RefusedLine(row.line, shortened(begins), why))
        else:
            lines[said.key] = row.line
            taken.append(said)
    columns = _told(table.columns, wording, code, heading)
    return StatementList(tuple(taken), tuple(refused), columns)


def why_not(said: StatementText) -> str:
    """Why this cannot be a statement, in a sentence; empty where it can."""
    if not said.wording:
        return "There is no statement in this line."
    if any(text.startswith(_A_FORMULA) for text in (said.code, said.heading, said.wording)):
        return "It begins like a formula of a spreadsheet."
    if len(said.wording) > rules.LONGEST_WORDING:
        return f"It is longer than {rules.LONGEST_WORDING} letters."
    if len(said.code) > rules.LONGEST_CODE or len(said.heading) > rules.LONGEST_HEADING:
        return "Its code or its heading is too long."
    # The code is left out of this: it is a reference, and says nothing of any pupil.
    if rules.rates(said.wording) or rules.rates(said.heading):
        return rules.RATING_REFUSED
    return ""


def list_frameworks(work: Workspace) -> tuple[FrameworkView, ...]:
    """All frameworks by name, retired ones last, each with all its statements."""
    with work.database.read() as session:
        rows = session.scalars(
            select(Framework)
            .order_by(Framework.retired, func.lower(Framework.name))
            .options(selectinload(Framework.statements))
        )
        return tuple(_view(row) for row in rows)


def bring_in(work: Workspace, name: str, coming: Sequence[StatementText]) -> Saved[int]:
    """Bring these statements into the framework of this name; the value is its number.

    A framework that is there is added to: nothing is removed. A statement of it that has the code
    of one that comes, and another wording, is retired; observations keep it.

    Raises:
        InvalidInput: no name, a name too long, or no statement.
    """
    tidy = _name(name)
    if not coming:
        raise InvalidInput((FieldProblem("statements", "There is no statement to bring in."),))
    with work.writing(Act.SCHOOL) as session:
        row = write(session, tidy, coming, work)
        number = row.id
    return Saved(number, _changes(number))


def write(
    session: Session, name: str, coming: Sequence[StatementText], work: Workspace
) -> Framework:
    """The same within a unit of work.

    Raises:
        AppError: one of them cannot be a statement, or there would be too many.
    """
    if wrong := next((why for each in coming if (why := why_not(each))), ""):
        raise AppError(f"One of the statements cannot come in. {wrong}", safe=_UNCHANGED)
    row = of_name(session, name)
    if row is None:
        row = Framework(name=name, brought_in_at=work.now())
        session.add(row)
    there = [each.said for each in row.statements if not each.retired]
    difference = compare(there, coming)
    superseded = {each.key for each in difference.superseded}
    again = {each.key: each for each in coming}
    for each in row.statements:
        if each.said.key in superseded:
            each.retired = True
        elif each.retired and (back := again.get(each.said.key)):
            each.retired, each.heading = False, back.heading
    there_now = {each.said.key for each in row.statements}
    if len(row.statements) + len(coming) > 2 * rules.MOST:
        raise AppError("This framework would hold too many statements.", safe=_UNCHANGED)
    end = max((each.position for each in row.statements), default=-1) + 1
    for position, said in enumerate((s for s in coming if s.key not in there_now), end):
        row.statements.append(
            FrameworkStatement(
                code=said.code, heading=said.heading, wording=said.wording, position=position
            )
        )
    row.retired = False
    session.flush()
    return row


def rename(work: Workspace, framework_id: int, name: str) -> Saved[str]:
    """Call a framework otherwise. The value is its name before.

    Raises:
        InvalidInput: no name, too long, or that of another framework.
    """
    tidy = _name(name)
    with work.writing(Act.SCHOOL) as session:
        row = _row(session, framework_id)
        same = of_name(session, tidy)
        if same is not None and same.id != framework_id:
            raise InvalidInput((FieldProblem("name", "Another framework has this name."),))
        before, row.name = row.name, tidy
    return Saved(before, _changes(framework_id))


def retire(work: Workspace, framework_id: int, *, retired: bool = True) -> Saved[None]:
    """Offer a framework's statements no longer, or again; observations keep theirs."""
    with work.writing(Act.SCHOOL) as session:
        _row(session, framework_id).retired = retired
    return Saved(None, _changes(framework_id))


def retire_statement(work: Workspace, statement_id: int, *, retired: bool = True) -> Saved[None]:
    """Offer one statement no longer, or again; observations keep it."""
    with work.writing(Act.SCHOOL) as session:
        row = session.get(FrameworkStatement, statement_id)
        if row is None:
            raise _gone()
        row.retired = retired
        number = row.framework_id
    return Saved(None, _changes(number))


def _changes(framework_id: int) -> Changes:
    return Changes.of(Kind.FRAMEWORK, framework_id)


def _column(columns: Sequence[str], names: Sequence[str]) -> int | None:
    """The column whose name is one of these, the likeliest first."""
    plain = [re.sub(r"[^a-z ]", "", each.casefold()).strip() for each in columns]
    for name in names:
        if name in plain:
            return plain.index(name)
    return None


def _cell(row: TableRow, column: int | None) -> str:
    return "" if column is None else row.cells[column].removeprefix("'").strip()


def _told(
    columns: Sequence[str], wording: int, code: int | None, heading: int | None
) -> tuple[str, ...]:
    """What is made of each column, in a sentence."""
    uses = {wording: "the statement", code: "its code", heading: "what it stands under"}
    told = []
    for place, name in enumerate(columns):
        called = f"“{shortened(name)}”" if name else "A column without a name"
        if place in uses:
            told.append(f"{called} is {uses[place]}.")
        elif _RATING_COLUMN.search(name):
            told.append(
                f"{called} is left out: the engagement model uses no levels and no scores (5.1)."
            )
        else:
            told.append(f"{called} is left out.")
    return tuple(told)


def shortened(text: str) -> str:
    """As much of a text as tells which it is."""
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _name(name: str) -> str:
    tidy = " ".join(name.split())
    if not tidy:
        raise InvalidInput((FieldProblem("name", "Please write what the framework is called."),))
    if len(tidy) > rules.LONGEST_NAME:
        raise InvalidInput((FieldProblem("name", "Please call it by fewer words."),))
    return tidy


def of_name(session: Session, name: str) -> Framework | None:
    """The framework of this name, however it is spelled."""
    found = session.scalars(select(Framework))
    return next((row for row in found if row.name.casefold() == name.casefold()), None)


def _row(session: Session, framework_id: int) -> Framework:
    row = session.get(Framework, framework_id)
    if row is None:
        raise _gone()
    return row


def _gone() -> AppError:
    return AppError("This is no longer there.", to_do="The page shows what is there now.")


def _view(row: Framework) -> FrameworkView:
    return FrameworkView(
        id=row.id,
        name=row.name,
        retired=row.retired,
        brought_in_on=row.brought_in_at.astimezone().date(),
        statements=tuple(
            StatementView(each.id, each.said, each.retired) for each in row.statements
        ),
    )
