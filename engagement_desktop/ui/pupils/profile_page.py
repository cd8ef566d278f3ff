"""The profile page: read first, edited in place, a new pupil on the same form."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from engagement_desktop.errors import AppError, InvalidInput
from engagement_desktop.models.pupil_list import ClassRow
from engagement_desktop.models.roles import Act
from engagement_desktop.models.states import PermissionUse
from engagement_desktop.models.vocabularies import Vocabulary, Word
from engagement_desktop.services import around_pupil, permissions, pupils, staff
from engagement_desktop.services.around_pupil import AroundPupil
from engagement_desktop.services.changes import Saved
from engagement_desktop.services.form_drafts import FormKind, FormPlace, KeptForm, kept_forms
from engagement_desktop.services.permissions import PermissionForm, PermissionView
from engagement_desktop.services.pupils import PupilForm, PupilProfile
from engagement_desktop.ui.context import UiContext
from engagement_desktop.ui.kept_forms import KeptForms
from engagement_desktop.ui.look.tokens import SPACE_L, SPACE_M, SPACE_S, Role
from engagement_desktop.ui.page import Page
from engagement_desktop.ui.page_ids import PageId
from engagement_desktop.ui.pupils import texts
from engagement_desktop.ui.pupils.around_dialog import AroundDialog
from engagement_desktop.ui.pupils.disclosing import Disclosing
from engagement_desktop.ui.pupils.permissions_card import PermissionDialog
from engagement_desktop.ui.pupils.profile_view import ProfileView
from engagement_desktop.ui.pupils.pupil_form_view import PupilFormView
from engagement_desktop.ui.widgets.buttons import button
from engagement_desktop.ui.widgets.labels import label, set_role
from engagement_desktop.ui.widgets.page_scroll import VerticalScroll


@dataclass(frozen=True)
class _Choices:
    classes: tuple[ClassRow, ...]
    plan_kinds: tuple[Word, ...]
    own_class: int | None = None
    """The class of whoever is signed in: where a new pupil most likely goes."""


class ProfilePage(Page):
    """Essentials, communication, needs and permissions of one pupil."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._profile: PupilProfile | None = None
        self._choices = _Choices((), ())
        self._editing: PupilForm | None = None
        """The form as it was when editing began; None while reading."""
        self._around = AroundPupil()
        self.view = ProfileView(context.work.may)
        self._form: PupilFormView | None = None
        self.forms = KeptForms(
            self,
            {
                FormKind.PUPIL: self._go_on_with_profile,
                FormKind.PERMISSION: self._go_on_with_permission,
                FormKind.AROUND_PUPIL: lambda kept: self.edit_around(kept.form(AroundPupil)),
                FormKind.DISCLOSURE: self._go_on_with_copy,
            },
            self._again,
        )
        self.disclosing = Disclosing(self, self.forms)
        self._lay_out()
        self._connect()

    def show_pupil(self, pupil_id: int) -> None:
        """A form under way is left alone: `leave` asked about it before."""
        if self.is_editing and pupil_id == self.pupil_id:
            return
        if pupil_id != self.pupil_id:
            self._scroll.verticalScrollBar().setValue(0)
        super().show_pupil(pupil_id)
        self._stop_editing()
        work = self.context.work
        self.read(
            lambda: (
                pupils.profile(work, pupil_id),
                around_pupil.around_pupil(work, pupil_id),
                self._read_choices(),
                kept_forms(work, pupil_id),
            ),
            self._show,
        )

    def new_pupil(self) -> None:
        """Offer an empty form; saving it makes the pupil and shows them."""
        self.pupil_id = None
        self._profile = None
        self._scroll.verticalScrollBar().setValue(0)
        work = self.context.work
        self.read(lambda: (self._read_choices(), kept_forms(work)), self._begin_new)

    def leave(self) -> bool:
        """Save what was typed. What cannot be saved keeps the user here, with a sentence."""
        self.forms.flush()
        if not self.is_editing or not self.has_changes:
            self._stop_editing()
            return True
        if any(problem.blocks for problem in self.form.problems()):
            self._refuse()
            return False
        self.save(then_show=False)
        return True

    def unsaved(self) -> object | None:
        return self.forms.keeper.unsaved() or None

    def take_up(self, unsaved: object) -> None:
        assert isinstance(unsaved, dict)
        self.forms.keeper.take_up(unsaved)

    @property
    def form(self) -> PupilFormView:
        """The form; made when it is first needed, since most visits only read."""
        if self._form is None:
            self._form = PupilFormView()
            self._form.edited.connect(self._edited)
            self._form_place.addWidget(self._form)
        return self._form

    @property
    def is_editing(self) -> bool:
        """Whether the form is shown."""
        return self._editing is not None

    @property
    def has_changes(self) -> bool:
        """Whether something was typed that is not saved."""
        return self._editing is not None and self.form.form() != self._editing

    def edit(self) -> None:
        """Show the form of the pupil in place."""
        profile = self._profile
        if profile is None:
            return
        begun = self.forms.begun(FormPlace(FormKind.PUPIL, profile.id), PupilForm)
        self._begin(profile.form, begun)

    def save(self, *, then_show: bool = True) -> None:
        """Save the form, or say beside each field what stands in the way."""
        problems = self.form.problems()
        self.form.show_problems(problems)
        if any(problem.blocks for problem in problems):
            self._refuse()
            return
        if not self._save.isEnabled():
            return
        self._save.setEnabled(False)  # a second press must not make a second pupil
        work, pupil_id, form = self.context.work, self.pupil_id, self.form.form()
        task = self.context.tasks.write(
            lambda: pupils.save_pupil(work, pupil_id, form),
            lambda saved: self._saved(saved, form, pupil_id, then_show=then_show),
            owner=self,
            failed=self._save_failed,
        )
        task.ended.connect(self._allow_saving)

    def edit_around(self, form: AroundPupil | None = None) -> None:
        """Open the form of the lists around the pupil; with `form`, as it was left."""
        profile, work = self._profile, self.context.work
        if profile is None:
            return
        place = FormPlace(FormKind.AROUND_PUPIL, profile.id)
        begun = form or self.forms.begun(place, AroundPupil) or self._around
        self.forms.ask(
            AroundDialog(profile.form.preferred_name, begun, self),
            place,
            lambda typed: around_pupil.save_around_pupil(work, profile.id, typed),
            lambda _: self._again(),
            self.edit_around,
        )

    def cancel(self) -> None:
        """Go back to reading; what was typed is kept, and can be taken up again."""
        typed, changed, pupil_id = self.form.form(), self.has_changes, self.pupil_id
        self._stop_editing()
        if changed:
            self.context.messages.say(
                texts.PUT_ASIDE, "Go on", lambda: self._resume(pupil_id, typed)
            )
        self._again()
        if pupil_id is None:
            self.context.navigate.home()

    def _lay_out(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(SPACE_L, SPACE_M, SPACE_L, SPACE_L)
        column.setSpacing(SPACE_M)
        self._editor = QWidget()
        editor = QVBoxLayout(self._editor)
        editor.setContentsMargins(0, 0, 0, 0)
        editor.setSpacing(SPACE_M)
        self._form_place = editor
        column.addWidget(self.forms.card)
        column.addWidget(self.view)
        column.addWidget(self._editor)
        column.addStretch(1)
        self._foot = QWidget()
        self._foot.setProperty("band", "bottom")
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(SPACE_L, SPACE_S, SPACE_L, SPACE_S)
        self._note = label("", Role.MUTED)
        foot.addWidget(self._note, 1)
        foot.addWidget(button("Cancel", on_click=self.cancel))
        self._save = button("Save", "save", primary=True, on_click=self.save)
        foot.addWidget(self._save)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        self._scroll = VerticalScroll(inside)
        page.addWidget(self._scroll, 1)
        page.addWidget(self._foot)
        self._editor.hide()
        self._foot.hide()
        self.view.hide()

    def _connect(self) -> None:
        self.view.edit_wanted.connect(self.edit)
        self.view.photo_wanted.connect(self._choose_photo)
        self.view.page_wanted.connect(self._show_one_page)
        self.view.photo_removed.connect(self._remove_photo)
        self.view.people.edit_wanted.connect(self.edit_around)
        self.view.permissions.add_wanted.connect(self._add_permission)
        self.view.permissions.withdraw_wanted.connect(self._withdraw)
        self.context.actions.bind(
            "pupil.disclose", self.disclosing.begin, enabled=self._may_disclose, owner=self
        )

    def _go_on_with_copy(self, kept: KeptForm) -> None:
        self.disclosing.go_on(kept)

    def _may_disclose(self) -> bool:
        shown = self.pupil_id is not None and not self.is_editing
        return shown and self.context.work.may(Act.DISCLOSE)

    def _read_choices(self) -> _Choices:
        words = self.context.work.words()
        keep = (self._profile.form.plan_kind,) if self._profile else ()
        return _Choices(
            pupils.list_classes(self.context.work),
            words.offered(Vocabulary.PLAN_KIND, tuple(key for key in keep if key)),
            staff.signed_in(self.context.work).class_id,
        )

    def _show(self, read: tuple[PupilProfile, AroundPupil, _Choices, tuple[KeptForm, ...]]) -> None:
        self._profile, self._around, self._choices, kept = read
        self.view.show_profile(self._profile, self._around, self.context.work.today())
        self.view.setVisible(not self.is_editing)
        self.forms.show(kept)
        self.context.actions.refresh_some(("pupil.disclose",))

    def _again(self) -> None:
        """Show the pupil afresh, unless a form is open."""
        if self.pupil_id is not None and not self.is_editing:
            self.show_pupil(self.pupil_id)

    def _begin_new(self, read: tuple[_Choices, tuple[KeptForm, ...]]) -> None:
        self._choices, kept = read
        self.forms.show([each for each in kept if each.place.pupil_id is None])
        new = PupilForm(class_id=self._choices.own_class)
        self._begin(new, self.forms.begun(FormPlace(FormKind.PUPIL, None), PupilForm))

    def _begin(self, form: PupilForm, typed: PupilForm | None = None) -> None:
        """Open the form of what is in the file, with what was typed since, if anything was."""
        today = self.context.work.today()
        self.form.show_form(form, self._choices.classes, self._choices.plan_kinds, today)
        self._editing = self.form.form()
        self._note.setText("")
        self.forms.card.hide()
        self.forms.follow(FormPlace(FormKind.PUPIL, self.pupil_id), self.form.form)
        if typed is not None:
            self.form.show_form(typed, self._choices.classes, self._choices.plan_kinds, today)
            self._edited()
        self.view.hide()
        self._editor.show()
        self._foot.show()
        self.form.focus_first()

    def _stop_editing(self) -> None:
        if self._editing is not None:
            self.forms.closed()
        self._editing = None
        self._editor.hide()
        self._foot.hide()
        self.view.setVisible(self._profile is not None and self._profile.id == self.pupil_id)

    def _resume(self, pupil_id: int | None, typed: PupilForm) -> None:
        """Take up again what was put aside, if its pupil is still the one shown."""
        if pupil_id == self.pupil_id:
            self._begin(self._profile.form if self._profile else PupilForm(), typed)

    def _go_on_with_profile(self, kept: KeptForm) -> None:
        typed = kept.form(PupilForm)
        if typed is not None:
            self._resume(kept.place.pupil_id, typed)

    def _edited(self) -> None:
        self.forms.keeper.touch()
        self._say_unsaved()

    def _say_unsaved(self) -> None:
        set_role(self._note, Role.MUTED)
        self._note.setText("Not saved yet" if self.has_changes else "")

    def _refuse(self) -> None:
        self.form.show_problems(self.form.problems())
        set_role(self._note, Role.ERROR)
        self._note.setText(texts.NOT_SAVED)
        self.form.focus_first_problem()

    def _allow_saving(self) -> None:
        self._save.setEnabled(True)

    def _save_failed(self, error: AppError) -> None:
        if isinstance(error, InvalidInput):
            self.form.show_problems(error.problems)
            self._refuse()
        else:
            self.context.messages.problem(error)

    def _saved(self, saved: int, form: PupilForm, pupil_id: int | None, *, then_show: bool) -> None:
        more = self.pupil_id == pupil_id and self.is_editing and self.form.form() != form
        if not more or pupil_id is None:
            self.forms.saved(FormPlace(FormKind.PUPIL, pupil_id))
        if self.pupil_id != pupil_id:
            return
        if more:
            # More was typed while this was being written: it belongs to the pupil there is now.
            self.pupil_id, self._editing = saved, form
            self.forms.follow(FormPlace(FormKind.PUPIL, saved), self.form.form)
            self._edited()
            return
        self._stop_editing()
        if pupil_id is not None:
            self.show_pupil(saved)
        elif then_show:
            self.context.navigate.pupil(saved, PageId.PROFILE)

    def _show_one_page(self) -> None:
        if self.pupil_id is not None:
            self.context.navigate.engagement_profile(self.pupil_id)

    def _choose_photo(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self, "Choose a photo", "", "Photos (*.jpg *.jpeg *.png *.webp *.bmp *.heic *.heif)"
        )
        if name:
            self.set_photo_file(Path(name))

    def set_photo_file(self, path: Path) -> None:
        """Take a photo from a file."""
        work, pupil_id = self.context.work, self.pupil_id
        if pupil_id is not None:
            self._write(lambda: pupils.set_photo_file(work, pupil_id, path), pupil_id)

    def _remove_photo(self) -> None:
        profile = self._profile
        if profile is None:
            return
        pupil_id, before = profile.id, profile.photo
        self._set_photo(pupil_id, None)
        self.context.messages.undo("Photo removed.", lambda: self._set_photo(pupil_id, before))

    def _set_photo(self, pupil_id: int, content: bytes | None) -> None:
        work = self.context.work
        self._write(lambda: pupils.set_photo(work, pupil_id, content), pupil_id)

    def _write(self, work: Callable[[], Saved[None]], pupil_id: int) -> None:
        """Write something of this pupil, and show it where it is still this pupil's page."""

        def again(_: None) -> None:
            if self.pupil_id == pupil_id and not self.is_editing:
                self.show_pupil(pupil_id)

        self.context.tasks.write(work, again, owner=self)

    def _add_permission(self, use: PermissionUse, typed: PermissionForm | None = None) -> None:
        profile = self._profile
        if profile is None:
            return
        work = self.context.work
        place = FormPlace(FormKind.PERMISSION, profile.id, use.value)
        earlier = [permission.given_by for permission in profile.permissions]
        form = (
            typed
            or self.forms.begun(place, PermissionForm)
            or PermissionForm(use, earlier[0] if earlier else "", from_on=work.today())
        )
        self.forms.ask(
            PermissionDialog(profile.form.preferred_name, form, self),
            place,
            lambda written: permissions.add(work, profile.id, written),
            lambda _: self._again(),
            lambda written: self._add_permission(use, written),
        )

    def _go_on_with_permission(self, kept: KeptForm) -> None:
        typed = kept.form(PermissionForm)
        if typed is not None:
            self._add_permission(typed.use, typed)

    def _withdraw(self, permission: PermissionView) -> None:
        work, pupil_id = self.context.work, self.pupil_id
        if pupil_id is None:
            return
        self._write(lambda: permissions.withdraw(work, permission.id), pupil_id)
        self.context.messages.undo(
            texts.WITHDRAWN.format(use=texts.USE_TITLES[permission.use].lower()),
            lambda: self._write(lambda: permissions.undo_withdrawal(work, permission.id), pupil_id),
        )
