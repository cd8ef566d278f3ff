"""The index says what a clip shows, and a file that shows nothing is refused in words."""

from __future__ import annotations

import io
import random
from contextlib import suppress
from fractions import Fraction

import av
import pytest

from engagement_desktop.errors import Cancelled
from engagement_desktop.progress import SilentProgress
from engagement_desktop.video.clip_file import ClipUnreadable, NotAClip
from engagement_desktop.video.frame_index import FrameIndex, build_index
from engagement_desktop.video.frame_source import FrameNotExact, FrameSource
from tests.helpers import clips
from tests.unit.video.conftest import ClipMaker


@pytest.mark.parametrize("name", clips.MAKERS)
def test_frames_are_those_that_decoding_shows(clip: ClipMaker, name: str) -> None:
    made = clip(name)
    index = build_index(made.open_short)
    with av.open(made.open()) as container:
        stream = max(container.streams.video, key=lambda stream: stream.width)
        stream.codec_context.options = {"strict": "strict"}  # no guessing how far H.264 reorders
        shown: list[int | None] = []
        for packet in container.demux(stream):
            with suppress(av.InvalidDataError):  # as one without a picture is to the decoder
                shown += [frame.pts for frame in packet.decode()]
    assert list(index.pts) == shown or index.marks
    assert list(index.pts) == sorted(set(index.pts))
    assert len(index) == len(shown) == len(made.numbers)
    assert FrameIndex.from_bytes(index.to_bytes()) == index


@pytest.mark.parametrize(
    ("name", "reordered"),
    [("plain", True), ("h264 avi", True), ("phone, uneven, late start", False), ("vp8", False)],
)
def test_it_tells_whether_pictures_are_decoded_out_of_turn(
    clip: ClipMaker, name: str, reordered: bool
) -> None:
    assert build_index(clip(name).open).reordered == reordered


def test_times_begin_at_frame_0_and_end_with_the_last_frame(clip: ClipMaker) -> None:
    index = build_index(clip("late start mkv").open)
    assert index.pts[0] == 5000
    assert index.seconds(0) == 0.0
    assert index.seconds(30) == pytest.approx(1.0, abs=0.001)
    assert index.duration == pytest.approx(48 / 30, abs=0.002)
    assert index.at(-1) == 0
    assert index.at(0.999) == 29
    assert index.at(1.001) == 30
    assert index.at(99) == 47
    assert all(index.at(index.time(n)) == n for n in range(len(index)))


def test_hidden_pictures_and_a_variable_rate_are_told(clip: ClipMaker) -> None:
    edited = build_index(clip("edit list").open)
    assert edited.hidden > 0
    assert edited.pts[0] >= 0
    assert any("not shown" in warning for warning in edited.warnings)
    assert build_index(clip("variable rate").open).variable_rate
    plain = build_index(clip("plain").open)
    assert not plain.variable_rate
    assert plain.warnings == ()
    assert (plain.codec, plain.has_sound) == ("h264", False)
    assert build_index(clip("late short sound").open).has_sound


def test_a_keyframe_that_only_begins_to_recover_is_no_start(clip: ClipMaker) -> None:
    index = build_index(clip("h264 intra refresh").open)
    assert index.key_numbers == (0,)
    assert len(build_index(clip("h264 open gop").open).key_numbers) == 4


def test_what_a_file_calls_a_keyframe_is_none_if_it_is_made_from_others(clip: ClipMaker) -> None:
    assert build_index(clip("all called keyframes").open).key_numbers == (0, 12, 24, 36, 47)


def test_the_second_field_of_a_picture_is_no_hidden_one(clip: ClipMaker) -> None:
    fields = build_index(clip("fields apart").open)
    assert (fields.hidden, fields.warnings) == (0, ())


def test_what_is_kept_in_another_form_is_built_anew() -> None:
    assert FrameIndex.from_bytes(b"") is None
    assert FrameIndex.from_bytes(b"not an index") is None


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "not a video"),
        (b"Dear parents, here is the letter about sports day. " * 90, "not a video"),
        (clips.tone_only(), "has no pictures: it is a sound recording"),
        (clips.tone_only("mkv"), "has no pictures"),
    ],
    ids=["empty", "text", "sound", "sound in mkv"],
)
def test_a_file_without_pictures_is_refused_in_words(data: bytes, words: str) -> None:
    with pytest.raises(NotAClip, match=words):
        build_index(lambda: io.BytesIO(data))


