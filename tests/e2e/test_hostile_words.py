"""Whatever people type stays what they typed: no markup, no query, no file read, no wide window."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pypdf
import pytest
from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt
from PySide6.QtGui import Qt as GuiQt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QLabel,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from engagement_desktop.models.areas import Area
from engagement_desktop.models.pupil_list import PupilRow
from engagement_desktop.models.states import AreaOfNeed, ContactKind, ReportKind
from engagement_desktop.progress import SilentProgress
from engagement_desktop.services import (
    around_pupil,
    comparisons,
    contributions,
    conversations,
    evidence,
    finding,
    judgements,
    moderation,
    observations,
    outcomes,
    plans,
    pupils,
    report_sources,
    reporting,
    review,
    school_file,
)
from engagement_desktop.services.around_pupil import (
    AroundPupil,
    ContactForm,
    InterestForm,
    SignForm,
)
from engagement_desktop.services.comparisons import ComparisonForm
from engagement_desktop.services.contributions import ContributionForm
from engagement_desktop.services.conversations import ConversationForm, TargetForm
from engagement_desktop.services.judgements import JudgementForm
from engagement_desktop.services.moderation_views import PutUpForm
from engagement_desktop.services.observation_views import ContextItem, ResponseForm
from engagement_desktop.services.outcomes import OutcomeForm, StepForm
from engagement_desktop.services.plans import PlanForm, ProvisionForm
from engagement_desktop.services.pupils import Need, PupilForm
from engagement_desktop.services.review import MarkerForm
from engagement_desktop.services.workspace import Workspace
from engagement_desktop.ui.main_window import MainWindow
from engagement_desktop.ui.page_ids import PUPIL_PAGES, PageId
from engagement_desktop.ui.reports.reports_page import ReportsPage
from engagement_desktop.ui.shell.palette import EntryKind
from engagement_desktop.ui.timeline.lanes_view import Choosing
from engagement_desktop.ui.timeline.timeline_page import TimelinePage
from tests.e2e.every_page import stay_signed_in
from tests.e2e.teacher import SCREEN, Teacher
from tests.helpers.clips import Recipe, encode
from tests.helpers.opened import TRAP, Opened
from tests.helpers.school import DEVICES, PASSWORD, copy_school, open_school
from tests.unit.test_hostile_strings import strings

WORDS = {
    "picture": f'<img src="{TRAP}">Sam <img src="file://{TRAP}"/>',
    "tags": "Sam <b>Kim</b><br/><para>&amp;</para><!-- x --> &lt;3 &#x41; & <font color=red> ]]>",
    "syntax": '=Sam\'); DROP TABLE pupil;-- " OR * NEAR( -a ^b c:d {x} \\n \\" `y` && &File',
    "formats": "%s %n %(name)s {} {0} {name!r} ${HOME} ..\\..\\../../etc/passwd:*?|",
    "unseen": "Sam\0 \x01\x07\x1b[31m\x7f\uffff a\u200bb\u200dc\ufeff\u00ad \u202eKim\u202d",
    "letters": "Sam 👩🏽‍🦽👨‍👩‍👧‍👦🏴󠁧󠁢󠁥󠁮󠁧󠁿 عربي עברית S" + "\u0301" * 40 + "am",
    "lines": "Sam\nsat\r\nand\rlooked\u2028at\u2029it\ttab\x0bx\x0cy",
    "one word": "S" * 3_000,
    "long": "Sam sat and looked. " * 500,
}
"""What the pupils of this school are called, and all that is written about them."""
ORDINARY = frozenset({"picture", "unseen", "letters", "one word"})
SELDOM = frozenset(WORDS) - ORDINARY
"""Walked through in the ordinary run, and in the nightly one."""
BRIEF = 300
"""As much of it as goes where a line is expected: still far wider than the screen."""
EMERGING = "how_established.emerging"
LENGTH = dict.fromkeys(Area, BRIEF) | {Area.ANTICIPATION: 10_000}


@dataclass(frozen=True)
class Child:
    """A pupil all of whose words are one hostile string."""

    id: int
    observation_id: int
    words: str


def fill(work: Workspace, words: str, clip: bytes) -> Child:
    """Write `words` into everything that takes words, as the window does."""
    brief = words[:BRIEF]
    form = PupilForm(
        legal_first_name=brief,
        legal_last_name=brief,
        preferred_name=brief,
        pronouns=brief,
        upn=brief,
        actual_year=3,
        born_on=date(2018, 9, 1),
        communication=words,
        interests=brief,
        senses=brief,
        mobility=brief,
        medical=words,
        needs=tuple(Need(area, brief) for area in AreaOfNeed),
    )
    pupil_id = pupils.save_pupil(work, None, form).value
    outcome = outcomes.save_outcome(
        work,
        pupil_id,
        None,
        OutcomeForm(brief, brief, brief, (AreaOfNeed.COGNITION,), steps=(StepForm(None, brief),)),
    ).value
    plan = PlanForm(
        areas=(Area.ANTICIPATION,),
        outcome_ids=(outcome,),
        activity=brief,
        why_note=brief,
        provision=brief,
        success_criteria=brief,
        who_and_when=brief,
    )
    plan_id = plans.save_plan(work, pupil_id, None, plan).value
    provision = ProvisionForm(brief, date(2026, 1, 5), None, brief)
    plans.save_provision(work, pupil_id, None, provision)
    both = (
        observe(work, pupil_id, plan_id, outcome, brief, clip + b"1"),
        observe(work, pupil_id, plan_id, outcome, words, clip + b"2"),
    )
    earlier, later = (clip_id for _, clip_id in both)
    comparisons.save_comparison(work, earlier, later, ComparisonForm(brief, brief, brief))
    tell_of(work, pupil_id, both[1][0], words)
    for kind, period in period_of(work).items():
        report_id = reporting.begin(work, pupil_id, kind, period).value
        parts = reporting.report(work, report_id).paragraphs
        reporting.save_texts(
            work, report_id, {part.key: brief for part in parts} | {parts[0].key: words}
        )
        for part in parts[:3]:
            report_sources.rest_on(work, report_id, part.key, observation_id=both[1][0])
            report_sources.rest_on(work, report_id, part.key, evidence_id=later, frame_pts=0)
    return Child(pupil_id, both[1][0], words)


def tell_of(work: Workspace, pupil_id: int, observation_id: int, words: str) -> None:
    """All that is written about a pupil beside what was observed."""
    brief = words[:BRIEF]
    around = AroundPupil(
        (ContactForm(None, ContactKind.FAMILY, brief, brief, brief, brief),),
        (SignForm(None, brief, brief, brief),),
        (InterestForm(None, brief, brief),),
    )
    around_pupil.save_around_pupil(work, pupil_id, around)
    term = judgements.term_judgements(work, pupil_id).term
    assert term is not None
    rests_on = (observation_id,)
    judged = JudgementForm(EMERGING, None, words, brief, rests_on)
    judgements.save_judgement(work, pupil_id, Area.ANTICIPATION, term.id, judged)
    conversations.save_conversation(
        work,
        pupil_id,
        None,
        ConversationForm(
            held_on=work.today(),
            with_whom=brief,
            led_by=brief,
            how=brief,
            aspirations=brief,
            home_sees=words,
            concerns=brief,
            school_told=brief,
            targets=(TargetForm(None, brief, brief, brief, brief),),
        ),
    )
    told = ContributionForm(
        told_on=work.today(), told_by=brief, knows_pupil=brief, words=words, areas=()
    )
    contributions.save_contribution(work, pupil_id, None, told)
    put_up = PutUpForm(Area.ANTICIPATION, brief, rests_on, EMERGING, words)
    moderation.put_up(work, pupil_id, put_up)


def observe(
    work: Workspace, pupil_id: int, plan_id: int, outcome: int, words: str, clip: bytes
) -> tuple[int, int]:
    """An approved observation with a clip and a marked moment; its id and the clip's."""
    view = observations.new_observation(work, pupil_id).value
    form = replace(
        view.form,
        activity=words[:BRIEF],
        place=words[:BRIEF],
        adults=words[:BRIEF],
        narrative=words,
        provision=words,
        provision_effect=words,
        knows_pupil=words,
        observer_id=None,
        observer_name=words[:BRIEF],
        plan_id=plan_id,
        outcome_ids=(outcome,),
        next_action="next_action.repeat",
        next_action_note=words,
        context=(ContextItem("context.sleep", words[:BRIEF]),),
        responses=tuple(ResponseForm(area, words[: LENGTH[area]]) for area in Area),
    )
    observations.autosave(work, view.id, form)
    kept = evidence.attach(work, pupil_id, view.id, clip, f"{words[:150]}.mp4", SilentProgress())
    clip_id = kept.value.evidence.id
    evidence.describe(work, clip_id, caption=words, taken_at=None)
    shown = review.review_clip(work, clip_id)
    review.add_marker(
        work,
        clip_id,
        pts=shown.index.pts[2],
        frame=2,
        time_base=shown.index.time_base,
        form=MarkerForm(words[:BRIEF], (Area.ANTICIPATION,), words),
    )
    observations.approve(work, view.id, form)
    return view.id, clip_id


