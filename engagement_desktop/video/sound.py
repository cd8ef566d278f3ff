"""Plays the sound of one clip through the VLC installed on the PC, straight from its opener.

The pictures never wait for it: every call only queues a command for one thread of its own, and a
PC without VLC, or a VLC that fails, is silent. VLC itself does not tell when nothing comes out of
it: it asks a PC without loudspeakers for some again and again, and its time runs on. So the thread
looks while VLC should sound, ends what nobody hears, and `silence` says why. libvlc is never called
from its own callbacks, and all that it may call is kept until it has stopped.
"""

from __future__ import annotations

import ctypes
import io
import itertools
import queue
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache
from types import ModuleType
from typing import Any, BinaryIO

from engagement_desktop.video.clip_file import Opener

SLOWEST_HEARD = 0.5
_OPTIONS = ("--no-video", "--quiet", "--no-lua", "--no-sub-autodetect-file")
_READY_SECONDS = 3.0
_STALE_SECONDS = 0.5
_SETTLED_SECONDS = 1.0
_LATE_AT_FIRST = 0.04  # measured with VLC 3.0 that has been playing
_LATEST_SECONDS = 1.0
_LOOKED_EVERY = 0.5
_SILENT_SECONDS = 2.0


class Silence(Enum):
    """Why nothing is heard of a clip that has sound."""

    NOTHING_TO_HEAR_IT_ON = auto()
    BROKEN_OFF = auto()


class Sound:
    """The sound of one clip at a time.

    Args:
        watch: the steady watch, in seconds, whose time `position` is asked for.
        options: further options for VLC.
    """

    def __init__(
        self, watch: Callable[[], float] = time.monotonic, options: Sequence[str] = ()
    ) -> None:
        self._watch = watch
        self._options = (*_OPTIONS, *options)
        self._commands: queue.SimpleQueue[Callable[[_Player], None] | None] = queue.SimpleQueue()
        self._heard: _Heard | None = None
        self._expected: _Heard | None = None
        self._lead = 0.0
        self._volume, self._muted = 100, False
        self._late: dict[float, float] = {}
        self._silence: Silence | None = None
        self._thread: threading.Thread | None = None

    def available(self) -> bool:
        """Whether this PC has a VLC that can be used. The first call may take a moment."""
        return _vlc() is not None

    @property
    def silence(self) -> Silence | None:
        """Why VLC was ended, so that pictures go on in silence until a clip is loaded anew; None
        once it is heard again."""
        return self._silence

    def load(self, opener: Opener, lead: float = 0.0) -> None:
        """Take the sound of a clip; `lead` is its index's: what the file holds before frame 0."""
        self._heard = self._expected = None
        self._lead = lead
        self._tell(lambda player: player.load(opener))

    def play(self, at_seconds: float, rate: float = 1.0) -> None:
        """Sound from `at_seconds` after frame 0, stretched to `rate`; silent below half speed.

        What would sound before VLC is ready is skipped, so that sound and pictures run together.
        """
        self._heard = self._expected = None
        if rate < SLOWEST_HEARD or at_seconds + self._lead < 0:
            self._tell(_Player.pause)
            return
        at = at_seconds + self._lead
        self._tell(lambda player: player.play(at, rate))

    def pause(self) -> None:
        """Be silent, and ready to go on."""
        self._heard = self._expected = None
        self._tell(_Player.pause)

    def set_volume(self, percent: int) -> None:
        """How loud, 0 to 100."""
        self._volume = min(100, max(0, percent))
        self._tell(_Player.set_loudness)

    def mute(self, muted: bool) -> None:
        """Silence without stopping."""
        self._muted = muted
        self._tell(_Player.set_loudness)

    def position(self, now: float) -> float | None:
        """Seconds after frame 0 that are heard at `now`; None when nothing is known to sound."""
        heard = self._heard
        return None if heard is None else heard.at(now) - self._lead

    def close(self) -> None:
        """Stop, and give everything back; may be called twice."""
        thread, self._thread = self._thread, None
        if thread is not None:
            self._commands.put(None)
            thread.join()

    def _tell(self, command: Callable[[_Player], None]) -> None:
        if not self.available():
            return
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="sound", daemon=True)
            self._thread.start()
        self._commands.put(command)

    def _work(self) -> None:
        vlc = _vlc()
        assert vlc is not None
        player = _Player(vlc, self)
        try:
            while (command := self._next_command()) is not None:
                command(player)
        finally:
            player.close()

    def _next_command(self) -> Callable[[_Player], None] | None:
        """What is asked next; while something should sound, a look at it now and then."""
        try:
            return self._commands.get(timeout=_LOOKED_EVERY if self._expected else None)
        except queue.Empty:
            return _Player.look

    # Called by the player, on its thread or VLC's

    def _expect(self, at: float, rate: float) -> None:
        self._expected = _Heard(at, self._watch(), rate)

    def _time_told(self, seconds: float) -> None:
        """VLC says what is heard now; what it still says of before a seek is passed over."""
        expected, now = self._expected, self._watch()
        if expected is None:
            return
        stale = abs(seconds - expected.at(now)) > _STALE_SECONDS
        if stale and now - expected.moment < _SETTLED_SECONDS:
            return
        if self._heard is None:
            lateness = self._lateness(expected.rate) + expected.at(now) - seconds
            self._late[expected.rate] = min(_LATEST_SECONDS, max(0.0, lateness))
        self._heard = _Heard(seconds, now, expected.rate)

    def _lateness(self, rate: float) -> float:
        """How many seconds of the clip pass before VLC sounds, as learnt from its last start."""
        return self._late.get(rate, _LATE_AT_FIRST)

    def _ended(self) -> None:
        self._heard = self._expected = None

    def _silent(self, why: Silence | None) -> None:
        self._silence = why
        if why is not None:
            self._ended()


