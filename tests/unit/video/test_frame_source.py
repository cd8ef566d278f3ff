"""Never another frame than the one named, whatever the clip."""

from __future__ import annotations

import io
import random
from contextlib import suppress

import av
import numpy as np
import pytest
from av.video.frame import VideoFrame

from engagement_desktop.video.clip_file import ClipUnreadable
from engagement_desktop.video.frame_index import build_index
from engagement_desktop.video.frame_source import FrameNotExact, FrameSource
from engagement_desktop.video.picture import paint
from tests.helpers import clips
from tests.unit.video.conftest import ClipMaker


@pytest.mark.parametrize("threads", ["SLICE", "FRAME"])
@pytest.mark.parametrize("name", clips.MAKERS)
def test_each_frame_is_the_one_named(clip: ClipMaker, name: str, threads: str) -> None:
    made = clip(name)
    index = build_index(made.open)
    order = list(range(len(index)))
    shuffled = random.Random(name).sample(order, len(order))
    source = FrameSource(made.open_short, index, threads)  # type: ignore[arg-type]
    seen = {
        (n, clips.read_number(source.picture(n).bgra)) for n in [*order[::-1], *shuffled, *order]
    }
    source.close()
    assert seen == set(enumerate(made.numbers))


@pytest.mark.parametrize("name", clips.MAKERS)
def test_a_frame_found_by_the_shortest_way_is_the_same_to_the_last_bit(
    clip: ClipMaker, name: str
) -> None:
    made = clip(name)
    index = build_index(made.open)
    one_by_one = FrameSource(made.open, index)
    whole = [one_by_one.picture(n).bgra for n in range(len(index))]
    one_by_one.close()
    source = FrameSource(made.open, index, "FRAME")

    def compare(n: int, frame: VideoFrame) -> None:
        assert (source.paint(n, frame, None).bgra == whole[n]).all(), n

    for n in random.Random(name).sample(range(len(index)), min(24, len(index))):
        compare(n, source.frame(n, is_last=lambda: True, on_the_way=compare))
    source.close()


class _Dropped(Exception):  # noqa: N818 - not an error
    """Nobody waits for the frame any more."""


@pytest.mark.parametrize("threads", ["SLICE", "FRAME"])
@pytest.mark.parametrize(
    "name",
    ["plain", "one huge gop", "h264 open gop", "h264 pyramid ts", "hevc open gop", "fields apart"],
)
def test_a_search_that_was_dropped_leaves_every_frame_the_one_named(
    clip: ClipMaker, name: str, threads: str
) -> None:
    made, chance = clip(name), random.Random(name)
    index = build_index(made.open)
    one_by_one = FrameSource(made.open, index)
    whole = [one_by_one.picture(n).bgra for n in range(len(index))]
    one_by_one.close()
    patience = 0

    def lose_patience() -> None:
        nonlocal patience
        patience -= 1
        if patience == 0:
            raise _Dropped

    def compare(n: int, frame: VideoFrame) -> None:
        assert (source.paint(n, frame, None).bgra == whole[n]).all(), n

    source = FrameSource(made.open, index, threads, lose_patience)  # type: ignore[arg-type]
    for _ in range(30):
        patience = chance.randrange(1, 30)
        with suppress(_Dropped):
            source.frame(chance.randrange(len(index)), on_the_way=compare)
        if chance.random() < 0.3:
            source.give_up(compare)
        patience = 0
        n = chance.randrange(len(index))
        compare(n, source.frame(n, on_the_way=compare))
    source.close()


def test_a_search_goes_on_for_an_earlier_frame_that_still_lies_ahead(clip: ClipMaker) -> None:
    made = clip("one huge gop")
    index = build_index(made.open)
    packets = 0

    def count() -> None:
        nonlocal packets
        packets += 1
        if packets == 20:
            raise _Dropped

    source = FrameSource(made.open, index, "SLICE", count)
    with pytest.raises(_Dropped):
        source.frame(90)
    assert source.reaches(60)
    assert clips.read_number(source.picture(60).bgra) == 60
    assert packets < 80  # begun anew it would take all of them and those before
    source.close()


def test_a_frame_after_the_end_is_a_mistake_of_the_caller(clip: ClipMaker) -> None:
    made = clip("one frame")
    source = FrameSource(made.open, build_index(made.open))
    with pytest.raises(IndexError):
        source.picture(1)
    with pytest.raises(IndexError):
        source.picture(-1)
    source.close()


