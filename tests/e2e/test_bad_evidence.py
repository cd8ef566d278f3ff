"""What is no clip, dropped on the editor: a sentence beside the clips, and nothing lost or kept."""

from __future__ import annotations

import os
import struct
import zlib
from pathlib import Path

import pytest
from sqlalchemy import text

from engagement_desktop.models.states import EvidenceKind
from engagement_desktop.services import observations, pupils
from engagement_desktop.services.pupils import PupilForm
from engagement_desktop.ui.main_window import MainWindow
from engagement_desktop.ui.observation.observations_page import ObservationsPage
from engagement_desktop.ui.page_ids import PageId
from tests.e2e.teacher import Teacher
from tests.helpers.clips import tone_only
from tests.helpers.reports import photo
from tests.helpers.school import copy_school, open_school

TYPED = "Sam reached for the switch."


def bomb() -> bytes:
    """A PNG of a few KB that says it is 60,000 by 60,000 pixels."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        body = kind + content
        return struct.pack(">I", len(content)) + body + struct.pack(">I", zlib.crc32(body))

    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    lines = zlib.compress(bytes(4_000_000), 9)
    start = b"\x89PNG\r\n\x1a\n"
    return start + chunk(b"IHDR", header) + chunk(b"IDAT", lines) + chunk(b"IEND", b"")


@pytest.fixture
def page(teacher: Teacher, tmp_path: Path) -> ObservationsPage:
    """An observation that is being written."""
    folder = tmp_path / "school"
    folder.mkdir()
    work = open_school(copy_school(folder))
    pupil_id = pupils.save_pupil(work, None, PupilForm("Sam", "Reed", "Sam")).value
    teacher.window.show_school(work, MainWindow)
    teacher.settle()
    teacher.main.show_pupil(pupil_id, PageId.OBSERVATIONS)
    page = teacher.new_observation()
    teacher.type(page.writing.editor.what_happened.narrative, TYPED)
    return page


def contents(teacher: Teacher) -> tuple[int, int, int]:
    """How many contents, pieces of contents and pieces of evidence are in the file."""
    with teacher.work.database.read() as session:
        return tuple(  # type: ignore[return-value]
            session.execute(text(f"SELECT count(*) FROM {table}")).scalar()
            for table in ("media", "media_chunk", "evidence")
        )


def test_what_is_no_clip_is_refused_in_words_and_leaves_nothing(
    teacher: Teacher, page: ObservationsPage, clips: tuple[Path, Path], tmp_path: Path
) -> None:
    assert page.writing.view is not None
    whole = clips[0].read_bytes()
    whole_photo = photo()
    folder = tmp_path / "folder.mp4"
    folder.mkdir()
    for name, content, says in (
        ("words.mp4", b"Only words, whatever it is called.\n" * 40, "holds text"),
        ("empty.mp4", b"", "empty"),
        ("cut.mp4", whole[: len(whole) // 2], "not whole"),
        ("noise.mp4", os.urandom(50_000), "damaged"),
        ("bomb.png", bomb(), "too large"),
        ("cut.jpg", whole_photo[:2000], "damaged"),
        ("program.exe", b"MZ" + bytes(5_000), "not a video"),
        ("gone.mp4", None, "could not be read"),
        ("folder.mp4", None, "is a folder"),
    ):
        path = tmp_path / name
        if content is not None:
            path.write_bytes(content)
        teacher.drop(path)
        problem = page.writing.editor.evidence.problem
        assert name in problem, name
        assert says in problem, problem
        assert problem.endswith("."), problem
        assert "Error" not in problem
        assert "Errno" not in problem
        assert contents(teacher) == (0, 0, 0), name
        assert page.writing.editor.evidence.tiles() == ()
    teacher.saved()
    stored = observations.observation(teacher.work, page.writing.view.id)
    assert stored.form.narrative == TYPED
    assert page.writing.editor.what_happened.narrative.text() == TYPED


def test_a_sound_alone_is_kept_as_a_sound_and_said_so(
    teacher: Teacher, page: ObservationsPage, tmp_path: Path
) -> None:
    assert page.writing.view is not None
    path = tmp_path / "tone.mp4"
    path.write_bytes(tone_only())
    teacher.drop(path)
    stored = observations.observation(teacher.work, page.writing.view.id)
    assert [one.kind for one in stored.evidence] == [EvidenceKind.SOUND]
    assert [one.sentence for one in teacher.said if "no pictures" in one.sentence]
    assert page.writing.editor.evidence.problem == ""
    assert page.writing.beside.player.isVisible() is False


def test_a_good_clip_between_bad_ones_comes_in_whole(
    teacher: Teacher, page: ObservationsPage, clips: tuple[Path, Path], tmp_path: Path
) -> None:
    assert page.writing.view is not None
    bad = tmp_path / "words.mp4"
    bad.write_text("Only words.")
    teacher.drop(bad, clips[0], bad)
    stored = observations.observation(teacher.work, page.writing.view.id)
    assert [one.original_name for one in stored.evidence] == [clips[0].name]
    with teacher.work.media.opener(1)() as kept:
        assert kept.read() == clips[0].read_bytes()
    assert "words.mp4" in page.writing.editor.evidence.problem