def period_of(work: Workspace) -> dict[ReportKind, str]:
    today = work.today()
    first = today.year if today.month >= 9 else today.year - 1
    return {
        ReportKind.YEAR_END: f"{first}-{(first + 1) % 100:02d}",
        ReportKind.EHC_REVIEW: today.isoformat(),
    }


def taken_for_markup(window: QWidget) -> list[str]:
    """Every widget that would show what was typed as markup."""
    found = []
    for each in window.findChildren(QWidget):
        is_free = isinstance(each, QLabel) and each.textFormat() is not Qt.TextFormat.PlainText
        if is_free and GuiQt.mightBeRichText(each.text()):
            found.append(f"label {each.text()[:80]!r}")
        if isinstance(each, QTextEdit):
            found.append(f"rich text box {each.toPlainText()[:80]!r}")
        if not is_safe_tip(each.toolTip()):
            found.append(f"tooltip {each.toolTip()[:80]!r}")
        if isinstance(each, QAbstractItemView) and each.model() is not None:
            found += [f"tooltip {tip[:80]!r}" for tip in tips(each.model()) if not is_safe_tip(tip)]
    return found


def tips(model: QAbstractItemModel) -> Iterator[str]:
    for row in range(model.rowCount()):
        tip = model.data(model.index(row, 0, QModelIndex()), Qt.ItemDataRole.ToolTipRole)
        if isinstance(tip, str):
            yield tip


