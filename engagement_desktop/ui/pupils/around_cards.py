"""Who and what is around a pupil, as it is read: signs and interests, family, professionals."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from engagement_desktop.models.states import ContactKind
from engagement_desktop.services.around_pupil import AroundPupil, ContactForm
from engagement_desktop.ui.look.tokens import SPACE_S, Role
from engagement_desktop.ui.pupils import texts
from engagement_desktop.ui.widgets.buttons import button
from engagement_desktop.ui.widgets.cards import Card
from engagement_desktop.ui.widgets.labels import label
from engagement_desktop.ui.widgets.list_card import ListCard
from engagement_desktop.ui.widgets.prose import prose


class PeopleCard(ListCard):
    """Family and professionals; `edit_wanted` says that the lists are to be written."""

    edit_wanted = Signal()

    def __init__(self, *, may_read: bool, may_write: bool, parent: QWidget | None = None) -> None:
        super().__init__(texts.PEOPLE, parent=parent)
        self._nothing = texts.EMPTY_PEOPLE if may_read else texts.OF_OWN_STAFF
        if may_write:
            self.header.addWidget(button(texts.EDIT_AROUND, "edit", on_click=self.edit_wanted.emit))

    def show_people(self, around: AroundPupil) -> None:
        """Show the people around a pupil."""
        groups = (
            (texts.FAMILY, around.of_kind(ContactKind.FAMILY)),
            (texts.PROFESSIONALS, around.of_kind(ContactKind.PROFESSIONAL)),
        )
        self.refill(
            [_group(title, contacts) for title, contacts in groups if contacts],
            nothing=self._nothing,
        )


def add_signs(card: Card, around: AroundPupil) -> None:
    """The pupil's own dictionary, in the card on communication."""
    if not around.signs:
        return
    card.body.addSpacing(SPACE_S)
    card.body.addWidget(label(texts.SIGNS, Role.SECTION))
    for sign in around.signs:
        card.body.addLayout(
            _lines(
                (f"{sign.what_pupil_does}: {sign.what_it_means}", Role.STRONG),
                (sign.how_to_answer, Role.BODY),
            )
        )


def add_interests(card: Card, around: AroundPupil) -> None:
    """What the pupil is most engaged by, under what interests them."""
    for interest in around.interests:
        card.body.addLayout(
            _lines((interest.activity, Role.STRONG), (interest.what_it_looks_like, Role.BODY))
        )


def _group(title: str, contacts: Sequence[ContactForm]) -> QWidget:
    group = QWidget()
    column = QVBoxLayout(group)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(SPACE_S)
    column.addWidget(label(title, Role.MUTED))
    for who in contacts:
        name = ", ".join(part for part in (who.name, who.who_they_are) if part)
        column.addLayout(_lines((name, Role.STRONG), (who.reach, Role.BODY), (who.note, Role.BODY)))
    return group


def _lines(*lines: tuple[str, Role]) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(0)
    for text, role in lines:
        if text:
            column.addWidget(prose(text, role))
    return column
