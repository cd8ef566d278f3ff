"""The templates page: each template in a line; a teacher makes, changes and retires them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from engagement_desktop.models.roles import Act
from engagement_desktop.models.templates import TemplateForm
from engagement_desktop.models.vocabularies import Vocabulary, Word
from engagement_desktop.services import templates
from engagement_desktop.services.changes import Changes, Kind
from engagement_desktop.services.form_drafts import FormKind, FormPlace, KeptForm
from engagement_desktop.services.templates import TemplateView
from engagement_desktop.ui.context import UiContext
from engagement_desktop.ui.forms_page import SchoolFormsPage
from engagement_desktop.ui.templates import texts
from engagement_desktop.ui.templates.template_dialog import TemplateDialog
from engagement_desktop.ui.widgets.buttons import button
from engagement_desktop.ui.widgets.list_card import ListCard
from engagement_desktop.ui.widgets.row_buttons import with_buttons
from engagement_desktop.ui.widgets.rows import InfoRow


@dataclass(frozen=True)
class TemplatesRead:
    """What the page shows, and the words that a template can be made of."""

    views: tuple[TemplateView, ...]
    why: tuple[Word, ...]


class TemplatesPage(SchoolFormsPage[TemplatesRead]):
    """Implements `ui.page.MakesTemplates`, by which an observation becomes a template."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(
            context, texts.TITLE, texts.SENTENCE, {FormKind.TEMPLATE: self._go_on}, parent
        )
        self._may = context.work.may(Act.TEMPLATES)
        self.list = ListCard()
        self.column.addWidget(self.list)
        if self._may:
            self.buttons.addWidget(button(texts.NEW, "add", on_click=lambda: self.edit(None)))

    def gather(self) -> TemplatesRead:
        work = self.context.work
        why = work.words().offered(Vocabulary.WHY_ACTIVITY)
        return TemplatesRead(templates.list_templates(work), why)

    def show_read(self, read: TemplatesRead) -> None:
        self.list.refill([self._row(view) for view in read.views], nothing=texts.NOTHING)

    def changed(self, changes: Changes, initiator: object) -> None:
        """Load again when a template or a word changed."""
        if changes.touches(Kind.TEMPLATE, Kind.VOCABULARY) and initiator is not self:
            self.load()

    def edit(self, view: TemplateView | None, form: TemplateForm | None = None) -> None:
        """Open the form of a template, or of a new one; `form` is what was typed before."""
        self.read(self.gather, lambda read: self._open(read, view, form), what="form")

    def new_template(self, form: TemplateForm) -> None:
        """Open the form of a new template with what comes from an observation."""
        self.edit(None, form)

    def _open(
        self, read: TemplatesRead, view: TemplateView | None, form: TemplateForm | None
    ) -> None:
        work, number = self.context.work, view.id if view else None
        place = FormPlace(FormKind.TEMPLATE, None, "" if number is None else str(number))
        begun = self.forms.begun(place, TemplateForm)
        shown = form or begun or (view.form if view else TemplateForm())
        title = texts.NEW if view is None else view.form.name
        self.ask(
            TemplateDialog(title, shown, read.why, self),
            place,
            lambda typed: templates.save_template(work, number, typed),
            again=lambda typed: self.edit(view, typed),
        )

    def _go_on(self, kept: KeptForm) -> None:
        views = self.shown.views if self.shown else ()
        view = next((each for each in views if each.id == kept.place.record_id), None)
        self.edit(view, kept.form(TemplateForm))

    def _row(self, view: TemplateView) -> QWidget:
        name = f"{view.form.name} ({texts.RETIRED})" if view.retired else view.form.name
        info = InfoRow("document_add", name, texts.detail(view.form))
        buttons: list[tuple[str, Callable[[], object]]] = []
        if self._may:
            turn = texts.OFFER if view.retired else texts.RETIRE
            buttons += [
                (texts.EDIT, lambda: self.edit(view)),
                (turn, lambda: self._turn(view)),
            ]
        return with_buttons(info, view.form.name, buttons)

    def _turn(self, view: TemplateView) -> None:
        work = self.context.work

        def undo() -> None:
            self.write(lambda: templates.retire(work, view.id, retired=False))

        if view.retired:
            undo()
            return
        said = texts.IS_RETIRED.format(name=view.form.name)
        self.write(
            lambda: templates.retire(work, view.id),
            lambda _: self.context.messages.undo(said, undo),
        )
