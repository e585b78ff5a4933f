"""The keys of clinics and patients, and sealing what belongs to no one patient."""

import base64

from django.db import IntegrityError, transaction

from clinics.encryption import BlindIndex, Cipher, Context, DecryptionFailed
from clinics.encryption.heads import data_key_id
from clinics.encryption.patient_keys import with_new_key, wrap
from clinics.models import Clinic, DataKey, Patient, Purpose
from clinics.models.data_key import cipher_of, new_data_key

SYSTEM_TABLE = "system"


def seal(data: bytes, *, context: Context) -> bytes:
    """Under the newest data key of the clinic that the context names. One statement."""
    return DataKey.objects.active(context.clinic, Purpose.DATA).cipher.seal(data, context)


def open_sealed(sealed: bytes, *, context: Context) -> bytes:
    """Raises DecryptionFailed for whatever was not sealed for this very place."""
    return cipher_of(data_key_id(sealed)).open(sealed, context)


def encrypt_system(text: str, *, row: str, field: str) -> str:
    """For secrets of accounts, which belong to no clinic; printable, for a text column.

    `row` names the owner for ever, such as a user's id: it opens for nobody else.
    """
    context = Context(None, SYSTEM_TABLE, row, field)
    return base64.b64encode(system_cipher().seal(text.encode(), context)).decode()


def decrypt_system(sealed: str, *, row: str, field: str) -> str:
    """Raises DecryptionFailed, also for what was never sealed."""
    context = Context(None, SYSTEM_TABLE, row, field)
    try:
        data = base64.b64decode(sealed, validate=True)
    except ValueError:
        raise DecryptionFailed("not sealed") from None
    return open_sealed(data, context=context).decode()


def system_cipher() -> Cipher:
    """Its key is made when it is first needed."""
    found = DataKey.objects.filter(clinic=None, purpose=Purpose.DATA, retired_at=None).first()
    return (found or make_system_key()).cipher


def make_system_key() -> DataKey:
    key = new_data_key(None, Purpose.DATA)
    try:
        with transaction.atomic():
            key.save(force_insert=True)
    except IntegrityError:  # somebody else was first
        return DataKey.objects.active(None, Purpose.DATA)
    return key


def make_clinic_keys(clinic: Clinic) -> None:
    """Its data key and the key of its search index, in the caller's transaction."""
    for purpose in Purpose:
        new_data_key(clinic.pk, purpose).save(force_insert=True)


def make_keyring(patient: Patient) -> None:
    """The patient's first key, wrapped by the clinic's; before anything of theirs is sealed."""
    cipher = DataKey.objects.active(patient.clinic_id, Purpose.DATA).cipher
    patient.keyring = wrap(with_new_key(()), cipher, patient.context_of("keyring"))


def add_to_keyring(patient: Patient) -> None:
    """One key more, which seals from now on, and all of them wrapped by the clinic's newest.

    Raises Erased or DecryptionFailed.
    """
    cipher = DataKey.objects.active(patient.clinic_id, Purpose.DATA).cipher
    more = with_new_key(patient.keys.keys)
    patient.keyring = wrap(more, cipher, patient.context_of("keyring"))


def search_index(clinic: Clinic) -> BlindIndex:
    """One statement. Raises Erased for a clinic whose keys were destroyed."""
    return DataKey.objects.active(clinic.pk, Purpose.INDEX).index
