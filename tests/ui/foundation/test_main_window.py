"""The window round the pages, as a teacher uses it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QTextDocument
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from engagement_desktop.errors import AppError
from engagement_desktop.models.contrast import contrast
from engagement_desktop.models.records import ClassGroup, Pupil
from engagement_desktop.models.states import Role
from engagement_desktop.services import observations, pupils, school_file
from engagement_desktop.services.workspace import Workspace
from engagement_desktop.settings import Settings, Theme
from engagement_desktop.settings import load as load_settings
from engagement_desktop.ui.context import UiContext
from engagement_desktop.ui.main_window import MainWindow
from engagement_desktop.ui.messages import Messages
from engagement_desktop.ui.page import Page
from engagement_desktop.ui.page_ids import PUPIL_PAGES, SCHOOL_PAGES, PageId
from engagement_desktop.ui.reports.batch_dialog import BatchDialog
from engagement_desktop.ui.reports.em_dialog import EmListDialog
from engagement_desktop.ui.shell import pages, pupil_list
from engagement_desktop.ui.shell.palette import EntryKind, Palette
from engagement_desktop.ui.shell.settings_dialog import SettingsDialog
from engagement_desktop.ui.widgets.dialog import Dialog
from tests.helpers.observed import Seen, at, clip_of, observe

from .conftest import NOW, OAK, WILLOW

MakeMain = Callable[[], MainWindow]
HOSTILE = '<img src="file:///etc/passwd"><b>Sam</b>'


def names(main: MainWindow) -> list[str]:
    """The pupils in the list, from the top."""
    model = main.pupil_list.model
    return [model.index(row).data() for row in range(model.rowCount())]


def details(main: MainWindow) -> list[str]:
    model = main.pupil_list.model
    return [model.index(row).data(Qt.ItemDataRole.UserRole + 1) for row in range(model.rowCount())]


def settle(qtbot: QtBot, main: MainWindow) -> None:
    qtbot.waitUntil(main.tasks.idle, timeout=10_000)


def open_pupil(qtbot: QtBot, main: MainWindow, name: str) -> None:
    """Click the pupil in the list."""
    view = main.pupil_list.view
    index = main.pupil_list.model.index(names(main).index(name))
    qtbot.mouseClick(
        view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(index).center()
    )
    settle(qtbot, main)


@pytest.fixture
def plain_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every page stands empty, so that a test is about the window alone."""
    make_page = pages.make_page

    def plain(page_id: PageId, context: UiContext) -> Page:
        return Page(context) if page_id in PUPIL_PAGES else make_page(page_id, context)

    monkeypatch.setattr(pages, "make_page", plain)


pytestmark = pytest.mark.usefixtures("plain_pages")


def test_a_teacher_sees_her_own_class_and_who_was_seen_when(main: MainWindow) -> None:
    assert names(main) == list(WILLOW)
    assert details(main) == ["Seen yesterday", "Seen 3 days ago", "Seen 12 days ago",
                             "Seen 40 days ago"]  # fmt: skip


def test_class_chips_choose_who_is_listed(qtbot: QtBot, main: MainWindow) -> None:
    chips = {chip.words: chip for chip in main.pupil_list.classes.chips()}
    assert list(chips) == ["Willow", "Oak", "All"]
    qtbot.mouseClick(chips["Oak"], Qt.MouseButton.LeftButton)
    assert names(main) == list(OAK)
    assert details(main) == ["Seen today", "Not seen yet"]
    qtbot.mouseClick(chips["All"], Qt.MouseButton.LeftButton)
    assert names(main) == [*WILLOW, *OAK]
    assert details(main)[0] == "Willow · Seen yesterday"


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("am", ["Amara"]),
        ("zoe", ["Zoë"]),
        ("ZOË exa", ["Zoë"]),
        ("mara", []),
        ("kof", ["Kofi"]),
        ("nobody", []),
        ("%_'\"(", []),
    ],
)
def test_typing_finds_a_pupil_in_any_class(
    qtbot: QtBot, main: MainWindow, typed: str, found: list[str]
) -> None:
    qtbot.keyClicks(main.pupil_list.search, typed)
    assert names(main) == found
    main.pupil_list.search.clear()
    assert names(main) == list(WILLOW)


