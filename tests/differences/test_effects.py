"""For whom two versions differ: never "the same" where one patient shows otherwise."""

import copy

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from screening.differences import Effect, Verdict, changed_cases, effects
from screening.medicines import recognise, shipped_vocabulary
from screening.rules import DocumentError, Level, Truth, compile_engine, parse_document
from tests.rules.small import TODAY, blood_pressure, choice, document, rule
from tests.rules.strategies import answers_to, documents

FEW = settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
VOCABULARY = shipped_vocabulary()


@st.composite
def edits(draw, source):
    """The same document after some of what an author does to it."""
    edited = copy.deepcopy(source)
    questions, rules = edited["sections"][0]["questions"], edited["rules"]
    place = draw(st.integers(0, len(rules) - 1))
    other = source["rules"][draw(st.integers(0, place))]["when"]
    turned = draw(st.sampled_from([other, {"not": other}, {"any": [rules[place]["when"], other]}]))
    rules[place]["when"] = turned
    changed = draw(st.sampled_from(questions))
    for key in draw(st.sets(st.sampled_from(["enable_when", "optional_when"]))):
        changed.pop(key, None)
    changed["required"] = draw(st.booleans())
    if len(changed.get("options", ())) > 2 and draw(st.integers(0, 3)) == 0:
        changed["options"][-1]["unknown"] = not changed["options"][-1].get("unknown", False)
    return edited


def is_sound(source):
    try:
        parse_document(source)
    except DocumentError:
        return False
    return True


def pairs():
    versions = documents().flatmap(lambda source: st.tuples(st.just(source), edits(source)))
    return versions.filter(lambda pair: is_sound(pair[1]))


def read(row):
    return recognise(row, VOCABULARY)


def compared(before, after, seconds=60):
    return effects(parse_document(before), parse_document(after), VOCABULARY, seconds)


def truths(source, answers):
    return compile_engine(parse_document(source), read).truths(answers, TODAY)


@FEW
@given(st.data())
def test_nobody_differs_where_the_verdict_is_the_same(data):
    before, after = data.draw(pairs())
    same = [one.rule for one in compared(before, after) if one.verdict is Verdict.SAME]
    for answers in data.draw(st.lists(answers_to(before, odd=True), min_size=5, max_size=5)):
        then, now = truths(before, answers), truths(after, answers)
        assert {rule: then[rule] for rule in same} == {rule: now[rule] for rule in same}


@FEW
@given(st.data())
def test_every_example_shows_what_it_says(data):
    before, after = data.draw(pairs())
    for effect in compared(before, after):
        if effect.verdict is Verdict.DIFFERS:
            found = [
                compile_engine(parse_document(one), read).truths(
                    effect.example.answers, effect.example.today
                )[effect.rule]
                for one in (before, after)
            ]
            assert found == [effect.before, effect.after]
            assert effect.before is not effect.after


def pressure(limit, **more):
    when = {"question": "bp.systolic", "at_least": {"parameter": "high"}}
    parameters = {"high": {"value": limit, "unit": "mmHg", "help": "High"}}
    return document([blood_pressure()], [rule("high", when)], parameters=parameters, **more)


def test_moved_limit_is_shown_by_somebody_between():
    (effect,) = compared(pressure(160), pressure(165))

    assert (effect.rule, effect.verdict) == ("high", Verdict.DIFFERS)
    assert (effect.before, effect.after) == (Truth.TRUE, Truth.FALSE)
    assert 160 <= effect.example.answers["bp"]["systolic"] < 165


def test_same_limit_by_another_operator_is_proved_the_same():
    after = copy.deepcopy(pressure(160))
    after["rules"][0]["when"] = {"question": "bp.systolic", "more_than": 159}

    assert compared(pressure(160), after) == (Effect("high", Verdict.SAME),)


def test_removed_option_is_never_called_the_same_without_proof():
    when = {"question": "smokes", "equals": "yes"}
    before = document([choice("smokes")], [rule("smoking", when)])
    after = copy.deepcopy(before)
    options = after["sections"][0]["questions"][0]["options"]
    after["sections"][0]["questions"][0]["options"] = [
        one for one in options if one["value"] != "no"
    ]

    (effect,) = compared(before, after)

    assert effect.verdict is not Verdict.SAME


def test_no_time_is_not_decided():
    assert compared(pressure(160), pressure(165), seconds=0) == (
        Effect("high", Verdict.NOT_DECIDED),
    )


def test_case_that_comes_out_otherwise_is_named():
    answers = {
        "bp": {
            "systolic": 162,
            "diastolic": 80,
            "measured_on": TODAY.isoformat(),
            "method": "arm_cuff",
        }
    }
    case = {
        "id": "c",
        "description": "",
        "today": TODAY.isoformat(),
        "answers": answers,
        "level": "caution",
        "raised": ["high"],
        "undetermined": [],
        "unknown_questions": [],
    }
    before, after = (parse_document(pressure(one, cases=[case])) for one in (160, 165))

    (change,) = changed_cases(before, after, read)

    assert (change.case, change.before, change.after) == ("c", Level.CAUTION, Level.NONE)
    assert change.rules == ("high",)
