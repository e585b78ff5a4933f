"""Refuse in the database itself what the model refuses: changing or removing an audit event."""

from django.db import migrations

REFUSAL = "audit events are never changed or removed"

INSTALL = {
    "sqlite": [
        f"""
        CREATE TRIGGER audit_event_not_changed BEFORE UPDATE ON clinics_auditevent
        BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END
        """,
        f"""
        CREATE TRIGGER audit_event_not_removed BEFORE DELETE ON clinics_auditevent
        BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END
        """,
    ],
    "postgresql": [
        f"""
        CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation';
        END $$
        """,
        """
        CREATE TRIGGER audit_event_not_changed BEFORE UPDATE OR DELETE ON clinics_auditevent
        FOR EACH ROW EXECUTE FUNCTION refuse_audit_change()
        """,
        """
        CREATE TRIGGER audit_event_not_removed BEFORE TRUNCATE ON clinics_auditevent
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change()
        """,
    ],
}
REMOVE = {
    "sqlite": [
        "DROP TRIGGER audit_event_not_changed",
        "DROP TRIGGER audit_event_not_removed",
    ],
    "postgresql": [
        "DROP TRIGGER audit_event_not_changed ON clinics_auditevent",
        "DROP TRIGGER audit_event_not_removed ON clinics_auditevent",
        "DROP FUNCTION refuse_audit_change()",
    ],
}


def install(apps, schema_editor):
    run(INSTALL, schema_editor.connection)


def remove(apps, schema_editor):
    run(REMOVE, schema_editor.connection)


def run(statements, connection):
    with connection.cursor() as cursor:
        for statement in statements[connection.vendor]:
            cursor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("clinics", "0001_initial")]

    operations = [migrations.RunPython(install, remove)]
