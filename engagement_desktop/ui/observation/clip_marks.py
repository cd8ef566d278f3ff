"""What is marked in the clips beside the fields, and the stills kept from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from engagement_desktop.models.areas import Area
from engagement_desktop.models.vocabularies import Words
from engagement_desktop.progress import Progress
from engagement_desktop.services import evidence, review
from engagement_desktop.services.changes import Saved
from engagement_desktop.services.observation_views import EvidenceView
from engagement_desktop.services.review import ClipToReview, MarkerDetail, MarkerForm
from engagement_desktop.ui.context import UiContext
from engagement_desktop.ui.observation import texts
from engagement_desktop.ui.observation.mark_panel import MarkPanel
from engagement_desktop.ui.observation.moments import time_of
from engagement_desktop.ui.review.clip import MarkerView, Moment, Side


@dataclass(frozen=True)
class MarkedNow:
    """A moment of this observation's clip that was just marked; `time` as in “00:05.63”."""

    areas: tuple[Area, ...]
    subtle_responses: tuple[str, ...]
    title: str
    time: str


class ClipMarks(QObject):
    """Turns what the user marks into service calls.

    `asking` comes when the panel opens; `changed` carries the evidence id of a clip whose marks
    are others now; `marked` a `MarkedNow`; `still_kept` comes when a still is in the file.
    """

    asking = Signal()
    changed = Signal(int)
    marked = Signal(object)
    still_kept = Signal()

    def __init__(
        self,
        context: UiContext,
        page: QWidget,
        panel: MarkPanel,
        loaded: Mapping[Side, ClipToReview | None],
    ) -> None:
        super().__init__(page)
        self._context = context
        self._page = page
        self._panel = panel
        self._loaded = loaded
        self.words = Words(())
        self.observation_id: int | None = None
        panel.kept.connect(self._keep)
        panel.changed.connect(self._change)
        panel.removed.connect(self._remove)

    def ask(self, moment: Moment) -> None:
        """Ask what happens at this moment."""
        clip = self._loaded[moment.side]
        if clip is not None:
            self.asking.emit()
            self._panel.ask(moment, time_of(clip.index, moment.n), self.words)

    def edit(self, marker: MarkerView) -> None:
        """Show what is written at a mark."""
        clip, detail = self._find(marker.id)
        if clip is not None and detail is not None:
            self.asking.emit()
            self._panel.edit(detail, time_of(clip.index, detail.frame), self.words)

    def keep_still(self, moment: Moment) -> None:
        """Keep exactly this frame with the observation."""
        clip, observation_id = self._loaded[moment.side], self.observation_id
        if clip is None or observation_id is None:
            return
        work = self._context.work
        caption = texts.still_caption(clip, moment.n, time_of(clip.index, moment.n))

        def keep(progress: Progress) -> Saved[EvidenceView]:
            return evidence.keep_still(
                work, observation_id, moment.evidence_id, moment.n, caption, progress
            )

        self._context.tasks.long(
            texts.KEEPING_STILL, keep, lambda _: self._kept_still(), owner=self._page, writes=True
        )

    def _kept_still(self) -> None:
        self._context.messages.say(texts.STILL_KEPT)
        self.still_kept.emit()

    def _keep(self, moment: Moment, form: MarkerForm) -> None:
        clip = self._loaded[moment.side]
        if clip is None or clip.line.evidence_id != moment.evidence_id:
            return
        self._tell(clip, moment.n, form)
        work = self._context.work
        self._context.tasks.write(
            lambda: review.add_marker(
                work,
                moment.evidence_id,
                pts=moment.pts,
                frame=moment.n,
                time_base=clip.index.time_base,
                form=form,
            ),
            lambda detail: self.changed.emit(detail.evidence_id),
            owner=self._page,
        )

    def _change(self, marker_id: int, form: MarkerForm) -> None:
        clip, detail = self._find(marker_id)
        if clip is None or detail is None:
            return
        self._tell(clip, detail.frame, form)
        work = self._context.work
        self._context.tasks.write(
            lambda: review.update_marker(work, marker_id, form),
            lambda changed: self.changed.emit(changed.evidence_id),
            owner=self._page,
        )

    def _tell(self, clip: ClipToReview, frame: int, form: MarkerForm) -> None:
        """Let the moment drop into the text at once, so that it is saved with what is typed."""
        if clip.line.observation_id == self.observation_id:
            time = time_of(clip.index, frame)
            self.marked.emit(MarkedNow(form.areas, form.subtle_responses, form.title, time))

    def _remove(self, marker_id: int) -> None:
        clip, _ = self._find(marker_id)
        if clip is None:
            return
        work, time_base = self._context.work, clip.index.time_base

        def put_back(detail: MarkerDetail) -> None:
            self._context.tasks.write(
                lambda: review.put_back_marker(work, detail, time_base),
                lambda again: self.changed.emit(again.evidence_id),
                owner=self._page,
            )

        def removed(detail: MarkerDetail) -> None:
            self.changed.emit(detail.evidence_id)
            self._context.messages.undo(texts.MARK_REMOVED, lambda: put_back(detail))

        self._context.tasks.write(
            lambda: review.delete_marker(work, marker_id), removed, owner=self._page
        )

    def _find(self, marker_id: int) -> tuple[ClipToReview | None, MarkerDetail | None]:
        for clip in self._loaded.values():
            for detail in clip.markers if clip is not None else ():
                if detail.id == marker_id:
                    return clip, detail
        return None, None
