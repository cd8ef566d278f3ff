"""What must never happen, looked for on every page and in every report of the demo school:
a number for a pupil's progress, a ranking, another pupil's name on a page that leaves the school.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from datetime import date

import pypdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QLabel, QProgressBar, QWidget
from pytestqt.qtbot import QtBot

from engagement_desktop.progress import SilentProgress
from engagement_desktop.reports.timeline_sheet import render
from engagement_desktop.services import (
    demo_school,
    engagement_profile,
    moderation,
    moderation_pack,
    pupils,
    report_preview,
    reporting,
    school_file,
    timeline_sheet,
)
from engagement_desktop.services.demo_content import load_demo
from engagement_desktop.services.moderation_pack import PackWish
from engagement_desktop.services.report_evidence import ReportPictures
from engagement_desktop.services.timeline_sheet import SheetWish
from engagement_desktop.services.workspace import Workspace
from engagement_desktop.ui.home.home_page import HomePage
from engagement_desktop.ui.look.style import Look
from engagement_desktop.ui.page import SchoolPage
from engagement_desktop.ui.page_ids import PUPIL_PAGES, SCHOOL_PAGES, PageId
from engagement_desktop.ui.review.review_page import ReviewPage
from engagement_desktop.ui.shell.pages import make_page
from tests.helpers.pages import desk, put_on

_NUMBER_FOR_PROGRESS = re.compile(
    r"\d\s*%|\bper ?cent\b|\bscores?\b|\bpoints?\b|\bgrades?\b|\blevel \d|\bstage \d+ of\b"
    r"|\bout of (?:\d+|three|four|five|ten)\b|\b\d+\s?/\s?\d+\b(?!/)",
    re.IGNORECASE,
)
_NAMES = "|".join(pupil.preferred_name for pupil in load_demo().pupils)
_RANKING = re.compile(
    r"\branked\b|\brankings?\b|\btop of the class\b|\baverage\b"
    r"|\b(?:ahead of|behind|better than|less than|more than|faster than|slower than|compared with) "
    rf"(?:{_NAMES}|the class|the others?|other (?:pupils|children)|h(?:is|er) classmates)\b",
)
_OF_FEW = {PageId.OBSERVATIONS, PageId.TIMELINE, PageId.REVIEW}
"""Pages that take long to draw: the ordinary run looks at them for a few pupils."""
_FEW = ("Amara", "Isla")


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    folder = tmp_path_factory.mktemp("demo")
    work = school_file.open_demo(demo_school.make_demo(folder, SilentProgress()))
    yield work
    school_file.close(work)


def texts(widget: QWidget) -> list[str]:
    """All words that are shown, also those in lists, and what a screen reader says of a picture."""
    labels = [each.text() for each in widget.findChildren(QLabel)]
    buttons = [each.text() for each in widget.findChildren(QAbstractButton)]
    said = [
        words
        for each in widget.findChildren(QWidget)
        for words in (each.accessibleName(), each.accessibleDescription(), each.toolTip())
    ]
    rows = [
        str(model.index(row, 0).data(role) or "")
        for view in widget.findChildren(QAbstractItemView)
        if (model := view.model()) is not None
        for row in range(model.rowCount())
        for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
    ]
    return [*labels, *buttons, *said, *rows]


def against_the_rules(words: str) -> list[str]:
    plain = re.sub(r"\[\d\d:\d\d\.\d\d\]|\b\d{2}/\d{4}\b|999/7001", "", words)
    return [*_NUMBER_FOR_PROGRESS.findall(plain), *_RANKING.findall(plain)]


def test_the_search_itself_finds_what_must_not_be() -> None:
    for words in (
        "40 % engaged",
        "level 3",
        "7 out of 10",
        "a score",
        "3/5",
        "ranked",
        "behind the others",
    ):
        assert against_the_rules(words), words
    for words in ("Year 4 (key stage 2)", "14 observations", "[00:05.63]", "ahead of the tube"):
        assert not against_the_rules(words), words


@pytest.mark.parametrize("page_id", PUPIL_PAGES)
def test_no_page_puts_a_number_or_a_rank_on_a_pupil(
    demo: Workspace, qtbot: QtBot, look: Look, page_id: PageId, request: pytest.FixtureRequest
) -> None:
    few = page_id in _OF_FEW and not request.config.getoption("--long")
    with desk(demo, qtbot) as laid:
        page = make_page(page_id, laid.context)
        put_on(laid, page)
        page.resize(1110, 606)
        for row in pupils.list_pupils(demo):
            if few and row.preferred_name not in _FEW:
                continue
            page.show_pupil(row.id)
            laid.settle()
            shown = texts(page)
            assert len(shown) > 5
            wrong = [text for text in shown if against_the_rules(text)]
            assert not wrong, row.preferred_name
            assert page.findChildren(QProgressBar) == []
        if isinstance(page, ReviewPage):
            page.player.close_clips()


@pytest.mark.parametrize("page_id", [PageId.HOME, *SCHOOL_PAGES])
def test_no_page_about_the_school_puts_a_number_or_a_rank_on_a_pupil(
    demo: Workspace, qtbot: QtBot, look: Look, page_id: PageId
) -> None:
    with desk(demo, qtbot) as laid:
        page = (
            HomePage(laid.context) if page_id is PageId.HOME else make_page(page_id, laid.context)
        )
        assert isinstance(page, HomePage | SchoolPage)
        put_on(laid, page)
        page.resize(1110, 606)
        page.load()
        laid.settle()
        shown = texts(page)
        assert len(shown) > 5
        assert [text for text in shown if against_the_rules(text)] == []
        assert page.findChildren(QProgressBar) == []


def papers(demo: Workspace, pupil_id: int) -> Iterator[bytes]:
    """Every PDF of one pupil that is no report: the profile, the timeline, a moderation."""
    yield engagement_profile.preview(demo, pupil_id, ReportPictures()).pdf
    days = SheetWish(date(2025, 9, 1), demo.today())
    stream = io.BytesIO()
    render(timeline_sheet.gather(demo, pupil_id, days), stream, a3=False, in_words=True)
    yield stream.getvalue()
    for line in moderation.list_moderations(demo, pupil_id):
        wish = PackWish()
        yield moderation_pack.preview(demo, line.id, wish, ReportPictures()).pdf


def test_no_paper_of_a_pupil_holds_a_number_a_rank_or_another_pupils_name(
    demo: Workspace, request: pytest.FixtureRequest
) -> None:
    everyone = pupils.list_pupils(demo)
    names = {row.preferred_name for row in everyone}
    few = not request.config.getoption("--long")
    for row in everyone:
        if few and row.preferred_name not in _FEW:
            continue
        for pdf in papers(demo, row.id):
            words = pdf_words(pdf)
            assert row.preferred_name in words
            assert not against_the_rules(words), row.preferred_name
            assert others_in(words, names - {row.preferred_name}) == [], row.preferred_name


def others_in(words: str, others: Iterable[str]) -> list[str]:
    return [name for name in others if re.search(rf"\b{re.escape(name)}\b", words)]


def test_no_report_holds_a_number_a_rank_or_another_pupils_name(demo: Workspace) -> None:
    everyone = pupils.list_pupils(demo)
    names = {row.preferred_name for row in everyone}
    read = 0
    for row in everyone:
        for line in reporting.list_reports(demo, row.id):
            pdf = report_preview.preview(demo, line.id, {}, ReportPictures()).pdf
            words = pdf_words(pdf)
            assert row.preferred_name in words
            assert not against_the_rules(words), row.preferred_name
            assert others_in(words, names - {row.preferred_name}) == [], row.preferred_name
            read += 1
    assert read >= 2


def pdf_words(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)
