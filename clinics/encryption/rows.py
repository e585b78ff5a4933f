"""What a model with sealed columns is: it knows its place, and who holds the keys to it."""

from typing import Any, NoReturn, Protocol

from django.db import models

from clinics.encryption.ciphers import Context
from clinics.encryption.errors import DecryptionFailed

CANNOT_BE_READ = "cannot be read"


class KeyHolder(Protocol):
    """A patient: seals and opens, and makes digests that nobody else can make."""

    def seal_with_keys(self, data: bytes, context: Context) -> bytes: ...

    def open_with_keys(self, sealed: bytes, context: Context) -> bytes: ...


class SealedRow(models.Model):
    """`key_holder` and `row_key` are known before the row is inserted, and never change."""

    clinic_id: int

    class Meta:
        abstract = True

    def __reduce__(self) -> NoReturn:
        # A value that was opened would travel in clear, to a cache or to another process.
        raise TypeError(f"{type(self).__name__} rows are not pickled or copied")

    def __reduce_ex__(self, protocol: Any) -> NoReturn:
        self.__reduce__()

    @property
    def key_holder(self) -> KeyHolder:
        raise NotImplementedError

    @property
    def row_key(self) -> str:
        raise NotImplementedError

    def context_of(self, field: str) -> Context:
        return Context(self.clinic_id, self._meta.db_table, self.row_key, field)

    def seal(self, field: str, data: bytes) -> bytes:
        return self.key_holder.seal_with_keys(data, self.context_of(field))

    def open_sealed(self, field: str, sealed: bytes) -> bytes:
        return self.key_holder.open_with_keys(sealed, self.context_of(field))

    def legible(self, field: str) -> Any | None:
        """The value, to be shown; None where it cannot be read."""
        try:
            return getattr(self, field)
        except DecryptionFailed:
            return None

    @property
    def shown(self) -> "Shown":
        """For templates: `patient.shown.phone`."""
        return Shown(self)

    @property
    def unreadable(self) -> list[str]:
        """Names of the sealed fields that cannot be read."""
        return [name for name in self.sealed_names() if not self.opens(name)]

    def opens(self, field: str) -> bool:
        try:
            getattr(self, field)
        except DecryptionFailed:
            return False
        return True

    def seal_anew(self, *more: str) -> None:
        """Save what can be opened under the newest key, and the fields named in `more`. What cannot
        stays as it is, for whoever can mend it."""
        names = [name for name in self.sealed_names() if self.opens(name)]
        self.save(update_fields=[*names, *more])

    @classmethod
    def sealed_names(cls) -> list[str]:
        return [field.attname for field in cls._meta.fields if getattr(field, "is_sealed", False)]

    def said(self, field: str) -> str:
        """The text, to be shown; where it cannot be read, that."""
        text = self.legible(field)
        return CANNOT_BE_READ if text is None else text


class Shown:
    """The texts of a row, each by its name, and where one cannot be read, that."""

    def __init__(self, row: SealedRow) -> None:
        self._row = row

    def __getitem__(self, field: str) -> str:
        if field not in self._row.sealed_names():
            raise KeyError(field)
        return self._row.said(field)
