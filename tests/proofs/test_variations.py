"""Each check on small documents: what it finds, and what it leaves alone."""

import pytest

from screening.medicines import shipped_vocabulary
from screening.proofs import Weight
from screening.proofs.contradictions import check_contradictions
from screening.proofs.embedded_cases import check_coverage
from screening.proofs.gates import check_gates
from screening.proofs.hiding import check_hiding
from screening.proofs.limits import check_classes, check_limits
from screening.proofs.optional_questions import check_optional_questions
from screening.proofs.outcomes import check_outcomes
from screening.proofs.repeats import check_repeats
from screening.proofs.silences import check_silences
from screening.proofs.translations import check_translations
from screening.rules import parse_document
from tests.proofs.shipped import shipped
from tests.proofs.studying import remarks, study_of
from tests.rules.small import blood_pressure, choice, choices, document, question, rule

A = {"question": "a", "equals": "yes"}
NOT_A = {"question": "a", "equals": "no"}
B = {"question": "b", "equals": "yes"}
ASK_B = "sections[0].questions[1]"
AB = [choice("a"), choice("b")]
NEVER = {"all": [{"unanswered": "a"}, {"not": {"unanswered": "a"}}]}


def number(attribute, operator, limit):
    return {"question": f"bp.{attribute}", operator: limit}


def gate(condition):
    return remarks(check_gates, [choice("a"), choice("b", enable_when=condition)], [rule("r", A)])


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (A, []),
        ({"unanswered": "a"}, []),
        ({"any": [A, NOT_A]}, [("gate-never-false", f"{ASK_B}.enable_when")]),
        ({"not": {"any": [A, NOT_A]}}, [("question-unreachable", ASK_B)]),
        (
            {"all": [A, NOT_A]},
            [("question-unreachable", ASK_B), ("contradiction", f"{ASK_B}.enable_when.all[1]")],
        ),
        (
            NEVER,
            [("question-unreachable", ASK_B), ("contradiction", f"{ASK_B}.enable_when.all[1]")],
        ),
    ],
    ids=str,
)
def test_gates_that_cannot_be_both_are_found(condition, expected):
    assert gate(condition) == expected


def test_a_question_that_is_asked_only_in_doubt_comes_with_such_a_patient():
    questions = [choice("a"), choice("b", enable_when={"all": [A, NOT_A]})]
    found, _ = check_gates(study_of(document(questions, [rule("r", A)])))
    assert "is asked only in doubt" in found.message
    assert found.example.answers.get("a") not in ("yes", "no")


def test_a_follow_up_of_a_question_that_is_never_asked_is_unreachable():
    questions = [choice("a"), choice("b", enable_when=NEVER), choice("c", enable_when=B)]
    found = remarks(check_gates, questions, [rule("r", A)])
    assert ("question-unreachable", "sections[0].questions[2]") in found


def test_optional_when_that_never_or_always_holds_is_found():
    def found(condition):
        return remarks(
            check_gates, [choice("a"), choice("b", optional_when=condition)], [rule("r", A)]
        )

    at = f"{ASK_B}.optional_when"
    assert found(A) == []
    assert found({"all": [A, NOT_A]})[0] == ("optional-never", at)
    assert found({"any": [{"unanswered": "a"}, A, NOT_A]}) == [("optional-always", at)]


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        (A, []),
        ({"unanswered": "a"}, []),
        ({"any": [A, {"not": A}]}, ["rule-never-clear"]),
        ({"any": [A, NOT_A, {"unanswered": "a"}]}, ["rule-always-raised"]),
        ({"all": [A, {"not": A}]}, ["rule-never-raised"]),
        ({"all": [A, NOT_A]}, ["rule-never-raised", "contradiction"]),
        (
            {"all": [number("systolic", "at_least", 160), number("systolic", "less_than", 140)]},
            ["rule-never-raised", "contradiction"],
        ),
        (
            {"all": [number("systolic", "less_than", 90), number("diastolic", "at_least", 85)]},
            ["rule-never-raised", "contradiction"],
        ),
        (
            {"all": [number("highest", "less_than", 90), number("lowest", "at_least", 90)]},
            ["rule-never-raised", "contradiction"],
        ),
        (
            {"all": [number("plausible", "equals", False), number("systolic", "at_least", 90)]},
            ["rule-never-raised", "contradiction"],
        ),
        ({"at_least_of": {"count": 2, "of": [A, NOT_A]}}, ["rule-never-raised"]),
        ({"all": [{"rule": "other"}, {"not": B}]}, ["rule-never-raised", "contradiction"]),
    ],
    ids=str,
)
def test_rules_that_cannot_be_both_are_found(when, expected):
    questions = [*AB, blood_pressure()]
    found = remarks(check_outcomes, questions, [rule("r", when), rule("other", {"all": [A, B]})])
    if expected == ["rule-never-raised"] and "all" in when:
        found = found[:1]
    assert [code for code, _ in found] == expected


