"""Whose time is over: shown for a person to look at, never on hold, by the school's own rule."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from engagement_desktop.errors import InvalidInput
from engagement_desktop.models.records import Pupil
from engagement_desktop.models.retention import SHIPPED, CountedFrom, Held, Rule
from engagement_desktop.models.states import Role
from engagement_desktop.progress import SilentProgress
from engagement_desktop.services import evidence, keeping
from engagement_desktop.services.access import NotAllowed
from engagement_desktop.services.workspace import Workspace
from tests.helpers.reports import photo
from tests.helpers.small_school import SmallSchool, small_school

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture
def school(tmp_path: Path) -> Iterator[SmallSchool]:
    with small_school(tmp_path) as made:
        yield replace(made, work=replace(made.work, role=Role.LEAD, clock=lambda: NOW))


def dates(work: Workspace, pupil_id: int, born: date, left: date | None) -> None:
    """As they stand once the years have passed: the form takes no pupil of that age."""
    with work.database.write() as session:
        pupil = session.get_one(Pupil, pupil_id)
        pupil.born_on, pupil.left_on = born, left


def test_a_pupil_is_due_31_years_after_birth_and_only_once_gone(school: SmallSchool) -> None:
    dates(school.work, school.amara, date(1995, 11, 20), date(2014, 7, 20))
    dates(school.work, school.bilal, date(1995, 11, 20), None)
    (line,) = keeping.due(school.work)
    assert (line.name, line.until, line.clips) == ("Amara", date(2026, 11, 20), 0)
    dates(school.work, school.amara, date(1995, 11, 21), date(2014, 7, 20))
    assert keeping.due(school.work) == ()


def test_a_hold_keeps_a_pupil_off_the_list(school: SmallSchool) -> None:
    dates(school.work, school.amara, date(1990, 1, 1), date(2009, 7, 20))
    hold = keeping.place_hold(school.work, school.amara, "an inquiry").value
    assert keeping.due(school.work) == ()
    assert [line.reason for line in keeping.holds(school.work)] == ["an inquiry"]
    keeping.lift_hold(school.work, hold)
    assert keeping.holds(school.work) == ()
    assert len(keeping.due(school.work)) == 1


def test_clips_may_have_a_shorter_rule_of_the_schools_own(school: SmallSchool) -> None:
    dates(school.work, school.amara, date(2008, 1, 1), date(2026, 7, 20))
    added = evidence.attach(
        school.work, school.amara, None, photo(), "drum.jpg", SilentProgress()
    ).value.evidence
    evidence.describe(
        school.work, added.id, caption="", taken_at=datetime(2024, 11, 20, 12, tzinfo=UTC)
    )
    assert keeping.rules(school.work) == SHIPPED
    assert keeping.due(school.work) == ()
    keeping.set_rule(school.work, Held.CLIPS, Rule(2, CountedFrom.TAKEN))
    assert keeping.rules(school.work)[Held.CLIPS] == Rule(2, CountedFrom.TAKEN)
    (line,) = keeping.due(school.work)
    assert (line.until, line.clips) == (None, 1)


def test_a_rule_or_hold_that_makes_no_sense_is_refused(school: SmallSchool) -> None:
    with pytest.raises(InvalidInput, match="between 1 and 100"):
        keeping.set_rule(school.work, Held.FILE, Rule(0, CountedFrom.BIRTH))
    with pytest.raises(InvalidInput, match="why"):
        keeping.place_hold(school.work, school.amara, "  ")


def test_a_teacher_neither_looks_nor_decides(school: SmallSchool) -> None:
    teacher = replace(school.work, role=Role.TEACHER)
    for refused in (
        lambda: keeping.due(teacher),
        lambda: keeping.holds(teacher),
        lambda: keeping.place_hold(teacher, school.amara, "an inquiry"),
        lambda: keeping.set_rule(teacher, Held.FILE, SHIPPED[Held.FILE]),
    ):
        with pytest.raises(NotAllowed):
            refused()
