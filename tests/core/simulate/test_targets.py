"""The figures to hit, computed from the written files of a whole school year.

Tolerances are some two standard errors of the size: pupils of one school are alike.
"""

from __future__ import annotations

from collections import defaultdict
from statistics import mean, median

import pyarrow.compute as pc
import pytest

from tests.core.simulate.written import whole_year

PUPILS = 3000
SEED = 4


@pytest.fixture(scope="module")
def sweden():
    return whole_year("se", PUPILS, SEED)


@pytest.fixture(scope="module")
def norway():
    return whole_year("no", PUPILS, SEED)


def share_of(values, least: float, below: float = 2.0) -> float:
    return sum(least <= value < below for value in values) / len(values)


@pytest.mark.parametrize(
    ("year", "middle", "average"), [(7, 0.057, 0.091), (8, 0.064, 0.101), (9, 0.071, 0.112)]
)
def test_swedish_absence_has_median_and_mean_of_the_year_group(sweden, year, middle, average):
    shares = sweden.shares(year)

    assert median(shares) == pytest.approx(middle, abs=0.008)
    assert mean(shares) == pytest.approx(average, abs=0.012)


@pytest.mark.parametrize(
    ("least", "expected"), [(0.10, 0.32), (0.15, 0.19), (0.20, 0.12), (0.30, 0.056), (0.50, 0.017)]
)
def test_swedish_absence_has_the_tail_of_the_three_year_groups(sweden, least, expected):
    shares = sweden.shares(7, 8, 9)

    assert share_of(shares, least) == pytest.approx(expected, abs=0.1 * expected + 0.012)


@pytest.mark.parametrize(
    ("from_days", "to_days", "expected"),
    [(0, 5, 0.489), (6, 10, 0.241), (11, 15, 0.124), (16, 30, 0.105), (31, 190, 0.040)],
)
def test_norwegian_year_10_has_the_days_absent_that_udir_counted(
    norway, from_days, to_days, expected
):
    """Days are counted whole, so that 5.4 days are 5."""
    shares = norway.shares(10)

    found = share_of(shares, (from_days - 0.5) / 190, (to_days + 0.5) / 190)

    assert found == pytest.approx(expected, abs=0.08 * expected + 0.02)


@pytest.mark.parametrize("year", [1, 2, 3])
def test_norwegian_upper_secondary_has_its_own_median(norway, year):
    shares = norway.shares(year)

    assert median(shares) == pytest.approx(0.0355, abs=0.007)


def test_about_eight_percent_of_swedish_absence_is_unexcused(sweden):
    found = sweden.total("unexcused") / sweden.total("absent")

    assert 0.07 < found < 0.09


def test_some_nine_and_a_half_percent_of_pupils_show_the_study_grant_pattern(sweden):
    """Four lessons unexcused or more, on two days or more, in one calendar month (CSN: 8.7-9.8 %)."""
    table = sweden.marks.filter(pc.equal(sweden.marks["unexcused"], sweden.marks["offered"]))
    months = defaultdict(list)
    for pupil, day in zip(
        table["pupil_id"].to_pylist(), table["starts_on"].to_pylist(), strict=True
    ):
        months[pupil, day.month].append(day)

    pupils = {key[0] for key, days in months.items() if len(days) >= 4 and len(set(days)) >= 2}

    assert 0.08 < len(pupils) / len(sweden.pupils) < 0.11


def test_single_lessons_unexcused_are_the_habit_of_few(sweden):
    """Spread over everyone it made 41 % reach four such lessons in a month."""
    missed = pc.equal(sweden.marks["unexcused"], sweden.marks["offered"])

    pupils = set(sweden.marks.filter(missed)["pupil_id"].to_pylist())

    assert len(pupils) / len(sweden.pupils) < 0.11


def test_mondays_and_fridays_have_more_absence(sweden):
    weekday = pc.day_of_week(sweden.marks["starts_on"])
    table = sweden.marks.append_column("weekday", weekday)
    sums = table.group_by("weekday").aggregate([("absent", "sum"), ("reported", "sum")])
    rates = dict(
        zip(
            sums["weekday"].to_pylist(),
            pc.divide(pc.cast(sums["absent_sum"], "double"), sums["reported_sum"]).to_pylist(),
            strict=True,
        )
    )

    over_all = sweden.total("absent") / sweden.total("reported")
    found = [rates[day] / over_all for day in range(5)]

    assert found == pytest.approx([1.06, 0.975, 0.965, 0.97, 1.08], abs=0.03)


def test_a_few_percent_of_lessons_are_not_registered(sweden):
    coverage = pc.sum(sweden.marks["offered"]).as_py() / sweden.offered

    assert 0.965 < coverage < 0.985


@pytest.mark.heavy
@pytest.mark.parametrize("seed", [11, 12])
def test_a_large_population_comes_closer_to_the_table(seed):
    shares = whole_year("se", 20000, seed).shares(9)

    found = [share_of(shares, least) for least in (0.10, 0.15, 0.20, 0.30, 0.50)]

    assert found == pytest.approx([0.36, 0.22, 0.142, 0.068, 0.022], abs=0.02)
