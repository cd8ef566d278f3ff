"""One's own password: judged while it is typed, put in the place of a start password, changed."""

from __future__ import annotations

from engagement_desktop.errors import AppError, FieldProblem, InvalidInput
from engagement_desktop.security import passwords
from engagement_desktop.security.passwords import PasswordView
from engagement_desktop.security.school_keys import SchoolKeys
from engagement_desktop.services.workspace import Workspace


class OwnPasswordNeeded(AppError):  # noqa: N818 - a refusal, named for what is the matter
    """It was a start password, which opens nothing before it is replaced."""

    def __init__(self) -> None:
        super().__init__(
            "This is the start password that you were given.",
            to_do="Now choose your own, which nobody else knows.",
        )


class NoPasswordHere(AppError):  # noqa: N818 - as above
    """The demo school has no passwords."""

    def __init__(self) -> None:
        super().__init__("Nobody signs in to the demo school, so there is no password here.")


def judge(password: str, *names: str) -> PasswordView:
    """How a new password stands, while it is typed; `names` are words that others could guess."""
    return passwords.look_at(password, names)


def problems(password: str, *names: str) -> tuple[FieldProblem, ...]:
    """What is the matter with a new password, beside the field “password”."""
    view = judge(password, *names)
    return () if view.accepted else (FieldProblem("password", view.sentence),)


def keys_of(work: Workspace) -> SchoolKeys:
    """What whoever is signed in holds of the school's keys.

    Raises:
        NoPasswordHere: it is a demo school.
    """
    if work.keys is None:
        raise NoPasswordHere
    return work.keys


def replace_start(keys: SchoolKeys, start: str, own: str) -> None:
    """Put one's own password in the place of a start password.

    Raises:
        OwnPasswordNeeded: there is none yet.
        InvalidInput: it is too easy, or the start password again.
    """
    if not own:
        raise OwnPasswordNeeded
    _give_own(keys, start, own)


def change(work: Workspace, password: str, new: str) -> None:
    """Change the password of whoever is signed in.

    Raises:
        InvalidInput: the new one is too easy, or the same again.
        WrongPassword, TooSoon: the present one is not right.
        NoPasswordHere.
    """
    keys = keys_of(work)
    keys.confirm(password, work.now())
    _give_own(keys, password, new)


def _give_own(keys: SchoolKeys, before: str, own: str) -> None:
    name = next(each.name for each in keys.holders() if each.staff_id == keys.staff_id)
    found = problems(own, name)
    if passwords.normalised(own) == passwords.normalised(before):
        found = (FieldProblem("password", "Please choose another than the one you have now."),)
    if found:
        raise InvalidInput(found)
    keys.give(keys.staff_id, name, own, is_start=False)
