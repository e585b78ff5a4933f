"""What PostgreSQL itself refuses to the application's role, whatever the program asks for."""

# ruff: noqa: S608 - the names of tables are the models'

import uuid

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.db.utils import DatabaseError, ProgrammingError

from clinics import database_roles, scopes
from clinics.actions.break_glass import break_glass
from clinics.actions.staff_invitations import invite_staff
from clinics.models import AuditChain, Clinic, Patient, Role
from clinics.row_security import existing, policies, tenants, unprotected
from screening.actions.drafts import start_draft
from screening.actions.information_requests import ask_again
from screening.actions.replays import start_replay
from screening.models import Intake, Renewal, ReplayDifference
from tests.browser.furnishing import others_in_the_queue, rich_intake
from tests.database_roles import acting_as, as_application

on_postgresql = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite has no roles and no policies"
)

REFUSED = "42501"  # insufficient_privilege: of a grant as of a policy


def ask(statement, values=()):
    """The rows, or how many were touched; the refusal's code where there is one."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, values)
            return cursor.fetchall() if cursor.description else cursor.rowcount
    except DatabaseError as error:
        return error.__cause__.sqlstate


def has_clinic(model):
    return any(field.related_model is Clinic for field in model._meta.concrete_fields)


@pytest.fixture
def full(version, lakeside, maria, alice, bob, dana, harbor, charlie):
    """Both clinics exist; Lakeside has rows in every table that there is."""
    others_in_the_queue(version, lakeside, bob)
    rich_intake(version, maria, bob, alice)
    replay = start_replay(version=version, by=dana)
    screening = maria.intakes.get().screenings.first()
    invite_staff(clinic=lakeside, email="new@lakeside.example", role=Role.CLINICIAN, by=dana)
    break_glass(
        user=charlie,
        clinic=lakeside,
        role=Role.CLINICIAN,
        reason="The only clinician is ill.",
        hours=1,
        operator="root",
    )
    ReplayDifference.objects.create(
        clinic=lakeside,
        replay=replay,
        intake=screening.intake,
        screening=screening,
        level_before=screening.level,
        level_after=screening.level,
        rules={},
    )
    calm = next(
        one for one in lakeside.intakes.filter(status="SUBMITTED") if one.patient_id != maria.pk
    )
    ask_again(
        intake=calm,
        questions=["heart_history"],
        message="",
        screening=calm.current_screening,
        key=uuid.uuid4(),
        by=alice,
    )
    newer = start_draft(version=version, by=dana)
    Renewal.objects.create(
        clinic=lakeside,
        intake=screening.intake,
        number=screening.intake.revision + 1,
        before=version,
        after=newer,
        at=screening.at,
    )


def test_each_table_with_a_clinic_has_policies():
    with_clinic = {model._meta.db_table for model in apps.get_models() if has_clinic(model)}
    shared = {apps.get_model(label)._meta.db_table for label in scopes.SHARED}

    assert set(policies()) == with_clinic - shared | {"clinics_clinic", "clinics_auditchain"}


@on_postgresql
def test_policies_are_in_place(db):
    assert unprotected(connection) == []
    assert set(existing(connection)) == {
        (table, name) for table, wanted in policies().items() for name in wanted
    }


@on_postgresql
@pytest.mark.parametrize(
    "change",
    [
        "DROP POLICY of_clinic ON screening_flag",
        "ALTER TABLE screening_flag NO FORCE ROW LEVEL SECURITY",
        "ALTER TABLE screening_flag DISABLE ROW LEVEL SECURITY",
    ],
)
def test_table_that_lacks_one_is_named(db, change):
    ask(change)

    assert unprotected(connection) == ["screening_flag"]


@on_postgresql
def test_another_clinics_rows_are_out_of_reach(full, lakeside, harbor):
    reached = {}
    for model in tenants():
        table = model._meta.db_table
        columns, row = one_row(model, lakeside)
        row_id = row[columns.index('"id"')]
        places = ", ".join(["%s"] * len(columns))
        with acting_as(database_roles.app()):
            with scopes.nowhere():
                seen = ask(f'SELECT 1 FROM "{table}"')
            with scopes.at_clinic(harbor):
                outcome = (
                    seen,
                    ask(f'SELECT 1 FROM "{table}" WHERE clinic_id = %s', [lakeside.pk]),
                    ask(f'INSERT INTO "{table}" ({", ".join(columns)}) VALUES ({places})', row),
                    ask(f'UPDATE "{table}" SET clinic_id = %s WHERE id = %s', [harbor.pk, row_id]),
                    ask(f'DELETE FROM "{table}" WHERE clinic_id = %s', [lakeside.pk]),
                )
        touched = [each for each in outcome if each not in ([], 0, REFUSED)]
        if touched or outcome[2] != REFUSED:
            reached[table] = outcome
    assert reached == {}


def one_row(model, clinic):
    """Its columns and values; a table without a row would prove nothing."""
    with connection.cursor() as cursor:
        cursor.execute(
            f'SELECT * FROM "{model._meta.db_table}" WHERE clinic_id = %s LIMIT 1', [clinic.pk]
        )
        columns = [f'"{column.name}"' for column in cursor.description]
        row = cursor.fetchone()
    assert row, f"{model.__name__} has no row of {clinic.slug}"
    return columns, row


@on_postgresql
def test_own_rows_are_within_reach(full, lakeside):
    with acting_as(database_roles.app()), scopes.at_clinic(lakeside):
        missed = [model.__name__ for model in tenants() if not model.objects.exists()]

    assert missed == []


@on_postgresql
def test_rows_written_once_are_not_changed_or_removed(full, lakeside):
    """Not even its own clinic's."""
    written_once = [model._meta.db_table for model in tenants() if model.is_append_only]
    assert len(written_once) > 5
    with acting_as(database_roles.app()), scopes.at_clinic(lakeside):
        for table in written_once:
            assert ask(f'UPDATE "{table}" SET clinic_id = clinic_id') == REFUSED, table
            assert ask(f'DELETE FROM "{table}"') == REFUSED, table


