"""A photo answers in the reviewer as a clip of one frame."""

from __future__ import annotations

import io
import threading
from collections.abc import Callable, Iterator
from fractions import Fraction

import pytest
from PIL import Image

from engagement_desktop.errors import AppError
from engagement_desktop.video.clip_file import Opener
from engagement_desktop.video.frame_index import FrameIndex, build_index
from engagement_desktop.video.photo_source import (
    PhotoReader,
    full_picture,
    is_photo_index,
    photo_index,
)
from engagement_desktop.video.picture import Picture
from engagement_desktop.video.review_clock import ClipTimes, ReviewClock
from engagement_desktop.video.time_words import position_text
from tests.helpers.clips import MadeClip, draw_number, read_number

ClipMaker = Callable[[str], MadeClip]
SIZE = (448, 256)


def photo(kind: str) -> Opener:
    """A photo that says 77; the JPEG lies on its side and says so, as a phone's does."""
    image = Image.fromarray(draw_number(77, SIZE))
    out = io.BytesIO()
    if kind == "JPEG":
        exif = Image.Exif()
        exif[0x0112] = 6
        image.transpose(Image.Transpose.ROTATE_90).save(out, "JPEG", exif=exif, quality=95)
    else:
        image.save(out, kind)
    return lambda: io.BytesIO(out.getvalue())


class Reading:
    """A reader and what it brought."""

    def __init__(self, opener: Opener, index: FrameIndex, size: tuple[int, int]) -> None:
        self.pictures: list[Picture] = []
        self.problems: list[AppError] = []
        self._came = threading.Condition()
        self.reader = PhotoReader(
            opener,
            index,
            size,
            lambda picture: self._take(self.pictures, picture),
            lambda problem: self._take(self.problems, problem),
        )

    def _take(self, into: list, thing: object) -> None:  # type: ignore[type-arg]
        with self._came:
            into.append(thing)
            self._came.notify()

    def until(self, done: Callable[[], bool]) -> None:
        with self._came:
            assert self._came.wait_for(done, 10)


@pytest.fixture
def reading() -> Iterator[Callable[..., Reading]]:
    begun: list[Reading] = []

    def begin(opener: Opener, index: FrameIndex, size: tuple[int, int]) -> Reading:
        begun.append(Reading(opener, index, size))
        return begun[-1]

    yield begin
    for one in begun:
        one.reader.close()
        one.reader.close()


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_photo_is_a_clip_of_one_upright_frame(kind: str) -> None:
    opener = photo(kind)
    index = photo_index(opener)
    assert is_photo_index(index)
    assert (len(index), index.width, index.height) == (1, *SIZE)
    picture = full_picture(opener, index, 0)
    assert (picture.n, picture.pts, read_number(picture.bgra)) == (0, 0, 77)
    assert FrameIndex.from_bytes(index.to_bytes()) == index
    assert position_text(index, 0, 0) == "Photo"


def test_a_clip_is_no_photo(clip: ClipMaker) -> None:
    made = clip("one frame")
    index = build_index(made.open)
    assert not is_photo_index(index)
    assert read_number(full_picture(made.open, index, 0).bgra) == 0


def test_the_clip_beside_it_says_how_long_playing_lasts(clip: ClipMaker) -> None:
    opener = photo("PNG")
    moving = ClipTimes(build_index(clip("plain").open), cue=20)
    clock = ReviewClock(ClipTimes(photo_index(opener), cue=0), moving)
    clock.set_sync(1, 20)
    assert clock.bounds == (moving.common(0) - moving.common(20), Fraction(27, 30))
    seen = []
    clock.seek_frame(1, 0)
    for _ in range(47):
        clock.step(1)
        seen.append(clock.frames())
    assert seen == [(0, n) for n in range(1, 48)]


def test_a_reader_brings_the_photo_and_brings_it_larger_for_a_closer_look(
    reading: Callable[..., Reading],
) -> None:
    opener = photo("JPEG")
    one = reading(opener, photo_index(opener), (112, 64))
    assert one.reader.cached(0) is None
    one.reader.request(0)
    one.until(lambda: len(one.pictures) == 1)
    assert (one.pictures[0].width, one.pictures[0].height) == (112, 64)
    assert one.reader.cached(0) is one.pictures[0] is one.reader.due(0)
    one.reader.set_size((5000, 5000))
    one.until(lambda: len(one.pictures) == 2)
    assert (one.pictures[1].width, one.pictures[1].height) == SIZE
    assert read_number(one.pictures[1].bgra) == 77
    one.reader.set_size((6000, 5000))  # no larger than it is already
    assert one.reader.cached(0) is one.pictures[1]


def test_a_damaged_photo_is_told_and_the_reader_stays_usable(
    reading: Callable[..., Reading],
) -> None:
    good = photo("PNG")
    whole = good().read()
    files = [whole[: len(whole) // 2], whole]
    index = photo_index(good)
    one = reading(lambda: io.BytesIO(files.pop(0)), index, SIZE)
    one.reader.request(0)
    one.until(lambda: len(one.problems) == 1)
    assert "damaged" in one.problems[0].sentence
    one.reader.request(0)
    one.until(lambda: len(one.pictures) == 1)


def test_closing_while_a_photo_is_opened_brings_nothing_after_it(
    reading: Callable[..., Reading],
) -> None:
    for _ in range(20):
        opener = photo("PNG")
        one = reading(opener, photo_index(opener), SIZE)
        one.reader.request(0)
        one.reader.close()
        brought = len(one.pictures)
        assert len(one.pictures) == brought <= 1
