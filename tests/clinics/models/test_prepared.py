"""The prepared statements do what Django's own would, to the letter."""

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from clinics import audit
from clinics.models import AuditEvent
from clinics.models.prepared import Prepared, insert, update
from screening.actions.locks import locked
from screening.actions.sessions import by_session
from screening.models import Intake, SentPage


def page_of(intake, number):
    return SentPage(
        clinic=intake.clinic,
        intake=intake,
        number=number,
        link_id="ride_home",
        answer={"odd": ["\0", None, 1.5]},
        seen_revision=None,
        sent_at=timezone.now(),
    )


def columns(row):
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def statements(call):
    with CaptureQueriesContext(connection) as queries:
        call()
    return [query["sql"] for query in queries]


def test_insert_is_djangos_insert(intake):
    own, djangos = page_of(intake, 101), page_of(intake, 102)

    insert(own)
    djangos.save()

    stored = columns(SentPage.objects.get(pk=own.pk))
    assert stored == columns(own)
    assert own.pk == djangos.pk - 1
    assert not own._state.adding
    expected = columns(SentPage.objects.get(pk=djangos.pk))
    same = {"id": own.pk, "number": 101, "sent_at": own.sent_at}
    assert {**expected, **same} == stored


def test_insert_writes_a_json_column(lakeside):
    event = audit.record(clinic=lakeside, action="test.done", details={"ids": [1, 2]})

    assert columns(AuditEvent.objects.get(pk=event.pk)) == columns(event)


def test_update_is_djangos_update(intake):
    intake.answers, intake.language = {"completed_by": "self"}, "es"
    names = ["answers", "language", "claimed_by"]

    own = statements(lambda: update(intake, names))

    assert len(own) == 1
    stored = Intake.objects.get(pk=intake.pk)
    assert (stored.answers, stored.language) == ({"completed_by": "self"}, "es")
    assert columns(stored) == columns(intake)


def test_update_of_a_row_that_is_gone_says_so(intake):
    intake.pk = 4711

    with pytest.raises(ObjectDoesNotExist):
        update(intake, ["language"])


@pytest.mark.parametrize("build", [locked, by_session])
def test_prepared_select_is_djangos_select(intake, build):
    value = intake.pk if build is locked else intake.session_digest
    prepared = Prepared(build)

    with transaction.atomic():
        (djangos,) = statements(lambda: list(build(value)))
        runs = [statements(lambda: prepared.first(value)) for _ in range(2)]
        own, expected = prepared.first(value), build(value).get()

    assert runs == [[djangos], [djangos]]
    assert columns(own) == columns(expected)
    for name in ("clinic", "patient", "invitation"):
        assert columns(getattr(own, name)) == columns(getattr(expected, name))
    assert own.version.get_deferred_fields() == {"document"}


def test_prepared_select_finds_nothing_where_there_is_nothing(intake):
    prepared = Prepared(by_session)

    assert prepared.first("0" * 64) is None
    assert prepared.first("") is None


def test_prepared_select_takes_one_value_only(intake):
    prepared = Prepared(lambda pk: Intake.objects.filter(pk=pk, language="en"))

    with pytest.raises(ValueError, match="exactly one value"):
        prepared.first(intake.pk)
