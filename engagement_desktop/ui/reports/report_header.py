"""Which report: kind, period, how it stands, and the step that comes next."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from engagement_desktop.models.states import ReportKind, ReportStatus
from engagement_desktop.services.report_views import ReportView
from engagement_desktop.ui.look.tokens import SPACE_S
from engagement_desktop.ui.reports import texts
from engagement_desktop.ui.reports.texts import Side
from engagement_desktop.ui.reports.wrap_row import WrapRow
from engagement_desktop.ui.widgets.badge import Badge, BadgeTone
from engagement_desktop.ui.widgets.buttons import button
from engagement_desktop.ui.widgets.chips import ChipRow, Choice
from engagement_desktop.ui.widgets.inputs import Combo
from engagement_desktop.ui.widgets.labels import set_tooltip

ANOTHER = "another day"
_SHORTEST_PERIOD = 8  # characters


class ReportHeader(QWidget):
    """`chosen` comes when another kind or period is chosen, `another_day` for a new meeting."""

    chosen = Signal()
    another_day = Signal()
    approve_wanted = Signal()
    draft_wanted = Signal()
    given_wanted = Signal()
    start_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kinds = Combo(texts.KIND, [Choice(kind, words) for kind, words in texts.KINDS.items()])
        self.kinds.setMinimumContentsLength(20)
        self.periods = Combo(texts.PERIODS[ReportKind.YEAR_END])
        self.badge = Badge("")
        self.needed = Badge("", BadgeTone.CAUTION)
        self.approve = button(texts.APPROVE, "checkmark", on_click=self.approve_wanted.emit)
        self.back = button(texts.BACK_TO_DRAFT, quiet=True, on_click=self.draft_wanted.emit)
        self.given = button(texts.GIVE, "share", on_click=self.given_wanted.emit)
        self.start = button(texts.START, "text_quote", quiet=True, on_click=self.start_wanted.emit)
        set_tooltip(self.start, texts.START_TIP)
        self.beside = ChipRow(
            [Choice(side, words) for side, words in texts.SIDES.items()],
            multiple=False,
            name=texts.BESIDE,
            required=True,
        )
        self.beside.set_chosen([Side.PAGE])
        self.beside.hide()
        standing = QWidget()
        badges = QHBoxLayout(standing)
        badges.setContentsMargins(0, 0, 0, 0)
        badges.setSpacing(SPACE_S)
        badges.addWidget(self.badge)
        badges.addWidget(self.needed)
        standing.setMinimumHeight(self.kinds.sizeHint().height())
        which = WrapRow(self.kinds, self.periods, standing, self.beside, self.start)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_S)
        row.addWidget(which, 1)
        for step in (self.back, self.approve, self.given):
            row.addWidget(step, 0, Qt.AlignmentFlag.AlignTop)
        self._period = ""
        self.kinds.activated.connect(lambda _: self.chosen.emit())
        self.periods.activated.connect(self._period_chosen)
        self.show_status(None)

    @property
    def kind(self) -> ReportKind:
        """The kind chosen."""
        return ReportKind(str(self.kinds.key()))  # Qt hands an enumeration's value back as text

    @property
    def period(self) -> str:
        """The period chosen; empty where there is none yet."""
        return self._period

    def show_choice(self, kind: ReportKind, periods: Sequence[str], period: str) -> None:
        """Offer these periods of a kind, with one chosen; emits nothing."""
        self.kinds.set_key(kind)
        self.periods.clear()
        for offered in periods:
            self.periods.addItem(texts.period_words(kind, offered), offered)
        if kind is ReportKind.EHC_REVIEW:
            self.periods.addItem(texts.ANOTHER_DAY, ANOTHER)
        self.periods.setVisible(kind.written)
        if kind.written:
            self.periods.setAccessibleName(texts.PERIODS[kind])
        longest = max(
            (len(self.periods.itemText(at)) for at in range(self.periods.count())), default=0
        )
        self.periods.setMinimumContentsLength(max(longest, _SHORTEST_PERIOD))
        self._period = period
        self.periods.set_key(period)

    def show_status(self, view: ReportView | None) -> None:
        """Show how the report stands and what can come next."""
        self.badge.setVisible(view is not None)
        if view is None or not view.open:
            self.needed.hide()
        status = view.status if view is not None else None
        may = view is not None and view.may_approve
        if view is not None:
            tone = BadgeTone.ATTENTION if view.open else BadgeTone.GOOD
            self.badge.set_text(texts.status_words(view), tone)
        self.start.setVisible(view is not None and view.open)
        self.approve.setVisible(may and status is ReportStatus.DRAFT)
        self.back.setVisible(may and status is ReportStatus.APPROVED)
        self.given.setVisible(may and status is ReportStatus.APPROVED)

    def show_missing(self, missing: tuple[str, ...]) -> None:
        """Say at the top, too, that something the law asks for is not written yet."""
        self.needed.setVisible(bool(missing))
        self.needed.set_text(texts.parts_needed(len(missing)))
        set_tooltip(self.needed, f"{texts.STILL_NEEDED}: {', '.join(missing)}")

    def _period_chosen(self) -> None:
        key = self.periods.key()
        if key == ANOTHER:
            self.periods.set_key(self._period)
            self.another_day.emit()
            return
        self._period = str(key or "")
        self.chosen.emit()
