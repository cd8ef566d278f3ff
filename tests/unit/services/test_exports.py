"""What leaves the school's file: with permission, exactly as shown, whole or not at all."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image

from engagement_desktop.errors import AppError, Cancelled
from engagement_desktop.models.states import PermissionUse
from engagement_desktop.progress import SilentProgress
from engagement_desktop.services import evidence, exports, permissions, review
from engagement_desktop.services.exports import ClipShown, FrameShown
from engagement_desktop.services.review import MarkerForm
from engagement_desktop.video.clip_export import Span
from engagement_desktop.video.review_clock import ClipTimes, ReviewClock
from tests.helpers import clips
from tests.helpers.clips import Recipe, draw_number, encode, read_number
from tests.helpers.small_school import SmallSchool, small_school

WIDTH, HEIGHT, GAP = clips.WIDTH, clips.HEIGHT, 2
FAMILY, TRAINING = PermissionUse.FAMILY, PermissionUse.TRAINING


@pytest.fixture
def school(tmp_path: Path) -> Iterator[SmallSchool]:
    with small_school(tmp_path) as made:
        permit(made, made.amara, FAMILY)
        yield made


@pytest.fixture(scope="module")
def data() -> tuple[bytes, bytes]:
    return encode(Recipe(frames=36)), encode(Recipe(frames=40, rate=25))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "to the family"
    folder.mkdir()
    return folder


def permit(school: SmallSchool, pupil: int, use: PermissionUse) -> int:
    form = permissions.PermissionForm(use=use, given_by="Ada Example", from_on=date(2026, 1, 1))
    return permissions.add(school.work, pupil, form).value


def attach(
    school: SmallSchool, content: bytes, pupil: int | None = None, name: str = "a.mp4"
) -> int:
    saved = evidence.attach(
        school.work, pupil or school.amara, None, content, name, SilentProgress()
    )
    view = saved.value.evidence
    taken = datetime(2026, 3, 12, 10, tzinfo=UTC)
    evidence.describe(school.work, view.id, caption="", taken_at=taken)
    return view.id


def picture(school: SmallSchool, to: Path, *sides: FrameShown, **options: object) -> Path:
    use = options.pop("use", FAMILY)
    assert isinstance(use, PermissionUse)
    return exports.export_picture(
        school.work,
        sides,
        use,
        to,
        progress=SilentProgress(),
        **options,  # type: ignore[arg-type]
    )


def numbers(pixels: np.ndarray) -> tuple[int | None, int | None]:
    return (
        read_number(pixels[:HEIGHT, :WIDTH]),
        read_number(pixels[:HEIGHT, WIDTH + GAP : WIDTH + GAP + WIDTH]),
    )


def in_step(school: SmallSchool, *evidence_ids: int) -> list[ClipShown]:
    found = [review.review_clip(school.work, one) for one in evidence_ids]
    clock = ReviewClock(*(ClipTimes(clip.index, cue=10) for clip in found))
    clock.set_sync(1, 10)
    return [ClipShown(*pair) for pair in zip(evidence_ids, clock.clips, strict=True)]


def export(school: SmallSchool, to: Path, sides: list[ClipShown], **options: object) -> Path:
    whole: dict[str, object] = {
        "use": FAMILY, "start": Fraction(0), "end": Fraction(1), "progress": SilentProgress(),
    }  # fmt: skip
    return exports.export_clip(school.work, sides, to=to, **(whole | options))  # type: ignore[arg-type]


def test_both_frames_are_exactly_those_named(
    school: SmallSchool, data: tuple[bytes, bytes], folder: Path
) -> None:
    then, now = attach(school, data[0]), attach(school, data[1])
    index = review.review_clip(school.work, then).index
    review.add_marker(
        school.work, then, pts=index.pts[17], frame=17, time_base=index.time_base,
        form=MarkerForm("Looks up"),
    )  # fmt: skip
    to = picture(school, folder / "then and now.png", FrameShown(then, 17, 3), FrameShown(now, 31))
    marked = Image.open(to)
    assert numbers(np.asarray(marked)) == (17, 31)
    other = Image.open(picture(school, folder / "b.png", FrameShown(then, 18, 3), FrameShown(now)))
    assert numbers(np.asarray(other)) == (18, 0)
    assert marked.height > other.height  # the mark's title stands at its own frame alone
    assert sorted(path.name for path in folder.iterdir()) == ["b.png", "then and now.png"]


def test_the_name_is_there_only_when_asked_for(
    school: SmallSchool, data: tuple[bytes, bytes], folder: Path
) -> None:
    clip = attach(school, data[0])
    plain = Image.open(picture(school, folder / "a.png", FrameShown(clip, 5)))
    named = Image.open(picture(school, folder / "b.png", FrameShown(clip, 5), with_name=True))
    assert named.height > plain.height
    lower = named.crop((0, named.height - plain.height, *named.size))
    assert lower.tobytes() == plain.tobytes()


def test_a_photo_stands_beside_a_clip(
    school: SmallSchool, data: tuple[bytes, bytes], folder: Path
) -> None:
    out = io.BytesIO()
    Image.fromarray(draw_number(77)).save(out, "PNG")
    photo, clip = attach(school, out.getvalue(), name="a.png"), attach(school, data[0])
    to = picture(school, folder / "a.jpg", FrameShown(photo), FrameShown(clip, 9))
    image = Image.open(to)
    assert image.format == "JPEG"
    assert numbers(np.asarray(image)) == (77, 9)


def test_without_permission_for_the_use_nothing_leaves(
    school: SmallSchool, data: tuple[bytes, bytes], folder: Path
) -> None:
    clip = attach(school, data[0])
    assert exports.permitted_uses(school.work, school.amara) == (FAMILY,)
    with pytest.raises(AppError) as refused:
        picture(school, folder / "a.png", FrameShown(clip), use=TRAINING)
    assert refused.value.sentence == (
        "There is no permission today to use Amara’s pictures and clips for staff training. "
        "Nothing was exported. "
        "If it has been given, write it down in the pupil’s profile first."
    )
    with pytest.raises(AppError, match="no permission"):
        export(school, folder / "a.mp4", in_step(school, clip, clip), use=TRAINING)
    assert list(folder.iterdir()) == []


def test_a_permission_withdrawn_today_no_longer_counts(
    school: SmallSchool, data: tuple[bytes, bytes], folder: Path
) -> None:
    clip = attach(school, data[0])
    permission = permit(school, school.amara, TRAINING)
    picture(school, folder / "a.png", FrameShown(clip), use=TRAINING)
    permissions.withdraw(school.work, permission)
    with pytest.raises(AppError, match="no permission"):
        picture(school, folder / "b.png", FrameShown(clip), use=TRAINING)


def test_two_pupils_are_never_side_by_side(
    school: SmallSchool, data: tuple[bytes, bytes], folder: Path
) -> None:
    permit(school, school.bilal, FAMILY)
    hers, his = attach(school, data[0]), attach(school, data[1], school.bilal)
    with pytest.raises(AppError, match="two pupils"):
        picture(school, folder / "a.png", FrameShown(hers), FrameShown(his))
    with pytest.raises(AppError, match="two pupils"):
        export(school, folder / "a.mp4", in_step(school, hers, his))
    assert list(folder.iterdir()) == []


def test_the_clip_shows_what_the_reviewer_shows(
    school: SmallSchool, data: tuple[bytes, bytes], folder: Path
) -> None:
    sides = in_step(school, attach(school, data[0]), attach(school, data[1]))
    to = export(school, folder / "a.mp4", sides, start=Fraction(1, 6), speed=Fraction(1, 2))
    with av.open(to) as container:
        rate = container.streams.video[0].average_rate
        shown = [numbers(frame.to_ndarray(format="bgra")) for frame in container.decode(video=0)]
    assert rate == 30
    span = Span(Fraction(1, 6), Fraction(1), Fraction(1, 2))
    assert len(shown) == span.seconds * rate == 50
    assert shown == [
        tuple(side.times.frame(span.start + n * span.speed / rate) for side in sides)
        for n in range(50)
    ]


@pytest.mark.parametrize("broken", ["cancelled", "no folder", "unreadable"])
def test_nothing_half_written_is_left(
    school: SmallSchool, data: tuple[bytes, bytes], folder: Path, broken: str
) -> None:
    class StopsAt(SilentProgress):
        def report(self, done: int, total: int, words: str = "") -> None:
            if done == 12 and broken == "cancelled":
                self.cancel()

    sides = in_step(school, attach(school, data[0]), attach(school, data[1]))
    to = folder / "missing" / "a.mp4" if broken == "no folder" else folder / "a.mp4"
    if broken != "no folder":
        to.write_bytes(b"an earlier export")
    expected = Cancelled if broken == "cancelled" else AppError
    if broken == "unreadable":
        with school.work.database.write() as session:
            session.connection().exec_driver_sql("DELETE FROM media_chunk")
    with pytest.raises(expected):
        export(school, to, sides, progress=StopsAt())
    assert [path.name for path in folder.iterdir()] == ([] if broken == "no folder" else ["a.mp4"])
    if broken != "no folder":
        assert to.read_bytes() == b"an earlier export"
