"""The demo: SQLite in ``./var``, mail as files, no second step at log-in, this machine only."""

from __future__ import annotations

import os
from pathlib import Path

from throughline_web.config.environment import derived_key, kept_secret
from throughline_web.config.settings.base import *

_VAR = Path(os.environ.get("THROUGHLINE_VAR", "var")).resolve()
_VAR.mkdir(parents=True, exist_ok=True)
_SECRET = kept_secret(_VAR / "demo.key")

SECRET_KEY = derived_key(_SECRET, "django")
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
PASSWORD_HASHERS = ["throughline_web.desk.demo_hashing.PrintedPasswordHasher"]
INTERNAL_IPS = ["127.0.0.1"]
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": _VAR / "throughline.sqlite3",
        "OPTIONS": SQLITE_OPTIONS,
    },
}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
MEDIA_ROOT = _VAR / "uploads"
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = _VAR / "mail"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True

THROUGHLINE_VAR = str(_VAR)
THROUGHLINE_TODAY = os.environ.get("THROUGHLINE_TODAY")
THROUGHLINE_WAIVES_SECOND_STEP = True
THROUGHLINE_CIVIC_NUMBER_KEYS = (derived_key(_SECRET, "civic numbers"),)
THROUGHLINE_CIVIC_NUMBER_LOOKUP_KEY = derived_key(_SECRET, "civic number look-up")
THROUGHLINE_ACCESS_LOG_ANCHOR = str(_VAR / "access-log.anchor")
