import contextvars
import json
import threading

import pytest
from django.db import DatabaseError, connection, connections, transaction
from django.test.utils import CaptureQueriesContext

from clinics import audit
from clinics.models import ActorKind, AppendOnlyError, AuditChain, AuditEvent, Clinic


def write(clinic, times):
    for number in range(times):
        audit.record(clinic=clinic, action="test.happened", details={"number": number})


def tamper(sql, *values):
    """As somebody would who has the database's owner: past the model and the triggers."""
    lift, restore = {
        "sqlite": (
            "DROP TRIGGER audit_event_not_changed",
            "DROP TRIGGER audit_event_not_removed",
        ),
        "postgresql": ("ALTER TABLE clinics_auditevent DISABLE TRIGGER USER", "SELECT 1"),
    }[connection.vendor]
    connection.check_constraints()  # PostgreSQL alters no table that has checks still to come
    with connection.cursor() as cursor:
        for statement in (lift, restore):
            cursor.execute(statement)
        cursor.execute(sql, values)


def told(clinic):
    return [str(problem) for problem in audit.verify(clinic)]


def last_sequence(clinic):
    return clinic.audit_events.order_by("-sequence").values_list("sequence", flat=True)[0]


def test_event_tells_who_did_what_to_which_object(lakeside, alice, maria):
    event = audit.record(
        clinic=lakeside, action="patient.read", actor=alice, obj=maria, details={"page": "patient"}
    )

    event.refresh_from_db()
    assert event.actor == alice
    assert event.actor_kind == ActorKind.STAFF
    assert (event.object_type, event.object_id) == ("clinics.patient", str(maria.pk))
    assert event.details == {"page": "patient"}


def test_events_of_a_clinic_follow_one_another(lakeside, harbor):
    write(lakeside, 2)
    write(harbor, 1)
    write(lakeside, 1)

    events = list(lakeside.audit_events.order_by("sequence"))
    assert [event.sequence for event in events] == [1, 2, 3, 4]  # the first: clinic.created
    assert [event.previous_hash for event in events[1:]] == [event.hash for event in events[:-1]]
    assert told(lakeside) == told(harbor) == []


def test_system_has_a_chain_of_its_own(lakeside):
    write(None, 3)

    sequences = AuditEvent.objects.filter(clinic=None).order_by("sequence")
    assert [event.sequence for event in sequences] == [1, 2, 3]
    assert told(None) == []


def test_nothing_written_is_a_sound_chain(db):
    assert told(None) == []


def test_record_takes_three_statements(lakeside):
    with transaction.atomic(), CaptureQueriesContext(connection) as queries:
        audit.record(clinic=lakeside, action="test.happened")

    assert len(queries) == 3


def test_record_takes_two_statements_when_the_chain_is_locked_already(lakeside):
    with transaction.atomic():
        clinic = (
            Clinic.objects.select_related("audit_chain")
            .select_for_update(of=("self", "audit_chain"))
            .get(pk=lakeside.pk)
        )
        with CaptureQueriesContext(connection) as queries:
            audit.record(clinic=clinic, action="test.one", chain=clinic.audit_chain)
            audit.record(clinic=clinic, action="test.two", chain=clinic.audit_chain)

    assert len(queries) == 4
    assert told(lakeside) == []


def test_chain_that_is_out_of_date_is_refused(lakeside):
    stale = AuditChain.objects.get(pk=lakeside.audit_chain_id)
    write(lakeside, 1)

    with pytest.raises(DatabaseError), transaction.atomic():
        audit.record(clinic=lakeside, action="test.forked", chain=stale)

    assert told(lakeside) == []


def test_event_goes_with_the_transaction_that_it_tells_of(lakeside):
    before = lakeside.audit_events.count()
    with transaction.atomic():
        write(lakeside, 1)
        transaction.set_rollback(True)

    assert lakeside.audit_events.count() == before
    assert told(lakeside) == []


@pytest.mark.parametrize("value", [1.5, {"a": 1}, b"x", [1.5]])
def test_details_hold_nothing_but_ids_codes_and_counts(lakeside, value):
    with pytest.raises(TypeError):
        audit.record(clinic=lakeside, action="test.happened", details={"value": value})


@pytest.mark.parametrize("value", ["x" * 101, "two\nlines", "nul\0"])
def test_details_hold_no_long_or_odd_text(lakeside, value):
    with pytest.raises(ValueError, match="ids, codes and counts"):
        audit.record(clinic=lakeside, action="test.happened", details={"value": value})


