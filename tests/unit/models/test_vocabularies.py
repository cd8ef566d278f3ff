"""Words, never numbers: what ships and what a school may add."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagement_desktop.models.areas import Area, area_words
from engagement_desktop.models.vocabularies import (
    Vocabulary,
    Word,
    Words,
    holds_number,
    shipped_words,
)


def test_every_vocabulary_ships_with_words_and_none_holds_a_number() -> None:
    words = shipped_words()
    assert {word.vocabulary for word in words} == set(Vocabulary)
    assert len({word.key for word in words}) == len(words)
    assert [word.text for word in words if holds_number(word.text)] == []


@pytest.mark.parametrize(
    "text",
    [
        "level 3",
        "50%",
        "P4",
        "score",
        "three stars",
        "ten per cent",
        "★★☆",
        "½ there",
        "stage Ⅲ",
        "④",
        "rank",
        "high levels",
    ],
)
def test_a_number_is_recognised(text: str) -> None:
    assert holds_number(text)


NUMERIC = st.characters(categories=("Nd", "Nl", "No"))


@given(before=st.text(), number=NUMERIC, after=st.text())
def test_no_number_of_any_script_gets_in_whatever_stands_around_it(
    before: str, number: str, after: str
) -> None:
    assert holds_number(f"{before}{number}{after}")


@pytest.mark.parametrize("text", ["just beginning", "with one adult", "often", "leveled"])
def test_a_word_is_a_word(text: str) -> None:
    assert not holds_number(text)


def test_a_retired_word_is_offered_only_where_it_stands() -> None:
    kept = Word("support.old", Vocabulary.SUPPORT, "old word", retired=True)
    now = Word("support.new", Vocabulary.SUPPORT, "new word")
    words = Words((kept, now))
    assert words.offered(Vocabulary.SUPPORT) == (now,)
    assert words.offered(Vocabulary.SUPPORT, keep=("support.old",)) == (kept, now)
    assert words.text("support.old") == "old word"


def test_the_five_areas_have_the_guidances_words_and_differ_in_letter_shape_and_colour() -> None:
    for tell in (lambda a: a.letter, lambda a: a.shape, lambda a: a.colour):
        assert len({tell(area) for area in Area}) == 5
    assert [area_words(area).paragraph for area in Area] == ["3.1", "3.2", "3.3", "3.4", "3.5"]
    for area in Area:
        assert area.title in area_words(area).important or area is Area.REALISATION
