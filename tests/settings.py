"""The settings under test: try-out mode, whatever the machine's `.env` says.

What production changes is tested on its own, in test_startup.py and test_headers.py.
"""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HERMETIC = {
    "TRYOUT": "on",
    "DEBUG": "off",
    "SECRET_KEY": "only-the-tests-are-signed-with-this-" + "0" * 30,
    "DATA_DIR": str(ROOT / "data"),
    "LOG_LEVEL": "WARNING",
}
os.environ.update(HERMETIC)
os.environ.setdefault("DATABASE_URL", f"sqlite:///{ROOT / 'data' / 'forescreen.sqlite3'}")

from screening.settings import *  # noqa: E402, F403

# A password hash that is slow on purpose would be most of the suite's time.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# The hashed names need a collectstatic first; test_static.py runs one.
STORAGES["staticfiles"] = {  # noqa: F405
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage",
}
