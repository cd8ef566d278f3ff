"""Opens a clip from any file-like object: the one door between stored bytes and the decoder.

The engine never asks where the bytes come from. Only container formats named here are tried, and
no format may open a further address, so a play list in a clip's clothes reaches nothing.
"""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from typing import BinaryIO, Literal, TypeAlias, cast

import av
from av.codec import CodecContext
from av.container import InputContainer
from av.packet import Packet
from av.stream import Disposition
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from engagement_desktop.errors import AppError

Opener = Callable[[], BinaryIO]
"""Every call gives a fresh, independent, seekable file; reads may be short or raise OSError."""

Threads = Literal["SLICE", "FRAME"]

_FORMATS = (
    "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,mpegts,mpeg,avi,asf,flv,ogg,dv,mxf,"
    "h264,hevc,mpegvideo,m4v,"
    "wav,w64,mp3,aac,flac,amr,aiff,caf"
)
VideoPacket: TypeAlias = "Packet[VideoStream]"

_BUFFER_BYTES = 256 * 1024
_MORE_THREADS = 3
"""Frame threads wait for each other, so that more of them than processors keep those busy: on two
processors five bring a far frame in 87 % of the time of the decoder's own choice, three."""
_MOST_THREADS = 16  # FFmpeg’s own limit
_NOT_PICTURES = Disposition.attached_pic | Disposition.timed_thumbnails


def read_up_to(file: BinaryIO, length: int) -> bytes:
    """So many bytes, or what there is of them, from a file that may give fewer at a time."""
    data = file.read(length)
    while data and len(data) < length and (more := file.read(length - len(data))):
        data += more
    return data


def go_on() -> None:
    """The check of work that nobody stops."""


class NotAClip(AppError):  # noqa: N818 - named by what it says
    """The file cannot be used as a clip; the sentence says why."""


class ClipUnreadable(AppError):  # noqa: N818 - named by what it says
    """The bytes of a clip could not be fetched just now; the clip itself may be sound."""


