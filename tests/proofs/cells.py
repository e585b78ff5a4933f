"""Every answer that a document can tell apart, to walk through all records of a small one."""

from datetime import timedelta
from itertools import chain, combinations, product

from screening.medicines import shipped_vocabulary
from screening.proofs.dates import days_to_age, most_days
from screening.proofs.medicine_lists import NO_MEDICINE, shelf
from screening.proofs.readings import words
from screening.rules import DOES_NOT_APPLY, NOT_SURE, QuestionType
from screening.rules.conditions import Comparison, ParameterReference


def cells(document, question, leaves, today):
    """Answers of each kind, one that is unknown, none, and that it does not apply if it may be
    asked in doubt."""
    comparisons = [leaf for leaf in leaves if isinstance(leaf, Comparison)]
    maker = MAKERS[question.type]
    more = [None] if question.optional_when is not None or not question.required else []
    more += [DOES_NOT_APPLY] if question.enable_when is not None else []
    return [NOT_SURE, *more, *maker(document, question, comparisons, today)]


def _choice(_document, question, comparisons, _today):
    mentioned = {word for leaf in comparisons for word in words(leaf)}
    others = sorted(question.definite_values - mentioned)
    return [*sorted(mentioned), *others[:1]]


def _choices(_document, question, comparisons, _today):
    mentioned = sorted({word for leaf in comparisons for word in words(leaf)})
    others = sorted(question.definite_values - set(mentioned))[:1]
    ticks = subsets([*mentioned, *others])
    return [
        [*ticked, *unsure] for ticked in ticks for unsure in ([], [NOT_SURE]) if [*ticked, *unsure]
    ]


def _text(_document, _question, comparisons, _today):
    return [
        " / ".join(some) or "-" for some in subsets(sorted(set(chain(*map(words, comparisons)))))
    ]


def _date(document, _question, comparisons, today):
    days = {0, most_days(today)}
    for leaf in comparisons:
        limit = value(document, leaf)
        near = [days_to_age(limit, today), days_to_age(limit + 1, today)]
        around = near if leaf.attribute == "age_years" else [limit, limit + 1]
        days |= {day for one in around for day in (one - 1, one)}
    return [ago(today, day) for day in sorted(days) if 0 <= day <= most_days(today)]


def _blood_pressure(document, question, comparisons, today):
    limits = {name: set() for name in ("systolic", "diastolic", "highest", "lowest", "days_ago")}
    for leaf in comparisons:
        if leaf.attribute in limits:
            limit = value(document, leaf)
            limits[leaf.attribute] |= {limit - 1, limit, limit + 1}
    both = limits["highest"] | limits["lowest"]
    tops = [None, *sorted({59, 110, 261} | limits["systolic"] | both)]
    bottoms = [None, *sorted({29, 70, 161} | limits["diastolic"] | both)]
    days = [None, -1, *sorted({0} | limits["days_ago"])]
    methods = [NOT_SURE, *sorted(question.definite_values)]
    return [
        {
            "systolic": top,
            "diastolic": bottom,
            "measured_on": None if day is None else ago(today, day),
            "method": method,
        }
        for top, bottom, day, method in product(tops, bottoms, days, methods)
    ]


def _medicines(_document, _question, comparisons, _today):
    mentioned = {
        word for leaf in comparisons if leaf.attribute == "classes" for word in words(leaf)
    }
    names = shelf(shipped_vocabulary(), mentioned).names
    plain = names[frozenset()]
    kinds = [names[kind] for kind in sorted(names, key=sorted) if kind]
    odd = subsets([{"name": NO_MEDICINE}, {"dose": "1"}])
    return [
        [*({"name": name} for name in some), *more]
        for some, more in product(map(list, subsets([*kinds, plain])), odd)
        if [*some, *more]
    ]


def value(document, leaf):
    if isinstance(leaf.operand, ParameterReference):
        return document.parameters[leaf.operand.name].value
    return leaf.operand


def ago(today, days):
    return (today - timedelta(days=days)).isoformat()


def subsets(items):
    items = list(items)
    return [some for count in range(len(items) + 1) for some in combinations(items, count)]


MAKERS = {
    QuestionType.CHOICE: _choice,
    QuestionType.CHOICES: _choices,
    QuestionType.ACKNOWLEDGEMENTS: _choices,
    QuestionType.TEXT: _text,
    QuestionType.DATE: _date,
    QuestionType.BLOOD_PRESSURE: _blood_pressure,
    QuestionType.MEDICINES: _medicines,
}
