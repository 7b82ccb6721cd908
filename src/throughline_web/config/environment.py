"""Reads an installation from its environment, and says at once everything that is unsound in it."""

from __future__ import annotations

import base64
import hashlib
import secrets
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_REQUIRED = {
    "THROUGHLINE_SECRET_KEY": "at least 50 random characters; `throughline site init` makes them",
    "THROUGHLINE_ORIGIN": "the address that people type, such as https://narvaro.example.se",
    "THROUGHLINE_DATABASE": "sqlite:////var/lib/throughline/site.sqlite3, or postgres://...",
    "THROUGHLINE_VAR": "the directory that this installation may write in",
    "THROUGHLINE_CIVIC_NUMBER_KEYS": "Fernet keys, newest first, separated by spaces",
    "THROUGHLINE_CIVIC_NUMBER_LOOKUP_KEY": "at least 32 random characters",
    "THROUGHLINE_MAIL_HOST": "the mail server",
    "THROUGHLINE_MAIL_FROM": "the sender of invitations, such as no-reply@example.se",
}
_ONLY_IN_THE_DEMO = {
    "THROUGHLINE_WAIVES_SECOND_STEP": "lets staff in without a second step",
    "THROUGHLINE_DEBUG": "shows the inside of the program to anyone",
    "THROUGHLINE_INSECURE_COOKIES": "lets a session be read on the way",
    "THROUGHLINE_TODAY": "pins the calendar",
}


def require_sound(environment: Mapping[str, str]) -> Mapping[str, str]:
    """Return the environment unchanged when a site may be started from it.

    Raises:
        ImproperlyConfigured: with one line for each thing that is missing or unsafe.
    """
    problems = list(problems_of(environment))
    if problems:
        lines = "\n".join(f"  - {problem}" for problem in problems)
        raise ImproperlyConfigured(f"This installation cannot start safely:\n{lines}")
    return environment


def problems_of(environment: Mapping[str, str]) -> Iterator[str]:
    """Yield a sentence for each thing in the environment that stops a site from starting."""
    for name, meaning in _REQUIRED.items():
        if not environment.get(name):
            yield f"{name} is missing: {meaning}."
    for name, danger in _ONLY_IN_THE_DEMO.items():
        if environment.get(name):
            yield f"{name} {danger}: it belongs to the demo, remove it."
    yield from _weak(environment)


def _weak(environment: Mapping[str, str]) -> Iterator[str]:
    origin = environment.get("THROUGHLINE_ORIGIN", "")
    if origin and not origin.startswith("https://"):
        yield "THROUGHLINE_ORIGIN must begin with https://, for log-ins travel over it."
    if 0 < len(environment.get("THROUGHLINE_SECRET_KEY", "")) < 50:
        yield "THROUGHLINE_SECRET_KEY is shorter than 50 characters."
    if 0 < len(environment.get("THROUGHLINE_CIVIC_NUMBER_LOOKUP_KEY", "")) < 32:
        yield "THROUGHLINE_CIVIC_NUMBER_LOOKUP_KEY is shorter than 32 characters."
    if not all(map(_is_fernet_key, environment.get("THROUGHLINE_CIVIC_NUMBER_KEYS", "").split())):
        yield "THROUGHLINE_CIVIC_NUMBER_KEYS holds something that is not a Fernet key."
    if environment.get("THROUGHLINE_MAIL_ENCRYPTION", "starttls") not in {"starttls", "tls"}:
        yield "THROUGHLINE_MAIL_ENCRYPTION must be starttls or tls."
    if not environment.get("THROUGHLINE_MAIL_PASSWORD", "").isascii():
        yield "THROUGHLINE_MAIL_PASSWORD holds a letter outside ASCII, which cannot be sent to a mail server."
    if not environment.get("THROUGHLINE_PROXIES", "0").isdecimal():
        yield "THROUGHLINE_PROXIES must be the number of proxies in front of the site."


def _is_fernet_key(word: str) -> bool:
    try:
        return len(base64.urlsafe_b64decode(word)) == 32
    except ValueError:
        return False


def database_from_url(url: str, *, sqlite_options: Mapping[str, Any]) -> dict[str, Any]:
    """Return Django's database settings from ``sqlite:///file`` or ``postgres://user@host/name``.

    Raises:
        ImproperlyConfigured: when the address names another kind of database.
    """
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        name = unquote(parts.path.removeprefix("/"))
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": name,
            "OPTIONS": dict(sqlite_options),
        }
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured("The database must be sqlite:///... or postgres://...")
    query = dict(word.split("=", 1) for word in parts.query.split("&") if "=" in word)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.removeprefix("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(query.get("host", parts.hostname or "")),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def kept_secret(file: Path) -> str:
    """Return the secret kept in a file, made at the first call and readable by its owner alone."""
    try:
        file.touch(mode=0o600, exist_ok=False)
    except FileExistsError:
        kept = file.read_text(encoding="ascii")
        if kept:
            return kept
    file.write_text(secrets.token_urlsafe(48), encoding="ascii")
    return file.read_text(encoding="ascii")


def derived_key(secret: str, purpose: str) -> str:
    """Return a key for one purpose, in the form that Fernet wants, always the same for a secret."""
    digest = hashlib.blake2b(secret.encode(), person=purpose.encode()[:16], digest_size=32)
    return base64.urlsafe_b64encode(digest.digest()).decode("ascii")
