"""What the trace of each rule finds, on the shipped set and on holes planted in a small one."""

import datetime as dt

import pytest

from screening.rules import parse_document
from screening.tracing import NO_PROOF, Hole, ProofOnRecord, holes, idle_questions, trace_rules
from tests.rules.small import choice, document, rule
from tests.screening.presenters.shipped import shipped

DANGER = {"question": "danger", "equals": "yes"}
PROVED = ProofOnRecord(
    finished_at=dt.datetime(2026, 11, 22, tzinfo=dt.UTC), is_decided=True, is_current=True
)


def case(name, *, raised=(), undetermined=()):
    return {
        "id": name,
        "today": "2026-11-21",
        "answers": {},
        "level": "none",
        "raised": list(raised),
        "undetermined": list(undetermined),
        "unknown_questions": [],
    }


WHOLE = [case("c-1", raised=["it"]), case("c-2"), case("c-3", undetermined=["it"])]


def parsed(cases=WHOLE, questions=("danger",), **more):
    it = rule("it", DANGER, "contraindication", **more)
    return parse_document({**document([choice(one) for one in questions], [it]), "cases": cases})


def found(document, proof=PROVED, failing=()):
    (trace,) = trace_rules(document, failing)
    return holes(trace, proof)


def test_rule_with_everything_behind_it_has_no_hole():
    assert found(parsed()) == ()


def test_trace_names_questions_and_cases():
    (trace,) = trace_rules(parsed(), ())

    assert trace.questions == ("danger",)
    assert (trace.raising, trace.clear, trace.undetermined) == (("c-1",), ("c-2",), ("c-3",))


@pytest.mark.parametrize(
    ("missing", "hole"),
    [
        ("c-1", Hole.NEVER_RAISED),
        ("c-2", Hole.NEVER_CLEAR),
        ("c-3", Hole.NEVER_UNDETERMINED),
    ],
)
def test_missing_case_is_a_hole(missing, hole):
    uncovered = ProofOnRecord(PROVED.finished_at, True, True, uncovered=frozenset({"it"}))

    assert found(parsed([one for one in WHOLE if one["id"] != missing]), uncovered) == (hole,)


def test_outcome_that_is_proved_to_happen_to_nobody_needs_no_case():
    assert found(parsed(WHOLE[:2])) == ()


def test_outcome_is_missed_while_nothing_is_proved():
    assert found(parsed(WHOLE[:2]), NO_PROOF) == (Hole.NEVER_UNDETERMINED, Hole.NOT_PROVED)


def test_case_that_fails_shows_nothing():
    assert found(parsed(), failing={"c-1"}) == (Hole.NEVER_RAISED, Hole.CASE_FAILS)


def test_milder_rule_needs_a_case_that_raises_it_and_no_other():
    milder = parse_document(
        {**document([choice("danger")], [rule("it", DANGER)]), "cases": WHOLE[:1]}
    )

    assert found(milder) == ()
    assert found(parse_document(document([choice("danger")], [rule("it", DANGER)]))) == (
        Hole.NEVER_RAISED,
    )


def test_source_that_is_unverified_is_a_hole():
    assert found(parsed(verify=True)) == (Hole.SOURCE_UNVERIFIED,)


def test_proof_that_is_old_or_found_an_error_is_a_hole():
    old = ProofOnRecord(PROVED.finished_at, True, False)
    in_rule = ProofOnRecord(PROVED.finished_at, True, True, rules=frozenset({"it"}))
    behind_it = ProofOnRecord(PROVED.finished_at, True, True, questions=frozenset({"danger"}))
    elsewhere = ProofOnRecord(PROVED.finished_at, True, True, questions=frozenset({"other"}))

    assert found(parsed(), old) == (Hole.PROOF_OLD,)
    assert found(parsed(), in_rule) == (Hole.PROOF_FAILED,)
    assert found(parsed(), behind_it) == (Hole.PROOF_FAILED,)
    assert found(parsed(), elsewhere) == ()


def test_question_that_no_condition_reads_is_idle():
    assert idle_questions(parsed(questions=("danger", "name"))) == ("name",)


def test_rule_is_traced_through_the_rules_that_it_refers_to():
    traces = {trace.rule.slug: trace for trace in trace_rules(shipped(), ())}
    through = traces["drug-use-past-year"]

    assert through.through == ("active-substance-misuse", "ketamine-misuse")
    assert {"drugs_past_year", *traces["ketamine-misuse"].questions} <= set(through.questions)


def test_shipped_set_lacks_only_verified_sources_and_undetermined_cases():
    """Those that lack one cannot be undetermined at all."""
    traces = trace_rules(shipped(), ())
    found = {trace.rule.slug: holes(trace, NO_PROOF) for trace in traces}

    assert list(found) == list(shipped().rules)
    assert [slug for slug, some in found.items() if Hole.NEVER_UNDETERMINED in some] == [
        "suicidal-thoughts-today",
        "suicide-plan",
    ]
    assert {hole for some in found.values() for hole in some} == {
        Hole.SOURCE_UNVERIFIED,
        Hole.NEVER_UNDETERMINED,
        Hole.NOT_PROVED,
    }
