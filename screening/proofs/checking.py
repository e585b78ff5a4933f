"""All checks over one document."""

import json
from collections.abc import Iterator

from screening.medicines import Vocabulary, shipped_vocabulary
from screening.proofs.case_answers import check_case_answers
from screening.proofs.contradictions import check_contradictions
from screening.proofs.embedded_cases import check_cases, check_coverage
from screening.proofs.gates import check_gates
from screening.proofs.hiding import check_hiding
from screening.proofs.holding import check_holding
from screening.proofs.limits import check_classes, check_limits
from screening.proofs.nobody_clear import check_nobody_clear
from screening.proofs.offers import refused
from screening.proofs.optional_questions import check_optional_questions
from screening.proofs.order import check_order
from screening.proofs.outcomes import check_outcomes
from screening.proofs.remarks import Remark, Weight, error
from screening.proofs.repeats import check_repeats
from screening.proofs.severities import check_severities
from screening.proofs.silences import check_silences
from screening.proofs.standing_alone import check_standing_alone
from screening.proofs.studies import Study
from screening.proofs.swapped_texts import check_swapped_texts
from screening.proofs.translations import check_translations
from screening.proofs.units import check_units, check_written_limits
from screening.proofs.unsure import check_unsure
from screening.proofs.unused import check_unused
from screening.proofs.urgency import check_urgency
from screening.proofs.wording import check_wording
from screening.rules import Document, DocumentError, parse_document

STUDIES = (
    check_cases,
    check_gates,
    check_outcomes,
    check_contradictions,
    check_hiding,
    check_optional_questions,
    check_silences,
    check_repeats,
    check_coverage,
    check_holding,
    check_severities,
    check_nobody_clear,
    check_unsure,
    check_standing_alone,
)
ORDER = list(Weight)


def check_document(
    document: Document, seconds: float = 60, vocabulary: Vocabulary | None = None
) -> tuple[Remark, ...]:
    """Every remark on a parsed document, errors first.

    What is not decided within about so many seconds is an error 'not-proved'. Threads may call
    this at the same time.
    """
    names = vocabulary or shipped_vocabulary()
    study = Study(document, names, seconds)
    remarks = [*_at_a_glance(document, names), *_studied(study)]
    return tuple(sorted(remarks, key=lambda remark: ORDER.index(remark.severity)))


def check_data(
    data: object, seconds: float = 60, vocabulary: Vocabulary | None = None
) -> tuple[Remark, ...]:
    """The same for JSON that may be no document at all."""
    names = vocabulary or shipped_vocabulary()
    try:
        document = parse_document(data)
    except DocumentError as refusal:
        return refused(data, refusal, names, seconds)
    return check_document(document, seconds, names)


def check_text(
    text: str, seconds: float = 60, vocabulary: Vocabulary | None = None
) -> tuple[Remark, ...]:
    """The same for a text that may be no JSON at all."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as fault:
        return (error("json", "document", f"is no JSON: {fault}"),)
    return check_data(data, seconds, vocabulary)


def _at_a_glance(document: Document, vocabulary: Vocabulary) -> Iterator[Remark]:
    yield from check_translations(document)
    yield from check_wording(document)
    yield from check_swapped_texts(document)
    yield from check_order(document)
    yield from check_case_answers(document)
    yield from check_limits(document)
    yield from check_units(document)
    yield from check_written_limits(document)
    yield from check_unused(document)
    yield from check_urgency(document)
    yield from check_classes(document, vocabulary)


def _studied(study: Study) -> Iterator[Remark]:
    for check in STUDIES:
        yield from check(study)
