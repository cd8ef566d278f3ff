"""What is done for a member of staff and for a class: the dialogs, and the services they call."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from engagement_desktop.services import classes, staff
from engagement_desktop.services.changes import Saved
from engagement_desktop.services.form_drafts import FormKind, FormPlace, KeptForm
from engagement_desktop.services.staff import StaffForm, StaffLine, StaffView, WayIn
from engagement_desktop.ui.context import UiContext
from engagement_desktop.ui.kept_forms import KeptForms
from engagement_desktop.ui.look.tokens import SPACE_S
from engagement_desktop.ui.page import SchoolPage
from engagement_desktop.ui.staff import texts
from engagement_desktop.ui.staff.password_dialogs import show_secret
from engagement_desktop.ui.staff.staff_dialog import ClassDialog, StaffDialog
from engagement_desktop.ui.widgets.buttons import button
from engagement_desktop.ui.widgets.dialog import ask
from engagement_desktop.ui.widgets.flow import FlowLayout


class StaffDoings(QObject):
    """Opens dialogs over `page` and writes; `change_key` is offered when somebody leaves.

    `forms` keeps what is typed about a person or a class; a password is kept nowhere.
    """

    def __init__(
        self, context: UiContext, page: SchoolPage, change_key: Callable[[], object]
    ) -> None:
        super().__init__(page)
        self._change_key = change_key
        self._context = context
        self._page = page
        self._view: StaffView | None = None
        self.forms = KeptForms(
            page, {FormKind.STAFF: self._person_again, FormKind.CLASS: self._class_again}, page.load
        )

    def show(self, view: StaffView, kept: Sequence[KeptForm]) -> None:
        """What there is now, and which forms wait."""
        self._view = view
        self.forms.show(kept)

    def add(self, form: StaffForm | None = None) -> None:
        """Somebody new, with a start password; with `form`, as it was left."""
        view = self._view
        if view is None:
            return
        place = FormPlace(FormKind.STAFF, None)
        begun = form or self.forms.begun(place, StaffForm) or StaffForm()
        with_key = not self._context.work.is_demo
        dialog = StaffDialog(
            begun,
            view.classes,
            view.observers,
            is_new=True,
            with_key=with_key,
            parent=self._page,
        )
        work, name = self._context.work, dialog.name

        def added(staff_id: int) -> None:
            if with_key:
                self._give_start_password(staff_id, name.text())

        self.forms.ask(dialog, place, lambda typed: staff.save(work, None, typed), added, self.add)

    def change(self, line: StaffLine, typed: StaffForm | None = None) -> None:
        """Change what is written down about somebody, or how they sign in."""
        view, work = self._view, self._context.work
        if view is None:
            return
        place = FormPlace(FormKind.STAFF, None, str(line.id))

        def show(form: StaffForm) -> None:
            begun = typed or self.forms.begun(place, StaffForm) or form
            dialog = StaffDialog(
                begun, view.classes, view.observers, is_new=False, with_key=True, parent=self._page
            )
            dialog.column.addWidget(self._ways(dialog, line))
            self.forms.ask(
                dialog,
                place,
                lambda changed: staff.save(work, line.id, changed),
                lambda _: None,
                lambda left: self.change(line, left),
            )

        self._context.tasks.read(lambda: staff.staff_form(work, line.id), show, owner=self._page)

    def name_class(self, class_id: int | None = None, name: str = "") -> None:
        """Another name for a class, or a new one."""
        place = FormPlace(FormKind.CLASS, None, "" if class_id is None else str(class_id))
        dialog = ClassDialog(
            self.forms.begun(place, str) or name, self._page, is_new=class_id is None
        )
        work = self._context.work
        self.forms.ask(
            dialog,
            place,
            lambda typed: classes.save_class(work, class_id, typed),
            lambda _: None,
            lambda typed: self.name_class(class_id, typed),
        )

    def _person_again(self, kept: KeptForm) -> None:
        number = kept.place.record_id
        if number is None:
            self.add()
        elif self._view is not None:
            for line in self._view.lines:
                if line.id == number:
                    self.change(line)

    def _class_again(self, kept: KeptForm) -> None:
        self.name_class(kept.place.record_id)

    def _ways(self, dialog: StaffDialog, line: StaffLine) -> QWidget:
        """What else can be done for this person."""
        row = QWidget()
        flow = FlowLayout(row)
        flow.setSpacing(SPACE_S)
        work = self._context.work
        if line.left_on is not None:
            flow.addWidget(button("Is here again", on_click=lambda: self._come_back(dialog, line)))
        elif not line.is_me:
            if not work.is_demo:
                flow.addWidget(
                    button(
                        "Give a start password",
                        "key",
                        on_click=lambda: self._ask_start_password(dialog, line),
                    )
                )
            flow.addWidget(
                button("Leaves", "arrow_exit", on_click=lambda: self._ask_leaving(dialog, line))
            )
        return row

    def _ask_start_password(self, dialog: StaffDialog, line: StaffLine) -> None:
        dialog.reject()
        if line.way_in is not WayIn.OWN:
            self._give_start_password(line.id, line.name)
            return
        ask(
            self._page,
            texts.NEW_START,
            texts.NEW_START_SENTENCE.format(name=line.name),
            "Give it",
            lambda: self._give_start_password(line.id, line.name),
        )

    def _give_start_password(self, staff_id: int, name: str) -> None:
        work = self._context.work

        def show(password: str) -> None:
            title = texts.START_FOR.format(name=name)
            show_secret(title, texts.START_SENTENCE, password, self._page)

        self._context.tasks.write(
            lambda: staff.give_start_password(work, staff_id), show, owner=self._page
        )

    def _ask_leaving(self, dialog: StaffDialog, line: StaffLine) -> None:
        dialog.reject()
        ask(
            self._page,
            texts.LEAVES.format(name=line.name),
            texts.LEAVES_SENTENCE,
            "Leaves",
            lambda: self._leave(line),
        )

    def _leave(self, line: StaffLine) -> None:
        work, messages = self._context.work, self._context.messages

        def left(_: None) -> None:
            if not work.is_demo:
                left_words = texts.LEFT.format(name=line.name)
                messages.say(left_words, texts.CHANGE_KEY, self._change_key)

        def leave() -> Saved[None]:
            return staff.leave(work, line.id)

        self._context.tasks.write(leave, left, owner=self._page)

    def _come_back(self, dialog: StaffDialog, line: StaffLine) -> None:
        dialog.reject()
        work = self._context.work
        self._context.tasks.write(lambda: staff.come_back(work, line.id), owner=self._page)