def test_a_recording_that_was_never_finished_is_refused_in_words(clip: ClipMaker) -> None:
    data = clip("plain").data
    with pytest.raises(NotAClip, match="not whole"):
        build_index(lambda: io.BytesIO(data[: len(data) // 2]))


def test_pictures_that_nothing_here_decodes_are_refused_in_words(clip: ClipMaker) -> None:
    data = clip("plain").data.replace(b"avc1", b"none")
    with pytest.raises(NotAClip, match="of a kind that cannot be decoded here"):
        build_index(lambda: io.BytesIO(data))


def test_what_pictures_are_decoded_by_may_be_damaged(clip: ClipMaker) -> None:
    data = bytearray(clip("plain").data)
    first_size = data.index(b"avcC") + 10
    data[first_size : first_size + 2] = bytes(2)
    with pytest.raises(NotAClip, match="cannot be decoded: it is damaged"):
        build_index(lambda: io.BytesIO(bytes(data)))


def test_a_disk_that_goes_away_is_not_taken_for_the_end_of_the_clip(clip: ClipMaker) -> None:
    data = clip("mpeg ts").data

    class Disk(io.BytesIO):
        reads = 0

        def read(self, size: int | None = -1) -> bytes:
            self.reads += 1
            if self.tell() > len(data) // 2:
                raise OSError("the device is not there")
            return super().read(min(size or 0, 4096))

    with pytest.raises(ClipUnreadable):
        build_index(lambda: Disk(data))


def test_indexing_can_be_cancelled(clip: ClipMaker) -> None:
    progress = SilentProgress()
    progress.cancel()
    with pytest.raises(Cancelled):
        build_index(clip("plain").open, progress)


def test_a_play_list_in_a_clips_clothes_opens_nothing() -> None:
    secret = b"#EXTM3U\n#EXT-X-TARGETDURATION:5\n#EXTINF:5,\nfile:///etc/hostname\n#EXT-X-ENDLIST\n"
    with pytest.raises(NotAClip):
        build_index(lambda: io.BytesIO(secret))


def test_a_typical_frame_is_the_median_gap(clip: ClipMaker) -> None:
    assert build_index(clip("sixty a second").open).typical_frame == Fraction(1, 60)


def _ts(first: int, count: int, start: float = 0) -> bytes:
    """A camera's transport stream of `count` frames, its clock begun at `start` seconds."""
    return clips.encode(
        clips.Recipe(
            container="ts",
            frames=count,
            first=first,
            start=start,
            options={"preset": "veryfast", "x264-params": "keyint=12:bframes=2:scenecut=0"},
        )
    )


@pytest.mark.parametrize("start", [0, 1.5], ids=["again", "a little back"])
def test_files_of_a_camera_joined_into_one_are_shown_whole(start: float) -> None:
    data = _ts(0, 60) + _ts(60, 24, start)
    index = build_index(lambda: io.BytesIO(data))
    assert index.warnings[0].startswith("The times in this file are not all its pictures’ own")
    assert list(index.pts) == sorted(set(index.pts))
    assert len(index) == 84
    assert index.duration == pytest.approx(84 / 30, abs=0.1)
    source = FrameSource(lambda: io.BytesIO(data), index)
    order = list(range(len(index)))
    whole = set()
    for n in [*random.Random(3).sample(order, len(order)), *order[::-1]]:
        with suppress(FrameNotExact):  # as the last ones before the break may be
            assert clips.read_number(source.picture(n).bgra) == n
            whole.add(n)
    source.close()
    assert len(whole) >= 80


def test_what_is_not_the_files_own_time_is_told(clip: ClipMaker) -> None:
    told = build_index(clip("h264 avi").open).warnings
    assert told[0] == "The times in this file are not all its pictures’ own; some are worked out."
    told = build_index(clip("bare h264").open).warnings
    assert told == ("This file holds no times; those shown are worked out from its frame rate.",)


def test_a_bare_stream_that_tells_no_rate_is_taken_for_25_a_second(clip: ClipMaker) -> None:
    index = build_index(clip("bare h264").open)
    assert index.seconds(30) == pytest.approx(30 / 25)
    assert index.duration == pytest.approx(48 / 25)


def test_pictures_that_share_a_time_share_it_evenly(clip: ClipMaker) -> None:
    index = build_index(clip("times shared mkv").open)
    assert not index.variable_rate
    assert index.seconds(30) == pytest.approx(1.0, abs=0.002)
