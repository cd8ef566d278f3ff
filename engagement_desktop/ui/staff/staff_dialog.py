"""What is written down about a member of staff, and the name of a class."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QLineEdit, QWidget

from engagement_desktop.models.pupil_list import ClassRow
from engagement_desktop.models.states import Role
from engagement_desktop.models.vocabularies import Word
from engagement_desktop.services.staff import StaffForm
from engagement_desktop.ui.staff import texts
from engagement_desktop.ui.widgets.chips import ChipRow, Choice
from engagement_desktop.ui.widgets.form_dialog import FormDialog
from engagement_desktop.ui.widgets.inputs import Combo

_NOT_SAID = Choice(None, "not said")
_NO_CLASS = Choice(None, "no class of their own")


class StaffDialog(FormDialog):
    """Its form is a `StaffForm`."""

    def __init__(
        self,
        form: StaffForm,
        classes: Sequence[ClassRow],
        observers: Sequence[Word],
        *,
        is_new: bool,
        with_key: bool,
        parent: QWidget,
    ) -> None:
        super().__init__(
            texts.ADD_TITLE if is_new else form.name,
            texts.ADD_SENTENCE if is_new and with_key else "",
            "Add" if is_new else "Save",
            parent,
        )
        self.name = QLineEdit(form.name)
        self.roles = Combo("What they do here", [Choice(each, texts.ROLES[each]) for each in Role])
        self.roles.set_key(form.role)
        self.job = QLineEdit(form.job)
        self.observer = Combo(
            "As an observer", [_NOT_SAID, *(Choice(word.key, word.text) for word in observers)]
        )
        self.observer.set_key(form.who_observed)
        choices = [Choice(each.id, each.name) for each in classes]
        self.own_class = Combo("Own class", [_NO_CLASS, *choices])
        self.own_class.set_key(form.class_id)
        self.further = ChipRow(choices, multiple=True, name="Works with these classes, too")
        self.further.set_chosen(form.further_class_ids)
        self.add_field("name", "Name", self.name, texts.NAME_HINT)
        self.add_field("role", "What they do here", self.roles, texts.ROLE_HINT)
        self.add_field("job", "Job, as reports say it", self.job, texts.JOB_HINT)
        self.add_field("who_observed", "As an observer", self.observer, texts.OBSERVER_HINT)
        self.add_field("class_id", "Own class", self.own_class)
        if choices:
            self.add_field("further_class_ids", "Works with these classes, too", self.further)

    def form(self) -> StaffForm:
        """The person as typed."""
        role, observer, own = self.roles.key(), self.observer.key(), self.own_class.key()
        further = self.further.keys()
        assert isinstance(role, str)
        return StaffForm(
            name=self.name.text(),
            role=Role(role),
            job=self.job.text(),
            who_observed=observer if isinstance(observer, str) else None,
            class_id=own if isinstance(own, int) else None,
            further_class_ids=tuple(each for each in further if isinstance(each, int)),
        )


class ClassDialog(FormDialog):
    """Its form is the name of a class."""

    def __init__(self, name: str, parent: QWidget, *, is_new: bool) -> None:
        super().__init__("A new class" if is_new else "Rename the class", "", "Save", parent)
        self.name = QLineEdit(name)
        self.add_field("name", "Name of the class", self.name, texts.CLASS_HINT)

    def form(self) -> str:
        """The name as typed."""
        return self.name.text()
