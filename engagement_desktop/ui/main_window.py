"""One open school: pupils on the left, the page shown on the right, and the way between pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from engagement_desktop import settings as settings_file
from engagement_desktop.models.pupil_list import ClassRow, PupilRow
from engagement_desktop.models.roles import Act
from engagement_desktop.services import audit, finding, pupils, school_file, staff
from engagement_desktop.services.changes import Changes, Kind
from engagement_desktop.services.finding import Found
from engagement_desktop.services.staff import SignedIn
from engagement_desktop.services.workspace import Workspace
from engagement_desktop.settings import Settings, Theme
from engagement_desktop.ui.actions import ActionTable
from engagement_desktop.ui.changes_hub import ChangesHub
from engagement_desktop.ui.context import UiContext
from engagement_desktop.ui.home.home_page import HomePage
from engagement_desktop.ui.imports import Imports
from engagement_desktop.ui.look.style import Look
from engagement_desktop.ui.look.tokens import SPACE_L, SPACE_M
from engagement_desktop.ui.messages import Messages
from engagement_desktop.ui.navigator import WindowNavigator
from engagement_desktop.ui.page import AddsPupils, OpensRecords, Page
from engagement_desktop.ui.page_ids import PUPIL_PAGES, SCHOOL_PAGES, PageId, holds_anything
from engagement_desktop.ui.shell.demo_banner import demo_banner
from engagement_desktop.ui.shell.edit_actions import EditActions
from engagement_desktop.ui.shell.help import about_dialog, help_dialog
from engagement_desktop.ui.shell.message_bar import MessageBar
from engagement_desktop.ui.shell.palette import Entry, EntryKind, Palette, action_entries
from engagement_desktop.ui.shell.pupil_area import PupilArea
from engagement_desktop.ui.shell.pupil_list import PupilList
from engagement_desktop.ui.shell.school_area import SchoolArea
from engagement_desktop.ui.shell.school_papers import SchoolPapers
from engagement_desktop.ui.shell.settings_dialog import TEXT_SIZES, SettingsDialog
from engagement_desktop.ui.shell.shortcuts import shortcuts_dialog
from engagement_desktop.ui.shell.status_bar import StatusBar
from engagement_desktop.ui.shell.top_bar import TopBar
from engagement_desktop.ui.spelling import SpellingHelp
from engagement_desktop.ui.tasks import TaskRunner
from engagement_desktop.ui.widgets import tab_order
from engagement_desktop.ui.widgets.dialog import Dialog
from engagement_desktop.ui.widgets.empty import EmptyState

_LIST_PHOTO_SIDE = 96
_HIGH_ENOUGH = 480


_FOUND_ON = {
    Kind.PUPIL: PageId.PROFILE,
    Kind.OUTCOME: PageId.PLAN,
    Kind.PLAN: PageId.PLAN,
    Kind.PROVISION: PageId.PLAN,
    Kind.CONTRIBUTION: PageId.CONVERSATIONS,
    Kind.CONVERSATION: PageId.CONVERSATIONS,
    Kind.JUDGEMENT: PageId.JUDGEMENTS,
    Kind.MODERATION: PageId.MODERATION,
}
"""The page on which a record that was found stands."""


class MainWindow(QWidget):
    """Everything a signed-in person sees; a `pupil_list` that was shown before comes in as it is.

    `lock_wanted`, `close_wanted` and `other_wanted` (another
    school) go to the frame around it, which asks `leave` first."""

    lock_wanted = Signal()
    switch_wanted = Signal()
    key_change_wanted = Signal(object)
    close_wanted = Signal()
    other_wanted = Signal()
    loaded = Signal()

    def __init__(
        self,
        work: Workspace,
        settings: Settings,
        messages: Messages,
        pupil_list: PupilList | None = None,
    ) -> None:
        super().__init__()
        self._work = work
        hub = ChangesHub(self)
        self.actions_table = ActionTable(self)
        self.tasks = TaskRunner(hub, messages, self)
        self.navigator = WindowNavigator(self)
        self.context = UiContext(
            work=work,
            tasks=self.tasks,
            hub=hub,
            messages=messages,
            imports=Imports(work, self.tasks, messages, self),
            actions=self.actions_table,
            look=Look.of_app(),
            settings=settings,
            navigate=self.navigator,
        )
        self._signed_in: SignedIn | None = None
        self._class_chosen = pupil_list is not None
        self.pupil_list = PupilList() if pupil_list is None else pupil_list
        self.top_bar = TopBar(self.actions_table)
        self.status = StatusBar(self.tasks)
        self.message_bar = MessageBar(messages)
        self.home = HomePage(self.context)
        self.area = PupilArea(self.context)
        self.school_area = SchoolArea(self.context)
        self._lay_out()
        self._bind()
        self.pupil_list.chosen.connect(self.show_pupil)
        self.area.header.page_chosen.connect(self._tab_chosen)
        hub.changed.connect(self._changed)
        EditActions(self.actions_table, self)
        self.spelling = SpellingHelp(self.context, self)
        self.papers = SchoolPapers(self.context, self.leave, self)
        self.pupil_list.search.setFocus()
        self._load(first=True)
        self.home.load()
        self.actions_table.show_page(PageId.HOME)

    # Where the user goes

    def show_home(self) -> bool:
        """Show what needs me today; False where the page shown kept the user."""
        if not self._may_go(None):
            return False
        self.home.load()
        self._stand(self.home, None, PageId.HOME)
        return True

    def show_pupil(self, pupil_id: int, page_id: PageId | None = None) -> Page | None:
        """Show a pupil, on this page or the one last shown; None where the user was kept."""
        if not self._may_go(pupil_id):
            self.pupil_list.mark_shown(self.area.pupil_id)
            if self.area.page_id is not None:
                self.area.header.show_page(self.area.page_id)
            return None
        page_id = page_id or self.area.page_id or PageId.OBSERVATIONS
        if not holds_anything(page_id, self._work.may):
            page_id = PageId.OBSERVATIONS
        page = self.area.show_pupil(pupil_id, page_id)
        self._stand(self.area, pupil_id, page_id)
        return page

    def show_school_page(self, page_id: PageId) -> Page | None:
        """Show a page about the whole school; None where the page shown kept the user."""
        if not self._may_go(None):
            return None
        page = self.school_area.show_page(page_id)
        self._stand(self.school_area, None, page_id)
        return page

    def show_new_pupil(self) -> None:
        """Show an empty profile for a new pupil."""
        if not self._may_go(None):
            return
        page: object = self.area.show_new_pupil()
        self._stand(self.area, None, PageId.PROFILE)
        if isinstance(page, AddsPupils):
            page.new_pupil()

    def _may_go(self, there: int | None) -> bool:
        """Leave the page shown; what was said about one pupil does not follow to the next."""
        if not self.leave():
            return False
        if self.pupil_id != there:
            self.message_bar.leave_behind()
        return True

    def _stand(self, shown: QWidget, pupil_id: int | None, page_id: PageId) -> None:
        self._pages.setCurrentWidget(shown)
        self.pupil_list.mark_shown(pupil_id)
        self.actions_table.show_page(page_id)

    @property
    def pupil_id(self) -> int | None:
        """The pupil shown, or None on the home page."""
        return self.area.pupil_id if self._pages.currentWidget() is self.area else None

    @property
    def page_id(self) -> PageId:
        """The page shown."""
        if self._pages.currentWidget() is self.school_area and self.school_area.page_id is not None:
            return self.school_area.page_id
        shown = self.area.page_id if self.pupil_id is not None else None
        return shown or PageId.HOME

    def leave(self) -> bool:
        """Write what is not yet written on the page shown; False where it wants to be kept."""
        shown = self._pages.currentWidget()
        return not isinstance(shown, PupilArea | SchoolArea) or shown.leave()

    def unsaved(self) -> dict[PageId, object]:
        """Wait for the writing that `leave` began; what was typed and could not be saved, by the
        page that holds it."""
        self.tasks.finish_writing()
        return self.area.pages.unsaved() | self.school_area.pages.unsaved()

    def take_up(self, unsaved: dict[PageId, object]) -> None:
        """Go on with what could not be saved before the school was locked."""
        for page_id, left in unsaved.items():
            area = self.school_area if page_id in SCHOOL_PAGES else self.area
            area.pages.take_up(page_id, left)

    def close_school(self) -> bool:
        """Finish the writing and end the threads, before the file is closed."""
        return self.tasks.close()

    def find_or_do(self) -> Palette:
        """Open “Find anything, or do anything”."""
        return self._open_palette((*action_entries(self.actions_table), *self._pupil_entries()))

    def choose_pupil_then(self, then: Callable[[int], object]) -> Palette:
        """Ask for a pupil by name."""
        palette = self._open_palette(self._pupil_entries(then), observations_too=False)
        palette.search.setPlaceholderText("Whom did you see?")
        return palette

    # What is shown round the pages

    def _load(self, *, first: bool = False, photos: bool = True) -> None:
        work = self._work

        def read() -> tuple[SignedIn, tuple[PupilRow, ...], tuple[ClassRow, ...]]:
            return staff.signed_in(work), pupils.list_pupils(work), pupils.list_classes(work)

        def show(
            found: tuple[SignedIn, tuple[PupilRow, ...], tuple[ClassRow, ...]],
        ) -> None:
            me, rows, classes = found
            self._signed_in = me
            self.status.show_person(me.words)
            self.pupil_list.show_pupils(rows, classes, work.today())
            if not self._class_chosen:
                self._class_chosen = True
                self.pupil_list.choose_class(me.class_id)
            if first:
                self.loaded.emit()
                self._tidy()
                self.spelling.load()
                self.tasks.read(lambda: audit.check(work), lambda _checked: None, owner=self)
            self.pupil_list.mark_shown(self.pupil_id)
            if photos:
                self._load_photos(tuple(row.id for row in rows if row.has_photo))

        self.tasks.read(read, show, owner=self)

    def _tidy(self) -> None:
        """Overwrite what was removed before this opening, where nobody waits for it."""
        work = self._work

        def begin(is_to_tidy: bool) -> None:
            if is_to_tidy:
                self.tasks.long(
                    "Overwriting what was removed",
                    lambda progress: school_file.tidy(work, progress),
                    owner=self,
                )

        self.tasks.read(lambda: school_file.is_to_tidy(work), begin, owner=self)

    def _load_photos(self, pupil_ids: tuple[int, ...]) -> None:
        work = self._work

        def read() -> dict[int, QImage]:
            return {each: _small(pupils.photo(work, each)) for each in pupil_ids}

        self.tasks.read(read, self.pupil_list.show_photos, owner=self)

    def _changed(self, changes: Changes, initiator: object) -> None:
        if changes.touches(Kind.PUPIL, Kind.OBSERVATION, Kind.SCHOOL, Kind.STAFF):
            self._load(photos=changes.touches(Kind.PUPIL))
        self.area.changed(changes, initiator)
        self.school_area.changed(changes, initiator)
        if self._pages.currentWidget() is self.home:
            self.home.changed(changes, initiator)

    def _tab_chosen(self, page_id: PageId) -> None:
        if self.area.pupil_id is not None:
            self.show_pupil(self.area.pupil_id, page_id)

    def _pupil_entries(self, then: Callable[[int], object] | None = None) -> tuple[Entry, ...]:
        then = then or self.show_pupil

        def opening(pupil_id: int) -> Callable[[], object]:
            return lambda: then(pupil_id)

        return tuple(
            Entry(EntryKind.PUPIL, row.preferred_name, row.class_name, opening(row.id))
            for row in self.pupil_list.model.everyone()
        )

    def _open_palette(
        self, entries: tuple[Entry, ...], *, observations_too: bool = True
    ) -> Palette:
        work = self._work

        def find(typed: str, then: Callable[[tuple[Found, ...]], None]) -> None:
            if observations_too:
                self.tasks.read(lambda: finding.find(work, typed), then, owner=palette)

        today = work.today() if observations_too else None
        palette = Palette(entries, find, self._open_found, self, today=today)
        palette.open_over(self)
        return palette

    def _open_found(self, found: Found) -> None:
        if found.kind is Kind.OBSERVATION:
            self.navigator.observation(found.record_id)
        elif found.moment is not None:
            if self.show_pupil(found.pupil_id, PageId.REVIEW) is not None:
                self.navigator.moment(found.moment.evidence_id, found.moment.pts)
        else:
            page: object = self.show_pupil(found.pupil_id, _FOUND_ON[found.kind])
            if isinstance(page, OpensRecords):
                page.open_record(found.kind, found.record_id)

    # What the actions of the window do

    def _bind(self) -> None:
        bind = self.actions_table.bind
        bind("go.home", self.show_home)
        bind("go.find", self.find_or_do)
        bind("school.lock", self.lock_wanted.emit)
        bind("school.switch", self.switch_wanted.emit, enabled=lambda: not self._work.is_demo)
        bind("school.open_other", self.other_wanted.emit)
        bind("school.settings", self._open_settings)
        bind("app.quit", self.close_wanted.emit)
        may = self._work.may
        bind("observation.new", self._new_observation, enabled=lambda: may(Act.OBSERVE))
        bind("pupil.add", self.show_new_pupil, enabled=lambda: may(Act.RECORD))
        bind("pupil.search", self._search_pupils)
        bind(
            "pupil.baseline",
            self.navigator.baseline,
            enabled=partial(self._can_show, PageId.REVIEW),
        )
        bind("help.page", lambda: _open(help_dialog(self.page_id, self)))
        bind("help.shortcuts", lambda: _open(shortcuts_dialog(self)))
        bind("help.about", lambda: _open(about_dialog(self)))
        bind("view.larger", lambda: self._resize_text(1))
        bind("view.smaller", lambda: self._resize_text(-1))
        bind("view.theme", self._switch_theme)
        for page_id in PUPIL_PAGES:
            bind(
                f"go.{page_id.value}",
                partial(self._tab_chosen, page_id),
                enabled=partial(self._can_show, page_id),
            )
        for school_page in SCHOOL_PAGES:
            bind(
                f"go.{school_page.value}",
                partial(self.show_school_page, school_page),
                enabled=partial(holds_anything, school_page, may),
            )
        for spec in self.actions_table.specs.values():
            if not spec.local:
                self.addAction(self.actions_table.action(spec.id))

    def _can_show(self, page_id: PageId) -> bool:
        return self.pupil_id is not None and holds_anything(page_id, self._work.may)

    def _new_observation(self) -> None:
        if self.pupil_id is not None:
            self.navigator.new_observation(self.pupil_id)
        else:
            self.choose_pupil_then(self.navigator.new_observation)

    def _search_pupils(self) -> None:
        self.pupil_list.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.pupil_list.search.selectAll()

    def _open_settings(self) -> None:
        _open(SettingsDialog(self.context.settings, self._apply_settings, self))

    def _apply_settings(self, settings: Settings) -> None:
        current = self.context.settings
        for field in fields(Settings):
            setattr(current, field.name, getattr(settings, field.name))
        look = self.context.look
        if (look.theme, look.text_size) != (settings.theme, settings.text_size):
            look.apply(settings.theme, settings.text_size)
        self.spelling.look_again()
        settings_file.save(current)

    def _resize_text(self, step: int) -> None:
        size = self.context.settings.text_size
        larger = [each for each in TEXT_SIZES if each > size]
        smaller = [each for each in TEXT_SIZES if each < size]
        wanted = larger[:1] if step > 0 else smaller[-1:]
        if wanted:
            self._apply_settings(replace(self.context.settings, text_size=wanted[0]))

    def _switch_theme(self) -> None:
        theme = Theme.LIGHT if self.context.look.colours.dark else Theme.DARK
        self._apply_settings(replace(self.context.settings, theme=theme))

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes through the window as it is read."""
        current = QApplication.focusWidget()
        if current is not None and tab_order.move(self, current, forward=forward):
            return True
        return super().focusNextPrevChild(forward)

    def _make_room(self, passing: bool) -> None:
        """On a small screen with large text, what is said for a moment stands in the place of the
        foot: together they would take a page’s own foot out of sight."""
        self.status.give_way(passing and self.height() < self.context.look.px(_HIGH_ENOUGH))

    def _lay_out(self) -> None:
        self._pages = QStackedWidget()
        self._pages.addWidget(self.home)
        self._pages.addWidget(self.area)
        self._pages.addWidget(self.school_area)
        self.pupil_list.show_empty(
            EmptyState(
                "people",
                "No pupils yet.",
                "Add a pupil" if self._work.may(Act.RECORD) else None,
                lambda: self.actions_table.trigger("pupil.add"),
            )
        )
        message = QVBoxLayout()
        message.setContentsMargins(SPACE_L, 0, SPACE_L, SPACE_M)
        message.addWidget(self.message_bar)
        self.message_bar.passing.connect(self._make_room)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self._pages, 1)
        right.addLayout(message)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.pupil_list)
        middle.addLayout(right, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top_bar)
        if self._work.is_demo:
            column.addWidget(demo_banner())
        column.addLayout(middle, 1)
        column.addWidget(self.status)


def _small(photo: bytes | None) -> QImage:
    image = QImage.fromData(photo or b"")
    return image.scaled(
        _LIST_PHOTO_SIDE,
        _LIST_PHOTO_SIDE,
        Qt.AspectRatioMode.KeepAspectRatioByExpanding,
        Qt.TransformationMode.SmoothTransformation,
    )


def _open(dialog: Dialog) -> None:
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