class _GuardedReader:
    """Passes reads on, and never more bytes than asked for: PyAV copies without looking.

    The first `failure` is raised and ends the file: a second one PyAV would print to the console.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.failure: OSError | None = None

    def read(self, size: int) -> bytes:
        if self.failure is not None:
            return b""
        try:
            data = self._file.read(size)
            if len(data) > size:
                raise OSError(f"the file gave {len(data)} bytes where {size} were asked for")
        except OSError as error:
            self.failure = error
            raise
        return bytes(data)

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()


class KnownBy(StrEnum):
    """How a packet is told from every other of its file."""

    PLACE = "place"
    PLACE_AND_TIME = "place and time"
    COUNT = "count"


Mark: TypeAlias = tuple[int, int | None]
"""A packet's place in the file in bytes, with the time told there where that is needed; or how many
come before it."""


@dataclass(frozen=True)
class PacketTimes:
    """Times for the packets of a file whose own do not tell its pictures apart.

    `times` has one for each packet that shows a picture. Packets known by their count can be told
    only when the file is read from its beginning.
    """

    known_by: KnownBy
    times: Mapping[Mark, int]

    def give(self, packet: VideoPacket, count: int) -> None:
        """Set the time of a packet that `count` others came before; none if it shows nothing."""
        mark = mark_of(self.known_by, packet.pos, packet.pts, count)
        packet.pts = None if mark is None or packet.is_discard else self.times.get(mark)
        if packet.pts is None:
            packet.dts = None  # or the decoder would take this for the time of a picture


def mark_of(known_by: KnownBy, place: int | None, time: int | None, count: int) -> Mark | None:
    """The mark of a packet; None if it has no place."""
    if known_by is KnownBy.COUNT:
        return count, None
    if place is None:
        return None
    return place, time if known_by is KnownBy.PLACE_AND_TIME else None


class ClipFile:
    """An open clip: its container and its picture stream (None for a sound recording).

    A `strict` one has its decoder report damage that it would otherwise hide. Where pictures may be
    `reordered`, it waits as long as an earlier one could still come, also if the file does not say
    how long: else it would guess, and leave out what comes later than that. With `times` its
    packets have those in place of the file's. Use as a context manager, on one thread. Raises
    `NotAClip` when no decoder knows the file and `ClipUnreadable` when the bytes cannot be fetched.
    """

    def __init__(
        self,
        opener: Opener,
        threads: Threads = "SLICE",
        strict: bool = False,
        times: PacketTimes | None = None,
        reordered: bool = True,
    ) -> None:
        self.threads = threads
        self._times = times
        try:
            self._file = opener()
        except OSError as error:
            raise unreadable() from error
        try:
            self._reader = _GuardedReader(self._file)
            self.container: InputContainer = av.open(
                self._reader,
                mode="r",
                options={"format_whitelist": _FORMATS, "protocol_whitelist": ""},
                buffer_size=_BUFFER_BYTES,
                metadata_errors="replace",
            )
        except av.FFmpegError as error:
            problem = _why_not(self._file)
            self._file.close()
            raise problem from error
        except OSError as error:
            self._file.close()
            raise unreadable() from error
        self.cut_short = False
        self.stream = _picture_stream(self.container)
        if self.stream is None and any(_no_decoder(s) for s in self.container.streams.video):
            self.close()
            raise NotAClip(
                "The pictures of this clip are of a kind that cannot be decoded here.",
                to_do="Save it as MP4 (H.264) with the program or camera that made it.",
            )
        if self.stream is not None:
            self.stream.thread_type = threads
            if threads == "FRAME":
                self.stream.codec_context.thread_count = min(
                    (os.cpu_count() or 1) + _MORE_THREADS, _MOST_THREADS
                )
            options = {"err_detect": "explode"} if strict else {}
            if reordered and self.stream.codec_context.name == "h264":
                options["strict"] = "strict"
            self.stream.codec_context.options = options

    def pictures(self) -> VideoStream:
        """The picture stream. Raises `NotAClip` when there is none."""
        if self.stream is None:
            raise NotAClip("This file has no pictures: it is a sound recording.")
        return self.stream

    def packets(self) -> Iterator[VideoPacket]:
        """The packets of the picture stream from where the clip stands, in decoding order.

        Ends where the file ends; `cut_short` tells whether it broke off. Raises `OSError` when
        the bytes could not be fetched, which some formats would take for the end of the file.
        """
        demuxed = self.container.demux(self.pictures())
        count = 0
        while True:
            try:
                packet = next(demuxed, None)
            except av.FFmpegError:
                self.cut_short = True
                packet = None
            if self._reader.failure is not None:
                raise self._reader.failure
            if packet is None or (packet.dts is None and not packet.size):
                return
            if self._times is not None and packet.size:
                self._times.give(packet, count)
                count += not packet.is_discard
            yield packet

    def decoded(self) -> Iterator[VideoFrame]:
        """Every frame that the decoder shows from where the clip stands, damage hidden as well as
        it can; packets that it cannot use are passed over."""
        for packet in self.packets():
            with suppress(av.FFmpegError):
                yield from self.pictures().codec_context.decode(packet)
        with suppress(av.FFmpegError):
            yield from self.pictures().codec_context.decode(None)

    def close(self) -> None:
        """Give everything back; may be called twice."""
        if self.stream is not None and self.threads == "FRAME":
            # A frame-threaded decoder closed with pictures under way can hang.
            with suppress(av.FFmpegError):
                self.stream.codec_context.decode(None)
            self.stream = None
        self.container.close()
        self._file.close()

    def __enter__(self) -> ClipFile:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _why_not(file: BinaryIO) -> AppError:
    """Why no demuxer could open the file, in words."""
    try:
        file.seek(0)
        head = file.read(8)
    except OSError:
        return unreadable()
    if head[4:] == b"ftyp":
        return NotAClip(
            "This clip is not whole: the part that lists its frames is missing or damaged.",
            to_do="Copy it again from the camera, phone or tablet.",
        )
    return NotAClip(
        "This file is not a video or a sound recording that can be opened.",
        to_do="It may be damaged, or be another kind of file with a video’s name.",
    )


def unreadable() -> ClipUnreadable:
    """The error for bytes that could not be fetched."""
    return ClipUnreadable(
        "The clip could not be read just now.",
        safe="Everything written so far is kept.",
        to_do="Check that the disk with the school’s file is still connected, then try again.",
    )


def fault_of_ours() -> AppError:
    """What is told of a clip when its decoding ended by a bug; the bug itself goes to the log."""
    return AppError(
        "A fault of ours stopped this clip from being shown.",
        safe="The clip itself and everything written are kept.",
        to_do="Choose the clip again.",
    )


def memory_short() -> AppError:
    """The error for a clip whose pictures find no room."""
    return AppError(
        "There is not enough memory to show this clip just now.",
        safe="Everything written so far is kept.",
        to_do="Close other programs, then step on.",
    )


def _no_decoder(stream: VideoStream) -> bool:
    """Whether nothing here decodes the stream: then it has no context, whatever its type says."""
    return cast("CodecContext | None", stream.codec_context) is None


def _picture_stream(container: InputContainer) -> VideoStream | None:
    """The moving pictures of a file, the largest if there are several: never the cover picture of a
    sound recording."""
    decoded = (s for s in container.streams.video if not _no_decoder(s))
    moving = [s for s in decoded if not s.disposition & _NOT_PICTURES]
    preferred = [s for s in moving if s.disposition & Disposition.default]
    return max(preferred or moving, key=lambda s: s.width * s.height, default=None)
