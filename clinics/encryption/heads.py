"""The first bytes of everything sealed: the version of the format, and which key it was."""

import uuid

from clinics.encryption.errors import DecryptionFailed

VERSION = b"\x01"
BY_FILE = VERSION + b"F"
BY_DATA_KEY = VERSION + b"D"
BY_PATIENT_KEY = VERSION + b"P"
ID_SIZE = 16


def file_head(key_id: str) -> bytes:
    return BY_FILE + len(key_id).to_bytes(1) + key_id.encode("ascii")


def data_key_head(key_id: uuid.UUID) -> bytes:
    return BY_DATA_KEY + key_id.bytes


def patient_key_head(number: int) -> bytes:
    """`number` is 1 to 255, the place in the patient's own keys."""
    return BY_PATIENT_KEY + number.to_bytes(1)


def is_by_data_key(sealed: bytes) -> bool:
    return sealed.startswith(BY_DATA_KEY)


def data_key_id(sealed: bytes) -> uuid.UUID:
    """Raises DecryptionFailed where none is named."""
    found = sealed[len(BY_DATA_KEY) : len(BY_DATA_KEY) + ID_SIZE]
    if not is_by_data_key(sealed) or len(found) != ID_SIZE:
        raise DecryptionFailed("names no data key")
    return uuid.UUID(bytes=found)


def patient_key_number(sealed: bytes) -> int:
    if not sealed.startswith(BY_PATIENT_KEY) or len(sealed) <= len(BY_PATIENT_KEY):
        raise DecryptionFailed("names no key of a patient")
    return sealed[len(BY_PATIENT_KEY)]
