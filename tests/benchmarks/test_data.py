"""The measurement of a large school works; its figures are measured on their own."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from engagement_desktop.benchmarks import data
from engagement_desktop.benchmarks.large_school import make_large_school
from engagement_desktop.models.records import Marker, SearchEntry
from engagement_desktop.services import school_file
from engagement_desktop.services.changes import Kind
from engagement_desktop.ui.page_ids import PUPIL_PAGES, PageId

_SOME = (PageId.PROFILE, PageId.JUDGEMENTS)


@pytest.mark.usefixtures("own_folders", "look", "qtbot")
def test_every_page_and_every_wait_stands_beside_its_limit(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """With `--long` every page: the first showing of each takes half a second."""
    page_ids = PUPIL_PAGES if request.config.getoption("--long") else _SOME
    few, many = tmp_path / "few.engagement", tmp_path / "many.engagement"
    make_large_school(few, 2, 4, longest=2, record=True)
    made = make_large_school(many, 2, 8, longest=2, record=True)
    assert _marks(many) == (4, 4), "each mark can be found by its words"
    figures = data.measure(few, many, made.pupil_ids, 2, rounds=1, saves=2, page_ids=page_ids)
    limit, peer, *pages, search, saving = figures
    assert limit.holds == (limit.value <= limit.limit_or_peer)
    assert peer.ratio == pytest.approx(peer.value / peer.limit_or_peer, abs=0.01)
    assert [page.figure.partition(":")[0] for page in pages] == [each.words for each in page_ids]
    assert search.limit_or_peer == data.FOUND_MS
    assert "an empty commit" in saving.figure
    assert all(figure.value > 0 for figure in figures)


def _marks(path: Path) -> tuple[int, int]:
    """How many there are, and how many of them can be found."""
    work = school_file.open_demo(path)
    try:
        with work.database.read() as session:
            ids = set(session.scalars(select(Marker.id)))
            words = select(SearchEntry.record_id).where(SearchEntry.kind == Kind.MARKER)
            return len(ids), len(ids & set(session.scalars(words)))
    finally:
        school_file.close(work)
