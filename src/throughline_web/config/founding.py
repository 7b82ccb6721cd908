"""``throughline site init``: from nothing to an installation that may start, in one command."""

from __future__ import annotations

import argparse
import os
import secrets
import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

ENVIRONMENT_FILE = "throughline.env"


def main(arguments: Sequence[str]) -> int:
    """Write the settings of a new installation, prepare its database, invite its first administrator."""
    asked = _parser().parse_args(list(arguments))
    folder = Path(asked.folder).resolve()
    file = folder / ENVIRONMENT_FILE
    if file.exists():
        sys.stderr.write(f"{file} exists already: an installation is never written over.\n")
        return 2
    # Whatever is made here is for the site's own user: settings, database, uploads.
    os.umask(0o077)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    environment = new_environment(asked, folder)
    write_environment(file, environment)
    os.environ.update(environment)
    link = _prepare(asked)
    sys.stdout.write(_next_steps(file, asked.admin, link))
    return 0


def new_environment(asked: argparse.Namespace, folder: Path) -> dict[str, str]:
    """Return the environment of a new installation, with keys that nobody has seen before."""
    # Slow to import, and only this command makes keys.
    from cryptography.fernet import Fernet  # noqa: PLC0415 - slow import

    var = folder / "var"
    var.mkdir(mode=0o700, exist_ok=True)
    return {
        "THROUGHLINE_SETTINGS": "production",
        "THROUGHLINE_SECRET_KEY": secrets.token_urlsafe(60),
        "THROUGHLINE_ORIGIN": asked.origin,
        "THROUGHLINE_DATABASE": asked.database or f"sqlite:///{var / 'throughline.sqlite3'}",
        "THROUGHLINE_VAR": str(var),
        "THROUGHLINE_CIVIC_NUMBER_KEYS": Fernet.generate_key().decode("ascii"),
        "THROUGHLINE_CIVIC_NUMBER_LOOKUP_KEY": secrets.token_urlsafe(48),
        "THROUGHLINE_MAIL_HOST": asked.mail_host,
        "THROUGHLINE_MAIL_FROM": asked.mail_from,
        "THROUGHLINE_PROXIES": "1",
        "THROUGHLINE_LANGUAGE": "nb" if asked.country == "no" else "sv",
        "THROUGHLINE_TIME_ZONE": "Europe/Oslo" if asked.country == "no" else "Europe/Stockholm",
    }


def write_environment(file: Path, environment: dict[str, str]) -> None:
    """Write the settings to a file that its owner alone may read, and that a shell understands."""
    lines = "".join(f"{name}={shlex.quote(value)}\n" for name, value in environment.items())
    file.touch(mode=0o600)
    file.write_text(lines, encoding="utf-8")


def _prepare(asked: argparse.Namespace) -> str:
    # Django may be imported only now that the settings are known.
    import django  # noqa: PLC0415 - settings first
    from django.core.management import call_command  # noqa: PLC0415 - settings first

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "throughline_web.config.settings.production")
    django.setup()
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    from throughline_web.desk.founding import found  # noqa: PLC0415 - settings first

    return found(asked.municipality, country=asked.country, email=asked.admin, origin=asked.origin)


def _next_steps(file: Path, admin: str, link: str) -> str:
    return (
        f"The settings are in {file}. Keep a copy of it apart from the backups: without its keys "
        f"nothing that is encrypted can be read.\n\n"
        f"  Read them:  set -a; . {shlex.quote(str(file))}; set +a\n"
        f"  Check:      throughline site check\n"
        f"  Start:      throughline site serve\n\n"
        f"{admin} becomes administrator by opening this link within two weeks:\n  {link}\n"
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="throughline site init", description=__doc__)
    parser.add_argument("folder", help="where settings and data shall lie")
    parser.add_argument(
        "--origin", required=True, help="what people type: https://narvaro.example.se"
    )
    parser.add_argument("--municipality", required=True, help="the organiser's name")
    parser.add_argument("--admin", required=True, help="the first administrator's e-mail address")
    parser.add_argument("--mail-host", required=True, help="the mail server")
    parser.add_argument("--mail-from", required=True, help="the sender of invitations")
    parser.add_argument(
        "--database", default="", help="postgres://user@host/name (SQLite in the folder)"
    )
    parser.add_argument("--country", choices=("se", "no"), default="se", help="se or no (se)")
    return parser
