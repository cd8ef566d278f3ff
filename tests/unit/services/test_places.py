"""Folders where the school's file should not lie are recognised, and no others."""

from __future__ import annotations

from pathlib import Path

import pytest

from engagement_desktop.services.places import NETWORK, SYNCED, file_system, warning


@pytest.mark.parametrize(
    ("folder", "system", "said"),
    [
        ("//server/staff/records", "ext4", NETWORK),
        ("/mnt/school", "cifs", NETWORK),
        ("/mnt/school", "nfs4", NETWORK),
        ("/mnt/z", "remote", NETWORK),
        ("/home/jo/OneDrive - Willow Bank School/records", "ext4", SYNCED),
        ("/home/jo/Dropbox", "ext4", SYNCED),
        ("/home/jo/Google Drive/x", "ext4", SYNCED),
        ("/home/jo/Documents", "ext4", ""),
        ("/home/jo/Boxes", "ext4", ""),
    ],
)
def test_where_the_file_lies_badly_is_said(folder: str, system: str, said: str) -> None:
    assert warning(Path(folder), lambda _: system) == said


def test_a_folder_of_this_pc_is_well(tmp_path: Path) -> None:
    assert warning(tmp_path) == ""
    assert file_system(tmp_path) not in ("nfs", "cifs")
