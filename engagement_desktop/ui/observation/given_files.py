"""Files and pictures that the user gives by dropping or pasting."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData
from PySide6.QtGui import QImage, QImageWriter

from engagement_desktop.ui.observation import texts


@dataclass(frozen=True)
class GivenFile:
    """A file by its path, or the bytes of a picture, and the name it is kept under."""

    source: Path | bytes
    name: str


def holds_files(data: QMimeData) -> bool:
    """Whether there is a file or a picture in it."""
    return data.hasImage() or any(url.isLocalFile() for url in data.urls())


def files_in(data: QMimeData) -> tuple[GivenFile, ...]:
    """The files in it; without any, the picture in it as a PNG."""
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    if paths:
        return tuple(GivenFile(path, path.name) for path in paths)
    image = data.imageData() if data.hasImage() else None
    if not isinstance(image, QImage) or image.isNull():
        return ()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    name = texts.PASTED_NAME.format(time=datetime.now().astimezone().strftime("%H.%M.%S"))
    return (GivenFile(bytes(buffer.data().data()), name),)
