"""The review page: two clips of one pupil, the moments marked in them, and what is seen.

The page turns what the player asks for into services; nothing of it is kept only on the screen.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TypeVar

from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from engagement_desktop.errors import AppError
from engagement_desktop.services import evidence, review
from engagement_desktop.services.changes import Changes, Kind, Saved
from engagement_desktop.services.review import (
    ClipLine,
    ClipToReview,
    ComparisonView,
    MarkerDetail,
    MarkerForm,
)
from engagement_desktop.ui.context import UiContext
from engagement_desktop.ui.day_words import day_words
from engagement_desktop.ui.look.tokens import SPACE_L, SPACE_M
from engagement_desktop.ui.page import Page
from engagement_desktop.ui.review import texts
from engagement_desktop.ui.review.clip import Cue, MarkerView, Moment, Part, ReviewClip, Side
from engagement_desktop.ui.review.clip_chooser import ClipChooser, clip_title
from engagement_desktop.ui.review.keys import Command
from engagement_desktop.ui.review.moments_card import ListedMoment, MomentsCard
from engagement_desktop.ui.review.player import SideBySidePlayer
from engagement_desktop.ui.review.reflection_card import ReflectionCard
from engagement_desktop.ui.review.save_soon import SaveSoon
from engagement_desktop.ui.review.times import time_text
from engagement_desktop.ui.widgets.cards import Card
from engagement_desktop.ui.widgets.empty import EmptyState
from engagement_desktop.ui.widgets.page_scroll import VerticalScroll

T = TypeVar("T")

_ACTIONS = {
    "review.play": Command.PLAY_PAUSE,
    "review.back_frame": Command.STEP_BACK,
    "review.on_frame": Command.STEP_ON,
    "review.play_back": Command.PLAY_BACK,
    "review.pause": Command.PAUSE,
    "review.play_on": Command.PLAY_ON,
    "review.loop": Command.LOOP,
    "review.cue": Command.SET_CUE,
    "review.in_step": Command.IN_STEP,
    "review.swap": Command.SWAP,
    "review.overlay": Command.OVERLAY,
    "review.closer": Command.ZOOM,
    "review.mark": Command.MARK,
    "review.part_start": Command.PART_START,
    "review.part_end": Command.PART_END,
    "review.still": Command.STILL,
}


def clip_for_player(clip: ClipToReview) -> ReviewClip:
    """A clip from the file as the player takes it."""
    return ReviewClip(
        clip.line.evidence_id,
        clip.opener,
        clip.index,
        clip_title(clip.line),
        tuple(
            MarkerView(m.id, m.pts, m.frame, m.form.title, m.form.areas, m.form.note)
            for m in clip.markers
        ),
        clip.in_pts,
        clip.out_pts,
        clip.sync_pts,
        clip.line.at,
    )


class ReviewPage(Page):
    """Two clips of the pupil shown, side by side."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._lines: tuple[ClipLine, ...] | None = None
        self._wanted: dict[Side, int] = {}
        self._clips: dict[Side, ClipToReview] = {}
        self._pair: tuple[int, int] | None = None
        self.player = SideBySidePlayer()
        self.moments = MomentsCard()
        self.reflection = ReflectionCard()
        self._reflection_keeper = SaveSoon(self._save_reflection, self)
        self.chooser: ClipChooser | None = None
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._lay_out())
        self._empty = EmptyState(
            "video_clip", texts.NO_CLIPS, texts.NEW_OBSERVATION, on_click=self._new_observation
        )
        self._stack.addWidget(self._empty)
        self._connect()

    # The page contract -------------------------------------------------------------------------

    def show_pupil(self, pupil_id: int) -> None:
        if pupil_id != self.pupil_id:
            self._leave_pupil()
        super().show_pupil(pupil_id)
        self._read_lines(pupil_id)
        for side, evidence_id in list(self._wanted.items()):
            self._open(side, evidence_id)

    def _read_lines(self, pupil_id: int) -> None:
        work = self.context.work
        self.read(
            lambda: (review.clips_of(work, pupil_id), review.comparisons_of(work, pupil_id)[:1]),
            lambda found: self._show_lines(*found),
        )

    def open_clips(self, left_evidence_id: int | None, right_evidence_id: int | None) -> None:
        """Show these clips; None leaves a side as it is."""
        for side, wanted in zip(Side, (left_evidence_id, right_evidence_id), strict=True):
            if wanted is not None:
                self._open(side, wanted)

    def changed(self, changes: Changes, initiator: object) -> None:
        if initiator is self or self.pupil_id is None:
            return
        if not changes.touches_pupil(self.pupil_id):
            return
        if changes.touches(Kind.EVIDENCE, Kind.OBSERVATION):
            self._read_lines(self.pupil_id)
        for side, evidence_id in list(self._wanted.items()):
            if (Kind.EVIDENCE, evidence_id) in changes.records:
                self._open(side, evidence_id)
        if changes.touches(Kind.COMPARISON):
            self._read_reflection()

    def leave(self) -> bool:
        self.player.pause()
        self._flush()
        return True

    # Choosing clips ----------------------------------------------------------------------------

    def _leave_pupil(self) -> None:
        self._flush()
        self.player.close_clips()
        self._wanted, self._clips, self._lines = {}, {}, None
        self._show_pair()

    def _show_lines(self, lines: tuple[ClipLine, ...], latest: tuple[ComparisonView, ...]) -> None:
        self._lines = lines
        self._stack.setCurrentIndex(0 if lines else 1)
        there = {line.evidence_id for line in lines}
        for side, evidence_id in list(self._wanted.items()):
            if evidence_id not in there:
                self._clear(side)
        if lines and not self._wanted:
            self._suggest(lines, latest)

    def _suggest(self, lines: tuple[ClipLine, ...], latest: tuple[ComparisonView, ...]) -> None:
        """The two clips last written about; else the latest with the first of its activity."""
        if latest:
            self.open_clips(latest[0].earlier_id, latest[0].later_id)
            return
        now = lines[0]
        activity = now.activity.strip().casefold()
        same = [
            line for line in lines[1:] if activity and line.activity.strip().casefold() == activity
        ]
        self.open_clips(same[-1].evidence_id if same else None, now.evidence_id)

    def _ask_for_clip(self, side: Side) -> None:
        self.player.pause()
        self.chooser = ClipChooser(side, self._lines or (), self)
        self.chooser.chosen.connect(partial(self._open, side))
        self.chooser.finished.connect(self.chooser.deleteLater)
        self.chooser.open()

    def _open(self, side: Side, evidence_id: int) -> None:
        self._wanted[side] = evidence_id
        work = self.context.work
        self.read(
            lambda: review.review_clip(work, evidence_id),
            partial(self._show_clip, side),
            what=f"clip {side.value}",
            failed=partial(self._cannot_open, side),
        )

    def _show_clip(self, side: Side, clip: ClipToReview) -> None:
        self._clips[side] = clip
        self.player.load(side, clip_for_player(clip))
        self._show_pair()

    def _cannot_open(self, side: Side, error: AppError) -> None:
        self._clear(side)
        self.context.messages.problem(error)

    def _clear(self, side: Side) -> None:
        self._flush()
        self._wanted.pop(side, None)
        self._clips.pop(side, None)
        self.player.load(side, None)
        self._show_pair()

    def _swapped(self) -> None:
        self._wanted = {side.other: key for side, key in self._wanted.items()}
        self._clips = {side.other: clip for side, clip in self._clips.items()}
        self._show_pair()

    def _show_pair(self) -> None:
        """Bring the cards below in line with the clips above."""
        self._list_moments()
        clips = sorted(self._clips.values(), key=lambda clip: clip.line.at)
        keys = tuple(clip.line.evidence_id for clip in clips)
        pair = (keys[0], keys[1]) if len(keys) > 1 and keys[0] != keys[1] else None
        if pair != self._pair:
            self._reflection_keeper.flush()
            self._pair = pair
            self.reflection.show_form(None)
            self._read_reflection()
        self.context.actions.refresh()

    # Marked moments ----------------------------------------------------------------------------

    def _list_moments(self) -> None:
        self.moments.show_moments(
            [
                ListedMoment(
                    side, self.player.panes.role(side), clip.index.seconds(marker.frame), marker
                )
                for side, clip in sorted(
                    self._clips.items(), key=lambda pair: list(Side).index(pair[0])
                )
                for marker in clip.markers
            ]
        )

    def _add_marker(self, moment: Moment) -> None:
        clip = self._clips.get(moment.side)
        if clip is None:
            return
        work = self.context.work

        def added(marker: MarkerDetail) -> None:
            self._markers_changed(marker.evidence_id, lambda markers: (*markers, marker))
            self.moments.edit(marker.id)

        self.context.tasks.write(
            lambda: review.add_marker(
                work,
                moment.evidence_id,
                pts=moment.pts,
                frame=moment.n,
                time_base=clip.index.time_base,
            ),
            added,
            owner=self,
        )

    def _write_marker(self, marker_id: int, form: MarkerForm) -> None:
        work = self.context.work

        def written(marker: MarkerDetail) -> None:
            self._markers_changed(
                marker.evidence_id,
                lambda markers: tuple(marker if m.id == marker.id else m for m in markers),
            )
            self.context.navigate.draft_saved()

        def again() -> None:
            self._write_marker(marker_id, form)

        self._write(lambda: review.update_marker(work, marker_id, form), written, again)

    def _remove_marker(self, moment: ListedMoment) -> None:
        work, marker = self.context.work, moment.marker
        time_base = self._clips[moment.side].index.time_base

        def back(restored: MarkerDetail) -> None:
            self._markers_changed(restored.evidence_id, lambda markers: (*markers, restored))

        def undo() -> None:
            self.context.tasks.write(
                lambda: review.put_back_marker(work, marker, time_base), back, owner=self
            )

        def removed(gone: MarkerDetail) -> None:
            self._markers_changed(
                gone.evidence_id, lambda markers: tuple(m for m in markers if m.id != gone.id)
            )
            self.context.messages.undo(texts.MOMENT_DELETED, undo)

        self.context.tasks.write(lambda: review.delete_marker(work, marker.id), removed, owner=self)

    def _markers_changed(
        self,
        evidence_id: int,
        change: Callable[[tuple[MarkerDetail, ...]], tuple[MarkerDetail, ...]],
    ) -> None:
        for side, clip in self._clips.items():
            if clip.line.evidence_id == evidence_id:
                markers = tuple(sorted(change(clip.markers), key=lambda m: (m.pts, m.id)))
                self._clips[side] = replace(clip, markers=markers)
                self._reload(side, self._clips[side])
        self._list_moments()

    def _reload(self, side: Side, clip: ClipToReview) -> None:
        """Tell the player of changed marks; cue and part are as it shows them."""
        shown = self.player.clip(side)
        if shown is not None:
            self.player.load(side, replace(shown, markers=clip_for_player(clip).markers))

    # What is kept with a clip ------------------------------------------------------------------

    def _keep_cue(self, cue: Cue) -> None:
        work = self.context.work
        self._clips[cue.side] = replace(self._clips[cue.side], sync_pts=cue.pts)
        self._write(
            lambda: review.set_cue(work, cue.evidence_id, cue.pts),
            lambda _: None,
            partial(self._keep_cue, cue),
        )

    def _keep_part(self, part: Part) -> None:
        work = self.context.work
        self._clips[part.side] = replace(
            self._clips[part.side], in_pts=part.in_pts, out_pts=part.out_pts
        )
        self._write(
            lambda: review.set_part(work, part.evidence_id, part.in_pts, part.out_pts),
            lambda _: None,
            partial(self._keep_part, part),
        )

    def _keep_still(self, moment: Moment) -> None:
        clip = self._clips[moment.side]
        observation_id = clip.line.observation_id
        if observation_id is None:
            self.context.messages.say(texts.STILL_NO_OBSERVATION)
            return
        work = self.context.work
        titles = [m.form.title for m in clip.markers if m.pts == moment.pts and m.form.title]
        caption = " · ".join((*titles[:1], time_text(moment.seconds)))
        day = day_words(clip.line.at.astimezone().date())
        self.context.tasks.long(
            texts.STILL_WORKING,
            lambda progress: evidence.keep_still(
                work, observation_id, moment.evidence_id, moment.n, caption, progress
            ),
            lambda _: self.context.messages.say(texts.STILL_KEPT.format(day=day)),
            owner=self,
            writes=True,
        )

    # Then and now in words ---------------------------------------------------------------------

    def _read_reflection(self) -> None:
        pair = self._pair
        if pair is None or self._reflection_keeper.waiting:
            return
        work = self.context.work
        self.read(
            lambda: review.comparison_between(work, *pair),
            partial(self._show_reflection, pair),
            what="reflection",
        )

    def _show_reflection(self, pair: tuple[int, int], kept: ComparisonView | None) -> None:
        if pair == self._pair and not self._reflection_keeper.waiting:
            self.reflection.show_form(kept.form if kept else review.ComparisonForm())

    def _save_reflection(self) -> None:
        if self._pair is not None:
            self._write_reflection(self._pair, self.reflection.form())

    def _write_reflection(self, pair: tuple[int, int], form: review.ComparisonForm) -> None:
        work = self.context.work
        self._write(
            lambda: review.save_comparison(work, *pair, form),
            lambda _: self.context.navigate.draft_saved(),
            partial(self._write_reflection, pair, form),
        )

    def _write(
        self,
        work: Callable[[], Saved[T]],
        then: Callable[[T], None],
        again: Callable[[], object],
    ) -> None:
        """Write in order; what could not be written is offered again with the words that it had."""

        def failed(error: AppError) -> None:
            self.context.messages.problem(error, texts.TRY_AGAIN, again)

        self.context.tasks.write(work, then, owner=self, failed=failed)

    def _flush(self) -> None:
        self.moments.flush()
        self._reflection_keeper.flush()

    # Wiring ------------------------------------------------------------------------------------

    def _lay_out(self) -> QWidget:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(SPACE_L, SPACE_M, SPACE_L, SPACE_L)
        column.setSpacing(SPACE_M)
        card = Card()
        policy = self.player.sizePolicy()
        policy.setHeightForWidth(True)
        self.player.setSizePolicy(policy)
        card.body.addWidget(self.player)
        column.addWidget(card)
        below = QHBoxLayout()
        below.setSpacing(SPACE_M)
        below.addWidget(self.moments, 4)
        below.addWidget(self.reflection, 5)
        column.addLayout(below)
        column.addStretch(1)
        return VerticalScroll(inside)

    def _connect(self) -> None:
        player = self.player
        player.choose_requested.connect(self._ask_for_clip)
        player.marker_requested.connect(self._add_marker)
        player.marker_chosen.connect(lambda marker: self.moments.edit(marker.id))
        player.still_requested.connect(self._keep_still)
        player.sync_set.connect(self._keep_cue)
        player.in_out_set.connect(self._keep_part)
        player.swapped.connect(self._swapped)
        self.moments.jumped.connect(lambda m: player.jump(m.side, m.marker.pts))
        self.moments.written.connect(self._write_marker)
        self.moments.removed.connect(self._remove_marker)
        self.moments.done.connect(player.take_keyboard)
        self.reflection.edited.connect(self._reflection_keeper.touch)
        for action_id, command in _ACTIONS.items():
            self.context.actions.bind(
                action_id, partial(player.command, command), enabled=self._has_clip, widget=player
            )

    def _has_clip(self) -> bool:
        return bool(self._clips)

    def _new_observation(self) -> None:
        if self.pupil_id is not None:
            self.context.navigate.new_observation(self.pupil_id)
