"""The ``throughline`` command: finds the subcommand, and turns what goes wrong into an exit code."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from importlib.metadata import version
from typing import TYPE_CHECKING

from throughline.cli import check, flags, policies, profiles, simulation
from throughline.cli.errors import CommandError, ExitCode
from throughline.cli.further import further_commands, run_further
from throughline.cli.output import say
from throughline.cli.words import sentence

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterable, Sequence

_COMMANDS = {
    "flags": (flags, "say which pupils to follow up, and why, from a school's own files"),
    "check": (check, "say what can be read of files, and what is wrong with their rows"),
    "profiles": (profiles, "list the column profiles that tell what a system's table means"),
    "policies": (policies, "list the ready limits, or show one with its rules and source"),
    "simulate": (simulation, "write the files of an invented municipality"),
}
_EXIT_CODES = """exit codes:
  0  done, warnings included
  1  done, but some rows were rejected
  2  wrong usage
  3  a file cannot be used: unreadable, or without a row that can be accepted

Results go to standard output or --out, everything else to standard error."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; ``None`` reads the command line."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    try:
        return int(_run(words))
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else ExitCode.WRONG_USAGE
    except BrokenPipeError:
        # Whoever read the result has seen enough, as head does. Nothing more may be written.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return ExitCode.DONE


def _run(words: list[str]) -> int:
    further = further_commands()
    if words and words[0] in further:
        return run_further(further[words[0]], words[1:])
    arguments = _parser(further).parse_args(words)
    return _answered(arguments)


def _answered(arguments: Namespace) -> int:
    try:
        return int(arguments.run(arguments))
    except CommandError as error:
        say(error.text, arguments.language)
        return error.code
    except KeyboardInterrupt:
        say(sentence("notes", "stopped"), arguments.language)
        return ExitCode.STOPPED


def _parser(further: Iterable[str]) -> ArgumentParser:
    parser = ArgumentParser(
        prog="throughline",
        description="The red thread from a pupil's first missed lesson to a finished education.",
        epilog=_EXIT_CODES,
        formatter_class=RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=version("throughline"))
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    for name, (module, purpose) in _COMMANDS.items():
        command = commands.add_parser(name, help=purpose, description=f"{purpose.capitalize()}.")
        module.add_arguments(command)
        command.set_defaults(run=module.run)
    for name in further:
        commands.add_parser(name, help="see its own --help", add_help=False)
    return parser


if __name__ == "__main__":
    sys.exit(main())
