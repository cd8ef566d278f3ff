"""The list for the school office, from a real encrypted file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pypdf
import pytest

from engagement_desktop.errors import AppError
from engagement_desktop.models.em_codes import em_rule
from engagement_desktop.models.records import Pupil
from engagement_desktop.models.states import Role
from engagement_desktop.models.upn import check_letter
from engagement_desktop.services import em_list
from tests.helpers.small_school import SmallSchool, small_school

GOOD = "B801200005001"


@pytest.fixture
def school(tmp_path: Path) -> Iterator[SmallSchool]:
    with small_school(tmp_path) as made:
        at_noon = datetime(2027, 5, 1, 12, tzinfo=UTC)
        yield replace(made, work=replace(made.work, clock=lambda: at_noon))


def put(school: SmallSchool, pupil_id: int, year: int | None, number: str) -> None:
    with school.work.database.write() as session:
        row = session.get_one(Pupil, pupil_id)
        row.actual_year, row.upn = year, number


def test_those_who_end_key_stage_2_are_listed_with_their_codes(school: SmallSchool) -> None:
    put(school, school.amara, 6, GOOD)
    put(school, school.bilal, 2, "")
    found = em_list.em_list(school.work)

    (line,) = found.lines
    assert (line.name, line.year, line.upn, line.problem) == ("Example, Amara", "Year 6", GOOD, "")
    assert dict(zip(found.subjects, line.codes, strict=True)) == {
        "Reading": "EM",
        "Writing": "EM",
        "Mathematics": "EM",
        "Science": "HNM",
    }
    with_key_stage_1 = em_list.em_list(school.work, key_stage_1=True)
    assert [line.name for line in with_key_stage_1.lines] == ["Example, Amara", "Example, Bilal"]
    assert with_key_stage_1.lines[1].problem == "There is no UPN."


@pytest.mark.parametrize(
    ("number", "problem"),
    [
        ("A801200005001", "would be B"),
        ("B8012", "letter and twelve"),
        ("C82012000500A", "temporary"),
        ("", "no UPN"),
    ],
)
def test_a_upn_that_needs_a_second_look_is_pointed_out(
    school: SmallSchool, number: str, problem: str
) -> None:
    if problem == "temporary":
        number = check_letter(number[1:]) + number[1:]
    put(school, school.amara, 6, number)
    assert problem in em_list.em_list(school.work).lines[0].problem


def test_two_pupils_with_one_upn_are_both_pointed_out(school: SmallSchool) -> None:
    put(school, school.amara, 6, GOOD)
    put(school, school.bilal, 6, f" {GOOD.lower()}")
    assert {line.problem for line in em_list.em_list(school.work).lines} == {
        "Another pupil has the same UPN."
    }


def test_a_pupil_without_a_year_is_not_forgotten(school: SmallSchool) -> None:
    put(school, school.amara, None, GOOD)
    put(school, school.bilal, 4, "")
    assert "One pupil has no year in the record" in em_list.em_list(school.work).notes[0]


def test_the_list_is_printed_and_opened_in_a_spreadsheet_without_formulas(
    school: SmallSchool,
) -> None:
    put(school, school.amara, 6, GOOD)
    with school.work.database.write() as session:
        session.get_one(Pupil, school.amara).legal_last_name = "=cmd()"
    found = em_list.em_list(school.work)
    rows = list(csv.reader(io.StringIO(em_list.as_table(found).decode("utf-8-sig"))))
    assert rows[0] == ["Pupil", "Year", "UPN", "Reading", "Writing", "Mathematics", "Science",
                       "To check"]  # fmt: skip
    assert rows[1] == ["'=cmd(), Amara", "Year 6", GOOD, "EM", "EM", "EM", "HNM", ""]

    pages = pypdf.PdfReader(io.BytesIO(em_list.as_pdf(school.work, found))).pages
    words = " ".join(pages[0].extract_text().split())
    for part in (
        "EM list 2026–27",
        "Pupils to report as assessed with the engagement model",
        GOOD,
        "HNM",
        "F (will take it in future)",
    ):
        assert part in words


def test_a_number_that_is_no_upn_is_printed_all_the_same(school: SmallSchool) -> None:
    put(school, school.amara, 6, "B8012" * 60)
    pdf = em_list.as_pdf(school.work, em_list.em_list(school.work))
    text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)
    assert "B8012" * 60 in "".join(text.split())


def test_a_moderator_does_not_make_the_list(school: SmallSchool) -> None:
    with pytest.raises(AppError):
        em_list.em_list(replace(school.work, role=Role.MODERATOR))


def test_a_rule_holds_until_a_later_one() -> None:
    assert em_rule(2022) is None
    rule = em_rule(2030)
    assert rule is not None
    assert rule.years(encouraged=False) == (6,)
    assert rule.years(encouraged=True) == (6, 2)
