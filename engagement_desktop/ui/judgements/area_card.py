"""One area in a term: what is judged, what it rests on, and beside it what was judged before."""

from __future__ import annotations

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from engagement_desktop.services.judgements import AreaInTerm, EarlierWords, JudgementView
from engagement_desktop.ui.day_words import day_words
from engagement_desktop.ui.judgements import texts
from engagement_desktop.ui.look.tokens import SPACE_L, SPACE_S, SPACE_XS, Role
from engagement_desktop.ui.widgets.area_mark import AreaMark
from engagement_desktop.ui.widgets.block import Block
from engagement_desktop.ui.widgets.buttons import button
from engagement_desktop.ui.widgets.cards import Card
from engagement_desktop.ui.widgets.earlier_rows import EarlierRows
from engagement_desktop.ui.widgets.labels import label
from engagement_desktop.ui.widgets.named import named
from engagement_desktop.ui.widgets.prose import prose
from engagement_desktop.ui.widgets.side_by_side import SideBySide

_SIDE_BY_SIDE = 620
_AT_FIRST = 2
"""Terms before, in each area: enough to lay beside this one."""


class JudgedAreaCard(Card):
    """`write_wanted` and `put_up_wanted` carry the `AreaInTerm` shown."""

    write_wanted = Signal(object)
    put_up_wanted = Signal(object)

    def __init__(self, seen: AreaInTerm, *, may_write: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setAccessibleName(seen.area.title)
        head = QHBoxLayout()
        head.setSpacing(SPACE_S)
        head.addWidget(AreaMark(seen.area))
        head.addWidget(label(seen.area.title, Role.SECTION), 1)
        if may_write and seen.responses:
            head.addWidget(self._button(texts.PUT_UP, seen, self.put_up_wanted))
        if may_write:
            words = texts.CHANGE if seen.judgement else texts.WRITE
            head.addWidget(self._button(words, seen, self.write_wanted))
        self.body.addLayout(head)
        sides = SideBySide(_SIDE_BY_SIDE, SPACE_L)
        sides.column(3).addLayout(self._now(seen))
        sides.column(2).addLayout(_before(seen))
        self.body.addWidget(sides)

    def _button(self, words: str, seen: AreaInTerm, wanted: SignalInstance) -> QPushButton:
        return button(
            words,
            quiet=words != texts.WRITE,
            name=f"{words}: {seen.area.title}",
            on_click=lambda: wanted.emit(seen),
        )

    def _now(self, seen: AreaInTerm) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(SPACE_XS)
        if seen.judgement is None:
            column.addWidget(label(texts.NOT_YET_JUDGED, Role.MUTED))
            column.addWidget(label(texts.records_words(len(seen.responses)), Role.MUTED))
        else:
            column.addLayout(_judged(seen.judgement))
            rests_on = "\n".join(texts.response_title(each) for each in seen.judgement.rests_on)
            column.addLayout(named((texts.RESTS_ON, rests_on)))
            for was in seen.judgement.earlier:
                column.addLayout(named((texts.EARLIER_WORDS, _earlier_words(was))))
        places = texts.seen_places(seen.contexts)
        unseen = texts.unseen_places(seen.contexts) if places else ""
        column.addLayout(named((texts.SEEN_THIS_TERM, places), (texts.NOT_THIS_TERM, unseen)))
        column.addStretch(1)
        return column


def _before(seen: AreaInTerm) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(SPACE_XS)
    column.addWidget(label(texts.BEFORE, Role.MUTED))
    if not seen.before:
        column.addWidget(label(texts.NOTHING_BEFORE, Role.MUTED))
    else:
        name = seen.area.title
        column.addWidget(EarlierRows(seen.before, _of_term, _AT_FIRST, spacing=SPACE_S, name=name))
    column.addStretch(1)
    return column


def _of_term(judgement: JudgementView) -> QWidget:
    block = Block()
    column = QVBoxLayout(block)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(SPACE_XS)
    column.addWidget(label(judgement.term.name, Role.STRONG))
    column.addLayout(_judged(judgement))
    return block


def _judged(judgement: JudgementView) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(SPACE_XS)
    overall = " · ".join(
        part for part in (judgement.how_established, judgement.what_this_shows) if part
    )
    column.addWidget(prose(f"{overall[:1].upper()}{overall[1:]}", Role.STRONG))
    column.addWidget(prose(judgement.form.words))
    column.addLayout(named((texts.NOT_YET_SEEN, judgement.form.not_yet_seen)))
    column.addWidget(label(texts.made_words(judgement), Role.MUTED))
    return column


def _earlier_words(was: EarlierWords) -> str:
    by = f", {was.made_by}" if was.made_by else ""
    return f"{was.how_established}: {was.words} ({day_words(was.made_on)}{by})"
