"""Makes the demo school: a real encrypted file with invented pupils, clips and a year of records.

The story's days count back from the day on which it is made (see `demo_days`). It is made anew when
the story or the shape of the file has changed since; otherwise what was changed in it stays.
"""

from __future__ import annotations

import contextlib
import json
import shutil
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from engagement_desktop.errors import AppError
from engagement_desktop.paths import resource
from engagement_desktop.progress import Progress
from engagement_desktop.security import key_front
from engagement_desktop.services import arrival, school_file
from engagement_desktop.services.demo_content import DemoContent, demo_fingerprint, load_demo
from engagement_desktop.services.demo_making import StoredFile, store
from engagement_desktop.services.demo_rows import write_rows
from engagement_desktop.services.workspace import Workspace
from engagement_desktop.storage.migrations import newest
from engagement_desktop.storage.refusals import AlreadyThere
from engagement_desktop.video import stills
from engagement_desktop.video.probe import POSTER_BOX, Probed, probe

_STAMP = "demo-made-from.json"
_SIDES = ("-wal", "-shm")
_SETTLES = 0.6  # seconds until a moment is fully to be seen


class FromEarlierRelease(AppError):  # noqa: N818 - a refusal, named for what is the matter
    """There is a demo school of an earlier release, and somebody may have written in it."""

    def __init__(self) -> None:
        super().__init__(
            "This release brings a new demo school, in the place of the one that is there.",
            safe="What was written in the demo school goes with the old one; no real school’s file"
            " is touched.",
        )


@dataclass(frozen=True)
class _File:
    """A clip or photo to be stored; `key` is what the story calls it."""

    key: str
    path: Path
    shows_most: int | None = None
    """The frame of a clip at which its last moment happens."""


def demo_path(directory: Path) -> Path:
    """Where the demo school's file is, or will be, in a folder."""
    return directory / f"Hillside School (demo){arrival.SUFFIX}"


def make_demo(
    directory: Path,
    progress: Progress,
    *,
    replace_older: bool = False,
    clock: Callable[[], datetime] | None = None,
) -> Path:
    """The demo school's file in `directory`, made if it is absent.

    With `replace_older`, which somebody has agreed to, one of an earlier release is made anew.

    Raises:
        InUse: the old one is open elsewhere.
        AlreadyThere: something that is no demo school has its name.
        FromEarlierRelease: it is out of date.
        Cancelled: the user stopped it; an older demo school is then still there.
        AppError: the folder or the disk refuses.
    """
    directory.mkdir(parents=True, exist_ok=True)
    path = demo_path(directory)
    made_from = _made_from()
    if path.exists():
        if not arrival.is_demo(path):
            raise AlreadyThere(path)  # whatever it is, it is not ours to replace
        if _stamp(directory) == made_from:
            return path
        if not replace_older:
            raise FromEarlierRelease
    with tempfile.TemporaryDirectory(dir=directory, prefix=".demo-") as folder:
        fresh = demo_path(Path(folder))
        _make(fresh, progress, clock)
        _replace(path, fresh)
    (directory / _STAMP).write_text(json.dumps(made_from), encoding="utf-8")
    return path


def _made_from() -> dict[str, str]:
    return {"content": demo_fingerprint(), "shape": newest()}


def _stamp(directory: Path) -> object:
    with contextlib.suppress(OSError, ValueError):
        return json.loads((directory / _STAMP).read_text("utf-8"))
    return None


def _make(path: Path, progress: Progress, clock: Callable[[], datetime] | None) -> None:
    content = load_demo()
    signed_in = next(s for s in content.school.staff if s.key == content.school.signed_in)
    work = school_file.create_demo(path, content.school.name, signed_in.name, clock=clock)
    try:
        stored = _store_files(work, content, progress)
        progress.check()
        with work.database.write() as session:
            write_rows(session, work, content, stored)
    finally:
        school_file.close(work)


def _store_files(
    work: Workspace, content: DemoContent, progress: Progress
) -> dict[str, StoredFile]:
    """Take the clips and photos in as any file is taken in: looked at, hashed, in chunks."""
    root = resource("demo")
    files = [
        _File(key, root / "clips" / f"{key}.mp4", max(clip.moments.values()))
        for key, clip in content.clips.items()
    ]
    photos = sorted({o.photo for pupil in content.pupils for o in pupil.observations if o.photo})
    files += [_File(key, root / "photos" / f"{key}.jpg") for key in photos]
    stored = {}
    with ThreadPoolExecutor(2, "demo") as pool:
        looked_at = pool.map(_probe, files)
        for done, (file, probed) in enumerate(zip(files, looked_at, strict=True)):
            progress.report(done, len(files), f"Making the demo school: {file.path.name}")
            progress.check()
            stored[file.key] = store(work, file.path, probed, _Quiet(progress))
    progress.report(len(files), len(files), "Making the demo school: pupils and observations")
    return stored


def _probe(file: _File) -> Probed:
    """What the file is; a clip's poster shows the response rather than the beginning."""

    def opener() -> BinaryIO:
        return file.path.open("rb")

    probed = probe(opener, file.path.name)
    if probed.index is None or file.shows_most is None:
        return probed
    n = probed.index.at(probed.index.seconds(file.shows_most) + _SETTLES)
    return replace(probed, poster_jpeg=stills.jpeg(opener, probed.index, n, POSTER_BOX))


@dataclass(frozen=True)
class _Quiet:
    """Lets one file's import be cancelled without telling how far that file is."""

    progress: Progress

    def report(self, done: int, total: int, words: str = "") -> None:
        """Say nothing: the whole is told file by file."""

    def check(self) -> None:
        """Raise `Cancelled` if the user asked to stop."""
        self.progress.check()


def _replace(path: Path, fresh: Path) -> None:
    """Put the new school in the old one's place, the key file first."""
    if path.exists():
        school_file.close(school_file.open_demo(path))  # in use elsewhere: say so, change nothing
    for ending in _SIDES:
        path.with_name(path.name + ending).unlink(missing_ok=True)
    path.unlink(missing_ok=True)
    shutil.move(key_front.beside(fresh), key_front.beside(path))
    shutil.move(fresh, path)
