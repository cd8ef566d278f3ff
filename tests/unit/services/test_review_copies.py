"""Review copies in a real encrypted file: kept with the original, and gone with it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import func, select

from engagement_desktop.errors import AppError, Cancelled
from engagement_desktop.models.records import Media, ReviewCopy
from engagement_desktop.progress import SilentProgress
from engagement_desktop.services import binned, evidence, review, review_copies
from engagement_desktop.services.changes import Kind
from engagement_desktop.video import frame_index, review_copy
from engagement_desktop.video.frame_source import FrameSource
from tests.helpers.clips import MadeClip, draw_number, make, read_number
from tests.helpers.small_school import SmallSchool, emptied, small_school, tidied


@pytest.fixture
def school(tmp_path: Path) -> Iterator[SmallSchool]:
    with small_school(tmp_path) as made:
        yield made


@pytest.fixture(scope="module")
def clip() -> MadeClip:
    return make("late start mkv")


@pytest.fixture
def slow_pc(monkeypatch: pytest.MonkeyPatch) -> None:
    """A PC on which nothing is decoded in time."""
    monkeypatch.setattr(review_copy, "_SHARE", 0.0)


def attach(school: SmallSchool, data: bytes, name: str = "clip.mkv") -> int:
    saved = evidence.attach(school.work, school.amara, None, data, name, SilentProgress())
    return saved.value.evidence.id


def contents(school: SmallSchool) -> tuple[int, int]:
    """How many contents and how many copies the file holds."""
    with school.work.database.read() as session:
        media = session.scalar(select(func.count()).select_from(Media))
        copies = session.scalar(select(func.count()).select_from(ReviewCopy))
    return media or 0, copies or 0


def test_a_clip_that_this_pc_decodes_needs_none(school: SmallSchool, clip: MadeClip) -> None:
    clip_id = attach(school, clip.data)
    assert review_copies.needs_copy(school.work, clip_id) == ""
    source = review_copies.for_review(school.work, clip_id)
    assert source.label == ""
    with source.clip.opener() as file:
        assert file.read() == clip.data


@pytest.mark.usefixtures("slow_pc")
def test_a_slow_pc_gets_a_copy_with_the_originals_frames_and_marks(
    school: SmallSchool, clip: MadeClip
) -> None:
    clip_id = attach(school, clip.data)
    why = review_copies.needs_copy(school.work, clip_id)
    assert "took" in why
    before = review.review_clip(school.work, clip_id)
    review.add_marker(
        school.work, clip_id, pts=before.index.pts[7], frame=7, time_base=before.index.time_base
    )
    saved = review_copies.make_copy(school.work, clip_id, SilentProgress(), why)
    assert saved.changes.touches(Kind.EVIDENCE)
    assert contents(school) == (2, 1)
    assert review_copies.needs_copy(school.work, clip_id) == ""

    source = review_copies.for_review(school.work, clip_id)
    assert source.label == "Review copy; the original stays the evidence"
    index = source.clip.index
    assert (index.pts, index.time_base) == (before.index.pts, before.index.time_base)
    assert index.number_of(source.clip.markers[0].pts) == 7
    shown = FrameSource(source.clip.opener, index)
    for n in (47, 7, 0, 30):
        picture = shown.picture(n)
        assert (picture.pts, read_number(picture.bgra)) == (index.pts[n], clip.numbers[n])
    shown.close()
    for opener in (source.sound_opener, review.review_clip(school.work, clip_id).opener):
        with opener() as file:
            assert file.read() == clip.data


def test_a_clip_brought_in_is_copied_only_where_needed(
    school: SmallSchool, clip: MadeClip, monkeypatch: pytest.MonkeyPatch
) -> None:
    clip_id = attach(school, clip.data)
    assert review_copies.copy_if_needed(school.work, clip_id, SilentProgress()).value is None
    assert contents(school) == (1, 0)
    monkeypatch.setattr(review_copy, "_SHARE", 0.0)
    assert review_copies.copy_if_needed(school.work, clip_id, SilentProgress()).value
    assert contents(school) == (2, 1)
    with school.work.database.read() as session:
        assert "took" in session.scalars(select(ReviewCopy.why)).one()


def test_a_copy_opens_with_its_index_from_the_file(
    school: SmallSchool, clip: MadeClip, monkeypatch: pytest.MonkeyPatch
) -> None:
    clip_id = attach(school, clip.data)
    made = review_copies.make_copy(school.work, clip_id, SilentProgress()).value
    monkeypatch.setattr(review_copies, "build_index", None)
    assert review_copies.for_review(school.work, clip_id).clip.index == made.clip.index


def test_making_a_copy_again_changes_nothing(school: SmallSchool, clip: MadeClip) -> None:
    clip_id = attach(school, clip.data)
    review_copies.make_copy(school.work, clip_id, SilentProgress())
    again = review_copies.make_copy(school.work, clip_id, SilentProgress())
    assert again.value.label
    assert contents(school) == (2, 1)


def test_a_copy_made_twice_at_once_is_kept_once(
    school: SmallSchool, clip: MadeClip, monkeypatch: pytest.MonkeyPatch
) -> None:
    clip_id = attach(school, clip.data)
    encode_copy = review_copy.make_copy

    def meanwhile(*args: object) -> bytes:
        monkeypatch.setattr(review_copy, "make_copy", encode_copy)
        review_copies.make_copy(school.work, clip_id, SilentProgress())
        return encode_copy(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(review_copy, "make_copy", meanwhile)
    review_copies.make_copy(school.work, clip_id, SilentProgress())
    assert contents(school) == (2, 1)
    assert review_copies.for_review(school.work, clip_id).label


def test_the_copy_goes_with_its_evidence_and_comes_back_with_it(
    school: SmallSchool, clip: MadeClip
) -> None:
    clip_id = attach(school, clip.data)
    review_copies.make_copy(school.work, clip_id, SilentProgress())
    assert tidied(school.work) == 0
    removed = evidence.remove(school.work, clip_id).value
    binned.put_back(school.work, removed)
    assert review_copies.for_review(school.work, clip_id).label
    evidence.remove(school.work, clip_id)
    assert tidied(school.work) == 0  # it waits in the bin
    assert emptied(school.work) == 2
    assert contents(school) == (0, 0)


def test_the_copy_stays_while_another_record_shows_the_clip(
    school: SmallSchool, clip: MadeClip
) -> None:
    first, second = attach(school, clip.data), attach(school, clip.data)
    review_copies.make_copy(school.work, first, SilentProgress())
    evidence.remove(school.work, first)
    assert tidied(school.work) == 0
    assert review_copies.for_review(school.work, second).label


def test_cancelling_leaves_nothing(school: SmallSchool, clip: MadeClip) -> None:
    clip_id = attach(school, clip.data)
    before = contents(school)
    progress = SilentProgress()
    progress.cancel()
    with pytest.raises(Cancelled):
        review_copies.make_copy(school.work, clip_id, progress)
    assert contents(school) == before


def test_a_clip_deleted_meanwhile_leaves_no_copy(
    school: SmallSchool, clip: MadeClip, monkeypatch: pytest.MonkeyPatch
) -> None:
    clip_id = attach(school, clip.data)
    encode_copy = review_copy.make_copy

    def meanwhile(*args: object) -> bytes:
        data = encode_copy(*args)  # type: ignore[arg-type]
        evidence.remove(school.work, clip_id)
        return data

    monkeypatch.setattr(review_copy, "make_copy", meanwhile)
    with pytest.raises(AppError, match="no longer in the school’s file"):
        review_copies.make_copy(school.work, clip_id, SilentProgress())
    assert contents(school) == (1, 0)


def test_a_copy_of_other_frames_is_not_shown(school: SmallSchool, clip: MadeClip) -> None:
    clip_id = attach(school, clip.data)
    review_copies.make_copy(school.work, clip_id, SilentProgress())
    other = frame_index.build_index(make("plain").open).to_bytes()
    with school.work.database.read() as session:
        copy_id = session.scalars(select(ReviewCopy.media_id)).one()
    school.work.media.keep_frame_index(school.work.media.stored(copy_id).sha256, other)
    source = review_copies.for_review(school.work, clip_id)
    assert source.label == ""
    with source.clip.opener() as file:
        assert file.read() == clip.data


@pytest.mark.usefixtures("slow_pc")
def test_photos_and_sounds_have_none(school: SmallSchool) -> None:
    out = io.BytesIO()
    Image.fromarray(draw_number(77)).save(out, "PNG")
    photo = attach(school, out.getvalue(), "photo.png")
    assert review_copies.needs_copy(school.work, photo) == ""
    with pytest.raises(AppError, match="Only a video"):
        review_copies.make_copy(school.work, photo, SilentProgress())
    source = review_copies.for_review(school.work, photo)
    assert len(source.clip.index) == 1
    (line,) = review.clips_of(school.work, school.amara)
    assert line.evidence_id == photo
