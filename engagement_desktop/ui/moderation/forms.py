"""The forms of moderation: putting up, a second view, what is agreed, and a meeting's record."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QLineEdit, QWidget

from engagement_desktop.models.areas import Area
from engagement_desktop.models.vocabularies import Word
from engagement_desktop.services.moderation_views import (
    AgreementForm,
    MeetingForm,
    ModerationPage,
    PutUpForm,
    ViewForm,
)
from engagement_desktop.ui.moderation import texts
from engagement_desktop.ui.widgets.chips import ChipRow, Choice, chosen_text
from engagement_desktop.ui.widgets.choose_observations import (
    ChooseObservations,
    ObservationChoice,
)
from engagement_desktop.ui.widgets.day_field import DayField
from engagement_desktop.ui.widgets.form_dialog import FormDialog
from engagement_desktop.ui.widgets.inputs import Combo
from engagement_desktop.ui.widgets.text_area import TextArea


class PutUpDialog(FormDialog):
    """Its form is a `PutUpForm`."""

    def __init__(
        self,
        area: Area,
        sample: Sequence[ObservationChoice],
        established: Sequence[Word],
        meetings: Sequence[Choice],
        form: PutUpForm,
        parent: QWidget,
    ) -> None:
        super().__init__(f"{area.title}: put up for moderation", texts.SENTENCE, "Put up", parent)
        self._area = area
        self._question = QLineEdit(form.question)
        self._sample = ChooseObservations(sample, texts.NO_SAMPLE, texts.SAMPLE)
        self._established = _chips(established)
        self._view = TextArea(texts.MY_VIEW)
        self._meeting = Combo(texts.MEETING, [Choice(None, texts.NO_MEETING), *meetings])
        self.add_field("question", texts.QUESTION, self._question, texts.QUESTION_HINT)
        hint = texts.SAMPLE_HINT.format(area=area.title.lower())
        self.add_field("observation_ids", texts.SAMPLE, self._sample, hint)
        self.add_field("first_view", texts.MY_VIEW, self._view, texts.MY_VIEW_HINT)
        self.add_field("how_established", texts.HOW_ESTABLISHED, self._established)
        if meetings:
            self.add_field("meeting_id", texts.MEETING, self._meeting)
        self._sample.set_ids(form.observation_ids)
        self._established.set_chosen([form.how_established])
        self._view.set_text(form.first_view)
        self._meeting.set_key(form.meeting_id)

    def form(self) -> PutUpForm:
        """What is put up, as typed."""
        meeting = self._meeting.key()
        return PutUpForm(
            self._area,
            self._question.text(),
            self._sample.ids(),
            chosen_text(self._established),
            self._view.text(),
            meeting if isinstance(meeting, int) else None,
        )


class SecondViewDialog(FormDialog):
    """Its form is a `ViewForm`; the sample stands above, and nothing of the first view."""

    def __init__(
        self, page: ModerationPage, established: Sequence[Word], form: ViewForm, parent: QWidget
    ) -> None:
        line = page.line
        title = f"{line.pupil_name}, {line.area.title.lower()}: your view"
        super().__init__(title, line.question, "Hand it in", parent)
        sample = ChooseObservations(
            [
                ObservationChoice(
                    each.observation_id, texts.sample_title(each), texts.sample_words(each)
                )
                for each in page.sample
            ],
            texts.NO_SAMPLE,
            texts.SAMPLE,
            only_to_read=True,
        )
        self._words = TextArea(texts.MY_VIEW)
        self._established = _chips(established)
        self.add_field("sample", texts.SAMPLE, sample)
        self.add_field("words", texts.MY_VIEW, self._words, texts.SECOND_HINT)
        self.add_field("how_established", texts.HOW_ESTABLISHED, self._established)
        self._words.set_text(form.words)
        self._established.set_chosen([form.how_established])

    def form(self) -> ViewForm:
        """The view as typed."""
        return ViewForm(chosen_text(self._established), self._words.text())


class AgreementDialog(FormDialog):
    """Its form is an `AgreementForm`."""

    def __init__(
        self, title: str, established: Sequence[Word], form: AgreementForm, parent: QWidget
    ) -> None:
        super().__init__(title, "", "Save", parent)
        self._agreed = TextArea(texts.AGREED)
        self._established = _chips(established)
        self._why = TextArea(texts.WHY, min_lines=1)
        self._actions = TextArea(texts.ACTIONS, min_lines=1)
        self._who = QLineEdit(form.who_took_part)
        self.add_field("agreed", texts.AGREED, self._agreed)
        self.add_field("how_established", texts.HOW_ESTABLISHED, self._established)
        self.add_field("why", texts.WHY, self._why, texts.WHY_HINT)
        self.add_field("actions", texts.ACTIONS, self._actions)
        self.add_field("who_took_part", texts.WHO, self._who)
        self._agreed.set_text(form.agreed)
        self._established.set_chosen([form.how_established])
        self._why.set_text(form.why)
        self._actions.set_text(form.actions)

    def form(self) -> AgreementForm:
        """What is agreed, as typed."""
        return AgreementForm(
            who_took_part=self._who.text(),
            how_established=chosen_text(self._established),
            agreed=self._agreed.text(),
            why=self._why.text(),
            actions=self._actions.text(),
        )


class MeetingDialog(FormDialog):
    """Its form is a `MeetingForm`."""

    def __init__(self, title: str, form: MeetingForm, parent: QWidget) -> None:
        super().__init__(title, "", "Save", parent)
        self._held_on = DayField(texts.HELD_ON)
        self._who = QLineEdit(form.who_took_part)
        self._school = QLineEdit(form.with_school)
        self._learnt = TextArea(texts.LEARNT)
        self.add_field("held_on", texts.HELD_ON, self._held_on)
        self.add_field("who_took_part", texts.WHO, self._who)
        self.add_field("with_school", texts.WITH_SCHOOL, self._school, texts.WITH_SCHOOL_HINT)
        self.add_field("learnt", texts.LEARNT, self._learnt, texts.LEARNT_HINT)
        self._held_on.set_day(form.held_on)
        self._learnt.set_text(form.learnt)

    def form(self) -> MeetingForm:
        """The meeting as typed."""
        return MeetingForm(
            self._held_on.day(), self._who.text(), self._school.text(), self._learnt.text()
        )


def _chips(words: Sequence[Word]) -> ChipRow:
    choices = [Choice(word.key, word.text) for word in words]
    return ChipRow(choices, multiple=False, name=texts.HOW_ESTABLISHED)
