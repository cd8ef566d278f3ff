"""Terms: one after the other, each with a name of its own."""

from __future__ import annotations

from datetime import date

import pytest

from engagement_desktop.models.terms import TermForm, problems

AUTUMN = TermForm("Autumn term 2026", date(2026, 9, 3), date(2026, 12, 18))


@pytest.mark.parametrize(
    ("form", "field", "said"),
    [
        (TermForm("", date(2027, 1, 4), date(2027, 3, 26)), "name", "a name"),
        (TermForm("autumn TERM 2026", date(2027, 1, 4), date(2027, 3, 26)), "name", "has this"),
        (TermForm("Spring", None, date(2027, 3, 26)), "first_day", "first day"),
        (TermForm("Spring", date(2027, 1, 4), None), "last_day", "last day"),
        (TermForm("Spring", date(2027, 3, 26), date(2027, 1, 4)), "last_day", "before"),
        (TermForm("Spring", date(2027, 1, 4), date(2028, 1, 5)), "last_day", "shorter"),
        (TermForm("Spring", date(2026, 12, 18), date(2027, 3, 26)), "first_day", "Autumn term"),
        (TermForm("Summer", date(2026, 8, 1), date(2026, 9, 3)), "last_day", "Autumn term"),
        (TermForm("Whole", date(2026, 8, 1), date(2027, 1, 3)), "last_day", "Autumn term"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(form: TermForm, field: str, said: str) -> None:
    (problem,) = problems(form, [AUTUMN])
    assert problem.field == field
    assert said in problem.sentence


def test_a_term_that_follows_another_can_stand() -> None:
    assert problems(TermForm("Spring", date(2026, 12, 19), date(2027, 3, 26)), [AUTUMN]) == ()
