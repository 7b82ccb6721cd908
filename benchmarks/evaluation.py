"""Evaluation of a million marks, beside the same rates in vectorised pandas.

There is no aim: this plain evaluation, one pupil at a time, is the reference that a faster one is
measured against. Both must come to the same rates before their times count.

    python -m benchmarks.evaluation [--marks 1000000]
"""

from __future__ import annotations

from argparse import ArgumentParser
from dataclasses import dataclass
from time import process_time
from typing import TYPE_CHECKING

import pandas as pd
import pyarrow as pa

from benchmarks._made_up import portions, school_days
from throughline.cli.evaluation import STANDARD_WINDOWS, Evaluated, evaluate
from throughline.earlywarning.policy import DEFAULT_POLICY, shipped_policies
from throughline.records.gathering import Gathering

if TYPE_CHECKING:
    from datetime import date

    from throughline.sources import Portion

SCOPES = ("total", "excused", "unexcused")
PER = 1_000_000


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds of processor time, and what was computed in them."""

    seconds: float
    checksum: float
    flags: int = 0


def main() -> None:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--marks", type=int, default=PER)
    made = portions(parser.parse_args().marks)
    marks = sum(portion.rows for portion in made)
    as_of = school_days()[-1]

    plain = evaluated(made, as_of)
    pandas = in_pandas(made, as_of)
    if abs(plain.checksum - pandas.checksum) > 1e-6 * abs(plain.checksum):
        raise SystemExit(f"The rates differ: {plain.checksum} here, {pandas.checksum} in pandas.")

    print(f"{marks:,} marks of {len(made):,} pupils, as of {as_of}; {plain.flags:,} flags")
    print(f"rates agree (checksum {plain.checksum:.6f})")
    print(f"{'':34}{'seconds':>9}{'per million marks':>20}{'ratio':>8}")
    for name, measured in (
        ("plain: records, rates and flags", plain),
        ("pandas: rates alone", pandas),
    ):
        per_million = measured.seconds * PER / marks
        ratio = measured.seconds / pandas.seconds
        print(f"{name:34}{measured.seconds:9.2f}{per_million:20.2f}{ratio:8.1f}")


def evaluated(made: list[Portion], as_of: date) -> Measured:
    """Gather, roll up, and evaluate every pupil by the standard policy."""
    started = process_time()
    gathering = Gathering()
    for portion in made:
        gathering.add(portion)
    gathered = gathering.close()
    units = gathered.unit_days()
    policy = shipped_policies()[DEFAULT_POLICY]
    checksum, flags = 0.0, 0
    for one in evaluate(gathered.records(), units=units, policy=policy, as_of=as_of):
        checksum += sum(_rates(one))
        flags += len(one.flags)
    return Measured(process_time() - started, checksum, flags)


def in_pandas(made: list[Portion], as_of: date) -> Measured:
    """Compute the rates of the same windows with grouped sums over one frame."""
    started = process_time()
    table = pa.Table.from_batches([portion.marks for portion in made]).unify_dictionaries()
    names = [
        "pupil_id",
        "unit_id",
        "starts_on",
        "reported",
        "present",
        "excused",
        "unexcused",
        "other",
    ]
    frame = table.select(names).to_pandas()
    frame["starts_on"] = pd.to_datetime(frame["starts_on"])
    frame["total"] = frame["reported"] - frame["present"] - frame["other"]
    day = pd.Timestamp(as_of)
    days = sorted(frame["starts_on"].unique())
    begins = {
        "rolling:20": days[-20],
        "month": day.replace(day=1),
        "term": pd.Timestamp(day.year, 7 if day.month >= 7 else 1, 1),
        "year": pd.Timestamp(day.year if day.month >= 7 else day.year - 1, 7, 1),
    }
    checksum = 0.0
    for name in STANDARD_WINDOWS:
        inside = frame[(frame["starts_on"] >= begins[name]) & (frame["starts_on"] <= day)]
        sums = inside.groupby(["pupil_id", "unit_id"], observed=True)[["reported", *SCOPES]].sum()
        checksum += float(sums[list(SCOPES)].div(sums["reported"], axis=0).to_numpy().sum())
    return Measured(process_time() - started, checksum)


def _rates(one: Evaluated) -> list[float]:
    known = [one.windows[name] for name in STANDARD_WINDOWS]
    return [totals.rate(scope) or 0.0 for totals in known if totals for scope in SCOPES]


if __name__ == "__main__":
    main()
