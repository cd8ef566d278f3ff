"""The `frames` command and what is made of clips."""

from __future__ import annotations

import io
import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from engagement_desktop.errors import AppError
from engagement_desktop.video import listing, stills
from engagement_desktop.video.frame_index import build_index
from tests.helpers import clips
from tests.unit.video.conftest import ClipMaker


def number_of(image: Image.Image) -> int | None:
    return clips.read_number(np.asarray(image.convert("RGBA")))


def test_the_listing_counts_displayed_frames_only(clip: ClipMaker) -> None:
    index = build_index(clip("edit list").open)
    listed = json.loads(listing.as_json(index))
    assert [frame["n"] for frame in listed["frames"]] == list(range(31))
    assert set(listed["frames"][0]) == {"n", "pts", "seconds", "keyframe"}
    assert listed["frames"][0]["seconds"] == 0.0
    assert listed["hidden"] == index.hidden
    assert listed["time_base"].count("/") == 1
    assert set(listed) == {
        "frames", "time_base", "width", "height", "rotation", "codec",
        "variable_rate", "hidden", "warnings",
    }  # fmt: skip
    assert len(list(listing.as_text(index))) == 31 + 2 + len(index.warnings)


def test_extracting_writes_exactly_those_frames_upright(clip: ClipMaker, tmp_path: Path) -> None:
    for name in ("turned right", "hevc open gop", "vp9 odd size", "mpeg ts"):
        made = clip(name)
        index = build_index(made.open)
        folder = tmp_path / name / "out"
        numbers = listing.frame_numbers("17,0, 3", index)
        written = listing.extract(made.open, index, numbers, folder)
        assert [path.name for path in written] == ["17.png", "0.png", "3.png"]
        for path, n in zip(written, numbers, strict=True):
            with Image.open(path) as image:
                assert image.size == (index.width, index.height)
                assert number_of(image) == n


@pytest.mark.parametrize("text", ["48", "1,,2", "-1", "two", ""])
def test_a_number_that_is_no_frame_is_refused_in_words(clip: ClipMaker, text: str) -> None:
    index = build_index(clip("plain").open)
    with pytest.raises(AppError, match="numbered from 0 to 47"):
        listing.frame_numbers(text, index)


def test_a_clip_that_is_not_there_and_a_folder_that_cannot_be(
    clip: ClipMaker, tmp_path: Path
) -> None:
    with pytest.raises(AppError, match="no file called"):
        listing.file_opener(tmp_path / "none.mp4")
    (tmp_path / "taken").write_text("a file, not a folder")
    made = clip("plain")
    with pytest.raises(AppError, match="could not be written"):
        listing.extract(made.open, build_index(made.open), (0,), tmp_path / "taken")


def test_a_still_is_the_frame_at_full_size(clip: ClipMaker) -> None:
    made = clip("wide samples")
    still = Image.open(io.BytesIO(stills.full_size(made.open, build_index(made.open), 29)))
    assert still.size == (326, 128)
    assert number_of(still) == 29


def test_thumbnails_say_which_frame_they_are(clip: ClipMaker) -> None:
    made = clip("hevc open gop")
    index = build_index(made.open)
    for count in (3, 12):
        small = stills.thumbnails(made.open, index, count, 64)
        assert 0 < len(small) <= count
        assert [p.n for p in small] == sorted({p.n for p in small})
        assert all(p.height == 64 and clips.read_number(p.bgra) == p.n for p in small)


def test_the_waveform_lies_under_the_pictures(clip: ClipMaker) -> None:
    made = clip("late short sound")
    wave = stills.waveform(made.open, 16, build_index(made.open))
    assert len(wave) == 16
    loud = [place for place, level in enumerate(wave) if level > 0.3]
    assert loud == [5, 6, 7, 8, 9]
    assert stills.waveform(clip("plain").open, 8) == (0.0,) * 8
