"""How long a parents' report takes, and whether the window stays awake while a class's are made."""

from __future__ import annotations

import io
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

from PIL import Image

from engagement_desktop.benchmarks import Figure
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
    report_sources,
    reporting,
    school_file,
)
from engagement_desktop.services.observation_views import ResponseForm
from engagement_desktop.services.report_views import AttendanceForm
from engagement_desktop.services.workspace import Workspace

REPORTS = 30
_ONE_REPORT_SECONDS = 1.0
_GAP_MS = 50.0
_REST_MS = 2000
_ROUNDS = 5
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
    render(report, io.BytesIO())  # the fonts are read once in the life of the program
    seconds = []
    for _ in range(rounds):
        start = time.perf_counter()
        render(report, io.BytesIO())
        seconds.append(time.perf_counter() - start)
    one = statistics.median(seconds)
    rest, gap, batch = _batch_beside_the_window(photos, reports)
    return [
        _at_most("a parents’ report, four pages with six pictures", one, "s", _ONE_REPORT_SECONDS),
        _at_most("longest gap of the window at rest", rest, "ms", _GAP_MS),
        _at_most(f"longest gap of the window, {reports} reports", gap, "ms", _GAP_MS),
        _at_most(f"{reports} reports, each", batch / reports, "s", _ONE_REPORT_SECONDS),
    ]


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
            (area, Section(_PIECE, (picture,)))
            for area, picture in zip(Area, shown[1:], strict=True)
        ),
        subjects=Section(_PIECE * 3),
        general_progress=Section(_PIECE * 2),
        attendance=Attendance(380, 361),
        next_year=Section(_PIECE),
        talk=Section("Please ring the office to find a time."),
    )


def _batch_beside_the_window(photos: list[bytes], reports: int) -> tuple[float, float, float]:
    """Longest time in ms without an event at rest and during a batch; seconds of the batch."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QObject, QTimer
    from PySide6.QtWidgets import QApplication

    from engagement_desktop.settings import Settings, Theme
    from engagement_desktop.ui.main_window import MainWindow
    from engagement_desktop.ui.messages import Messages

    app = QApplication.instance() or QApplication([])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        work = school_file.create_demo(folder / "bench.engagement", "Hillside", "Jo Field")
        _fill(work, photos, reports)
        kind, silent = ReportKind.YEAR_END, SilentProgress()
        lines = report_batch.class_reports(work, None, kind, _period(work), silent)
        window = MainWindow(work, Settings(theme=Theme.LIGHT), Messages())
        window.resize(1366, 768)
        window.show()
        window.tasks.finish()
        owner = QObject(app)

        def make(progress: Progress) -> report_batch.BatchResult:
            return report_batch.write_reports(work, lines, "Report", folder, progress)

        def batch(done: Callable[[], object]) -> None:
            window.tasks.long("Making reports", make, owner=owner).ended.connect(done)

        try:
            rest, _ = _longest_gap(lambda done: QTimer.singleShot(_REST_MS, done))
            gap, seconds = _longest_gap(batch)
        finally:
            window.close_school()
        if len(list(folder.glob("*.pdf"))) != reports:
            raise RuntimeError("Not all of the reports were made.")
    return rest, gap, seconds


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
