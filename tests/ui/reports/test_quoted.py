"""How evidence reads in a paragraph: its words, and the day or both days of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from engagement_desktop.services.report_views import ComparedWith, EvidenceItem
from engagement_desktop.ui.reports.evidence_model import EvidenceModel
from engagement_desktop.ui.reports.evidence_panel import days_shown
from engagement_desktop.ui.reports.texts import quoted


def item(words: str, then: ComparedWith | None = None) -> EvidenceItem:
    return EvidenceItem(7, date(2026, 11, 12), "", "", words, (), False, (), None, then)


def test_an_observation_is_quoted_with_its_day() -> None:
    assert quoted(item("Looked first ")) == "Looked first. (12 November)"


def test_a_comparison_is_quoted_with_both_its_days() -> None:
    then = ComparedWith(1, 3, date(2025, 3, 12))
    assert quoted(item("Now she looks first.", then)) == (
        "Now she looks first. (12 March 2025 and 12 November 2026)"
    )


def test_statements_of_another_framework_come_along_where_the_writer_wants_them() -> None:
    tagged = replace(item("She turned."), statements=("Routes: RfL 1 Turns to a voice",))
    model = EvidenceModel()
    model.show_items([tagged])
    first = model.index(0)
    assert quoted(model.item(first)) == "She turned. (12 November)"
    model.with_statements = True
    assert quoted(model.item(first)) == "She turned. (12 November; Routes: RfL 1 Turns to a voice)"


def test_both_days_of_a_comparison_are_shown_whole_beside_the_marks_or_under_them():
    days = "12 Mar and 18 Nov"
    assert days_shown("Anticipation", days, len, 40) == (f"Anticipation · {days}", ())
    assert days_shown("Anticipation", days, len, 20) == (days, ())
    assert days_shown("Anticipation", days, len, 15) == ("Anticipation", (days,))
    assert days_shown("", days, len, 3) == ("", (days,))
