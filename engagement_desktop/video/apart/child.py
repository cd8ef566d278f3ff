"""The process that looks at files: it is given bytes to look at, and has nothing else.

It reads a file by asking the window's process for it, and never learns its name or its place.
An error that nobody foresaw ends it, which the other side tells in a sentence.
"""

from __future__ import annotations

import importlib
import io
import json
import os
import pkgutil
import threading
from typing import TYPE_CHECKING, Any, BinaryIO

from engagement_desktop.errors import AppError
from engagement_desktop.video.apart import limits, wire
from engagement_desktop.video.apart.wire import Word

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

    from engagement_desktop.video.probe import Probed

_IDLE_SECONDS = 20.0
"""So long it waits for the next of several files, with what is left of the last in its memory."""


def main(memory: int) -> int:
    """Look at one file after another until the window's process ends or has no more."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no answer
    _load()
    limits.give_up_rights(memory)
    process = _Child(open(0, "rb", closefd=False), answers)  # noqa: SIM115 - stdin
    try:
        while True:
            process.look_at_one()
    except wire.Ended:
        return 0


def _load() -> None:
    """All that may be needed to look, since nothing can be opened later."""
    import av.subtitles
    from PIL import Image, MpoImagePlugin, TiffImagePlugin  # noqa: F401 - notes in a JPEG

    from engagement_desktop.video import probe  # noqa: F401

    Image.preinit()
    for module in pkgutil.iter_modules(av.subtitles.__path__, "av.subtitles."):
        importlib.import_module(module.name)


class _Child:
    def __init__(self, questions: BinaryIO, answers: BinaryIO) -> None:
        self._questions = questions
        self._answers = answers

    def look_at_one(self) -> None:
        """Wait for a file, and tell what it is or why it cannot be used."""
        idle = threading.Timer(_IDLE_SECONDS, os._exit, (0,))
        idle.daemon = True
        idle.start()
        word, body = wire.hear(self._questions)
        idle.cancel()
        if word is not Word.LOOK:
            raise wire.Nonsense
        self._say(Word.HERE)
        wish = json.loads(body)
        limits.allow_seconds(wish["seconds"])
        try:
            self._look(wish)
        except AppError as refusal:
            self._refuse(type(refusal).__name__, refusal)
        except MemoryError:
            self._refuse("AppError", _too_much())

    def _look(self, wish: dict[str, Any]) -> None:
        from engagement_desktop.video import photo
        from engagement_desktop.video.probe import probe

        def opener() -> BinaryIO:
            return io.BufferedReader(_Bytes(self, wish["size"]), wire.MOST_READ)

        if wish["square"]:
            self._say(Word.POSTER, photo.square_jpeg(opener, wish["square"]))
            self._say(Word.FACTS)
        else:
            self._tell(probe(opener, wish["name"], self))

    def _tell(self, probed: Probed) -> None:
        if probed.poster_jpeg is not None:
            self._say(Word.POSTER, probed.poster_jpeg)
        if probed.index is not None:
            self._say(Word.INDEX, probed.index.to_bytes())
        facts = {
            "kind": probed.kind.value,
            "taken_at": probed.taken_at.isoformat() if probed.taken_at else None,
            "duration": probed.duration,
            "width": probed.width,
            "height": probed.height,
        }
        self._say(Word.FACTS, json.dumps(facts).encode())

    def _refuse(self, kind: str, refusal: AppError) -> None:
        said = {"kind": kind, "parts": [refusal.happened, refusal.safe, refusal.to_do]}
        self._say(Word.REFUSED, json.dumps(said).encode())

    def fetch(self, place: int, length: int) -> bytes:
        """Bytes of the file. Raises `OSError` where they could not be fetched."""
        self._say(Word.READ, wire.PLACE.pack(place, length))
        word, data = wire.hear(self._questions)
        if word is not Word.BYTES:
            raise OSError("the bytes could not be fetched")
        return data

    def report(self, done: int, total: int, words: str = "") -> None:
        """Tell how far it is (`Progress`)."""
        self._say(Word.FAR, json.dumps([done, total, words]).encode())

    def check(self) -> None:
        """Go on: whoever wants it stopped ends the process (`Progress`)."""

    def _say(self, word: Word, body: bytes = b"") -> None:
        wire.say(self._answers, word, body)


class _Bytes(io.RawIOBase):
    """The file that is looked at, as the other process reads it out."""

    def __init__(self, child: _Child, size: int) -> None:
        self._child = child
        self._size = size
        self._place = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._place

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._place, io.SEEK_END: self._size}[whence]
        if start + offset < 0:
            raise OSError("before the beginning of the file")
        self._place = start + offset
        return self._place

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer).cast("B")
        wanted = min(len(view), wire.MOST_READ)
        data = self._child.fetch(self._place, wanted) if self._place < self._size else b""
        view[: len(data)] = data
        self._place += len(data)
        return len(data)


def _too_much() -> AppError:
    return AppError(
        "This file cannot be used: it takes more memory to open than a photo or clip should.",
        to_do="Save a smaller copy of it, and add that.",
    )
