"""How often rules are raised, for whoever has to notice that it changed."""

from collections.abc import Collection, Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from clinics import audit
from clinics.access import StaffRequest, load_row, other_clinics, require
from clinics.policy import Action
from screening.actions.flag_rates import count_flags
from screening.models import DocumentMismatchError, QuestionSet, QuestionSetVersion
from screening.presenters.flag_rates import RateTable, Screened, rate_tables
from screening.rates import FEW, Counts
from screening.rules import DocumentError
from screening.views.versions import show_unreadable


@require(Action.SEE_FLAG_RATES)
@require_safe
def flag_rates(request: StaffRequest) -> HttpResponse:
    sets = request.clinic.question_sets.order_by("title", "pk")
    slug = request.GET.get("set")
    chosen = load_row(request, sets, slug=slug) if slug else sets.first()
    counts = count_flags(request.clinic)
    versions = screened_versions(chosen, {group.sha256 for group in counts.screened})
    context: dict[str, Any] = {"sets": sets, "chosen": chosen, "few": FEW, "tables": ()}
    if versions:
        try:
            context["tables"] = tables_of(versions, counts, counts_elsewhere(request))
        except (DocumentError, DocumentMismatchError):
            return show_unreadable(request, versions[0])
    audit.record(clinic=request.clinic, action="flag_rates.viewed", actor=request.user)
    return render(request, "question_sets/flag_rates.html", context)


def counts_elsewhere(request: StaffRequest) -> list[Counts]:
    """Of the other clinics whose rates this person may see."""
    return [count_flags(clinic) for clinic in other_clinics(request, Action.SEE_FLAG_RATES)]


def tables_of(
    versions: Sequence[QuestionSetVersion], counts: Counts, elsewhere: Sequence[Counts]
) -> tuple[RateTable, ...]:
    """Raises DocumentError or DocumentMismatchError where the newest version cannot be read."""
    shown = [Screened(one.number, one.sha256) for one in versions]
    return rate_tables(versions[0].parsed, shown, counts, elsewhere)


def screened_versions(
    question_set: QuestionSet | None, hashes: Collection[str]
) -> list[QuestionSetVersion]:
    """Newest first; of the same bytes only the newest number."""
    if question_set is None:
        return []
    versions = question_set.versions.filter(sha256__in=hashes).order_by("number")
    versions = versions.select_related("question_set", "created_by", "published_by")
    return sorted({one.sha256: one for one in versions}.values(), key=lambda one: -one.number)
