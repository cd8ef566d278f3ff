"""Clips and photos of an observation: dropped, pasted, marked, shown and removed."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from engagement_desktop.models.areas import Area
from engagement_desktop.models.records import Media
from engagement_desktop.models.states import EvidenceKind
from engagement_desktop.progress import SilentProgress
from engagement_desktop.services import comparisons, review, review_copies
from engagement_desktop.services.observation_views import WhenFrom
from engagement_desktop.ui.messages import MessageKind
from engagement_desktop.ui.observation.given_files import GivenFile
from engagement_desktop.ui.observation.moments import moments_named
from engagement_desktop.ui.observation.observations_page import ObservationsPage
from engagement_desktop.ui.review.clip import Moment, Side
from engagement_desktop.video.frame_index import build_index
from engagement_desktop.video.time_words import time_of
from tests.helpers.clips import MadeClip, Recipe, encode, read_number
from tests.ui.observation.conftest import Room


@pytest.fixture
def empty_clipboard() -> Iterator[None]:
    QGuiApplication.clipboard().clear()
    yield
    QGuiApplication.clipboard().clear()


def give(room: Room, *files: GivenFile) -> None:
    room.page.writing.editor.files_given.emit(files)
    room.qtbot.waitUntil(lambda: room.page.writing.desk.importer.current is None, timeout=20_000)
    room.settle()


def with_clip(room: Room, clip: MadeClip) -> int:
    """An observation with a clip that is shown on the right; the clip's evidence id."""
    room.begin()
    give(room, GivenFile(clip.data, "sixty.mp4"))
    room.qtbot.waitUntil(lambda: shown_frame(room) == 0, timeout=10_000)
    return room.view.evidence[0].id


def shown_frame(room: Room) -> int | None:
    """The number that the picture on the right says itself."""
    shown = room.page.writing.beside.player.panes.shown(Side.NOW)
    return None if shown is None else read_number(shown.picture.bgra)


def mark(room: Room, n: int, title: str, *areas: Area) -> None:
    """Go to a frame, press M, name what happens, choose areas, Enter."""
    player, panel = room.page.writing.beside.player, room.page.writing.beside.panel
    clip = player.clip(Side.NOW)
    assert clip is not None
    player.jump(Side.NOW, clip.index.pts[n])
    room.qtbot.waitUntil(lambda: shown_frame(room) == n)
    player.panes.strips[Side.NOW].setFocus()
    room.qtbot.keyClick(player.panes.strips[Side.NOW], Qt.Key.Key_M)
    room.qtbot.waitUntil(panel.name.hasFocus)
    room.qtbot.keyClicks(panel.name, title)
    for chip in panel.areas.chips():
        if chip.key in areas:
            room.press(chip)
    room.qtbot.keyClick(panel.name, Qt.Key.Key_Return)
    room.settle()


