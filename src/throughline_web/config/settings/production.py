"""A municipality's own installation: everything comes from the environment, nothing is guessed."""

from __future__ import annotations

import os
from pathlib import Path

from throughline_web.config.environment import database_from_url, require_sound
from throughline_web.config.settings.base import *

_ENVIRONMENT = require_sound(os.environ)
_VAR = Path(_ENVIRONMENT["THROUGHLINE_VAR"])
_ORIGIN = _ENVIRONMENT["THROUGHLINE_ORIGIN"].rstrip("/")
_HOST = _ORIGIN.removeprefix("https://").partition(":")[0]

SECRET_KEY = _ENVIRONMENT["THROUGHLINE_SECRET_KEY"]
SECRET_KEY_FALLBACKS = _ENVIRONMENT.get("THROUGHLINE_OLD_SECRET_KEYS", "").split()
# The health check asks from the machine itself.
ALLOWED_HOSTS = [_HOST, "127.0.0.1", "localhost"]
CSRF_TRUSTED_ORIGINS = [_ORIGIN]
DATABASES = {
    "default": database_from_url(
        _ENVIRONMENT["THROUGHLINE_DATABASE"], sqlite_options=SQLITE_OPTIONS
    ),
}

SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^health/$"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600
# Other addresses beneath the municipality's are not ours to decide about.
SILENCED_SYSTEM_CHECKS = [*SILENCED_SYSTEM_CHECKS, "security.W005", "security.W021"]
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrf"
LANGUAGE_COOKIE_SECURE = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https"
if _ENVIRONMENT.get("THROUGHLINE_PROXIES", "0") != "0":
    # Only a proxy that we run may tell who called and that the call was encrypted.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    ALLAUTH_TRUSTED_PROXY_COUNT = int(_ENVIRONMENT["THROUGHLINE_PROXIES"])

STATIC_ROOT = _VAR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = _VAR / "uploads"

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = _ENVIRONMENT["THROUGHLINE_MAIL_HOST"]
EMAIL_PORT = int(_ENVIRONMENT.get("THROUGHLINE_MAIL_PORT", "587"))
EMAIL_HOST_USER = _ENVIRONMENT.get("THROUGHLINE_MAIL_USER", "")
EMAIL_HOST_PASSWORD = _ENVIRONMENT.get("THROUGHLINE_MAIL_PASSWORD", "")
EMAIL_USE_TLS = _ENVIRONMENT.get("THROUGHLINE_MAIL_ENCRYPTION", "starttls") == "starttls"
EMAIL_USE_SSL = _ENVIRONMENT.get("THROUGHLINE_MAIL_ENCRYPTION", "starttls") == "tls"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = SERVER_EMAIL = _ENVIRONMENT["THROUGHLINE_MAIL_FROM"]

LANGUAGE_CODE = _ENVIRONMENT.get("THROUGHLINE_LANGUAGE", "sv")
TIME_ZONE = _ENVIRONMENT.get("THROUGHLINE_TIME_ZONE", "Europe/Stockholm")

THROUGHLINE_CONTACT = _ENVIRONMENT.get("THROUGHLINE_CONTACT", "")
THROUGHLINE_LEGAL_GROUND = _ENVIRONMENT.get("THROUGHLINE_LEGAL_GROUND", "")
THROUGHLINE_VAR = str(_VAR)
THROUGHLINE_CIVIC_NUMBER_KEYS = tuple(_ENVIRONMENT["THROUGHLINE_CIVIC_NUMBER_KEYS"].split())
THROUGHLINE_CIVIC_NUMBER_LOOKUP_KEY = _ENVIRONMENT["THROUGHLINE_CIVIC_NUMBER_LOOKUP_KEY"]
THROUGHLINE_ACCESS_LOG_ANCHOR = _ENVIRONMENT.get(
    "THROUGHLINE_ACCESS_LOG_ANCHOR", str(_VAR / "access-log.anchor")
)
