"""What the two processes say to each other: one letter, a length, and so many bytes.

Nothing here builds objects from what it is told, so that a process which a crafted file has taken
over can send nothing but words, numbers and pictures.
"""

from __future__ import annotations

import struct
from enum import Enum
from typing import IO

_HEAD = struct.Struct(">cI")
PLACE = struct.Struct(">QI")
"""The offset and the number of bytes of a `READ`."""
MOST_READ = 1 << 19
MOST_SAID = 64 << 20
"""Bytes of one message: the frame index of a clip of some hours is a tenth of it."""


class Word(Enum):
    """Who says what; the first three come from the window's process."""

    LOOK = b"L"
    """What is wished for, as JSON."""
    BYTES = b"B"
    LOST = b"X"
    """The bytes asked for could not be fetched."""
    HERE = b"H"
    """The wish was taken up."""
    READ = b"R"
    FAR = b"P"
    """How far it is: done, total and words, as JSON."""
    POSTER = b"O"
    INDEX = b"I"
    FACTS = b"A"
    """The last word about a file, as JSON."""
    REFUSED = b"N"
    """The last word about a file that cannot be used: sentences, as JSON."""


class Ended(Exception):  # noqa: N818 - named for what happened
    """The other process is gone."""


class Nonsense(Exception):  # noqa: N818 - named for what was heard
    """The other process said what it never says by itself."""


def say(out: IO[bytes], word: Word, body: bytes = b"") -> None:
    """Send one message. Raises `Ended`."""
    try:
        out.write(_HEAD.pack(word.value, len(body)))
        out.write(body)
        out.flush()
    except (OSError, ValueError) as error:  # ValueError: closed on this side
        raise Ended from error


def hear(source: IO[bytes]) -> tuple[Word, bytes]:
    """Wait for the next message. Raises `Ended` or `Nonsense`."""
    letter, length = _HEAD.unpack(_exactly(source, _HEAD.size))
    try:
        word = Word(letter)
    except ValueError as error:
        raise Nonsense from error
    if length > MOST_SAID:
        raise Nonsense
    return word, _exactly(source, length)


def _exactly(source: IO[bytes], length: int) -> bytes:
    try:
        data = source.read(length)
    except (OSError, ValueError) as error:
        raise Ended from error
    if len(data) < length:
        raise Ended
    return data
