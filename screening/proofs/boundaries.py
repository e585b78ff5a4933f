"""Candidates for cases: a patient just below, at and just above each limit of a document.

What they come out as is what the engine says today. That it should be so is for a person to say.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from screening.medicines import Vocabulary, shipped_vocabulary
from screening.proofs.limits import limit_of
from screening.proofs.solving import NotProved
from screening.proofs.studies import Study
from screening.proofs.witnesses import claim
from screening.rules import Document, Outcome, QuestionType, Truth
from screening.rules.answers import DIASTOLIC_RANGE, SYSTOLIC_RANGE
from screening.rules.conditions import Comparison
from screening.rules.cones import leaves_through_rules

APART = 40
"""mmHg between the two numbers of a reading, where only one of them has a limit."""


def boundary_cases(
    document: Document, seconds: float = 60, vocabulary: Vocabulary | None = None
) -> tuple[dict[str, object], ...]:
    """At most one for each value of each question, none twice, in the order of the rules.

    A limit that no patient could be found for in the time given has none.
    """
    study = Study(document, vocabulary or shipped_vocabulary(), seconds)
    found: dict[str, dict[str, object]] = {}
    for slug, rule in document.rules.items():
        for leaf in leaves_through_rules(document, rule.when):
            if isinstance(leaf, Comparison) and _is_limit(document, leaf):
                for case in _around(study, slug, leaf):
                    found.setdefault(str(case["id"]), case)
    return tuple(found.values())


def _is_limit(document: Document, leaf: Comparison) -> bool:
    kind = document.questions[leaf.question].type
    return (kind, leaf.attribute) in {
        (QuestionType.DATE, "age_years"),
        (QuestionType.DATE, "days_ago"),
        (QuestionType.BLOOD_PRESSURE, "days_ago"),
        (QuestionType.BLOOD_PRESSURE, "systolic"),
        (QuestionType.BLOOD_PRESSURE, "diastolic"),
    }


def _around(study: Study, slug: str, leaf: Comparison) -> Iterator[dict[str, object]]:
    try:
        patient = study.patient(claim(leaf, Truth.TRUE))
    except NotProved:
        return
    if patient is None:
        return
    limit, _ = limit_of(study.document, leaf)
    for value in (limit - 1, limit, limit + 1):
        answers = dict(patient.answers)
        changed = _with_value(answers.get(leaf.question), leaf.attribute, value, patient.today)
        if changed is not None:
            answers = study.bench.settled({**answers, leaf.question: changed}, patient.today)
            outcome = study.bench.engine.screen(answers, patient.today)
            yield _case(
                slug=slug,
                leaf=leaf,
                value=value,
                limit=limit,
                answers=answers,
                today=patient.today,
                outcome=outcome,
            )


def _with_value(answer: object, attribute: str, value: int, today: date) -> object:
    """The answer with this number in it, or None for a number that it cannot hold."""
    if attribute == "age_years":
        return _birthday(today, value).isoformat() if value >= 0 else None
    day = (today - timedelta(days=value)).isoformat() if value >= 0 else None
    if not isinstance(answer, Mapping):
        return day
    if attribute == "days_ago":
        return {**answer, "measured_on": day} if day else None
    pair = (value, value - APART) if attribute == "systolic" else (value + APART, value)
    ranges = (SYSTOLIC_RANGE, DIASTOLIC_RANGE)
    systolic, diastolic = (
        min(max(number, least), most) for number, (least, most) in zip(pair, ranges, strict=True)
    )
    return {**answer, "systolic": systolic, "diastolic": diastolic}


def _birthday(today: date, years: int) -> date:
    """Who was born on that day turns so old today."""
    try:
        return today.replace(year=today.year - years)
    except ValueError:
        return today.replace(year=today.year - years, day=28)


def _case(
    *,
    slug: str,
    leaf: Comparison,
    value: int,
    limit: int,
    answers: Mapping[str, object],
    today: date,
    outcome: Outcome,
) -> dict[str, object]:
    what = f"{leaf.question}.{leaf.attribute}"
    return {
        "id": f"candidate-{leaf.question}-{leaf.attribute}-{value}".replace("_", "-"),
        "description": f"CANDIDATE, generated: {what} is {value}, rule '{slug}' has a limit of"
        f" {limit}. What comes out is what the rules say today; a person has to say whether it"
        " should.",
        "today": today.isoformat(),
        "answers": dict(answers),
        "level": outcome.level.value,
        "raised": [finding.rule for finding in outcome.raised],
        "undetermined": [finding.rule for finding in outcome.undetermined],
        "unknown_questions": list(outcome.unknown_questions),
    }
