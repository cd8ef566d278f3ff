"""A school's own words: never a number, never lost from a record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from engagement_desktop.errors import InvalidInput
from engagement_desktop.models.states import Role
from engagement_desktop.models.vocabularies import Vocabulary
from engagement_desktop.services import vocabulary
from engagement_desktop.services.access import NotAllowed
from engagement_desktop.services.workspace import Workspace
from tests.helpers.small_school import small_school


@pytest.fixture
def work(tmp_path: Path) -> Iterator[Workspace]:
    with small_school(tmp_path) as made:
        yield replace(made.work, role=Role.LEAD)


def offered(work: Workspace, of: Vocabulary) -> list[str]:
    return [word.text for word in work.words().offered(of)]


def test_a_word_is_reworded_everywhere_and_back(work: Workspace) -> None:
    was = vocabulary.reword(work, "how_established.emerging", "  just  beginning ").value
    assert work.words().text("how_established.emerging") == "just beginning"
    vocabulary.reword(work, "how_established.emerging", was)
    assert work.words().text("how_established.emerging") == "emerging"


@pytest.mark.parametrize("text", ["level 3", "40 %", "seven out of ten", "a better score"])
def test_a_number_is_refused_with_the_reason(work: Workspace, text: str) -> None:
    with pytest.raises(InvalidInput, match=r"5\.1"):
        vocabulary.add(work, Vocabulary.HOW_ESTABLISHED, text)
    with pytest.raises(InvalidInput, match=r"5\.1"):
        vocabulary.reword(work, "how_established.emerging", text)
    assert offered(work, Vocabulary.HOW_ESTABLISHED)[1] == "emerging"


def test_an_added_word_comes_last_and_a_retired_one_stays_in_records(work: Workspace) -> None:
    key = vocabulary.add(work, Vocabulary.SUPPORT, "with a song").value
    assert offered(work, Vocabulary.SUPPORT)[-1] == "with a song"
    vocabulary.retire(work, key)
    assert "with a song" not in offered(work, Vocabulary.SUPPORT)
    assert work.words().text(key) == "with a song"
    vocabulary.retire(work, key, retired=False)
    assert "with a song" in offered(work, Vocabulary.SUPPORT)


@pytest.mark.parametrize("text", ["", "   ", "Emerging", "word " * 40])
def test_empty_double_and_endless_words_are_asked_back(work: Workspace, text: str) -> None:
    with pytest.raises(InvalidInput):
        vocabulary.add(work, Vocabulary.HOW_ESTABLISHED, text)


def test_only_a_lead_changes_the_schools_words(work: Workspace) -> None:
    with pytest.raises(NotAllowed):
        vocabulary.add(replace(work, role=Role.TEACHER), Vocabulary.SUPPORT, "with a song")
