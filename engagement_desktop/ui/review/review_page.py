"""The review page: two clips of one pupil, the moments marked in them, and what is seen.

The page turns what the player asks for into services; nothing of it is kept only on the screen.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from engagement_desktop.errors import AppError
from engagement_desktop.models.roles import Act
from engagement_desktop.models.states import EvidenceKind
from engagement_desktop.models.vocabularies import Words
from engagement_desktop.services import comparisons, review
from engagement_desktop.services.changes import Changes, Kind
from engagement_desktop.services.comparisons import ComparisonView, comparison_lines
from engagement_desktop.services.review import ClipLine, ClipToReview
from engagement_desktop.services.review_copies import ReviewSource, for_review
from engagement_desktop.ui.context import UiContext
from engagement_desktop.ui.look.tokens import SPACE_L, SPACE_M
from engagement_desktop.ui.page import Page
from engagement_desktop.ui.review import texts
from engagement_desktop.ui.review.clip import Cue, Part, Side
from engagement_desktop.ui.review.clip_chooser import ClipChooser
from engagement_desktop.ui.review.comparing import Comparing
from engagement_desktop.ui.review.comparisons_card import ComparisonsCard
from engagement_desktop.ui.review.export_dialog import state_of
from engagement_desktop.ui.review.exporting import Exporter
from engagement_desktop.ui.review.from_file import clip_for_player, why_no_still
from engagement_desktop.ui.review.keys import Command
from engagement_desktop.ui.review.marks import Marks
from engagement_desktop.ui.review.moments_card import MomentsCard
from engagement_desktop.ui.review.others_dialog import ask_who_else
from engagement_desktop.ui.review.player import SideBySidePlayer
from engagement_desktop.ui.review.player_commands import WRITTEN
from engagement_desktop.ui.review.points import keep_point
from engagement_desktop.ui.review.reflection_card import ReflectionCard
from engagement_desktop.ui.review.room import ReviewRoom
from engagement_desktop.ui.widgets.empty import EmptyState
from engagement_desktop.ui.widgets.page_scroll import VerticalScroll

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
    "review.closer_alone": Command.ZOOM_ALONE,
    "review.full_screen": Command.FULL_SCREEN,
    "review.mark": Command.MARK,
    "review.part_start": Command.PART_START,
    "review.part_end": Command.PART_END,
    "review.still": Command.STILL,
    "review.export_picture": Command.EXPORT_PICTURE,
    "review.export_clip": Command.EXPORT_CLIP,
}
_WHO_ELSE = "review.others"


class ReviewPage(Page):
    """Two clips of the pupil shown, side by side."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._lines: tuple[ClipLine, ...] | None = None
        self._wanted: dict[Side, int] = {}
        self._awaited: set[Side] = set()
        self._moment: tuple[int, int] | None = None
        self._clips: dict[Side, ClipToReview] = {}
        self.player = SideBySidePlayer()
        self._may_write = context.work.may(Act.OBSERVE)
        self.moments = MomentsCard(may_write=self._may_write)
        self._marks = Marks(context, self, self.player, self.moments, self._clips)
        self._exporter = Exporter(context, self)
        self.reflection = ReflectionCard()
        self._comparing = Comparing(context, self, self.player, self.reflection, self._clips)
        self.comparisons = ComparisonsCard()
        self.chooser: ClipChooser | None = None
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._lay_out())
        next_step = texts.NEW_OBSERVATION if self._may_write else None
        self._empty = EmptyState("video_clip", texts.NO_CLIPS, next_step, self._new_observation)
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
            lambda: (
                review.clips_of(work, pupil_id),
                comparisons.comparisons_of(work, pupil_id)[:1],
                work.words(),
            ),
            lambda found: self._show_lines(*found),
        )
        self._read_comparisons()

    def _read_comparisons(self) -> None:
        work, pupil_id = self.context.work, self.pupil_id
        if pupil_id is not None:
            self.read(
                lambda: comparison_lines(work, pupil_id),
                lambda lines: self.comparisons.show_lines(lines, self._comparing.pair),
                what="comparisons",
            )

    def open_clips(self, left_evidence_id: int | None, right_evidence_id: int | None) -> None:
        """Show these clips; None leaves a side as it is."""
        self._comparing.let_go()
        self._open_pair(left_evidence_id, right_evidence_id)

    def open_moment(self, evidence_id: int, pts: int) -> None:
        """Show a clip on the right, at the frame with this pts."""
        self._comparing.let_go()
        self._moment = (evidence_id, pts)
        self._open(Side.NOW, evidence_id)

    def open_comparison(self, comparison_id: int) -> None:
        """Show a comparison as it was: its clips, how they lay, and what was written."""
        work = self.context.work
        self.read(
            lambda: comparisons.comparison(work, comparison_id),
            self._open_compared,
            what="comparison",
        )

    def _open_compared(self, view: ComparisonView) -> None:
        self._comparing.open(view)
        self._open_pair(view.earlier_id, view.later_id)

    def _open_pair(self, left_evidence_id: int | None, right_evidence_id: int | None) -> None:
        asked = zip(Side, (left_evidence_id, right_evidence_id), strict=True)
        wanted = {side: evidence_id for side, evidence_id in asked if evidence_id is not None}
        if all(wanted.get(side) not in (None, self._wanted.get(side)) for side in Side):
            for side in Side:  # so that two others begin at their start, not where these stood
                if self.player.clip(side) is not None:
                    self.player.load(side, None)
        for side, evidence_id in wanted.items():
            self._open(side, evidence_id)

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
            self._comparing.read()
            self._read_comparisons()

    def take_keyboard(self) -> None:
        self.player.take_keyboard()

    def leave(self) -> bool:
        self.player.pause()
        self._flush()
        return True

    def unsaved(self) -> object | None:
        left = self._marks.keeper.unsaved(), self._comparing.keeper.unsaved()
        return left if any(left) else None

    def take_up(self, unsaved: object) -> None:
        assert isinstance(unsaved, tuple)
        marked, compared = unsaved
        self._marks.keeper.take_up(marked)
        self._comparing.keeper.take_up(compared)

    def place(self) -> str:
        at = self.player.position(self.player.active_side)
        left, right = (self._wanted.get(side) for side in Side)
        shown = None if at is None else (at.evidence_id, at.pts)
        return json.dumps([self._comparing.opened_id, left, right, shown])

    def go_back(self, place: str) -> None:
        comparison_id, left, right, shown = json.loads(place)
        if comparison_id is not None:
            self.open_comparison(comparison_id)
        else:
            self.open_clips(left, right)
        self._moment = None if shown is None else (shown[0], shown[1])

    # Choosing clips ----------------------------------------------------------------------------

    def _leave_pupil(self) -> None:
        self._flush()
        self.player.close_clips()
        self._wanted, self._lines = {}, None
        self._awaited.clear()
        self._clips.clear()
        self._comparing.let_go()
        self.comparisons.show_lines((), None)
        self._show_pair()

    def _show_lines(
        self, lines: tuple[ClipLine, ...], latest: tuple[ComparisonView, ...], words: Words
    ) -> None:
        self._lines = lines
        self.moments.words = words
        self._stack.setCurrentIndex(0 if lines else 1)
        there = {line.evidence_id: line for line in lines}
        for side, evidence_id in list(self._wanted.items()):
            shown = self._clips.get(side)
            if evidence_id not in there:
                self._clear(side)
            elif shown is not None and shown.line.approved != there[evidence_id].approved:
                self._open(side, evidence_id)
        if lines and not self._wanted:
            self._suggest(lines, latest)

    def _suggest(self, lines: tuple[ClipLine, ...], latest: tuple[ComparisonView, ...]) -> None:
        """The two clips last written about; else the latest with the first of its activity."""
        if latest:
            self._open_compared(latest[0])
            return
        clips = [line for line in lines if line.kind is EvidenceKind.VIDEO] or list(lines[:1])
        now = clips[0]
        activity = now.activity.strip().casefold()
        same = [
            line for line in clips[1:] if activity and line.activity.strip().casefold() == activity
        ]
        self.open_clips(same[-1].evidence_id if same else None, now.evidence_id)

    def _ask_for_clip(self, side: Side) -> None:
        self.player.pause()
        self.chooser = ClipChooser(side, self._lines or (), self)
        self.chooser.chosen.connect(partial(self._choose, side))
        self.chooser.posters_wanted.connect(self._read_posters)
        self.chooser.finished.connect(self.chooser.deleteLater)
        self.chooser.open()

    def _read_posters(self, evidence_ids: tuple[int, ...]) -> None:
        work, chooser = self.context.work, self.chooser
        if chooser is not None:
            self.context.tasks.read(
                lambda: review.posters_of(work, evidence_ids), chooser.show_posters, owner=chooser
            )

    def _choose(self, side: Side, evidence_id: int) -> None:
        self._comparing.let_go()
        self._open(side, evidence_id)

    def _open(self, side: Side, evidence_id: int) -> None:
        self._wanted[side] = evidence_id
        self._awaited.add(side)
        work = self.context.work
        self.read(
            lambda: for_review(work, evidence_id),
            partial(self._show_clip, side),
            what=f"clip {side.value}",
            failed=partial(self._cannot_open, side),
        )

    def _show_clip(self, side: Side, source: ReviewSource) -> None:
        self._awaited.discard(side)
        self._clips[side] = shown = self._comparing.as_compared(source.clip)
        clip = clip_for_player(replace(source, clip=shown))
        self.player.load(side, replace(clip, no_still=why_no_still(shown.line)))
        self._show_pair()
        self._come_to_moment()

    def _come_to_moment(self) -> None:
        """Once no clip is awaited: each that comes may move the other."""
        if self._moment is None or self._awaited:
            return
        (evidence_id, pts), self._moment = self._moment, None
        for side in self._sides_of(evidence_id)[:1]:
            self.player.jump(side, pts)

    def _cannot_open(self, side: Side, error: AppError) -> None:
        self._clear(side)
        self.context.messages.problem(error)

    def _clear(self, side: Side) -> None:
        self._flush()
        self._wanted.pop(side, None)
        self._awaited.discard(side)
        self._clips.pop(side, None)
        self.player.load(side, None)
        self._show_pair()
        self._come_to_moment()

    def _swapped(self) -> None:
        self._wanted = {side.other: key for side, key in self._wanted.items()}
        swapped = {side.other: clip for side, clip in self._clips.items()}
        self._clips.clear()
        self._clips.update(swapped)
        self._show_pair()

    def _show_pair(self) -> None:
        """Bring the cards below in line with the clips above."""
        self._marks.show()
        self._comparing.show(to_come=bool(self._awaited))
        self.comparisons.show_pair(self._comparing.pair)
        self.context.actions.refresh_some((*_ACTIONS, _WHO_ELSE))

    # What is kept with a clip ------------------------------------------------------------------

    def _keep_cue(self, cue: Cue) -> None:
        for side in self._sides_of(cue.evidence_id):
            self._clips[side] = replace(self._clips[side], sync_pts=cue.pts)
        self._comparing.clip_set()
        keep_point(self.context, self, cue)

    def _keep_part(self, part: Part) -> None:
        for side in self._sides_of(part.evidence_id):
            clip = self._clips[side]
            self._clips[side] = replace(clip, in_pts=part.in_pts, out_pts=part.out_pts)
        self._comparing.clip_set()
        keep_point(self.context, self, part)

    def _sides_of(self, evidence_id: int) -> tuple[Side, ...]:
        pairs = self._clips.items()
        return tuple(side for side, clip in pairs if clip.line.evidence_id == evidence_id)

    # Leaving -----------------------------------------------------------------------------------

    def _export(self, moving: bool) -> None:
        shown = {side: self.player.position(side) for side in self._clips}
        on_screen = {side: moment for side, moment in shown.items() if moment is not None}
        if self.pupil_id is None or not on_screen:
            return
        headings = {side: self.player.panes.role(side).heading for side in Side}
        state = state_of(self.player.timing, on_screen, headings)
        self._exporter.ask(self.pupil_id, state, moving=moving)

    def _ask_who_else(self) -> None:
        clip = self._clips.get(self.player.active_side)
        if self.pupil_id is not None and clip is not None:
            ask_who_else(self.context, self, self.pupil_id, clip.line.evidence_id)

    def _flush(self) -> None:
        self._marks.keeper.flush_all()
        self._comparing.keeper.flush_all()

    # Wiring ------------------------------------------------------------------------------------

    def _lay_out(self) -> QWidget:
        below = QWidget()
        column = QVBoxLayout(below)
        column.setContentsMargins(0, 0, 0, SPACE_L)
        column.setSpacing(SPACE_M)
        row = QHBoxLayout()
        row.setSpacing(SPACE_M)
        row.addWidget(self.moments, 4)
        row.addWidget(self.reflection, 5)
        column.addLayout(row)
        column.addWidget(self.comparisons)
        column.addStretch(1)
        room = ReviewRoom(self.player, below)
        scroll = VerticalScroll(room)  # for large text on a low screen
        room.written_in.connect(lambda widget: scroll.ensureWidgetVisible(widget, 0, SPACE_M))
        return scroll

    def _connect(self) -> None:
        player = self.player
        player.choose_requested.connect(self._ask_for_clip)
        player.marker_requested.connect(self._marks.add)
        player.marker_chosen.connect(lambda marker: self.moments.edit(marker.id))
        player.still_requested.connect(self._marks.keep_still)
        player.sync_set.connect(self._keep_cue)
        player.in_out_set.connect(self._keep_part)
        player.refused.connect(self.context.messages.say)
        player.swapped.connect(self._swapped)
        player.export_requested.connect(self._export)
        if self.context.work.may(Act.EXPORT):
            player.offer_exports()
        if not self._may_write:
            player.withhold(WRITTEN)
            self.reflection.hide()  # a moderator reads none, and writes none
        self.moments.jumped.connect(lambda m: player.jump(m.side, m.marker.pts))
        self.moments.done.connect(player.take_keyboard)
        self._comparing.kept.connect(self._read_comparisons)
        self.comparisons.opened.connect(self.open_comparison)
        bind = self.context.actions.bind
        bind(_WHO_ELSE, self._ask_who_else, enabled=self._may_mark)
        for action_id, command in _ACTIONS.items():
            does = partial(player.command, command)
            # The keys are the player’s own: as shortcuts they would work in an open menu, too.
            bind(action_id, does, enabled=self._needed_for(command), owner=player)

    def _needed_for(self, command: Command) -> Callable[[], bool]:
        if command in (Command.EXPORT_PICTURE, Command.EXPORT_CLIP):
            return self._may_take_out
        return self._may_mark if command in WRITTEN else self._has_clip

    def _has_clip(self) -> bool:
        return bool(self._clips)

    def _may_mark(self) -> bool:
        return self._has_clip() and self._may_write

    def _may_take_out(self) -> bool:
        return self._has_clip() and self.context.work.may(Act.EXPORT)

    def _new_observation(self) -> None:
        if self.pupil_id is not None:
            self.context.navigate.new_observation(self.pupil_id)
