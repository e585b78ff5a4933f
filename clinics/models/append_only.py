"""Rows that are written once: never changed, never removed."""

from typing import Any, NoReturn

from clinics.models.tenant import Tenant, TenantQuerySet


class AppendOnlyError(TypeError):
    """Somebody tried to change or remove a row that stands for ever."""


class AppendOnlyQuerySet(TenantQuerySet):
    def update(self, **values: Any) -> NoReturn:
        raise AppendOnlyError(f"{self.model.__name__} rows are never changed.")

    def bulk_update(self, *args: Any, **options: Any) -> NoReturn:
        raise AppendOnlyError(f"{self.model.__name__} rows are never changed.")

    def delete(self) -> NoReturn:
        raise AppendOnlyError(f"{self.model.__name__} rows are never removed.")


class AppendOnly(Tenant):
    is_append_only = True

    objects = AppendOnlyQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        abstract = True

    def save(self, *args: Any, **options: Any) -> None:
        if not self._state.adding:
            raise AppendOnlyError(f"{type(self).__name__} rows are never changed.")
        # Without this a row with a key already taken would be written over.
        super().save(*args, **{**options, "force_insert": True})

    def delete(self, *args: Any, **options: Any) -> NoReturn:
        raise AppendOnlyError(f"{type(self).__name__} rows are never removed.")
