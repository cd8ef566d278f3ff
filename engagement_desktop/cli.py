"""The command line: what it offers, and the commands that need no window.

`__main__` asks `parse` what was meant; a wish for the window goes to `app`, the rest to `run`.
Errors are one sentence on stderr; exit code 2 is the user's to mend, 1 is ours.
"""

from __future__ import annotations

import argparse
import getpass
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from engagement_desktop import __version__
from engagement_desktop.errors import AppError, Cancelled

if TYPE_CHECKING:
    from engagement_desktop.models.states import ReportKind
    from engagement_desktop.services.report_views import Preview
    from engagement_desktop.services.workspace import Workspace

WRITTEN = ("year-end", "ehc-review")
PAPERS = ("profile", "moderation-pack", "timeline")
"""Kinds that people write, and those that are made from the record alone."""
EDITIONS = ("ordinary", "large-print", "easy-read", "a3")
BENCHES = ("start", "import", "data", "reports", "timeline", "security", "video")


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
        "em-list": _em_list,
        "attach": _attach,
        "verify": _verify,
        "bench": _bench,
        "tour": _tour,
    }
    try:
        code = commands[wish.command](wish)
        sys.stdout.flush()
        return code
    except AppError as problem:
        print(problem.sentence, file=sys.stderr)
        return 2
    except (
        BrokenPipeError
    ):  # whoever reads has read enough; nothing more is to be written at the end
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (Cancelled, KeyboardInterrupt):
        print("Stopped. Nothing was left half done.", file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="engagement-desktop",
        description="Observe, review and report by the engagement model.",
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
    frames.add_argument("--extract", metavar="N,N,…", help="the frames to write")
    frames.add_argument("--out", type=Path, help="the folder for the pictures")

    report = commands.add_parser(
        "report",
        help="write a report as PDF",
        epilog="The eighth report, the EM list for the office, is “em-list”.",
    )
    report.add_argument("kind", choices=(*WRITTEN, *PAPERS, "subject-access", "governors"))
    _school_options(report)
    report.add_argument("--pupil", metavar="UPN")
    report.add_argument(
        "--all", action="store_true", help="every pupil of --class, or of the school"
    )
    report.add_argument("--class", dest="class_name", metavar="CLASS")
    report.add_argument("--period", help="“2025-26”, or the date of the review")
    report.add_argument(
        "--out", type=Path, required=True, help="the PDF; a folder with --all or subject-access"
    )
    report.add_argument("--edition", choices=EDITIONS, default=EDITIONS[0])
    report.add_argument(
        "--both-sides", action="store_true", help="with --all: also one file for the printer"
    )
    report.add_argument("--area", help="of a moderation pack; else the one put up last")
    report.add_argument(
        "--other-school", action="store_true", help="a moderation pack without the pupil’s name"
    )

    office = commands.add_parser("em-list", help="the pupils whom the office reports as EM")
    _school_options(office)
    office.add_argument("--out", type=Path, required=True, help="a PDF, or a table as CSV")
    office.add_argument("--key-stage-1", action="store_true", help="with those who end it")

    attach = commands.add_parser("attach", help="bring clips or photos of one pupil into the file")
    _school_options(attach)
    attach.add_argument("--pupil", metavar="UPN", required=True)
    attach.add_argument("clips", type=Path, nargs="+")

    verify = commands.add_parser("verify", help="look the whole file over: pages, records, clips")
    _school_options(verify)

    bench = commands.add_parser("bench", help="measure, each figure beside its limit; JSON")
    bench.add_argument("name", choices=BENCHES)
    return parser


def _school_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--file", type=Path, required=True, help="the school’s file")
    parser.add_argument("--name", default="", help="who signs in, where several people do")
    parser.add_argument(
        "--password-stdin",
        action="store_true",
        help="read the password from stdin, and the set-up code, if asked for, from a second line",
    )


def _size(text: str) -> tuple[int, int]:
    width, _, height = text.lower().partition("x")
    try:
        return int(width), int(height)
    except ValueError:
        raise argparse.ArgumentTypeError("a size is written 1366x768") from None


def _open(wish: argparse.Namespace) -> Workspace:
    """Open the school's file. Where this PC keeps no secret for it, the set-up code is needed too:
    asked for, or the second line of stdin."""
    from engagement_desktop.services import arrival, school_file

    if arrival.is_demo(wish.file):
        return school_file.open_demo(wish.file)
    ask = _next_line if wish.password_stdin else getpass.getpass
    name = wish.name
    if not name and not wish.password_stdin and arrival.people(wish.file) > 1:
        name = input("Your name: ")
    password = ask("Password: ")
    try:
        return school_file.open_school(wish.file, password, sign_in_name=name)
    except arrival.NotEnrolled:
        code = ask("Set-up code: ")
        if not code:
            raise
    return school_file.open_school(wish.file, password, sign_in_name=name, set_up_code=code)


def _next_line(_question: str) -> str:
    return sys.stdin.readline().rstrip("\n")


def _frames(wish: argparse.Namespace) -> int:
    from engagement_desktop.video import listing
    from engagement_desktop.video.frame_index import build_index

    opener = listing.file_opener(wish.clip)
    index = build_index(opener)
    if wish.extract is not None:
        if wish.out is None:
            raise AppError("There is no folder for the pictures.", to_do="Name one with --out.")
        numbers = listing.frame_numbers(wish.extract, index)
        for path in listing.extract(opener, index, numbers, wish.out):
            print(path)
    elif wish.json:
        print(listing.as_json(index))
    else:
        print(*listing.as_text(index), sep="\n")
    return 0


def _report(wish: argparse.Namespace) -> int:
    from engagement_desktop.models.states import ReportKind
    from engagement_desktop.services import school_file

    kinds = {"year-end": ReportKind.YEAR_END, "ehc-review": ReportKind.EHC_REVIEW}
    kind = kinds.get(wish.kind)
    if wish.kind == "governors":
        return _governors(wish)
    if wish.all == bool(wish.pupil) or (wish.class_name and not wish.all):
        raise AppError(
            "It is not clear whose report to write.",
            to_do="Name one pupil with --pupil UPN, a class with --all --class NAME, or the "
            "school with --all.",
        )
    if kind is not None and not wish.period:
        raise AppError("It is not clear for when the report is.", to_do="Say it with --period.")
    if wish.all and wish.kind == "subject-access":
        raise AppError("What is held on a pupil is given out for one pupil at a time.")
    work = _open(wish)
    work.confirmed.note()  # the password was typed for this very report
    try:
        if wish.kind == "subject-access":
            return _subject_access(work, wish)
        if wish.all:
            return _class_reports(work, wish, kind)
        return _one_report(work, wish, kind)
    finally:
        school_file.close(work)


def _one_report(work: Workspace, wish: argparse.Namespace, kind: ReportKind | None) -> int:
    from engagement_desktop.models.editions import Edition
    from engagement_desktop.services import leaving, pupils, report_preview, reporting
    from engagement_desktop.services.report_evidence import ReportPictures

    pupil_id, edition = pupils.pupil_with_upn(work, wish.pupil), Edition(wish.edition)
    if kind is not None:
        report_id = reporting.begin(work, pupil_id, kind, wish.period).value
        made = report_preview.preview(work, report_id, {}, ReportPictures(), edition=edition)
    else:
        made = _paper(work, wish, pupil_id)
    leaving.save(work, made.pdf, made.leaving, wish.out)
    for part in (*made.missing, *made.left_out, *made.warnings):
        print(part, file=sys.stderr)
    return 0


def _paper(work: Workspace, wish: argparse.Namespace, pupil_id: int) -> Preview:
    """A paper that is made from the record alone."""
    from engagement_desktop.models.areas import Area
    from engagement_desktop.models.editions import Edition
    from engagement_desktop.services import engagement_profile, moderation_pack, timeline_sheet
    from engagement_desktop.services.report_evidence import ReportPictures

    edition, pictures = Edition(wish.edition), ReportPictures()
    if wish.kind == "profile":
        return engagement_profile.preview(work, pupil_id, pictures, edition=edition)
    if wish.kind == "timeline":
        if edition not in (Edition.ORDINARY, Edition.A3):
            raise AppError("A timeline is printed on A4 or A3.", to_do="Leave out the edition.")
        sheet = timeline_sheet.wish_of(work, pupil_id, wish.period, a3=edition is Edition.A3)
        return timeline_sheet.preview(work, pupil_id, sheet)
    areas = {area.value: area for area in Area}
    if wish.area is not None and wish.area not in areas:
        raise AppError(f"“{wish.area}” is no area.", to_do=f"The areas are: {', '.join(areas)}.")
    number = moderation_pack.latest(work, pupil_id, areas.get(wish.area))
    asked = moderation_pack.first_wish(work, number)
    if wish.other_school:
        asked = moderation_pack.PackWish(other_school=True, with_name=False)
    return moderation_pack.preview(work, number, asked, pictures, edition=edition)


def _governors(wish: argparse.Namespace) -> int:
    """The report that is of the school as a whole, with the words written in the window."""
    from engagement_desktop.models.editions import Edition
    from engagement_desktop.services import governors, leaving, school_file

    if wish.pupil or wish.all:
        raise AppError("The report to governors is of the school as a whole: name no pupil.")
    work = _open(wish)
    try:
        offered = {period.name.replace("–", "-"): period for period in governors.periods(work)}
        period = offered.get((wish.period or "").replace("–", "-"))
        if period is None:
            raise AppError(
                "It is not clear for when the report is.",
                to_do=f"Say it with --period, as one of: {', '.join(offered)}.",
            )
        view = governors.begin(work, period).value
        made = governors.preview(work, view, edition=Edition(wish.edition))
        leaving.save(work, made.pdf, made.leaving, wish.out)
    finally:
        school_file.close(work)
    for part in made.warnings:
        print(part, file=sys.stderr)
    return 0


def _subject_access(work: Workspace, wish: argparse.Namespace) -> int:
    """Everything held on a pupil, as it is before anybody decides otherwise."""
    from engagement_desktop.progress import SilentProgress
    from engagement_desktop.services import pupils, subject_access

    pupil_id, silent = pupils.pupil_with_upn(work, wish.pupil), SilentProgress()
    looked = subject_access.look(work, pupil_id, silent)
    offered = subject_access.offered(looked)
    _make_folder(wish.out)
    print(subject_access.give(work, pupil_id, offered, wish.out, silent))
    for name in looked.names:
        if not name.given:
            print(f"Not named: {name.name}", file=sys.stderr)
    for each in looked.files:
        if each.why_not:
            print(f"Not given: {each.what}: {each.why_not}", file=sys.stderr)
    for where in looked.elsewhere:
        print(f"Also named in records of {where}", file=sys.stderr)
    print("Please read the copy before you give it.", file=sys.stderr)
    return 0


def _class_reports(work: Workspace, wish: argparse.Namespace, kind: ReportKind | None) -> int:
    from engagement_desktop.models.editions import Edition
    from engagement_desktop.progress import SilentProgress
    from engagement_desktop.services import pupils, report_batch

    classes = {row.name: row.id for row in pupils.list_classes(work)}
    if wish.class_name is not None and wish.class_name not in classes:
        raise AppError(
            f"There is no class called {wish.class_name}.",
            to_do=f"The classes are: {', '.join(classes)}.",
        )
    silent, class_id = SilentProgress(), classes.get(wish.class_name)
    lines = report_batch.class_reports(work, class_id, kind, wish.period, silent) if kind else ()
    _make_folder(wish.out)
    if kind is None:
        result = report_batch.write_papers(
            work,
            class_id,
            lambda number: _paper(work, wish, number),
            wish.kind,
            wish.out,
            silent,
            both_sides=wish.both_sides,
        )
    else:
        result = report_batch.write_reports(
            work,
            lines,
            f"{wish.kind} {wish.period}",
            wish.out,
            silent,
            edition=Edition(wish.edition),
            both_sides=wish.both_sides,
        )
    for path in filter(None, (*result.written, result.print_job)):
        print(path)
    for name, why in (*result.left_out, *result.notes):
        print(f"{name}: {why}", file=sys.stderr)
    for line in lines:
        if line.missing:
            print(f"{line.name} still lacks: {'; '.join(line.missing)}", file=sys.stderr)
    return 2 if result.left_out and not result.written else 0


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise AppError(f"The folder {folder} could not be made: {error.strerror}.") from error


def _em_list(wish: argparse.Namespace) -> int:
    from engagement_desktop.services import em_list, school_file

    work = _open(wish)
    try:
        found = em_list.em_list(work, key_stage_1=wish.key_stage_1)
        paper = wish.out.suffix.lower() == ".pdf"
        em_list.save(work, found, wish.out, paper=paper)
    finally:
        school_file.close(work)
    for line in found.lines:
        if line.problem:
            print(f"{line.name}: {line.problem}", file=sys.stderr)
    for note in found.notes:
        print(note, file=sys.stderr)
    return 0


def _attach(wish: argparse.Namespace) -> int:
    from engagement_desktop.progress import SilentProgress
    from engagement_desktop.services import evidence, pupils, school_file

    work = _open(wish)
    refused = 0
    try:
        pupil_id = pupils.pupil_with_upn(work, wish.pupil)
        for clip in wish.clips:
            try:
                evidence.attach(work, pupil_id, None, clip, clip.name, SilentProgress())
            except AppError as problem:  # the others are still brought in
                refused += 1
                print(f"{clip.name}: {problem.sentence}", file=sys.stderr)
            else:
                print(f"{clip.name}: kept")
    finally:
        school_file.close(work)
    return 2 if refused else 0


def _verify(wish: argparse.Namespace) -> int:
    from engagement_desktop.progress import SilentProgress
    from engagement_desktop.services import school_file, verifying

    work = _open(wish)
    try:
        found = verifying.verify(work, SilentProgress())
    finally:
        school_file.close(work)
    for line in found.looked_at:
        print(line)
    for problem in found.problems:
        print(problem, file=sys.stderr)
    if found.problems:
        return 2
    print("All of it is whole.")
    return 0


def _bench(wish: argparse.Namespace) -> int:
    from engagement_desktop import benchmarks

    figures = benchmarks.run(wish.name)
    print(benchmarks.as_json(figures))
    return 0 if all(figure.holds for figure in figures) else 1


def _tour(wish: argparse.Namespace) -> int:
    from engagement_desktop import tour

    return tour.run(wish.out, size=wish.size, text_size=wish.text_size, theme=wish.theme)
