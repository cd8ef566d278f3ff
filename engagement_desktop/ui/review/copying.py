"""Review copies of clips just brought in that this PC cannot decode in time, in the background.

One clip at a time, so that there is always room for bringing in the next file.
"""

from __future__ import annotations

from collections import deque

from PySide6.QtCore import QObject

from engagement_desktop.services import review_copies
from engagement_desktop.ui.context import UiContext
from engagement_desktop.ui.review import texts


class ReviewCopies(QObject):
    """Clips are handed over with `consider`; each is measured, and copied if that is needed."""

    def __init__(self, context: UiContext, owner: QObject) -> None:
        super().__init__(owner)
        self._context = context
        self._waiting: deque[int] = deque()
        self._busy = False

    def consider(self, evidence_id: int) -> None:
        """Measure this clip after those that wait already."""
        self._waiting.append(evidence_id)
        self._next()

    def _next(self) -> None:
        if self._busy or not self._waiting:
            return
        self._busy = True
        work, evidence_id = self._context.work, self._waiting.popleft()
        task = self._context.tasks.long(
            texts.COPYING,
            lambda progress: review_copies.copy_if_needed(work, evidence_id, progress),
            self._made,
            owner=self,
            cancelled=lambda: self._context.messages.say(texts.COPY_STOPPED),
            writes=True,
        )
        task.ended.connect(self._ended)

    def _made(self, source: object) -> None:
        if source is not None:
            self._context.messages.say(texts.COPY_MADE)

    def _ended(self) -> None:
        self._busy = False
        self._next()