@dataclass(frozen=True)
class _Heard:
    """`seconds` of the file were heard at `moment` of the watch, and run on at `rate`."""

    seconds: float
    moment: float
    rate: float

    def at(self, now: float) -> float:
        return self.seconds + (now - self.moment) * self.rate


@cache
def _vlc() -> ModuleType | None:
    """python-vlc, or None where there is no VLC: it looks for the library as it is imported."""
    try:
        import vlc
    except (ImportError, OSError, NotImplementedError, NameError, AttributeError):
        return None
    return vlc  # type: ignore[no-any-return]


@dataclass(frozen=True)
class _Sounded:
    """How many blocks of sound VLC had decoded and had played by `moment` of the watch."""

    moment: float
    decoded: int
    played: int


class _Player:
    """libvlc's side, all on one thread."""

    def __init__(self, vlc: ModuleType, owner: Sound) -> None:
        self._vlc, self._owner = vlc, owner
        self._instance = vlc.Instance(*owner._options)
        self._player: Any = self._instance.media_player_new() if self._instance else None
        self._stream: _Stream | None = None
        self._media: Any = None
        self._ready = threading.Event()
        self._given_up = False
        self._told = 0.0
        self._sounded: _Sounded | None = None
        self._unheard = 0.0
        if self._player is None:
            owner._silent(Silence.BROKEN_OFF)
            return
        kinds = vlc.EventType
        self._events = self._player.event_manager()
        self._handlers: dict[Any, Callable[[Any], None]] = {
            kinds.MediaPlayerTimeChanged: lambda e: self._time_told(e.u.new_time / 1000),
            kinds.MediaPlayerPaused: lambda _: self._ready.set(),
            kinds.MediaPlayerEndReached: lambda _: self._end_reached(),
            kinds.MediaPlayerEncounteredError: lambda _: self._give_up(),
        }
        for kind, handler in self._handlers.items():
            self._events.event_attach(kind, handler)

    def load(self, opener: Opener) -> None:
        if self._player is None:
            return
        self._unload()
        self._given_up, self._sounded, self._unheard = False, None, 0.0
        if self._owner.silence is Silence.BROKEN_OFF:
            self._owner._silent(None)  # another clip may well be heard
        self._stream = _Stream(self._vlc, opener)
        self._media = self._instance.media_new_callbacks(*self._stream.callbacks, None)
        self._media.add_options(":no-video", ":start-paused", ":no-spu")
        self._player.set_media(self._media)
        self._start_paused()

    def play(self, at: float, rate: float) -> None:
        if self._player is None or self._media is None or self._given_up:
            return
        # It may go on elsewhere, perhaps round a very short part.
        if self._sounded is not None and self._unheard_too_long():
            self._end_silent(Silence.NOTHING_TO_HEAR_IT_ON)
            return
        states = self._vlc.State
        if self._player.get_state() not in (states.Playing, states.Paused):
            self._player.stop()
            self._start_paused()
        self._player.set_rate(rate)
        self._player.set_time(round((at + self._owner._lateness(rate)) * 1000))
        self.set_loudness()
        self._owner._expect(at, rate)
        self._told = self._owner._watch()
        self._sounded = self._sounded_now()
        self._player.set_pause(0)

    def look(self) -> None:
        """Whether what should sound does; if not, VLC is ended, and why it is silent is told."""
        if self._owner._expected is None or self._given_up:
            return
        if self._unheard_too_long():
            self._end_silent(Silence.NOTHING_TO_HEAR_IT_ON)
        elif self._owner._watch() - self._told >= _SILENT_SECONDS:
            self._end_silent(Silence.BROKEN_OFF)

    def pause(self) -> None:
        self._sounded = None
        if self._player is not None:
            self._player.set_pause(1)

    def set_loudness(self) -> None:
        if self._player is not None:
            self._player.audio_set_volume(self._owner._volume)
            self._player.audio_set_mute(self._owner._muted)

    def close(self) -> None:
        if self._player is not None:
            for kind in self._handlers:
                self._events.event_detach(kind)
            self._unload()
            self._player.release()
        if self._instance:
            self._instance.release()

    def _unheard_too_long(self) -> bool:
        """Whether for some time now sound was only decoded, and none of it played."""
        before, now = self._sounded, self._sounded_now()
        self._sounded = now
        if before is None:
            return False
        if now.played > before.played:
            self._unheard = 0.0
            self._owner._silent(None)
        elif now.decoded > before.decoded:
            self._unheard += now.moment - before.moment
        return self._unheard >= _SILENT_SECONDS

    def _sounded_now(self) -> _Sounded:
        stats = self._vlc.MediaStats()
        self._media.get_stats(stats)
        return _Sounded(self._owner._watch(), stats.decoded_audio, stats.played_abuffers)

    def _end_silent(self, why: Silence) -> None:
        self._give_up(why)
        self._unload()

    # Called by VLC, on its threads

    def _time_told(self, seconds: float) -> None:
        self._told = self._owner._watch()
        self._owner._time_told(seconds)

    def _end_reached(self) -> None:
        """VLC takes a clip that it cannot read on for one that has ended."""
        stream = self._stream
        if stream is not None and stream.failed:
            self._give_up()
            return
        self._owner._ended()
        self._ready.set()

    def _give_up(self, why: Silence = Silence.BROKEN_OFF) -> None:
        self._given_up = True
        self._owner._silent(why)
        self._ready.set()

    def _start_paused(self) -> None:
        """Have VLC open the clip and stand ready, so that it sounds as soon as it is asked."""
        self._ready.clear()
        self._player.play()
        self._ready.wait(_READY_SECONDS)

    def _unload(self) -> None:
        if self._stream is not None:
            self._stream.stopping = True
        self._player.stop()
        if self._media is not None:
            self._media.release()
        self._media = self._stream = None


