"""From JSON to conditions: each operator on the right kind of fact, each value on offer."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from screening.rules.answers import DOES_NOT_APPLY, NOT_SURE, PREFER_NOT_TO_SAY
from screening.rules.conditions import (
    All,
    Any,
    AtLeastOf,
    Comparison,
    Condition,
    Not,
    Operand,
    ParameterReference,
    RuleReference,
    Unanswered,
)
from screening.rules.parsing import Checker
from screening.rules.questions import (
    ATTRIBUTES,
    ITSELF,
    OPERATORS,
    WITH_OPTIONS,
    Kind,
    Question,
    QuestionType,
)

DEEPEST = 20
"""Levels of nesting: far beyond what anybody can read back as a sentence."""

_NEVER = All(())
_LISTS = frozenset({"in", "includes_any", "contains_any"})
_OPERATORS = frozenset().union(*OPERATORS.values())


@dataclass(frozen=True)
class Scope:
    """What a condition may refer to. `takes_any_value`: what no option offers, too."""

    questions: Mapping[str, Question]
    rules: frozenset[str]
    parameters: frozenset[str]
    takes_any_value: bool = False


@dataclass(frozen=True)
class ConditionParser:
    """Where something is wrong it keeps a problem and gives a harmless condition back."""

    scope: Scope
    check: Checker

    def parse(self, value: object, path: str, depth: int = 0) -> Condition:
        if depth > DEEPEST:
            self.check.add(path, f"is nested more than {DEEPEST} levels deep")
            return _NEVER
        if not isinstance(value, Mapping):
            self.check.add(path, "must be an object")
            return _NEVER
        if "question" in value:
            return self._comparison(value, path)
        keys = [key for key in value if key in _FORMS]
        if len(value) != 1 or not keys:
            self.check.add(path, f"must have one key: question, {', '.join(_FORMS)}")
            return _NEVER
        return _FORMS[keys[0]](self, value[keys[0]], f"{path}.{keys[0]}", depth)

    def _all(self, value: object, path: str, depth: int) -> Condition:
        return All(self._several(value, path, depth))

    def _any(self, value: object, path: str, depth: int) -> Condition:
        return Any(self._several(value, path, depth))

    def _not(self, value: object, path: str, depth: int) -> Condition:
        return Not(self.parse(value, path, depth + 1))

    def _several(self, value: object, path: str, depth: int) -> tuple[Condition, ...]:
        items = self.check.items(value, path)
        return tuple(self.parse(item, at, depth + 1) for at, item in items)

    def _at_least_of(self, value: object, path: str, depth: int) -> Condition:
        said = self.check.record(value, path, {"count", "of"})
        of = self._several(said.get("of"), f"{path}.of", depth)
        count = self.check.integer(said.get("count"), f"{path}.count")
        if not 1 <= count <= len(of):
            self.check.add(
                f"{path}.count", f"must be from 1 to {len(of)}, the number of conditions"
            )
        return AtLeastOf(count, of)

    def _rule(self, value: object, path: str, _depth: int) -> Condition:
        if not isinstance(value, str) or value not in self.scope.rules:
            self.check.add(path, f"no rule '{value}'")
            return _NEVER
        return RuleReference(value)

    def _unanswered(self, value: object, path: str, _depth: int) -> Condition:
        question, attribute = self._subject(value, path)
        return _NEVER if question is None else Unanswered(question.link_id, attribute)

    def _subject(self, value: object, path: str) -> tuple[Question | None, str]:
        """Question and attribute of "link_id" or "link_id.attribute"."""
        link_id, _, attribute = value.partition(".") if isinstance(value, str) else ("", "", "")
        question = self.scope.questions.get(link_id)
        if question is None:
            self.check.add(path, f"no question '{value}'")
        elif attribute != ITSELF and attribute not in ATTRIBUTES[question.type]:
            kind = question.type.value
            self.check.add(path, f"a question of type {kind} has no attribute '{attribute}'")
            return None, ITSELF
        return question, attribute

    def _comparison(self, value: Mapping[str, object], path: str) -> Condition:
        question, attribute = self._subject(value["question"], f"{path}.question")
        operators = sorted(str(key) for key in value if key != "question")
        if len(operators) != 1 or operators[0] not in _OPERATORS:
            known = ", ".join(sorted(_OPERATORS))
            self.check.add(path, f"must have one operator beside 'question': {known}")
            return _NEVER
        if question is None:
            return _NEVER
        operator, at = operators[0], f"{path}.{operators[0]}"
        kind = ATTRIBUTES[question.type].get(attribute)
        if kind is None:
            attributes = ", ".join(ATTRIBUTES[question.type])
            self.check.add(f"{path}.question", f"must name what is compared: {attributes}")
            return _NEVER
        if operator not in OPERATORS[kind]:
            fitting = ", ".join(sorted(OPERATORS[kind]))
            self.check.add(at, f"does not fit '{value['question']}', which takes {fitting}")
            return _NEVER
        operand = self._operand(value[operator], at, kind, question, operator in _LISTS)
        return Comparison(question.link_id, attribute, operator, operand)

    def _operand(
        self, value: object, path: str, kind: Kind, question: Question, several: bool
    ) -> Operand:
        if kind is Kind.NUMBER:
            return self._number(value, path)
        if kind is Kind.CLAIM:
            return self.check.boolean(value, path)
        if not several:
            return self._word(value, path, kind, question)
        words: list[str] = []
        for at, item in self.check.items(value, path):
            word = self._word(item, at, kind, question)
            if word in words:
                self.check.add(at, f"'{word}' stands here twice")
            words.append(word)
        return tuple(words)

    def _number(self, value: object, path: str) -> Operand:
        if not isinstance(value, Mapping):
            return self.check.integer(value, path)
        name = self.check.record(value, path, {"parameter"}).get("parameter")
        if not isinstance(name, str) or name not in self.scope.parameters:
            self.check.add(f"{path}.parameter", f"no parameter '{name}'")
            return 0
        return ParameterReference(name)

    def _word(self, value: object, path: str, kind: Kind, question: Question) -> str:
        """A text, a medicine class, or the value of an option that is a definite answer."""
        if kind is Kind.TEXT:
            return self.check.text(value, path)
        if question.type is QuestionType.MEDICINES:
            return self.check.slug(value, path)
        if self.scope.takes_any_value and isinstance(value, str):
            return value
        option = question.option(value)
        if option is None:
            self.check.add(path, f"'{question.link_id}' does not offer '{value}'")
            return ""
        if option.unknown:
            self.check.add(path, f"'{value}' is no definite answer, so nothing ever equals it")
        return option.value


_FORMS: Mapping[str, Callable[[ConditionParser, object, str, int], Condition]] = {
    "all": ConditionParser._all,
    "any": ConditionParser._any,
    "not": ConditionParser._not,
    "at_least_of": ConditionParser._at_least_of,
    "rule": ConditionParser._rule,
    "unanswered": ConditionParser._unanswered,
}


def check_reserved(question: Question, path: str, check: Checker) -> None:
    """No option may use the value that stands for "this does not apply to me", and what stands
    for "not sure" and "prefer not to say" is no definite answer."""
    if question.type not in WITH_OPTIONS:
        return
    if question.option(DOES_NOT_APPLY) is not None:
        check.add(path, f"the value '{DOES_NOT_APPLY}' is reserved")
    for value in (NOT_SURE, PREFER_NOT_TO_SAY):
        if value in question.definite_values:
            check.add(path, f"'{value}' is no definite answer and needs \"unknown\": true")
