"""Many patients at once, through the application server, on SQLite and on PostgreSQL."""

from benchmarks.databases import on_each

PATIENTS = 32
ROUNDS_A_FORM = 40
"""`--rounds 80` has each patient fill in two forms."""


def run(rounds: int) -> str:
    forms = max(1, rounds // ROUNDS_A_FORM)
    return on_each("benchmarks.load.patients", forms=forms, patients=PATIENTS)
