"""Changing keys while the program runs. Each step may be cut short and run again."""

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from clinics import audit
from clinics.encryption import load_key_file
from clinics.encryption.key_file import first_key_file, save_key_file
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


@transaction.atomic
def renew(clinic: Clinic) -> DataKey:
    """A new data key for a clinic: what is sealed by the clinic from now on is sealed by it.

    Rows that are there keep the key that sealed them, which is kept for them.
    """
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
