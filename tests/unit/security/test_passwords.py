"""Which passwords may be used, and that one password is one password on every keyboard."""

from __future__ import annotations

import pytest

from engagement_desktop.security.passwords import look_at, normalised


@pytest.mark.parametrize(
    "password",
    [
        "three unusual lanterns",
        "blue table fox",
        "Vq8$kp2!wx",
        "été à la montagne",
        "x" * 7 + "9Kq!zW" * 40,
    ],
)
def test_good_passwords_are_taken(password: str) -> None:
    assert look_at(password).accepted


@pytest.mark.parametrize(
    "password",
    [
        "",
        "short",
        "Vq8$kp2",
        "password",
        "letmein1",
        "password1234",
        "aaaaaaaaaaaaaaaa",
        "qwertyuiop12",
    ],
)
def test_easy_ones_are_not_and_a_sentence_says_what_helps(password: str) -> None:
    view = look_at(password)
    assert not view.accepted
    assert "words" in view.sentence


def test_the_schools_own_name_is_no_password() -> None:
    assert look_at("Zanzaworth").accepted
    assert not look_at("Zanzaworth", ("Zanzaworth Park School", "Jo Field")).accepted


def test_accents_are_the_same_however_they_are_typed() -> None:
    assert normalised("cafe\u0301") == normalised("caf\u00e9")
