"""Django's PostgreSQL backend, with every statement in the scope of who asked for it."""
