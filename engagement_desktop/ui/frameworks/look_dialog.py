"""The statements of a framework: looked through, and one by one retired or offered again."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from engagement_desktop.services import frameworks
from engagement_desktop.services.frameworks import FrameworkView
from engagement_desktop.ui.context import UiContext
from engagement_desktop.ui.frameworks import texts
from engagement_desktop.ui.look.style import Look
from engagement_desktop.ui.look.tokens import Role
from engagement_desktop.ui.widgets.buttons import plain
from engagement_desktop.ui.widgets.dialog import Dialog
from engagement_desktop.ui.widgets.labels import label
from engagement_desktop.ui.widgets.statement_list import StatementLine, StatementList

_WIDTH, _MARGIN = 620, 80


class LookDialog(Dialog):
    """The button at its foot turns the statement that the list stands on."""

    def __init__(
        self, context: UiContext, view: FrameworkView, may_retire: bool, parent: QWidget
    ) -> None:
        super().__init__(view.name, texts.LOOK_SENTENCE, parent)
        self._context = context
        self._view = view
        self._retired = {each.id for each in view.statements if each.retired}
        self.statements = StatementList(texts.LIST, texts.NO_SUCH, ticks=False)
        self.body.addWidget(self.statements, 1)
        outer = self.layout()
        assert isinstance(outer, QVBoxLayout)
        outer.setStretchFactor(self.body, 100)
        self._hint = label(texts.NONE_CURRENT, Role.MUTED)
        self.body.addWidget(self._hint)
        self.turn_button = self.add_button(texts.RETIRE, self._turn)
        self.turn_button.setVisible(may_retire)
        self._hint.setVisible(may_retire)
        self.add_button("Close", self.accept, primary=True)
        self.statements.moved.connect(self._refresh)
        self.finished.connect(self.deleteLater)
        room = self.screen().availableGeometry()
        self.setMinimumWidth(min(Look.of_app().px(_WIDTH), room.width() - _MARGIN))
        self._show()

    def _show(self) -> None:
        self.statements.show_lines(
            [
                StatementLine(
                    each.id,
                    each.said.title,
                    " · ".join(
                        part
                        for part in (
                            each.said.heading,
                            texts.RETIRED if each.id in self._retired else "",
                        )
                        if part
                    ),
                    quiet=each.id in self._retired,
                )
                for each in self._view.statements
            ]
        )
        self._refresh()

    def _refresh(self) -> None:
        line = self.statements.current()
        self.turn_button.setEnabled(line is not None)
        words = texts.OFFER if line is not None and line.quiet else texts.RETIRE
        self.turn_button.setText(plain(words))
        self.turn_button.setAccessibleName(f"{words}: {line.title}" if line is not None else words)

    def _turn(self) -> None:
        line, work = self.statements.current(), self._context.work
        if line is None:
            return
        retired = line.id not in self._retired

        def done(_: None) -> None:
            self._retired ^= {line.id}
            place = self.statements.view.currentIndex().row()
            self._show()
            self.statements.view.setCurrentIndex(self.statements.model.index(place))

        self._context.tasks.write(
            lambda: frameworks.retire_statement(work, line.id, retired=retired), done, owner=self
        )
