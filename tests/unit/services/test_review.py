"""Marks, parts, cues and comparisons of real clips in a real encrypted file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path

import pytest

from engagement_desktop.errors import AppError
from engagement_desktop.models.areas import Area
from engagement_desktop.progress import SilentProgress
from engagement_desktop.services import comparisons, evidence, observations, review
from engagement_desktop.services.changes import Kind
from engagement_desktop.services.comparisons import ClipPoints, ComparisonForm, Lineup
from engagement_desktop.services.observation_views import ObservationForm
from engagement_desktop.services.review import MarkerForm
from engagement_desktop.video import frame_index
from tests.helpers.clips import Recipe, encode
from tests.helpers.small_school import SmallSchool, small_school


@pytest.fixture
def school(tmp_path: Path) -> Iterator[SmallSchool]:
    with small_school(tmp_path) as made:
        yield made


@pytest.fixture(scope="module")
def clips() -> tuple[bytes, bytes]:
    return encode(Recipe(frames=24)), encode(Recipe(frames=30, rate=25))


def _attach(school: SmallSchool, data: bytes, pupil_id: int, observation: int | None = None) -> int:
    saved = evidence.attach(school.work, pupil_id, observation, data, "clip.mp4", SilentProgress())
    return saved.value.evidence.id


def test_a_clip_opens_with_its_index_from_the_file(
    school: SmallSchool, clips: tuple[bytes, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    clip_id = _attach(school, clips[0], school.amara)
    monkeypatch.setattr(review, "build_index", None)  # not built again: it was kept
    clip = review.review_clip(school.work, clip_id)
    assert len(clip.index) == 24
    with clip.opener() as file:
        assert file.read() == clips[0]


def test_a_lost_index_is_built_again_and_kept(
    school: SmallSchool, clips: tuple[bytes, bytes]
) -> None:
    clip_id = _attach(school, clips[0], school.amara)
    sha256 = school.work.media.stored(1).sha256
    school.work.media.keep_frame_index(sha256, b"from another version")
    clip = review.review_clip(school.work, clip_id)
    assert clip.index == frame_index.build_index(clip.opener)
    kept = school.work.media.frame_index(sha256)
    assert kept is not None
    assert frame_index.FrameIndex.from_bytes(kept) == clip.index


def test_the_list_tells_when_where_and_what_the_latest_first(
    school: SmallSchool, clips: tuple[bytes, bytes]
) -> None:
    loose = _attach(school, clips[1], school.amara)
    draft = observations.new_observation(school.work, school.amara).value
    form = ObservationForm(
        occurred_at=datetime(2026, 3, 12, 10, 42, tzinfo=UTC),
        activity="Bubble tube",
        place="Sensory room",
    )
    observations.autosave(school.work, draft.id, form)
    seen = _attach(school, clips[0], school.amara, draft.id)
    _attach(school, clips[0], school.bilal)
    lines = review.clips_of(school.work, school.amara)
    assert [line.evidence_id for line in lines] == [loose, seen]
    assert (lines[1].activity, lines[1].place) == ("Bubble tube", "Sensory room")
    assert lines[1].at == form.occurred_at
    assert lines[0].activity == ""
    assert set(review.posters_of(school.work, (loose, seen))) == {loose, seen}


def test_a_mark_comes_back_as_it_was_written(
    school: SmallSchool, clips: tuple[bytes, bytes]
) -> None:
    clip_id = _attach(school, clips[0], school.amara)
    index = review.review_clip(school.work, clip_id).index
    saved = review.add_marker(
        school.work, clip_id, pts=index.pts[7], frame=7, time_base=index.time_base
    )
    assert saved.changes.touches(Kind.MARKER)
    assert saved.changes.touches_pupil(school.amara)
    form = MarkerForm("Looks up <b>", (Area.ANTICIPATION, Area.INITIATION), "Both hands still.")
    review.update_marker(school.work, saved.value.id, form)
    (marker,) = review.review_clip(school.work, clip_id).markers
    assert (marker.pts, marker.frame, marker.form) == (index.pts[7], 7, form)
    removed = review.delete_marker(school.work, marker.id).value
    assert review.review_clip(school.work, clip_id).markers == ()
    review.put_back_marker(school.work, removed, index.time_base)
    assert review.review_clip(school.work, clip_id).markers == (marker,)


def test_part_and_cue_are_kept_with_the_clip(
    school: SmallSchool, clips: tuple[bytes, bytes]
) -> None:
    clip_id = _attach(school, clips[0], school.amara)
    pts = review.review_clip(school.work, clip_id).index.pts
    review.set_part(school.work, clip_id, pts[3], pts[20])
    review.set_cue(school.work, clip_id, pts[5])
    clip = review.review_clip(school.work, clip_id)
    assert (clip.in_pts, clip.out_pts, clip.sync_pts) == (pts[3], pts[20], pts[5])


def test_a_comparison_is_kept_once_for_two_clips(
    school: SmallSchool, clips: tuple[bytes, bytes]
) -> None:
    then = _attach(school, clips[0], school.amara)
    now = _attach(school, clips[1], school.amara)
    assert comparisons.save_comparison(school.work, then, now, ComparisonForm()).value is None
    assert comparisons.comparison_between(school.work, then, now) is None
    first = ComparisonForm("Then she waited. Now she looks first.", "The pause did.", "")
    second = ComparisonForm("Then she waited. Now she looks first.", "The pause did.", "A lamp.")
    comparisons.save_comparison(school.work, then, now, first)
    comparisons.save_comparison(school.work, then, now, second)
    (kept,) = comparisons.comparisons_of(school.work, school.amara)
    assert (kept.earlier_id, kept.later_id, kept.form) == (then, now, second)
    assert comparisons.comparison_between(school.work, now, then) is None


def test_how_two_clips_lay_is_kept_with_what_was_written_of_them(
    school: SmallSchool, clips: tuple[bytes, bytes]
) -> None:
    then = _attach(school, clips[0], school.amara)
    now = _attach(school, clips[1], school.amara)
    form = ComparisonForm("Now she looks first.")
    lineup = Lineup(
        ClipPoints(300, 100, 900), ClipPoints(None, None, 4500), Fraction(1001, 30000), looped=True
    )
    comparisons.save_comparison(school.work, then, now, form, lineup)
    # What is written elsewhere, without the clips in view, leaves them as they lay.
    review.set_cue(school.work, then, 600)
    comparisons.save_comparison(school.work, then, now, ComparisonForm("Now she looks first."))
    kept = comparisons.comparison_between(school.work, then, now)
    assert kept is not None
    assert kept.lineup == lineup
    (line,) = comparisons.comparison_lines(school.work, school.amara)
    assert (line.id, line.earlier_id, line.later_id) == (kept.id, then, now)
    assert line.words == "Now she looks first."


def test_one_pupil_is_never_compared_with_another(
    school: SmallSchool, clips: tuple[bytes, bytes]
) -> None:
    hers, his = _attach(school, clips[0], school.amara), _attach(school, clips[1], school.bilal)
    with pytest.raises(AppError, match="two pupils"):
        comparisons.save_comparison(school.work, hers, his, ComparisonForm("x"))
    assert comparisons.comparisons_of(school.work, school.amara) == ()


def test_what_is_gone_is_said_in_words(school: SmallSchool) -> None:
    for ask in (
        lambda: review.review_clip(school.work, 99),
        lambda: review.set_cue(school.work, 99, 0),
        lambda: review.update_marker(school.work, 99, MarkerForm()),
    ):
        with pytest.raises(AppError, match="no longer in the school’s file"):
            ask()
