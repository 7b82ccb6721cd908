"""Simulating a school year's files, beside writing the very same rows with a plain csv writer.

Run as ``python -m benchmarks.simulate [PUPILS]``. The simulation draws every pupil and mark and
writes them; the plain writer is given the finished rows of the lessons, and only writes. Parquet is
told beside it. Peak memory must not grow with the pupils.
"""

from __future__ import annotations

import csv
import resource
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from throughline.simulate import Plan, simulate, write_csv
from throughline.simulate.batches import lesson_batches, write_parquet
from throughline.terms.school_years import SchoolYear

if TYPE_CHECKING:
    from collections.abc import Callable

    from throughline.simulate import Simulation, Table

_PUPILS = 600


def main(pupils: int = _PUPILS) -> None:
    plan = Plan(pupils=pupils, country="se", school_year=SchoolYear(2025), history=False)
    simulation = simulate(plan)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        written = cpu_seconds(lambda: _csv(_lessons(simulation), folder / "lessons.csv"))
        packed = cpu_seconds(lambda: _parquet(simulation, folder / "lessons.parquet"))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        rows = [list(row) for row in _lessons(simulation).rows()]
        plain = min(cpu_seconds(lambda: _plainly(rows, folder / "plain.csv")) for _ in range(3))
    for label, seconds in (
        ("plain csv writer", plain),
        ("simulate to CSV", written),
        ("simulate to Parquet", packed),
    ):
        speed = len(rows) / seconds
        print(f"{label:20} {seconds:8.2f} s of processor  {speed:12,.0f} rows/s")
    print(
        f"ratio CSV {written / plain:.1f}, Parquet {packed / plain:.1f}   "
        f"peak memory {peak} MB   rows {len(rows):,}"
    )


def _lessons(simulation: Simulation) -> Table:
    return next(table for table in simulation.tables() if table.name == "lessons")


def _csv(table: Table, path: Path) -> None:
    with path.open("wb") as stream:
        write_csv(table, stream)


def _parquet(simulation: Simulation, path: Path) -> None:
    with path.open("wb") as stream:
        write_parquet(lesson_batches(simulation), stream, seed=simulation.plan.seed)


def _plainly(rows: list[list[str]], path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, delimiter=";").writerows(rows)


def cpu_seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


if __name__ == "__main__":
    main(*(int(word) for word in sys.argv[1:]))
