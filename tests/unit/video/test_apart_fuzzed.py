"""Clips and photos with their bytes changed at random: an answer or a sentence, and never more."""

from __future__ import annotations

import io
import random
import sys
from pathlib import Path

import pytest

from engagement_desktop.errors import AppError
from engagement_desktop.video.apart.limits import Limits
from engagement_desktop.video.apart.looker import Apart
from tests.helpers import clips
from tests.unit.video.conftest import ClipMaker
from tests.unit.video.test_apart import children
from tests.unit.video.test_probe import heic, photo

MOST_MEMORY_KB = 300 * 1024
SEED = 20261122
FEW, MANY = 60, 3_000


def spoilt(data: bytes, chance: random.Random) -> bytes:
    """The file with bytes flipped, written over, taken out or put in, or cut short."""
    content = bytearray(data)
    for _ in range(chance.choice((1, 1, 3, 20))):
        place = chance.randrange(len(content))
        if chance.random() < 0.5:
            place = min(place, chance.randrange(1_000))  # what tells the rest apart stands in front
        match chance.randrange(6):
            case 0:
                content[place] ^= 1 << chance.randrange(8)
            case 1:
                content[place : place + 4] = chance.choice(
                    (b"\xff" * 4, bytes(4), b"\x7f" + b"\xff" * 3)
                )
            case 2:
                del content[place : place + chance.randrange(1, 400)]
            case 3:
                content[place:place] = chance.randbytes(chance.randrange(1, 400))
            case 4:
                other = chance.randrange(len(content))
                content[place : place + 64] = content[other : other + 64]
            case 5:
                del content[max(20, place) :]
        content = content or bytearray(b"\0")
    return bytes(content)


def most_memory(processes: set[int]) -> int:
    """The most that one of these has held, in KB."""
    held = [0]
    for number in processes:
        for line in Path(f"/proc/{number}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                held.append(int(line.split()[1]))
    return max(held)


@pytest.mark.timeout(1_800)
def test_files_with_their_bytes_changed(clip: ClipMaker, request: pytest.FixtureRequest) -> None:
    many = MANY if request.config.getoption("--long") else FEW
    chance = random.Random(SEED)
    whole = {
        "a.mp4": clip("plain").data,
        "b.ts": clip("mpeg ts").data,
        "c.mkv": clip("mkv").data,
        "d.m4a": clips.tone_only(),
        "e.jpg": photo(orientation=6),
        "f.png": photo("PNG"),
        "g.heic": heic(),
    }
    before = children() if sys.platform == "linux" else set()
    apart = Apart(Limits(quiet=5, seconds=20))
    answers, refusals = 0, []
    for turn in range(many):
        name = list(whole)[turn % len(whole)]
        data = spoilt(whole[name], chance)
        try:
            apart.probe(lambda data=data: io.BytesIO(data), len(data), name)  # type: ignore[misc]
            answers += 1
        except AppError as refusal:
            refusals.append(refusal.happened)
    if sys.platform == "linux":
        assert most_memory(children() - before) < MOST_MEMORY_KB
    apart.end()
    assert answers > many // 10
    assert len(refusals) > many // 10
    assert [words for words in refusals if not words.endswith(".") or "too long" in words] == []
