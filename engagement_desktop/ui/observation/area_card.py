"""One of the five equal cards: closed until touched, the guidance's own words one click away."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from engagement_desktop.models.areas import Area, area_words
from engagement_desktop.models.vocabularies import Vocabulary
from engagement_desktop.services.observation_views import ObservationForm, ResponseForm
from engagement_desktop.ui.look.icons import icon
from engagement_desktop.ui.look.tokens import SPACE_M, SPACE_S, SPACE_XS, Role
from engagement_desktop.ui.observation import texts
from engagement_desktop.ui.observation.marked_text import MarkedText
from engagement_desktop.ui.observation.response_check import ResponseCheckForm, summary
from engagement_desktop.ui.observation.section import Disclosure, Offer, Section, one_or_none
from engagement_desktop.ui.observation.word_row import WordRow
from engagement_desktop.ui.widgets.area_mark import AreaMark
from engagement_desktop.ui.widgets.buttons import tool_button
from engagement_desktop.ui.widgets.cards import Card, Tone
from engagement_desktop.ui.widgets.elided import ElidedLine
from engagement_desktop.ui.widgets.field import Field
from engagement_desktop.ui.widgets.labels import label, set_tooltip
from engagement_desktop.ui.widgets.prose import prose


class AreaCard(Section):
    """What the pupil did in one area. The body is made when the area is first opened.

    `time_chosen` carries a time of the text that was clicked (“00:05.63”).
    """

    time_chosen = Signal(str)

    def __init__(self, area: Area, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.area = area
        self.setAccessibleName(area.title)
        self._offer: Offer | None = None
        self._is_open_for_writing = True
        self.response_body: ResponseBody | None = None
        self._guidance: QWidget | None = None
        self._state = label(texts.NOT_RECORDED, Role.MUTED, wrap=False)
        self._state.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._short = ElidedLine(area_words(area).short, Role.MUTED)
        self.guidance_button = tool_button(
            "book", texts.GUIDANCE_TIP.format(area=area.title), checkable=True
        )
        self.guidance_button.toggled.connect(self._show_guidance)
        self.toggle = tool_button(
            "add", texts.OPEN_AREA.format(area=area.title), on_click=self._toggle
        )
        self._head = _Head()
        self._head.clicked.connect(self._toggle)
        row = QHBoxLayout(self._head)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_S)
        row.addWidget(AreaMark(area))
        row.addWidget(label(area.title, Role.SECTION, wrap=False))
        row.addWidget(self._short, 1)
        row.addWidget(self._state, 1)
        row.addWidget(self.guidance_button)
        row.addWidget(self.toggle)
        self.body.addWidget(self._head)
        self._prompt = prose("", Role.MUTED)
        self._prompt.hide()
        self.body.addWidget(self._prompt)
        self._is_fresh = True
        self._tighten(is_open=False)

    @property
    def is_open(self) -> bool:
        """Whether the card shows its fields."""
        return self.response_body is not None and not self.response_body.isHidden()

    @property
    def prompt(self) -> str:
        """What the template asks of this area; empty where it does not name it."""
        return "" if self._prompt.isHidden() else self._prompt.text()

    def load(self, form: ObservationForm, offer: Offer) -> None:
        self._offer = offer
        response = form.response(self.area)
        if not response.is_empty:
            self.open()
        if self.response_body is not None:
            self.response_body.load(response, offer)
        self._show_prompt(offer)
        self._describe(response)

    def _show_prompt(self, offer: Offer) -> None:
        """What the template asks; the card is open for it when the observation is first shown."""
        asked = next((each for each in offer.prompts if each.area is self.area), None)
        words = asked.words if asked else ""
        self._prompt.setText(texts.LOOK_FOR.format(words=words) if words else texts.TO_LOOK_AT)
        self._prompt.setVisible(asked is not None)
        if asked is not None and self._is_fresh and self._is_open_for_writing:
            self.open()
        self._is_fresh = False

    def start_afresh(self) -> None:
        self._is_fresh = True
        self.guidance_button.setChecked(False)
        self._set_shown(False)
        if self.response_body is not None:
            self.response_body.more.set_open(False)

    def fill(self, form: ObservationForm) -> ObservationForm:
        others = tuple(response for response in form.responses if response.area is not self.area)
        if self.response_body is None:
            return form
        response = self.response_body.response()
        mine = () if response.is_empty else (response,)
        return replace(form, responses=(*others, *mine))

    def set_open(self, is_open: bool) -> None:
        self._is_open_for_writing = is_open
        if self.response_body is not None:
            self.response_body.set_open(is_open)

    def open(self) -> ResponseBody:
        """Show the fields, and return them."""
        if self.response_body is None:
            assert self._offer is not None, "a card is loaded before it is opened"
            self.response_body = ResponseBody(self.area, self._offer.pupil_name)
            self.response_body.load(ResponseForm(self.area), self._offer)
            self.response_body.set_open(self._is_open_for_writing)
            self.response_body.edited.connect(self._edited)
            self.response_body.time_chosen.connect(self.time_chosen)
            self.fields[f"responses.{self.area.value}"] = self.response_body.text_field
            self.body.addWidget(self.response_body)
        self._set_shown(True)
        return self.response_body

    def _edited(self) -> None:
        assert self.response_body is not None
        self._describe(self.response_body.response())
        self.edited.emit()

    def _toggle(self) -> None:
        if self.is_open:
            self._set_shown(False)
        else:
            self.open().text.setFocus()

    def _set_shown(self, shown: bool) -> None:
        if self.response_body is not None:
            self.response_body.setVisible(shown)
            self._describe(self.response_body.response())
        self._tighten(is_open=shown)
        words = texts.CLOSE_AREA if shown else texts.OPEN_AREA
        self.toggle.setIcon(icon("chevron_up" if shown else "add"))
        set_tooltip(self.toggle, words.format(area=self.area.title))
        self.toggle.setAccessibleName(words.format(area=self.area.title))

    def _tighten(self, *, is_open: bool) -> None:
        """A closed card is one line: five of them must not fill the screen."""
        layout = self.layout()
        assert layout is not None
        layout.setContentsMargins(SPACE_M, SPACE_XS, SPACE_M, SPACE_M if is_open else SPACE_XS)

    def _describe(self, response: ResponseForm) -> None:
        """A closed card says whether something is written in it."""
        recorded = not response.is_empty
        self._state.setText(texts.RECORDED if recorded else texts.NOT_RECORDED)
        self._state.setVisible(not self.is_open)
        self._short.setVisible(self.is_open)

    def _show_guidance(self, shown: bool) -> None:
        if shown and self._guidance is None:
            self._guidance = _guidance(self.area)
            self.body.insertWidget(1, self._guidance)
        if self._guidance is not None:
            self._guidance.setVisible(shown)


class ResponseBody(QWidget):
    """The fields of one response."""

    edited = Signal()
    time_chosen = Signal(str)

    def __init__(self, area: Area, pupil_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.area = area
        self.text = MarkedText(
            texts.WHAT_PUPIL_DID.format(area=area.title),
            placeholder=texts.WHAT_PUPIL_DID_HINT.format(name=pupil_name),
        )
        self.text_field = Field("", self.text)
        self.established = _row(texts.HOW_ESTABLISHED, Vocabulary.HOW_ESTABLISHED, 4)
        self.shows = _row(texts.WHAT_THIS_SHOWS, Vocabulary.WHAT_THIS_SHOWS, 2)
        self.support = _row(texts.SUPPORT, Vocabulary.SUPPORT, 3, multiple=True)
        self._seldom = _Seldom()
        self.more = Disclosure(texts.RESPONSE_MORE, texts.RESPONSE_LESS, lambda: self._seldom)
        self._check_line = label(role=Role.MUTED)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_S)
        for part in (
            self.text_field,
            self.established,
            self.shows,
            self.support,
            self._check_line,
            self.more,
        ):
            column.addWidget(part)
        self.text.edited.connect(self.edited)
        self.text.time_chosen.connect(self.time_chosen)
        for row in (self.established, self.shows, self.support, self._seldom):
            row.edited.connect(self._edited)
        self.more.toggled.connect(lambda _: self._describe())

    def load(self, response: ResponseForm, offer: Offer) -> None:
        """Show the response; emits nothing."""
        self.text.setPlaceholderText(texts.WHAT_PUPIL_DID_HINT.format(name=offer.pupil_name))
        self.text.set_text(response.what_pupil_did)
        self.established.load(_one(response.how_established), offer)
        self.shows.load(_one(response.what_this_shows), offer)
        self.support.load(response.support, offer)
        self._seldom.load(response, offer)
        self._describe()

    def response(self) -> ResponseForm:
        """The response as it is written now."""
        return self._seldom.fill(
            ResponseForm(
                self.area,
                what_pupil_did=self.text.text(),
                how_established=one_or_none(self.established.keys()),
                what_this_shows=one_or_none(self.shows.keys()),
                support=tuple(sorted(self.support.keys())),
            )
        )

    def add_subtle(self, keys: tuple[str, ...]) -> None:
        """Choose these subtle responses, too; emits `edited` if that changes anything."""
        if self._seldom.add_subtle(keys):
            self._edited()

    def set_open(self, is_open: bool) -> None:
        """Allow or stop writing."""
        self.text.setReadOnly(not is_open)
        for row in (self.established, self.shows, self.support, self._seldom):
            row.set_open(is_open)

    def _edited(self) -> None:
        self._describe()
        self.edited.emit()

    def _describe(self) -> None:
        """What was chosen under “More” is told in a line while it is closed."""
        words = self._seldom.in_words()
        self._check_line.setText(words)
        self._check_line.setVisible(bool(words) and not self.more.is_open)


class _Seldom(QWidget):
    """How often, confidence, subtle responses, and the response check."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.consistency = _row(texts.CONSISTENCY, Vocabulary.CONSISTENCY, 4)
        self.confidence = _row(texts.CONFIDENCE, Vocabulary.CONFIDENCE, 3)
        self.subtle = _row(texts.SUBTLE, Vocabulary.SUBTLE_RESPONSE, 8, multiple=True)
        self.check = ResponseCheckForm()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_S)
        for part in (self.consistency, self.confidence, self.subtle, self.check):
            part.edited.connect(self.edited)
            column.addWidget(part)

    def load(self, response: ResponseForm, offer: Offer) -> None:
        self.consistency.load(_one(response.consistency), offer)
        self.confidence.load(_one(response.confidence), offer)
        self.subtle.load(response.subtle_responses, offer)
        self.check.load(response.checks)

    def fill(self, response: ResponseForm) -> ResponseForm:
        return replace(
            response,
            consistency=one_or_none(self.consistency.keys()),
            confidence=one_or_none(self.confidence.keys()),
            subtle_responses=tuple(sorted(self.subtle.keys())),
            checks=self.check.checks(),
        )

    def add_subtle(self, keys: tuple[str, ...]) -> bool:
        before = self.subtle.keys()
        self.subtle.choose(tuple(dict.fromkeys((*before, *keys))))
        return self.subtle.keys() != before

    def set_open(self, is_open: bool) -> None:
        for part in (self.consistency, self.confidence, self.subtle, self.check):
            part.set_open(is_open)

    def in_words(self) -> str:
        rows = (self.consistency, self.confidence, self.subtle)
        chosen = [words for row in rows for words in row.chosen_words()]
        answers = summary(self.check.checks())
        parts = [" · ".join(chosen), f"{texts.RESPONSE_CHECK}: {answers}" if answers else ""]
        return "\n".join(part for part in parts if part)


class _Head(QWidget):
    """The line of a card's name, which opens the card wherever it is clicked."""

    clicked = Signal()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(
            event.position().toPoint()
        ):
            self.clicked.emit()
        super().mouseReleaseEvent(event)


def _guidance(area: Area) -> Card:
    words = area_words(area)
    card = Card(tone=Tone.ACCENT)
    for heading, sentence in (
        (texts.GUIDANCE_SHOWS, words.shows),
        (texts.GUIDANCE_ESTABLISHED, words.established),
        (texts.GUIDANCE_IMPORTANT, words.important),
    ):
        card.body.addWidget(label(heading, Role.STRONG))
        card.body.addWidget(label(sentence, selectable=True))
    source = texts.GUIDANCE_SOURCE.format(paragraph=words.paragraph)
    card.body.addWidget(label(source, Role.MUTED))
    return card


def _row(name: str, vocabulary: Vocabulary, first: int, *, multiple: bool = False) -> WordRow:
    return WordRow(name, vocabulary, multiple=multiple, first=first)


def _one(key: str | None) -> tuple[str, ...]:
    return (key,) if key else ()
