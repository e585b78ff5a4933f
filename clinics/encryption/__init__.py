"""Personal and health data at rest: sealed with AES-256-GCM, bound to the place where they stand.

Key-encryption keys (a file) wrap one data key a clinic (rows), which wraps one key a patient (a
column). A sealed value opens only with its own key, in its own row and field. What cannot be
opened raises: nothing here ever answers with bytes, with a blank or with clear text.
"""

from clinics.encryption.blind import BlindIndex
from clinics.encryption.ciphers import Cipher, Context
from clinics.encryption.errors import (
    DecryptionFailed,
    EncryptionError,
    Erased,
    KeyFileError,
    NotInRing,
)
from clinics.encryption.key_file import KeyFile, load_key_file
from clinics.encryption.patient_keys import PatientKeys

__all__ = [
    "BlindIndex",
    "Cipher",
    "Context",
    "DecryptionFailed",
    "EncryptionError",
    "Erased",
    "KeyFile",
    "KeyFileError",
    "NotInRing",
    "PatientKeys",
    "load_key_file",
]
