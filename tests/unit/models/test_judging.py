"""What a judgement rests on, the term a day falls in, and when earlier words are kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from engagement_desktop.models import judging

DAYS = st.dates(date(2015, 1, 1), date(2035, 12, 31))


@dataclass(frozen=True)
class Term:
    first_day: date
    last_day: date


TERMS = st.lists(st.builds(lambda first: Term(first, first + timedelta(days=90)), DAYS))


@given(TERMS, DAYS)
def test_a_day_belongs_to_the_term_begun_last(terms: list[Term], day: date) -> None:
    found = judging.term_at(terms, day)
    if not terms:
        assert found is None
        return
    assert found in terms
    begun = [term.first_day for term in terms if term.first_day <= day]
    assert found.first_day == (max(begun) if begun else min(t.first_day for t in terms))


@given(
    st.text(), st.sampled_from(["how_established.emerging", judging.NOT_SEEN]), st.integers(0, 9)
)
def test_only_what_was_not_seen_may_rest_on_nothing(words: str, how: str, count: int) -> None:
    fields = {problem.field for problem in judging.problems(words, how, count)}
    assert ("observation_ids" in fields) == (count == 0 and how != judging.NOT_SEEN)
    assert ("words" in fields) == (not words.strip())


@given(DAYS, DAYS, st.integers(1, 3), st.integers(1, 3))
def test_nobody_overwrites_what_another_person_or_another_day_said(
    made_on: date, today: date, made_by: int, by: int
) -> None:
    kept = judging.keeps_earlier(made_on, made_by, today, by, says_otherwise=True)
    assert kept == (made_on != today or made_by != by)
    assert not judging.keeps_earlier(made_on, made_by, today, by, says_otherwise=False)
