"""Django's SQLite backend, for a schema that trusts no function; see `base`."""
