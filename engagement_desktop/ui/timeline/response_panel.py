"""Below the lanes: one response in words and pictures, or the same fields then and now."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPixmap
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from engagement_desktop.models.areas import Area
from engagement_desktop.models.states import ObservationStatus
from engagement_desktop.models.time_of_day import time_of_day
from engagement_desktop.services.response_card import Picture, ResponseCard
from engagement_desktop.services.then_and_now import Line, Piece, Then, compare
from engagement_desktop.ui.day_words import day_words
from engagement_desktop.ui.look.style import Look
from engagement_desktop.ui.look.tokens import (
    RADIUS_CONTROL,
    SPACE_L,
    SPACE_M,
    SPACE_S,
    SPACE_XS,
    Role,
)
from engagement_desktop.ui.timeline.pieces_label import PiecesLabel
from engagement_desktop.ui.widgets.area_mark import AreaMark
from engagement_desktop.ui.widgets.buttons import button, tool_button
from engagement_desktop.ui.widgets.cards import Card
from engagement_desktop.ui.widgets.chips import ChipRow, Choice
from engagement_desktop.ui.widgets.labels import label, set_tooltip

_PICTURE = QSize(152, 96)
_MOST_PICTURES = 4
_NAMES = 104
"""The width of the fields' names; a long one wraps."""
_WIDE = 860
"""From this width on, at ordinary text size, pictures stand beside the words."""


@dataclass(frozen=True)
class _Head:
    title: str
    detail: str


class Thumbnail(QWidget):
    """A still, photo or poster, cropped to one size with rounded corners."""

    def __init__(self, picture: Picture) -> None:
        super().__init__()
        self._pixmap = QPixmap()
        self._pixmap.loadFromData(picture.jpeg)
        self.setAccessibleName(picture.title)
        set_tooltip(self, picture.title)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        look = Look.of_app()
        return QSize(look.px(_PICTURE.width()), look.px(_PICTURE.height()))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        frame = QPainterPath()
        frame.addRoundedRect(self.rect().toRectF(), RADIUS_CONTROL, RADIUS_CONTROL)
        painter.setClipPath(frame)
        filled = self._pixmap.size().scaled(
            self.size(), Qt.AspectRatioMode.KeepAspectRatioByExpanding
        )
        x = (self.width() - filled.width()) // 2
        y = (self.height() - filled.height()) // 2
        painter.drawPixmap(x, y, filled.width(), filled.height(), self._pixmap)


