"""Who did what: kept with every write, checked against the anchor, looked through and given out.

`storage/audit.py` keeps the chain. Here it begins when a file is opened, with the anchor that the
key file holds, and here it is told in words.
"""

from __future__ import annotations

import logging
from datetime import datetime
from pathlib import Path

from sqlalchemy import select

from engagement_desktop.errors import AppError
from engagement_desktop.models.records import AuditKey
from engagement_desktop.models.roles import Act
from engagement_desktop.security import key_file, key_front
from engagement_desktop.services.workspace import Workspace
from engagement_desktop.storage.audit import NEWEST, Anchor, Audit, Checked, Doing, Fault, Problem
from engagement_desktop.storage.database import Database
from engagement_desktop.storage.refusals import Damaged, telling

_log = logging.getLogger(__name__)


class SomethingMissing(AppError):  # noqa: N818 - named for what is the matter
    """The file does not hold everything that was saved in it, or was changed by another program."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(
            _happened(problem),
            safe="What is in the file can be read, and nothing more is lost by going on.",
            to_do="If a backup was just put back, this is expected. Otherwise keep the latest "
            "backup safe, and ask whoever looks after the school’s PCs to look at this file.",
        )


def begin(database: Database) -> None:
    """Enter every write of this open file from now on, and keep its anchor in the key file.

    Raises:
        Damaged: the chain's key is gone.
        What `key_file.read` raises.
    """
    path = key_front.beside(database.path)
    with database.read() as session:
        secret = session.scalar(select(AuditKey.secret))
    if secret is None:
        raise Damaged(database.path)
    found = key_file.read(path).written_up_to
    anchor = Anchor(found.number, found.head, found.at) if found else None
    database.keep_audit(Audit(secret, anchor, lambda newest: _keep(path, newest)))


def check(work: Workspace) -> Checked:
    """Compare the newest entries of a file just opened with its anchor: for a worker.

    A fault is entered, so that it stays to be seen and is told once.

    Raises:
        SomethingMissing: with what, and since when.
    """
    checked = _checked(work, NEWEST)
    if checked.problem is not None:
        told = Doing(0, "found at opening", work.now(), f"!{checked.problem.fault.name.lower()}")
        with work.database.write(told):
            pass
        raise SomethingMissing(checked.problem)
    return checked


def check_all(work: Workspace) -> Checked:
    """Look at the whole chain; the fault is in the result."""
    return _checked(work, None)


def whole_or_why_not(work: Workspace) -> str:
    """What is wrong with the whole chain, in a sentence; empty where nothing is.

    Raises:
        NotAllowed.
    """
    work.require(Act.AUDIT)
    problem = check_all(work).problem
    return _happened(problem) if problem else ""


def in_words(problem: Problem) -> str:
    """What is wrong with a chain, in a sentence."""
    return _happened(problem)


def _checked(work: Workspace, newest: int | None) -> Checked:
    audit = work.database.audit
    if audit is None:
        raise RuntimeError("the audit of this file has not begun")
    with telling(work.database.path), work.database.read() as session:
        return audit.check(session.connection().connection.driver_connection, newest=newest)


def _keep(path: Path, newest: Anchor) -> None:
    """Keep the anchor. Where the disk refuses it, the work goes on and the next one is tried."""
    reached = key_file.WrittenUpTo(number=newest.number, head=newest.head, at=newest.at)
    try:
        key_file.change(path, lambda keys: keys.model_copy(update={"written_up_to": reached}))
    except AppError as problem:
        _log.warning("The anchor could not be kept: %s", type(problem).__name__)


def _happened(problem: Problem) -> str:
    match problem.fault:
        case Fault.ENDS_EARLY:
            since = (
                f"after {_moment(problem.since)}" if problem.since else "since the file was made"
            )
            return (
                f"Some of what was saved {since}, until {_moment(problem.until)}, is missing from "
                "the school’s file."
            )
        case Fault.ANOTHER:
            return (
                "The school’s file is not the one that was last used here on "
                f"{_moment(problem.until)}: it went another way before then."
            )
        case Fault.CHANGED:
            since = f" after {_moment(problem.since)}" if problem.since else ""
            return (
                f"The list of who did what was changed or lost an entry{since}, by a fault of the "
                "disk or by another program."
            )


def _moment(at: datetime | None) -> str:
    if at is None:
        return "an unknown day"
    here = at.astimezone()
    return f"{here.day} {here:%B %Y}, {here:%H:%M}"
