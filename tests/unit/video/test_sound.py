"""Sound comes from VLC where there is one, and its absence harms nothing."""

from __future__ import annotations

import io
import threading
import time

import pytest

from engagement_desktop.video import sound as sound_module
from engagement_desktop.video.sound import Silence, Sound
from engagement_desktop.video.sound_follower import (
    GREATEST_ERROR,
    GREATEST_SLEW,
    SoundFollower,
)
from tests.helpers import clips

needs_vlc = pytest.mark.skipif(not Sound().available(), reason="no VLC on this machine")
QUIET = ("--aout=dummy",)


@pytest.fixture(scope="module")
def tone() -> bytes:
    """Three seconds of pictures with a tone."""
    recipe = clips.Recipe(frames=90, options={"preset": "ultrafast"}, sound=(0, 3))
    return clips.encode(recipe)


def heard(sound: Sound, seconds: float = 5.0) -> float | None:
    """Wait until something is heard; where it is, or None."""
    deadline = time.monotonic() + seconds
    pause = threading.Event()
    while sound.position(time.monotonic()) is None and time.monotonic() < deadline:
        pause.wait(0.01)
    return sound.position(time.monotonic())


def test_without_vlc_every_call_is_harmless(tone: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sound_module, "_vlc", lambda: None)
    sound = Sound()
    assert not sound.available()
    sound.load(lambda: io.BytesIO(tone))
    sound.set_volume(50)
    sound.mute(True)
    sound.play(1.0, 1.0)
    assert sound.position(time.monotonic()) is None
    sound.pause()
    sound.close()


@needs_vlc
@pytest.mark.parametrize("rate", [1.0, 0.5])
def test_it_sounds_where_and_as_fast_as_it_was_asked(tone: bytes, rate: float) -> None:
    sound = Sound(options=QUIET)
    sound.load(lambda: io.BytesIO(tone))
    asked = time.monotonic()
    sound.play(1.0, rate)
    at = heard(sound)
    now = time.monotonic()
    assert at is not None
    # A VLC that has only now opened the clip may begin late; it never says that it is farther.
    assert 0.9 < at < 1.1 + (now - asked) * rate
    later = sound.position(now + 0.2)
    assert later is not None
    assert later - at == pytest.approx(0.2 * rate, abs=0.02)
    sound.pause()
    assert sound.position(time.monotonic()) is None
    sound.close()


@needs_vlc
def test_below_half_speed_it_is_silent(tone: bytes) -> None:
    sound = Sound(options=QUIET)
    sound.load(lambda: io.BytesIO(tone))
    sound.play(0.0, 0.3)
    assert heard(sound, 0.6) is None
    sound.close()


@needs_vlc
def test_closing_at_any_moment_gives_every_file_back(tone: bytes) -> None:
    files: list[io.BytesIO] = []

    def opener() -> io.BytesIO:
        files.append(io.BytesIO(tone))
        return files[-1]

    for turn in range(6):
        sound = Sound(options=QUIET)
        sound.load(opener)
        if turn % 2:
            sound.play(turn / 4, 1.0)
        if turn % 3 == 0:
            sound.load(opener)
        sound.close()
        sound.close()
    assert all(file.closed for file in files)


@needs_vlc
def test_a_clip_that_cannot_be_read_is_told_and_harms_nothing() -> None:
    def opener() -> io.BytesIO:
        raise OSError("the device is not there")

    sound = Sound(options=QUIET)
    sound.load(opener)
    sound.play(0.0, 1.0)
    assert heard(sound, 0.3) is None
    sound.close()
    assert sound.silence is Silence.BROKEN_OFF


def silence(sound: Sound, wanted: Silence | None, seconds: float = 10.0) -> bool:
    """Wait until the sound says so of itself."""
    deadline = time.monotonic() + seconds
    pause = threading.Event()
    while sound.silence is not wanted and time.monotonic() < deadline:
        pause.wait(0.01)
    return sound.silence is wanted


@needs_vlc
def test_where_nothing_can_be_heard_vlc_is_ended_also_in_a_short_loop(tone: bytes) -> None:
    """VLC’s own time runs on then."""
    sound = Sound(options=("--aout=none",))
    files: list[io.BytesIO] = []

    def opener() -> io.BytesIO:
        files.append(io.BytesIO(tone))
        return files[-1]

    sound.load(opener)
    sound.play(0.0, 0.5)
    until = time.monotonic() + 10
    while not silence(sound, Silence.NOTHING_TO_HEAR_IT_ON, 0.3) and time.monotonic() < until:
        sound.play(0.0, 0.5)
    assert sound.silence is Silence.NOTHING_TO_HEAR_IT_ON
    assert sound.position(time.monotonic()) is None
    sound.play(0.0, 1.0)
    assert heard(sound, 0.3) is None
    sound.close()
    assert all(file.closed for file in files)


