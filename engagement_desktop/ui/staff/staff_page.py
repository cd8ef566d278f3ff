"""The staff of the school, its classes, one's own password, and the key of the file."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from engagement_desktop.models.roles import Act
from engagement_desktop.services import staff
from engagement_desktop.services.changes import Changes, Kind
from engagement_desktop.services.form_drafts import KeptForm, kept_forms
from engagement_desktop.services.staff import StaffLine, StaffView
from engagement_desktop.ui.context import UiContext
from engagement_desktop.ui.look.tokens import SPACE_L, SPACE_M, Role
from engagement_desktop.ui.page import SchoolPage
from engagement_desktop.ui.staff import texts
from engagement_desktop.ui.staff.key_doings import KeyDoings
from engagement_desktop.ui.staff.staff_doings import StaffDoings
from engagement_desktop.ui.widgets.buttons import button
from engagement_desktop.ui.widgets.cards import Card
from engagement_desktop.ui.widgets.discard import empty
from engagement_desktop.ui.widgets.labels import label, rule
from engagement_desktop.ui.widgets.page_scroll import VerticalScroll
from engagement_desktop.ui.widgets.rows import InfoRow
from engagement_desktop.ui.widgets.side_by_side import SideBySide

_NARROW = 820


class StaffPage(SchoolPage):
    """Everybody by name; those who left stand below, since records carry their names."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.keys = KeyDoings(context, self)
        self.doings = StaffDoings(context, self, self.keys.change_key)
        self._people = Card("Who works with this file")
        self._classes = Card("Classes")
        self._password = Card("Your password")
        self._key = Card("The key of the file", subtitle=texts.KEY_SENTENCE)
        if context.work.may(Act.STAFF):
            self._people.header.addWidget(
                button("Add somebody", "person_add", primary=True, on_click=self.doings.add)
            )
        if context.work.may(Act.SCHOOL):
            add = button("Add", quiet=True, name="Add a class", on_click=self.doings.name_class)
            self._classes.header.addWidget(add)
        self._lay_out()

    def load(self) -> None:
        """Read who there is."""
        work = self.context.work
        self.read(
            lambda: (staff.staff_view(work), kept_forms(work)), lambda read: self._show(*read)
        )

    def leave(self) -> bool:
        self.doings.forms.flush()
        return True

    def unsaved(self) -> object | None:
        return self.doings.forms.keeper.unsaved() or None

    def take_up(self, unsaved: object) -> None:
        assert isinstance(unsaved, dict)
        self.doings.forms.keeper.take_up(unsaved)

    def changed(self, changes: Changes, initiator: object) -> None:  # noqa: ARG002 - as Page
        """Load again when staff or classes changed."""
        if changes.touches(Kind.STAFF, Kind.SCHOOL):
            self.load()

    def _show(self, view: StaffView, kept: tuple[KeptForm, ...]) -> None:
        self.doings.show(view, kept)
        _fill(self._people, [self._person(line) for line in view.lines])
        _fill(
            self._classes,
            [self._class(each.id, each.name) for each in view.classes]
            or [label("There is no class yet.", Role.MUTED)],
        )
        _fill(self._password, self._password_rows())
        _fill(self._key, self._key_rows(view))
        self._key.setVisible(self.context.work.may(Act.KEYS) and not self.context.work.is_demo)

    def _person(self, line: StaffLine) -> QWidget:
        work = self.context.work
        change = None
        if work.may(Act.STAFF):
            change = button(
                "Change",
                quiet=True,
                name=f"Change: {line.name}",
                on_click=lambda: self.doings.change(line),
            )
        icon = "person" if line.left_on is None else "arrow_exit"
        return InfoRow(
            icon, texts.title(line), texts.detail(line, with_key=not work.is_demo), change
        )

    def _class(self, class_id: int, name: str) -> QWidget:
        rename = None
        if self.context.work.may(Act.SCHOOL):
            rename = button(
                "Rename",
                quiet=True,
                name=f"Rename: {name}",
                on_click=lambda: self.doings.name_class(class_id, name),
            )
        return InfoRow("people", name, "", rename)

    def _password_rows(self) -> list[QWidget]:
        if self.context.work.is_demo:
            return [label(texts.NOBODY_SIGNS_IN, Role.MUTED)]
        return [button("Change your password…", "key", on_click=self.keys.change_password)]

    def _key_rows(self, view: StaffView) -> list[QWidget]:
        printed = view.sheet_printed_on is not None
        role = Role.MUTED if printed else Role.ATTENTION
        return [
            label(texts.sheet_words(view.sheet_printed_on), role),
            button(texts.PRINT_SHEET, "print", on_click=self.keys.print_sheet),
            button(texts.SHOW_CODE, "key", on_click=self.keys.show_code),
            button("Change the key…", "arrow_repeat_all", on_click=self.keys.change_key),
        ]

    def _lay_out(self) -> None:
        columns = SideBySide(_NARROW)
        columns.column(3).addWidget(self._people)
        side = columns.column(2)
        for card in (self._classes, self._password, self._key):
            side.addWidget(card)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(SPACE_L, SPACE_L, SPACE_L, SPACE_L)
        column.setSpacing(SPACE_M)
        column.addWidget(label("Staff", Role.TITLE))
        column.addWidget(label(texts.PAGE_SENTENCE, Role.MUTED))
        column.addWidget(self.doings.forms.card)
        column.addWidget(columns)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(VerticalScroll(inside))


def _fill(card: Card, rows: list[QWidget]) -> None:
    """Put these rows into a card, in place of those before; lines part rows of a list."""
    empty(card.body)
    for number, row in enumerate(rows):
        if number and isinstance(row, InfoRow):
            card.body.addWidget(rule())
        card.body.addWidget(row)
