"""A photo in a pane of the reviewer: a clip of one frame that lasts no time of its own.

`PhotoReader` takes the place of `FrameReader` and answers in the same way, so that a photo can
stand beside a clip; `full_picture` takes that of `FrameSource` where one picture is wanted.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from fractions import Fraction

from engagement_desktop.errors import AppError
from engagement_desktop.video.clip_file import Opener, fault_of_ours
from engagement_desktop.video.frame_index import FrameIndex
from engagement_desktop.video.frame_source import FrameSource
from engagement_desktop.video.photo import photo_facts, photo_picture
from engagement_desktop.video.picture import Picture, fit

_PHOTO = "photo"


def photo_index(opener: Opener) -> FrameIndex:
    """A photo as the index of a clip with a single frame, its size as it is shown.

    On a common timeline it lasts a thousandth of a second, so that the clip beside it says how long
    playing lasts. Raises `AppError` when the photo cannot be opened.
    """
    width, height, _ = photo_facts(opener)
    return FrameIndex(
        pts=(0,),
        keyframes=(True,),
        keyframe_dts=(0,),
        time_base=Fraction(1, 1000),
        last_duration=1,
        width=width,
        height=height,
        rotation=0,
        codec=_PHOTO,
        variable_rate=False,
        hidden=0,
        has_sound=False,
        warnings=(),
    )


def is_photo_index(index: FrameIndex) -> bool:
    """Whether an index is that of a photo."""
    return index.codec == _PHOTO


def full_picture(
    opener: Opener, index: FrameIndex, n: int, box: tuple[int, int] | None = None
) -> Picture:
    """Frame `n` of a clip, or a photo, upright, as large as `box` allows.

    Raises `FrameNotExact`, or `AppError` when it cannot be read.
    """
    if is_photo_index(index):
        return photo_picture(opener, box)
    source = FrameSource(opener, index)
    try:
        return source.picture(n, box)
    finally:
        source.close()


class PhotoReader:
    """A photo at the size of the pane that shows it, with the methods of `FrameReader`.

    No method waits for the photo to be opened, except `close`. `on_picture` follows each
    `request`, and `on_problem` tells why the photo cannot be shown; both are called on the reader's
    thread and must not call `close`.
    """

    def __init__(
        self,
        opener: Opener,
        index: FrameIndex,
        size: tuple[int, int],
        on_picture: Callable[[Picture], None],
        on_problem: Callable[[AppError], None],
    ) -> None:
        self.index = index
        self._opener = opener
        self._on_picture = on_picture
        self._on_problem = on_problem
        self._box = size
        self._picture: Picture | None = None
        self._wanted = False
        self._closing = False
        self._changed = threading.Condition()
        self._thread = threading.Thread(target=self._work, name="photo reader", daemon=True)
        self._thread.start()

    def cached(self, n: int) -> Picture | None:  # noqa: ARG002 - a photo has one frame
        """The photo at once, if it is ready at the size of the pane."""
        with self._changed:
            return self._picture

    def request(self, n: int) -> None:  # noqa: ARG002 - a photo has one frame
        """Have the photo brought to `on_picture`."""
        with self._changed:
            self._wanted = True
            self._changed.notify()

    def set_size(self, size: tuple[int, int]) -> None:
        """Change the size of the pane, or of the zoomed picture; the photo is brought anew."""
        with self._changed:
            if self._shown_size(size) != self._shown_size(self._box):
                self._picture = None
                self._wanted = True
            self._box = size
            self._changed.notify()

    def play(self, from_n: int, wrap: tuple[int, int] | None = None) -> None:
        """A photo does not move."""

    def due(self, n: int) -> Picture | None:
        """The photo, if it is ready."""
        return self.cached(n)

    def stop(self) -> None:
        """A photo does not move."""

    def close(self) -> None:
        """End the thread and give everything back; may be called twice."""
        with self._changed:
            self._closing = True
            self._changed.notify()
        self._thread.join()
        self._picture = None

    def _work(self) -> None:
        try:
            while (box := self._next_box()) is not None:
                self._bring(box)
        finally:
            # A bug goes on to the log with its stack; whoever waits for the photo is told as well.
            if not self._closing:
                self._on_problem(fault_of_ours())

    def _bring(self, box: tuple[int, int]) -> None:
        try:
            picture = self._ready_in(box)
        except AppError as problem:
            self._on_problem(problem)
        except MemoryError:
            self._on_problem(AppError("There is not enough memory to show this photo just now."))
        else:
            if picture is not None:
                self._on_picture(picture)

    def _next_box(self) -> tuple[int, int] | None:
        """Wait until the photo is wanted; None once the reader is closing."""
        with self._changed:
            self._changed.wait_for(lambda: self._wanted or self._closing)
            self._wanted = False
            return None if self._closing else self._box

    def _ready_in(self, box: tuple[int, int]) -> Picture | None:
        """The photo in `box`; None if the pane has another size by the time it is opened."""
        with self._changed:
            ready = self._picture
        picture = ready or photo_picture(self._opener, box)
        with self._changed:
            if self._shown_size(box) != self._shown_size(self._box):
                return None
            self._picture = picture
            return picture

    def _shown_size(self, box: tuple[int, int]) -> tuple[int, int]:
        return fit((self.index.width, self.index.height), box)
