"""The rules of an untrusted document, or every problem with its exact path."""

from collections.abc import Mapping

from screening.rules.condition_parser import ConditionParser, Scope
from screening.rules.documents import NeverAsked, Rule
from screening.rules.findings import Severity
from screening.rules.parsing import Checker
from screening.rules.questions import Texts

PRIORITIES = ["now", "same_day", "before_scheduling"]


def rule_slugs(value: object) -> frozenset[str]:
    """All slugs, before any rule is read, since a rule may refer to a later one."""
    rules = value if isinstance(value, list) else []
    slugs = [rule.get("slug") for rule in rules if isinstance(rule, Mapping)]
    return frozenset(slug for slug in slugs if isinstance(slug, str))


def parse_rules(
    value: object,
    scope: Scope,
    patient_texts: Mapping[str, Texts],
    language: str,
    check: Checker,
) -> dict[str, Rule]:
    rules: dict[str, Rule] = {}
    for path, item in check.items(value, "rules"):
        rule = _rule(item, path, scope, language, check)
        if rule.slug and rule.slug in rules:
            check.add(f"{path}.slug", f"rule '{rule.slug}' stands here twice")
        if rule.patient_text and rule.patient_text not in patient_texts:
            check.add(f"{path}.patient_text", f"no patient text '{rule.patient_text}'")
        rules[rule.slug] = rule
    return rules


def _rule(item: object, path: str, scope: Scope, language: str, check: Checker) -> Rule:
    conditions = ConditionParser(scope, check)
    required = {"slug", "title", "severity", "when", "rationale", "sources", "patient_text"}
    optional = {"topic", "priority", "strength", "verify", "never_asked"}
    said = check.record(item, path, required, optional)
    severities = [severity.value for severity in Severity]
    severity = check.choice(said.get("severity"), f"{path}.severity", severities)
    sources = check.items(said.get("sources"), f"{path}.sources")
    return Rule(
        slug=check.slug(said.get("slug"), f"{path}.slug"),
        title=check.texts(said.get("title"), f"{path}.title", language),
        topic=check.text(said.get("topic", "other"), f"{path}.topic"),
        severity=Severity(severity),
        priority=check.choice(
            said.get("priority", "before_scheduling"), f"{path}.priority", PRIORITIES
        ),
        when=conditions.parse(said.get("when"), f"{path}.when"),
        rationale=check.text(said.get("rationale"), f"{path}.rationale"),
        sources=tuple(check.text(source, at) for at, source in sources),
        patient_text=check.slug(said.get("patient_text"), f"{path}.patient_text"),
        strength=check.text(said["strength"], f"{path}.strength") if "strength" in said else "",
        verify=check.boolean(said.get("verify", False), f"{path}.verify"),
        never_asked=_never_asked(said, path, conditions) if "never_asked" in said else (),
    )


def _never_asked(
    said: Mapping[str, object], path: str, conditions: ConditionParser
) -> tuple[NeverAsked, ...]:
    check, scope = conditions.check, conditions.scope
    known: list[NeverAsked] = []
    for at, item in check.items(said["never_asked"], f"{path}.never_asked"):
        given = check.record(item, at, {"question", "unless", "reason"})
        link_id = given.get("question")
        if not isinstance(link_id, str) or link_id not in scope.questions:
            check.add(f"{at}.question", f"no question '{link_id}'")
        elif link_id in {one.question for one in known}:
            check.add(f"{at}.question", f"question '{link_id}' stands here twice")
        unless = conditions.parse(given.get("unless"), f"{at}.unless")
        known.append(
            NeverAsked(str(link_id), unless, check.text(given.get("reason"), f"{at}.reason"))
        )
    return tuple(known)
