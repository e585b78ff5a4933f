"""`python -m benchmarks.one_database MODULE SIZE=COUNT...`: what the module's `report` says."""

import os
import sys
from importlib import import_module

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.step.settings"
django.setup()

if __name__ == "__main__":
    module, *sizes = sys.argv[1:]
    named = (size.split("=") for size in sizes)
    print(import_module(module).report(**{name: int(count) for name, count in named}))
