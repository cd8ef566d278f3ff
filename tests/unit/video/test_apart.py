"""Files are looked at in a process of their own: the same answers, and faults that stay there."""

from __future__ import annotations

import io
import json
import os
import signal
import struct
import sys
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

import pytest

from engagement_desktop.errors import AppError, Cancelled
from engagement_desktop.models.states import EvidenceKind
from engagement_desktop.progress import SilentProgress
from engagement_desktop.video.apart import told, wire
from engagement_desktop.video.apart.limits import Limits
from engagement_desktop.video.apart.looker import APART, Apart
from engagement_desktop.video.apart.wire import Word
from engagement_desktop.video.clip_file import NotAClip
from engagement_desktop.video.probe import probe
from tests.helpers import clips
from tests.unit.video.conftest import ClipMaker
from tests.unit.video.test_probe import heic, photo

LINUX = sys.platform == "linux"


@pytest.fixture
def apart() -> Iterator[Apart]:
    """Processes of the test's own."""
    own = Apart()
    yield own
    own.end()


class Watched(io.BytesIO):
    """A file that does something each time it is read, before it gives its bytes."""

    def __init__(self, data: bytes, do: Callable[[], object]) -> None:
        super().__init__(data)
        self._do = do

    def read(self, size: int | None = -1) -> bytes:
        self._do()
        return super().read(size)


def children() -> set[int]:
    """The numbers of the processes that this one started and that have not ended."""
    mine = Path(f"/proc/{os.getpid()}/task")
    return {
        int(number) for task in mine.iterdir() for number in (task / "children").read_text().split()
    }


@pytest.mark.parametrize("name", ["turned left", "mpeg ts", "mkv", "sound", "photo", "HEIC"])
def test_the_answer_is_the_same_as_in_this_process(clip: ClipMaker, name: str) -> None:
    others = {"sound": clips.tone_only, "photo": lambda: photo(orientation=6), "HEIC": heic}
    data = others[name]() if name in others else clip(name).data

    def opener() -> BinaryIO:
        return clips.ShortReads(data)

    found = APART.probe(opener, len(data), "IMG 1.mov")
    assert found == probe(opener, "IMG 1.mov")
    assert found.kind is not EvidenceKind.DOCUMENT


def test_what_cannot_be_used_is_refused_in_the_same_words() -> None:
    for data, name in ((b"", "a.mp4"), (b"Dear parents, " * 99, "a.mp4"), (photo()[:300], "a.jpg")):
        with pytest.raises(AppError) as here:
            probe(lambda data=data: io.BytesIO(data), name)  # type: ignore[misc]
        with pytest.raises(AppError) as there:
            APART.probe(lambda data=data: io.BytesIO(data), len(data), name)  # type: ignore[misc]
        assert str(there.value) == str(here.value)
        assert type(there.value) is type(here.value)


