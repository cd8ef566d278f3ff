"""The form of the lists around a pupil: signs, interests, family, professionals."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from engagement_desktop.models.states import ContactKind
from engagement_desktop.services.around_pupil import (
    AroundPupil,
    ContactForm,
    InterestForm,
    SignForm,
)
from engagement_desktop.ui.pupils import texts
from engagement_desktop.ui.widgets.form_dialog import FormDialog
from engagement_desktop.ui.widgets.lines_field import LinesField, TypedLine


class AroundDialog(FormDialog):
    """Its form is an `AroundPupil`."""

    def __init__(self, name: str, form: AroundPupil, parent: QWidget) -> None:
        super().__init__(
            texts.AROUND.format(name=name), texts.AROUND_SENTENCE.format(name=name), "Save", parent
        )
        self._signs = LinesField(texts.SIGN_NAMES, texts.SIGN, texts.ADD_SIGN)
        self._interests = LinesField(texts.INTEREST_NAMES, texts.INTEREST, texts.ADD_INTEREST)
        self._family = LinesField(texts.CONTACT_NAMES, texts.RELATIVE, texts.ADD_RELATIVE)
        self._others = LinesField(texts.CONTACT_NAMES, texts.PROFESSIONAL, texts.ADD_PROFESSIONAL)
        self.add_field("signs", texts.SIGNS_FIELD, self._signs)
        self.add_field("interests", texts.MOST_ENGAGED, self._interests)
        self.add_field("family", texts.FAMILY, self._family)
        self.add_field("professionals", texts.PROFESSIONALS, self._others)
        self._signs.set_lines(
            [
                TypedLine(each.id, (each.what_pupil_does, each.what_it_means, each.how_to_answer))
                for each in form.signs
            ]
        )
        self._interests.set_lines(
            [
                TypedLine(each.id, (each.activity, each.what_it_looks_like))
                for each in form.interests
            ]
        )
        for field, kind in self._contacts():
            field.set_lines(
                [
                    TypedLine(each.id, (each.name, each.who_they_are, each.reach, each.note))
                    for each in form.of_kind(kind)
                ]
            )

    def form(self) -> AroundPupil:
        """The lists as typed."""
        return AroundPupil(
            contacts=tuple(
                ContactForm(line.id, kind, *line.texts)
                for field, kind in self._contacts()
                for line in field.lines()
            ),
            signs=tuple(SignForm(line.id, *line.texts) for line in self._signs.lines()),
            interests=tuple(InterestForm(line.id, *line.texts) for line in self._interests.lines()),
        )

    def _contacts(self) -> tuple[tuple[LinesField, ContactKind], ...]:
        return ((self._family, ContactKind.FAMILY), (self._others, ContactKind.PROFESSIONAL))
