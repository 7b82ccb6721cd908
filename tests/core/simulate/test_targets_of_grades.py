"""Calibration's figures on grades and completion, by the real rules and measures from the files.

Shares that the preset states are exact, to the nearest pupil, in any population: the lines are
drawn through the population itself. The rest varies: the share p of n pupils has the standard error
of sqrt(p(1 - p)/n), and some twice that between pupils of one school, who are alike. A tolerance
here is about two such errors, and is written with its figure.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from statistics import mean, pstdev

import pytest

from tests.core.simulate.graded import SUMMER, YEAR, graded
from throughline.records.norway.school_points import school_points
from throughline.records.sweden.diploma import diploma
from throughline.records.sweden.eligibility import distance
from throughline.terms.school_years import SchoolYear

PUPILS = 1500
SEED = 4


@pytest.fixture(scope="module")
def sweden():
    return graded("se", PUPILS, SEED)


@pytest.fixture(scope="module")
def norway():
    return graded("no", PUPILS, SEED)


def nearest(cell, share):
    """The whole number of pupils that is nearest to a share of a cell's."""
    return round(share * cell.total)


@pytest.mark.parametrize("seed", [1, SEED])
def test_as_many_of_year_9_are_eligible_as_in_2025(seed):
    """85.1 % for the vocational programmes, exactly."""
    told = graded("se", PUPILS, seed).told("eligible-yrk")

    assert told.total == pytest.approx(PUPILS * 0.67 / 3, abs=2)
    assert told.total - told.event == nearest(told, 0.149)
    assert told.coverage == 1.0


def test_a_quarter_of_year_9_has_not_passed_every_subject(sweden):
    told = sweden.told("all-subjects-passed")

    assert told.total - told.event == nearest(told, 0.26)


def test_fewer_are_eligible_for_programmes_that_prepare_for_university(sweden):
    """They ask for the same subjects and more."""
    shares = [sweden.told(f"eligible-{family}") for family in ("yrk", "es", "na", "ek")]

    rates = [share.event / share.total for share in shares]

    assert rates[0] >= rates[1] >= rates[2] >= rates[3] > 0.74


def test_the_merit_value_is_plausible(sweden):
    """About 220 of 340, with a spread of some 65: a standard error of 3.6 for 335 pupils."""
    values = [fact.merit for fact in sweden.facts]
    told = sweden.told("merit-value")

    assert float(told.value / told.total) == pytest.approx(220, abs=9)
    assert 40 < pstdev(map(float, values)) < 80


def test_many_who_are_not_eligible_are_one_subject_away(sweden):
    away = Counter(
        distance(sweden.grades[pupil.pupil_id], on=SUMMER) for pupil in sweden.of_years("9")
    )

    assert 0.3 < away[1] / (away.total() - away[0]) < 0.7
    assert sum(away[subjects] for subjects in away if subjects >= 3) > 0


def test_a_failed_subject_outside_the_core_alone_costs_no_eligibility(sweden):
    core = {"Svenska", "Svenska som andraspråk", "Engelska", "Matematik"}
    for pupil in sweden.of_years("9"):
        rows = [row for row in sweden.grades[pupil.pupil_id] if row.set_on > date(2026, 6, 1)]
        failed = {row.subject for row in rows if row.passed is False}
        is_away = distance(sweden.grades[pupil.pupil_id], on=SUMMER) > 0
        assert is_away == bool(failed & core)


def test_the_language_choice_is_told_and_gives_a_seventeenth_grade(sweden):
    """80 % read one; a standard error of 2.2 percentage points for 335 pupils."""
    nines = sweden.of_years("9")
    chosen = [any(row.language_choice for row in sweden.grades[pupil.pupil_id]) for pupil in nines]

    assert mean(chosen) == pytest.approx(0.8, abs=0.06)
    assert {
        row.subject for rows in sweden.grades.values() for row in rows if row.language_choice
    } == {"Moderna språk"}


def test_some_pupils_from_other_homes_read_swedish_as_a_second_language(sweden):
    """45 % of some 30 %, and each one of the two subjects alone."""
    of_pupil = {
        pupil.pupil_id: {row.subject for row in sweden.grades[pupil.pupil_id]}
        for pupil in sweden.of_years("9")
    }
    second = ["Svenska som andraspråk" in subjects for subjects in of_pupil.values()]

    assert mean(second) == pytest.approx(0.135, abs=0.05)
    assert all(
        ("Svenska" in subjects) != ("Svenska som andraspråk" in subjects)
        for subjects in of_pupil.values()
    )


