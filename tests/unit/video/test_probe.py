"""What a file is, when it was taken, and in words why it cannot be used."""

from __future__ import annotations

import io
import struct
import zlib
from datetime import UTC, datetime, timedelta, timezone

import av
import numpy as np
import pytest
from PIL import Image

from engagement_desktop.errors import AppError
from engagement_desktop.models.states import EvidenceKind
from engagement_desktop.video.clip_file import ClipUnreadable
from engagement_desktop.video.photo import photo_jpeg, photo_picture
from engagement_desktop.video.probe import probe
from engagement_desktop.video.taken import HOME, from_metadata
from tests.helpers import clips
from tests.unit.video.conftest import ClipMaker

ORIENTATION, DATE_TAKEN, ZONE_TAKEN, GPS = 0x0112, 0x9003, 0x9011, 0x8825


def photo(form: str = "JPEG", orientation: int = 1, zone: str = "") -> bytes:
    """A photo of 80 × 40 whose left half is red, taken in a named place."""
    pixels = np.zeros((40, 80, 3), dtype=np.uint8)
    pixels[:, :40, 0] = 255
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    details = exif.get_ifd(0x8769)
    details[DATE_TAKEN] = "2025:06:03 10:30:00"
    if zone:
        details[ZONE_TAKEN] = zone
    exif.get_ifd(GPS)[1] = "N"
    exif.get_ifd(GPS)[2] = (51.0, 30.0, 0.0)
    out = io.BytesIO()
    Image.fromarray(pixels).save(out, form, exif=exif, comment=b"at home")
    return out.getvalue()


def test_a_video_is_known_with_its_poster_and_index(clip: ClipMaker) -> None:
    made = clip("turned left")
    found = probe(made.open_short, "Clip 1.MOV")
    assert found.kind is EvidenceKind.VIDEO
    assert (found.width, found.height) == (224, 128)
    assert found.duration == pytest.approx(1.6)
    assert found.index is not None
    assert len(found.index) == 48
    poster = Image.open(io.BytesIO(found.poster_jpeg or b""))
    assert poster.size == (224, 128)
    bgra = np.asarray(poster.convert("RGBA"))
    assert clips.read_number(bgra) == found.index.at(found.duration / 2)


def test_a_sound_recording_is_known() -> None:
    found = probe(lambda: io.BytesIO(clips.tone_only()), "note.m4a")
    assert found.kind is EvidenceKind.SOUND
    assert found.duration == pytest.approx(1.0, abs=0.1)


@pytest.mark.parametrize("form", ["JPEG", "PNG"])
def test_a_photo_is_shown_upright_and_says_when_it_was_taken(form: str) -> None:
    data = photo(form, orientation=6)
    found = probe(lambda: clips.ShortReads(data), "IMG_1.anything")
    assert found.kind is EvidenceKind.PHOTO
    assert (found.width, found.height) == (40, 80)
    assert found.taken_at == datetime(2025, 6, 3, 10, 30, tzinfo=HOME)
    assert found.taken_at.utcoffset() == timedelta(hours=1)
    shown = photo_picture(lambda: io.BytesIO(data))
    assert shown.bgra.shape == (80, 40, 4)
    assert shown.bgra[10, 20].tolist()[2] > 200
    assert shown.bgra[70, 20].tolist()[2] < 50


def test_a_photo_that_says_its_zone_is_believed() -> None:
    found = probe(lambda: io.BytesIO(photo(zone="-05:00")), "a.jpg")
    assert found.taken_at == datetime(2025, 6, 3, 10, 30, tzinfo=timezone(timedelta(hours=-5)))


def test_nothing_made_from_a_photo_says_where_it_was_taken() -> None:
    data = photo()
    assert Image.open(io.BytesIO(data)).getexif().get_ifd(GPS)
    for made in (
        photo_jpeg(lambda: io.BytesIO(data)),
        probe(lambda: io.BytesIO(data), "a.jpg").poster_jpeg,
    ):
        assert made is not None
        derived = Image.open(io.BytesIO(made))
        assert dict(derived.getexif()) == {}
        assert "comment" not in derived.info
        assert b"at home" not in made


def test_a_phones_heic_photo_opens() -> None:
    data = heic()
    found = probe(lambda: io.BytesIO(data), "IMG_2.HEIC")
    assert found.kind is EvidenceKind.PHOTO
    assert (found.width, found.height) == (64, 64)
    assert found.poster_jpeg is not None
    with pytest.raises(AppError, match="photo cannot be opened"):
        probe(lambda: io.BytesIO(data[: len(data) // 2]), "IMG_2.HEIC")


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"", "a.mp4", "is empty"),
        (b"Dear parents, " * 100, "a.mp4", "holds text"),
        (bytes(range(256)) * 20, "a.mp4", "not a video"),
        (photo()[:300], "a.jpg", "photo cannot be opened: it is damaged"),
        (b"GIF89a" + bytes(50), "a.gif", "not a video"),
        (b"PK\x03\x04", "plan.pdf", "not what its name says"),
    ],
    ids=["empty", "text", "noise", "cut photo", "gif", "not a pdf"],
)
def test_what_cannot_be_used_is_refused_in_words(data: bytes, name: str, words: str) -> None:
    with pytest.raises(AppError, match=words):
        probe(lambda: io.BytesIO(data), name)


