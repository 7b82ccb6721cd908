"""From facts to cells: each pupil once, where the definition says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.measures.samples import YEAR, home, pupil, stay
from throughline.measures.counting import SPAN, Cell, CountedTwice, count, count_all
from throughline.measures.definition import Placement, measure_of, shipped_measures
from throughline.measures.facts import Completion, PupilFact
from throughline.measures.rollup import Belonging, Level, Units, roll_up

NATION = Units(
    [
        Belonging("north", "M1", Level.SCHOOL_MUNICIPALITY),
        Belonging("south", "M2", Level.SCHOOL_MUNICIPALITY),
        Belonging("north", "O", Level.ORGANISER),
        Belonging("south", "O", Level.ORGANISER),
        Belonging("M1", "R", Level.SCHOOL_REGION),
        Belonging("M2", "R", Level.SCHOOL_REGION),
        Belonging("M1", "R", Level.HOME_REGION),
        Belonging("R", "SE", Level.NATION),
    ]
)
CHRISTMAS, JANUARY = date(2025, 12, 31), date(2026, 1, 1)


def by_unit(measure_id, facts, level, by=(), units=NATION):
    cells = roll_up(count(measure_of(measure_id), facts, period=YEAR, by=by), units, levels=[level])
    return {(group.unit, *group.dims): one for group, one in cells.items()}


def mover(pupil_id="p", **known):
    """From north at Christmas to south: 100 of 1000 minutes away, then 300 of 1000."""
    return pupil(
        pupil_id,
        stay("north", YEAR.starts_on, CHRISTMAS, "7A", offered=1000, reported=1000, absent=100),
        stay("south", JANUARY, YEAR.ends_on, "7B", offered=2000, reported=1000, absent=300),
        **known,
    )


def test_minutes_stay_where_they_were_offered_and_the_pupil_where_most_were():
    cells = by_unit("absence-total", [mover()], Level.SCHOOL)

    assert {unit: (one.total, one.value, one.weight) for (unit,), one in cells.items()} == {
        "north": (0, 100, 1000),
        "south": (1, 300, 1000),
    }


def test_the_organiser_of_both_schools_has_the_mover_once():
    [cell] = by_unit("absence-total", [mover()], Level.ORGANISER).values()

    assert cell == Cell(1, 0, Decimal(400), Decimal(2000), 2000, 3000)
    assert cell.coverage == pytest.approx(2 / 3)


def test_persistent_absence_takes_all_schools_together_and_counts_at_the_last():
    cells = by_unit("persistent-absence-20", [mover()], Level.SCHOOL)

    assert cells == {("south",): Cell(total=1, event=1, known=1, expected=1)}


@pytest.mark.parametrize(
    ("absent", "event"),
    [pytest.param(149, 0, id="just under"), pytest.param(150, 1, id="on the line")],
)
def test_persistent_absence_is_from_the_limit_up(absent, event):
    away = pupil("p", stay("north", reported=1000, absent=absent))

    [cell] = by_unit("persistent-absence-15", [away], Level.SCHOOL).values()

    assert (cell.total, cell.event) == (1, event)


def test_on_a_count_day_a_mover_counts_at_that_days_school():
    cells = by_unit("left-during-year", [mover(left=True)], Level.SCHOOL)

    assert cells == {("north",): Cell(total=1, event=1, known=1, expected=1)}


def test_whoever_is_at_no_school_on_the_count_day_counts_nowhere():
    late = pupil("p", stay("south", JANUARY), left=True)

    assert by_unit("left-during-year", [late], Level.SCHOOL) == {}


def test_an_unknown_answer_lowers_coverage_and_nothing_else():
    known, unknown = (
        pupil(name, stay("north"), dims={"year_group": "9"}, eligible=families)
        for name, families in (("a", frozenset({"YRK"})), ("b", None))
    )

    [cell] = by_unit("eligible-yrk", [known, unknown], Level.SCHOOL).values()

    assert (cell.total, cell.event, cell.coverage) == (1, 1, 0.5)


def test_other_year_groups_are_not_in_the_population():
    younger = pupil("a", stay("north"), dims={"year_group": "8"}, eligible=frozenset())

    assert by_unit("eligible-yrk", [younger], Level.SCHOOL) == {}


def test_a_mean_leaves_out_who_has_no_value():
    facts = [
        pupil(str(value), stay("north"), dims={"year_group": "9"}, merit=value)
        for value in (Decimal("257.5"), Decimal("190.0"), None)
    ]

    [cell] = by_unit("merit-value", facts, Level.SCHOOL).values()

    assert (cell.total, cell.value, cell.coverage) == (2, Decimal("447.5"), pytest.approx(2 / 3))


def test_a_school_that_registers_nothing_has_coverage_nought_and_no_rate():
    silent = pupil("p", stay("north", offered=1000))

    [rate] = by_unit("absence-total", [silent], Level.SCHOOL).values()
    [coverage] = by_unit("reporting-coverage", [silent], Level.SCHOOL).values()

    assert (rate.total, rate.weight, rate.coverage) == (0, 0, 0)
    assert (coverage.total, coverage.value, coverage.weight) == (1, 0, 1000)


def starters(count, reached, start="national", **known):
    return [
        pupil(
            f"{start}{reached}{known}{number}",
            stay("north"),
            homes=(home("M1"),),
            completion=Completion(start, followed=6, reached=reached, **known),
        )
        for number in range(count)
    ]


COHORT = [
    *starters(150, (("diploma", 3),)),
    *starters(8, (("diploma", 4),)),
    *starters(4, (("diploma", 5),)),
    *starters(30, (("certificate", 3),)),
    *starters(8, ()),
]
"""The worked example of 200 starters."""


@pytest.mark.parametrize(
    ("measure_id", "percent"),
    [
        ("completion-se-national-3", 75.0),
        ("completion-se-all-3-home", 75.0),
        ("completion-se-all-4-home", 79.0),
        ("completion-se-all-5-home", 81.0),
        ("completion-se-certificate-4-home", 94.0),
    ],
)
def test_200_starters_complete_as_worked_by_hand(measure_id, percent):
    [cell] = by_unit(measure_id, COHORT, Level.SCHOOL).values()

    assert (cell.total, 100 * cell.event / cell.total) == (200, percent)


def test_the_populations_of_completion_are_not_mixed():
    others = [
        *starters(1, (("diploma", 3),), start="introductory", age_at_start=19),
        *starters(1, (("diploma", 3),), has_civic_number=False, age_at_start=19),
        *starters(1, (("certificate_2500", 3),), age_at_start=20),
        *starters(1, (("diploma", 3),), is_first_time=False, age_at_start=19),
        *starters(1, (("diploma", 3),), is_removed=True, age_at_start=19),
        *starters(1, (("certificate_2500", 3),), age_at_start=19),
    ]
    ids = ("completion-se-national-3", "completion-se-all-4-home", "completion-se-max18")

    counted = {each: by_unit(each, others, Level.SCHOOL)[("north",)] for each in ids}

    assert {each: (one.total, one.event) for each, one in counted.items()} == {
        "completion-se-national-3": (3, 1),
        "completion-se-all-4-home": (3, 1),
        "completion-se-max18": (2, 2),
    }


def test_what_years_to_come_will_bring_is_unknown():
    [young] = starters(1, ())
    fresh = replace(young, completion=Completion("national", followed=2))

    [cell] = by_unit("completion-se-national-3", [fresh], Level.SCHOOL).values()

    assert (cell.total, cell.expected) == (0, 1)


@pytest.mark.parametrize(
    ("start", "years", "measure_id"),
    [
        ("general", 5, "completion-no-general-5"),
        ("vocational", 6, "completion-no-vocational-6"),
    ],
)
def test_norway_follows_general_five_years_and_vocational_six(start, years, measure_id):
    facts = [
        *starters(2, (("passed", years),), start=start),
        *starters(1, (("passed", years + 1),), start=start),
        *starters(1, (("passed", 3),), start="national"),
    ]

    [cell] = by_unit(measure_id, facts, Level.SCHOOL).values()

    assert (cell.total, cell.event) == (3, 2)


def test_a_pupil_who_comes_twice_is_refused():
    with pytest.raises(CountedTwice, match="'p' came twice"):
        count(measure_of("absence-total"), [mover(), mover()], period=YEAR)


def test_a_division_counts_those_whose_place_in_it_is_known():
    facts = [mover("a", dims={"sex": "girl"}), mover("b", dims={"sex": "boy"}), mover("c")]

    cells = by_unit("persistent-absence-10", facts, Level.SCHOOL, by=[("sex",)])

    assert {key: one.total for key, one in cells.items()} == {
        ("south",): 3,
        ("south", ("sex", "girl")): 1,
        ("south", ("sex", "boy")): 1,
    }


def test_a_pupil_lies_in_the_span_of_the_own_rate():
    cells = by_unit("absence-total", [mover()], Level.ORGANISER, by=[(SPAN,)])

    assert cells[("O", (SPAN, "0.2-0.3"))].total == 1


NAMES = ("north", "south")
FEW = settings(max_examples=25, deadline=None)


@st.composite
def populations(draw):
    size = draw(st.integers(0, 25))
    return [draw(facts(f"p{number}")) for number in range(size)]


@st.composite
def facts(draw, pupil_id):
    schools = draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=3))
    ends = (date(2025, 10, 10), CHRISTMAS, YEAR.ends_on)
    starts = (YEAR.starts_on, date(2025, 10, 11), JANUARY)
    stays = []
    for school, starts_on, ends_on in zip(schools, starts, ends, strict=False):
        offered = draw(st.integers(0, 3000))
        reported = draw(st.integers(0, offered))
        absent = draw(st.integers(0, reported))
        known = {"offered": offered, "reported": reported or None, "absent": absent}
        stays.append(stay(school, starts_on, ends_on, draw(st.sampled_from("AB")), **known))
    return PupilFact(
        pupil_id,
        tuple(stays),
        homes=(home("M1"),),
        dims={"year_group": "9", "sex": draw(st.sampled_from(["girl", "boy"]))},
        merit=draw(st.none() | st.integers(0, 136).map(lambda n: Decimal(n) * Decimal("2.5"))),
        eligible=draw(st.none() | st.frozensets(st.sampled_from(["YRK", "ES"]))),
        all_passed=draw(st.none() | st.booleans()),
        left=draw(st.none() | st.booleans()),
    )


ABOVE = {
    Level.CLASS: Level.SCHOOL,
    Level.SCHOOL: Level.ORGANISER,
    Level.SCHOOL_MUNICIPALITY: Level.SCHOOL_REGION,
    Level.SCHOOL_REGION: Level.NATION,
}


@FEW
@given(population=populations())
def test_parts_add_up_to_the_whole_at_every_level(population):
    for measure_id, counts in count_all(
        shipped_measures().values(), population, period=YEAR
    ).items():
        cells = roll_up(counts, NATION)
        for level, above in ABOVE.items():
            parts, whole = (
                sum((one for group, one in cells.items() if group.level is each), Cell())
                for each in (level, above)
            )
            assert parts == whole, (measure_id, level)


@FEW
@given(population=populations())
def test_nobody_is_counted_twice_at_any_level(population):
    for counts in count_all(shipped_measures().values(), population, period=YEAR).values():
        totals = dict.fromkeys(Level, 0)
        for group, one in roll_up(counts, NATION).items():
            totals[group.level] += one.total
        assert max(totals.values()) <= len(population)


@FEW
@given(population=populations(), data=st.data())
def test_order_is_irrelevant(population, data):
    measures = shipped_measures().values()
    shuffled = data.draw(st.permutations(population))

    one, other = (
        count_all(measures, each, period=YEAR, by=[("sex",), (SPAN,)])
        for each in (population, shuffled)
    )

    assert one == other


@FEW
@given(population=populations(), cut=st.integers(0, 25))
def test_counts_of_different_pupils_add_up(population, cut):
    measure = measure_of("absence-total")

    whole, first, rest = (
        count(measure, each, period=YEAR)
        for each in (population, population[:cut], population[cut:])
    )

    assert first + rest == whole


def test_a_municipality_is_the_schools_or_the_pupils_home():
    away = pupil("p", stay("south"), homes=(home("M1"),), left=False)

    cells = {
        group.level: group.unit
        for group in roll_up(count(measure_of("left-during-year"), [away], period=YEAR), NATION)
    }

    assert cells == {
        Level.SCHOOL: "south",
        Level.ORGANISER: "O",
        Level.SCHOOL_MUNICIPALITY: "M2",
        Level.HOME_MUNICIPALITY: "M1",
        Level.SCHOOL_REGION: "R",
        Level.HOME_REGION: "R",
        Level.NATION: "SE",
    }


def test_a_school_lies_under_the_organiser_of_the_day():
    units = Units(
        [
            Belonging("north", "old", Level.ORGANISER, ends_on=date(2025, 9, 30)),
            Belonging("north", "new", Level.ORGANISER, date(2025, 10, 1)),
        ]
    )
    one = pupil("p", stay("north"), left=False)

    on_count_day = by_unit("left-during-year", [one], Level.ORGANISER, units=units)

    assert list(on_count_day) == [("new",)]
    assert units.above("north", Level.ORGANISER, on=date(2025, 9, 30)) == "old"


def test_a_home_alone_leads_to_the_nation_too():
    units = Units([Belonging("M1", "R", Level.HOME_REGION), Belonging("R", "SE", Level.NATION)])
    one = pupil("p", stay("unknown"), homes=(home("M1"),), left=False)

    assert list(by_unit("left-during-year", [one], Level.NATION, units=units)) == [("SE",)]


def test_the_placements_are_all_in_use():
    assert {each.counting.placement for each in shipped_measures().values()} == set(Placement)
