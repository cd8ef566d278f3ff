"""Evidence goes whole into the file or not at all: real clips, photos and broken files."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image
from sqlalchemy import delete, func, select

from engagement_desktop.errors import AppError, Cancelled
from engagement_desktop.models.areas import Area
from engagement_desktop.models.records import (
    BinEntry,
    Evidence,
    Marker,
    MarkerArea,
    Media,
    MediaChunk,
    Observation,
)
from engagement_desktop.models.states import EvidenceKind
from engagement_desktop.progress import SilentProgress
from engagement_desktop.services import binned, evidence, observations, review
from engagement_desktop.services import observation_corrections as corrections
from engagement_desktop.services.observation_memory import earlier_clips
from engagement_desktop.services.observation_removal import delete_draft
from engagement_desktop.services.observation_views import (
    EvidenceView,
    ObservationView,
    ResponseForm,
    WhenFrom,
)
from engagement_desktop.services.report_evidence import ReportPictures
from engagement_desktop.services.review import review_clip
from tests.helpers.clips import Recipe, encode, read_number, tone_only
from tests.helpers.small_school import SmallSchool, emptied, small_school, tidied

TAKEN = datetime(2026, 3, 12, 10, 42, 7, tzinfo=UTC)


@pytest.fixture
def school(tmp_path: Path) -> Iterator[SmallSchool]:
    with small_school(tmp_path) as made:
        yield made


@pytest.fixture(scope="module")
def clip() -> bytes:
    return taken_at(encode(Recipe(frames=24)), TAKEN)


def taken_at(data: bytes, moment: datetime) -> bytes:
    """The same clip, saying when it was taken."""
    out = io.BytesIO()
    with av.open(io.BytesIO(data)) as source, av.open(out, "w", format="mp4") as made:
        made.metadata["creation_time"] = moment.isoformat()
        stream = made.add_stream_from_template(source.streams.video[0])
        for packet in source.demux(source.streams.video[0]):
            if packet.dts is not None:
                packet.stream = stream
                made.mux(packet)
    return out.getvalue()


def photo(colour: str = "teal") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (800, 600), colour).save(out, "PNG")
    return out.getvalue()


def attach(
    school: SmallSchool, view: ObservationView, source: Path | bytes, name: str = "clip.mp4"
) -> EvidenceView:
    return evidence.attach(
        school.work, view.pupil_id, view.id, source, name, SilentProgress()
    ).value.evidence


def begun(school: SmallSchool) -> ObservationView:
    return observations.new_observation(school.work, school.amara).value


def counts(school: SmallSchool) -> tuple[int, ...]:
    with school.work.database.read() as session:
        return tuple(
            session.scalar(select(func.count()).select_from(table)) or 0
            for table in (Evidence, Media, MediaChunk)
        )


def test_a_clip_is_kept_whole_with_its_time_and_poster(
    school: SmallSchool, clip: bytes, tmp_path: Path
) -> None:
    path = tmp_path / "VID_001.mp4"
    path.write_bytes(clip)
    view = begun(school)
    attached = attach(school, view, path, path.name)
    assert attached.kind is EvidenceKind.VIDEO
    assert (attached.width, attached.height) == (224, 128)
    assert attached.taken_at == TAKEN
    assert attached.poster is not None
    assert Image.open(io.BytesIO(attached.poster)).format == "JPEG"
    with evidence.opener(school.work, attached.id)() as content:
        assert content.read() == clip
    now = observations.observation(school.work, view.id)
    assert now.form.occurred_at == TAKEN
    assert now.when_from is WhenFrom.CLIP
    assert now.evidence == (attached,)


def test_a_time_that_somebody_wrote_stands(school: SmallSchool, clip: bytes) -> None:
    view = begun(school)
    written = school.work.now() - timedelta(hours=3)
    observations.autosave(school.work, view.id, replace(view.form, occurred_at=written))
    attach(school, view, clip)
    assert observations.observation(school.work, view.id).form.occurred_at == written


def test_a_form_typed_before_the_clip_came_does_not_undo_its_time(
    school: SmallSchool, clip: bytes
) -> None:
    view = begun(school)
    attach(school, view, clip)
    observations.autosave(school.work, view.id, replace(view.form, narrative="typed meanwhile"))
    now = observations.observation(school.work, view.id).form
    assert (now.occurred_at, now.narrative) == (TAKEN, "typed meanwhile")


def test_a_camera_ahead_of_its_time_is_not_believed(school: SmallSchool, clip: bytes) -> None:
    view = begun(school)
    attach(school, view, taken_at(clip, school.work.now() + timedelta(days=400)))
    assert observations.observation(school.work, view.id).when_from is WhenFrom.STARTED


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("text.mp4", "text"),
        ("empty.mp4", "empty"),
        ("cut.mp4", "not whole"),
        ("noise.mp4", "opened"),
    ],
)
def test_what_is_no_clip_is_refused_in_words_and_leaves_nothing(
    school: SmallSchool, clip: bytes, tmp_path: Path, name: str, words: str
) -> None:
    contents = {
        "text.mp4": b"Not a clip at all, only words.\n" * 50,
        "empty.mp4": b"",
        "cut.mp4": clip[: len(clip) // 2],  # the table of contents stands at the end
        "noise.mp4": bytes(range(256)) * 64,
    }
    path = tmp_path / name
    path.write_bytes(contents[name])
    view = begun(school)
    observations.autosave(school.work, view.id, replace(view.form, narrative="typed before"))
    with pytest.raises(AppError, match=words):
        attach(school, view, path, name)
    assert counts(school) == (0, 0, 0)
    kept = observations.observation(school.work, view.id)
    assert (kept.form.narrative, kept.evidence) == ("typed before", ())


def test_a_clip_cut_at_its_end_is_kept_and_says_so(school: SmallSchool) -> None:
    whole = encode(Recipe(frames=48, container="mkv"))
    view = begun(school)
    source = whole[: len(whole) * 2 // 3]
    saved = evidence.attach(
        school.work, view.pupil_id, view.id, source, "cut.mkv", SilentProgress()
    ).value
    assert saved.evidence.kind is EvidenceKind.VIDEO
    assert saved.evidence.seconds is not None
    assert saved.evidence.seconds < 1.5


def test_a_clip_without_pictures_is_a_sound_recording_and_says_so(school: SmallSchool) -> None:
    view = begun(school)
    saved = evidence.attach(
        school.work, view.pupil_id, view.id, tone_only(), "voice.mp4", SilentProgress()
    ).value
    assert saved.evidence.kind is EvidenceKind.SOUND
    assert "no pictures" in saved.notes[0]


def test_a_missing_file_is_told_in_words(school: SmallSchool, tmp_path: Path) -> None:
    with pytest.raises(AppError, match="could not be read"):
        attach(school, begun(school), tmp_path / "gone.mp4")
    assert counts(school) == (0, 0, 0)


def test_a_pasted_picture_is_kept(school: SmallSchool) -> None:
    view = begun(school)
    attached = attach(school, view, photo(), "Pasted picture 10.42.png")
    assert attached.kind is EvidenceKind.PHOTO
    assert (attached.width, attached.height) == (800, 600)
    line = observations.list_observations(school.work, school.amara)[0]
    assert (line.photos, line.clips, line.poster_id) == (1, 0, attached.id)
    assert observations.posters(school.work, [attached.id]) == {attached.id: attached.poster}


class StopsHalfway(SilentProgress):
    """A user who presses Cancel when the first bytes are in."""

    def report(self, done: int, total: int, words: str = "") -> None:
        super().report(done, total, words)
        if words == "" and done:
            self.cancel()
        self.check()


def test_a_cancelled_import_leaves_nothing(school: SmallSchool) -> None:
    big = photo() + bytes(40 * 2**20)  # what follows a picture's end is carried, not looked at
    view = begun(school)
    with pytest.raises(Cancelled):
        evidence.attach(school.work, view.pupil_id, view.id, big, "big.png", StopsHalfway())
    assert counts(school) == (0, 0, 0)
    assert observations.observation(school.work, view.id).evidence == ()


def test_the_same_file_twice_is_stored_once_and_told(school: SmallSchool, clip: bytes) -> None:
    first, second = begun(school), begun(school)
    attach(school, first, clip)
    with pytest.raises(AppError, match="same file"):
        attach(school, first, clip, "copy.mp4")
    attach(school, second, clip)
    assert counts(school)[:2] == (2, 1)


def test_an_approved_observation_takes_no_more(school: SmallSchool, clip: bytes) -> None:
    view = begun(school)
    observations.approve(school.work, view.id, replace(view.form, narrative="x"))
    with pytest.raises(AppError, match="approved"):
        attach(school, view, clip)
    assert counts(school) == (0, 0, 0)


def test_removing_is_undone_with_its_markers_and_unused_contents_go(
    school: SmallSchool, clip: bytes
) -> None:
    view = begun(school)
    attached = attach(school, view, clip)
    with school.work.database.write() as session:
        marker = Marker(
            evidence_id=attached.id,
            pts=512,
            time_base_numerator=1,
            time_base_denominator=15360,
            frame=1,
            title="looks up",
            made_at=school.work.now(),
        )
        marker.areas = [MarkerArea(area=Area.ANTICIPATION)]
        session.add(marker)
    before = observations.observation(school.work, view.id).evidence
    removed = evidence.remove(school.work, attached.id).value
    assert observations.observation(school.work, view.id).evidence == ()
    binned.put_back(school.work, removed)
    assert observations.observation(school.work, view.id).evidence == before
    assert before[0].markers[0].areas == (Area.ANTICIPATION,)
    assert tidied(school.work) == 0
    evidence.remove(school.work, attached.id)
    assert tidied(school.work) == 0  # it waits in the bin
    assert emptied(school.work) == 1
    assert counts(school) == (0, 0, 0)


def test_undo_still_finds_a_draft_that_was_left_after_its_only_photo_went(
    school: SmallSchool,
) -> None:
    view = begun(school)
    kept = attach(school, view, photo(), "photo.png")
    removed = evidence.remove(school.work, kept.id).value
    assert not observations.close_draft(school.work, view.id).value
    binned.put_back(school.work, removed)
    (back,) = observations.observation(school.work, view.id).evidence
    assert back.id == kept.id


def test_undo_brings_a_photo_back_also_after_another_has_got_its_number(
    school: SmallSchool,
) -> None:
    view = begun(school)
    first = attach(school, view, photo(), "first.png")
    removed = evidence.remove(school.work, first.id).value
    second = attach(school, view, photo("red"), "second.png")
    assert second.id == first.id  # SQLite gives the highest number away again
    back = binned.put_back(school.work, removed).value
    found = observations.observation(school.work, view.id).evidence
    assert {each.original_name: each.id for each in found} == {
        "second.png": second.id,
        "first.png": back,
    }


def test_undo_after_the_approval_leaves_the_approved_evidence_alone(school: SmallSchool) -> None:
    view = begun(school)
    attach(school, view, photo(), "a.png")
    removed = evidence.remove(school.work, attach(school, view, photo("red"), "b.png").id).value
    observations.approve(school.work, view.id, replace(view.form, narrative="Looked."))
    with pytest.raises(AppError, match="approved"):
        binned.put_back(school.work, removed)
    (kept,) = observations.observation(school.work, view.id).evidence
    assert kept.original_name == "a.png"


def approved_with(school: SmallSchool, *names: str) -> int:
    """An approved observation with a photo of each name; its id."""
    view = begun(school)
    for number, name in enumerate(names):
        attach(school, view, photo(f"#{number + 1:06x}"), name)
    observations.approve(school.work, view.id, replace(view.form, narrative="Looked."))
    return view.id


def names_of(school: SmallSchool, observation_id: int) -> list[str]:
    found = observations.observation(school.work, observation_id).evidence
    return sorted(each.original_name for each in found)


def test_evidence_that_a_correction_takes_out_is_kept_with_the_earlier_text(
    school: SmallSchool,
) -> None:
    number = approved_with(school, "a.png", "b.png")
    opened = corrections.correct(school.work, number).value
    evidence.remove(school.work, opened.evidence[0].id)
    observations.approve(school.work, number)
    assert tidied(school.work) == 0  # also at the next opening
    assert names_of(school, number) == ["b.png"]
    (earlier,) = corrections.history(school.work, number).earlier
    assert [each.original_name for each in earlier.said.evidence] == ["a.png", "b.png"]


def test_a_correction_that_is_given_up_brings_its_evidence_back_and_can_be_resumed(
    school: SmallSchool,
) -> None:
    number = approved_with(school, "a.png", "b.png")
    opened = corrections.correct(school.work, number).value
    kept, gone = opened.evidence
    evidence.describe(school.work, kept.id, caption="other words", taken_at=kept.taken_at)
    evidence.remove(school.work, gone.id)
    attach(school, opened, photo("plum"), "c.png")
    corrections.put_back_approved(school.work, number)
    tidied(school.work)
    assert names_of(school, number) == ["a.png", "b.png"]
    assert observations.observation(school.work, number).evidence[0].caption == ""
    opener = evidence.opener(school.work, gone.id)
    with opener() as content:
        assert content.read() == photo("#000002")
    with pytest.raises(AppError, match="approved"):
        evidence.remove(school.work, kept.id)


def test_a_correction_that_was_given_up_comes_back_whole(school: SmallSchool) -> None:
    number = approved_with(school, "a.png", "b.png")
    opened = corrections.correct(school.work, number).value
    evidence.remove(school.work, opened.evidence[1].id)
    attach(school, opened, photo("plum"), "c.png")
    given_up = corrections.put_back_approved(school.work, number).value
    corrections.resume(school.work, given_up)
    assert names_of(school, number) == ["a.png", "c.png"]
    corrections.put_back_approved(school.work, number)
    assert names_of(school, number) == ["a.png", "b.png"]


def test_a_correction_of_the_evidence_alone_is_not_taken_for_none(school: SmallSchool) -> None:
    number = approved_with(school, "a.png", "b.png")
    opened = corrections.correct(school.work, number).value
    removed = evidence.remove(school.work, opened.evidence[0].id).value
    assert not observations.close_draft(school.work, number).value
    assert names_of(school, number) == ["b.png"]
    binned.put_back(school.work, removed)
    assert observations.close_draft(school.work, number).value
    assert names_of(school, number) == ["a.png", "b.png"]
    attach(school, corrections.correct(school.work, number).value, photo("plum"), "c.png")
    assert not observations.close_draft(school.work, number).value


def test_a_removed_clip_that_comes_back_is_again_the_one_its_stills_were_taken_from(
    school: SmallSchool, clip: bytes
) -> None:
    view = begun(school)
    attached = attach(school, view, clip)
    still = evidence.keep_still(school.work, view.id, attached.id, 3, "", SilentProgress()).value
    binned.put_back(school.work, evidence.remove(school.work, attached.id).value)
    with school.work.database.read() as session:
        assert session.get_one(Evidence, still.id).still_of_id == attached.id


def test_a_clip_brought_in_again_while_its_earlier_bytes_go_is_kept_whole(
    school: SmallSchool, clip: bytes
) -> None:
    """Removed in one sitting, it is let go of in the next, just as it is brought in again."""
    view = begun(school)
    evidence.remove(school.work, attach(school, view, clip).id)
    with school.work.database.write() as session:
        session.execute(delete(BinEntry))  # emptied in another sitting, which was cut off

    class Tidying(SilentProgress):
        def report(self, done: int, total: int, words: str = "") -> None:
            super().report(done, total, words)
            if done == total:  # the content was found to be here already
                tidied(school.work)

    again = evidence.attach(
        school.work, view.pupil_id, view.id, clip, "clip.mp4", Tidying()
    ).value.evidence
    tidied(school.work)
    with evidence.opener(school.work, again.id)() as content:
        assert content.read() == clip


def test_a_picture_chosen_for_a_report_stays_the_same_when_the_clip_is_marked_later(
    school: SmallSchool, clip: bytes
) -> None:
    attached = attach(school, begun(school), clip)
    index = review_clip(school.work, attached.id).index
    review.add_marker(
        school.work, attached.id, pts=index.pts[20], frame=20, time_base=index.time_base
    )
    with school.work.database.read() as session:
        row = session.get_one(Evidence, attached.id)
        assert ReportPictures().of(school.work, row, None) == row.poster


def test_an_approved_observation_keeps_what_its_pictures_say(school: SmallSchool) -> None:
    view = begun(school)
    kept = attach(school, view, photo(), "photo.png")
    observations.approve(school.work, view.id, replace(view.form, activity="Bubbles"))
    with pytest.raises(AppError, match="approved"):
        evidence.describe(school.work, kept.id, caption="Later words", taken_at=None)


def test_a_deleted_draft_comes_back_with_its_clip(school: SmallSchool, clip: bytes) -> None:
    view = begun(school)
    attached = attach(school, view, clip)
    deleted = delete_draft(school.work, view.id).value
    assert counts(school)[0] == 0
    binned.put_back(school.work, deleted)
    with evidence.opener(school.work, attached.id)() as content:
        assert content.read() == clip


def test_a_still_is_exactly_its_frame_and_belongs_to_the_observation(
    school: SmallSchool, clip: bytes
) -> None:
    view = begun(school)
    attached = attach(school, view, clip)
    still = evidence.keep_still(
        school.work, view.id, attached.id, 17, "looks up", SilentProgress()
    ).value
    assert (still.kind, still.caption, still.taken_at) == (EvidenceKind.PHOTO, "looks up", TAKEN)
    with evidence.opener(school.work, still.id)() as content:
        shown = np.asarray(Image.open(content).convert("RGBA"))
    assert read_number(shown) == 17
    with school.work.database.read() as session:
        row = session.get_one(Evidence, still.id)
        assert row.still_of_id == attached.id
        assert row.still_pts == review_clip(school.work, attached.id).index.pts[17]


def test_a_photo_is_shown_within_its_box(school: SmallSchool) -> None:
    attached = attach(school, begun(school), photo(), "photo.png")
    small = Image.open(io.BytesIO(evidence.picture(school.work, attached.id, (400, 400))))
    assert (small.format, small.size) == ("JPEG", (400, 300))


def test_the_earlier_clip_that_shares_most_is_suggested(school: SmallSchool, clip: bytes) -> None:
    earlier = {}
    for number, (days, activity, area) in enumerate(
        ((200, "Drum", Area.PERSISTENCE), (90, "Bubble tube", None), (60, "bubble tube ", None))
    ):
        view = begun(school)
        responses = (ResponseForm(area, "x"),) if area else ()
        when = school.work.now() - timedelta(days=days)
        form = replace(view.form, activity=activity, responses=responses, occurred_at=when)
        observations.autosave(school.work, view.id, form)
        earlier[days] = attach(school, view, clip + bytes(number)).id
    with school.work.database.write() as session:
        for row in session.scalars(select(Evidence)):
            row.taken_at = session.get_one(Observation, row.observation_id).occurred_at
    now = begun(school)
    assert [each.shared for each in earlier_clips(school.work, now.id)] == [()] * 3
    observations.autosave(school.work, now.id, replace(now.form, activity="Bubble Tube"))
    suggested = earlier_clips(school.work, now.id)[0]
    assert (suggested.evidence_id, suggested.shared) == (earlier[90], ("same activity",))
    form = replace(now.form, responses=(ResponseForm(Area.PERSISTENCE, "y"),))
    observations.autosave(school.work, now.id, form)
    offered = earlier_clips(school.work, now.id)
    assert offered[0].evidence_id == earlier[200]
    assert offered[0].shared == ("same area",)
    assert len(offered) == 3
