"""Where a school's file is safe to lie, and what is told where it is not.

SQLite's locks do not hold over most networks, and a program that copies files to the cloud copies
half-written ones. So both are recognised and warned about, never refused.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

_SYNCED = ("onedrive", "dropbox", "google drive", "googledrive", "icloud", "nextcloud", "box sync")
_NETWORK_SYSTEMS = frozenset(
    {"nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "sshfs", "fuse.sshfs", "afpfs", "9p"}
)
_REMOTE_DRIVE = 4
"""What Windows' GetDriveTypeW answers for a mapped drive."""
NETWORK = (
    "This folder is on the network. Two PCs could write to the file at once, or a broken line "
    "could damage it. A folder on this PC’s own disk is safer; backups can go to the network."
)
SYNCED = (
    "Another program copies this folder to the internet. That can damage a file that is open, and "
    "takes it out of the school’s hands. A folder that is not copied is safer."
)


def warning(folder: Path, system_of: Callable[[Path], str] | None = None) -> str:
    """What to say about a folder for the school's file; nothing where it lies well.

    `system_of` tells which file system a folder is on, “remote” for a mapped drive.
    """
    plain = folder.absolute().as_posix()
    if plain.startswith("//") or (system_of or file_system)(folder) in _NETWORK_SYSTEMS | {
        "remote"
    }:
        return NETWORK
    parts = [part.casefold() for part in folder.absolute().parts]
    if any(part.startswith(name) for part in parts for name in _SYNCED):
        return SYNCED
    return ""


if sys.platform == "win32":
    import ctypes

    def file_system(folder: Path) -> str:
        """“remote” for a drive that stands for a folder of another computer."""
        root = f"{folder.absolute().drive}\\"
        return "remote" if ctypes.windll.kernel32.GetDriveTypeW(root) == _REMOTE_DRIVE else ""

else:

    def file_system(folder: Path) -> str:
        """The kind of file system that a folder is on, as Linux lists it; nothing elsewhere."""
        try:
            mounts = Path("/proc/mounts").read_text(encoding="utf-8", errors="replace")
        except OSError:
            return ""
        found, longest = "", 0
        for line in mounts.splitlines():
            _, point, kind, *_ = line.split(" ")
            point = point.replace("\\040", " ")
            if folder.absolute().is_relative_to(point) and len(point) >= longest:
                found, longest = kind, len(point)
        return found
