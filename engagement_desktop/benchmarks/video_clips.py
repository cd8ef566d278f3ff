"""The clips that the video benchmark makes for itself, plain for its peers and encrypted for us.

Noise makes them as heavy as what a phone takes; each picture has its number burnt in.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
from numpy.typing import NDArray

from engagement_desktop.benchmarks.clips import draw_number
from engagement_desktop.progress import SilentProgress
from engagement_desktop.storage.data_key import DataKey
from engagement_desktop.storage.database import Database
from engagement_desktop.storage.media_store import MediaStore
from engagement_desktop.storage.migrations import migrate
from engagement_desktop.video.clip_file import Opener
from engagement_desktop.video.frame_index import FrameIndex, build_index

GOP = 30
_NOISE = 28
_GRAINS = 6


@dataclass(frozen=True)
class Sample:
    """A clip on the disk in the open (`path`) and in an encrypted file (`opener`)."""

    path: Path
    opener: Opener
    index: FrameIndex


class Shelf:
    """A folder for plain clips and an encrypted file for the same."""

    def __init__(self, folder: Path, database: Database) -> None:
        self.folder = folder
        self._store = MediaStore(database)

    def keep(self, path: Path) -> Opener:
        """Put a clip into the encrypted file, and say how it is opened there."""
        with path.open("rb") as source:
            stored = self._store.add(source, path.stat().st_size, SilentProgress())
        return self._store.opener(stored.media_id)

    def keep_bytes(self, name: str, data: bytes) -> Sample:
        """Put a clip that was made in memory into both."""
        path = self.folder / name
        path.write_bytes(data)
        return self.sample(path)

    def sample(self, path: Path) -> Sample:
        """Put a plain clip into the encrypted file too, with its index."""
        opener = self.keep(path)
        return Sample(path, opener, build_index(opener))


@contextmanager
def shelf() -> Iterator[Shelf]:
    """A shelf that is gone afterwards."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        database = Database.create(Path(folder) / "measured.engagement", DataKey.random())
        try:
            migrate(database)
            yield Shelf(Path(folder), database)
        finally:
            database.close()


def noisy(path: Path, size: tuple[int, int], rate: int, frames: int, bits: int) -> Path:
    """Encode a moving, noisy H.264 clip with B-frames and a keyframe each 30 frames, at `bits` a
    second."""
    width, height = size
    with av.open(path, "w") as container:
        stream: Any = container.add_stream("libx264", rate=rate)
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        stream.bit_rate = bits
        stream.options = {
            "preset": "veryfast",
            "maxrate": str(bits),
            "bufsize": str(bits),
            "x264-params": f"keyint={GOP}:min-keyint={GOP}:bframes=3:scenecut=0",
        }
        for n, picture in enumerate(_pictures(size, frames)):
            frame = av.VideoFrame.from_ndarray(picture, "gray")
            frame.pts, frame.time_base = n, Fraction(1, rate)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


def repeated(path: Path, longer: Path, times: int) -> Path:
    """The same packets over and over: a long clip without the time it takes to encode one."""
    with av.open(path) as source, av.open(longer, "w") as target:
        stream = source.streams.video[0]
        copy = target.add_stream_from_template(stream)
        length = stream.duration or 0
        for turn in range(times):
            source.seek(0)
            packets: Iterable[Any] = source.demux(stream)
            for packet in packets:
                if packet.size:
                    packet.pts, packet.dts = packet.pts + turn * length, packet.dts + turn * length
                    packet.stream = copy
                    target.mux(packet)
    return longer


def _pictures(size: tuple[int, int], frames: int) -> Iterator[NDArray[np.uint8]]:
    width, height = size
    chance = np.random.default_rng(1)
    grains = [
        chance.integers(-_NOISE, _NOISE, (height, width), dtype=np.int16) for _ in range(_GRAINS)
    ]
    rows, columns = np.mgrid[0:height, 0:width]
    slope = ((columns * 255 // width + rows * 120 // height) // 2).astype(np.int16)
    for n in range(frames):
        moved = np.roll(slope, n * 7, 1) + np.roll(grains[n % _GRAINS], n * 13, 0)
        picture = np.clip(moved, 0, 255).astype(np.uint8)
        corner = (width // 4, height // 4)
        picture[: corner[1], : corner[0]] = draw_number(n, corner)[..., 0]
        yield picture
