"""Policies and calendars by name or from a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from throughline.cli.errors import WrongUsageError
from throughline.cli.words import joined, nearest, reason_of, sentence
from throughline.earlywarning.policy import DEFAULT_POLICY, parse_policy, shipped_policies
from throughline.terms.calendars import load_calendar, parse_calendar, shipped_calendars
from throughline.terms.language import same
from throughline.terms.rules import RuleFileError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from throughline.earlywarning.policy import Policy
    from throughline.terms.calendars import Calendar
    from throughline.terms.language import Text

    _Rules = TypeVar("_Rules")


def policy_of(name: str | None) -> Policy:
    """Return the policy of a name or file, by default the template.

    Raises:
        WrongUsageError: no such policy; or a fault in the file, named with file and key.
    """
    shipped = shipped_policies()
    name = name or DEFAULT_POLICY
    if name in shipped:
        return shipped[name]
    if not _is_file(name):
        raise WrongUsageError(unknown("no_policy", name, shipped))
    return _parsed(name, lambda text, file: parse_policy(text, name=file))


def calendar_of(name: str | None) -> Calendar | None:
    """Return the calendar of a name or file; ``None`` where none is named.

    Raises:
        WrongUsageError: no such calendar; or a fault in the file, named with file and key.
    """
    if name is None:
        return None
    if _is_file(name):
        return _parsed(name, lambda text, file: parse_calendar(text, name=file))
    if name not in shipped_calendars():
        raise WrongUsageError(unknown("no_calendar", name, shipped_calendars()))
    return load_calendar(name)


def unknown(problem: str, name: str, known: Iterable[str]) -> Text:
    """Return that there is no such policy, calendar or profile, what there is, and which is like it."""
    names = sorted(known)
    text = sentence("rule_files", problem, name=name, known=", ".join(names))
    guess = nearest(name, names)
    return text if guess is None else joined([text, guess])


def _is_file(name: str) -> bool:
    return Path(name).suffix == ".toml" or Path(name).is_file()


def _parsed(name: str, parse: Callable[[str, str], _Rules]) -> _Rules:
    path = Path(name)
    try:
        return parse(path.read_text(encoding="utf-8"), path.name)
    except RuleFileError as error:
        raise WrongUsageError(same(str(error))) from error
    except FileNotFoundError as error:
        raise WrongUsageError(sentence("files", "missing", path=name)) from error
    except UnicodeDecodeError as error:
        raise WrongUsageError(sentence("rule_files", "not_text", path=name)) from error
    except OSError as error:
        told = sentence("files", "cannot_open", path=name, reason=reason_of(error))
        raise WrongUsageError(told) from error
