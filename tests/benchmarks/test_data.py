"""The measurement of one pupil's records works; how fast they are shown is measured on its own."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from engagement_desktop.benchmarks import data


@pytest.mark.usefixtures("own_folders", "look")
def test_it_measures_both_files_and_judges_each_by_its_limit(qtbot: QtBot) -> None:
    limit, peer = data.run(of_one_pupil=20, in_the_file=60, rounds=1)
    assert limit.value > 0
    assert limit.limit_or_peer == data.SHOWN_MS
    assert limit.holds == (limit.value <= data.SHOWN_MS)
    assert peer.limit_or_peer > 0
    assert (limit.unit, peer.unit) == ("ms", "ms")
