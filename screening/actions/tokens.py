"""Secrets that open something: handed out once, kept as a hash."""

import secrets
from hashlib import sha256


def new_token() -> str:
    """256 bits, in letters that fit an address."""
    return secrets.token_urlsafe(32)


def digest_of(token: str) -> str:
    return sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
