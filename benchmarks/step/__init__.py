"""One step of a patient beside django-formtools and beside a view with one INSERT."""

import os

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.step.settings"
django.setup()

from benchmarks.step.measured import run  # noqa: E402 (its models need the settings)

__all__ = ["run"]