def test_a_pupil_is_opened_by_keyboard_alone(qtbot: QtBot, main: MainWindow) -> None:
    search = main.pupil_list.search
    qtbot.keyClicks(search, "cer")
    qtbot.keyClick(search, Qt.Key.Key_Return)
    settle(qtbot, main)
    assert main.area.header.name.text() == "Cerys"
    search.clear()
    qtbot.keyClick(search, Qt.Key.Key_Down)
    view = main.pupil_list.view
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert main.area.header.name.text() == "Cerys", "the arrow keys only move"
    qtbot.keyClick(view, Qt.Key.Key_Return)
    settle(qtbot, main)
    assert main.area.header.name.text() == "Bilal"


def test_the_header_says_who_it_is_and_what_is_permitted(qtbot: QtBot, main: MainWindow) -> None:
    open_pupil(qtbot, main, "Amara")
    header = main.area.header
    assert header.place.text() == "Year 4 · Willow class"
    assert header.communication.text() == "Amara looks up for yes."
    spoken = [w.accessibleName() for w in header.findChildren(QWidget)]
    assert "Photo and video: assessment" in spoken


def test_every_tab_opens_its_page_and_keeps_the_pupil(qtbot: QtBot, main: MainWindow) -> None:
    open_pupil(qtbot, main, "Bilal")
    pupil_id = main.pupil_id
    tabs = main.area.header.tabs
    for page_id in PUPIL_PAGES:
        qtbot.mouseClick(tabs.tab(page_id), Qt.MouseButton.LeftButton)
        assert main.area.page_id is page_id
        assert main.area.page is not None
        assert main.area.page.pupil_id == pupil_id


def test_a_tab_that_is_clicked_leaves_the_keys_to_its_page(qtbot: QtBot, main: MainWindow) -> None:
    open_pupil(qtbot, main, "Amara")
    qtbot.mouseClick(main.area.header.tabs.tab(PageId.TIMELINE), Qt.MouseButton.LeftButton)
    page = main.area.page
    assert page is not None
    focused = QApplication.focusWidget()
    assert focused is page or page.isAncestorOf(focused)
    tab = main.area.header.tabs.tab(PageId.TIMELINE)
    tab.setFocus()  # as Tab brings it there
    qtbot.keyClick(tab, Qt.Key.Key_Right)
    assert main.area.page_id is PageId.REVIEW
    assert main.area.header.isAncestorOf(QApplication.focusWidget())  # one goes on by arrows


def test_a_page_that_wants_to_be_kept_is_kept(qtbot: QtBot, main: MainWindow) -> None:
    open_pupil(qtbot, main, "Amara")
    page = main.area.page
    assert page is not None
    page.leave = lambda: False  # type: ignore[method-assign]
    open_pupil(qtbot, main, "Bilal")
    main.area.header.tabs.tab(PageId.PROFILE).click()
    assert main.show_home() is False
    assert main.area.header.name.text() == "Amara"
    assert main.area.page is page
    assert main.area.header.tabs.page is PageId.OBSERVATIONS


def test_an_observation_written_anywhere_shows_in_the_list_at_once(
    qtbot: QtBot, main: MainWindow, work: Workspace
) -> None:
    cerys = next(row for row in main.pupil_list.model.everyone() if row.preferred_name == "Cerys")
    main.tasks.write(lambda: observations.new_observation(work, cerys.id), owner=main)
    settle(qtbot, main)
    qtbot.waitUntil(lambda: details(main)[2] == "Seen today", timeout=5000)


