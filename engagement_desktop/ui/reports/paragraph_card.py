"""One part of a report as it is written: its heading, the text, and what it rests on."""

from __future__ import annotations

from collections.abc import Hashable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget
from shiboken6 import isValid

from engagement_desktop.services.report_views import Alongside, ParagraphView, SourceView
from engagement_desktop.ui.look.icons import Ink
from engagement_desktop.ui.look.tokens import SPACE_S, SPACE_XS, Role
from engagement_desktop.ui.reports import texts
from engagement_desktop.ui.reports.caption_editor import CaptionEditor
from engagement_desktop.ui.reports.evidence_model import dropped_evidence
from engagement_desktop.ui.reports.fact_cards import RegisterFields
from engagement_desktop.ui.widgets.area_mark import AreaMark, MarkFill
from engagement_desktop.ui.widgets.buttons import button, plain, tool_button
from engagement_desktop.ui.widgets.cards import Card
from engagement_desktop.ui.widgets.discard import discard
from engagement_desktop.ui.widgets.icon_mark import IconMark
from engagement_desktop.ui.widgets.labels import label
from engagement_desktop.ui.widgets.text_area import TextArea

_SIGN = 16


class RestsOn(QWidget):
    """What a paragraph rests on, in a line; pressing it offers to take each away.

    `away_wanted` carries the id of a source, `captioned` that of a still and its new caption.
    """

    away_wanted = Signal(int)
    captioned = Signal(int, str)

    def __init__(self, heading: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading = heading
        self._sources: tuple[SourceView, ...] = ()
        self.nothing = label(texts.RESTS_ON_NOTHING, Role.ATTENTION, wrap=False)
        self._broken = IconMark("link_dismiss", Ink.ATTENTION, _SIGN)
        self.line = tool_button("link", texts.RESTS_TIP, text=" ", on_click=self._offer)
        self.caption: CaptionEditor | None = None
        """Made when a caption is first edited: most parts of a report never ask for it."""
        self._menu: QMenu | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE_XS)
        row = QHBoxLayout()
        row.setSpacing(SPACE_XS)
        row.addWidget(self._broken)
        row.addWidget(self.nothing)
        row.addWidget(self.line)
        row.addStretch(1)
        self._column.addLayout(row)

    def show_sources(self, sources: tuple[SourceView, ...], *, needed: bool) -> None:
        """Show these; without any, say so where some are `needed`."""
        self._sources = sources
        if self.caption and self.caption.source_id not in {source.id for source in sources}:
            self.caption.close_editor()
        words = texts.rests_on(sources)
        self.line.setText(plain(words))
        self.line.setAccessibleName(f"{self.heading}: rests on {words}")
        self.line.setVisible(bool(sources))
        self.nothing.setVisible(needed and not sources)
        self._broken.setVisible(needed and not sources)
        self.setVisible(needed or bool(sources))

    @property
    def words(self) -> str:
        """What the line says now."""
        return texts.rests_on(self._sources) if self._sources else self.nothing.text()

    def finish_caption(self) -> None:
        """Use the caption that is being written, if one is."""
        if self.caption is not None:
            self.caption.finish()

    def _edit_caption(self, source: SourceView) -> None:
        if self.caption is None:
            self.caption = CaptionEditor()
            self.caption.captioned.connect(self.captioned)
            self._column.addWidget(self.caption)
        self.caption.open_for(source)

    def let_go(self) -> None:
        """Forget what was being done with the sources: another report is shown."""
        if self.caption is not None:
            self.caption.close_editor()
            discard(self.caption)
            self.caption = None
        if self._menu is not None and isValid(self._menu):
            self._menu.close()

    def menu(self) -> QMenu:
        """What can be done with each source."""
        self._menu = menu = QMenu(self)
        for source in self._sources:
            what = f"{texts.short_day(source.on)}, {source.words}"
            away = menu.addAction(plain(texts.TAKE_AWAY.format(what=what)))
            away.triggered.connect(lambda _=False, one=source: self.away_wanted.emit(one.id))
            if source.is_still:
                caption = menu.addAction(plain(texts.CAPTION.format(what=what)))
                caption.triggered.connect(lambda _=False, one=source: self._edit_caption(one))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return menu

    def _offer(self) -> None:
        self.menu().popup(self.mapToGlobal(self.rect().bottomLeft()))


