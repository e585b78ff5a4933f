"""Events of the audit trail as rows of a page and as lines of a file."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.urls import reverse

from clinics.models import ActorKind, AuditEvent, Clinic
from clinics.policy import Action, Actor, may
from screening.presenters.audit_words import details_of, kind_of, words_of
from screening.presenters.spreadsheets import as_csv

PATIENT, INTAKE, VERSION = (
    "clinics.patient",
    "screening.intake",
    "screening.questionsetversion",
)
NOBODY = {
    ActorKind.PATIENT: "A patient",
    ActorKind.OPERATOR: "An operator of the server",
    ActorKind.SYSTEM: "The program",
    ActorKind.STAFF: "Somebody unknown",
}
HEAD = ("number", "time", "who", "kind", "action", "in words", "object", "id", "details", "hash")


@dataclass(frozen=True)
class EventRow:
    event: AuditEvent
    who: str
    words: str
    thing: str
    about: str
    url: str
    details: str


def event_rows(clinic: Clinic, actor: Actor, events: Sequence[AuditEvent]) -> list[EventRow]:
    """With a link to each thing that the reader may open; names of patients are not shown."""
    urls = addresses(clinic, actor, events)
    return [
        EventRow(
            event=event,
            who=who(event),
            words=words_of(event.action),
            thing=f"{kind_of(event.object_type)} {event.object_id}" if event.object_type else "",
            about=f"{event.object_type}.{event.object_id}" if event.object_type else "",
            url=urls.get((event.object_type, event.object_id), ""),
            details=details_of(event.details),
        )
        for event in events
    ]


def who(event: AuditEvent) -> str:
    return event.actor.name if event.actor else NOBODY[ActorKind(event.actor_kind)]


def addresses(
    clinic: Clinic, actor: Actor, events: Iterable[AuditEvent]
) -> dict[tuple[str, str], str]:
    """One statement for each kind of thing on the page."""
    named: dict[str, set[int]] = {}
    for event in events:
        if event.object_id.isdecimal():
            named.setdefault(event.object_type, set()).add(int(event.object_id))
    looked_up = {
        PATIENT: (Action.MANAGE_PATIENTS, "patient", clinic.patients, ("public_id",)),
        INTAKE: (Action.SEE_INTAKES, "intake", clinic.intakes, ("public_id",)),
        VERSION: (
            Action.MANAGE_QUESTION_SETS,
            "question-set-version",
            clinic.question_set_versions,
            ("question_set__slug", "number"),
        ),
    }
    found = {}
    for kind, (action, page, rows, fields) in looked_up.items():
        if kind in named and may(actor, action, clinic):
            for pk, *names in rows.filter(pk__in=named[kind]).values_list("pk", *fields):
                found[kind, str(pk)] = reverse(page, args=names)
    return found


def as_file(events: Iterable[AuditEvent]) -> str:
    """A line an event, oldest last."""
    return as_csv(HEAD, lines(events))


def lines(events: Iterable[AuditEvent]) -> Iterator[tuple[str, ...]]:
    for event in events:
        yield (
            str(event.sequence),
            event.at.isoformat(timespec="seconds"),
            who(event),
            event.actor_kind,
            event.action,
            words_of(event.action),
            event.object_type,
            event.object_id,
            json.dumps(event.details, sort_keys=True),
            event.hash,
        )
