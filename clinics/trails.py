"""The audit trail as an administrator reads it: newest first, a page at a time."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from clinics import scopes
from clinics.models import AuditEvent, Clinic, Membership, User


@dataclass(frozen=True)
class Wanted:
    """What of a trail is asked for; whatever is empty is no limit. `before` is a sequence."""

    sign_ins: bool = False
    actor: int | None = None
    kind: str = ""
    action: str = ""
    object_type: str = ""
    object_id: str = ""
    since: dt.datetime | None = None
    until: dt.datetime | None = None
    before: int | None = None


def find(clinic: Clinic, wanted: Wanted, *, most: int) -> list[AuditEvent]:
    """Of the clinic's own chain; or of the system's, where sign-ins are, those of its people."""
    if not wanted.sign_ins:
        return list(matching(clinic.audit_events.all(), wanted)[:most])
    people = [user.pk for user in people_of(clinic)]
    with scopes.at_system():
        events = AuditEvent.objects.filter(clinic=None, actor_id__in=people)
        return list(matching(events, wanted)[:most])


def matching(events: QuerySet[AuditEvent], wanted: Wanted) -> QuerySet[AuditEvent]:
    given = {
        "actor_id": wanted.actor,
        "actor_kind": wanted.kind,
        "action": wanted.action,
        "object_type": wanted.object_type,
        "object_id": wanted.object_id,
        "at__gte": wanted.since,
        "at__lt": wanted.until,
        "sequence__lt": wanted.before,
    }
    asked = {name: value for name, value in given.items() if value not in (None, "")}
    return events.filter(**asked).select_related("actor").order_by("-sequence")


def people_of(clinic: Clinic) -> list[User]:
    """Who works here or ever did, by name."""
    now = Membership.ever.filter(clinic=clinic).values("user")
    events = clinic.audit_events.filter(object_type=User._meta.label_lower)
    once = [int(pk) for pk in events.values_list("object_id", flat=True).distinct()]
    return list(User.objects.filter(Q(pk__in=now) | Q(pk__in=once)).order_by("name", "pk"))


def last_check(clinic: Clinic) -> AuditEvent | None:
    """The newest event that says that the chain was checked."""
    return clinic.audit_events.filter(action="audit.verified").order_by("-sequence").first()
