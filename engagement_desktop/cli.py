"""The command line: what it offers, and the commands that need no window.

`__main__` asks `parse` what was meant; a wish for the window goes to `app`, the rest to `run`.
Errors are one sentence on stderr; exit code 2 is the user's to mend, 1 is ours.
"""

from __future__ import annotations

import argparse
import getpass
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from engagement_desktop import __version__
from engagement_desktop.errors import AppError, Cancelled

if TYPE_CHECKING:
    from engagement_desktop.services.workspace import Workspace

BENCHES = ("start", "import", "data", "reports")
WINDOW_COMMANDS = ("window", "demo")


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """The wish behind the command line; `.command` is “window” when none was named."""
    parser = _parser()
    wish = parser.parse_args(arguments)
    wish.command = wish.command or "window"
    return wish


def run(wish: argparse.Namespace) -> int:
    """Do a headless command; returns the exit code."""
    commands = {
        "frames": _frames,
        "report": _report,
        "attach": _attach,
        "bench": _bench,
        "tour": _tour,
    }
    try:
        return commands[wish.command](wish)
    except AppError as problem:
        print(problem.sentence, file=sys.stderr)
        return 2
    except (Cancelled, KeyboardInterrupt):
        print("Stopped. Nothing was left half done.", file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="engagement-desktop",
        description="Observe, review and report by the engagement model. With no command: the window.",
    )
    parser.add_argument("--version", action="version", version=f"Engagement Desktop {__version__}")
    parser.add_argument("--file", type=Path, help="the school’s file to open")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")

    demo = commands.add_parser("demo", help="open a demo school, without a password")
    demo.add_argument("--at", type=Path, help="the folder that holds the demo school")

    tour = commands.add_parser("tour", help="write a picture of every page, no screen needed")
    tour.add_argument("--out", type=Path, required=True)
    tour.add_argument("--size", type=_size, default=(1366, 768), metavar="WxH")
    tour.add_argument("--text-size", type=int, default=100, metavar="PERCENT")
    tour.add_argument("--theme", choices=("light", "dark", "high-contrast"), default="light")

    frames = commands.add_parser("frames", help="list a clip’s frames, or write some as pictures")
    frames.add_argument("clip", type=Path)
    frames.add_argument("--json", action="store_true", help="the whole index as JSON")
    frames.add_argument("--extract", type=_numbers, metavar="N,N,…", help="the frames to write")
    frames.add_argument("--out", type=Path, help="the folder for the pictures")

    report = commands.add_parser("report", help="write a report as PDF")
    report.add_argument("kind", choices=("year-end", "ehc-review"))
    _school_options(report)
    report.add_argument("--pupil", metavar="UPN")
    report.add_argument("--all", action="store_true", help="every pupil of --class")
    report.add_argument("--class", dest="class_name", metavar="CLASS")
    report.add_argument("--period", required=True, help="“2025-26”, or the date of the review")
    report.add_argument("--out", type=Path, required=True, help="the PDF, or with --all a folder")
    report.add_argument("--large-print", action="store_true")

    attach = commands.add_parser("attach", help="bring clips or photos of one pupil into the file")
    _school_options(attach)
    attach.add_argument("--pupil", metavar="UPN", required=True)
    attach.add_argument("clips", type=Path, nargs="+")

    bench = commands.add_parser("bench", help="measure, each figure beside its limit; JSON")
    bench.add_argument("name", choices=BENCHES)
    return parser


def _school_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--file", type=Path, required=True, help="the school’s file")
    parser.add_argument("--password-stdin", action="store_true", help="read the password from stdin")


def _size(text: str) -> tuple[int, int]:
    width, _, height = text.lower().partition("x")
    try:
        return int(width), int(height)
    except ValueError:
        raise argparse.ArgumentTypeError("a size is written 1366x768") from None


def _numbers(text: str) -> tuple[int, ...]:
    try:
        return tuple(int(part) for part in text.split(","))
    except ValueError:
        raise argparse.ArgumentTypeError("frame numbers are written 0,17,3") from None


def _open(wish: argparse.Namespace) -> Workspace:
    """Open the school's file, with the password asked for or read from stdin."""
    from engagement_desktop.services import school_file

    if school_file.is_demo(wish.file):
        return school_file.open_demo(wish.file)
    if wish.password_stdin:
        password = sys.stdin.readline().rstrip("\n")
    else:
        password = getpass.getpass("Password: ")
    return school_file.open_school(wish.file, password)


def _frames(wish: argparse.Namespace) -> int:
    from engagement_desktop.video import listing

    if wish.extract is not None:
        if wish.out is None:
            raise AppError("There is no folder for the pictures.", to_do="Name one with --out.")
        for path in listing.extract(wish.clip, wish.extract, wish.out):
            print(path)
    elif wish.json:
        print(listing.as_json(wish.clip))
    else:
        print(listing.as_text(wish.clip))
    return 0


def _bench(wish: argparse.Namespace) -> int:
    from engagement_desktop import benchmarks

    figures = benchmarks.run(wish.name)
    print(benchmarks.as_json(figures))
    return 0 if all(figure.holds for figure in figures) else 1


def _tour(wish: argparse.Namespace) -> int:
    from engagement_desktop import tour

    return tour.run(wish.out, size=wish.size, text_size=wish.text_size, theme=wish.theme)
