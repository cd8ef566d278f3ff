"""The measurement of a large school works; its figures are measured on their own."""

from __future__ import annotations

from pathlib import Path

import pytest

from engagement_desktop.benchmarks import data
from engagement_desktop.ui.page_ids import PUPIL_PAGES


@pytest.mark.usefixtures("own_folders", "look", "qtbot")
def test_every_page_and_every_wait_stands_beside_its_limit(tmp_path: Path) -> None:
    few, many = tmp_path / "few.engagement", tmp_path / "many.engagement"
    data.make(few, 2, 4, 2)
    made = data.make(many, 2, 8, 2)
    figures = data.measure(few, many, made.pupil_ids, 2, rounds=1, saves=2)
    limit, peer, *pages, search, saving = figures
    assert limit.holds == (limit.value <= limit.limit_or_peer)
    assert peer.ratio == pytest.approx(peer.value / peer.limit_or_peer, abs=0.01)
    assert [page.figure.partition(":")[0] for page in pages] == [each.words for each in PUPIL_PAGES]
    assert search.limit_or_peer == data.FOUND_MS
    assert "an empty commit" in saving.figure
    assert all(figure.value > 0 for figure in figures)
