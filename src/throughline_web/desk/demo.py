"""The demo: a simulated municipality, imported and evaluated the ordinary way."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from throughline_web.earlywarning.actions import Decision, answer_case, evaluate_school
from throughline_web.earlywarning.choices import AnswerKind, KnownReason
from throughline_web.earlywarning.queries import live_cases
from throughline_web.measures.actions import ask_for_release, make_release
from throughline_web.measures.queries import organiser_for
from throughline_web.organisations.actions import NewUnit, create_unit
from throughline_web.organisations.members import SYSTEM
from throughline_web.organisations.queries import pupil_ids_by_external_id, schools_organised_by
from throughline_web.organisations.roles import UnitKind
from throughline_web.sources.actions import choose_protection, import_file
from throughline_web.sources.states import State

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from pathlib import Path

    from throughline_web.organisations.members import Member
    from throughline_web.organisations.models import Unit

_FIRST = ("pupils", "staff", "guardians", "grades")


class DemoError(Exception):
    """The demo could not be built; the message says which file was refused."""


@dataclass(frozen=True, slots=True)
class Town:
    """The demo's municipality and the pupils who play its stories, by the ids of the database."""

    organiser: Unit
    schools: tuple[Unit, ...]
    stories: dict[str, int]


def import_folder(
    folder: Path, *, organiser: Unit, on: date, now: Callable[[], datetime]
) -> Iterator[str]:
    """Import every table of a simulated folder, people first; yield each name as it is done.

    Raises:
        DemoError: a file did not become live.
    """
    choose_protection(by=SYSTEM, organiser_id=organiser.pk, accepts_protected=True, at=now())
    for path in _in_order(folder):
        with path.open("rb") as stream:
            run = import_file(
                by=SYSTEM, organiser_id=organiser.pk, stream=stream, name=path.name, on=on, now=now
            )
        if run.state != State.LIVE:
            raise DemoError(f"{path.name}: {run.state} {run.failure_text or run.findings}")
        yield path.name


def _in_order(folder: Path) -> list[Path]:
    files = {path.stem: path for path in sorted(folder.glob("*.csv"))}
    return [files.pop(name) for name in _FIRST if name in files] + list(files.values())


def found_municipality(name: str, *, country: str, at: datetime) -> Unit:
    """Make the municipality that the demo's files are imported for."""
    unit = NewUnit(UnitKind.MUNICIPALITY, name, country=country)
    return create_unit(by=SYSTEM, unit=unit, at=at)


def town_of(organiser: Unit, folder: Path, *, on: date) -> Town:
    """Return what the import made of the municipality, and who plays which story."""
    told = tomllib.loads((folder / "simulation.toml").read_text(encoding="utf-8"))
    stories = told.get("stories", {})
    ids = pupil_ids_by_external_id(organiser.pk, list(stories.values()))
    schools = tuple(schools_organised_by([organiser.pk], on).order_by("pk"))
    return Town(
        organiser, schools, {name: ids[word] for name, word in stories.items() if word in ids}
    )


def evaluate_autumn(town: Town, *, on: date) -> Iterator[str]:
    """Evaluate each school as of two weeks ago and as of today, as a school does that looks regularly.

    Early questions are answered by the team, late ones wait: the answers are people's, the flags
    are the core's.
    """
    days = [on - timedelta(weeks=2), on]
    for school in town.schools:
        for day in days:
            evaluate_school(by=SYSTEM, school_id=school.pk, as_of=day)
        yield school.name


def answer_some(team: Member, town: Town, *, on: date, now: Callable[[], datetime]) -> None:
    """Let the team decide about every third question that is older than a week, as people do."""
    told = set(town.stories.values())
    old = [case for case in live_cases(team, on) if case.opened_on < on - timedelta(days=10)]
    for index, case in enumerate(case for case in old if case.pupil_id not in told):
        if index % 3:
            continue
        answered_on = min(on, case.opened_on + timedelta(days=2 + index % 5))
        answer_case(
            by=team, case_id=case.pk, decision=_decision(index, on=on), on=answered_on, at=now()
        )


def _decision(index: int, *, on: date) -> Decision:
    back = on + timedelta(days=10 + index % 14)
    decisions = (
        Decision(AnswerKind.TALK_PLANNED, return_on=back),
        Decision(AnswerKind.SUPPORT_WANTED),
        Decision(AnswerKind.KNOWN, KnownReason.ILLNESS, back),
        Decision(AnswerKind.TALK_PLANNED),
    )
    return decisions[(index // 3) % len(decisions)]


def release_years(
    coordinator: Member, town: Town, *, on: date, now: Callable[[], datetime]
) -> None:
    """Let the coordinator release the figures of every school year, the oldest first."""
    place = organiser_for(coordinator, town.organiser.public_id, on=on)
    years = [] if place is None else [one for one in place.periods if not one.is_term]
    for year in reversed(years):
        asked = ask_for_release(
            by=coordinator, organiser=town.organiser, period=year, why="", on=on, at=now()
        )
        make_release(by=SYSTEM, release_id=asked.pk, on=on, at=now())
