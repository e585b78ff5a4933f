"""`python -m benchmarks.replay.one_database INTAKES`: a past, a draft run over it, their table."""

import os
import sys

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.step.settings"
django.setup()

from benchmarks.replay.working import report  # noqa: E402 (its models need the settings)

if __name__ == "__main__":
    print(report(intakes=int(sys.argv[1])))
