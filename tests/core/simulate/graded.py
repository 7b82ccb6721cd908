"""What a simulation's people, grades and outcomes amount to: read from the files, by the real rules."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from typing import TYPE_CHECKING

from tests.core.simulate.written import csv_bytes
from throughline.measures.counting import Cell, count
from throughline.measures.definition import measure_of
from throughline.measures.facts import PupilFact, Stay
from throughline.records.sweden.eligibility import eligibility
from throughline.records.sweden.grades import subject_grades
from throughline.records.sweden.merit import merit_value
from throughline.simulate import Plan, simulate
from throughline.simulate.outcomes import outcome_facts
from throughline.sources import SourceFile, load_profile, read
from throughline.terms.school_years import DateSpan, SchoolYear

if TYPE_CHECKING:
    from throughline.terms.people import GradeRow, PupilRow

YEAR = SchoolYear(2025)
SUMMER = date(2026, 6, 30)
START = date(2025, 8, 1)


@dataclass(frozen=True)
class Graded:
    """A whole school year of a population, without its marks."""

    country: str
    pupils: dict[str, PupilRow]
    grades: dict[str, list[GradeRow]]
    outcomes: list[dict[str, str]]

    def of_years(self, *years: str) -> list[PupilRow]:
        return [pupil for pupil in self.pupils.values() if pupil.year_group in years]

    def outcome_of(self, pupil_id: str) -> dict[str, str]:
        return next(row for row in self.outcomes if row["pupil"] == pupil_id)

    def told(self, measure: str) -> Cell:
        """One of the measures of what pupils' grades amount to."""
        return summed(measure, self.facts, YEAR)

    def became(self, measure: str, *, year: SchoolYear = YEAR) -> Cell:
        """One of the measures of what became of the pupils."""
        return summed(measure, outcome_facts(self.outcomes, year=year), year)

    @cached_property
    def facts(self) -> list[PupilFact]:
        """What the grades of the last year of compulsory school amount to."""
        return [_fact(pupil, self.grades[pupil.pupil_id]) for pupil in self.of_years("9")]


@cache
def graded(country: str, pupils: int, seed: int, *, stories: bool = False) -> Graded:
    simulated = simulate(
        Plan(
            pupils=pupils,
            country=country,
            school_year=YEAR,
            seed=seed,
            stories=stories,
            outcomes=True,
        )
    )
    rows = defaultdict(list)
    for grade in portions(simulated, "grades"):
        rows[grade.pupil_id].append(grade)
    text = csv_bytes(simulated, "outcomes").decode("utf-8-sig")
    return Graded(
        country,
        {pupil.pupil_id: pupil for pupil in portions(simulated, "pupils")},
        rows,
        list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";")),
    )


def portions(simulated, name):
    """The rows of one file as the importer reads them; none may be refused."""
    stream = SourceFile(f"{name}.csv", io.BytesIO(csv_bytes(simulated, name)))
    for portion in read(stream, load_profile(name)):
        assert portion.rejected == portion.protected_refused
        yield from getattr(portion, name)


def summed(measure: str, facts, year: SchoolYear) -> Cell:
    period = DateSpan(year.starts_on, year.ends_on)
    cells = count(measure_of(measure), facts, period=period).cells
    return sum(cells.values(), Cell())


def _fact(pupil: PupilRow, grades: list[GradeRow]) -> PupilFact:
    found = eligibility(grades, on=SUMMER)
    merit = merit_value(grades, on=SUMMER)
    return PupilFact(
        pupil_id=pupil.pupil_id,
        stays=(Stay(pupil.unit_id, START, SUMMER, pupil.class_name),),
        dims={"year_group": pupil.year_group},
        merit=None if merit is None else merit.value,
        eligible=frozenset(family for family, opens in found.eligible.items() if opens),
        all_passed=all(each.passed for each in subject_grades(grades, on=SUMMER)),
    )
