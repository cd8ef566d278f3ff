"""Two pictures as one: equal heights, nothing stretched, every word of the captions readable."""

from __future__ import annotations

import io
from fractions import Fraction

import numpy as np
import pytest
from PIL import Image

from engagement_desktop.video import lettering, side_by_side
from engagement_desktop.video.lettering import Caption
from engagement_desktop.video.picture import Picture
from engagement_desktop.video.side_by_side import Shown, compose, lay_out
from tests.helpers.clips import draw_number, read_number

TIME = "00:05.63 · frame 169 · +1.43 s after the cue"


def picture(n: int, width: int, height: int) -> Picture:
    bgra = np.full((height, width, 4), 255, np.uint8)
    bgra[..., :3] = draw_number(n, (width, height))
    return Picture(n, n, width, height, bgra)


def shown(n: int, width: int, height: int, *marks: str) -> Shown:
    return Shown(picture(n, width, height), Caption("12 March 2026", TIME, marks))


def burnt(image: Image.Image, left: int, width: int, top: int, height: int) -> int | None:
    part = np.asarray(image.convert("RGB"))[top : top + height, left : left + width]
    return read_number(part)


@pytest.mark.parametrize(
    "sizes",
    [((640, 360), (640, 360)), ((640, 360), (180, 320)), ((225, 131), (640, 480)), ((64, 48),)],
)
def test_both_have_the_height_of_the_highest_and_their_own_shape(
    sizes: tuple[tuple[int, int], ...],
) -> None:
    sides = [shown(n + 5, *size) for n, size in enumerate(sizes)]
    image = compose(sides)
    height = max(high for _, high in sizes)
    layout = lay_out(sizes, 10_000, 10_000)
    assert (layout.height, image.width) == (height, layout.width)
    for n, (size, width, left) in enumerate(zip(sizes, layout.widths, layout.lefts, strict=True)):
        assert abs(Fraction(width, height) - Fraction(*size)) < Fraction(1, height)
        assert burnt(image, left, width, 0, height) == n + 5


def test_a_picture_at_full_size_keeps_every_pixel() -> None:
    side = shown(9, 640, 360)
    image = Image.open(io.BytesIO(side_by_side.png([side])))
    kept = np.asarray(image.convert("RGB"))[:360]
    assert np.array_equal(kept, side.picture.bgra[..., 2::-1])
    assert not image.info


def test_huge_pictures_are_brought_down_to_what_programs_open() -> None:
    layout = lay_out([(8000, 6000), (1920, 1080)], 10_000, side_by_side.MOST_WIDTH)
    assert side_by_side.MOST_WIDTH - 20 <= layout.width <= side_by_side.MOST_WIDTH + 2


def test_a_name_stands_above_only_where_one_is_given() -> None:
    side = shown(3, 640, 360)
    without, named = compose([side]), compose([side], "Amara")
    head = named.height - without.height
    assert head > 0
    assert np.array_equal(np.asarray(named)[head:], np.asarray(without))
    assert (np.asarray(named)[:head] < 128).any()


def test_each_mark_has_its_line_and_text_is_never_markup() -> None:
    plain = compose([shown(3, 640, 360)])
    marked = compose([shown(3, 640, 360, "Looks up", "<b>Smiles</b>")])
    bold = compose([shown(3, 640, 360, "Looks up", "Smiles")])
    assert marked.height > plain.height
    assert marked.height == bold.height
    assert marked.tobytes() != bold.tobytes()


def test_long_words_wrap_within_their_own_side() -> None:
    caption = Caption("12 March 2026", TIME, ("Reaches " * 30, "x" * 300))
    size = lettering.text_size(360, 320)
    height = lettering.caption_height(caption, 320, size)
    strip = np.asarray(lettering.draw_caption(caption, 320, height, size))
    edge = lettering.padding(size) // 2
    assert (strip[:, :edge] == 255).all()
    assert (strip[:, -edge:] == 255).all()
    assert (strip[-edge:] == 255).all()


@pytest.mark.parametrize("width", [320, 640, 1920])
def test_the_longest_time_fits_on_one_line(width: int) -> None:
    size = lettering.text_size(1080, width)
    longest = Caption("1 September 2026", "1:02:03.45 · frame 111111 · +59.99 s after the cue")
    assert lettering.caption_height(longest, width, size) == lettering.fixed_height(0, size)


def test_letters_that_the_type_has_not_are_still_drawn() -> None:
    def ink(title: str) -> bytes:
        return lettering.draw_title(title, 400, 24).tobytes()

    assert ink("Ελένη") != ink("Ελένα")
    assert ink("Łucja") != ink("Lucja")


def test_a_jpeg_holds_the_same_picture() -> None:
    image = Image.open(io.BytesIO(side_by_side.jpeg([shown(77, 640, 360)])))
    assert image.format == "JPEG"
    assert burnt(image, 0, 640, 0, 360) == 77
