"""The exported clip shows the frames that the reviewer shows, and is an ordinary video."""

from __future__ import annotations

import io
from collections.abc import Callable
from fractions import Fraction
from typing import Any, BinaryIO

import av
import numpy as np
import pytest
from PIL import Image

from engagement_desktop.errors import Cancelled
from engagement_desktop.progress import SilentProgress
from engagement_desktop.video.clip_export import (
    ExportSide,
    Mark,
    Span,
    export_rate,
    frames_at,
    write_clip,
)
from engagement_desktop.video.frame_index import build_index
from engagement_desktop.video.photo_source import photo_index
from engagement_desktop.video.picture import Pixels
from engagement_desktop.video.review_clock import ClipTimes, ReviewClock
from tests.helpers import clips
from tests.helpers.clips import MadeClip, read_number

ClipMaker = Callable[[str], MadeClip]
WIDTH = clips.WIDTH
GAP = 2


def side(made: MadeClip, cue: int | None = None, *marks: Mark) -> ExportSide:
    times = ClipTimes(build_index(made.open), cue=cue)
    return ExportSide(made.open, times, "12 March 2026", marks)


def in_step(*sides: ExportSide) -> list[ExportSide]:
    """The sides lined up as the reviewer's clock lines them up."""
    clock = ReviewClock(*(one.times for one in sides))
    cue = sides[1].times.cue
    assert clock.set_sync(1, cue)
    return [
        ExportSide(one.opener, times, one.heading, one.marks)
        for one, times in zip(sides, clock.clips, strict=True)
    ]


def exported(sides: list[ExportSide], span: Span, **options: object) -> bytes:
    out = io.BytesIO()
    write_clip(out, sides, span, **options)  # type: ignore[arg-type]
    return out.getvalue()


def shown(data: bytes) -> list[Pixels]:
    with av.open(io.BytesIO(data)) as container:
        return [frame.to_ndarray(format="bgra") for frame in container.decode(video=0)]


def numbers(picture: Pixels, widths: tuple[int, ...], height: int) -> tuple[int | None, ...]:
    """What is burnt into the picture of each side."""
    lefts = [sum(widths[:place]) + GAP * place for place in range(len(widths))]
    return tuple(
        read_number(picture[:height, left : left + width])
        for left, width in zip(lefts, widths, strict=True)
    )


@pytest.mark.parametrize(
    ("left", "right", "speed"),
    [
        ("plain", "sixty a second", Fraction(1)),
        ("plain", "sixty a second", Fraction(1, 4)),
        ("variable rate", "h264 open gop ts", Fraction(1)),
        ("variable rate", "sixty a second", Fraction(2)),
        ("late start mkv", "hlg", Fraction(1)),
    ],
)
def test_every_picture_is_that_of_the_screen(
    clip: ClipMaker, left: str, right: str, speed: Fraction
) -> None:
    made = clip(left), clip(right)
    sides = in_step(side(made[0], 20), side(made[1], 14))
    clock = ReviewClock(*(one.times for one in sides))
    start = sides[0].times.common(20) - speed * Fraction(2, 5)
    span = Span(start, start + speed, speed)
    rate = export_rate(sides)
    data = exported(sides, span)
    pictures = shown(data)
    wanted = []
    for number in range(len(pictures)):
        clock.seek(span.start + number * speed / rate)
        wanted.append(tuple(m.numbers[n] for m, n in zip(made, clock.frames(), strict=True)))
    assert [numbers(p, (WIDTH, WIDTH), clips.HEIGHT) for p in pictures] == wanted
    assert len(set(wanted)) > 5
    assert len(pictures) == len(list(frames_at(sides, span, rate)))


def test_the_export_is_an_ordinary_video_at_an_even_rate(clip: ClipMaker) -> None:
    sides = in_step(side(clip("variable rate"), 3), side(clip("sixty a second"), 3))
    data = exported(sides, Span(Fraction(0), Fraction(1, 2)))
    with av.open(io.BytesIO(data)) as container:
        stream = container.streams.video[0]
        assert (stream.codec_context.name, stream.codec_context.pix_fmt) == ("h264", "yuv420p")
        assert (stream.width % 2, stream.height % 2) == (0, 0)
        assert not container.streams.audio
        assert stream.codec_context.colorspace == 1
    index = build_index(lambda: io.BytesIO(data))
    assert len(index) == 30
    assert not index.variable_rate
    assert index.typical_frame == Fraction(1, 60)


def test_a_clip_keeps_its_shape_and_the_heights_are_equal(clip: ClipMaker) -> None:
    tall, wide = clip("vp9 odd size"), clip("wide samples")
    sides = in_step(side(tall, 0), side(wide, 0))
    (picture, *_) = shown(exported(sides, Span(Fraction(0), Fraction(1, 10))))
    height = max(one.times.index.height for one in sides)
    widths = tuple(
        round(Fraction(one.times.index.width * height, one.times.index.height)) for one in sides
    )
    assert numbers(picture, widths, height) == (0, 0)


