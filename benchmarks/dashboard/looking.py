"""What the parts of the dashboard take, at a clinic with a long past on PostgreSQL."""

import time
from collections.abc import Callable
from statistics import median

from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from benchmarks.dashboard.year import spread
from benchmarks.replay.past import Past
from benchmarks.reporting import Row, table
from clinics import scopes
from screening.actions.flag_rates import count_flags
from screening.presenters.courses import count_waiting
from screening.presenters.dashboards import dashboard
from screening.presenters.stops import named_by


def report(*, intakes: int, rounds: int) -> str:
    call_command("migrate", verbosity=0)
    past = Past(intakes=intakes)
    clinic = past.clinic
    rows = []
    with scopes.at_clinic(clinic):
        documents = named_by(clinic.question_sets.all())
        for weeks in (52, 12):
            spread(weeks=weeks)
            rows += [
                measured(f"over {weeks} weeks: {name}", look, rounds)
                for name, look in {
                    "the last twelve weeks": lambda: dashboard(clinic, documents),
                    "who waits now": lambda: count_waiting(clinic, timezone.now()),
                    "flag rates": lambda: count_flags(clinic),
                }.items()
            ]
    return table(f"{connection.vendor}, {intakes:,} intakes of one clinic", rows)


def measured(name: str, look: Callable[[], object], rounds: int) -> Row:
    """The middle of some rounds, after one that warms up."""
    look()
    spent = []
    for _ in range(max(3, rounds // 8)):
        start = time.perf_counter()
        look()
        spent.append(time.perf_counter() - start)
    return Row(name, f"{1000 * median(spent):,.0f} ms")
