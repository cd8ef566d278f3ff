"""How long a parents' report takes, and whether the window stays awake while a class's are made."""

from __future__ import annotations

import io
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from pathlib import Path

from PIL import Image

from engagement_desktop.benchmarks import Figure
from engagement_desktop.benchmarks.report_peer import draw
from engagement_desktop.models.areas import Area
from engagement_desktop.models.records import Pupil, StaffMember
from engagement_desktop.models.report_parts import area_part
from engagement_desktop.models.school_year import school_year
from engagement_desktop.models.states import PermissionUse, ReportKind, Role
from engagement_desktop.progress import Progress, SilentProgress
from engagement_desktop.reports.content import Picture, PupilDetails, SchoolDetails, Section
from engagement_desktop.reports.year_end import Attendance, YearEndReport, render
from engagement_desktop.services import (
    evidence,
    observations,
    permissions,
    report_batch,
    report_preview,
    report_sources,
    reporting,
    school_file,
)
from engagement_desktop.services.observation_views import ResponseForm
from engagement_desktop.services.report_evidence import ReportPictures
from engagement_desktop.services.report_views import AttendanceForm, PupilReport
from engagement_desktop.services.workspace import Workspace

REPORTS = 200
_ONE_REPORT_SECONDS = 0.5
_PEER_TIMES = 2.0
_LARGEST_MB = 2.0
_BATCH_MB = 300.0
_PREVIEW_MS = 400.0
_PREVIEWS = 20
_PAGE_PIXELS = 412
_GAP_MS = 50.0
_REST_MS = 2000
_ROUNDS = 5
_SENTENCE = "When the room grew dim she became still and listened, and looked up before it lit."
_PIECE = (
    "Amara has chosen the bubble tube by looking up to it for a long moment, and she waits for it "
    "to start. When the room grew dim she became still and listened, and looked up before it lit. "
    "She stayed with the drum for four minutes and searched for it with her foot when it had "
    "rolled away. She laughs with the others at the goodbye song. "
)


def run(reports: int = REPORTS, rounds: int = _ROUNDS) -> list[Figure]:
    """One report of four pages with six pictures; then `reports` of them beside the window."""
    photos = [_photo(number) for number in range(6)]
    report = _report(photos)
    made = _rendered(report)  # the fonts are read once in the life of the program
    draw(report)
    ours, bare = [], []
    for _ in range(rounds):  # turn about, so that both meet the same PC
        ours.append(_seconds(lambda: _rendered(report)))
        bare.append(_seconds(lambda: draw(report)))
    one, peer = statistics.median(ours), statistics.median(bare)
    batch = _batch_beside_the_window(photos, reports)
    return [
        _at_most("a parents’ report, four pages with six pictures", one, "s", _ONE_REPORT_SECONDS),
        _at_most("the same against bare ReportLab, untagged", one, "s", _PEER_TIMES * peer),
        _at_most("its size", len(made) / 1e6, "MB", _LARGEST_MB),
        _at_most("longest gap of the window at rest", batch.rest, "ms", _GAP_MS),
        _at_most(f"longest gap of the window, {reports} reports", batch.gap, "ms", _GAP_MS),
        _at_most(f"{reports} reports, each", batch.seconds / reports, "s", _ONE_REPORT_SECONDS),
        _at_most("second half of them against the first", batch.later, "s", 1.25 * batch.earlier),
        _at_most("memory that the batch took", batch.megabytes, "MB", _BATCH_MB),
        _at_most("preview after the last key, p95", batch.preview, "ms", _PREVIEW_MS),
    ]


def _rendered(report: YearEndReport) -> bytes:
    out = io.BytesIO()
    render(report, out)
    return out.getvalue()


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _at_most(figure: str, value: float, unit: str, limit: float) -> Figure:
    return Figure(figure, round(value, 3), unit, limit, round(value / limit, 3), value <= limit)


