"""`./run test`: every stage in order, whatever the one before came to."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from functools import partial

from tests.stages.chromium import NoChromiumError, ready_chromium
from tests.stages.house import check_house
from tests.stages.outcome import Outcome, close, failed, timed
from tests.stages.postgres import NoPostgresError, own_cluster
from tests.stages.sameness import compare
from tests.stages.suites import REAL_DATA, TEST_DATABASE, Suite, real_data_marks, run_suite

WEB = "tests/web"
EVERYWHERE = ("tests/core", "tests/contracts", "tests/installation", WEB)
BROWSER = "tests/browser"
COVERAGE = ("--cov", "--cov-report=term:skip-covered")
WORKERS = max(2, min(4, os.cpu_count() or 2))


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the person asked for."""

    browser: bool = True
    postgres: bool = True
    heavy: bool = False
    expression: str | None = None


def run_everything(wishes: Wishes) -> int:
    """Run every stage, report all, and return the exit code."""
    real_data = real_data_marks()
    outcomes = [] if wishes.expression else check_house()
    outcomes += _database_stages(wishes, real_data)
    if wishes.browser:
        outcomes.append(timed("browser journeys", partial(_browser_stage, wishes)))
    if wishes.expression and not any(outcome.tests for outcome in outcomes):
        outcomes.append(failed("selection", f"No test matches {wishes.expression!r}."))
    return close(outcomes, left_out=left_out(wishes))


def _database_stages(wishes: Wishes, real_data: str) -> list[Outcome]:
    on_sqlite = _on_database("SQLite", EVERYWHERE, "", wishes, real_data)
    if not wishes.postgres:
        return on_sqlite
    try:
        with own_cluster() as url:
            on_postgres = _on_database("PostgreSQL", (WEB,), url, wishes, real_data)
    except NoPostgresError as problem:
        return [*on_sqlite, failed("tests on PostgreSQL", str(problem))]
    if wishes.expression:
        return [*on_sqlite, *on_postgres]
    return [*on_sqlite, *on_postgres, compare(_web_tests(on_sqlite), _web_tests(on_postgres))]


def _on_database(
    database: str, folders: tuple[str, ...], url: str, wishes: Wishes, real_data: str
) -> list[Outcome]:
    """Run the ordinary tests, and the heavy ones when wanted, on one database."""
    ordinary = Suite(
        f"tests on {database}",
        folders,
        f"not browser and not heavy{real_data}",
        WORKERS,
        {TEST_DATABASE: url},
        # Coverage costs half as much again, so that only the whole round measures it.
        COVERAGE if wishes.heavy and not url else (),
        may_be_empty=bool(url),
    )
    heavy = replace(
        ordinary,
        name=f"heavy stage on {database}",
        marks=f"heavy and not browser{real_data}",
        workers=0,
        options=(),
    )
    suites = [ordinary, heavy] if wishes.heavy else [ordinary]
    return [
        timed(suite.name, partial(run_suite, suite, expression=wishes.expression))
        for suite in suites
    ]


def _web_tests(outcomes: list[Outcome]) -> dict[str, str]:
    return {
        test: fate
        for outcome in outcomes
        for test, fate in outcome.tests.items()
        if test.startswith("tests.web.")
    }


def _browser_stage(wishes: Wishes) -> Outcome:
    try:
        chromium = ready_chromium()
    except NoChromiumError as problem:
        return failed("browser journeys", str(problem))
    environment = {"CHROMIUM": chromium, "DJANGO_ALLOW_ASYNC_UNSAFE": "true", TEST_DATABASE: ""}
    suite = Suite("browser journeys", (BROWSER,), "browser", environment=environment)
    return run_suite(suite, expression=wishes.expression)


def left_out(wishes: Wishes) -> tuple[str, ...]:
    """Return what this run knowingly leaves out, each with the way to have it."""
    reasons = {
        "lint, types and walls (-k)": wishes.expression is not None,
        "PostgreSQL (--no-postgres)": not wishes.postgres,
        "browser journeys (--no-browser)": not wishes.browser,
        "heavy stage and coverage wall (--all)": not wishes.heavy,
        f"checks on real files ({REAL_DATA})": not os.environ.get(REAL_DATA),
    }
    return tuple(reason for reason, holds in reasons.items() if holds)
