"""The evidence for a plan's review, read back as the meeting meets it."""

from __future__ import annotations

import io
from dataclasses import replace

import pikepdf
import pytest

from engagement_desktop.models.areas import Area
from engagement_desktop.models.editions import Edition
from engagement_desktop.models.states import AreaOfNeed, StepStatus
from engagement_desktop.reports import ehc_review
from engagement_desktop.reports.content import Section
from engagement_desktop.reports.ehc_review import (
    DatedEvidence,
    EhcReviewEvidence,
    Meeting,
    OutcomeEvidence,
    ProvisionEvidence,
    StepEvidence,
    missing_parts,
)
from tests.helpers.pdf import words_of

from .conftest import MEETING, picture


def _pdf(data: EhcReviewEvidence, **options: Edition) -> bytes:
    out = io.BytesIO()
    ehc_review.render(data, out, **options)
    return out.getvalue()


@pytest.mark.parametrize("edition", Edition)
def test_each_outcome_stands_under_its_area_of_need_with_then_and_now(evidence, edition):
    words = words_of(_pdf(evidence, edition=edition))

    order = [
        "Reviewing Amara’s EHC plan",
        "Her yes is a long look up.",
        "We want her to be understood.",
        "Continue with the switch.",
        "Communication and interaction",
        "Amara will ask for more.",
        "This outcome also belongs to cognition and learning.",
        "A new adult gives her more within a minute.",
        "Achieved",
        "Then: 12 March 2026",
        "Looked once it was lit.",
        "Now: 18 November 2026",
        "Looked up before it lit.",
        "Finds it.",
        "Does this outcome stay right for Amara?",
        "Ask at the pool",
        "Sensory and/or physical",
        "Amara will stand during a story.",
        "More hydrotherapy is wanted.",
        "Keep the outcome.",
    ]
    found = [words.index(part) for part in order]
    assert found == sorted(found)


def test_the_dates_of_the_law_stand_on_it_with_their_source(evidence):
    words = words_of(_pdf(evidence))

    for part in ("26 November 2026", "24 December 2026", "7 January 2027", "15 February 2027"):
        assert part in words
    assert "SEND Regulations 2014, regulation 20" in words


def test_what_regulation_20_asks_for_is_missed_until_it_is_written(evidence):
    assert missing_parts(evidence) == ()
    first, second = evidence.outcomes
    thin = replace(
        evidence, parent_view=Section(), outcomes=(replace(first, appropriate=" "), second)
    )
    assert [(missing.part.key, missing.outcome) for missing in missing_parts(thin)] == [
        ("view.parents", ""),
        ("outcome.2.appropriate", "Amara will stand during a story."),
    ]


def test_a_plan_by_another_name_keeps_its_name(evidence):
    words = words_of(_pdf(replace(evidence, plan_name="high-needs funding agreement")))
    assert "Reviewing Amara’s high-needs funding agreement" in words
    assert "EHC plan" not in words


def test_tables_have_heads_that_a_screen_reader_can_find(evidence):
    with pikepdf.open(io.BytesIO(_pdf(evidence))) as pdf:
        heads = [
            str(entry.A.Scope)
            for entry in pdf.objects
            if isinstance(entry, pikepdf.Dictionary) and entry.get("/S") == "/TH"
        ]
    assert "/Column" in heads
    assert "/Row" in heads


@pytest.mark.parametrize("edition", Edition)
def test_no_text_is_too_long_or_too_strange_to_print(evidence, edition):
    long = '<b>&amp;</para> <img src="x"/> ' + "words and more words " * 500
    outcome = OutcomeEvidence(
        key=1,
        wording=long,
        needs=(AreaOfNeed.SEMH,),
        success=long,
        steps=(StepEvidence(long, StepStatus.CHANGED, MEETING),),
        then=DatedEvidence(MEETING, long, tuple(Area), long, long, picture(long)),
        provision=(ProvisionEvidence(long, MEETING, MEETING, long),),
        appropriate=long,
        proposed_steps="\n".join(["step"] * 300),
    )
    meeting = Meeting(MEETING, long, (long,))
    words = words_of(_pdf(replace(evidence, outcomes=(outcome,), meeting=meeting),
                          edition=edition))  # fmt: skip

    assert '<img src="x"/>' in words
    assert "Keep the outcome." in words


def test_the_same_evidence_gives_the_same_bytes(evidence):
    assert _pdf(evidence) == _pdf(evidence)
