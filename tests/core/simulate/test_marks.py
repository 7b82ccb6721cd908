"""The marks of a simulation: whole, bounded, and true to their timetable."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date, timedelta

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from tests.core.simulate.written import (
    MID_NOVEMBER,
    csv_bytes,
    day_of,
    parquet,
    plan,
    rows,
    simulation,
)
from throughline.simulate import simulate
from throughline.simulate.batches import lesson_batches
from throughline.simulate.pupils import pupil_at
from throughline.terms.attendance import KIND_FIELDS, MINUTE_FIELDS
from throughline.terms.calendars import load_calendar
from throughline.terms.carrier import MARK_SCHEMA

LESSON_MINUTES = slice(7, 14)
COUNTRIES = pytest.mark.parametrize("country", ["se", "no"])


@COUNTRIES
def test_minutes_add_up_to_what_was_offered_or_nothing_is_known(country):
    for row in rows("lessons", country=country):
        cells = row[LESSON_MINUTES]
        if any(cells):
            *kinds, late, distance = map(int, cells)
            present, excused, unexcused, _, _ = kinds
            assert sum(kinds) == int(row[6])
            assert late <= excused + unexcused
            assert distance <= present
        else:
            assert cells == [""] * 7


@COUNTRIES
def test_days_of_last_year_add_up_to_what_was_registered(country):
    for row in rows("days-2025-26", country=country):
        if any(row[5:]):
            assert sum(map(int, row[5:10])) <= int(row[4])


@COUNTRIES
def test_every_row_is_on_a_school_day_until_the_last(country):
    calendar = load_calendar(country)
    simulated = simulation(country=country)

    days = {day_of(row[1], country) for row in rows("lessons", country=country)}

    assert all(calendar.is_school_day(day) for day in days)
    assert max(days) == simulated.last_day == MID_NOVEMBER


def test_the_last_day_is_a_school_day_when_the_plan_ends_on_a_weekend():
    assert simulate(plan(as_of=date(2026, 11, 22))).last_day == MID_NOVEMBER


def test_without_an_end_the_school_year_is_written_whole():
    days = {row[1] for row in rows("lessons", pupils=10, as_of=None, history=False)}

    assert len(days) == 178


@COUNTRIES
def test_lessons_of_a_class_never_overlap_and_end_before_five(country):
    by_day = defaultdict(set)
    for row in rows("lessons", country=country):
        by_day[row[2], row[3], row[1]].add((row[4], row[5], int(row[6])))

    for lessons in by_day.values():
        end = "07:59"
        for starts, _, minutes in sorted(lessons):
            assert end < starts
            hours, rest = divmod(int(starts[:2]) * 60 + int(starts[3:]) + minutes, 60)
            end = f"{hours:02d}:{rest:02d}"
        assert end <= "17:00"


def test_a_pupil_has_a_lesson_once():
    keys = Counter((row[0], row[1], row[4]) for row in rows("lessons"))

    assert max(keys.values()) == 1


def test_only_pupils_who_were_in_the_school_have_days_of_last_year():
    year = {row[0]: row[7] for row in rows("pupils", stories=False)}

    before = {row[0] for row in rows("days-2025-26", stories=False)}

    assert before == {pupil for pupil, group in year.items() if group not in {"1", "7"}}


def test_last_year_stands_under_the_name_the_class_had():
    now = {row[0]: row[8] for row in rows("pupils")}
    then = {row[0]: row[3] for row in rows("days-2025-26")}

    lower = {(then[pupil], now[pupil]) for pupil in then if now[pupil][0] in "789"}

    assert ("7A", "8A") in lower
    assert all(int(before[0]) + 1 == int(after[0]) for before, after in lower)


@COUNTRIES
def test_the_same_plan_gives_the_same_bytes(country):
    asked = {"country": country, "pupils": 60}
    once, again = simulate(plan(**asked)), simulate(plan(**asked))

    for table in once.tables():
        assert csv_bytes(once, table.name) == csv_bytes(again, table.name)
    assert once.manifest() == again.manifest()


def test_another_seed_gives_another_population():
    assert rows("pupils", seed=8) != rows("pupils")
    assert rows("lessons", seed=8) != rows("lessons")


def test_a_pupil_is_the_same_whoever_else_is_asked_for():
    world = simulation().world
    alone = simulate(plan()).world

    last = world.classes[-1]
    everyone = [pupil for each in world.classes for pupil in world.pupils_of(each)]

    assert pupil_at(last.pupils - 1, last, plan=alone.plan, preset=alone.preset) == everyone[-1]


def test_tables_can_be_read_in_any_order_and_again():
    simulated = simulate(plan(pupils=60))
    tables = {table.name: table for table in simulated.tables()}

    backwards = {name: list(tables[name].rows()) for name in reversed(tables)}

    assert all(list(table.rows()) == backwards[name] for name, table in tables.items())


def test_stories_change_no_other_pupil():
    with_stories, without = rows("lessons"), rows("lessons", stories=False)
    cast = simulation().world.cast
    told = set(simulation().stories.values())
    silent = {
        (each.school.name, each.name())
        for each in simulation().world.classes
        if each.key in cast.silent
    }

    def others(table):
        return [row for row in table if row[0] not in told and (row[2], row[3]) not in silent]

    assert others(with_stories) == others(without)


def test_a_later_day_adds_rows_and_judges_what_was_unresolved():
    asked = {"stories": False, "pupils": 90}
    earlier = rows("lessons", **asked, as_of=MID_NOVEMBER - timedelta(7))
    later = {(row[0], row[1], row[4]): row for row in rows("lessons", **asked)}

    changed = [row for row in earlier if later[row[0], row[1], row[4]] != row]

    assert len(later) > len(earlier)
    assert all(int(row[10]) > 0 for row in changed)


def test_only_the_latest_absence_is_unresolved():
    days = sorted({row[1] for row in rows("lessons")})

    unresolved = {row[1] for row in rows("lessons") if int(row[10] or 0)}

    assert unresolved
    assert unresolved <= set(days[-5:])


@pytest.mark.parametrize("days", [0, 2, 11])
def test_a_year_that_has_hardly_begun_can_be_simulated(days):
    as_of = date(2026, 8, 17) + timedelta(days)

    written = {row[1] for row in rows("lessons", as_of=as_of)}

    assert min(written) == "2026-08-17"
    assert max(written) == simulation(as_of=as_of).last_day.isoformat()


def test_no_piece_of_marks_is_larger_than_a_pupils_year():
    tables = {table.name: table for table in simulate(plan(pupils=60, as_of=None)).tables()}

    assert max(len(piece) for piece in tables["lessons"].pieces()) < 1200
    assert max(len(piece) for piece in tables["days-2025-26"].pieces()) == 178
    assert sum(1 for _ in tables["lessons"].pieces()) == tables["lessons"].size == 60


@COUNTRIES
@pytest.mark.parametrize("days", [False, True], ids=["lessons", "days"])
def test_parquet_carries_the_same_marks_as_the_rows(country, days):
    name = "days-2025-26" if days else "lessons"
    first = 5 if days else 7
    words = ["pupil_id", "starts_on", "unit_id", "slot", "offered", *MINUTE_FIELDS[2:]]
    table = parquet(simulation(country=country, pupils=60), days=days).select(words)

    found = list(zip(*(column.to_pylist() for column in table.columns), strict=True))

    assert found == [
        (
            row[0],
            day_of(row[1], country),
            row[2],
            "" if days else row[4],
            *(int(cell) if cell else None for cell in row[first - 1 :]),
        )
        for row in rows(name, country=country, pupils=60)
    ]


def test_parquet_reports_the_sum_of_the_kinds_and_nothing_where_nothing_is_known():
    table = parquet(simulation())

    total = table[KIND_FIELDS[0]]
    for kind in KIND_FIELDS[1:]:
        total = pc.add(total, table[kind])

    assert table["reported"].equals(total)
    assert table["reported"].null_count > 0


def test_parts_of_a_nation_are_the_whole_in_order():
    simulated = simulation(pupils=60)

    whole = pa.Table.from_batches(lesson_batches(simulated))
    parts = [batch for part in range(4) for batch in lesson_batches(simulated, part=part, parts=4)]

    assert pa.Table.from_batches(parts).equals(whole)


def test_batches_have_the_schema_of_the_carrier():
    batch = next(lesson_batches(simulation(pupils=60)))

    assert batch.schema == MARK_SCHEMA
    assert isinstance(batch, pa.RecordBatch)


def test_distance_and_other_school_activity_are_a_little_of_all():
    table = parquet(simulation(pupils=600))
    reported = pc.sum(table["reported"]).as_py()

    distance = pc.sum(table["distance"]).as_py() / reported
    other = pc.sum(table["other"]).as_py() / reported

    assert 0.0005 < distance < 0.008
    assert 0.004 < other < 0.03