@pytest.mark.skipif(not LINUX, reason="looks into /proc")
def test_it_is_given_neither_files_nor_connections_nor_what_this_process_knows(
    apart: Apart, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ENGAGEMENT_DESKTOP_LOCKED", "canary of the place")
    before, seen = children(), {}

    def look() -> None:
        (number,) = children() - before
        place = Path(f"/proc/{number}")
        seen["limits"] = (place / "limits").read_text()
        seen["environment"] = (place / "environ").read_bytes()
        seen["words"] = (place / "cmdline").read_bytes()
        seen["open"] = [str(each.readlink()) for each in (place / "fd").iterdir()]

    data = photo()
    apart.probe(lambda: Watched(data, look), len(data), "Sam canary.jpg")
    allowed = {line[:26].strip(): line[26:].split() for line in seen["limits"].splitlines()}
    assert allowed["Max open files"][:2] == ["0", "0"]
    assert allowed["Max file size"][:2] == ["0", "0"]
    assert allowed["Max core file size"][:2] == ["0", "0"]
    assert allowed["Max address space"][:2] == [str(Limits().memory)] * 2
    assert allowed["Max cpu time"][0].isdigit()
    assert b"canary" not in seen["environment"] + seen["words"]
    assert all(each == "/dev/null" or each.startswith("pipe:") for each in seen["open"])


@pytest.mark.skipif(not LINUX, reason="finds the process in /proc")
def test_a_fault_there_is_a_sentence_here_and_the_next_file_is_looked_at(apart: Apart) -> None:
    data, before = photo(), children()

    def fault() -> None:
        for number in children() - before:
            os.kill(number, signal.SIGSEGV)

    with pytest.raises(AppError, match="ended in a fault") as told_so:
        apart.probe(lambda: Watched(data, fault), len(data), "a.jpg")
    assert "Nothing was added" in told_so.value.safe
    assert apart.probe(lambda: io.BytesIO(data), len(data), "a.jpg").kind is EvidenceKind.PHOTO
    (waiting,) = children() - before
    os.kill(waiting, signal.SIGKILL)
    assert apart.probe(lambda: io.BytesIO(data), len(data), "a.jpg").width == 80


@pytest.mark.skipif(not LINUX, reason="finds the process in /proc")
@pytest.mark.parametrize("stopped_by", ["the clock", "the user"])
def test_one_that_says_nothing_more_is_ended(stopped_by: str) -> None:
    data, before, progress = photo(), children(), SilentProgress()
    apart = Apart(Limits(quiet=0.4 if stopped_by == "the clock" else 60))

    def stall() -> None:
        for number in children() - before:
            os.kill(number, signal.SIGSTOP)
        if stopped_by == "the user":
            progress.cancel()

    expected = AppError if stopped_by == "the clock" else Cancelled
    with pytest.raises(expected) as ended:
        apart.probe(lambda: Watched(data, stall), len(data), "a.jpg", progress)
    assert stopped_by == "the user" or "took too long" in str(ended.value)
    assert children() == before


def test_a_picture_that_takes_all_memory_is_refused_in_words() -> None:
    apart = Apart(Limits(memory=420 << 20))
    side = 9_900

    def chunk(kind: bytes, content: bytes) -> bytes:
        body = kind + content
        return struct.pack(">I", len(content)) + body + struct.pack(">I", zlib.crc32(body))

    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    pixels = zlib.compress(bytes((side // 8 + 2) * side))
    data = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels)
    data += chunk(b"IEND", b"")
    with pytest.raises(AppError, match="takes more memory"):
        apart.probe(lambda: io.BytesIO(data), len(data), "a.png")
    small = photo()
    assert apart.probe(lambda: io.BytesIO(small), len(small), "a.jpg").kind is EvidenceKind.PHOTO
    apart.end()


def test_bytes_that_cannot_be_fetched_are_told_as_that() -> None:
    def gone() -> None:
        raise OSError("the card was pulled out")

    data = photo()
    with pytest.raises(OSError, match="pulled out"):
        APART.probe(lambda: Watched(data, gone), len(data), "a.jpg")


FACTS = {"kind": "photo", "taken_at": None, "duration": None, "width": 4, "height": 3}


def test_of_the_answers_only_what_could_be_true_is_believed(clip: ClipMaker) -> None:
    when = datetime(2025, 6, 3, 9, 30, tzinfo=UTC)
    honest = told.probed(json.dumps(FACTS | {"taken_at": when.isoformat()}).encode(), None, None)
    assert (honest.taken_at, honest.width, honest.height) == (when, 4, 3)
    frames = probe(clip("turned left").open, "a.mov").index
    assert frames is not None
    assert told.probed(json.dumps(FACTS).encode(), None, frames.to_bytes()).index == frames
    swapped = (frames.pts[1], frames.pts[0], *frames.pts[2:])
    for lie in (
        {"kind": "program"},
        {"width": -1},
        {"height": 1 << 40},
        {"taken_at": "yesterday"},
        {"taken_at": "2025-06-03T09:30:00"},
        {"duration": float("nan")},
        {"duration": "long"},
    ):
        with pytest.raises(wire.Nonsense):
            told.probed(json.dumps(FACTS | lie).encode(), None, None)
    for wrong in (
        replace(frames, pts=swapped).to_bytes(),
        replace(frames, keyframes=frames.keyframes[1:]).to_bytes(),
        replace(frames, marks=((0, None),)).to_bytes(),
        replace(frames, width=0).to_bytes(),
        zlib.compress(b"[" * 100_000),
        b"no index",
    ):
        with pytest.raises(wire.Nonsense):
            told.probed(json.dumps(FACTS).encode(), None, wrong)
    for body in (b"{", b"[1, 2]", b'["a", 2, "b"]', json.dumps([1, 2, "w" * 5_000]).encode()):
        with pytest.raises(wire.Nonsense):
            told.how_far(body)
    with pytest.raises(wire.Nonsense):
        told.place(wire.PLACE.pack(0, wire.MOST_READ + 1))
    with pytest.raises(wire.Nonsense):
        told.poster(b"MZ not a picture")
    said = {"kind": "NotAClip", "parts": ["It is empty.", "", ""]}
    assert isinstance(told.refusal(json.dumps(said).encode()), NotAClip)
    with pytest.raises(wire.Nonsense):
        told.refusal(json.dumps({"kind": "NotAClip", "parts": ["It is empty."]}).encode())


def test_a_message_of_no_known_kind_or_of_any_length_is_not_listened_to() -> None:
    pipe = io.BytesIO()
    wire.say(pipe, Word.FACTS, b"{}")
    pipe.seek(0)
    assert wire.hear(pipe) == (Word.FACTS, b"{}")
    with pytest.raises(wire.Ended):
        wire.hear(pipe)
    for head in (b"?" + bytes(4), b"A" + b"\xff" * 4):
        with pytest.raises(wire.Nonsense):
            wire.hear(io.BytesIO(head))
