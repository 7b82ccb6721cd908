"""The figures of a municipality on the site, beside one hand-written SQL query per figure.

A school's page of all measures and of one, a release of all measures of every school, and the
municipality's pages read from that release. The baseline is asked in the same run of the same
SQLite file, as somebody writes it who needs the figure once: with no coverage, no state and nothing
withheld, and of the latest import alone. Both must come to the same figures before times count.

    python -m benchmarks.figures [--pupils 20000] [--schools 40] [--times 3]
"""

from __future__ import annotations

import os
import sqlite3
from argparse import ArgumentParser
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING

from benchmarks._made_up_town import FIRST_DAY, GRADED, NOW, TODAY, build, start_django

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from uuid import UUID

    from benchmarks._made_up_town import Town

LEVEL = "absence-total"
HALF_A_DECIMAL = {"percent": 0.00051, "points": 0.051}

Asked = dict[str, dict[str, tuple[int, float]]]
"""By measure and school: how many pupils, and the figure."""

_MINUTES = """
SELECT unit_id, COUNT(DISTINCT pupil_id), 1.0 * SUM({0}) / SUM({1})
FROM records_pupilday WHERE {2} AND day BETWEEN :first AND :last {where} GROUP BY unit_id
"""
_MUCH = """
SELECT unit_id, COUNT(*), AVG(share >= {0}) FROM (
    SELECT unit_id, pupil_id, 1.0 * SUM(reported - present - other) / SUM(reported) AS share
    FROM records_pupilday
    WHERE reported IS NOT NULL AND day BETWEEN :first AND :last {where}
    GROUP BY unit_id, pupil_id
) GROUP BY unit_id
"""
_GRADES = """
SELECT unit_id, COUNT(*), AVG({0}) FROM (
    SELECT e.school_id AS unit_id, SUM(g.passed) AS passed, COUNT(*) AS graded,
        SUM(CASE g.grade WHEN 'A' THEN 20 WHEN 'B' THEN 17.5 WHEN 'C' THEN 15 WHEN 'D' THEN 12.5
            WHEN 'E' THEN 10 ELSE 0 END) AS points,
        SUM(g.passed AND g.subject = 'SV') AS sv, SUM(g.passed AND g.subject = 'EN') AS en,
        SUM(g.passed AND g.subject = 'MA') AS ma,
        SUM(g.passed AND g.subject IN ('GE', 'HI', 'RE', 'SH')) AS social,
        SUM(g.passed AND g.subject IN ('BI', 'FY', 'KE')) AS natural
    FROM records_grade g JOIN organisations_enrolment e ON e.pupil_id = g.pupil_id
    WHERE e.year_group = :year {of_school} GROUP BY e.school_id, g.pupil_id
) GROUP BY unit_id
"""
_CORE, _TOLD = "sv AND en AND ma AND passed >= ", "reported IS NOT NULL"
_SOCIAL, _NATURAL = f"{_CORE}12 AND social = 4", f"{_CORE}12 AND natural = 3"
_NEAR = "sv AND (en OR ma) AND passed >= 6"
QUERIES = {
    "absence-total": (_MINUTES, "reported - present - other", "reported", _TOLD),
    "absence-excused": (_MINUTES, "excused", "reported", _TOLD),
    "absence-unexcused": (_MINUTES, "unexcused", "reported", _TOLD),
    "reporting-coverage": (_MINUTES, "reported", "offered", "1"),
    **{f"persistent-absence-{each}": (_MUCH, f"0.{each}") for each in (10, 15, 20, 30)},
    "merit-value": (_GRADES, "points"),
    "all-subjects-passed": (_GRADES, "passed = graded"),
    "eligible-yrk": (_GRADES, f"{_CORE}8"),
    "eligible-es": (_GRADES, f"{_CORE}12"),
    **{f"eligible-{each}": (_GRADES, _SOCIAL) for each in ("ek", "hu", "sa")},
    **{f"eligible-{each}": (_GRADES, _NATURAL) for each in ("na", "te")},
    "eligible-imv": (_GRADES, _NEAR),
}
"""For each measure the query, and what fills the places in it."""


def main() -> None:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--pupils", type=int, default=20_000)
    parser.add_argument("--schools", type=int, default=40)
    parser.add_argument("--times", type=int, default=3, help="how often each page is asked for")
    wanted = parser.parse_args()
    with TemporaryDirectory() as folder:
        start_django(Path(folder))
        built = perf_counter()
        town = build(wanted.pupils, wanted.schools)
        built = perf_counter() - built
        print(f"{wanted.pupils:,} pupils, {wanted.schools} schools; built in {built:.0f} s")
        with closing(sqlite3.connect(Path(folder) / "throughline.sqlite3")) as database:
            measure(town, database, wanted.times)


