"""The queue: who waits, how long, and why, in a fixed number of queries."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Max, Q, QuerySet
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan
from django.db.models.lookups import GreaterThan
from django.db.models.sql.compiler import SQLCompiler
from django.utils import timezone

from clinics.models import Clinic
from screening.models import Flag, FlagTruth, Intake, IntakeStatus, Review
from screening.models.flag import GRAVE
from screening.models.intake import HUMAN_RANK, RANKS
from screening.presenters.flags import SEVERITY_ORDER
from screening.presenters.heads import age_of, language_name
from screening.presenters.information_requests import newest, waiting_tag
from screening.presenters.tags import LATE, OVERDUE, STATUSES, VOID, Tag, level_tag
from screening.presenters.times import say_span
from screening.rules import Level

ON_A_PAGE = 25
MOST_TITLES = 3
FIELDS = (
    "public_id",
    "reference",
    "status",
    "language",
    "level",
    "rank",
    "waiting_since",
    "needs_human",
    "claimed_at",
    "clinic_id",
    "claimed_by__name",
    "patient__public_id",
    "patient__clinic_id",
    "patient__keyring",
    "patient__erased_at",
    "patient__given_name",
    "patient__family_name",
    "patient__date_of_birth",
    "current_screening__clinic_id",
    "current_screening__intake_id",
    "current_screening__number",
    "current_screening__outcome",
    "outcome_since",
    "late_page",
)
REQUEST_FIELDS = ("clinic_id", "intake_id", "status", "asked_at", "expires_at")
FLAG_FIELDS = ("clinic_id", "intake_id", "rule", "title", "severity", "truth")
REVIEW_FIELDS = ("clinic_id", "intake_id", "number", "decision", "pages", "screening__number")

# This program's own targets, not clinical rules: docs/operations.md says so, and so does the page.
DUE_WITHIN = {
    HUMAN_RANK: dt.timedelta(hours=1),
    RANKS[Level.URGENT.value]: dt.timedelta(hours=1),
    RANKS[Level.CONTRAINDICATION.value]: dt.timedelta(days=1),
    RANKS[Level.POSSIBLE_CONTRAINDICATION.value]: dt.timedelta(days=1),
}
DUE_AT_LAST = dt.timedelta(days=3)
# Of half a record it would say nothing that a rule cannot be ruled out.
TELLING = Q(truth=FlagTruth.RAISED) | Q(
    truth=FlagTruth.UNDETERMINED, severity__in=GRAVE, intake__status=IntakeStatus.SUBMITTED
)
PRESSING = Tag("Tell a clinician now", "urgent")
WAITING = Tag("Waits for a clinician", "neutral")


@dataclass(frozen=True)
class QueueRow:
    """Why an intake waits is told to those who may see its answers: `raised` and `unsettled`."""

    url: str
    name: str
    born: dt.date | None
    age: int | None
    reference: str
    level: Tag
    tags: tuple[Tag, ...]
    raised: "Titles"
    unsettled: "Titles"
    waiting_since: dt.datetime
    waiting: str
    due: str
    is_overdue: bool
    claimed_by: str
    language: str


@dataclass(frozen=True)
class Titles:
    """Of the gravest rules first; how many `more` there are is said, not shown."""

    shown: tuple[str, ...] = ()
    more: int = 0


@dataclass(frozen=True)
class Why:
    """What stands on record for the intakes of one page, by intake.

    `late`: the number of the last page that came after sending and that nobody had asked for.
    """

    flags: Mapping[int, Sequence[Flag]]
    assessed: Collection[int]
    reviews: Mapping[int, Review]
    late: Mapping[int, int]


class After(TupleGreaterThan):
    """One row comparison on SQLite too, where Django would write ORs that no index serves."""

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> Any:
        return GreaterThan.as_sql(self, compiler, connection)


def waiting(clinic: Clinic, after: tuple[int, dt.datetime, int] | None) -> QuerySet[Intake]:
    """In order of rank, then of time; after a place, by one row comparison on the index."""
    intakes = clinic.intakes.filter(needs_review=True).order_by("rank", "waiting_since", "pk")
    if after:
        intakes = intakes.filter(After(Tuple("rank", "waiting_since", "pk"), after))
    return intakes.select_related("patient", "claimed_by", "current_screening").only(*FIELDS)


def read_why(clinic: Clinic, intakes: Sequence[Intake]) -> Why:
    keys = [intake.pk for intake in intakes]
    telling = clinic.flags.filter(TELLING, intake__in=keys)
    flags: dict[int, list[Flag]] = {}
    for flag in sorted(telling.only(*FLAG_FIELDS), key=by_severity):
        flags.setdefault(flag.intake_id, []).append(flag)
    assessed = clinic.flag_assessments.filter(flag__intake__in=keys).values_list(
        "flag_id", flat=True
    )
    made = clinic.reviews.filter(intake__in=keys).select_related("screening").order_by("number")
    made = made.only(*REVIEW_FIELDS)
    decided = {review.intake_id: review for review in made}
    return Why(flags, frozenset(assessed), decided, read_late(clinic, intakes))


def read_late(clinic: Clinic, intakes: Sequence[Intake]) -> dict[int, int]:
    """No query where nothing came afterwards."""
    keys = [intake.pk for intake in intakes if intake.late_page]
    if not keys:
        return {}
    pages = clinic.sent_pages.filter(intake__in=keys, request=None).exclude(refused="")
    return dict(pages.values_list("intake").annotate(Max("number")))


def by_severity(flag: Flag) -> tuple[int, int]:
    return SEVERITY_ORDER[flag.severity], flag.pk


def read_waiting(clinic: Clinic, intakes: Sequence[Intake]) -> dict[int, Tag]:
    """Of whom something was asked again, by intake: no word of what."""
    now = timezone.now()
    asked = clinic.information_requests.filter(intake__in=[intake.pk for intake in intakes])
    found = newest(list(asked.only(*REQUEST_FIELDS).order_by("pk")))
    tags = {key: waiting_tag(request, now) for key, request in found.items()}
    return {key: tag for key, tag in tags.items() if tag}


def queue_rows(
    clinic: Clinic, intakes: Sequence[Intake], why: Why | None, asked: Mapping[int, Tag]
) -> list[QueueRow]:
    """Without `why` no row says more than how pressing it is, and for whom it waits."""
    now, today = timezone.now(), clinic.today()
    return [_row(intake, why, asked.get(intake.pk), now, today) for intake in intakes]


def _row(
    intake: Intake, why: Why | None, asked: Tag | None, now: dt.datetime, today: dt.date
) -> QueueRow:
    since = intake.waiting_since or now
    left = since + DUE_WITHIN.get(intake.rank, DUE_AT_LAST) - now
    is_overdue = left < dt.timedelta(0)
    patient = intake.patient
    return QueueRow(
        url=intake.get_absolute_url() if why else patient.get_absolute_url(),
        name=patient.full_name,
        born=patient.born,
        age=age_of(patient, today),
        reference=intake.reference,
        level=level_tag(intake) if why else _neutral(intake),
        tags=_tags(intake, why, asked, is_overdue),
        raised=_titles(_raised(intake, why)) if why else Titles(),
        unsettled=_titles(_unsettled(intake, why)) if why else Titles(),
        waiting_since=since,
        waiting=say_span(now - since),
        due=say_span(left),
        is_overdue=is_overdue,
        claimed_by=intake.claimed_by.name if intake.claimed_by else "",
        language=language_name(intake.language),
    )


def _neutral(intake: Intake) -> Tag:
    return PRESSING if intake.rank <= RANKS[Level.URGENT.value] else WAITING


def _tags(intake: Intake, why: Why | None, asked: Tag | None, is_overdue: bool) -> tuple[Tag, ...]:
    review = why.reviews.get(intake.pk) if why else None
    if review:
        review.intake = intake
    seen = review.pages if review else 0
    return (
        *([VOID] if review and review.is_void else []),
        *([STATUSES[IntakeStatus(intake.status)]] if intake.is_in_progress else []),
        *([asked] if asked else []),
        *([LATE] if why and intake.late_page > seen and why.late.get(intake.pk, 0) > seen else []),
        *([OVERDUE] if is_overdue else []),
    )


def _raised(intake: Intake, why: Why) -> list[Flag]:
    """What the newest screening raised, and urgent flags still to be assessed."""
    current = _found(intake, "raised", why)
    return [
        flag
        for flag in why.flags.get(intake.pk, ())
        if flag.is_raised
        and (flag.rule in current or (flag.is_urgent and flag.pk not in why.assessed))
    ]


def _unsettled(intake: Intake, why: Why) -> list[Flag]:
    """Grave rules that the newest screening cannot rule out."""
    current = _found(intake, "undetermined", why)
    flags = why.flags.get(intake.pk, ())
    return [flag for flag in flags if not flag.is_raised and flag.rule in current]


def _found(intake: Intake, kind: str, why: Why) -> frozenset[str]:
    """Where it cannot be read, all that is on record may still be so."""
    screening = intake.current_screening
    if screening is None:
        return frozenset()
    screening.intake = intake
    outcome = screening.legible("outcome")
    if outcome is None:
        return frozenset(flag.rule for flag in why.flags.get(intake.pk, ()))
    return frozenset(finding["rule"] for finding in outcome[kind])


def _titles(flags: Sequence[Flag]) -> Titles:
    """Each rule once, however often it was found."""
    titles = list({flag.rule: flag.title for flag in flags}.values())
    return Titles(tuple(titles[:MOST_TITLES]), max(0, len(titles) - MOST_TITLES))
