import pytest
from django.db import connection

from clinics.encryption import PatientKeys
from screening.models import SentPage
from screening.models.json_text import json_digest, json_text


def test_json_text_has_one_spelling():
    assert json_text({"b": [1, 2.5], "a": "é"}) == '{"a":"\\u00e9","b":[1,2.5]}'


def test_digest_is_of_that_spelling_and_of_one_patient():
    one, other = PatientKeys((b"1" * 32,)), PatientKeys((b"2" * 32,))

    assert json_digest({"b": 1, "a": 2}, of=one) == one.digest('{"a":2,"b":1}')
    assert json_digest({}, of=one) != json_digest({}, of=other)


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_json_text_refuses_what_is_not_json(number):
    with pytest.raises(ValueError, match="JSON compliant"):
        json_text([number])


@pytest.mark.parametrize(
    "answer",
    [
        None,
        "",
        "nul \0 byte",
        "lone \ud800 surrogate",
        "😀 مرحبا",
        [1.0, 1, 0.1, 1e300, -0.0],
        {"a": {"known": False}, "z": 1},
    ],
)
def test_answer_reads_back_what_was_written(intake, answer):
    page = SentPage(
        clinic=intake.clinic,
        intake=intake,
        number=100,
        link_id="ride_home",
        answer=answer,
        sent_at=intake.started_at,
    )
    page.save()

    assert repr(SentPage.objects.get(pk=page.pk).answer) == repr(page.answer)


def test_answers_of_a_few_letters_are_stored_alike(intake):
    lengths = set()
    for number, answer in enumerate((None, "no", "yes", "not_sure", ["none"]), start=100):
        page = SentPage(
            clinic=intake.clinic,
            intake=intake,
            number=number,
            link_id="ride_home",
            answer=answer,
            sent_at=intake.started_at,
        )
        page.save()
        with connection.cursor() as cursor:
            cursor.execute("SELECT answer FROM screening_sentpage WHERE id = %s", [page.pk])
            lengths.add(len(cursor.fetchone()[0]))

    assert lengths == {159}
