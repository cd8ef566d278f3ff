"""What the process that looks at files may use; the system itself holds it to that.

On Linux and macOS it gives up, before it sees the first byte of a file, to open anything more: no
file, no connection, no pipe. On Windows it is put into a job that has the same memory, can start no
program, and ends with the window's process; there the system does not keep it from files.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from dataclasses import dataclass

_MB = 1 << 20


@dataclass(frozen=True)
class Limits:
    """`memory` is in bytes of addresses; `quiet` is how many seconds it may go without a word,
    `seconds` how long it may think about a file, and `seconds_per_mb` how much longer for each
    1,048,576 bytes of it. Time in which the file itself is fetched is not counted."""

    memory: int = 3 << 30  # a photo of 100 million pixels takes 1.3 of it
    quiet: float = 30.0
    seconds: float = 60.0
    seconds_per_mb: float = 4.0

    def seconds_for(self, size: int) -> float:
        """How long it may think about a file of `size` bytes."""
        return self.seconds + self.seconds_per_mb * size / _MB


if sys.platform != "win32":
    import resource

    def give_up_rights(memory: int) -> None:
        """Open nothing, write no file and leave no picture of the memory, from now on."""
        for what, most in (
            (resource.RLIMIT_AS, memory),
            (resource.RLIMIT_CORE, 0),
            (resource.RLIMIT_FSIZE, 0),
            (resource.RLIMIT_NOFILE, 0),
        ):
            with suppress(ValueError, OSError):  # macOS knows no limit of addresses
                resource.setrlimit(what, (most, most))

    def allow_seconds(more: float) -> None:
        """Let the processor work so many seconds more for this process, then end it."""
        used = resource.getrusage(resource.RUSAGE_SELF)
        soft = int(used.ru_utime + used.ru_stime + more) + 1
        resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.RLIM_INFINITY))

    def put_into_job(_process: int, _memory: int) -> None:
        """Only Windows has jobs."""

else:
    import ctypes
    from ctypes import wintypes

    _EXTENDED_LIMITS = 9
    _ACTIVE_PROCESSES, _PROCESS_MEMORY, _KILL_ON_CLOSE = 0x8, 0x100, 0x2000
    _DIE_ON_FAULT = 0x400  # no box of the system's that waits for somebody to press it

    class _Basic(ctypes.Structure):
        _fields_ = (
            ("PerProcessUserTimeLimit", ctypes.c_int64),
            ("PerJobUserTimeLimit", ctypes.c_int64),
            ("LimitFlags", wintypes.DWORD),
            ("MinimumWorkingSetSize", ctypes.c_size_t),
            ("MaximumWorkingSetSize", ctypes.c_size_t),
            ("ActiveProcessLimit", wintypes.DWORD),
            ("Affinity", ctypes.c_size_t),
            ("PriorityClass", wintypes.DWORD),
            ("SchedulingClass", wintypes.DWORD),
        )

    class _Extended(ctypes.Structure):
        _fields_ = (
            ("BasicLimitInformation", _Basic),
            ("IoInfo", ctypes.c_uint64 * 6),
            ("ProcessMemoryLimit", ctypes.c_size_t),
            ("JobMemoryLimit", ctypes.c_size_t),
            ("PeakProcessMemoryUsed", ctypes.c_size_t),
            ("PeakJobMemoryUsed", ctypes.c_size_t),
        )

    def give_up_rights(_memory: int) -> None:
        """The job holds it."""

    def allow_seconds(_more: float) -> None:
        """The window's process looks at the clock."""

    def put_into_job(process: int, memory: int) -> None:
        """Put the process with this handle into a job of its own, which lasts as long as this
        program; without one where the system does not allow it."""
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.CreateJobObjectW.restype = wintypes.HANDLE
        kernel.SetInformationJobObject.argtypes = (
            wintypes.HANDLE,
            ctypes.c_int,
            ctypes.c_void_p,
            wintypes.DWORD,
        )
        kernel.AssignProcessToJobObject.argtypes = (wintypes.HANDLE, wintypes.HANDLE)
        job = kernel.CreateJobObjectW(None, None)
        allowed = _Extended()
        allowed.BasicLimitInformation.LimitFlags = (
            _ACTIVE_PROCESSES | _PROCESS_MEMORY | _KILL_ON_CLOSE | _DIE_ON_FAULT
        )
        allowed.BasicLimitInformation.ActiveProcessLimit = 1
        allowed.ProcessMemoryLimit = memory
        size = ctypes.sizeof(allowed)
        if job and kernel.SetInformationJobObject(
            job, _EXTENDED_LIMITS, ctypes.byref(allowed), size
        ):
            kernel.AssignProcessToJobObject(job, process)