class ResponsePanel(Card):
    """Shows what was chosen on the timeline.

    `then_wanted` carries a `Then`; `observation_wanted` an observation's id; `play_wanted` the id
    of one clip; `together_wanted` comes when both clips should be watched; `closed` when the card
    is put away.
    """

    then_wanted = Signal(object)
    observation_wanted = Signal(int)
    play_wanted = Signal(int)
    together_wanted = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._inside: QWidget | None = None
        self.lines: tuple[Line, ...] = ()
        self.then_choices: ChipRow | None = None

    def show_one(self, card: ResponseCard, name: str, offered: Sequence[Then]) -> None:
        """Show one response on its own; `offered` are the earlier ones it can be compared with."""
        self.lines = _own_lines(name, card)
        buttons = [self._play(card)] if card.clip_id is not None else []
        buttons.append(self._open(card))
        head = _Head(card.area.title, _when(card))
        column = self._begin(card.area, head, offered, None, buttons)
        body = QHBoxLayout()
        body.setSpacing(SPACE_L)
        if card.pictures:
            body.addWidget(_pictures(card.pictures), 0, Qt.AlignmentFlag.AlignTop)
        half = (len(self.lines) + 1) // 2 if self._is_wide() else len(self.lines)
        for part in (self.lines[:half], self.lines[half:]):
            if part:
                body.addLayout(_fields(part), 1)
        column.addLayout(body)

    def show_two(
        self,
        then: ResponseCard,
        now: ResponseCard,
        name: str,
        offered: Sequence[Then],
        chosen: Then | None,
    ) -> None:
        """Show two responses side by side, field by field."""
        self.lines = compare(name, then, now)
        buttons = []
        if then.clip_id is not None and now.clip_id is not None:
            watch = button(
                "Watch together", "video", primary=True, on_click=self.together_wanted.emit
            )
            set_tooltip(watch, "Watch together (W)")
            buttons.append(watch)
        head = _Head(f"{now.area.title}: then and now", "")
        column = self._begin(now.area, head, offered, chosen, buttons)
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE_M)
        grid.setVerticalSpacing(SPACE_XS)
        grid.addWidget(self._side("Then", then), 0, 1)
        grid.addWidget(self._side("Now", now), 0, 2)
        for row, line in enumerate(self.lines, start=1):
            grid.addWidget(_name(line.label), row, 0, _TOP)
            grid.addWidget(PiecesLabel(line.then, f"Then, {line.label}"), row, 1)
            grid.addWidget(PiecesLabel(line.now, f"Now, {line.label}"), row, 2)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        body = QHBoxLayout()
        body.setSpacing(SPACE_L)
        shown = self._is_wide()
        if shown and then.pictures:
            body.addWidget(Thumbnail(then.pictures[0]), 0, _TOP)
        body.addLayout(grid, 1)
        if shown and now.pictures:
            body.addWidget(Thumbnail(now.pictures[0]), 0, _TOP)
        column.addLayout(body)

    def show_compared(self, day: str, words: str) -> None:
        """Add what was written when the clips of the two responses shown were compared."""
        layout = self._inside.layout() if self._inside is not None else None
        if layout is not None:
            layout.addWidget(label(f"Clips compared on {day}", Role.MUTED))
            layout.addWidget(label(words))

    def _is_wide(self) -> bool:
        """Whether there is room beside the words, at this text size."""
        around = self.parentWidget() or self
        return around.width() > Look.of_app().px(_WIDE)

    def _begin(
        self,
        area: Area,
        head: _Head,
        offered: Sequence[Then],
        chosen: Then | None,
        buttons: Sequence[QWidget],
    ) -> QVBoxLayout:
        """A fresh inside with its title row."""
        if self._inside is not None:
            self._inside.hide()
            self._inside.deleteLater()
        self._inside = QWidget()
        self.setAccessibleName(head.title)
        column = QVBoxLayout(self._inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_S)
        row = QHBoxLayout()
        row.setSpacing(SPACE_S)
        row.addWidget(AreaMark(area))
        row.addWidget(label(head.title, Role.SECTION, wrap=False))
        wide = self._is_wide()
        if head.detail:
            row.addWidget(label(head.detail, Role.MUTED, wrap=not wide))
        row.addSpacing(SPACE_S)
        self.then_choices = self._choices(offered, chosen)
        if self.then_choices is not None and wide:
            if head.detail:
                row.addWidget(label("Compare with", Role.MUTED, wrap=False))
            row.addWidget(self.then_choices, 1, Qt.AlignmentFlag.AlignVCenter)
        else:
            row.addStretch(1)
        for made in buttons:
            row.addWidget(made)
        row.addWidget(
            tool_button("dismiss", "Put this card away (Escape)", on_click=self.closed.emit)
        )
        column.addLayout(row)
        if self.then_choices is not None and not wide:
            column.addWidget(self.then_choices)
        self.body.addWidget(self._inside)
        return column

    def _choices(self, offered: Sequence[Then], chosen: Then | None) -> ChipRow | None:
        if not offered:
            return None
        row = ChipRow(
            [Choice(which, which.value) for which in offered],
            multiple=False,
            name="Compare with",
            required=True,
        )
        set_tooltip(row, "Lay an earlier response beside this one")
        row.set_chosen([chosen] if chosen else [])
        row.chosen.connect(lambda keys: self.then_wanted.emit(keys[0]))
        return row

    def _play(self, card: ResponseCard) -> QWidget:
        return button("Play", "play", on_click=_later(self.play_wanted.emit, card.clip_id))

    def _open(self, card: ResponseCard) -> QWidget:
        wanted = _later(self.observation_wanted.emit, card.observation_id)
        return button(
            "Open the observation",
            "open",
            primary=True,
            name=f"Open the observation of {day_words(card.at)}",
            on_click=wanted,
        )

    def _side(self, word: str, card: ResponseCard) -> QWidget:
        """The head of one column: when it was, and the ways on."""
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_S)
        row.addWidget(label(word, Role.SECTION, wrap=False))
        row.addWidget(label(_day(card), Role.MUTED), 1)
        wanted = _later(self.observation_wanted.emit, card.observation_id)
        when = day_words(card.at)
        row.addWidget(tool_button("open", f"Open the observation of {when}", on_click=wanted))
        if card.clip_id is not None:
            play = _later(self.play_wanted.emit, card.clip_id)
            row.addWidget(tool_button("play", f"Play the clip of {when}", on_click=play))
        return head


