"""The keys of clinics, each wrapped by a key-encryption key; the key file opens them."""

import secrets
import uuid
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.db import models
from django.db.models import Q

from clinics.encryption import BlindIndex, Cipher, Context, DecryptionFailed, Erased, load_key_file
from clinics.encryption.ciphers import KEY_SIZE
from clinics.encryption.heads import data_key_head, data_key_id


class Purpose(models.TextChoices):
    DATA = "DATA", "Seals data and wraps the keys of patients"
    INDEX = "INDEX", "Makes the digests that patients are searched by"


class DataKeyQuerySet(models.QuerySet["DataKey"]):
    def active(self, clinic_id: int | None, purpose: Purpose) -> "DataKey":
        return self.get(clinic_id=clinic_id, purpose=purpose, retired_at=None)


class DataKey(models.Model):
    """`clinic` is empty for the key of the system itself. The newest data key of a clinic is the
    one that is not retired; retired ones still open what they sealed. Erased: `wrapped` is empty.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    clinic = models.ForeignKey(
        "clinics.Clinic", on_delete=models.PROTECT, related_name="data_keys", null=True
    )
    purpose = models.CharField(max_length=5, choices=Purpose.choices)
    wrapped = models.BinaryField()
    wrapped_by = models.CharField(max_length=10, help_text="Id of the key in the key file.")
    made_at = models.DateTimeField(auto_now_add=True)
    retired_at = models.DateTimeField(null=True)

    objects = DataKeyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["clinic", "purpose"],
                condition=Q(retired_at=None),
                name="data_key_one_active_per_clinic",
            ),
            models.UniqueConstraint(
                fields=["purpose"],
                condition=Q(retired_at=None, clinic=None),
                name="data_key_one_active_for_the_system",
            ),
            models.CheckConstraint(
                condition=Q(purpose__in=Purpose.values), name="data_key_purpose_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.pk}"

    @property
    def context(self) -> Context:
        return Context(self.clinic_id, self._meta.db_table, str(self.pk), self.purpose)

    def wrap(self, key: bytes) -> None:
        """With the active key of the file. Raises KeyFileError."""
        key_file = load_key_file(settings.KEYS_FILE)
        self.wrapped_by = key_file.active
        self.wrapped = key_file.cipher(key_file.active).seal(key, self.context)

    def unwrap(self) -> bytes:
        """Raises Erased, DecryptionFailed or KeyFileError."""
        if not self.wrapped:
            raise Erased("the clinic's keys were destroyed")
        cipher = load_key_file(settings.KEYS_FILE).cipher(self.wrapped_by)
        return cipher.open(bytes(self.wrapped), self.context)

    @property
    def is_readable(self) -> bool:
        """Whether the key file opens it, which is also how a wrong file is told from the right."""
        try:
            self.unwrap()
        except DecryptionFailed:
            return False
        return True

    @property
    def cipher(self) -> Cipher:
        return Cipher(self.unwrap(), data_key_head(self.pk))

    @property
    def index(self) -> BlindIndex:
        return BlindIndex(self.unwrap())


def new_data_key(clinic_id: int | None, purpose: Purpose) -> DataKey:
    """Not saved yet."""
    key = DataKey(clinic_id=clinic_id, purpose=purpose)
    key.wrap(secrets.token_bytes(KEY_SIZE))
    return key


@lru_cache(maxsize=4096)
def cipher_of(key_id: uuid.UUID) -> Cipher:
    """Kept in the process: an id never names another key. Raises DecryptionFailed."""
    key = DataKey.objects.filter(pk=key_id, purpose=Purpose.DATA).first()
    if key is None:
        raise DecryptionFailed("the data key is not there")
    return key.cipher


@dataclass(frozen=True)
class ClinicKeys:
    """Holds the keys of rows that belong to a clinic and to no one patient."""

    clinic_id: int

    def seal_with_keys(self, data: bytes, context: Context) -> bytes:
        """By the clinic's newest data key. One statement."""
        return DataKey.objects.active(self.clinic_id, Purpose.DATA).cipher.seal(data, context)

    def open_with_keys(self, sealed: bytes, context: Context) -> bytes:
        """Raises DecryptionFailed, also for what no data key sealed."""
        return cipher_of(data_key_id(sealed)).open(sealed, context)
