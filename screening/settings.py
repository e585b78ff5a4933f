"""Every setting, read from the environment or from `.env`; `.env.example` explains each."""

from pathlib import Path

import environ
from csp.constants import NONE, SELF

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()
env.read_env(BASE_DIR / ".env")

# How it runs: try-out mode is for one machine, with plain http on loopback and demo data;
# everything else is production.

TRYOUT = env.bool("TRYOUT", default=False)
DEBUG = env.bool("DEBUG", default=False)
HOST_COUNT = env.int("HOST_COUNT", default=1)
DATA_DIR = Path(env.str("DATA_DIR", default=str(BASE_DIR / "data")))
PORT = env.int("PORT", default=8000)
AUDIT_ANCHORS = Path(env.str("AUDIT_ANCHORS", default=str(DATA_DIR / "audit-anchors.jsonl")))
# The key-encryption keys. Without this file nothing in the database can be read, by anybody.
KEYS_FILE = Path(env.str("KEYS_FILE", default=str(DATA_DIR / "keys.json")))

# Empty by default: commands that sign nothing need no key, and Django raises on the first use.
SECRET_KEY = env.str("SECRET_KEY", default="")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = (
    ["localhost", "127.0.0.1", "[::1]"] if TRYOUT else env.list("ALLOWED_HOSTS", default=[])
)
SITE_URL = env.str(
    "SITE_URL",
    default=f"http://127.0.0.1:{PORT}" if TRYOUT else f"https://{next(iter(ALLOWED_HOSTS), '')}",
)

# What it is made of

INSTALLED_APPS = [
    "screening",
    "clinics",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "crispy_forms",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "screening.logs.requests.logged",
    "screening.middleware.protective_headers",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "clinics.lifetimes.LifetimeMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "clinics.second_factor.SecondFactorMiddleware",
    "clinics.access.ClinicMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "screening.middleware.unreadable_pages",
]
if TRYOUT:
    MIDDLEWARE.insert(1, "screening.middleware.loopback_only")
ROOT_URLCONF = "screening.urls"
WSGI_APPLICATION = "screening.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]
CRISPY_ALLOWED_TEMPLATE_PACKS = "forescreen"
CRISPY_TEMPLATE_PACK = "forescreen"

# Database

SQLITE_PRAGMAS = """
PRAGMA journal_mode=WAL;
PRAGMA synchronous=FULL;
PRAGMA foreign_keys=ON;
PRAGMA secure_delete=ON;
PRAGMA trusted_schema=OFF;
PRAGMA recursive_triggers=ON
"""
DATABASES = {
    "default": env.db_url("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'forescreen.sqlite3'}")
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATA_DIR.mkdir(parents=True, exist_ok=True)
    DATABASES["default"] |= {
        "ENGINE": "screening.sqlite",
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "init_command": SQLITE_PRAGMAS,
            # A transaction that reads first and writes later would fail at the write, not wait.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
        },
        # A file, as in service: in memory there is no WAL and no second writer.
        "TEST": {"NAME": DATA_DIR / "test.sqlite3"},
    }
else:
    DATABASES["default"] |= {
        "ENGINE": "screening.postgres",
        "CONN_MAX_AGE": env.int("DATABASE_CONN_MAX_AGE", default=60),
        "CONN_HEALTH_CHECKS": True,
        # Such a cursor outlives its statement, and with it the scope that the statement had.
        "DISABLE_SERVER_SIDE_CURSORS": True,
    }
# What the names of the database's roles begin with.
DATABASE_ROLES = env.str("DATABASE_ROLES", default="forescreen")

# Nothing is cached between requests: what one process remembers, the next one does not know.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}

# Background work waits in the database, so it is enqueued or not with its transaction. Mails are
# in the default queue; proofs of question sets take seconds, so they have a worker of their own.
TASKS = {
    "default": {
        "BACKEND": "django_tasks_db.DatabaseBackend",
        "QUEUES": ["default", "proofs"],
    }
}

# Mail

MAIL_DEFAULT = f"filemail:///{DATA_DIR / 'mail'}" if TRYOUT else "smtp://localhost:25"
vars().update(env.email_url("EMAIL_URL", default=MAIL_DEFAULT))
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="Forescreen <forescreen@localhost>")

# Accounts

AUTH_USER_MODEL = "clinics.User"
LOGIN_URL = "/account/sign-in/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
# Whose X-Forwarded-For is believed when tries are counted by address. A peer on the Unix socket
# has no address; only our own proxy can open it.
TRUSTED_PROXIES = ["", *env.list("TRUSTED_PROXIES", default=[])]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        # For a password that stands alone, as it does until a second factor is set up.
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 15},
    },
    {"NAME": "clinics.passwords.NearlyCommonPasswordValidator"},
]

# Signing in is allauth's; clinics/accounts.py says where we differ. Its own limits count in the
# cache, which does not exist here: ours count in the database.

AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
ACCOUNT_ADAPTER = "clinics.accounts.AccountAdapter"
MFA_ADAPTER = "clinics.accounts.MfaAdapter"
ACCOUNT_FORMS = {
    "login": "clinics.forms.account.SignInForm",
    "user_token": "clinics.forms.passwords.ResetLinkForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # an account begins with a link that came by mail
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = False
MFA_RATE_LIMITS = False
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"  # the device knows its owner: a finger, a face, a PIN
MFA_TOTP_TOLERANCE = 1  # half a minute early or late
PASSWORD_RESET_TIMEOUT = 60 * 60
# In try-out mode, and nowhere else, its people need no second factor.
DEMO_DOMAIN = "demo.example"

# Cookies. The prefix binds a cookie to this host and to https; browsers refuse it on plain http.

COOKIE_PREFIX = "" if TRYOUT else "__Host-"
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}session"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_SECURE = not TRYOUT
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
INTAKE_COOKIE_NAME = f"{COOKIE_PREFIX}intake"
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}csrf"
CSRF_COOKIE_AGE = None  # with the browser
CSRF_COOKIE_SECURE = not TRYOUT
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "screening.views.errors.csrf_failure"
# In the session, not in a cookie: a message may name a patient.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# Transport and headers; screening/middleware.py adds the rest.

SECURE_SSL_REDIRECT = not TRYOUT
SECURE_HSTS_SECONDS = 0 if TRYOUT else 2 * 365 * 24 * 60 * 60
SECURE_HSTS_INCLUDE_SUBDOMAINS = not TRYOUT
# With `no-referrer` Chromium sends `Origin: null` and every form post fails its CSRF check.
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    },
}
# Browsers' built-in list of https hosts is hard to leave: joining is the domain owner's choice.
SILENCED_SYSTEM_CHECKS = ["security.W021"]

# Language and time. The patient's language stands on the intake, so no LocaleMiddleware.

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("es", "Español")]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# Static files

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_ALLOW_ALL_ORIGINS = False

# Logs: a JSON object a line to the standard error stream, of what screening/logs lets through.

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "screening.logs.JsonFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
    "loggers": {
        # Django's own handlers mail whole requests to the administrators.
        "django": {"handlers": [], "propagate": True},
        # Below an error, the line of the request itself says more.
        "django.request": {"level": "ERROR"},
        "django.security": {"level": "CRITICAL"},
    },
}
