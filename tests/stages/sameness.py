"""Both databases run the same tests: the lists are compared, exceptions stand by name."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

from tests.stages.outcome import Outcome, failed, passed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

EXCEPTIONS = Path(__file__).with_name("one_database.toml")


def compare(sqlite: Mapping[str, str], postgres: Mapping[str, str]) -> Outcome:
    """Fail when a test ran on one database only and nobody said why."""
    name = "same tests on both databases"
    exceptions = tomllib.loads(EXCEPTIONS.read_text(encoding="utf-8"))["exceptions"]
    differences = list(find_differences(sqlite, postgres, exceptions))
    return failed(name, *differences) if differences else passed(name)


def find_differences(
    sqlite: Mapping[str, str], postgres: Mapping[str, str], exceptions: Mapping[str, str]
) -> Iterator[str]:
    """Yield a sentence for each test that ran on one database only, and each idle exception."""
    there, here = _that_ran(postgres), _that_ran(sqlite)
    for test in sorted((here ^ there) - set(exceptions)):
        database = "SQLite" if test in here else "PostgreSQL"
        yield f"{test} ran on {database} only; run it on both, or say why in {EXCEPTIONS.name}."
    for test in sorted(set(exceptions) - (here ^ there)):
        yield f"{test} is excepted in {EXCEPTIONS.name} without need; remove it there."


def _that_ran(tests: Mapping[str, str]) -> set[str]:
    return {test for test, fate in tests.items() if fate != "skipped"}
