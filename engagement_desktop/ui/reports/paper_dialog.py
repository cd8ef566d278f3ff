"""A paper made from the record alone: what it is for, the real page, and where it goes."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from engagement_desktop.models.editions import Edition
from engagement_desktop.models.states import ReportKind
from engagement_desktop.services.report_evidence import ReportPictures
from engagement_desktop.services.report_views import Preview
from engagement_desktop.ui.context import UiContext
from engagement_desktop.ui.look.style import Look
from engagement_desktop.ui.look.tokens import SPACE_XL
from engagement_desktop.ui.reports import texts
from engagement_desktop.ui.reports.output import ReportOutput
from engagement_desktop.ui.reports.preview_feed import Made, PreviewFeed
from engagement_desktop.ui.reports.preview_panel import PreviewPanel
from engagement_desktop.ui.widgets.dialog import Dialog

MakePaper = Callable[[ReportPictures, Edition], Preview]
"""Makes the paper as it is wished for now; called away from the window's thread."""

_WIDTH, _HEIGHT = 720, 860


class PaperDialog(Dialog):
    """A subclass puts what can be chosen above the page by `offer`, and says what it makes by
    `maker`. `name` is that of the file.
    """

    def __init__(self, context: UiContext, title: str, about: str, parent: QWidget) -> None:
        super().__init__(title, about, parent)
        self.name = title
        self.output = ReportOutput(context, self, lambda: self.feed.latest, lambda: self.name)
        self.panel = PreviewPanel(self.output.save_pdf, self.output.print_it)
        self.feed = PreviewFeed(context, dict, lambda: self.panel.page.pixels, self)
        self.panel.offer_editions(ReportKind.PROFILE, Edition.ORDINARY)
        self.panel.offer_languages((), "")
        self.panel.page_wanted.connect(self.feed.turn_to)
        self.panel.edition_wanted.connect(self._edition_wanted)
        self.feed.made.connect(self._made)
        self.feed.failed.connect(lambda sentence: self.panel.say(sentence, ()))
        self.body.addWidget(self.panel, 1)
        outer = self.layout()
        assert isinstance(outer, QVBoxLayout)
        outer.setStretchFactor(self.body, 100)  # the page takes the room, not the space below it
        self.add_button(texts.CLOSE, self.reject)
        self.finished.connect(self.deleteLater)
        room = self.screen().availableGeometry()
        look = Look.of_app()
        self.resize(
            min(look.px(_WIDTH), room.width() - 2 * SPACE_XL),
            min(look.px(_HEIGHT), room.height() - 2 * SPACE_XL),
        )

    def maker(self) -> MakePaper | None:
        """The way to make what is chosen now; None where nothing is to be made yet."""
        raise NotImplementedError

    def offer(self, *choices: QWidget) -> None:
        """Put these above the page."""
        for place, choice in enumerate(choices):
            self.body.insertWidget(place, choice)

    def redraw(self) -> None:
        """Make it anew; the newest wish wins."""
        make = self.maker()
        if make is None:
            return
        self.feed.follow(self.name, lambda _typed, pictures, edition: make(pictures, edition))
        self.feed.refresh()

    def _edition_wanted(self, edition: Edition) -> None:
        self.feed.edition = edition
        self.feed.refresh()

    def _made(self, made: Made) -> None:
        self.panel.show_page(made.page)
        worth_a_look = (*made.preview.warnings, *made.preview.hints)
        self.panel.say("\n".join(worth_a_look), made.preview.left_out)
