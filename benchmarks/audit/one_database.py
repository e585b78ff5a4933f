"""`python -m benchmarks.audit.one_database EVENTS`: a trail, a walk along it, their table."""

import os
import sys

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.step.settings"
django.setup()

from benchmarks.audit.trail import report  # noqa: E402 (its models need the settings)

if __name__ == "__main__":
    print(report(events=int(sys.argv[1])))
