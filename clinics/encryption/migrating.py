"""Putting a sealed column in the place of a clear one, in a database that is empty still."""

from typing import Any

from django.core.management.base import CommandError
from django.db import migrations, models

from clinics.encryption.sealed import Sealed

REFUSAL = """This database was made before personal data was sealed, and holds clear text.
Nothing was changed. It cannot be carried over: its files keep what was once written to them.
Start with a new, empty database; the try-out mode makes one when data/forescreen.sqlite3 and the
files beside it of the same name are gone."""


def sealed_in_place(model: str, **fields: models.Field[Any, Any]) -> list[Any]:
    """The old column goes, with what was in it; the new one has nothing to begin with."""
    operations: list[Any] = []
    for name, field in fields.items():
        field.default = Sealed(b"")
        operations.append(migrations.RemoveField(model, name))
        operations.append(migrations.AddField(model, name, field, preserve_default=False))
    return operations


def refuse_clear_rows(*names: str) -> migrations.RunPython:
    """Stops where one of these models has rows; raises CommandError, which is said in words."""

    def refuse(apps: Any, schema_editor: Any) -> None:
        for name in names:
            if apps.get_model(name).objects.using(schema_editor.connection.alias).exists():
                raise CommandError(REFUSAL)

    return migrations.RunPython(refuse, migrations.RunPython.noop)
