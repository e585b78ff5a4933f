"""The keys of one patient, in one column: destroy it, and nobody can read the patient again.

The column is a row of wrapped keys of one size, each sealed by a data key of the clinic. The last
one seals what is written; all of them open. Digests use the first, so they stay comparable.
"""

import hashlib
import hmac
import secrets
import uuid
from collections.abc import Callable
from dataclasses import replace
from functools import cached_property

from clinics.encryption.ciphers import KEY_SIZE, NONCE_SIZE, TAG_SIZE, Cipher, Context
from clinics.encryption.errors import DecryptionFailed, Erased, NotInRing
from clinics.encryption.heads import (
    data_key_head,
    data_key_id,
    patient_key_head,
    patient_key_number,
)
from clinics.encryption.padding import padded_size

ENTRY_SIZE = (
    len(data_key_head(uuid.UUID(int=0))) + NONCE_SIZE + padded_size(KEY_SIZE + 1) + TAG_SIZE
)
MOST_KEYS = 255

FindCipher = Callable[[uuid.UUID], Cipher]


class PatientKeys:
    """`keys` has at least one."""

    def __init__(self, keys: tuple[bytes, ...]) -> None:
        self.keys = keys
        self._ciphers = [Cipher(key, patient_key_head(n)) for n, key in enumerate(keys, start=1)]

    def seal(self, data: bytes, context: Context) -> bytes:
        return self._ciphers[-1].seal(data, context)

    def open(self, sealed: bytes, context: Context) -> bytes:
        number = patient_key_number(sealed)
        if not 1 <= number <= len(self._ciphers):
            raise NotInRing("names a key that the patient does not have")
        return self._ciphers[number - 1].open(sealed, context)

    def digest(self, text: str) -> str:
        """64 hexadecimal digits, the same for the same text and patient, useless to others."""
        return hmac.digest(self._digesting, text.encode(), hashlib.sha256).hex()

    @cached_property
    def _digesting(self) -> bytes:
        return hmac.digest(self.keys[0], b"digests of a patient's records", hashlib.sha256)


def wrap(keys: tuple[bytes, ...], cipher: Cipher, context: Context) -> bytes:
    """All of them sealed by one data key, each bound to its place."""
    places = enumerate(keys, start=1)
    return b"".join(cipher.seal(key, place_of(context, number)) for number, key in places)


def unwrap(wrapped: bytes, find_cipher: FindCipher, context: Context) -> PatientKeys:
    """Raises Erased when there is nothing left, DecryptionFailed when it cannot be opened."""
    if not wrapped:
        raise Erased("the patient's keys were destroyed")
    if len(wrapped) % ENTRY_SIZE:
        raise DecryptionFailed("the patient's keys are cut")
    entries = [wrapped[at : at + ENTRY_SIZE] for at in range(0, len(wrapped), ENTRY_SIZE)]
    keys = tuple(
        find_cipher(data_key_id(entry)).open(entry, place_of(context, number))
        for number, entry in enumerate(entries, start=1)
    )
    return PatientKeys(keys)


def with_new_key(keys: tuple[bytes, ...]) -> tuple[bytes, ...]:
    if len(keys) == MOST_KEYS:
        raise ValueError("a patient has at most 255 keys")
    return (*keys, secrets.token_bytes(KEY_SIZE))


def wrapping_key_id(wrapped: bytes) -> uuid.UUID:
    """Of the newest key."""
    return data_key_id(wrapped[-ENTRY_SIZE:])


def place_of(context: Context, number: int) -> Context:
    return replace(context, field=f"{context.field} {number}")
