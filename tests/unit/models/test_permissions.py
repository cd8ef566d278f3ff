"""On which days a permission stands."""

from __future__ import annotations

from datetime import date

from engagement_desktop.models.permissions import SHORT_USE, stands
from engagement_desktop.models.states import PermissionUse

FROM, UNTIL, WITHDRAWN = date(2026, 9, 1), date(2026, 9, 30), date(2026, 9, 10)


def test_it_stands_from_its_first_day_to_its_last() -> None:
    assert not stands(FROM, UNTIL, None, date(2026, 8, 31))
    assert stands(FROM, UNTIL, None, FROM)
    assert stands(FROM, UNTIL, None, UNTIL)
    assert not stands(FROM, UNTIL, None, date(2026, 10, 1))
    assert stands(FROM, None, None, date(2040, 1, 1))


def test_withdrawing_takes_effect_at_once() -> None:
    assert stands(FROM, UNTIL, WITHDRAWN, date(2026, 9, 9))
    assert not stands(FROM, UNTIL, WITHDRAWN, WITHDRAWN)


def test_every_use_has_a_short_word() -> None:
    assert set(SHORT_USE) == set(PermissionUse)
