"""The tests: SQLite in memory, or the PostgreSQL that ``THROUGHLINE_TEST_DATABASE`` names."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from throughline_web.config.environment import database_from_url, derived_key
from throughline_web.config.settings.base import *

_VAR = Path(tempfile.gettempdir()) / f"throughline-test-{os.getuid()}"
_DATABASE = os.environ.get("THROUGHLINE_TEST_DATABASE")

SECRET_KEY = derived_key("tests", "django")
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
DATABASES = {
    "default": database_from_url(_DATABASE, sqlite_options=SQLITE_OPTIONS)
    if _DATABASE
    else {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": ":memory:",
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20},
    },
}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend", "QUEUES": []}}
MIDDLEWARE = [name for name in MIDDLEWARE if "whitenoise" not in name]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

THROUGHLINE_VAR = str(_VAR)
THROUGHLINE_TODAY = "2026-11-23"
THROUGHLINE_CIVIC_NUMBER_KEYS = (derived_key("tests", "civic numbers"),)
THROUGHLINE_CIVIC_NUMBER_LOOKUP_KEY = derived_key("tests", "civic number look-up")
THROUGHLINE_ACCESS_LOG_ANCHOR = str(_VAR / "access-log.anchor")
