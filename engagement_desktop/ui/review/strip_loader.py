"""Thumbnails and waveform of a loaded clip, made on one background thread and joined on close."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event

from engagement_desktop.errors import AppError, Cancelled
from engagement_desktop.ui.review.clip import ReviewClip
from engagement_desktop.video import stills
from engagement_desktop.video.photo_source import is_photo_index
from engagement_desktop.video.picture import Picture
from engagement_desktop.video.priority import give_way

THUMBNAILS = 12
_FEWEST = 3
BUCKETS = 400
_BEHIND_THE_CLIPS = 10
"""The pictures that somebody asks for come first."""


class StripLoader:
    """Makes the strips of clips one after another.

    The two callbacks come on the loader's thread with the clip. A strip that cannot be
    made is left out: the pictures themselves say what is wrong with the clip.
    """

    def __init__(
        self,
        on_thumbnails: Callable[[ReviewClip, tuple[Picture, ...]], None],
        on_waveform: Callable[[ReviewClip, tuple[float, ...]], None],
    ) -> None:
        self._on_thumbnails = on_thumbnails
        self._on_waveform = on_waveform
        self._pool: ThreadPoolExecutor | None = None
        self._stops: dict[int, Event] = {}
        self._made: dict[int, Future[None]] = {}
        self._may_go_on = Event()
        self._may_go_on.set()

    def load(self, clip: ReviewClip, height: int) -> None:
        """Queue the strip of `clip`, with thumbnails `height` pixels high."""
        self.forget(clip.evidence_id)
        if is_photo_index(clip.index):
            return
        if self._pool is None:
            self._pool = ThreadPoolExecutor(
                1, thread_name_prefix="strip", initializer=give_way, initargs=(_BEHIND_THE_CLIPS,)
            )
        stop = self._stops[clip.evidence_id] = Event()
        made = self._made[clip.evidence_id] = self._pool.submit(self._make, clip, height, stop)
        made.add_done_callback(_raise_bug)

    @property
    def at_rest(self) -> bool:
        """Whether no strip is being made."""
        return all(made.done() for made in self._made.values())

    def forget(self, evidence_id: int) -> None:
        """Stop making the strip of a clip that is no longer shown."""
        self._made.pop(evidence_id, None)
        if stop := self._stops.pop(evidence_id, None):
            stop.set()

    def hold(self, held: bool) -> None:
        """Wait with all strips, or go on: while a hand drags, its pictures need the processors."""
        if held:
            self._may_go_on.clear()
        else:
            self._may_go_on.set()

    def close(self) -> None:
        """Stop and join the thread; the loader may be used again afterwards."""
        for evidence_id in list(self._stops):
            self.forget(evidence_id)
        self.hold(False)
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None

    def _make(self, clip: ReviewClip, height: int, stop: Event) -> None:
        index, progress = clip.index, _Stoppable(stop, self._may_go_on)
        try:
            progress.check()
            if index.has_sound:
                self._on_waveform(clip, stills.waveform(clip.heard_from, BUCKETS, index, progress))
            # No more than there are keyframes: those are decoded without the frames before them.
            count = min(THUMBNAILS, max(_FEWEST, len(index.key_numbers)), len(index))
            self._on_thumbnails(
                clip, stills.thumbnails(clip.opener, index, count, height, progress)
            )
        except (AppError, Cancelled):
            return


class _Stoppable:
    """Progress that nobody sees; it stops the work once `stop` is set, and waits until
    `may_go_on` is."""

    def __init__(self, stop: Event, may_go_on: Event) -> None:
        self._stop = stop
        self._may_go_on = may_go_on

    def report(self, done: int, total: int, words: str = "") -> None:
        pass

    def check(self) -> None:
        self._may_go_on.wait()
        if self._stop.is_set():
            raise Cancelled


def _raise_bug(future: Future[None]) -> None:
    """What `_make` did not expect is a bug: raised here, it reaches the log with its stack."""
    if not future.cancelled():
        future.result()
