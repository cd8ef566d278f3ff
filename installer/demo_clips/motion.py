"""Movement over time: eased tracks, blinking, breathing and the small stir of a child at rest."""

from __future__ import annotations

import math
from bisect import bisect_right
from dataclasses import dataclass
from random import Random


def seeded(seed: int) -> Random:
    """Chance that falls the same way each time the clips are made."""
    return Random(seed)  # noqa: S311 - nothing secret is drawn


def ease(x: float) -> float:
    """Smooth start and stop between 0 and 1 (and held outside)."""
    x = min(1.0, max(0.0, x))
    return x * x * x * (x * (6 * x - 15) + 10)


@dataclass(frozen=True)
class Track:
    """A value over time through keys of (seconds, value), eased between them and held outside."""

    keys: tuple[tuple[float, float], ...]

    def __call__(self, seconds: float) -> float:
        times = [when for when, _ in self.keys]
        after = bisect_right(times, seconds)
        if after == 0:
            return self.keys[0][1]
        if after == len(self.keys):
            return self.keys[-1][1]
        (t0, v0), (t1, v1) = self.keys[after - 1], self.keys[after]
        return v0 + (v1 - v0) * ease((seconds - t0) / max(1e-6, t1 - t0))


def track(*keys: tuple[float, float]) -> Track:
    """A track through these keys, in order of time whatever order they were written in."""
    return Track(tuple(sorted(keys)))


def steady(value: float) -> Track:
    """A track that never changes."""
    return Track(((0.0, value),))


@dataclass(frozen=True)
class Idle:
    """The stir of a child at rest: seeded, slow, and quietened by `amount` while she stills."""

    seed: int
    amount: Track

    def sway(self, seconds: float, channel: int, size: float) -> float:
        """A wandering offset of at most about `size`, different for each channel."""
        rng = seeded(self.seed * 101 + channel)
        phase = [rng.uniform(0, math.tau) for _ in range(3)]
        rate = [rng.uniform(0.7, 1.1), rng.uniform(1.4, 1.9), rng.uniform(2.3, 3.1)]
        wave = sum(
            math.sin(seconds * r + p) * w
            for r, p, w in zip(rate, phase, (0.55, 0.3, 0.15), strict=True)
        )
        return wave * size * self.amount(seconds)

    def breath(self, seconds: float) -> float:
        """Breathing, −1 to 1; a little slower while the child is still."""
        return math.sin(seconds * math.tau / 3.1 + self.seed)

    def blink(self, seconds: float) -> float:
        """How far the lids are down for a blink: 0 open, 1 shut."""
        rng = seeded(self.seed * 7 + 3)
        when = rng.uniform(0.6, 1.6)
        while when < seconds + 0.2:
            since = seconds - when
            if 0 <= since <= 0.24:
                return math.sin(math.pi * since / 0.24)
            when += rng.uniform(2.2, 4.2)
        return 0.0
