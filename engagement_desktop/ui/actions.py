"""One table of everything the user can do, and the actions made from it.

Menus, the shortcut list and the “find anything” palette all come from `SPECS`. A page says what an
action does while that page is shown: `context.actions.bind("observation.new", self.start_new)`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from engagement_desktop.ui.look.icons import icon
from engagement_desktop.ui.page_ids import PageId
from engagement_desktop.ui.widgets.buttons import plain


class Menu(Enum):
    """The menus of the window, in their order."""

    FILE = "File"
    EDIT = "Edit"
    PUPIL = "Pupil"
    REVIEW = "Review"
    REPORTS = "Reports"
    SCHOOL = "School"
    HELP = "Help"


@dataclass(frozen=True)
class ActionSpec:
    """One thing that can be done.

    `page` is where it belongs (None = everywhere). `local` shortcuts work only while the widget
    they are bound to has the focus, so that Space and the letters are free for writing elsewhere.
    `starts_group` draws a line above it in its menu.
    """

    id: str
    text: str
    shortcut: str = ""
    icon: str | None = None
    page: PageId | None = None
    menu: Menu | None = None
    local: bool = False
    starts_group: bool = False


_R = PageId.REVIEW

SPECS: tuple[ActionSpec, ...] = (
    ActionSpec("go.home", "Home", "Alt+Home", "home", menu=Menu.FILE),
    ActionSpec("school.settings", "Settings…", "Ctrl+,", "settings", None, Menu.FILE,
               starts_group=True),
    ActionSpec("school.open_other", "Open another school…", "Ctrl+O", "folder_open",
               menu=Menu.FILE),
    ActionSpec("school.lock", "Lock", "Ctrl+L", "lock_closed", None, Menu.FILE, starts_group=True),
    ActionSpec("school.switch", "Sign in as somebody else", "Ctrl+Shift+L", "arrow_swap",
               menu=Menu.FILE),
    ActionSpec("app.quit", "Close Engagement Desktop", "Ctrl+Q", "arrow_exit", menu=Menu.FILE),
    ActionSpec("edit.undo", "Undo", "Ctrl+Z", "arrow_undo", menu=Menu.EDIT),
    ActionSpec("edit.redo", "Redo", "Ctrl+Y", "arrow_redo", menu=Menu.EDIT),
    ActionSpec("edit.cut", "Cut", "Ctrl+X", "cut", None, Menu.EDIT, starts_group=True),
    ActionSpec("edit.copy", "Copy", "Ctrl+C", "copy", menu=Menu.EDIT),
    ActionSpec("edit.paste", "Paste", "Ctrl+V", "clipboard_paste", menu=Menu.EDIT),
    ActionSpec("edit.spelling", "Next word to check", "F7", "text_proofing_tools",
               menu=Menu.EDIT),
    ActionSpec("edit.find_here", "Find on this page", "Ctrl+F", "search", None, Menu.EDIT,
               starts_group=True),
    ActionSpec("go.find", "Find anything, or do anything", "Ctrl+K", "search", menu=Menu.EDIT),
    ActionSpec("observation.new", "New observation", "Ctrl+N", "add", menu=Menu.PUPIL),
    ActionSpec("pupil.add", "Add a pupil…", "Ctrl+Shift+N", "person_add", menu=Menu.PUPIL),
    ActionSpec("pupil.search", "Search pupils", "Ctrl+Shift+F", "people", menu=Menu.PUPIL),
    ActionSpec("pupil.baseline", "Watch the baseline and now", "Ctrl+B", "video", menu=Menu.PUPIL),
    ActionSpec("go.profile", "Profile", "Alt+1", "person", None, Menu.PUPIL, starts_group=True),
    ActionSpec("go.plan", "Plan", "Alt+2", "target_arrow", menu=Menu.PUPIL),
    ActionSpec("go.observations", "Observations", "Alt+3", "note", menu=Menu.PUPIL),
    ActionSpec("go.timeline", "Timeline", "Alt+4", "timeline", menu=Menu.PUPIL),
    ActionSpec("go.review", "Review", "Alt+5", "video_clip", menu=Menu.PUPIL),
    ActionSpec("go.judgements", "Judgements", "Alt+6", "checkmark_circle", menu=Menu.PUPIL),
    ActionSpec("go.moderation", "Moderation", "Alt+7", "eye", menu=Menu.PUPIL),
    ActionSpec("go.conversations", "Conversations", "Alt+8", "people", menu=Menu.PUPIL),
    ActionSpec("go.reports", "Reports", "Alt+9", "document_text", menu=Menu.PUPIL),
    ActionSpec("pupil.disclose", "Everything held on this pupil…", "", "document_pdf",
               PageId.PROFILE, Menu.PUPIL, starts_group=True),
    ActionSpec("review.play", "Play or pause", "Space", "play", _R, Menu.REVIEW, local=True),
    ActionSpec("review.back_frame", "Back a frame", ",", "previous_frame", _R, Menu.REVIEW,
               local=True),
    ActionSpec("review.on_frame", "On a frame", ".", "next_frame", _R, Menu.REVIEW, local=True),
    ActionSpec("review.play_back", "Play backwards", "J", None, _R, Menu.REVIEW, local=True),
    ActionSpec("review.pause", "Pause", "K", "pause", _R, Menu.REVIEW, local=True),
    ActionSpec("review.play_on", "Play forwards, then faster", "L", None, _R, Menu.REVIEW,
               local=True),
    ActionSpec("review.loop", "Loop the part", "R", "arrow_repeat_all", _R, Menu.REVIEW,
               local=True, starts_group=True),
    ActionSpec("review.cue", "The cue is here", "S", "flag", _R, Menu.REVIEW, local=True),
    ActionSpec("review.in_step", "In step", "G", "link", _R, Menu.REVIEW, local=True),
    ActionSpec("review.swap", "Swap then and now", "X", "arrow_swap", _R, Menu.REVIEW, local=True),
    ActionSpec("review.overlay", "Overlay", "V", "layer", _R, Menu.REVIEW, local=True),
    ActionSpec("review.closer", "Look closer", "Z", "zoom_in", _R, Menu.REVIEW, local=True),
    ActionSpec("review.closer_alone", "Look closer at each clip by itself", "Shift+Z", None, _R,
               Menu.REVIEW, local=True),
    ActionSpec("review.full_screen", "Fill the screen with both clips", "F11",
               "full_screen_maximize", _R, Menu.REVIEW, local=True),
    ActionSpec("review.mark", "Mark this moment", "M", "bookmark_add", _R, Menu.REVIEW, local=True,
               starts_group=True),
    ActionSpec("review.part_start", "The part starts here", "I", None, _R, Menu.REVIEW,
               local=True),
    ActionSpec("review.part_end", "The part ends here", "O", None, _R, Menu.REVIEW, local=True),
    ActionSpec("review.still", "Keep this picture", "P", "camera", _R, Menu.REVIEW, local=True),
    ActionSpec("review.export_picture", "Export as a picture…", "", "arrow_export_ltr", _R,
               Menu.REVIEW, local=True, starts_group=True),
    ActionSpec("review.export_clip", "Export as a clip…", "", "arrow_export_ltr", _R, Menu.REVIEW,
               local=True),
    ActionSpec("review.others", "Who else is in this clip…", "", "people", _R, Menu.REVIEW),
    ActionSpec("timeline.watch", "Watch then and now together", "W", "video", PageId.TIMELINE,
               Menu.REVIEW, local=True, starts_group=True),
    ActionSpec("timeline.baseline", "Go to the baseline", "B", "flag", PageId.TIMELINE,
               Menu.PUPIL, local=True, starts_group=True),
    ActionSpec("timeline.date", "Go to a date…", "Ctrl+G", "calendar_ltr", PageId.TIMELINE,
               Menu.PUPIL),
    ActionSpec("page.print", "Print…", "Ctrl+P", "print", menu=Menu.REPORTS),
    ActionSpec("reports.save_pdf", "Save as PDF…", "Ctrl+Shift+S", "document_pdf",
               PageId.REPORTS, Menu.REPORTS),
    ActionSpec("reports.class_batch", "Reports for a whole class…", "Ctrl+Shift+R",
               "document_add", menu=Menu.REPORTS),
    ActionSpec("reports.governors", "Report to governors and the local authority…", "",
               "building", menu=Menu.REPORTS),
    ActionSpec("reports.em_list", "EM list for the office…", "", "building", menu=Menu.REPORTS),
    ActionSpec("go.staff", "Staff", "", "people", menu=Menu.SCHOOL),
    ActionSpec("go.dates", "Dates", "", "calendar_ltr", menu=Menu.SCHOOL),
    ActionSpec("go.meetings", "Moderation meetings", "", "eye", menu=Menu.SCHOOL),
    ActionSpec("go.terms", "Terms", "", "calendar_ltr", menu=Menu.SCHOOL),
    ActionSpec("go.words", "Words", "", "text_quote", menu=Menu.SCHOOL),
    ActionSpec("go.templates", "Templates", "", "document_add", menu=Menu.SCHOOL),
    ActionSpec("go.report_looks", "How reports look", "", "document_text", menu=Menu.SCHOOL),
    ActionSpec("go.frameworks", "Other frameworks", "", "list", menu=Menu.SCHOOL),
    ActionSpec("go.audit", "Who did what", "", "history", menu=Menu.SCHOOL),
    ActionSpec("go.keeping", "Keeping and removing", "", "shield_checkmark", menu=Menu.SCHOOL),
    ActionSpec("go.bin", "Bin", "", "delete", menu=Menu.SCHOOL),
    ActionSpec("help.page", "Help for this page", "F1", "question_circle", menu=Menu.HELP),
    ActionSpec("help.shortcuts", "Keyboard shortcuts", "Ctrl+/", "keyboard", menu=Menu.HELP),
    ActionSpec("help.about", "About Engagement Desktop", "", "info", menu=Menu.HELP),
    ActionSpec("view.larger", "Larger text", "Ctrl++", "text_font_size", None, Menu.EDIT,
               starts_group=True),
    ActionSpec("view.smaller", "Smaller text", "Ctrl+-", menu=Menu.EDIT),
    ActionSpec("view.theme", "Light or dark", "Ctrl+Shift+D", "weather_moon", menu=Menu.EDIT),
)  # fmt: skip


def always() -> bool:
    """For actions that can always be done."""
    return True


@dataclass(frozen=True)
class _Binding:
    slot: Callable[[], object]
    enabled: Callable[[], bool]
    owner: QObject | None


class _OwnKeys(QObject):
    """The keys of local actions, taken when they come to a widget.

    As shortcuts they would work in an open menu of the widget, too, where a letter means a line.
    """

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.keys: dict[str, Callable[[], bool]] = {}
        widget.installEventFilter(self)

    @classmethod
    def of(cls, widget: QWidget) -> _OwnKeys:
        """Those of a widget."""
        at_once = Qt.FindChildOption.FindDirectChildrenOnly
        return widget.findChild(cls, options=at_once) or cls(widget)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        does = self.keys.get(QKeySequence(event.keyCombination()).toString())
        return does is not None and not event.isAutoRepeat() and does()


class ActionTable(QObject):
    """The actions of the table as QActions, and what each does on the page now shown.

    An action that nothing is bound to cannot be chosen. `refresh()` asks again what is enabled;
    the window calls it on every change of page, a page when its own state changes.
    """

    refreshed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.specs = {spec.id: spec for spec in SPECS}
        self._bindings: dict[str, dict[PageId | None, _Binding]] = {}
        self._page = PageId.HOME
        self._actions = {spec.id: self._make(spec) for spec in SPECS}

    def action(self, action_id: str) -> QAction:
        """The QAction, for a menu or a button."""
        return self._actions[action_id]

    def bind(
        self,
        action_id: str,
        slot: Callable[[], object],
        *,
        enabled: Callable[[], bool] = always,
        page: PageId | None = None,
        owner: QObject | None = None,
        widget: QWidget | None = None,
    ) -> None:
        """Say what an action does: on `page`, or everywhere if no page says otherwise.

        `owner` ends the binding when it is destroyed. The key of a local action works while
        `widget`, or what stands in it, has the focus and no use for it; without a `widget`, whoever
        has the focus sees to the keys itself.
        """
        place = page if page is not None else self.specs[action_id].page
        self._bindings.setdefault(action_id, {})[place] = _Binding(slot, enabled, owner or widget)
        if self.specs[action_id].local and widget is not None:
            _OwnKeys.of(widget).keys[self.specs[action_id].shortcut] = partial(
                self.trigger, action_id
            )
        self._refresh_one(action_id)

    def bound_ids(self) -> frozenset[str]:
        """The actions that somebody has said what to do for, on whatever page."""
        return frozenset(self._bindings)

    def show_page(self, page: PageId) -> None:
        """Tell which page is shown now."""
        self._page = page
        self.refresh()

    def refresh(self) -> None:
        """Ask every binding whether it can be done now."""
        for action_id in self._actions:
            self._refresh_one(action_id)
        self.refreshed.emit()

    def refresh_some(self, action_ids: Iterable[str]) -> None:
        """Ask the bindings of these alone."""
        for action_id in action_ids:
            self._refresh_one(action_id)

    def trigger(self, action_id: str) -> bool:
        """Do it, if it can be done now."""
        binding = self._binding(action_id)
        if binding is None or not binding.enabled():
            return False
        binding.slot()
        return True

    def _make(self, spec: ActionSpec) -> QAction:
        made = QAction(plain(spec.text), self)
        made.setObjectName(spec.id)
        if spec.shortcut:
            made.setShortcut(QKeySequence(spec.shortcut))
        made.setShortcutContext(
            Qt.ShortcutContext.WidgetWithChildrenShortcut
            if spec.local
            else Qt.ShortcutContext.WindowShortcut
        )
        if spec.icon is not None:
            made.setIcon(icon(spec.icon))
        made.setEnabled(False)
        made.triggered.connect(lambda _checked=False: self.trigger(spec.id))
        return made

    def _binding(self, action_id: str) -> _Binding | None:
        places = self._bindings.get(action_id, {})
        for place in (self._page, None):
            binding = places.get(place)
            if binding is None:
                continue
            if binding.owner is not None and not isValid(binding.owner):
                del places[place]
                continue
            return binding
        return None

    def _refresh_one(self, action_id: str) -> None:
        binding = self._binding(action_id)
        self._actions[action_id].setEnabled(binding is not None and binding.enabled())
