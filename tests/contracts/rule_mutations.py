"""A plugin of pytest that changes one value of one rule at a time, and asks who notices.

Every value of every rule, and every date that a rule states for itself, is replaced in this very
process, and every element of an array left out. Then the tests that bear the rule's id run until
one of them fails. A change that no such test notices survives, and is named.

    pytest tests/core -m rule -p tests.contracts.rule_mutations [--rule ID] [--survivors FILE]
"""

from __future__ import annotations

import sys
import time
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from _pytest.outcomes import Failed
from _pytest.runner import runtestprotocol
from hypothesis import Phase, settings

from throughline.terms import rulebook
from throughline.terms.language import LANGUAGES, Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pytest

    from throughline.terms.rulebook import Rule

STEP = 0.01


@dataclass(frozen=True)
class Mutant:
    """One rule with one value changed, and what was changed in words."""

    original: Rule
    changed: Rule
    told: str


def mutants(rule: Rule) -> Iterator[Mutant]:
    """Yield a rule's mutants: each value changed, then each date that is its own."""
    for path, told, values in changed_values(rule.values):
        yield Mutant(
            rule, replace(rule, values=values), f"{rule.id} {'.'.join(map(str, path))}: {told}"
        )
    for key, own in own_dates(rule):
        for day in others(own):
            yield Mutant(rule, replace(rule, **{key: day}), f"{rule.id} {key}: {own} -> {day}")


def own_dates(rule: Rule) -> Iterator[tuple[str, date]]:
    """Yield the dates that a rule states for itself, and not its file for all."""
    for key in ("valid_from", "valid_to"):
        own = getattr(rule, key)
        if own is not None and own != getattr(rule.head, key):
            yield key, own


def changed_values(value):
    """Yield where a value lies, what became of it, and the whole with that one value changed."""
    for path, old in leaves(value):
        for new in others(old):
            yield path, f"{old!r} -> {new!r}", with_value(value, path, new)
    for path, row in arrays(value):
        for nth, old in enumerate(row):
            shorter = (*row[:nth], *row[nth + 1 :])
            yield (*path, nth), f"{old!r} left out", with_value(value, path, shorter)


def leaves(value):
    """Yield every single value below a value, with the way there; an empty array is one."""
    return ((path, one) for path, one in everything(value) if not is_whole(one) or not one)


def arrays(value):
    """Yield every array below a value, with the way there."""
    return ((path, one) for path, one in everything(value) if isinstance(one, tuple))


def everything(value, *path):
    """Yield a value and all that lies below it, each with the way there."""
    yield path, value
    if is_whole(value):
        below = value.items() if isinstance(value, Mapping) else enumerate(value)
        for key, one in below:
            yield from everything(one, *path, key)


def is_whole(value):
    """Say whether a value is made of others."""
    return isinstance(value, Mapping | tuple)


def with_value(value, path, new):
    """Return a value in which one below it is another."""
    if not path:
        return new
    key, *rest = path
    if isinstance(value, Mapping):
        return {**value, key: with_value(value[key], rest, new)}
    return (*value[:key], with_value(value[key], rest, new), *value[key + 1 :])


def others(value):
    """Yield what might stand instead of one value."""
    match value:
        case bool():
            yield not value
        case int():
            yield from (value + 1, value - 1)
        case float():
            yield from (value + STEP, value - STEP)
        case str():
            yield f"{value}x"
        case Text():
            yield from (replace(value, **{each: f"{value[each]}x"}) for each in LANGUAGES)
        case date():
            yield from (value + timedelta(days=1), value - timedelta(days=1))
        case tuple():
            yield ("x",)
        case _:
            raise TypeError(f"{value!r} cannot be changed: say here how.")


class Round:
    """One run over all rules: which tests bear which id, how long each takes, and who survives."""

    def __init__(self, items: list[pytest.Function]) -> None:
        self.by_rule: dict[str, list[pytest.Function]] = defaultdict(list)
        self.seconds: dict[str, float] = {}
        self.survivors: list[str] = []
        self.count = 0
        for item in items:
            for rule_id in {each for mark in item.iter_markers("rule") for each in mark.args}:
                self.by_rule[rule_id].append(item)

    def run_unchanged(self, rule_ids: list[str]) -> None:
        """Run every test once with the rules as they are: what fails then proves nothing."""
        for item in {id(one): one for each in rule_ids for one in self.by_rule[each]}.values():
            began = time.perf_counter()
            if fails(item):
                self.survivors.append(f"{item.nodeid} fails with the rules as they are")
            self.seconds[item.nodeid] = time.perf_counter() - began

    def run(self, rule: Rule) -> None:
        """Run the tests of a rule against each of its mutants, the quickest first."""
        tests = sorted(self.by_rule[rule.id], key=lambda item: self.seconds[item.nodeid])
        for mutant in mutants(rule):
            self.count += 1
            with rulebook.replaced(mutant.changed, without=[mutant.original]):
                if not any(fails(item) for item in tests):
                    self.survivors.append(f"{mutant.told}, and {len(tests)} tests pass")


def fails(item: pytest.Function) -> bool:
    """Run one test, and say whether it fails; one without fixtures is called as the function it is."""
    params = item.callspec.params if hasattr(item, "callspec") else {}
    if not is_plain(item, params):
        return any(report.failed for report in runtestprotocol(item, log=False, nextitem=None))
    try:
        item.obj(**{name: params[name] for name in item._fixtureinfo.argnames})
    except (Exception, Failed):  # noqa: BLE001 - whatever a test ends with, it has noticed
        return True
    return False


def is_plain(item: pytest.Function, params: Mapping[str, object]) -> bool:
    """Say whether a test asks for nothing but its parameters."""
    info = item._fixtureinfo
    own = [found[-1] for name, found in info.name2fixturedefs.items() if name not in params]
    return set(info.argnames) <= set(params) and not any(each.baseid for each in own)


def pytest_addoption(parser):
    parser.addoption("--rule", action="append", help="only this rule")
    parser.addoption("--survivors", type=Path, help="write what survives to a file, one a line")


def pytest_configure(config):
    # A property that fails under a changed rule has said enough: nothing to shrink or to keep.
    settings.register_profile(
        "mutation", deadline=None, derandomize=True, database=None, phases=[Phase.generate]
    )
    settings.load_profile("mutation")


def pytest_runtestloop(session):
    began = time.perf_counter()
    wanted = session.config.getoption("--rule")
    chosen = [each for each in rulebook.rules() if not wanted or each.id in wanted]
    run = Round(session.items)
    run.run_unchanged([each.id for each in chosen])
    for each in chosen:
        run.run(each)
    lines = "".join(f"{line}\n" for line in run.survivors)
    if session.config.getoption("--survivors"):
        session.config.getoption("--survivors").write_text(lines, encoding="utf-8")
    took = time.perf_counter() - began
    sys.stdout.write(
        f"\n{lines}{run.count} changes of {len(chosen)} rules in {took:.0f} s, "
        f"{len(run.survivors)} survive\n"
    )
    session.testsfailed = len(run.survivors)
    return True
