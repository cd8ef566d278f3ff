"""The clips that are loaded: each with its reader, and the frame that is wanted of it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from engagement_desktop.ui.review.clip import ReviewClip, Side
from engagement_desktop.video.frame_reader import FrameReader
from engagement_desktop.video.frame_source import FrameNotExact
from engagement_desktop.video.photo_source import PhotoReader, is_photo_index
from engagement_desktop.video.picture import Picture


class Deck:
    """One loaded clip: its reader, the frame wanted, and the picture last put on the screen.

    `failed` says that the wanted frame cannot be shown, `broken` that no other can for now: the
    clip is gone, or cannot be read. The other clip then goes on without it. `left_out` are frames
    that were found not to be had before playing came to them.
    """

    def __init__(self, clip: ReviewClip, size: tuple[int, int], relay: Relay) -> None:
        self.clip = clip
        self.wanted = -1
        self.shown = -1
        self.fresh: Picture | None = None
        self.failed = False
        self.broken = False
        self.left_out: dict[int, FrameNotExact] = {}
        reader = PhotoReader if is_photo_index(clip.index) else FrameReader
        self.reader: FrameReader | PhotoReader = reader(
            clip.opener,
            clip.index,
            size,
            lambda picture: relay.picture.emit(self, picture),
            lambda problem: relay.problem.emit(self, problem),
        )

    @property
    def ready(self) -> bool:
        """Whether the wanted frame is on the screen, can be put there at once, or cannot at all."""
        return self.fresh is not None or self.shown == self.wanted or self.failed

    def want(self, n: int) -> None:
        """From now on frame `n` is the one to show."""
        if n != self.wanted:
            self.wanted = n
            self.fresh = None
            self.failed = self.broken


class Relay(QObject):
    """Carries what the decoding threads found to the window's thread."""

    picture = Signal(object, object)
    problem = Signal(object, object)


class Decks:
    """The loaded clips. No Qt parent owns it, so it can be closed when the widget is gone."""

    def __init__(self) -> None:
        self.relay = Relay()
        self.by_side: dict[Side, Deck] = {}

    def close(self) -> None:
        """Join every decoding thread."""
        for deck in self.by_side.values():
            deck.reader.close()
        self.by_side.clear()
