"""Exports what the reviewer shows: asks what for, who it is and where, then writes it behind."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from engagement_desktop.models.roles import Act
from engagement_desktop.models.states import PermissionUse
from engagement_desktop.progress import Progress
from engagement_desktop.services import exports
from engagement_desktop.ui.ask_again import AskAgain, ask_again
from engagement_desktop.ui.context import UiContext
from engagement_desktop.ui.review import export_texts as texts
from engagement_desktop.ui.review.export_dialog import ExportDialog, ExportState, ExportWish, What


class Exporter:
    """Belongs to a page. `dialog`, `asked` and `files` are what it asked with last."""

    def __init__(self, context: UiContext, page: QWidget) -> None:
        self._context = context
        self._page = page
        self.dialog: ExportDialog | None = None
        self.asked: AskAgain | None = None
        self.files: QFileDialog | None = None

    def ask(self, pupil_id: int, state: ExportState, *, moving: bool = False) -> None:
        """Open the dialog with the uses that are permitted today; `moving` if a clip is wanted."""
        work = self._context.work

        def offer(uses: tuple[PermissionUse, ...]) -> None:
            self.dialog = dialog = ExportDialog(state, uses, self._page, moving=moving)
            dialog.wished.connect(lambda wish: self._ask_who(state, wish))
            dialog.finished.connect(dialog.deleteLater)
            dialog.open()

        self._context.tasks.read(
            lambda: exports.permitted_uses(work, pupil_id), offer, owner=self._page
        )

    def export(self, state: ExportState, wish: ExportWish, to: Path) -> None:
        """Write it to `to`, with progress and a way to stop in the status bar."""
        context, work = self._context, self._context.work

        def write(progress: Progress) -> Path:
            if wish.what is What.PICTURE:
                return exports.export_picture(
                    work, state.frames, wish.use, to, with_name=wish.with_name, progress=progress
                )
            part = state.part if wish.what is What.PART else None
            start, end = part or state.whole
            return exports.export_clip(
                work,
                state.clips,
                wish.use,
                to,
                start=start,
                end=end,
                speed=state.speed,
                sound=wish.sound,
                with_name=wish.with_name,
                progress=progress,
            )

        context.tasks.long(
            texts.WORKING.format(name=to.name),
            write,
            lambda path: context.messages.say(
                texts.DONE.format(name=path.name, folder=path.parent.name or path.parent)
            ),
            owner=self._page,
            cancelled=lambda: context.messages.say(texts.STOPPED.format(name=to.name)),
        )

    def _ask_who(self, state: ExportState, wish: ExportWish) -> None:
        self.asked = ask_again(
            self._context, self._page, Act.EXPORT, lambda: self._ask_where(state, wish)
        )

    def _ask_where(self, state: ExportState, wish: ExportWish) -> None:
        moving = wish.what is not What.PICTURE
        title, kinds, ending = (
            (texts.SAVE_CLIP, texts.CLIPS, exports.CLIP_ENDING)
            if moving
            else (texts.SAVE_PICTURE, texts.PICTURES, exports.PICTURE_ENDINGS[0])
        )
        self.files = files = QFileDialog(self._page, title, filter=kinds)
        files.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        files.setDefaultSuffix(ending.removeprefix("."))
        files.selectFile(texts.FILE_NAME + ending)
        files.fileSelected.connect(lambda name: self.export(state, wish, Path(name)))
        files.finished.connect(files.deleteLater)
        files.open()
