"""The cryptography of one person's way in: a password opens a private key, that opens the file.

Argon2id of the password and the PC's device secret, joined by HKDF, open the person's private
key (AES-256-GCM); the school's data key is sealed to the public one (HPKE, RFC 9180). So a data
key can be changed, and a person removed, without anyone else's password. The person's name is
sealed under the device secret: the school's own PCs can list who signs in, a stolen file tells
nobody's name.
"""

from __future__ import annotations

import os
import time

from argon2 import low_level
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from pydantic import BaseModel, ConfigDict, Field

from engagement_desktop.security.passwords import normalised
from engagement_desktop.security.throttle import Tries

_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
_NONCE_BYTES = 12
_KIB_PER_MIB = 1024
_LEAST_KIB, _MOST_KIB = 64 * _KIB_PER_MIB, 256 * _KIB_PER_MIB
_AIM_SECONDS = 0.7
_LANES = 2


class WrongSecret(Exception):
    """The password, or the device secret, does not fit this slot."""


class Effort(BaseModel):
    """How much work Argon2id makes of one guess."""

    model_config = ConfigDict(frozen=True)

    memory_kib: int = Field(ge=8, le=1024 * 1024)
    passes: int = Field(ge=1, le=1000)
    lanes: int = Field(ge=1, le=64)


class PasswordSlot(BaseModel):
    """One person's slot, as it stands in the key file.

    `sign_in_name` stands openly only in a file of the first version, until its next sign-in.
    """

    model_config = ConfigDict(frozen=True, ser_json_bytes="base64", val_json_bytes="base64")

    staff_id: int
    sealed_name: bytes = b""
    sign_in_name: str = ""
    is_start: bool = False
    """Whether the password was given out, and must be replaced at the first sign-in."""
    effort: Effort
    argon_salt: bytes
    public_key: bytes
    wrapped_private_key: bytes
    sealed_data_key: bytes
    tries: Tries = Tries()


def calibrated() -> Effort:
    """The effort that costs this PC between half a second and one, with at least 64 MiB."""
    memory = _LEAST_KIB
    taken = _seconds(Effort(memory_kib=memory, passes=1, lanes=_LANES))
    while taken < _AIM_SECONDS / 4 and memory < _MOST_KIB:
        memory *= 2
        taken = _seconds(Effort(memory_kib=memory, passes=1, lanes=_LANES))
    return Effort(
        memory_kib=memory, passes=max(1, min(20, round(_AIM_SECONDS / taken))), lanes=_LANES
    )


def make_slot(
    *,
    school_ref: str,
    staff_id: int,
    sign_in_name: str,
    password: str,
    device_secret: bytes,
    data_key: bytes,
    effort: Effort,
    is_start: bool = False,
) -> PasswordSlot:
    """A new slot for a person who knows `password` on a PC that holds `device_secret`."""
    private = X25519PrivateKey.generate()
    public = private.public_key()
    salt = os.urandom(16)
    nonce = os.urandom(_NONCE_BYTES)
    wrapping = _wrapping_key(password, device_secret, salt, effort, school_ref)
    wrapped = AESGCM(wrapping).encrypt(
        nonce, private.private_bytes_raw(), _about(school_ref, staff_id)
    )
    return PasswordSlot(
        staff_id=staff_id,
        sealed_name=seal_name(sign_in_name, school_ref, staff_id, device_secret),
        is_start=is_start,
        effort=effort,
        argon_salt=salt,
        public_key=public.public_bytes_raw(),
        wrapped_private_key=nonce + wrapped,
        sealed_data_key=_sealed(data_key, public.public_bytes_raw(), school_ref, staff_id),
    )


def resealed(slot: PasswordSlot, data_key: bytes, school_ref: str) -> PasswordSlot:
    """The slot with another data key in it; needs nobody's password."""
    sealed = _sealed(data_key, slot.public_key, school_ref, slot.staff_id)
    return slot.model_copy(update={"sealed_data_key": sealed})


def seal_name(name: str, school_ref: str, staff_id: int, device_secret: bytes) -> bytes:
    """A sign-in name that only a PC with the device secret can read."""
    nonce = os.urandom(_NONCE_BYTES)
    about = _about(school_ref, staff_id)
    return nonce + AESGCM(_name_key(school_ref, device_secret)).encrypt(nonce, name.encode(), about)


def name_of(slot: PasswordSlot, *, school_ref: str, device_secret: bytes) -> str:
    """Who signs in by this slot.

    Raises:
        WrongSecret: the device secret is another.
    """
    if slot.sign_in_name:
        return slot.sign_in_name
    nonce, sealed = slot.sealed_name[:_NONCE_BYTES], slot.sealed_name[_NONCE_BYTES:]
    key, about = _name_key(school_ref, device_secret), _about(school_ref, slot.staff_id)
    try:
        return AESGCM(key).decrypt(nonce, sealed, about).decode()
    except (InvalidTag, ValueError) as error:
        raise WrongSecret from error


def open_slot(slot: PasswordSlot, *, school_ref: str, password: str, device_secret: bytes) -> bytes:
    """The data key from a slot.

    Raises:
        WrongSecret: the password or the device secret is not the one it was made with.
    """
    wrapping = _wrapping_key(password, device_secret, slot.argon_salt, slot.effort, school_ref)
    nonce, wrapped = (
        slot.wrapped_private_key[:_NONCE_BYTES],
        slot.wrapped_private_key[_NONCE_BYTES:],
    )
    about = _about(school_ref, slot.staff_id)
    try:
        private = X25519PrivateKey.from_private_bytes(
            AESGCM(wrapping).decrypt(nonce, wrapped, about)
        )
        return bytes(_SUITE.decrypt(slot.sealed_data_key, private, info=about))
    except (InvalidTag, ValueError) as error:
        raise WrongSecret from error


def _wrapping_key(
    password: str, device_secret: bytes, salt: bytes, effort: Effort, school_ref: str
) -> bytes:
    stretched = low_level.hash_secret_raw(
        normalised(password).encode("utf-8", "surrogatepass"),
        salt,
        time_cost=effort.passes,
        memory_cost=effort.memory_kib,
        parallelism=effort.lanes,
        hash_len=32,
        type=low_level.Type.ID,
    )
    joined = HKDF(
        algorithm=hashes.SHA256(),
        length=32,
        salt=device_secret,
        info=b"engagement staff slot 1 " + school_ref.encode("utf-8"),
    )
    return joined.derive(stretched)


def _sealed(data_key: bytes, public_key: bytes, school_ref: str, staff_id: int) -> bytes:
    public = X25519PublicKey.from_public_bytes(public_key)
    return bytes(_SUITE.encrypt(data_key, public, info=_about(school_ref, staff_id)))


def _name_key(school_ref: str, device_secret: bytes) -> bytes:
    info = b"engagement sign-in names 1 " + school_ref.encode("utf-8")
    return HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=info).derive(device_secret)


def _about(school_ref: str, staff_id: int) -> bytes:
    """What binds a slot to its school and person, so that it cannot be moved to another."""
    return f"engagement data key 1 {school_ref} {staff_id}".encode()


def _seconds(effort: Effort) -> float:
    start = time.perf_counter()
    _wrapping_key("calibration", bytes(32), bytes(16), effort, "")
    return time.perf_counter() - start
