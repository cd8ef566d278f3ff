"""The report to governors and the local authority: the words for a period, and the real page."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from engagement_desktop.errors import AppError
from engagement_desktop.services import governors
from engagement_desktop.services.changes import Saved
from engagement_desktop.services.governors import GovernorsForm, GovernorsView, Period
from engagement_desktop.ui.context import UiContext
from engagement_desktop.ui.keeper import Keeper
from engagement_desktop.ui.look.tokens import SPACE_M
from engagement_desktop.ui.reports import texts
from engagement_desktop.ui.reports.paper_dialog import MakePaper, PaperDialog
from engagement_desktop.ui.widgets.chips import ChipRow, Choice
from engagement_desktop.ui.widgets.field import Field
from engagement_desktop.ui.widgets.inputs import Combo
from engagement_desktop.ui.widgets.page_scroll import VerticalScroll
from engagement_desktop.ui.widgets.text_area import TextArea


class GovernorsDialog(PaperDialog):
    """One period at a time; what is typed is written into the file as it is typed."""

    def __init__(self, context: UiContext, parent: QWidget) -> None:
        super().__init__(context, texts.GOVERNORS_TITLE, texts.GOVERNORS_SENTENCE, parent)
        self._context = context
        self._view: GovernorsView | None = None
        self._periods: tuple[Period, ...] = ()
        self._wanted: Period | None = None
        self.period = Combo(texts.GOVERNORS_PERIOD)
        self.shown = ChipRow(
            [Choice(False, texts.GOVERNORS_WRITING), Choice(True, texts.GOVERNORS_PAGE)],
            multiple=False,
            name=texts.GOVERNORS_SHOW,
            required=True,
        )
        self.areas = {key: TextArea(name) for key, (name, _) in texts.GOVERNORS_PARTS.items()}
        self.keeper: Keeper[int, GovernorsForm] = Keeper(context, self.form, self._save, parent)
        self._lay_out()
        self.period.activated.connect(
            lambda _: self._open(self._periods[self.period.currentIndex()])
        )
        self.shown.chosen.connect(lambda _: self._show_side())
        for area in self.areas.values():
            area.edited.connect(self.keeper.touch)
            area.setEnabled(False)
        self.finished.connect(lambda: self.keeper.follow(None))
        work = context.work
        context.tasks.read(lambda: governors.periods(work), self._offer, owner=self)

    def form(self) -> GovernorsForm:
        """The words as typed."""
        return GovernorsForm(**{key: area.text() for key, area in self.areas.items()})

    def maker(self) -> MakePaper | None:
        view, work = self._view, self._context.work
        if view is None:
            return None
        typed = GovernorsView(view.id, view.period, self.form())
        return lambda _pictures, edition: governors.preview(work, typed, edition=edition)

    def _lay_out(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, SPACE_M, 0)
        column.setSpacing(SPACE_M)
        for key, (name, hint) in texts.GOVERNORS_PARTS.items():
            column.addWidget(Field(name, self.areas[key], hint))
        column.addStretch(1)
        self._stack = QStackedWidget()
        self._stack.addWidget(VerticalScroll(inside))
        self.body.removeWidget(self.panel)
        self._stack.addWidget(self.panel)
        self.body.addWidget(self._stack, 1)
        self.shown.set_chosen([False])
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_M)
        row.addWidget(Field(texts.GOVERNORS_PERIOD, self.period), 1)
        row.addWidget(Field(texts.GOVERNORS_SHOW, self.shown))
        self.offer(head)

    def _offer(self, periods: tuple[Period, ...]) -> None:
        self._periods = periods
        for period in periods:
            self.period.addItem(period.name, period.name)
        self._open(periods[0])

    def _open(self, period: Period) -> None:
        """Show the report of a period; until it was read, what is typed is the earlier one’s."""
        self.keeper.flush()
        self._wanted = period
        work = self._context.work
        self._context.tasks.write(
            lambda: governors.begin(work, period), self._show, owner=self, failed=self._stay
        )

    def _stay(self, error: AppError) -> None:
        """The report shown before stays, under its own name."""
        self._context.messages.problem(error)
        if self._view is not None:
            self._wanted = self._view.period
            self.period.setCurrentIndex(self._periods.index(self._wanted))

    def _show(self, view: GovernorsView) -> None:
        if view.period != self._wanted:
            return  # another was chosen since
        if view.id != self.keeper.key:
            self.keeper.follow(view.id)
            form = self.keeper.waiting(view.id) or view.form
            for key, area in self.areas.items():
                area.set_text(getattr(form, key))
                area.setEnabled(True)
        self._view = view
        self.name = texts.GOVERNORS_FILE.format(period=view.period.name)
        self._show_side()

    def _show_side(self) -> None:
        page = bool(self.shown.keys()[0])
        self._stack.setCurrentIndex(int(page))
        if page:
            self.redraw()

    def _save(self, report_id: int, form: GovernorsForm) -> Saved[object]:
        return governors.save(self._context.work, report_id, form)
