"""Writing an observation: what is typed, chosen and clicked is in the file and comes back."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, ClassVar

import pytest
from PySide6.QtCore import QDateTime, QEvent, QObject, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from engagement_desktop.models.areas import Area, area_words
from engagement_desktop.models.records import Outcome, StaffMember, VocabularyWord
from engagement_desktop.models.states import CheckAnswer, CheckQuestion, ObservationStatus
from engagement_desktop.services import observation_memory as memory
from engagement_desktop.services import observations
from engagement_desktop.services.changes import Changes, Saved
from engagement_desktop.services.observation_views import CheckForm, ContextItem, ResponseForm
from engagement_desktop.ui.messages import MessageKind
from engagement_desktop.ui.observation import texts
from engagement_desktop.ui.observation.earlier_text import EarlierText
from engagement_desktop.ui.observation.others_dialog import OthersDialog
from engagement_desktop.ui.typing_pause import AT_LATEST_MS
from engagement_desktop.ui.widgets.chips import ChipRow
from tests.ui.observation.conftest import Room

HOSTILE = "<img src=file:///etc/passwd> <b>Bob</b> & 'Sue'"
LEFT = Qt.MouseButton.LeftButton


def choose(room: Room, row: ChipRow, words: str) -> None:
    chip = next(chip for chip in row.chips() if chip.words == words)
    room.press(chip)


def test_a_sentence_is_in_the_file_a_second_after_it_was_typed(room: Room) -> None:
    view = room.begin()
    narrative = room.page.writing.editor.what_happened.narrative
    assert narrative.hasFocus()  # the sentence can be typed at once
    room.type(narrative, "She smiled at the lamp.")
    room.qtbot.waitUntil(
        lambda: room.stored(view.id).form.narrative == "She smiled at the lamp.", timeout=5000
    )
    room.settle()
    assert room.page.writing.editor.foot.saved_words.startswith("Draft saved")
    assert ("draft saved",) in room.desk.journey.visits


def test_somebody_who_never_stops_typing_is_saved_all_the_same(room: Room) -> None:
    view = room.begin()
    narrative = room.page.writing.editor.what_happened.narrative
    typed = []
    room.page.writing.keeper.signals.saved.connect(typed.append)
    narrative.setFocus()

    def still_typing() -> bool:
        room.qtbot.keyClick(narrative, "x")  # a key at each turn: no pause to save in
        return bool(typed)

    room.qtbot.waitUntil(still_typing, timeout=AT_LATEST_MS * 8)
    assert room.stored(view.id).form.narrative.startswith("x")


def test_every_field_comes_back(room: Room) -> None:
    view = room.begin()
    editor = room.page.writing.editor
    what = editor.what_happened
    room.type(what.activity, "Bubble tube")
    room.type(what.place, "Sensory room")
    room.type(what.narrative, HOSTILE)
    what.context.add("context.sleep")
    room.type(what.context.form.words, "slept well")
    room.qtbot.keyClick(what.context.form.words, Qt.Key.Key_Return)
    room.press(what.details.button)
    who = what.details.body
    assert who is not None
    room.type(what.fields["adults"].control, "Priya")
    room.type(what.fields["knows_pupil"].control, "every day")
    body = room.area(Area.ANTICIPATION)
    room.type(body.text, "Stilled as the light dimmed.")
    choose(room, body.established.chips, "developing")
    choose(room, body.support.chips, "independent")
    room.press(body.support.more)
    choose(room, body.support.chips, "with AAC")
    room.press(body.more.button)
    seldom = body._seldom
    choose(room, seldom.consistency.chips, "sometimes")
    choose(room, seldom.subtle.chips, "stilling")
    intentional = seldom.check._rows[CheckQuestion.INTENTIONAL]
    choose(room, intentional.answers, "yes")
    room.type(intentional.note, "three times")
    room.type(editor.provision.provision, "Standing frame")
    room.type(editor.provision.effect, "Head up")
    room.press(editor.outcomes.lines()[0].tick)
    choose(room, editor.next_action.chips, "modify")
    room.type(editor.next_action.note, "wait ten seconds")
    room.settle()
    form = room.stored(view.id).form
    assert (form.activity, form.place, form.narrative) == ("Bubble tube", "Sensory room", HOSTILE)
    assert (form.adults, form.knows_pupil) == ("Priya", "every day")
    assert form.context == (ContextItem("context.sleep", "slept well"),)
    assert form.responses == (
        ResponseForm(
            Area.ANTICIPATION,
            "Stilled as the light dimmed.",
            subtle_responses=("subtle_response.stilling",),
            how_established="how_established.developing",
            support=("support.independent", "support.with_aac"),
            consistency="consistency.sometimes",
            checks=(CheckForm(CheckQuestion.INTENTIONAL, CheckAnswer.YES, "three times"),),
        ),
    )
    assert (form.provision, form.provision_effect) == ("Standing frame", "Head up")
    assert form.outcome_ids == (room.school.outcome,)
    assert (form.next_action, form.next_action_note) == (
        "next_action.modify",
        "wait ten seconds",
    )
    assert form.occurred_at == view.form.occurred_at  # a minute on the screen loses no seconds
    room.press(editor.head.back_button)
    room.settle()
    room.open(view.id)
    assert editor.form() == form


def test_only_touched_areas_are_open_and_the_five_keep_their_order(room: Room) -> None:
    view = room.begin()
    form = replace(view.form, responses=(ResponseForm(Area.INITIATION, "Reached."),))
    observations.autosave(room.school.work, view.id, form)
    room.press(room.page.writing.editor.head.back_button)
    room.open(view.id)
    cards = room.page.writing.editor.areas
    assert [area for area, card in cards.items() if card.is_open] == [Area.INITIATION]
    tops = [card.mapTo(room.page, card.rect().topLeft()).y() for card in cards.values()]
    assert tops == sorted(tops)
    assert list(cards) == list(Area)


def test_closing_a_card_loses_nothing(room: Room) -> None:
    view = room.begin()
    body = room.area(Area.PERSISTENCE)
    room.type(body.text, "Kept looking.")
    room.press(room.page.writing.editor.areas[Area.PERSISTENCE].toggle)
    room.settle()
    assert room.stored(view.id).form.response(Area.PERSISTENCE).what_pupil_did == "Kept looking."


def test_the_guidances_own_words_are_one_click_away(room: Room) -> None:
    room.begin()
    card = room.page.writing.editor.areas[Area.REALISATION]
    room.press(card.guidance_button)
    shown = {label.text() for label in card.findChildren(QLabel) if label.isVisible()}
    words = area_words(Area.REALISATION)
    assert {words.shows, words.established, words.important} <= shown


def test_a_date_in_the_future_is_told_beside_the_field(room: Room) -> None:
    view = room.begin()
    what = room.page.writing.editor.what_happened
    room.type(what.narrative, "She smiled.")
    what.when.setDateTime(QDateTime.currentDateTime().addDays(40))
    room.settle()
    assert "future" in what.fields["occurred_at"].problem
    kept = room.stored(view.id).form
    assert kept.narrative == "She smiled."
    assert kept.occurred_at == view.form.occurred_at
    room.press(room.page.writing.editor.foot.approve_button)
    room.settle()
    assert room.page.editing
    assert room.stored(view.id).status is ObservationStatus.DRAFT
    what.when.setDateTime(QDateTime.currentDateTime().addDays(-2))
    room.settle()
    assert what.fields["occurred_at"].problem == ""
    assert room.stored(view.id).form.occurred_at < view.form.occurred_at


def test_nothing_written_is_told_beside_the_activity(room: Room) -> None:
    room.begin()
    room.press(room.page.writing.editor.foot.approve_button)
    room.settle()
    assert "what happened" in room.page.writing.editor.what_happened.fields["activity"].problem
    assert room.page.editing


def test_approving_then_correcting_and_putting_back(room: Room) -> None:
    view = room.begin()
    editor = room.page.writing.editor
    room.type(editor.what_happened.narrative, "First words.")
    room.press(editor.foot.approve_button)
    room.settle()
    assert not room.page.editing
    assert room.stored(view.id).form.narrative == "First words."
    room.open(view.id)
    assert editor.what_happened.narrative.isReadOnly()
    assert not editor.foot.approve_button.isVisible()
    room.press(editor.foot.correct_button)
    room.settle()
    assert not editor.what_happened.narrative.isReadOnly()
    room.type(editor.what_happened.narrative, "Other ")
    room.settle()
    editor.head.put_back_action.trigger()
    room.settle()
    stored = room.stored(view.id)
    assert (stored.form.narrative, stored.status) == ("First words.", ObservationStatus.APPROVED)
    assert editor.what_happened.narrative.text() == "First words."
    undo = room.desk.said[-1].action
    assert undo is not None
    undo()
    room.settle()
    assert room.stored(view.id).status is ObservationStatus.DRAFT
    assert editor.what_happened.narrative.text() == "First words.Other "


def test_no_letter_is_taken_that_the_approval_would_leave_out(room: Room) -> None:
    view = room.begin()
    narrative = room.page.writing.editor.what_happened.narrative
    room.type(narrative, "First words.")
    held = threading.Event()

    def wait_for_it() -> Saved[None]:
        held.wait(10)
        return Saved(None, Changes())

    room.desk.context.tasks.write(wait_for_it, owner=room.page)
    room.press(room.page.writing.editor.foot.approve_button)
    room.qtbot.keyClicks(narrative, " And more")
    shown = narrative.text()
    held.set()
    room.settle()
    assert room.stored(view.id).status is ObservationStatus.APPROVED
    assert room.stored(view.id).form.narrative == shown


def test_a_refused_approval_gives_the_fields_back(room: Room) -> None:
    room.begin()
    editor = room.page.writing.editor
    room.press(editor.foot.approve_button)
    room.settle()
    room.type(editor.what_happened.narrative, "Looked up.")
    room.settle()
    assert room.stored(room.view.id).form.narrative == "Looked up."
    assert editor.foot.approve_button.isEnabled()


def test_the_earlier_text_of_a_correction_can_be_read_beside_the_text_since(room: Room) -> None:
    view = room.begin()
    editor = room.page.writing.editor
    room.type(editor.what_happened.narrative, "First words.")
    room.press(editor.foot.approve_button)
    room.settle()
    room.open(view.id)
    assert not editor.head.earlier_button.isVisible()
    room.press(editor.foot.correct_button)
    room.settle()
    room.type(editor.what_happened.narrative, "Other ")
    room.press(editor.head.earlier_button)
    room.settle()
    (dialog,) = room.page.findChildren(EarlierText)
    words = [each.text() for each in dialog.findChildren(QLabel)]
    assert "First words." in words
    assert editor.what_happened.narrative.text() in words  # typed a moment ago
    assert any(each.startswith("Approved by Jo Field on ") for each in words)
    assert any(each.startswith("Corrected by Jo Field, from ") for each in words)
    dialog.accept()


def test_leaving_without_a_word_leaves_no_empty_draft(room: Room) -> None:
    room.begin()
    room.press(room.page.writing.editor.head.back_button)
    room.settle()
    assert observations.list_observations(room.school.work, room.school.amara) == ()


def test_leaving_in_the_middle_of_a_word_keeps_it(room: Room) -> None:
    view = room.begin()
    room.type(room.page.writing.editor.what_happened.narrative, "Half a w")
    room.page.show_pupil(room.school.bilal)  # another pupil is clicked before any pause
    room.settle()
    assert room.stored(view.id).form.narrative == "Half a w"
    assert not room.page.editing


def test_deleting_a_draft_is_undone(room: Room) -> None:
    view = room.begin()
    room.type(room.page.writing.editor.what_happened.narrative, "To be kept after all.")
    room.settle()
    room.page.writing.editor.head.delete_action.trigger()
    room.settle()
    assert observations.list_observations(room.school.work, room.school.amara) == ()
    (message,) = [one for one in room.desk.said if one.kind is MessageKind.UNDO]
    assert message.action is not None
    message.action()
    room.settle()
    assert room.stored(view.id).form.narrative == "To be kept after all."
    assert room.page.list.model.rowCount() == 1


def test_what_a_full_disk_refused_is_kept_and_saved_on_trying_again(room: Room) -> None:
    view = room.begin()
    text = "A long morning. " * 20_000
    with room.school.work.database.write() as session:
        session.connection().exec_driver_sql("PRAGMA max_page_count = 1")  # no page more
    room.page.writing.editor.what_happened.narrative.insertPlainText(text)
    room.qtbot.waitUntil(lambda: bool(room.desk.said), timeout=5000)
    (message,) = room.desk.said
    assert message.kind is MessageKind.PROBLEM
    assert room.page.writing.editor.foot.saved_words == texts.NOT_SAVED_YET
    assert room.page.writing.editor.what_happened.narrative.text() == text
    assert room.stored(view.id).form.narrative == ""
    with room.school.work.database.write() as session:
        session.connection().exec_driver_sql("PRAGMA max_page_count = 1000000")
    assert message.action is not None
    message.action()
    room.settle()
    assert room.stored(view.id).form.narrative == text
    assert room.page.writing.editor.foot.saved_words.startswith("Draft saved")


def test_a_fault_of_ours_while_saving_loses_nothing(room: Room) -> None:
    view = room.begin()
    with room.school.work.database.write() as session:
        session.connection().exec_driver_sql(
            "CREATE TRIGGER fault BEFORE UPDATE ON observation BEGIN SELECT RAISE(ABORT, 'x'); END"
        )
    narrative = room.page.writing.editor.what_happened.narrative
    room.type(narrative, "Not lost")
    room.qtbot.waitUntil(lambda: bool(room.desk.said), timeout=5000)
    assert room.desk.said[0].kind is MessageKind.BUG
    with room.school.work.database.write() as session:
        session.connection().exec_driver_sql("DROP TRIGGER fault")
    room.press(room.page.writing.editor.head.back_button)  # even leaving writes it
    room.settle()
    assert room.stored(view.id).form.narrative == "Not lost"


def refuse_saving(room: Room, when: str = "") -> None:
    """Let the file refuse every change of an observation, or only those that `when` names."""
    with room.school.work.database.write() as session:
        session.connection().exec_driver_sql(
            f"CREATE TRIGGER fault BEFORE UPDATE ON observation {when}"
            " BEGIN SELECT RAISE(ABORT, 'x'); END"
        )


def save_again(room: Room) -> None:
    with room.school.work.database.write() as session:
        session.connection().exec_driver_sql("DROP TRIGGER fault")


def test_a_draft_left_while_it_could_not_be_saved_is_not_tidied_away(room: Room) -> None:
    view = room.begin()
    refuse_saving(room)
    room.type(room.page.writing.editor.what_happened.narrative, "Her first smile")
    room.qtbot.waitUntil(lambda: bool(room.desk.said), timeout=5000)
    room.press(room.page.writing.editor.head.back_button)
    room.desk.settle()
    assert not room.page.writing.keeper.all_saved
    save_again(room)
    room.page.leave()
    room.settle()
    assert room.stored(view.id).form.narrative == "Her first smile"


def test_an_observation_opened_again_shows_what_could_not_be_saved(room: Room) -> None:
    view = room.begin()
    refuse_saving(room)
    room.type(room.page.writing.editor.what_happened.narrative, "Looked up")
    room.qtbot.waitUntil(lambda: bool(room.desk.said), timeout=5000)
    room.press(room.page.writing.editor.head.back_button)
    room.desk.settle()
    room.page.open_observation(view.id)
    room.qtbot.waitUntil(lambda: room.page.editing)
    narrative = room.page.writing.editor.what_happened.narrative
    assert narrative.text() == "Looked up"
    save_again(room)
    narrative.moveCursor(narrative.textCursor().MoveOperation.End)
    room.type(narrative, ", twice")
    room.settle()
    assert room.stored(view.id).form.narrative == "Looked up, twice"


def test_an_earlier_text_that_was_refused_never_takes_the_place_of_a_later_one(
    room: Room,
) -> None:
    view = room.begin()
    refuse_saving(room, "WHEN NEW.narrative = 'one'")
    narrative, keeper = room.page.writing.editor.what_happened.narrative, room.page.writing.keeper
    narrative.setPlainText("one")
    keeper.flush()
    narrative.setPlainText("two")
    keeper.flush()
    room.desk.settle()
    assert room.stored(view.id).form.narrative == "two"
    assert keeper.all_saved
    save_again(room)
    room.press(room.page.writing.editor.head.back_button)
    room.settle()
    assert room.stored(view.id).form.narrative == "two"


def test_a_slow_reading_does_not_bring_an_earlier_text_back(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = room.begin()
    saved = threading.Event()
    room.page.writing.keeper.signals.saved.connect(lambda _: saved.set())
    quick = memory.last_next_action

    def slow(*given: Any, **named: Any) -> object:
        saved.wait(5)  # the observation was read already, and is written while this goes on
        return quick(*given, **named)

    monkeypatch.setattr(memory, "last_next_action", slow)
    room.page.writing.desk.arrived.emit()
    room.type(room.page.writing.editor.what_happened.narrative, "Typed meanwhile")
    room.qtbot.waitUntil(saved.is_set, timeout=5000)
    room.settle()
    assert room.page.writing.editor.what_happened.narrative.text() == "Typed meanwhile"
    assert room.stored(view.id).form.narrative == "Typed meanwhile"


def test_a_fault_of_ours_while_handing_on_loses_nothing(room: Room) -> None:
    view = room.begin()
    refuse_saving(room)
    room.page.writing.editor.what_happened.narrative.setPlainText("Not lost")
    room.press(room.page.writing.editor.foot.hand_on_button)
    room.qtbot.waitUntil(lambda: bool(room.desk.said), timeout=5000)
    save_again(room)
    room.settle()
    assert room.stored(view.id).form.narrative == "Not lost"


def test_a_change_made_elsewhere_does_not_overwrite_what_is_typed(room: Room) -> None:
    view = room.begin()
    narrative = room.page.writing.editor.what_happened.narrative
    room.type(narrative, "Mine")
    room.page.changed(
        observations.autosave(room.school.work, view.id, replace(view.form, place="Hall")).changes,
        None,
    )
    room.settle()
    assert narrative.text() == "Mine"
    assert room.stored(view.id).form.narrative == "Mine"


def test_undo_brings_a_deleted_word_back(room: Room) -> None:
    view = room.begin()
    body = room.area(Area.EXPLORATION)
    room.type(body.text, "She looked.")
    body.text.selectAll()
    room.qtbot.keyClick(body.text, Qt.Key.Key_Delete)
    body.text.undo()
    room.settle()
    assert room.stored(view.id).form.response(Area.EXPLORATION).what_pupil_did == "She looked."


def test_last_time_you_planned_is_shown(room: Room) -> None:
    earlier = observations.new_observation(room.school.work, room.school.amara).value
    observations.autosave(
        room.school.work,
        earlier.id,
        replace(
            earlier.form,
            occurred_at=room.school.work.now() - timedelta(days=3),
            next_action="next_action.modify",
            next_action_note="wait ten seconds",
        ),
    )
    room.begin()
    assert room.page.writing.editor.last_time.sentence == (
        "Last time you planned to modify wait ten seconds"
    )


def test_what_is_no_longer_offered_is_not_lost(room: Room) -> None:
    """A colleague who has left, an outcome that is closed and a word that is retired stay named."""
    view = room.begin()
    form = replace(
        view.form,
        narrative="She smiled.",
        observer_id=room.school.assistant,
        outcome_ids=(room.school.outcome,),
        responses=(ResponseForm(Area.PERSISTENCE, "Kept on.", support=("support.gesture",)),),
        why_activity="why_activity.low_interest",
    )
    observations.autosave(room.school.work, view.id, form)
    with room.school.work.database.write() as session:
        session.get_one(StaffMember, room.school.assistant).left_on = date(2026, 7, 20)
        session.get_one(Outcome, room.school.outcome).closed_on = date(2026, 7, 20)
        for key in ("support.gesture", "why_activity.low_interest"):
            session.get_one(VocabularyWord, key).retired = True
    room.press(room.page.writing.editor.head.back_button)
    room.open(view.id)
    assert room.page.writing.editor.form() == form  # nothing differs before anything is typed
    room.type(room.page.writing.editor.what_happened.narrative, "Then ")
    room.settle()
    assert room.stored(view.id).form == replace(form, narrative="Then She smiled.")


def test_the_list_shows_hostile_text_as_text_and_finds_words(room: Room) -> None:
    for activity in (HOSTILE, "Drum"):
        view = observations.new_observation(room.school.work, room.school.amara).value
        observations.autosave(room.school.work, view.id, replace(view.form, activity=activity))
    room.page.show_pupil(room.school.amara)
    room.settle()
    model = room.page.list.model
    shown = {model.index(row).data() for row in range(model.rowCount())}
    assert shown == {HOSTILE, "Drum"}
    room.page.list.search.setText("dru")
    assert [model.index(row).data() for row in range(model.rowCount())] == ["Drum"]
    room.page.list.search.setText("nothing like it")
    assert model.rowCount() == 0


def test_everything_has_a_name_for_a_screen_reader_and_is_reached_by_keyboard(room: Room) -> None:
    room.begin()
    editor = room.page.writing.editor
    for area in Area:
        room.press(room.area(area).more.button)
    room.press(editor.what_happened.details.button)
    controls = [
        control
        for kind in (QAbstractButton, QLineEdit, QPlainTextEdit)
        for control in editor.findChildren(kind)
        if control.isVisible() and control.objectName() != "qt_spinbox_lineedit"
    ]
    assert len(controls) > 150
    nameless = [type(control).__name__ for control in controls if not control.accessibleName()]
    assert nameless == []
    reached: set[QWidget | None] = set()
    editor.head.back_button.setFocus()
    for _ in range(600):  # within a date from part to part
        room.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        reached.add(QApplication.focusWidget())
        if editor.head.back_button in reached:
            break
    assert {editor.foot.approve_button, editor.next_action.note, editor.evidence.add_button} <= (
        reached
    )


def test_the_words_of_the_page_hold_no_number_about_a_child() -> None:
    words = [value for value in vars(texts).values() if isinstance(value, str)]
    assert not any("%" in word or "score" in word.lower() for word in words)


def test_opening_the_editor_flashes_no_window_of_its_own(room: Room) -> None:
    class Windows(QObject):
        shown: ClassVar[list[str]] = []

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's
            if event.type() == QEvent.Type.Show and isinstance(watched, QWidget):
                self.shown += [type(watched).__name__] * watched.isWindow()
            return False

    windows = Windows()
    QApplication.instance().installEventFilter(windows)
    try:
        room.begin()
        for area in Area:
            room.press(room.area(area).more.button)
        room.press(room.page.writing.editor.what_happened.details.button)
    finally:
        QApplication.instance().removeEventFilter(windows)
    assert windows.shown == []


def test_others_who_took_part_get_observations_of_their_own_and_are_shown_by_initials(
    room: Room,
) -> None:
    view = room.begin()
    editor = room.page.writing.editor
    room.type(editor.what_happened.activity, "Drum circle")
    room.settle()
    assert not editor.together.isVisible()
    editor.head.others_action.trigger()
    room.settle()
    (dialog,) = room.page.findChildren(OthersDialog)
    dialog.submit()
    room.settle()
    assert dialog.fields["others"].problem == texts.OTHERS_NONE
    dialog.mates.set_chosen([room.school.bilal])
    dialog.submit()
    room.settle()
    (line,) = observations.list_observations(room.school.work, room.school.bilal)
    assert line.activity == "Drum circle"
    assert editor.together.isVisible()
    (other,) = editor.together.findChildren(QAbstractButton)
    assert other.text() == "B. E."
    room.press(other)
    assert room.desk.journey.visits[-1] == ("observation", line.id)
    assert room.stored(view.id).form.activity == "Drum circle"


def undo(room: Room) -> None:
    assert room.desk.context.actions.trigger("edit.undo")
    room.settle()


def redo(room: Room) -> None:
    assert room.desk.context.actions.trigger("edit.redo")
    room.settle()


def test_chips_and_texts_are_taken_back_in_their_order_and_made_again(room: Room) -> None:
    view = room.begin()
    body = room.area(Area.ANTICIPATION)
    room.type(body.text, "Looked up")
    room.type(body.text, " twice.")
    choose(room, body.established.chips, "emerging")
    room.settle()
    done = room.stored(view.id).form
    undo(room)
    assert room.stored(view.id).form.response(Area.ANTICIPATION).how_established is None
    assert body.text.text() == "Looked up twice."
    undo(room)
    assert room.stored(view.id).form.responses == ()  # what was typed in one text goes at once
    assert not room.desk.context.actions.trigger("edit.undo")
    redo(room)
    redo(room)
    assert room.stored(view.id).form == done
    assert not room.desk.context.actions.trigger("edit.redo")


def test_undo_in_a_text_takes_back_its_typing_and_then_the_change_before(room: Room) -> None:
    view = room.begin()
    choose(room, room.page.writing.editor.next_action.chips, "repeat")
    narrative = room.page.writing.editor.what_happened.narrative
    room.type(narrative, "Oops")
    room.settle()
    room.qtbot.keyClick(narrative, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    room.settle()
    assert room.stored(view.id).form.narrative == ""
    assert room.stored(view.id).form.next_action is not None


def test_another_observation_does_not_take_back_what_was_done_in_this_one(room: Room) -> None:
    first = room.begin()
    room.type(room.page.writing.editor.what_happened.narrative, "First.")
    room.settle()
    room.begin()
    assert not room.desk.context.actions.trigger("edit.undo")
    assert room.stored(first.id).form.narrative == "First."
