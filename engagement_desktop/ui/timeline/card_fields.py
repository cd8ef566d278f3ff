"""The fields of responses laid out: of one in two columns, of several side by side."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from engagement_desktop.models.states import ObservationStatus
from engagement_desktop.models.time_of_day import time_of_day
from engagement_desktop.services.response_card import ResponseCard
from engagement_desktop.services.then_and_now import Line, Piece
from engagement_desktop.ui.day_words import day_words
from engagement_desktop.ui.look.style import Look
from engagement_desktop.ui.look.tokens import SPACE_M, SPACE_XS, Role
from engagement_desktop.ui.timeline.pieces_label import PiecesLabel
from engagement_desktop.ui.widgets.labels import label

TOP = Qt.AlignmentFlag.AlignTop
_NAMES = 104
"""The width of the fields' names; a long one wraps."""
_NOT_YET = {
    ObservationStatus.DRAFT: "draft",
    ObservationStatus.FOR_APPROVAL: "waiting for approval",
}


def own_lines(name: str, card: ResponseCard) -> tuple[Line, ...]:
    """Every field of one response that has something to say."""
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
        ("Statements", card.statements),
        ("Who saw it", (observer,)),
        ("Next action", (card.next_action,)),
    )
    return tuple(
        Line(title, (tuple(Piece(value.strip(), False) for value in values if value.strip()),))
        for title, values in fields
        if any(value.strip() for value in values)
    )


def one_column(lines: Sequence[Line]) -> QGridLayout:
    """The fields of one response under one another."""
    grid = _grid()
    for row, line in enumerate(lines):
        grid.addWidget(_name(line.label), row, 0, TOP)
        grid.addWidget(PiecesLabel(line.sides[0], line.label), row, 1)
    grid.setColumnStretch(1, 1)
    grid.setRowStretch(len(lines), 1)
    return grid


def side_by_side(
    lines: Sequence[Line], heads: Sequence[QWidget], words: Sequence[str]
) -> QGridLayout:
    """The same field of every response in a row, under its head; `words` name the columns."""
    grid = _grid()
    for column, head in enumerate(heads, start=1):
        grid.addWidget(head, 0, column, TOP)
        grid.setColumnStretch(column, 1)
    for row, line in enumerate(lines, start=1):
        grid.addWidget(_name(line.label), row, 0, TOP)
        for column, (side, word) in enumerate(zip(line.sides, words, strict=True), start=1):
            grid.addWidget(PiecesLabel(side, f"{word}, {line.label}"), row, column)
    return grid


def stacked(lines: Sequence[Line], heads: Sequence[QWidget], words: Sequence[str]) -> QGridLayout:
    """The same for a narrow place: one response under another, the same fields in each."""
    grid = _grid()
    grid.setColumnStretch(1, 1)
    row = 0
    for column, (head, word) in enumerate(zip(heads, words, strict=True)):
        grid.addWidget(head, row, 0, 1, 2)
        for line in lines:
            row += 1
            grid.addWidget(_name(line.label), row, 0, TOP)
            grid.addWidget(PiecesLabel(line.sides[column], f"{word}, {line.label}"), row, 1)
        row += 1
    return grid


def day_of_card(card: ResponseCard) -> str:
    """The day of a response, with what is still to be done with its observation."""
    day = day_words(card.at)
    return f"{day} ({_NOT_YET[card.status]})" if card.status in _NOT_YET else day


def when_of_card(card: ResponseCard) -> str:
    """The day and the time of day."""
    return f"{day_of_card(card)}, {time_of_day(card.at).value}"


def _grid() -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(SPACE_M)
    grid.setVerticalSpacing(SPACE_XS)
    return grid


def _name(text: str) -> QWidget:
    made = label(text, Role.MUTED)
    made.setContentsMargins(0, 2, 0, 0)
    made.setFixedWidth(Look.of_app().px(_NAMES))
    return made
