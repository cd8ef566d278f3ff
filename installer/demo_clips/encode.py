"""Writes a scene as a clip: painted frames, made sound, H.264 or HEVC in MP4."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.audio.stream import AudioStream
from av.video.stream import VideoStream
from PySide6.QtGui import QImage, QPainter, QTransform

from demo_clips.motion import seeded
from demo_clips.scene import Scene
from demo_clips.sound import RATE, soundtrack

_TICKS = 600  # a phone's usual time base, in which 24, 25, 30 and 60 frames a second are whole


@dataclass(frozen=True)
class Written:
    """A clip as written: the time of each frame in ticks of 1/600 s."""

    path: Path
    ticks: tuple[int, ...]

    def frame_at(self, seconds: float) -> int:
        """The first frame that shows `seconds` or later."""
        return next(n for n, tick in enumerate(self.ticks) if tick + 1e-6 >= seconds * _TICKS)


def frame_ticks(scene: Scene) -> tuple[int, ...]:
    """When each frame is shown, in ticks; an uneven scene varies from 20 to 30 a second."""
    end = round(scene.seconds * _TICKS)
    if not scene.uneven:
        return tuple(range(0, end, _TICKS // scene.rate))
    rng, ticks, now = seeded(17), [], 0
    while now < end:
        ticks.append(now)
        now += rng.choice((20, 20, 20, 20, 21, 24, 30))
    return tuple(ticks)


def picture(scene: Scene, seconds: float, scale: float = 1.0) -> QImage:
    """One upright picture of a scene."""
    width, height = (540, 960) if scene.upright else (960, 540)
    image = QImage(round(width * scale), round(height * scale), QImage.Format.Format_RGB32)
    painter = QPainter(image)
    painter.setRenderHints(
        QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
    )
    painter.scale(scale, scale)
    scene.draw(painter, seconds)
    painter.end()
    return image


def write(scene: Scene, folder: Path) -> Written:
    """Write a scene's clip into a folder."""
    path = folder / f"{scene.name}.mp4"
    ticks = frame_ticks(scene)
    codec = "libx265" if scene.codec == "hevc" else "libx264"
    options = {"preset": "slow", "crf": "27", "tune": "animation"}
    if scene.codec == "hevc":
        options |= {"crf": "29", "x265-params": "log-level=none:keyint=75"}
    options["g"] = "75"
    with av.open(
        str(path),
        "w",
        format="mp4",
        options={"movflags": "+faststart", "video_track_timescale": str(_TICKS)},
    ) as container:
        container.metadata["creation_time"] = scene.taken
        video = container.add_stream(codec, rate=scene.rate, options=options)
        assert isinstance(video, VideoStream)
        video.width, video.height, video.pix_fmt = 960, 540, "yuv420p"
        video.codec_context.time_base = Fraction(1, _TICKS)
        video.metadata["creation_time"] = scene.taken
        if scene.codec == "hevc":
            video.codec_context.codec_tag = "hvc1"
        sound = container.add_stream("aac", rate=RATE, layout="mono")
        assert isinstance(sound, AudioStream)
        sound.bit_rate = 40_000
        for frame in _pictures(scene, ticks):
            container.mux(video.encode(frame))
        container.mux(video.encode(None))
        for samples in _sound(scene):
            container.mux(sound.encode(samples))
        container.mux(sound.encode(None))
    if scene.upright:
        _turn(path)
    return Written(path, ticks)


def _pictures(scene: Scene, ticks: tuple[int, ...]) -> Iterator[av.VideoFrame]:
    for tick in ticks:
        image = picture(scene, tick / _TICKS)
        if scene.upright:
            image = image.transformed(QTransform().rotate(-90))
        pixels = np.frombuffer(image.constBits(), np.uint8).reshape(
            image.height(), image.bytesPerLine() // 4, 4
        )
        frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(pixels), format="bgra")
        frame = frame.reformat(format="yuv420p", dst_colorspace="ITU709")
        frame.pts, frame.time_base = tick, Fraction(1, _TICKS)
        yield frame


def _sound(scene: Scene) -> Iterator[av.AudioFrame]:
    samples = soundtrack(scene.seconds, scene.noises, seed=len(scene.name)).astype(np.float32)
    for start in range(0, len(samples), 1024):
        frame = av.AudioFrame.from_ndarray(
            samples[None, start : start + 1024], format="fltp", layout="mono"
        )
        frame.sample_rate, frame.pts, frame.time_base = RATE, start, Fraction(1, RATE)
        yield frame


def _turn(path: Path) -> None:
    """Say in the video track's header that the picture is to be turned 90°, as a phone does."""
    data = bytearray(path.read_bytes())
    header = data.index(b"tkhd")  # the video track is the first
    version = data[header + 4]
    matrix = header + 8 + (32 if version == 1 else 20) + 16
    one, height = 0x10000, 540 << 16
    struct.pack_into(">9i", data, matrix, 0, one, 0, -one, 0, 0, height, 0, 0x40000000)
    path.write_bytes(data)
