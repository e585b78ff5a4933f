from django.db import migrations


def forget(apps, schema_editor):
    """Tracebacks from before hold messages of exceptions, which may quote an answer."""
    results = apps.get_model("django_tasks_database", "DBTaskResult").objects
    results.using(schema_editor.connection.alias).exclude(traceback="").update(traceback="")


class Migration(migrations.Migration):
    dependencies = [
        ("clinics", "0009_reasons_are_sealed"),
        ("django_tasks_database", "0021_conditional_partial_index_ordering"),
    ]

    operations = [migrations.RunPython(forget, migrations.RunPython.noop)]
