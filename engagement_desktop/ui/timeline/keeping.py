"""What a person keeps from the timeline: comparisons, their way into a report, and choices."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QLineEdit, QMenu, QWidget

from engagement_desktop.models.school_year import school_year
from engagement_desktop.models.states import ReportKind, ReportStatus
from engagement_desktop.services import (
    binned,
    form_drafts,
    kept_comparisons,
    reporting,
    saved_filters,
)
from engagement_desktop.services.form_drafts import FormKind, FormPlace, KeptForm
from engagement_desktop.services.kept_comparisons import KeptComparison
from engagement_desktop.services.report_views import ReportLine
from engagement_desktop.services.saved_filters import SavedChoice
from engagement_desktop.services.timeline_filter import Filter
from engagement_desktop.ui.kept_forms import KeptForms
from engagement_desktop.ui.page import Page
from engagement_desktop.ui.timeline import texts
from engagement_desktop.ui.timeline.kept_card import KeptCard
from engagement_desktop.ui.widgets.buttons import plain
from engagement_desktop.ui.widgets.form_dialog import FormDialog
from engagement_desktop.ui.widgets.text_area import TextArea
from engagement_desktop.ui.writing_page import submit_form


@dataclass(frozen=True)
class KeepForm:
    """A comparison about to be kept: its responses, and what is seen."""

    response_ids: tuple[int, ...] = ()
    words: str = ""


@dataclass(frozen=True)
class ChoiceForm:
    """A name for a choice of what is shown."""

    name: str = ""


class KeepDialog(FormDialog):
    """Asks what is seen side by side."""

    def __init__(self, form: KeepForm, parent: QWidget) -> None:
        super().__init__(texts.KEEP, texts.KEEP_SENTENCE, texts.KEEP_BUTTON, parent)
        self._ids = form.response_ids
        self.words = TextArea(texts.WORDS)
        self.words.set_text(form.words)
        self.add_field("words", texts.WORDS, self.words)

    def form(self) -> KeepForm:
        return KeepForm(self._ids, self.words.text())


class ChoiceDialog(FormDialog):
    """Asks for the name of a choice."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(
            texts.KEEP_CHOICE_TITLE, texts.KEEP_CHOICE_SENTENCE, texts.KEEP_BUTTON, parent
        )
        self.name = QLineEdit()
        self.add_field("name", texts.CHOICE_NAME, self.name)

    def form(self) -> ChoiceForm:
        return ChoiceForm(self.name.text())


