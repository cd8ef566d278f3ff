"""Judgements rest on approved observations of the pupil, and keep what they said before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from engagement_desktop.errors import AppError, InvalidInput
from engagement_desktop.models.areas import Area
from engagement_desktop.models.records import Observation, Term
from engagement_desktop.models.states import ObservationStatus
from engagement_desktop.services import judgements
from engagement_desktop.services.context_coverage import Where
from engagement_desktop.services.judgements import JudgementForm
from engagement_desktop.storage import search
from tests.helpers.observed import Seen, at, observe
from tests.helpers.small_school import SmallSchool, small_school

SUMMER, AUTUMN = (date(2026, 4, 20), date(2026, 7, 20)), (date(2026, 9, 1), date(2026, 12, 18))
SAID = JudgementForm("how_established.developing", None, "She looks before it lights.")


@pytest.fixture
def school(tmp_path: Path) -> Iterator[SmallSchool]:
    with small_school(tmp_path) as made:
        with made.work.database.write() as session:
            session.add(Term(name="Summer term 2026", first_day=SUMMER[0], last_day=SUMMER[1]))
            session.add(Term(name="Autumn term 2026", first_day=AUTUMN[0], last_day=AUTUMN[1]))
        yield replace(made, work=on(made, datetime(2026, 11, 20, 10, tzinfo=UTC)))


def on(school: SmallSchool, moment: datetime):
    return replace(school.work, clock=lambda: moment)


def term_ids(school: SmallSchool) -> dict[str, int]:
    with school.work.database.read() as session:
        return dict(session.execute(select(Term.name, Term.id)).all())


def anticipation(school: SmallSchool, term_id: int | None = None) -> judgements.AreaInTerm:
    page = judgements.term_judgements(school.work, school.amara, term_id)
    return next(area for area in page.areas if area.area is Area.ANTICIPATION)


def test_the_term_of_today_is_shown_with_what_was_seen_in_it(school: SmallSchool) -> None:
    observe(
        school.work,
        school.amara,
        Seen(at(2026, 5, 4), place="Hall"),
        Seen(at(2026, 11, 4), place="Sensory room"),
    )
    page = judgements.term_judgements(school.work, school.amara)
    assert page.term is not None
    assert page.term.name == "Autumn term 2026"
    seen = anticipation(school)
    assert [response.place for response in seen.responses] == ["Sensory room"]
    places = next(line for line in seen.contexts if line.where is Where.PLACE)
    assert places.seen == ("Sensory room",)
    assert places.not_yet == ("Hall",)


def test_earlier_terms_stand_beside_the_new_judgement(school: SmallSchool) -> None:
    terms = term_ids(school)
    [(then, _), (now, _)] = observe(
        school.work, school.amara, Seen(at(2026, 5, 4)), Seen(at(2026, 11, 4))
    )
    for name, number, words in (
        ("Summer term 2026", then, "She stilled."),
        ("Autumn term 2026", now, "She looks."),
    ):
        form = replace(SAID, words=words, observation_ids=(number,))
        judgements.save_judgement(school.work, school.amara, Area.ANTICIPATION, terms[name], form)
    shown = anticipation(school)
    assert shown.judgement is not None
    assert shown.judgement.form.words == "She looks."
    assert [response.observation_id for response in shown.judgement.rests_on] == [now]
    assert [before.form.words for before in shown.before] == ["She stilled."]
    assert anticipation(school, terms["Summer term 2026"]).before == ()


def test_a_judgement_resting_on_nothing_is_asked_back(school: SmallSchool) -> None:
    term = term_ids(school)["Autumn term 2026"]
    with pytest.raises(InvalidInput) as refused:
        judgements.save_judgement(school.work, school.amara, Area.ANTICIPATION, term, SAID)
    assert [problem.field for problem in refused.value.problems] == ["observation_ids"]
    not_seen = JudgementForm("how_established.not_seen", None, "Not met this term.")
    judgements.save_judgement(school.work, school.amara, Area.ANTICIPATION, term, not_seen)


def test_another_pupils_or_an_unapproved_observation_is_no_ground(school: SmallSchool) -> None:
    term = term_ids(school)["Autumn term 2026"]
    [(other, _)] = observe(school.work, school.bilal, Seen(at(2026, 11, 4)))
    [(draft, _)] = observe(school.work, school.amara, Seen(at(2026, 11, 5)))
    with school.work.database.write() as session:
        session.get_one(Observation, draft).status = ObservationStatus.DRAFT
    for number in (other, draft):
        with pytest.raises(AppError):
            judgements.save_judgement(
                school.work,
                school.amara,
                Area.ANTICIPATION,
                term,
                replace(SAID, observation_ids=(number,)),
            )
    assert anticipation(school).judgement is None


def test_what_was_said_on_another_day_is_kept(school: SmallSchool) -> None:
    term = term_ids(school)["Autumn term 2026"]
    [(seen, _)] = observe(school.work, school.amara, Seen(at(2026, 11, 4)))
    form = replace(SAID, observation_ids=(seen,))
    later = on(school, datetime(2026, 12, 1, 10, tzinfo=UTC))

    def save(work, words: str) -> None:
        judgements.save_judgement(
            work, school.amara, Area.ANTICIPATION, term, replace(form, words=words)
        )

    save(school.work, "First.")
    save(school.work, "First, better said.")
    save(later, "Second.")
    shown = anticipation(school).judgement
    assert shown is not None
    assert shown.form.words == "Second."
    assert [was.words for was in shown.earlier] == ["First, better said."]
    assert shown.earlier[0].made_by == "Jo Field"


def test_a_judgement_is_found_by_its_words(school: SmallSchool) -> None:
    term = term_ids(school)["Autumn term 2026"]
    [(seen, _)] = observe(school.work, school.amara, Seen(at(2026, 11, 4)))
    form = replace(SAID, observation_ids=(seen,), not_yet_seen="in the minibus")
    judgements.save_judgement(school.work, school.amara, Area.ANTICIPATION, term, form)
    with school.work.database.read() as session:
        assert [hit.kind for hit in search.find(session, "minibus")] == ["judgement"]
