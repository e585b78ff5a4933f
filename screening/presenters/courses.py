"""How far the links of the last weeks came, and where patients stopped: times and places only,
read without decrypting anything."""

import datetime as dt
from collections.abc import Mapping
from typing import NamedTuple

from django.db.models import Case, Count, OuterRef, Q, QuerySet, Subquery, Value, When
from django.utils import timezone

from clinics.models import Clinic
from screening.models import Intake, IntakeStatus, RequestStatus, Review, SentPage
from screening.presenters.queue import DUE_AT_LAST, DUE_WITHIN

GIVEN_UP = dt.timedelta(days=7)
"""Without a page sent, after which somebody who has not sent everything counts as stopped."""

ENDED = [IntakeStatus.WITHDRAWN, IntakeStatus.EXPIRED]


class Course(NamedTuple):
    """One link: when it was made, opened, when all was sent and first decided on."""

    made_at: dt.datetime
    begun_at: dt.datetime | None
    sent_at: dt.datetime | None
    decided_at: dt.datetime | None


class Stop(NamedTuple):
    """The page that was sent last, empty where none was, and the set that it is of."""

    question_set: int
    link_id: str


class Waiting(NamedTuple):
    """In the queue now; `unanswered`: asked again, and the time to answer is over."""

    total: int
    overdue: int
    longest: dt.datetime | None
    unanswered: int


def read_courses(clinic: Clinic, since: dt.datetime) -> list[Course]:
    """Of links made since then, but for those that lead back. One statement, on the index of
    invitations by clinic and time."""
    first = Review.objects.filter(intake=OuterRef("intake__pk")).order_by("number")
    made = clinic.invitations.filter(returns_to=None, created_at__gte=since)
    rows = made.annotate(decided=Subquery(first.values("at")[:1])).values_list(
        "created_at", "intake__started_at", "intake__submitted_at", "decided"
    )
    return [Course(*row) for row in rows]


def count_stops(clinic: Clinic, since: dt.datetime) -> dict[Stop, int]:
    """Of intakes that those links began and that will hardly be sent any more."""
    last = SentPage.objects.filter(intake=OuterRef("pk"), refused="").order_by("-number")
    stopped = stopped_intakes(clinic, since).annotate(last=Subquery(last.values("link_id")[:1]))
    rows = stopped.values_list("version__question_set", "last").annotate(number=Count("pk"))
    return {Stop(question_set, link_id or ""): number for question_set, link_id, number in rows}


def stopped_intakes(clinic: Clinic, since: dt.datetime) -> QuerySet[Intake]:
    idle = Q(status=IntakeStatus.IN_PROGRESS, saved_at__lt=timezone.now() - GIVEN_UP)
    begun = clinic.intakes.filter(invitation__created_at__gte=since)
    return begun.filter(Q(status__in=ENDED) | idle)


def count_waiting(clinic: Clinic, now: dt.datetime) -> Waiting:
    """By the queue's own index."""
    due = Case(
        *(When(rank=rank, then=Value(now - within)) for rank, within in DUE_WITHIN.items()),
        default=Value(now - DUE_AT_LAST),
    )
    waiting = clinic.intakes.filter(needs_review=True)
    found: Mapping[str, int] = waiting.aggregate(
        total=Count("pk"), overdue=Count("pk", filter=Q(waiting_since__lt=due))
    )
    longest = waiting.order_by("waiting_since").values_list("waiting_since", flat=True).first()
    asked = clinic.information_requests.filter(status=RequestStatus.OPEN, expires_at__lte=now)
    return Waiting(found["total"], found["overdue"], longest, asked.count())