def is_safe_tip(tip: str) -> bool:
    """Plain, or one that was escaped whole: the only markup in it is what stands around it."""
    return (
        not GuiQt.mightBeRichText(tip) or re.fullmatch(r"<qt>([^<>]|<br>)*</qt>", tip) is not None
    )


def shown_as_typed(teacher: Teacher, words: str) -> bool:
    """Whether a widget holds these words letter by letter, as far as one line shows them."""
    wanted = squeezed(words[:BRIEF])
    return any(wanted in squeezed(each) for each in teacher.words_shown())


def squeezed(words: str) -> str:
    """Without what a line cannot hold: breaks and spaces, and the doubled & of a button."""
    return re.sub(r"\s|\0|\u2028|\u2029", "", words).replace("&&", "&")


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory, trap: Path) -> Path:
    """A school with a pupil for each string; the tests only look at it."""
    path = copy_school(tmp_path_factory.mktemp("hostile"))
    clip = encode(Recipe(frames=6, options={"preset": "ultrafast"}))
    work = open_school(path)
    for words in WORDS.values():
        fill(work, words.replace(TRAP, str(trap)), clip)
    school_file.close(work)
    return path


def named(rows: Sequence[PupilRow], kinds: frozenset[str]) -> list[PupilRow]:
    """The pupils that these strings were written about, who were made in their order."""
    made = sorted(rows, key=lambda row: row.id)
    return [row for kind, row in zip(WORDS, made, strict=True) if kind in kinds]


def enter(teacher: Teacher, school: Path) -> None:
    teacher.window.arrive(school_file.unlock(school, PASSWORD, devices=DEVICES))
    teacher.wait(lambda: teacher.window.main is not None)
    teacher.settle()


