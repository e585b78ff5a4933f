"""Django's SQLite backend, for a schema that trusts no function and writers that wait in turn."""
