"""Names of others are put into words; the pupil's own, and words that look like names, stay."""

from __future__ import annotations

import pytest

from engagement_desktop.models.withholding import (
    NameGroup,
    Person,
    Withholder,
    names_in,
    spellings_of,
    spellings_of_whole,
)

OWN = ("Amara Okafor", "Amara", "Okafor")
PEOPLE = (
    Person("pupil:2", "Bilal Khan", NameGroup.PUPIL, spellings_of("Bilal", "Khan", "Bilaal")),
    Person("pupil:3", "Will Hope", NameGroup.PUPIL, spellings_of("Will", "Hope")),
    Person("pupil:4", "Amara Khan", NameGroup.PUPIL, spellings_of("Amara", "Khan")),
    Person("contact:1", "Ngozi Okafor", NameGroup.FAMILY, spellings_of_whole("Ngozi Okafor")),
    Person("staff:1", "Mrs R. Patel", NameGroup.STAFF, spellings_of_whole("Mrs R. Patel")),
)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Amara gave Bilal the drum.", "Amara gave another pupil the drum."),
        ("BILAL’s drum; bilal laughed", "Another pupil’s drum; another pupil laughed"),
        ("She looked. Bilal came.", "She looked. Another pupil came."),
        ("Bilaal  Khan and Bilal\nKhan", "Another pupil and another pupil"),
        ("Will gave it; I will wait and hope.", "Another pupil gave it; I will wait and hope."),
        ("Amara Khan pushed Amara Okafor.", "Another pupil pushed Amara Okafor."),
        ("Mum (Ngozi Okafor) and Mrs Patel", "Mum (a family member) and a member of staff"),
        ("Mr Khan rang Mrs Okafor", "Another pupil rang a family member"),
        ("Bilals, Bilal-Ali and Kabilal stay", "Bilals, Bilal-Ali and Kabilal stay"),
        ("Write to bilal.khan@home.example.", "Write to another pupil."),
        ("r.patel@school.example, rpatel2@x.example", "a member of staff, a member of staff"),
        ("office@school.example; amara@home.example", "office@school.example; amara@home.example"),
        ("", ""),
    ],
)
def test_names_are_put_into_words(text: str, left: str) -> None:
    assert Withholder(PEOPLE, OWN)(text) == left


def test_what_is_found_is_counted_by_person() -> None:
    found = Withholder(PEOPLE, OWN).found("Bilal, Bilal Khan and Will; Amara too.")
    assert found == {"pupil:2": 2, "pupil:3": 1}


def test_with_nobody_known_a_text_stays_as_it_is() -> None:
    assert Withholder(())("Amara and (?P<Bilal>.*)") == "Amara and (?P<Bilal>.*)"
    odd = Person("typed:x", "A. (B) [c", NameGroup.OTHER, ("A. (B) [c",))
    assert Withholder([odd])("Seen by A. (B) [c today") == "Seen by another person today"


def test_a_name_that_only_describes_somebody_is_found_as_a_whole() -> None:
    assert spellings_of_whole("Isla’s grandfather") == ("Isla’s grandfather",)
    assert "Jo" in spellings_of_whole("Jo Field")
    assert spellings_of_whole(" ") == ()
    assert spellings_of_whole("Mr Okafor")[0] == "Mr Okafor"


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("Ngozi Okafor, mother, and Mr Okafor", ("Ngozi Okafor", "Mr Okafor")),
        ("class teacher", ()),
        ("Class teacher; Mum and Dad, SENCO", ()),
        ("Written by Jo", ()),
        ("Juan de Silva", ("Juan de Silva",)),
        ("Tom & Jo", ("Tom", "Jo")),
    ],
)
def test_who_is_named_in_a_field_that_says_who(typed: str, names: tuple[str, ...]) -> None:
    assert names_in(typed) == names