_UNREADABLE = (OSError, ValueError, MemoryError)


class _Stream:
    """A clip's bytes as libvlc asks for them, from its own threads."""

    def __init__(self, vlc: ModuleType, opener: Opener) -> None:
        kinds = vlc.CallbackDecorators
        self.stopping = self.failed = False
        self._opener = opener
        self._files: dict[int, BinaryIO] = {}
        self._handles = itertools.count(1)
        # Kept here for as long as libvlc may call them.
        self.callbacks = (
            kinds.MediaOpenCb(self._open),
            kinds.MediaReadCb(self._read),
            kinds.MediaSeekCb(self._seek),
            kinds.MediaCloseCb(self._close),
        )

    def _open(self, _opaque: int, handle_pointer: Any, size_pointer: Any) -> int:
        try:
            file = self._opener()
            size = file.seek(0, io.SEEK_END)
            file.seek(0)
        except _UNREADABLE:
            self.failed = True
            return -1
        handle = next(self._handles)
        self._files[handle] = file
        handle_pointer[0], size_pointer[0] = handle, size
        return 0

    def _read(self, handle: int, buffer: Any, size: int) -> int:
        if self.stopping:
            return -1
        try:
            data = self._files[handle].read(size)
        except _UNREADABLE:
            self.failed = True
            return -1
        ctypes.memmove(buffer, data, len(data))
        return len(data)

    def _seek(self, handle: int, offset: int) -> int:
        try:
            self._files[handle].seek(offset)
        except _UNREADABLE:
            self.failed = True
            return -1
        return 0

    def _close(self, handle: int) -> None:
        self._files.pop(handle).close()
