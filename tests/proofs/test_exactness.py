"""The symbols say what the engine says, no less and no more, on random documents."""

import pytest
import z3
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from screening.proofs.witnesses import claim
from screening.rules import Truth
from tests.proofs.studying import study_of
from tests.rules.small import TODAY
from tests.rules.strategies import answers_to, documents

FEW = settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])


def in_model(model, pair):
    return Truth(sum(z3.is_true(model.eval(one, model_completion=True)) for one in pair))


def symbolic(study, witness):
    return [study.symbolic(claim(one, truth)) for one, truth in witness.truths.items()]


@FEW
@given(st.data())
def test_what_the_engine_finds_is_possible_in_symbols(data):
    source = data.draw(documents())
    study = study_of(source)
    answers = data.draw(answers_to(source, odd=True))
    witness = study.bench.run(answers, TODAY)
    assert study.find(*symbolic(study, witness)) is not None


@FEW
@given(st.data())
def test_what_is_possible_in_symbols_is_found_by_the_engine(data):
    source = data.draw(documents())
    study = study_of(source)
    conditions = study.bench.conditions
    truths = {one: study.record.truth(one) for one in conditions}
    wanted = data.draw(
        st.dictionaries(st.sampled_from(conditions), st.sampled_from(Truth), max_size=4)
    )
    model = study.find(*(study.symbolic(claim(one, truth)) for one, truth in wanted.items()))
    if model is None:
        return
    witness = study.replay(model, study.document.questions.keys())
    assert {one: witness.truths[one] for one in wanted} == wanted
    assert {one: in_model(model, pair) for one, pair in truths.items()} == witness.truths


@pytest.mark.parametrize("truth", Truth)
def test_a_condition_has_one_truth(truth):
    study = study_of(SMALL)
    (when,) = (rule.when for rule in study.document.rules.values())
    assert study.patient(claim(when, truth)).truths[when] is truth


SMALL = {
    "slug": "small",
    "title": {"en": "Small"},
    "treatment": {"en": "None"},
    "language": "en",
    "sections": [
        {
            "slug": "all",
            "title": {"en": "All"},
            "questions": [
                {"link_id": "note", "type": "text", "text": {"en": "?"}, "required": True}
            ],
        }
    ],
    "rules": [
        {
            "slug": "r",
            "title": {"en": "r"},
            "severity": "caution",
            "when": {"question": "note", "contains_any": ["ketamine", "ket"]},
            "rationale": "A test",
            "sources": ["None"],
            "patient_text": "review",
        }
    ],
    "patient_texts": {"review": {"en": "Thank you."}},
}
