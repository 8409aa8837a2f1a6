"""Django's settings. Everything that differs between installations comes from the environment, and is checked here.

``VONGGAC_DATA`` is the data folder. ``VONGGAC_ROLE=archivist`` marks the one process that writes the archive's index;
every other process opens it with ``query_only`` (DESIGN §3).
"""

import os
from pathlib import Path

from vonggac.kernel.data_folder import DataFolder
from vonggac.web.secrets import application_secret

DATA = DataFolder(Path(os.environ.get("VONGGAC_DATA", "data")).absolute())
IS_ARCHIVIST = os.environ.get("VONGGAC_ROLE") == "archivist"
HERE = Path(__file__).parent

SECRET_KEY = application_secret(DATA)
DEBUG = False
ALLOWED_HOSTS = ["*"]  # the address of a school's machine is whatever its router gave it; nothing trusts the Host header
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
    "vonggac.archive",
    "vonggac.people",
    "vonggac.places",
    "vonggac.duty",
    "vonggac.directives",
    "vonggac.access",
    "vonggac.web",
]

AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
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

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [HERE / "locale"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
