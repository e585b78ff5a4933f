"""A chain as `clinics.audit` would have written it, only faster, and what reading it takes."""

import time
from collections.abc import Callable
from datetime import timedelta

from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from benchmarks.reporting import Row, at_most, table
from clinics import actions, audit, scopes, trails
from clinics.models import ActorKind, AuditChain, AuditEvent, Clinic

BATCH = 5000


def report(*, events: int) -> str:
    call_command("migrate", verbosity=0)
    clinic = actions.create_clinic(
        slug="long", name="Long", phone="555-010-0100", on_call_email="on-call@long.example"
    )
    fill(clinic, events)
    spent = time.process_time()
    seconds, result = timed(lambda: audit.check(clinic))
    spent = time.process_time() - spent
    assert (result.problems, result.events) == ((), events)  # noqa: S101
    with scopes.at_clinic(clinic):
        newest = timed(lambda: trails.find(clinic, trails.Wanted(), most=51))[0]
        rare = timed(lambda: trails.find(clinic, trails.Wanted(action="clinic.created"), most=51))[
            0
        ]
    return table(
        f"{connection.vendor}, {events:,} events of one clinic",
        [
            Row("checked, all of them", f"{seconds:.1f} s", figure=seconds, goal=at_most(60)),
            Row("of which CPU of this process", f"{spent:.1f} s"),
            Row("the newest 50, for the page", f"{newest * 1000:.1f} ms"),
            Row("the one that is rarest, as a filter", f"{rare * 1000:.0f} ms"),
        ],
    )


def timed(job: Callable[[], object]) -> tuple[float, object]:
    start = time.perf_counter()
    done = job()
    return time.perf_counter() - start, done


def fill(clinic: Clinic, events: int) -> None:
    with scopes.at_clinic(clinic):
        chain = AuditChain.objects.get(pk=clinic.audit_chain_id)
        while chain.length < events:
            made = [made_event(clinic, chain) for _ in range(min(BATCH, events - chain.length))]
            AuditEvent.objects.bulk_create(made)
        chain.save()


def made_event(clinic: Clinic, chain: AuditChain) -> AuditEvent:
    """As the commonest one is: a page was sent."""
    event = AuditEvent(
        clinic_id=clinic.pk,
        sequence=chain.length + 1,
        at=timezone.now() + timedelta(microseconds=chain.length),
        actor_kind=ActorKind.PATIENT,
        action="intake.page_sent",
        object_type="screening.intake",
        object_id=str(chain.length // 50),
        details={"page": chain.length, "question": "suicidal_thoughts_past_month"},
        previous_hash=chain.head,
    )
    event.hash = audit.hash_of({name: getattr(event, name) for name in audit.HASHED})
    chain.length, chain.head = event.sequence, event.hash
    return event
