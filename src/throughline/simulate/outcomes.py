"""What becomes of the pupils, as rows and as facts to count from: the truth behind a simulation.

No school has such a file: it tells the future. One row for each pupil of upper secondary school and
of the last year before it. Headers and words are codes, the same in every country.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from throughline.measures.facts import Completion, PupilFact, Stay
from throughline.simulate.prospects import fate_of, lines_of, starter_of, starting_classes
from throughline.terms.school_years import SchoolYear

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from throughline.simulate.prospects import Fate, Starter
    from throughline.simulate.pupils import Pupil
    from throughline.simulate.rows import Row
    from throughline.simulate.world import World

COLUMNS = (
    "pupil",
    "school",
    "class",
    "started_on",
    "age_at_start",
    "start",
    "programme",
    "years_followed",
    "outcome",
    "years",
    "school_year",
    "left",
    "left_on",
)
"""The header of the table of outcomes; the reference page says what each column means."""

_ENDS = (6, 30)
_LONGEST = 3
_YES, _NO = "yes", "no"


def outcomes(world: World) -> Iterator[Sequence[Row]]:
    """Yield each class's outcomes."""
    uppers = _upper_schools(world)
    for school_class in starting_classes(world.classes):
        place = school_class.school.place
        school = school_class.school.name if school_class.programme else uppers.get(place, "")
        yield [_row(pupil, school, world) for pupil in world.pupils_of(school_class)]


def outcome_classes(world: World) -> int:
    """Return how many pieces the table has."""
    return sum(1 for _ in starting_classes(world.classes))


def outcome_facts(rows: Iterable[Mapping[str, str]], *, year: SchoolYear) -> Iterator[PupilFact]:
    """Yield the facts that measures count from in one school year, of the rows of an outcomes file.

    A pupil's completion is told in the school year of the start, the leaving in the year that is
    simulated; a pupil of whom neither is told then is left out.

    Args:
        rows: the file's rows by column, as ``csv.DictReader`` gives them.
        year: the school year that is counted in.
    """
    for row in rows:
        started_on = date.fromisoformat(row["started_on"])
        starts = SchoolYear.of(started_on) == year
        tells_left = row["school_year"] == str(year) and row["left"] != ""
        if starts or tells_left:
            yield PupilFact(
                pupil_id=row["pupil"],
                stays=(Stay(row["school"], started_on, _stays_to(row), row["class"] or None),),
                dims={"programme": row["programme"]} if row["programme"] else {},
                completion=_completion(row) if starts else None,
                left=row["left"] == _YES if tells_left else None,
            )


def _completion(row: Mapping[str, str]) -> Completion:
    reached = ((row["outcome"], int(row["years"])),) if row["outcome"] else ()
    age = int(row["age_at_start"])
    return Completion(row["start"], int(row["years_followed"]), reached, age_at_start=age)


def _stays_to(row: Mapping[str, str]) -> date:
    if row["left_on"]:
        return date.fromisoformat(row["left_on"]) - timedelta(days=1)
    return date(int(row["started_on"][:4]) + _LONGEST, *_ENDS)


def _row(pupil: Pupil, school: str, world: World) -> Row:
    school_class = pupil.school_class
    lines = lines_of(world.plan)
    starter = starter_of(pupil, lines=lines, plan=world.plan, preset=world.preset)
    fate = fate_of(starter, lines)
    programme = school_class.programme
    return (
        pupil.id,
        school,
        school_class.name() if programme else "",
        date(starter.autumn, 8, 15).isoformat(),
        str(starter.autumn - school_class.birth_year),
        _start(starter),
        programme.code if programme else "",
        str(starter.completion.years[-1]),
        *_fate(fate),
        str(world.plan.school_year),
        *_left(pupil, world),
    )


def _upper_schools(world: World) -> dict[str, str]:
    """The upper secondary school of each municipality: where its pupils begin."""
    schools = (each.school for each in world.classes if each.programme is not None)
    return {school.place: school.name for school in schools}


def _start(starter: Starter) -> str:
    """National or introductory in Sweden, by the core subjects; the track in Norway."""
    if starter.completion.outcome == "diploma":
        return "introductory" if starter.failed_core else "national"
    return starter.completion.tracks[0]


def _fate(fate: Fate) -> tuple[str, str]:
    return fate.outcome, "" if fate.years is None else str(fate.years)


def _left(pupil: Pupil, world: World) -> tuple[str, str]:
    """Whether and when a pupil of upper secondary school left; unknown where no figure says how many."""
    programme = pupil.school_class.programme
    if programme is None or not world.preset.completion_of(programme.track).left:
        return "", ""
    leave = world.leaves.get(pupil.number)
    return (_NO, "") if leave is None else (_YES, leave.day.isoformat())
