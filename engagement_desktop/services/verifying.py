"""Looking a school's file over: pages, records, who did what, clips’ and given reports’ hashes.

Each check alone misses something: SQLCipher's a page that is gone, SQLite's an old page put back or
the end of the log, both of them a clip whose bytes were wrong from the beginning.
"""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass

from sqlalchemy import func, select

from engagement_desktop.models.records import Evidence, Media, Observation, Pupil, Report
from engagement_desktop.models.records.media import MediaState
from engagement_desktop.progress import Progress
from engagement_desktop.services import audit, report_standing
from engagement_desktop.services.workspace import Workspace
from engagement_desktop.storage import keyed_file
from engagement_desktop.storage.refusals import Damaged


@dataclass(frozen=True)
class Verified:
    """What was looked at, a line each, and what is wrong, a sentence each."""

    looked_at: tuple[str, ...]
    problems: tuple[str, ...]


def verify(work: Workspace, progress: Progress) -> Verified:
    """Look at everything in the file; reads all of it, so it takes as long as that.

    Raises:
        Cancelled: the user stopped it.
    """
    problems = []
    progress.report(0, 0, "Looking at every page")
    with closing(work.database.connect(writes=False)) as connection:
        faults = keyed_file.faults(connection)
    if faults:
        found = _of(faults, "page or record does", "pages or records do")
        problems.append(f"The disk’s bytes have changed: {found} not fit together.")
    progress.check()
    progress.report(0, 0, "Following who did what")
    try:
        checked = audit.check_all(work)
        if checked.problem is not None:
            problems.append(audit.in_words(checked.problem))
        counts = _counts(work)
    except Damaged as damage:  # nothing more can be read with any trust
        return Verified(("Every page of the file",), (*problems, damage.sentence))
    progress.check()
    progress.report(0, 0, "Reading every clip")
    differing = work.media.verify(progress)
    problems += _named(work, differing)
    problems += report_standing.no_longer_as_given(work)
    contents = _of(_contents(work), "clip, photo or document", "clips, photos and documents")
    looked_at = (
        "Every page of the file",
        f"Every record: {', '.join(counts)}",
        f"Who did what: {_of(checked.looked_at, 'entry', 'entries')}",
        f"The contents of {contents}",
    )
    return Verified(looked_at, tuple(problems))


def _counts(work: Workspace) -> list[str]:
    with work.database.read() as session:

        def count(kind: type[Pupil | Observation | Report]) -> int:
            return session.scalars(select(func.count()).select_from(kind)).one()

        return [
            _of(count(Pupil), "pupil", "pupils"),
            _of(count(Observation), "observation", "observations"),
            _of(count(Report), "report", "reports"),
        ]


def _contents(work: Workspace) -> int:
    with work.database.read() as session:
        ready = select(func.count()).select_from(Media).where(Media.state == MediaState.READY)
        return session.scalars(ready).one()


def _named(work: Workspace, media_ids: tuple[int, ...]) -> list[str]:
    """The contents that no longer have their hash, by the observations that show them."""
    with work.database.read() as session:
        rows = session.execute(
            select(Evidence.media_id, Evidence.id, Evidence.original_name).where(
                Evidence.media_id.in_(media_ids)
            )
        ).all()
    names = {media_id: f"“{name}” (evidence {number})" for media_id, number, name in rows}
    return [
        f"{names.get(media_id, f'Content {media_id}')} is no longer as it was taken in."
        for media_id in media_ids
    ]


def _of(count: int, one: str, many: str) -> str:
    return f"{count:,} {one if count == 1 else many}"
