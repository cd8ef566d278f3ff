"""Looking a whole file over: a flipped bit anywhere, a changed clip, an entry taken out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from engagement_desktop.errors import AppError
from engagement_desktop.progress import SilentProgress
from engagement_desktop.services import evidence, pupils, verifying
from engagement_desktop.services.pupils import PupilForm
from engagement_desktop.services.verifying import Verified
from engagement_desktop.services.workspace import Workspace
from tests.helpers.reports import photo
from tests.helpers.school import copy_school, open_school


@pytest.fixture
def work(tmp_path: Path) -> Iterator[Workspace]:
    opened = open_school(copy_school(tmp_path))
    form = PupilForm(legal_first_name="Amara", legal_last_name="Example", preferred_name="Amara")
    pupil_id = pupils.save_pupil(opened, None, form).value
    evidence.attach(opened, pupil_id, None, photo(), "drum.jpg", SilentProgress())
    yield opened
    opened.close()


def verified(work: Workspace) -> Verified:
    return verifying.verify(work, SilentProgress())


def test_a_whole_file_says_what_was_looked_at(work: Workspace) -> None:
    found = verified(work)
    assert found.problems == ()
    assert found.looked_at == (
        "Every page of the file",
        "Every record: 1 pupil, 0 observations, 0 reports",
        "Who did what: 2 entries",
        "The contents of 1 clip, photo or document",
    )


def test_a_clip_that_is_not_what_it_was_is_named(work: Workspace) -> None:
    with work.database.write() as session:
        session.execute(text("UPDATE media_chunk SET data = zeroblob(length(data))"))
    assert verified(work).problems == ("“drum.jpg” (evidence 1) is no longer as it was taken in.",)


@pytest.mark.parametrize("part", [0.15, 0.35, 0.5, 0.65, 0.8, 0.95])
def test_a_flipped_bit_anywhere_is_noticed(work: Workspace, part: float) -> None:
    path = work.database.path
    work.close()
    content = bytearray(path.read_bytes())
    content[int(len(content) * part)] ^= 1
    path.write_bytes(content)
    try:
        again = open_school(path)
    except AppError:
        return
    try:
        assert verified(again).problems
    finally:
        again.close()