def test_marks_are_told_while_they_are_near(clip: ClipMaker) -> None:
    made = clip("one huge gop")
    bare = [side(made)]
    told = [side(made, None, Mark(60, "Looks up"))]
    span = Span(Fraction(0), Fraction(96, 30))
    without, with_mark = shown(exported(bare, span)), shown(exported(told, span))
    foot = without[0].shape[0]
    differs = [
        bool((picture[foot:, :, 1] < 128).any()) for picture in with_mark
    ]  # the line of the mark lies below where the export without marks ends
    assert [n for n, ink in enumerate(differs) if ink] == list(range(30, 91))


def test_sound_is_that_of_the_chosen_clip_where_it_is_heard(clip: ClipMaker) -> None:
    silent, late = clip("plain"), clip("late short sound")  # a tone from 0.5 s to 1 s
    sides = in_step(side(silent, 0), side(late, 6))  # the second clip starts 0.2 s early
    data = exported(sides, Span(Fraction(0), Fraction(6, 5)), sound=1)
    loud = loudness(data, 12)
    assert loud[:2] == pytest.approx([0, 0], abs=0.05)
    assert min(loud[4:7]) > 0.3
    assert max(loud[9:]) < 0.05


@pytest.mark.parametrize(("sound", "speed"), [(0, 1), (1, Fraction(1, 2)), (None, 1)])
def test_an_export_is_silent_when_slowed_or_not_wanted(
    clip: ClipMaker, sound: int | None, speed: Fraction
) -> None:
    sides = in_step(side(clip("plain"), 0), side(clip("mpeg ts"), 0))
    data = exported(sides, Span(Fraction(0), Fraction(1, 5), Fraction(speed)), sound=sound)
    with av.open(io.BytesIO(data)) as container:
        assert not container.streams.audio


def loudness(data: bytes, parts: int) -> list[float]:
    with av.open(io.BytesIO(data)) as container:
        samples = np.concatenate([f.to_ndarray()[0] for f in container.decode(audio=0)])
    return [float(np.abs(part).max()) for part in np.array_split(samples, parts)]


def test_a_photo_stands_beside_the_clip(clip: ClipMaker) -> None:
    photo = io.BytesIO()
    Image.fromarray(clips.draw_number(77, (280, 160))).save(photo, "PNG")

    def open_photo() -> BinaryIO:
        return io.BytesIO(photo.getvalue())

    sides = [
        ExportSide(open_photo, ClipTimes(photo_index(open_photo)), "1 March 2026"),
        side(clip("plain")),
    ]
    pictures = shown(exported(sides, Span(Fraction(0), Fraction(1, 2))))
    assert [numbers(p, (280, 280), 160) for p in pictures] == [(77, n) for n in range(15)]


def test_a_damaged_frame_is_left_out_and_no_other_stands_for_it(clip: ClipMaker) -> None:
    made = clip("motion jpeg")
    index = build_index(made.open)
    broken = bytearray(made.data)
    with av.open(made.open()) as container:
        packets = [p for p in container.demux(video=0) if p.size]
    start = packets[10].pos + 8
    assert start
    broken[start + 300 : start + packets[10].size - 40] = bytes(packets[10].size - 340)
    sides = [ExportSide(lambda: io.BytesIO(bytes(broken)), ClipTimes(index), "12 March 2026")]
    found = [
        numbers(p, (WIDTH,), clips.HEIGHT)[0]
        for p in shown(exported(sides, Span(Fraction(0), Fraction(20, 30))))
    ]
    assert found[10] is None
    assert all(number in (n, None) for n, number in enumerate(found))
    assert sum(number is None for number in found) < 5


def test_stopping_half_way_leaves_no_thread_and_no_clip_open(clip: ClipMaker) -> None:
    class StopsAt(SilentProgress):
        def report(self, done: int, total: int, words: str = "") -> None:
            if done == 9:
                self.cancel()

    opened: list[BinaryIO] = []

    def opener() -> BinaryIO:
        opened.append(clip("plain").open())
        return opened[-1]

    sides = [ExportSide(opener, ClipTimes(build_index(clip("plain").open)), "")]
    with pytest.raises(Cancelled):
        exported(sides, Span(Fraction(0), Fraction(1)), progress=StopsAt())
    assert opened
    assert all(file.closed for file in opened)


class Full(io.BytesIO):
    """A disk with room for so many bytes."""

    def __init__(self, room: int) -> None:
        super().__init__()
        self._room = room

    def write(self, data: Any) -> int:
        if self.tell() + len(data) > self._room:
            raise OSError(28, "No space left on device")
        return super().write(data)


@pytest.mark.parametrize("room", [0, 4_000, 40_000])
def test_a_full_disk_is_told(clip: ClipMaker, room: int) -> None:
    noise = io.BytesIO()
    pixels = np.random.default_rng(1).integers(0, 255, (240, 320, 3), dtype=np.uint8)
    Image.fromarray(pixels).save(noise, "PNG")

    def open_photo() -> BinaryIO:
        return io.BytesIO(noise.getvalue())

    sides = [ExportSide(open_photo, ClipTimes(photo_index(open_photo)), ""), side(clip("plain"))]
    span = Span(Fraction(0), Fraction(1))
    assert len(exported(sides, span)) > 60_000
    with pytest.raises(OSError, match="No space left"):
        write_clip(Full(room), sides, span)
