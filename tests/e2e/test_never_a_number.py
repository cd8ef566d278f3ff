"""What must never happen, looked for on every page, in every dialog and in every paper of the demo
school: a number for a pupil's progress, a ranking, another pupil's name on what leaves the school,
areas of unequal weight, a judgement that nobody made.
"""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pypdf
import pytest
from PySide6.QtWidgets import QDialog, QProgressBar, QWidget
from pytestqt.qtbot import QtBot

from engagement_desktop.models.areas import Area
from engagement_desktop.models.editions import Edition
from engagement_desktop.models.school_year import school_year
from engagement_desktop.models.states import ReportKind, Role
from engagement_desktop.progress import SilentProgress
from engagement_desktop.reports.timeline_sheet import render
from engagement_desktop.services import (
    demo_school,
    em_list,
    engagement_profile,
    governors,
    moderation,
    moderation_pack,
    observations,
    pupils,
    report_drafting,
    report_preview,
    reporting,
    school_file,
    timeline_sheet,
)
from engagement_desktop.services.arrival import arrive_at_demo
from engagement_desktop.services.judgements import JudgementForm
from engagement_desktop.services.moderation_pack import PackWish
from engagement_desktop.services.report_evidence import ReportPictures
from engagement_desktop.services.timeline_sheet import SheetWish
from engagement_desktop.services.workspace import Workspace
from engagement_desktop.settings import Settings
from engagement_desktop.tour import steps
from engagement_desktop.tour.tourist import Tourist
from engagement_desktop.ui.app_window import AppWindow
from engagement_desktop.ui.home.home_page import HomePage
from engagement_desktop.ui.judgements.judgements_page import JudgementsPage
from engagement_desktop.ui.look.style import Look
from engagement_desktop.ui.messages import Messages
from engagement_desktop.ui.page import SchoolPage
from engagement_desktop.ui.page_ids import PUPIL_PAGES, SCHOOL_PAGES, PageId
from engagement_desktop.ui.review.review_page import ReviewPage
from engagement_desktop.ui.shell.pages import make_page
from engagement_desktop.ui.widgets.area_mark import AreaMark
from engagement_desktop.ui.widgets.dialog import Dialog
from engagement_desktop.ui.widgets.form_dialog import FormDialog
from tests.helpers.never import against_the_rules, unexplained
from tests.helpers.pages import desk, put_on
from tests.helpers.shown import texts

_OF_FEW = {PageId.OBSERVATIONS, PageId.TIMELINE, PageId.REVIEW}
"""Pages that take long to draw: the ordinary run looks at them for a few pupils."""
_FEW = ("Amara", "Isla")
_QUOTES = {PageId.OBSERVATIONS, PageId.TIMELINE, PageId.REPORTS}
"""Pages on which staff read what they wrote, with who else took part."""


@pytest.fixture(scope="module")
def demo_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return demo_school.make_demo(tmp_path_factory.mktemp("made"), SilentProgress())


