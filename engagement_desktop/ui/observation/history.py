"""Undo and redo over everything that is changed in the editor: texts, chips, evidence, in one row.

Within a text its own undo comes first, letter by letter; this one takes back whole changes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields

from PySide6.QtCore import QObject, Signal

from engagement_desktop.models.areas import Area
from engagement_desktop.services.observation_views import ObservationForm, ResponseForm

_LONGEST = 200
"""Steps that are remembered."""


class Step:
    """A change that can be taken back and made again, in turn; never the same twice."""

    def __init__(self, undo: Callable[[], object], redo: Callable[[], object]) -> None:
        self._undo, self._redo = undo, redo
        self._is_done = True

    def undo(self) -> None:
        """Take it back, unless that was done."""
        if self._is_done:
            self._is_done = False
            self._undo()

    def redo(self) -> None:
        """Make it again, if it was taken back."""
        if not self._is_done:
            self._is_done = True
            self._redo()


class _Typed(Step):
    """A change of the form; `text` names the one text in which it is, if it is one."""

    def __init__(
        self,
        before: ObservationForm,
        after: ObservationForm,
        show: Callable[[ObservationForm], object],
    ) -> None:
        super().__init__(lambda: show(self.before), lambda: show(self.after))
        self.before, self.after = before, after
        self.text = _text_changed(before, after)


class History(QObject):
    """The changes of the observation shown. `show` puts a form into the editor's fields."""

    changed = Signal()

    def __init__(self, show: Callable[[ObservationForm], object], parent: QObject) -> None:
        super().__init__(parent)
        self._show = show
        self._form: ObservationForm | None = None
        self._past: list[Step] = []
        self._future: list[Step] = []

    @property
    def can_undo(self) -> bool:
        """Whether there is a change to take back."""
        return bool(self._past)

    @property
    def can_redo(self) -> bool:
        """Whether there is a change to make again."""
        return bool(self._future)

    def begin(self, form: ObservationForm) -> None:
        """Another observation, or one as it stands after a step that is not taken back here."""
        self._form = form
        self._past.clear()
        self._future.clear()
        self.changed.emit()

    def moved_on(self, form: ObservationForm) -> None:
        """The form was changed elsewhere, as when a clip said when it was taken."""
        self._form = form

    def typed(self, form: ObservationForm) -> None:
        """The form reads like this now; what goes on in one text is one change."""
        before, self._form = self._form, form
        if before is None or before == form:
            return
        step = _Typed(before, form, self._put)
        last = self._past[-1] if self._past else None
        goes_on = isinstance(last, _Typed) and step.text is not None and last.text == step.text
        if isinstance(last, _Typed) and goes_on and last.after == before and not self._future:
            last.after = form
        else:
            self.did(step)

    def did(self, step: Step) -> Step:
        """Something was changed that can be taken back; gives the step."""
        self._past.append(step)
        del self._past[:-_LONGEST]
        self._future.clear()
        self.changed.emit()
        return step

    def undo(self) -> None:
        """Take the last change back."""
        if self._past:
            step = self._past.pop()
            self._future.append(step)
            step.undo()
            self.changed.emit()

    def redo(self) -> None:
        """Make the change again that was taken back last."""
        if self._future:
            step = self._future.pop()
            self._past.append(step)
            step.redo()
            self.changed.emit()

    def _put(self, form: ObservationForm) -> None:
        self._form = form
        self._show(form)


def _text_changed(before: ObservationForm, after: ObservationForm) -> str | None:
    """The name of the one text that differs; None where anything else does, or more than one."""
    names = [
        each.name
        for each in fields(ObservationForm)
        if getattr(before, each.name) != getattr(after, each.name)
    ]
    if names == ["responses"]:
        return _response_text_changed(before, after)
    if len(names) == 1 and isinstance(getattr(after, names[0]), str):
        return None if names[0] in _CHOSEN else names[0]
    return None


_CHOSEN = frozenset({"why_activity", "who_observed", "next_action"})
"""Fields whose text is the key of a word that was chosen."""


def _response_text_changed(before: ObservationForm, after: ObservationForm) -> str | None:
    differing = [area for area in Area if before.response(area) != after.response(area)]
    if len(differing) != 1:
        return None
    then, now = before.response(differing[0]), after.response(differing[0])
    others = [each.name for each in fields(ResponseForm) if each.name != "what_pupil_did"]
    same = all(getattr(then, name) == getattr(now, name) for name in others)
    return f"responses.{differing[0].value}" if same else None
