"""One key, and what it seals: head, nonce, and the padded data under AES-256-GCM."""

import json
import secrets
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from clinics.encryption.errors import DecryptionFailed
from clinics.encryption.padding import padded, unpadded

KEY_SIZE = 32
NONCE_SIZE = 12
TAG_SIZE = 16
SCHEMA = 1

_written = json.JSONEncoder(separators=(",", ":")).encode


@dataclass(frozen=True)
class Context:
    """Where a value stands, None as clinic for what is the system's own.

    `row` is known before the row is inserted and never changes. All of it is authenticated, none
    of it is stored with the value.
    """

    clinic: int | None
    table: str
    row: str
    field: str
    schema: int = SCHEMA

    def as_bytes(self) -> bytes:
        facts = [self.schema, self.clinic, self.table, self.row, self.field]
        return _written(facts).encode()


class Cipher:
    """Seals and opens under one key of 32 bytes. `head` says which key it was; it is kept in front
    and authenticated, too."""

    def __init__(self, key: bytes, head: bytes) -> None:
        if len(key) != KEY_SIZE:
            raise ValueError("a key has 32 bytes")
        self.head = head
        self._aead = AESGCM(key)

    def seal(self, data: bytes, context: Context) -> bytes:
        nonce = secrets.token_bytes(NONCE_SIZE)
        return self.head + nonce + self._aead.encrypt(nonce, padded(data), self._bound(context))

    def open(self, sealed: bytes, context: Context) -> bytes:
        """Raises DecryptionFailed for anything but what `seal` made for this very place."""
        start = len(self.head)
        body = start + NONCE_SIZE
        if not sealed.startswith(self.head) or len(sealed) < body + TAG_SIZE:
            raise DecryptionFailed("sealed with another key, or cut")
        try:
            data = self._aead.decrypt(sealed[start:body], sealed[body:], self._bound(context))
            return unpadded(data)
        except (InvalidTag, ValueError):
            raise DecryptionFailed("changed, moved, or sealed with another key") from None

    def _bound(self, context: Context) -> bytes:
        return self.head + context.as_bytes()
