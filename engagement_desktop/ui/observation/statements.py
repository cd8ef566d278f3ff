"""The statements of other frameworks that an observation is tagged with (4.4).

They are tags, so nothing is counted and nothing is ticked off: a statement is taken in by a search,
and stands in its own words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from engagement_desktop.services.observation_views import ObservationForm, StatementChoice
from engagement_desktop.ui.look.tokens import SPACE_S, SPACE_XS, Role
from engagement_desktop.ui.observation import texts
from engagement_desktop.ui.observation.section import Offer, Section
from engagement_desktop.ui.widgets.buttons import button, tool_button
from engagement_desktop.ui.widgets.discard import discard
from engagement_desktop.ui.widgets.form_dialog import FormDialog
from engagement_desktop.ui.widgets.labels import label
from engagement_desktop.ui.widgets.prose import prose
from engagement_desktop.ui.widgets.statement_list import StatementLine, StatementList


class Statements(Section):
    """Not shown at all where the school has no list of statements."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(texts.STATEMENTS_CARD, parent)
        self._known: dict[int, StatementChoice] = {}
        self._ids: tuple[int, ...] = ()
        self._is_open = True
        self._rows = QWidget()
        QVBoxLayout(self._rows)
        self.add_button = button(
            texts.STATEMENTS_CHOOSE, "search", quiet=True, on_click=self._choose
        )
        self.header.addWidget(self.add_button)
        self.body.addWidget(self._rows)

    def load(self, form: ObservationForm, offer: Offer) -> None:
        self._known = {each.id: each for each in offer.choices.statements}
        self._ids = form.statement_ids
        self.setVisible(bool(self._ids) or any(each.offered for each in self._known.values()))
        self._show_rows()

    def fill(self, form: ObservationForm) -> ObservationForm:
        return replace(form, statement_ids=self._ids)

    def set_open(self, is_open: bool) -> None:
        if is_open != self._is_open:
            self._is_open = is_open
            self._show_rows()
        self.add_button.setVisible(is_open)

    def choose(self, ids: Sequence[int]) -> None:
        """Tag the observation with exactly these."""
        chosen = tuple(sorted(set(ids)))
        if chosen != self._ids:
            self._ids = chosen
            self._show_rows()
            self.edited.emit()

    def _show_rows(self) -> None:
        discard(self._rows)
        self._rows = QWidget()
        column = QVBoxLayout(self._rows)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_XS)
        for each in self._known.values():
            if each.id in self._ids:
                column.addWidget(self._row(each))
        if not column.count():
            column.addWidget(label(texts.STATEMENTS_NONE, Role.MUTED))
        self.body.addWidget(self._rows)

    def _row(self, choice: StatementChoice) -> QWidget:
        row = QWidget()
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(SPACE_S)
        said = QVBoxLayout()
        said.setSpacing(0)
        said.addWidget(prose(choice.said.title))
        said.addWidget(prose(texts.statement_detail(choice), Role.MUTED))
        across.addLayout(said, 1)
        if self._is_open:
            away = tool_button(
                "dismiss",
                texts.STATEMENT_AWAY.format(statement=choice.said.title),
                on_click=lambda: self.choose([each for each in self._ids if each != choice.id]),
            )
            across.addWidget(away, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _choose(self) -> None:
        offered = [each for each in self._known.values() if each.offered or each.id in self._ids]
        dialog = StatementDialog(offered, self._ids, self)

        def chosen(ids: tuple[int, ...]) -> None:
            dialog.accept()
            self.choose(ids)

        dialog.submitted.connect(chosen)
        dialog.start()


class StatementDialog(FormDialog):
    """Its form is the numbers of the statements ticked."""

    def __init__(
        self, offered: Sequence[StatementChoice], ids: Sequence[int], parent: QWidget
    ) -> None:
        super().__init__(
            texts.STATEMENTS_CARD, texts.STATEMENTS_SENTENCE, texts.STATEMENTS_SAVE, parent
        )
        self.statements = StatementList("Statements", texts.STATEMENTS_NOTHING, ticks=True)
        self.statements.model.ticked = set(ids)
        self.statements.show_lines(
            [
                StatementLine(each.id, each.said.title, texts.statement_detail(each))
                for each in offered
            ]
        )
        self.add_field("statements", "", self.statements)

    def form(self) -> tuple[int, ...]:
        """What is ticked."""
        return tuple(sorted(self.statements.model.ticked))
