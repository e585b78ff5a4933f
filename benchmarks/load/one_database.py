"""`python -m benchmarks.load.one_database FORMS PATIENTS`: a server, its patients, their table."""

import os
import sys

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.step.settings"
django.setup()

from benchmarks.load.patients import report  # noqa: E402 (its models need the settings)

if __name__ == "__main__":
    print(report(forms=int(sys.argv[1]), patients=int(sys.argv[2])))
