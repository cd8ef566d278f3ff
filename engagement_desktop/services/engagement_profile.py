"""Gathers a pupil's engagement profile from the record, as the page it is printed on."""

from __future__ import annotations

import io
from dataclasses import replace

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload, undefer

from engagement_desktop.errors import AppError
from engagement_desktop.models.areas import Area
from engagement_desktop.models.editions import Edition
from engagement_desktop.models.records import (
    AreaResponse,
    CommunicationSign,
    Judgement,
    Observation,
    ProvisionChange,
    Pupil,
)
from engagement_desktop.models.states import ObservationStatus, PermissionUse
from engagement_desktop.reports import engagement_profile as page
from engagement_desktop.reports.content import Picture
from engagement_desktop.services import names_held, permitted
from engagement_desktop.services import report_evidence as seen
from engagement_desktop.services.leaving import Leaving
from engagement_desktop.services.report_evidence import ReportPictures
from engagement_desktop.services.report_gathering import (
    interests_of,
    pupil_details,
    school_details,
    with_more,
)
from engagement_desktop.services.report_views import Preview
from engagement_desktop.services.workspace import Workspace

_FEW = "There is little in the profile yet: how {name} communicates, what engages and what helps."
_LONG = "The profile takes more than one page: a new adult reads one. Shorten it in the record."
_NO_ROOM = "What was seen lately is left out, so that the profile stays on one page."


def preview(
    work: Workspace,
    pupil_id: int,
    pictures: ReportPictures,
    *,
    edition: Edition = Edition.ORDINARY,
) -> Preview:
    """The profile as it would be printed now.

    Raises:
        AppError: the pupil is gone, or the portrait cannot be read.
    """
    with work.database.read() as session:
        pupil = session.scalars(
            select(Pupil)
            .where(Pupil.id == pupil_id)
            .options(joinedload(Pupil.class_group), undefer(Pupil.photo))
        ).one_or_none()
        if pupil is None:
            raise AppError("This pupil is no longer in the school’s file.")
        why_not = permitted.why_not(session, pupil_id, PermissionUse.ASSESSMENT, work.today())
        data = _gathered(work, session, pupil, with_photo=not why_not)
        withheld = pupil.photo is not None and bool(why_not)
    left_out = [f"The photo is left out: {why_not}."] if withheld else []
    pdf, pages = _drawn(data, edition, pictures)
    if pages > 1 and data.areas and not edition.large:
        pdf, pages = _drawn(replace(data, areas=()), edition, pictures)
        left_out.append(_NO_ROOM)
    hints = [_FEW.format(name=data.pupil.preferred_name)] if data.empty else []
    if pages > 1 and not edition.large:
        hints.append(_LONG)
    leaving = Leaving("engagement_profile", (pupil_id,))
    return Preview(pdf, leaving, left_out=tuple(left_out), hints=tuple(hints))


def _drawn(
    data: page.EngagementProfile, edition: Edition, pictures: ReportPictures
) -> tuple[bytes, int]:
    out = io.BytesIO()
    pages = page.render(data, out, edition=edition, store=pictures.store)
    return out.getvalue(), pages


def _gathered(
    work: Workspace, session: Session, pupil: Pupil, *, with_photo: bool
) -> page.EngagementProfile:
    signs = session.scalars(
        select(CommunicationSign)
        .where(CommunicationSign.pupil_id == pupil.id)
        .order_by(CommunicationSign.position, CommunicationSign.id)
    )
    portrait = None
    if with_photo and pupil.photo is not None:
        portrait = Picture(pupil.photo, "", f"Photo: {pupil.preferred_name}")
    profile = page.EngagementProfile(
        school=school_details(session),
        pupil=pupil_details(pupil),
        written_on=work.today(),
        portrait=portrait,
        communication=pupil.communication,
        signs=tuple(
            page.Sign(row.what_pupil_does, row.what_it_means, row.how_to_answer) for row in signs
        ),
        interests=(*filter(None, pupil.interests.splitlines()), *interests_of(session, pupil.id)),
        helps=_helps(work, session, pupil),
        areas=_lately(session, pupil),
        senses=pupil.senses,
        mobility=pupil.mobility,
        medical=pupil.medical,
    )
    return names_held.without_other_pupils(session, pupil, profile)


def _helps(work: Workspace, session: Session, pupil: Pupil) -> tuple[str, ...]:
    """The provision that is in place today, with the effect it has."""
    today = work.today()
    rows = session.scalars(
        select(ProvisionChange)
        .where(
            ProvisionChange.pupil_id == pupil.id,
            ProvisionChange.from_on <= today,
            or_(ProvisionChange.until_on.is_(None), ProvisionChange.until_on >= today),
        )
        .order_by(ProvisionChange.from_on, ProvisionChange.id)
    )
    return tuple(with_more(row.what, row.effect) for row in rows)


def _lately(session: Session, pupil: Pupil) -> tuple[page.SeenLately, ...]:
    """For each area the latest judgement in words; where there is none, the latest response."""
    found = {
        row.area: page.SeenLately(row.area, row.words, row.made_at.astimezone().date())
        for row in session.scalars(
            select(Judgement).where(Judgement.pupil_id == pupil.id).order_by(Judgement.made_at)
        )
        if row.words.strip()
    }
    rows = session.execute(
        select(AreaResponse, Observation)
        .join(Observation, AreaResponse.observation_id == Observation.id)
        .where(
            Observation.pupil_id == pupil.id,
            Observation.status == ObservationStatus.APPROVED,
            AreaResponse.area.in_([area for area in Area if area not in found]),
        )
        .order_by(Observation.occurred_at.desc(), Observation.id.desc(), AreaResponse.id)
    )
    for response, row in rows:
        words = seen.without_times(response.what_pupil_did)
        if words and response.area not in found:
            found[response.area] = page.SeenLately(response.area, words, seen.day_of(row))
    return tuple(found.values())
