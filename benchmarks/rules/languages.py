"""The measured rules in the languages of the peers, translated from our own conditions."""

import json
from typing import Any as Anything

from screening.rules.conditions import All, Any, AtLeastOf, Comparison, Condition, Not

SIGNS = {
    "equals": "==",
    "at_least": ">=",
    "at_most": "<=",
    "more_than": ">",
    "less_than": "<",
}


def fact(comparison: Comparison) -> str:
    """The name under which a peer finds what is compared."""
    return comparison.attribute or comparison.question


def json_logic(condition: Condition) -> Anything:  # noqa: C901, PLR0911
    match condition:
        case All(of):
            return {"and": [json_logic(part) for part in of]}
        case Any(of):
            return {"or": [json_logic(part) for part in of]}
        case Not(of):
            return {"!": [json_logic(of)]}
        case AtLeastOf(count, of):
            return {">=": [{"+": [{"if": [json_logic(part), 1, 0]} for part in of]}, count]}
        case Comparison(operator="in", operand=values):
            return {"in": [{"var": fact(condition)}, list(_texts(values))]}
        case Comparison(operator="includes", operand=value):
            return {"in": [value, {"var": fact(condition)}]}
        case Comparison(operator="includes_any", operand=values):
            return {"or": [{"in": [one, {"var": fact(condition)}]} for one in _texts(values)]}
        case Comparison(operator=operator, operand=operand):
            return {SIGNS[operator]: [{"var": fact(condition)}, operand]}
    raise TypeError(condition)


def zen_expression(condition: Condition) -> str:  # noqa: C901, PLR0911
    match condition:
        case All(of):
            return f"({' and '.join(map(zen_expression, of))})"
        case Any(of):
            return f"({' or '.join(map(zen_expression, of))})"
        case Not(of):
            return f"not ({zen_expression(of)})"
        case AtLeastOf(count, of):
            return f"({' + '.join(f'({zen_expression(part)} ? 1 : 0)' for part in of)}) >= {count}"
        case Comparison(operator="in", operand=values):
            return f"{fact(condition)} in {json.dumps(_texts(values))}"
        case Comparison(operator="includes", operand=value):
            return f"{json.dumps(value)} in {fact(condition)}"
        case Comparison(operator="includes_any", operand=values):
            each = (f"{json.dumps(one)} in {fact(condition)}" for one in _texts(values))
            return f"({' or '.join(each)})"
        case Comparison(operator=operator, operand=operand):
            return f"{fact(condition)} {SIGNS[operator]} {json.dumps(operand)}"
    raise TypeError(condition)


def _texts(operand: object) -> tuple[str, ...]:
    return operand if isinstance(operand, tuple) else ()
