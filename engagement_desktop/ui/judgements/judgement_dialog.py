"""The form of a judgement: the words, and the observations that it rests on."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from engagement_desktop.models.vocabularies import Word
from engagement_desktop.services.judgements import AreaInTerm, JudgementForm
from engagement_desktop.ui.judgements import texts
from engagement_desktop.ui.widgets.chips import ChipRow, Choice, chosen_text
from engagement_desktop.ui.widgets.choose_observations import (
    ChooseObservations,
    ObservationChoice,
)
from engagement_desktop.ui.widgets.form_dialog import FormDialog
from engagement_desktop.ui.widgets.named import named
from engagement_desktop.ui.widgets.text_area import TextArea


@dataclass(frozen=True)
class JudgementOffer:
    """The school's words to choose from."""

    established: tuple[Word, ...]
    shows: tuple[Word, ...]


def observation_choices(seen: AreaInTerm) -> list[ObservationChoice]:
    """The responses of an area in a term, as they are offered to be chosen."""
    return [
        ObservationChoice(
            response.observation_id, texts.response_title(response), response.what_pupil_did
        )
        for response in seen.responses
    ]


class JudgementDialog(FormDialog):
    """Its form is a `JudgementForm`; what was judged before, and where it was seen this term, stand
    above it."""

    def __init__(
        self,
        name: str,
        term: str,
        seen: AreaInTerm,
        form: JudgementForm,
        offer: JudgementOffer,
        parent: QWidget,
    ) -> None:
        super().__init__(f"{seen.area.title}, {term}", "", "Save", parent)
        self._established = _chips(texts.HOW_ESTABLISHED, offer.established)
        self._shows = _chips(texts.WHAT_THIS_SHOWS, offer.shows)
        self._words = TextArea(texts.WORDS)
        self._observations = ChooseObservations(
            observation_choices(seen), texts.NO_OBSERVATIONS, texts.OBSERVATIONS
        )
        self._not_yet = TextArea(texts.NOT_YET_FIELD, min_lines=1)
        self.column.addLayout(named(*texts.before_and_seen(seen)))
        self.add_field("observation_ids", texts.OBSERVATIONS, self._observations)
        self.add_field("how_established", texts.HOW_ESTABLISHED, self._established)
        self.add_field("words", texts.WORDS, self._words, texts.WORDS_HINT.format(name=name))
        self.add_field("what_this_shows", texts.WHAT_THIS_SHOWS, self._shows)
        unseen = texts.unseen_places(seen.contexts)
        hint = texts.NOT_YET_SO_FAR.format(places=unseen) if unseen else ""
        self.add_field("not_yet_seen", texts.NOT_YET_FIELD, self._not_yet, hint)
        self._established.set_chosen([form.how_established])
        self._shows.set_chosen([form.what_this_shows])
        self._words.set_text(form.words)
        self._not_yet.set_text(form.not_yet_seen)
        self._observations.set_ids(form.observation_ids)

    def form(self) -> JudgementForm:
        """The judgement as typed."""
        return JudgementForm(
            how_established=chosen_text(self._established),
            what_this_shows=chosen_text(self._shows),
            words=self._words.text(),
            not_yet_seen=self._not_yet.text(),
            observation_ids=self._observations.ids(),
        )


def _chips(name: str, words: tuple[Word, ...]) -> ChipRow:
    return ChipRow([Choice(word.key, word.text) for word in words], multiple=False, name=name)
