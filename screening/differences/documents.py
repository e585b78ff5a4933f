"""Two documents side by side."""

from collections.abc import Iterator

from screening.differences.changes import (
    Change,
    Kind,
    Subject,
    aspects,
    came_and_went,
    texts,
)
from screening.differences.questions import compare_questions
from screening.rules import Document, Parameter, Rule, Section


def compare(before: Document, after: Document) -> tuple[Change, ...]:
    """Every change, in reading order; empty only for the same bytes."""
    found = tuple(_changes(before, after))
    if not found and before.sha256 != after.sha256:
        spelling = Change(Subject.SET, before.slug, Kind.CHANGED, "spelling")
        return (spelling,)
    return found


def _changes(before: Document, after: Document) -> Iterator[Change]:
    yield from _compare_set(before, after)
    yield from _compare_parameters(before, after)
    yield from _compare_sections(before, after)
    yield from compare_questions(before, after)
    yield from _compare_rules(before, after)
    yield from _compare_patient_texts(before, after)
    yield from _compare_cases(before, after)


def _compare_set(before: Document, after: Document) -> Iterator[Change]:
    name = before.slug
    yield from aspects(
        Subject.SET,
        name,
        {"slug": before.slug, "language": before.language},
        {"slug": after.slug, "language": after.language},
    )
    yield from texts(Subject.SET, name, "title", before.title, after.title)
    yield from texts(Subject.SET, name, "treatment", before.treatment, after.treatment)


def _compare_parameters(before: Document, after: Document) -> Iterator[Change]:
    yield from came_and_went(Subject.PARAMETER, sorted(before.parameters), sorted(after.parameters))
    for name, then in before.parameters.items():
        if now := after.parameters.get(name):
            yield from aspects(Subject.PARAMETER, name, _of_parameter(then), _of_parameter(now))


def _of_parameter(parameter: Parameter) -> dict[str, object]:
    return {"value": parameter.value, "unit": parameter.unit, "help": parameter.help}


def _compare_sections(before: Document, after: Document) -> Iterator[Change]:
    then = {section.slug: section for section in before.sections}
    now = {section.slug: section for section in after.sections}
    yield from came_and_went(Subject.SECTION, list(then), list(now))
    for slug in then.keys() & now.keys():
        yield from _compare_section(then[slug], now[slug])


def _compare_section(before: Section, after: Section) -> Iterator[Change]:
    yield from texts(Subject.SECTION, before.slug, "title", before.title, after.title)
    yield from texts(Subject.SECTION, before.slug, "intro", before.intro, after.intro)


def _compare_rules(before: Document, after: Document) -> Iterator[Change]:
    yield from came_and_went(Subject.RULE, list(before.rules), list(after.rules))
    for slug, then in before.rules.items():
        if now := after.rules.get(slug):
            yield from texts(Subject.RULE, slug, "title", then.title, now.title)
            yield from aspects(Subject.RULE, slug, _of_rule(then), _of_rule(now))


def _of_rule(rule: Rule) -> dict[str, object]:
    return {
        "severity": rule.severity,
        "topic": rule.topic,
        "priority": rule.priority,
        "when": rule.when,
        "rationale": rule.rationale,
        "sources": rule.sources,
        "strength": rule.strength,
        "verify": rule.verify,
        "patient_text": rule.patient_text,
        "never_asked": rule.never_asked,
    }


def _compare_patient_texts(before: Document, after: Document) -> Iterator[Change]:
    then, now = before.patient_texts, after.patient_texts
    yield from came_and_went(Subject.PATIENT_TEXT, sorted(then), sorted(now))
    for slug in sorted(then.keys() & now.keys()):
        yield from texts(Subject.PATIENT_TEXT, slug, "text", then[slug], now[slug])


def _compare_cases(before: Document, after: Document) -> Iterator[Change]:
    then = {str(case["id"]): case for case in before.cases}
    now = {str(case["id"]): case for case in after.cases}
    yield from came_and_went(Subject.CASE, list(then), list(now))
    for name, case in then.items():
        if name in now and case != now[name]:
            yield Change(Subject.CASE, name, Kind.CHANGED, "", "", case, now[name])
