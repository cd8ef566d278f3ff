"""`bench security` measures signing in and locking on a school, and names its limits."""

from __future__ import annotations

import pytest

from engagement_desktop.benchmarks import security


def test_every_figure_stands_beside_its_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(security, "_SAVES", 2)
    monkeypatch.setattr(security, "_ENTRIES", 6)
    figures = security.run(pupils=3, observations=6, rounds=1)
    sign_in, beside, lock, saving, opening = figures
    assert (sign_in.unit, sign_in.limit_or_peer) == ("s", security.MOST_SECONDS)
    assert (beside.unit, beside.limit_or_peer) == ("ms", security.BESIDE_ARGON_MS)
    assert (lock.unit, lock.limit_or_peer) == ("ms", security.LOCK_MS)
    assert saving.figure.startswith("saving an observation")
    assert opening.figure.startswith("opening a file of 6 observations")
    assert 0 < beside.value < 1000 * sign_in.value
    assert all(figure.ratio > 0 for figure in figures)
