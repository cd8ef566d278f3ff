"""Statements of other frameworks: read with care, tagged on observations, and never lost there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from engagement_desktop.errors import AppError, InvalidInput
from engagement_desktop.models.statements import MOST, RATING_REFUSED, StatementText
from engagement_desktop.models.states import ReportKind, Role
from engagement_desktop.services import (
    frameworks,
    observation_corrections,
    observation_memory,
    observations,
    offered_evidence,
    reporting,
)
from engagement_desktop.services.access import NotAllowed
from engagement_desktop.services.csv_tables import LARGEST, NoTable
from engagement_desktop.services.response_card import response_card
from engagement_desktop.storage import search
from tests.helpers.observed import Seen, at, observe
from tests.helpers.small_school import SmallSchool, small_school

STEPS = (
    "Ref,Heading,Statement,Level\r\n"
    "RfL 1,Contact,Turns to a voice,P4\r\n"
    'RfL 2,Contact,"Looks, then reaches — “more”",P5\r\n'
)


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SmallSchool]:
    with small_school(tmp_path_factory.mktemp("frameworks")) as made:
        yield replace(made, work=replace(made.work, role=Role.LEAD))


def wordings(content: bytes) -> list[str]:
    return [each.wording for each in frameworks.read_list(content).statements]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_list_of_any_spreadsheet_is_read(encoding: str, delimiter: str) -> None:
    lines = [["Ref", "Heading", "Statement"], ["RfL 1", "Contact", "“Yes” – a look; or, a reach"]]
    text = "\n".join(delimiter.join(f'"{cell}"' for cell in line) for line in lines)
    (said,) = frameworks.read_list(text.encode(encoding)).statements
    assert said == StatementText("RfL 1", "Contact", "“Yes” – a look; or, a reach")


def test_a_title_above_the_names_of_the_columns_is_left_out() -> None:
    content = "Routes, for all;\n\nCode;Heading;Statement\n1;Contact;Turns, and waits\n"
    found = frameworks.read_list(content.encode())
    assert found.statements == (StatementText("1", "Contact", "Turns, and waits"),)
    assert found.refused == ()


@pytest.mark.parametrize(
    "content",
    [
        "Statement\nTurns, and waits\n",
        "Code;Statement\n1;Turns, and waits\n",
        'Statement,Notes\n"Turns, and waits",x\n',
    ],
)
def test_a_comma_never_cuts_a_statement(content: str) -> None:
    assert wordings(content.encode()) == ["Turns, and waits"]


def test_a_line_that_would_be_cut_is_refused() -> None:
    found = frameworks.read_list(b"Code,Statement\n1,Turns, and waits\n2,Stills\n")
    assert [each.wording for each in found.statements] == ["Stills"]
    assert "more cells than the table has columns" in found.refused[0].why


def test_levels_do_not_come_in_and_what_becomes_of_each_column_is_said() -> None:
    found = frameworks.read_list(STEPS.encode())
    assert [each.title for each in found.statements] == [
        "RfL 1 Turns to a voice",
        "RfL 2 Looks, then reaches — “more”",
    ]
    assert "“Level” is left out: the engagement model uses no levels" in found.columns[3]
    assert found.columns[:3] == (
        "“Ref” is its code.",
        "“Heading” is what it stands under.",
        "“Statement” is the statement.",
    )


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b" \r\n \n", "empty"),
        (b"PK\x03\x04\x14\x00", "workbook"),
        ("Statement\nTurns".encode("utf-16"), "no text"),
        (b"Statement\n\x81\x8d", "no text"),
        (b"Statement\n" + b"x" * LARGEST, "too large"),
        (b'Statement\n"Turns to', "line 2"),
        (b"Statement\n" + b"y" * 200_000, "line 2"),
        (b"Name,Score\nAmara,7", "“Statement”"),
        (b"Statement\n" + b"Turns\n" * (MOST + 1), "more than"),
    ],
)
def test_what_is_no_list_is_refused_in_words(content: bytes, said: str) -> None:
    with pytest.raises(NoTable, match=said) as refused:
        frameworks.read_list(content)
    assert "Nothing was changed" in str(refused.value)


def test_each_refused_line_is_named_with_its_reason() -> None:
    content = (
        "Code;Statement\n"
        '1;=HYPERLINK("x")\n'
        "2;Turns to a voice\n"
        "2;turns to a VOICE\n"
        "3;\n"
        "4;Turns in 80 % of trials\n"
        f"5;{'long ' * 200}\n"
        "6;<b>Turns</b>\u202e\n"
    )
    found = frameworks.read_list(content.encode())
    assert wordings(content.encode()) == ["Turns to a voice", "<b>Turns</b>"]
    assert [each.line for each in found.refused] == [2, 4, 5, 6, 7]
    formula, twice, nothing, rated, long = [each.why for each in found.refused]
    assert "formula" in formula
    assert twice == "It stands in line 3 already."
    assert "no statement" in nothing
    assert rated == RATING_REFUSED
    assert "longer than" in long


def test_a_tag_stays_with_its_observation_whatever_becomes_of_the_list(
    school: SmallSchool,
) -> None:
    work = school.work
    number = frameworks.bring_in(
        work, "Routes", frameworks.read_list(STEPS.encode()).statements
    ).value
    first, second = one(school, number).statements
    begun = observations.new_observation(work, school.amara).value
    form = replace(begun.form, narrative="She turned.", statement_ids=(first.id, first.id, 9999))
    observations.autosave(work, begun.id, form)
    again = "Code,Statement\nRfL 1,Finds a voice in the room\n"
    frameworks.bring_in(work, " routes ", frameworks.read_list(again.encode()).statements)
    frameworks.retire(work, number)
    assert not [
        each
        for each in observation_memory.editor_choices(work, school.amara).statements
        if each.offered and each.framework == "Routes"
    ]
    kept = observations.observation(work, begun.id)
    assert kept.form.statement_ids == (first.id,)
    observations.approve(work, begun.id)
    observation_corrections.correct(work, begun.id)
    said = observation_corrections.history(work, begun.id)
    assert said.earlier[0].said.statements == ("RfL 1 Turns to a voice",)
    with work.database.read() as session:
        (hit,) = search.find(session, "rfl turns voice")
    assert (hit.record_id, hit.pupil_id) == (begun.id, school.amara)
    now = one(school, number)
    assert now.retired
    assert [(each.said.title, each.retired) for each in now.statements] == [
        ("RfL 1 Turns to a voice", True),
        (second.said.title, False),
        ("RfL 1 Finds a voice in the room", False),
    ]


def test_the_card_of_a_response_and_the_evidence_name_the_statements(
    school: SmallSchool,
) -> None:
    work = school.work
    number = frameworks.bring_in(work, "Own steps", [StatementText("", "", "Turns away")]).value
    (statement,) = one(school, number).statements
    ((observation_id, response_id),) = observe(work, school.bilal, Seen(at(2026, 9, 1)))
    observation_corrections.correct(work, observation_id)
    form = observations.observation(work, observation_id).form
    observations.autosave(work, observation_id, replace(form, statement_ids=(statement.id,)))
    assert response_card(work, response_id).statements == ("Turns away",)
    observations.approve(work, observation_id)
    review = reporting.begin(work, school.bilal, ReportKind.EHC_REVIEW, "2026-11-20").value
    (item,) = offered_evidence.evidence_for(work, review).items
    assert item.statements == ("Own steps: Turns away",)


def test_a_statement_and_a_framework_are_retired_and_offered_again(school: SmallSchool) -> None:
    work = school.work
    number = frameworks.bring_in(work, "Songs", [StatementText("", "", "Hums")]).value
    (statement,) = one(school, number).statements
    frameworks.retire_statement(work, statement.id)
    assert one(school, number).said == ()
    frameworks.bring_in(work, "Songs", [StatementText("", "Voice", "hums")])
    assert one(school, number).said == (StatementText("", "Voice", "Hums"),)
    assert frameworks.rename(work, number, "Our songs").value == "Songs"
    frameworks.bring_in(work, "Rhymes", [StatementText("", "", "Hums")])
    with pytest.raises(InvalidInput, match="Another framework"):
        frameworks.rename(work, number, "rHYMES")


@pytest.mark.parametrize("name", ["", "  ", "word " * 30])
def test_a_framework_needs_a_name(school: SmallSchool, name: str) -> None:
    with pytest.raises(InvalidInput):
        frameworks.bring_in(school.work, name, [StatementText("", "", "Hums")])


def test_nothing_comes_in_by_the_back_door(school: SmallSchool) -> None:
    with pytest.raises(AppError, match="Nothing was changed"):
        frameworks.bring_in(school.work, "Bad", [StatementText("", "", "Level 4 humming")])
    teacher = replace(school.work, role=Role.TEACHER)
    with pytest.raises(NotAllowed):
        frameworks.bring_in(teacher, "Bad", [StatementText("", "", "Hums")])
    assert "Bad" not in [each.name for each in frameworks.list_frameworks(school.work)]


def one(school: SmallSchool, number: int) -> frameworks.FrameworkView:
    found = frameworks.list_frameworks(school.work)
    return next(each for each in found if each.id == number)
