"""`python -m benchmarks.protection.one_database ROUNDS`."""

import os
import sys

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.step.settings"
django.setup()

from benchmarks.protection.turns import report  # noqa: E402 (its models need the settings)

if __name__ == "__main__":
    print(report(rounds=int(sys.argv[1])))
