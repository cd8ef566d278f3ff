"""Beginning an observation from a template, for one pupil or for several at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from engagement_desktop.services import pupils, shared_activity, templates
from engagement_desktop.services.observation_views import ObservationView
from engagement_desktop.services.shared_activity import Classmate
from engagement_desktop.services.templates import TemplateView
from engagement_desktop.ui.context import UiContext
from engagement_desktop.ui.look.tokens import Role
from engagement_desktop.ui.observation import texts
from engagement_desktop.ui.page import Page
from engagement_desktop.ui.templates.texts import detail
from engagement_desktop.ui.widgets.chips import ChipRow, Choice, chosen
from engagement_desktop.ui.widgets.form_dialog import FormDialog
from engagement_desktop.ui.widgets.inputs import Combo
from engagement_desktop.ui.widgets.labels import label


@dataclass(frozen=True)
class StartForm:
    """Which template, and who else takes part."""

    template_id: int
    others: tuple[int, ...]


class StartDialog(FormDialog):
    """Its form is a `StartForm`. `views` are the templates offered, of which there is one."""

    def __init__(
        self, name: str, views: Sequence[TemplateView], mates: Sequence[Classmate], parent: QWidget
    ) -> None:
        super().__init__(texts.FROM_TEMPLATE.rstrip("…"), "", texts.START, parent)
        self._views = {view.id: view for view in views}
        self.template = Combo(
            texts.TEMPLATE, [Choice(view.id, view.form.name) for view in self._views.values()]
        )
        self._detail = label("", Role.MUTED)
        near = [Choice(mate.pupil_id, mate.name) for mate in mates if mate.same_class]
        title = texts.TEMPLATE_OTHERS.format(name=name)
        self.mates = ChipRow(near, multiple=True, name=title)
        self.add_field("template", texts.TEMPLATE, self.template)
        self.column.addWidget(self._detail)
        if near:
            self.add_field("others", title, self.mates, texts.TEMPLATE_OTHERS_HINT)
        self.template.currentIndexChanged.connect(lambda _: self._describe())
        self._describe()

    def form(self) -> StartForm:
        """What is chosen."""
        chosen_id = self.template.key()
        assert isinstance(chosen_id, int)  # a template is always chosen
        return StartForm(chosen_id, chosen(self.mates, int))

    def _describe(self) -> None:
        said = detail(self._views[self.form().template_id].form)
        self._detail.setText(said)
        self._detail.setVisible(bool(said))


class FromTemplate:
    """Asks which template for the pupil shown on a page, and begins.

    Args:
        begun: called with the pupil's own observation.
    """

    def __init__(
        self, context: UiContext, page: Page, begun: Callable[[ObservationView], None]
    ) -> None:
        self._context = context
        self._page = page
        self._begun = begun

    def ask(self, pupil_id: int) -> None:
        """Ask, unless nothing is offered any longer."""
        work = self._context.work

        def read() -> tuple[str, tuple[TemplateView, ...], tuple[Classmate, ...]]:
            offered = [each for each in templates.list_templates(work) if not each.retired]
            name = pupils.preferred_name(work, pupil_id)
            return name, tuple(offered), shared_activity.classmates_of(work, pupil_id)

        def ask(found: tuple[str, tuple[TemplateView, ...], tuple[Classmate, ...]]) -> None:
            if pupil_id != self._page.pupil_id or not found[1]:
                return
            dialog = StartDialog(*found, self._page)
            dialog.submitted.connect(lambda form: self._begin(dialog, pupil_id, form))
            dialog.start()

        self._page.read(read, ask, what="templates")

    def _begin(self, dialog: StartDialog, pupil_id: int, form: StartForm) -> None:
        work = self._context.work

        def begun(view: ObservationView) -> None:
            dialog.accept()
            self._begun(view)
            if form.others:
                self._context.messages.say(texts.begun_for(len(form.others)))

        task = self._context.tasks.write(
            lambda: shared_activity.begin_from_template(
                work, pupil_id, form.template_id, form.others
            ),
            begun,
            owner=dialog,
            failed=dialog.refused,
        )
        task.ended.connect(dialog.allow_saving)
