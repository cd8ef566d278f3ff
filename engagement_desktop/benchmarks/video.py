"""Exact side-by-side review, measured on clips that are made here and read from an encrypted file.

Peers are PyAV alone, and OpenCV and mpv where they are installed (the `bench` extra, and libmpv).
"""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from random import Random

from PySide6.QtCore import Qt

from engagement_desktop.benchmarks import (
    Figure,
    against,
    p95,
    video_engine,
    video_peers,
    within,
)
from engagement_desktop.benchmarks.clips import Recipe, encode
from engagement_desktop.benchmarks.hard_clips import MAKERS
from engagement_desktop.benchmarks.video_clips import GOP, Sample, Shelf, noisy, repeated, shelf
from engagement_desktop.benchmarks.video_window import Played, Reviewer, reviewer
from engagement_desktop.ui.review.clip import Side

_RATE = 30
_HEAVY, _LIGHT = 12_000_000, 2_000_000  # bits a second
_MINUTES = 10
_REST_SECONDS = 1.0


@dataclass(frozen=True)
class Extent:
    """How much is measured; the smaller one is to see that the benchmark itself works."""

    size: tuple[int, int] = (1920, 1080)
    large_size: tuple[int, int] = (3840, 2160)
    seconds_encoded: int = 4
    times_repeated: int = 16
    minutes: int = _MINUTES
    hard_clips: Sequence[str] = tuple(MAKERS)
    rounds: int = 20
    plays: int = 3
    play_seconds: float = 8.0


@dataclass(frozen=True)
class _Samples:
    heavy: Sample
    fast: Sample
    large: Sample
    long: Sample
    heard: Sample


def run(extent: Extent | None = None) -> list[Figure]:
    """Every row of the measures of the reviewer, and the peers' figures of the same run."""
    extent = extent or Extent()
    with shelf() as kept:
        figures = [*_exactness(kept, extent)]
        samples = _make(kept, extent)
        figures += _engine(samples, extent)
        with reviewer() as window:
            figures += _window(window, samples, extent)
    return figures


def _make(kept: Shelf, extent: Extent) -> _Samples:
    def made(name: str, size: tuple[int, int], rate: int, bits: int, seconds: int) -> Path:
        return noisy(kept.folder / f"{name}.mp4", size, rate, seconds * rate, bits)

    def longer(path: Path, times: int) -> Sample:
        return kept.sample(repeated(path, path.with_stem(f"{path.stem} again"), times))

    seconds, times = extent.seconds_encoded, extent.times_repeated
    heavy = made("1080p30", extent.size, _RATE, _HEAVY, seconds)
    fast = made("1080p60", extent.size, 2 * _RATE, 2 * _HEAVY, 2)
    large = made("2160p30", extent.large_size, _RATE, 4 * _HEAVY, 2)
    light = made("light", extent.size, _RATE, _LIGHT, 1)
    tone = Recipe(
        frames=30 * _RATE,
        sound=(0.0, 30.0),
        options={"preset": "veryfast", "x264-params": f"keyint={GOP}"},
    )
    return _Samples(
        heavy=longer(heavy, times),
        fast=longer(fast, times),
        large=longer(large, 4),
        long=longer(light, extent.minutes * 60),
        heard=kept.keep_bytes("tone.mp4", encode(tone)),
    )


# Figures ----------------------------------------------------------------------------------------


def _absent(name: str, value: float, unit: str, peer: str) -> Figure:
    """A row whose peer is not there to be measured; it does not hold."""
    return Figure(f"{name}: {peer} is not installed, not compared", value, unit, 0.0, 0.0, False)


def _name(sample: Sample) -> str:
    return f"{sample.index.height}p{round(1 / sample.index.typical_frame)}"


def _ms(seconds: Iterable[float]) -> list[float]:
    return [each * 1000 for each in seconds]


# The engine -------------------------------------------------------------------------------------


