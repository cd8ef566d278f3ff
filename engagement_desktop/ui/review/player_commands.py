"""What the keys and buttons of the player do: one table of commands over the playback."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from functools import partial

from PySide6.QtCore import QObject, Signal, SignalInstance

from engagement_desktop.ui.review.clip import Cue, Moment, Part, Side
from engagement_desktop.ui.review.keys import Command
from engagement_desktop.ui.review.playback import Playback
from engagement_desktop.video.photo_source import is_photo_index

_OF_ONE_CLIP = frozenset(
    {
        Command.STEP_BACK_ALONE,
        Command.STEP_ON_ALONE,
        Command.PART_START,
        Command.PART_END,
        Command.WHOLE_CLIP,
        Command.SET_CUE,
        Command.CLEAR_CUE,
        Command.MARK,
        Command.STILL,
    }
)
"""What a photo, which has no time, has no use for."""
_OF_TIME = _OF_ONE_CLIP | {
    Command.PLAY_PAUSE,
    Command.STEP_BACK,
    Command.STEP_ON,
    Command.PLAY_BACK,
    Command.PAUSE,
    Command.PLAY_ON,
    Command.TO_START,
    Command.TO_END,
    Command.LOOP,
    Command.SLOWER,
    Command.FASTER,
    Command.SPEED_QUARTER,
    Command.SPEED_HALF,
    Command.SPEED_FULL,
    Command.SPEED_DOUBLE,
    Command.IN_STEP,
    Command.EXPORT_CLIP,
}
"""What photos alone have no use for; beside a clip it is done with that."""
WRITTEN = frozenset({Command.MARK, Command.STILL})
"""What is written with a clip."""
ZOOMS = (
    Command.ZOOM,
    Command.ZOOM_ALONE,
    Command.PAN_LEFT,
    Command.PAN_RIGHT,
    Command.PAN_UP,
    Command.PAN_DOWN,
)
SPEEDS = tuple(Fraction(text) for text in ("1/10", "1/4", "1/2", "3/4", "1", "3/2", "2"))


class PlayerCommands(QObject):
    """Carries out commands for the side that is `active`.

    `position` tells which frame of a side is on the screen: that one is marked, kept or made the
    cue. Signals: the player's own four, and `clip_changed(Side)` when a cue or part was set,
    `overlay_set(bool)`, `swap_wanted()`, `zoom_wanted(Command)`, `export_requested(bool)`,
    `refused(sentence)` when something cannot be done.
    """

    marker_requested = Signal(object)
    still_requested = Signal(object)
    sync_set = Signal(object)
    in_out_set = Signal(object)
    clip_changed = Signal(object)
    overlay_set = Signal(bool)
    swap_wanted = Signal()
    zoom_wanted = Signal(object)
    export_requested = Signal(bool)
    full_screen_wanted = Signal()
    refused = Signal(str)

    def __init__(
        self, playback: Playback, position: Callable[[Side], Moment | None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self.active = Side.NOW
        self._playback = playback
        self._position = position
        self._overlay = False
        self.withheld: frozenset[Command] = frozenset()
        """What is not the part of whoever looks."""
        self.no_still = ""
        """Why no still can be kept of any clip here, where it is so."""
        self._table = self._command_table()
        self._speed = playback.timing.speed
        playback.changed.connect(self._back_to_speed)

    def run(self, command: Command) -> None:
        """Do it, if there is a clip to do it with; if it would be refused, say why."""
        if self.can(command):
            self._table[command]()
        elif command is Command.STILL and (reason := self.why_no_still()):
            self.refused.emit(reason)

    def why_no_still(self) -> str:
        """Why no still can be kept of the side’s clip; empty where one can, or none is offered."""
        deck = self._playback.deck(self.active)
        if deck is None or is_photo_index(deck.clip.index) or Command.STILL in self.withheld:
            return ""
        return self.no_still or deck.clip.no_still

    def can(self, command: Command) -> bool:
        """Whether there is a clip to do it with, and it is theirs to do."""
        if command in self.withheld or (command is Command.STILL and self.why_no_still()):
            return False
        deck = self._playback.deck(self.active)
        if deck is None:
            return False
        if command in _OF_ONE_CLIP:
            return not is_photo_index(deck.clip.index)
        return command not in _OF_TIME or self.has_time

    @property
    def has_time(self) -> bool:
        """Whether something shown has more than one moment."""
        decks = (self._playback.deck(side) for side in Side)
        return any(deck is not None and not is_photo_index(deck.clip.index) for deck in decks)

    def _command_table(self) -> dict[Command, Callable[[], None]]:
        playback = self._playback
        return {
            Command.PLAY_PAUSE: self._play_or_pause,
            Command.STEP_BACK: lambda: playback.step(self.active, -1),
            Command.STEP_ON: lambda: playback.step(self.active, 1),
            Command.STEP_BACK_ALONE: lambda: playback.step_alone(self.active, -1),
            Command.STEP_ON_ALONE: lambda: playback.step_alone(self.active, 1),
            Command.PLAY_BACK: lambda: self._run(backwards=True),
            Command.PAUSE: playback.pause,
            Command.PLAY_ON: lambda: self._run(backwards=False),
            Command.TO_START: lambda: self._to_edge(last=False),
            Command.TO_END: lambda: self._to_edge(last=True),
            Command.PART_START: lambda: self._bound_part(first=True),
            Command.PART_END: lambda: self._bound_part(first=False),
            Command.WHOLE_CLIP: lambda: self.set_part(self.active, None, None),
            Command.LOOP: lambda: playback.set_loop(not playback.timing.loop),
            Command.SET_CUE: lambda: self._set_cue(self._position(self.active)),
            Command.CLEAR_CUE: lambda: self._set_cue(None),
            Command.MARK: lambda: self._request(self.marker_requested),
            Command.STILL: lambda: self._request(self.still_requested),
            Command.SLOWER: lambda: self._change_speed(-1),
            Command.FASTER: lambda: self._change_speed(1),
            Command.SPEED_QUARTER: lambda: self.set_speed(0.25),
            Command.SPEED_HALF: lambda: self.set_speed(0.5),
            Command.SPEED_FULL: lambda: self.set_speed(1.0),
            Command.SPEED_DOUBLE: lambda: self.set_speed(2.0),
            Command.IN_STEP: lambda: playback.set_linked(not playback.timing.linked, self.active),
            Command.OVERLAY: self._lay_over,
            **{command: partial(self.zoom_wanted.emit, command) for command in ZOOMS},
            Command.FULL_SCREEN: self.full_screen_wanted.emit,
            Command.SWAP: self.swap_wanted.emit,
            Command.EXPORT_PICTURE: lambda: self._export(moving=False),
            Command.EXPORT_CLIP: lambda: self._export(moving=True),
        }

    def _play_or_pause(self) -> None:
        if self._playback.playing:
            self._playback.pause()
        else:
            self._playback.play(self.active, self._speed)

    def _run(self, *, backwards: bool) -> None:
        """J and L: run that way; the same key again doubles the speed until it stops."""
        speed = self._playback.timing.speed
        wanted = -abs(speed) if backwards else abs(speed)
        if self._playback.playing and wanted == speed:
            self._playback.set_speed(min(SPEEDS[-1], 2 * abs(speed)) * (-1 if backwards else 1))
        else:
            self._playback.play(self.active, wanted)

    def set_speed(self, speed: float) -> None:
        """Play at this speed from now on, in the direction in which it plays."""
        self._speed = exact = Fraction(speed).limit_denominator(100)
        backwards = self._playback.playing and self._playback.timing.speed < 0
        self._playback.set_speed(-exact if backwards else exact)

    def _back_to_speed(self) -> None:
        """Whoever ran through a clip quickly goes on at the speed chosen before."""
        timing = self._playback.timing
        if not self._playback.playing and timing.speed != self._speed:
            timing.set_speed(self._speed)

    def _change_speed(self, by: int) -> None:
        now = abs(self._playback.timing.speed)
        further = [speed for speed in SPEEDS if (speed > now if by > 0 else speed < now)]
        if further:
            self.set_speed(float(further[0] if by > 0 else further[-1]))

    def _to_edge(self, *, last: bool) -> None:
        self._playback.seek(self.active, self._playback.timing.part_edge(self.active, last))

    def _bound_part(self, *, first: bool) -> None:
        """The part starts (or ends) at the frame on the screen; a bound on the wrong side goes."""
        moment = self._position(self.active)
        if moment is None:
            return
        times = self._playback.timing.times(self.active)
        start, end = times.in_frame, times.out_frame
        if first:
            start, end = moment.n, end if end is not None and end >= moment.n else None
        else:
            start, end = start if start is not None and start <= moment.n else None, moment.n
        self.set_part(self.active, start, end)

    def set_part(self, side: Side, first: int | None, last: int | None) -> None:
        """The part that matters of a side, by the numbers of its first and last frame."""
        clip = self._playback.deck_of(side).clip
        pts = [None if n is None else clip.index.pts[n] for n in (first, last)]
        for place in self._sides_of(clip.evidence_id):
            shown = self._playback.deck_of(place).clip
            self._playback.refresh(place, replace(shown, in_pts=pts[0], out_pts=pts[1]))
            self.clip_changed.emit(place)
        self.in_out_set.emit(Part(side, clip.evidence_id, pts[0], pts[1]))

    def _set_cue(self, moment: Moment | None) -> None:
        """The cue is at `moment`; both clips then stand on their cues if both have one."""
        side = self.active
        clip = self._playback.deck_of(side).clip
        pts = None if moment is None else moment.pts
        self._playback.pause()
        sides = self._sides_of(clip.evidence_id)
        for place in sides:
            self._playback.refresh(place, replace(self._playback.deck_of(place).clip, sync_pts=pts))
        if moment is not None:
            self._playback.timing.set_cue(side, moment.n)
        for place in sides:
            self.clip_changed.emit(place)
        self._playback.go()
        self.sync_set.emit(Cue(side, clip.evidence_id, pts))

    def _sides_of(self, evidence_id: int) -> tuple[Side, ...]:
        """The sides that show a clip: both, where it is looked at beside itself."""
        decks = ((side, self._playback.deck(side)) for side in Side)
        return tuple(side for side, deck in decks if deck and deck.clip.evidence_id == evidence_id)

    def _request(self, signal: SignalInstance) -> None:
        """Stop, and tell the page which frame is meant: the one on the screen."""
        self._playback.pause()
        if moment := self._position(self.active):
            signal.emit(moment)

    def _export(self, *, moving: bool) -> None:
        self._playback.pause()
        self.export_requested.emit(moving)

    def _lay_over(self) -> None:
        self._overlay = not self._overlay
        self.overlay_set.emit(self._overlay)
