"""Years below lower secondary, and pupils who change school in the middle of the year."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date, timedelta

import pytest

from tests.core.simulate.written import csv_bytes, day_of, parquet, plan, rows, simulation
from throughline.simulate import PlanError, simulate

MINUTES = ("offered", "present", "excused", "unexcused", "unresolved", "other", "late", "distance")
YOUNG = {"F", "1", "2", "3", "4", "5", "6"}
TOWN = {"pupils": 600, "youngest": 0, "moves": True}


def schools_of(year_groups, **changes):
    return {row[6] for row in rows("pupils", **changes) if row[7] in year_groups}


def test_only_lower_and_upper_secondary_are_simulated_unless_asked():
    assert {row[7] for row in rows("pupils")} == set("123789")


def test_the_preschool_class_is_written_f_and_named_f():
    pupils = [row for row in rows("pupils", **TOWN) if row[7] == "F"]

    assert {row[8][0] for row in pupils} == {"F"}
    assert {day_of(row[3]).year for row in pupils} == {2020}


def test_from_year_1_there_is_no_preschool_class():
    assert {row[7] for row in rows("pupils", youngest=1)} == {*"123456789"}
    years = {row[7] for row in rows("pupils", youngest=1, country="no")}
    assert years == {*"123456789", "10"}


def test_the_young_have_schools_of_their_own_and_their_share_of_the_pupils():
    pupils = {row[0]: row[7] for row in rows("pupils", **TOWN)}
    lower = schools_of({"7", "8", "9"}, **TOWN)

    young = [row for row in rows("pupils", **TOWN) if row[6] not in lower and row[7] in YOUNG]

    assert len(pupils) == 600
    assert schools_of({"F"}, **TOWN) & lower == set()
    assert len({row[0] for row in young if row[9] == ""}) == pytest.approx(600 * 7 / 13, abs=20)


def test_grades_begin_in_the_year_that_has_them():
    town = {**TOWN, "as_of": date(2026, 12, 21)}
    young = {row[0] for row in rows("pupils", **town) if row[7] in YOUNG and row[9] == ""}
    graded = {
        row[2][0] for row in rows("grades", **town) if row[0] in young and row[3] == "HT 2026"
    }

    assert graded == {"6"}


def test_the_young_skip_no_single_lessons():
    class_of = {row[0]: row[7] for row in rows("pupils", **TOWN) if row[9] == ""}
    unexcused = Counter()
    for row in rows("lessons", **TOWN):
        if class_of.get(row[0]) in YOUNG and row[9] not in {"", "0"}:
            unexcused[row[0]] += int(row[9]) == int(row[6])

    assert sum(unexcused.values()) == 0


def test_a_mover_has_an_end_at_the_old_school_and_a_beginning_at_the_new():
    by_pupil = defaultdict(list)
    for row in rows("pupils", **TOWN):
        by_pupil[row[0]].append(row)
    movers = {pupil: told for pupil, told in by_pupil.items() if len(told) > 1}

    assert 3 <= len(movers) <= 20
    for told in movers.values():
        old, new = sorted(told, key=lambda row: row[14])
        assert (old[6] != new[6], old[7] == new[7], new[15]) == (True, True, "")
        assert day_of(old[15]) + timedelta(days=1) == day_of(new[14])
        assert old[1:6] == new[1:6]


def test_a_movers_lessons_are_at_one_school_at_a_time():
    moves = simulation(**TOWN).world.moves
    days = defaultdict(lambda: defaultdict(set))
    for row in rows("lessons", **TOWN):
        if int(row[0].removeprefix("sim-")) in moves:
            days[row[0]][row[2]].add(row[1])

    for pupil, schools in days.items():
        move = moves[int(pupil.removeprefix("sim-"))]
        old, new = schools.keys() - {move.to.school.name}, {move.to.school.name}
        assert max(day for school in old for day in schools[school]) < move.day.isoformat()
        assert {min(schools[school]) for school in new} == {move.day.isoformat()}
    assert len(days) == len(moves)


def test_grades_are_set_by_the_school_of_the_day():
    town = {**TOWN, "as_of": date(2027, 6, 1)}
    simulated = simulation(**town)
    told = defaultdict(set)
    for row in rows("grades", **town):
        told[int(row[0].removeprefix("sim-"))].add((row[1], day_of(row[6])))

    moved = [
        (school == move.to.school.name) == (day >= move.day)
        for number, move in simulated.world.moves.items()
        for school, day in told[number]
    ]
    assert len(moved) > 3
    assert all(moved)


@pytest.mark.parametrize("changes", [{}, TOWN, {"country": "no", "youngest": 1, "moves": True}])
def test_csv_and_parquet_hold_the_same_marks(changes):
    """Row by row: pupil, day, school, slot, subject and every minute, unknown where unknown."""
    packed = parquet(simulation(**changes)).to_pylist()
    told = rows("lessons", **changes)
    country = changes.get("country", "se")

    assert len(packed) == len(told)
    for mark, row in zip(packed, told, strict=True):
        assert (mark["pupil_id"], mark["starts_on"]) == (row[0], day_of(row[1], country))
        assert [mark["unit_id"], mark["slot"], mark["subject"]] == [row[2], row[4], row[5]]
        assert [mark[name] for name in MINUTES] == [int(cell) if cell else None for cell in row[6:]]


def test_csv_and_parquet_hold_the_same_days():
    packed = parquet(simulation(**TOWN), days=True).to_pylist()
    told = rows("days-2025-26", **TOWN)

    assert [
        (mark["pupil_id"], mark["starts_on"].isoformat(), mark["unit_id"], mark["present"])
        for mark in packed
    ] == [(row[0], row[1], row[2], int(row[5]) if row[5] else None) for row in told]


def test_the_manifest_says_what_was_asked():
    told = simulation(**TOWN).manifest()

    assert ("youngest = 0" in told, "moves = true" in told) == (True, True)
    assert "youngest" not in simulation().manifest()


def test_nobody_moves_in_the_first_weeks_of_a_year():
    assert simulate(plan(moves=True, as_of=date(2026, 9, 30))).world.moves == {}


def test_the_same_plan_moves_the_same_pupils():
    again = simulate(plan(**TOWN))

    assert again.world.moves == simulation(**TOWN).world.moves
    assert csv_bytes(again, "pupils") == csv_bytes(simulation(**TOWN), "pupils")


@pytest.mark.parametrize("changes", [{"youngest": 3}, {"youngest": 0, "country": "no"}])
def test_a_year_that_no_school_begins_with_is_refused(changes):
    with pytest.raises(PlanError, match="cannot be simulated from year"):
        plan(**changes)