def test_tiers_that_cross_are_found():
    between = {
        "all": [
            number("systolic", "at_least", {"parameter": "elevated"}),
            number("systolic", "less_than", {"parameter": "high"}),
        ]
    }

    def found(elevated, high):
        values = {"elevated": elevated, "high": high}
        parameters = {
            name: {"value": value, "unit": "mmHg", "help": "?"} for name, value in values.items()
        }
        rules = [rule("r", between)]
        return remarks(check_outcomes, [blood_pressure()], rules, parameters=parameters)

    assert found(140, 160) == []
    assert found(170, 160) == [
        ("rule-never-raised", "rules[0].when"),
        ("contradiction", "rules[0].when.all[1]"),
    ]


@pytest.mark.parametrize(
    ("attribute", "operator", "limit", "is_found"),
    [
        ("systolic", "more_than", 400, True),
        ("systolic", "more_than", 260, True),
        ("systolic", "at_least", 260, False),
        ("systolic", "at_least", -160, True),
        ("systolic", "at_least", 60, True),
        ("diastolic", "less_than", 31, False),
        ("diastolic", "less_than", 30, True),
        ("diastolic", "at_most", 160, True),
        ("systolic", "equals", 61, False),
        ("systolic", "equals", 59, True),
        ("days_ago", "at_most", -7, True),
        ("days_ago", "more_than", 30, False),
        ("highest", "more_than", 300, True),
        ("lowest", "at_least", 0, True),
        ("lowest", "at_least", {"parameter": "limit"}, False),
    ],
)
def test_limits_beyond_the_field_are_found(attribute, operator, limit, is_found):
    parsed = parse_document(
        document([blood_pressure()], [rule("r", number(attribute, operator, limit))])
    )
    found = [(one.code, one.path) for one in check_limits(parsed)]
    assert found == ([("limit-out-of-range", f"rules[0].when.{operator}")] if is_found else [])


def test_ages_and_counts_beyond_the_field_are_found():
    whens = [
        {"question": "born.age_years", "more_than": 110},
        {"question": "born.age_years", "less_than": 18},
        {"question": "m.count", "at_least": 0},
        {"question": "m.unrecognised", "at_least": 1},
    ]
    rules = [rule(f"r{index}", when) for index, when in enumerate(whens)]
    parsed = parse_document(document([question("born", "date"), question("m", "medicines")], rules))
    assert [one.path for one in check_limits(parsed)] == [
        "rules[0].when.more_than",
        "rules[2].when.at_least",
    ]


def test_a_class_that_no_medicine_has_is_found():
    when = {"question": "m.classes", "includes_any": ["opioid", "opiods"]}
    parsed = parse_document(document([question("m", "medicines")], [rule("r", when)]))
    (found,) = check_classes(parsed, shipped_vocabulary())
    assert (found.code, found.path) == ("class-unknown", "rules[0].when.includes_any")
    assert "'opiods'" in found.message


