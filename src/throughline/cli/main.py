"""The ``throughline`` command: finds the subcommand, and turns what goes wrong into an exit code."""

from __future__ import annotations

import os
import sys
from importlib.metadata import version
from typing import TYPE_CHECKING

from throughline.cli import check, flags, grades, policies, profiles, rules, simulation
from throughline.cli.arguments import Parser, add_language, language_of
from throughline.cli.errors import CommandError, ExitCode, OutputError
from throughline.cli.further import further_commands, run_further
from throughline.cli.output import say
from throughline.cli.words import sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from throughline.terms.language import Language

_COMMANDS = {
    "flags": flags,
    "grades": grades,
    "check": check,
    "profiles": profiles,
    "policies": policies,
    "rules": rules,
    "simulate": simulation,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; ``None`` reads the command line."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    language = language_of(words, os.environ)
    try:
        return _ended(words, language)
    except BrokenPipeError:
        # Whoever read the result has seen enough, as head does. Nothing more may be written.
        _close_output()
        return ExitCode.DONE
    except CommandError as error:
        say(error.text, language)
        if isinstance(error, OutputError):
            _close_output()
        return error.code
    except KeyboardInterrupt:
        say(sentence("notes", "stopped"), language)
        return ExitCode.STOPPED


def _ended(words: list[str], language: Language) -> int:
    try:
        return int(_run(words, language))
    except SystemExit as ended:
        sys.stdout.flush()
        return ended.code if isinstance(ended.code, int) else ExitCode.WRONG_USAGE


def _run(words: list[str], language: Language) -> int:
    further = further_commands()
    if words and words[0] in further:
        return run_further(further[words[0]], words[1:])
    arguments, unknown = _parser(further, language).parse_known_args(words)
    if unknown:
        arguments.parser.refuse_unknown(unknown)
    return int(arguments.run(arguments))


def _parser(further: Iterable[str], language: Language) -> Parser:
    parser = Parser(language=language, prog="throughline")
    parser.description = parser.said("help", "description")
    parser.epilog = parser.said("help", "exit_codes").lstrip()
    parser.takes("--version", about="version", action="version", version=version("throughline"))
    add_language(parser)
    commands = parser.add_subparsers(
        title=parser.said("help", "commands"),
        metavar=parser.said("stand_ins", "command"),
        required=True,
    )
    for name, module in _COMMANDS.items():
        purpose = parser.said("help", name)
        told = f"{purpose[0].upper()}{purpose[1:]}."
        command = commands.add_parser(name, help=purpose, description=told, language=language)
        module.add_arguments(command)
        command.set_defaults(run=module.run, parser=command)
    for name in further:
        commands.add_parser(name, help=parser.said("help", "further"), language=language)
    return parser


def _close_output() -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


if __name__ == "__main__":
    sys.exit(main())
