"""The observations page: the list on entry, and the editor when one is opened or begun."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QVBoxLayout, QWidget

from engagement_desktop.errors import AppError
from engagement_desktop.models.roles import Act
from engagement_desktop.models.vocabularies import Words
from engagement_desktop.services import observations, templates
from engagement_desktop.services.changes import Changes, Kind
from engagement_desktop.services.observation_views import ObservationLine, ObservationView
from engagement_desktop.ui.context import UiContext
from engagement_desktop.ui.observation.from_template import FromTemplate
from engagement_desktop.ui.observation.observation_list import ObservationList
from engagement_desktop.ui.observation.writing import Writing
from engagement_desktop.ui.page import Page
from engagement_desktop.ui.page_ids import PageId
from engagement_desktop.ui.widgets.shown_alone import ShownAlone

_POSTER_SIDE = 200
"""The longer side of a poster in the list, in pixels of the screen."""


class ObservationsPage(Page):
    """Implements `ui.page.OpensObservations`, by which other pages reach it."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.list = ObservationList(self._fetch_posters, may_write=context.work.may(Act.OBSERVE))
        self._from_template = FromTemplate(context, self, self._begun)
        self._writing: Writing | None = None
        self._beginning = False
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
    def writing(self) -> Writing:
        """The editor and all that belongs to it; made when the first observation is opened, so that
        the list comes at once."""
        if self._writing is None:
            self._writing = writing = Writing(self.context, self)
            self._stack.addWidget(writing.editor)
            writing.shown.connect(self._show_editor)
            writing.back.connect(self._back)
            writing.left.connect(self._show_list)
            writing.list_is_old.connect(self._refresh_list)
        return self._writing

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
        self._refresh()

    def changed(self, changes: Changes, initiator: object) -> None:
        if changes.touches(Kind.VOCABULARY, Kind.STAFF) and initiator is not self:
            self._refresh()
            return
        super().changed(changes, initiator)

    def take_keyboard(self) -> None:
        (self.writing.editor if self.editing else self.list.view).setFocus()

    def leave(self) -> bool:
        if self._writing is not None:
            self._writing.write_all()
            self._writing.tidy_up()
        return True

    def unsaved(self) -> object | None:
        if self._writing is None:
            return None
        observed, beside = self._writing.keeper.unsaved(), self._writing.beside.unsaved()
        return (observed, beside) if observed or beside else None

    def take_up(self, unsaved: object) -> None:
        assert isinstance(unsaved, tuple)
        observed, beside = unsaved
        self.writing.keeper.take_up(observed)
        if beside is not None:
            self.writing.beside.take_up(beside)

    def open_observation(self, observation_id: int) -> None:
        """Show this observation in the editor."""
        self.writing.open(observation_id)

    def new_observation(self, plan_id: int | None = None) -> None:
        """Begin an observation of the pupil shown, with the cursor in its first sentence; with
        `plan_id` it is made against a plan of theirs."""
        if self.pupil_id is None or self._beginning:
            return
        self.leave()
        self._beginning = True
        work, pupil_id = self.context.work, self.pupil_id
        self.context.tasks.write(
            lambda: observations.new_observation(work, pupil_id, plan_id=plan_id),
            self._begun,
            owner=self,
            failed=self._not_begun,
        )

    def new_from_template(self) -> None:
        """Ask which template, and who takes part; then begin."""
        if self.pupil_id is not None and not self._beginning:
            self._from_template.ask(self.pupil_id)

    def _begun(self, view: ObservationView) -> None:
        self._beginning = False
        self.writing.open(view.id, to_write=True)

    def _not_begun(self, error: AppError) -> None:
        self._beginning = False
        self.context.messages.problem(error)

    # List or editor

    def _refresh(self) -> None:
        if self.editing:
            self.writing.refresh()
        else:
            self._load_list()

    def _refresh_list(self) -> None:
        if not self.editing:
            self._load_list()

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

    def _fetch_posters(
        self, wanted: Sequence[int], then: Callable[[dict[int, QImage]], None]
    ) -> None:
        work = self.context.work

        def read() -> dict[int, QImage]:
            found = observations.posters(work, wanted)
            return {number: _small(poster) for number, poster in found.items()}

        self.context.tasks.read(read, then, owner=self.list)

    def _show_list(self) -> None:
        self._stack.setCurrentWidget(self.list)
        self._load_list()
        self.list.view.setFocus()

    def _show_editor(self, observation_id: int) -> None:
        self._stack.setCurrentWidget(self.writing.editor)
        self.list.choose(observation_id)

    def _back(self) -> None:
        self._close_editor()
        self._load_list()

    def _close_editor(self) -> None:
        if self._writing is not None:
            self._writing.close()
            self._stack.setCurrentWidget(self.list)

    # The keys

    def _bind(self) -> None:
        bind = self.context.actions.bind
        here = PageId.OBSERVATIONS
        bind("edit.paste", self._paste, page=here, owner=self)
        bind("edit.undo", self._undo, enabled=self._can_undo, page=here, owner=self)
        bind("edit.redo", self._redo, enabled=self._can_redo, page=here, owner=self)
        bind("edit.find_here", self._find_here, page=here, owner=self)

    def _paste(self) -> None:
        self.writing.desk.paste()

    def _undo(self) -> None:
        self.writing.history.undo()

    def _redo(self) -> None:
        self.writing.history.redo()

    def _can_undo(self) -> bool:
        return self._may_change() and self.writing.history.can_undo

    def _can_redo(self) -> bool:
        return self._may_change() and self.writing.history.can_redo

    def _may_change(self) -> bool:
        return self.editing and self.writing.may_change

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
