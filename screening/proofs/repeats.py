"""Rules that say nothing which another rule does not say already."""

from collections.abc import Iterator

from screening.proofs.places import rule_paths
from screening.proofs.remarks import Remark, error, information
from screening.proofs.studies import Study, examined
from screening.proofs.witnesses import claim
from screening.rules import Rule
from screening.rules.cones import cone, questions_of
from screening.rules.truth import FALSE, TRUE, UNKNOWN


def check_repeats(study: Study) -> Iterator[Remark]:
    """Of rules that can be raised; every other one implies everything."""
    paths = rule_paths(study.document)
    rules = list(study.document.rules.values())
    cones = {rule.slug: cone(study.document, rule.when) for rule in rules}
    for index, later in enumerate(rules):
        for earlier in rules[:index]:
            if cones[later.slug] & cones[earlier.slug]:
                what = f"rules '{earlier.slug}' and '{later.slug}'"
                yield from examined(
                    f"{paths[later.slug]}.when", what, _compared, study, earlier, later
                )


def _compared(study: Study, earlier: Rule, later: Rule) -> Iterator[Remark]:
    paths = rule_paths(study.document)
    forth, back = implies(study, earlier, later), implies(study, later, earlier)
    if forth and back:
        yield error(
            "rule-repeats",
            f"{paths[later.slug]}.when",
            f"rule '{later.slug}' is raised exactly when '{earlier.slug}' is",
        )
    elif forth or back:
        special, general = (earlier, later) if forth else (later, earlier)
        path = f"{paths[special.slug]}.when"
        yield _implied(study, path, special, general)


def _implied(study: Study, path: str, special: Rule, general: Rule) -> Remark:
    says = f"whenever rule '{special.slug}' is raised, '{general.slug}' is raised too"
    asks_the_same = questions_of(study.document, special.when) == questions_of(
        study.document, general.when
    )
    if special.severity is general.severity and asks_the_same:
        return error("rule-implied", path, f"{says}, on the same questions and as grave")
    return information("rule-implies", path, says)


def implies(study: Study, one: Rule, other: Rule) -> bool:
    """Whoever raises one raises the other, and somebody does."""
    if study.patient(claim(one.when, TRUE), claim(other.when, FALSE, UNKNOWN)) is not None:
        return False
    return study.patient(claim(one.when, TRUE)) is not None
