"""What is written about the two clips of the review page, and how they lie against each other.

A comparison that is opened again is shown as it was: its own cues and parts, the offset between
both clips, and whether they looped, whatever was done with either clip since.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QObject, Signal

from engagement_desktop.services import comparisons
from engagement_desktop.services.changes import Saved
from engagement_desktop.services.comparisons import (
    ClipPoints,
    ComparisonForm,
    ComparisonView,
    Lineup,
)
from engagement_desktop.services.review import ClipToReview
from engagement_desktop.ui.context import UiContext
from engagement_desktop.ui.keeper import Keeper
from engagement_desktop.ui.page import Page
from engagement_desktop.ui.review.clip import ReviewClip, Side
from engagement_desktop.ui.review.player import SideBySidePlayer
from engagement_desktop.ui.review.reflection_card import ReflectionCard

Pair = tuple[int, int]
"""The ids of the earlier and of the later clip."""


@dataclass(frozen=True)
class Compared:
    """What is kept of a pair: what was written, and how the clips lay."""

    form: ComparisonForm
    lineup: Lineup | None


class Comparing(QObject):
    """Keeps the reflection and the lineup of the pair shown. `kept` comes when that is written.

    `clips` are those that the page shows now.
    """

    kept = Signal()

    def __init__(
        self,
        context: UiContext,
        page: Page,
        player: SideBySidePlayer,
        card: ReflectionCard,
        clips: Mapping[Side, ClipToReview],
    ) -> None:
        super().__init__(page)
        self._context = context
        self._page = page
        self._player = player
        self._card = card
        self._clips = clips
        self.pair: Pair | None = None
        self._opened: ComparisonView | None = None
        self._to_lay = False
        self._lay: Lineup | None = None
        self._is_kept = False
        self.keeper: Keeper[Pair, Compared] = Keeper(context, self._typed, self._save, page)
        self.keeper.signals.written.connect(self._written)
        card.edited.connect(self._touch)
        player.lined_up.connect(self._moved)

    @property
    def opened_id(self) -> int | None:
        """The comparison that is shown as it was, if one is."""
        return None if self._opened is None else self._opened.id

    # Showing -----------------------------------------------------------------------------------

    def open(self, view: ComparisonView) -> None:
        """The page is about to show the clips of this comparison: they are to lie as they did."""
        self.keeper.flush()
        self._opened, self._to_lay = view, True

    def as_compared(self, clip: ClipToReview) -> ClipToReview:
        """A clip with the cue and the part that it had in the comparison being shown."""
        points = self._points_of(clip.line.evidence_id)
        if points is None:
            return clip
        return replace(clip, sync_pts=points.sync_pts, in_pts=points.in_pts, out_pts=points.out_pts)

    def show(self, *, to_come: bool) -> None:
        """The clips shown are others now, or the same again: bring the card in line. A clip that is
        still `to_come` would move the other, and has not the cue and the part it had."""
        clips = sorted(self._clips.values(), key=lambda clip: clip.line.at)
        keys = tuple(clip.line.evidence_id for clip in clips)
        pair = (keys[0], keys[1]) if len(keys) > 1 and keys[0] != keys[1] else None
        if pair != self.pair:
            self.keeper.follow(None)
            self.pair = pair
            self._is_kept = False
            self._card.show_form(None)
            self.read()
        if self._to_lay and not to_come and self._opened and pair == _pair_of(self._opened):
            self._to_lay = False
            self._lie_as_they_did(self._opened)

    def let_go(self) -> None:
        """Clips are chosen one by one again: each has its own cue and part."""
        self.keeper.flush()
        self._opened, self._to_lay = None, False

    def read(self) -> None:
        """Read what is written about the pair; what is typed here and not in the file yet is
        newer."""
        pair, keeper, work = self.pair, self.keeper, self._context.work
        if pair is None or (pair == keeper.key and not keeper.is_saved(pair)):
            return
        turn = keeper.turn_of(pair)
        self._page.read(
            lambda: comparisons.comparison_between(work, *pair),
            partial(self._show_written, pair, turn),
            what="reflection",
        )

    def _show_written(self, pair: Pair, turn: int, kept: ComparisonView | None) -> None:
        if pair != self.pair:
            return
        if self.keeper.turn_of(pair) != turn or self.keeper.is_writing(pair):
            self.read()  # it was read before what was typed is in the file
            return
        form = kept.form if kept else ComparisonForm()
        unsaved = self.keeper.waiting(pair)
        self._card.show_form(unsaved.form if unsaved else form)
        self._is_kept = kept is not None
        self._lay = self._lineup()
        self.keeper.follow(pair)

    def _points_of(self, evidence_id: int) -> ClipPoints | None:
        view = self._opened
        if view is None or view.lineup is None:
            return None
        points = {view.earlier_id: view.lineup.earlier, view.later_id: view.lineup.later}
        return points.get(evidence_id)

    def _lie_as_they_did(self, view: ComparisonView) -> None:
        if view.lineup is not None:
            earlier = self._side_of(view.earlier_id)
            self._player.line_up(earlier, view.lineup.offset, looped=view.lineup.looped)
            self._lay = self._lineup()

    # Keeping -----------------------------------------------------------------------------------

    def clip_set(self) -> None:
        """A cue or a part was set in one of the clips."""
        self._moved()

    def _moved(self) -> None:
        """One clip was moved against the other: kept if there is a comparison of both."""
        if self._is_kept and self._card.is_ready and self._lineup() != self._lay:
            self._touch()

    def _touch(self) -> None:
        self._lay = self._lineup()
        self.keeper.touch()

    def _typed(self) -> Compared:
        return Compared(self._card.form(), self._lay)

    def _save(self, pair: Pair, typed: Compared) -> Saved[object]:
        saved = comparisons.save_comparison(self._context.work, *pair, typed.form, typed.lineup)
        return Saved(saved.value, saved.changes)

    def _written(self, pair: Pair, view: ComparisonView | None) -> None:
        if view is None:
            return
        self._is_kept = self._is_kept or pair == self.pair
        if self._opened is not None and self._opened.id == view.id:
            self._opened = view
        self._context.navigate.draft_saved()
        self.kept.emit()

    def _lineup(self) -> Lineup | None:
        """How the two clips lie now."""
        if self.pair is None:
            return None
        sides = [self._side_of(evidence_id) for evidence_id in self.pair]
        earlier, later = (self._player.clip(side) for side in sides)
        if earlier is None or later is None:
            return None
        timing = self._player.timing
        return Lineup(_points(earlier), _points(later), timing.offset_after(sides[0]), timing.loop)

    def _side_of(self, evidence_id: int) -> Side:
        return next(s for s, clip in self._clips.items() if clip.line.evidence_id == evidence_id)


def _points(clip: ReviewClip) -> ClipPoints:
    return ClipPoints(clip.sync_pts, clip.in_pts, clip.out_pts)


def _pair_of(view: ComparisonView) -> Pair:
    return view.earlier_id, view.later_id
