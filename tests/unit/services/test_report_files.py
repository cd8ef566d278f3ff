"""Reports as files in a folder or on a stick: whole, well named, over nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from engagement_desktop.errors import AppError
from engagement_desktop.services import report_files


@pytest.mark.parametrize("name", ["../../etc/passwd", 'a<b>:"|?*', "…" * 300, " . ", "CON\x00"])
def test_a_file_is_named_after_the_pupil_and_nothing_else(tmp_path: Path, name: str) -> None:
    path = report_files.write_new(tmp_path, name, b"%PDF")

    assert path.parent == tmp_path
    assert path.exists()


def test_a_full_stick_keeps_no_half_of_a_report(tmp_path: Path) -> None:
    limits = pytest.importorskip("resource", reason="this system has no limits to set")
    before = limits.getrlimit(limits.RLIMIT_FSIZE)
    limits.setrlimit(limits.RLIMIT_FSIZE, (1000, before[1]))
    try:
        with pytest.raises(AppError, match="could not be written"):
            report_files.write_new(tmp_path, "Amara", bytes(100_000))
    finally:
        limits.setrlimit(limits.RLIMIT_FSIZE, before)
    assert list(tmp_path.iterdir()) == []


def test_saving_over_a_report_on_a_full_stick_keeps_the_one_that_was_there(tmp_path: Path) -> None:
    limits = pytest.importorskip("resource", reason="this system has no limits to set")
    path = report_files.save_over(tmp_path / "report.pdf", b"%PDF as it was")
    before = limits.getrlimit(limits.RLIMIT_FSIZE)
    limits.setrlimit(limits.RLIMIT_FSIZE, (1000, before[1]))
    try:
        with pytest.raises(AppError, match="could not be written"):
            report_files.save_over(path, bytes(100_000))
    finally:
        limits.setrlimit(limits.RLIMIT_FSIZE, before)
    assert path.read_bytes() == b"%PDF as it was"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_is_gone_is_told_in_words(tmp_path: Path) -> None:
    with pytest.raises(AppError, match="could not be written"):
        report_files.write_new(tmp_path / "gone", "x", b"%PDF")
