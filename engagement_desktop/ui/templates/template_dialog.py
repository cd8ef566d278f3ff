"""The form of a template: what is filled in, and what to look for in the areas chosen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QLineEdit, QWidget

from engagement_desktop.models.areas import Area
from engagement_desktop.models.templates import Prompt, TemplateForm, field_of
from engagement_desktop.models.vocabularies import Word
from engagement_desktop.ui.templates import texts
from engagement_desktop.ui.widgets.chips import ChipRow, Choice, chosen, chosen_text
from engagement_desktop.ui.widgets.form_dialog import FormDialog
from engagement_desktop.ui.widgets.text_area import TextArea


class TemplateDialog(FormDialog):
    """Its form is a `TemplateForm`; only the prompts of the areas chosen are shown."""

    def __init__(
        self, title: str, form: TemplateForm, why: Sequence[Word], parent: QWidget
    ) -> None:
        super().__init__(title, texts.FORM_SENTENCE, "Save", parent)
        self._name = QLineEdit(form.name)
        self._activity = QLineEdit(form.activity)
        self._why = ChipRow(
            [Choice(word.key, word.text) for word in why], multiple=False, name=texts.WHY
        )
        self._place = QLineEdit(form.place)
        self._provision = TextArea(texts.PROVISION, placeholder=texts.PROVISION_HINT)
        self._equipment = QLineEdit(form.equipment)
        self._areas = ChipRow(
            [Choice(area, area.title) for area in Area], multiple=True, name=texts.AREAS
        )
        self._prompts = {
            area: TextArea(texts.PROMPT.format(area=area.title), min_lines=1) for area in Area
        }
        self.add_field("name", texts.NAME, self._name, texts.NAME_HINT)
        self.add_field("activity", texts.ACTIVITY, self._activity)
        self.add_field("why_activity", texts.WHY, self._why)
        self.add_field("place", texts.PLACE, self._place)
        self.add_field("provision", texts.PROVISION, self._provision)
        self.add_field("equipment", texts.EQUIPMENT, self._equipment, texts.EQUIPMENT_HINT)
        self.add_field("areas", texts.AREAS, self._areas, texts.PROMPT_HINT)
        for area, typed in self._prompts.items():
            self.add_field(field_of(area), texts.PROMPT.format(area=area.title), typed)
        self._why.set_chosen([form.why_activity])
        self._provision.set_text(form.provision)
        self._areas.set_chosen([prompt.area for prompt in form.prompts])
        for prompt in form.prompts:
            self._prompts[prompt.area].set_text(prompt.words)
        self._areas.chosen.connect(lambda _: self._show_prompts())
        self._show_prompts()

    def form(self) -> TemplateForm:
        """The template as typed."""
        return TemplateForm(
            name=self._name.text(),
            activity=self._activity.text(),
            why_activity=chosen_text(self._why),
            place=self._place.text(),
            provision=self._provision.text(),
            equipment=self._equipment.text(),
            prompts=tuple(
                Prompt(area, self._prompts[area].text()) for area in chosen(self._areas, Area)
            ),
        )

    def _show_prompts(self) -> None:
        wanted = chosen(self._areas, Area)
        for area in Area:
            self.fields[field_of(area)].setVisible(area in wanted)
