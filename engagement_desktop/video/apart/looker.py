"""The window's side: starts the process that looks at files, and hands it the bytes.

A process is kept for the next file, so that only the first of several waits for a start (a third
of a second). It ends by itself when no other comes, with this program, and after any fault.
"""

from __future__ import annotations

import atexit
import json
import logging
import os
import subprocess
import sys
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any, BinaryIO

from engagement_desktop.errors import AppError, Cancelled
from engagement_desktop.progress import Progress, SilentProgress
from engagement_desktop.video.apart import limits, told, wire
from engagement_desktop.video.apart.limits import Limits
from engagement_desktop.video.apart.wire import Word
from engagement_desktop.video.clip_file import Opener, read_up_to
from engagement_desktop.video.probe import Probed

COMMAND = "look-at-files"
"""What the program is called with to be that process; no user types it."""

_log = logging.getLogger(__name__)
_LOOKS_EVERY = 0.1  # seconds
_STARTS_WITHIN = 30.0
_ENDS_WITHIN = 1.0
_SAFE = "Nothing was added, and what you wrote is kept."
_KEPT_FROM_THE_SYSTEM = (  # what Python and the system's loader need; nothing of the user's
    "PATH",
    "SYSTEMROOT",
    "WINDIR",
    "LD_LIBRARY_PATH",
    "PYTHONHOME",
    "PYTHONPATH",
    "TZ",
    "TZDIR",
    "PYTHONTZPATH",
)
_NO_WINDOW = 0x08000000 if sys.platform == "win32" else 0


@dataclass
class _Heard:
    """What was told about one file."""

    facts: bytes = b""
    poster: bytes | None = None
    index: bytes | None = None


class Apart:
    """Has files looked at in a process of their own. May be used by several threads."""

    def __init__(self, allowed: Limits | None = None) -> None:
        self._allowed = allowed or Limits()
        self._free: list[_Process] = []
        self._lock = threading.Lock()

    def probe(
        self, opener: Opener, size: int, name: str, progress: Progress | None = None
    ) -> Probed:
        """As `video.probe.probe`, of a file of `size` bytes, and in a process apart.

        Raises:
            AppError: it cannot be used, in words; also where looking at it broke off.
            OSError: its bytes could not be fetched.
            Cancelled: the user stopped it.
        """
        ending = PurePath(name).suffix
        heard = self._look(opener, size, {"name": f"file{ending}", "square": 0}, progress)
        try:
            return told.probed(heard.facts, heard.poster, heard.index)
        except wire.Nonsense as error:
            self.end()  # whoever told that is asked nothing more
            raise _broke_off() from error

    def square(self, opener: Opener, size: int, side: int) -> bytes:
        """The middle of a photo, upright, as a JPEG of at most `side` pixels each way.

        Raises:
            As `probe`.
        """
        heard = self._look(opener, size, {"name": "", "square": side}, None)
        if heard.poster is None:
            raise _broke_off()
        return heard.poster

    def end(self) -> None:
        """End the process that waits for another file; what is looked at now is looked at."""
        with self._lock:
            free, self._free = self._free, []
        for process in free:
            process.end()

    def _look(
        self, opener: Opener, size: int, wish: dict[str, Any], progress: Progress | None
    ) -> _Heard:
        progress = progress or SilentProgress()
        seconds = self._allowed.seconds_for(size)
        question = json.dumps(wish | {"size": size, "seconds": 2 * seconds}).encode()
        with opener() as file:
            process = self._taken_up(question)
            try:
                heard = _Look(process, file, progress, self._allowed, seconds).listen()
            except AppError:
                self._give_back(process)
                raise
            except BaseException:
                process.end()
                raise
        self._give_back(process)
        return heard

    def _taken_up(self, question: bytes) -> _Process:
        """A process that has heard the question: the one that waits, or a fresh one where it has
        gone meanwhile."""
        with self._lock:
            waiting = self._free.pop() if self._free else None
        if waiting is not None and waiting.takes_up(question):
            return waiting
        fresh = _Process(self._allowed.memory)
        if fresh.takes_up(question):
            return fresh
        raise _did_not_start()

    def _give_back(self, process: _Process) -> None:
        with self._lock:
            if process.is_running() and not self._free:
                self._free.append(process)
                return
        process.end()


