"""The timeline on paper: which days, on what paper, and the real page beside the choice."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from engagement_desktop.services.report_views import Preview
from engagement_desktop.services.timeline_filter import Filter
from engagement_desktop.services.timeline_sheet import SheetWish, preview
from engagement_desktop.ui.look.style import Look
from engagement_desktop.ui.look.tokens import SPACE_L, SPACE_XL, Role
from engagement_desktop.ui.page import Page
from engagement_desktop.ui.reports.output import ReportOutput
from engagement_desktop.ui.reports.pdf_pages import PageImage, page_image
from engagement_desktop.ui.reports.preview_panel import PageView
from engagement_desktop.ui.timeline import texts
from engagement_desktop.ui.timeline.lanes_view import LanesView
from engagement_desktop.ui.widgets.chips import ChipRow, Choice
from engagement_desktop.ui.widgets.day_field import DayField
from engagement_desktop.ui.widgets.dialog import Dialog
from engagement_desktop.ui.widgets.field import Field
from engagement_desktop.ui.widgets.labels import label
from engagement_desktop.ui.widgets.side_by_side import SideBySide

_WIDTH = 720
"""The width of the page, where the screen has room for it."""
_CHOICES, _DAY = 240, 190
"""The widths of the choices beside it, and of a day with its calendar."""
_AROUND, _LEAST = 210, 120
"""How high what stands above and below the page is, and the least height of the page."""
_SIDES = 210 / 297
"""Of paper that lies on its side: height by width."""


class _Paper(PageView):
    """The first page, as it will lie on the table."""

    def heightForWidth(self, width: int) -> int:
        return round(width * _SIDES)

    def sizeHint(self) -> QSize:
        return QSize(_WIDTH, self.heightForWidth(_WIDTH))


class SheetDialog(Dialog):
    """`changed` comes when something else is wanted; `wish` says what, if the days can be read."""

    changed = Signal()

    def __init__(self, wish: SheetWish, about: str, parent: QWidget) -> None:
        super().__init__(texts.SHEET_TITLE, about, parent)
        self._chosen = wish.chosen
        self.first, self.last = DayField(texts.FIRST_DAY), DayField(texts.LAST_DAY)
        self.first.set_day(wish.first)
        self.last.set_day(wish.last)
        self.paper = ChipRow(
            [Choice(False, "A4"), Choice(True, "A3")],
            multiple=False,
            name=texts.PAPER,
            required=True,
        )
        self.paper.set_chosen([wish.a3])
        self.in_words = QCheckBox(texts.IN_WORDS)
        self.in_words.setChecked(wish.in_words)
        self.view = _Paper()
        self.problem = label("", Role.ERROR)
        self.problem.hide()
        self.pages = label("", Role.MUTED)
        self._lay_out()
        for field in (self.first, self.last):
            field.changed.connect(self.changed)
        self.paper.chosen.connect(lambda _: self.changed.emit())
        self.in_words.toggled.connect(lambda _: self.changed.emit())

    def _lay_out(self) -> None:
        """The choices, and beside them a page no larger than the screen has room for."""
        look, room = Look.of_app(), self.screen().availableGeometry()
        high = max(room.height() - look.px(_AROUND), look.px(_LEAST))
        wide = min(look.px(_WIDTH), round(high / _SIDES))
        self.view.setMaximumWidth(wide)
        beside = look.px(_CHOICES) + wide + 3 * SPACE_L
        self.setMinimumWidth(min(beside, room.width() - 2 * SPACE_XL))
        for field in (self.first, self.last):
            field.setMinimumWidth(look.px(_DAY))
        sides = SideBySide(0, SPACE_L)
        choices = sides.column(0)
        for name, control in (
            (texts.FIRST_DAY, self.first),
            (texts.LAST_DAY, self.last),
            (texts.PAPER, self.paper),
        ):
            choices.addWidget(Field(name, control))
        for part in (self.in_words, self.pages, self.problem):
            choices.addWidget(part)
        sides.column().addWidget(self.view)
        self.body.addWidget(sides)

    def wish(self) -> SheetWish | None:
        """What is chosen now."""
        first, last = self.first.day(), self.last.day()
        if first is None or last is None:
            return None
        (a3,) = self.paper.keys()
        return SheetWish(first, last, self._chosen, bool(a3), self.in_words.isChecked())

    def show_page(self, page: PageImage) -> None:
        """Show the first page, and how many there are."""
        self.problem.hide()
        self.view.show_page(page)
        self.pages.setText(texts.SHEETS.format(pages=page.pages) if page.pages > 1 else "")

    def say(self, problem: str) -> None:
        """Say why there is no page."""
        self.problem.setText(problem)
        self.problem.show()


class Printing:
    """Belongs to the timeline page: Ctrl+P opens the sheet with what is on the screen."""

    def __init__(self, page: Page, lanes: LanesView) -> None:
        self._page = page
        self._context = page.context
        self._lanes = lanes
        self._latest: Preview | None = None
        self._name = ""
        self.dialog: SheetDialog | None = None
        self.output: ReportOutput | None = None

    def ask(self, chosen: Filter, words: str, name: str) -> None:
        """Open the sheet; `words` tell the choice, `name` whose timeline it is."""
        first, last = self._lanes.days_shown
        today = self._context.work.today()
        wish = SheetWish(first, max(first, min(last, today)), chosen)
        self._latest, self._name = None, texts.SHEET_NAME.format(name=name)
        self.dialog = dialog = SheetDialog(wish, texts.SHEET_OF.format(words=words), self._page)
        self.output = output = ReportOutput(
            self._context, dialog, lambda: self._latest, lambda: self._name
        )
        dialog.add_button("Close", dialog.reject)
        dialog.add_button(texts.SAVE_PDF, output.save_pdf)
        dialog.add_button(texts.PRINT_IT, output.print_it, primary=True)
        dialog.changed.connect(self._draw)
        dialog.view.width_changed.connect(self._draw)
        dialog.finished.connect(dialog.deleteLater)
        dialog.finished.connect(self._closed)
        dialog.open()
        self._draw()

    def _draw(self) -> None:
        """Make the sheet anew, away from the window's thread; the newest wish wins."""
        dialog, pupil_id, work = self.dialog, self._page.pupil_id, self._context.work
        wish = dialog.wish() if dialog is not None else None
        if dialog is None or pupil_id is None:
            return
        if wish is None:
            dialog.say(texts.NO_DATE)
            return
        width = dialog.view.pixels

        def make() -> tuple[Preview, PageImage]:
            made = preview(work, pupil_id, wish)
            return made, page_image(made.pdf, 0, width)

        def show(made: tuple[Preview, PageImage]) -> None:
            if self.dialog is dialog:
                self._latest = made[0]
                dialog.show_page(made[1])

        self._page.read(make, show, what="sheet", failed=lambda error: dialog.say(error.sentence))

    def _closed(self) -> None:
        self.dialog = None