@needs_vlc
def test_a_clip_that_cannot_be_read_on_is_told_and_the_next_is_heard(tone: bytes) -> None:
    class Broken(io.BytesIO):
        """Ends in the middle of the sound: what is behind it cannot be read."""

        def read(self, size: int | None = -1, /) -> bytes:
            if self.tell() > len(tone) // 2 and self.tell() < len(tone) * 3 // 4:
                raise OSError("the device is not there any more")
            return super().read(min(size or 0, 2048))

    sound = Sound(options=QUIET)
    sound.load(lambda: Broken(tone))
    sound.play(0.2, 1.0)
    assert silence(sound, Silence.BROKEN_OFF)  # on a busy PC before anything is heard
    assert sound.position(time.monotonic()) is None
    sound.load(lambda: io.BytesIO(tone))
    sound.play(0.2, 1.0)
    assert heard(sound) is not None
    assert sound.silence is None
    sound.close()


@needs_vlc
def test_a_vlc_whose_time_stands_is_ended_and_it_is_told(
    tone: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = threading.Event()

    class Stuck(io.BytesIO):
        """A disk that does not answer, from the middle of the sound on."""

        def read(self, size: int | None = -1, /) -> bytes:
            if self.tell() > len(tone) // 2 and self.tell() < len(tone) * 3 // 4:
                held.wait(20)
            return super().read(min(size or 0, 2048))

    sound = Sound(options=QUIET)
    sound.load(lambda: Stuck(tone))
    sound.play(0.2, 1.0)
    assert heard(sound) is not None
    assert silence(sound, Silence.BROKEN_OFF)
    held.set()
    sound.close()


@needs_vlc
def test_sound_that_ends_before_the_pictures_is_no_failure() -> None:
    recipe = clips.Recipe(frames=90, options={"preset": "ultrafast"}, sound=(0, 1.2))
    data = clips.encode(recipe)
    sound = Sound(options=QUIET)
    sound.load(lambda: io.BytesIO(data))
    sound.play(0.1, 1.0)
    assert heard(sound) is not None
    while sound.position(time.monotonic()) is not None:
        threading.Event().wait(0.02)
    assert not silence(sound, Silence.BROKEN_OFF, 0.2)
    sound.close()


def test_the_clock_goes_to_the_sound_once_as_it_starts() -> None:
    follower = SoundFollower()
    assert follower.follow(1.0, None, 0.0).shift == 0
    started = follower.follow(1.3, 1.2, 0.3)
    assert started.shift == pytest.approx(-0.1)
    assert not started.seek_sound
    assert follower.follow(1.4, 1.4, 0.5).shift == 0


def test_a_slow_drift_is_followed_unseen() -> None:
    follower = SoundFollower()
    clock = 0.0
    for tick in range(2000):
        now = tick * 0.1
        sound = now * 1.001
        told = follower.follow(clock, sound, now)
        assert abs(told.slew) <= GREATEST_SLEW
        assert not told.seek_sound
        if tick > 100:
            assert abs(sound - clock) < 0.02
        clock += told.shift + 0.1 * (1 + told.slew)


def test_noise_hardly_moves_the_clock() -> None:
    follower = SoundFollower()
    follower.follow(0.0, 0.0, 0.0)
    slews = [
        follower.follow(t / 10, t / 10 + (0.004 if t % 2 else -0.004), t / 10).slew
        for t in range(1, 100)
    ]
    assert max(abs(slew) for slew in slews) < 0.001


def test_far_off_the_sound_is_sought_anew() -> None:
    follower = SoundFollower()
    follower.follow(0.0, 0.0, 0.0)
    off = GREATEST_ERROR * 1.5
    told = [follower.follow(t / 10, t / 10 + off, t / 10).seek_sound for t in range(1, 40)]
    assert any(told)


def test_a_sound_that_seeking_does_not_bring_near_is_left_alone() -> None:
    follower = SoundFollower()
    assert sum(follower.follow(t, t + 5.0, t).seek_sound for t in range(20)) == 3
