"""Why a rule is raised, what would settle it, and what cleared it."""

from screening.rules import Evidence
from tests.rules.small import TODAY, blood_pressure, choice, choices, engine, rule

GATE = {"question": "gate", "equals": "yes"}
QUESTIONS = [
    choice("gate"),
    choices("history", enable_when=GATE),
    blood_pressure(enable_when={"not": GATE}),
]
RULES = [
    rule("either", {"any": [{"question": "history", "includes": "a"}, GATE]}),
    rule("not-both", {"not": {"all": [GATE, {"question": "history", "includes": "b"}]}}),
    rule("high", {"question": "bp.systolic", "at_least": {"parameter": "limit"}}),
    rule("by-reference", {"all": [{"rule": "high"}, {"unanswered": "bp.days_ago"}]}),
]
ENGINE = engine(QUESTIONS, RULES)
READING = {"systolic": 150, "diastolic": 90, "method": "wrist"}


def findings(answers):
    outcome = ENGINE.screen(answers, TODAY)
    return {finding.rule: finding for finding in (*outcome.raised, *outcome.undetermined)}


def test_only_the_branches_that_are_true_are_evidence():
    found = findings({"gate": "yes", "history": ["b"]})
    assert found["either"].evidence == (Evidence("gate", "", "equals", "yes", "yes", True),)


def test_all_true_branches_are_evidence():
    found = findings({"gate": "yes", "history": ["a", "b"]})
    assert [evidence.question for evidence in found["either"].evidence] == ["history", "gate"]
    assert found["either"].evidence[0].answer == ["a", "b"]


def test_what_a_negation_rests_on_is_what_is_false():
    found = findings({"gate": "yes", "history": ["a"]})
    assert found["not-both"].evidence == (
        Evidence("history", "", "includes", "b", ["a"], asked=True),
    )


def test_a_reference_brings_the_evidence_of_its_rule():
    found = findings({"gate": "no", "bp": READING})
    assert found["by-reference"].evidence == (
        Evidence("bp", "systolic", "at_least", 140, 150, asked=True),
        Evidence("bp", "days_ago", "unanswered", None, None, asked=True),
    )


def test_what_is_missing_includes_what_is_behind_an_unknown_gate():
    found = findings({"gate": "not_sure"})
    assert found["high"].missing == ("gate", "bp")
    assert found["either"].missing == ("gate", "history")


def test_what_was_not_asked_says_so():
    assert ENGINE.explain("high", {"gate": "yes"}, TODAY) == (
        Evidence("bp", "systolic", "at_least", 140, None, asked=False),
    )


def test_a_clear_rule_says_what_cleared_it():
    answers = {"gate": "no", "bp": {**READING, "systolic": 118, "diastolic": 76}}
    assert ENGINE.explain("high", answers, TODAY) == (
        Evidence("bp", "systolic", "at_least", 140, 118, asked=True),
    )


def test_explaining_many_rules_says_of_each_what_explaining_it_says():
    answers = {"gate": "no", "bp": READING}
    slugs = [one["slug"] for one in RULES]

    assert ENGINE.explain_all(slugs, answers, TODAY, {"gate"}) == {
        slug: ENGINE.explain(slug, answers, TODAY, {"gate"}) for slug in slugs
    }


def test_rules_and_gates_referred_to_twice_are_followed_once():
    deep = range(1, 40)
    gates = [
        choice(
            f"q{n}",
            enable_when={"any": [{"question": f"q{n - 1}", "equals": v} for v in ("yes", "no")]},
        )
        for n in deep
    ]
    doubled = [
        rule(f"r{n}", {"any": [{"rule": f"r{n - 1}"}, {"all": [{"rule": f"r{n - 1}"}]}]})
        for n in deep
    ]
    first = rule("r0", {"all": [{"question": "q39", "equals": v} for v in ("yes", "no")]})
    built = engine([choice("q0"), *gates], [first, *doubled])
    assert built.explain("r39", {}, TODAY) == built.explain("r0", {}, TODAY)
    (last,) = [f for f in built.screen({}, TODAY).undetermined if f.rule == "r39"]
    assert last.missing == tuple(f"q{n}" for n in range(40))