def _photo(number: int) -> bytes:
    """A photo of 2400 × 1350 pixels with as much detail in it as one from a phone."""
    grain = Image.effect_noise((600, 338), 60 + number).resize((2400, 1350)).convert("RGB")
    out = io.BytesIO()
    grain.save(out, "JPEG", quality=90)
    return out.getvalue()


def _report(photos: list[bytes]) -> YearEndReport:
    shown = [Picture(photo, "At the bubble tube", "At the bubble tube") for photo in photos]
    return YearEndReport(
        school=SchoolDetails("Hillside School", "R. Patel"),
        pupil=PupilDetails("Amara", "Amara Example", "Willow class", "Year 4"),
        school_year="2026–27",
        written_on=date(2027, 7, 1),
        teacher="Jo Field",
        cover=shown[0],
        loved=Section(_PIECE),
        areas=tuple(
            (area, Section(_SENTENCE, (picture,)))
            for area, picture in zip(Area, shown[1:], strict=True)
        ),
        subjects=Section(_PIECE),
        general_progress=Section(_PIECE),
        attendance=Attendance(380, 361),
        next_year=Section(_PIECE),
        talk=Section("Please ring the office to find a time."),
    )


@dataclass(frozen=True)
class _Batch:
    """What was measured beside the window; gaps and the preview in ms, halves of the batch in s."""

    rest: float
    gap: float
    seconds: float
    earlier: float
    later: float
    megabytes: float
    preview: float


class _Watched:
    """Progress that notes when each report was begun and how much memory was held then."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self.times: list[float] = []
        self.most = 0.0

    def report(self, done: int, total: int, words: str = "") -> None:
        """Note it, and pass it on."""
        self.times.append(time.perf_counter())
        self.most = max(self.most, _megabytes())
        self._progress.report(done, total, words)

    def check(self) -> None:
        """Whether to stop."""
        self._progress.check()


def _megabytes() -> float:
    """What this process holds in memory now; 0 where the system does not tell."""
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii")
    except OSError:
        return 0.0
    return int(status.split("VmRSS:")[1].split()[0]) / 1000


def _batch_beside_the_window(photos: list[bytes], reports: int) -> _Batch:
    """A class's reports made while the window is open, as the application opens it."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QObject, QTimer
    from PySide6.QtWidgets import QApplication

    from engagement_desktop.settings import Settings, Theme
    from engagement_desktop.ui.collector import Collector
    from engagement_desktop.ui.main_window import MainWindow
    from engagement_desktop.ui.messages import Messages

    app = QApplication.instance() or QApplication([])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        work = school_file.create_demo(folder / "bench.engagement", "Hillside", "Jo Field")
        _fill(work, photos, reports)
        kind, silent = ReportKind.YEAR_END, SilentProgress()
        lines = report_batch.class_reports(work, None, kind, _period(work), silent)
        preview = _preview_ms(work, lines[0])
        collector = Collector()  # before the window of the school, as in the application
        window = MainWindow(work, Settings(theme=Theme.LIGHT), Messages())
        window.resize(1366, 768)
        window.show()
        window.tasks.finish()
        owner = QObject(app)
        watched: list[_Watched] = []

        def make(progress: Progress) -> report_batch.BatchResult:
            watched.append(_Watched(progress))
            return report_batch.write_reports(work, lines, "Report", folder, watched[0])

        def batch(done: Callable[[], object]) -> None:
            window.tasks.long("Making reports", make, owner=owner).ended.connect(done)

        before = _megabytes()
        try:
            rest, _ = _longest_gap(lambda done: QTimer.singleShot(_REST_MS, done))
            gap, seconds = _longest_gap(batch)
        finally:
            collector.stop()
            window.close_school()
        if len(list(folder.glob("*.pdf"))) != reports:
            raise RuntimeError("Not all of the reports were made.")
    times = watched[0].times
    middle = len(times) // 2
    earlier, later = times[middle] - times[0], times[-1] - times[middle]
    share = (len(times) - 1 - middle) / middle  # halves of unequal length are compared as equal
    megabytes = watched[0].most - before
    return _Batch(rest, gap, seconds, earlier, later / share, megabytes, preview)


