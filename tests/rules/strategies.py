"""Random documents, good answers, unknown answers, and answers that are anything at all."""

from datetime import timedelta
from typing import Any

from hypothesis import strategies as st

from tests.rules.small import TODAY, blood_pressure, choice, choices, document, question, rule

MAKERS = {
    "choice": choice,
    "choices": choices,
    "text": lambda link_id, **more: question(link_id, "text", **more),
    "date": lambda link_id, **more: question(link_id, "date", **more),
    "blood_pressure": blood_pressure,
    "medicines": lambda link_id, **more: question(link_id, "medicines", **more),
}
BLANK = st.sampled_from([None, "", "  ", []])
NOT_KNOWN = st.sampled_from(["not_sure", "prefer_not_to_say"])
ODD = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inside: (
        st.lists(inside, max_size=3)
        | st.dictionaries(st.sampled_from(["name", "systolic", "known", "x"]), inside, max_size=3)
    ),
    max_leaves=6,
)


def comparisons(link_id: str, kind: str) -> st.SearchStrategy[dict[str, Any]]:
    limits = st.integers(0, 300)

    def numbers(*attributes):
        operators = st.sampled_from(["at_least", "at_most", "more_than", "less_than", "equals"])
        return st.builds(
            lambda attribute, operator, limit: {
                "question": f"{link_id}.{attribute}",
                operator: limit,
            },
            st.sampled_from(attributes),
            operators,
            limits | st.just({"parameter": "limit"}),
        )

    fitting = {
        "choice": st.sampled_from(
            [{"question": link_id, "equals": "yes"}, {"question": link_id, "in": ["yes", "no"]}]
        ),
        "choices": st.sampled_from(
            [{"question": link_id, "includes": "a"}, {"question": link_id, "includes_any": ["b"]}]
        ),
        "text": st.just({"question": link_id, "contains_any": ["k"]}),
        "date": numbers("age_years", "days_ago"),
        "blood_pressure": numbers("systolic", "diastolic", "days_ago", "highest", "lowest")
        | st.just({"question": f"{link_id}.plausible", "equals": False})
        | st.just({"question": f"{link_id}.method", "equals": "wrist"}),
        "medicines": numbers("count", "unrecognised")
        | st.just({"question": f"{link_id}.classes", "includes": "opioid"}),
    }
    return fitting[kind]


def conditions(leaves: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    def combined(inside):
        several = st.lists(inside, min_size=1, max_size=3)
        return st.one_of(
            several.map(lambda of: {"all": of}),
            several.map(lambda of: {"any": of}),
            inside.map(lambda of: {"not": of}),
            several.flatmap(
                lambda of: st.integers(1, len(of)).map(
                    lambda count: {"at_least_of": {"count": count, "of": of}}
                )
            ),
        )

    return st.recursive(leaves, combined, max_leaves=6)


@st.composite
def documents(draw, silence: bool = True):
    """Documents that the parser accepts: gates look back, rules refer to earlier rules."""
    kinds = draw(st.lists(st.sampled_from(sorted(MAKERS)), min_size=1, max_size=6))
    questions: list[dict[str, Any]] = []
    leaves: list[st.SearchStrategy[Any]] = []
    for index, kind in enumerate(kinds):
        made = MAKERS[kind](f"q{index}", required=draw(st.booleans()))
        if leaves and draw(st.booleans()):
            made["enable_when"] = draw(conditions(st.one_of(leaves)))
        if leaves and draw(st.integers(0, 4)) == 0:
            made["optional_when"] = draw(conditions(st.one_of(leaves)))
        questions.append(made)
        leaves.append(comparisons(f"q{index}", kind))
    severities = st.sampled_from(["urgent", "contraindication", "caution", "needs_information"])
    rules = []
    for index in range(draw(st.integers(1, 5))):
        sources = list(leaves)
        if rules:
            sources.append(st.sampled_from([{"rule": made["slug"]} for made in rules]))
        if silence:
            sources.append(st.sampled_from([{"unanswered": made["link_id"]} for made in questions]))
        when = draw(conditions(st.one_of(sources)))
        rules.append(rule(f"r{index}", when, draw(severities)))
    return document(questions, rules)


DAYS = st.integers(-3, 45_000).map(lambda days: (TODAY - timedelta(days=days)).isoformat())
ROWS = st.sampled_from(["Xanax 5", "norco", "zoloft", "xanax?", "blue pill", ""]).map(
    lambda name: {"name": name, "dose": "", "frequency": ""}
)
READINGS = st.fixed_dictionaries(
    {"systolic": st.integers(50, 270) | st.none(), "diastolic": st.integers(25, 170)},
    optional={"measured_on": DAYS, "method": st.sampled_from(["arm_cuff", "wrist", "not_sure"])},
)
GOOD = {
    "choice": st.sampled_from(["yes", "no"]),
    "choices": st.lists(st.sampled_from(["a", "b", "none"]), min_size=1, unique=True),
    "text": st.sampled_from(["k", "penicillin"]),
    "date": DAYS,
    "blood_pressure": READINGS,
    "medicines": st.lists(ROWS, min_size=1, max_size=3),
}


@st.composite
def answers_to(draw, source, odd: bool = False):
    """One answer or none to each question; some are good, some are not known, some are junk."""
    answers = {}
    for asked in source["sections"][0]["questions"]:
        kinds = [
            GOOD[asked["type"]],
            GOOD[asked["type"]],
            BLANK | NOT_KNOWN,
            st.just("does_not_apply"),
        ]
        if odd:
            kinds.append(ODD)
        if draw(st.integers(0, 5)):
            answers[asked["link_id"]] = draw(st.one_of(kinds))
    return answers