def look_at_everything(teacher: Teacher, child: Child) -> Iterator[str]:
    """Every page of the pupil as it shows these words; what is wrong there, page by page."""
    for page_id in PUPIL_PAGES:
        teacher.main.show_pupil(child.id, page_id)
        teacher.settle()
        if page_id is PageId.TIMELINE:
            choose_mark(teacher, child)
        yield from complaints(teacher, child, page_id)
        if page_id is PageId.OBSERVATIONS:
            teacher.main.navigator.observation(child.observation_id)
            teacher.wait(lambda: teacher.observing.editing)
            teacher.settle()
            teacher.observing.writing.editor.what_happened.details.set_open(True)
            yield from complaints(teacher, child, "editor")
        if page_id is PageId.PROFILE:
            teacher.press("Edit the profile")
            teacher.settle()
            yield from complaints(teacher, child, "profile form")


def choose_mark(teacher: Teacher, child: Child) -> None:
    page = teacher.page(TimelinePage)
    assert page.view is not None
    marks = page.view.marks
    now = next(mark for mark in marks if mark.observation_id == child.observation_id)
    page.lanes.chosen.emit(now, Choosing.ALONE)
    teacher.wait(page.panel.isVisible)


def complaints(teacher: Teacher, child: Child, where: str) -> Iterator[str]:
    QApplication.processEvents()
    teacher.window.grab()
    for found in taken_for_markup(teacher.window):
        yield f"{where}: {found}"
    if teacher.window.minimumSizeHint().width() > SCREEN[0]:
        yield f"{where}: {teacher.window.minimumSizeHint().width()} pixels wide"
    painted = (
        PageId.OBSERVATIONS,
        PageId.REVIEW,
    )  # lists and strips, which are no text of a widget
    if where not in painted and not shown_as_typed(teacher, child.words):
        yield f"{where}: does not show what was typed"


def print_reports(teacher: Teacher, child: Child, folder: Path) -> Iterator[str]:
    """Both reports, from the page, as files."""
    for line in reporting.list_reports(teacher.work, child.id):
        teacher.main.navigator.report(line.id)
        page = teacher.page(ReportsPage)
        teacher.settle()
        path = folder / "report.pdf"
        page.output.save_to(path)
        teacher.settle()
        text = "".join(each.extract_text() for each in pypdf.PdfReader(path).pages)
        left_to_right = not re.search(r"[\u0590-\u06ff\u202e]", child.words)
        letters = re.sub(r"[^!-~]", "", child.words)[: 20 if left_to_right else 3]
        if letters not in re.sub(r"[^!-~]", "", text):
            yield f"{line.kind}: the PDF does not hold {letters!r}"


@pytest.mark.parametrize("kinds", [ORDINARY, pytest.param(SELDOM, marks=pytest.mark.nightly)])
def test_hostile_words_are_shown_as_typed_on_every_page_and_in_both_reports(
    teacher: Teacher, school: Path, opened: Opened, tmp_path: Path, kinds: frozenset[str]
) -> None:
    enter(teacher, school)
    found = taken_for_markup(teacher.window)
    rows = pupils.list_pupils(teacher.work)
    assert len(rows) == len(WORDS)
    for row in named(rows, kinds):
        observation = observations.list_observations(teacher.work, row.id)[0]
        words = pupils.profile(teacher.work, row.id).form.communication
        child = Child(row.id, observation.id, words)
        wrong = (*look_at_everything(teacher, child), *print_reports(teacher, child, tmp_path))
        found += [f"{words[:30]!r} {complaint}" for complaint in wrong]
    assert found == [], "\n".join(found)
    assert opened.times() == 0
    assert teacher.problems == []


def side_by_side(words: Sequence[str]) -> list[str]:
    """The same strings, as many in one text as go where a line is expected."""
    texts = [""]
    for each in words:
        if texts[-1] and len(texts[-1]) + len(each) > BRIEF:
            texts.append("")
        texts[-1] += each
    return texts


