"""What a simulation writes, read back from its files: tests look at nothing else."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from throughline.simulate import Plan, Simulation, simulate, write_csv
from throughline.simulate.batches import day_batches, lesson_batches, write_parquet
from throughline.terms.school_years import SchoolYear

MID_NOVEMBER = date(2026, 11, 20)
COLUMNS = [
    "pupil_id",
    "starts_on",
    "offered",
    "reported",
    "present",
    "excused",
    "unexcused",
    "unresolved",
    "other",
    "late",
]


def plan(**changes) -> Plan:
    """A small municipality in mid-November, changed as asked."""
    asked = {
        "pupils": 300,
        "country": "se",
        "school_year": SchoolYear(2026),
        "as_of": MID_NOVEMBER,
        "seed": 7,
    }
    return Plan(**{**asked, **changes})


@cache
def simulation(**changes) -> Simulation:
    return simulate(plan(**changes))


def csv_bytes(simulated: Simulation, name: str) -> bytes:
    table = next(table for table in simulated.tables() if table.name == name)
    stream = io.BytesIO()
    write_csv(table, stream)
    return stream.getvalue()


@cache
def rows(name: str, **changes) -> list[list[str]]:
    """The rows of one CSV file, without its header."""
    text = csv_bytes(simulation(**changes), name).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))[1:]


def parquet(simulated: Simulation, *, days: bool = False, columns=None) -> pa.Table:
    """The marks of one Parquet file."""
    stream = io.BytesIO()
    batches = day_batches if days else lesson_batches
    write_parquet(batches(simulated), stream, seed=simulated.plan.seed)
    stream.seek(0)
    return pq.read_table(stream, columns=columns).unify_dictionaries()


def day_of(word: str, country: str = "se") -> date:
    form = "%Y-%m-%d" if country == "se" else "%d.%m.%Y"
    return datetime.strptime(word, form).date()  # noqa: DTZ007 - a day has no time zone


@dataclass(frozen=True)
class Measured:
    """A whole school year of a population, as its files tell it."""

    marks: pa.Table  # registered lessons, with ``absent``
    offered: int
    pupils: dict[str, tuple[str, int]]  # school and year group
    simulated: Simulation

    def share_by_pupil(self) -> dict[str, float]:
        """Each pupil's absence of the reported time of the year."""
        sums = self.marks.group_by("pupil_id").aggregate([("absent", "sum"), ("reported", "sum")])
        shares = pc.divide(pc.cast(sums["absent_sum"], "double"), sums["reported_sum"])
        return dict(zip(sums["pupil_id"].to_pylist(), shares.to_pylist(), strict=True))

    def shares(self, *years: int) -> list[float]:
        """The shares of the pupils of some year groups."""
        return [
            share
            for pupil, share in self.share_by_pupil().items()
            if self.pupils[pupil][1] in years
        ]

    def total(self, kind: str) -> int:
        return pc.sum(self.marks[kind]).as_py()


@cache
def whole_year(country: str, pupils: int, seed: int) -> Measured:
    simulated = simulate(
        Plan(
            pupils=pupils,
            country=country,
            school_year=SchoolYear(2025),
            seed=seed,
            history=False,
            stories=False,
        )
    )
    table = parquet(simulated, columns=COLUMNS)
    known = table.filter(pc.is_valid(table["reported"]))
    absent = pc.subtract(pc.subtract(known["reported"], known["present"]), known["other"])
    tables = {each.name: each for each in simulated.tables()}
    return Measured(
        marks=known.append_column("absent", absent),
        offered=pc.sum(table["offered"]).as_py(),
        pupils={row[0]: (row[6], int(row[7])) for row in tables["pupils"].rows()},
        simulated=simulated,
    )