class _Process:
    """One process that looks at files, and the pipes to and from it."""

    def __init__(self, memory: int) -> None:
        kept = {name: os.environ[name] for name in _KEPT_FROM_THE_SYSTEM if name in os.environ}
        program = [sys.executable]
        if not getattr(sys, "frozen", False):
            program += ["-m", "engagement_desktop"]
        try:
            self._process = subprocess.Popen(  # noqa: S603 - ourselves
                [*program, COMMAND, str(memory)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=kept | {"OPENBLAS_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "2"},
                creationflags=_NO_WINDOW,
            )
        except OSError as error:
            raise _did_not_start() from error
        limits.put_into_job(int(getattr(self._process, "_handle", 0)), memory)
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._questions, self._answers = self._process.stdin, self._process.stdout

    def is_running(self) -> bool:
        return self._process.poll() is None

    def takes_up(self, question: bytes) -> bool:
        """Ask it; False where it is gone, or does not even say that it heard."""
        alarm = threading.Timer(_STARTS_WITHIN, self.kill)
        alarm.start()
        try:
            self.say(Word.LOOK, question)
            heard = self.hear()[0] is Word.HERE
        except (wire.Ended, wire.Nonsense):
            heard = False
        finally:
            alarm.cancel()
            alarm.join()
        if not heard:
            self.end()
        return heard

    def say(self, word: Word, body: bytes = b"") -> None:
        wire.say(self._questions, word, body)

    def hear(self) -> tuple[Word, bytes]:
        return wire.hear(self._answers)

    def kill(self) -> None:
        """End it at once; who listens to it hears that."""
        self._process.kill()

    def end(self, by_itself: float = 0.0) -> int:
        """End it, and give everything back; the code with which it ended. One that is ending
        `by_itself` has so many seconds for it."""
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(by_itself)
        with suppress(OSError):
            self._process.kill()
        for pipe in (self._questions, self._answers):
            with suppress(OSError):  # what it no longer reads
                pipe.close()
        return self._process.wait()


class _Look:
    """One file being looked at."""

    def __init__(
        self,
        process: _Process,
        file: BinaryIO,
        progress: Progress,
        allowed: Limits,
        seconds: float,
    ) -> None:
        self._process = process
        self._file = file
        self._progress = progress
        self._quiet, self._seconds = allowed.quiet, seconds
        self._thought = 0.0
        self._thinks_since: float | None = time.monotonic()
        self._stopped: BaseException | None = None
        self._lost: OSError | None = None
        self._over = threading.Event()

    def listen(self) -> _Heard:
        """Give it what it asks for, until it has told what the file is or why it cannot be used."""
        watch = threading.Thread(target=self._watch, name="looking at a file", daemon=True)
        watch.start()
        try:
            return self._listen()
        except (wire.Ended, wire.Nonsense) as error:
            code = self._process.end(_ENDS_WITHIN)
            if self._stopped is not None:
                raise self._stopped from error
            _log.warning("Looking at a file broke off (%s, code %s).", type(error).__name__, code)
            raise _broke_off() from error
        finally:
            self._over.set()
            watch.join()

    def _listen(self) -> _Heard:
        heard = _Heard()
        while True:
            word, body = self._process.hear()
            self._note_word()
            match word:
                case Word.READ:
                    self._serve(*told.place(body))
                case Word.FAR:
                    self._tell_progress(body)
                case Word.POSTER:
                    heard.poster = told.poster(body)
                case Word.INDEX:
                    heard.index = body
                case Word.FACTS:
                    self._raise_lost()
                    heard.facts = body
                    return heard
                case Word.REFUSED:
                    self._raise_lost()
                    raise told.refusal(body)
                case _:
                    raise wire.Nonsense
            self._thinks_since = time.monotonic()

    def _note_word(self) -> None:
        since, self._thinks_since = self._thinks_since, None
        if since is not None:
            self._thought += time.monotonic() - since

    def _serve(self, place: int, length: int) -> None:
        """Give it bytes of the file; what could not be fetched is told once it has ended."""
        try:
            if self._lost is not None:
                raise OSError("these bytes are not to be had")
            self._file.seek(place)
            data = read_up_to(self._file, length)
        except OSError as error:
            self._lost = self._lost or error
            self._process.say(Word.LOST)
        else:
            self._process.say(Word.BYTES, data)

    def _raise_lost(self) -> None:
        if self._lost is not None:
            raise self._lost

    def _tell_progress(self, body: bytes) -> None:
        self._progress.check()
        self._progress.report(*told.how_far(body))

    def _watch(self) -> None:
        """End the process when the user wants no more, or when it thinks for too long."""
        while not self._over.wait(_LOOKS_EVERY):
            since = self._thinks_since
            thinks = 0.0 if since is None else time.monotonic() - since
            try:
                self._progress.check()
            except Cancelled as wish:
                self._stopped = wish
            if thinks > self._quiet or self._thought + thinks > self._seconds:
                self._stopped = _took_too_long()
            if self._stopped is not None:
                self._process.kill()
                return


def _broke_off() -> AppError:
    return AppError(
        "This file cannot be used: looking at it ended in a fault.",
        safe=_SAFE,
        to_do="Copy it again from the camera, phone or tablet, or save it with another program.",
    )


def _took_too_long() -> AppError:
    return AppError(
        "Looking at this file took too long, so it was stopped.",
        safe=_SAFE,
        to_do="It may be damaged: copy it again from the camera, phone or tablet.",
    )


def _did_not_start() -> AppError:
    return AppError(
        "Clips and photos cannot be looked at just now: a part of the program did not start.",
        safe=_SAFE,
        to_do="Close other programs, or start the PC again, then add it once more.",
    )


APART = Apart()
"""The one that the program uses."""
atexit.register(APART.end)
