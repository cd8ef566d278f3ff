"""The observations page: the list on entry, and the editor when one is opened or begun.

Every change goes through a service on a worker; the page only decides what is shown. What is typed
is the keeper's (`draft_keeper`), clips and photos are the desk's (`evidence_desk`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QVBoxLayout, QWidget

from engagement_desktop.errors import AppError, FieldProblem, InvalidInput
from engagement_desktop.models.roles import Act
from engagement_desktop.models.states import ObservationStatus
from engagement_desktop.models.vocabularies import Words
from engagement_desktop.services import observation_corrections as corrections
from engagement_desktop.services import observation_memory as memory
from engagement_desktop.services import observations, shared_activity, templates
from engagement_desktop.services.changes import Changes, Kind, Saved
from engagement_desktop.services.observation_views import (
    DraftSaved,
    NextActionView,
    ObservationForm,
    ObservationLine,
    ObservationView,
    WhenFrom,
)
from engagement_desktop.services.shared_activity import Companion
from engagement_desktop.ui.context import UiContext
from engagement_desktop.ui.keeper import Keeper
from engagement_desktop.ui.observation import texts
from engagement_desktop.ui.observation.clip_marks import MarkedNow
from engagement_desktop.ui.observation.clips_beside import ClipsBeside
from engagement_desktop.ui.observation.editor import ObservationEditor
from engagement_desktop.ui.observation.evidence_desk import EvidenceDesk
from engagement_desktop.ui.observation.from_template import FromTemplate
from engagement_desktop.ui.observation.history import History
from engagement_desktop.ui.observation.observation_list import ObservationList
from engagement_desktop.ui.observation.section import Offer
from engagement_desktop.ui.observation.seldom import SeldomSteps
from engagement_desktop.ui.observation.text_in_use import TextInUse, undo_keys
from engagement_desktop.ui.page import Page
from engagement_desktop.ui.page_ids import PageId
from engagement_desktop.ui.widgets.shown_alone import ShownAlone

_POSTER_SIDE = 200
"""The longer side of a poster in the list, in pixels of the screen."""


@dataclass(frozen=True)
class Opened:
    """An observation as it was read for the editor, with what is offered and shown round it."""

    view: ObservationView
    offer: Offer
    planned: NextActionView | None
    companions: tuple[Companion, ...]


@dataclass(frozen=True)
class _EditorParts:
    editor: ObservationEditor
    beside: ClipsBeside
    keeper: Keeper[int, ObservationForm]
    desk: EvidenceDesk
    history: History
    seldom: SeldomSteps


class ObservationsPage(Page):
    """Implements `ui.page.OpensObservations`, by which other pages reach it."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.view: ObservationView | None = None
        self.list = ObservationList(self._fetch_posters)
        self._from_template = FromTemplate(context, self, self._begun)
        self._parts: _EditorParts | None = None
        self._offer: Offer | None = None
        self._beginning = False
        self._in_the_way: tuple[FieldProblem, ...] = ()
        self._stack = ShownAlone()
        self._stack.addWidget(self.list)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self.list.opened.connect(self.open_observation)
        self.list.new_asked.connect(self.new_observation)
        self.list.template_asked.connect(self.new_from_template)
        self._bind()

    @property
    def editor(self) -> ObservationEditor:
        """The editor; made when the first observation is opened, so that the list comes at once."""
        return self._editor_parts().editor

    @property
    def beside(self) -> ClipsBeside:
        """The clips beside the fields."""
        return self._editor_parts().beside

    @property
    def keeper(self) -> Keeper[int, ObservationForm]:
        """What keeps the form as it is typed."""
        return self._editor_parts().keeper

    @property
    def desk(self) -> EvidenceDesk:
        """What brings clips and photos in."""
        return self._editor_parts().desk

    @property
    def history(self) -> History:
        """What can be taken back in the observation shown."""
        return self._editor_parts().history

    @property
    def editing(self) -> bool:
        """Whether the editor is shown, rather than the list."""
        return self._stack.currentWidget() is not self.list

    # What the window asks

    def show_pupil(self, pupil_id: int) -> None:
        is_another = pupil_id != self.pupil_id
        super().show_pupil(pupil_id)
        if is_another:
            self._close_editor()
            self.list.start_afresh()
        if self.editing:
            self._refresh_editor()
        else:
            self._load_list()

    def changed(self, changes: Changes, initiator: object) -> None:
        if changes.touches(Kind.VOCABULARY, Kind.STAFF) and initiator is not self:
            self._refresh_editor() if self.editing else self._load_list()
            return
        super().changed(changes, initiator)

    def take_keyboard(self) -> None:
        (self.editor if self.editing else self.list.view).setFocus()

    def leave(self) -> bool:
        if self._parts is not None:
            self._write_all()
            self._tidy_up()
        return True

    def unsaved(self) -> object | None:
        if self._parts is None:
            return None
        observed, beside = self._parts.keeper.unsaved(), self._parts.beside.unsaved()
        return (observed, beside) if observed or beside else None

    def take_up(self, unsaved: object) -> None:
        assert isinstance(unsaved, tuple)
        observed, beside = unsaved
        self.keeper.take_up(observed)
        if beside is not None:
            self.beside.take_up(beside)

    def open_observation(self, observation_id: int) -> None:
        """Show this observation in the editor."""
        self._write_all()
        self._read_settled(observation_id, self._show_editor)

    def new_observation(self) -> None:
        """Begin an observation of the pupil shown, with the cursor in its first sentence."""
        if self.pupil_id is None or self._beginning:
            return
        self._write_all()
        self._tidy_up()
        self._beginning = True
        work, pupil_id = self.context.work, self.pupil_id
        self.context.tasks.write(
            lambda: observations.new_observation(work, pupil_id),
            self._begun,
            owner=self,
            failed=self._not_begun,
        )

    def new_from_template(self) -> None:
        """Ask which template, and who takes part; then begin."""
        if self.pupil_id is not None and not self._beginning:
            self._from_template.ask(self.pupil_id)

    # Reading

    def _load_list(self) -> None:
        if self.pupil_id is None:
            return
        work, pupil_id = self.context.work, self.pupil_id

        def read() -> tuple[tuple[ObservationLine, ...], Words, bool]:
            lines = observations.list_observations(work, pupil_id)
            return lines, work.words(), work.may(Act.OBSERVE) and templates.any_offered(work)

        def show(found: tuple[tuple[ObservationLine, ...], Words, bool]) -> None:
            lines, words, from_template = found
            self.list.show_lines(lines, words)
            self.list.template_button.setVisible(from_template)

        self.read(read, show, what="list")

    def _read_settled(
        self,
        observation_id: int,
        show: Callable[[Opened], None],
        *,
        failed: Callable[[AppError], None] | None = None,
    ) -> None:
        """Read an observation, once more where it was typed into or written while it was read: an
        editor must never fall back to an earlier text."""
        turn = self.keeper.turn_of(observation_id)

        def shown(opened: Opened) -> None:
            keeper = self.keeper
            if keeper.turn_of(observation_id) != turn or keeper.is_writing(observation_id):
                self._read_settled(observation_id, show, failed=failed)
            else:
                show(opened)

        self.read(
            lambda: self._read_observation(observation_id),
            shown,
            what="observation",
            failed=failed,
        )

    def _read_observation(self, observation_id: int) -> Opened:
        work = self.context.work
        view = observations.observation(work, observation_id)
        choices = memory.editor_choices(work, view.pupil_id)
        planned = memory.last_next_action(
            work, view.pupil_id, before=view.form.occurred_at, but_not=view.id
        )
        offer = Offer(view.pupil_name, work.words(), choices, view.prompts)
        return Opened(view, offer, planned, shared_activity.companions(work, observation_id))

    def _fetch_posters(
        self, wanted: Sequence[int], then: Callable[[dict[int, QImage]], None]
    ) -> None:
        work = self.context.work

        def read() -> dict[int, QImage]:
            found = observations.posters(work, wanted)
            return {number: _small(poster) for number, poster in found.items()}

        self.context.tasks.read(read, then, owner=self.list)

    # Showing

    def _show_list(self) -> None:
        self.view = None
        self.beside.show_observation(None)
        self._stack.setCurrentWidget(self.list)
        self._load_list()
        self.list.view.setFocus()

    def _show_editor(self, opened: Opened) -> None:
        view, offer = opened.view, opened.offer
        if view.pupil_id != self.pupil_id:
            return
        self.view, self._offer = view, offer
        self._in_the_way = ()
        self.keeper.follow(None)
        unsaved = self.keeper.waiting(view.id)
        if unsaved is None or view.status is ObservationStatus.APPROVED:
            self.editor.load(view, offer)
            self.keeper.follow(view.id)
        else:  # what a failed save left is newer than the file
            self.editor.load(replace(view, form=unsaved), offer)
            self.keeper.follow(view.id)
            self.keeper.touch()
        self.editor.show_plan(opened.planned)
        self.editor.together.show_companions(opened.companions)
        self.desk.show_observation(view)
        self._editor_parts().seldom.show_observation(view)
        self.beside.show_observation(view)
        self.history.begin(self.editor.form())
        self._stack.setCurrentWidget(self.editor)
        self.list.choose(view.id)
        self.editor.begin_reading()

    def _begun(self, view: ObservationView) -> None:
        self._beginning = False

        def show(opened: Opened) -> None:
            self._show_editor(opened)
            self.editor.begin_writing()

        self._read_settled(view.id, show)

    def _not_begun(self, error: AppError) -> None:
        self._beginning = False
        self.context.messages.problem(error)

    def _refresh_editor(self) -> None:
        """Something of the observation was written elsewhere: show it, keeping what is typed."""
        if self.view is None:
            return
        self._read_settled(self.view.id, self._refreshed, failed=self._gone)

    def _refreshed(self, opened: Opened) -> None:
        view, offer = opened.view, opened.offer
        if self.view is None or view.id != self.view.id:
            return
        self.view, self._offer = view, offer
        if self.keeper.is_saved(view.id) and self.editor.form() != view.form:
            self.editor.load(view, offer)
        else:
            self.editor.show_state(view)
            if view.when_from is not WhenFrom.WRITTEN:
                self.editor.what_happened.show_when(view.form.occurred_at)
        self.history.moved_on(self.editor.form())
        self.editor.show_plan(opened.planned)
        self.editor.together.show_companions(opened.companions)
        self.desk.show_observation(view)
        self._editor_parts().seldom.show_observation(view)
        self.beside.show_observation(view)

    def _gone(self, error: AppError) -> None:
        self.context.messages.problem(error)
        if self.view is not None:
            self.keeper.forget(self.view.id)
        self._show_list()

    # Leaving the editor

    def _back(self) -> None:
        self._close_editor()
        self._load_list()

    def _close_editor(self) -> None:
        if self.view is None:
            return
        self._write_all()
        self._tidy_up()
        self.keeper.follow(None)
        self.view = None
        self.beside.show_observation(None)
        self._stack.setCurrentWidget(self.list)

    def _write_all(self) -> None:
        """A mark that was begun drops into the text first, then the text is written."""
        self.beside.settle()
        self.keeper.flush_all()

    def _tidy_up(self) -> None:
        """Take a draft in which nothing was ever written away again; not one that could not be
        saved yet."""
        if self.view is None:
            return
        work, observation_id = self.context.work, self.view.id

        def tidy() -> None:
            if self.desk.importer.of(observation_id):
                return
            self.context.tasks.write(
                lambda: observations.close_draft(work, observation_id),
                lambda tidied: self._tidied(observation_id, tidied),
                owner=self,
            )

        self.keeper.after_saving(observation_id, tidy)

    def _tidied(self, observation_id: int, tidied: bool) -> None:
        if tidied and self.view is not None and self.view.id == observation_id:
            self.keeper.follow(None)
            self._show_list()
        elif not self.editing:
            self._load_list()

    # The steps of an observation

    def _save_draft(self) -> None:
        self.context.messages.say(texts.SAVED_AS_DRAFT)
        self._back()

    def _hand_on(self) -> None:
        self._move_on(observations.submit_for_approval, texts.HANDED_ON)

    def _approve(self) -> None:
        self._move_on(observations.approve, texts.APPROVED_NOW)

    def _move_on(self, step: Callable[..., Saved[ObservationView]], sentence: str) -> None:
        if self.view is None:
            return
        self.beside.settle()
        work, observation_id = self.context.work, self.view.id
        form = self.keeper.taken_over()
        self.editor.hold()
        written = False

        def done(view: ObservationView) -> None:
            nonlocal written
            written = True
            self.context.messages.say(sentence)
            if self.view is not None and self.view.id == view.id:
                self.keeper.follow(None)
                self._show_list()

        def failed(error: AppError) -> None:
            if isinstance(error, InvalidInput):
                self._in_the_way = error.problems
                self.editor.show_problems(error.problems)
                self.editor.go_to_problem(error.problems)
            else:
                self.context.messages.problem(error)

        task = self.context.tasks.write(
            lambda: step(work, observation_id, form), done, owner=self, failed=failed
        )

        def ended() -> None:
            """Refused, or stopped by a fault of ours: what was typed is still to be written."""
            if not written:
                self.keeper.touch()
            if self.view is not None and self.view.id == observation_id:
                self.editor.show_state(self.view)

        task.ended.connect(ended)

    def _change_state(self, step: Callable[..., Saved[ObservationView]]) -> None:
        """Correct, or take back to draft; the editor stays open."""
        if self.view is None:
            return
        self.keeper.flush()
        work, observation_id = self.context.work, self.view.id
        self.context.tasks.write(
            lambda: step(work, observation_id),
            lambda view: self.open_observation(view.id),
            owner=self,
        )

    def _open_again(self, observation_id: int) -> None:
        if self.view is not None and self.view.id == observation_id:
            self.open_observation(observation_id)

    def _deleted(self, observation_id: int) -> None:
        if self.view is not None and self.view.id == observation_id:
            self._show_list()

    def _restored(self) -> None:
        if not self.editing:
            self._load_list()

    # Saving

    def _autosave(self, observation_id: int, form: ObservationForm) -> Saved[object]:
        saved = observations.autosave(self.context.work, observation_id, form)
        return Saved(saved.value, saved.changes)

    def _show_form(self, form: ObservationForm) -> None:
        """A change was taken back, or made again: the fields, and then the file."""
        if self.view is not None and self._offer is not None:
            self.editor.load(replace(self.view, form=form), self._offer)
            self._in_the_way = ()
            self.keeper.touch()

    def _edited(self) -> None:
        self.history.typed(self.editor.form())
        self._in_the_way = ()  # what stood in the way of a step may have been put right just now
        self.keeper.touch()

    def _saved(self, saved: DraftSaved) -> None:
        if self.view is None or saved.observation_id != self.view.id:
            return
        self.editor.show_problems((*self._in_the_way, *saved.problems))
        if self.keeper.all_saved:
            self.editor.foot.show_saved(saved.saved_at, view=self.view)
        self.context.navigate.draft_saved()
        self.beside.suggest_earlier()

    def _marked(self, marked: MarkedNow) -> None:
        if self.view is not None and self.view.status is not ObservationStatus.APPROVED:
            self.editor.add_moment(marked)

    # Wiring

    def _editor_parts(self) -> _EditorParts:
        if self._parts is None:
            beside = ClipsBeside(self.context, self)
            editor = ObservationEditor(beside)
            keeper = Keeper(self.context, editor.form, self._autosave, self)
            self._parts = _EditorParts(
                editor,
                beside,
                keeper,
                EvidenceDesk(self.context, self, editor),
                History(self._show_form, self),
                SeldomSteps(self.context, self, keeper),
            )
            self._stack.addWidget(editor)
            self._connect_head_and_foot()
            self._connect_fields()
        return self._parts

    def _connect_head_and_foot(self) -> None:
        head, foot = self.editor.head, self.editor.foot
        head.back.connect(self._back)
        seldom = self._editor_parts().seldom
        head.delete.connect(seldom.delete)
        head.put_back.connect(seldom.give_up_correction)
        head.earlier.connect(seldom.show_earlier)
        head.others.connect(seldom.ask_who_else)
        head.template.connect(seldom.make_template)
        head.template_action.setVisible(self.context.work.may(Act.TEMPLATES))
        seldom.stands_otherwise.connect(self._open_again)
        seldom.others_begun.connect(self._refresh_editor)
        seldom.deleted.connect(self._deleted)
        seldom.restored.connect(self._restored)
        self.editor.together.opened.connect(self.context.navigate.observation)
        head.to_draft.connect(lambda: self._change_state(observations.back_to_draft))
        foot.save.connect(self._save_draft)
        foot.hand_on.connect(self._hand_on)
        foot.approve.connect(self._approve)
        foot.correct.connect(lambda: self._change_state(corrections.correct))
        self.keeper.signals.unsaved.connect(foot.show_unsaved)
        self.keeper.signals.saved.connect(self._saved)
        self.keeper.signals.failed.connect(foot.show_failed)

    def _connect_fields(self) -> None:
        self.editor.edited.connect(self._edited)
        self.editor.files_given.connect(self.desk.give)
        self.editor.time_chosen.connect(self.beside.show_time)
        self.desk.arrived.connect(self._refresh_editor)
        self.desk.shown.connect(self.beside.show_evidence)
        self.desk.did.connect(self.history.did)
        self.history.changed.connect(
            lambda: self.context.actions.refresh_some(("edit.undo", "edit.redo"))
        )
        self._undo_keys = TextInUse(self.editor, undo_keys(self.history))
        self.beside.marked.connect(self._marked)
        self.beside.evidence_changed.connect(self._refresh_editor)
        self.beside.add_asked.connect(self.desk.choose_files)

    def _bind(self) -> None:
        bind = self.context.actions.bind
        here = PageId.OBSERVATIONS
        bind("edit.paste", self._paste, page=here, owner=self)
        bind("edit.undo", self._undo, enabled=self._can_undo, page=here, owner=self)
        bind("edit.redo", self._redo, enabled=self._can_redo, page=here, owner=self)
        bind("edit.find_here", self._find_here, page=here, owner=self)

    def _paste(self) -> None:
        self.desk.paste()

    def _undo(self) -> None:
        self.history.undo()

    def _redo(self) -> None:
        self.history.redo()

    def _can_undo(self) -> bool:
        return self._may_change() and self.history.can_undo

    def _can_redo(self) -> bool:
        return self._may_change() and self.history.can_redo

    def _may_change(self) -> bool:
        view = self.view
        return self.editing and view is not None and view.status is not ObservationStatus.APPROVED

    def _find_here(self) -> None:
        if not self.editing:
            self.list.search.setFocus()


def _small(poster: bytes) -> QImage:
    image = QImage.fromData(poster)
    if max(image.width(), image.height()) > _POSTER_SIDE:
        image = image.scaled(
            _POSTER_SIDE,
            _POSTER_SIDE,
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
    return image
