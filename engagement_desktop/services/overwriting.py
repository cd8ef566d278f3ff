"""Overwriting what an erasure leaves in the file: contents, and words between other records."""

from __future__ import annotations

from engagement_desktop.progress import Progress
from engagement_desktop.services import contents
from engagement_desktop.services.workspace import Workspace


def is_due(work: Workspace) -> bool:
    """Whether an erasure was stopped before all that it left was overwritten."""
    return work.database.is_write_anew_due()


def finish(work: Workspace, progress: Progress) -> None:
    """Overwrite the contents that nothing shows any more and what is left of records between
    others, and give back the free pages; others save meanwhile.

    Raises:
        Cancelled: the user stopped it; it is done after the next opening.
    """
    contents.let_go_of_unused(work.database)
    work.media.finish_removals(progress)
    contents.forget_indexes(work.database)
    work.database.write_anew(progress)
