"""Keeps with a clip the cue and the part that were set in it."""

from __future__ import annotations

from PySide6.QtCore import QObject

from engagement_desktop.errors import AppError
from engagement_desktop.models.roles import Act
from engagement_desktop.services import review
from engagement_desktop.services.changes import Saved
from engagement_desktop.ui.context import UiContext
from engagement_desktop.ui.keeper import TRY_AGAIN
from engagement_desktop.ui.review.clip import Cue, Part


def keep_point(context: UiContext, page: QObject, point: Cue | Part) -> None:
    """Write it, if that is the part of whoever looks: for others it stands while they look. What
    could not be written is offered again."""
    work = context.work
    if not work.may(Act.OBSERVE):
        return

    def write() -> Saved[None]:
        if isinstance(point, Cue):
            return review.set_cue(work, point.evidence_id, point.pts)
        return review.set_part(work, point.evidence_id, point.in_pts, point.out_pts)

    def failed(error: AppError) -> None:
        context.messages.problem(error, TRY_AGAIN, lambda: keep_point(context, page, point))

    context.tasks.write(write, owner=page, failed=failed)
