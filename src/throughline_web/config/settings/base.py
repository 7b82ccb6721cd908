"""What every installation shares: nothing secret, and nothing that knows one machine."""

from __future__ import annotations

from typing import Any

from csp.constants import NONE, SELF

from throughline_web.config.logs import quiet_logging
from throughline_web.config.rooms import rooms_present

DEBUG = False
ROOT_URLCONF = "throughline_web.config.urls"
WSGI_APPLICATION = "throughline_web.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    *rooms_present(),
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "throughline_web.organisations.middleware.language",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "throughline_web.organisations.middleware.current_member",
    "throughline_web.organisations.middleware.private_pages",
    "throughline_web.organisations.middleware.SecondStep",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "throughline_web.ui.chrome.chrome",
            ],
        },
    },
]

# Fields, labels and errors look the same on every form, allauth's included.
FORM_RENDERER = "throughline_web.ui.rendering.FormRenderer"

# One file shared by several processes: an immediate transaction waits for its turn, a deferred
# one fails half-way when another has written in between.
SQLITE_OPTIONS: dict[str, Any] = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL;"
        "PRAGMA synchronous=NORMAL;"
        "PRAGMA foreign_keys=ON;"
        "PRAGMA mmap_size=134217728;"
        "PRAGMA journal_size_limit=27103364;"
        "PRAGMA cache_size=-16000;"
    ),
}

# Rate limits hold only when every process counts in the same place.
CACHES: dict[str, dict[str, Any]] = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "organisations_cache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    },
}

TASKS: dict[str, dict[str, Any]] = {
    "default": {
        "BACKEND": "django_tasks_db.DatabaseBackend",
        "QUEUES": ["default", "import", "evaluation"],
    },
}

# --- Language and time ---------------------------------------------------------------------------
LANGUAGE_CODE = "sv"
LANGUAGES = [("sv", "Svenska"), ("nb", "Norsk"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_HTTPONLY = True
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Stockholm"

# --- Static files --------------------------------------------------------------------------------
STATIC_URL = "static/"

# --- Who logs in, and how ------------------------------------------------------------------------
AUTH_USER_MODEL = "organisations.Account"
# An address is unique among those who have one; a guardian known by telephone has none.
SILENCED_SYSTEM_CHECKS = ["auth.W004"]
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "given_name", "family_name")},
    },
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
PASSWORD_RESET_TIMEOUT = 3600
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "account_login"

ACCOUNT_ADAPTER = "throughline_web.organisations.login.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_UNIQUE_EMAIL = True
# The invitation's link is the proof of the address.
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
ACCOUNT_RATE_LIMITS = {
    "login_failed": "20/m/ip,5/300s/key",
    "reset_password": "20/m/ip,3/h/key",
    "invitation_code": "20/m/ip",
}

ACCOUNT_FORMS = {
    "login": "throughline_web.organisations.forms.login.LoginForm",
    "reauthenticate": "throughline_web.organisations.forms.login.ReauthenticateForm",
    "reset_password": "throughline_web.organisations.forms.login.ResetPasswordForm",
    "reset_password_from_key": "throughline_web.organisations.forms.login.ResetPasswordKeyForm",
    "change_password": "throughline_web.organisations.forms.login.ChangePasswordForm",
}

MFA_FORMS = {
    "authenticate": "throughline_web.organisations.forms.login.CodeForm",
    "reauthenticate": "throughline_web.organisations.forms.login.ReauthenticateCodeForm",
    "activate_totp": "throughline_web.organisations.forms.login.ActivateAppForm",
    "add_webauthn": "throughline_web.organisations.forms.login.AddKeyForm",
    "edit_webauthn": "throughline_web.organisations.forms.login.EditKeyForm",
}
MFA_ADAPTER = "throughline_web.organisations.login.SecondStepAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Throughline"
MFA_TOTP_TOLERANCE = 1

SESSION_COOKIE_AGE = 12 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "throughline_web.organisations.views.errors.form_expired"

# --- What a browser may do with our pages --------------------------------------------------------
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    },
}

# Uploads are read as streams; a form larger than this is somebody's mistake.
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024

DEFAULT_FROM_EMAIL = "Throughline <no-reply@localhost>"
LOGGING_CONFIG = "logging.config.dictConfig"
LOGGING = quiet_logging()

# --- Throughline's own ---------------------------------------------------------------------------
# "2026-11-22" makes the site believe that it is that day: for the demo and for tests.
THROUGHLINE_TODAY: str | None = None
# True lets staff in without a second step: for the demo. Production refuses to start with it.
THROUGHLINE_WAIVES_SECOND_STEP = False
# Days that the link of an invitation holds.
THROUGHLINE_INVITATION_DAYS = 14
# Invitations that one administrator may send or print within an hour.
THROUGHLINE_INVITATIONS_AN_HOUR = 1000
# Fernet keys for civic numbers at rest, newest first, and the key of their look-up hash.
THROUGHLINE_CIVIC_NUMBER_KEYS: tuple[str, ...] = ()
THROUGHLINE_CIVIC_NUMBER_LOOKUP_KEY = ""
# The file, outside the database, in which the access log's head is anchored.
THROUGHLINE_ACCESS_LOG_ANCHOR = ""
# Whom to turn to about this site, as a sentence; the statements show it. Empty: "ask the school".
THROUGHLINE_CONTACT = ""
# The legal ground on which the organiser treats personal data, as a sentence.
THROUGHLINE_LEGAL_GROUND = ""
# Days that uploaded files are kept, and days in which an import can be undone.
THROUGHLINE_UPLOAD_DAYS = 30
THROUGHLINE_UNDO_DAYS = 90
# The directory of everything that this installation writes beside its database.
THROUGHLINE_VAR = ""
