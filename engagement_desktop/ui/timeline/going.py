"""The ways to a place on the timeline: the baseline, the first observation, a date, today."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from engagement_desktop.errors import FieldProblem, InvalidInput
from engagement_desktop.ui.page import Page
from engagement_desktop.ui.timeline import texts
from engagement_desktop.ui.timeline.lanes_view import LanesView
from engagement_desktop.ui.timeline.scale import day_of
from engagement_desktop.ui.widgets.day_field import DayField
from engagement_desktop.ui.widgets.form_dialog import FormDialog


class DateDialog(FormDialog):
    """Asks for a day."""

    def __init__(self, day: date, parent: Page) -> None:
        super().__init__(texts.GO_TO_DATE, texts.GO_TO_SENTENCE, "Go", parent)
        self.day = DayField(texts.DATE)
        self.day.set_day(day)
        self.add_field("day", texts.DATE, self.day)
        self.day.selectAll()

    def form(self) -> date | None:
        return self.day.day()


class Going:
    """Belongs to the timeline page; its places stand in a menu and have keys."""

    def __init__(self, page: Page, lanes: LanesView) -> None:
        self._page = page
        self._context = page.context
        self._lanes = lanes
        self.dialog: DateDialog | None = None
        bind = self._context.actions.bind
        bind("timeline.date", self.ask_date)
        bind("timeline.baseline", self.baseline, widget=page)

    def places(self) -> list[tuple[str, Callable[[], object]]]:
        """What the menu offers."""
        return [
            ("The baseline\tB", self.baseline),
            ("The first observation", lambda: self._lanes.go_to(self._lanes.first_day)),
            ("Today", lambda: self._lanes.go_to(day_of(self._context.work.today()))),
            ("A date…\tCtrl+G", self.ask_date),
        ]

    def baseline(self) -> None:
        """Go to a baseline, or say that there is none."""
        if not self._lanes.go_to_baseline():
            self._context.messages.say(texts.NO_BASELINE)

    def ask_date(self) -> None:
        """Ask for a day and go there."""
        first, last = self._lanes.days_shown
        middle = date.fromordinal((first.toordinal() + last.toordinal()) // 2)
        self.dialog = dialog = DateDialog(middle, self._page)

        def go(day: date | None) -> None:
            if day is None:
                dialog.refused(InvalidInput((FieldProblem("day", texts.NO_DATE),)))
                dialog.allow_saving()
                return
            dialog.accept()
            self._lanes.go_to(day_of(day))

        dialog.submitted.connect(go)
        dialog.start()
