"""The settings under test: try-out mode, whatever the machine's `.env` says.

What production changes is tested on its own, in test_startup.py and test_headers.py.
"""

import atexit
import os
import shutil
import tempfile

# Each run has a folder of its own; the processes of one run (pytest-xdist) inherit its name.
if "FORESCREEN_TEST_DATA" not in os.environ:
    os.environ["FORESCREEN_TEST_DATA"] = tempfile.mkdtemp(prefix="forescreen-test-")
    atexit.register(shutil.rmtree, os.environ["FORESCREEN_TEST_DATA"], ignore_errors=True)
FOLDER = os.environ["FORESCREEN_TEST_DATA"]

os.environ.update(
    TRYOUT="on",
    DEBUG="off",
    SECRET_KEY="only-the-tests-are-signed-with-this-" + "0" * 30,
    DATA_DIR=FOLDER,
    LOG_LEVEL="WARNING",
)
os.environ.setdefault("DATABASE_URL", f"sqlite:///{FOLDER}/forescreen.sqlite3")

from clinics.encryption.key_file import first_key_file, save_key_file  # noqa: E402
from screening.settings import *  # noqa: E402, F403

if not KEYS_FILE.exists():  # noqa: F405
    save_key_file(KEYS_FILE, first_key_file())  # noqa: F405
if DATABASES["default"]["ENGINE"] == "screening.postgres":  # noqa: F405
    # Tests set up as the owner; what they ask for over the web is done as in service.
    MIDDLEWARE.insert(0, "tests.database_roles.as_application")  # noqa: F405
STATIC_ROOT.mkdir(exist_ok=True)  # noqa: F405
# A browser keeps its connections to the live server; each would keep one to the database.
DATABASES["default"]["CONN_MAX_AGE"] = 0  # noqa: F405
# The file is thrown away: waiting for the disk would prove nothing. test_settings.py holds service.
if DATABASES["default"]["ENGINE"] == "screening.sqlite":  # noqa: F405
    DATABASES["default"]["OPTIONS"]["init_command"] = SQLITE_PRAGMAS.replace(  # noqa: F405
        "synchronous=FULL", "synchronous=OFF"
    )
# A password hash that is slow on purpose would be most of the suite's time.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# The hashed names need a collectstatic first; test_headers.py runs one.
STORAGES["staticfiles"] = {  # noqa: F405
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage",
}
