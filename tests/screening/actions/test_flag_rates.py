"""Counting what was found when patients sent their answers."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from screening import actions
from screening.actions.flag_rates import count_flags
from screening.rates import Group, Tally
from tests.intakes import ANEURYSM, begin, bring_in, submit
from tests.people import open_clinic
from tests.rules.small import choice, document, rule

RULES = [
    rule("now", {"question": "danger", "equals": "yes"}, "urgent"),
    rule("later", {"question": "pain", "equals": "yes"}),
]
PLAIN = {
    **document([choice("danger"), choice("pain")], RULES),
    "parameters": {},
}


@pytest.fixture
def plain(lakeside):
    return bring_in(lakeside, PLAIN)


def answer(intake, **answers):
    for link_id, given in answers.items():
        intake = actions.save_page(intake=intake, link_id=link_id, answer=given).intake
    return intake


def send(intake):
    return actions.submit(intake=intake, signed_name="Maria", declaration="So it is.")


def test_raised_and_undetermined_are_counted_by_rule(plain, maria, bob):
    send(answer(begin(plain, maria, bob), danger="no", pain="yes"))
    send(answer(begin(plain, maria, bob), danger="no", pain="not_sure"))
    send(answer(begin(plain, maria, bob), danger="no", pain="no"))

    counts = count_flags(plain.clinic)

    group = Group(plain.sha256, "en")
    assert counts.screened == {group: 3}
    assert counts.found == {(group, "later"): Tally(3, 1, 1)}
    assert counts.tally("now", group) == Tally(3)
    assert counts.tally("now", Group("other", "en")) == Tally(0)


def test_urgent_flag_that_was_taken_back_counts_as_raised(plain, maria, bob):
    intake = answer(begin(plain, maria, bob), danger="yes")
    send(answer(intake, danger="not_sure", pain="no"))

    counts = count_flags(plain.clinic)

    assert counts.found == {(Group(plain.sha256, "en"), "now"): Tally(1, 1, 0)}


def test_what_was_not_sent_is_not_counted(plain, maria, bob):
    answer(begin(plain, maria, bob), danger="yes")

    assert count_flags(plain.clinic).screened == {}
    assert count_flags(plain.clinic).found == {}


def test_what_staff_measured_afterwards_is_not_counted(version, maria, alice, bob):
    intake = submit(begin(version, maria, bob), ANEURYSM)
    before = count_flags(version.clinic)
    actions.record_vital_sign(
        intake=intake,
        systolic=210,
        diastolic=92,
        heart_rate=71,
        measured_at=intake.submitted_at,
        by=alice,
    )

    assert intake.flags.filter(rule="severe-blood-pressure").exists()
    assert count_flags(version.clinic) == before
    group = Group(version.sha256, "en")
    assert before.found[group, "aneurysmal-vascular-disease"] == Tally(1, 1, 0)
    assert (group, "severe-blood-pressure") not in before.found


def test_language_of_the_answers_divides_them(version, maria, bob):
    intake = begin(version, maria, bob)
    submit(actions.change_language(intake=intake, language="es"))

    assert count_flags(version.clinic).screened == {Group(version.sha256, "es"): 1}


def test_other_clinics_patients_are_not_counted(plain, maria, bob):
    send(answer(begin(plain, maria, bob), danger="no", pain="yes"))

    assert count_flags(open_clinic("elsewhere", "Elsewhere")).screened == {}


def test_two_statements_are_enough(plain, maria, bob):
    send(answer(begin(plain, maria, bob), danger="no", pain="yes"))

    with CaptureQueriesContext(connection) as queries:
        count_flags(plain.clinic)

    asked = [one["sql"] for one in queries if 'FROM "screening_' in one["sql"]]
    assert len(asked) == 2
    assert not any("evidence" in sql or "outcome" in sql for sql in asked)