def test_a_pasted_picture_comes_in_while_a_sentence_is_typed(
    room: Room, empty_clipboard: None
) -> None:
    view = room.begin()
    narrative = room.page.writing.editor.what_happened.narrative
    room.type(narrative, "She smiled at the lamp.")
    image = QImage(320, 200, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkGreen)
    QGuiApplication.clipboard().setImage(image)
    room.qtbot.keyClick(narrative, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    room.qtbot.waitUntil(lambda: len(room.stored(view.id).evidence) == 1, timeout=10_000)
    room.settle()
    stored = room.stored(view.id)
    assert stored.evidence[0].kind is EvidenceKind.PHOTO
    assert (stored.evidence[0].width, stored.evidence[0].height) == (320, 200)
    assert stored.form.narrative == "She smiled at the lamp."
    assert [tile.evidence.id for tile in room.page.writing.editor.evidence.tiles()] == [
        stored.evidence[0].id
    ]
    picture = room.page.writing.beside.picture.canvas
    room.qtbot.waitUntil(picture.isVisible)
    assert picture.image.width() == 320


def test_pasted_text_goes_into_the_sentence(room: Room, empty_clipboard: None) -> None:
    view = room.begin()
    QGuiApplication.clipboard().setText("from <b>Word</b>")
    narrative = room.page.writing.editor.what_happened.narrative
    narrative.setFocus()
    room.qtbot.keyClick(narrative, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert narrative.text() == "from <b>Word</b>"
    room.settle()
    assert room.stored(view.id).evidence == ()


def test_a_file_dropped_on_a_text_comes_in_as_evidence(
    room: Room, clip: MadeClip, tmp_path: Path
) -> None:
    view = room.begin()
    path = tmp_path / "VID <b>1.mp4"
    path.write_bytes(clip.data)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    narrative = room.page.writing.editor.what_happened.narrative
    place = QPointF(narrative.mapTo(room.page.writing.editor, QPoint(20, 10)))
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    assert not narrative.acceptDrops()
    enter = QDragEnterEvent(place.toPoint(), copy, data, left, none)
    QApplication.sendEvent(room.page.writing.editor, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(room.page.writing.editor, QDropEvent(place, copy, data, left, none))
    room.qtbot.waitUntil(lambda: len(room.stored(view.id).evidence) == 1, timeout=10_000)
    room.settle()
    assert room.stored(view.id).evidence[0].original_name == path.name
    assert narrative.text() == ""
    assert room.view.when_from is WhenFrom.STARTED  # this clip does not say when it was taken


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("text.mp4", b"Only words, whatever it is called.\n" * 40, "holds text"),
        ("empty.mp4", b"", "empty"),
    ],
)
def test_what_is_no_clip_is_told_beside_the_clips_and_keeps_what_is_typed(
    room: Room, tmp_path: Path, name: str, content: bytes, words: str
) -> None:
    view = room.begin()
    room.type(room.page.writing.editor.what_happened.narrative, "Typed before.")
    path = tmp_path / name
    path.write_bytes(content)
    give(room, GivenFile(path, name))
    problem = room.page.writing.editor.evidence.problem
    assert name in problem
    assert words in problem
    stored = room.stored(view.id)
    assert (stored.form.narrative, stored.evidence) == ("Typed before.", ())
    assert room.page.writing.editor.what_happened.narrative.text() == "Typed before."


def test_an_import_that_is_stopped_leaves_nothing(room: Room, clip: MadeClip) -> None:
    view = room.begin()
    big = GivenFile(clip.data + bytes(200 * 2**20), "big.mp4")
    room.page.writing.editor.files_given.emit((big, GivenFile(clip.data, "waits.mp4")))
    importer = room.page.writing.desk.importer
    coming = room.page.writing.editor.evidence.coming()
    assert [one.name for one in coming] == ["big.mp4", "waits.mp4"]
    importer.stop(coming[1])
    importer.stop(coming[0])
    room.qtbot.waitUntil(lambda: importer.current is None, timeout=20_000)
    room.settle()
    assert room.page.writing.editor.evidence.coming() == ()
    assert room.stored(view.id).evidence == ()
    with room.school.work.database.read() as session:
        assert session.query(Media).count() == 0


def test_a_fault_of_ours_in_one_import_does_not_hold_up_the_next(
    room: Room, clip: MadeClip
) -> None:
    view = room.begin()
    with room.school.work.database.write() as session:
        session.connection().exec_driver_sql(
            "CREATE TRIGGER fault BEFORE INSERT ON evidence WHEN NEW.original_name = 'a.mp4'"
            " BEGIN SELECT RAISE(ABORT, 'x'); END"
        )
    room.page.writing.desk.give([GivenFile(clip.data, "a.mp4"), GivenFile(clip.data, "b.mp4")])
    importer = room.page.writing.desk.importer
    room.qtbot.waitUntil(lambda: not importer.of(view.id), timeout=20_000)
    room.settle()
    assert [piece.original_name for piece in room.stored(view.id).evidence] == ["b.mp4"]
    assert MessageKind.BUG in [message.kind for message in room.desk.said]


def test_an_import_goes_on_while_another_pupil_is_looked_at(room: Room, clip: MadeClip) -> None:
    view = room.begin()
    room.page.writing.editor.files_given.emit((GivenFile(clip.data, "sixty.mp4"),))
    room.page.leave()
    room.page.show_pupil(room.school.bilal)
    room.qtbot.waitUntil(lambda: room.page.writing.desk.importer.current is None, timeout=20_000)
    room.settle()
    assert len(room.stored(view.id).evidence) == 1
    assert room.page.list.model.rowCount() == 0  # Bilal's list, not Amara's


def test_a_mark_drops_into_its_areas_with_its_time_and_the_time_shows_its_frame(
    room: Room, clip: MadeClip
) -> None:
    with_clip(room, clip)
    mark(room, 17, "looks up", Area.ANTICIPATION, Area.INITIATION)
    index = build_index(clip.open)
    time = time_of(index, 17)
    form = room.stored(room.view.id).form
    assert [response.area for response in form.responses] == [Area.ANTICIPATION, Area.INITIATION]
    assert form.responses[0].what_pupil_did == f"looks up [{time}]"
    player = room.page.writing.beside.player
    player.jump(Side.NOW, index.pts[3])
    room.qtbot.waitUntil(lambda: shown_frame(room) == 3)
    text = room.page.writing.editor.areas[Area.ANTICIPATION].open().text
    text.setFocus()
    cursor = text.textCursor()
    cursor.setPosition(text.text().index("[") + 2)
    text.setTextCursor(cursor)
    room.page.writing.editor.fields_scroll.ensureWidgetVisible(text)
    QTest.mouseClick(
        text.viewport(),
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
        text.cursorRect(cursor).center(),
    )
    room.qtbot.waitUntil(lambda: shown_frame(room) == 17)
    player.jump(Side.NOW, index.pts[3])
    room.qtbot.waitUntil(lambda: shown_frame(room) == 3)
    room.qtbot.keyClick(text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    room.qtbot.waitUntil(lambda: shown_frame(room) == 17)
    assert text.text() == f"looks up [{time}]"


def test_undo_takes_a_mark_out_of_the_text(room: Room, clip: MadeClip) -> None:
    with_clip(room, clip)
    body = room.area(Area.EXPLORATION)
    room.type(body.text, "She reached.")
    room.settle()
    mark(room, 5, "", Area.EXPLORATION)
    assert body.text.text().startswith("She reached. [")
    body.text.undo()
    assert body.text.text() == "She reached."


def test_a_time_that_no_frame_has_shows_no_frame(room: Room, clip: MadeClip) -> None:
    with_clip(room, clip)
    room.page.writing.beside.show_time("00:59.99")
    room.settle()
    assert any("00:59.99" in message.sentence for message in room.desk.said)
    assert shown_frame(room) == 0


def test_of_two_clips_the_user_says_which_one_a_time_means(room: Room, clip: MadeClip) -> None:
    view = room.begin()
    other = encode(Recipe(frames=40, rate=30))
    give(room, GivenFile(clip.data, "first.mp4"), GivenFile(other, "second.mp4"))
    room.qtbot.waitUntil(lambda: len(room.stored(view.id).evidence) == 2, timeout=20_000)
    room.settle()
    work = room.school.work
    first, second = (one.id for one in room.stored(view.id).evidence)
    index = review.review_clip(work, second).index
    time = time_of(index, 12)

    def named() -> list[tuple[int, int]]:
        clips = [review.review_clip(work, one) for one in (first, second)]
        return [(each.clip.line.evidence_id, each.frame) for each in moments_named(clips, time)]

    assert named() == [(first, 12), (second, 12)]
    room.page.writing.beside.show_time(time)

    def menus() -> list[QMenu]:
        return room.page.writing.beside.findChildren(
            QMenu, options=Qt.FindChildOption.FindDirectChildrenOnly
        )

    room.qtbot.waitUntil(lambda: bool(menus()))
    (menu,) = menus()
    asked = [action for action in menu.actions() if not action.isSeparator()]
    assert ["first.mp4" in asked[0].text(), "second.mp4" in asked[1].text()] == [True, True]
    asked[1].trigger()
    menu.close()
    room.qtbot.waitUntil(lambda: shown_frame(room) == 12)
    shown = room.page.writing.beside.player.clip(Side.NOW)
    assert shown is not None
    assert shown.evidence_id == second
    # A mark says it by itself.
    review.add_marker(work, second, pts=index.pts[12], frame=12, time_base=index.time_base)
    assert named() == [(second, 12)]


def test_a_still_is_exactly_the_frame_on_the_screen(room: Room, clip: MadeClip) -> None:
    with_clip(room, clip)
    player = room.page.writing.beside.player
    shown = player.clip(Side.NOW)
    assert shown is not None
    moment = Moment(Side.NOW, shown.evidence_id, 23, shown.index.pts[23], shown.index.seconds(23))
    player.still_requested.emit(moment)
    room.qtbot.waitUntil(lambda: len(room.stored(room.view.id).evidence) == 2, timeout=10_000)
    room.settle()
    still = room.stored(room.view.id).evidence[1]
    assert (still.width, still.height) == (shown.index.width, shown.index.height)
    assert len(room.page.writing.editor.evidence.tiles()) == 2


def test_a_mark_can_be_reworded_and_removed_with_undo(room: Room, clip: MadeClip) -> None:
    evidence_id = with_clip(room, clip)
    mark(room, 17, "looks up", Area.ANTICIPATION)
    room.qtbot.waitUntil(lambda: bool(room.page.writing.beside.player.clip(Side.NOW).markers))
    marker = room.page.writing.beside.player.clip(Side.NOW).markers[0]
    room.page.writing.beside.player.marker_chosen.emit(marker)
    panel = room.page.writing.beside.panel
    assert panel.name.text() == "looks up"
    room.press(panel.remove_button)
    room.settle()
    assert review.review_clip(room.school.work, evidence_id).markers == ()
    (undo,) = [message for message in room.desk.said if message.kind is MessageKind.UNDO]
    assert undo.action is not None
    undo.action()
    room.settle()
    (again,) = review.review_clip(room.school.work, evidence_id).markers
    assert (again.frame, again.form.title) == (17, "looks up")


def test_a_mark_begun_is_kept_when_the_page_is_left(room: Room, clip: MadeClip) -> None:
    evidence_id = with_clip(room, clip)
    player, panel = room.page.writing.beside.player, room.page.writing.beside.panel
    player.panes.strips[Side.NOW].setFocus()
    room.qtbot.keyClick(player.panes.strips[Side.NOW], Qt.Key.Key_M)
    room.qtbot.waitUntil(panel.name.hasFocus)
    room.qtbot.keyClicks(panel.name, "stills")
    room.press(panel.areas.chips()[0])
    observation_id = room.view.id
    room.page.show_pupil(room.school.bilal)
    room.settle()
    assert room.stored(observation_id).form.responses[0].what_pupil_did == "stills [00:00.00]"
    (kept,) = review.review_clip(room.school.work, evidence_id).markers
    assert kept.form.title == "stills"


def test_space_plays_the_clips_of_an_observation_just_opened(room: Room, clip: MadeClip) -> None:
    with_clip(room, clip)
    observation_id, player = room.view.id, room.page.writing.beside.player
    room.press(room.page.writing.editor.head.back_button)
    room.settle()
    room.open(observation_id)
    room.qtbot.waitUntil(lambda: player.clip(Side.NOW) is not None)
    focused = QApplication.focusWidget()
    assert focused is not None
    room.qtbot.keyClick(focused, Qt.Key.Key_Space)
    assert player.playing
    room.qtbot.keyClick(focused, Qt.Key.Key_Space)
    assert not player.playing
    assert room.page.editing  # it leads nowhere else


def test_removing_a_clip_is_undone(room: Room, clip: MadeClip) -> None:
    with_clip(room, clip)
    view = room.view
    tile = room.page.writing.editor.evidence.tiles()[0]
    tile.setFocus()
    room.qtbot.keyClick(tile, Qt.Key.Key_Delete)
    room.settle()
    assert room.stored(view.id).evidence == ()
    assert room.page.writing.beside.player.clip(Side.NOW) is None
    (undo,) = [message for message in room.desk.said if message.kind is MessageKind.UNDO]
    assert undo.action is not None
    undo.action()
    room.settle()
    assert room.stored(view.id).evidence == view.evidence


def test_the_earlier_clip_that_shares_most_stands_beside_and_the_reflection_is_kept(
    room: Room, clip: MadeClip
) -> None:
    with_clip(room, clip)
    earlier = room.view
    room.type(room.page.writing.editor.what_happened.activity, "Bubble tube")
    room.settle()
    room.begin()
    room.type(room.page.writing.editor.what_happened.activity, "bubble tube")
    room.settle()
    give(room, GivenFile(clip.data + b"later", "later.mp4"))
    player = room.page.writing.beside.player
    room.qtbot.waitUntil(lambda: player.clip(Side.THEN) is not None, timeout=10_000)
    room.settle()
    then, now = player.clip(Side.THEN), player.clip(Side.NOW)
    assert then is not None
    assert now is not None
    assert then.evidence_id == earlier.evidence[0].id
    assert "same activity" in then.title
    reflection = room.page.writing.beside.reflection
    room.qtbot.waitUntil(reflection.isVisible)
    room.type(reflection.did, "Looked after it lit; now before.")
    room.page.leave()
    room.settle()
    kept = comparisons.comparison_between(room.school.work, then.evidence_id, now.evidence_id)
    assert kept is not None
    assert kept.form.did_then_and_now == "Looked after it lit; now before."


def begin_mark(room: Room, title: str) -> None:
    """Press M at the frame shown and begin to type."""
    strip = room.page.writing.beside.player.panes.strips[Side.NOW]
    strip.setFocus()
    room.qtbot.keyClick(strip, Qt.Key.Key_M)
    room.qtbot.waitUntil(room.page.writing.beside.panel.name.hasFocus)
    room.qtbot.keyClicks(room.page.writing.beside.panel.name, title)


def test_a_mark_is_in_the_file_while_it_is_still_being_typed(room: Room, clip: MadeClip) -> None:
    evidence_id = with_clip(room, clip)
    begin_mark(room, "stills")

    def titles() -> list[str]:
        found = review.review_clip(room.school.work, evidence_id).markers
        return [marker.form.title for marker in found]

    room.qtbot.waitUntil(lambda: titles() == ["stills"])
    room.qtbot.keyClicks(room.page.writing.beside.panel.name, " and looks")
    room.qtbot.keyClick(room.page.writing.beside.panel.name, Qt.Key.Key_Escape)
    room.settle()
    assert titles() == ["stills and looks"]


def test_a_mark_begun_and_left_empty_is_no_mark(room: Room, clip: MadeClip) -> None:
    evidence_id = with_clip(room, clip)
    begin_mark(room, "x")
    room.qtbot.waitUntil(lambda: bool(review.review_clip(room.school.work, evidence_id).markers))
    room.qtbot.keyClick(room.page.writing.beside.panel.name, Qt.Key.Key_Backspace)
    room.qtbot.keyClick(room.page.writing.beside.panel.name, Qt.Key.Key_Escape)
    room.settle()
    assert review.review_clip(room.school.work, evidence_id).markers == ()


def test_a_mark_that_the_file_refused_is_saved_after_the_lock(room: Room, clip: MadeClip) -> None:
    evidence_id = with_clip(room, clip)
    with room.school.work.database.write() as session:
        session.connection().exec_driver_sql(
            "CREATE TRIGGER fault BEFORE INSERT ON marker BEGIN SELECT RAISE(ABORT, 'x'); END"
        )
    begin_mark(room, "stills")
    room.page.leave()
    room.settle()
    unsaved = room.page.unsaved()
    assert unsaved is not None
    with room.school.work.database.write() as session:
        session.connection().exec_driver_sql("DROP TRIGGER fault")
    again = ObservationsPage(room.desk.context)
    again.take_up(unsaved)
    room.settle()
    (kept,) = review.review_clip(room.school.work, evidence_id).markers
    assert kept.form.title == "stills"
    assert again.unsaved() is None
    again.deleteLater()


def test_a_clip_that_is_too_much_for_the_pc_is_shown_as_its_copy(
    room: Room, clip: MadeClip
) -> None:
    evidence_id = with_clip(room, clip)
    review_copies.make_copy(room.school.work, evidence_id, SilentProgress())
    observation_id = room.view.id
    room.press(room.page.writing.editor.head.back_button)
    room.settle()
    room.open(observation_id)
    player = room.page.writing.beside.player
    room.qtbot.waitUntil(lambda: shown_frame(room) == 0, timeout=10_000)
    shown = player.clip(Side.NOW)
    assert shown is not None
    assert shown.shown_as == review_copies.COPY_SHOWN
    player.jump(Side.NOW, shown.index.pts[33])
    room.qtbot.waitUntil(lambda: shown_frame(room) == 33)


def test_the_earlier_clip_on_the_screen_is_never_exchanged_for_another(
    room: Room, clip: MadeClip
) -> None:
    """Typing the activity finds a clip that shares more; what is looked at stays."""
    for activity in ("Bubble tube", "Drums"):
        with_clip(room, clip)
        room.type(room.page.writing.editor.what_happened.activity, activity)
        room.type(room.page.writing.editor.what_happened.place, "Sensory room")
        room.settle()
    with_clip(room, clip)
    what = room.page.writing.editor.what_happened
    room.type(what.activity, "Drums")
    player = room.page.writing.beside.player
    room.qtbot.waitUntil(lambda: player.clip(Side.THEN) is not None, timeout=10_000)
    before = player.clip(Side.THEN)
    assert before is not None
    what.activity.selectAll()
    room.type(what.activity, "Bubble tube")
    room.settle()
    assert "Bubble tube" in room.stored(room.view.id).form.activity
    after = player.clip(Side.THEN)
    assert after is not None
    assert after.evidence_id == before.evidence_id


def test_evidence_that_came_and_went_is_taken_back_and_made_again(room: Room) -> None:
    view = room.begin()
    out = io.BytesIO()
    Image.new("RGB", (80, 60), "teal").save(out, "PNG")
    give(room, GivenFile(out.getvalue(), "drum.png"))

    def names() -> list[str]:
        room.settle()
        return [each.original_name for each in room.stored(view.id).evidence]

    assert names() == ["drum.png"]
    (tile,) = room.page.writing.editor.evidence.tiles()
    tile.removed.emit(tile.evidence)
    assert names() == []
    said = room.desk.said[-1].action
    assert said is not None
    trigger = room.desk.context.actions.trigger
    assert trigger("edit.undo")
    assert names() == ["drum.png"]
    said()  # the message is still there: it must not put the photo back twice
    assert names() == ["drum.png"]
    assert trigger("edit.undo")
    assert names() == []
    assert trigger("edit.redo")
    assert names() == ["drum.png"]
    assert [each.evidence.original_name for each in room.page.writing.editor.evidence.tiles()] == [
        "drum.png"
    ]