def test_who_began_in_autumn_2025_reads_levels_and_others_courses(sweden):
    first, third = (
        [row for pupil in sweden.of_years(year) for row in sweden.grades[pupil.pupil_id]]
        for year in ("1", "3")
    )

    assert ("Engelska", "nivå 1", 100) in {(row.subject, row.level, row.points) for row in first}
    assert {"Engelska 5", "Engelska 6"} < {row.subject for row in third}
    assert {row.level for row in third} == {None}


def test_some_first_years_fail_a_short_course_before_november(sweden):
    """What a follow-up in the autumn can see; about one in six by June."""
    early = [
        [
            row.passed
            for row in sweden.grades[pupil.pupil_id]
            if row.set_on and row.set_on < date(2025, 11, 1)
        ]
        for pupil in sweden.of_years("1")
    ]

    assert {len(passed) for passed in early} == {2}
    assert 0.05 < mean(False in passed for passed in early) < 0.25


def test_the_diploma_rule_agrees_with_what_became_of_the_third_years(sweden):
    """Every pupil who completed in three years, and nobody else."""
    outcomes = {row["pupil"]: (row["outcome"], row["years"]) for row in sweden.outcomes}
    reached = {
        pupil.pupil_id: diploma(
            sweden.grades[pupil.pupil_id],
            programme=pupil.programme,
            started_on=date(2023, 8, 15),
            on=SUMMER,
        ).reached
        for pupil in sweden.of_years("3")
    }

    assert {pupil: outcomes[pupil] == ("diploma", "3") for pupil in reached} == reached


@pytest.mark.parametrize(
    ("measure", "share"),
    [
        ("completion-se-all-3-home", 0.68),
        ("completion-se-all-4-home", 0.76),
        ("completion-se-all-4-school", 0.76),
        ("completion-se-all-5-home", 0.785),
        ("completion-se-max18", 0.73),
    ],
)
@pytest.mark.parametrize("autumn", [2023, 2025, 2026])
def test_swedish_starters_complete_as_the_programmes_count(sweden, measure, share, autumn):
    """24 % do not within four years, exactly, whichever autumn they began in."""
    told = sweden.became(measure, year=SchoolYear(autumn))

    assert told.total > 150
    assert told.total - told.event == pytest.approx(nearest(told, 1 - share), abs=1)


def test_national_programmes_alone_are_completed_by_more(sweden):
    alone, all_of_them = (
        sweden.became(f"completion-se-{which}") for which in ("national-3", "all-3-home")
    )

    assert alone.total < all_of_them.total
    assert alone.event / alone.total > all_of_them.event / all_of_them.total


@pytest.mark.parametrize(
    ("measure", "share"),
    [("completion-no-general-5", 0.886), ("completion-no-vocational-6", 0.642)],
)
@pytest.mark.parametrize("autumn", [2025, 2026])
def test_norwegian_starters_complete_as_the_programmes_count(norway, measure, share, autumn):
    """11.4 % and 35.8 % do not, exactly."""
    told = norway.became(measure, year=SchoolYear(autumn))

    assert told.total > 50
    assert told.event == nearest(told, share)


def test_norwegian_pupils_leave_during_the_year_as_udir_counts(norway):
    """2.1 % general and 6.2 % vocational, exactly; 3.6 % at the national mixture of the two."""
    told = norway.became("left-during-year")
    general, vocational = Counter(), Counter()
    for row in norway.outcomes:
        if row["left"]:
            (vocational if row["start"] == "vocational" else general)[row["left"]] += 1

    assert told.total == (general + vocational).total()
    assert told.event == general["yes"] + vocational["yes"]
    assert general["yes"] == round(0.021 * general.total())
    assert vocational["yes"] == round(0.062 * vocational.total())
    assert told.event / told.total == pytest.approx(0.036, abs=0.006)


def test_who_left_has_an_end_and_no_later_grade(norway):
    gone = {row["pupil"]: row["left_on"] for row in norway.outcomes if row["left"] == "yes"}

    assert gone
    for pupil, day in gone.items():
        assert norway.pupils[pupil].ends_on.isoformat() < day
        assert all(row.set_on.isoformat() < day for row in norway.grades[pupil])


def test_school_points_are_those_of_the_entrants(norway):
    """43.2 general, 31-33 vocational, a spread of some 6: standard errors of 0.4 and 0.5."""
    points = defaultdict(list)
    for pupil in norway.of_years("10"):
        told = school_points(norway.grades[pupil.pupil_id], on=SUMMER)
        if told.value is not None:
            points[norway.outcome_of(pupil.pupil_id)["start"]].append(float(told.value))
        assert not told.is_conditional

    assert mean(points["general"]) == pytest.approx(43.2, abs=1.0)
    assert mean(points["vocational"]) == pytest.approx(32.5, abs=1.3)


