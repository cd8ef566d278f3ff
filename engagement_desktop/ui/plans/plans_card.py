"""The plan under way and earlier ones, and the changes of provision, as they are read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from engagement_desktop.services.plans import PlanView, ProvisionView
from engagement_desktop.ui.day_words import day_words
from engagement_desktop.ui.look.tokens import SPACE_S, SPACE_XS, Role
from engagement_desktop.ui.plans import texts
from engagement_desktop.ui.plans.seen_rows import seen_rows
from engagement_desktop.ui.widgets.area_mark import AreaMark
from engagement_desktop.ui.widgets.block import Block
from engagement_desktop.ui.widgets.buttons import button, tool_button
from engagement_desktop.ui.widgets.earlier_rows import EarlierRows
from engagement_desktop.ui.widgets.labels import label, rule, set_tooltip
from engagement_desktop.ui.widgets.list_card import ListCard
from engagement_desktop.ui.widgets.named import named
from engagement_desktop.ui.widgets.prose import prose

_AT_FIRST = 3
"""Earlier plans; those under way are all shown."""


class PlansCard(ListCard):
    """`new_wanted`, `baseline_wanted`; `edit_wanted`, `remove_wanted`, `review_wanted`,
    `follow_wanted` and `observe_wanted` carry a `PlanView`; `open_wanted` the id of an observation.
    """

    new_wanted = Signal()
    baseline_wanted = Signal()
    edit_wanted = Signal(object)
    remove_wanted = Signal(object)
    review_wanted = Signal(object)
    follow_wanted = Signal(object)
    observe_wanted = Signal(object)
    open_wanted = Signal(int)

    def __init__(self, *, may_write: bool, parent: QWidget | None = None) -> None:
        super().__init__(texts.PLANS, parent=parent)
        self._may_write = may_write
        self.baseline = button(
            texts.BASELINE, "video", quiet=True, on_click=self.baseline_wanted.emit
        )
        set_tooltip(self.baseline, texts.BASELINE_HINT)
        self._parts: dict[int, Callable[[], QWidget]] = {}
        """Where each plan stands, by its id; earlier ones are made when they are asked for."""
        if may_write:
            self.header.addWidget(button(texts.NEW_PLAN, "add", on_click=self.new_wanted.emit))
        self.body.addWidget(self.baseline, 0, Qt.AlignmentFlag.AlignLeft)

    def show_plans(self, plans: Sequence[PlanView], *, has_baseline: bool) -> None:
        """Show these plans, those under way first."""
        self.baseline.setVisible(has_baseline)
        under_way = [plan for plan in plans if plan.reviewed_on is None]
        earlier = [plan for plan in plans if plan.reviewed_on is not None]
        rows: list[QWidget] = []
        self._parts.clear()
        if not under_way:
            rows.append(label(texts.NO_PLANS, Role.MUTED))
        for number, plan in enumerate(under_way):
            if number:
                rows.append(rule())
            block = self._plan(plan, first=number == 0)
            self._parts[plan.id] = partial(_itself, block)
            rows.append(block)
        if earlier:
            rows += [rule(), label(texts.EARLIER, Role.SECTION)]
            shown = EarlierRows(earlier, self._earlier, _AT_FIRST, name=texts.EARLIER)
            rows.append(shown)
            self._parts |= {plan.id: partial(shown.row, n) for n, plan in enumerate(earlier)}
        self.refill(rows, ruled=False)

    def part_of(self, plan_id: int) -> QWidget | None:
        """Where this plan stands."""
        find = self._parts.get(plan_id)
        return find() if find else None

    def _plan(self, plan: PlanView, *, first: bool) -> QWidget:
        form = plan.form
        block = Block()
        column = QVBoxLayout(block)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_S)
        head = QHBoxLayout()
        head.setSpacing(SPACE_S)
        head.addWidget(prose(form.activity, Role.STRONG), 1)
        if self._may_write:
            edit = tool_button(
                "edit",
                f"Edit the plan: {form.activity}",
                on_click=lambda: self.edit_wanted.emit(plan),
            )
            remove = tool_button(
                "delete", f"Remove: {form.activity}", on_click=lambda: self.remove_wanted.emit(plan)
            )
            head.addWidget(edit, 0, Qt.AlignmentFlag.AlignTop)
            head.addWidget(remove, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        column.addLayout(_areas(plan))
        why = ". ".join(part for part in (plan.why.capitalize(), form.why_note) if part)
        from_on = day_words(form.from_on) if form.from_on else ""
        review_on = day_words(form.review_on) if form.review_on else ""
        column.addLayout(
            named(
                (texts.WHY, why),
                (texts.PROVISION_USED, form.provision),
                (texts.SUCCESS_CRITERIA, form.success_criteria),
                (texts.WHO_WHEN, form.who_and_when),
                (texts.PLAN_OUTCOMES, "\n".join(plan.outcomes)),
                (texts.FROM, from_on),
                (texts.REVIEW_ON, review_on),
            )
        )
        column.addWidget(label(texts.SEEN if plan.seen else texts.NOT_SEEN, Role.MUTED))
        if plan.seen:
            column.addWidget(seen_rows(plan.seen, self.open_wanted.emit))
        column.addLayout(self._next(plan, first=first))
        return block

    def _next(self, plan: PlanView, *, first: bool) -> QHBoxLayout:
        """What comes next for a plan under way: it is reviewed, or seen once more."""
        row = QHBoxLayout()
        row.setSpacing(SPACE_S)
        if self._may_write:
            row.addWidget(
                button(
                    texts.REVIEW,
                    "checkmark_circle",
                    primary=first,
                    on_click=lambda: self.review_wanted.emit(plan),
                )
            )
        observe = button(
            texts.OBSERVE,
            "add",
            name=f"{texts.OBSERVE}: {plan.form.activity}",
            on_click=lambda: self.observe_wanted.emit(plan),
        )
        set_tooltip(observe, texts.OBSERVE_HINT)
        row.addWidget(observe)
        row.addStretch(1)
        return row

    def _earlier(self, plan: PlanView) -> QWidget:
        assert plan.reviewed_on is not None
        block = Block()
        column = QVBoxLayout(block)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_XS)
        column.addWidget(prose(plan.form.activity))
        column.addWidget(label(f"Reviewed on {day_words(plan.reviewed_on)}", Role.MUTED))
        next_action = ": ".join(
            part for part in (plan.next_action.capitalize(), plan.review.next_action_note) if part
        )
        column.addLayout(
            named(
                (texts.WORKED, plan.review.what_worked),
                (texts.BUILD_ON, plan.review.build_on),
                (texts.NEXT_ACTION, next_action),
            )
        )
        if not self._may_write:
            return block
        follow = button(
            texts.FOLLOW,
            quiet=True,
            name=f"{texts.FOLLOW}: {plan.form.activity}",
            on_click=lambda: self.follow_wanted.emit(plan),
        )
        column.addWidget(follow, 0, Qt.AlignmentFlag.AlignLeft)
        return block


class ProvisionCard(ListCard):
    """`add_wanted`; `edit_wanted` and `remove_wanted` carry a `ProvisionView`."""

    add_wanted = Signal()
    edit_wanted = Signal(object)
    remove_wanted = Signal(object)

    def __init__(self, *, may_write: bool, parent: QWidget | None = None) -> None:
        super().__init__(texts.PROVISION, subtitle=texts.PROVISION_SENTENCE, parent=parent)
        self._may_write = may_write
        if may_write:
            self.header.addWidget(button(texts.ADD_PROVISION, "add", on_click=self.add_wanted.emit))

    def show_provision(self, rows: Sequence[ProvisionView]) -> None:
        """Show these changes, the latest first."""
        self.refill_first(
            rows,
            self._row,
            2 * _AT_FIRST,
            nothing=texts.NO_PROVISION,
            ruled=False,
            spacing=SPACE_S,
        )

    def _row(self, view: ProvisionView) -> QWidget:
        row = Block()
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(SPACE_XS)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(prose(view.what))
        until = f" to {day_words(view.until_on)}" if view.until_on else ", still in use"
        words.addWidget(label(f"From {day_words(view.from_on)}{until}", Role.MUTED))
        if view.effect:
            words.addWidget(prose(view.effect))
        across.addLayout(words, 1)
        if not self._may_write:
            return row
        top = Qt.AlignmentFlag.AlignTop
        edit = tool_button(
            "edit", f"Edit: {view.what}", on_click=lambda: self.edit_wanted.emit(view)
        )
        remove = tool_button(
            "delete", f"Remove: {view.what}", on_click=lambda: self.remove_wanted.emit(view)
        )
        across.addWidget(edit, 0, top)
        across.addWidget(remove, 0, top)
        return row


def _itself(block: QWidget) -> QWidget:
    return block


def _areas(plan: PlanView) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(SPACE_XS)
    for area in plan.form.areas:
        row.addWidget(AreaMark(area))
        row.addWidget(label(area.title, wrap=False))
        row.addSpacing(SPACE_S)
    row.addStretch(1)
    return row
