"""Evidence into paragraphs: words with their day, stills with their caption, and away again."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage

from engagement_desktop.services import report_drafting, report_sources
from engagement_desktop.services.report_drafting import Started
from engagement_desktop.services.report_evidence import small_still
from engagement_desktop.services.report_views import EvidenceItem, ReportView, StillChoice
from engagement_desktop.ui.context import UiContext
from engagement_desktop.ui.reports import texts
from engagement_desktop.ui.reports.evidence_panel import EvidencePanel
from engagement_desktop.ui.reports.paragraphs_panel import ParagraphsPanel


class EvidenceMoves:
    """Carries evidence between the two panels.

    `owner` is whose writing it is; `view` gives the report shown; `write` runs a save and shows the
    report anew, as `reload` does.
    """

    def __init__(
        self,
        context: UiContext,
        owner: QObject,
        paragraphs: ParagraphsPanel,
        evidence: EvidencePanel,
        view: Callable[[], ReportView | None],
        write: Callable[[Callable[[], object]], None],
        reload: Callable[[], None],
    ) -> None:
        self._context = context
        self._paragraphs = paragraphs
        self._view = view
        self._write = write
        self._reload = reload
        self._owner = owner
        self._evidence = evidence
        evidence.model.still_wanted.connect(self._read_still)
        evidence.words_wanted.connect(self._add_words)
        evidence.picture_wanted.connect(self._add_picture)
        paragraphs.dropped.connect(self._dropped)
        paragraphs.away_wanted.connect(self._take_away)
        paragraphs.captioned.connect(self._caption)

    def _read_still(self, still: StillChoice) -> None:
        """Read the very frame that a line of the evidence would print, once the line is seen."""
        work = self._context.work

        def read() -> QImage | None:
            jpeg = small_still(work, still)
            return QImage.fromData(jpeg) if jpeg else None

        show = partial(self._evidence.model.show_still, still)
        self._context.tasks.read(read, show, owner=self._owner)

    def start(self) -> None:
        """Fill the empty parts from the evidence, in a way that can be taken back."""
        view, work = self._view(), self._context.work
        if view is None or not view.open:
            return
        messages = self._context.messages

        def done(found: Started) -> None:
            self._reload()
            if not found.parts:
                messages.say(texts.STARTED_NOTHING)
                return
            messages.undo(
                texts.started(len(found.parts), found.left_out),
                lambda: self._write(lambda: report_drafting.take_back(work, view.id, found)),
            )

        self._context.tasks.write(
            lambda: report_drafting.start_from_evidence(work, view.id), done, owner=self._owner
        )

    def _add_words(self, item: EvidenceItem) -> None:
        target = self._paragraphs.target
        if target is not None:
            self._put_words(target.key, item)

    def _put_words(self, key: str, item: EvidenceItem) -> None:
        """The words and the link to each observation they rest on, together."""
        card, view = self._paragraphs.cards.get(key), self._view()
        if card is None or view is None or not view.open:
            return
        card.add_words(texts.quoted(item))
        rest_on = partial(report_sources.rest_on, self._context.work, view.id, key)
        for observation_id in item.rests_on:
            self._write(partial(rest_on, observation_id=observation_id))

    def _add_picture(self, item: EvidenceItem) -> None:
        target = self._paragraphs.target
        if target is not None:
            self._put_picture(target.key, item)

    def _put_picture(self, key: str, item: EvidenceItem) -> None:
        view, still = self._view(), item.still
        if view is None or still is None or not view.open:
            return
        work = self._context.work
        self._write(
            lambda: report_sources.rest_on(
                work, view.id, key, evidence_id=still.evidence_id, frame_pts=still.frame_pts
            )
        )

    def _dropped(self, key: str, item: EvidenceItem) -> None:
        self._paragraphs.choose(key)
        if key in self._paragraphs.cards:
            self._put_words(key, item)
        else:
            self._put_picture(key, item)

    def _take_away(self, source_id: int) -> None:
        view, work = self._view(), self._context.work
        if view is not None:
            self._write(lambda: report_sources.rest_no_more(work, view.id, source_id))

    def _caption(self, source_id: int, caption: str) -> None:
        view, work = self._view(), self._context.work
        if view is not None and view.open:
            self._write(lambda: report_sources.caption_still(work, view.id, source_id, caption))
