from django.db.backends.sqlite3 import base


class DatabaseWrapper(base.DatabaseWrapper):
    """With `trusted_schema=OFF` SQLite before 3.41 refuses JSON_VALID in a table's constraint.

    Django adds that constraint to every JSONField; only its own encoder writes there.
    """

    data_type_check_constraints = {
        kind: check
        for kind, check in base.DatabaseWrapper.data_type_check_constraints.items()
        if kind != "JSONField"
    }
