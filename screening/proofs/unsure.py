"""Questions behind a grave rule at which a patient who is not sure has nothing to say so with.

The pages offer "Not sure" by themselves where a question has no option of its own that is no
definite answer. Where it has one, only what it has is offered; and who can only refuse or say
"No" may well say "No".
"""

from collections.abc import Iterator

import z3

from screening.proofs.places import question_paths
from screening.proofs.remarks import Example, Remark, error
from screening.proofs.studies import Study, examined, example
from screening.rules import PREFER_NOT_TO_SAY, Question, QuestionType, Rule, Severity
from screening.rules.conditions import Comparison, Unanswered
from screening.rules.cones import cone, questions_of
from screening.rules.findings import GRAVE
from screening.rules.questions import ITSELF

OPERATORS = {QuestionType.CHOICE: "equals", QuestionType.CHOICES: "includes"}


def check_unsure(study: Study) -> Iterator[Remark]:
    paths = question_paths(study.document)
    for link_id, question in study.document.questions.items():
        rules = _grave_rules(study, link_id)
        if rules and _can_only_refuse(question):
            what = f"whether one can be unsure at '{link_id}'"
            yield from examined(paths[link_id], what, _unsure, study, question, rules)


def _can_only_refuse(question: Question) -> bool:
    own = {option.value for option in question.options if option.unknown}
    return own == {PREFER_NOT_TO_SAY}


def _grave_rules(study: Study, link_id: str) -> list[Rule]:
    """Those that rest on the question, through gates too."""
    document = study.document
    grave = (rule for rule in document.rules.values() if rule.severity in GRAVE)
    return [rule for rule in grave if link_id in cone(document, rule.when)]


def _unsure(study: Study, question: Question, rules: list[Rule]) -> Iterator[Remark]:
    if any(_is_to_be_found_out(study, question, value) for value in question.definite_values):
        return
    names = ", ".join(f"'{rule.slug}'" for rule in rules)
    yield error(
        "unsure-missing",
        f"{question_paths(study.document)[question.link_id]}.options",
        f"who is not sure at '{question.link_id}' can only refuse or pick a definite answer,"
        f" which may clear {names}: offer an option for it with 'unknown'",
        _left_open(study, question, rules[0]),
    )


def _is_to_be_found_out(study: Study, question: Question, value: str) -> bool:
    """Whether an answer such as "I might be" says it: whoever gives it is never clear of all
    that needs information or is grave, and for some patients to need information is all."""
    operator = OPERATORS.get(question.type)
    if operator is None:
        return False
    document, record = study.document, study.record
    given = record.truth(Comparison(question.link_id, ITSELF, operator, value)).sure
    own = [
        rule
        for rule in document.rules.values()
        if question.link_id in questions_of(document, rule.when)
    ]
    asks = [rule for rule in own if rule.severity is Severity.NEEDS_INFORMATION]
    grave = [record.truth(rule.when).false for rule in own if rule.severity in GRAVE]
    nothing = [*(record.truth(rule.when).false for rule in asks), *grave]
    only_asks = z3.Or([record.truth(rule.when).sure for rule in asks])
    return (
        bool(asks)
        and study.find(given, *nothing) is None
        and study.find(given, only_asks, *grave) is not None
    )


def _left_open(study: Study, question: Question, rule: Rule) -> Example | None:
    """A patient who does not know, and whom the rule cannot be told clear of."""
    record, within = study.record, cone(study.document, rule.when)
    silent = record.truth(Unanswered(question.link_id, ITSELF)).sure
    model = study.find(silent, record.truth(rule.when).possible)
    return None if model is None else example(study.replay(model, within))
