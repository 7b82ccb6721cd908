"""The rulebook: what two countries' rules say of grades, completion and duties, as dated data.

The TOML files lie beside this door, one a subject and country. Each begins with the head of every
rule file and a ``name``; each ``[[rule]]`` says in words what holds, where it comes from, who has
confirmed it, and in ``values`` every number, list and code that reads it. Nothing of it is in code.

Ask when you need a rule, never at import, and keep no copy: the rulebook remembers what it read,
and ``remembered`` lets it keep what you work out from it.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from difflib import get_close_matches
from functools import cache, wraps
from itertools import pairwise
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar, cast

from throughline.terms.rulebook.reading import Rule, parse_rules
from throughline.terms.rulebook.telling import ToldValue, confirmation, plain, told_values
from throughline.terms.rules import RuleFileError, read_toml, shipped, shipped_text

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
    from datetime import date

__all__ = [
    "PACKAGE",
    "TESTS_FILE",
    "Rule",
    "ToldValue",
    "UnknownRule",
    "bound",
    "confirmation",
    "parse_rules",
    "plain",
    "remembered",
    "replaced",
    "rule",
    "rule_ids",
    "rule_tests",
    "rules",
    "told_values",
]

_Asked = ParamSpec("_Asked")
_Answer = TypeVar("_Answer")

PACKAGE = "throughline.terms.rulebook"
TESTS_FILE = "tests.toml"
"""Which tests bear a rule's id; lies beside the rule files and is none of them."""


class UnknownRule(KeyError):  # noqa: N818 - read aloud it says what it is
    """No rule has this id, or none on this day; the sentence names the nearest one.

    ``nearest`` is the id of a rule that is spelt almost so, where there is one.
    """

    def __init__(self, sentence: str, *, nearest: str | None = None) -> None:
        super().__init__(sentence)
        self.nearest = nearest

    def __str__(self) -> str:
        return str(self.args[0])


def remembered(worked_out: Callable[_Asked, _Answer]) -> Callable[_Asked, _Answer]:
    """Let the rulebook keep what a function works out from it alone, for as long as it stands.

    The one way to save an answer that depends on rules: a plain cache would outlive a change.
    The arguments must be hashable.
    """

    @wraps(worked_out)
    def ask(*asked: _Asked.args, **named: _Asked.kwargs) -> _Answer:
        memory = _book().memory
        key = (worked_out, asked, *named.items())
        if key not in memory:
            memory[key] = worked_out(*asked, **named)
        return cast("_Answer", memory[key])

    return ask


def rule(rule_id: str, *, on: date | None = None) -> Rule:
    """Return the rule that holds on a day; without a day the version that was valid last.

    Raises:
        UnknownRule: no rule has the id, or none of its versions holds on the day.
    """
    versions = _book().by_id.get(rule_id)
    if versions is None:
        raise _unknown(rule_id)
    if on is None:
        return versions[-1]
    for version in versions:
        if version.holds_on(on):
            return version
    raise UnknownRule(
        f"The rule {rule_id} does not hold on {on}; it begins {versions[0].valid_from}."
    )


@remembered
def rules(
    *, kind: str | None = None, country: str | None = None, on: date | None = None
) -> tuple[Rule, ...]:
    """Return the rules of a kind and country that hold on a day, in the order of their files.

    Without a day every version is returned.
    """
    return tuple(
        each
        for versions in _book().by_id.values()
        for each in versions
        if kind in {None, each.kind}
        and country in {None, each.country}
        and (on is None or each.holds_on(on))
    )


def rule_ids() -> tuple[str, ...]:
    """Return the id of every rule, in the order of their files."""
    return tuple(_book().by_id)


def rule_tests(rule_id: str) -> tuple[str, ...]:
    """Return the tests that stand for a rule, as path and name in the project's repository."""
    return _tests().get(rule_id, ())


@contextmanager
def replaced(*changed: Rule, without: Iterable[Rule] = ()) -> Iterator[None]:
    """Put other versions in the place of rules while the block runs, in this thread alone.

    A changed rule takes the place of the version with its id that lies in the same file and begins
    on the same day; where there is none it is one more version. ``without`` leaves versions out.
    """
    book = dict(_book().by_id)
    for each in (*without, *changed):
        book[each.id] = tuple(old for old in book.get(each.id, ()) if not _same_version(old, each))
    for each in changed:
        book[each.id] = _in_time([*book[each.id], each])
    token = _REPLACED.set(
        _Book({rule_id: versions for rule_id, versions in book.items() if versions})
    )
    try:
        yield
    finally:
        _REPLACED.reset(token)


@cache
def _tests() -> Mapping[str, tuple[str, ...]]:
    table = read_toml(shipped_text(PACKAGE, TESTS_FILE), name=TESTS_FILE)
    return {rule_id: tuple(tests) for rule_id, tests in table.items()}


class _Book:
    """Every rule by id, the versions in time, and what has been worked out from them."""

    def __init__(self, by_id: Mapping[str, tuple[Rule, ...]]) -> None:
        self.by_id = by_id
        self.memory: dict[Hashable, Any] = {}


_REPLACED: ContextVar[_Book | None] = ContextVar("rulebook", default=None)


def _book() -> _Book:
    return _REPLACED.get() or _shipped_book()


@cache
def _shipped_book() -> _Book:
    files = (file for file in shipped(PACKAGE) if file[0] != TESTS_FILE)
    return _Book(bound(each for name, text in files for each in parse_rules(text, name=name)))


def bound(all_rules: Iterable[Rule]) -> Mapping[str, tuple[Rule, ...]]:
    """Return rules by id, the versions of each in time.

    Raises:
        RuleFileError: two versions of one rule hold on the same day.
    """
    book: dict[str, list[Rule]] = {}
    for each in all_rules:
        book.setdefault(each.id, []).append(each)
    for versions in book.values():
        _refuse_overlap(versions)
    return MappingProxyType({rule_id: _in_time(versions) for rule_id, versions in book.items()})


def _in_time(versions: Iterable[Rule]) -> tuple[Rule, ...]:
    return tuple(sorted(versions, key=lambda each: each.valid_from))


def _refuse_overlap(versions: list[Rule]) -> None:
    in_time = _in_time(versions)
    for earlier, later in pairwise(in_time):
        if earlier.holds_on(later.valid_from):
            raise RuleFileError(
                f"{later.file}: two versions of {later.id!r} hold on {later.valid_from}."
            )


def _same_version(one: Rule, other: Rule) -> bool:
    return (one.file, one.valid_from) == (other.file, other.valid_from)


def _unknown(rule_id: str) -> UnknownRule:
    nearest = next(iter(get_close_matches(rule_id.upper(), _book().by_id, n=1, cutoff=0.5)), None)
    hint = f" Did you mean {nearest}?" if nearest else ""
    return UnknownRule(f"There is no rule {rule_id!r}.{hint}", nearest=nearest)
