"""The five promises of the engine, over random documents and random answers."""

import json

from hypothesis import given
from hypothesis import strategies as st

from screening.rules import Level, Severity, Truth, canonical, compile_engine, parse_document
from tests.rules.small import TODAY, recognise
from tests.rules.strategies import BLANK, NOT_KNOWN, ODD, answers_to, documents

SENT = st.none() | st.sets(st.sampled_from([f"q{index}" for index in range(6)]))


def compiled(source):
    return compile_engine(parse_document(source), recognise)


def settled(engine, answers):
    """Answers as a record keeps them: taking left-overs out until none is left."""
    while (kept := engine.settle(answers, TODAY).answers) != answers:
        answers = kept
    return answers


@given(st.data())
def test_taking_an_answer_away_never_flips_a_rule(data):
    source = data.draw(documents(silence=False))
    engine = compiled(source)
    answers = settled(engine, data.draw(answers_to(source)))
    if not answers:
        return
    before = engine.truths(answers, TODAY)
    removed = data.draw(st.sampled_from(sorted(answers)))
    optional = removed in engine.branch(answers, TODAY).optional
    unknown = data.draw(NOT_KNOWN if optional else NOT_KNOWN | BLANK)
    after = engine.truths({**answers, removed: unknown}, TODAY)
    assert all(after[slug] in (before[slug], Truth.UNKNOWN) for slug in before)


@given(st.data())
def test_a_page_not_sent_never_flips_a_rule(data):
    source = data.draw(documents())
    engine = compiled(source)
    answers = settled(engine, data.draw(answers_to(source, odd=True)))
    complete = engine.truths(answers, TODAY)
    early = engine.truths(answers, TODAY, data.draw(SENT))
    assert all(early[slug] in (complete[slug], Truth.UNKNOWN) for slug in complete)


@given(st.data())
def test_nothing_asked_and_unknown_ends_at_none(data):
    source = data.draw(documents())
    engine = compiled(source)
    outcome = engine.screen(data.draw(answers_to(source)), TODAY)
    if outcome.level is Level.NONE:
        assert (outcome.raised, outcome.undetermined, outcome.unknown_questions) == ((), (), ())
    if outcome.unknown_questions or outcome.undetermined or outcome.raised:
        assert outcome.level is not Level.NONE


@given(st.data())
def test_the_same_inputs_give_the_same_bytes(data):
    source = data.draw(documents())
    answers = data.draw(answers_to(source, odd=True))
    first = compiled(source).screen(answers, TODAY)
    backwards = dict(reversed(answers.items()))
    again = compiled(json.loads(canonical(source))).screen(backwards, TODAY)
    assert json.dumps(first.as_json()) == json.dumps(again.as_json())


@given(st.data())
def test_an_answer_to_a_question_not_asked_changes_nothing(data):
    source = data.draw(documents())
    engine = compiled(source)
    answers = data.draw(answers_to(source, odd=True))
    outcome = engine.screen(answers, TODAY)
    hidden = [link_id for link_id in engine.document.questions if link_id not in outcome.asked]
    changed = {**answers, **{link_id: data.draw(ODD) for link_id in hidden}}
    assert engine.screen(changed, TODAY) == outcome
    assert engine.screen({**answers, "elsewhere": "yes"}, TODAY) == outcome


@given(st.data())
def test_no_answer_makes_the_engine_raise(data):
    source = data.draw(documents())
    engine = compiled(source)
    answers = {link_id: data.draw(ODD) for link_id in engine.document.questions}
    outcome = engine.screen(answers, TODAY, data.draw(SENT))
    engine.settle(answers, TODAY)
    every = {finding.rule for finding in (*outcome.raised, *outcome.undetermined)}
    assert every | set(outcome.clear) == set(engine.document.rules)
    for slug in engine.document.rules:
        engine.explain(slug, answers, TODAY)


@given(st.data())
def test_every_finding_says_why(data):
    source = data.draw(documents())
    engine = compiled(source)
    outcome = engine.screen(data.draw(answers_to(source)), TODAY)
    assert all(finding.evidence and not finding.missing for finding in outcome.raised)
    assert all(finding.missing and not finding.evidence for finding in outcome.undetermined)


@given(st.data())
def test_what_is_missing_was_asked_and_is_not_known(data):
    source = data.draw(documents(silence=False))
    engine = compiled(source)
    answers = data.draw(answers_to(source))
    outcome = engine.screen(answers, TODAY)
    for finding in outcome.undetermined:
        assert set(finding.missing) <= set(outcome.asked)


@given(st.data())
def test_settling_changes_no_outcome(data):
    source = data.draw(documents())
    engine = compiled(source)
    answers = data.draw(answers_to(source))
    kept = engine.settle(answers, TODAY)
    assert {**kept.answers, **kept.removed} == answers
    optional = engine.branch(answers, TODAY).optional
    if not optional & kept.removed.keys():
        assert engine.screen(kept.answers, TODAY) == engine.screen(answers, TODAY)


@given(st.data())
def test_a_glance_and_a_verdict_see_what_a_screening_finds(data):
    source = data.draw(documents())
    engine = compiled(source)
    answers, sent = data.draw(answers_to(source, odd=True)), data.draw(SENT)
    outcome, glance = engine.screen(answers, TODAY, sent), engine.glance(answers, TODAY, sent)
    urgent = [one.rule for one in outcome.raised if one.severity is Severity.URGENT]
    assert (glance.branches.asked, list(glance.urgent)) == (outcome.asked, urgent)
    assert glance.branches == engine.branch(answers, TODAY, sent)
    verdict = engine.verdict(answers, TODAY, sent)
    found = {one.rule: one.truth for one in (*outcome.raised, *outcome.undetermined)}
    assert (verdict.level, dict(verdict.truths)) == (outcome.level, found)