@pytest.fixture(scope="module")
def demo(demo_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    work = school_file.open_demo(copied(demo_file, tmp_path_factory.mktemp("demo")))
    yield work
    school_file.close(work)


def copied(demo_file: Path, folder: Path) -> Path:
    shutil.copytree(demo_file.parent, folder, dirs_exist_ok=True)
    return folder / demo_file.name


def wrong_in(shown: Iterable[str]) -> list[str]:
    """What of this rates a pupil, or is a number that does not say what it is of."""
    return [text for text in shown if against_the_rules(text) or unexplained(text)]


@pytest.mark.parametrize(
    "words",
    [
        "40 % engaged",
        "level 3",
        "7 out of 10",
        "a score",
        "3/5",
        "ranked",
        "behind the others",
    ],
)
def test_the_search_itself_finds_what_must_not_be(words: str) -> None:
    assert against_the_rules(words)


@pytest.mark.parametrize(
    "words",
    ["3", "Exploration 3", "3 of 5 steps", "Developing (2)", "P4", "Step 2 of 5", "3.5", "1st"],
)
def test_a_number_that_does_not_say_what_it_is_of_is_found(words: str) -> None:
    assert unexplained(words)


@pytest.mark.parametrize(
    "words", ["Year 4 (key stage 2)", "14 observations", "[00:05.63]", "ahead of the tube"]
)
def test_what_may_stand_there_is_not_found(words: str) -> None:
    assert not against_the_rules(words)
    assert not unexplained(words.strip("[]"))


@pytest.mark.parametrize("page_id", PUPIL_PAGES)
def test_no_page_puts_a_number_or_a_rank_on_a_pupil(
    demo: Workspace, qtbot: QtBot, look: Look, page_id: PageId, request: pytest.FixtureRequest
) -> None:
    few = page_id in _OF_FEW and not request.config.getoption("--long")
    names = {row.preferred_name for row in pupils.list_pupils(demo)}
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
            assert len(shown) > 2
            assert wrong_in(shown) == [], row.preferred_name
            if page_id not in _QUOTES:
                others = others_in("\n".join(shown), names - {row.preferred_name})
                assert others == [], row.preferred_name
            assert page.findChildren(QProgressBar) == []
            assert len({mark.size().toTuple() for mark in page.findChildren(AreaMark)}) <= 1
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
        assert len(shown) > 2
        if page_id is PageId.AUDIT:  # which names each record by its number in the file
            assert [text for text in shown if against_the_rules(text)] == []
        else:
            assert wrong_in(shown) == []
        assert page.findChildren(QProgressBar) == []


class Reader(Tourist):
    """Reads what others take pictures of."""

    def __init__(self, window: AppWindow, messages: Messages, out: Path) -> None:
        super().__init__(window, messages, out)
        self.wrong: dict[str, list[str]] = {}
        self.met: set[type[QDialog]] = set()

    def picture(self, name: str, widget: QWidget | None = None) -> None:
        self.settle()
        if isinstance(widget, QDialog):
            self.met.add(type(widget))
            wrong = wrong_in(texts(widget))
            if wrong:
                self.wrong[name] = wrong


_WALKED = (
    "find a pupil",
    "plan and review",
    "the whole record",
    "reports of a class",
    "forms of the school",
    "forms of a pupil",
)
"""What the ordinary run walks through; the long one takes the whole tour."""

_BEGINS_ON = {"plan and review": PageId.PLAN, "reports of a class": PageId.REPORTS}
"""Where a step begins, if the one before it is left out."""

_OF_NO_PUPIL = {
    "AskAgain": "asks for a password",
    "AskPasswordDialog": "asks for a password",
    "ChangeKeyDialog": "the school’s key",
    "ClassDialog": "the name of a class",
    "NameDialog": "a name for a file or a list",
    "OwnPasswordDialog": "asks for a password",
    "PlainWordDialog": "a word and the plain one for it",
    "RuleDialog": "how long a kind of record is kept",
    "SheetDialog": "the recovery sheet; the timeline’s has the same name and is met",
}
"""Dialogs that the tour does not open, and what is in them."""

_SAYS_NUMBERS = {
    "settings": "the size of text in per cent",
    "framework-before-it-comes-in": "quotes the list’s own levels, which stay out",
    "shortcuts": "the keys",
    "find-anything": "the keys",
    "about": "the version",
    "report-looks-form": "how a colour is written",
}
"""Pictures whose numbers are of no pupil, and what they are."""


def test_no_dialog_puts_a_number_or_a_rank_on_a_pupil(
    demo_file: Path,
    tmp_path: Path,
    qtbot: QtBot,
    look: Look,
    own_folders: None,
    request: pytest.FixtureRequest,
) -> None:
    whole = request.config.getoption("--long")
    demo_copy = copied(demo_file, tmp_path)
    messages = Messages()
    window = AppWindow(Settings(), messages, lambda _: arrive_at_demo(demo_copy))
    window.sign_in.making.form.set_folder(tmp_path)
    window.resize(1366, 768)
    window.show()
    reader = Reader(window, messages, tmp_path)
    walked = [step for step in steps.STEPS if whole or step.name in _WALKED]
    assert len(walked) >= len(_WALKED)
    try:
        steps.open_demo(reader)
        for step in walked:
            if step.name in _BEGINS_ON:
                reader.open_pupil("Amara", _BEGINS_ON[step.name])
            if step.name not in ("first choice", "open the demo school", "lock and return"):
                step.do(reader)
                reader.settle()
    finally:
        window.close()
        window.deleteLater()
        reader.breathe()
    assert {name: wrong for name, wrong in reader.wrong.items() if name not in _SAYS_NUMBERS} == {}
    if whole:
        made = {kind.__name__ for kind in every_dialog()} - {"FormDialog", "PaperDialog"}
        assert made - {kind.__name__ for kind in reader.met} <= set(_OF_NO_PUPIL)


def every_dialog() -> Iterator[type[QDialog]]:
    """All kinds that there are; those of a module that nothing opened were not looked at either."""
    kinds = [Dialog]
    while kinds:
        kind = kinds.pop()
        kinds += kind.__subclasses__()
        if kind is not Dialog and kind.__module__.startswith("engagement_desktop"):
            yield kind


def test_no_judgement_stands_there_before_a_teacher_made_one(
    demo: Workspace, qtbot: QtBot, look: Look
) -> None:
    """The program shows what was seen and asks; it never infers (4.3)."""
    bilal = next(row.id for row in pupils.list_pupils(demo) if row.preferred_name == "Bilal")
    with desk(demo, qtbot) as laid:
        page = make_page(PageId.JUDGEMENTS, laid.context)
        assert isinstance(page, JudgementsPage)
        put_on(laid, page)
        page.show_pupil(bilal)
        laid.settle()
        assert page.shown is not None
        asked = [seen for seen in page.shown.page.areas if seen.judgement is None]
        assert any(seen.responses for seen in asked)
        for seen in asked:
            page.edit(seen)
            form = next(each for each in page.findChildren(FormDialog) if each.isVisible())
            assert form.form() == JudgementForm()
            form.reject()
            laid.settle()
    begun = observations.new_observation(demo, bilal).value
    assert begun.form.responses == ()


def test_the_five_areas_stand_in_one_order_with_one_weight(
    demo: Workspace, qtbot: QtBot, look: Look
) -> None:
    """They are not a ladder (3): no card of one is made otherwise than the others’."""
    bilal = next(row.id for row in pupils.list_pupils(demo) if row.preferred_name == "Bilal")
    with desk(demo, qtbot) as laid:
        page = make_page(PageId.JUDGEMENTS, laid.context)
        assert isinstance(page, JudgementsPage)
        put_on(laid, page)
        page.resize(1110, 606)
        page.show_pupil(bilal)
        laid.settle()
        assert tuple(page.cards) == tuple(Area)
        assert len({card.width() for card in page.cards.values()}) == 1
        titles = [mark.parentWidget() for mark in page.findChildren(AreaMark)]
        assert len(titles) >= len(Area)


def papers(demo: Workspace, pupil_id: int, *, whole: bool) -> Iterator[bytes]:
    """Every PDF of one pupil that is no report: the profile, the timeline, a moderation."""
    editions = (Edition.ORDINARY, Edition.LARGE_PRINT) if whole else (Edition.ORDINARY,)
    for edition in editions:
        yield engagement_profile.preview(demo, pupil_id, ReportPictures(), edition=edition).pdf
    days = SheetWish(date(2025, 9, 1), demo.today())
    for a3 in (False, True) if whole else (False,):
        stream = io.BytesIO()
        render(timeline_sheet.gather(demo, pupil_id, days), stream, a3=a3, in_words=True)
        yield stream.getvalue()
    for line in moderation.list_moderations(demo, pupil_id):
        yield moderation_pack.preview(demo, line.id, PackWish(), ReportPictures()).pdf


def written(demo: Workspace, pupil_id: int, *, whole: bool) -> Iterator[bytes]:
    """Both reports of one pupil, begun from all that is in the file."""
    year = school_year(demo.today())
    for kind, period in (
        (ReportKind.YEAR_END, year),
        (ReportKind.EHC_REVIEW, demo.today().isoformat()),
    ):
        number = reporting.begin(demo, pupil_id, kind, period).value
        report_drafting.start_from_evidence(demo, number)
        for edition in Edition if whole else (Edition.ORDINARY,):
            if edition is Edition.EASY_READ and kind is not ReportKind.YEAR_END:
                continue
            pictures = ReportPictures()
            yield report_preview.preview(demo, number, {}, pictures, edition=edition).pdf


@pytest.mark.parametrize("made", [papers, written])
def test_no_paper_of_a_pupil_holds_a_number_a_rank_or_another_pupils_name(
    demo: Workspace, request: pytest.FixtureRequest, made: Callable[..., Iterator[bytes]]
) -> None:
    everyone = pupils.list_pupils(demo)
    names = {row.preferred_name for row in everyone}
    whole = request.config.getoption("--long")
    for row in everyone:
        if not whole and row.preferred_name not in _FEW:
            continue
        for pdf in made(demo, row.id, whole=whole):
            words = pdf_words(pdf)
            assert row.preferred_name in words
            assert not against_the_rules(words), row.preferred_name
            assert unexplained(words) == [], row.preferred_name
            assert others_in(words, names - {row.preferred_name}) == [], row.preferred_name


def others_in(words: str, others: Iterable[str]) -> list[str]:
    return [name for name in others if re.search(rf"\b{re.escape(name)}\b", words)]


def test_a_pack_for_another_school_names_nobody(demo: Workspace) -> None:
    names = [row.preferred_name for row in pupils.list_pupils(demo)]
    wish = PackWish(other_school=True, with_name=False)
    packs = 0
    for row in pupils.list_pupils(demo):
        for line in moderation.list_moderations(demo, row.id):
            words = pdf_words(moderation_pack.preview(demo, line.id, wish, ReportPictures()).pdf)
            assert others_in(words, names) == []
            assert not against_the_rules(words)
            assert unexplained(words) == []
            packs += 1
    assert packs


_COUNTED = re.compile(
    r"\b(?:Observations approved|Judgements|Plans reviewed|Outcomes achieved|Moderations agreed"
    r"|Conversations with parents and carers|Given: [\w -]+|Outcomes: [\w ,/]+) \d+"
)


def test_what_is_said_of_the_school_names_no_pupil_and_counts_records_alone(
    demo: Workspace,
) -> None:
    lead = replace(demo, role=Role.LEAD)
    view = governors.begin(lead, governors.periods(lead)[0]).value
    words = " ".join(pdf_words(governors.preview(lead, view).pdf).split())
    assert others_in(words, [row.preferred_name for row in pupils.list_pupils(demo)]) == []
    assert not against_the_rules(words)
    counted = _COUNTED.findall(words)
    assert counted
    assert unexplained(_COUNTED.sub("", words)) == []


def test_the_list_for_the_office_says_codes_and_nothing_of_progress(demo: Workspace) -> None:
    words = pdf_words(em_list.as_pdf(demo, em_list.em_list(demo)))
    assert "EM" in words
    assert not against_the_rules(words)
    assert unexplained(words) == []


def pdf_words(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)
