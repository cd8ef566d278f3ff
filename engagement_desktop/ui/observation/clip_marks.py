"""What is marked in the clips beside the fields, and the stills kept from them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from engagement_desktop.models.areas import Area
from engagement_desktop.models.vocabularies import Words
from engagement_desktop.progress import Progress
from engagement_desktop.services import evidence, review
from engagement_desktop.services.changes import Changes, Saved
from engagement_desktop.services.observation_views import EvidenceView
from engagement_desktop.services.review import ClipToReview, MarkerDetail, MarkerForm
from engagement_desktop.ui.context import UiContext
from engagement_desktop.ui.observation import texts
from engagement_desktop.ui.observation.mark_panel import MarkPanel
from engagement_desktop.ui.review.clip import MarkerView, Moment, Side
from engagement_desktop.ui.review.mark_keeper import MarkKeeper, MarkKey, NewMark
from engagement_desktop.video.time_words import time_of


@dataclass(frozen=True)
class MarkedNow:
    """A moment of this observation's clip that was just marked; `time` as in “00:05.63”."""

    areas: tuple[Area, ...]
    subtle_responses: tuple[str, ...]
    title: str
    time: str


@dataclass(frozen=True)
class _Asked:
    """The mark that the panel is open for. `time_base` is its clip's; `is_own` when that is a clip
    of the observation written; `before` what was written of it, None for a new one."""

    key: MarkKey
    time: str
    time_base: Fraction
    is_own: bool
    before: MarkerForm | None


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
        self._asked: _Asked | None = None
        self.words = Words(())
        self.observation_id: int | None = None
        self.keeper = MarkKeeper(context, panel.form, page)
        self.keeper.signals.written.connect(lambda _, mark: self.changed.emit(mark.evidence_id))
        panel.edited.connect(self.keeper.touch)
        panel.kept.connect(self._keep)
        panel.dropped.connect(self._drop)
        panel.removed.connect(self._remove)

    def ask(self, moment: Moment) -> None:
        """Ask what happens at this moment."""
        clip = self._loaded[moment.side]
        if clip is not None:
            key = NewMark(moment.evidence_id, moment.pts, moment.n, clip.index.time_base)
            time = time_of(clip.index, moment.n)
            self._ask(key, clip, time, texts.MARK_NEW_TITLE.format(time=time), None)

    def edit(self, marker: MarkerView) -> None:
        """Show what is written at a mark."""
        clip, detail = self._find(marker.id)
        if clip is not None and detail is not None:
            time = time_of(clip.index, detail.frame)
            title = texts.MARK_EDIT_TITLE.format(time=time)
            self._ask(detail.id, clip, time, title, detail.form)

    def _ask(
        self, key: MarkKey, clip: ClipToReview, time: str, title: str, before: MarkerForm | None
    ) -> None:
        self._panel.settle()
        self.asking.emit()
        is_own = clip.line.observation_id == self.observation_id
        self._asked = _Asked(key, time, clip.index.time_base, is_own, before)
        form = self.keeper.waiting(key) or before or MarkerForm()
        self._panel.ask(title, form, self.words, is_new=before is None)
        self.keeper.follow(key)

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

    def _keep(self, form: MarkerForm) -> None:
        asked = self._asked
        if asked is None:
            return
        if form != asked.before:
            if asked.is_own:
                # at once, so that the moment is saved with what is typed
                self.marked.emit(
                    MarkedNow(form.areas, form.subtle_responses, form.title, asked.time)
                )
            self.keeper.touch()
        self.keeper.follow(None)

    def _drop(self) -> None:
        """Nothing stands in a new mark; what was typed in it for a moment goes again."""
        if self._asked is not None:
            self._take_away(self._asked, lambda _: None)

    def _remove(self) -> None:
        asked = self._asked
        if asked is None:
            return
        work = self._context.work

        def put_back(detail: MarkerDetail) -> None:
            self._context.tasks.write(
                lambda: review.put_back_marker(work, detail, asked.time_base),
                lambda again: self.changed.emit(again.evidence_id),
                owner=self._page,
            )

        self._take_away(
            asked,
            lambda detail: self._context.messages.undo(
                texts.MARK_REMOVED, lambda: put_back(detail)
            ),
        )

    def _take_away(self, asked: _Asked, then: Callable[[MarkerDetail], object]) -> None:
        work, key, keeper = self._context.work, asked.key, self.keeper
        keeper.forget(key)

        def take_away() -> Saved[MarkerDetail | None]:
            marker_id = keeper.id_of(key)
            if marker_id is None:
                return Saved(None, Changes())
            gone = review.delete_marker(work, marker_id)
            return Saved(gone.value, gone.changes)

        def gone(detail: MarkerDetail | None) -> None:
            keeper.forget(key)
            if detail is not None:
                self.changed.emit(detail.evidence_id)
                then(detail)

        self._context.tasks.write(take_away, gone, owner=self._page)

    def _find(self, marker_id: int) -> tuple[ClipToReview | None, MarkerDetail | None]:
        for clip in self._loaded.values():
            for detail in clip.markers if clip is not None else ():
                if detail.id == marker_id:
                    return clip, detail
        return None, None
