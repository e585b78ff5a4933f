"""Columns that hold sealed values. Read from its row the value is opened, and only then.

The row says who holds the keys and what it is called: it is a `SealedRow`. Nothing but isnull can
be asked of such a column in SQL, and nothing is written to it but what its own row sealed.
"""

import datetime
import json
from typing import Any, cast

from django import forms
from django.core.validators import MaxLengthValidator, validate_email
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.expressions import Expression
from django.db.models.query_utils import DeferredAttribute

from clinics.encryption.errors import DecryptionFailed
from clinics.encryption.rows import SealedRow
from clinics.encryption.sealed import Sealed

LONGEST_EMAIL = 254


class SealedAttribute(DeferredAttribute):
    """Opens the value when it is first read, and keeps it with the row from then on."""

    field: "EncryptedField"

    def __get__(self, instance: models.Model | None, cls: Any = None) -> Any:
        if instance is None:
            return self
        value = super().__get__(instance, cls)
        if isinstance(value, Sealed):
            value = self.field.open(cast(SealedRow, instance), value)
            instance.__dict__[self.field.attname] = value
        return value

    def __set__(self, instance: models.Model, value: Any) -> None:
        # Set here so that `__get__` is asked first, before the row's own dictionary.
        instance.__dict__[self.field.attname] = value


class EncryptedField(models.Field):
    """`to_text` and `from_text` say how a value is written down before it is sealed."""

    descriptor_class = SealedAttribute
    is_sealed = True
    empty_strings_allowed = False
    description = "Sealed"

    # Read by the type checker alone.
    _pyi_private_set_type: Any
    _pyi_private_get_type: Any

    def get_internal_type(self) -> str:
        return "BinaryField"

    def to_text(self, value: Any) -> str:
        raise NotImplementedError

    def from_text(self, text: str) -> Any:
        raise NotImplementedError

    def open(self, row: SealedRow, sealed: Sealed) -> Any:
        """Raises DecryptionFailed."""
        data = row.open_sealed(self.attname, sealed.data)
        try:
            return self.from_text(data.decode(errors="surrogatepass"))
        except ValueError:
            raise DecryptionFailed("opened, and not what was sealed") from None

    def pre_save(self, model_instance: models.Model, add: bool) -> Sealed | None:
        """What was not opened goes back as it came."""
        if self.attname not in model_instance.__dict__:
            return cast(Sealed | None, getattr(model_instance, self.attname))
        value = model_instance.__dict__[self.attname]
        if isinstance(value, Sealed) or (value is None and self.null):
            return value
        row = cast(SealedRow, model_instance)
        return Sealed(row.seal(self.attname, self.to_text(value).encode(errors="surrogatepass")))

    def get_db_prep_value(
        self, value: Any, connection: BaseDatabaseWrapper, prepared: bool = False
    ) -> Any:
        if value is None and self.null:
            return None
        if not isinstance(value, Sealed):
            raise TypeError(f"{self.name} is written by saving its row, which seals it")
        return cast(Any, connection).Database.Binary(value.data)

    def from_db_value(
        self, value: Any, expression: Expression, connection: BaseDatabaseWrapper
    ) -> Sealed | None:
        return None if value is None else Sealed(bytes(value))

    def get_lookup(self, lookup_name: str) -> Any:
        """Nothing can be equal to what is sealed: a digest beside it is what is searched."""
        return super().get_lookup(lookup_name) if lookup_name == "isnull" else None

    def get_transform(self, lookup_name: str) -> None:
        return None

    def value_to_string(self, obj: models.Model) -> str:
        raise TypeError(f"{self.name} is sealed and is not written to a fixture")


class EncryptedTextField(EncryptedField):
    """`max_length` is of the text, and held when it is validated."""

    empty_strings_allowed = True

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.max_length is not None:
            self.validators.append(MaxLengthValidator(self.max_length))

    def formfield(self, **options: Any) -> Any:
        return super().formfield(**{"max_length": self.max_length, **options})

    def to_text(self, value: Any) -> str:
        return value

    def from_text(self, text: str) -> str:
        return text


class EncryptedEmailField(EncryptedTextField):
    default_validators = [validate_email]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{"max_length": LONGEST_EMAIL, **options})

    def formfield(self, **options: Any) -> Any:
        return super().formfield(**{"form_class": forms.EmailField, **options})


class EncryptedJSONField(EncryptedField):
    """Any value of JSON types, None among them; keys sorted, so it reads back as it was hashed."""

    def to_text(self, value: Any) -> str:
        return json.dumps(value, sort_keys=True, separators=(",", ":"), allow_nan=False)

    def from_text(self, text: str) -> Any:
        return json.loads(text)


class EncryptedDateField(EncryptedField):
    def to_text(self, value: datetime.date) -> str:
        return value.isoformat()

    def from_text(self, text: str) -> datetime.date:
        return datetime.date.fromisoformat(text)
