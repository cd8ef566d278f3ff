"""The observations made against a plan, as they are read under it and beside its review."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from engagement_desktop.models.states import ObservationStatus
from engagement_desktop.services.plan_observations import SeenForPlan
from engagement_desktop.ui.day_words import day_words
from engagement_desktop.ui.look.tokens import SPACE_S, Role
from engagement_desktop.ui.plans import texts
from engagement_desktop.ui.widgets.block import Block
from engagement_desktop.ui.widgets.buttons import button
from engagement_desktop.ui.widgets.earlier_rows import EarlierRows
from engagement_desktop.ui.widgets.labels import label
from engagement_desktop.ui.widgets.prose import prose

_AT_FIRST = 3


def seen_rows(
    seen: Sequence[SeenForPlan], open_it: Callable[[int], object] | None = None
) -> EarlierRows:
    """The latest of them, and the others when they are asked for; `open_it` takes the id of one."""
    return EarlierRows(
        seen, lambda each: _row(each, open_it), _AT_FIRST, spacing=SPACE_S, name=texts.SEEN
    )


def _row(seen: SeenForPlan, open_it: Callable[[int], object] | None) -> QWidget:
    block = Block()
    column = QVBoxLayout(block)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    parts = [day_words(seen.on), seen.activity, seen.place]
    if seen.status is not ObservationStatus.APPROVED:
        parts.append(seen.status.value)
    title = " · ".join(part for part in parts if part)
    if open_it is None:
        column.addWidget(label(title, Role.MUTED))
    else:
        number = seen.observation_id
        go = button(
            day_words(seen.on), quiet=True, name=f"Open: {title}", on_click=lambda: open_it(number)
        )
        column.addWidget(go, 0, Qt.AlignmentFlag.AlignLeft)
        rest = " · ".join(part for part in parts[1:] if part)
        if rest:
            column.addWidget(label(rest, Role.MUTED))
    said = [f"{area.title}: {did}" for area, did in seen.responses if did]
    for words in said or [seen.narrative]:
        if words:
            column.addWidget(prose(words))
    return block
