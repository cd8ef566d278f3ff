"""The forms of a conversation with parents, and of what somebody tells."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from engagement_desktop.models.areas import Area
from engagement_desktop.models.states import ContributionKind
from engagement_desktop.services.contributions import ContributionForm
from engagement_desktop.services.conversations import ConversationForm, TargetForm
from engagement_desktop.ui.conversations import texts
from engagement_desktop.ui.widgets.chips import ChipRow, Choice, chosen
from engagement_desktop.ui.widgets.day_field import DayField
from engagement_desktop.ui.widgets.form_dialog import FormDialog
from engagement_desktop.ui.widgets.lines_field import LinesField, TypedLine
from engagement_desktop.ui.widgets.text_area import TextArea

_LINES = (("with_whom", texts.WITH_WHOM, ""), ("led_by", texts.LED_BY, texts.LED_BY_HINT),
          ("how", texts.HOW, ""))  # fmt: skip
_AREAS = (
    ("home_sees", texts.HOME_SEES, ""),
    ("aspirations", texts.ASPIRATIONS, ""),
    ("concerns", texts.CONCERNS, ""),
    ("school_told", texts.SCHOOL_TOLD, texts.SCHOOL_TOLD_HINT),
)


class ConversationDialog(FormDialog):
    """Its form is a `ConversationForm`."""

    def __init__(self, title: str, form: ConversationForm, parent: QWidget) -> None:
        super().__init__(title, "", "Save", parent)
        self._held_on = DayField(texts.HELD_ON)
        self._held_on.set_day(form.held_on)
        self.add_field("held_on", texts.HELD_ON, self._held_on)
        self._lines: dict[str, QLineEdit] = {}
        for name, words, hint in _LINES:
            self._lines[name] = QLineEdit(getattr(form, name))
            self.add_field(name, words, self._lines[name], hint)
        self._texts: dict[str, TextArea] = {}
        for name, words, hint in _AREAS:
            self._texts[name] = TextArea(words, min_lines=1)
            self._texts[name].set_text(getattr(form, name))
            self.add_field(name, words, self._texts[name], hint)
        self._targets = LinesField(texts.TARGET_NAMES, texts.TARGET, texts.ADD_TARGET)
        self._targets.set_lines([_line(target) for target in form.targets])
        self.add_field("targets", texts.TARGETS, self._targets)
        self._next_on = DayField(texts.NEXT_ON)
        self._next_on.set_day(form.next_on)
        self.add_field("next_on", texts.NEXT_ON, self._next_on, texts.NEXT_ON_HINT)

    def form(self) -> ConversationForm:
        """The conversation as typed."""
        return ConversationForm(
            held_on=self._held_on.day(),
            next_on=self._next_on.day(),
            targets=tuple(TargetForm(line.id, *line.texts) for line in self._targets.lines()),
            **{name: line.text() for name, line in self._lines.items()},
            **{name: area.text() for name, area in self._texts.items()},
        )


class ContributionDialog(FormDialog):
    """Its form is a `ContributionForm`."""

    def __init__(self, title: str, form: ContributionForm, parent: QWidget) -> None:
        super().__init__(title, "", "Save", parent)
        self._kind = ChipRow(
            [Choice(kind, kind.value) for kind in ContributionKind],
            multiple=False,
            required=True,
            name=texts.KIND,
        )
        self._told_on = DayField(texts.TOLD_ON)
        self._told_by = QLineEdit(form.told_by)
        self._knows = QLineEdit(form.knows_pupil)
        self._words = TextArea(texts.WORDS)
        self._areas = ChipRow(
            [Choice(area, area.title) for area in Area], multiple=True, name=texts.AREAS
        )
        self.add_field("kind", texts.KIND, self._kind)
        self.add_field("told_by", texts.TOLD_BY, self._told_by, texts.TOLD_BY_HINT)
        self.add_field("knows_pupil", texts.KNOWS, self._knows)
        self.add_field("told_on", texts.TOLD_ON, self._told_on)
        self.add_field("words", texts.WORDS, self._words)
        self.add_field("areas", texts.AREAS, self._areas, texts.AREAS_HINT)
        self._kind.set_chosen([form.kind])
        self._told_on.set_day(form.told_on)
        self._words.set_text(form.words)
        self._areas.set_chosen(form.areas)

    def form(self) -> ContributionForm:
        """What was told, as typed."""
        return ContributionForm(
            # Qt hands an enum of texts back as a text.
            kind=ContributionKind(next(iter(chosen(self._kind, str)))),
            told_on=self._told_on.day(),
            told_by=self._told_by.text(),
            knows_pupil=self._knows.text(),
            words=self._words.text(),
            areas=chosen(self._areas, Area),
        )


def _line(target: TargetForm) -> TypedLine:
    return TypedLine(
        target.id, (target.wording, target.home_does, target.school_does, target.came_of_it)
    )
