"""One observation in the editor, from its opening to its leaving.

Every change goes through a service on a worker; here it is only decided what is shown. What is
typed is the keeper's (`ui.keeper`), clips and photos are the desk's (`evidence_desk`), and what is
seldom done has a place of its own (`seldom`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from engagement_desktop.errors import AppError, FieldProblem, InvalidInput
from engagement_desktop.models.roles import Act
from engagement_desktop.services import observation_corrections as corrections
from engagement_desktop.services import observation_memory as memory
from engagement_desktop.services import observations, shared_activity
from engagement_desktop.services.changes import Saved
from engagement_desktop.services.observation_views import (
    DraftSaved,
    NextActionView,
    ObservationForm,
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
from engagement_desktop.ui.observation.history import History
from engagement_desktop.ui.observation.section import Offer
from engagement_desktop.ui.observation.seldom import SeldomSteps
from engagement_desktop.ui.observation.text_in_use import TextInUse, undo_keys
from engagement_desktop.ui.page import Page


@dataclass(frozen=True)
class Opened:
    """An observation as it was read for the editor, with what is offered and shown round it."""

    view: ObservationView
    offer: Offer
    planned: NextActionView | None
    companions: tuple[Companion, ...]


class Writing(QObject):
    """The editor with all that belongs to it; `view` is the observation in it, None without one.

    Signals: `shown(int)` when an observation stands in the editor; `back()` when the user asks for
    the list; `left()` when the observation is done with, so that the list is to be seen;
    `list_is_old()` when a draft or a deleted one came or went behind the list.
    """

    shown = Signal(int)
    back = Signal()
    left = Signal()
    list_is_old = Signal()

    def __init__(self, context: UiContext, page: Page) -> None:
        super().__init__(page)
        self._context = context
        self._page = page
        self.view: ObservationView | None = None
        self._offer: Offer | None = None
        self._in_the_way: tuple[FieldProblem, ...] = ()
        self.beside = ClipsBeside(context, page)
        self.editor = ObservationEditor(self.beside)
        self.keeper = Keeper(context, self.editor.form, self._autosave, page)
        self.desk = EvidenceDesk(context, page, self.editor)
        self.history = History(self._show_form, self)
        self._seldom = SeldomSteps(context, page, self.keeper)
        self._connect_head_and_foot()
        self._connect_fields()

    @property
    def may_change(self) -> bool:
        """Whether the observation is one that is still written."""
        return self.view is not None and self.view.is_open

    def open(self, observation_id: int, *, to_write: bool = False) -> None:
        """Show this observation in the editor, `to_write` with the cursor in its first sentence."""
        self.write_all()

        def show(opened: Opened) -> None:
            if self._show_editor(opened) and to_write:
                self.editor.begin_writing()

        self._read_settled(observation_id, show)

    def refresh(self) -> None:
        """Something of the observation was written elsewhere: show it, keeping what is typed."""
        if self.view is None:
            return
        self._read_settled(self.view.id, self._refreshed, failed=self._gone)

    def close(self) -> None:
        """Write what is typed, and let go of the observation."""
        if self.view is None:
            return
        self.write_all()
        self.tidy_up()
        self.keeper.follow(None)
        self._let_go()

    def write_all(self) -> None:
        """A mark that was begun drops into the text first, then the text is written."""
        self.beside.settle()
        self.keeper.flush_all()

    def tidy_up(self) -> None:
        """Take a draft in which nothing was ever written away again; not one that could not be
        saved yet."""
        if self.view is None or not self.may_change:
            return
        work, observation_id = self._context.work, self.view.id

        def tidy() -> None:
            if self.desk.importer.of(observation_id):
                return
            self._context.tasks.write(
                lambda: observations.close_draft(work, observation_id),
                lambda tidied: self._tidied(observation_id, tidied),
                owner=self._page,
            )

        self.keeper.after_saving(observation_id, tidy)

    # Reading and showing

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

        self._page.read(
            lambda: self._read_observation(observation_id),
            shown,
            what="observation",
            failed=failed,
        )

    def _read_observation(self, observation_id: int) -> Opened:
        work = self._context.work
        view = observations.observation(work, observation_id)
        choices = memory.editor_choices(work, view.pupil_id)
        planned = memory.last_next_action(
            work, view.pupil_id, before=view.form.occurred_at, but_not=view.id
        )
        offer = Offer(view.pupil_name, work.words(), choices, view.prompts)
        return Opened(view, offer, planned, shared_activity.companions(work, observation_id))

    def _show_editor(self, opened: Opened) -> bool:
        view, offer = opened.view, opened.offer
        if view.pupil_id != self._page.pupil_id:
            return False
        self.view, self._offer = view, offer
        self._in_the_way = ()
        self.keeper.follow(None)
        unsaved = self.keeper.waiting(view.id)
        if unsaved is None or not view.is_open:
            self.editor.load(view, offer)
            self.keeper.follow(view.id)
        else:  # what a failed save left is newer than the file
            self.editor.load(replace(view, form=unsaved), offer)
            self.keeper.follow(view.id)
            self.keeper.touch()
        self._show_round(opened)
        self.history.begin(self.editor.form())
        self.shown.emit(view.id)
        self.editor.begin_reading()
        return True

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
        self._show_round(opened)

    def _show_round(self, opened: Opened) -> None:
        """What stands round the fields."""
        self.editor.show_plan(opened.planned)
        self.editor.together.show_companions(opened.companions)
        self.desk.show_observation(opened.view)
        self._seldom.show_observation(opened.view)
        self.beside.show_observation(opened.view)

    def _gone(self, error: AppError) -> None:
        self._context.messages.problem(error)
        if self.view is not None:
            self.keeper.forget(self.view.id)
        self._leave()

    def _let_go(self) -> None:
        self.view = None
        self.beside.show_observation(None)

    def _leave(self) -> None:
        self._let_go()
        self.left.emit()

    def _tidied(self, observation_id: int, tidied: bool) -> None:
        if tidied and self.view is not None and self.view.id == observation_id:
            self.keeper.follow(None)
            self._leave()
        else:
            self.list_is_old.emit()

    # The steps of an observation

    def _save_draft(self) -> None:
        self._context.messages.say(texts.SAVED_AS_DRAFT)
        self.back.emit()

    def _hand_on(self) -> None:
        self._move_on(observations.submit_for_approval, texts.HANDED_ON)

    def _approve(self) -> None:
        self._move_on(observations.approve, texts.APPROVED_NOW)

    def _move_on(self, step: Callable[..., Saved[ObservationView]], sentence: str) -> None:
        if self.view is None:
            return
        self.beside.settle()
        work, observation_id = self._context.work, self.view.id
        form = self.keeper.taken_over()
        self.editor.hold()
        written = False

        def done(view: ObservationView) -> None:
            nonlocal written
            written = True
            self._context.messages.say(sentence)
            if self.view is not None and self.view.id == view.id:
                self.keeper.follow(None)
                self._leave()

        def failed(error: AppError) -> None:
            if isinstance(error, InvalidInput):
                self._in_the_way = error.problems
                self.editor.show_problems(error.problems)
                self.editor.go_to_problem(error.problems)
            else:
                self._context.messages.problem(error)

        task = self._context.tasks.write(
            lambda: step(work, observation_id, form), done, owner=self._page, failed=failed
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
        work, observation_id = self._context.work, self.view.id
        self._context.tasks.write(
            lambda: step(work, observation_id),
            lambda view: self.open(view.id),
            owner=self._page,
        )

    def _open_again(self, observation_id: int) -> None:
        if self.view is not None and self.view.id == observation_id:
            self.open(observation_id)

    def _deleted(self, observation_id: int) -> None:
        if self.view is not None and self.view.id == observation_id:
            self._leave()

    # Saving

    def _autosave(self, observation_id: int, form: ObservationForm) -> Saved[object]:
        saved = observations.autosave(self._context.work, observation_id, form)
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
        self._context.navigate.draft_saved()
        self.beside.suggest_earlier()

    def _marked(self, marked: MarkedNow) -> None:
        if self.may_change:
            self.editor.add_moment(marked)

    # Wiring

    def _connect_head_and_foot(self) -> None:
        head, foot = self.editor.head, self.editor.foot
        head.back.connect(self.back)
        seldom = self._seldom
        head.delete.connect(seldom.delete)
        head.put_back.connect(seldom.give_up_correction)
        head.earlier.connect(seldom.show_earlier)
        head.others.connect(seldom.ask_who_else)
        head.template.connect(seldom.make_template)
        head.template_action.setVisible(self._context.work.may(Act.TEMPLATES))
        seldom.stands_otherwise.connect(self._open_again)
        seldom.others_begun.connect(self.refresh)
        seldom.deleted.connect(self._deleted)
        seldom.restored.connect(self.list_is_old)
        self.editor.together.opened.connect(self._context.navigate.observation)
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
        self.desk.arrived.connect(self.refresh)
        self.desk.shown.connect(self.beside.show_evidence)
        self.desk.did.connect(self.history.did)
        self.history.changed.connect(
            lambda: self._context.actions.refresh_some(("edit.undo", "edit.redo"))
        )
        self._undo_keys = TextInUse(self.editor, undo_keys(self.history))
        self.beside.marked.connect(self._marked)
        self.beside.evidence_changed.connect(self.refresh)
        self.beside.add_asked.connect(self.desk.choose_files)
