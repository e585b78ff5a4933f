import datetime
import logging
import uuid
from functools import lru_cache

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q

from clinics.encryption import (
    BlindIndex,
    Context,
    DecryptionFailed,
    Erased,
    NotInRing,
    PatientKeys,
)
from clinics.encryption.fields import (
    EncryptedDateField,
    EncryptedEmailField,
    EncryptedTextField,
)
from clinics.encryption.heads import data_key_id, is_by_data_key
from clinics.encryption.patient_keys import unwrap
from clinics.encryption.rows import SealedRow
from clinics.models.data_key import DataKey, Purpose, cipher_of
from clinics.models.tenant import Tenant, TenantQuerySet
from clinics.names import words

logger = logging.getLogger(__name__)

ERASED = "Erased patient"
UNREADABLE = "Name cannot be read"
LOST_KEYS = "The keys of patient %s cannot be read; the clinic's are used"
EARLIEST_BIRTH = datetime.date(1900, 1, 1)


class PatientQuerySet(TenantQuerySet):
    """`index` is the clinic's: what is looked for is compared as digests, never in clear."""

    def matching(self, text: str, index: BlindIndex) -> "PatientQuerySet":
        """Whose record number is the text, or who has a name that begins with each of its words.

        A word of one or two letters is a whole name.
        """
        found = Q(record_digest=index.digest("record number", text.strip()))
        if several := words(text):
            named = self
            for word in several:
                named = named.filter(tokens__digest=index.digest("name", word))
            found |= Q(pk__in=named.values("pk"))
        return self.filter(found)

    def born_on(self, day: datetime.date, index: BlindIndex) -> "PatientQuerySet":
        return self.filter(tokens__digest=index.digest("born", day.isoformat()))


class Patient(SealedRow, Tenant):
    """A person that one clinic treats; the same person at another clinic is another row.

    `keyring` holds the patient's own keys, which seal all that is known about them, here and in
    the rows of their intakes. Emptied, it leaves nothing of this to read.
    """

    clinic = models.ForeignKey(
        "clinics.Clinic", on_delete=models.PROTECT, related_name="patients", db_index=False
    )
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    keyring = models.BinaryField()
    erased_at = models.DateTimeField(null=True, editable=False)
    given_name = EncryptedTextField(max_length=100)
    family_name = EncryptedTextField(
        max_length=100, blank=True, help_text="Leave empty for somebody with one name."
    )
    date_of_birth = EncryptedDateField(validators=[MinValueValidator(EARLIEST_BIRTH)])
    email = EncryptedEmailField("e-mail address", blank=True)
    phone = EncryptedTextField(max_length=40, blank=True)
    language = models.CharField(max_length=10, help_text="The one to write to the patient in.")
    record_number = EncryptedTextField(
        max_length=40, blank=True, help_text="The patient's number in the clinic's own records."
    )
    record_digest = models.CharField(max_length=32, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        "clinics.User", on_delete=models.PROTECT, related_name="+", db_index=False
    )

    objects = PatientQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["clinic", "record_digest"],
                condition=~Q(record_digest=""),
                name="patient_record_number_used_once",
                violation_error_message="Another patient has this record number.",
            ),
        ]
        indexes = [models.Index(fields=["clinic", "id"], name="patient_newest")]

    def __str__(self) -> str:
        return self.full_name

    def get_absolute_url(self) -> str:
        # Not by name: the page is the screening app's, which this one does not know.
        return f"/patients/{self.public_id}/"

    @property
    def is_erased(self) -> bool:
        return self.erased_at is not None

    @property
    def full_name(self) -> str:
        return self.name_as("{given} {family}")

    @property
    def sorted_name(self) -> str:
        """As in a list: the family name first."""
        return self.name_as("{family}, {given}")

    def name_as(self, form: str) -> str:
        """To be shown: says so where there is no name to be read any more, or none just now."""
        try:
            if not self.family_name:
                return self.given_name
            return form.format(given=self.given_name, family=self.family_name)
        except DecryptionFailed:
            return ERASED if self.is_erased else UNREADABLE

    @property
    def born(self) -> datetime.date | None:
        """The date of birth, to be shown; None where it cannot be read."""
        return self.legible("date_of_birth")

    @property
    def language_name(self) -> str:
        return dict(settings.LANGUAGES).get(self.language, self.language)

    # Keys

    @property
    def key_holder(self) -> "Patient":
        return self

    @property
    def row_key(self) -> str:
        return str(self.public_id)

    @property
    def keys(self) -> PatientKeys:
        """Raises Erased or DecryptionFailed."""
        return opened_keys(bytes(self.keyring), self.context_of("keyring"))

    def digest(self, text: str) -> str:
        """Says whether two texts about this patient are the same, to nobody else.

        Where their own keys cannot be read the clinic's are used: what an urgent answer raises is
        then rather put on record twice than not at all.
        """
        try:
            return self.keys.digest(text)
        except Erased:
            raise
        except DecryptionFailed:
            logger.exception(
                "A patient's keys cannot be read; the clinic's are used",
                extra={"patient_id": self.pk},
            )
            key = DataKey.objects.active(self.clinic_id, Purpose.INDEX)
            return key.index.digest(f"patient {self.public_id}", text)

    def seal_with_keys(self, data: bytes, context: Context) -> bytes:
        """What a patient sent is kept even if their own keys cannot be read: by the clinic's."""
        try:
            return self.keys.seal(data, context)
        except Erased:
            raise
        except DecryptionFailed:
            logger.exception(
                "A patient's keys cannot be read; the clinic's are used",
                extra={"patient_id": self.pk},
            )
            return DataKey.objects.active(self.clinic_id, Purpose.DATA).cipher.seal(data, context)

    def open_with_keys(self, sealed: bytes, context: Context) -> bytes:
        if is_by_data_key(sealed) and not self.is_erased:
            return cipher_of(data_key_id(sealed)).open(sealed, context)
        try:
            return self.keys.open(sealed, context)
        except NotInRing:
            # The keyring may have grown since this row was read, and another row be of after that.
            self.refresh_from_db(fields=["keyring"])
            return self.keys.open(sealed, context)


@lru_cache(maxsize=4096)
def opened_keys(keyring: bytes, context: Context) -> PatientKeys:
    """By the wrapped bytes themselves: a keyring that was emptied or changed is another one."""
    return unwrap(keyring, cipher_of, context)


def record_digest(number: str, index: BlindIndex) -> str:
    """Empty for a patient without a number."""
    return index.digest("record number", number) if number else ""
