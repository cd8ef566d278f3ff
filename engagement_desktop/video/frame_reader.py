"""Reads one clip in the background: the frames round the playhead are ready before they are asked.

One thread asks the decoders. The newest request wins; what nobody waits for any more is dropped,
but not before a hand that drags on has been shown something: a frame on the way, under its own
number. A step to a frame near to its start comes from a decoder whose first picture comes soonest;
what takes longer, jumps and playing from a second one that uses all processors.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress

from av.video.frame import VideoFrame

from engagement_desktop.errors import AppError
from engagement_desktop.video.clip_file import Opener, fault_of_ours, memory_short
from engagement_desktop.video.decode_run import never
from engagement_desktop.video.frame_cache import Block, FrameCache
from engagement_desktop.video.frame_index import FrameIndex
from engagement_desktop.video.frame_source import FrameNotExact, FrameSource
from engagement_desktop.video.held_frames import HeldFrames
from engagement_desktop.video.picture import Picture, fit
from engagement_desktop.video.priority import give_way

CACHE_BYTES = 256 * 1024**2
_AHEAD = 12
_WORTH_ALL_PROCESSORS = 4  # frames to decode on the way
_LONGEST_WITHOUT = 0.08
"""Seconds after which something near is shown while a hand drags on."""
_DRAGGED = 0.1
"""Two requests that follow each other within so many seconds come of a hand that drags."""
_HELD_UP = 0.02
"""While a hand drags, only the first picture of a group is decoded for so many seconds: where the
next request lies elsewhere, the decoder has less under way to be waited for."""
_BEHIND_THE_WINDOW = 5
"""Where processors are short the window still paints what is ready, and leaves out fewer frames."""


class _Superseded(Exception):  # noqa: N818 - not an error
    """Nobody waits for the frame being decoded any more."""


class FrameReader:
    """The pictures of one clip, at the size of the pane that shows it.

    Every method may be called from any thread; none of them waits for decoding, except `close`,
    which waits for the packet under way. `on_picture` follows each `request` (unless a newer
    one came), where that takes long after frames nearer and nearer to it, each with its own number;
    `on_problem` tells why a picture cannot be had. Both are called on the decoding thread and must
    not call `close`. A problem leaves the reader usable: the next request or `play`
    tries again.
    """

    def __init__(
        self,
        opener: Opener,
        index: FrameIndex,
        size: tuple[int, int],
        on_picture: Callable[[Picture], None],
        on_problem: Callable[[AppError], None],
        *,
        cache_bytes: int = CACHE_BYTES,
    ) -> None:
        self.index = index
        self._on_picture = on_picture
        self._on_problem = on_problem
        self._cache_bytes = cache_bytes
        self._stepping = FrameSource(opener, index, "SLICE", self._check)
        self._ahead = FrameSource(opener, index, "FRAME", self._check)
        self._held = HeldFrames()
        self._changed = threading.Condition()
        self._box = size
        self._cache = self._new_cache()
        self._playhead = 0
        self._wanted: int | None = None
        self._target = 0
        self._playing = False
        self._wrap: tuple[int, int] | None = None
        self._left_out: set[int] = set()
        self._play_gaps: set[int] = set()
        self._jumped = False
        self._waiting_since: float | None = None
        self._brought = 0
        self._asked_at = -_DRAGGED
        self._dragged = False
        self._owes_one = False
        self._held_up_until = 0.0
        self._using = self._stepping
        self._serving: int | None = None
        self._resting = True
        self._superseded = False
        self._closing = False
        self._ended = False
        self._thread = threading.Thread(target=self._work, name="frame reader", daemon=True)
        self._thread.start()

    # Asked by the window

    def cached(self, n: int) -> Picture | None:
        """Frame `n` at once if it is ready. The frames round it are then made ready."""
        with self._changed:
            picture = self._cache.get(n)
            if picture is not None:
                self._wanted = self._waiting_since = None
                self._superseded |= self._serving not in (None, n)
                if n != self._playhead:
                    self._move_playhead(n)
            return picture

    def request(self, n: int) -> None:
        """Have frame `n` brought to `on_picture`; takes the place of any earlier request."""
        if self._ended:
            self._on_problem(fault_of_ours())
            return
        with self._changed:
            self._wanted = n
            now = time.monotonic()
            self._dragged, self._asked_at = now - self._asked_at < _DRAGGED, now
            if self._waiting_since is None:
                self._waiting_since = now
            self._move_playhead(n)

    def set_size(self, size: tuple[int, int]) -> None:
        """Change the size of the pane; the frame at the playhead is brought anew."""
        with self._changed:
            if size != self._box:
                self._box = size
                self._cache = self._new_cache()
                self._wanted = self._playhead
                self._move_playhead(self._playhead)

    def play(self, from_n: int, wrap: tuple[int, int] | None = None) -> None:
        """Keep pictures ready ahead from frame `from_n` on, until `stop`.

        `wrap` is the first and last frame of a loop: after the last comes the first.
        """
        with self._changed:
            self._playing, self._wrap = True, wrap
            self._play_gaps.clear()
            self._move_playhead(from_n)
            self._superseded = True

    def due(self, n: int) -> Picture | None:
        """Frame `n`, which playing has come to; None if it is not ready (show what is shown)."""
        with self._changed:
            if n != self._playhead:
                self._playhead = n
                self._changed.notify()
            return self._cache.get(n)

    def stop(self) -> None:
        """Playing has stopped; the frames round the playhead are made ready for stepping."""
        with self._changed:
            self._playing, self._wrap = False, None
            self._changed.notify()

    def close(self) -> None:
        """End the thread and give everything back; may be called twice."""
        with self._changed:
            self._closing = True
            self._changed.notify()
        self._thread.join()
        self._cache = self._new_cache()  # at once, and not when a collector comes by

    # On the decoding thread

    def _work(self) -> None:
        give_way(_BEHIND_THE_WINDOW)
        try:
            while (job := self._next_job()) is not None:
                self._do(job)
        finally:
            # A bug goes on to the log with its stack; whoever waits for a picture is told as well.
            self._ended = True
            if not self._closing:
                self._on_problem(fault_of_ours())
            self._held.clear()
            self._stepping.close()
            self._ahead.close()

    def _do(self, job: Callable[[], None]) -> None:
        try:
            try:
                job()
            except _Superseded:
                self._leave()
        except FrameNotExact as problem:
            self._on_problem(problem)
        except AppError as problem:
            self._rest()
            self._on_problem(problem)
        except MemoryError:
            self._rest()
            self._held.clear()
            with self._changed:
                self._cache = self._new_cache()
            self._on_problem(memory_short())

    def _leave(self) -> None:
        """Another frame presses more. If nothing has been brought for a while, what is under way is
        brought as far as it came, unless the other lies on the same way: a seek would wait for it
        in any case."""
        wanted = self._wanted
        if wanted is not None and self._waited_long() and not self._using.reaches(wanted):
            self._using.give_up(self._pass)

    def _next_job(self) -> Callable[[], None] | None:
        """Wait for something to do; None once the reader is closing."""
        with self._changed:
            while not self._closing:
                self._serving, self._owes_one, self._held_up_until = None, False, 0.0
                job = self._choose()
                if job is not None:
                    self._superseded = False
                    return job
                self._changed.wait()
            return None

    def _choose(self) -> Callable[[], None] | None:
        """The most pressing thing to do: the request, then what playing needs, then the frames
        round the playhead."""
        if self._wanted is not None:
            n, self._wanted = self._wanted, None
            self._target = self._serving = n
            return lambda: self._serve(n)
        if self._resting:
            return None
        if self._playing:
            lacking = (n for n in self._upcoming() if self._lacks(n) and n not in self._play_gaps)
            upcoming = next(lacking, None)
            if upcoming is None:
                return None
            self._target = upcoming
            self._held.clear()
            return lambda: self._play_on(upcoming)
        block = next((b for b in self._round_playhead() if self._incomplete(b)), None)
        if block is None:
            self._held.clear()
            return None
        self._target = block.last
        return lambda: self._fill(block)

    def _serve(self, n: int) -> None:
        """Bring frame `n`, and keep what was decoded on the way to it."""
        with self._changed:
            picture = self._cache.get(n)
            waited = self._waited_long()
            near = self._cache.nearest(n, n - self.index.keyframe_before(n)) if waited else None
            self._owes_one = waited and near is None
        if picture is not None:
            self._bring(picture)
        elif (frame := self._held.get(n)) is not None:
            self._paint_and_bring(n, frame)
        else:
            if near is not None and self._is_nearer(near.n):
                self._bring(near)
            alone = self._jumped and not self.index.keyframes[n]
            if not (alone and self._served_alone(n)):
                self._decode_block_to(n)

    def _served_alone(self, n: int) -> bool:
        """After a jump, as in scrubbing, the frames before the one asked for are decoded only so
        far as it needs them; those round it are made ready afterwards."""
        with suppress(FrameNotExact):
            self._using = self._ahead
            if self._dragged:
                self._held_up_until = self._asked_at + _HELD_UP
            frame = self._ahead.frame(n, is_last=self._nothing_wanted, on_the_way=self._pass)
            self._paint_and_bring(n, frame)
            return True
        return False

    def _pass(self, m: int, frame: VideoFrame) -> None:
        """Keep a frame that came out on the way to the one wanted, and bring it if it is nearer
        than what was brought before and that is long ago."""
        self._held.put(m, frame, self._playhead)
        if self._waited_long() and self._is_nearer(m):
            self._paint_and_bring(m, frame)
        self._owes_one = False

    def _decode_block_to(self, n: int) -> None:
        """Decode a block up to frame `n`, bring that first; those before it are painted later."""
        with self._changed:
            block = self._cache.block_of(n)
        source = self._using = self._quickest(n)
        start = source.position if source.reaches(n) else block.first
        for m in range(max(start, block.first), n):
            with suppress(FrameNotExact):
                let_go = self._held.put(m, source.frame(m), n)
                if let_go is not None:
                    self._keep(source.paint(*let_go, self._box))
        # The next frame begins anew: nothing is lost by not going on to it.
        ends = self.index.keyframe_after(n) == n + 1
        self._paint_and_bring(n, self._frame(n, self._nothing_wanted if ends else never))

    def _fill(self, block: Block) -> None:
        """Make a block ready before anybody asks for it."""
        with self._changed:
            missing = self._cache.missing(block)
        for n in sorted(missing, key=lambda m: m not in self._held):
            self._check()
            if self._wanted is not None:
                return
            self._target = n
            with suppress(FrameNotExact):
                self._keep(self._stepping.paint(n, self._frame(n), self._box))
                self._held.drop(n)

    def _play_on(self, n: int) -> None:
        """Make ready the next frame that playing shows."""
        try:
            self._keep(self._ahead.picture(n, self._box))
        except FrameNotExact:
            self._play_gaps.add(n)
            raise

    def _frame(self, n: int, is_last: Callable[[], bool] = never) -> VideoFrame:
        """Frame `n` by the quickest decoder, or by the more thorough one."""
        frame = self._held.get(n)
        if frame is not None:
            return frame
        if self._quickest(n) is self._ahead:
            with suppress(FrameNotExact):
                return self._ahead.frame(n, is_last=is_last)
        try:
            return self._stepping.frame(n, is_last=is_last)
        except FrameNotExact:
            self._left_out.add(n)
            raise

    def _nothing_wanted(self) -> bool:
        return self._wanted is None

    def _quickest(self, n: int) -> FrameSource:
        if self._stepping.reaches(n):
            few = n - self._stepping.position < _WORTH_ALL_PROCESSORS
        else:
            few = n - self.index.keyframe_before(n) < _WORTH_ALL_PROCESSORS
        return self._stepping if few and not self._ahead.reaches(n) else self._ahead

    def _paint_and_bring(self, n: int, frame: VideoFrame) -> None:
        picture = self._stepping.paint(n, frame, self._box)
        if self._keep(picture):
            self._bring(picture)

    def _bring(self, picture: Picture) -> None:
        with self._changed:
            self._brought = picture.n
            exact = picture.n == self._playhead
            self._waiting_since = None if exact else time.monotonic()
        self._on_picture(picture)

    def _is_nearer(self, m: int) -> bool:
        """Whether frame `m` is nearer to the one wanted than what was brought last."""
        return abs(m - self._playhead) < abs(self._brought - self._playhead)

    def _waited_long(self) -> bool:
        """Whether somebody waits, and nothing has been brought for a while."""
        since = self._waiting_since
        return since is not None and time.monotonic() - since > _LONGEST_WITHOUT

    def _keep(self, picture: Picture) -> bool:
        """Put a picture in the cache; False if the size has been changed since it was painted."""
        with self._changed:
            right_size = (picture.width, picture.height) == self._shown_size()
            if right_size:
                self._cache.put(picture, self._playhead)
            return right_size

    def _check(self) -> None:
        """Called for every packet: drop the work when something else presses more."""
        with self._changed:
            if self._using.taken == 1:
                left = self._held_up_until - time.monotonic()
                self._changed.wait_for(lambda: self._superseded or self._closing, max(0.0, left))
            owed = self._owes_one and not self._using.taken
            if self._closing or (self._superseded and not owed):
                raise _Superseded

    # With the lock held

    def _move_playhead(self, n: int) -> None:
        self._jumped = abs(n - self._playhead) > 1
        self._playhead = n
        self._resting = False
        wanted = self._wanted
        if wanted is not None and self._cache.get(wanted) is None:
            # Going on is the quickest way to a later frame of the same group of pictures.
            on_the_way = self.index.keyframe_before(wanted) <= self._target <= wanted
            self._superseded = not on_the_way
        elif wanted is not None:
            self._superseded = True
        self._changed.notify()

    def _rest(self) -> None:
        """After a problem nothing is tried again until somebody asks."""
        self._resting = True

    def _upcoming(self) -> Iterator[int]:
        """The frames that playing shows next, in order."""
        n = self._playhead
        for _ in range(_AHEAD):
            yield n
            n += 1
            if self._wrap is not None and n > self._wrap[1]:
                n = self._wrap[0]
            elif n >= len(self.index):
                return

    def _round_playhead(self) -> Iterator[Block]:
        """The blocks that stepping may need: this one, and the neighbour that it is near to."""
        here = self._cache.block_of(self._playhead)
        yield here
        third = (here.last - here.first + 1) / 3
        if self._playhead - here.first < third and here.first > 0:
            yield self._cache.block_of(here.first - 1)
        if here.last - self._playhead < third and here.last + 1 < len(self.index):
            yield self._cache.block_of(here.last + 1)

    def _incomplete(self, block: Block) -> bool:
        lacks = any(self._lacks(n) for n in self._cache.missing(block))
        return lacks and self._cache.room_for(block, self._playhead)

    def _lacks(self, n: int) -> bool:
        return n not in self._left_out and self._cache.get(n) is None

    def _shown_size(self) -> tuple[int, int]:
        return fit((self.index.width, self.index.height), self._box)

    def _new_cache(self) -> FrameCache:
        width, height = self._shown_size()
        return FrameCache(self.index, width * height * 4, self._cache_bytes)
