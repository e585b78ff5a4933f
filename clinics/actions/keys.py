"""Changing keys while the program runs. Each step may be cut short and run again."""

from django.conf import settings
from django.db import OperationalError, transaction
from django.utils import timezone

from clinics import audit
from clinics.encryption import DecryptionFailed, load_key_file
from clinics.encryption.key_file import first_key_file, save_key_file
from clinics.encryption.patient_keys import wrapping_key_id
from clinics.keys import add_to_keyring
from clinics.models import ActorKind, Clinic, DataKey, Purpose
from clinics.models.data_key import new_data_key


class KeysRefused(Exception):
    """Said in words for the operator."""


def first_keys() -> bool:
    """Make the key file if there is none yet; whether it was made.

    Raises KeysRefused where there are keys that only the missing file could open.
    """
    if settings.KEYS_FILE.exists():
        return False
    if DataKey.objects.exists():
        raise KeysRefused(
            f"The key file {settings.KEYS_FILE} is missing, and the database holds data that only "
            "its keys can open. Put the file back; a new one would open nothing."
        )
    save_key_file(settings.KEYS_FILE, first_key_file())
    return True


def add_key() -> str:
    """A new key in the file, not in use before `rotate`; its id."""
    if first_keys():
        return changed("keys.added", load_key_file(settings.KEYS_FILE).active)
    more = load_key_file(settings.KEYS_FILE).with_new_key()
    save_key_file(settings.KEYS_FILE, more)
    return changed("keys.added", more.with_newest_active().active)


def rotate() -> int:
    """Wrap every data key with the newest key of the file; how many were wrapped anew.

    Online: keys that were opened stay open. One transaction each, so what is done is done.
    """
    newest = load_key_file(settings.KEYS_FILE).with_newest_active()
    save_key_file(settings.KEYS_FILE, newest)
    count = sum(map(rewrap, wrapped_by_others(newest.active)))
    changed("keys.rotated", newest.active, data_keys=count)
    return count


def wrapped_by_others(active: str) -> list[DataKey]:
    return list(DataKey.objects.exclude(wrapped_by=active).exclude(wrapped=b""))


@transaction.atomic
def rewrap(key: DataKey) -> bool:
    held = DataKey.objects.select_for_update(no_key=True).get(pk=key.pk)
    if not held.wrapped:
        return False
    held.wrap(held.unwrap())
    held.save(update_fields=["wrapped", "wrapped_by"])
    return True


def retire(key_id: str) -> None:
    """Take a key out of the file. Raises KeysRefused while anything needs it."""
    key_file = load_key_file(settings.KEYS_FILE)
    if key_id not in key_file.keys:
        raise KeysRefused(f"There is no key {key_id} in the key file.")
    if key_id == key_file.active:
        raise KeysRefused(f"The key {key_id} is the active one; add another and rotate first.")
    if count := in_use(key_id):
        raise KeysRefused(f"The key {key_id} still wraps {count} data keys; rotate first.")
    save_key_file(settings.KEYS_FILE, key_file.without(key_id))
    changed("keys.retired", key_id)


def in_use(key_id: str) -> int:
    return DataKey.objects.filter(wrapped_by=key_id).exclude(wrapped=b"").count()


def renew(clinic: Clinic) -> tuple[int, int]:
    """A new data key for a clinic, and under it a new key for every patient: what is written from
    now on cannot be read with any key from before, nor what can be written again.

    Rows that only grow keep the key that sealed them. Online: one transaction for a patient, and
    nobody is waited for. Cut short, the next run goes on and makes no second key. How many patients
    were done, and how many were in use just then and wait for the next run.
    """
    left = not_renewed(clinic)
    if not left:
        make_data_key(clinic)
        left = not_renewed(clinic)
    busy = [pk for pk in left if not renew_patient(clinic, pk)]
    still_busy = [pk for pk in busy if not renew_patient(clinic, pk)]
    done = len(left) - len(still_busy)
    audit.record(
        clinic=clinic,
        action="clinic.patients_renewed",
        actor_kind=ActorKind.OPERATOR,
        details={"patients": done, "left": len(still_busy)},
    )
    return done, len(still_busy)


def not_renewed(clinic: Clinic) -> list[int]:
    """Ids of patients whose keys are wrapped by a data key that was retired."""
    active = DataKey.objects.active(clinic.pk, Purpose.DATA).pk
    keyrings = clinic.patients.exclude(keyring=b"").order_by("pk").values_list("pk", "keyring")
    return [pk for pk, keyring in keyrings if wrapping_key_id(bytes(keyring)) != active]


def renew_patient(clinic: Clinic, pk: int) -> bool:
    """False where somebody holds a row of theirs just now, or their keys cannot be opened."""
    try:
        with transaction.atomic():
            patient = clinic.patients.get(pk=pk)
            intakes = list(patient.intakes.select_for_update(no_key=True, nowait=True))
            held = clinic.patients.select_for_update(no_key=True, nowait=True).get(pk=pk)
            if held.is_erased:
                return True
            add_to_keyring(held)
            held.seal_anew("keyring")
            for intake in intakes:
                intake.patient = held
                intake.seal_anew()
    except (OperationalError, DecryptionFailed):
        return False
    return True


@transaction.atomic
def make_data_key(clinic: Clinic) -> DataKey:
    """What the clinic itself seals from now on is sealed by it; the one before is kept for what
    it sealed."""
    held = DataKey.objects.select_for_update(no_key=True).active(clinic.pk, Purpose.DATA)
    held.retired_at = timezone.now()
    held.save(update_fields=["retired_at"])
    key = new_data_key(clinic.pk, Purpose.DATA)
    key.save(force_insert=True)
    audit.record(clinic=clinic, action="clinic.key_renewed", actor_kind=ActorKind.OPERATOR, obj=key)
    return key


def changed(action: str, key_id: str, **details: int) -> str:
    audit.record(
        clinic=None,
        action=action,
        actor_kind=ActorKind.OPERATOR,
        details={"key": key_id, **details},
    )
    return key_id