def _exactness(kept: Shelf, extent: Extent) -> Iterator[Figure]:
    asked, wrong, theirs = video_engine.wrong_frames(kept, extent.hard_clips)
    name = f"wrong frames of {asked:,}, {len(extent.hard_clips)} hard clips, backwards and random"
    yield within(name, wrong, "frames", 0, 0)
    beside = "wrong frames on the same clips, beside OpenCV’s"
    if theirs is None:
        yield _absent(beside, wrong, "frames", "OpenCV")
    else:
        ratio = wrong / theirs if theirs else float(wrong)
        yield Figure(beside, wrong, "frames", theirs, round(ratio, 2), wrong <= theirs)


def _engine(samples: _Samples, extent: Extent) -> Iterator[Figure]:
    back = video_engine.steps_back_over_a_start(samples.heavy, extent.rounds)
    ours, bare = (_ms(back[who]) for who in ("ours", "bare"))
    yield against(
        "step back over a GOP start, uncached, p95, against bare decode",
        p95(ours),
        p95(bare),
        1.3,
    )
    for name, sample in (
        (_name(samples.heavy), samples.heavy),
        (_name(samples.large), samples.large),
    ):
        taken = {
            who: _ms(times) for who, times in video_engine.jumps(sample, extent.rounds).items()
        }
        ours = taken["ours"]
        for who in ("bare", "OpenCV"):
            words = f"open and jump anywhere in {name}, median, against "
            words += "bare decode" if who == "bare" else who
            if who in taken:
                peer = statistics.median(taken[who])
                yield against(words, statistics.median(ours), peer, 1.0)
            else:
                yield _absent(words, round(statistics.median(ours), 1), "ms", who)
        words = f"open and jump anywhere in {name}, p95, against bare decode"
        yield against(words, p95(ours), p95(taken["bare"]), 1.3)


# The window -------------------------------------------------------------------------------------


