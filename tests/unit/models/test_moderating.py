"""Nobody writes a second view who has seen the first, and nothing is agreed without one (4.8)."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from engagement_desktop.models.moderating import Stage, may_agree, may_view, sees_first, stage

WHO = st.integers(1, 5)
VIEWERS = st.frozensets(st.one_of(st.none(), WHO))
AGREED = st.one_of(st.none(), st.just(date(2026, 11, 20)))


@given(WHO, st.one_of(st.none(), WHO), VIEWERS, AGREED)
def test_who_can_still_write_has_not_seen(who, put_up_by, viewers, agreed) -> None:
    assert may_view(who, put_up_by, viewers, agreed) != sees_first(who, put_up_by, viewers, agreed)


@given(WHO, VIEWERS)
def test_before_agreement_only_the_author_and_those_who_wrote_see_it(who, viewers) -> None:
    assert sees_first(who, 1, viewers, None) == (who == 1 or who in viewers)


@given(VIEWERS, AGREED)
def test_stages_come_in_their_order(viewers, agreed) -> None:
    now = stage(viewers, agreed)
    assert may_agree(viewers, agreed) == (now is Stage.VIEWED)
    if agreed is None:
        assert now is (Stage.VIEWED if viewers else Stage.WAITING)
        assert stage(viewers | {9}, None) is Stage.VIEWED
    else:
        assert now is Stage.AGREED
