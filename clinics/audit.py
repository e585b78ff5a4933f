"""The audit trail: one unbroken chain of events per clinic, and one for the system itself.

An event's hash covers the event and the hash before it; the chain's row keeps the newest hash and
the number of events. So an edited event, a missing one and a cut tail can each be told.
The trail is never read to decide anything.
"""

import datetime
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from clinics import scopes
from clinics.anchors import Anchor
from clinics.models import ActorKind, AuditChain, AuditEvent, Clinic, User
from clinics.models.audit import START
from clinics.models.prepared import insert, update

Detail = str | int | bool | None

BATCH = 2000
HASHED = (
    "clinic_id",
    "sequence",
    "at",
    "actor_id",
    "actor_kind",
    "action",
    "object_type",
    "object_id",
    "details",
    "previous_hash",
)


@dataclass(frozen=True)
class Problem:
    """What is wrong with a chain, at the sequence where it shows first."""

    sequence: int
    message: str

    def __str__(self) -> str:
        return f"event {self.sequence}: {self.message}"


def lock(clinic: Clinic | None) -> AuditChain:
    """Hold the end of the chain until the transaction ends; whoever adds an event needs it.

    Lock it last: who holds it must not wait for a row, or two may wait for each other. Lock rows
    with `no_key=True`, because the events and the rows that are added here point at them.
    """
    locked = AuditChain.objects.select_for_update()
    if clinic is not None:
        return locked.get(pk=clinic.audit_chain_id)
    return locked.get_or_create(name=AuditChain.SYSTEM)[0]


@transaction.atomic(savepoint=False)
def record(
    *,
    clinic: Clinic | None,
    action: str,
    actor: User | None = None,
    actor_kind: ActorKind | None = None,
    obj: models.Model | None = None,
    details: Mapping[str, Detail | list[Detail]] | None = None,
    chain: AuditChain | None = None,
) -> AuditEvent:
    """Add one event in the caller's transaction, or in one of its own.

    Three statements; two when the caller passes the `chain` that it has locked already, by `lock`
    or by a SELECT ... FOR UPDATE that brought it along; it is moved on and may be passed again.
    `details` hold ids, codes and counts, never what somebody typed. Raises OutOfScope for another
    clinic than the one in scope; what belongs to no clinic can be recorded from anywhere.
    """
    with scope_of(clinic):
        return add(
            chain or lock(clinic),
            AuditEvent(
                clinic_id=clinic.pk if clinic else None,
                actor_id=actor.pk if actor else None,
                actor_kind=actor_kind or (ActorKind.STAFF if actor else ActorKind.SYSTEM),
                action=action,
                object_type=obj._meta.label_lower if obj else "",
                object_id=str(obj.pk) if obj else "",
                details=checked(details or {}),
            ),
        )


def scope_of(clinic: Clinic | None) -> AbstractContextManager[None]:
    return nullcontext() if clinic else scopes.at_system()


def add(chain: AuditChain, event: AuditEvent) -> AuditEvent:
    event.sequence, event.at, event.previous_hash = chain.length + 1, timezone.now(), chain.head
    event.hash = hash_of({name: getattr(event, name) for name in HASHED})
    insert(event)
    chain.length, chain.head = event.sequence, event.hash
    update(chain, ["length", "head"])
    return event


@dataclass(frozen=True)
class Check:
    """What walking a chain found; `events` and `anchors` are how many it was held against."""

    problems: tuple[Problem, ...]
    events: int
    anchors: int


def verify(clinic: Clinic | None) -> list[Problem]:
    """Everything that is wrong with the chain of a clinic, or of the system, without anchors."""
    return list(check(clinic).problems)


def check(clinic: Clinic | None, anchors: Sequence[Anchor] = ()) -> Check:
    """Walk the whole chain. `anchors` are those of this chain, in any order."""
    with scopes.at_clinic(clinic) if clinic else scopes.at_system():
        chain = AuditChain.objects.filter(**chain_key(clinic)).first()
        chain = chain or AuditChain(name=AuditChain.SYSTEM)
        return Check(tuple(problems_in(clinic, chain, anchors)), chain.length, len(anchors))


