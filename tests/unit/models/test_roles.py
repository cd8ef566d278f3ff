"""The table of roles: whole, and as a school expects it."""

from __future__ import annotations

import pytest

from engagement_desktop.models.roles import ASKS_AGAIN, WHO_MAY, Act, may, may_words
from engagement_desktop.models.states import Role


def test_every_act_has_its_roles_and_the_administrator_misses_only_none() -> None:
    assert set(WHO_MAY) == set(Act)
    assert all(may(Role.ADMINISTRATOR, act) for act in Act)


@pytest.mark.parametrize(
    ("role", "acts"),
    [
        (Role.OBSERVER, {Act.READ, Act.OBSERVE, Act.REPORT, Act.BACK_UP}),
        (Role.MODERATOR, {Act.MODERATE}),
        (
            Role.TEACHER,
            {
                Act.READ,
                Act.OBSERVE,
                Act.APPROVE,
                Act.RECORD,
                Act.PERMIT,
                Act.TEMPLATES,
                Act.MODERATE,
                Act.REPORT,
                Act.EXPORT,
                Act.BACK_UP,
            },
        ),
        (Role.LEAD, set(Act) - {Act.STAFF, Act.KEYS, Act.RESTORE}),
    ],
)
def test_each_role_may_do_its_part_and_no_more(role: Role, acts: set[Act]) -> None:
    assert {act for act in Act if may(role, act)} == acts


def test_what_cannot_be_called_back_asks_the_password_again() -> None:
    last = {Act.EXPORT, Act.DISCLOSE, Act.ERASE, Act.EMPTY, Act.KEYS, Act.RESTORE}
    assert last == ASKS_AGAIN


@pytest.mark.parametrize(
    ("act", "words"),
    [
        (Act.STAFF, "an administrator"),
        (Act.AUDIT, "a SENCO or lead or administrator"),
        (Act.APPROVE, "a teacher, SENCO or lead, or administrator"),
        (Act.OBSERVE, "an observer, teacher, SENCO or lead, or administrator"),
    ],
)
def test_who_may_is_told_in_words(act: Act, words: str) -> None:
    assert may_words(act) == words
