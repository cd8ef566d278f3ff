"""What the window believes of the answers about a file: only what could be true of one.

A process that a crafted file has taken over may answer anything; whatever is of another form than
an answer of ours is `Nonsense`.
"""

from __future__ import annotations

import json
import zlib
from datetime import datetime
from itertools import pairwise
from typing import Any

from engagement_desktop.errors import AppError
from engagement_desktop.models.states import EvidenceKind
from engagement_desktop.video.apart import wire
from engagement_desktop.video.apart.wire import Nonsense
from engagement_desktop.video.clip_file import NotAClip
from engagement_desktop.video.frame_index import FrameIndex
from engagement_desktop.video.probe import Probed

_MOST_POSTER = 4 << 20
_MOST_INDEX = 256 << 20
_LARGEST_SIDE = 65_535  # pixels
_LONGEST = 1_000_000_000  # seconds
_LONGEST_SENTENCE = 1_000
_JPEG = b"\xff\xd8\xff"


def place(body: bytes) -> tuple[int, int]:
    """The offset and the number of bytes that are asked for."""
    if len(body) != wire.PLACE.size:
        raise Nonsense
    offset, length = wire.PLACE.unpack(body)
    if length > wire.MOST_READ:
        raise Nonsense
    return offset, length


def how_far(body: bytes) -> tuple[int, int, str]:
    """Done, total and words."""
    match _json(body):
        case [int(done), int(total), str(words)] if len(words) <= _LONGEST_SENTENCE:
            return done, total, words
    raise Nonsense


def refusal(body: bytes) -> AppError:
    """Why a file cannot be used."""
    match _json(body):
        case {"kind": str(kind), "parts": [str(happened), str(safe), str(to_do)]}:
            if max(len(happened), len(safe), len(to_do)) <= _LONGEST_SENTENCE:
                named = NotAClip if kind == NotAClip.__name__ else AppError
                return named(happened, safe=safe, to_do=to_do)
    raise Nonsense


def poster(body: bytes) -> bytes:
    """A small JPEG."""
    if len(body) > _MOST_POSTER or not body.startswith(_JPEG):
        raise Nonsense
    return body


def probed(facts: bytes, small_picture: bytes | None, frames: bytes | None) -> Probed:
    """What a file is."""
    match _json(facts):
        case {
            "kind": str(kind),
            "taken_at": str() | None as taken_at,
            "duration": float() | int() | None as duration,
            "width": int() | None as width,
            "height": int() | None as height,
        } if duration is None or 0 <= duration < _LONGEST:
            _refuse_impossible(width, height)
            index = None if frames is None else _index(frames)
            return Probed(
                _known_kind(kind), _moment(taken_at), duration, width, height, small_picture, index
            )
    raise Nonsense


def _index(body: bytes) -> FrameIndex:
    """The frames of a clip, if they go forward and agree with themselves."""
    unpacking = zlib.decompressobj()
    try:
        unpacking.decompress(body, _MOST_INDEX)
        index = FrameIndex.from_bytes(body) if unpacking.eof else None
    except (zlib.error, RecursionError, ArithmeticError, AttributeError) as error:
        raise Nonsense from error
    if index is None or not all(isinstance(pts, int) for pts in index.pts):
        raise Nonsense
    agrees = (
        len(index.keyframes) == len(index)
        and len(index.keyframe_dts) == sum(index.keyframes)
        and len(index.marks) in (0, len(index))
    )
    goes_forward = all(earlier < later for earlier, later in pairwise(index.pts))
    if not (index.pts and agrees and goes_forward and index.time_base > 0):
        raise Nonsense
    _refuse_impossible(index.width, index.height)
    return index


def _refuse_impossible(*sides: int | None) -> None:
    if not all(side is None or 0 < side <= _LARGEST_SIDE for side in sides):
        raise Nonsense


def _known_kind(name: str) -> EvidenceKind:
    try:
        return EvidenceKind(name)
    except ValueError as error:
        raise Nonsense from error


def _moment(text: str | None) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text) if text is not None else None
    except ValueError as error:
        raise Nonsense from error
    if moment is not None and moment.tzinfo is None:
        raise Nonsense
    return moment


def _json(body: bytes) -> Any:
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Nonsense from error
