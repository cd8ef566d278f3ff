"""One moderation as it is read: the sample, the views as far as they are open, what was agreed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from engagement_desktop.models.moderating import Stage
from engagement_desktop.services.moderation_views import ModerationPage, SampleView
from engagement_desktop.ui.day_words import day_words
from engagement_desktop.ui.look.tokens import SPACE_L, SPACE_S, SPACE_XS, Role
from engagement_desktop.ui.moderation import texts
from engagement_desktop.ui.widgets.area_mark import AreaMark
from engagement_desktop.ui.widgets.badge import Badge, BadgeTone
from engagement_desktop.ui.widgets.block import Block
from engagement_desktop.ui.widgets.buttons import button
from engagement_desktop.ui.widgets.cards import Card
from engagement_desktop.ui.widgets.labels import label
from engagement_desktop.ui.widgets.named import named
from engagement_desktop.ui.widgets.prose import prose
from engagement_desktop.ui.widgets.side_by_side import SideBySide

_SIDE_BY_SIDE = 620


class ModerationCard(Card):
    """`view_wanted`, `agree_wanted`, `take_down_wanted` and `paper_wanted` carry the
    `ModerationPage` shown; `watch_wanted` the ids of the clips of an observation."""

    view_wanted = Signal(object)
    agree_wanted = Signal(object)
    take_down_wanted = Signal(object)
    watch_wanted = Signal(object)
    paper_wanted = Signal(object)

    def __init__(
        self,
        page: ModerationPage,
        *,
        may_take_down: bool,
        may_print: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent=parent)
        line = page.line
        self.setAccessibleName(f"{line.area.title}: {texts.STAGES[line.stage]}")
        self.body.addLayout(self._head(page, may_take_down=may_take_down, may_print=may_print))
        put_up = (texts.put_up_words(line), texts.in_meeting(line))
        self.body.addWidget(label(" · ".join(part for part in put_up if part), Role.MUTED))
        if line.question:
            self.body.addWidget(prose(line.question, Role.STRONG))
        for sample in page.sample:
            self.body.addWidget(self._sample(sample))
        if page.clips_left_out:
            self.body.addWidget(label(texts.CLIPS_LEFT_OUT, Role.MUTED))
        self._sides = SideBySide(_SIDE_BY_SIDE, SPACE_L)
        self.body.addWidget(self._sides)
        self._views(page)
        if line.stage is Stage.AGREED:
            self.body.addLayout(_agreed(page))

    def _head(self, page: ModerationPage, *, may_take_down: bool, may_print: bool) -> QHBoxLayout:
        line = page.line
        head = QHBoxLayout()
        head.setSpacing(SPACE_S)
        head.addWidget(AreaMark(line.area))
        head.addWidget(label(line.area.title, Role.SECTION), 1)
        if may_take_down and line.stage is Stage.WAITING and page.first is not None:
            head.addWidget(
                button(
                    texts.TAKE_DOWN, quiet=True, on_click=lambda: self.take_down_wanted.emit(page)
                )
            )
        if may_print:
            paper = button(
                texts.PAPER,
                "print",
                quiet=True,
                name=f"{texts.PAPER} {line.area.title}",
                on_click=lambda: self.paper_wanted.emit(page),
            )
            head.addWidget(paper)
        tone = BadgeTone.GOOD if line.stage is Stage.AGREED else BadgeTone.CAUTION
        head.addWidget(Badge(texts.STAGES[line.stage], tone))
        return head

    def _sample(self, sample: SampleView) -> QWidget:
        row = Block()
        across = QHBoxLayout(row)
        across.setContentsMargins(0, SPACE_XS, 0, 0)
        across.setSpacing(SPACE_S)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(prose(texts.sample_title(sample), Role.MUTED))
        words.addWidget(prose(texts.sample_words(sample)))
        across.addLayout(words, 1)
        if sample.clip_ids:
            title = texts.sample_title(sample)
            watch = button(
                texts.WATCH,
                "play",
                quiet=True,
                name=f"{texts.WATCH}: {title}",
                on_click=lambda: self.watch_wanted.emit(sample.clip_ids),
            )
            across.addWidget(watch, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _views(self, page: ModerationPage) -> None:
        if page.line.mine_to_view:
            self.body.addWidget(label(texts.SEALED, Role.MUTED))
            write = button(
                texts.WRITE_VIEW, primary=True, on_click=lambda: self.view_wanted.emit(page)
            )
            self.body.addWidget(write, 0, Qt.AlignmentFlag.AlignLeft)
            return
        if page.first is not None:
            mine = (texts.view_title(texts.FIRST, page.first), texts.view_words(page.first))
            self._add_side(mine)
        for view in page.second:
            self._add_side((texts.view_title(texts.SECOND, view), texts.view_words(view)))
        if page.line.stage is Stage.WAITING and page.first is not None:
            self.body.addWidget(label(texts.SEALED_MINE, Role.MUTED))
        if page.may_agree:
            agree = button(texts.AGREE, primary=True, on_click=lambda: self.agree_wanted.emit(page))
            self.body.addWidget(agree, 0, Qt.AlignmentFlag.AlignLeft)

    def _add_side(self, pair: tuple[str, str]) -> None:
        self._sides.column().addLayout(named(pair))


def _agreed(page: ModerationPage) -> QVBoxLayout:
    line = page.line
    how = f"{line.agreed_established[:1].upper()}{line.agreed_established[1:]}"
    day = f", {day_words(line.agreed_on)}" if line.agreed_on else ""
    return named(
        (f"{texts.AGREED}{day}", f"{how}. {line.agreed}" if how else line.agreed),
        (texts.WHY, page.why),
        (texts.ACTIONS, page.actions),
        (texts.WHO, page.who_took_part),
    )
