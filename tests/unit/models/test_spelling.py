"""Which words a spelling check looks at: whatever a text holds, no place is told wrongly."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagement_desktop.models.spelling import parts_of, plainly, without_possessive, words_in


def found(text: str) -> list[str]:
    return [word.text for word in words_in(text)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("She stilled. He didn’t!", ["She", "stilled", "He", "didn’t"]),
        ("hand-over-hand, Amara’s", ["hand-over-hand", "Amara’s"]),
        ("PMLD and the iPad", ["and", "the"]),
        ("the 3rd of Year4, level_two", ["the", "of"]),
        ("mail a.pugh@school.example or www.example.org/recieved", ["mail", "or"]),
        ("Zoë and Zoe\u0308", ["Zoë", "and", "Zoe\u0308"]),
        ("Привет, مرحبا, 你好 and hello", ["and", "hello"]),
        ("a" * 61 + " short", ["short"]),
        ("👏🏽 claps", ["claps"]),
        ("", []),
    ],
)
def test_words_of_a_list_alone_are_looked_at(text: str, words: list[str]) -> None:
    assert found(text) == words


@given(st.text(max_size=200))
def test_each_word_stands_where_it_is_said_to(text: str) -> None:
    end = 0
    for word in words_in(text):
        assert text[word.start : word.start + len(word.text)] == word.text
        assert word.start >= end
        end = word.start + len(word.text)


def test_a_word_is_looked_up_as_a_keyboard_writes_it() -> None:
    assert plainly("Zoë’s") == plainly("Zoe\u0308’s") == "Zoe's"
    assert without_possessive("James'") == "James"
    assert parts_of("re-engage") == ("engage",)
