"""The environment of a production server, for tests that start one."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = {
    "TRYOUT": "off",
    "DEBUG": "off",
    "SECRET_KEY": "a-key-that-was-drawn-at-random-and-is-long-enough-0123456789",
    "ALLOWED_HOSTS": "screening.clinic.example",
    "EMAIL_URL": "smtp://localhost:25",
    "DJANGO_ALLOW_ASYNC_UNSAFE": "",
    "DJANGO_SETTINGS_MODULE": "screening.settings",
}


def run(*arguments: str, **changes: str) -> subprocess.CompletedProcess[str]:
    """Runs Python in a production environment; `changes` replace single variables."""
    return subprocess.run(  # noqa: S603
        [sys.executable, *arguments],
        cwd=ROOT,
        env={**os.environ, **ENVIRONMENT, **changes},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
