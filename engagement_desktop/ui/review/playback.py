"""Brings the frames that the clocks name onto the screen: stepping, scrubbing and playing.

The rule of the reviewer lives here: pictures are put on the screen only as the frames that the
clocks name, all sides in the same paint; until the last of them is decoded the old ones stay, and
while playing time waits for them.
"""

from __future__ import annotations

import time
from dataclasses import replace
from fractions import Fraction

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from engagement_desktop.errors import AppError
from engagement_desktop.ui.review.clip import ReviewClip, Side
from engagement_desktop.ui.review.decks import Deck, Decks
from engagement_desktop.ui.review.timing import Timing
from engagement_desktop.video.frame_source import FrameNotExact
from engagement_desktop.video.picture import Picture

_TICK_MILLISECONDS = 4
_PATIENCE = 1.0


class Playback(QObject):
    """The reviewer's engine room.

    Signals: `pictures(dict[Side, Picture])` to be painted together; `trouble(Side, AppError)` for a
    frame that cannot be shown; `moved()` when other frames are wanted; `changed()` when playing,
    speed, loop or linking changed; while playing `ticked(now)` at each look at the clocks;
    `jumped()` when time did not simply run on; `lined_up()` when the clips lie otherwise against
    each other, or loop or not.
    """

    pictures = Signal(object)
    trouble = Signal(object, object)
    moved = Signal()
    changed = Signal()
    ticked = Signal(object)
    jumped = Signal()
    lined_up = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.timing = Timing()
        self.decks = Decks()
        self.scrubbing = False
        self._late_since: float | None = None
        self._held_until = 0.0
        self._painted_at: dict[Side, Fraction] = {}
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(_TICK_MILLISECONDS)
        self._timer.timeout.connect(self._tick)
        self.decks.relay.picture.connect(self._arrived, Qt.ConnectionType.QueuedConnection)
        self.decks.relay.problem.connect(self._failed, Qt.ConnectionType.QueuedConnection)

    # Clips -------------------------------------------------------------------------------------

    def deck(self, side: Side) -> Deck | None:
        """The clip loaded on a side."""
        return self.decks.by_side.get(side)

    def load(self, side: Side, clip: ReviewClip | None, size: tuple[int, int]) -> None:
        """Put a clip on a side; one already there is closed. `size` is the room for its pictures
        in device pixels."""
        self.pause()
        if old := self.decks.by_side.pop(side, None):
            old.reader.close()
        if clip is not None:
            self.decks.by_side[side] = Deck(clip, size, self.decks.relay)
        self.timing.set_clip(side, clip)
        self.go()
        self.changed.emit()

    def deck_of(self, side: Side) -> Deck:
        """The clip loaded on a side that is known to have one."""
        return self.decks.by_side[side]

    def set_size(self, side: Side, size: tuple[int, int]) -> None:
        """The room for a side's pictures in device pixels."""
        if deck := self.deck(side):
            deck.reader.set_size(size)

    def refresh(self, side: Side, clip: ReviewClip) -> None:
        """Take over changed words, cue or part of the clip that is loaded; a review copy made
        meanwhile is shown when it is opened next."""
        deck = self.decks.by_side[side]
        deck.clip = replace(
            clip,
            opener=deck.clip.opener,
            index=deck.clip.index,
            shown_as=deck.clip.shown_as,
            sound_opener=deck.clip.sound_opener,
        )
        self.timing.refresh(side, clip)
        self._play_ahead()

    def swap(self) -> None:
        """Exchange the two sides."""
        self.pause()
        self.decks.by_side = {side.other: deck for side, deck in self.decks.by_side.items()}
        self.timing.swap()
        self.changed.emit()

    def close(self) -> None:
        """Stop, and join every thread."""
        self._timer.stop()
        for side in self.timing.sides:
            self.timing.set_clip(side, None)
        self.decks.close()

    # Moving ------------------------------------------------------------------------------------

    @property
    def settled(self) -> bool:
        """Whether each side shows the frame that is wanted, or says why it cannot."""
        return all(deck.ready for deck in self.decks.by_side.values())

    @property
    def playing(self) -> bool:
        """Whether time runs."""
        return self._timer.isActive()

    def play(self, side: Side, speed: Fraction) -> None:
        """Let time run; a negative `speed` plays backwards."""
        now = time.perf_counter()
        self.timing.set_speed(speed, now)
        self.timing.start(side, now)
        self._late_since = None
        self._painted_at = self.timing.positions()
        self._held_until = now
        self._timer.start()
        self.go()
        self._play_ahead()
        self.jumped.emit()
        self.changed.emit()

    def pause(self) -> None:
        """Stop on the frames that are on the screen."""
        if not self.playing:
            return
        self._timer.stop()
        self.timing.pause(self._painted_at)
        self._stand()

    def set_speed(self, speed: Fraction) -> None:
        """Change the speed, also while playing; negative is backwards."""
        self.timing.set_speed(speed, time.perf_counter() if self.playing else None)
        self._play_ahead()
        self.jumped.emit()
        self.changed.emit()

    def set_loop(self, loop: bool) -> None:
        """Play the part over and over, or not."""
        self.timing.set_loop(loop)
        self._play_ahead()
        self.changed.emit()
        self.lined_up.emit()

    def line_up(self, anchor: Side, offset: Fraction | None, *, loop: bool) -> None:
        """Move both together, the other side's clip `offset` seconds after that of `anchor` (None
        leaves them as they lie), from where the part of both begins."""
        self.pause()
        if offset is not None and len(self.timing.sides) > 1:
            self.timing.line_up(anchor, offset)
        self.timing.go_to_part(anchor)
        self.timing.set_loop(loop)
        self.go()
        self.changed.emit()

    def set_linked(self, linked: bool, keep: Side) -> None:
        """Move both clips together, or each alone; `keep` keeps its frame."""
        self.pause()
        self.timing.set_linked(linked, keep)
        self.go()
        self.changed.emit()
        self.lined_up.emit()

    def go(self) -> None:
        """Show the frames that the clocks name; call after any move."""
        for side, n in self.timing.frames().items():
            deck = self.decks.by_side[side]
            deck.want(n)
            deck.failed = deck.broken = False
            deck.left_out.clear()
            if deck.ready:
                continue
            deck.fresh = deck.reader.cached(n)
            if deck.fresh is None:
                deck.reader.request(n)
        self.moved.emit()
        self._show_ready()

    def seek(self, side: Side, n: int) -> None:
        """Show frame `n` of a side; time runs on from there if it runs."""
        now = time.perf_counter()
        self.timing.seek(side, n, now)
        self._painted_at = self.timing.positions()
        self.go()
        self._play_ahead()
        self.jumped.emit()

    def shift(self, side: Side, seconds: float, now: float) -> None:
        """Meet the sound as it starts: wait for it (negative `seconds` of the clip), or go on."""
        if seconds < 0:
            self._held_until = now - seconds / float(self.timing.speed)
        else:
            self.timing.run_on(side, seconds, now)

    def step(self, side: Side, by: int) -> None:
        """Stop, and go one frame on or back."""
        self.pause()
        self.timing.step(side, by)
        self.go()

    def step_alone(self, side: Side, by: int) -> None:
        """Move one clip alone by a frame, also while playing."""
        self.timing.step_alone(side, by)
        self.go()
        self.lined_up.emit()

    # Pictures ----------------------------------------------------------------------------------

    def _arrived(self, deck: Deck, picture: Picture) -> None:
        """A picture was decoded. One that nobody wants any more is shown only while scrubbing,
        under its own number."""
        side = self._side_of(deck)
        if side is None:
            return
        if picture.n == deck.wanted:
            deck.fresh = picture
            self._show_ready()
        elif self.scrubbing and not deck.ready:
            deck.shown = picture.n
            self.pictures.emit({side: picture})

    def _failed(self, deck: Deck, problem: AppError) -> None:
        side = self._side_of(deck)
        one_frame = isinstance(problem, FrameNotExact)
        if side is None:
            return
        if isinstance(problem, FrameNotExact) and self.playing and problem.frame != deck.wanted:
            deck.left_out[problem.frame] = problem  # told when playing comes to it
            return
        deck.shown, deck.failed, deck.broken = -1, True, not one_frame
        self.trouble.emit(side, problem)
        self._show_ready()

    def _show_ready(self) -> None:
        """Paint what is ready: both together while in step, each by itself while alone."""
        decks = self.decks.by_side
        if self.timing.linked and not self.settled:
            return
        fresh: dict[Side, Picture] = {}
        for side, deck in decks.items():
            if deck.fresh is not None:
                fresh[side], deck.shown, deck.fresh = deck.fresh, deck.wanted, None
        if self.settled:
            self._painted_at = self.timing.positions()
        if fresh:
            self.pictures.emit(fresh)

    def _side_of(self, deck: Deck) -> Side | None:
        return next((side for side, d in self.decks.by_side.items() if d is deck), None)

    # Playing -----------------------------------------------------------------------------------

    def _tick(self) -> None:
        now = time.perf_counter()
        if self._late_since is not None or now < self._held_until:
            self.timing.hold(now)
        frames = self.timing.frames(now)
        if not self.timing.playing:
            self._timer.stop()
            self._stand()
            return
        waiting = moved = False
        for side, n in frames.items():
            deck = self.decks.by_side[side]
            moved = moved or n != deck.wanted
            deck.want(n)
            if not deck.ready and n in deck.left_out:
                self._failed(deck, deck.left_out[n])
            elif not deck.ready:
                deck.fresh = self._next_picture(deck, n)
                waiting = waiting or deck.fresh is None
        self._wait(waiting, now)
        if moved:
            self.moved.emit()
        self._show_ready()
        self.ticked.emit(now)

    def _next_picture(self, deck: Deck, n: int) -> Picture | None:
        if self.timing.speed > 0:
            return deck.reader.due(n)
        picture = deck.reader.cached(n)
        if picture is None and self._late_since is None:
            deck.reader.request(n)
        return picture

    def _wait(self, waiting: bool, now: float) -> None:
        """Hold time while a picture is missing, but not for ever: it may not be decodable."""
        if not waiting:
            self._late_since = None
        elif self._late_since is None:
            self._late_since = now
        elif now - self._late_since > _PATIENCE:
            self._late_since = None

    def _play_ahead(self) -> None:
        """Tell the readers where playing goes on, so that they decode ahead."""
        if not self.playing:
            return
        for side, n in self.timing.frames().items():
            reader = self.decks.by_side[side].reader
            if self.timing.runs(side) and self.timing.speed > 0:
                reader.play(n, self.timing.loop_frames(side))
            else:
                reader.stop()

    def _stand(self) -> None:
        """Time has stopped: the readers turn to stepping, and the exact frames are shown."""
        self._late_since = None
        for deck in self.decks.by_side.values():
            deck.reader.stop()
        self.go()
        self.changed.emit()
