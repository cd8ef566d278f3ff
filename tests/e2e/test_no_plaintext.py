"""Nothing that is written or brought in lies readable on the disk, during the work or after it."""

from __future__ import annotations

import logging
import shutil
import tempfile
from pathlib import Path

import pytest

from engagement_desktop.app import start_log
from engagement_desktop.paths import user_data, user_log
from engagement_desktop.progress import SilentProgress
from engagement_desktop.services import observations, pupils, school_file
from engagement_desktop.services.workspace import Workspace
from engagement_desktop.ui.main_window import MainWindow
from engagement_desktop.ui.page_ids import PUPIL_PAGES, PageId
from engagement_desktop.ui.reports.reports_page import ReportsPage
from tests.e2e.teacher import Teacher
from tests.e2e.test_hostile_words import fill
from tests.helpers.clips import Recipe, encode
from tests.helpers.school import copy_school, open_school

CANARY = "Canarybird"
TYPED = "Typedcanarybird"
CLIP = b"clip-canary-4711"
PASSWORD_CANARY = "three unusual lanterns"


def readable(folder: Path) -> list[str]:
    """Every place under `folder` where a canary can be read, in the encodings of text."""
    found = []
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            content = path.read_bytes().lower()
            for word in (CANARY, TYPED, CLIP.decode(), PASSWORD_CANARY):
                for encoding in ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le"):
                    if word.lower().encode(encoding) in content:
                        found.append(f"{word} in {path.relative_to(folder)}")
    return found


@pytest.fixture
def pc(tmp_path: Path, own_pc: None, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A PC whose folders can all be looked into: home, temporary files, the school’s folder."""
    for name in ("HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    for name in ("TMPDIR", "TEMP", "TMP", "SQLITE_TMPDIR"):
        monkeypatch.setenv(name, str(tmp_path / "temp"))
    monkeypatch.setattr(tempfile, "tempdir", None)
    for name in ("home", "temp", "school"):
        (tmp_path / name).mkdir()
    return tmp_path


@pytest.fixture
def log(pc: Path) -> object:
    """The program’s own log, as it is written in earnest."""
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    start_log(user_log())
    yield
    for handler in set(root.handlers) - set(handlers):
        root.removeHandler(handler)
        handler.close()
    root.setLevel(level)


def clip_with_canary() -> bytes:
    """A clip whose maker, title and bytes hold a canary."""
    recipe = Recipe(frames=12, options={"preset": "ultrafast"})
    return encode(recipe) + CLIP * 1000


def work_a_day(teacher: Teacher, work: Workspace) -> None:
    """Look at every page, type into the editor, search, and make a report."""
    child = fill(work, f"{CANARY} sat.", clip_with_canary())
    main = teacher.window.show_school(work, MainWindow)
    teacher.settle()
    for page_id in PUPIL_PAGES:
        main.show_pupil(child.id, page_id)
        teacher.settle()
    main.show_pupil(child.id, PageId.REPORTS)
    teacher.wait(lambda: teacher.page(ReportsPage).feed.latest is not None)
    palette = main.find_or_do()
    palette.search.setText(CANARY)
    teacher.wait(lambda: len(palette.entries()) > 1)
    palette.close()
    main.show_pupil(child.id, PageId.OBSERVATIONS)
    page = teacher.new_observation()
    teacher.type(page.writing.editor.what_happened.narrative, f"{TYPED} looked up.")
    teacher.saved()
    assert page.writing.view is not None
    kept = observations.observation(work, page.writing.view.id)
    assert kept.form.narrative == f"{TYPED} looked up."
    logging.getLogger("engagement_desktop").info("still here")


def test_no_word_and_no_clip_can_be_read_on_the_disk(
    pc: Path, log: object, teacher: Teacher
) -> None:
    path = copy_school(pc / "school", CANARY[:4])
    work = open_school(path)
    work_a_day(teacher, work)
    during = sorted(each.name for each in (pc / "school").iterdir())
    assert [name for name in during if name.endswith("-wal")]
    assert "still here" in next(user_log().glob("*.log")).read_text()
    assert (user_data() / "settings.json").is_file()
    assert readable(pc) == []
    shutil.copytree(pc / "school", pc / "as after a power cut")
    teacher.leave()
    assert readable(pc) == []


def test_a_session_that_was_cut_off_goes_on_and_leaves_nothing_readable(
    pc: Path, log: object, teacher: Teacher
) -> None:
    path = copy_school(pc / "school", "Willow")
    work_a_day(teacher, open_school(path))
    cut_off = pc / "cut off"
    cut_off.mkdir()
    for each in (pc / "school").iterdir():
        if not each.name.endswith(".lock"):
            shutil.copy(each, cut_off / each.name)
    teacher.leave()
    work = open_school(cut_off / path.name)
    lines = [
        line
        for row in pupils.list_pupils(work)
        for line in observations.list_observations(work, row.id)
    ]
    assert [line for line in lines if line.opening.startswith(TYPED)]
    assert work.media.verify(SilentProgress()) == ()
    school_file.close(work)
    assert readable(pc) == []


def test_a_canary_would_be_found(pc: Path) -> None:
    (pc / "clip.mp4").write_bytes(clip_with_canary())
    (pc / "school" / "words.txt").write_text(f"{CANARY} sat.", encoding="utf-16-le")
    assert readable(pc) == [
        f"{CLIP.decode()} in clip.mp4",
        f"{CANARY} in school/words.txt",
    ]
