"""The list of evidence shows the very frame that a report would print, never the clip’s poster."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import numpy as np
from PIL import Image

from engagement_desktop.models.states import ReportKind
from engagement_desktop.services import observations, reporting, review
from engagement_desktop.services.offered_evidence import evidence_for
from engagement_desktop.services.report_evidence import small_still
from tests.helpers.clips import Recipe, encode, read_number
from tests.helpers.reports import observed, permit_family, photo
from tests.helpers.small_school import SmallSchool, small_school


def number_in(jpeg: bytes) -> int | None:
    with Image.open(io.BytesIO(jpeg), formats=("JPEG",)) as image:
        return read_number(np.asarray(image.convert("RGB"))[..., ::-1])


def mark(school: SmallSchool, observation_id: int, frame: int) -> None:
    (clip,) = observations.observation(school.work, observation_id).evidence
    index = review.review_clip(school.work, clip.id).index
    review.add_marker(
        school.work, clip.id, pts=index.pts[frame], frame=frame, time_base=index.time_base
    )


def test_the_frame_that_a_mark_names_is_the_frame_in_the_list(tmp_path: Path) -> None:
    clip = encode(Recipe(frames=24))
    with small_school(tmp_path) as school:
        permit_family(school)
        marked = observed(school, date(2026, 3, 12), "Looked up.", picture=clip)
        mark(school, marked, 17)
        observed(school, date(2026, 3, 5), "Reached out.", picture=photo())
        made = reporting.begin(school.work, school.amara, ReportKind.YEAR_END, "2025–26").value
        of_clip, of_photo = (item.still for item in evidence_for(school.work, made).items)
        assert of_clip is not None
        assert of_photo is not None

        assert of_clip.poster is None, "the poster is another frame"
        shown = small_still(school.work, of_clip)
        assert shown is not None
        assert number_in(shown) == 17
        assert small_still(school.work, of_photo) == of_photo.poster is not None
