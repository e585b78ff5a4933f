"""The project's own settings in try-out mode, on a new SQLite file, with the peers beside it."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

FOLDER = tempfile.mkdtemp(prefix="forescreen-bench-")
atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)
os.environ.update(
    TRYOUT="on",
    DEBUG="off",
    SECRET_KEY="only-benchmarks-are-signed-with-this-" + "0" * 30,
    DATA_DIR=FOLDER,
    DATABASE_URL=f"sqlite:///{FOLDER}/forescreen.sqlite3",
    LOG_LEVEL="WARNING",
)

from screening.settings import *  # noqa: E402, F403

INSTALLED_APPS += ["formtools"]  # noqa: F405
ROOT_URLCONF = "benchmarks.step.urls"
TEMPLATES[0]["DIRS"].append(Path(__file__).parent / "templates")  # type: ignore[index] # noqa: F405
STATIC_ROOT.mkdir(exist_ok=True)  # noqa: F405
# The hashed names need a collectstatic first, and their look-up costs nothing to speak of.
STORAGES["staticfiles"] = {  # noqa: F405
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage",
}