@pytest.mark.parametrize("name", ["in pieces", "mpeg ts", "mkv", "mpeg2 ts", "h264 open gop ts"])
def test_a_cut_off_clip_shows_its_frames_as_far_as_it_goes(clip: ClipMaker, name: str) -> None:
    made = clip(name)
    data = made.data[: len(made.data) * 6 // 10]
    index = build_index(lambda: io.BytesIO(data))
    assert 10 < len(index) < 48
    source = FrameSource(lambda: io.BytesIO(data), index)
    for n in random.Random(name).sample(range(len(index)), len(index)):
        try:
            number = clips.read_number(source.picture(n).bgra)
        except FrameNotExact:
            continue
        assert number == _original(made, index.pts[n])
    source.close()


@pytest.mark.parametrize("name", ["plain", "hevc open gop", "mpeg ts", "mkv", "h264 open gop"])
def test_a_damaged_clip_shows_no_frame_under_another_ones_number(
    clip: ClipMaker, name: str
) -> None:
    made = clip(name)
    broken = bytearray(made.data)
    place = len(broken) // 2
    broken[place : place + 600] = bytes(600)
    data = bytes(broken)
    index = build_index(lambda: io.BytesIO(data))
    source = FrameSource(lambda: io.BytesIO(data), index)
    whole = 0
    for n in [*range(len(index) - 1, -1, -1)]:
        try:
            number = clips.read_number(source.picture(n).bgra)
        except FrameNotExact:
            continue
        # Damage that still decodes cannot be known; it never says another number.
        assert number in (_original(made, index.pts[n]), None)
        whole += 1
    source.close()
    assert whole >= len(index) // 2


def _time_in_ts(pts: int) -> bytes:
    """A time of showing that a time of decoding follows (ISO/IEC 13818-1, 2.4.3.6)."""
    parts = (pts >> 30 & 7, pts >> 15 & 0x7FFF, pts & 0x7FFF)
    high, middle, low = (part << 1 | 1 for part in parts)
    return bytes([0x30 | high, middle >> 8, middle & 0xFF, low >> 8, low & 0xFF])


def test_one_time_gone_astray_lets_no_other_picture_be_shown_wrongly() -> None:
    options = {"g": "12", "bf": "2", "b": "2M"}
    data = clips.encode(clips.Recipe("mpeg2video", "ts", options=options))
    with av.open(io.BytesIO(data)) as container:
        pictures = [packet for packet in container.demux(video=0) if packet.size]
    turn = next(n for n in range(30, 48) if pictures[n].is_keyframe) + 6
    moved = pictures[turn].pts
    assert moved is not None
    assert moved > pictures[turn - 1].pts  # others are made from it
    data = data.replace(_time_in_ts(moved), _time_in_ts(moved - 28_000), 1)
    with av.open(io.BytesIO(data)) as container:
        shown = {
            frame.pts: clips.read_number(frame.to_ndarray(format="bgra"))
            for frame in container.decode(video=0)
        }
    index = build_index(lambda: io.BytesIO(data))
    assert len(index) == len(shown) == 48
    source = FrameSource(lambda: io.BytesIO(data), index)
    whole = 0
    for n in reversed(range(48)):
        with suppress(FrameNotExact):  # as the one whose time it is may be
            assert clips.read_number(source.picture(n).bgra) == shown[index.pts[n]]
            whole += 1
    source.close()
    assert whole >= 47


def test_a_disk_that_goes_away_is_told_and_the_source_works_again(clip: ClipMaker) -> None:
    made = clip("plain")
    gone = False

    class Disk(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            if gone:
                raise OSError("the device is not there")
            return super().read(size)

    index = build_index(made.open)
    source = FrameSource(lambda: Disk(made.data), index)
    source.picture(3)
    gone = True
    source.close()
    with pytest.raises(ClipUnreadable, match="could not be read"):
        source.picture(40)
    gone = False
    assert clips.read_number(source.picture(40).bgra) == 40
    source.close()


@pytest.mark.parametrize("name", ["mpeg ts", "mkv"])
def test_a_disk_that_goes_away_is_told_in_words_and_nothing_on_the_console(
    clip: ClipMaker, capfd: pytest.CaptureFixture[str], name: str
) -> None:
    """As at a lock with a read under way: the console is nobody's place for a failure."""
    made = clip(name)
    index = build_index(made.open)
    told = 0
    for reads in range(12):
        left = 1 << 30

        class Disk(io.BytesIO):
            def read(self, size: int | None = -1) -> bytes:
                nonlocal left
                left -= 1
                if left < 0:
                    raise OSError("the device is not there")
                return super().read(min(size or 0, 4096))

        source = FrameSource(lambda disk=Disk: disk(made.data), index)
        source.frame(3)
        left = reads
        for n in (40, 0, 20):
            try:
                source.frame(n)
            except ClipUnreadable:
                told += 1
        source.close()
    assert told > 0
    assert capfd.readouterr().err == ""


def test_wide_samples_are_shown_square_and_odd_sizes_whole(clip: ClipMaker) -> None:
    wide = build_index(clip("wide samples").open)
    assert (wide.width, wide.height) == (326, 128)
    odd = build_index(clip("vp9 odd size").open)
    assert (odd.width, odd.height) == (225, 131)
    turned = build_index(clip("turned left").open)
    assert (turned.width, turned.height) == (224, 128)


def test_a_clip_turned_in_mid_recording_keeps_the_shape_of_what_it_shows() -> None:
    lying = clips.encode(clips.Recipe(container="ts", frames=24))
    standing = clips.encode(clips.Recipe(container="ts", frames=24, first=24, size=(64, 128)))
    data = lying + standing
    index = build_index(lambda: io.BytesIO(data))
    source = FrameSource(lambda: io.BytesIO(data), index)
    assert clips.read_number(source.picture(5).bgra) == 5
    turned = source.picture(40, (112, 64))
    source.close()
    assert (turned.width, turned.height) == (112, 64)
    assert clips.read_number(turned.bgra[:, 40:72]) == 40
    beside = np.delete(turned.bgra, np.s_[40:72], axis=1)
    assert not beside[..., :3].any()


def test_a_picture_fits_its_pane_and_is_never_enlarged(clip: ClipMaker) -> None:
    made = clip("plain")
    source = FrameSource(made.open, build_index(made.open))
    small = source.picture(7, (100, 100))
    assert (small.width, small.height) == (100, 57)
    assert small.bgra.shape == (57, 100, 4)
    assert small.bgra.flags.c_contiguous
    assert not small.bgra.flags.writeable
    assert clips.read_number(small.bgra) == 7
    large = source.picture(7, (4000, 4000))
    assert (large.width, large.height) == (224, 128)
    source.close()


@pytest.mark.parametrize("pixel_format", ["yuv420p", "yuvj420p", "yuv422p"])
def test_a_picture_of_any_width_is_painted_to_its_last_pixel(pixel_format: str) -> None:
    """As of a screen recorded on a phone or tablet: what was in memory is never seen."""
    for width in range(214, 238):
        frame = VideoFrame(width, 128, pixel_format)
        for plane in frame.planes:
            plane.update(bytes([128]) * plane.buffer_size)
        for left_over in range(3):
            memory = [np.full((128, 320, 4), left_over, np.uint8) for _ in range(4)]
            del memory
            shown = paint(frame, 0, 0, (width, 128)).bgra
            assert (np.ptp(shown, axis=(0, 1)) <= 1).all(), width


@pytest.mark.parametrize("curve", [16, 18], ids=["PQ", "HLG"])
def test_high_dynamic_range_keeps_its_shades_in_order(curve: int) -> None:
    ramp = np.repeat(np.arange(64, 940, dtype=np.uint16)[None], 4, axis=0)
    frame = VideoFrame(ramp.shape[1], ramp.shape[0], "gray10le")
    frame.planes[0].update(np.pad(ramp, ((0, 0), (0, frame.planes[0].line_size // 2 - 876))))
    frame.color_range = 1
    deep = frame.reformat(format="yuv420p10le", dst_colorspace="BT2020")
    deep.color_trc, deep.colorspace, deep.color_primaries = curve, 9, 9
    shown = paint(deep, 0, 0, (876, 4)).bgra[..., :3].astype(int)
    assert np.ptp(shown, axis=2).max() <= 6  # grey stays grey
    shades = shown[..., 1].reshape(4, -1, 12).mean(axis=(0, 2))
    assert shades[0] < 10
    assert shades[-1] > 225
    assert (np.diff(shades) >= 0).all()
    face = shades[int(len(shades) * 0.5)]  # half of the curve is a face in ordinary light
    assert 90 < face < 190


def test_edits_within_groups_show_no_frame_under_another_ones_number() -> None:
    data = clips.awkward_edits()
    with av.open(io.BytesIO(data)) as container:
        shown = [frame.to_ndarray(format="bgra") for frame in container.decode(video=0)]
    index = build_index(lambda: io.BytesIO(data))
    source = FrameSource(lambda: io.BytesIO(data), index)
    numbers = [clips.read_number(source.picture(n).bgra) for n in reversed(range(len(index)))]
    source.close()
    assert numbers[::-1] == [clips.read_number(picture) for picture in shown]


def _original(made: clips.MadeClip, pts: int) -> int:
    """The burnt number that the unharmed clip shows at a pts."""
    place = build_index(made.open).number_of(pts)
    assert place is not None
    return made.numbers[place]
