import datetime

from django.db import models
from django.db.models import DurationField, ExpressionWrapper, F, Value
from django.db.models.functions import Greatest


class ThrottleQuerySet(models.QuerySet["Throttle"]):
    def spend(
        self, *, digest: str, now: datetime.datetime, each: datetime.timedelta, at_once: int
    ) -> bool:
        """Take one of `at_once` tries, of which one comes back after each `each`.

        Two statements, and the second decides by itself: tries at the same moment cannot share one.
        """
        self.bulk_create([self.model(digest=digest, free_at=now)], ignore_conflicts=True)
        debt = ExpressionWrapper(Value(each), output_field=DurationField())
        in_reach = self.filter(digest=digest, free_at__lte=now + (at_once - 1) * each)
        return bool(in_reach.update(free_at=Greatest(F("free_at"), Value(now)) + debt))


class Throttle(models.Model):
    """How many tries somebody has left at one thing; every process shares these rows."""

    digest = models.CharField(max_length=64, unique=True, help_text="Of what is tried and by whom.")
    free_at = models.DateTimeField(db_index=True, help_text="When every try has come back.")

    objects = ThrottleQuerySet.as_manager()

    def __str__(self) -> str:
        return self.digest[:12]
