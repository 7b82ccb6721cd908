"""All measures of a municipality's pupils, beside one hand-written SQL query a measure.

The baseline is SQLite over one row a pupil, as somebody writes it who needs the figure once: by
school alone, with no coverage and no state, and nothing withheld. Both must come to the same
figures before their times count.

    python -m benchmarks.measures [--pupils 20000] [--schools 40]
"""

from __future__ import annotations

import sqlite3
from argparse import ArgumentParser
from datetime import date
from decimal import Decimal
from random import Random
from time import process_time
from typing import TYPE_CHECKING

from throughline.measures.counting import count_all
from throughline.measures.definition import Kind, shipped_measures
from throughline.measures.facts import Completion, Home, Minutes, PupilFact, Stay
from throughline.measures.rollup import Belonging, Group, Level, Units, roll_up
from throughline.measures.suppression import publishable_tree
from throughline.measures.tables import ALL, Branch, Line
from throughline.terms.school_years import DateSpan, SchoolYear

if TYPE_CHECKING:
    from collections.abc import Iterator

    from throughline.measures.counting import Cell
    from throughline.measures.definition import Measure
    from throughline.measures.tables import PublishedTable

YEAR = DateSpan(SchoolYear(2025).starts_on, SchoolYear(2025).ends_on)
LAST_DAY = date(2026, 6, 12)
MUNICIPALITY = "0180"
FAMILIES = ("YRK", "ES", "EK", "HU", "SA", "NA", "TE", "IMV")
STARTS = ("national", "introductory", "general", "vocational")
TIMES_EQUAL = 1e-9

Figures = dict[tuple[str, str], tuple[int, float]]
"""By measure and school: how many pupils, and the measure."""

_ABSENT = "1.0 * SUM({0}) / SUM(reported)", "reported > 0"
_MUCH = "AVG(absent >= {0} * reported)", "reported > 0"
_STARTED = "AVG(years <= {0} AND outcome IN ({1}))", "start IN ({2})"
_SWEDEN, _ANY = "'national', 'introductory'", "'diploma', 'certificate'"
QUERIES = {
    "absence-total": (_ABSENT, "absent"),
    "absence-excused": (_ABSENT, "excused"),
    "absence-unexcused": (_ABSENT, "unexcused"),
    "reporting-coverage": (("1.0 * SUM(reported) / SUM(offered)", "1"),),
    "persistent-absence-10": (_MUCH, "0.1"),
    "persistent-absence-15": (_MUCH, "0.15"),
    "persistent-absence-20": (_MUCH, "0.2"),
    "persistent-absence-30": (_MUCH, "0.3"),
    "merit-value": (("AVG(merit)", "year_group = '9'"),),
    "all-subjects-passed": (("AVG(all_passed)", "year_group = '9'"),),
    "left-during-year": (("AVG(has_left)", "1"),),
    "completion-se-national-3": (_STARTED, "3", "'diploma'", "'national'"),
    "completion-se-all-3-home": (_STARTED, "3", "'diploma'", _SWEDEN),
    "completion-se-all-4-home": (_STARTED, "4", "'diploma'", _SWEDEN),
    "completion-se-all-4-school": (_STARTED, "4", "'diploma'", _SWEDEN),
    "completion-se-all-5-home": (_STARTED, "5", "'diploma'", _SWEDEN),
    "completion-se-certificate-4-home": (_STARTED, "4", _ANY, _SWEDEN),
    "completion-se-max18": (_STARTED, "3", "'diploma'", _SWEDEN),
    "completion-no-general-5": (_STARTED, "5", "'passed'", "'general'"),
    "completion-no-vocational-6": (_STARTED, "6", "'passed'", "'vocational'"),
} | {f"eligible-{each.lower()}": ((f"AVG({each})", "year_group = '9'"),) for each in FAMILIES}
"""For each measure what is selected and of whom, and what fills the places in it."""


def main() -> None:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--pupils", type=int, default=20_000)
    parser.add_argument("--schools", type=int, default=40)
    wanted = parser.parse_args()
    facts = [made_up(number, wanted.schools, Random(number)) for number in range(wanted.pupils)]

    started = process_time()
    cells = counted(facts)
    counting = process_time() - started
    tables = [told(measure, cells[each]) for each, measure in shipped_measures().items()]
    telling = process_time() - started
    queried, seconds = in_sql(facts)
    refuse_difference(cells, queried)

    lines = [line for table in tables for line in table.lines]
    hidden = sum(line.everybody.figure.is_withheld for line in lines)
    print(f"{len(facts):,} pupils, {wanted.schools} schools, {len(tables)} measures, by sex")
    print(f"{len(queried):,} figures of schools agree; {hidden} of {len(lines):,} are withheld")
    print(f"{'':44}{'seconds':>9}{'ratio':>8}")
    for name, took in (
        ("measures: counted, by sex, rolled up", counting),
        ("measures: and told so that none is computed", telling),
        ("SQL: one query a measure", seconds),
    ):
        print(f"{name:44}{took:9.2f}{took / seconds:8.1f}")


