"""Building the demo's database, step by step, and knowing whether it is built."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING

from django.core.management import call_command

from throughline.terms.calendars import load_calendar
from throughline.terms.school_years import SchoolYear
from throughline_web.desk.demo import (
    answer_some,
    evaluate_autumn,
    found_municipality,
    import_folder,
    release_years,
    town_of,
)
from throughline_web.desk.demo_people import make_log_ins
from throughline_web.organisations.clock import now, today
from throughline_web.organisations.queries import member_for

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from pathlib import Path

    from throughline.simulate import Plan

SEED = 1
_MADE_BY = 4
"""Raised when the demo is built in another way, so that old ones are built anew."""
_COORDINATOR = "samordnare"


def is_built(var: Path, *, pupils: int) -> bool:
    """Say whether a demo of that size stands ready, as fresh as this week."""
    mark = var / "demo.json"
    if not mark.is_file() or not (var / "throughline.sqlite3").is_file():
        return False
    told: dict[str, int] = json.loads(mark.read_text(encoding="utf-8"))
    return told.get("pupils") == pupils and told.get("made_by") == _MADE_BY


def build(var: Path, *, pupils: int, say: Callable[[str], None]) -> None:
    """Simulate, import and evaluate a municipality; the mark is written last.

    An interrupted build leaves no mark, and the next start begins anew.
    """
    on = today()
    say("1/5 Preparing the database")
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    say(f"2/5 Simulating {pupils} pupils")
    name = _write_files(var / "demo-files", pupils=pupils, on=on)
    organiser = found_municipality(name, country="se", at=now())
    for file in import_folder(var / "demo-files", organiser=organiser, on=on, now=now):
        say(f"3/5 Imported {file}")
    town = town_of(organiser, var / "demo-files", on=on)
    log_ins = make_log_ins(town, on=on - timedelta(weeks=8), at=now())
    for school in evaluate_autumn(town, on=on):
        say(f"4/5 Evaluated {school}")
    answer_some(member_for(log_ins[0].account_id, on), town, on=on, now=now)
    coordinator = next(one for one in log_ins if one.role == _COORDINATOR)
    release_years(member_for(coordinator.account_id, on), town, on=on, now=now)
    mark = {"pupils": pupils, "made_by": _MADE_BY}
    (var / "demo.json").write_text(json.dumps(mark), encoding="utf-8")
    say("5/5 Done")


def _write_files(folder: Path, *, pupils: int, on: date) -> str:
    """Write the simulated files as a school would export them; return the municipality's name."""
    # Only the demo simulates, and a site that starts does not need it.
    from throughline.simulate import simulate, write_csv  # noqa: PLC0415 - slow import

    simulation = simulate(plan_of(pupils, on))
    folder.mkdir(parents=True, exist_ok=True)
    for table in simulation.tables():
        with (folder / f"{table.name}.csv").open("wb") as stream:
            write_csv(table, stream)
    (folder / "simulation.toml").write_text(simulation.manifest(), encoding="utf-8")
    return simulation.world.classes[0].school.place


def plan_of(pupils: int, on: date) -> Plan:
    """Return a plan up to the latest school day before a day; in summer, of the year just ended."""
    from throughline.simulate import Plan  # noqa: PLC0415 - slow import

    year = SchoolYear.of(on)
    days = _days_before(year, on)
    if not days:
        year = SchoolYear(year.first_year - 1)
        days = _days_before(year, on)
    return Plan(pupils, "se", year, seed=SEED, as_of=days[-1])


def _days_before(year: SchoolYear, on: date) -> list[date]:
    calendar = load_calendar("se")
    span = calendar.school_year(year)
    if span is None:
        return []
    return [day for day in calendar.school_days(span) if day < on]
