"""The first card: activity, place, when, what happened, the context, and who observed."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import QDateTime
from PySide6.QtWidgets import QWidget

from engagement_desktop.services.observation_views import ObservationForm, WhenFrom
from engagement_desktop.ui.observation import texts
from engagement_desktop.ui.observation.context_chips import ContextChips
from engagement_desktop.ui.observation.section import Disclosure, LineEdit, Offer, Section
from engagement_desktop.ui.observation.who_and_why import WhoAndWhy
from engagement_desktop.ui.widgets.columns import Columns
from engagement_desktop.ui.widgets.field import Field
from engagement_desktop.ui.widgets.inputs import DateTimeField
from engagement_desktop.ui.widgets.text_area import TextArea


class WhatHappened(Section):
    """What is written of every observation; the rest of it opens under “More”."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.activity = LineEdit(texts.ACTIVITY)
        self.place = LineEdit(texts.PLACE)
        self.when = DateTimeField(texts.WHEN[WhenFrom.STARTED])
        self.narrative = TextArea(texts.NARRATIVE, min_lines=2, max_lines=14)
        self.context = ContextChips()
        self._when_field = Field(texts.WHEN[WhenFrom.STARTED], self.when)
        self.fields = {
            "activity": Field(texts.ACTIVITY, self.activity),
            "place": Field(texts.PLACE, self.place),
            "occurred_at": self._when_field,
            "narrative": Field(texts.NARRATIVE, self.narrative),
        }
        self._occurred_at: datetime | None = None
        self._when_touched = False
        self._who = WhoAndWhy()
        self.details = Disclosure(texts.DETAILS_MORE, texts.DETAILS_LESS, lambda: self._who)
        self._who.edited.connect(self.edited)
        self.fields |= self._who.fields
        self._lay_out()
        self.activity.textEdited.connect(self._edited)
        self.place.textEdited.connect(self._edited)
        self.when.dateTimeChanged.connect(self._when_edited)
        self.narrative.edited.connect(self.edited)
        self.context.edited.connect(self.edited)

    def load(self, form: ObservationForm, offer: Offer) -> None:
        self.activity.offer(offer.choices.activities)
        self.place.offer(offer.choices.places)
        self.activity.set_text(form.activity)
        self.place.set_text(form.place)
        self.narrative.setPlaceholderText(texts.NARRATIVE_HINT.format(name=offer.pupil_name))
        self.narrative.set_text(form.narrative)
        self.context.load(form.context, offer)
        self.show_when(form.occurred_at)
        self._who.load(form, offer)

    def start_afresh(self) -> None:
        self.details.set_open(False)
        self.context.close_form()

    def show_when(self, moment: datetime) -> None:
        """Show another date and time, as when a clip has said when it was taken."""
        self._occurred_at = moment
        self.when.blockSignals(True)
        self.when.setDateTime(QDateTime.fromSecsSinceEpoch(int(moment.timestamp())))
        self.when.blockSignals(False)
        self._when_touched = False

    def show_when_from(self, when_from: WhenFrom) -> None:
        """Say where the date and time come from."""
        self._when_field.set_label(texts.WHEN[when_from])

    def fill(self, form: ObservationForm) -> ObservationForm:
        occurred_at = form.occurred_at if self._occurred_at is None else self._occurred_at
        if self._when_touched:
            occurred_at = self._typed_moment()
        form = replace(
            form,
            occurred_at=occurred_at,
            activity=self.activity.text(),
            place=self.place.text(),
            narrative=self.narrative.text(),
            context=self.context.items(),
        )
        return self._who.fill(form)

    def set_open(self, is_open: bool) -> None:
        for line in (self.activity, self.place):
            line.setReadOnly(not is_open)
        self.when.setReadOnly(not is_open)
        self.narrative.setReadOnly(not is_open)
        self.context.set_open(is_open)
        self._who.set_open(is_open)

    def open_details_for(self, name: str) -> None:
        """Open what stands under “More” if this field is there."""
        if name in self._who.fields:
            self.details.set_open(True)

    def _lay_out(self) -> None:
        row = QWidget()
        columns = Columns(row)
        columns.add(self.fields["activity"], 360)  # alone in its row on a small screen
        columns.add(self.fields["place"], 180)
        columns.add(self._when_field, 170)
        self.body.addWidget(row)
        self.body.addWidget(self.fields["narrative"])
        self.body.addWidget(self.context)
        self.body.addWidget(self.details)

    def _typed_moment(self) -> datetime:
        return datetime.fromtimestamp(self.when.dateTime().toSecsSinceEpoch()).astimezone()

    def _edited(self, _: str = "") -> None:
        self.edited.emit()

    def _when_edited(self) -> None:
        self._when_touched = True
        self.show_when_from(WhenFrom.WRITTEN)
        self.edited.emit()
