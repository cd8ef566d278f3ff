"""Reports on a pupil who is invented, and ways to read what came out."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Callable
from datetime import date

import pikepdf
import pytest
from PIL import Image, ImageDraw

from engagement_desktop.models.areas import Area
from engagement_desktop.models.editions import Edition
from engagement_desktop.models.ehc_dates import Transfer, review_dates
from engagement_desktop.models.states import AreaOfNeed, StepStatus
from engagement_desktop.reports import year_end
from engagement_desktop.reports.content import Picture, PupilDetails, SchoolDetails, Section
from engagement_desktop.reports.ehc_review import (
    DatedEvidence,
    EhcReviewEvidence,
    Meeting,
    OutcomeEvidence,
    ProvisionEvidence,
    StepEvidence,
)
from engagement_desktop.reports.year_end import Attendance, YearEndReport

MEETING = date(2026, 12, 10)


def photo(width: int = 640, height: int = 360, colour: str = "#285a78", **more: object) -> bytes:
    """A JPEG with a circle in it (a stretched one would show as an ellipse)."""
    image = Image.new("RGB", (width, height), colour)
    middle, radius = (width / 2, height / 2), min(width, height) / 3
    ImageDraw.Draw(image).ellipse(
        (middle[0] - radius, middle[1] - radius, middle[0] + radius, middle[1] + radius),
        fill="#e8ecf1",
    )
    out = io.BytesIO()
    image.save(out, "JPEG", **more)
    return out.getvalue()


def picture(caption: str, description: str = "", **size: int) -> Picture:
    return Picture(photo(**size), caption, description or f"Photo: {caption}")


def pdf_of(data: YearEndReport, **options: Edition) -> bytes:
    out = io.BytesIO()
    year_end.render(data, out, **options)
    return out.getvalue()


def read_in_order(pdf: bytes) -> str:
    """The text of all pages in the order in which the file holds it, as a screen reader is told."""
    said: list[str] = []
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        for page in opened.pages:
            fonts = {name: _letters(font) for name, font in page.Resources.Font.items()}
            letters: dict[int, str] = {}
            for operands, operator in pikepdf.parse_content_stream(page):
                if str(operator) == "Tf":
                    letters = fonts[str(operands[0])]
                elif str(operator) == "Tj":
                    said += [letters[code] for code in bytes(operands[0])]
    return unicodedata.normalize("NFC", "".join(said))


def _letters(font: pikepdf.Object) -> dict[int, str]:
    entries = re.findall(rb"<(\w\w)> <((?:\w{4})*)>", font.ToUnicode.read_bytes())
    return {int(code, 16): bytes.fromhex(to.decode()).decode("utf-16-be") for code, to in entries}


@pytest.fixture
def full_report() -> YearEndReport:
    return YearEndReport(
        school=SchoolDetails("Hillside School", "Mrs R. Patel"),
        pupil=PupilDetails("Amara", "Amara Okafor", "Willow class", "Year 4"),
        school_year="2025–26",
        written_on=date(2026, 7, 10),
        teacher="Jo Field",
        cover=picture("Amara reaching for the bubble tube, November"),
        loved=Section("Amara has had a year of bubbles, drums and water."),
        areas=tuple(
            (area, Section(f"What Amara did in {area.value}.", (picture(f"In {area.value}"),)))
            for area in reversed(Area)
        ),
        subjects=Section("Music: the drum.\n\nVisits:\n- the farm\n- the sea"),
        general_progress=Section("Amara is well and settled."),
        attendance=Attendance(380, 341),
        next_year=Section("1. the rebound room\n2. the switch in more places"),
        talk=Section("Please come on 15 July."),
    )


@pytest.fixture
def render() -> Callable[..., bytes]:
    return pdf_of


@pytest.fixture
def evidence() -> EhcReviewEvidence:
    asking = OutcomeEvidence(
        key=1,
        wording="Amara will ask for more.",
        needs=(AreaOfNeed.COMMUNICATION, AreaOfNeed.COGNITION),
        success="A new adult gives her more within a minute.",
        expected_by=date(2027, 7, 20),
        steps=(StepEvidence("Looks up for “more”", StepStatus.ACHIEVED, date(2026, 3, 20)),),
        then=DatedEvidence(
            date(2026, 3, 12), "Looked once it was lit.", (Area.ANTICIPATION,), "Jo Field",
            picture=picture("12 March"),
        ),
        now=DatedEvidence(date(2026, 11, 18), "Looked up before it lit.", (Area.ANTICIPATION,)),
        provision=(ProvisionEvidence("Switch on the right", date(2026, 9, 8), effect="Finds it."),),
        appropriate="Yes, with people outside school.",
        proposed_steps="Ask at the pool\nUse the switch at home",
    )  # fmt: skip
    standing = OutcomeEvidence(
        key=2,
        wording="Amara will stand during a story.",
        needs=(AreaOfNeed.SENSORY_PHYSICAL,),
        appropriate="Nearly met.",
    )
    return EhcReviewEvidence(
        school=SchoolDetails("Hillside School"),
        pupil=PupilDetails("Amara", "Amara Okafor", "Willow class", "Year 6", date(2016, 3, 4)),
        written_on=date(2026, 11, 20),
        meeting=Meeting(MEETING, "The Garden Room", ("Ngozi Okafor, mother",)),
        dates=review_dates(MEETING, (Transfer.TO_SECONDARY, 2027)),
        pupil_view=Section("Her yes is a long look up."),
        parent_view=Section("We want her to be understood."),
        professional_view=Section("Continue with the switch."),
        outcomes=(standing, asking),
        differences=Section("More hydrotherapy is wanted."),
        recommendations=Section("Keep the outcome."),
    )