def problems_in(
    clinic: Clinic | None, chain: AuditChain, anchors: Sequence[Anchor]
) -> Iterator[Problem]:
    events = AuditEvent.objects.filter(clinic=clinic)
    waiting = by_sequence(anchors)
    sequence, head = 0, START
    for row in walk(events, upto=chain.length):
        yield from problems_of(row, sequence, head)
        sequence, head = row["sequence"], row["hash"]
        for anchor in waiting.pop(sequence, ()):
            if anchor.hash != head:
                yield Problem(sequence, f"is not the one that was anchored on {anchor.at}")
    if sequence < chain.length:
        yield Problem(sequence + 1, f"the tail is cut: {chain.length} were written")
    elif head != chain.head:
        yield Problem(sequence, "is not the newest event that was written")
    yield from beyond(events, clinic)
    for anchor in (one for place in sorted(waiting) for one in waiting[place]):
        yield Problem(anchor.sequence, f"was anchored on {anchor.at} and is not there")


def by_sequence(anchors: Sequence[Anchor]) -> dict[int, list[Anchor]]:
    found: dict[int, list[Anchor]] = {}
    for anchor in anchors:
        if anchor.sequence:  # an empty chain has no event to compare
            found.setdefault(anchor.sequence, []).append(anchor)
    return found


def record_check(clinic: Clinic | None, result: Check, actor: User | None = None) -> None:
    """That the chain was checked is an event in it; the newest one is what its page shows."""
    with scopes.at_clinic(clinic) if clinic else nullcontext():
        record(
            clinic=clinic,
            action="audit.verified",
            actor=actor,
            details={
                "events": result.events,
                "problems": len(result.problems),
                "anchors": result.anchors,
            },
        )


def length_of(clinic: Clinic) -> int:
    return AuditChain.objects.values_list("length", flat=True).get(pk=clinic.audit_chain_id)


def problems_of(row: Mapping[str, Any], sequence: int, head: str) -> Iterator[Problem]:
    if row["sequence"] != sequence + 1:
        yield Problem(sequence + 1, "is missing")
    elif row["previous_hash"] != head:
        yield Problem(sequence + 1, "does not follow the event before it")
    if row["hash"] != hash_of({name: row[name] for name in HASHED}):
        yield Problem(row["sequence"], "was changed after it was written")


def beyond(events: models.QuerySet[AuditEvent], clinic: Clinic | None) -> list[Problem]:
    """Events past the end of the chain. The last one is read first: more may arrive meanwhile."""
    last = events.aggregate(last=models.Max("sequence"))["last"] or 0
    length = AuditChain.objects.filter(**chain_key(clinic)).values_list("length", flat=True).first()
    if last <= (length or 0):
        return []
    return [Problem((length or 0) + 1, "was never entered at the end of the chain")]


def walk(events: models.QuerySet[AuditEvent], *, upto: int) -> Iterator[dict[str, Any]]:
    """Events in order and in batches, so that memory stays small however long the chain."""
    rows = events.filter(sequence__lte=upto).order_by("sequence").values(*HASHED, "hash")
    last = 0
    while batch := list(rows.filter(sequence__gt=last)[:BATCH]):
        yield from batch
        last = batch[-1]["sequence"]


def moment(value: object) -> str:
    if isinstance(value, datetime.datetime):
        return value.astimezone(datetime.UTC).isoformat(timespec="microseconds")
    raise TypeError(f"An audit event cannot hold {type(value).__name__}.")


# Made once: of a million events a new encoder for each would be a third of the time.
canonical = json.JSONEncoder(sort_keys=True, separators=(",", ":"), default=moment).encode


def hash_of(facts: Mapping[str, object]) -> str:
    return hashlib.sha256(canonical(facts).encode()).hexdigest()


def checked(
    details: Mapping[str, Detail | list[Detail]],
) -> dict[str, Detail | list[Detail]]:
    """Refuse what cannot be an id, a code or a count."""
    for value in details.values():
        for part in value if isinstance(value, list) else [value]:
            if not isinstance(part, str | int | None):
                raise TypeError(f"An audit event cannot hold {type(part).__name__}.")
            if isinstance(part, str) and (len(part) > 100 or not part.isprintable()):
                raise ValueError("An audit event holds ids, codes and counts only.")
    return dict(details)


def chain_key(clinic: Clinic | None) -> dict[str, object]:
    return {"name": AuditChain.SYSTEM} if clinic is None else {"pk": clinic.audit_chain_id}
