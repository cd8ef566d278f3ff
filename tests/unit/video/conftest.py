"""Clips are made once for the whole run."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from functools import cache

import pytest

from tests.helpers import clips

ClipMaker = Callable[[str], clips.MadeClip]


@pytest.fixture(scope="session")
def clip() -> ClipMaker:
    """A clip by its name in `clips.MAKERS`."""
    return cache(clips.make)


@pytest.fixture(autouse=True)
def no_thread_left() -> Iterator[None]:
    """Fails a test that leaves a thread running."""
    before = set(threading.enumerate())
    yield
    deadline = time.monotonic() + 2
    while (left := set(threading.enumerate()) - before) and time.monotonic() < deadline:
        next(iter(left)).join(0.05)
    assert not left
