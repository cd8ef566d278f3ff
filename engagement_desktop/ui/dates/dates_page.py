"""The dates page: what comes, nearest first, and who has not been seen lately."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from engagement_desktop.models.own_minimum import OwnMinimum
from engagement_desktop.models.pupil_list import ClassRow
from engagement_desktop.models.roles import Act
from engagement_desktop.services import binned, dates, pupils, seen_lately, staff
from engagement_desktop.services.dates import (
    DateKind,
    DateLine,
    SchoolDateForm,
    ToSpeakWith,
)
from engagement_desktop.services.seen_lately import NotSeen
from engagement_desktop.ui.context import UiContext
from engagement_desktop.ui.dates import texts
from engagement_desktop.ui.dates.minimum_dialog import MinimumDialog
from engagement_desktop.ui.how_often import how_often
from engagement_desktop.ui.look.tokens import SPACE_L, SPACE_M, SPACE_S, Role
from engagement_desktop.ui.page import SchoolPage
from engagement_desktop.ui.page_ids import PageId
from engagement_desktop.ui.widgets.buttons import button, tool_button
from engagement_desktop.ui.widgets.chips import Choice
from engagement_desktop.ui.widgets.day_field import DayField
from engagement_desktop.ui.widgets.flow import FlowLayout
from engagement_desktop.ui.widgets.form_dialog import FormDialog
from engagement_desktop.ui.widgets.inputs import Combo
from engagement_desktop.ui.widgets.labels import label
from engagement_desktop.ui.widgets.list_card import ListCard
from engagement_desktop.ui.widgets.page_scroll import VerticalScroll
from engagement_desktop.ui.widgets.rows import InfoRow
from engagement_desktop.ui.writing_page import submit_form


@dataclass(frozen=True)
class _Read:
    classes: tuple[ClassRow, ...]
    class_id: int | None
    lines: tuple[DateLine, ...]
    minimum: OwnMinimum
    not_seen: tuple[NotSeen, ...]
    to_speak_with: tuple[ToSpeakWith, ...]


class SchoolDateDialog(FormDialog):
    """Its form is a `SchoolDateForm`."""

    def __init__(
        self, title: str, form: SchoolDateForm, classes: tuple[ClassRow, ...], parent: QWidget
    ) -> None:
        super().__init__(title, "", "Save", parent)
        self._what = QLineEdit(form.what)
        self._on = DayField(texts.ON)
        self._class = Combo(texts.CLASS, _whose(classes))
        self.add_field("what", texts.WHAT, self._what, texts.WHAT_HINT)
        self.add_field("on_day", texts.ON, self._on)
        self.add_field("class_id", texts.CLASS, self._class)
        self._on.set_day(form.on_day)
        self._class.set_key(form.class_id)

    def form(self) -> SchoolDateForm:
        """The day as typed."""
        chosen = self._class.key()
        return SchoolDateForm(
            self._what.text(), self._on.day(), chosen if isinstance(chosen, int) else None
        )


class DatesPage(SchoolPage):
    """Begins with the class of whoever is signed in."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._may = context.work.may(Act.SCHOOL)
        self._read_before: _Read | None = None
        self.whose = Combo(texts.WHOSE)
        self.whose.setMinimumContentsLength(len(texts.EVERYBODY) + 2)
        self.whose.activated.connect(lambda _: self.load())
        self.dates = ListCard("Coming up")
        self.not_seen = ListCard(texts.NOT_SEEN)
        self.minimum = label("", Role.MUTED)
        self.not_seen.body.addWidget(self.minimum)
        if self._may:
            self.not_seen.header.addWidget(
                button(texts.CHANGE_MINIMUM, quiet=True, on_click=self.change_minimum)
            )
        self.to_speak = ListCard(texts.SPEAK, subtitle=texts.SPEAK_SENTENCE)
        self.to_speak.hide()
        if not context.work.may(Act.READ):
            # a moderator sees a sample alone, which does not tell when somebody was seen last
            self.not_seen.hide()
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(SPACE_L, SPACE_L, SPACE_L, SPACE_L)
        column.setSpacing(SPACE_M)
        column.addWidget(label("Dates", Role.TITLE))
        column.addWidget(label(texts.SENTENCE, Role.MUTED))
        head = FlowLayout()
        head.addWidget(self.whose)
        head.addWidget(button(texts.SAVE, on_click=self._ask_where))
        if self._may:
            head.addWidget(button(texts.ADD, "add", on_click=lambda: self.edit(None)))
        column.addLayout(head)
        column.addWidget(self.not_seen)
        column.addWidget(self.to_speak)
        column.addWidget(self.dates)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(VerticalScroll(inside))

    def load(self) -> None:
        """Read the dates of the class chosen, at first of one's own."""
        work = self.context.work
        first, chosen = self._read_before is None, self.whose.key()

        def read() -> _Read:
            class_id = staff.signed_in(work).class_id if first else chosen
            only = class_id if isinstance(class_id, int) else None
            return _Read(
                pupils.list_classes(work),
                only,
                dates.dates_ahead(work, only),
                seen_lately.own_minimum(work),
                seen_lately.not_seen_lately(work, only),
                dates.time_to_speak(work, only),
            )

        self.read(read, self._show)

    def edit(self, line: DateLine | None) -> None:
        """Open the form of a day of the school, or of a new one."""
        work, before = self.context.work, self._read_before
        if before is None:
            return
        number = line.school_date_id if line else None
        if number is None:
            self._ask(None, SchoolDateForm(class_id=before.class_id), texts.ADD)
        else:
            self.read(
                lambda: dates.school_date_form(work, number),
                lambda form: self._ask(number, form, texts.EDIT),
                what="form",
            )

    def save_to(self, path: Path) -> None:
        """Save the dates shown as a calendar file."""
        work = self.context.work
        lines = self._read_before.lines if self._read_before else ()

        said = texts.SAVED.format(name=path.name)
        self.context.tasks.long(
            texts.SAVE.rstrip("…"),
            lambda _progress: dates.save_calendar(work, lines, path),
            lambda _: self.context.messages.say(said),
            owner=self,
        )

    def _show(self, read: _Read) -> None:
        self._read_before = read
        self.whose.clear()
        for choice in _whose(read.classes):
            self.whose.addItem(choice.text, choice.key)
        self.whose.set_key(read.class_id)
        self.dates.refill([self._row(line) for line in read.lines], nothing=texts.NOTHING)
        self.minimum.setText(texts.not_seen_sentence(read.minimum))
        self.not_seen.refill(
            [self._not_seen_row(each) for each in read.not_seen],
            nothing=texts.ALL_SEEN,
            ruled=False,
        )
        self.to_speak.setVisible(bool(read.to_speak_with))
        self.to_speak.refill([self._to_speak_row(each) for each in read.to_speak_with], ruled=False)

    def _to_speak_row(self, each: ToSpeakWith) -> QWidget:
        go = button(
            "Open",
            name=f"Conversations: {each.pupil_name}",
            on_click=lambda: self.context.navigate.pupil(each.pupil_id, PageId.CONVERSATIONS),
        )
        return InfoRow("people", each.pupil_name, texts.spoken_words(each), go)

    def _row(self, line: DateLine) -> QWidget:
        row = QWidget()
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(SPACE_S)
        info = InfoRow(
            texts.ICONS[line.kind], line.what, texts.detail(line, self.context.work.today())
        )
        across.addWidget(info, 1)
        if line.school_date_id is not None and self._may:
            edit = tool_button("edit", f"Edit: {line.what}", on_click=lambda: self.edit(line))
            away = tool_button(
                "delete", f"Take out: {line.what}", on_click=lambda: self._remove(line)
            )
            across.addWidget(edit)
            across.addWidget(away)
        elif line.pupil_id is not None:
            across.addWidget(self._open_button(line, line.pupil_id))
        return row

    def _not_seen_row(self, each: NotSeen) -> QWidget:
        words = texts.not_seen_words(each, self.context.work.today())
        go = button(
            "Observe",
            name=f"New observation: {each.pupil_name}",
            on_click=lambda: self.context.navigate.new_observation(each.pupil_id),
        )
        return InfoRow("person_clock", each.pupil_name, words, go)

    def _open_button(self, line: DateLine, pupil_id: int) -> QWidget:
        page = PageId.CONVERSATIONS if line.kind is DateKind.CONVERSATION else PageId.PLAN
        return button(
            "Open",
            quiet=True,
            name=f"Open: {line.what}",
            on_click=lambda: self.context.navigate.pupil(pupil_id, page),
        )

    def change_minimum(self) -> None:
        """Open the form of the school's own minimum."""
        if self._read_before is None:
            return
        work, dialog = self.context.work, MinimumDialog(self._read_before.minimum, self)

        def saved(minimum: OwnMinimum) -> None:
            self.load()
            self.context.messages.say(texts.MINIMUM_KEPT.format(often=how_often(minimum)))

        submit_form(
            self.context.tasks,
            dialog,
            lambda typed: seen_lately.save_own_minimum(work, typed),
            saved,
        )

    def _ask(self, number: int | None, form: SchoolDateForm, title: str) -> None:
        work = self.context.work
        classes = self._read_before.classes if self._read_before else ()
        submit_form(
            self.context.tasks,
            SchoolDateDialog(title, form, classes, self),
            lambda typed: dates.save_school_date(work, number, typed),
            lambda _: self.load(),
        )

    def _remove(self, line: DateLine) -> None:
        work, number = self.context.work, line.school_date_id
        if number is None:
            return

        def put_back(entry: int) -> None:
            self.context.tasks.write(
                lambda: binned.put_back(work, entry), lambda _: self.load(), owner=self
            )

        def removed(entry: int) -> None:
            self.load()
            said = texts.REMOVED.format(what=line.what)
            self.context.messages.undo(said, lambda: put_back(entry))

        self.context.tasks.write(
            lambda: dates.remove_school_date(work, number), removed, owner=self
        )

    def _ask_where(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self, texts.SAVE.rstrip("…"), texts.FILE_NAME, texts.FILES
        )
        if chosen:
            self.save_to(Path(chosen))


def _whose(classes: tuple[ClassRow, ...]) -> list[Choice]:
    return [Choice(None, texts.EVERYBODY), *(Choice(row.id, row.name) for row in classes)]
