"""The PC's own secret: in the credential store or on paper, never in a file."""

from __future__ import annotations

from collections.abc import Callable

import keyring
import pytest
from hypothesis import given
from hypothesis import strategies as st
from keyring.backend import KeyringBackend
from keyring.backends import fail, null
from keyring.errors import InitError, KeyringLocked, NoKeyringError, PasswordSetError

from engagement_desktop.errors import AppError
from engagement_desktop.security.device_secret import (
    BadSetUpCode,
    CredentialStoreFailed,
    CredentialStoreLocked,
    DeviceSecrets,
    NoCredentialStore,
    from_set_up_code,
    new_secret,
    set_up_code,
)
from tests.helpers.school import MemoryKeyring


class Broken(MemoryKeyring):
    """A credential store that answers with an error."""

    def __init__(self, error: Exception) -> None:
        super().__init__()
        self.error = error

    def get_password(self, service: str, username: str) -> str | None:
        raise self.error

    def set_password(self, service: str, username: str, password: str) -> None:
        raise self.error


class Forgetful(MemoryKeyring):
    """Takes a secret and says nothing, but does not keep it."""

    def set_password(self, service: str, username: str, password: str) -> None:
        pass


def test_what_is_kept_is_found_under_its_school_alone() -> None:
    backend = MemoryKeyring()
    devices = DeviceSecrets(backend)
    secret = new_secret()
    devices.keep("willow", secret)
    assert devices.find("willow") == secret
    assert devices.find("oak") is None
    assert {len(text) for text in backend.kept.values()} == {44}


@pytest.mark.parametrize("kept", ["", "not base64!", "c2hvcnQ=", "é"])
def test_a_spoilt_entry_is_as_none(kept: str) -> None:
    backend = MemoryKeyring()
    DeviceSecrets(backend).keep("willow", new_secret())
    backend.kept = dict.fromkeys(backend.kept, kept)
    assert DeviceSecrets(backend).find("willow") is None


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (KeyringLocked("no"), CredentialStoreLocked),
        (PasswordSetError("no"), CredentialStoreFailed),
        (InitError("no"), CredentialStoreFailed),
        (NoKeyringError("no"), CredentialStoreFailed),
        (OSError("no"), CredentialStoreFailed),
    ],
)
@pytest.mark.parametrize(
    "act", [lambda d: d.find("a"), lambda d: d.keep("a", bytes(32))], ids=["find", "keep"]
)
def test_each_failure_of_the_store_is_a_sentence(
    error: Exception, kind: type[AppError], act: Callable[[DeviceSecrets], object]
) -> None:
    with pytest.raises(kind) as caught:
        act(DeviceSecrets(Broken(error)))
    assert caught.value.to_do


def test_a_store_that_forgets_is_noticed_at_once() -> None:
    with pytest.raises(CredentialStoreFailed):
        DeviceSecrets(Forgetful()).keep("willow", new_secret())


@pytest.mark.parametrize("backend", [fail.Keyring(), null.Keyring(), MemoryKeyring()])
def test_the_systems_store_is_used_only_if_it_is_known_to_be_safe(
    monkeypatch: pytest.MonkeyPatch, backend: KeyringBackend
) -> None:
    monkeypatch.setattr(keyring, "get_keyring", lambda: backend)
    with pytest.raises(NoCredentialStore):
        DeviceSecrets().keep("willow", new_secret())


@given(st.binary(min_size=32, max_size=32))
def test_a_set_up_code_is_read_as_it_was_written(secret: bytes) -> None:
    code = set_up_code(secret)
    assert len(code.split("-")) == 11
    assert from_set_up_code(code) == secret
    assert from_set_up_code(f"  {code.lower().replace('-', ' ')} ") == secret
    assert from_set_up_code(code.replace("O", "0").replace("I", "1").replace("B", "8")) == secret


def test_a_wrong_letter_is_noticed() -> None:
    code = set_up_code(bytes(range(32)))
    for place, letter in enumerate(code):
        if letter != "-":
            wrong = code[:place] + ("A" if letter != "A" else "C") + code[place + 1 :]
            try:
                read = from_set_up_code(wrong)
            except BadSetUpCode:
                continue
            assert read == bytes(range(32)), "only bits beyond the code’s end may differ"
            assert place == len(code) - 1


@pytest.mark.parametrize("typed", ["", "ABCDE", "é" * 55, "A" * 56, "\0" * 55, "9" * 55])
def test_what_is_no_code_is_said(typed: str) -> None:
    with pytest.raises(BadSetUpCode):
        from_set_up_code(typed)
