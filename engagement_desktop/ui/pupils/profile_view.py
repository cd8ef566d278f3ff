"""The profile as it is read: who the pupil is, how they communicate, what they need."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from engagement_desktop.models.roles import Act
from engagement_desktop.models.school_year import key_stage, year_name
from engagement_desktop.services.around_pupil import AroundPupil
from engagement_desktop.services.pupils import PupilProfile
from engagement_desktop.ui.day_words import day_words
from engagement_desktop.ui.look.tokens import SPACE_L, SPACE_M, SPACE_S, SPACE_XS, Role
from engagement_desktop.ui.pupils import texts
from engagement_desktop.ui.pupils.around_cards import PeopleCard, add_interests, add_signs
from engagement_desktop.ui.pupils.permissions_card import PermissionsCard
from engagement_desktop.ui.widgets.avatar import Avatar
from engagement_desktop.ui.widgets.buttons import button
from engagement_desktop.ui.widgets.cards import Card, Tone
from engagement_desktop.ui.widgets.discard import discard
from engagement_desktop.ui.widgets.labels import label
from engagement_desktop.ui.widgets.prose import prose
from engagement_desktop.ui.widgets.side_by_side import SideBySide

_PHOTO = 88
_TWO_COLUMNS = 820


class ProfileView(SideBySide):
    """Shows a `PupilProfile`. `edit_wanted` and `photo_wanted` say what was pressed;
    `photo_removed` that the photo should go; `page_wanted` asks for the page for a new adult.

    `may` is `Workspace.may`: whoever may not write has no buttons for it, and what is not read out
    to a moderator is said to be the staff's, not missing.
    """

    edit_wanted = Signal()
    photo_wanted = Signal()
    photo_removed = Signal()
    page_wanted = Signal()

    def __init__(self, may: Callable[[Act], bool], parent: QWidget | None = None) -> None:
        super().__init__(_TWO_COLUMNS, parent=parent)
        self._may_read, self._may_write = may(Act.READ), may(Act.RECORD)
        self._may_report = may(Act.REPORT)
        self.permissions = PermissionsCard(may_write=may(Act.PERMIT))
        self.people = PeopleCard(may_read=self._may_read, may_write=self._may_write)
        self._about = self.column(3)
        right = self.column(2)
        right.addWidget(self.people)
        right.addWidget(self.permissions)
        self._inside: QWidget | None = None

    def show_profile(self, profile: PupilProfile, around: AroundPupil, today: date) -> None:
        """Show this pupil, and who and what is around them."""
        if self._inside is not None:
            discard(self._inside)
        self._inside = QWidget()
        column = QVBoxLayout(self._inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_M)
        column.addWidget(self._who(profile, today))
        column.addWidget(self._communication(profile, around))
        column.addWidget(self._needs(profile))
        self._about.addWidget(self._inside)
        self.people.show_people(around)
        self.permissions.show_permissions(profile.permissions)

    def _who(self, profile: PupilProfile, today: date) -> Card:
        form = profile.form
        card = Card(f"{form.legal_first_name} {form.legal_last_name}")
        if self._may_write:
            card.header.addWidget(
                button("Edit", "edit", primary=True, name="Edit the profile",
                       on_click=self.edit_wanted.emit)
            )  # fmt: skip
        row = QHBoxLayout()
        row.setSpacing(SPACE_L)
        row.addLayout(self._photo(profile))
        row.addLayout(_pairs(_essentials(profile, today)), 1)
        card.body.addLayout(row)
        return card

    def _photo(self, profile: PupilProfile) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(SPACE_XS)
        avatar = Avatar(profile.form.preferred_name, profile.photo, _PHOTO)
        column.addWidget(avatar, 0, Qt.AlignmentFlag.AlignHCenter)
        if self._may_write:
            words = "Change photo" if profile.photo else "Add a photo"
            choose = button(words, quiet=True, on_click=self.photo_wanted.emit)
            column.addWidget(choose, 0, Qt.AlignmentFlag.AlignHCenter)
            if profile.photo:
                remove = button("Remove photo", quiet=True, on_click=self.photo_removed.emit)
                column.addWidget(remove, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        return column

    def _communication(self, profile: PupilProfile, around: AroundPupil) -> Card:
        form = profile.form
        card = Card(f"How {form.preferred_name} communicates", tone=Tone.ACCENT)
        if self._may_report:
            card.header.addWidget(
                button(texts.ONE_PAGE, "document_text", on_click=self.page_wanted.emit)
            )
        empty = texts.EMPTY_COMMUNICATION.format(name=form.preferred_name)
        card.body.addWidget(_prose(form.communication, empty))
        add_signs(card, around)
        card.body.addSpacing(SPACE_S)
        card.body.addWidget(label(f"What interests {form.preferred_name} most", Role.SECTION))
        card.body.addWidget(_prose(form.interests, self._nothing()))
        add_interests(card, around)
        return card

    def _needs(self, profile: PupilProfile) -> Card:
        form = profile.form
        card = Card(texts.NEEDS)
        pairs = [(need.area_of_need.title, need.note or "–") for need in form.needs]
        pairs += [
            (texts.SENSES, form.senses),
            (texts.MOBILITY, form.mobility),
            ("Medical notes", form.medical),
        ]
        if form.regressive_condition:
            pairs.append(
                ("Worth knowing", "Skills may be lost; keeping a skill is an achievement.")
            )
        if not any(text for _, text in pairs):
            card.body.addWidget(label(self._nothing(), Role.MUTED))
        else:
            card.body.addLayout(_pairs(pairs))
        return card

    def _nothing(self) -> str:
        """What stands where nothing is shown: it was not written, or is not read out here."""
        return texts.EMPTY_TEXT if self._may_read else texts.OF_OWN_STAFF


def _essentials(profile: PupilProfile, today: date) -> list[tuple[str, str]]:
    form = profile.form
    stage = key_stage(form.actual_year)
    year = f"{year_name(form.actual_year)} ({stage})" if stage else ""
    born = f"{day_words(form.born_on)} ({_age(form.born_on, today)})" if form.born_on else ""
    review = day_words(form.plan_review_on) if form.plan_review_on else ""
    often = form.observe_every_days
    return [
        ("Goes by", form.preferred_name),
        ("Pronouns", form.pronouns),
        ("Date of birth", born),
        ("UPN", form.upn),
        ("Year", year),
        ("Class", profile.class_name),
        ("Started on", day_words(form.started_on) if form.started_on else ""),
        ("Left on", day_words(form.left_on) if form.left_on else ""),
        ("Plan", profile.plan_kind),
        ("Next review", review),
        ("To be seen", f"every {often} days" if often else ""),
    ]


def _age(born: date, today: date) -> str:
    years = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    return "1 year old" if years == 1 else f"{years} years old"


def _prose(text: str, empty: str) -> QWidget:
    return prose(text) if text else label(empty, Role.MUTED)


def _pairs(pairs: list[tuple[str, str]]) -> QGridLayout:
    """Names and what stands for them, without those that are empty."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(SPACE_L)
    grid.setVerticalSpacing(SPACE_XS)
    top = Qt.AlignmentFlag.AlignTop
    for row, (name, text) in enumerate((n, t) for n, t in pairs if t):
        title = label(name, Role.MUTED, wrap=False)
        title.setContentsMargins(0, 2, 0, 0)
        grid.addWidget(title, row, 0, top)
        grid.addWidget(prose(text), row, 1, top)
    grid.setColumnStretch(1, 1)
    grid.setRowStretch(len(pairs), 1)
    return grid
