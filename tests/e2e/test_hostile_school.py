"""What is typed about the school itself stays what was typed: on every page of the school, in every
paper and in every file that leaves."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pypdf
import pytest
from PySide6.QtWidgets import QApplication, QWidget

from engagement_desktop.errors import AppError
from engagement_desktop.models.areas import Area
from engagement_desktop.models.statements import StatementText
from engagement_desktop.models.templates import Prompt, TemplateForm
from engagement_desktop.models.vocabularies import Vocabulary
from engagement_desktop.progress import SilentProgress
from engagement_desktop.security import key_front
from engagement_desktop.services import (
    audit_trail,
    classes,
    conversations,
    dates,
    em_list,
    engagement_profile,
    frameworks,
    governors,
    keeping,
    moderation,
    moderation_pack,
    report_preview,
    reporting,
    school_file,
    sharing,
    staff,
    subject_access,
    templates,
    terms,
    timeline_sheet,
    vocabulary,
)
from engagement_desktop.services.audit_trail import TrailFilter
from engagement_desktop.services.dates import SchoolDateForm
from engagement_desktop.services.governors import GovernorsForm
from engagement_desktop.services.moderation_views import MeetingForm
from engagement_desktop.services.report_evidence import ReportPictures
from engagement_desktop.services.staff import StaffForm
from engagement_desktop.services.terms import TermForm
from engagement_desktop.services.timeline_sheet import SheetWish
from engagement_desktop.services.workspace import Workspace
from engagement_desktop.ui.main_window import MainWindow
from engagement_desktop.ui.page_ids import SCHOOL_PAGES
from tests.e2e.every_page import (
    actions_here,
    every_page,
    stay_signed_in,
    without_the_systems_dialogs,
)
from tests.e2e.teacher import SCREEN, Teacher
from tests.e2e.test_hostile_words import WORDS, fill, taken_for_markup
from tests.helpers.clips import Recipe, encode
from tests.helpers.opened import TRAP, Opened
from tests.helpers.presser import Place, Presser
from tests.helpers.reports import photo
from tests.helpers.school import PASSWORD, copy_school, open_school

LINE = 70
"""As much as a name is long."""


def write_everywhere(work: Workspace, number: int, words: str) -> int:
    """Write the words into whatever the school writes about itself; how much of it was taken."""
    line = f"{words[:LINE]} {number}"
    day = date(1990, 1, 1) + timedelta(days=400 * number)
    taken = 0
    for write in (
        lambda: classes.save_class(work, None, line),
        lambda: staff.save(work, None, StaffForm(name=line, job=line)),
        lambda: terms.save_term(work, None, TermForm(line, day, day + timedelta(days=90))),
        lambda: dates.save_school_date(work, None, SchoolDateForm(line, work.today())),
        lambda: templates.save_template(
            work,
            None,
            TemplateForm(line, line, None, line, line, line, (Prompt(Area.REALISATION, line),)),
        ),
        lambda: frameworks.bring_in(work, line, [StatementText(words[:20], line, words)]),
        lambda: moderation.save_meeting(work, None, MeetingForm(work.today(), line, line, words)),
        lambda: vocabulary.add(work, Vocabulary.CONTEXT, line),
    ):
        try:
            write()
        except AppError:  # too long, a number, or a name that another has once it is tidied
            continue
        taken += 1
    return taken


def write_school(work: Workspace, trap: Path, kinds: frozenset[str]) -> list[int]:
    """Write everything in these words; the pupils, first the one of pictures."""
    clip = encode(Recipe(frames=6, options={"preset": "ultrafast"}))
    children = []
    for number, kind in enumerate(sorted(kinds, key=lambda kind: (kind != "picture", kind))):
        words = WORDS[kind].replace(TRAP, str(trap))
        assert write_everywhere(work, number, words) >= 4, kind
        child = fill(work, words, clip).id
        keeping.place_hold(work, child, words)
        (held, *_) = conversations.conversations(work, child).all
        conversations.remove_conversation(work, held.id)
        view = governors.begin(work, governors.periods(work)[0]).value
        governors.save(work, view.id, GovernorsForm(words, words, words, words))
        children.append(child)
    return children


def wrong_here(teacher: Teacher, where: str) -> Iterator[str]:
    QApplication.processEvents()
    for window in QApplication.topLevelWidgets():
        if window.isVisible():
            window.grab()
            yield from (f"{where}: {found}" for found in taken_for_markup(window))
            if window.minimumSizeHint().width() > SCREEN[0]:
                yield f"{where}: {window.minimumSizeHint().width()} pixels wide"


@dataclass(frozen=True)
class Made:
    """A school whose words are hostile, and its pupils."""

    path: Path
    children: list[int]


@pytest.fixture(scope="module")
def made(
    tmp_path_factory: pytest.TempPathFactory, trap: Path, request: pytest.FixtureRequest
) -> Made:
    kinds = frozenset(WORDS) if request.config.getoption("--long") else frozenset({"picture"})
    path = copy_school(tmp_path_factory.mktemp("hostile"))
    work = open_school(path)
    children = write_school(work, trap, kinds)
    school_file.close(work)
    return Made(path, children)


def test_every_page_of_the_school_shows_words_as_words(
    teacher: Teacher, made: Made, opened: Opened
) -> None:
    work = open_school(made.path)
    main = teacher.window.show_school(work, MainWindow)
    teacher.settle()
    main.show_home()
    teacher.settle()
    found, showing = [*wrong_here(teacher, "home")], 0
    for page_id in SCHOOL_PAGES:
        page = main.show_school_page(page_id)
        assert page is not None
        teacher.settle()
        found += wrong_here(teacher, page_id)
        showing += any("<img src=" in words for words in teacher.words_shown())
    assert found == [], "\n".join(found)
    assert showing >= 6, showing
    assert opened.times() == 0
    assert teacher.problems == []


@pytest.mark.nightly
@pytest.mark.timeout(3600)
def test_every_dialog_shows_words_as_words(
    teacher: Teacher,
    made: Made,
    opened: Opened,
    trap: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    a_file, path = tmp_path / "photo.jpg", tmp_path / made.path.name
    a_file.write_bytes(photo())
    for each in (made.path, key_front.beside(made.path)):  # what is pressed changes the school
        (tmp_path / each.name).write_bytes(each.read_bytes())
    without_the_systems_dialogs(monkeypatch, tmp_path, a_file)
    teacher.window.show_school(open_school(path), MainWindow)
    teacher.settle()
    stay_signed_in(teacher, monkeypatch, PASSWORD)
    found: list[str] = []
    dialogs: set[str] = set()
    typed = WORDS["picture"].replace(TRAP, str(trap))

    def look(where: str, shown: tuple[QWidget, ...]) -> None:
        for each in shown:
            each.grab()
            dialogs.add(f"{type(each).__name__} {each.windowTitle()[:20]}")
            found.extend(f"{where}: {wrong}" for wrong in taken_for_markup(each))
            if each.width() > SCREEN[0]:
                found.append(f"{where}: {each.width()} pixels wide")

    for name, fresh in [*every_page(teacher, made.children[0])]:
        presser = Presser(fresh, teacher.settle, typed=typed, a_file=a_file)
        fresh()
        for action in actions_here(teacher):
            fresh()
            teacher.main.actions_table.trigger(action)
            teacher.settle()
            for _, shown in presser.dialogs(Place(action, 0)):
                look(f"{name}, {action}", shown)
        for place, shown in presser.press_everything():
            look(f"{name}, {place}", shown)
    assert found == [], "\n".join(found)
    assert len(dialogs) > 25, sorted(dialogs)
    assert opened.times() == 0


def papers(work: Workspace, pupil_id: int, folder: Path) -> Iterator[tuple[str, bytes]]:
    """All that is printed of a pupil and of the school."""
    pictures = ReportPictures()
    for line in reporting.list_reports(work, pupil_id):
        yield line.kind.value, report_preview.preview(work, line.id, {}, pictures).pdf
    yield "profile", engagement_profile.preview(work, pupil_id, pictures).pdf
    days = SheetWish(work.today() - timedelta(days=30), work.today())
    yield "timeline", timeline_sheet.preview(work, pupil_id, days).pdf
    for up in moderation.list_moderations(work, pupil_id):
        wish = moderation_pack.first_wish(work, up.id)
        yield "pack", moderation_pack.preview(work, up.id, wish, pictures).pdf
    looked = subject_access.look(work, pupil_id, SilentProgress())
    everything = subject_access.DisclosureForm(tuple(each.key for each in looked.names), ())
    work.confirm(PASSWORD)
    copy = subject_access.give(work, pupil_id, everything, folder, SilentProgress())
    yield "copy of what is held", next(copy.glob("*.pdf")).read_bytes()
    assert copy.parent == folder


def test_every_paper_and_every_file_that_leaves_holds_words_as_words(
    tmp_path: Path, own_pc: None, made: Made, opened: Opened
) -> None:
    work = open_school(made.path)
    out = tmp_path / "out"
    out.mkdir()
    try:
        for child in made.children:
            for what, pdf in papers(work, child, out):
                pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
                text = "".join(page.extract_text() for page in pages)
                assert "S" in text, what
                links = [note for page in pages for note in page.get("/Annots", [])]
                assert links == [], what
        view = governors.begin(work, governors.periods(work)[0]).value
        assert governors.preview(work, view).pdf
        found = em_list.em_list(work)
        assert em_list.as_pdf(work, found)
        audit_trail.export(work, TrailFilter(), out / "trail.csv")
        for table in (em_list.as_table(found), (out / "trail.csv").read_bytes()):
            rows = csv.reader(io.StringIO(table.decode("utf-8-sig"), newline=""))
            cells = [cell for row in rows for cell in row]
            assert cells
            assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
        kept = dates.save_calendar(work, dates.dates_ahead(work), out / "dates.ics")
        calendar = kept.read_bytes().decode()
        starts = re.findall(r"^[A-Z-]+(?=[:;])", calendar, re.MULTILINE)
        assert starts.count("BEGIN") == starts.count("END")
        assert set(starts) <= set(_CALENDAR), set(starts) - set(_CALENDAR)
        assert json.loads(sharing.shared_file(work))
    finally:
        school_file.close(work)
    assert opened.times() == 0


_CALENDAR = (
    "BEGIN", "VERSION", "PRODID", "CALSCALE", "METHOD", "UID", "DTSTAMP", "DTSTART", "DTEND",
    "SUMMARY", "DESCRIPTION", "CATEGORIES", "CLASS", "TRANSP", "END",
)  # fmt: skip
