"""Tables whose every row belongs to a clinic."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.sql import Query

from clinics import scopes


class TenantQuerySet(models.QuerySet[Any]):
    """Begins with the rows in scope, behind `Patient.objects` as behind `clinic.patients`."""

    def __init__(
        self,
        model: type[models.Model] | None = None,
        query: Query | None = None,
        using: str | None = None,
        hints: dict[str, models.Model] | None = None,
    ) -> None:
        super().__init__(model, query, using, hints)
        # With a query it is one that had begun before.
        if query is None and model is not None and (rows := scopes.rows_in_scope(model)):
            self.query.add_q(Q(**rows))


class Tenant(models.Model):
    """Has a foreign key `clinic`. Raises Unscoped or OutOfScope where no scope holds its rows.

    `found_by`: the field that stands on a row and opens it before the clinic is known.
    """

    found_by: ClassVar[str] = ""
    is_append_only: ClassVar[bool] = False

    objects = TenantQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **options: Any) -> None:
        refuse_outside(self)
        super().save(*args, **options)


def refuse_outside(row: models.Model) -> None:
    """For a row about to be written."""
    if isinstance(row, Tenant) and not scopes.holds(row):
        raise scopes.OutOfScope(f"{type(row).__name__} of another clinic")