def test_few_norwegian_pupils_lack_a_basis_for_a_grade(norway):
    """2.6 % in upper secondary school, 2022-23 (Udir): exact but for those who had left by June."""
    upper = norway.of_years("1", "2", "3")
    without = [
        any(
            row.grade == "IV" and row.set_on > date(2026, 6, 1)
            for row in norway.grades[each.pupil_id]
        )
        for each in upper
        if each.ends_on is None
    ]

    assert 0.015 < mean(without) < 0.03


def test_a_mark_is_final_in_the_last_year_alone(norway):
    kinds = {
        year: {row.kind for each in norway.of_years(year) for row in norway.grades[each.pupil_id]}
        for year in ("9", "10")
    }

    assert kinds == {"9": {"halvårsvurdering"}, "10": {"halvårsvurdering", "standpunkt"}}


def test_no_grade_is_older_than_the_pupils_place():
    told = graded("se", 300, 7, stories=True)
    new = [each for each in told.pupils.values() if each.starts_on > date(2026, 1, 1)]

    assert len(new) == 1
    assert all(
        row.set_on >= pupil.starts_on
        for pupil in told.pupils.values()
        for row in told.grades[pupil.pupil_id]
    )


@pytest.mark.parametrize("pupils", [1, 2, 5, 30])
@pytest.mark.parametrize("country", ["se", "no"])
def test_a_handful_of_pupils_has_grades_and_outcomes_too(country, pupils):
    told = graded(country, pupils, 3)

    assert len(told.pupils) == pupils
    assert all(row["start"] for row in told.outcomes)


@pytest.fixture(scope="module", params=[11, 12])
def nation(request):
    """20,000 pupils in 13 municipalities: some 4,470 in year 9 of 39 schools."""
    return graded("se", 20_000, request.param)


@pytest.mark.heavy
def test_eligibility_and_completion_are_exact(nation):
    eligible, completed = (
        nation.told("eligible-yrk"),
        nation.became("completion-se-all-4-school", year=YEAR),
    )

    assert eligible.event / eligible.total == pytest.approx(0.851, abs=0.0002)
    assert completed.event / completed.total == pytest.approx(0.76, abs=0.0005)


@pytest.mark.heavy
def test_schools_differ_in_eligibility_as_real_ones_do(nation):
    """10.5 percentage points, weighted by pupils; a spread of 39 schools is known within 11 %."""
    by_school = defaultdict(list)
    for fact in nation.facts:
        by_school[fact.stays[0].school].append("YRK" in fact.eligible)

    spread = pstdev(mean(passed) for passed in by_school.values() for _ in passed)

    assert spread == pytest.approx(0.105, abs=0.024)


@pytest.mark.heavy
def test_who_is_not_eligible_completes_far_less_often(nation):
    """The recipe's prototype: 70.6 % of them do not, and 17.0 % of the others."""
    became = Counter(
        (row["start"], row["outcome"] == "diploma" and row["years"] <= "4")
        for row in nation.outcomes
    )
    lost = {
        start: became[start, False] / (became[start, False] + became[start, True])
        for start in ("introductory", "national")
    }

    assert lost["introductory"] == pytest.approx(0.69, abs=0.05)
    assert lost["national"] == pytest.approx(0.17, abs=0.02)


@pytest.mark.heavy
def test_the_merit_value_comes_closer(nation):
    """A standard error of 1 for 4,470 pupils, of 2 as pupils of a school are alike."""
    told = nation.told("merit-value")

    assert float(told.value / told.total) == pytest.approx(220, abs=5)


@pytest.mark.heavy
def test_norwegian_figures_come_closer():
    """8,000 pupils: 1,780 in year 10 of 15 schools, so that a mean of points is known within 0.4."""
    norway = graded("no", 8_000, 11)
    points = defaultdict(list)
    starts = {row["pupil"]: row["start"] for row in norway.outcomes}
    for pupil in norway.of_years("10"):
        told = school_points(norway.grades[pupil.pupil_id], on=SUMMER)
        points[starts[pupil.pupil_id]].append(float(told.value or 0) or None)
    general, vocational = (
        mean(value for value in points[start] if value) for start in ("general", "vocational")
    )
    left = norway.became("left-during-year")

    assert general == pytest.approx(43.2, abs=0.8)
    assert 31 <= vocational <= 33.8
    assert left.event / left.total == pytest.approx(0.036, abs=0.003)
