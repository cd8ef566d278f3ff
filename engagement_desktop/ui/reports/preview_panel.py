"""The real page beside the writing: drawn from the PDF in memory, refreshed as one types.

A new page takes the place of the old one only when it is drawn, so nothing flickers.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from engagement_desktop.models.editions import Edition
from engagement_desktop.models.states import ReportKind
from engagement_desktop.services.report_views import LanguageView
from engagement_desktop.ui.look.style import Look
from engagement_desktop.ui.look.tokens import SPACE_M, SPACE_S, Role
from engagement_desktop.ui.reports import texts
from engagement_desktop.ui.reports.pdf_pages import PageImage
from engagement_desktop.ui.reports.wrap_row import WrapRow
from engagement_desktop.ui.widgets.buttons import button, tool_button
from engagement_desktop.ui.widgets.chips import Choice
from engagement_desktop.ui.widgets.inputs import Combo
from engagement_desktop.ui.widgets.labels import label
from engagement_desktop.ui.widgets.page_scroll import VerticalScroll

_A4 = 297 / 210
_WIDEST = 760
_ALL_THE_ROOM = 1000  # beside stretches of 1


class PageView(QWidget):
    """One page, as wide as its place. `width_changed` comes when it needs to be drawn anew."""

    width_changed = Signal()
    turned = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: PageImage | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(texts.PREPARING)

    def show_page(self, shown: PageImage | None) -> None:
        """Show a page that has been drawn."""
        self._shown = shown
        if shown is not None:
            place = texts.PAGE.format(page=shown.page + 1, pages=shown.pages)
            self.setAccessibleName(place)
            self.setAccessibleDescription(shown.words)
        self.updateGeometry()
        self.update()

    @property
    def pixels(self) -> int:
        """How wide a page has to be drawn, in the screen's own pixels."""
        return max(1, round(self.width() * self.devicePixelRatioF()))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        image = self._shown.image if self._shown is not None else None
        ratio = image.height() / image.width() if image is not None and image.width() else _A4
        return round(width * ratio)

    def sizeHint(self) -> QSize:
        return QSize(360, self.heightForWidth(360))

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self.heightForWidth(max(160, self.width())))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()
            self.width_changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        self.turned.emit(step)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        colours = Look.of_app().colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if self._shown is None:
            painter.fillRect(self.rect(), QColor(colours.surface))
            painter.setPen(QColor(colours.muted))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, texts.PREPARING)
        else:
            painter.drawImage(self.rect(), self._shown.image)
        painter.setPen(QColor(colours.accent if self.hasFocus() else colours.line))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))


EDITIONS = {
    kind: tuple(
        Choice(edition, words)
        for edition, words in texts.EDITIONS.items()
        if edition is not Edition.EASY_READ or kind is ReportKind.YEAR_END
    )
    for kind in ReportKind
}


class PreviewPanel(QWidget):
    """The page with what can be done with it.

    `page_wanted` carries a page number from 0, `edition_wanted` an `Edition`, and
    `language_wanted` the code of a language.
    """

    page_wanted = Signal(int)
    edition_wanted = Signal(object)
    language_wanted = Signal(str)

    def __init__(
        self,
        save: Callable[[], object],
        print_it: Callable[[], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._shown: PageImage | None = None
        self.page = PageView()
        self.earlier = tool_button(
            "chevron_left", texts.EARLIER_PAGE, on_click=lambda: self._turn(-1)
        )
        self.later = tool_button("chevron_right", texts.LATER_PAGE, on_click=lambda: self._turn(1))
        self.place = label("", wrap=False)
        self.edition = Combo(texts.EDITION, EDITIONS[ReportKind.YEAR_END])
        self.edition.setMinimumContentsLength(7)
        self.edition.activated.connect(
            lambda _: self.edition_wanted.emit(Edition(str(self.edition.key())))
        )
        self.language = Combo(texts.LANGUAGE)
        self.language.setMinimumContentsLength(13)
        self.language.activated.connect(
            lambda _: self.language_wanted.emit(str(self.language.key()))
        )
        self.save_button = tool_button("save", texts.SAVE_TITLE, on_click=save)
        self.print_button = button(texts.PRINT, "print", primary=True, on_click=print_it)
        self.problem = label("", Role.ATTENTION)
        self.left_out = label("", Role.MUTED)
        self.page.turned.connect(self._turn)
        self.page.width_changed.connect(lambda: self.page_wanted.emit(self.shown_page))
        self._lay_out()
        self.show_page(None)

    @property
    def shown_page(self) -> int:
        """The page shown, from 0."""
        return self._shown.page if self._shown is not None else 0

    def show_page(self, shown: PageImage | None) -> None:
        """Show a page; None while there is none."""
        self._shown = shown
        self.page.show_page(shown)
        there = shown is not None
        pages = shown.pages if shown is not None else 0
        self.place.setText(
            texts.PAGE_SHORT.format(page=self.shown_page + 1, pages=pages) if there else ""
        )
        self.place.setAccessibleName(
            texts.PAGE.format(page=self.shown_page + 1, pages=pages) if there else ""
        )
        self.place.setMinimumWidth(self.place.sizeHint().width())
        self.earlier.setEnabled(there and self.shown_page > 0)
        self.later.setEnabled(there and self.shown_page < pages - 1)
        self.save_button.setEnabled(there)
        self.print_button.setEnabled(there)

    def say(self, problem: str, left_out: tuple[str, ...]) -> None:
        """Say what is the matter with the page, and which stills are not on it and why."""
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        self.left_out.setText("\n".join(left_out))
        self.left_out.setVisible(bool(left_out))

    def offer_editions(self, kind: ReportKind, edition: Edition) -> None:
        """Offer the editions of a kind of report, with one chosen; emits nothing."""
        self.edition.clear()
        for choice in EDITIONS[kind]:
            self.edition.addItem(choice.text, choice.key)
        self.edition.set_key(edition)

    def offer_languages(self, offered: tuple[LanguageView, ...], code: str) -> None:
        """Offer these languages, with one chosen; none hides the choice. Emits nothing."""
        self.language.setVisible(bool(offered))
        self.language.clear()
        for view in offered:
            words = texts.NOT_CHECKED if view.needs_check else "{name}"
            self.language.addItem(words.format(name=view.in_english), view.code)
        self.language.set_key(code)

    def _turn(self, step: int) -> None:
        if self._shown is not None and 0 <= self.shown_page + step < self._shown.pages:
            self.page_wanted.emit(self.shown_page + step)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_S)
        inside = QWidget()
        paper = QVBoxLayout(inside)
        paper.setContentsMargins(0, 0, SPACE_M, 0)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self.page, _ALL_THE_ROOM)
        middle.addStretch(1)
        self.page.setMaximumWidth(Look.of_app().px(_WIDEST))
        paper.addLayout(middle)
        paper.addStretch(1)
        column.addWidget(VerticalScroll(inside), 1)
        column.addWidget(self.problem)
        column.addWidget(self.left_out)
        turning = QWidget()
        row = QHBoxLayout(turning)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_S)
        for part in (self.earlier, self.place, self.later):
            row.addWidget(part)
        foot = WrapRow(turning, self.edition, self.language, self.save_button, self.print_button)
        column.addWidget(foot)
        self.say("", ())
