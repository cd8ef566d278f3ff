"""The `frames` command: a clip's index in words or JSON, and frames written out as pictures.

Through the same engine that the window uses.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from engagement_desktop.errors import AppError
from engagement_desktop.video.clip_file import Opener
from engagement_desktop.video.frame_index import FrameIndex
from engagement_desktop.video.frame_source import FrameSource
from engagement_desktop.video.stills import as_image


def file_opener(clip: Path) -> Opener:
    """An opener of a plain file. Raises `AppError` when there is none."""
    if not clip.is_file():
        raise AppError(f"There is no file called {clip}.")
    return lambda: clip.open("rb")


def as_json(index: FrameIndex) -> str:
    """The index as one JSON object; `n` counts displayed frames only, in display order."""
    listed = {
        "frames": [
            {
                "n": n,
                "pts": index.pts[n],
                "seconds": index.seconds(n),
                "keyframe": index.keyframes[n],
            }
            for n in range(len(index))
        ],
        "time_base": f"{index.time_base.numerator}/{index.time_base.denominator}",
        "width": index.width,
        "height": index.height,
        "rotation": index.rotation,
        "codec": index.codec,
        "variable_rate": index.variable_rate,
        "hidden": index.hidden,
        "warnings": list(index.warnings),
    }
    return json.dumps(listed, ensure_ascii=False)


def as_text(index: FrameIndex) -> Iterator[str]:
    """The index as lines for a person."""
    yield (
        f"{len(index)} frames, {index.duration:.3f} s, {index.width} × {index.height}, "
        f"{index.codec}, rotation {index.rotation}°"
    )
    yield from index.warnings
    yield f"{'frame':>7} {'pts':>12} {'seconds':>11}"
    for n, pts in enumerate(index.pts):
        mark = "  keyframe" if index.keyframes[n] else ""
        yield f"{n:>7} {pts:>12} {index.seconds(n):>11.6f}{mark}"


def frame_numbers(text: str, index: FrameIndex) -> tuple[int, ...]:
    """The numbers in “0,17,3”. Raises `AppError` naming the first that is no frame of the clip."""
    numbers = []
    for part in text.split(","):
        word = part.strip()
        if not word.isdecimal() or int(word) >= len(index):
            raise AppError(
                f"“{word}” is not a frame of this clip.",
                to_do=f"Its frames are numbered from 0 to {len(index) - 1}.",
            )
        numbers.append(int(word))
    return tuple(numbers)


def extract(
    opener: Opener, index: FrameIndex, numbers: Iterable[int], folder: Path
) -> tuple[Path, ...]:
    """Write exactly these frames, upright, at full size, as `folder/<n>.png`.

    Raises `FrameNotExact` at the first that cannot be had for certain, `AppError` when the
    folder cannot be written; the frames before it are kept.
    """
    source = FrameSource(opener, index)
    written = []
    try:
        for n in numbers:
            image = as_image(source.picture(n))
            try:
                folder.mkdir(parents=True, exist_ok=True)
                written.append(folder / f"{n}.png")
                image.save(written[-1], "PNG", compress_level=3)
            except OSError as error:
                raise AppError(f"Frame {n} could not be written to {folder}.") from error
    finally:
        source.close()
    return tuple(written)
