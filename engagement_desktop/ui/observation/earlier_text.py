"""What an approved observation said before it was corrected, by whom and when; neutrally."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from engagement_desktop.models.areas import Area
from engagement_desktop.models.states import CheckQuestion
from engagement_desktop.models.vocabularies import Words
from engagement_desktop.services.observation_views import (
    Corrections,
    EarlierVersion,
    ResponseForm,
    Version,
)
from engagement_desktop.ui.look.style import Look
from engagement_desktop.ui.look.tokens import SPACE_L, SPACE_M, SPACE_S, Role
from engagement_desktop.ui.observation import texts
from engagement_desktop.ui.widgets.cards import Card
from engagement_desktop.ui.widgets.dialog import Dialog
from engagement_desktop.ui.widgets.labels import label
from engagement_desktop.ui.widgets.page_scroll import VerticalScroll
from engagement_desktop.ui.widgets.prose import prose

_WIDTH = 760
_MARGIN = 80
_TOP = Qt.AlignmentFlag.AlignTop


class EarlierText(Dialog):
    """Each earlier version: first what reads differently now, then all that it said."""

    def __init__(self, corrections: Corrections, words: Words, parent: QWidget) -> None:
        super().__init__(texts.EARLIER_TITLE, texts.EARLIER_SENTENCE, parent)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, SPACE_S, 0)
        column.setSpacing(SPACE_M)
        now = said(corrections.now, words)
        for version in corrections.earlier:
            then = said(version.said, words)
            column.addWidget(_card(version, then, now))
            now = then  # an older one was followed by this one
        column.addStretch(1)
        scroll = VerticalScroll(inside)
        self.body.addWidget(scroll, 1)
        outer = self.layout()
        assert isinstance(outer, QVBoxLayout)
        outer.setStretchFactor(self.body, 100)
        self.add_button("Close", self.accept, primary=True)
        self.finished.connect(self.deleteLater)
        room = self.screen().availableGeometry()
        width = min(Look.of_app().px(_WIDTH), room.width() - _MARGIN)
        self.setMinimumWidth(width)
        around = self.sizeHint().height() - scroll.sizeHint().height()
        wanted = column.totalHeightForWidth(width - 2 * SPACE_L) + around
        self.resize(width, min(wanted, room.height() - _MARGIN))


def said(version: Version, words: Words) -> dict[str, str]:
    """All that a version says: what it is about, and the words for it."""
    form = version.form
    lines = {
        texts.ACTIVITY: form.activity,
        "When": f"{texts.day(form.occurred_at)}, {texts.clock(form.occurred_at)}",
        texts.PLACE: form.place,
        texts.NARRATIVE: form.narrative,
        texts.ADULTS: form.adults,
        texts.MINUTES: "" if form.minutes is None else f"{form.minutes} minutes",
        texts.WHY: words.text(form.why_activity),
        "Context": "\n".join(item.text for item in form.context),
        texts.OBSERVER: version.observer,
        texts.WHO_OBSERVED: words.text(form.who_observed),
        texts.KNOWS: form.knows_pupil,
        texts.PLAN: version.plan,
    }
    for area in Area:
        lines[area.title] = _response(form.response(area), words)
    return lines | {
        texts.PROVISION: form.provision,
        texts.EFFECT: form.provision_effect,
        texts.OUTCOMES_CARD: "\n".join(version.outcomes),
        texts.STATEMENTS_CARD: "\n".join(version.statements),
        texts.NEXT_CARD: _joined(words.text(form.next_action), form.next_action_note),
        texts.EVIDENCE_CARD: "\n".join(
            f"{each.caption} ({each.original_name})" if each.caption else each.original_name
            for each in version.evidence
        ),
    }


def _response(form: ResponseForm, words: Words) -> str:
    chosen = (form.how_established, form.what_this_shows, form.consistency, form.confidence)
    checks = {check.question: check for check in form.checks}
    answers = [
        f"{question.sentence} {_joined(checks[question].answer or '', checks[question].note)}"
        for question in CheckQuestion
        if question in checks
    ]
    parts = [
        form.what_pupil_did,
        " · ".join(words.text(key) for key in chosen if key),
        " · ".join(words.text(key) for key in (*form.support, *form.subtle_responses)),
        *answers,
    ]
    return "\n".join(part for part in parts if part)


def _joined(*parts: str) -> str:
    return ": ".join(part for part in parts if part)


def _card(version: EarlierVersion, then: dict[str, str], now: dict[str, str]) -> Card:
    card = Card(texts.approved_line(version), subtitle=texts.corrected_line(version))
    differing = {name: text for name, text in then.items() if text != now[name]}
    if not differing:
        card.body.addWidget(label(texts.NOTHING_DIFFERS, Role.MUTED))
    grid = QGridLayout()
    grid.setHorizontalSpacing(SPACE_L)
    grid.setVerticalSpacing(SPACE_S)
    if differing:
        grid.addWidget(label(texts.SAID_BEFORE, Role.STRONG), 0, 1)
        grid.addWidget(label(texts.SAID_AFTER, Role.STRONG), 0, 2)
    for row, (name, text) in enumerate(differing.items(), 1):
        grid.addWidget(label(name, Role.MUTED), row, 0, _TOP)
        for column, words in ((1, text), (2, now[name])):
            shown = prose(words) if words else label(texts.NOTHING, Role.MUTED)
            grid.addWidget(shown, row, column, _TOP)
    same = {name: text for name, text in then.items() if text and name not in differing}
    first = len(differing) + 1
    if same:
        grid.addWidget(label(texts.SAME_SINCE, Role.STRONG), first, 1, 1, 2)
    for row, (name, text) in enumerate(same.items(), first + 1):
        grid.addWidget(label(name, Role.MUTED), row, 0, _TOP)
        grid.addWidget(prose(text), row, 1, 1, 2, _TOP)
    for column, stretch in enumerate((2, 4, 4)):
        grid.setColumnStretch(column, stretch)
    card.body.addLayout(grid)
    return card
