"""Makes the preview in the background: one at a time, and always once more for the latest words."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal

from engagement_desktop.errors import AppError
from engagement_desktop.models.editions import Edition
from engagement_desktop.services.report_evidence import ReportPictures
from engagement_desktop.services.report_views import Preview
from engagement_desktop.ui.context import UiContext
from engagement_desktop.ui.reports.pdf_pages import PageImage, page_image

AFTER_A_KEY_MS = 150

MakePreview = Callable[[Mapping[str, str], ReportPictures, Edition], Preview]
"""Makes a preview of what is typed and not saved yet; called away from the window's thread."""


@dataclass(frozen=True)
class Made:
    """A preview with the page that is shown of it."""

    preview: Preview
    page: PageImage


class PreviewFeed(QObject):
    """`made` carries a `Made`, `failed` a sentence.

    `typed` gives the words that are not in the file yet; `pixels` how wide the page is shown.
    """

    made = Signal(object)
    failed = Signal(str)

    def __init__(
        self,
        context: UiContext,
        typed: Callable[[], dict[str, str]],
        pixels: Callable[[], int],
        owner: QObject,
    ) -> None:
        super().__init__(owner)
        self._context = context
        self._typed = typed
        self._pixels = pixels
        self._owner = owner
        self._subject: Hashable | None = None
        self._make: MakePreview | None = None
        self._pictures = ReportPictures()
        self._busy = False
        self._again = False
        self._page = 0
        self._drawn: tuple[int, int] | None = None  # the page shown, and how wide it was drawn
        self.edition = Edition.ORDINARY
        self.latest: Preview | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(AFTER_A_KEY_MS)
        self._soon.timeout.connect(self.refresh)

    def follow(self, subject: Hashable | None, make: MakePreview | None = None) -> None:
        """Make previews of this from now on, by `make`."""
        self._make = make
        if subject != self._subject:
            self._subject = subject
            self._page = 0
            self.forget_pictures()
        self.latest = None

    def forget_pictures(self) -> None:
        """Let go of the pictures of the pupil who was written about."""
        self._pictures = ReportPictures()

    def soon(self) -> None:
        """Make it anew once the typing pauses for a moment."""
        self._soon.start()

    def turn_to(self, page: int) -> None:
        """Show another page, or the same one in another size."""
        self._page = page
        latest, pixels = self.latest, self._pixels()
        if latest is None or self._busy:
            return
        self._context.tasks.read(
            lambda: page_image(latest.pdf, page, pixels),
            lambda shown: self._turned(latest, shown),
            owner=self._owner,
        )

    def refresh(self) -> None:
        """Make it anew now, or as soon as the one under way is done."""
        self._soon.stop()
        subject, make_preview = self._subject, self._make
        if subject is None or make_preview is None:
            return
        if self._busy:
            self._again = True
            return
        self._busy, self._again = True, False
        pictures, typed = self._pictures, self._typed()
        edition, page, pixels = self.edition, self._page, self._pixels()

        def make() -> Made:
            preview = make_preview(typed, pictures, edition)
            return Made(preview, page_image(preview.pdf, page, pixels))

        task = self._context.tasks.read(
            make,
            lambda made: self._done(subject, page, made),
            owner=self._owner,
            failed=lambda error: self._not_done(subject, error),
        )
        task.ended.connect(lambda: self._ended(subject))

    def _turned(self, latest: Preview, shown: PageImage) -> None:
        if latest is self.latest:
            self._show(Made(latest, shown))

    def _done(self, subject: Hashable, asked: int, made: Made) -> None:
        if subject == self._subject:
            self.latest = made.preview
            if self._page == asked:
                self._page = made.page.page  # the last one, where there are fewer by now
            self._show(made)

    def _show(self, made: Made) -> None:
        self._drawn = (made.page.page, made.page.image.width())
        self.made.emit(made)

    def _not_done(self, subject: Hashable, error: AppError) -> None:
        if subject == self._subject:
            self.failed.emit(error.sentence)

    def _ended(self, subject: Hashable) -> None:
        """Whatever came of it, even a fault of ours: the next one can be made."""
        self._busy = False
        if self._again or subject != self._subject:
            self.refresh()
        elif self._drawn != (self._page, self._pixels()):
            self.turn_to(self._page)  # it was turned, or its place became wider, meanwhile