def _preview_ms(work: Workspace, line: PupilReport) -> float:
    """From the last key to the page: the pause after a key, the report, and its picture; p95."""
    from engagement_desktop.ui.reports.pdf_pages import page_image
    from engagement_desktop.ui.reports.preview_feed import AFTER_A_KEY_MS

    assert line.report_id is not None
    report_id, pictures = line.report_id, ReportPictures()

    def shown(typed: str) -> None:
        made = report_preview.preview(work, report_id, {"loved": typed}, pictures)
        page_image(made.pdf, 0, _PAGE_PIXELS)

    shown(_PIECE)  # pictures are read and made ready once, when the report is opened
    times = [_seconds(lambda: shown(_PIECE * 2)) * 1000 for _ in range(_PREVIEWS)]
    return AFTER_A_KEY_MS + statistics.quantiles(times, n=20)[-1]


def _longest_gap(begin: Callable[[Callable[[], object]], None]) -> tuple[float, float]:
    """The longest time in ms between two events until `begin` calls back; the seconds of it."""
    from PySide6.QtCore import QEventLoop, Qt, QTimer

    loop, timer = QEventLoop(), QTimer()
    ticks = [time.perf_counter()]
    timer.setTimerType(Qt.TimerType.PreciseTimer)
    timer.timeout.connect(lambda: ticks.append(time.perf_counter()))
    timer.start(1)
    begin(loop.quit)
    loop.exec()
    timer.stop()
    ticks.append(time.perf_counter())
    longest = max(later - earlier for earlier, later in pairwise(ticks))
    return longest * 1000, ticks[-1] - ticks[0]


def _period(work: Workspace) -> str:
    return school_year(work.today())


def _fill(work: Workspace, photos: list[bytes], reports: int) -> None:
    """Pupils, each with six approved observations with a photo, and a written report."""
    now = work.now()
    with work.database.write() as session:
        session.get_one(StaffMember, work.staff_id).role = Role.TEACHER
        rows = [
            Pupil(
                legal_first_name=f"Pupil {number}",
                legal_last_name="Example",
                preferred_name=f"Pupil {number}",
                created_at=now,
                updated_at=now,
            )
            for number in range(reports)
        ]
        session.add_all(rows)
        session.flush()
        ids = [row.id for row in rows]
    for pupil_id in ids:
        permission = permissions.PermissionForm(
            PermissionUse.FAMILY, "a parent", from_on=now.date()
        )
        permissions.add(work, pupil_id, permission)
        _write_report(work, pupil_id, [_observe(work, pupil_id, photo) for photo in photos])


def _observe(work: Workspace, pupil_id: int, photo: bytes) -> int:
    """An approved observation; the id of its photo."""
    view = observations.new_observation(work, pupil_id).value
    form = replace(
        view.form,
        occurred_at=work.now(),
        activity="Bubble tube",
        responses=(ResponseForm(Area.ANTICIPATION, _PIECE),),
    )
    observations.autosave(work, view.id, form)
    attached = evidence.attach(
        work, pupil_id, view.id, photo, "photo.jpg", SilentProgress()
    ).value.evidence
    observations.approve(work, view.id, form)
    return attached.id


def _write_report(work: Workspace, pupil_id: int, photo_ids: list[int]) -> None:
    report_id = reporting.begin(work, pupil_id, ReportKind.YEAR_END, _period(work)).value
    keys = ["cover", *(area_part(area).key for area in Area)]
    texts = dict.fromkeys((*keys[1:], "loved", "next_year"), _PIECE)
    texts |= {"subjects": _PIECE * 3, "general_progress": _PIECE * 2, "talk": "Please ring us."}
    texts |= reporting.attendance_texts(AttendanceForm(380, 361, 0))
    reporting.save_texts(work, report_id, texts)
    for key, photo_id in zip(keys, photo_ids, strict=True):
        report_sources.rest_on(work, report_id, key, evidence_id=photo_id)
