"""Brings thumbnails and waveforms from the loader's thread to the strips that show them."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QImage

from engagement_desktop.ui.review.clip import ReviewClip, Side
from engagement_desktop.ui.review.pane_painter import Shown
from engagement_desktop.ui.review.strip import THUMBNAIL_HEIGHT, ClipStrip
from engagement_desktop.ui.review.strip_loader import StripLoader
from engagement_desktop.video.picture import Picture


class _Relay(QObject):
    thumbnails = Signal(object, object)
    waveform = Signal(object, object)


class StripFeed(QObject):
    """Fills the strips of both sides; keeps what was made, so that a swap shows it at once."""

    def __init__(self, strips: dict[Side, ClipStrip], parent: QObject) -> None:
        super().__init__(parent)
        self._strips = strips
        self._shown: dict[Side, int] = {}
        self._thumbnails: dict[int, tuple[tuple[float, QImage], ...]] = {}
        self._waveforms: dict[int, tuple[float, ...]] = {}
        self._wanted: dict[int, tuple[ReviewClip, int]] = {}
        self._relay = relay = _Relay()
        self.loader = StripLoader(relay.thumbnails.emit, relay.waveform.emit)
        relay.thumbnails.connect(self._thumbnails_made, Qt.ConnectionType.QueuedConnection)
        relay.waveform.connect(self._waveform_made, Qt.ConnectionType.QueuedConnection)

    def load(self, side: Side, clip: ReviewClip | None) -> None:
        """Show the strip of `clip` on a side; `make` makes it if it is new."""
        self._shown.pop(side, None)
        if clip is not None:
            self._shown[side] = clip.evidence_id
        for evidence_id in set(self._thumbnails) - set(self._shown.values()):
            self._forget(evidence_id)
        if clip is None:
            return
        if clip.evidence_id in self._thumbnails:
            self._show(clip.evidence_id)
            return
        self._thumbnails[clip.evidence_id] = ()
        self._waveforms[clip.evidence_id] = ()
        height = round(THUMBNAIL_HEIGHT * self._strips[side].devicePixelRatioF())
        self._wanted[clip.evidence_id] = (clip, height)

    def make(self) -> None:
        """Make the strips that are wanted, in the background. Not before a frame is shown: that is
        what somebody waits for, and both are decoded from the same clip."""
        for clip, height in self._wanted.values():
            self.loader.load(clip, height)
        self._wanted.clear()

    def swap(self) -> None:
        """The clips changed sides."""
        self._shown = {side.other: evidence_id for side, evidence_id in self._shown.items()}
        for evidence_id in self._shown.values():
            self._show(evidence_id)

    def _forget(self, evidence_id: int) -> None:
        self._wanted.pop(evidence_id, None)
        self.loader.forget(evidence_id)
        del self._thumbnails[evidence_id], self._waveforms[evidence_id]

    def _show(self, evidence_id: int) -> None:
        for side, shown in self._shown.items():
            if shown == evidence_id:
                self._strips[side].set_thumbnails(self._thumbnails[evidence_id])
                self._strips[side].set_waveform(self._waveforms[evidence_id])

    def _thumbnails_made(self, clip: ReviewClip, pictures: tuple[Picture, ...]) -> None:
        if clip.evidence_id in self._thumbnails:
            self._thumbnails[clip.evidence_id] = tuple(
                (clip.index.seconds(picture.n), Shown.of(picture).image.copy())
                for picture in pictures
            )
            self._show(clip.evidence_id)

    def _waveform_made(self, clip: ReviewClip, loudness: tuple[float, ...]) -> None:
        if clip.evidence_id in self._waveforms:
            self._waveforms[clip.evidence_id] = loudness
            self._show(clip.evidence_id)