def test_a_pupil_renamed_anywhere_is_renamed_in_list_and_header(
    qtbot: QtBot, main: MainWindow, work: Workspace
) -> None:
    open_pupil(qtbot, main, "Amara")
    pupil_id = main.pupil_id
    assert pupil_id is not None
    form = pupils.profile(work, pupil_id).form
    renamed = replace(form, preferred_name="Amie")
    main.tasks.write(lambda: pupils.save_pupil(work, pupil_id, renamed), owner=main)
    settle(qtbot, main)
    qtbot.waitUntil(lambda: "Amie" in names(main), timeout=5000)
    assert main.area.header.name.text() == "Amie"


def test_find_anything_finds_actions_pupils_and_words_written(
    qtbot: QtBot, main: MainWindow, work: Workspace
) -> None:
    amara = main.pupil_list.model.everyone()[0]
    kept = observations.new_observation(work, amara.id).value
    form = replace(kept.form, activity="bubble tube", narrative="She stilled as the room dimmed.")
    observations.autosave(work, kept.id, form)

    def kinds() -> set[EntryKind]:
        return {entry.kind for entry in palette.entries()}

    palette = main.find_or_do()
    qtbot.keyClicks(palette.search, "lock")
    assert palette.entries()[0].text == "Lock"
    palette.search.clear()
    qtbot.keyClicks(palette.search, "amar")
    qtbot.waitUntil(lambda: EntryKind.PUPIL in kinds())
    palette.search.clear()
    qtbot.keyClicks(palette.search, "stilled dim")
    qtbot.waitUntil(lambda: EntryKind.FOUND in kinds(), timeout=5000)
    (found,) = palette.entries()
    assert found.text == "Amara · bubble tube · 21 November 2026"
    qtbot.keyClick(palette.search, Qt.Key.Key_Return)
    settle(qtbot, main)
    assert (main.pupil_id, main.area.page_id) == (amara.id, PageId.OBSERVATIONS)


def test_papers_of_a_class_and_the_school_are_made_from_home(
    qtbot: QtBot, main: MainWindow
) -> None:
    for action, kind in (("reports.class_batch", BatchDialog), ("reports.em_list", EmListDialog)):
        main.actions_table.action(action).trigger()
        dialog = main.findChild(kind)
        assert dialog is not None
        assert dialog.isVisible()
        settle(qtbot, main)
        dialog.reject()
        settle(qtbot, main)


