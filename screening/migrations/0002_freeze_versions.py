"""Refuse in the database itself what the models refuse about versions and their history.

A later migration that lets SQLite build the table anew loses these triggers: it has to install
them again, which a test reminds of.
"""

from django.db import migrations

FROZEN = "a version that is no longer a draft never changes"
STEPS = "the steps of a version are never changed or removed"
CHECKS = "the result of a check is never changed"

VERSIONS, STEP_ROWS, CHECK_ROWS = (
    f"screening_{name}" for name in ("questionsetversion", "versionstep", "versioncheck")
)
NEXT = [
    ("DRAFT", "DRAFT"),
    ("DRAFT", "IN_REVIEW"),
    ("IN_REVIEW", "DRAFT"),
    ("IN_REVIEW", "APPROVED"),
    ("IN_REVIEW", "REJECTED"),
    ("APPROVED", "DRAFT"),
    ("APPROVED", "PUBLISHED"),
    ("APPROVED", "REJECTED"),
    ("PUBLISHED", "RETIRED"),
]
KEPT_IN_DRAFTS = ["id", "clinic_id", "question_set_id", "number", "created_at", "created_by_id"]
KEPT = [*KEPT_IN_DRAFTS, "document", "sha256", "revision", "based_on_id"]
ONCE = ["published_at", "published_by_id"]


def changed(names, differs):
    return " OR ".join(f"OLD.{name} {differs} NEW.{name}" for name in names)


def forbidden(differs):
    """True of an update that no version may have."""
    steps = ", ".join(f"'{before}>{after}'" for before, after in NEXT)
    return f"""
        OLD.status || '>' || NEW.status NOT IN ({steps})
        OR {changed(KEPT_IN_DRAFTS, differs)}
        OR (OLD.status <> 'DRAFT' AND ({changed(KEPT, differs)}))
        OR (OLD.status = 'PUBLISHED' AND ({changed(ONCE, differs)}))
    """


INSTALL = {
    "sqlite": [
        f"""
        CREATE TRIGGER version_frozen BEFORE UPDATE ON {VERSIONS} WHEN {forbidden("IS NOT")}
        BEGIN SELECT RAISE(ABORT, '{FROZEN}'); END
        """,
        f"""
        CREATE TRIGGER version_not_removed BEFORE DELETE ON {VERSIONS} WHEN OLD.status <> 'DRAFT'
        BEGIN SELECT RAISE(ABORT, '{FROZEN}'); END
        """,
        *[
            f"""
            CREATE TRIGGER version_step_not_{done} BEFORE {what} ON {STEP_ROWS}
            BEGIN SELECT RAISE(ABORT, '{STEPS}'); END
            """
            for what, done in (("UPDATE", "changed"), ("DELETE", "removed"))
        ],
        *[
            f"""
            CREATE TRIGGER version_check_not_{done} BEFORE {what} ON {CHECK_ROWS}
            WHEN OLD.finished_at IS NOT NULL
            BEGIN SELECT RAISE(ABORT, '{CHECKS}'); END
            """
            for what, done in (("UPDATE", "changed"), ("DELETE", "removed"))
        ],
    ],
    "postgresql": [
        f"""
        CREATE FUNCTION refuse_version_change() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP = 'DELETE' THEN
                IF OLD.status = 'DRAFT' THEN RETURN OLD; END IF;
            ELSIF NOT ({forbidden("IS DISTINCT FROM")}) THEN
                RETURN NEW;
            END IF;
            RAISE EXCEPTION '{FROZEN}' USING ERRCODE = 'integrity_constraint_violation';
        END $$
        """,
        f"""
        CREATE FUNCTION refuse_version_step_change() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION '{STEPS}' USING ERRCODE = 'integrity_constraint_violation';
        END $$
        """,
        f"""
        CREATE FUNCTION refuse_version_check_change() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF OLD.finished_at IS NULL AND TG_OP = 'UPDATE' THEN RETURN NEW; END IF;
            IF OLD.finished_at IS NULL THEN RETURN OLD; END IF;
            RAISE EXCEPTION '{CHECKS}' USING ERRCODE = 'integrity_constraint_violation';
        END $$
        """,
        *[
            f"""
            CREATE TRIGGER {name}_frozen BEFORE UPDATE OR DELETE ON {table}
            FOR EACH ROW EXECUTE FUNCTION refuse_{name}_change()
            """
            for name, table in (
                ("version", VERSIONS),
                ("version_step", STEP_ROWS),
                ("version_check", CHECK_ROWS),
            )
        ],
    ],
}
REMOVE = {
    "sqlite": [
        f"DROP TRIGGER {name}"
        for name in (
            "version_frozen",
            "version_not_removed",
            "version_step_not_changed",
            "version_step_not_removed",
            "version_check_not_changed",
            "version_check_not_removed",
        )
    ],
    "postgresql": [
        statement
        for name, table in (
            ("version", VERSIONS),
            ("version_step", STEP_ROWS),
            ("version_check", CHECK_ROWS),
        )
        for statement in (
            f"DROP TRIGGER {name}_frozen ON {table}",
            f"DROP FUNCTION refuse_{name}_change()",
        )
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
    replaces = [("screening", "0007_freeze_versions")]

    dependencies = [("screening", "0001_initial")]

    operations = [migrations.RunPython(install, remove)]
