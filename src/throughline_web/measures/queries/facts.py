"""What the rooms before know of each pupil in a period, as measures count it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from throughline.measures.facts import Home, Minutes, PupilFact, Stay
from throughline.records.grades import is_known, latest_term, subjects_not_passed
from throughline.records.sweden.eligibility import eligibility
from throughline.records.sweden.merit import merit_value
from throughline.terms.school_years import SchoolYear
from throughline_web.organisations.queries import homes_of_pupils_at, stays_of_pupils_at
from throughline_web.records.queries import (
    grades_of_pupils,
    sums_of_schools,
    sums_with_periods,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from datetime import date

    from throughline.terms.people import GradeRow
    from throughline.terms.school_years import DateSpan
    from throughline_web.organisations.queries import PupilHome, PupilStay
    from throughline_web.records.queries import PupilSum

_FEW = 2_000
_GRADED = frozenset({"9"})
"""The year group whose grades lead on from Sweden's compulsory school."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose facts are asked for: schools of one country, a span of days, and what day it is."""

    schools: Collection[int]
    country: str
    span: DateSpan
    on: date

    @property
    def until(self) -> date:
        """The last day of the span that has come."""
        return min(self.span.ends_on, self.on)


@dataclass(frozen=True, slots=True)
class _Known:
    """What was asked of the database, by pupil."""

    asked: Asked
    sums: Mapping[tuple[int, int], PupilSum]
    homes: Mapping[int, list[PupilHome]]
    grades: Mapping[int, list[GradeRow]]


def facts_of(asked: Asked) -> Iterator[PupilFact]:
    """Yield the fact of every pupil who was at some schools in a span of days.

    A pupil who moved in the span has every stay, at other schools too. Class, year group and
    programme are told of stays that have not gone on into a later school year: what is known of
    today says nothing of years ago. Sex is not stored by the site, so nothing is divided by it.
    """
    span = asked.span
    rows = stays_of_pupils_at(asked.schools, since=span.starts_on, until=asked.until)
    stays = _by_pupil(rows)
    graded = _graded(stays, asked) if asked.country == "se" else []
    grades = {
        pupil: told for some in _portions(graded) for pupil, told in grades_of_pupils(some).items()
    }
    known = _Known(asked, _sums(asked, stays), _homes(asked), grades)
    for pupil, held in stays.items():
        yield _fact(pupil, held, known)


def _by_pupil(stays: Sequence[PupilStay]) -> dict[int, list[PupilStay]]:
    found: dict[int, list[PupilStay]] = defaultdict(list)
    for stay in stays:
        found[stay.pupil_id].append(stay)
    return found


def _sums(asked: Asked, stays: Mapping[int, list[PupilStay]]) -> dict[tuple[int, int], PupilSum]:
    """Return the minutes by pupil and school; of those who moved, elsewhere too."""
    wanted, since, until = set(asked.schools), asked.span.starts_on, asked.until
    moved = {
        pupil: elsewhere
        for pupil, held in stays.items()
        if (elsewhere := {stay.school_id for stay in held} - wanted)
    }
    found = sums_of_schools(asked.schools, since=since, until=until)
    others = {school for elsewhere in moved.values() for school in elsewhere}
    for some in _portions(sorted(moved)):
        found += sums_of_schools(others, since=since, until=until, pupils=some)
    for school in (*asked.schools, *others):
        found += sums_with_periods(school, since=since, until=until)
    return {(one.pupil_id, one.unit_id): one for one in found}


def _homes(asked: Asked) -> dict[int, list[PupilHome]]:
    found: dict[int, list[PupilHome]] = defaultdict(list)
    since = asked.span.starts_on
    for home in homes_of_pupils_at(asked.schools, since=since, until=asked.until):
        found[home.pupil_id].append(home)
    return found


def _graded(stays: Mapping[int, list[PupilStay]], asked: Asked) -> list[int]:
    return [pupil for pupil, held in stays.items() if _group(held[-1], asked)[1] in _GRADED]


def _portions(pupils: Sequence[int]) -> Iterator[Sequence[int]]:
    """Yield some at a time: a database takes only so many values in one question."""
    for first in range(0, len(pupils), _FEW):
        yield pupils[first : first + _FEW]


def _group(stay: PupilStay, asked: Asked) -> tuple[str, str, str]:
    """Return class, year group and programme where they are those of the span's school year."""
    year = SchoolYear.of(asked.span.starts_on)
    if (stay.ends_on or asked.on) > year.ends_on:
        return ("", "", "")
    return (stay.class_name, stay.year_group, stay.programme)


def _fact(pupil: int, held: Sequence[PupilStay], known: _Known) -> PupilFact:
    asked = known.asked
    _, year, programme = _group(held[-1], asked)
    dims = {"year_group": year, "programme": programme}
    told = known.grades.get(pupil, ())
    grades = [grade for grade in told if is_known(grade, on=asked.until)]
    return PupilFact(
        str(pupil),
        tuple(_stays(pupil, held, known)),
        tuple(_home(home, asked.span) for home in known.homes.get(pupil, ())),
        {name: value for name, value in dims.items() if value},
        **_of_grades(grades, asked.until),
    )


def _of_grades(grades: Sequence[GradeRow], on: date) -> dict[str, Any]:
    if not grades:
        return {}
    merit, found = merit_value(grades, on=on), eligibility(grades, on=on)
    return {
        "merit": None if merit is None else merit.value,
        "eligible": frozenset(name for name, is_open in found.eligible.items() if is_open),
        "all_passed": not subjects_not_passed(latest_term(grades)),
    }


def _stays(pupil: int, held: Sequence[PupilStay], known: _Known) -> Iterator[Stay]:
    """Yield the stays; of several at one school the last bears its minutes, which are known whole."""
    asked = known.asked
    last = {stay.school_id: index for index, stay in enumerate(held)}
    for index, stay in enumerate(held):
        told = known.sums.get((pupil, stay.school_id)) if last[stay.school_id] == index else None
        yield Stay(
            str(stay.school_id),
            max(stay.starts_on or asked.span.starts_on, asked.span.starts_on),
            min(stay.ends_on or asked.until, asked.until),
            _group(stay, asked)[0] or None,
            _minutes(told) if told else Minutes(),
        )


def _minutes(told: PupilSum) -> Minutes:
    is_reported = bool(told.reported)
    return Minutes(
        told.offered,
        told.reported if is_reported else None,
        told.absent if is_reported else None,
        told.excused,
        told.unexcused,
        told.unresolved,
    )


def _home(home: PupilHome, span: DateSpan) -> Home:
    return Home(
        str(home.municipality_id),
        home.starts_on or span.starts_on,
        home.ends_on or span.ends_on,
    )