_TOP = Qt.AlignmentFlag.AlignTop


def _later(call: Callable[[int], object], number: int | None) -> Callable[[], None]:
    def go() -> None:
        if number is not None:
            call(number)

    return go


def _fields(lines: Sequence[Line]) -> QGridLayout:
    fields = QGridLayout()
    fields.setHorizontalSpacing(SPACE_M)
    fields.setVerticalSpacing(SPACE_XS)
    for row, line in enumerate(lines):
        fields.addWidget(_name(line.label), row, 0, _TOP)
        fields.addWidget(PiecesLabel(line.now, line.label), row, 1)
    fields.setColumnStretch(1, 1)
    fields.setRowStretch(len(lines), 1)
    return fields


def _name(text: str) -> QWidget:
    made = label(text, Role.MUTED)
    made.setContentsMargins(0, 2, 0, 0)
    made.setFixedWidth(Look.of_app().px(_NAMES))
    return made


def _pictures(pictures: Sequence[Picture]) -> QWidget:
    column = QWidget()
    grid = QGridLayout(column)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setSpacing(SPACE_S)
    for number, picture in enumerate(pictures[:_MOST_PICTURES]):
        grid.addWidget(Thumbnail(picture), number // 2, number % 2)
    return column


def _when(card: ResponseCard) -> str:
    return f"{_day(card)}, {time_of_day(card.at).value}"


def _day(card: ResponseCard) -> str:
    day = day_words(card.at)
    return f"{day} ({_NOT_YET[card.status]})" if card.status in _NOT_YET else day


_NOT_YET = {
    ObservationStatus.DRAFT: "draft",
    ObservationStatus.FOR_APPROVAL: "waiting for approval",
}


def _own_lines(name: str, card: ResponseCard) -> tuple[Line, ...]:
    """Every field that has something to say."""
    observer = f"{card.observer} ({card.who_observed})" if card.who_observed else card.observer
    context = (*card.context, *((card.adults,) if card.adults else ()))
    fields: tuple[tuple[str, tuple[str, ...]], ...] = (
        (f"What {name} did", (card.what_pupil_did,)),
        ("How established", (card.how_established,)),
        ("What this shows", (card.what_this_shows,)),
        ("Responses seen", card.subtle_responses),
        ("Support", card.support),
        ("Consistency", (card.consistency, card.confidence)),
        ("Activity", (card.activity, card.place)),
        ("Context", context),
        ("Provision", (card.provision,)),
        ("Its effect", (card.provision_effect,)),
        ("Outcome", card.outcomes),
        ("Who saw it", (observer,)),
        ("Next action", (card.next_action,)),
    )
    return tuple(
        Line(title, (), tuple(Piece(value.strip(), False) for value in values if value.strip()))
        for title, values in fields
        if any(value.strip() for value in values)
    )
