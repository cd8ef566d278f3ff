"""The side-by-side player: two clips, one clock, and what a teacher does with a frame.

It is self-contained: a page loads clips into it and turns its signals into service calls. It keeps
no record; a cue and a part are shown as soon as they are set, and the page saves them.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from functools import partial

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from engagement_desktop.errors import AppError
from engagement_desktop.ui.review import texts
from engagement_desktop.ui.review.clip import MarkerView, Moment, ReviewClip, Side
from engagement_desktop.ui.review.decks import Decks
from engagement_desktop.ui.review.full_screen import FullScreen
from engagement_desktop.ui.review.geometry import Zoom
from engagement_desktop.ui.review.keys import Command, binding_for
from engagement_desktop.ui.review.pane_painter import Shown
from engagement_desktop.ui.review.pane_tools import PaneTools
from engagement_desktop.ui.review.playback import Playback
from engagement_desktop.ui.review.player_commands import PlayerCommands
from engagement_desktop.ui.review.player_face import PlayerFace
from engagement_desktop.ui.review.sound_track import SoundEnds, SoundTrack
from engagement_desktop.ui.review.strip_feed import StripFeed
from engagement_desktop.ui.review.strip_loader import StripLoader
from engagement_desktop.ui.review.timing import Timing
from engagement_desktop.ui.widgets.buttons import button
from engagement_desktop.video.frame_source import FrameNotExact
from engagement_desktop.video.photo_source import is_photo_index
from engagement_desktop.video.picture import Picture
from engagement_desktop.video.sound import Sound

_PAN = 0.125  # of what is seen of the picture
_PANS = {
    Command.PAN_LEFT: (-_PAN, 0.0),
    Command.PAN_RIGHT: (_PAN, 0.0),
    Command.PAN_UP: (0.0, -_PAN),
    Command.PAN_DOWN: (0.0, _PAN),
}
_TYPING = (QLineEdit, QTextEdit, QPlainTextEdit, QAbstractSpinBox, QComboBox)


class SideBySidePlayer(PlayerFace):
    """Two clips side by side; `load` puts a clip on a side.

    Signals, each an intent for the page to carry out: `marker_requested(Moment)`,
    `still_requested(Moment)`, `sync_set(Cue)`, `in_out_set(Part)`, `marker_chosen(MarkerView)`,
    `choose_requested(Side)` for a clip on an empty side or in another's place, `swapped()`,
    `export_requested(moving: bool)`, `lined_up()` when the user moved one clip against the other or
    turned the loop on or off, `problem(AppError)` when a clip cannot be read, and
    `refused(sentence)` when what was asked cannot be done.
    """

    marker_requested = Signal(object)
    still_requested = Signal(object)
    sync_set = Signal(object)
    in_out_set = Signal(object)
    marker_chosen = Signal(object)
    choose_requested = Signal(object)
    swapped = Signal()
    export_requested = Signal(bool)
    lined_up = Signal()
    problem = Signal(object)
    refused = Signal(str)

    def __init__(self, parent: QWidget | None = None, sound: Sound | None = None) -> None:
        """`sound` is for a caller with wishes of its own for VLC."""
        super().__init__(parent)
        self._playback = Playback(self)
        self._commands = PlayerCommands(self._playback, self.position, self)
        self._chosen = False
        self._changing = False
        self._sound = SoundTrack(self._playback, sound or Sound(time.perf_counter), self)
        self._feed = StripFeed(self.panes.strips, self)
        self._tools = {side: PaneTools(side) for side in Side}
        self.full_screen = FullScreen(self)
        self._connect_panes()
        self._connect_transport()
        self._playback.pictures.connect(self._show_pictures)
        self._playback.trouble.connect(self._show_trouble)
        self._playback.moved.connect(self._show_position)
        self._playback.changed.connect(self._show_state)
        self._playback.lined_up.connect(self.lined_up)
        self._sound.changed.connect(self._show_sound)
        self._connect_commands()
        self.full_screen.changed.connect(self._show_filled)
        self._show_sound()
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._focus_moved)
        # Not bound to self: by then only the threads are left to be ended.
        self.destroyed.connect(
            partial(_end_threads, self._playback.decks, self._feed.loader, self._sound.ends)
        )
        self._show_state()

    # For the page ------------------------------------------------------------------------------

    def load(self, side: Side, clip: ReviewClip | None) -> None:
        """Put a clip on a side, or empty it. The same clip again only takes over its marks, cue and
        part, and shows the same frame as before; one that could not be read is opened anew."""
        before, deck = self.clip(side), self._playback.deck(side)
        whole = deck is not None and not deck.broken
        same = clip is not None and before is not None and clip.evidence_id == before.evidence_id
        with self._shown_once():
            if clip is not None and same and whole:
                self._playback.refresh(side, clip)
                self._show_clip(side)
            else:
                self._playback.load(side, clip, self.panes.picture_size(side))
                if clip is not None:
                    self._give_keys(side, came=before is None)
                elif side is self.active_side and self.clip(side.other) is not None:
                    self._commands.active, self._chosen = side.other, False
                    if self.panes.strips[side].hasFocus():
                        self.take_keyboard()
                self._show_clip(side)
                self._feed.load(side, clip)
        self._playback.go()
        if clip is not None and before is None and not self._elsewhere():
            self.take_keyboard()
        if not self._playback.timing.sides:
            self.full_screen.leave()

    def clip(self, side: Side) -> ReviewClip | None:
        """The clip on a side, with the cue and the part as they are shown now."""
        deck = self._playback.deck(side)
        return deck.clip if deck else None

    def jump(self, side: Side, pts: int) -> None:
        """Show the frame with this pts; the other side follows if in step. A pts that is no frame
        of the clip is left alone."""
        clip = self.clip(side)
        n = clip.index.number_of(pts) if clip else None
        if n is not None:
            self._choose_side(side)
            self._playback.seek(side, n)

    def position(self, side: Side) -> Moment | None:
        """The frame on the screen; None while there is none."""
        clip, shown = self.clip(side), self.panes.shown(side)
        if clip is None or shown is None:
            return None
        pts = clip.index.pts[shown.n]
        return Moment(side, clip.evidence_id, shown.n, pts, clip.index.seconds(shown.n))

    @property
    def timing(self) -> Timing:
        """How the clips lie against each other now; to be read, not moved."""
        return self._playback.timing

    def line_up(self, earlier: Side, offset: Fraction | None, *, looped: bool) -> None:
        """Put the clips against each other as they lay before: the other's first frame `offset`
        seconds after that of `earlier`; None leaves them as they are."""
        self._playback.line_up(earlier, offset, loop=looped)

    def offer_exports(self) -> None:
        """Offer exports in the panes' menus; the page carries out `export_requested`."""
        for tools in self._tools.values():
            tools.offer_exports()

    def withhold(self, commands: frozenset[Command]) -> None:
        """Offer none of these: they are not the part of whoever looks."""
        self._commands.withheld = commands
        for tools in self._tools.values():
            tools.withhold(commands)
        self._show_state()

    def refuse_stills(self, why: str) -> None:
        """Say beforehand why no still can be kept here; with no words they are kept again."""
        self._commands.no_still = why
        self._show_state()

    @property
    def active_side(self) -> Side:
        """The side that keys and buttons for one clip mean."""
        return self._commands.active

    @property
    def playing(self) -> bool:
        """Whether the clips run."""
        return self._playback.playing

    @property
    def settled(self) -> bool:
        """Whether each clip shows the frame that is wanted of it, or says why it cannot, and the
        strips are made."""
        return self._playback.settled and self._feed.loader.at_rest

    def pause(self) -> None:
        """Stop on the frames that are on the screen."""
        self._playback.pause()

    def take_keyboard(self) -> None:
        """Give the keys to the clip last chosen, as when a note has been written."""
        self.panes.strips[self.active_side].setFocus()

    def close_clips(self) -> None:
        """Take both clips away and end every thread."""
        self._sound.close()
        self._playback.close()
        self._feed.loader.close()
        with self._shown_once():
            for side in Side:
                self._feed.load(side, None)
                self._show_clip(side)

    def command(self, command: Command) -> None:
        """Do what a key or a button of the reviewer asks, if there is a clip to do it with."""
        self._commands.run(command)

    def _fill_screen(self) -> None:
        self.full_screen.toggle()
        self._show_filled()
        self.take_keyboard()

    def _show_filled(self) -> None:
        """Over the whole screen the bar says all, and how to come back."""
        self.transport.show_filled(self.full_screen.active)
        if self.full_screen.active:
            self.set_low(False)

    def _look_closer(self, command: Command) -> None:
        """Twice as close at the middle, or the whole picture again; or further along."""
        zoom = self.panes.zoom
        if command is Command.ZOOM:
            self.panes.set_zoom(Zoom() if zoom.factor > 1 else Zoom(2.0))
        elif command is Command.ZOOM_ALONE:
            self.panes.set_zoom_alone(not self.panes.zoom_alone)
        else:
            across, down = _PANS[command]
            self.panes.set_zoom(zoom.moved(across / zoom.factor, down / zoom.factor))
        self.transport.show_zoomed(self.panes.zoom.factor > 1)

    def _swap(self) -> None:
        had_keys = self.panes.strips[self.active_side].hasFocus()
        shown = {side.other: self.panes.shown(side) for side in Side}
        with self._shown_once():
            self._playback.swap()
            self._sound.swap()
            for side in Side:
                self._show_clip(side)
            self._feed.swap()
            self.panes.show_pictures({side: s for side, s in shown.items() if s is not None})
            self._choose_side(self.active_side.other)
        if had_keys:
            self.take_keyboard()
        self._playback.go()
        self.swapped.emit()

    # Keys and focus ----------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        # The menus show some of these keys; here they belong to the clip that has the focus.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            typing = isinstance(QApplication.focusWidget(), _TYPING)
            if binding_for(event) is not None and not typing:
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.take_key(event):
            super().keyPressEvent(event)

    def take_key(self, event: QKeyEvent) -> bool:
        """Do what a key means for the clips; False if it means nothing, or somebody is typing."""
        binding = binding_for(event)
        if binding is None or isinstance(QApplication.focusWidget(), _TYPING):
            return False
        if binding.repeats or not event.isAutoRepeat():
            self.command(binding.command)
        event.accept()
        return True

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not self.full_screen.moving:
            self._playback.pause()

    def _focus_moved(self, _: QWidget | None, to: QWidget | None) -> None:
        """Playing pauses as soon as somebody goes to write."""
        if isinstance(to, _TYPING) and not self.full_screen.moving:
            self._playback.pause()

    def _choose_side(self, side: Side) -> None:
        if side is not self.active_side and self.clip(side) is not None:
            self._commands.active, self._chosen = side, True
            self._show_state()

    def _give_keys(self, side: Side, *, came: bool) -> None:
        """Of two clips the later has the keys, whichever was read first, until one is chosen."""
        if self.clip(self.active_side) is None:
            self._commands.active, self._chosen = side, False
        elif came and side is Side.NOW and not self._chosen:
            self._commands.active = side

    def _elsewhere(self) -> bool:
        """Whether the keyboard is used by something beside the player."""
        focus = QApplication.focusWidget()
        return focus is not None and not self.isAncestorOf(focus)

    def _take_keyboard_after_click(self) -> None:
        """After a click the keys belong to the clip; one who came by Tab stays on the button."""
        focus = QApplication.focusWidget()
        if focus is None or not self.transport.isAncestorOf(focus):
            self.take_keyboard()

    # Wiring ------------------------------------------------------------------------------------

    def _connect_panes(self) -> None:
        self.panes.side_chosen.connect(self._pane_clicked)
        self.panes.resized.connect(self._resize_pictures)
        self.panes.zoomed.connect(self.transport.show_zoomed)
        for side in Side:
            strip, tools = self.panes.strips[side], self._tools[side]
            strip.chosen.connect(partial(self._choose_side, side))
            strip.scrub_began.connect(partial(self._scrub, True))
            strip.scrub_ended.connect(partial(self._scrub, False))
            strip.scrubbed.connect(partial(self._playback.seek, side))
            strip.marker_chosen.connect(partial(self._go_to_marker, side))
            strip.part_changed.connect(lambda part, s=side: self._commands.set_part(s, *part))
            tools.asked.connect(partial(self._ask_of, side))
            tools.choose.connect(partial(self.choose_requested.emit, side))
            self.panes.set_tools(side, tools)
            choose = button(
                texts.CHOOSE,
                name=f"{side.heading}: {texts.CHOOSE}",
                on_click=partial(self.choose_requested.emit, side),
            )
            self.panes.set_empty(side, choose)

    def _connect_commands(self) -> None:
        commands = self._commands
        commands.marker_requested.connect(self.marker_requested)
        commands.still_requested.connect(self.still_requested)
        commands.sync_set.connect(self.sync_set)
        commands.in_out_set.connect(self.in_out_set)
        commands.export_requested.connect(self.export_requested)
        commands.refused.connect(self.refused)
        commands.clip_changed.connect(self._show_clip)
        commands.overlay_set.connect(self.panes.set_overlay)
        commands.overlay_set.connect(self.transport.show_overlay)
        commands.swap_wanted.connect(self._swap)
        commands.zoom_wanted.connect(self._look_closer)
        commands.full_screen_wanted.connect(self._fill_screen)
        # What these ask for stands on the page.
        for signal in (commands.marker_requested, commands.export_requested):
            signal.connect(self.full_screen.leave)
        for signal in (self.choose_requested, self.marker_chosen):
            signal.connect(self.full_screen.leave)

    def _connect_transport(self) -> None:
        self.transport.asked.connect(self._button_pressed)
        self.transport.speed_chosen.connect(self._commands.set_speed)
        self.transport.sound_chosen.connect(self._choose_sound)

    def _choose_sound(self, role: Side | None) -> None:
        sides = {self.panes.role(side): side for side in Side}
        self._sound.choose(None if role is None else sides[role])

    def _button_pressed(self, command: Command) -> None:
        self._take_keyboard_after_click()
        self.command(command)

    def _pane_clicked(self, side: Side) -> None:
        self.panes.strips[side].setFocus()
        self._choose_side(side)

    def _ask_of(self, side: Side, command: Command) -> None:
        self._choose_side(side)
        self.command(command)

    def _scrub(self, began: bool) -> None:
        self._playback.scrubbing = began
        self._feed.loader.hold(began)

    def _go_to_marker(self, side: Side, marker: MarkerView) -> None:
        self.jump(side, marker.pts)
        self.marker_chosen.emit(marker)

    def _resize_pictures(self) -> None:
        for side in Side:
            self._playback.set_size(side, self.panes.picture_size(side))

    # Showing -----------------------------------------------------------------------------------

    def _show_pictures(self, pictures: dict[Side, Picture]) -> None:
        self.panes.show_pictures({side: Shown.of(picture) for side, picture in pictures.items()})
        self._feed.make()

    def _show_trouble(self, side: Side, problem: AppError) -> None:
        self.panes.show_trouble(side, problem.sentence)
        self._feed.make()
        if not isinstance(problem, FrameNotExact):
            self.problem.emit(problem)

    def _show_position(self) -> None:
        timing = self._playback.timing
        for side, n in timing.frames().items():
            self.panes.strips[side].set_position(n)
            notes = {-1: texts.WAITS, 0: "", 1: texts.ENDED}
            still = is_photo_index(timing.times(side).index)
            self.panes.set_note(side, "" if still else notes[timing.beyond(side)])

    def _show_clip(self, side: Side) -> None:
        clip = self.clip(side)
        self._tools[side].show_clip(clip)
        self.panes.set_clip(side, clip)
        self.updateGeometry()
        self._show_state()
        if clip is not None:
            times = self._playback.timing.times(side)
            self.panes.set_cue(side, times.cue)
            self.panes.strips[side].set_part(times.in_frame, times.out_frame)
            self._playback.set_size(side, self.panes.picture_size(side))

    @contextmanager
    def _shown_once(self) -> Iterator[None]:
        """Show what changed when all of it has."""
        self._changing = True
        try:
            yield
        finally:
            self._changing = False
        self._show_state()
        self._show_sound()

    def _show_sound(self) -> None:
        if self._changing:
            return
        sound = self._sound
        role = None if sound.side is None else self.panes.role(sound.side)
        self.transport.show_sound(role, heard=sound.heard, tip=sound.tip)
        self.show_notice(sound.notice)

    def _show_state(self) -> None:
        if self._changing:
            return
        timing = self._playback.timing
        self.transport.show_playing(self._playback.playing)
        self.transport.show_speed(float(abs(timing.speed)))
        self.transport.show_loop(timing.loop)
        self.transport.show_linked(timing.linked)
        self.transport.show_side(self.panes.role(self.active_side))
        self.lay_out()
        self.panes.set_active(self.active_side)
        both = len(timing.sides) > 1
        usable = {command: self._commands.can(command) for command in self.transport.buttons}
        for command in (Command.IN_STEP, Command.OVERLAY):
            usable[command] = usable[command] and both
        self.transport.show_usable(usable, speeds=self._commands.has_time)
        self.transport.show_reason(Command.STILL, self._commands.why_no_still())
        for side, tools in self._tools.items():
            clip = self.clip(side)
            tools.show_has_time(self._commands.has_time)
            tools.show_no_still(self._commands.no_still or (clip.no_still if clip else ""))


def _end_threads(decks: Decks, loader: StripLoader, sound: SoundEnds) -> None:
    """The player is gone; joined here so that no thread outlives it."""
    sound.close()
    decks.close()
    loader.close()
