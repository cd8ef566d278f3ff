"""Governors read of the school as a whole: nobody by name, and nothing of a few pupils."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from engagement_desktop.models.records import ModerationMeeting, Pupil
from engagement_desktop.models.small_groups import FEWEST
from engagement_desktop.models.states import Role
from engagement_desktop.services import audit_trail, governors, leaving
from engagement_desktop.services.access import NotAllowed
from engagement_desktop.services.audit_trail import TrailFilter
from engagement_desktop.services.governors import GovernorsForm, GovernorsView
from engagement_desktop.services.report_views import Preview
from engagement_desktop.services.workspace import Workspace
from tests.helpers.observed import Seen, at, observe
from tests.helpers.pdf import words_of
from tests.helpers.small_school import SmallSchool, small_school


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SmallSchool]:
    """Two pupils of the small school and as many more as make five; all but one were seen."""
    with small_school(tmp_path_factory.mktemp("governors")) as made:
        work = replace(made.work, role=Role.LEAD, clock=lambda: at(2026, 11, 22))
        with work.database.write() as session:
            more = [
                Pupil(
                    legal_first_name=name,
                    legal_last_name="Example",
                    preferred_name=name,
                    created_at=work.now(),
                    updated_at=work.now(),
                )
                for name in ("Cerys", "Dylan", "Elif")
            ]
            session.add_all(more)
            session.add(
                ModerationMeeting(
                    held_on=at(2026, 10, 6).date(), learnt="We wait longer, as with Cerys."
                )
            )
            session.flush()
            ids = (made.amara, made.bilal, *(row.id for row in more))
        for pupil_id in ids[1:]:
            observe(work, pupil_id, Seen(at(2026, 11, 4), shows="maintained", support=("gesture",)))
        observe(work, ids[1], Seen(at(2026, 11, 5), shows="decline_slowed", support=("gesture",)))
        yield replace(made, work=work)


def written(work: Workspace, form: GovernorsForm | None = None) -> Preview:
    view = governors.begin(work, governors.periods(work)[0]).value
    return governors.preview(work, GovernorsView(view.id, view.period, form or view.form))


def test_nothing_is_said_of_a_few_pupils_and_no_figure_of_how_they_get_on(
    school: SmallSchool,
) -> None:
    words = words_of(written(school.work).pdf)
    assert "Observations approved" not in words  # of four pupils
    assert "maintained" not in words
    assert f"fewer than {FEWEST} pupils" in words

    new = observe(
        school.work, school.amara, Seen(at(2026, 11, 6), shows="maintained", support=("gesture",))
    )
    words = words_of(written(school.work).pdf)
    assert "Observations approved 6" in words
    assert "maintained" in words
    assert "gesture" in words
    assert "decline slowed" not in words  # of one pupil
    with school.work.database.write() as session:
        session.connection().exec_driver_sql(f"DELETE FROM observation WHERE id = {new[0][0]}")


def test_no_pupil_is_named_whoever_wrote_it(school: SmallSchool) -> None:
    form = GovernorsForm("Bilal reached for the drum.", "Switches for Amara’s class.")
    made = written(school.work, form)
    words = words_of(made.pdf)
    assert "A pupil reached for the drum." in words
    assert "We wait longer, as with a pupil." in words
    for name in ("Amara", "Bilal", "Cerys", "Example"):
        assert name not in words
    (warning,) = made.warnings
    assert warning.endswith("Amara Example, Bilal Example, Cerys Example.")
    assert written(school.work, form).pdf == made.pdf


def test_what_is_typed_is_kept_for_its_period_and_leaving_is_entered(
    school: SmallSchool, tmp_path: Path
) -> None:
    work = school.work
    this, before, *_ = governors.periods(work)
    view = governors.begin(work, this).value
    governors.save(work, view.id, GovernorsForm(provision="Two more switches."))
    assert governors.begin(work, this).value.form.provision == "Two more switches."
    assert governors.begin(work, before).value.form == GovernorsForm()
    made = written(work)
    leaving.save(work, made.pdf, made.leaving, tmp_path / "governors.pdf")
    latest = audit_trail.look_through(work, TrailFilter()).lines[0]
    assert latest.what == f"Report for governors {view.id} taken out of the file"


def test_only_a_lead_reports_to_governors(school: SmallSchool) -> None:
    teacher = replace(school.work, role=Role.TEACHER)
    with pytest.raises(NotAllowed):
        governors.begin(teacher, governors.periods(teacher)[0])
