"""The activity responsibility follows the home: who takes over, and who never had it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from throughline.records.sweden.activity_responsibility import (
    ActivityResponsibility,
    Outside,
    Residence,
    Youth,
    activity_responsibility,
)

TODAY = date(2026, 11, 22)
BORN = date(2007, 5, 4)
YOUTH = Youth("p1", BORN, (), studies=(), credentials=())


def asked(youth: Youth, on: date = TODAY) -> ActivityResponsibility:
    return activity_responsibility(youth, "1440", on=on)


def is_in(on: date, homes: tuple[Residence, ...]) -> bool | None:
    return asked(replace(YOUTH, homes=homes), on).is_member


def around(day: date) -> tuple[date, date]:
    return day - timedelta(days=1), day


def test_a_move_takes_the_young_person_to_the_new_home_municipality():
    homes = (
        Residence("1440", BORN, date(2026, 10, 31)),
        Residence("1480", date(2026, 11, 1)),
    )
    youth = replace(YOUTH, homes=homes)

    left = ActivityResponsibility(
        is_member=False,
        out_on=date(2026, 11, 1),
        because=Outside.LIVES_ELSEWHERE,
        moves_to="1480",
    )
    assert asked(youth) == left
    assert asked(youth, date(2026, 10, 31)) == replace(left, is_member=True)
    assert activity_responsibility(youth, "1480", on=TODAY).is_member
    assert not activity_responsibility(youth, "1480", on=date(2026, 10, 31)).is_member


def test_whoever_comes_back_is_in_again_and_who_never_lived_here_never_was():
    homes = (
        Residence("1440", BORN, date(2025, 12, 31)),
        Residence("1440", date(2026, 9, 1)),
    )

    assert [is_in(day, homes) for day in around(date(2026, 9, 1))] == [False, True]
    assert asked(replace(YOUTH, homes=()), TODAY) == ActivityResponsibility(
        is_member=False, because=Outside.LIVES_ELSEWHERE
    )


def test_whoever_registers_after_the_age_of_compulsory_schooling_is_in_from_that_day():
    homes = (Residence("1440", date(2026, 9, 1)),)

    assert [is_in(day, homes) for day in around(date(2026, 9, 1))] == [False, True]


@pytest.mark.parametrize(
    "homes",
    [
        pytest.param(
            (Residence("1440", BORN, date(2026, 8, 31)), Residence("1440", date(2026, 9, 1))),
            id="a move inside the municipality",
        ),
        pytest.param(
            (
                Residence("1440", BORN, date(2026, 12, 31)),
                Residence("1440", date(2025, 1, 1), date(2025, 12, 31)),
            ),
            id="one stay inside another",
        ),
    ],
)
def test_stays_that_meet_or_overlap_are_one(homes):
    assert [is_in(day, homes) for day in around(date(2026, 9, 1))] == [True, True]
    assert is_in(TODAY, homes)
