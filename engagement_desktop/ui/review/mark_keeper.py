"""Keeps what is written about marked moments, wherever a clip is reviewed.

A mark may be written about before it is in the file: it is known by its place until then.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from PySide6.QtCore import QObject

from engagement_desktop.services import review
from engagement_desktop.services.changes import Saved
from engagement_desktop.services.review import MarkerForm
from engagement_desktop.ui.context import UiContext
from engagement_desktop.ui.keeper import Keeper


@dataclass(frozen=True, eq=False)
class NewMark:
    """A moment that is being marked: frame number `frame` of a clip, at `pts` in `time_base`.
    Two marks of one frame are two."""

    evidence_id: int
    pts: int
    frame: int
    time_base: Fraction


MarkKey = int | NewMark
"""A mark by its id in the file, or one that was new when it was begun."""


class MarkKeeper(Keeper[MarkKey, MarkerForm]):
    """`signals.written` carries a `MarkKey` and the `MarkerDetail` that is in the file now."""

    def __init__(self, context: UiContext, form: Callable[[], MarkerForm], owner: QObject) -> None:
        super().__init__(context, form, self._save_mark, owner)
        self._ids: dict[NewMark, int] = {}

    def id_of(self, key: MarkKey) -> int | None:
        """A mark's id; None while it is not in the file. On the writer it is never behind."""
        return key if isinstance(key, int) else self._ids.get(key)

    def unsaved(self) -> dict[MarkKey, MarkerForm]:
        return {self.id_of(key) or key: form for key, form in super().unsaved().items()}

    def _save_mark(self, key: MarkKey, form: MarkerForm) -> Saved[object]:
        marker_id, work = self.id_of(key), self._context.work
        if marker_id is not None:
            saved = review.update_marker(work, marker_id, form)
        else:
            assert isinstance(key, NewMark)
            saved = review.add_marker(
                work,
                key.evidence_id,
                pts=key.pts,
                frame=key.frame,
                time_base=key.time_base,
                form=form,
            )
            self._ids[key] = saved.value.id
        return Saved(saved.value, saved.changes)
