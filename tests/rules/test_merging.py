"""A reading beside another one: it may add to what is found, and never takes anything away."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from screening.rules import Level
from tests.rules.test_shipped_set import ENGINE, LOW_RISK, TODAY

NUMBERS = st.one_of(st.none(), st.integers(0, 300))
YES_OR_NO = st.sampled_from(["yes", "no", "not_sure", None])


def reading(systolic, diastolic, days_ago=0):
    day = (TODAY - timedelta(days=days_ago)).isoformat()
    return {
        "systolic": systolic,
        "diastolic": diastolic,
        "measured_on": day,
        "method": "clinic_or_pharmacy",
    }


def truths(answers):
    outcome = ENGINE.screen(answers, TODAY)
    return {
        **dict.fromkeys(outcome.clear, 0),
        **{finding.rule: 1 for finding in outcome.undetermined},
        **{finding.rule: 2 for finding in outcome.raised},
    }


@given(NUMBERS, NUMBERS, NUMBERS, NUMBERS, YES_OR_NO)
def test_each_rule_is_as_bad_as_the_worse_reading_makes_it(top, bottom, top_2, bottom_2, symptoms):
    answers = {**LOW_RISK, "blood_pressure_symptoms_now": symptoms}
    one, other = reading(top, bottom, 1), reading(top_2, bottom_2)
    first = truths({**answers, "blood_pressure": one})
    second = truths({**answers, "blood_pressure": other})

    both = truths({**answers, "blood_pressure": {**one, "beside": other}})

    assert both == {slug: max(first[slug], second[slug]) for slug in first}


@given(NUMBERS, NUMBERS, NUMBERS, NUMBERS, YES_OR_NO)
def test_verdict_counts_the_worse_reading_too(top, bottom, top_2, bottom_2, symptoms):
    both = {**reading(top, bottom, 1), "beside": reading(top_2, bottom_2)}
    answers = {**LOW_RISK, "blood_pressure_symptoms_now": symptoms, "blood_pressure": both}

    verdict = ENGINE.verdict(answers, TODAY)

    assert verdict.truths == {slug: truth for slug, truth in truths(answers).items() if truth}
    assert verdict.level is ENGINE.screen(answers, TODAY).level


@given(NUMBERS, NUMBERS, NUMBERS, NUMBERS)
def test_findings_of_the_reading_itself_stay_what_they_were(top, bottom, top_2, bottom_2):
    one, other = reading(top, bottom, 1), reading(top_2, bottom_2)
    alone = ENGINE.screen({**LOW_RISK, "blood_pressure": one}, TODAY)

    both = ENGINE.screen({**LOW_RISK, "blood_pressure": {**one, "beside": other}}, TODAY)

    assert set(alone.raised) <= set(both.raised)
    assert list(Level).index(both.level) <= list(Level).index(alone.level)


def test_question_that_either_reading_asks_is_asked():
    one, other = reading(120, 80, 1), reading(100, 190)
    gate = "blood_pressure_symptoms_now"

    outcome = ENGINE.screen({**LOW_RISK, "blood_pressure": {**one, "beside": other}}, TODAY)

    assert gate in outcome.asked
    assert "blood_pressure" in outcome.unknown_questions


def test_answer_that_either_reading_asks_for_is_no_left_over():
    one, other = reading(120, 80, 1), reading(100, 190)
    answers = {**LOW_RISK, "blood_pressure_symptoms_now": "yes", "blood_pressure": one}

    assert "blood_pressure_symptoms_now" in ENGINE.settle(answers, TODAY).removed
    both = {**answers, "blood_pressure": {**one, "beside": other}}
    assert ENGINE.settle(both, TODAY).removed == {}


def test_reading_beside_may_be_anything_at_all():
    for odd in (None, "x", 7, [], {}, {"beside": {"beside": 1}}, [{"systolic": 1}]):
        answer = {**reading(120, 80), "beside": odd}
        assert ENGINE.screen({**LOW_RISK, "blood_pressure": answer}, TODAY).level
