"""Lets a thread give way to others: the window is asked by a hand, decoding is not."""

from __future__ import annotations

import ctypes
import os
import sys
import threading

_WINDOWS_BELOW_NORMAL = -1


def give_way(by: int) -> None:
    """Put this thread, and on Linux those that it starts, `by` steps of niceness (0 to 19) behind,
    unless it is farther behind already.

    Windows knows one step for all; elsewhere nothing is changed.
    """
    if sys.platform == "win32":
        kernel = ctypes.windll.kernel32
        kernel.SetThreadPriority(kernel.GetCurrentThread(), _WINDOWS_BELOW_NORMAL)
    elif sys.platform == "linux":
        thread = threading.get_native_id()
        if os.getpriority(os.PRIO_PROCESS, thread) < by:  # less than that is not for all to take
            os.setpriority(os.PRIO_PROCESS, thread, by)
