"""Django's settings. Everything that differs between installations comes from the environment, and is checked here.

``VONGGAC_DATA`` is the data folder. ``VONGGAC_ROLE=archivist`` marks the one process that writes the archive's index;
every other process opens it with ``query_only`` (DESIGN §3).
"""

import os
from datetime import timedelta
from functools import partial
from pathlib import Path

from vonggac.kernel.data_folder import DataFolder
from vonggac.web.assets import build_name
from vonggac.web.bodies import LONGEST_PAPER_BYTES
from vonggac.web.secrets import application_secret, sealing_key

DATA = DataFolder(Path(os.environ.get("VONGGAC_DATA", "data")).absolute())
IS_ARCHIVIST = os.environ.get("VONGGAC_ROLE") == "archivist"
HERE = Path(__file__).parent

SECRET_KEY = application_secret(DATA)
DEBUG = False
ALLOWED_HOSTS = [
    "*"
]  # the address of a school's machine is whatever its router gave it; nothing trusts the Host header
ROOT_URLCONF = "vonggac.web.urls"
ASGI_APPLICATION = "vonggac.web.asgi.app"

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",
    "vonggac.ledger",
    "vonggac.notices",
    "vonggac.papers",
    "vonggac.archive",
    "vonggac.people",
    "vonggac.places",
    "vonggac.factors",
    "vonggac.duty",
    "vonggac.directives",
    "vonggac.holds",
    "vonggac.regulations",
    "vonggac.proceedings",
    "vonggac.access",
    "vonggac.exports",
    "vonggac.equipment",
    "vonggac.disclosures",
    "vonggac.incidents",
    "vonggac.violations",
    "vonggac.reports",
    "vonggac.breaches",
    "vonggac.attention",
    "vonggac.maintenance",
    "vonggac.stocktakes",
    "vonggac.repairs",
    "vonggac.suggestions",
    "vonggac.inspections",
    "vonggac.network",
    "vonggac.anchors",
    "vonggac.pictures",
    "vonggac.integrations",
    "vonggac.takeover",
    "vonggac.closing",
    "vonggac.search",
    "vonggac.duties",
    "vonggac.web",
]

AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["username"]},
    },
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

# Failures per (account, address): the account alone never locks (ACCESS §6.7). The address alone: people.services.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=10)
AXES_USERNAME_FORM_FIELD = "username"
AXES_ENABLE_ADMIN = False
AXES_DISABLE_ACCESS_LOG = True  # people.SignInEvent is the history
AXES_VERBOSE = False
OFFICE_SEALING_KEY = partial(sealing_key, DATA)
"""Asked when a camera's password is sealed or unsealed; the key itself stands in no settings listing."""

# A list of found cameras has ten fields a device, and a recorder's five a channel.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": DATA.office_db,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 5,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL",
        },
    },
    "archive": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": DATA.archive_db,
        "OPTIONS": (
            {
                "transaction_mode": "IMMEDIATE",
                "timeout": 5,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL",
            }
            if IS_ARCHIVIST
            else {"init_command": "PRAGMA query_only=ON"}
        ),
    },
}
DATABASE_ROUTERS = ["vonggac.web.routing.TwoFiles"]

MAIL_SERVER = os.environ.get("VONGGAC_MAIL", "")
"""Where notices go out by e-mail: ``mailtos://user:password@host:587/?from=address``; empty: they do not."""

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [HERE / "locale"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True

HAS_TLS = os.environ.get("VONGGAC_TLS") == "1"
"""Set where the pages, or a proxy before them, hold a certificate: only then can cookies be Secure and host-bound."""
LISTENING = os.environ.get("VONGGAC_LISTENING", "127.0.0.1")
PLAIN_PORT = int(os.environ.get("VONGGAC_PLAIN_PORT", "0"))
HTTPS_PORT = int(os.environ.get("VONGGAC_HTTPS_PORT", "0"))
"""Of our own HTTPS; 0: there is none. ``cli.serving`` says these three to the pages."""
ALLOW_LOOPBACK_CAMERAS = os.environ.get("VONGGAC_LOOPBACK_CAMERAS") == "1"
"""For virtual cameras (demo, tests): elsewhere this machine is no camera (ACCESS §3.4)."""
SESSION_KEY_COOKIE = "__Host-vonggac" if HAS_TLS else "vonggac"
HALF_COOKIE = "__Host-vonggac-half" if HAS_TLS else "vonggac-half"
"""Between password and second factor: five minutes, and no page but that door answers to it."""
CSRF_COOKIE_NAME = "__Host-vonggac-form" if HAS_TLS else "vonggac-form"
CSRF_COOKIE_SECURE = HAS_TLS
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_FAILURE_VIEW = "vonggac.web.refusals.csrf_failure"
LANGUAGE_COOKIE_SECURE = HAS_TLS
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
SESSION_COOKIE_SECURE = HAS_TLS  # what the message cookie goes by
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Strict"
# Not no-referrer: under it a browser posts a form with "Origin: null", which the CSRF check rightly refuses.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 1 << 20
FILE_UPLOAD_HANDLERS = ["vonggac.web.uploads.BoundedMemory"]
FILE_UPLOAD_MAX_MEMORY_SIZE = LONGEST_PAPER_BYTES
"""Django keeps a body up to this in memory: no plain paper lies in a temporary file (ACCESS §9)."""

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "vonggac.web.middleware.SafeHeaders",
    "vonggac.web.middleware.Language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "vonggac.web.middleware.SignedIn",
    "vonggac.web.middleware.RefusalPages",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "vonggac.web.context.page",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "vonggac.web.templatetags.icons",
                "vonggac.web.templatetags.page",
                "vonggac.web.templatetags.breaches",
                "vonggac.web.templatetags.signatures",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"
STATIC_URL = f"/static/{build_name()}/"

SILENCED_SYSTEM_CHECKS = [
    "axes.W002",  # signing in is people.services.check_password: its counters are in people
    "axes.W003",
]