class Keeping(QObject):
    """Belongs to the timeline page, and speaks to the services for it.

    `kept_changed` and `saved_changed` come when what is kept was read: tuples of `KeptComparison`
    and of `SavedChoice`.
    """

    kept_changed = Signal(object)
    saved_changed = Signal(object)

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page
        self._context = page.context
        self.dialog: FormDialog | None = None
        self.kept: tuple[KeptComparison, ...] = ()
        self.card = KeptCard()
        self.card.removed.connect(self._take_away)
        self.forms = KeptForms(page, {FormKind.COMPARISON: self._go_on}, self.read)

    def read(self) -> None:
        """Read what is kept of the pupil shown."""
        work, pupil_id = self._context.work, self._page.pupil_id
        if pupil_id is None:
            return
        self._page.read(
            lambda: (
                kept_comparisons.kept_comparisons(work, pupil_id),
                saved_filters.saved_filters(work, pupil_id),
                form_drafts.kept_forms(work, pupil_id),
            ),
            lambda found: self._show(*found),
            what="kept",
        )

    def of(self, response_ids: Sequence[int]) -> KeptComparison | None:
        """What is kept of exactly these responses."""
        wanted = set(response_ids)
        return next((each for each in self.kept if set(each.response_ids) == wanted), None)

    # Comparisons

    def ask(self, response_ids: Sequence[int], form: KeepForm | None = None) -> None:
        """Ask what is seen side by side, and keep it."""
        pupil_id, work = self._page.pupil_id, self._context.work
        if pupil_id is None:
            return
        place = FormPlace(FormKind.COMPARISON, pupil_id)
        before = self.of(response_ids)
        begun = form or KeepForm(tuple(response_ids), before.words if before else "")
        self.dialog = dialog = KeepDialog(begun, self._page)

        def done(_: KeptComparison) -> None:
            self._context.messages.say(texts.KEPT_NOW)
            self.read()

        self.forms.ask(
            dialog,
            place,
            lambda typed: kept_comparisons.keep(work, typed.response_ids, typed.words),
            done,
            again=lambda typed: self.ask(typed.response_ids, typed),
        )

    def put_in_report(self, response_ids: Sequence[int], beside: QWidget | None) -> None:
        """Write the comparison into the one report that is open, or ask into which."""
        work, pupil_id = self._context.work, self._page.pupil_id
        if pupil_id is None:
            return

        def offer(lines: tuple[ReportLine, ...]) -> None:
            drafts = [line for line in lines if line.status is ReportStatus.DRAFT]
            if len(drafts) == 1:
                self._put(drafts[0].id, response_ids)
            else:
                self._choose_report(drafts, response_ids, beside, pupil_id)

        self._page.read(lambda: reporting.list_reports(work, pupil_id), offer, what="reports")

    def _choose_report(
        self,
        drafts: Sequence[ReportLine],
        response_ids: Sequence[int],
        beside: QWidget | None,
        pupil_id: int,
    ) -> None:
        work = self._context.work
        menu = QMenu(self._page)
        for line in drafts:
            action = menu.addAction(plain(texts.report_name(line.kind, line.period)))
            action.triggered.connect(
                partial(self._chosen, partial(self._put, line.id, response_ids))
            )
        year = school_year(work.today())
        kind = ReportKind.YEAR_END
        if not any((line.kind, line.period) == (kind, year) for line in drafts):
            name = texts.BEGIN_REPORT.format(report=texts.report_name(kind, year))
            begin = partial(
                self._context.tasks.write,
                lambda: reporting.begin(work, pupil_id, kind, year),
                lambda report_id: self._put(report_id, response_ids),
                owner=self._page,
            )
            menu.addAction(plain(name)).triggered.connect(partial(self._chosen, begin))
        at = beside or self._page
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at.mapToGlobal(QPoint(0, at.height() + 2)))

    def _chosen(self, call: Callable[[], object], _checked: bool = False) -> None:
        call()

    def _put(self, report_id: int, response_ids: Sequence[int]) -> None:
        work, context = self._context.work, self._context

        def done(_: KeptComparison) -> None:
            show = partial(context.navigate.report, report_id)
            context.messages.say(texts.PUT_IN, texts.SHOW_REPORT, show)
            self.read()

        context.tasks.write(
            lambda: kept_comparisons.put_in_report(work, report_id, response_ids),
            done,
            owner=self._page,
        )

    def _take_away(self, kept: KeptComparison) -> None:
        work, context = self._context.work, self._context

        def put_back(entry: int) -> None:
            context.tasks.write(
                lambda: binned.put_back(work, entry), lambda _: self.read(), owner=self._page
            )

        def done(entry: int) -> None:
            self.read()
            context.messages.undo(texts.TAKEN_AWAY, lambda: put_back(entry))

        context.tasks.write(
            lambda: kept_comparisons.take_away(work, kept.id), done, owner=self._page
        )

    # Choices of what is shown

    def ask_name(self, chosen: Filter) -> None:
        """Ask for a name, and keep a choice under it."""
        work, pupil_id = self._context.work, self._page.pupil_id
        if pupil_id is None:
            return
        self.dialog = dialog = ChoiceDialog(self._page)

        submit_form(
            self._context.tasks,
            dialog,
            lambda form: saved_filters.save_filter(work, pupil_id, form.name, chosen),
            lambda _: self.read(),
        )

    def forget(self, saved: SavedChoice) -> None:
        """Keep a choice no longer, with a way back."""
        work, context, pupil_id = self._context.work, self._context, self._page.pupil_id
        if pupil_id is None:
            return

        def put_back() -> None:
            context.tasks.write(
                lambda: saved_filters.save_filter(work, pupil_id, saved.name, saved.filter),
                lambda _: self.read(),
                owner=self._page,
            )

        def done(_: SavedChoice) -> None:
            self.read()
            context.messages.undo(texts.CHOICE_FORGOTTEN.format(name=saved.name), put_back)

        context.tasks.write(
            lambda: saved_filters.forget_filter(work, saved.id), done, owner=self._page
        )

    def _show(
        self,
        kept: tuple[KeptComparison, ...],
        saved: tuple[SavedChoice, ...],
        forms: tuple[KeptForm, ...],
    ) -> None:
        self.kept = kept
        self.card.show_kept(kept)
        self.forms.show(forms)
        self.kept_changed.emit(kept)
        self.saved_changed.emit(saved)

    def _go_on(self, kept: KeptForm) -> None:
        form = kept.form(KeepForm)
        if form is not None:
            self.ask(form.response_ids, form)
