"""The ``throughline site`` commands: a thin door to Django's own management commands."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from throughline_web.config import founding

if TYPE_CHECKING:
    from collections.abc import Sequence

COMMANDS = {
    "demo": "site_demo",
    "serve": "site_serve",
    "backup": "site_backup",
    "restore": "site_restore",
    "check": "site_check",
    "evaluate": "evaluate",
    "import": "site_import",
    "worker": "site_worker",
    "expire": "site_expire",
    "migrate": "migrate",
}
"""What an operator types, and the management command that answers."""

_HELP = """usage: throughline site COMMAND ...

  init      write the settings of a new installation
  migrate   bring the database up to date
  serve     start the site
  worker    do the background work, where serve does not
  import    import files as the site itself
  demo      start a made-up municipality on this machine
  evaluate  look for the pupils who need us, as of a day
  expire    remove uploads that have been kept long enough
  check     say what is unsound in this installation
  backup    write everything to one file
  restore   bring back what a backup holds

Any other command goes to Django: throughline site help lists them.
THROUGHLINE_SETTINGS chooses the settings: production (unless told otherwise) or demo.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command of the site and return its exit code; ``None`` reads the command line."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    if not words or words[0] in {"-h", "--help"}:
        sys.stdout.write(_HELP)
        return 0 if words else 2
    if words[0] == "init":
        # It makes the settings that every other command needs.
        return founding.main(words[1:])
    choose_settings(words[0])
    return _run([COMMANDS.get(words[0], words[0]), *words[1:]])


def choose_settings(command: str) -> None:
    """Settle which settings apply: the demo's for the demo, production's unless told otherwise.

    An unset environment must never start an open site by accident, so production, which
    refuses to start without its keys, is what is chosen in silence.
    """
    standing = "demo" if command == "demo" else "production"
    layer = os.environ.get("THROUGHLINE_SETTINGS", standing)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", f"throughline_web.config.settings.{layer}")


def _run(words: list[str]) -> int:
    # Django is slow to import, and the core's commands must not pay for it.
    from django.core.exceptions import ImproperlyConfigured  # noqa: PLC0415 - slow import
    from django.core.management import execute_from_command_line  # noqa: PLC0415 - slow import

    try:
        execute_from_command_line(["throughline site", *words])
    except ImproperlyConfigured as unsound:
        sys.stderr.write(f"{unsound}\n")
        return 3
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else int(bool(ended.code))
    return 0
