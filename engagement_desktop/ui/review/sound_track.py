"""Whose sound is heard, and that it keeps with the pictures while they play."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor

from PySide6.QtCore import QObject, Qt, Signal

from engagement_desktop.ui.review import texts
from engagement_desktop.ui.review.clip import ReviewClip, Side
from engagement_desktop.ui.review.playback import Playback
from engagement_desktop.video.sound import SLOWEST_HEARD, Silence, Sound
from engagement_desktop.video.sound_follower import SoundFollower

_COMPARED_EVERY = 0.25


class SoundEnds:
    """What must be ended when the player is gone: VLC's thread, and the look for VLC."""

    def __init__(self, sound: Sound) -> None:
        self.sound = sound
        self.search: ThreadPoolExecutor | None = None

    def close(self) -> None:
        """Join both threads."""
        if self.search is not None:
            self.search.shutdown()
            self.search = None
        self.sound.close()


class _Relay(QObject):
    found = Signal(bool)


class SoundTrack(QObject):
    """Plays the sound of one of the two clips. `changed` when what it says of itself changed.

    VLC is looked for, and given a clip, only when something is played for the first time.
    """

    changed = Signal()

    def __init__(self, playback: Playback, sound: Sound, parent: QObject) -> None:
        super().__init__(parent)
        self._playback = playback
        self.ends = SoundEnds(sound)
        self._follower = SoundFollower()
        self._chosen: Side | None = Side.NOW
        self._available: bool | None = None
        self._loaded: ReviewClip | None = None
        self._silence: Silence | None = None
        self._sounding = False
        self._last_local = 0.0
        self._compared = 0.0
        self._relay = _Relay()
        self._relay.found.connect(self._vlc_found, Qt.ConnectionType.QueuedConnection)
        playback.ticked.connect(self._tick)
        playback.jumped.connect(self._start_anew)
        playback.changed.connect(self._state_changed)

    # What is -----------------------------------------------------------------------------------

    @property
    def side(self) -> Side | None:
        """Whose sound is heard: the side chosen, or the other if only that one has sound."""
        if self._chosen is None:
            return None
        sides = (self._chosen, self._chosen.other)
        return next((side for side in sides if self._has_sound(side)), self._chosen)

    @property
    def heard(self) -> bool:
        """Whether playing now would be heard."""
        side, speed = self.side, self._playback.timing.speed
        can = side is not None and self._has_sound(side) and self._available is not False
        return can and self._silence is None and abs(speed) >= SLOWEST_HEARD

    @property
    def tip(self) -> str:
        """What there is to say of the sound, for the tooltip."""
        side = self.side
        if side is not None and self._playback.deck(side) and not self._has_sound(side):
            return texts.NO_SOUND_HERE
        if abs(self._playback.timing.speed) < SLOWEST_HEARD:
            return texts.SLOW_SILENT
        return self.notice or texts.SOUND_TIP

    @property
    def notice(self) -> str:
        """A sentence for the page when there is sound and it cannot be heard."""
        if self._chosen is None or not any(self._has_sound(side) for side in Side):
            return ""
        if self._available is False:
            return texts.NO_VLC
        return "" if self._silence is None else texts.SILENT[self._silence]

    def choose(self, side: Side | None) -> None:
        """Hear this side's clip, or nothing."""
        self._chosen = side
        self._start_anew()
        self.changed.emit()

    def swap(self) -> None:
        """The clips changed sides; the same one stays heard."""
        self._chosen = self._chosen.other if self._chosen else None
        self.changed.emit()

    def close(self) -> None:
        """Be silent and end the threads."""
        self._loaded, self._sounding = None, False
        self.ends.close()

    # Following ---------------------------------------------------------------------------------

    def _has_sound(self, side: Side) -> bool:
        deck = self._playback.deck(side)
        return deck is not None and deck.clip.index.has_sound

    def _state_changed(self) -> None:
        if not self._playback.playing:
            self._hush()
            self._silence = self.ends.sound.silence
            if self._silence is not None:
                self._loaded = None  # whoever plays again tries it anew
        self.changed.emit()

    def _tick(self, now: float) -> None:
        side = self.side
        if side is None or not self._audible(side):
            self._hush()
            return
        local = float(self._playback.timing.local(side))
        came_round, self._last_local = local < self._last_local, local
        if came_round or not self._sounding:
            self._play(local)
        elif now - self._compared >= _COMPARED_EVERY:
            self._compared = now
            self._follow(side, local, now)
            self._notice_silence()

    def _audible(self, side: Side) -> bool:
        timing = self._playback.timing
        within = timing.runs(side) and timing.beyond(side) == 0
        return within and timing.speed >= SLOWEST_HEARD and self._ready(side)

    def _ready(self, side: Side) -> bool:
        """Whether VLC has the clip of this side; it is looked for and given the clip if not."""
        deck = self._playback.deck(side)
        if deck is None or not deck.clip.index.has_sound or self._available is False:
            return False
        if self._available is None:
            self._look_for_vlc()
            return False
        if self._loaded is None or self._loaded.evidence_id != deck.clip.evidence_id:
            self._loaded = deck.clip
            self.ends.sound.load(deck.clip.heard_from, deck.clip.index.lead)
        return True

    def _look_for_vlc(self) -> None:
        if self.ends.search is None:
            self.ends.search = ThreadPoolExecutor(1, thread_name_prefix="look for VLC")
            search = self.ends.search.submit(self.ends.sound.available)
            search.add_done_callback(self._tell_found)

    def _tell_found(self, search: Future[bool]) -> None:
        self._relay.found.emit(search.result())

    def _vlc_found(self, found: bool) -> None:
        self._available = found
        self.changed.emit()

    def _play(self, local: float) -> None:
        self._sounding = True
        self._follower.reset()
        self.ends.sound.play(local, float(self._playback.timing.speed))

    def _follow(self, side: Side, local: float, now: float) -> None:
        following = self._follower.follow(local, self.ends.sound.position(now), now)
        if following.seek_sound:
            self.ends.sound.play(local, float(self._playback.timing.speed))
        if following.shift:
            self._playback.shift(side, following.shift, now)
        self._playback.timing.set_slew(side, following.slew, now)

    def _notice_silence(self) -> None:
        silence = self.ends.sound.silence
        if silence is not self._silence:
            self._silence = silence
            self.changed.emit()

    def _start_anew(self) -> None:
        """The pictures jumped, or another clip is to be heard: the next tick seeks the sound."""
        self._sounding = False
        self._last_local = float("-inf")

    def _hush(self) -> None:
        if self._sounding:
            self._sounding = False
            self._follower.reset()
            self.ends.sound.pause()
