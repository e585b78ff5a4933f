"""Everything on record about one intake, read in a fixed number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from screening.models import (
    Flag,
    InformationRequest,
    Intake,
    Renewal,
    Review,
    Screening,
    SentPage,
    VitalSign,
)


@dataclass(frozen=True)
class IntakeRows:
    """Flags come with their assessments, all rows with the people and screenings in them."""

    intake: Intake
    screenings: Sequence[Screening]
    flags: Sequence[Flag]
    reviews: Sequence[Review]
    vital_signs: Sequence[VitalSign]
    pages: Sequence[SentPage]
    renewals: Sequence[Renewal]
    requests: Sequence[InformationRequest]

    @property
    def late_pages(self) -> list[SentPage]:
        """Kept beside the record."""
        return [page for page in self.pages if page.refused]

    @property
    def screening(self) -> Screening | None:
        return self.intake.current_screening

    @property
    def current_digests(self) -> frozenset[str]:
        return frozenset(self.screening.finding_digests if self.screening else ())

    @property
    def standing_flags(self) -> list[Flag]:
        """As `Intake.current_flags`: what the newest screening found, and open urgent ones.

        Of a finding that came back after it was assessed, only the newest flag stands.
        """
        current = self.current_digests
        newest = {flag.digest: flag for flag in self.flags}
        return [flag for flag in newest.values() if flag.digest in current or _is_open_urgent(flag)]


def read_rows(intake: Intake) -> IntakeRows:
    """Eight queries at most, however much there is.

    `intake` comes from `with_people`, without its current screening.
    """
    screenings = list(intake.screenings.order_by("number"))
    by_key = {screening.pk: screening for screening in screenings}
    if intake.current_screening_id:
        intake.current_screening = by_key[intake.current_screening_id]
    flags = _flags(intake)
    reviews = list(intake.reviews.select_related("by").order_by("number"))
    for flag in flags:
        flag.screening = by_key[flag.screening_id]
    for review in reviews:
        review.screening = by_key[review.screening_id] if review.screening_id else None
    return IntakeRows(
        intake=intake,
        screenings=screenings,
        flags=flags,
        reviews=reviews,
        vital_signs=list(intake.vital_signs.select_related("recorded_by").order_by("pk")),
        pages=list(intake.sent_pages.order_by("number")),
        renewals=list(intake.renewals.select_related("before", "after").order_by("number")),
        requests=list(intake.information_requests.select_related("link").order_by("number")),
    )


def with_people(intakes: QuerySet[Intake]) -> QuerySet[Intake]:
    """Intakes with who they are about and who has them, but not their large document."""
    people = ("patient", "claimed_by", "version__question_set", "invitation__created_by")
    return intakes.select_related(*people).defer("version__document")


def _flags(intake: Intake) -> list[Flag]:
    made = intake.clinic.flag_assessments.select_related("by").order_by("pk")
    return list(
        intake.flags.order_by("pk").prefetch_related(Prefetch("assessments", queryset=made))
    )


def _is_open_urgent(flag: Flag) -> bool:
    return flag.is_urgent and not flag.assessments.all()
