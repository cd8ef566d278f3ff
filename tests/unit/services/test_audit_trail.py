"""Looking through who did what: in words, by filter, a page at a time, and as a safe table."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from engagement_desktop.models.retention import CountedFrom, Held, Rule
from engagement_desktop.models.roles import Act
from engagement_desktop.models.states import PermissionUse, Role
from engagement_desktop.services import (
    audit_trail,
    csv_cells,
    keeping,
    observations,
    permissions,
    pupils,
)
from engagement_desktop.services.access import NotAllowed
from engagement_desktop.services.audit_trail import TrailFilter
from engagement_desktop.services.permissions import PermissionForm
from engagement_desktop.services.workspace import Workspace
from tests.helpers.small_school import SmallSchool, small_school

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


@dataclass
class Clock:
    now: datetime = NOON

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def school(tmp_path: Path, clock: Clock) -> Iterator[SmallSchool]:
    with small_school(tmp_path) as made:
        yield replace(made, work=replace(made.work, clock=clock))


@pytest.fixture
def lead(school: SmallSchool) -> Workspace:
    return replace(school.work, role=Role.LEAD)


def test_saves_in_a_row_are_one_line_with_the_pupils_name(
    school: SmallSchool, lead: Workspace, clock: Clock
) -> None:
    view = observations.new_observation(school.as_assistant, school.amara).value
    for minute in range(1, 4):
        clock.now = NOON + timedelta(minutes=minute)
        form = replace(view.form, activity=f"drum {minute}")
        observations.autosave(school.as_assistant, view.id, form)
    changed, added = audit_trail.look_through(lead, TrailFilter()).lines
    assert (changed.who, changed.what) == ("Sam Reed", f"Observation {view.id} (Amara) changed")
    assert (changed.times, changed.last_at - changed.first_at) == (3, timedelta(minutes=2))
    assert (added.what, added.times) == (f"Observation {view.id} (Amara) added", 1)


def test_each_kind_of_record_is_told_in_words(school: SmallSchool, lead: Workspace) -> None:
    profile = pupils.profile(school.work, school.amara)
    pupils.save_pupil(school.work, school.amara, replace(profile.form, mobility="walks"))
    hold = keeping.place_hold(lead, school.bilal, "an inquiry").value
    keeping.set_rule(lead, Held.CLIPS, Rule(2, CountedFrom.TAKEN))
    lead.took_out(Act.EXPORT, "evidence", [1, 2, 3, 9])
    told = [line.what for line in audit_trail.look_through(lead, TrailFilter()).lines]
    assert told == [
        "Evidence 1–3, 9 taken out of the file",
        "Retention rule added",
        f"Hold {hold} (Bilal) added",
        f"Pupil {school.amara} (Amara) changed",
    ]


def test_filters_by_person_act_and_day(school: SmallSchool, lead: Workspace, clock: Clock) -> None:
    observations.new_observation(school.as_assistant, school.bilal)
    clock.now = NOON + timedelta(days=1)
    permissions.add(school.work, school.amara, PermissionForm(PermissionUse.FAMILY, "her mother"))

    def found(wanted: TrailFilter) -> list[str]:
        return [line.who for line in audit_trail.look_through(lead, wanted).lines]

    assert found(TrailFilter()) == ["Jo Field", "Sam Reed"]
    assert found(TrailFilter(staff_id=school.assistant)) == ["Sam Reed"]
    assert found(TrailFilter(act=Act.PERMIT)) == ["Jo Field"]
    assert found(TrailFilter(from_on=date(2026, 11, 22))) == ["Jo Field"]
    assert found(TrailFilter(until_on=date(2026, 11, 21))) == ["Sam Reed"]
    assert found(TrailFilter(staff_id=0)) == []


def test_earlier_lines_follow_a_page_at_a_time(
    school: SmallSchool, lead: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audit_trail, "AT_ONCE", 2)
    for _ in range(5):
        observations.new_observation(school.work, school.amara)
    numbers: list[int] = []
    before: int | None = None
    while True:
        trail = audit_trail.look_through(lead, TrailFilter(), before)
        numbers += [line.number for line in trail.lines]
        before = trail.before
        if before is None:
            break
    assert numbers == [5, 4, 3, 2, 1]


@pytest.mark.parametrize("role", [Role.OBSERVER, Role.TEACHER, Role.MODERATOR])
def test_only_a_lead_looks_through_it(school: SmallSchool, role: Role, tmp_path: Path) -> None:
    work = replace(school.work, role=role)
    with pytest.raises(NotAllowed):
        audit_trail.look_through(work, TrailFilter())
    with pytest.raises(NotAllowed):
        audit_trail.export(work, TrailFilter(), tmp_path / "a.csv")
    assert not (tmp_path / "a.csv").exists()


def test_the_table_holds_every_entry_and_its_taking_is_entered(
    school: SmallSchool, lead: Workspace, tmp_path: Path
) -> None:
    for _ in range(3):
        observations.new_observation(school.work, school.amara)
    to = tmp_path / "who.csv"
    assert audit_trail.export(lead, TrailFilter(), to) == 3
    rows = list(csv.reader(io.StringIO(to.read_text(encoding="utf-8-sig"))))
    assert rows[0] == ["Entry", "Day", "Time", "Who", "What"]
    assert [row[0] for row in rows[1:]] == ["1", "2", "3"]
    newest = audit_trail.look_through(lead, TrailFilter()).lines[0]
    assert newest.what == "List of who did what, entries 1–3 taken out of the file"


@pytest.mark.parametrize(
    "text", ["=1+1", "+44", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "\n=1", "＝1"]
)
def test_no_cell_is_a_formula(text: str) -> None:
    (row,) = csv.reader(
        io.StringIO(csv_cells.as_csv([["safe", text]]).decode("utf-8-sig"), newline="")
    )
    assert row == ["safe", f"'{text}"]


def test_plain_words_and_quotes_stay_as_they_are() -> None:
    rows = [["Zoë said “yes”", 'a "b", c\nd', ""]]
    assert (
        list(csv.reader(io.StringIO(csv_cells.as_csv(rows).decode("utf-8-sig"), newline="")))
        == rows
    )
