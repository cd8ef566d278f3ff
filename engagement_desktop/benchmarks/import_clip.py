"""How fast a clip comes into the encrypted file, against hashing and copying it in the open."""

from __future__ import annotations

import hashlib
import os
import statistics
import tempfile
import time
from pathlib import Path

from engagement_desktop.benchmarks import Figure
from engagement_desktop.progress import SilentProgress
from engagement_desktop.storage.data_key import DataKey
from engagement_desktop.storage.database import Database
from engagement_desktop.storage.media_store import MediaStore
from engagement_desktop.storage.migrations import migrate

CLIP_BYTES = 500 * 10**6
LEAST_RATIO = 0.5
_ROUNDS = 5
_PIECE = 2**20


def run(clip_bytes: int = CLIP_BYTES, rounds: int = _ROUNDS) -> list[Figure]:
    """Import a clip of random bytes, and copy the same with plain files, in turns; medians."""
    with tempfile.TemporaryDirectory() as folder:
        clip = Path(folder) / "clip"
        with clip.open("wb") as file:
            for start in range(0, clip_bytes, _PIECE):
                file.write(os.urandom(min(_PIECE, clip_bytes - start)))
        plain, ours = [], []
        for number in range(rounds):
            plain.append(_copy(clip, Path(folder) / "copy"))
            ours.append(_import(clip, Path(folder) / f"{number}.engagement"))
    speed = clip_bytes / statistics.median(ours) / 1e6
    peer = clip_bytes / statistics.median(plain) / 1e6
    ratio = speed / peer
    return [
        Figure(
            "import of a clip",
            round(speed, 1),
            "MB/s",
            round(peer, 1),
            round(ratio, 2),
            ratio >= LEAST_RATIO,
        )
    ]


def _copy(clip: Path, copy: Path) -> float:
    """Seconds to hash and copy a file and have it on the disk."""
    start = time.perf_counter()
    digest = hashlib.sha256()
    with clip.open("rb") as source, copy.open("wb") as target:
        while piece := source.read(_PIECE):
            digest.update(piece)
            target.write(piece)
        target.flush()
        os.fsync(target.fileno())
    seconds = time.perf_counter() - start
    copy.unlink()
    return seconds


def _import(clip: Path, school: Path) -> float:
    """Seconds to import a clip into a fresh school's file."""
    database = Database.create(school, DataKey.random())
    try:
        migrate(database)
        start = time.perf_counter()
        with clip.open("rb") as source:
            MediaStore(database).add(source, clip.stat().st_size, SilentProgress())
        return time.perf_counter() - start
    finally:
        database.close()
        school.unlink()
