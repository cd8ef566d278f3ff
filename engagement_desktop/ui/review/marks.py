"""What is marked in the clips of the review page, and the stills kept from them."""

from __future__ import annotations

from collections.abc import Callable, MutableMapping
from dataclasses import replace

from engagement_desktop.services import evidence, review
from engagement_desktop.services.review import ClipToReview, MarkerDetail, MarkerForm
from engagement_desktop.ui.context import UiContext
from engagement_desktop.ui.day_words import day_words
from engagement_desktop.ui.page import Page
from engagement_desktop.ui.review import texts
from engagement_desktop.ui.review.clip import Moment, Side
from engagement_desktop.ui.review.from_file import markers_for_player
from engagement_desktop.ui.review.mark_keeper import MarkKeeper, MarkKey, NewMark
from engagement_desktop.ui.review.moments_card import ListedMoment, MomentsCard
from engagement_desktop.ui.review.player import SideBySidePlayer
from engagement_desktop.video.time_words import time_of


class Marks:
    """Turns what the user marks into service calls, and shows it on the strips and in the list.

    `clips` are those that the page shows now; a clip whose marks change is replaced in it.
    """

    def __init__(
        self,
        context: UiContext,
        page: Page,
        player: SideBySidePlayer,
        card: MomentsCard,
        clips: MutableMapping[Side, ClipToReview],
    ) -> None:
        self._context = context
        self._page = page
        self._player = player
        self._card = card
        self._clips = clips
        self._to_open: NewMark | None = None
        self.keeper = MarkKeeper(context, self._typed, page)
        self.keeper.signals.written.connect(self._written)
        card.form_opened.connect(self.keeper.follow)
        card.form_closing.connect(lambda: self.keeper.follow(None))
        card.edited.connect(self.keeper.touch)
        card.removed.connect(self._remove)

    def show(self) -> None:
        """List the moments of the clips shown."""
        self._card.show_moments(
            [
                ListedMoment(
                    side,
                    self._player.panes.role(side),
                    time_of(clip.index, marker.frame),
                    self._as_typed(marker),
                )
                for side, clip in sorted(
                    self._clips.items(), key=lambda pair: list(Side).index(pair[0])
                )
                for marker in clip.markers
            ]
        )

    def add(self, moment: Moment) -> None:
        """Mark a frame, then open its form."""
        clip = self._clips.get(moment.side)
        if clip is None:
            return
        place = NewMark(moment.evidence_id, moment.pts, moment.n, clip.index.time_base)
        self._to_open = place
        self.keeper.write(place, MarkerForm())

    def _typed(self) -> MarkerForm:
        assert self._card.form is not None
        return self._card.form.form()

    def _as_typed(self, marker: MarkerDetail) -> MarkerDetail:
        """A mark with the words that could not be saved yet, if there are any."""
        unsaved = self.keeper.waiting(marker.id)
        return marker if unsaved is None else replace(marker, form=unsaved)

    def _written(self, key: MarkKey, marker: MarkerDetail) -> None:
        self._changed(
            marker.evidence_id,
            lambda markers: (*(m for m in markers if m.id != marker.id), marker),
        )
        self._context.navigate.draft_saved()
        if key is self._to_open:
            self._to_open = None
            self._card.edit(marker.id)

    def _remove(self, moment: ListedMoment) -> None:
        """Take a mark away, and offer to put it back with all that was written of it."""
        work, marker = self._context.work, moment.marker
        tasks, page = self._context.tasks, self._page
        time_base = self._clips[moment.side].index.time_base

        def back(restored: MarkerDetail) -> None:
            self._changed(restored.evidence_id, lambda markers: (*markers, restored))

        def undo() -> None:
            tasks.write(lambda: review.put_back_marker(work, marker, time_base), back, owner=page)

        def removed(gone: MarkerDetail) -> None:
            self.keeper.forget(gone.id)
            self._changed(
                gone.evidence_id, lambda markers: tuple(m for m in markers if m.id != gone.id)
            )
            self._context.messages.undo(texts.MOMENT_DELETED, undo)

        tasks.write(lambda: review.delete_marker(work, marker.id), removed, owner=page)

    def keep_still(self, moment: Moment) -> None:
        """Keep a frame as a picture with the clip's observation."""
        clip = self._clips[moment.side]
        observation_id = clip.line.observation_id
        assert observation_id is not None  # else the player says beforehand that there is no place
        work = self._context.work
        titles = [m.form.title for m in clip.markers if m.pts == moment.pts and m.form.title]
        caption = " · ".join((*titles[:1], time_of(clip.index, moment.n)))
        day = day_words(clip.line.at.astimezone().date())
        self._context.tasks.long(
            texts.STILL_WORKING,
            lambda progress: evidence.keep_still(
                work, observation_id, moment.evidence_id, moment.n, caption, progress
            ),
            lambda _: self._context.messages.say(texts.STILL_KEPT.format(day=day)),
            owner=self._page,
            writes=True,
        )

    def _changed(
        self,
        evidence_id: int,
        change: Callable[[tuple[MarkerDetail, ...]], tuple[MarkerDetail, ...]],
    ) -> None:
        for side, clip in list(self._clips.items()):
            if clip.line.evidence_id == evidence_id:
                markers = tuple(sorted(change(clip.markers), key=lambda m: (m.pts, m.id)))
                self._clips[side] = replace(clip, markers=markers)
                self._reload(side, self._clips[side])
        self.show()

    def _reload(self, side: Side, clip: ClipToReview) -> None:
        """Tell the player of changed marks; cue and part are as it shows them."""
        shown = self._player.clip(side)
        if shown is not None:
            self._player.load(side, replace(shown, markers=markers_for_player(clip.markers)))
