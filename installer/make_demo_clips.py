"""Makes the demo school's pictures: clips, photographs and portraits in `resources/demo/`.

    python installer/make_demo_clips.py [--only NAME]

Everyone in them is invented and drawn by this script. `clips.json`, written beside the clips, says
which frame of each clip shows which moment, so that the demo's markers are exactly right.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from demo_clips.brush import colour, mix, round_glow
from demo_clips.cast import PUPILS
from demo_clips.encode import picture, write
from demo_clips.look import Pose
from demo_clips.people import child
from demo_clips.scene import Scene
from demo_clips.scenes import all_scenes
from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QImage, QPainter

_DEMO = Path(__file__).resolve().parent.parent / "resources" / "demo"
_PHOTOS = {  # a photograph is one moment of a scene: its name → (scene, seconds)
    "amara-reaching": ("amara-bubble-tube-now", 8.9),
    "bilal-ribbons": ("bilal-fan-now", 7.2),
    "cerys-light-ball": ("cerys-light-ball-now", 8.4),
    "dylan-swing": ("dylan-swing-now", 8.7),
    "elif-splashing": ("elif-water-now", 6.0),
    "haruto-drum": ("haruto-drum-now", 5.9),
}
_PORTRAIT = 200
_LARGEST_PORTRAIT = 12_000


def main() -> int:
    """Make everything, or only the clips whose name contains `--only`."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--only", default="", help="part of a clip's name")
    only = parser.parse_args().only
    scenes = {scene.name: scene for scene in all_scenes()}
    for folder in ("clips", "photos", "portraits"):
        (_DEMO / folder).mkdir(parents=True, exist_ok=True)
    index_path = _DEMO / "clips.json"
    index = json.loads(index_path.read_text("utf-8")) if index_path.exists() else {}
    for scene in scenes.values():
        if only in scene.name:
            index[scene.name] = _clip(scene)
            print(
                scene.name,
                round((_DEMO / "clips" / f"{scene.name}.mp4").stat().st_size / 1024),
                "KB",
            )
    index_path.write_text(json.dumps(dict(sorted(index.items())), indent=1) + "\n", "utf-8")
    if not only:
        for name, (scene_name, seconds) in _PHOTOS.items():
            scene = scenes[scene_name]
            _save(picture(scene, seconds, 4 / 3), _DEMO / "photos" / f"{name}.jpg", 84)
        for number, name in enumerate(PUPILS):
            _portrait(name, number)
    return 0


def _clip(scene: Scene) -> dict[str, object]:
    written = write(scene, _DEMO / "clips")
    return {
        "taken": scene.taken,
        "frames": len(written.ticks),
        "moments": {moment.key: written.frame_at(moment.seconds) for moment in scene.moments},
    }


def _portrait(name: str, number: int) -> None:
    """A head and shoulders on a soft ground, as on a school photograph."""
    image = QImage(_PORTRAIT * 2, _PORTRAIT * 2, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    ground = ("#cfe0ee", "#e6dccb", "#d6e6d5", "#e7d6e2", "#d9dcec", "#efe0c9")[number % 6]
    painter.fillRect(
        image.rect(),
        round_glow(
            (170, 130),
            330,
            (0, colour(mix(ground, "#ffffff", 0.55))),
            (1, colour(mix(ground, "#5a6478", 0.18))),
        ),
    )
    painter.translate(200, 276)
    painter.scale(1.42, 1.42)
    yaw = (0.22, -0.2, 0.1, -0.12)[number % 4]
    pose = Pose(
        yaw=yaw,
        pitch=0.02,
        roll=(2.5, -3.0, 1.0, 3.5, -1.5)[number % 5],
        gaze=(-yaw * 0.6, 0.05),
        smile=(0.55, 0.75, 0.45, 0.9)[number % 4],
        mouth=(0.0, 0.25, 0.0, 0.42, 0.0)[number % 5],
        brows=0.2,
    )
    child(painter, PUPILS[name], pose)
    painter.end()
    smooth = Qt.TransformationMode.SmoothTransformation
    small = image.scaled(_PORTRAIT, _PORTRAIT, Qt.AspectRatioMode.KeepAspectRatio, smooth)
    _save(small, _DEMO / "portraits" / f"{name}.jpg", 88, _LARGEST_PORTRAIT)


def _save(image: QImage, path: Path, quality: int, largest: int = 120_000) -> None:
    """Save a JPEG no larger than `largest` bytes."""
    while True:
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        image.save(buffer, "JPEG", quality)  # type: ignore[call-overload]
        data = bytes(buffer.data().data())
        if len(data) <= largest:
            path.write_bytes(data)
            return
        quality -= 6


if __name__ == "__main__":
    sys.exit(main())
