"""`python -m benchmarks.dashboard.one_database INTAKES ROUNDS`: a year of a clinic, looked at."""

import os
import sys

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.step.settings"
django.setup()

from benchmarks.dashboard.looking import report  # noqa: E402 (its models need the settings)

if __name__ == "__main__":
    print(report(intakes=int(sys.argv[1]), rounds=int(sys.argv[2])))
