"""A list of statements before it comes in: what comes, what stays out and why, under which name."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from engagement_desktop.models import statements as rules
from engagement_desktop.services.frameworks import FrameworkView, StatementList
from engagement_desktop.ui.frameworks import texts
from engagement_desktop.ui.look.tokens import SPACE_XS, Role
from engagement_desktop.ui.widgets.form_dialog import FormDialog
from engagement_desktop.ui.widgets.labels import label
from engagement_desktop.ui.widgets.prose import prose
from engagement_desktop.ui.widgets.statement_list import StatementLine
from engagement_desktop.ui.widgets.statement_list import StatementList as ShownStatements

_REFUSED_SHOWN = 40


class BringInDialog(FormDialog):
    """Its form is the name of the framework."""

    def __init__(
        self, name: str, read: StatementList, there: Sequence[FrameworkView], parent: QWidget
    ) -> None:
        super().__init__(
            texts.BRING_IN.rstrip("…"), texts.BRING_IN_SENTENCE, texts.BRING_IN_SAVE, parent
        )
        self._read, self._there = read, there
        self.name = QLineEdit(name)
        self.said = label("")
        self.coming = ShownStatements(texts.LIST, texts.NO_SUCH, ticks=False)
        self.add_field("name", texts.NAME, self.name, texts.NAME_HINT)
        self.column.addWidget(self.said)
        if read.refused:
            refused = [f"Line {each.line}: {each.begins}\n{each.why}" for each in read.refused]
            self._add_lines(texts.REFUSED, refused)
        self._add_lines(texts.COLUMNS, read.columns)
        if read.statements:
            self.add_field("statements", texts.COMING, self.coming)
        self.name.textChanged.connect(lambda _: self._compare())
        self._compare()

    def form(self) -> str:
        """The name as typed."""
        return self.name.text()

    def allow_saving(self) -> None:
        """Only where something comes in."""
        if self._read.statements:
            super().allow_saving()
        else:
            self.stop_saving()

    def _compare(self) -> None:
        name = " ".join(self.name.text().split()).casefold()
        there = next((each for each in self._there if each.name.casefold() == name), None)
        difference = rules.compare(there.said if there else (), self._read.statements)
        nothing = not self._read.statements
        self.said.setText(texts.NONE_COMES if nothing else texts.coming_words(difference))
        self.coming.show_lines(
            [
                StatementLine(number, each.title, each.heading)
                for number, each in enumerate(difference.new)
            ]
        )
        if "statements" in self.fields:
            self.fields["statements"].setVisible(bool(difference.new))
        self.allow_saving()

    def _add_lines(self, title: str, lines: Sequence[str]) -> None:
        column = QVBoxLayout()
        column.setSpacing(SPACE_XS)
        column.addWidget(label(title, Role.STRONG))
        for line in lines[:_REFUSED_SHOWN]:
            column.addWidget(prose(line, Role.MUTED))
        if len(lines) > _REFUSED_SHOWN:
            more = texts.MORE_REFUSED.format(count=len(lines) - _REFUSED_SHOWN)
            column.addWidget(label(more, Role.MUTED))
        self.column.addLayout(column)
