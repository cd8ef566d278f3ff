"""Giving out everything held on a pupil: look, decide name by name, then choose a folder."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from engagement_desktop.models.roles import Act
from engagement_desktop.models.withholding import NameGroup
from engagement_desktop.services import subject_access
from engagement_desktop.services.form_drafts import FormKind, FormPlace, KeptForm
from engagement_desktop.services.held_files import HeldFile
from engagement_desktop.services.subject_access import DisclosureForm, FoundName, Looked
from engagement_desktop.ui.ask_again import ask_again
from engagement_desktop.ui.kept_forms import KeptForms
from engagement_desktop.ui.look.tokens import Role
from engagement_desktop.ui.page import Page
from engagement_desktop.ui.pupils import disclosing_texts as texts
from engagement_desktop.ui.widgets.choose_observations import (
    ChooseObservations,
    ObservationChoice,
)
from engagement_desktop.ui.widgets.form_dialog import FormDialog
from engagement_desktop.ui.widgets.labels import label


class DisclosureDialog(FormDialog):
    """Its form is a `DisclosureForm`: what is ticked is given."""

    def __init__(self, looked: Looked, form: DisclosureForm, parent: QWidget) -> None:
        title = texts.TITLE.format(name=looked.pupil_name)
        super().__init__(title, texts.SENTENCE, texts.GO, parent)
        self._names: list[tuple[Sequence[FoundName], ChooseObservations]] = []
        for group in NameGroup:
            found = [name for name in looked.names if name.group is group]
            if found:
                rows = [(texts.name_title(name), name.example) for name in found]
                ticked = [place for place, name in enumerate(found) if name.key in form.names]
                chosen = self._add(group.name.lower(), texts.GROUPS[group], rows, ticked)
                self._names.append((found, chosen))
        if not looked.names:
            self._add("names", texts.NAMES, [], [])
        if looked.elsewhere:
            named = texts.ELSEWHERE.format(where="; ".join(looked.elsewhere))
            self.column.addWidget(label(named, Role.ATTENTION))
        self._files: Sequence[HeldFile] = looked.files
        rows = [(each.what, texts.file_words(each)) for each in looked.files]
        ticked = [place for place, each in enumerate(looked.files) if each.key in form.files]
        self._chosen = self._add("files", texts.FILES, rows, ticked)

    def form(self) -> DisclosureForm:
        """What was decided."""
        names = (found[place].key for found, chosen in self._names for place in chosen.ids())
        files = (self._files[place].key for place in self._chosen.ids())
        return DisclosureForm(tuple(names), tuple(files))

    def _add(
        self, name: str, title: str, rows: Sequence[tuple[str, str]], ticked: Sequence[int]
    ) -> ChooseObservations:
        choices = [ObservationChoice(place, *row) for place, row in enumerate(rows)]
        chosen = ChooseObservations(choices, texts.NOTHING, title)
        chosen.set_ids(ticked)
        self.add_field(name, title, chosen, texts.HINTS.get(name, ""))
        return chosen


class Disclosing:
    """Belongs to the profile page; what is being decided is kept over a lock."""

    def __init__(self, page: Page, forms: KeptForms) -> None:
        self._page, self._context, self._forms = page, page.context, forms
        self.dialog: DisclosureDialog | None = None

    def begin(self) -> None:
        """Look through everything, then offer what there is to decide."""
        self._look(None)

    def go_on(self, kept: KeptForm) -> None:
        """Go on with what was decided before."""
        self._look(kept.form(DisclosureForm))

    def _look(self, form: DisclosureForm | None) -> None:
        pupil_id, work = self._page.pupil_id, self._context.work
        if pupil_id is None or self.dialog is not None:
            return
        self._context.tasks.long(
            texts.LOOKING,
            lambda progress: subject_access.look(work, pupil_id, progress),
            lambda looked: self._show(pupil_id, looked, form),
            owner=self._page,
        )

    def _show(self, pupil_id: int, looked: Looked, form: DisclosureForm | None) -> None:
        if self._page.pupil_id != pupil_id or self.dialog is not None:
            return
        place = FormPlace(FormKind.DISCLOSURE, pupil_id)
        begun = form or self._forms.begun(place, DisclosureForm) or subject_access.offered(looked)
        self.dialog = dialog = DisclosureDialog(looked, begun, self._page)
        dialog.submitted.connect(lambda typed: self._choose_folder(dialog, pupil_id, typed))
        dialog.edited.connect(self._forms.keeper.touch)
        dialog.finished.connect(self._closed)
        self._forms.follow(place, dialog.form)
        dialog.start()

    def _choose_folder(self, dialog: DisclosureDialog, pupil_id: int, form: DisclosureForm) -> None:
        dialog.allow_saving()
        chosen = QFileDialog.getExistingDirectory(dialog, texts.FOLDER)
        if chosen:
            ask_again(
                self._context,
                dialog,
                Act.DISCLOSE,
                lambda: self.give(pupil_id, form, Path(chosen)),
            )

    def give(self, pupil_id: int, form: DisclosureForm, folder: Path) -> None:
        """Write the copy into `folder`; until it is there, what was decided is kept."""
        work, context = self._context.work, self._context
        place = FormPlace(FormKind.DISCLOSURE, pupil_id)

        def done(made: Path) -> None:
            self._forms.saved(place)
            context.messages.say(texts.DONE.format(name=made.name))

        context.tasks.long(
            texts.GIVING,
            lambda progress: subject_access.give(work, pupil_id, form, folder, progress),
            done,
            owner=self._page,
            cancelled=lambda: context.messages.say(texts.STOPPED),
        )
        if self.dialog is not None:
            self.dialog.accept()

    def _closed(self) -> None:
        self.dialog = None
        self._forms.closed()
