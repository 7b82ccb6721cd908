"""Stories worth finding are told by the marks, and by nothing else."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from datetime import date

import pytest

from tests.core.simulate.written import MID_NOVEMBER, day_of, plan, rows, simulation
from throughline.simulate import simulate
from throughline.terms.school_years import SchoolYear

NAMES = [
    "slow_slide",
    "monday_mornings",
    "silent_leaver",
    "newly_arrived",
    "protected_identity",
    "recovered",
    "long_illness",
    "late_every_morning",
    "turned_eighteen",
]


def of_pupil(story: str, name: str = "lessons") -> list[list[str]]:
    pupil = simulation().stories[story]
    return [row for row in rows(name) if row[0] == pupil]


def days_of(table: list[list[str]]) -> list[list[list[str]]]:
    days = defaultdict(list)
    for row in table:
        days[row[1]].append(row)
    return [days[day] for day in sorted(days)]


def rate(days) -> float:
    known = [row for day in days for row in day if row[7]]
    absent = sum(int(row[8]) + int(row[9]) + int(row[10]) for row in known)
    return absent / sum(int(row[6]) for row in known)


def test_every_story_has_a_pupil_of_its_own():
    stories = simulation().stories

    assert list(stories) == NAMES
    assert len(set(stories.values())) == len(NAMES)


@pytest.mark.parametrize("pupils", [1, 3, 12, 59, 130])
def test_a_small_population_tells_the_stories_it_has_pupils_for(pupils):
    stories = simulate(plan(pupils=pupils)).stories

    assert set(stories) <= set(NAMES)
    assert len(set(stories.values())) == len(stories)


def test_without_stories_nobody_plays_one():
    simulated = simulation(stories=False)

    assert simulated.stories == {}
    assert "stopped_reporting" not in simulated.manifest()


def test_the_slow_slide_goes_from_six_percent_to_nineteen():
    days = days_of(of_pupil("slow_slide"))

    assert rate(days[:20]) == pytest.approx(0.06, abs=0.015)
    assert rate(days[-20:]) == pytest.approx(0.19, abs=0.015)
    assert rate(days[-40:-20]) < rate(days[-20:-10]) < rate(days[-10:])


def test_the_monday_pattern_is_the_first_three_lessons_of_mondays():
    absent = [
        (day_of(row[1]).weekday(), nth)
        for day in days_of(of_pupil("monday_mornings"))
        for nth, row in enumerate(day)
        if row[7] == "0" and not int(row[11])
    ]

    on_monday_mornings = [one for one in absent if one[0] == 0 and one[1] < 3]

    assert len(on_monday_mornings) > 20
    assert len(on_monday_mornings) / len(absent) > 0.8


def test_the_silent_leaver_is_not_registered_while_the_class_is():
    days = days_of(of_pupil("silent_leaver"))
    class_name = days[0][0][3]
    classmates = [
        row
        for row in rows("lessons")
        if row[3] == class_name and row[2] == days[0][0][2] and row[1] >= days[-15][0][1]
    ]

    assert all(row[7] == "" for day in days[-15:] for row in day)
    assert any(row[7] for row in days[-16])
    assert sum(row[7] != "" for row in classmates) > 0.8 * len(classmates)


def test_the_newly_arrived_pupil_came_three_weeks_ago_and_is_hardly_registered():
    days = days_of(of_pupil("newly_arrived"))
    pupil = next(row for row in rows("pupils") if row[0] == days[0][0][0])

    registered = [row for day in days for row in day if row[7]]

    assert len(days) == 15
    assert pupil[14] == days[0][0][1]
    assert 0.2 < len(registered) / sum(map(len, days)) < 0.6
    assert of_pupil("newly_arrived", "days-2025-26") == []


def test_the_pupil_who_recovers_was_absent_and_is_present():
    days = days_of(of_pupil("recovered"))

    assert rate(days[:20]) > 0.2
    assert rate(days[-40:]) < 0.05


def test_the_long_illness_is_excused_day_by_day():
    days = days_of(of_pupil("long_illness"))
    known = [row for day in days[-25:] for row in day if row[7]]

    assert {row[8] == row[6] for row in known if not int(row[11])} == {True}
    assert sum(int(row[9]) for day in days for row in day if row[9]) == 0


def test_the_late_pupil_is_late_to_most_first_lessons_and_no_other():
    days = days_of(of_pupil("late_every_morning"))
    first = [int(day[0][12]) for day in days if day[0][7] and not int(day[0][11])]

    assert sum(late > 0 for late in first) / len(first) > 0.8
    assert not any(int(row[12] or 0) for day in days for row in day[1:])


@pytest.mark.parametrize(
    ("year", "as_of"),
    [
        pytest.param(2026, MID_NOVEMBER, id="autumn"),
        pytest.param(2026, date(2027, 3, 3), id="spring"),
        pytest.param(2025, None, id="the whole year"),
    ],
)
def test_a_pupil_turned_eighteen_three_days_ago(year, as_of):
    simulated = simulate(plan(pupils=1500, school_year=SchoolYear(year), as_of=as_of))
    pupil = simulated.stories["turned_eighteen"]
    people = next(table for table in simulated.tables() if table.name == "pupils")

    born = next(day_of(row[3]) for row in people.rows() if row[0] == pupil)

    assert 2 <= (simulated.last_day - born.replace(year=born.year + 18)).days <= 4


def test_one_small_school_stopped_reporting_two_weeks_ago():
    school = simulation().world.cast.silent_school
    table = [row for row in rows("lessons") if row[2] == school]

    days = days_of(table)

    assert len({row[0] for row in table}) == 36
    assert not any(row[7] for day in days[-10:] for row in day)
    assert sum(row[7] != "" for row in days[-11]) > 0.5 * len(days[-11])


def test_in_a_single_school_a_year_group_stopped_reporting():
    cast = simulate(plan(pupils=100)).world.cast

    assert cast.silent_year == 7
    assert len(cast.silent) == 2


def test_the_manifest_says_that_all_is_simulated_and_from_which_seed():
    told = tomllib.loads(simulation(pupils=1500).manifest())

    assert told["simulated"] is True
    assert told["seed"] == 7
    assert told["pupils"] == 1500
    assert told["preset"] == "Sweden total absence"
    assert told["as_of"] == MID_NOVEMBER
    assert told["stories"] == simulation(pupils=1500).stories
    assert told["stopped_reporting"] == {"school": simulation(pupils=1500).world.cast.silent_school}


def test_nothing_but_marks_and_people_is_written():
    names = [table.name for table in simulation().tables()]
    headers = {column for table in simulation().tables() for column in table.columns}

    assert names == ["pupils", "guardians", "staff", "grades", "lessons", "days-2025-26"]
    assert not {word for word in headers if "risk" in word or "flagg" in word or "%" in word}
