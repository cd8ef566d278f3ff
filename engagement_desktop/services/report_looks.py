"""The school's logo and colour on its reports."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from engagement_desktop.errors import AppError, FieldProblem, InvalidInput
from engagement_desktop.models.contrast import dark_enough, is_colour
from engagement_desktop.models.records import School
from engagement_desktop.models.roles import Act
from engagement_desktop.models.school_year import school_year
from engagement_desktop.models.states import EvidenceKind
from engagement_desktop.reports import year_end
from engagement_desktop.reports.content import PupilDetails, Section
from engagement_desktop.reports.styles import OWN_ACCENT, PAPER
from engagement_desktop.reports.year_end import YearEndReport
from engagement_desktop.services.changes import Changes, Kind, Saved
from engagement_desktop.services.chosen_file import read_file
from engagement_desktop.services.report_gathering import school_details
from engagement_desktop.services.workspace import Workspace
from engagement_desktop.video.apart.looker import APART

_LARGEST_FILE = 20_000_000  # bytes
_LONGEST = 200  # characters


@dataclass(frozen=True)
class ReportLooks:
    """How the school's reports look. `logo` is a small JPEG; `accent` is #RRGGBB, never empty."""

    logo: bytes | None
    logo_says: str
    accent: str
    own_accent: bool


@dataclass(frozen=True)
class LookForm:
    """What can be typed about it."""

    logo_says: str = ""
    accent: str = ""
    """#RRGGBB; empty for the product's own colour."""


def looks(work: Workspace) -> ReportLooks:
    """How reports look now."""
    with work.database.read() as session:
        school = _school(session)
        accent = school.accent
        return ReportLooks(school.logo, school.logo_says, accent or OWN_ACCENT, bool(accent))


def sample_page(work: Workspace) -> bytes:
    """A page of a report to parents, of nobody, as reports look now."""
    with work.database.read() as session:
        school = school_details(session)
    report = YearEndReport(
        school,
        PupilDetails("Sam", "Sam Sample"),
        school_year(work.today()),
        work.today(),
        loved=Section("Here stands what was written."),
        talk=Section("How to talk about the report with the school."),
    )
    out = io.BytesIO()
    year_end.render(report, out)
    return out.getvalue()


def save_look(work: Workspace, form: LookForm) -> Saved[str]:
    """Keep the colour and what the logo shows. The value is the colour as it is kept: one that
    could not be read on paper is made darker.

    Raises:
        InvalidInput: it is no colour, or too long a text.
    """
    accent, says = form.accent.strip(), " ".join(form.logo_says.split())
    problems = []
    if accent and not is_colour(accent):
        problems.append(
            FieldProblem(
                "accent", "Please write a colour as # and six signs from 0 to 9 and A to F."
            )
        )
    if len(says) > _LONGEST:
        problems.append(FieldProblem("logo_says", "Please say it in fewer words."))
    if problems:
        raise InvalidInput(tuple(problems))
    kept = dark_enough(accent, PAPER) if accent else ""
    with work.writing(Act.SCHOOL) as session:
        school = _school(session)
        school.accent, school.logo_says = kept, says
    return Saved(kept, Changes.of(Kind.SCHOOL, 0))


def set_logo_file(work: Workspace, path: Path) -> Saved[None]:
    """Keep a small copy of the picture in a file as the school's logo; nothing else of the file.

    Raises:
        AppError: the file cannot be read, or is no picture.
    """
    content = read_file(path, _LARGEST_FILE)
    if len(content) > _LARGEST_FILE:
        raise AppError(
            "This file is very large for a logo.", to_do="Please choose a smaller picture."
        )
    found = APART.probe(lambda: io.BytesIO(content), len(content), path.name)
    if found.kind is not EvidenceKind.PHOTO or found.poster_jpeg is None:
        raise AppError(
            "This file could not be opened as a picture.",
            safe="The logo is as it was.",
            to_do="Please choose a JPEG, PNG or HEIC picture.",
        )
    return _set_logo(work, found.poster_jpeg)


def remove_logo(work: Workspace) -> Saved[None]:
    """Print reports without a logo."""
    return _set_logo(work, None)


def _set_logo(work: Workspace, logo: bytes | None) -> Saved[None]:
    with work.writing(Act.SCHOOL) as session:
        _school(session).logo = logo
    return Saved(None, Changes.of(Kind.SCHOOL, 0))


def _school(session: Session) -> School:
    return session.scalars(select(School)).one()
