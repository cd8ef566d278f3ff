"""The clips' sound, made from nothing but arithmetic: hum, chime, bubbles, drum, water, prompt."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

RATE = 48_000
Samples = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Noise:
    """One sound in a clip: its kind, when it starts, how long it lasts and how loud it is."""

    kind: str
    at: float
    lasts: float = 1.0
    loud: float = 1.0


def soundtrack(seconds: float, noises: tuple[Noise, ...], seed: int) -> Samples:
    """Mono samples (−1 to 1) of a whole clip: a quiet room with these sounds in it."""
    rng = np.random.default_rng(seed)
    out = _room(seconds, rng)
    for noise in noises:
        made = _KINDS[noise.kind](noise.lasts, rng) * noise.loud
        start = round(noise.at * RATE)
        end = min(len(out), start + len(made))
        if end > start:
            out[start:end] += made[: end - start]
    edge = round(0.05 * RATE)
    out[:edge] *= np.linspace(0, 1, edge)
    out[-edge:] *= np.linspace(1, 0, edge)
    return np.tanh(out * 0.9)


def _time(seconds: float) -> Samples:
    return np.arange(round(seconds * RATE)) / RATE


def _soft(samples: Samples, width: int) -> Samples:
    kernel = np.hanning(width + 2)[1:-1]
    return np.convolve(samples, kernel / kernel.sum(), mode="same")


def _room(seconds: float, rng: np.random.Generator) -> Samples:
    t = _time(seconds)
    hum = 0.006 * np.sin(2 * np.pi * 100 * t) + 0.003 * np.sin(2 * np.pi * 50 * t)
    return hum + _soft(rng.normal(0, 1, len(t)), 90) * 0.03


def _bell(frequency: float, seconds: float, fade: float) -> Samples:
    t = _time(seconds)
    tone = sum(
        np.sin(2 * np.pi * frequency * m * t) * a * np.exp(-t * fade * f)
        for m, a, f in ((1, 1.0, 1.0), (2.01, 0.45, 1.7), (3.02, 0.18, 2.6), (5.4, 0.07, 4.0))
    )
    return np.asarray(tone) * np.minimum(1, t / 0.006)


def _chime(seconds: float, _rng: np.random.Generator) -> Samples:
    return _bell(659.3, max(seconds, 1.6), 2.6) * 0.16


def _prompt(_seconds: float, _rng: np.random.Generator) -> Samples:
    """Two soft sung notes, where an adult would say “ready?”."""
    out = np.zeros(round(1.1 * RATE))
    for at, frequency in ((0.0, 293.7), (0.36, 370.0)):
        t = _time(0.5)
        glide = 2 * np.pi * np.cumsum(frequency * (1 + 0.02 * np.sin(2 * np.pi * 5 * t))) / RATE
        voice = sum(np.sin(glide * m) * a for m, a in ((1, 1), (2, 0.5), (3, 0.22), (4, 0.09)))
        note = np.asarray(voice) * np.sin(np.pi * np.minimum(1, t / 0.5)) ** 0.7
        start = round(at * RATE)
        out[start : start + len(note)] += note * 0.10
    return out


def _call(_seconds: float, _rng: np.random.Generator) -> Samples:
    """A child's happy sound: a short rising vowel."""
    t = _time(0.55)
    pitch = 330 + 120 * np.sin(np.pi * t / 0.6)
    glide = 2 * np.pi * np.cumsum(pitch) / RATE
    voice = sum(
        np.sin(glide * m) * a for m, a in ((1, 1), (2, 0.7), (3, 0.45), (4, 0.16), (5, 0.1))
    )
    return np.asarray(voice) * np.sin(np.pi * t / 0.55) ** 1.2 * 0.09


def _click(_seconds: float, rng: np.random.Generator) -> Samples:
    t = _time(0.09)
    snap = rng.normal(0, 0.125, len(t)) * np.exp(-t * 160)
    return np.asarray(snap + np.sin(2 * np.pi * 900 * t) * np.exp(-t * 90) * 0.25)