def measure(town: Town, database: sqlite3.Connection, times: int) -> None:
    """Time the pages and the release, each beside its queries."""
    release = _seconds(lambda: _release(town))
    refuse_difference(town, queried(database))
    by_school, of_one, of_school = (
        _least(ask, times)
        for ask in (
            lambda: queried(database),
            lambda: queried(database, only=(LEVEL,)),
            lambda: queried(database, school=town.school.pk),
        )
    )
    one = _least(lambda: queried(database, school=town.school.pk, only=(LEVEL,)), times)
    lines = [("release of all measures", release, by_school)]
    for name, who, address, beside in (
        ("school, all measures", town.principal, _address("school", town.school), of_school),
        ("school, one measure", town.principal, _address("school", town.school, LEVEL), one),
        (
            "municipality, all",
            town.coordinator,
            _address("organiser", town.organiser),
            by_school,
        ),
        (
            "municipality, one",
            town.coordinator,
            _address("organiser", town.organiser, LEVEL),
            of_one,
        ),
    ):
        lines.append((name, _page(who, address, times), beside))
    show(lines)


def show(lines: list[tuple[str, float, float]]) -> None:
    print(f"load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    print(f"{'':26}{'seconds':>9}{'SQL':>9}{'ratio':>8}")
    for name, took, beside in lines:
        print(f"{name:26}{took:9.3f}{beside:9.3f}{took / beside:8.3f}")


def queried(
    database: sqlite3.Connection, *, school: int | None = None, only: tuple[str, ...] = ()
) -> Asked:
    """Ask one query a figure: by school, or of one school."""
    values = {"first": FIRST_DAY.isoformat(), "last": TODAY.isoformat(), "year": GRADED}
    places = {
        "where": "" if school is None else f"AND unit_id = {school}",
        "of_school": "" if school is None else f"AND e.school_id = {school}",
    }
    found: Asked = {}
    for measure_id in only or QUERIES:
        query, *filled = QUERIES[measure_id]
        rows = database.execute(query.format(*filled, **places), values)
        found[measure_id] = {str(unit): (total, value) for unit, total, value in rows}
    return found


def _release(town: Town) -> None:
    from throughline_web.measures.actions import ask_for_release, make_release  # noqa: PLC0415 - after set-up
    from throughline_web.measures.periods import period_of  # noqa: PLC0415 - after set-up
    from throughline_web.organisations.members import SYSTEM  # noqa: PLC0415 - after set-up
    from throughline_web.organisations.queries import as_member  # noqa: PLC0415 - after set-up

    period = period_of("2025-26")
    if period is None:
        raise SystemExit("There is no such period.")
    by = as_member(town.coordinator, TODAY)
    asked = ask_for_release(
        by=by, organiser=town.organiser, period=period, why="", on=TODAY, at=NOW
    )
    make_release(by=SYSTEM, release_id=asked.pk, on=TODAY, at=NOW)


def refuse_difference(town: Town, asked: Asked) -> None:
    """Stop where a told figure of the release differs, or where a measure is in one of them alone."""
    from throughline_web.measures.releases import newest_release  # noqa: PLC0415 - after set-up

    released = newest_release(town.organiser.pk, "2025-26")
    if released is None or released.by_measure.keys() != asked.keys():
        raise SystemExit(
            f"Other measures: {released and released.by_measure.keys() ^ asked.keys()}"
        )
    lines = [
        (sheet.measure, line)
        for sheet in released.by_measure.values()
        for line in sheet.table.parts
    ]
    told = [each for each in lines if each[1].everybody.figure.is_exact]
    for of, line in told:
        total, value = asked[of.id][line.unit]
        ours = line.everybody
        is_near = abs(float(ours.figure.value or 0) - value) < HALF_A_DECIMAL[of.unit]
        if ours.total.value != total or not is_near:
            raise SystemExit(f"{of.id} of {line.unit} is {ours} here, {total, value} in SQL.")
    print(f"{len(told)} figures of schools agree; {len(lines) - len(told)} are not told exactly")


def _address(kind: str, unit: Mapping[str, UUID], measure_id: str = "") -> str:
    from django.urls import reverse  # noqa: PLC0415 - after set-up

    if measure_id:
        return reverse(f"measures:{kind}-measure", args=[unit.public_id, measure_id])
    return reverse(f"measures:{kind}", args=[unit.public_id])


def _page(account: object, address: str, times: int) -> float:
    from django.test import Client  # noqa: PLC0415 - after set-up

    client = Client(HTTP_HOST="localhost")
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")

    def ask() -> None:
        answer = client.get(address)
        if answer.status_code != 200:
            raise SystemExit(f"{address} answers {answer.status_code}.")

    ask()
    return _least(ask, times)


def _least(ask: Callable[[], object], times: int) -> float:
    """Return the seconds of the fastest of several: what the machine does besides is left out."""
    return min(_seconds(ask) for _ in range(times))


def _seconds(ask: Callable[[], object]) -> float:
    started = perf_counter()
    ask()
    return perf_counter() - started


if __name__ == "__main__":
    main()