@pytest.mark.nightly
@pytest.mark.timeout(3600)
def test_three_hundred_hostile_strings_are_shown_as_typed_on_every_page(
    teacher: Teacher,
    tmp_path: Path,
    trap: Path,
    opened: Opened,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    work = open_school(copy_school(tmp_path))
    clip = encode(Recipe(frames=6, options={"preset": "ultrafast"}))
    children = [fill(work, words, clip) for words in side_by_side(strings(trap))]
    teacher.window.show_school(work, MainWindow)
    teacher.settle()
    stay_signed_in(teacher, monkeypatch, PASSWORD)
    found = []
    for child in children:
        wrong = look_at_everything(teacher, child)
        found += [f"{child.words[:60]!r} {complaint}" for complaint in wrong]
    assert found == [], "\n".join(found)
    assert max(len(child.words) for child in children) <= BRIEF  # none of it was cut off
    assert opened.times() == 0
    assert teacher.problems == []


@pytest.mark.parametrize("kinds", [ORDINARY, pytest.param(SELDOM, marks=pytest.mark.nightly)])
def test_hostile_words_can_be_searched_for_everywhere(
    teacher: Teacher, school: Path, kinds: frozenset[str]
) -> None:
    enter(teacher, school)
    found: list[str] = []
    for row in named(pupils.list_pupils(teacher.work), kinds):
        words = row.preferred_name[:BRIEF]
        listed = teacher.main.pupil_list
        listed.search.setText(words)
        if listed.model.row_of(row.id) < 0:
            found.append(f"{words[:30]!r} is not in the pupil list")
        listed.search.clear()
        found += look_for(teacher, words)
        teacher.main.show_pupil(row.id, PageId.OBSERVATIONS)
        teacher.settle()
        teacher.observing.list.search.setText(words)
        teacher.settle()
        teacher.window.grab()
        teacher.observing.list.search.clear()
    hits = finding.find(teacher.work, "Sam")
    assert len(hits) >= len(WORDS) - 2  # all but the endless word and the formats
    assert found == []
    assert teacher.problems == []


def look_for(teacher: Teacher, words: str) -> Iterator[str]:
    """Look for the words in “Find anything, or do anything”; what is wrong there."""
    palette = teacher.main.find_or_do()
    palette.search.setText(words)
    hits = finding.find(teacher.work, palette.search.text())

    def all_found() -> bool:
        kinds = [entry.kind for entry in palette.entries()]
        return kinds.count(EntryKind.FOUND) == len(hits)

    teacher.wait(all_found)
    teacher.settle()
    palette.grab()
    yield from taken_for_markup(palette)
    if palette.width() > SCREEN[0]:
        yield f"{words[:30]!r}: the palette is {palette.width()} pixels wide"
    palette.close()


def test_hostile_words_pasted_into_the_editor_are_in_the_file(
    teacher: Teacher, tmp_path: Path
) -> None:
    work = open_school(copy_school(tmp_path))
    pupil_id = pupils.save_pupil(work, None, PupilForm("Sam", "Reed", "Sam")).value
    teacher.window.show_school(work, MainWindow)
    teacher.settle()
    teacher.main.show_pupil(pupil_id, PageId.OBSERVATIONS)
    wrong = []
    for words in (*WORDS.values(), "Sam \ud83d and \udc66 sat"):
        page = teacher.new_observation()
        assert page.writing.view is not None
        happened = page.writing.editor.what_happened
        QApplication.clipboard().setText(words)
        for field in (happened.narrative, happened.activity, happened.place):
            field.setFocus()
            field.paste()
        typed = [happened.narrative.text(), happened.activity.text(), happened.place.text()]
        teacher.saved()
        kept = observations.observation(work, page.writing.view.id).form
        for before, after in zip(typed, (kept.narrative, kept.activity, kept.place), strict=True):
            if not before or squeezed(clean(after)) != squeezed(clean(before)):
                wrong.append(f"{words[:30]!r}: {before[:60]!r} became {after[:60]!r}")
    assert wrong == []
    assert teacher.problems == []


def clean(words: str) -> str:
    """Half of a letter cannot be kept: a question mark stands for it."""
    return words.encode("utf-8", "replace").decode("utf-8")


def test_the_trap_would_spring(qtbot: QtBot, trap: Path, opened: Opened) -> None:
    shown = QWidget()
    label = QLabel(f'<img src="{trap}">', shown)
    qtbot.addWidget(shown)
    shown.show()
    shown.grab()
    assert opened.times() > 0
    assert taken_for_markup(shown) == [f"label {label.text()[:80]!r}"]
