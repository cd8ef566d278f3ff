"""The school's terms: changed without losing what rests on them, never one inside another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from engagement_desktop.errors import AppError, InvalidInput
from engagement_desktop.models.areas import Area
from engagement_desktop.models.states import Role
from engagement_desktop.models.terms import TermForm
from engagement_desktop.services import form_drafts, judgements, terms
from engagement_desktop.services.access import NotAllowed
from engagement_desktop.services.form_drafts import FormKind, FormPlace
from engagement_desktop.services.judgements import JudgementForm
from tests.helpers.observed import Seen, at, observe
from tests.helpers.small_school import SmallSchool, small_school

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
AUTUMN = TermForm("Autumn term 2026", date(2026, 9, 3), date(2026, 12, 18))


@pytest.fixture
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SmallSchool]:
    with small_school(tmp_path_factory.mktemp("terms")) as made:
        work = replace(made.work, role=Role.LEAD, clock=lambda: NOW)
        terms.save_term(work, None, AUTUMN)
        yield replace(made, work=work)


def test_a_year_more_has_the_usual_terms_and_each_can_be_changed(school: SmallSchool) -> None:
    work = school.work
    assert terms.next_year((), date(2026, 11, 22)) == "2026–27"
    assert terms.add_year(work).value == "2027–28"
    later, now = terms.list_years(work)
    assert (later.label, now.label) == ("2027–28", "2026–27")
    assert [term.name for term in later.terms] == [
        "Autumn term 2027",
        "Spring term 2028",
        "Summer term 2028",
    ]
    autumn = later.terms[0]
    terms.save_term(work, autumn.id, replace(autumn.form, name=" Michaelmas  term "))
    assert terms.list_years(work)[0].terms[0].name == "Michaelmas term"
    assert terms.add_year(work).value == "2028–29"


def test_what_was_judged_stays_when_the_days_move_and_keeps_its_term(school: SmallSchool) -> None:
    work = school.work
    ((seen, _),) = observe(work, school.amara, Seen(at(2026, 12, 1)))
    (autumn,) = terms.list_years(work)[0].terms
    said = JudgementForm("how_established.emerging", None, "She looks for it.", "", (seen,))
    judgements.save_judgement(work, school.amara, Area.ANTICIPATION, autumn.id, said)
    terms.save_term(work, autumn.id, TermForm("Autumn", date(2026, 9, 3), date(2026, 11, 20)))
    (judged,) = judgements.list_judgements(work, school.amara)
    assert judged.form == said
    assert (judged.term.name, judged.term.last_day) == ("Autumn", date(2026, 11, 20))
    assert [each.observation_id for each in judged.rests_on] == [seen]
    assert terms.list_years(work)[0].terms[0].judgements == 1
    with pytest.raises(AppError, match="cannot be taken out"):
        terms.remove_term(work, autumn.id)


def test_a_term_is_taken_out_only_where_nobody_is_writing_in_it(school: SmallSchool) -> None:
    work = school.work
    (autumn,) = terms.list_years(work)[0].terms
    place = FormPlace(FormKind.JUDGEMENT, school.amara, f"anticipation {autumn.id}")
    form_drafts.keep(work, place, JudgementForm(None, None, "She", "", ()))
    with pytest.raises(AppError, match="cannot be taken out"):
        terms.remove_term(work, autumn.id)
    form_drafts.let_go(work, place)
    was = terms.remove_term(work, autumn.id).value
    assert was == AUTUMN
    assert terms.list_years(work) == ()


def test_a_term_inside_another_is_refused(school: SmallSchool) -> None:
    with pytest.raises(InvalidInput, match="“Autumn term 2026” has some of these days already"):
        terms.save_term(school.work, None, replace(AUTUMN, name="Winter"))


def test_only_who_may_change_the_school_changes_its_terms(school: SmallSchool) -> None:
    teacher = replace(school.work, role=Role.TEACHER)
    with pytest.raises(NotAllowed):
        terms.add_year(teacher)
    with pytest.raises(NotAllowed):
        terms.save_term(teacher, None, TermForm("Spring", date(2027, 1, 4), date(2027, 3, 26)))