def test_a_photo_too_large_for_the_memory_is_refused() -> None:
    small = photo("PNG")
    header = b"IHDR" + struct.pack(">2I", 20_000, 20_000) + small[24:29]
    data = small[:12] + header + struct.pack(">I", zlib.crc32(header)) + small[33:]
    with pytest.raises(AppError, match="too large to open"):
        probe(lambda: io.BytesIO(data), "a.png")


def test_documents_are_known_by_what_is_in_them() -> None:
    assert probe(lambda: io.BytesIO(b"%PDF-1.7\n"), "a.pdf").kind is EvidenceKind.DOCUMENT
    assert probe(lambda: io.BytesIO("Caf\u00e9".encode()), "a.txt").kind is EvidenceKind.DOCUMENT


def test_a_file_that_cannot_be_fetched_is_not_called_damaged() -> None:
    def opener() -> io.BytesIO:
        raise OSError("the device is not there")

    with pytest.raises(ClipUnreadable):
        probe(opener, "a.mp4")


@pytest.mark.parametrize(
    ("notes", "taken_at"),
    [
        ({"creation_time": "2025-06-03T09:30:00.000000Z"}, datetime(2025, 6, 3, 9, 30, tzinfo=UTC)),
        (
            {
                "creation_time": "2025-06-09T09:30:00Z",
                "com.apple.quicktime.creationdate": "2025-06-03T10:30:00+0100",
            },
            datetime(2025, 6, 3, 9, 30, tzinfo=UTC),
        ),
        ({"creation_time": "2025-06-03 10:30:00"}, datetime(2025, 6, 3, 10, 30, tzinfo=HOME)),
        ({"creation_time": "1904-01-01T00:00:00Z"}, None),
        ({"creation_time": "2999-01-01T00:00:00Z"}, None),
        ({"date": "2025"}, None),
        ({"creation_time": "yesterday, I think"}, None),
        ({}, None),
    ],
)
def test_when_a_clip_was_taken(notes: dict[str, str], taken_at: datetime | None) -> None:
    assert from_metadata(notes) == taken_at


def heic() -> bytes:
    """A grey HEIC photo of 64 × 64: one HEVC picture in the boxes of ISO/IEC 23008-12."""
    stream = io.BytesIO()
    with av.open(stream, "w", format="mp4") as container:
        video = container.add_stream("libx265", rate=1)
        video.width = video.height = 64
        video.pix_fmt = "yuv420p"
        video.options = {"x265-params": "log-level=none:keyint=1:no-info=1"}
        grey = av.VideoFrame.from_ndarray(np.full((64, 64, 3), 128, np.uint8), "rgb24")
        container.mux(video.encode(grey))
        container.mux(video.encode(None))
    with av.open(io.BytesIO(stream.getvalue())) as container:
        source = container.streams.video[0]
        configuration = bytes(source.codec_context.extradata or b"")
        picture = bytes(next(packet for packet in container.demux(source) if packet.size))
    return _heif_boxes(configuration, picture)


def _box(kind: bytes, *parts: bytes) -> bytes:
    body = b"".join(parts)
    return (len(body) + 8).to_bytes(4, "big") + kind + body


def _heif_boxes(configuration: bytes, picture: bytes) -> bytes:
    full, one = bytes(4), (1).to_bytes(2, "big")
    file_type = _box(b"ftyp", b"heic", bytes(4), b"mif1heic")
    handler = _box(b"hdlr", full, bytes(4), b"pict", bytes(13))
    primary = _box(b"pitm", full, one)
    entry = _box(b"infe", b"\2\0\0\0", one, bytes(2), b"hvc1", b"\0")
    entries = _box(b"iinf", full, one, entry)
    size = _box(b"ispe", full, (64).to_bytes(4, "big") * 2)
    associations = _box(b"ipma", full, (1).to_bytes(4, "big"), one, b"\2\x81\2")
    properties = _box(b"iprp", _box(b"ipco", _box(b"hvcC", configuration), size), associations)

    def location(offset: int) -> bytes:
        extent = offset.to_bytes(4, "big") + len(picture).to_bytes(4, "big")
        return _box(b"iloc", full, b"\x44\0", one, one, bytes(2), one, extent)

    def meta(offset: int) -> bytes:
        return _box(b"meta", full, handler, primary, location(offset), entries, properties)

    start = len(file_type) + len(meta(0)) + 8
    return file_type + meta(start) + _box(b"mdat", picture)
