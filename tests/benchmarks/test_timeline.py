"""The measurement of a long timeline works; how fast it moves is measured on its own."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from engagement_desktop.benchmarks import timeline


@pytest.mark.usefixtures("own_folders", "look")
def test_it_judges_each_figure_by_its_limit(qtbot: QtBot) -> None:
    figures = timeline.run(observations=20, responses=60, others=30, rounds=1, steps=2)
    assert [figure.limit_or_peer for figure in figures] == [150, 16.7, 16.7, 16.7, 16.7, 50, 500]
    for figure in figures:
        assert figure.holds == (figure.value <= figure.limit_or_peer)
    shown, *moved, _memory, together = figures
    assert all(figure.value > 0 for figure in (shown, *moved, together))
