"""The caption of a still, edited in its place under the paragraph."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from engagement_desktop.services.report_views import SourceView
from engagement_desktop.ui.look.tokens import SPACE_XS
from engagement_desktop.ui.reports import texts
from engagement_desktop.ui.reports.wrap_row import WrapRow
from engagement_desktop.ui.widgets.buttons import button
from engagement_desktop.ui.widgets.field import Field
from engagement_desktop.ui.widgets.text_area import TextArea


class CaptionEditor(QWidget):
    """`captioned` carries a source's id and its caption, once there is another.

    Enter uses what is typed, and so does going elsewhere; Escape leaves the caption as it was.
    """

    captioned = Signal(int, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source: SourceView | None = None
        self.words = TextArea(texts.CAPTION_TITLE, min_lines=1, max_lines=4)
        self.words.installEventFilter(self)
        self.use = button(texts.CAPTION_USE, "checkmark", on_click=self.finish)
        self.put_aside = button(texts.CANCEL, quiet=True, on_click=self.close_editor)
        self.put_aside.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # going to it would use the caption
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_XS)
        column.addWidget(Field(texts.CAPTION_TITLE, self.words))
        column.addWidget(WrapRow(self.use, self.put_aside))
        self.hide()

    @property
    def source_id(self) -> int | None:
        """The still whose caption is being written."""
        return self._source.id if self._source is not None else None

    def open_for(self, source: SourceView) -> None:
        """Edit the caption of this still."""
        self.finish()
        self._source = source
        self.words.set_text(source.words)
        self.words.selectAll()
        self.show()
        self.words.setFocus()

    def finish(self) -> None:
        """Use what is typed, if it is another caption, and close."""
        source, caption = self._source, " ".join(self.words.text().split())
        self.close_editor()
        if source is not None and caption != source.words:
            self.captioned.emit(source.id, caption)

    def close_editor(self) -> None:
        """Leave the caption as it was."""
        self._source = None
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.words and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.KeyPress and self._key(Qt.Key(event.key())):
                return True
        elif (
            isinstance(event, QFocusEvent)
            and event.type() == QEvent.Type.FocusOut
            and event.reason() not in _STAYS
        ):
            self.finish()
        return super().eventFilter(watched, event)

    def _key(self, key: Qt.Key) -> bool:
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.finish()
        elif key == Qt.Key.Key_Escape:
            self.close_editor()
        else:
            return False
        return True


_STAYS = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
