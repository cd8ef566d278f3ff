"""Papers that leave the school's file, saved or printed: each is entered before it does.

A report, a timeline, a list: whoever looks through who did what finds that it was taken out, and by
whom. Nothing leaves where that cannot be written down.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from engagement_desktop.models.roles import Act
from engagement_desktop.services.report_files import save_over
from engagement_desktop.services.workspace import Workspace

OF_PUPILS = frozenset(
    {"engagement_profile", "timeline_sheet", "em_list", "subject_access", "calendar"}
)
"""Kinds of papers that are no record: they are entered with the ids of the pupils they are of."""


@dataclass(frozen=True)
class Leaving:
    """How a paper is entered: its kind, the ids of the records it is made of, and as which act."""

    kind: str
    ids: tuple[int, ...]
    act: Act = Act.REPORT


def enter(work: Workspace, leaving: Leaving) -> None:
    """Enter that a paper leaves: just before it does.

    Raises:
        NotAllowed, PasswordNeeded, and AppError where it cannot be written: then nothing may leave.
    """
    work.took_out(leaving.act, leaving.kind, leaving.ids)


def save(work: Workspace, pdf: bytes, leaving: Leaving, to: Path) -> Path:
    """Enter a paper, and write it to exactly this place, in the stead of what is there.

    Raises:
        As `enter`; AppError where it cannot be written to `to`, and what was there is unchanged.
    """
    enter(work, leaving)
    return save_over(to, pdf)