def _window(window: Reviewer, samples: _Samples, extent: Extent) -> Iterator[Figure]:
    kept = samples.long.index.to_bytes()
    opened = _ms(window.open(samples.long, kept) for _ in range(extent.rounds // 2))
    minutes = f"open a {extent.minutes}-minute {_name(samples.long)} clip to its first picture, p95"
    yield within(minutes, p95(opened), "ms", 500)
    yield from _stepping(window, samples, extent)
    yield _scrubbing(window, samples, extent)
    yield from _playing(window, samples, extent)
    yield _skew(window, samples, extent)
    yield _pausing(window, samples, extent)
    yield from _sound(window, samples, extent)


def _stepping(window: Reviewer, samples: _Samples, extent: Extent) -> Iterator[Figure]:
    """Some frames on and back, which walking over them once has made ready."""
    window.load(None, samples.heavy)
    on, back = Qt.Key.Key_Period, Qt.Key.Key_Comma
    steps = {on: [], back: []}  # type: dict[Qt.Key, list[float]]
    for turn in range(extent.plays + 1):
        for key in (on, back):
            taken = _ms(window.step(key) for _ in range(GOP - 5))
            steps[key] += taken if turn else []
        window.rest(_REST_SECONDS)
    for key, name in ((on, "forward"), (back, "back")):
        words = f"step {name}, key to end of paint, cached, p95"
        yield within(words, p95(steps[key]), "ms", 16.7)
    ours = statistics.median(steps[back])
    mpv = video_peers.installed("mpv")
    words = "step back, median, against mpv’s frame-back-step (must be 10 times faster)"
    if mpv is None:
        yield _absent(words, round(ours, 2), "ms", "mpv")
    else:
        theirs = _ms(video_peers.mpv_steps_back(mpv, samples.heavy.path, 3.1, extent.rounds // 2))
        yield against(words, ours, statistics.median(theirs), 0.1)


def _scrubbing(window: Reviewer, samples: _Samples, extent: Extent) -> Figure:
    """Drags of a third of a second to anywhere in the clip."""
    window.load(None, samples.heavy)
    chance = Random(9)  # noqa: S311 - the same drags each time
    taken, place = [], 0.0
    for _ in range(extent.rounds):
        before, place = place, chance.random()
        taken.append(window.scrub(Side.NOW, before, place, 20) * 1000)
    return within(f"scrub, last move to its exact frame, p95, GOP {GOP}", p95(taken), "ms", 150)


def _playing(window: Reviewer, samples: _Samples, extent: Extent) -> Iterator[Figure]:
    """The median of several goes, each over another part. Lateness is against a clock that began
    with the first paint that was in time, so that time held for a picture counts."""
    for name, pair in (
        (f"2 × {_name(samples.heavy)} linked", (samples.heavy, samples.heavy)),
        (_name(samples.fast), (None, samples.fast)),
    ):
        window.load(*pair)
        goes = []
        for _ in range(extent.plays):
            window.rest(_REST_SECONDS)
            goes.append(window.play(extent.play_seconds))
        sample = samples.heavy if pair[0] else samples.fast
        late = [_lateness(go, sample) for go in goes]
        skipped = statistics.median(_skipped(go) for go in goes)
        yield within(f"{name} at full speed, frames skipped", skipped, "%", 0.1, 2)
        yield within(f"{name} at full speed, lateness p95", statistics.median(late), "ms", 16)
        if pair[0]:
            cores = statistics.median(go.cores for go in goes)
            yield within(f"{name} at full speed, processors kept busy", cores, "cores", 1.0, 2)


def _skipped(go: Played) -> float:
    """Per cent of the frames of either clip that never came to the screen."""
    shown = [go.first_paints(side) for side in Side if go.first_paints(side)]
    due = sum(max(first) - min(first) + 1 for first in shown)
    return 100 * (1 - sum(map(len, shown)) / due)


def _lateness(go: Played, sample: Sample) -> float:
    times = go.first_paints(Side.NOW)
    behind = [at - sample.index.seconds(n) for n, at in times.items()]
    return p95((each - min(behind)) * 1000 for each in behind)


def _skew(window: Reviewer, samples: _Samples, extent: Extent) -> Figure:
    """30 and 60 frames a second side by side, at several speeds."""
    window.load(samples.heavy, samples.fast)
    worst = Fraction(0)
    for key in (Qt.Key.Key_1, Qt.Key.Key_5, Qt.Key.Key_4, Qt.Key.Key_2):
        window.key(key)
        for paint in window.play(extent.play_seconds / 4).paints:
            assert paint.then is not None
            assert paint.now is not None
            apart = samples.heavy.index.time(paint.then) - samples.fast.index.time(paint.now)
            worst = max(worst, abs(apart))
    window.key(Qt.Key.Key_1)
    name = "skew of 30 and 60 frames a second linked, any paint, four speeds"
    most = 1000 / _RATE
    value = float(worst) * 1000
    return Figure(name, round(value, 1), "ms", round(most, 1), round(value / most, 2), value < most)


def _pausing(window: Reviewer, samples: _Samples, extent: Extent) -> Figure:
    """A frame that differs before and after a pause."""
    window.load(samples.heavy, samples.fast)
    changed = 0
    for _ in range(extent.rounds):
        last = window.play(0.3).paints[-1]
        window.rest(0.2)
        changed += (last.then, last.now) != (window.n(Side.THEN), window.n(Side.NOW))
    return within(f"painted frame changed by a pause, of {extent.rounds}", changed, "times", 0, 0)


def _sound(window: Reviewer, samples: _Samples, extent: Extent) -> Iterator[Figure]:
    """At every paint after the first second; VLC plays into nothing, in real time."""
    ahead, behind = "sound ahead of the picture, most", "sound behind the picture, most"
    if not window.sound_available():
        for name in (ahead, behind):
            yield _absent(name, 0.0, "ms", "VLC")
        return
    window.load(None, samples.heard)
    go = window.play(extent.play_seconds)
    begun = go.paints[0].at + 1
    apart = [
        (paint.heard - samples.heard.index.seconds(paint.now)) * 1000
        for paint in go.paints
        if paint.now is not None and paint.heard is not None and paint.at > begun
    ]
    if not apart:
        raise RuntimeError("VLC was never heard")
    yield within(ahead, max(0.0, *apart), "ms", 45)
    yield within(behind, max(0.0, *(-each for each in apart)), "ms", 125)
