"""The review page on a real encrypted file: what is done on the screen is in the file."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QToolButton
from pytestqt.qtbot import QtBot

from engagement_desktop.models.areas import Area
from engagement_desktop.models.states import PermissionUse
from engagement_desktop.progress import SilentProgress
from engagement_desktop.services import comparisons, evidence, observations, permissions, review
from engagement_desktop.services.comparisons import ComparisonForm
from engagement_desktop.services.review_copies import COPY_SHOWN
from engagement_desktop.ui.messages import MessageKind
from engagement_desktop.ui.page_ids import PageId
from engagement_desktop.ui.review import export_texts, texts
from engagement_desktop.ui.review.clip import Side
from engagement_desktop.ui.review.copying import ReviewCopies
from engagement_desktop.ui.review.export_dialog import What
from engagement_desktop.ui.review.keys import Command
from engagement_desktop.ui.review.moments_card import MomentRow
from engagement_desktop.ui.review.review_page import ReviewPage
from engagement_desktop.video import review_copy
from tests.helpers.clips import MadeClip, make
from tests.ui.review.conftest import Room

LEFT = Qt.MouseButton.LeftButton


def test_it_opens_with_the_latest_clip_and_the_first_of_its_activity(opened: Room) -> None:
    then, now = opened.page.player.clip(Side.THEN), opened.page.player.clip(Side.NOW)
    assert then is not None
    assert now is not None
    assert (then.evidence_id, now.evidence_id) == (opened.march, opened.november)
    assert then.title == "12 March 2026 · Bubble tube, Sensory room"


def test_a_mark_made_by_key_is_written_beside_its_exact_frame(opened: Room) -> None:
    qtbot, page = opened.desk.qtbot, opened.page
    strip = page.player.panes.strips[Side.NOW]
    qtbot.keyClick(strip, Qt.Key.Key_Period)
    qtbot.keyClick(strip, Qt.Key.Key_Period)
    n = page.player._playback.timing.frames()[Side.NOW]
    opened.until(Side.NOW, n)
    qtbot.keyClick(strip, Qt.Key.Key_M)
    qtbot.waitUntil(lambda: page.moments.form is not None)
    form = page.moments.form
    assert form is not None
    assert isinstance(page.window().focusWidget(), QLineEdit)
    qtbot.keyClicks(form.title, "Stills, m and listens.")
    form.areas._chips[2].click()
    qtbot.keyClick(form.title, Qt.Key.Key_Return)
    opened.desk.settle()
    clip = review.review_clip(opened.school.work, opened.november)
    (marker,) = clip.markers
    assert (marker.frame, marker.pts) == (n, clip.index.pts[n])
    assert marker.form.title == "Stills, m and listens."
    assert marker.form.areas == (Area.ANTICIPATION,)
    # The keys are with the clip again, and none of them fired while the title was typed.
    assert page.window().focusWidget() is strip
    assert not page.player.playing
    assert opened.n(Side.NOW) == n


def test_a_moment_in_the_list_jumps_to_its_frame_and_can_be_taken_away_and_put_back(
    opened: Room,
) -> None:
    qtbot, page, work = opened.desk.qtbot, opened.page, opened.school.work
    index = review.review_clip(work, opened.march).index
    saved = review.add_marker(
        work, opened.march, pts=index.pts[40], frame=40, time_base=index.time_base
    )
    opened.desk.context.hub.publish(saved.changes, None)
    page.changed(saved.changes, None)
    qtbot.waitUntil(lambda: bool(page.findChildren(MomentRow)), timeout=10_000)
    row = page.findChildren(MomentRow)[0]
    qtbot.mouseClick(row, LEFT)
    opened.until(Side.THEN, 40)
    row.removed.emit()
    opened.desk.settle()
    assert review.review_clip(work, opened.march).markers == ()
    offer = opened.desk.said[-1]
    assert offer.kind is MessageKind.UNDO
    assert offer.action is not None
    offer.action()
    opened.desk.settle()
    assert review.review_clip(work, opened.march).markers == (saved.value,)


def test_cue_and_part_are_kept_with_the_clip(opened: Room) -> None:
    qtbot, player = opened.desk.qtbot, opened.page.player
    strip = player.panes.strips[Side.NOW]
    for n, key in ((10, Qt.Key.Key_I), (20, Qt.Key.Key_S), (30, Qt.Key.Key_O)):
        clip = player.clip(Side.NOW)
        assert clip is not None
        player.jump(Side.NOW, clip.index.pts[n])
        opened.until(Side.NOW, n)
        qtbot.keyClick(strip, key)
    opened.desk.settle()
    kept = review.review_clip(opened.school.work, opened.november)
    pts = kept.index.pts
    assert (kept.in_pts, kept.sync_pts, kept.out_pts) == (pts[10], pts[20], pts[30])


def test_what_is_seen_is_saved_while_it_is_typed(opened: Room) -> None:
    qtbot, page = opened.desk.qtbot, opened.page
    did = page.reflection.did
    qtbot.waitUntil(did.isEnabled)
    did.setFocus()
    qtbot.keyClicks(did, "Now she looks before it lights.")

    def kept() -> bool:
        found = comparisons.comparison_between(opened.school.work, opened.march, opened.november)
        return found is not None and found.form == ComparisonForm("Now she looks before it lights.")

    qtbot.waitUntil(kept, timeout=5_000)
    opened.desk.settle()
    assert did.text() == "Now she looks before it lights."


def test_what_is_seen_is_saved_at_once_when_the_page_is_left(opened: Room) -> None:
    page = opened.page
    opened.desk.qtbot.waitUntil(page.reflection.helped.isEnabled)
    page.reflection.helped.insertPlainText("Waiting ten seconds did.")
    assert page.leave()
    opened.desk.settle()
    found = comparisons.comparison_between(opened.school.work, opened.march, opened.november)
    assert found is not None
    assert found.form.what_helped == "Waiting ten seconds did."


def test_swapping_never_turns_then_into_now(opened: Room) -> None:
    player = opened.page.player
    opened.desk.qtbot.keyClick(player.panes.strips[Side.NOW], Qt.Key.Key_X)
    assert player.clip(Side.THEN).evidence_id == opened.november
    assert player.panes.role(Side.THEN) is Side.NOW
    assert player.panes.strips[Side.THEN].accessibleName().startswith("Now: 12 November 2026")
    page = opened.page
    page.reflection.did.insertPlainText("Now first.")
    page.leave()
    opened.desk.settle()
    (found,) = comparisons.comparisons_of(opened.school.work, opened.school.amara)
    assert (found.earlier_id, found.later_id) == (opened.march, opened.november)


def test_a_still_of_the_exact_frame_goes_to_its_observation(opened: Room) -> None:
    qtbot, player = opened.desk.qtbot, opened.page.player
    clip = player.clip(Side.NOW)
    assert clip is not None
    player.jump(Side.NOW, clip.index.pts[12])
    opened.until(Side.NOW, 12)
    qtbot.keyClick(player.panes.strips[Side.NOW], Qt.Key.Key_P)
    opened.desk.settle()
    view = observations.observation(opened.school.work, opened.observation)
    (still,) = [one for one in view.evidence if not one.is_clip]
    assert still.caption == "00:00.48"
    assert opened.desk.said[-1].sentence.endswith("the observation of 12 November 2026.")


def test_that_no_still_of_an_approved_observation_is_kept_is_said_beforehand(opened: Room) -> None:
    page, qtbot = opened.page, opened.desk.qtbot
    still = page.player.transport.buttons[Command.STILL]
    assert still.isEnabled()
    page.changed(observations.approve(opened.school.work, opened.observation).changes, None)
    opened.desk.settle()
    assert not still.isEnabled()
    assert "is approved" in still.toolTip()
    assert "is approved" in still.accessibleDescription()
    with qtbot.waitSignal(opened.desk.context.messages.said) as said:
        qtbot.keyClick(page.player.panes.strips[Side.NOW], Qt.Key.Key_P)
    assert "choose “Correct” there first" in said.args[0].sentence
    page.player.panes.strips[Side.THEN].setFocus()
    assert still.isEnabled()


def test_no_letter_reaches_the_clips_from_an_open_menu(opened: Room) -> None:
    opened.desk.context.actions.show_page(PageId.REVIEW)
    page, qtbot = opened.page, opened.desk.qtbot
    page.activateWindow()
    named = {each.accessibleName(): each for each in page.player.findChildren(QToolButton)}
    more = named["Now: More for this clip"]
    menu = more.menu()
    menu.popup(more.mapToGlobal(more.rect().bottomLeft()))
    for key in (Qt.Key.Key_J, Qt.Key.Key_I, Qt.Key.Key_M):
        qtbot.keyClick(menu, key)
    menu.close()
    opened.desk.settle()
    assert not page.player.playing
    assert page.player.clip(Side.NOW).in_pts is None
    assert page.moments.form is None


def test_another_clip_is_chosen_from_the_list(opened: Room) -> None:
    page, qtbot = opened.page, opened.desk.qtbot
    page.player.choose_requested.emit(Side.THEN)
    chooser = page.chooser
    assert chooser is not None
    assert chooser.list.count() == 2
    assert chooser.list.item(0).text() == "12 November 2026\nBubble tube, Sensory room"
    chooser.list.setCurrentRow(0)
    qtbot.keyClick(chooser.list, Qt.Key.Key_Return)
    clip = page.player.clip
    qtbot.waitUntil(lambda: clip(Side.THEN).evidence_id == opened.november, timeout=5_000)
    # The same clip twice is no comparison.
    assert not page.reflection.did.isEnabled()


def test_two_other_clips_begin_at_their_start(opened: Room, uneven: MadeClip) -> None:
    opened.desk.qtbot.keyClick(opened.page.player.panes.strips[Side.NOW], Qt.Key.Key_End)
    opened.until(Side.NOW, 74)
    work, amara = opened.school.work, opened.school.amara
    others = [
        evidence.attach(work, amara, opened.observation, data, "other.mp4", SilentProgress())
        for data in (uneven.data, make("plain").data)
    ]
    ids = [other.value.evidence.id for other in others]
    opened.page.open_clips(*ids)
    clip = opened.page.player.clip
    opened.desk.qtbot.waitUntil(
        lambda: [shown and shown.evidence_id for shown in map(clip, Side)] == ids, timeout=10_000
    )
    for side in Side:
        opened.until(side, 0)


def test_a_pupil_without_clips_is_told_what_to_do(room: Room) -> None:
    room.page.show_pupil(room.school.bilal)
    room.desk.settle()
    assert room.page._stack.currentIndex() == 1
    assert "added to an observation" in room.page._empty.sentence


def test_another_pupil_never_inherits_clips_or_words(opened: Room) -> None:
    page = opened.page
    page.reflection.did.insertPlainText("About Amara.")
    page.show_pupil(opened.school.bilal)
    opened.desk.settle()
    assert page.player.clip(Side.THEN) is None
    assert page.reflection.did.text() == ""
    found = comparisons.comparison_between(opened.school.work, opened.march, opened.november)
    assert found is not None
    assert found.form.did_then_and_now == "About Amara."


def test_a_clip_removed_elsewhere_leaves_its_side_empty(opened: Room) -> None:
    saved = evidence.remove(opened.school.work, opened.november)
    opened.page.changed(saved.changes, None)
    opened.desk.settle()
    assert opened.page.player.clip(Side.NOW) is None
    assert opened.page.player.clip(Side.THEN) is not None
    assert "no longer in the school’s file" in opened.desk.said[-1].sentence


@pytest.mark.parametrize("action_id", ["review.export_picture", "review.export_clip"])
def test_exports_are_asked_for_from_the_palette(opened: Room, action_id: str) -> None:
    page, actions = opened.page, opened.desk.context.actions
    actions.show_page(PageId.REVIEW)
    assert actions.trigger(action_id)
    opened.desk.qtbot.waitUntil(lambda: page._exporter.dialog is not None)
    dialog = page._exporter.dialog
    assert dialog is not None
    # Nobody gave permission for anything: that is said, and nothing can be exported.
    assert export_texts.NO_USE in [shown.text() for shown in dialog.findChildren(QLabel)]
    dialog.reject()


def test_a_clip_asked_for_in_a_panes_menu_is_chosen_already(opened: Room) -> None:
    page, school = opened.page, opened.school
    form = permissions.PermissionForm(
        use=PermissionUse.FAMILY, given_by="Ada Example", from_on=date(2026, 1, 1)
    )
    permissions.add(school.work, school.amara, form)
    page.player.command(Command.PLAY_PAUSE)
    tools = page.player._tools[Side.THEN]
    tools.actions_by_command[Command.EXPORT_CLIP].trigger()
    assert not page.player.playing
    opened.desk.qtbot.waitUntil(lambda: page._exporter.dialog is not None)
    dialog = page._exporter.dialog
    assert dialog is not None
    assert dialog.what.keys() == (What.WHOLE,)
    assert all(chip.focusPolicy() & Qt.FocusPolicy.TabFocus for chip in dialog.uses.chips())
    dialog.reject()


def test_a_comparison_is_opened_again_exactly_as_it_was(opened: Room) -> None:
    qtbot, page, work = opened.desk.qtbot, opened.page, opened.school.work
    player, strip = page.player, page.player.panes.strips[Side.NOW]
    qtbot.waitUntil(page.reflection.did.isEnabled)
    then, now = player.clip(Side.THEN), player.clip(Side.NOW)
    assert then is not None
    assert now is not None
    for side, clip, n in ((Side.THEN, then, 30), (Side.NOW, now, 50)):
        player.jump(side, clip.index.pts[n])
        opened.until(side, n)
        qtbot.keyClick(player.panes.strips[side], Qt.Key.Key_S)
    player.jump(Side.NOW, now.index.pts[40])
    opened.until(Side.NOW, 40)
    qtbot.keyClick(strip, Qt.Key.Key_I)
    # The cue was a frame late: the later clip is nudged alone, and the part is looped.
    qtbot.keyClick(strip, Qt.Key.Key_Period, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(strip, Qt.Key.Key_R)
    page.reflection.did.insertPlainText("Now she looks first.")
    page.leave()
    opened.desk.settle()
    offset = player.timing.offset_after(Side.THEN)
    assert offset == then.index.time(30) - now.index.time(51)
    (row,) = page.comparisons.rows
    assert row.accessibleName().startswith("12 March 2026 and 12 November 2026 · Bubble tube, Now")

    # Afterwards both clips are used for something else.
    for clip_id in (opened.march, opened.november):
        review.set_cue(work, clip_id, None)
        review.set_part(work, clip_id, None, None)
    page.open_clips(opened.march, opened.november)
    opened.desk.settle()
    assert player.clip(Side.NOW).sync_pts is None
    player._playback.line_up(Side.THEN, Fraction(0), loop=False)

    page.comparisons.rows[0].setFocus()
    qtbot.keyClick(page.comparisons.rows[0], Qt.Key.Key_Return)
    opened.desk.settle()
    again = player.clip(Side.NOW)
    assert again is not None
    assert (again.sync_pts, again.in_pts) == (now.index.pts[50], now.index.pts[40])
    assert player.clip(Side.THEN).sync_pts == then.index.pts[30]
    assert player.timing.offset_after(Side.THEN) == offset
    assert player.timing.loop
    opened.until(Side.NOW, 40)  # where the part begins, whichever clip was read first
    assert page.reflection.did.text() == "Now she looks first."


def test_moving_clips_about_makes_no_comparison_of_its_own(opened: Room) -> None:
    strip = opened.page.player.panes.strips[Side.NOW]
    opened.desk.qtbot.waitUntil(opened.page.reflection.did.isEnabled)
    opened.desk.qtbot.keyClick(strip, Qt.Key.Key_R)
    opened.page.leave()
    opened.desk.settle()
    assert comparisons.comparisons_of(opened.school.work, opened.school.amara) == ()
    assert opened.page.comparisons.isHidden()


def test_a_clip_that_is_too_much_for_the_pc_is_shown_as_a_copy_that_says_so(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(review_copy, "_SHARE", 0.0)  # a PC on which nothing is decoded in time
    copies = ReviewCopies(room.desk.context, room.page)
    titles: list[str] = []
    room.desk.context.tasks.started.connect(lambda task: titles.append(task.title))
    for clip_id in (room.march, room.november):
        copies.consider(clip_id)
    room.desk.qtbot.waitUntil(lambda: len(titles) == 2, timeout=30_000)
    room.desk.qtbot.waitUntil(room.desk.context.tasks.idle, timeout=30_000)
    assert [each.sentence for each in room.desk.said] == [texts.COPY_MADE] * 2
    room.page.show_pupil(room.school.amara)
    room.until(Side.NOW, 0)
    clip = room.page.player.clip(Side.NOW)
    assert clip is not None
    assert clip.shown_as == COPY_SHOWN
    assert clip.heard_from is not clip.opener
    room.page.player.jump(Side.NOW, clip.index.pts[37])
    room.until(Side.NOW, 37)  # the watcher reads the number burnt into each picture painted


def test_after_a_lock_the_same_clips_stand_on_the_same_frame(opened: Room, qtbot: QtBot) -> None:
    page = opened.page
    page.open_clips(opened.november, opened.march)
    opened.until(Side.NOW, 0)
    page.player.jump(Side.NOW, page.player.clip(Side.NOW).index.pts[30])
    opened.until(Side.NOW, 30)
    again = ReviewPage(opened.desk.context)
    qtbot.addWidget(again)
    again.show_pupil(opened.school.amara)
    again.go_back(page.place())
    shown = again.player.position
    qtbot.waitUntil(lambda: (at := shown(Side.NOW)) is not None and at.n == 30, timeout=10_000)
    opened.desk.settle()
    then = again.player.clip(Side.THEN)
    assert then is not None
    assert then.evidence_id == opened.november
    again.player.close_clips()


def test_a_marked_moment_from_elsewhere_is_shown_at_its_very_frame(room: Room) -> None:
    room.page.show_pupil(room.school.amara)
    pts = review.review_clip(room.school.work, room.march).index.pts[42]
    room.page.open_moment(room.march, pts)
    room.until(Side.NOW, 42)
    clip = room.page.player.clip(Side.NOW)
    assert clip is not None
    assert clip.evidence_id == room.march