@pytest.mark.parametrize(
    ("when", "path"),
    [
        ({"any": [B, {"all": [A, NOT_A]}]}, "any[1]"),
        ({"all": [A, {"any": [B, NOT_A]}]}, "all[1].any[1]"),
        ({"any": [A, {"all": [B, {"not": A}]}]}, None),
        ({"not": {"any": [A, {"all": [B, {"any": [A, NOT_A]}]}]}}, "not.any[1].all[1]"),
        ({"any": [A, {"all": [B, {"not": B}]}]}, "any[1]"),
        ({"all": [A, {"not": {"all": [A, B]}}]}, "all[1].not.all[0]"),
        (
            {"at_least_of": {"count": 1, "of": [A, {"all": [B, {"unanswered": "b"}]}]}},
            "at_least_of.of[1]",
        ),
    ],
    ids=str,
)
def test_branches_that_contradict_are_found(when, path):
    expected = [("branch-never-holds", f"rules[0].when.{path}")] if path else []
    assert remarks(check_contradictions, AB, [rule("r", when)]) == expected


AND, OR = {"all": [A, B]}, {"any": [A, B]}


@pytest.mark.parametrize(
    ("one", "other", "severities", "expected"),
    [
        (A, B, "caution caution", []),
        (A, {"not": {"not": A}}, "caution caution", [("rule-repeats", "rules[1].when")]),
        (A, {"rule": "one"}, "urgent caution", [("rule-repeats", "rules[1].when")]),
        (
            A,
            {"question": "a", "in": ["yes"]},
            "caution caution",
            [("rule-repeats", "rules[1].when")],
        ),
        (
            {"not": AND},
            {"any": [{"not": A}, {"not": B}]},
            "caution caution",
            [("rule-repeats", "rules[1].when")],
        ),
        (OR, AND, "caution caution", [("rule-implied", "rules[1].when")]),
        (AND, OR, "caution caution", [("rule-implied", "rules[0].when")]),
        (AND, OR, "urgent caution", [("rule-implies", "rules[0].when")]),
        (A, OR, "caution caution", [("rule-implies", "rules[0].when")]),
        (
            {"all": [{"rule": "other"}, B]},
            OR,
            "caution caution",
            [("rule-implied", "rules[0].when")],
        ),
    ],
    ids=str,
)
def test_rules_that_repeat_each_other_are_found(one, other, severities, expected):
    first, second = severities.split()
    rules = [rule("one", one, first), rule("other", other, second)]
    assert remarks(check_repeats, AB, rules) == expected


def test_a_higher_limit_of_the_same_severity_is_found():
    rules = [
        rule("high", number("systolic", "at_least", 140)),
        rule("higher", number("systolic", "at_least", 160)),
    ]
    assert remarks(check_repeats, [blood_pressure()], rules) == [("rule-implied", "rules[1].when")]


BEHIND = [choice("a"), choice("b", enable_when=A)]


def grave(when=B, **more):
    return [rule("r", when, "contraindication", **more)]


def known(unless, link_id="b"):
    return [{"question": link_id, "unless": unless, "reason": "Known"}]


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        (grave(), [("rule-hidden", "rules[0].when")]),
        (grave(never_asked=known(A)), []),
        (grave(never_asked=known({"question": "a", "in": ["yes"]})), []),
        (
            grave(never_asked=known(NOT_A)),
            [
                ("rule-hidden", "rules[0].when"),
                ("never-asked-wider", "rules[0].never_asked[0]"),
            ],
        ),
        (grave({"all": [A, B]}), []),
        (
            grave({"all": [A, B]}, never_asked=known(A)),
            [("never-asked-needless", "rules[0].never_asked[0]")],
        ),
        (grave({"any": [A, B]}), [("rule-hidden", "rules[0].when")]),
        ([*grave({"rule": "mild"}), rule("mild", B)], [("rule-hidden", "rules[0].when")]),
        ([rule("r", B)], []),
        (grave(A), []),
        (
            grave(A, never_asked=known(A, "a")),
            [("never-asked-needless", "rules[0].never_asked[0]")],
        ),
    ],
    ids=str,
)
def test_grave_rules_behind_gates_are_found(rules, expected):
    assert remarks(check_hiding, BEHIND, rules) == expected


