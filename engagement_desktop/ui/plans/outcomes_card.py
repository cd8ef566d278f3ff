"""Outcomes with their steps, as they are read; how a step stands can be said right here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from engagement_desktop.models.states import StepStatus
from engagement_desktop.models.steps import next_statuses
from engagement_desktop.services.outcomes import OutcomeView, StepView
from engagement_desktop.ui.day_words import ago_words, day_words
from engagement_desktop.ui.look.icons import Ink
from engagement_desktop.ui.look.tokens import SPACE_S, SPACE_XS, Role
from engagement_desktop.ui.plans import texts
from engagement_desktop.ui.widgets.block import Block
from engagement_desktop.ui.widgets.buttons import button, tool_button
from engagement_desktop.ui.widgets.cards import Card, Tone
from engagement_desktop.ui.widgets.icon_mark import IconMark
from engagement_desktop.ui.widgets.labels import label
from engagement_desktop.ui.widgets.list_card import ListCard
from engagement_desktop.ui.widgets.named import named
from engagement_desktop.ui.widgets.prose import prose

_STATUS_ICONS = {
    StepStatus.IN_PROGRESS: ("arrow_right", Ink.MUTED),
    StepStatus.ACHIEVED: ("checkmark", Ink.GOOD),
    StepStatus.UPDATED: ("edit", Ink.MUTED),
    StepStatus.CHANGED: ("arrow_swap", Ink.MUTED),
}
_MARK = 16
_CLOSED_AT_FIRST = 2
"""Outcomes no longer worked towards, those closed last first."""


class OutcomesCard(ListCard):
    """`add_wanted`; `edit_wanted`, `fresh_look_wanted`, `looked_at`, `achieved`, `close_wanted`,
    `take_up_wanted` and `remove_wanted` carry an `OutcomeView`; `step_said` a step's id and a
    `StepStatus`."""

    add_wanted = Signal()
    edit_wanted = Signal(object)
    fresh_look_wanted = Signal(object)
    looked_at = Signal(object)
    achieved = Signal(object)
    close_wanted = Signal(object)
    take_up_wanted = Signal(object)
    remove_wanted = Signal(object)
    step_said = Signal(int, object)

    def __init__(self, *, may_write: bool, parent: QWidget | None = None) -> None:
        super().__init__(texts.OUTCOMES, parent=parent)
        self._may_write = may_write
        if may_write:
            self.header.addWidget(button(texts.ADD_OUTCOME, "add", on_click=self.add_wanted.emit))

    def show_outcomes(self, outcomes: Sequence[OutcomeView], name: str, today: date) -> None:
        """Show these outcomes of the pupil called `name`."""
        self.refill_first(
            outcomes,
            lambda outcome: self._outcome(outcome, today),
            sum(outcome.closed_on is None for outcome in outcomes) + _CLOSED_AT_FIRST,
            nothing=texts.NO_OUTCOMES.format(name=name),
        )

    def _outcome(self, outcome: OutcomeView, today: date) -> QWidget:
        block = Block()
        column = QVBoxLayout(block)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_XS)
        head = QHBoxLayout()
        head.setSpacing(SPACE_S)
        needs = " · ".join(need.title for need in outcome.needs)
        head.addWidget(label(needs, Role.MUTED), 1)
        if self._may_write:
            head.addWidget(
                tool_button(
                    "edit",
                    f"Edit the outcome: {outcome.wording}",
                    on_click=lambda: self.edit_wanted.emit(outcome),
                )
            )
            head.addWidget(self._more(outcome))
        column.addLayout(head)
        column.addWidget(prose(outcome.wording, Role.STRONG))
        if outcome.success:
            column.addWidget(prose(f"We will see: {outcome.success}"))
        for step in outcome.steps:
            column.addWidget(self._step(step))
        column.addLayout(
            named(
                (texts.PROVIDED, "\n".join(outcome.provision)),
                (texts.ASPIRATION, outcome.aspiration),
            )
        )
        column.addWidget(self._standing(outcome, today))
        if outcome.history:
            column.addWidget(self._history(outcome))
        if outcome.fresh_look:
            column.addSpacing(SPACE_XS)
            column.addWidget(self._fresh_look(outcome))
        return block

    def _more(self, outcome: OutcomeView) -> QWidget:
        made = tool_button("more_horizontal", f"More for the outcome: {outcome.wording}")
        ended = ((texts.TAKE_UP, self.take_up_wanted),)
        worked = ((texts.ACHIEVED, self.achieved), (texts.CLOSED, self.close_wanted))
        offered = ended if outcome.closed_on else worked

        def show() -> None:
            menu = QMenu(made)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            for words, signal in (*offered, (texts.REMOVE, self.remove_wanted)):
                menu.addAction(words).triggered.connect(
                    lambda _=False, signal=signal: signal.emit(outcome)
                )
            menu.popup(made.mapToGlobal(QPoint(0, made.height())))

        made.clicked.connect(lambda _=False: show())
        return made

    def _standing(self, outcome: OutcomeView, today: date) -> QWidget:
        """When it is expected and was looked at; what was achieved has a tick, as a step has."""
        words = label(_when(outcome, today), Role.MUTED)
        if outcome.achieved_on is None:
            return words
        row = Block()
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(SPACE_S)
        across.addWidget(IconMark(*_STATUS_ICONS[StepStatus.ACHIEVED], _MARK))
        across.addWidget(words, 1)
        return row

    def _history(self, outcome: OutcomeView) -> QWidget:
        """What happened to it, folded away until it is asked for."""
        block = Block()
        column = QVBoxLayout(block)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_XS)
        lines = prose("\n".join(texts.event_words(event) for event in outcome.history), Role.MUTED)
        lines.hide()
        toggle = button(
            texts.HISTORY, "history", quiet=True, name=f"{texts.HISTORY}: {outcome.wording}"
        )
        toggle.setCheckable(True)
        toggle.toggled.connect(lines.setVisible)
        column.addWidget(toggle)
        column.addWidget(lines)
        return block

    def _step(self, step: StepView) -> QWidget:
        row = Block()
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(SPACE_S)
        name, ink = _STATUS_ICONS[step.status]
        across.addWidget(IconMark(name, ink, _MARK), 0, Qt.AlignmentFlag.AlignVCenter)
        across.addWidget(prose(step.wording), 1)
        since = "" if step.status is StepStatus.IN_PROGRESS else f", {day_words(step.status_on)}"
        across.addWidget(label(f"{step.status.value}{since}", Role.MUTED, wrap=False))
        if self._may_write:
            across.addWidget(self._say(step))
        return row

    def _say(self, step: StepView) -> QPushButton:
        made = button("Change", quiet=True, name=f"Say how the step stands: {step.wording}")

        def show() -> None:
            menu = QMenu(made)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            for status in (step.status, *next_statuses(step.status)):
                action = menu.addAction(status.value.capitalize())
                action.setCheckable(True)
                action.setChecked(status is step.status)
                action.triggered.connect(
                    lambda _=False, status=status: self.step_said.emit(step.id, status)
                )
            menu.popup(made.mapToGlobal(QPoint(0, made.height())))

        made.clicked.connect(lambda _=False: show())
        return made

    def _fresh_look(self, outcome: OutcomeView) -> Card:
        card = Card(tone=Tone.ATTENTION)
        card.body.addWidget(label(outcome.fresh_look))
        if not self._may_write:
            return card
        row = QHBoxLayout()
        row.setSpacing(SPACE_S)
        row.addWidget(
            button(texts.FRESH_LOOK, on_click=lambda: self.fresh_look_wanted.emit(outcome))
        )
        row.addWidget(button(texts.LOOKED_AT, on_click=lambda: self.looked_at.emit(outcome)))
        row.addStretch(1)
        card.body.addLayout(row)
        return card


def _when(outcome: OutcomeView, today: date) -> str:
    if outcome.achieved_on is not None:
        return f"{texts.ACHIEVED} on {day_words(outcome.achieved_on)}"
    if outcome.closed_on is not None:
        return f"{texts.CLOSED} since {day_words(outcome.closed_on)}"
    parts = []
    if outcome.expected_by is not None:
        parts.append(f"Expected by {day_words(outcome.expected_by)}")
    if outcome.last_seen is not None:
        parts.append(f"last observation {ago_words(outcome.last_seen, today)}")
    else:
        parts.append("no observation touches it yet")
    if outcome.reviewed_on is not None:
        parts.append(f"looked at on {day_words(outcome.reviewed_on)}")
    text = " · ".join(parts)
    return text[0].upper() + text[1:]