def test_event_cannot_be_changed_or_removed_through_its_model(lakeside):
    event = audit.record(clinic=lakeside, action="test.happened")

    for attempt in (
        event.save,
        event.delete,
        lakeside.audit_events.all().delete,
        lambda: lakeside.audit_events.update(action="nothing"),
        lambda: AuditEvent.objects.bulk_update([event], ["action"]),
    ):
        with pytest.raises(AppendOnlyError):
            attempt()


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE clinics_auditevent SET action = 'nothing'",
        "DELETE FROM clinics_auditevent",
        "INSERT OR REPLACE INTO clinics_auditevent SELECT * FROM clinics_auditevent",
        "TRUNCATE clinics_auditevent CASCADE",
    ],
)
def test_event_cannot_be_changed_or_removed_in_the_database(lakeside, sql):
    is_for = {"INSERT": "sqlite", "TRUNCATE": "postgresql"}.get(sql.split()[0], connection.vendor)
    if is_for != connection.vendor:
        pytest.skip(f"a statement of {is_for}")
    connection.check_constraints()
    with pytest.raises(DatabaseError, match="never changed or removed"), transaction.atomic():
        connection.cursor().execute(sql)

    assert told(lakeside) == []


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("action", "nothing"),
        ("details", json.dumps({"number": 7})),
        ("at", "2020-01-01 00:00:00+00:00"),
        ("actor_kind", "STAFF"),
        ("object_id", "7"),
        ("clinic_id", None),
        ("hash", "0" * 64),
        ("previous_hash", "0" * 64),
    ],
)
def test_edited_event_is_found(lakeside, harbor, column, value):
    audit.record(clinic=lakeside, action="test.happened", actor_kind=ActorKind.PATIENT)
    write(lakeside, 3)
    if column == "clinic_id":
        value = harbor.pk
    tamper(
        f"UPDATE clinics_auditevent SET {column} = %s WHERE clinic_id = %s AND sequence = 2",  # noqa: S608
        value,
        lakeside.pk,
    )

    assert any("event 2: " in problem for problem in told(lakeside))


def test_removed_event_is_found(lakeside):
    write(lakeside, 3)
    tamper("DELETE FROM clinics_auditevent WHERE clinic_id = %s AND sequence = 2", lakeside.pk)

    assert told(lakeside) == ["event 2: is missing"]


def test_cut_tail_is_found(lakeside):
    write(lakeside, 3)
    tamper("DELETE FROM clinics_auditevent WHERE clinic_id = %s AND sequence > 2", lakeside.pk)

    assert told(lakeside) == ["event 3: the tail is cut: 4 were written"]


def test_replaced_tail_is_found(lakeside):
    write(lakeside, 1)
    chain = AuditChain.objects.get(pk=lakeside.audit_chain_id)
    write(lakeside, 1)
    tamper("DELETE FROM clinics_auditevent WHERE clinic_id = %s AND sequence = 3", lakeside.pk)
    newest = AuditChain.objects.get(pk=lakeside.audit_chain_id)
    audit.record(clinic=lakeside, action="test.forged", chain=chain)
    newest.save()

    assert told(lakeside) == ["event 3: is not the newest event that was written"]


def test_event_past_the_end_is_found(lakeside):
    write(lakeside, 2)
    AuditChain.objects.filter(pk=lakeside.audit_chain_id).update(
        length=2, head=lakeside.audit_events.get(sequence=2).hash
    )

    assert told(lakeside) == ["event 3: was never entered at the end of the chain"]


def test_long_chain_is_walked_in_batches(lakeside, monkeypatch):
    monkeypatch.setattr(audit, "BATCH", 4)
    write(lakeside, 10)

    with CaptureQueriesContext(connection) as queries:
        assert told(lakeside) == []
    assert sum("OFFSET" in query["sql"] for query in queries) == 0
    assert len(queries) == 7


@pytest.mark.django_db(transaction=True)
def test_writers_at_the_same_moment_make_one_unbroken_chain(lakeside):
    failures = []

    def work():
        try:
            for _ in range(10):
                with transaction.atomic():
                    write(lakeside, 2)
                    audit.record(clinic=None, action="test.happened")
        except Exception as failure:
            failures.append(failure)
        finally:
            connections.close_all()

    threads = [
        threading.Thread(target=contextvars.copy_context().run, args=[work]) for _ in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failures == []
    assert last_sequence(lakeside) == 1 + 6 * 20
    assert told(lakeside) == told(None) == []