def test_an_acknowledgement_of_more_than_what_happens_is_found():
    """Whoever is asked although it calls that needless: a later gate could leave them out."""
    questions = [choice("a"), choice("b", enable_when={"not": NOT_A})]
    both = {"all": [A, {"unanswered": "b"}]}
    assert remarks(check_hiding, questions, grave(never_asked=known(both))) == [
        ("never-asked-wider", "rules[0].never_asked[0]")
    ]
    assert remarks(check_hiding, questions, grave(never_asked=known(A))) == []


def test_a_grave_rule_that_a_blank_answer_decides_is_found():
    note = {"question": "note", "contains_any": ["ketamine"]}
    questions = [question("note", "text", required=False)]
    assert remarks(check_optional_questions, questions, grave(note)) == [
        ("optional-blank-clears", "rules[0].when"),
        ("optional-undetermined", "rules[0].when"),
    ]
    assert remarks(check_optional_questions, [question("note", "text")], grave(note)) == []
    assert remarks(check_optional_questions, questions, [rule("r", note)]) == []


def test_silence_that_clears_a_grave_rule_is_found():
    clears = {"all": [A, {"not": {"unanswered": "b"}}]}
    assert remarks(check_silences, AB, grave(clears)) == [("silence-clears", "rules[0].when")]
    assert remarks(check_silences, AB, grave({"any": [A, {"unanswered": "a"}]})) == []


def test_silence_that_decides_a_count_is_found():
    """Left blank where it may be, the list counts as empty; not asked, it counts as nothing."""
    questions = [choice("a"), question("m", "medicines", required=False, enable_when=A)]
    few = {"question": "m.count", "at_most": 2}
    assert remarks(check_silences, questions, [rule("r", few)]) == [
        ("silence-flips", "rules[0].when")
    ]


@pytest.mark.parametrize(
    "when", [A, {"not": B}, {"at_least_of": {"count": 2, "of": [A, B, NOT_A]}}]
)
def test_silence_decides_nothing_without_unanswered(when):
    questions = [choice("a"), choice("b", enable_when=A, optional_when=NOT_A)]
    assert remarks(check_silences, questions, [rule("r", when)]) == []


def test_grave_rules_without_cases_are_found():
    found = remarks(check_coverage, AB, grave())
    assert found == [("case-missing", "rules[0]")] * 3


def test_a_rule_that_is_never_undetermined_needs_no_case_for_it():
    found = remarks(check_coverage, AB, grave({"unanswered": "b"}))
    assert found == [("case-missing", "rules[0]")] * 2


def test_texts_without_a_translation_are_found():
    data = document([choices("a"), choice("b")], [rule("r", B)])
    data["title"]["es"] = "Pequeño"
    found = {(one.code, one.path) for one in check_translations(parse_document(data))}
    assert found >= {
        ("text-missing", "treatment"),
        ("text-missing", "sections[0].title"),
        ("text-missing", "sections[0].questions[0].text"),
        ("text-missing", "sections[0].questions[0].options[2].label"),
        ("text-missing", "patient_texts.review"),
        ("title-missing", "rules"),
    }
    assert ("text-missing", "title") not in found


def test_a_title_that_lacks_the_language_of_most_texts_is_found():
    data = shipped()
    del data["title"]["es"]
    found = [(one.severity, one.path) for one in check_translations(parse_document(data))]
    assert found == [(Weight.ERROR, "title"), (Weight.INFORMATION, "rules")]


def test_what_is_not_decided_in_time_is_an_error():
    data = document([choice("a"), choice("b", enable_when=A)], [rule("r", B)])
    codes = {one.code for one in check_outcomes(study_of(data, seconds=0))}
    assert codes == {"not-proved"}
