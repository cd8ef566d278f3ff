"""Below the lanes: one response in words and pictures, or the same fields then and now."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from engagement_desktop.models.areas import Area
from engagement_desktop.services.response_card import Moment, ResponseCard
from engagement_desktop.services.then_and_now import Line, Then, compare
from engagement_desktop.ui.day_words import day_words
from engagement_desktop.ui.look.style import Look
from engagement_desktop.ui.look.tokens import SPACE_L, SPACE_S, Role
from engagement_desktop.ui.timeline import texts
from engagement_desktop.ui.timeline.card_fields import (
    TOP,
    day_of_card,
    one_column,
    own_lines,
    side_by_side,
    stacked,
    when_of_card,
)
from engagement_desktop.ui.timeline.thumbnail import Thumbnail, thumbnails
from engagement_desktop.ui.widgets.area_mark import AreaMark
from engagement_desktop.ui.widgets.buttons import button, tool_button
from engagement_desktop.ui.widgets.cards import Card
from engagement_desktop.ui.widgets.chips import ChipRow, Choice
from engagement_desktop.ui.widgets.discard import discard
from engagement_desktop.ui.widgets.flow import FlowLayout
from engagement_desktop.ui.widgets.labels import label, set_tooltip

_WIDE = 860
"""From this width on, at ordinary text size, pictures stand beside the words."""
_BESIDE_PICTURES = 640
"""With less, the pictures of a response stand above its words."""
_SIDE = 250
"""The least width of a response beside others; with less they stand under one another."""


class ResponsePanel(Card):
    """Shows what was chosen on the timeline.

    `then_wanted` carries a `Then`; `observation_wanted` an observation's id; `play_wanted` the id
    of a clip; `moment_wanted` that and the pts of a frame; `together_wanted` comes when the clips
    should be watched side by side; `keep_wanted` and `report_wanted` when the comparison should be
    kept or brought into a report; `closed` when the card is put away.
    """

    then_wanted = Signal(object)
    observation_wanted = Signal(int)
    play_wanted = Signal(int)
    moment_wanted = Signal(int, object)
    together_wanted = Signal()
    keep_wanted = Signal()
    report_wanted = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._inside: QWidget | None = None
        self.lines: tuple[Line, ...] = ()
        self.then_choices: ChipRow | None = None
        self.report_button: QWidget | None = None

    def show_one(self, card: ResponseCard, name: str, offered: Sequence[Then]) -> None:
        """Show one response on its own; `offered` are the earlier ones it can be compared with."""
        self.lines = own_lines(name, card)
        play = partial(self.play_wanted.emit, card.clip_id)
        buttons = [button(texts.PLAY, "play", on_click=play)] if card.clip_id is not None else []
        buttons.append(
            button(
                "Open the observation",
                "open",
                primary=True,
                name=f"Open the observation of {day_words(card.at)}",
                on_click=partial(self.observation_wanted.emit, card.observation_id),
            )
        )
        column = self._begin(card.area, card.area.title, when_of_card(card), buttons)
        self._add_choices(column, offered, None)
        direction = QBoxLayout.Direction
        beside = self._has_room(_BESIDE_PICTURES)
        body = QBoxLayout(direction.LeftToRight if beside else direction.TopToBottom)
        body.setSpacing(SPACE_L if beside else SPACE_S)
        if card.pictures:
            body.addWidget(thumbnails(card.pictures), 0, TOP | Qt.AlignmentFlag.AlignLeft)
        half = (len(self.lines) + 1) // 2 if self._is_wide() else len(self.lines)
        for part in (self.lines[:half], self.lines[half:]):
            if part:
                body.addLayout(one_column(part), 1)
        column.addLayout(body)
        if card.moments:
            column.addWidget(self._moments(card.moments))

    def show_several(
        self, cards: Sequence[ResponseCard], name: str, offered: Sequence[Then], chosen: Then | None
    ) -> None:
        """Show responses side by side, field by field, the earliest first."""
        self.lines = compare(name, cards)
        keep = tool_button("bookmark_add", texts.KEEP, on_click=self.keep_wanted.emit)
        report = button(texts.INTO_REPORT, "document_add", on_click=self.report_wanted.emit)
        self.report_button = report
        buttons: list[QWidget] = [keep, report]
        if sum(card.clip_id is not None for card in cards) > 1:
            watch = button(
                "Watch together", "video", primary=True, on_click=self.together_wanted.emit
            )
            set_tooltip(watch, "Watch together (W)")
            buttons.append(watch)
        area = cards[-1].area
        column = self._begin(area, f"{area.title}: then and now", "", buttons)
        self._add_choices(column, offered, chosen)
        words = ["Then", *[day_words(card.at) for card in cards[1:-1]], "Now"]
        heads = [self._side(word, card) for word, card in zip(words, cards, strict=True)]
        body = QHBoxLayout()
        body.setSpacing(SPACE_L)
        around = self.parentWidget() or self
        if around.width() / len(cards) < Look.of_app().px(_SIDE):
            column.addLayout(stacked(self.lines, heads, words))
            return
        pictured = self._is_wide() and len(cards) == 2
        if pictured and cards[0].pictures:
            body.addWidget(Thumbnail(cards[0].pictures[0]), 0, TOP)
        body.addLayout(side_by_side(self.lines, heads, words), 1)
        if pictured and cards[1].pictures:
            body.addWidget(Thumbnail(cards[1].pictures[0]), 0, TOP)
        column.addLayout(body)

    def add_note(self, title: str, words: str) -> None:
        """Add below what was written about the responses shown."""
        layout = self._inside.layout() if self._inside is not None else None
        if layout is not None:
            layout.addWidget(label(title, Role.MUTED))
            if words:
                layout.addWidget(label(words))

    def _is_wide(self) -> bool:
        """Whether there is room beside the words, at this text size."""
        return self._has_room(_WIDE)

    def _has_room(self, width: int) -> bool:
        around = self.parentWidget() or self
        return around.width() > Look.of_app().px(width)

    def _begin(
        self, area: Area, title: str, detail: str, buttons: Sequence[QWidget]
    ) -> QVBoxLayout:
        """A fresh inside with its title row; narrow, the buttons stand under the title."""
        if self._inside is not None:
            discard(self._inside)
        self._inside = QWidget()
        self.setAccessibleName(title)
        column = QVBoxLayout(self._inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_S)
        row = QHBoxLayout()
        row.setSpacing(SPACE_S)
        wide = self._is_wide()
        row.addWidget(AreaMark(area))
        row.addWidget(label(title, Role.SECTION, wrap=False))
        if detail:
            row.addWidget(label(detail, Role.MUTED, wrap=not wide), 0 if wide else 1)
        row.addStretch(1 if wide or not detail else 0)
        if wide:
            for made in buttons:
                row.addWidget(made)
        row.addWidget(
            tool_button("dismiss", "Put this card away (Escape)", on_click=self.closed.emit)
        )
        column.addLayout(row)
        if not wide:
            column.addWidget(_flowing(buttons))
        self.body.addWidget(self._inside)
        return column

    def _add_choices(
        self, column: QVBoxLayout, offered: Sequence[Then], chosen: Then | None
    ) -> None:
        """The earlier responses that can be laid beside this one with one press."""
        self.then_choices = None
        if not offered:
            return
        choices = ChipRow(
            [Choice(which, which.value) for which in offered],
            multiple=False,
            name="Compare with",
            required=True,
        )
        set_tooltip(choices, "Lay an earlier response beside this one")
        choices.set_chosen([chosen] if chosen else [])
        choices.chosen.connect(lambda keys: self.then_wanted.emit(keys[0]))
        self.then_choices = choices
        row = QHBoxLayout()
        row.setSpacing(SPACE_S)
        row.addWidget(label("Compare with", Role.MUTED, wrap=False))
        row.addWidget(choices, 1, Qt.AlignmentFlag.AlignVCenter)
        column.addLayout(row)

    def _moments(self, moments: Sequence[Moment]) -> QWidget:
        """The marked moments of the clips; a press plays the clip from there."""
        made: list[QWidget] = [label(texts.MOMENTS, Role.MUTED, wrap=False)]
        for moment in moments:
            title = moment.title or texts.FRAME.format(frame=moment.frame)
            play = button(
                title,
                "play",
                name=texts.PLAY_FROM.format(title=title),
                on_click=partial(self.moment_wanted.emit, moment.evidence_id, moment.pts),
            )
            set_tooltip(play, moment.note or texts.PLAY_FROM.format(title=title))
            made.append(play)
        return _flowing(made)

    def _side(self, word: str, card: ResponseCard) -> QWidget:
        """The head of one column: when it was, and the ways on."""
        head = QWidget()
        flow = FlowLayout(head)  # the ways on go below where there is no room beside the day
        day = day_of_card(card)
        if word != day:
            flow.addWidget(label(word, Role.SECTION, wrap=False))
        flow.addWidget(label(day, Role.MUTED, wrap=False))
        ways = QWidget()
        row = QHBoxLayout(ways)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_S)
        for icon, tooltip, go in self._ways_on(card, day_words(card.at)):
            row.addWidget(tool_button(icon, tooltip, on_click=go))
        flow.addWidget(ways)
        return head

    def _ways_on(
        self, card: ResponseCard, when: str
    ) -> list[tuple[str, str, Callable[[], object]]]:
        ways: list[tuple[str, str, Callable[[], object]]] = []
        opened = partial(self.observation_wanted.emit, card.observation_id)
        ways.append(("open", f"Open the observation of {when}", opened))
        if card.clip_id is not None:
            play = partial(self.play_wanted.emit, card.clip_id)
            ways.append(("play", f"Play the clip of {when}", play))
        return ways


def _flowing(widgets: Sequence[QWidget]) -> QWidget:
    row = QWidget()
    flow = FlowLayout(row)
    for widget in widgets:
        flow.addWidget(widget)
    return row
