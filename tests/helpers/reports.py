"""A small school's year in a few records: observations with photos, and the permission to show."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, date, datetime

from PIL import Image, ImageDraw

from engagement_desktop.models.areas import Area
from engagement_desktop.models.states import PermissionUse
from engagement_desktop.progress import SilentProgress
from engagement_desktop.services import evidence, observations, permissions
from engagement_desktop.services.observation_views import ResponseForm
from tests.helpers.small_school import SmallSchool


def photo(colour: str = "#285a78", size: tuple[int, int] = (640, 360)) -> bytes:
    """A JPEG with a disc in it."""
    image = Image.new("RGB", size, colour)
    width, height = size
    radius = min(size) / 3
    box = (width / 2 - radius, height / 2 - radius, width / 2 + radius, height / 2 + radius)
    ImageDraw.Draw(image).ellipse(box, fill="#e8ecf1")
    out = io.BytesIO()
    image.save(out, "JPEG")
    return out.getvalue()


def observed(
    school: SmallSchool,
    day: date,
    words: str,
    area: Area = Area.ANTICIPATION,
    *,
    activity: str = "Bubble tube",
    picture: bytes | None = None,
    approve: bool = True,
    outcome: bool = False,
) -> int:
    """An observation of Amara on `day`; its id."""
    view = observations.new_observation(school.work, school.amara).value
    form = replace(
        view.form,
        occurred_at=datetime(day.year, day.month, day.day, 10, 30, tzinfo=UTC),
        activity=activity,
        place="Sensory room",
        observer_id=school.teacher,
        responses=(ResponseForm(area, words, how_established="how_established.developing"),),
        outcome_ids=(school.outcome,) if outcome else (),
    )
    observations.autosave(school.work, view.id, form)
    if picture is not None:
        evidence.attach(school.work, school.amara, view.id, picture, "photo.jpg", SilentProgress())
    if approve:
        observations.approve(school.work, view.id, form)
    return view.id


def permit_family(school: SmallSchool, since: date = date(2025, 9, 1)) -> int:
    """Amara's parents permit that pictures are shared with them; the permission's id."""
    form = permissions.PermissionForm(
        use=PermissionUse.FAMILY, given_by="Ngozi Okafor", basis="consent", from_on=since
    )
    return permissions.add(school.work, school.amara, form).value
