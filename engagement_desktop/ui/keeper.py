"""Keeps what is typed: within a second of the last key, on leaving, and again when a save failed.

Not a letter depends on the editor staying open: a save carries its own form, and one that failed
is kept here and offered again until it is in the file.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, Signal

from engagement_desktop.errors import AppError
from engagement_desktop.services.changes import Saved
from engagement_desktop.ui.context import UiContext
from engagement_desktop.ui.typing_pause import TypingPause

Key = TypeVar("Key", bound=Hashable)
Form = TypeVar("Form")

TRY_AGAIN = "Try again"
"""Beside the problem, when what was typed could not be saved."""


class KeeperSignals(QObject):
    """`saved` carries what the save returned, for the record followed now; `written` a record and
    what its save returned, for any; `unsaved` comes with the first change after a save; `failed`
    when a save did not succeed."""

    saved = Signal(object)
    written = Signal(object, object)
    unsaved = Signal()
    failed = Signal()


class Keeper(Generic[Key, Form]):
    """Saves the form of the record it follows.

    Args:
        form: gives the form as it is typed now.
        save: writes a form into a record; called on a worker.
        owner: whose writing it is, for `Changes`.
    """

    def __init__(
        self,
        context: UiContext,
        form: Callable[[], Form],
        save: Callable[[Key, Form], Saved[object]],
        owner: QObject,
    ) -> None:
        self.signals = KeeperSignals(owner)
        self._context = context
        self._form = form
        self._save = save
        self._owner = owner
        self._key: Key | None = None
        self._dirty = False
        self._under_way: Counter[Key] = Counter()
        self._failed: dict[Key, Form] = {}
        self._turns: Counter[Key] = Counter()
        self._afterwards: dict[Key, Callable[[], None]] = {}
        self._pause = TypingPause(self.flush, self.signals)

    @property
    def all_saved(self) -> bool:
        """Whether everything typed is acknowledged to be in the file."""
        return not self._dirty and not self._under_way.total() and not self._failed

    def is_saved(self, key: Key) -> bool:
        """Whether everything typed into this record is acknowledged to be in the file."""
        typing = self._dirty and key == self._key
        return not typing and not self.is_writing(key) and key not in self._failed

    def is_writing(self, key: Key) -> bool:
        """Whether a save of this record is under way."""
        return self._under_way[key] > 0

    def turn_of(self, key: Key) -> int:
        """A number that changes whenever this record is typed into or a save of it begins or ends:
        what was read before is not what stands there now."""
        return self._turns[key]

    def waiting(self, key: Key) -> Form | None:
        """What was typed into this record and could not be saved; None if there is nothing."""
        return self._failed.get(key)

    def unsaved(self) -> dict[Key, Form]:
        """What could not be saved, of any record."""
        typing = {self._key: self._form()} if self._dirty and self._key is not None else {}
        return self._failed | typing

    def take_up(self, unsaved: dict[Key, Form]) -> None:
        """Go on with what another keeper could not save."""
        self._failed |= unsaved
        self.flush_all()

    def forget(self, key: Key) -> None:
        """The record is gone, and so is the wish to write into it."""
        if key == self._key:
            self._pause.stop()
            self._dirty = False
            self._key = None
        self._failed.pop(key, None)
        self._afterwards.pop(key, None)

    def after_saving(self, key: Key, call: Callable[[], None]) -> None:
        """Call when this record is wholly in the file: now, or when its save is acknowledged."""
        if self.is_saved(key):
            call()
        else:
            self._afterwards[key] = call

    @property
    def key(self) -> Key | None:
        """The record it follows."""
        return self._key

    def follow(self, key: Key | None) -> None:
        """Keep this record from now on; what the earlier one still had is written first."""
        self.flush()
        self._key = key

    def touch(self) -> None:
        """Something was typed."""
        if self._key is None:
            return
        self._turns[self._key] += 1
        first, self._dirty = not self._dirty, True
        self._pause.key_pressed(first=first)
        if first:
            self.signals.unsaved.emit()

    def flush(self) -> None:
        """Write what is not written yet, now."""
        self._pause.stop()
        if self._key is None:
            return
        if self._dirty:
            self._dirty = False
            self.write(self._key, self._form())
        else:
            self._try_again(self._key)

    def write(self, key: Key, form: Form) -> None:
        """Write this form into a record, without following it."""
        self._failed.pop(key, None)
        self._write(key, form)

    def flush_all(self) -> None:
        """Write what is not written yet, and offer again what could not be saved, of any record."""
        self.flush()
        for key in tuple(self._failed):
            self._try_again(key)

    def taken_over(self) -> Form:
        """The form as typed, for a step that writes it itself (approval); nothing waits now."""
        self._pause.stop()
        self._dirty = False
        if self._key is not None:
            self._failed.pop(self._key, None)
        return self._form()

    def _write(self, key: Key, form: Form) -> None:
        self._under_way[key] += 1
        self._turns[key] += 1
        acknowledged = False

        def done(value: object) -> None:
            nonlocal acknowledged
            acknowledged = True
            self._ended(key)
            self._failed.pop(key, None)  # an earlier form, which this one has overtaken
            self.signals.written.emit(key, value)
            if key == self._key:
                self.signals.saved.emit(value)
            if self.is_saved(key) and (afterwards := self._afterwards.pop(key, None)):
                afterwards()

        def failed(error: AppError) -> None:
            self._context.messages.problem(error, TRY_AGAIN, lambda: self._try_again(key))

        def ended() -> None:
            """Whatever stopped a save, a fault of ours too: what was typed waits here."""
            if not acknowledged:
                self._ended(key)
                self._failed[key] = form
                self.signals.failed.emit()

        task = self._context.tasks.write(
            lambda: self._save(key, form), done, owner=self._owner, failed=failed
        )
        task.ended.connect(ended)

    def _ended(self, key: Key) -> None:
        self._under_way[key] -= 1
        self._turns[key] += 1

    def _try_again(self, key: Key) -> None:
        if self.is_writing(key):
            return  # what is under way was typed later
        form = self._failed.pop(key, None)
        if form is not None:
            self._write(key, form)
