"""`bench security` measures signing in and locking on a school, and names its limits."""

from __future__ import annotations

from engagement_desktop.benchmarks import security


def test_every_figure_stands_beside_its_limit() -> None:
    figures = security.run(pupils=3, observations=6, rounds=1)
    sign_in, beside, lock = figures[:3]
    assert (sign_in.unit, sign_in.limit_or_peer) == ("s", security.MOST_SECONDS)
    assert (beside.unit, beside.limit_or_peer) == ("ms", security.BESIDE_ARGON_MS)
    assert (lock.unit, lock.limit_or_peer) == ("ms", security.LOCK_MS)
    assert 0 < beside.value < 1000 * sign_in.value
    assert all(figure.ratio > 0 for figure in figures)
