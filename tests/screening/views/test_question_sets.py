"""Question sets as administrators read them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from screening.actions import engines
from screening.models import question_set as version_store
from tests.damage import damage_versions
from tests.intakes import shipped
from tests.staff_pages import between, read

LIST = "/question-sets/"
PAGE = "/question-sets/ketamine-pre-treatment-screening/versions/{}/"


@pytest.fixture
def page(admin, version):
    return admin.get(PAGE.format(version.number))


def test_list_says_which_version_patients_get(admin, version):
    said = read(admin.get(LIST))

    assert "Health questions before ketamine or esketamine treatment" in said
    assert "Version 1 of Health questions" in said
    assert "Published" in said
    assert version.sha256[:12] in said


def test_list_without_any_says_how_one_is_brought_in(admin):
    assert "There are none yet." in read(admin.get(LIST))


def test_version_counts_what_is_to_be_verified_and_runs_the_cases(page):
    document = shipped()
    unverified = sum(rule.get("verify", False) for rule in document["rules"])

    assert f"Rules to be verified {unverified}" in read(page)
    assert f"all {len(document['cases'])} hold" in read(page)


def test_rule_is_read_back_as_a_sentence_with_its_sources(page):
    rule = between(
        page, " Suicide attempt in the past 3 months Urgent “", " What the patient reads"
    )

    assert rule.startswith("Have you ever done something to try to end your life?” is “Yes")
    assert "is “Yes, in the past 3 months”" in rule
    assert "Rule recent-suicide-attempt" in rule
    assert "Source" in rule


def test_what_the_patient_reads_stands_where_a_patient_reads_it(page):
    said, document = read(page), shipped()
    urgent = [rule for rule in document["rules"] if rule["severity"] == "urgent"]

    assert said.count("What the patient reads for") == len(urgent)
    review = document["patient_texts"]["review"]["en"]
    assert f"What every patient reads after sending {review}" in said


def test_question_shows_when_it_is_asked_and_its_translation(page):
    question = between(page, " Is your blood pressure under control now? hyper", " Show them ")

    assert (
        "Asked unless this is known to be false: “Has a doctor or nurse ever told you" in question
    )
    assert "Español: ¿Tiene" in question


def test_parameter_is_shown_with_its_unit(page):
    assert "high_systolic 160 mmHg" in read(page)


def test_damaged_document_is_said_to_be_damaged(admin, version):
    engines._engines.clear()
    version_store._parsed.clear()
    damage_versions(document="{}")

    response = admin.get(PAGE.format(version.number))

    assert response.status_code == 503
    assert "This version cannot be read" in read(response)


def test_unknown_version_is_not_found(admin, version):
    assert admin.get(PAGE.format(version.number + 1)).status_code == 404


def test_page_takes_few_queries(admin, version):
    admin.get(PAGE.format(version.number))

    with CaptureQueriesContext(connection) as queries:
        admin.get(PAGE.format(version.number))

    assert len(queries) <= 6


def test_rules_are_listed_by_name_above_their_details(page):
    source = page.content.decode()

    assert f"All {len(shipped()['rules'])} by name" in read(page)
    for rule in shipped()["rules"]:
        assert f'<a href="#rule-{rule["slug"]}">' in source
        assert f'id="rule-{rule["slug"]}"' in source