def test_ctrl_k_opens_find_anything_from_anywhere(qtbot: QtBot, main: MainWindow) -> None:
    with qtbot.waitActive(main):
        main.activateWindow()
    qtbot.keyClick(main.pupil_list.search, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    open_ones = [w for w in QApplication.topLevelWidgets() if isinstance(w, Palette)]
    assert [w.isVisible() for w in open_ones] == [True]
    open_ones[0].close()


def test_a_new_observation_asks_for_whom_when_no_pupil_is_shown(
    qtbot: QtBot, main: MainWindow
) -> None:
    palette = main.choose_pupil_then(main.navigator.new_observation)
    assert {entry.kind for entry in palette.entries()} == {EntryKind.PUPIL}
    qtbot.keyClicks(palette.search, "kofi")
    qtbot.keyClick(palette.search, Qt.Key.Key_Return)
    settle(qtbot, main)
    assert main.area.header.name.text() == "Kofi"
    assert main.area.page_id is PageId.OBSERVATIONS


def test_the_foot_says_who_is_here_and_is_honest_about_backups(main: MainWindow) -> None:
    assert main.status.person.text() == "Jo Field, class teacher"
    assert main.status.backup.text() == "Not backed up yet"
    main.navigator.draft_saved()
    assert main.status.draft.text() == f"Draft saved {NOW.astimezone():%H:%M}"


def test_what_was_said_of_one_pupil_does_not_follow_to_the_next(
    main: MainWindow, messages: Messages
) -> None:
    amara, bilal, *_ = main.pupil_list.model.everyone()
    main.show_pupil(amara.id, PageId.PROFILE)
    messages.undo("Photo removed.", lambda: None)
    main.show_pupil(amara.id, PageId.PLAN)
    assert main.message_bar.sentence == "Photo removed."
    main.show_pupil(bilal.id)
    assert main.message_bar.sentence == ""
    messages.problem(AppError("The disk is full."))
    main.show_home()
    assert main.message_bar.sentence == "The disk is full."  # until somebody has put it right


def test_a_message_can_be_undone_and_closed(
    qtbot: QtBot, main: MainWindow, messages: Messages
) -> None:
    undone: list[bool] = []
    messages.undo("Photo removed.", lambda: undone.append(True))
    assert main.message_bar.sentence == "Photo removed."
    qtbot.mouseClick(main.message_bar.action, Qt.MouseButton.LeftButton)
    assert undone == [True]
    assert main.message_bar.sentence == ""


def test_home_says_what_needs_me_and_leads_there(qtbot: QtBot, main: MainWindow) -> None:
    words = "\n".join(each.text() for each in main.home.findChildren(QLabel))
    assert "Good afternoon, Jo" in words
    assert "Zoë" in words
    assert "Last seen 40 days ago" in words
    observe = next(
        b for b in main.home.findChildren(QAbstractButton) if b.accessibleName() == "Observe Zoë"
    )
    qtbot.mouseClick(observe, Qt.MouseButton.LeftButton)
    settle(qtbot, main)
    assert main.area.header.name.text() == "Zoë"


@pytest.mark.parametrize("theme", [Theme.LIGHT, Theme.DARK, Theme.HIGH_CONTRAST])
@pytest.mark.parametrize("text_size", [100, 200])
def test_every_label_stays_readable_when_the_look_changes(
    qtbot: QtBot, main: MainWindow, theme: Theme, text_size: int
) -> None:
    main.context.look.apply(theme, text_size)
    ground = main.context.look.colours.surface
    for each in main.findChildren(QLabel):
        if each.text():
            each.ensurePolished()
            ink = each.palette().color(each.foregroundRole()).name()
            assert contrast(ink, ground) >= 4.5, each.text()
    assert main.minimumSizeHint().width() <= 1366
    assert main.minimumSizeHint().height() <= 768


def test_settings_are_seen_at_once_and_kept(qtbot: QtBot, main: MainWindow) -> None:
    main.actions_table.trigger("school.settings")
    dialog = main.findChild(SettingsDialog)
    assert isinstance(dialog, SettingsDialog)
    dark = next(chip for chip in dialog.themes.chips() if chip.words == "Dark")
    qtbot.mouseClick(dark, Qt.MouseButton.LeftButton)
    assert main.context.look.colours.dark
    assert load_settings().theme is Theme.DARK
    main.actions_table.trigger("view.larger")
    assert main.context.look.text_size == 110
    assert load_settings() == Settings(theme=Theme.DARK, text_size=110)
    dialog.accept()


@pytest.mark.parametrize("page_id", PageId)
def test_every_page_has_its_help(qtbot: QtBot, main: MainWindow, page_id: PageId) -> None:
    if page_id in SCHOOL_PAGES:
        main.show_school_page(page_id)
    elif page_id is not PageId.HOME:
        main.show_pupil(main.pupil_list.model.everyone()[0].id, page_id)
    main.actions_table.trigger("help.page")
    dialog = main.findChild(Dialog)
    assert isinstance(dialog, Dialog)
    words = [each.text() for each in dialog.findChildren(QLabel)]
    assert len(words) > 5
    assert not any(word.startswith(("#", "-", "*")) for word in words)
    dialog.accept()


def test_no_menu_holds_what_no_page_can_do(qtbot: QtBot, main: MainWindow) -> None:
    everywhere = {"edit.find_here", "page.print"}
    for spec in main.actions_table.specs.values():
        bound = spec.id in main.actions_table.bound_ids()
        on_a_page = spec.page in PUPIL_PAGES or spec.id in everywhere
        on_a_page = on_a_page or spec.id.startswith("reports.")
        assert bound or on_a_page, spec.id


def test_everything_that_takes_the_focus_has_a_name(qtbot: QtBot, main: MainWindow) -> None:
    open_pupil(qtbot, main, "Amara")
    kinds = (
        QAbstractButton, QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QAbstractSpinBox,
        QAbstractItemView, QTabBar,
    )  # fmt: skip
    nameless = [
        type(each).__name__
        for each in main.findChildren(QWidget)
        if isinstance(each, kinds)
        and each.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not each.accessibleName()
        and not (isinstance(each, QAbstractButton) and each.text())
    ]
    assert nameless == []


def test_tab_reaches_every_part_of_the_window(qtbot: QtBot, main: MainWindow) -> None:
    open_pupil(qtbot, main, "Amara")
    with qtbot.waitActive(main):
        main.activateWindow()
    main.pupil_list.search.setFocus()
    reached = set()
    for _ in range(40):
        focused = QApplication.focusWidget()
        assert focused is not None
        reached.add(focused)
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
    wanted = {
        main.top_bar.find_button,
        main.top_bar.lock_button,
        main.pupil_list.search,
        main.pupil_list.view,
        main.area.header.tabs.tab(PageId.OBSERVATIONS),
    }
    assert wanted <= reached
    assert set(main.pupil_list.classes.chips()) & reached


def test_the_largest_text_cuts_no_name_of_a_page_off(qtbot: QtBot, main: MainWindow) -> None:
    open_pupil(qtbot, main, "Amara")
    main.context.look.apply(Theme.LIGHT, 200)
    tabs = main.area.header.tabs

    def whole() -> bool:
        places = [tabs.tab(page).geometry() for page in PUPIL_PAGES]
        wide = all(
            tabs.tab(page).width() >= tabs.tab(page).sizeHint().width() for page in PUPIL_PAGES
        )
        return wide and all(tabs.rect().contains(place) for place in places)

    qtbot.waitUntil(whole)


def test_a_page_that_needs_more_room_scrolls_and_the_window_stays(
    qtbot: QtBot, main: MainWindow
) -> None:
    open_pupil(qtbot, main, "Amara")
    page = main.area.page
    assert page is not None
    page.setMinimumSize(3000, 2000)
    main.show_pupil(main.pupil_list.model.everyone()[0].id, PageId.PLAN)
    main.show_pupil(main.pupil_list.model.everyone()[0].id, PageId.OBSERVATIONS)
    qtbot.waitUntil(lambda: page.width() >= 3000)
    assert main.size().toTuple() == (1366, 768)
    assert main.minimumSizeHint().width() <= 1366


class TestHostileNames:
    """A name is drawn letter by letter wherever it stands; no file is read for it."""

    @pytest.fixture
    def main(self, make_main: MakeMain, work: Workspace) -> MainWindow:
        with work.database.write() as session:
            session.query(ClassGroup).filter_by(name="Willow").one().name = HOSTILE
            amara = session.query(Pupil).filter_by(preferred_name="Amara").one()
            amara.preferred_name = amara.communication = amara.legal_first_name = HOSTILE
        return make_main()

    def test_nowhere_as_markup(self, qtbot: QtBot, main: MainWindow) -> None:
        open_pupil(qtbot, main, HOSTILE)
        assert main.area.header.name.text() == HOSTILE
        for each in main.findChildren(QLabel):
            assert each.textFormat() == Qt.TextFormat.PlainText, each.text()
        tips = [each.toolTip() for each in main.findChildren(QWidget) if "img" in each.toolTip()]
        assert tips, "the test should have met a tooltip with the name"
        for tip in tips:
            document = QTextDocument()
            document.setHtml(tip)
            assert HOSTILE in document.toPlainText()

    def test_the_list_draws_the_letters(self, qtbot: QtBot, main: MainWindow) -> None:
        drawn = main.pupil_list.grab().toImage()
        assert isinstance(drawn, QImage)
        assert names(main)[0] == HOSTILE


def test_a_list_of_200_paints_only_what_is_seen(
    qtbot: QtBot, make_main: MakeMain, work: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    with work.database.write() as session:
        for number in range(200):
            session.add(
                Pupil(
                    legal_first_name="Child",
                    legal_last_name=f"Number {number}",
                    preferred_name=f"Child {number:03}",
                    created_at=NOW,
                    updated_at=NOW,
                )
            )
    main = make_main()
    qtbot.mouseClick(main.pupil_list.classes.chips()[-1], Qt.MouseButton.LeftButton)
    assert len(names(main)) == 206
    painted: list[str] = []
    paint = pupil_list.paint_avatar
    monkeypatch.setattr(
        pupil_list, "paint_avatar", lambda *given: (painted.append(given[2]), paint(*given))
    )
    main.pupil_list.view.grab()
    assert 5 < len(painted) < 30


def test_a_school_without_pupils_says_what_to_do(
    qtbot: QtBot, make_main: MakeMain, work: Workspace
) -> None:
    with work.database.write() as session:
        for pupil in session.query(Pupil):
            session.delete(pupil)
    main = make_main()

    def words() -> str:
        return "\n".join(each.text() for each in main.findChildren(QLabel) if each.isVisible())

    qtbot.waitUntil(lambda: "Add the first pupil" in words(), timeout=5000)
    add = next(
        b for b in main.home.findChildren(QAbstractButton) if b.accessibleName() == "Add a pupil"
    )
    qtbot.mouseClick(add, Qt.MouseButton.LeftButton)
    assert main.area.header.name.text() == "New pupil"


def test_the_baseline_is_one_key_away_from_every_page(qtbot: QtBot, main: MainWindow) -> None:
    everyone = {row.preferred_name: row.id for row in main.pupil_list.model.everyone()}
    amara = everyone["Amara"]
    main.show_pupil(amara, PageId.JUDGEMENTS)
    qtbot.waitUntil(main.tasks.idle)
    main.actions_table.trigger("pupil.baseline")
    qtbot.waitUntil(lambda: "not two clips to compare" in main.message_bar.sentence)
    assert main.area.page_id is PageId.JUDGEMENTS
    (before, _), (now, _) = observe(
        main.context.work,
        amara,
        Seen(at(2026, 9, 4), why="highest_interest", clip=True),
        Seen(at(2026, 11, 4), clip=True),
    )
    work, shown = main.context.work, []
    main.navigator.review = lambda *clips: shown.append(clips)  # type: ignore[method-assign]
    main.actions_table.trigger("pupil.baseline")
    qtbot.waitUntil(lambda: shown == [(clip_of(work, before), clip_of(work, now))])


class TestForAModerator:
    @pytest.fixture
    def work(self, demo_file: Path) -> Iterator[Workspace]:
        opened = school_file.open_demo(demo_file, clock=lambda: NOW)
        yield replace(opened, role=Role.MODERATOR)
        school_file.close(opened)

    def test_pages_that_would_hold_nothing_are_not_offered(
        self, qtbot: QtBot, main: MainWindow
    ) -> None:
        open_pupil(qtbot, main, "Amara")
        tabs = main.area.header.tabs
        assert [page for page in PUPIL_PAGES if tabs.tab(page).isVisible()] == [
            PageId.PROFILE,
            PageId.OBSERVATIONS,
            PageId.TIMELINE,
            PageId.REVIEW,
            PageId.MODERATION,
        ]
        for action in ("go.plan", "go.audit", "observation.new", "pupil.add"):
            assert not main.actions_table.action(action).isEnabled(), action
        assert main.pupil_id is not None
        main.show_pupil(main.pupil_id, PageId.REPORTS)  # as from a link
        assert main.page_id is PageId.OBSERVATIONS
