"""The command line: a parser that speaks the reader's language, and what several commands take."""

from __future__ import annotations

import re
import sys
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from datetime import date
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NoReturn

from throughline.cli.errors import ExitCode, WrongUsageError
from throughline.cli.output import say
from throughline.cli.words import nearest, sentence
from throughline.terms.language import LANGUAGES, Language

if TYPE_CHECKING:
    from argparse import Action
    from collections.abc import Iterable, Mapping, Sequence

    from throughline.terms.language import Text

_OF_LOCALE: dict[str, Language] = {"sv": "sv", "nb": "nb", "no": "nb", "nn": "nb", "en": "en"}
_LOCALE = ("LC_ALL", "LC_MESSAGES", "LANG")
_REFUSALS = {
    "required": r"the following arguments are required: (?P<names>.+)",
    "without_value": r"argument (?P<argument>.+?): expected .*arguments?",
    "no_choice": r"argument (?P<argument>.+?): invalid choice: (?P<value>.+?) "
    r"\((?:choose from )?(?P<choices>[^)]+)\).*",
    "ambiguous": r"ambiguous option: (?P<option>.+) could match (?P<matches>.+)",
    "with_value": r"argument (?P<argument>.+?): ignored explicit argument (?P<value>.+)",
}
"""What argparse says, and the sentence that says it in three languages."""


class Parser(ArgumentParser):
    """The parser of one command; help, usage and refusals are in one language."""

    def __init__(self, *, language: Language, **settings: Any) -> None:
        super().__init__(
            add_help=False,
            formatter_class=partial(_Formatter, language=language),
            **settings,
        )
        self.language = language
        self.values = self.add_argument_group(self.said("help", "values"))
        self.options = self.add_argument_group(self.said("help", "options"))

    def takes(self, name: str, *, about: str, shown: str | None = None, **settings: Any) -> None:
        """State an option or a value: ``about`` and ``shown`` name its help and its stand-in."""
        if shown is not None:
            settings["metavar"] = self.said("stand_ins", shown)
        group = self.options if name.startswith("-") else self.values
        short = ("-h",) if name == "--help" else ()
        group.add_argument(*short, name, help=self.said("help", about), **settings)

    def said(self, section: str, name: str, /, **values: object) -> str:
        """Return a sentence in the parser's language."""
        return sentence(section, name, **values)[self.language]

    def error(self, message: str) -> NoReturn:
        """Say how the command is used and what is wrong, and end with code 2."""
        self.refuse(refusal(message))

    def refuse(self, text: Text) -> NoReturn:
        """Say how the command is used and what is wrong, and end with code 2."""
        self.print_usage(sys.stderr)
        say(sentence("arguments", "refusal", command=self.prog, text=text), self.language)
        self.exit(ExitCode.WRONG_USAGE)

    def refuse_unknown(self, words: Sequence[str]) -> NoReturn:
        """Say that words on the command line mean nothing here, and which option is like one."""
        options = [option for action in self._actions for option in action.option_strings]
        guess = nearest(words[0].partition("=")[0], options)
        self.refuse(_with_guess("unknown", guess, words=" ".join(words)))


class _Formatter(RawDescriptionHelpFormatter):
    def __init__(self, prog: str, *, language: Language, **settings: Any) -> None:
        super().__init__(prog, **settings)
        self._language = language

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        """Begin the line of usage with the word for it."""
        word = sentence("help", "usage")[self._language]
        super().add_usage(usage, actions, groups, f"{word}: " if prefix is None else prefix)


def language_of(words: Sequence[str], environment: Mapping[str, str]) -> Language:
    """Return the language that a command line asks for, else the terminal's, else Swedish."""
    for word, following in pairwise([*words, ""]):
        name, _, value = word.partition("=")
        asked = value or following
        if name == "--language" and asked in LANGUAGES:
            return asked
    locale = next(filter(None, (environment.get(name) for name in _LOCALE)), "")
    return _OF_LOCALE.get(re.split("[_.@-]", locale)[0].lower(), "sv")


def add_language(parser: Parser) -> None:
    """Let a person choose the language of results and messages, and ask for help."""
    parser.takes("--language", about="language", choices=LANGUAGES, default=parser.language)
    parser.takes("--help", about="help", action="help")


def day_of(text: str) -> date:
    """Return the day that an argument states.

    Raises:
        WrongUsageError: not a day written as YYYY-MM-DD.
    """
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise WrongUsageError(sentence("arguments", "not_a_day", value=text)) from None


def period_of(text: str) -> tuple[date, date]:
    """Return the first and last day that an argument states as FROM/TO.

    Raises:
        WrongUsageError: not two days, or the last before the first.
    """
    first, _, last = text.partition("/")
    try:
        period = date.fromisoformat(first), date.fromisoformat(last)
    except ValueError:
        raise WrongUsageError(sentence("arguments", "not_a_period", value=text)) from None
    if period[1] < period[0]:
        raise WrongUsageError(sentence("arguments", "period_backwards", value=text))
    return period


def whole_number(text: str) -> int:
    """Return the whole number that an argument states.

    Raises:
        WrongUsageError: no whole number.
    """
    try:
        return int(text)
    except ValueError:
        raise WrongUsageError(sentence("arguments", "not_a_number", value=text)) from None


def refusal(message: str) -> Text:
    """Return in three languages what argparse says in English.

    What it does not say today is quoted, so that nothing is lost when it learns new words.
    """
    for name, pattern in _REFUSALS.items():
        found = re.fullmatch(pattern, message, re.DOTALL)
        if found:
            return _refusal(name, found.groupdict())
    return sentence("arguments", "other", message=message)


def _refusal(name: str, values: dict[str, str]) -> Text:
    if name != "no_choice":
        return sentence("arguments", name, **values)
    known = [word.strip().strip("'\"") for word in values["choices"].split(",")]
    value = values["value"].strip("'\"")
    told = {"argument": values["argument"], "value": value, "choices": ", ".join(known)}
    return _with_guess(name, nearest(value, known), **told)


def _with_guess(name: str, guess: Text | None, **values: str) -> Text:
    text = sentence("arguments", name, **values)
    return text if guess is None else sentence("issues", "problem", problem=text, hint=guess)
