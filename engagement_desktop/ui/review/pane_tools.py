"""The buttons at the end of a pane's heading: what to know about the clip, and what is rarer."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget

from engagement_desktop.ui.look.icons import Ink, icon
from engagement_desktop.ui.review import texts
from engagement_desktop.ui.review.clip import ReviewClip, Side
from engagement_desktop.ui.review.keys import Command, menu_text
from engagement_desktop.ui.widgets.buttons import tool_button
from engagement_desktop.ui.widgets.labels import set_tooltip
from engagement_desktop.video.photo_source import is_photo_index

_CHOICES = (
    (Command.ZOOM, "zoom_in", texts.CLOSER_TIP),
    (Command.ZOOM_ALONE, "zoom_fit", texts.ZOOM_ALONE),
    (Command.OVERLAY, "layer", texts.OVERLAY_TIP),
    (Command.FULL_SCREEN, "full_screen_maximize", texts.FULL_SCREEN_TIP),
    (Command.STILL, "camera", texts.STILL_TIP),
    (Command.WHOLE_CLIP, "arrow_reset", texts.WHOLE),
    (Command.CLEAR_CUE, "flag_off", texts.CUE_CLEAR),
    (Command.EXPORT_PICTURE, "arrow_export_ltr", texts.EXPORT_PICTURE),
    (Command.EXPORT_CLIP, "arrow_export_ltr", texts.EXPORT_CLIP),
)
_EXPORTS = (Command.EXPORT_PICTURE, Command.EXPORT_CLIP)


class PaneTools(QWidget):
    """`asked(Command)` for this side's clip; `choose()` for another clip in its place."""

    asked = Signal(object)
    choose = Signal()

    def __init__(self, side: Side) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.notice = tool_button("info", "")
        self.notice.setIcon(icon("info", Ink.ATTENTION))
        self.notice.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        row.addWidget(self.notice)
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        self._is_photo = False
        self.actions_by_command: dict[Command, QAction] = {}
        for command, icon_name, words in _CHOICES:
            action = menu.addAction(icon(icon_name), menu_text(words, command))
            action.triggered.connect(lambda _=False, c=command: self.asked.emit(c))
            self.actions_by_command[command] = action
        for command in _EXPORTS:
            self.actions_by_command[command].setVisible(False)
        self.other_clip = menu.addAction(icon("video_clip"), texts.OTHER_CLIP)
        self.other_clip.triggered.connect(self.choose)
        more = tool_button("more_horizontal", texts.MORE_TIP)
        more.setAccessibleName(f"{side.heading}: {texts.MORE_TIP}")
        more.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        more.setMenu(menu)
        more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        row.addWidget(more)

    def offer_exports(self) -> None:
        """Offer what only some pages carry out: a file outside the school's own."""
        for command in _EXPORTS:
            self.actions_by_command[command].setVisible(True)

    def withhold(self, commands: frozenset[Command]) -> None:
        """Offer a still, which is written, only where it is not among these."""
        self.actions_by_command[Command.STILL].setVisible(Command.STILL not in commands)

    def show_clip(self, clip: ReviewClip | None) -> None:
        """Say what is special about a clip's frames, and which choices it leaves."""
        warnings = () if clip is None else clip.index.warnings
        words = " ".join(warnings)
        self.notice.setVisible(bool(warnings))
        set_tooltip(self.notice, words)
        self.notice.setAccessibleName(words)
        if clip is not None:
            part = (clip.in_pts, clip.out_pts) != (None, None)
            self.actions_by_command[Command.WHOLE_CLIP].setEnabled(part)
            self.actions_by_command[Command.CLEAR_CUE].setEnabled(clip.sync_pts is not None)

            self._is_photo = is_photo_index(clip.index)

    def show_no_still(self, reason: str) -> None:
        """Why no still can be kept of this side’s clip; empty where one can."""
        action = self.actions_by_command[Command.STILL]
        action.setEnabled(not reason and not self._is_photo)
        set_tooltip(action, reason or texts.STILL_TIP)

    def show_has_time(self, has_time: bool) -> None:
        """Whether there is a moving picture among what is shown, to be exported as a clip."""
        self.actions_by_command[Command.EXPORT_CLIP].setEnabled(has_time)
