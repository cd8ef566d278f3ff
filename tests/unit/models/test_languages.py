"""A language's file: what is shipped, what a school brings in, and what is said of a wrong one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engagement_desktop.models.languages import (
    LanguageFileError,
    english,
    file_of,
    read_language,
    shipped,
)
from engagement_desktop.paths import resource

POLISH = next(language for language in shipped() if language.code == "pl")


def test_polish_urdu_and_welsh_come_along_each_waiting_for_a_speaker():
    others = [language for language in shipped() if not language.is_english]

    assert [language.in_english for language in others] == ["Welsh", "Polish", "Urdu"]
    for language in others:
        assert language.needs_check
        file = resource(f"languages/{language.code}.toml").read_text("utf-8")
        assert f"NOT YET CHECKED by a speaker of {language.in_english}" in file
        assert file == file_of(language)


def test_what_is_saved_can_be_brought_in_again():
    own = replace(POLISH, checked_by="Ewa Nowak", words={**POLISH.words, "page.draft": "Szkic „1”"})

    assert read_language(file_of(own)) == replace(own, words=dict(own.words))
    assert "NOT YET CHECKED" not in file_of(own)


def test_english_can_be_saved_to_translate_and_never_replaces_english():
    with pytest.raises(LanguageFileError, match="English is there already"):
        read_language(file_of(english()))
    made = read_language(file_of(replace(english(), code="so", name="Soomaali")))
    assert (made.code, made.needs_check) == ("so", True)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('draft = "Wersja robocza"', "", "“page.draft” is missing: “Draft”"),
        ("{possible}", "380", "“sentences.sessions” needs {possible}"),
        ("{pages}", "{page} {pages} {score}", "has {score}, which nothing fills in"),
        ('"stycznia", ', "", "needs the names of the twelve months"),
        ('code = "pl"', 'code = "../pl"', "no code of a language"),
        ('draft = "Wersja robocza"', f'draft = "{"x" * 800}"', "very long"),
        ("[language]", "[language", "cannot be read"),
        ("[language]", "[other]", "[language] is missing"),
    ],
)
def test_what_is_wrong_with_a_file_is_said(before, after, said):
    with pytest.raises(LanguageFileError) as told:
        read_language(file_of(POLISH).replace(before, after))
    assert said in str(told.value)


def test_a_name_may_be_left_out_and_braces_in_it_are_only_letters():
    assert POLISH.heading("attendance", "{year}") == "Obecność w szkole"
    assert english().heading("attendance", "{possible}") == "{possible}’s attendance"
