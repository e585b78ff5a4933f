"""A draft read as far as it can be read, so that it can be shown before it is sound."""

from collections.abc import Iterator, Mapping
from typing import Any

from screening.editing.trees import group_of, parts_of
from screening.rules import Document, Option, Parameter, Question, QuestionType, Rule, Severity
from screening.rules.conditions import (
    All,
    AtLeastOf,
    Comparison,
    Condition,
    Not,
    Operand,
    ParameterReference,
    RuleReference,
    Unanswered,
)
from screening.rules.conditions import Any as AnyOf

Json = Mapping[str, Any]


def sketch(source: Json) -> Document:
    """Questions, parameters and rules by name, for their words alone: never to screen with."""
    return Document(
        slug=str(source.get("slug", "")),
        title=source.get("title", {}),
        treatment=source.get("treatment", {}),
        language=str(source.get("language", "en")),
        parameters={name: _parameter(name, one) for name, one in _named(source, "parameters")},
        sections=(),
        questions={one.link_id: one for one in _questions(source)},
        rules={one.slug: one for one in _rules(source)},
        patient_texts=source.get("patient_texts", {}),
        cases=(),
        sha256="",
        source=source,
    )


def condition_of(said: Json) -> Condition:
    """The condition that the JSON means; what it compares need not exist."""
    group = group_of(dict(said))
    inside = tuple(condition_of(part) for part in parts_of(dict(said)))
    if group == "all":
        return All(inside)
    if group == "any":
        return AnyOf(inside)
    if group == "not":
        return Not(inside[0])
    if group == "at_least_of":
        return AtLeastOf(int(said[group].get("count", 1)), inside)
    return _leaf(said)


def _leaf(said: Json) -> Condition:
    if "rule" in said:
        return RuleReference(str(said["rule"]))
    link_id, _, attribute = str(said.get("unanswered", said.get("question", ""))).partition(".")
    if "unanswered" in said:
        return Unanswered(link_id, attribute)
    operator = next((key for key in said if key != "question"), "equals")
    return Comparison(link_id, attribute, operator, _operand(said.get(operator, "")))


def _operand(said: Any) -> Operand:
    if isinstance(said, Mapping):
        return ParameterReference(str(said.get("parameter", "")))
    return tuple(map(str, said)) if isinstance(said, list) else said


def _named(source: Json, key: str) -> Iterator[tuple[str, Json]]:
    for name, one in source.get(key, {}).items():
        if isinstance(one, Mapping):
            yield name, one


def _parameter(name: str, said: Json) -> Parameter:
    value = said.get("value")
    return Parameter(
        name,
        value if isinstance(value, int) else 0,
        str(said.get("unit", "")),
        str(said.get("help", "")),
    )


def _questions(source: Json) -> Iterator[Question]:
    for section in source.get("sections", []):
        for said in section.get("questions", []):
            yield Question(
                link_id=str(said.get("link_id", "")),
                type=_kind(said.get("type")),
                text=said.get("text", {}),
                help=said.get("help", {}),
                required=said.get("required") is True,
                options=tuple(_options(said)),
                section=str(section.get("slug", "")),
            )


def _kind(said: Any) -> QuestionType:
    return (
        QuestionType(said) if said in {kind.value for kind in QuestionType} else QuestionType.TEXT
    )


def _options(said: Json) -> Iterator[Option]:
    for one in said.get("options", []):
        yield Option(
            str(one.get("value", "")),
            one.get("label", {}),
            one.get("unknown") is True,
            one.get("exclusive") is True,
        )


def _rules(source: Json) -> Iterator[Rule]:
    known = {severity.value for severity in Severity}
    for said in source.get("rules", []):
        severity = said.get("severity")
        yield Rule(
            slug=str(said.get("slug", "")),
            title=said.get("title", {}),
            topic=str(said.get("topic", "")),
            severity=Severity(severity) if severity in known else Severity.CAUTION,
            priority="",
            when=All(()),
            rationale="",
            sources=(),
            patient_text="",
            strength="",
            verify=False,
        )
