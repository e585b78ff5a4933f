"""The project's own settings in try-out mode, on a new database, with the peers beside it.

The processes of one run share a folder. BENCH_DATABASE_URL names a database to be thrown away; it
is SQLite without.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

if "FORESCREEN_BENCH_DATA" not in os.environ:
    os.environ["FORESCREEN_BENCH_DATA"] = tempfile.mkdtemp(prefix="forescreen-bench-")
    atexit.register(shutil.rmtree, os.environ["FORESCREEN_BENCH_DATA"], ignore_errors=True)
FOLDER = os.environ["FORESCREEN_BENCH_DATA"]
os.environ.update(
    TRYOUT="on",
    DEBUG="off",
    SECRET_KEY="only-benchmarks-are-signed-with-this-" + "0" * 30,
    DATA_DIR=FOLDER,
    DATABASE_URL=os.environ.get("BENCH_DATABASE_URL", f"sqlite:///{FOLDER}/forescreen.sqlite3"),
    LOG_LEVEL="WARNING",
)

from clinics.encryption.key_file import first_key_file, save_key_file  # noqa: E402
from screening.settings import *  # noqa: E402, F403

INSTALLED_APPS += ["formtools"]  # noqa: F405
ROOT_URLCONF = "benchmarks.step.urls"
TEMPLATES[0]["DIRS"].append(Path(__file__).parent / "templates")  # type: ignore[index] # noqa: F405
if not KEYS_FILE.exists():  # noqa: F405
    save_key_file(KEYS_FILE, first_key_file())  # noqa: F405
STATIC_ROOT.mkdir(exist_ok=True)  # noqa: F405
# The hashed names need a collectstatic first, and their look-up costs nothing to speak of.
STORAGES["staticfiles"] = {  # noqa: F405
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage",
}
