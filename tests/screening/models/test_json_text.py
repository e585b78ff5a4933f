import pytest
from django.db import connection

from screening.models import SentPage
from screening.models.json_text import json_sha256, json_text


def test_json_text_has_one_spelling():
    assert json_text({"b": [1, 2.5], "a": "é"}) == '{"a":"\\u00e9","b":[1,2.5]}'


def test_json_sha256_is_of_that_spelling():
    assert json_sha256({}) == "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"


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
def test_json_text_field_reads_back_what_was_written(intake, answer):
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


def test_json_text_field_stores_blank_as_jsons_null(intake):
    page = SentPage(
        clinic=intake.clinic,
        intake=intake,
        number=100,
        link_id="ride_home",
        answer=None,
        sent_at=intake.started_at,
    )
    page.save()

    with connection.cursor() as cursor:
        cursor.execute("SELECT answer FROM screening_sentpage WHERE id = %s", [page.pk])
        assert cursor.fetchone() == ("null",)
