"""Policies and calendars by name or from a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from throughline.cli.errors import WrongUsageError
from throughline.cli.words import sentence
from throughline.earlywarning.policy import DEFAULT_POLICY, parse_policy, shipped_policies
from throughline.terms.calendars import load_calendar, parse_calendar
from throughline.terms.language import same
from throughline.terms.rules import RuleFileError

if TYPE_CHECKING:
    from collections.abc import Callable

    from throughline.earlywarning.policy import Policy
    from throughline.terms.calendars import Calendar

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
        known = ", ".join(sorted(shipped))
        raise WrongUsageError(sentence("rule_files", "no_policy", name=name, known=known))
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
    try:
        return load_calendar(name)
    except RuleFileError as error:
        raise WrongUsageError(same(str(error))) from error


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
        reason = error.strerror or type(error).__name__
        raise WrongUsageError(sentence("files", "cannot_open", path=name, reason=reason)) from error
