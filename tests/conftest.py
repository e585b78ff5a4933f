"""What every test shares. Data is set up through the actions."""

import os
import shutil
from collections.abc import Iterator
from typing import Any
from unittest import mock

import pytest
from django.db import connection
from django.db.backends.base.operations import BaseDatabaseOperations
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from clinics import scopes
from tests.database_roles import make_roles
from tests.flush import flush_past_triggers

pytest_plugins = [
    "tests.people",
    "tests.intakes",
    "tests.versions",
    "tests.browsing",
    "tests.logbooks",
]

# Playwright's synchronous interface runs an event loop in the test's own thread.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

# The same examples on every run; HYPOTHESIS_PROFILE=explore looks for new ones.
hypothesis_settings.register_profile(
    "repeatable",
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
hypothesis_settings.register_profile("explore", deadline=None, max_examples=1000)
hypothesis_settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "repeatable"))

CHROMIUM_FLAGS = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-sync",
    "--no-first-run",
]


# What touches no database, or only looks at pages, says the same on any: it runs once, on SQLite.
# So does the matrix: there no policy of the database hides what the program let through. Of the
# tests over HTTP those of whole stories, races and faults run on both; those of one page, of what
# is typed wrongly and of the try-out demo do not.
ON_ANY_DATABASE = (
    "tests/benchmarks/",
    "tests/browser/",
    "tests/clinics/encryption/test_ciphers.py",
    "tests/clinics/test_policy.py",
    "tests/clinics/views/",
    "tests/differences/",
    "tests/editing/",
    "tests/journeys/test_away.py",
    "tests/journeys/test_bad_input.py",
    "tests/journeys/test_bad_readings.py",
    "tests/journeys/test_late_nonsense.py",
    "tests/journeys/test_nothing_is_told.py",
    "tests/journeys/test_spanish.py",
    "tests/matrix/",
    "tests/medicines/",
    "tests/mutation/",
    "tests/proofs/",
    "tests/rules/",
    "tests/screening/commands/test_load_demo.py",
    "tests/screening/commands/test_medicine.py",
    "tests/screening/commands/test_prepare.py",
    "tests/screening/forms/",
    "tests/screening/reports/",
    "tests/screening/views/",
    "tests/supply/",
    "tests/test_architecture.py",
    "tests/test_docs.py",
    "tests/test_header_sweep.py",
    "tests/test_logs.py",
    "tests/test_startup.py",
)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Only in a run of everything: who names a test gets it. EVERYWHERE=1 leaves nothing out."""
    is_everything = config.args_source is pytest.Config.ArgsSource.TESTPATHS
    if not is_everything or os.environ.get("EVERYWHERE"):
        return
    left_out = [item for item in items if is_left_out(item)]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if not is_left_out(item)]


def is_left_out(item: pytest.Item) -> bool:
    is_elsewhere = connection.vendor != "sqlite" and item.nodeid.startswith(ON_ANY_DATABASE)
    return is_elsewhere or item.get_closest_marker("long") is not None


@pytest.fixture(scope="session", autouse=True)
def _flush_past_triggers() -> Iterator[None]:
    with mock.patch.object(BaseDatabaseOperations, "execute_sql_flush", flush_past_triggers):
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker) -> None:
    with django_db_blocker.unblock():
        make_roles()


@pytest.fixture(autouse=True)
def _anywhere() -> Iterator[None]:
    """A test sets up and looks at every clinic; a request that it makes begins without this."""
    with scopes.across_clinics("the tests"):
        yield


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The system's Chromium, if it can be without a window to draw: that takes half the time. Its
    sandbox does not start as root."""
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {
        **browser_type_launch_args,
        "executable_path": shutil.which("chromium-headless-shell") or shutil.which("chromium"),
        "args": CHROMIUM_FLAGS + sandbox,
    }
