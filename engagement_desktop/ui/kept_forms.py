"""Forms that are saved as a whole: kept in the file while they are typed, and offered again.

A lock, a crash, a wrong click or a save that failed leave them in the school's file, for whoever
typed them; `KeptForms` is a page's hold on its own, and their card stands at the top of the page.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar

from PySide6.QtWidgets import QHBoxLayout, QWidget

from engagement_desktop.services import form_drafts
from engagement_desktop.services.changes import Saved
from engagement_desktop.services.form_drafts import FormKind, FormPlace, KeptForm
from engagement_desktop.ui.day_words import since_words
from engagement_desktop.ui.keeper import Keeper
from engagement_desktop.ui.look.tokens import SPACE_S
from engagement_desktop.ui.page import Page
from engagement_desktop.ui.page_ids import PageId
from engagement_desktop.ui.widgets.buttons import button
from engagement_desktop.ui.widgets.cards import Card, Tone
from engagement_desktop.ui.widgets.discard import discard
from engagement_desktop.ui.widgets.form_dialog import FormDialog
from engagement_desktop.ui.widgets.rows import InfoRow

T = TypeVar("T")

PAGES = {
    FormKind.PUPIL: PageId.PROFILE,
    FormKind.PERMISSION: PageId.PROFILE,
    FormKind.OUTCOME: PageId.PLAN,
    FormKind.PLAN: PageId.PLAN,
    FormKind.PLAN_REVIEW: PageId.PLAN,
    FormKind.PROVISION: PageId.PLAN,
    FormKind.COMPARISON: PageId.TIMELINE,
    FormKind.AROUND_PUPIL: PageId.PROFILE,
    FormKind.DISCLOSURE: PageId.PROFILE,
    FormKind.CONTRIBUTION: PageId.CONVERSATIONS,
    FormKind.CONVERSATION: PageId.CONVERSATIONS,
    FormKind.JUDGEMENT: PageId.JUDGEMENTS,
    FormKind.PUT_UP: PageId.JUDGEMENTS,
    FormKind.SECOND_VIEW: PageId.MODERATION,
    FormKind.AGREEMENT: PageId.MODERATION,
    FormKind.TEMPLATE: PageId.TEMPLATES,
    FormKind.TERM: PageId.TERMS,
    FormKind.MEETING: PageId.MEETINGS,
    FormKind.STAFF: PageId.STAFF,
    FormKind.CLASS: PageId.STAFF,
}
"""The page on which each form stands."""

_TITLES = {
    FormKind.PUPIL: "Profile",
    FormKind.PERMISSION: "Permission",
    FormKind.OUTCOME: "Outcome",
    FormKind.PLAN: "Plan",
    FormKind.PLAN_REVIEW: "Review of a plan",
    FormKind.PROVISION: "Change of provision",
    FormKind.COMPARISON: "Comparison",
    FormKind.AROUND_PUPIL: "People, signs and interests",
    FormKind.DISCLOSURE: "Everything held on a pupil",
    FormKind.CONTRIBUTION: "Contribution",
    FormKind.CONVERSATION: "Conversation",
    FormKind.JUDGEMENT: "Judgement",
    FormKind.PUT_UP: "Put up for moderation",
    FormKind.SECOND_VIEW: "Second view",
    FormKind.AGREEMENT: "What you agree on",
    FormKind.MEETING: "Meeting",
    FormKind.TEMPLATE: "Template",
    FormKind.STAFF: "Somebody on the staff",
    FormKind.CLASS: "Class",
    FormKind.TERM: "Term",
}
_NEW_PUPIL = "New pupil"
_DETAIL = "Written {when}, not saved yet"
_GO_ON = "Go on"
_THROW_AWAY = "Throw away"
_THROWN_AWAY = "What you had begun was thrown away."
_PUT_ASIDE = "What you typed is kept, and waits at the top of the page."


def title_of(kept: KeptForm) -> str:
    """What form it is, in words."""
    is_new_pupil = kept.place.kind is FormKind.PUPIL and kept.place.pupil_id is None
    return _NEW_PUPIL if is_new_pupil else _TITLES[kept.place.kind]


def detail_of(kept: KeptForm, now: datetime) -> str:
    """When it was typed, and that it is not saved."""
    return _DETAIL.format(when=since_words(kept.typed_at, now))


class KeptForms:
    """The forms of one page; `card` shows those that wait.

    Args:
        go_on: how each of the page's forms is opened again with what was typed.
        read_again: reads the page afresh.
    """

    def __init__(
        self,
        page: Page,
        go_on: Mapping[FormKind, Callable[[KeptForm], object]],
        read_again: Callable[[], None],
    ) -> None:
        self._page = page
        self._context = page.context
        self._go_on = go_on
        self._read_again = read_again
        self._typed: Callable[[], object] | None = None
        self._dialog: FormDialog | None = None
        self._kept: tuple[KeptForm, ...] = ()
        self.card = Card(tone=Tone.ATTENTION)
        self.card.setAccessibleName("Forms not saved yet")
        self.card.hide()
        self._rows: list[QWidget] = []
        self.keeper: Keeper[FormPlace, object] = Keeper(
            self._context,
            self._form,
            self._keep,
            page,
        )

    def show(self, kept: Sequence[KeptForm]) -> None:
        """Offer those of these that belong to this page, but for the one that is open."""
        self._kept = tuple(each for each in kept if each.place.kind in self._go_on)
        for row in self._rows:
            discard(row)
        waiting = [each for each in self._kept if each.place != self.keeper.key]
        self._rows = [self._row(each) for each in waiting]
        for row in self._rows:
            self.card.body.addWidget(row)
        self.card.setVisible(bool(waiting))

    def begun(self, place: FormPlace, kind: type[T]) -> T | None:
        """What was typed into this form before and not saved."""
        found = next((each for each in self._kept if each.place == place), None)
        return found.form(kind) if found else None

    def follow(self, place: FormPlace, typed: Callable[[], object]) -> None:
        """Keep this form from now on, after each `keeper.touch`."""
        self.keeper.follow(place)
        self._typed = typed

    def closed(self) -> None:
        """No form is open any longer; what was typed last is written, and then offered."""
        place = self.keeper.key
        self.keeper.follow(None)
        self._typed = None
        if place is not None:
            self.keeper.after_saving(place, self._read_again)

    def saved(self, place: FormPlace) -> None:
        """The form is in its record now: nothing of it need be kept."""
        work = self._context.work
        self._kept = tuple(each for each in self._kept if each.place != place)
        self.keeper.forget(place)
        # what the page reads meanwhile may still hold it
        self._context.tasks.write(
            lambda: form_drafts.let_go(work, place), lambda _: self._read_again(), owner=self._page
        )

    def flush(self) -> None:
        """Write what is typed, now."""
        if self._dialog is not None:
            self._dialog.look()
        self.keeper.flush_all()

    def ask(
        self,
        dialog: FormDialog,
        place: FormPlace,
        save: Callable[[Any], Saved[T]],
        then: Callable[[T], object],
        again: Callable[[Any], object],
    ) -> None:
        """Open a form, keep it while it is typed, and save what it gives.

        Args:
            then: called with what `save` returned; the dialog is closed by then.
            again: opens the form with what was typed, while its pupil is still shown.
        """
        pupil_id = self._page.pupil_id

        def saved(value: T) -> None:
            self.saved(place)
            dialog.accept()
            then(value)

        def submitted(typed: object) -> None:
            task = self._context.tasks.write(
                lambda: save(typed), saved, owner=dialog, failed=dialog.refused
            )
            task.ended.connect(dialog.allow_saving)

        def resume(typed: object) -> None:
            if self._page.pupil_id == pupil_id:
                again(typed)

        def put_aside(typed: object) -> None:
            self._context.messages.say(_PUT_ASIDE, _GO_ON, lambda: resume(typed))

        dialog.submitted.connect(submitted)
        dialog.put_aside.connect(put_aside)
        dialog.edited.connect(self.keeper.touch)
        dialog.finished.connect(lambda: self._closed(dialog))
        self._dialog = dialog
        self.follow(place, dialog.form)
        dialog.start()

    def _closed(self, dialog: FormDialog) -> None:
        if self._dialog is dialog:
            self._dialog = None
            self.closed()

    def _keep(self, place: FormPlace, form: object) -> Saved[object]:
        return form_drafts.keep(self._context.work, place, form)

    def _form(self) -> object:
        assert self._typed is not None  # the keeper asks only while it follows a form
        return self._typed()

    def _row(self, kept: KeptForm) -> QWidget:
        title = title_of(kept)
        row = QWidget()
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(SPACE_S)
        go_on = button(
            _GO_ON,
            name=f"{_GO_ON}: {title}",
            on_click=lambda: self._go_on[kept.place.kind](kept),
        )
        away = button(
            _THROW_AWAY,
            quiet=True,
            name=f"{_THROW_AWAY}: {title}",
            on_click=lambda: self._throw_away(kept),
        )
        across.addWidget(
            InfoRow("edit", title, detail_of(kept, self._context.work.now()), go_on), 1
        )
        across.addWidget(away)
        return row

    def _throw_away(self, kept: KeptForm) -> None:
        work, tasks = self._context.work, self._context.tasks

        def undo() -> None:
            tasks.write(
                lambda: form_drafts.put_back(work, kept),
                lambda _: self._read_again(),
                owner=self._page,
            )

        def done(_: None) -> None:
            self._read_again()
            self._context.messages.undo(_THROWN_AWAY, undo)

        tasks.write(lambda: form_drafts.let_go(work, kept.place), done, owner=self._page)