def _bubbles(seconds: float, rng: np.random.Generator) -> Samples:
    t = _time(seconds)
    out = _soft(rng.normal(0, 1, len(t)), 60) * 0.05 + 0.012 * np.sin(2 * np.pi * 120 * t)
    for start in rng.uniform(0, max(0.1, seconds - 0.2), int(seconds * 19)):
        b = _time(rng.uniform(0.05, 0.13))
        base = rng.uniform(320, 900)
        blip = np.sin(2 * np.pi * (base * b + base * 3.2 * b * b)) * np.exp(-b * 34)
        i = round(start * RATE)
        out[i : i + len(b)] += blip * rng.uniform(0.02, 0.09)
    return out * np.minimum(1, t / 0.7)


def _fan(seconds: float, rng: np.random.Generator) -> Samples:
    t = _time(seconds)
    rise = np.minimum(1, t / 1.1)
    whirr = np.sin(2 * np.pi * np.cumsum(40 + 95 * rise) / RATE) * 0.05
    return (whirr + _soft(rng.normal(0, 1, len(t)), 22) * 0.16 * rise) * np.minimum(
        1, (seconds - t) / 0.4
    )


def _drum(_seconds: float, rng: np.random.Generator) -> Samples:
    t = _time(0.9)
    body = np.sin(2 * np.pi * (78 * t + 26 * (1 - np.exp(-t * 18)) / 18)) * np.exp(-t * 5.5)
    return (body + rng.normal(0, 0.35, len(t)) * np.exp(-t * 75)) * 0.55


def _pour(seconds: float, rng: np.random.Generator) -> Samples:
    t = _time(seconds)
    edge = np.minimum(1, np.minimum(t / 0.3, (seconds - t) / 0.4))
    return (_soft(rng.normal(0, 1, len(t)), 9) * 0.16 + _bubbles(seconds, rng) * 0.7) * edge


def _splash(_seconds: float, rng: np.random.Generator) -> Samples:
    t = _time(0.5)
    return _soft(rng.normal(0, 1, len(t)), 7) * np.exp(-t * 9) * 0.34


def _ready(_seconds: float, _rng: np.random.Generator) -> Samples:
    """“Ready … steady …” as two sung notes, a second apart."""
    out = np.zeros(round(2.2 * RATE))
    for at, frequency in ((0.0, 261.6), (1.0, 293.7)):
        t = _time(0.75)
        voice = sum(
            np.sin(2 * np.pi * frequency * m * t) * a for m, a in ((1, 1), (2, 0.5), (3, 0.2))
        )
        start = round(at * RATE)
        out[start : start + len(t)] += np.asarray(voice) * np.sin(np.pi * t / 0.75) ** 0.8 * 0.10
    return out


def _go(_seconds: float, _rng: np.random.Generator) -> Samples:
    t = _time(1.0)
    tones = sum(np.sin(2 * np.pi * f * t) for f in (392.0, 493.9, 587.3))
    return np.asarray(tones) * np.exp(-t * 2.4) * np.minimum(1, t / 0.02) * 0.06


def _music(seconds: float, _rng: np.random.Generator) -> Samples:
    """A music box: a slow tune of struck notes."""
    out = np.zeros(round((seconds + 2) * RATE))
    tune = (523.3, 659.3, 784.0, 659.3, 587.3, 698.5, 880.0, 784.0)
    for i in range(int(seconds / 0.46)):
        bell = _bell(tune[i % len(tune)], 1.8, 3.4) * 0.085
        start = round(i * 0.46 * RATE)
        out[start : start + len(bell)] += bell
    return out


_KINDS = {
    "chime": _chime,
    "prompt": _prompt,
    "call": _call,
    "click": _click,
    "bubbles": _bubbles,
    "fan": _fan,
    "drum": _drum,
    "pour": _pour,
    "splash": _splash,
    "ready": _ready,
    "go": _go,
    "music": _music,
}
