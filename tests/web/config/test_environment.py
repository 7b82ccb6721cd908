"""What an installation may be started from, and what it may not."""

from __future__ import annotations

import base64
import os
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured

from throughline_web.config.environment import (
    database_from_url,
    derived_key,
    kept_secret,
    problems_of,
    require_sound,
)

FERNET_KEY = base64.urlsafe_b64encode(b"k" * 32).decode()
SOUND = {
    "THROUGHLINE_SECRET_KEY": "s" * 50,
    "THROUGHLINE_ORIGIN": "https://narvaro.example.se",
    "THROUGHLINE_DATABASE": "sqlite:////var/lib/throughline/never-opened.sqlite3",
    "THROUGHLINE_VAR": "/var/lib/throughline",
    "THROUGHLINE_CIVIC_NUMBER_KEYS": FERNET_KEY,
    "THROUGHLINE_CIVIC_NUMBER_LOOKUP_KEY": "l" * 32,
    "THROUGHLINE_MAIL_HOST": "mail.example.se",
    "THROUGHLINE_MAIL_FROM": "no-reply@example.se",
}


def without(name):
    return {key: value for key, value in SOUND.items() if key != name}


def test_sound_environment_has_no_problems():
    assert list(problems_of(SOUND)) == []
    assert require_sound(SOUND) == SOUND


@pytest.mark.parametrize("name", sorted(SOUND))
def test_each_missing_name_is_named(name):
    (problem,) = problems_of(without(name))

    assert problem.startswith(f"{name} is missing")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        pytest.param("THROUGHLINE_WAIVES_SECOND_STEP", "1", id="the demo's waiver"),
        pytest.param("THROUGHLINE_DEBUG", "1", id="debug"),
        pytest.param("THROUGHLINE_INSECURE_COOKIES", "1", id="insecure cookies"),
        pytest.param("THROUGHLINE_TODAY", "2026-11-22", id="a pinned calendar"),
        pytest.param("THROUGHLINE_ORIGIN", "http://narvaro.example.se", id="no encryption"),
        pytest.param("THROUGHLINE_SECRET_KEY", "short", id="a short key"),
        pytest.param("THROUGHLINE_CIVIC_NUMBER_LOOKUP_KEY", "short", id="a short look-up key"),
        pytest.param("THROUGHLINE_CIVIC_NUMBER_KEYS", "not-a-key", id="no key at all"),
        pytest.param("THROUGHLINE_MAIL_ENCRYPTION", "none", id="open mail"),
        pytest.param("THROUGHLINE_MAIL_PASSWORD", "brevlåda", id="a password mail cannot carry"),
        pytest.param("THROUGHLINE_PROXIES", "two", id="a number in words"),
    ],
)
def test_unsafe_environment_is_refused(name, value):
    with pytest.raises(ImproperlyConfigured, match=name):
        require_sound({**SOUND, name: value})


def test_every_problem_is_told_at_once():
    with pytest.raises(ImproperlyConfigured) as refused:
        require_sound({})

    assert str(refused.value).count("is missing") == len(SOUND)


def in_production(code, **changes):
    """Run a line under the production settings, in a process of its own."""
    environment = {
        key: value for key, value in os.environ.items() if not key.startswith("THROUGHLINE_")
    }
    environment |= {
        **SOUND,
        "DJANGO_SETTINGS_MODULE": "throughline_web.config.settings.production",
        **changes,
    }
    return subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False
    )


def test_production_starts_from_a_sound_environment_with_safe_settings():
    code = (
        "from django.conf import settings as s;"
        "print(s.DEBUG, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_SSL_REDIRECT,"
        "s.THROUGHLINE_WAIVES_SECOND_STEP, s.SECURE_HSTS_SECONDS > 0, s.ALLOWED_HOSTS[0])"
    )

    said = in_production(code).stdout.split()

    assert said == ["False", "True", "True", "True", "False", "True", "narvaro.example.se"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("THROUGHLINE_WAIVES_SECOND_STEP", "1"),
        ("THROUGHLINE_SECRET_KEY", ""),
        ("THROUGHLINE_DEBUG", "1"),
    ],
)
def test_production_does_not_start_unsafely(name, value):
    outcome = in_production("from django.conf import settings; settings.DEBUG", **{name: value})

    assert outcome.returncode != 0
    assert name in outcome.stderr


def test_production_believes_proxies_only_when_told_of_them():
    code = (
        "from django.conf import settings as s;"
        "print(s.SECURE_PROXY_SSL_HEADER, getattr(s, 'ALLAUTH_TRUSTED_PROXY_COUNT', 0))"
    )

    assert in_production(code).stdout.split() == ["None", "0"]
    assert in_production(code, THROUGHLINE_PROXIES="1").stdout.split()[-1] == "1"


def test_database_is_sqlite_in_a_file():
    settings = database_from_url("sqlite:////var/lib/site.sqlite3", sqlite_options={"timeout": 20})

    assert settings == {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": "/var/lib/site.sqlite3",
        "OPTIONS": {"timeout": 20},
    }


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        pytest.param(
            "postgres://ann:s%40fe@db.example.se:5433/site",
            ("site", "ann", "s@fe", "db.example.se", "5433"),
            id="over the network",
        ),
        pytest.param(
            "postgresql:///site?host=/run/postgresql",
            ("site", "", "", "/run/postgresql", ""),
            id="over a socket",
        ),
    ],
)
def test_database_is_postgresql_by_its_address(url, expected):
    settings = database_from_url(url, sqlite_options={})

    assert (
        settings["NAME"],
        settings["USER"],
        settings["PASSWORD"],
        settings["HOST"],
        settings["PORT"],
    ) == expected


def test_other_databases_are_refused():
    with pytest.raises(ImproperlyConfigured):
        database_from_url("mysql://db/site", sqlite_options={})


def test_secret_is_made_once_and_kept_from_others(tmp_path):
    file = tmp_path / "demo.key"

    first = kept_secret(file)

    assert kept_secret(file) == first
    assert len(first) >= 60
    assert file.stat().st_mode & 0o077 == 0


def test_keys_for_two_purposes_differ_and_stay():
    assert derived_key("secret", "django") == derived_key("secret", "django")
    assert derived_key("secret", "django") != derived_key("secret", "civic numbers")