def made_up(number: int, schools: int, dice: Random) -> PupilFact:
    """Return one pupil, who is both in year 9 and a starter of upper secondary: for counting alone."""
    offered = 50_000
    reported = int(offered * dice.uniform(0.9, 1.0))
    excused, unexcused = (int(reported * dice.expovariate(rate)) // 2 for rate in (12, 60))
    minutes = Minutes(offered, reported, excused + unexcused, excused, unexcused, 0)
    start = dice.choice(STARTS)
    outcome = (
        "passed"
        if start in {"general", "vocational"}
        else dice.choice(["diploma"] * 4 + ["certificate"])
    )
    return PupilFact(
        f"p{number:06}",
        (
            Stay(
                f"s{int(schools * dice.random() ** 3):03}", YEAR.starts_on, LAST_DAY, None, minutes
            ),
        ),
        (Home(MUNICIPALITY, YEAR.starts_on, YEAR.ends_on),),
        {"sex": dice.choice(["girl", "boy"]), "year_group": "9"},
        merit=Decimal(dice.randrange(40, 137)) * Decimal("2.5"),
        eligible=frozenset(each for each in FAMILIES if dice.random() < 0.8),
        all_passed=dice.random() < 0.75,
        completion=Completion(
            start, 6, ((outcome, dice.choice([3, 3, 3, 4, 5, 7])),), age_at_start=16
        ),
        left=dice.random() < 0.05,
    )


def counted(facts: list[PupilFact]) -> dict[str, dict[Group, Cell]]:
    """Count every measure in one passage, and roll it up to school and municipality."""
    schools = sorted({fact.stays[0].school for fact in facts})
    units = Units(Belonging(each, MUNICIPALITY, Level.SCHOOL_MUNICIPALITY) for each in schools)
    found = count_all(shipped_measures().values(), facts, period=YEAR, by=[("sex",)])
    levels = [Level.SCHOOL, Level.SCHOOL_MUNICIPALITY]
    return {each: roll_up(counts, units, levels=levels) for each, counts in found.items()}


def told(measure: Measure, cells: dict[Group, Cell]) -> PublishedTable:
    """Make the municipality's table by school and sex."""
    lines: dict[tuple[Level, str], dict[str, Cell]] = {}
    for group, cell in cells.items():
        column = group.dims[0][1] if group.dims else ALL
        lines.setdefault((group.level, group.unit), {})[column] = cell
    whole = lines.pop((Level.SCHOOL_MUNICIPALITY, MUNICIPALITY))
    parts = tuple(Branch(Line(unit, columns)) for (_, unit), columns in lines.items())
    return publishable_tree(measure, Branch(Line(MUNICIPALITY, whole), parts))[MUNICIPALITY]


def in_sql(facts: list[PupilFact]) -> tuple[Figures, float]:
    """Ask the database one query a measure; return the figures and the seconds of the queries."""
    names = "school, year_group, offered, reported, absent, excused, unexcused, merit, all_passed"
    columns = f"{names}, has_left, start, outcome, years, {', '.join(FAMILIES)}"
    database = sqlite3.connect(":memory:")
    database.execute(f"CREATE TABLE pupil ({columns})")
    places = ", ".join("?" * len(columns.split(",")))
    database.executemany(
        f"INSERT INTO pupil VALUES ({places})", (tuple(_row(fact)) for fact in facts)
    )
    started = process_time()
    figures = {
        (measure, school): (total, value)
        for measure in QUERIES
        for school, total, value in database.execute(_query(measure))
    }
    return figures, process_time() - started


def _query(measure: str) -> str:
    (value, where), *filled = QUERIES[measure]
    value, where = value.format(*filled), where.format(*filled)
    return f"SELECT school, COUNT(*), {value} FROM pupil WHERE {where} GROUP BY school"


def _row(fact: PupilFact) -> Iterator[object]:
    [stay], minutes, completion = fact.stays, fact.stays[0].minutes, fact.completion
    yield from (stay.school, fact.dims["year_group"], minutes.offered, minutes.reported)
    yield from (minutes.absent, minutes.excused, minutes.unexcused, float(fact.merit or 0))
    yield from (fact.all_passed, fact.left)
    if completion is not None:
        yield from (completion.start, *completion.reached[0])
    yield from (each in (fact.eligible or ()) for each in FAMILIES)


def refuse_difference(cells: dict[str, dict[Group, Cell]], queried: Figures) -> None:
    """Stop where a figure of a school differs, or where one side lacks it."""
    ours = {
        (measure, group.unit): (cell.total, _value(measure, cell))
        for measure, found in cells.items()
        for group, cell in found.items()
        if group.level is Level.SCHOOL and not group.dims
    }
    if ours.keys() != queried.keys():
        raise SystemExit(f"Figures are lacking: {sorted(ours.keys() ^ queried.keys())[:5]}")
    for key, (total, value) in ours.items():
        if total != queried[key][0] or abs(value - queried[key][1]) > TIMES_EQUAL * max(1, value):
            raise SystemExit(f"{key} is {total, value} here and {queried[key]} in SQL.")


def _value(measure: str, cell: Cell) -> float:
    match shipped_measures()[measure].counting.kind:
        case Kind.PUPILS:
            return cell.event / cell.total
        case Kind.MEAN:
            return float(cell.value / cell.total)
        case Kind.MINUTES:
            return float(cell.value / cell.weight)


if __name__ == "__main__":
    main()