@on_postgresql
def test_application_has_no_power_over_tables(full, lakeside):
    tables = [model._meta.db_table for model in apps.get_models(include_auto_created=True)]
    with acting_as(database_roles.app()), scopes.at_clinic(lakeside):
        for table in tables:
            assert ask(f'TRUNCATE "{table}" CASCADE') == REFUSED, table
            assert ask(f'ALTER TABLE "{table}" DISABLE ROW LEVEL SECURITY') == REFUSED, table
            assert ask(f'DROP TABLE "{table}"') == REFUSED, table
        assert ask("CREATE TABLE public.more (id int)") == REFUSED
        assert ask("DROP TRIGGER audit_event_not_changed ON clinics_auditevent") == REFUSED
        assert ask("SET ROLE postgres") in (REFUSED, -1)


@on_postgresql
def test_turning_row_security_off_is_an_error_and_no_way_round(full, lakeside):
    with acting_as(database_roles.app()), transaction.atomic():
        ask("SET LOCAL row_security = off")
        assert ask("SELECT 1 FROM clinics_patient") == REFUSED


@on_postgresql
def test_chain_of_another_clinic_cannot_be_moved(full, lakeside, harbor):
    move = "UPDATE clinics_auditchain SET length = 0 WHERE id = %s"
    with acting_as(database_roles.app()), scopes.at_clinic(harbor):
        assert ask(move, [lakeside.audit_chain_id]) == 0
        assert ask(move, [AuditChain.objects.get(name="system").pk]) == 0
        assert ask(move, [harbor.audit_chain_id]) == 1
        assert ask("UPDATE clinics_auditchain SET name = 'mine'") == REFUSED
        assert ask("DELETE FROM clinics_auditchain") == REFUSED


