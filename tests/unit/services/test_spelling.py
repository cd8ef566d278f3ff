"""Spelling in British English, with the words of the field and the names of the school's file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from engagement_desktop.errors import InvalidInput
from engagement_desktop.models.records import Pupil
from engagement_desktop.models.states import ReportKind, Role
from engagement_desktop.progress import SilentProgress
from engagement_desktop.services import erasing, report_preview, reporting, spelling
from engagement_desktop.services.access import NotAllowed, put_up_alone
from engagement_desktop.services.erasing import ErasureReason
from engagement_desktop.services.report_evidence import ReportPictures
from engagement_desktop.services.spelling import Speller
from tests.helpers.small_school import SmallSchool, small_school


@pytest.fixture
def school(tmp_path: Path) -> Iterator[SmallSchool]:
    with small_school(tmp_path) as made:
        yield made


def unknown(speller: Speller, text: str) -> list[str]:
    return [word.text for word in speller.unknown_in(text)]


def test_british_spelling_stands_and_american_is_marked() -> None:
    speller = Speller(())
    assert unknown(speller, "Her favourite colour; she realised, learnt, vocalised. Yoghurt!") == []
    assert unknown(speller, "favorite color, realize") == ["favorite", "color", "realize"]
    assert unknown(speller, "She recieved it.") == ["recieved"]


def test_words_of_the_field_and_of_every_day_stand() -> None:
    text = (
        "Proprioceptive and vestibular play; pre-verbal, re-engaged, hand-over-hand, multisensory. "
        "Grandad’s café, naïve, co-active, didn’t, wellbeing, SENCOs, the iPad, Makaton."
    )
    assert unknown(Speller(()), text) == []


def test_a_name_stands_with_its_capital_and_as_a_possessive() -> None:
    speller = Speller(["Aoife", "hydropod"])
    assert unknown(speller, "Aoife’s Hydropod, hydropod") == []
    assert unknown(speller, "aoife") == ["aoife"]


def test_what_may_have_been_meant_is_offered_with_its_capital() -> None:
    speller = Speller(["Amara"])
    assert speller.offers("recieved")[0] == "received"
    assert speller.offers("Recieved")[0] == "Received"
    assert speller.offers("colur")[0] == "colour"
    assert speller.offers("Amra")[0] == "Amara"
    assert "proprioceptive" in speller.offers("propriocptive")
    assert "vocalise" in speller.offers("vocalize")
    assert speller.offers("x" * 60) == ()


def test_names_in_the_file_are_known_and_a_moderator_knows_no_others(school: SmallSchool) -> None:
    with school.work.database.write() as session:
        session.get_one(Pupil, school.amara).legal_last_name = "Quillfeather"
    assert unknown(spelling.read(school.work), "Quillfeather’s") == []
    school.work.database.narrow(put_up_alone)
    assert unknown(spelling.read(school.work), "Quillfeather’s") == ["Quillfeather’s"]


def test_a_word_is_added_for_everybody_and_taken_away(school: SmallSchool) -> None:
    assert spelling.add(school.as_assistant, " Zumbini’s ").value == "Zumbini"
    spelling.add(school.work, "Zumbini")
    assert spelling.words_added(school.work) == ("Zumbini",)
    assert unknown(spelling.read(school.work), "Zumbini") == []
    spelling.take_away(school.work, "Zumbini")
    assert unknown(spelling.read(school.work), "Zumbini") == ["Zumbini"]
    moderator = replace(school.work, role=Role.MODERATOR)
    with pytest.raises(NotAllowed):
        spelling.add(moderator, "Zumbini")


@pytest.mark.parametrize("typed", ["", "two words", "12", "a@b.example", "x\0y", "<b>", "w" * 61])
def test_what_is_no_word_is_asked_back(school: SmallSchool, typed: str) -> None:
    with pytest.raises(InvalidInput):
        spelling.add(school.work, typed)
    assert spelling.words_added(school.work) == ()


def test_a_name_that_was_added_goes_with_the_pupil(school: SmallSchool) -> None:
    lead = replace(school.work, role=Role.LEAD)
    with lead.database.read() as session:
        name = session.get_one(Pupil, school.amara).preferred_name
    spelling.add(lead, name)
    spelling.add(lead, "Zumbini")
    request = erasing.ask(lead, school.amara, ErasureReason.MISTAKE).value
    erasing.erase(replace(lead, staff_id=school.assistant), request, SilentProgress())
    assert spelling.words_added(lead) == ("Zumbini",)


def test_the_writer_of_a_report_is_told_what_may_be_misspelt(school: SmallSchool) -> None:
    reporting.begin(school.work, school.amara, ReportKind.YEAR_END, "2025–26")
    (line,) = reporting.list_reports(school.work, school.amara)
    typed = {"loved": "Amara recieved the drum from Kwame, vocalised and stilled. She recieved it."}
    hints = report_preview.preview(school.work, line.id, typed, ReportPictures()).hints
    assert [hint for hint in hints if "misspelt" in hint] == [
        "Not in the British English list, so perhaps misspelt: “recieved”."
    ]