class TakesEvidence(Card):
    """A card onto which evidence can be dropped; `dropped` carries its key and what was dropped."""

    dropped = Signal(str, object)
    chosen = Signal(str)

    takes_evidence = True

    def __init__(self, key: str, heading: str, parent: QWidget | None = None) -> None:
        super().__init__(heading, parent=parent)
        self.key = key
        self.heading = heading
        self.rests = RestsOn(heading)
        self.setAcceptDrops(True)

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """Where Tab stops in the card, in order."""
        return (self.rests.line,)

    def call(self, key: str, heading: str) -> None:
        """Be the card of this part from now on."""
        self.key = key
        if heading != self.heading:
            self.heading = self.rests.heading = heading
            self.title.setText(heading)
            self.setAccessibleName(heading)

    def set_current(self, current: bool) -> None:
        """Show that evidence is added here now."""
        self.setProperty("card", "chosen" if current else "true")
        self.style().unpolish(self)
        self.style().polish(self)

    def mousePressEvent(self, event: QEvent) -> None:
        self.chosen.emit(self.key)
        event.accept()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.isEnabled() and dropped_evidence(event.mimeData(), event.source()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        found = dropped_evidence(event.mimeData(), event.source())
        if found is not None:
            event.acceptProposedAction()
            self.dropped.emit(self.key, found)


class AlongsideText(QWidget):
    """A text to look at while writing, opened and closed by its heading."""

    def __init__(self, shown: Alongside, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading = button(shown.heading, "document_text", quiet=True)
        self.heading.setCheckable(True)
        self.words = label(shown.text, Role.MUTED)
        self.words.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_XS)
        column.addWidget(self.heading)
        column.addWidget(self.words)
        self.heading.toggled.connect(self.words.setVisible)

    def show_text(self, shown: Alongside) -> None:
        """Offer another text, closed."""
        self.heading.setChecked(False)
        self.heading.setText(plain(shown.heading))
        self.heading.setAccessibleName(shown.heading)
        self.words.setText(shown.text)


class ParagraphCard(TakesEvidence):
    """A paragraph. `edited` carries its key and text.

    A card outlives its report: building one takes longer than reading what it shows. `begin` makes
    it that of another report’s part of the same `form`, and leaves nothing of the one before.
    """

    edited = Signal(str, str)

    def __init__(
        self,
        view: ParagraphView,
        register: RegisterFields | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(view.key, view.heading, parent)
        self.register = register
        """The register's figures, in the part that they belong to."""
        self._needs_sources = view.needs_sources
        self._alongside: tuple[Alongside, ...] = ()
        self._read_beside: list[AlongsideText] = []
        if view.area is not None:
            self.header.insertWidget(0, AreaMark(view.area, MarkFill.SOLID_WITH_LETTER))
        self.text_area = TextArea(min_lines=2, max_lines=14)
        self.text_area.setAcceptDrops(False)  # the card takes the drop, text and link together
        self.text_area.installEventFilter(self)
        self.text_area.edited.connect(lambda: self.edited.emit(self.key, self.text_area.text()))
        if register is not None:
            self.body.addWidget(label(texts.REGISTER, Role.MUTED))
            self.body.addWidget(register)
        self._hint = label("", Role.MUTED) if view.needs_sources else None
        if self._hint is not None:
            self.body.addWidget(self._hint)
        self.body.addWidget(self.text_area)
        self.body.addWidget(self.rests)
        self.body.setSpacing(SPACE_S)

    @staticmethod
    def form_of(view: ParagraphView) -> Hashable:
        """What a card keeps as long as it stands."""
        return view.area, view.needs_sources

    @property
    def stops(self) -> tuple[QWidget, ...]:
        fields = self.register.fields if self.register is not None else ()
        beside = (each.heading for each in self._read_beside)
        return (*fields, self.text_area, *super().stops, *beside)

    def begin(self, view: ParagraphView) -> None:
        """Show this part of another report. Its text was never typed here: nothing is undone."""
        self.rests.let_go()
        self.describe(view)
        self.show_view(view)
        self.text_area.begin_anew()

    def describe(self, view: ParagraphView) -> None:
        """Say which part this is, and offer what is read beside it."""
        self.call(view.key, view.heading)
        self.takes_evidence = view.takes_evidence
        name = f"{view.group}: {view.heading}" if view.group else view.heading
        self.text_area.setAccessibleName(name)
        self.text_area.setAccessibleDescription(view.hint)
        self.text_area.setPlaceholderText(texts.WRITE_HERE if self._needs_sources else view.hint)
        if self._hint is not None and self._hint.text() != view.hint:
            self._hint.setText(view.hint)
        if self._alongside != view.alongside:
            self._alongside = view.alongside
            self._offer_alongside()

    def _offer_alongside(self) -> None:
        for surplus in self._read_beside[len(self._alongside) :]:
            discard(surplus)
        del self._read_beside[len(self._alongside) :]
        for place, other in enumerate(self._alongside):
            if place < len(self._read_beside):
                self._read_beside[place].show_text(other)
            else:
                self._read_beside.append(AlongsideText(other))
                self.body.addWidget(self._read_beside[-1])

    def show_view(self, view: ParagraphView) -> None:
        """Show what the file holds."""
        self.text_area.set_text(view.text)
        self.rests.show_sources(view.sources, needed=self._needs_sources)

    def add_words(self, words: str) -> None:
        """Put words at the end, as one step that undo takes back."""
        cursor = self.text_area.textCursor()
        cursor.movePosition(cursor.MoveOperation.End)
        before = self.text_area.text()
        gap = "" if not before or before[-1].isspace() else " "
        cursor.insertText(gap + words)
        self.text_area.setTextCursor(cursor)

    def set_open(self, is_open: bool) -> None:
        """Let the paragraph be written in, or only read."""
        self.text_area.setReadOnly(not is_open)
        self.rests.line.setEnabled(is_open)
        self.setAcceptDrops(is_open and self.takes_evidence)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.text_area and event.type() == QEvent.Type.FocusIn:
            self.chosen.emit(self.key)
        return super().eventFilter(watched, event)


class CoverCard(TakesEvidence):
    """The picture on the first page: there is one, or none."""

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        super().__init__(key, texts.COVER, parent)
        self._empty = label(texts.COVER_EMPTY, Role.MUTED)
        self._caption = label("")
        self.body.addWidget(self._empty)
        self.body.addWidget(self._caption)
        self.body.addWidget(self.rests)

    def show_cover(self, cover: SourceView | None) -> None:
        """Show which picture it is."""
        self._empty.setVisible(cover is None)
        self._caption.setVisible(cover is not None)
        self._caption.setText(cover.words if cover else "")
        self.rests.show_sources((cover,) if cover else (), needed=False)

    def set_open(self, is_open: bool) -> None:
        """Let the picture be changed, or not."""
        self.rests.line.setEnabled(is_open)
        self.setAcceptDrops(is_open)