@on_postgresql
def test_settings_of_another_clinic_cannot_be_changed(lakeside, harbor):
    with acting_as(database_roles.app()), scopes.at_clinic(harbor):
        assert ask("UPDATE clinics_clinic SET on_call_email = 'x@y.example'") == 1
        assert ask("DELETE FROM clinics_clinic") == REFUSED
    lakeside.refresh_from_db()
    assert lakeside.on_call_email == "on-call@lakeside.example"


@on_postgresql
def test_auditor_reads_the_trail_and_nothing_else(full, lakeside):
    with acting_as(database_roles.auditor()), scopes.at_clinic(lakeside):
        assert ask("SELECT count(*) > 0 FROM clinics_auditevent") == [(True,)]
        assert ask("SELECT slug FROM clinics_clinic ORDER BY slug") == [("harbor",), ("lakeside",)]
        for model in apps.get_models(include_auto_created=True):
            table = model._meta.db_table
            if table not in ("clinics_auditevent", "clinics_auditchain", "clinics_clinic"):
                assert ask(f'SELECT 1 FROM "{table}"') == REFUSED, table
            assert ask(f'DELETE FROM "{table}"') == REFUSED, table


@on_postgresql
def test_session_shows_the_database_its_own_row_only(full, intake_with_session, lakeside):
    intake, digest = intake_with_session
    with acting_as(database_roles.app()):
        with scopes.holding(Intake, digest):
            assert ask("SELECT id FROM screening_intake WHERE session_digest = %s", [digest]) == [
                (intake.pk,)
            ]
        with scopes.holding(Intake, "0" * 64):
            assert ask("SELECT id FROM screening_intake") == []


@pytest.fixture
def intake_with_session(full, maria):
    intake = maria.intakes.first()
    digest = "ab" * 32
    Intake.objects.filter(pk=intake.pk).update(session_digest=digest)
    return intake, digest


SETTINGS = "SELECT current_setting('app.clinic', true), current_setting('app.key', true)"
NOTHING = ("", None)


@on_postgresql
@pytest.mark.django_db(transaction=True)
def test_scope_ends_with_its_statement(lakeside, harbor):
    """Whoever has the connection next, through a pooler too, finds nothing set."""
    assert connection.get_autocommit()
    with scopes.at_clinic(lakeside):
        assert ask_plainly(SETTINGS)[0] == str(lakeside.pk)
    with scopes.at_clinic(harbor), pytest.raises(ProgrammingError):
        ask_plainly("SELECT no_such_column")
    with scopes.nowhere():
        assert all(value in NOTHING for value in ask_plainly(SETTINGS))


@on_postgresql
@pytest.mark.django_db(transaction=True)
def test_scope_within_a_transaction_is_what_was_said_last(lakeside, harbor):
    with transaction.atomic(), scopes.at_clinic(lakeside):
        assert ask_plainly(SETTINGS)[0] == str(lakeside.pk)
        with pytest.raises(ZeroDivisionError):
            undone(harbor)
        assert ask_plainly(SETTINGS)[0] == str(lakeside.pk)
        with scopes.nowhere():
            assert all(value in NOTHING for value in ask_plainly(SETTINGS))
    with scopes.nowhere(), transaction.atomic():
        assert all(value in NOTHING for value in ask_plainly(SETTINGS))


@transaction.atomic
def undone(clinic):
    with scopes.at_clinic(clinic):
        assert ask_plainly(SETTINGS)[0] == str(clinic.pk)
        _ = 1 / 0


def ask_plainly(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone()


@on_postgresql
def test_requests_of_tests_are_answered_as_the_application(db, rf):
    def view(request):
        return ask_plainly("SELECT current_user")

    assert as_application(view)(rf.get("/")) == ("forescreen_app",)
    assert ask_plainly("SELECT current_user") != ("forescreen_app",)


@on_postgresql
def test_scope_costs_no_statement(full, lakeside, django_assert_num_queries):
    with scopes.at_clinic(lakeside), django_assert_num_queries(1):
        assert Patient.objects.count() == 3
