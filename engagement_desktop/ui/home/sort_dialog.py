"""Whose clips are these, and which observation they belong to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from engagement_desktop.errors import FieldProblem, InvalidInput
from engagement_desktop.services.waiting_clips import OpenObservation
from engagement_desktop.ui.home import texts
from engagement_desktop.ui.widgets.chips import Choice
from engagement_desktop.ui.widgets.form_dialog import FormDialog
from engagement_desktop.ui.widgets.inputs import Combo


@dataclass(frozen=True)
class SortForm:
    """Where clips go; `observation_id` None = a new observation."""

    pupil_id: int | None
    observation_id: int | None

    def chosen_pupil(self) -> int:
        """Whose they are.

        Raises:
            InvalidInput: nobody has said yet.
        """
        if self.pupil_id is None:
            raise InvalidInput((FieldProblem("pupil", texts.CHOOSE_PUPIL),))
        return self.pupil_id


@dataclass(frozen=True)
class Offer:
    """The pupils by id and name, and how their open observations are read."""

    pupils: Sequence[tuple[int, str]]
    read_open: Callable[[SortDialog, int], None]


class SortDialog(FormDialog):
    """Its form is a `SortForm`."""

    def __init__(self, offer: Offer, parent: QWidget) -> None:
        super().__init__(texts.SORT_TITLE, "", texts.SORT_SAVE, parent)
        self._offer = offer
        self.pupil = Combo(texts.WHOSE, [Choice(number, name) for number, name in offer.pupils])
        self.pupil.set_key(None)
        self.into = Combo(texts.INTO)
        self.add_field("pupil", texts.WHOSE, self.pupil)
        self.add_field("into", texts.INTO, self.into)
        self.pupil.currentIndexChanged.connect(self._pupil_chosen)
        self._offer_new()

    def form(self) -> SortForm:
        """What is chosen."""
        pupil, into = self.pupil.key(), self.into.key()
        return SortForm(
            pupil if isinstance(pupil, int) else None, into if isinstance(into, int) else None
        )

    def offer_observations(self, pupil_id: int, found: Sequence[OpenObservation]) -> None:
        """Offer these beside a new one."""
        if self.pupil.key() == pupil_id:
            for one in found:
                self.into.addItem(texts.open_observation(one), one.id)

    def _pupil_chosen(self, _: int) -> None:
        self._offer_new()
        pupil = self.pupil.key()
        if isinstance(pupil, int):
            self._offer.read_open(self, pupil)

    def _offer_new(self) -> None:
        self.into.clear()
        self.into.addItem(texts.NEW_OBSERVATION, None)
