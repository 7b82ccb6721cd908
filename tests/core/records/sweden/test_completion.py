"""Completion: 75.0, 79.0 and 81.0 %, each definition's own people, and three states."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughline.records.sweden.completion import (
    CompletionRate,
    Municipality,
    OutcomeState,
    Starter,
    cohort_of,
    completion,
    end_of_years,
    outcomes,
    state_of,
)
from throughline.terms.language import Text
from throughline.terms.rulebook import UnknownRule, rule, rules

BEGAN = date(2020, 8, 18)
LATER = date(2030, 1, 1)
HOME, SCHOOL = Municipality.HOME, Municipality.SCHOOL
ONE = Starter(
    "p0",
    BEGAN,
    "vocational",
    home_municipality="1440",
    school_municipality="1480",
    birth_date=date(2004, 3, 1),
    has_civic_number=True,
)
TOLD_BY = {"SE-COMP-01": SCHOOL, "SE-COMP-02": HOME, "SE-COMP-03": HOME, "SE-COMP-04": HOME}


def cohort(*diploma_years: tuple[int, int], starters: int = 200) -> list[Starter]:
    """Starters of whom so many have a diploma in the spring of a year."""
    days = [date(year, 6, 10) for year, count in diploma_years for _ in range(count)]
    none = [None] * (starters - len(days))
    return [
        replace(ONE, pupil_id=f"p{nth}", diploma_on=day) for nth, day in enumerate([*days, *none])
    ]


def rated(starters: list[Starter], definition: str, *, as_of: date = LATER) -> CompletionRate:
    return completion(
        starters, definition, cohort=2020, municipality=TOLD_BY[definition], as_of=as_of
    )


def counted(definition: str, **changed: object) -> tuple[int, int, int]:
    """How one starter counts: among the starters, completed, or unplaced."""
    found = rated([replace(ONE, **changed)], definition)
    return found.starters, found.completed, found.unplaced


@pytest.mark.rule("SE-COMP-01", "SE-COMP-02", "SE-COMP-03")
@pytest.mark.parametrize(
    ("definition", "rate"), [("SE-COMP-01", "75.0"), ("SE-COMP-02", "79.0"), ("SE-COMP-03", "81.0")]
)
def test_200_starters_complete_by_and_by(definition, rate):
    found = rated(cohort((2023, 150), (2024, 8), (2025, 4)), definition)

    assert (found.starters, found.rate, found.is_final) == (200, Decimal(rate), True)


@pytest.mark.rule("SE-COMP-01", "SE-COMP-02", "SE-COMP-03", "SE-COMP-04", "SE-COMP-05")
@pytest.mark.parametrize(
    ("definition", "years"),
    [("SE-COMP-01", 3), ("SE-COMP-02", 4), ("SE-COMP-03", 5), ("SE-COMP-04", 3)],
)
def test_the_years_are_over_at_the_end_of_the_year(definition, years):
    last = date(2020 + years, 12, 31)

    assert counted(definition, diploma_on=last) == (1, 1, 0)
    assert counted(definition, diploma_on=date(2021 + years, 1, 1)) == (1, 0, 0)
    assert rated([ONE], definition).judged_on == end_of_years(2020, years) == last


@pytest.mark.rule("SE-COMP-01", "SE-COMP-02", "SE-COMP-03", "SE-COMP-04")
@pytest.mark.parametrize(
    ("definition", "groups"),
    [
        ("SE-COMP-01", ["vocational", "preparatory"]),
        ("SE-COMP-02", ["vocational", "preparatory", "introductory"]),
        ("SE-COMP-03", ["vocational", "preparatory", "introductory"]),
        ("SE-COMP-04", ["vocational", "preparatory", "introductory"]),
    ],
)
def test_each_definition_has_its_own_programmes(definition, groups):
    told = ("vocational", "preparatory", "introductory", "adapted")

    assert [each for each in told if counted(definition, group=each)[0]] == groups


@pytest.mark.rule("SE-COMP-01", "SE-COMP-02", "SE-COMP-03", "SE-COMP-04")
@pytest.mark.parametrize(
    ("definition", "told_by"),
    [
        ("SE-COMP-01", (SCHOOL,)),
        ("SE-COMP-02", (HOME, SCHOOL)),
        ("SE-COMP-03", (HOME, SCHOOL)),
        ("SE-COMP-04", (HOME,)),
    ],
)
def test_each_definition_is_told_by_its_own_municipality(definition, told_by):
    assert rule(definition).values["municipalities"] == told_by
    for each in {HOME, SCHOOL}.difference(told_by):
        with pytest.raises(ValueError, match=f"{definition} is not told by {each}"):
            completion([], definition, cohort=2020, municipality=each, as_of=LATER)


@pytest.mark.rule("SE-COMP-02", "SE-COMP-03")
@pytest.mark.parametrize("definition", ["SE-COMP-02", "SE-COMP-03"])
@pytest.mark.parametrize(
    ("told_by", "code", "expected"),
    [(HOME, "1440", 1), (HOME, "1480", 0), (SCHOOL, "1480", 1), (SCHOOL, "1440", 0)],
)
def test_a_starter_counts_in_the_municipality_that_the_figure_names(
    definition, told_by, code, expected
):
    found = completion([ONE], definition, cohort=2020, municipality=told_by, as_of=LATER, code=code)

    assert found.starters == expected


@pytest.mark.rule("SE-COMP-01", "SE-COMP-02", "SE-COMP-03", "SE-COMP-04")
@pytest.mark.parametrize(
    ("definition", "without", "untold"),
    [
        ("SE-COMP-01", (1, 0, 0), (1, 0, 0)),
        ("SE-COMP-02", (0, 0, 0), (0, 0, 1)),
        ("SE-COMP-03", (0, 0, 0), (0, 0, 1)),
        ("SE-COMP-04", (0, 0, 0), (0, 0, 1)),
    ],
)
def test_pupils_without_a_civic_number_are_left_out_where_the_definition_says_so(
    definition, without, untold
):
    assert counted(definition, has_civic_number=False) == without
    assert counted(definition, has_civic_number=None) == untold


@pytest.mark.rule("SE-COMP-04")
@pytest.mark.parametrize(
    ("birth_date", "expected"),
    [
        pytest.param(date(2001, 1, 1), (1, 0, 0), id="turns 19"),
        pytest.param(date(2000, 12, 31), (0, 0, 0), id="turns 20"),
        pytest.param(None, (0, 0, 1), id="nobody knows"),
    ],
)
def test_max18_is_about_those_of_at_most_19(birth_date, expected):
    assert counted("SE-COMP-04", birth_date=birth_date) == expected
    assert counted("SE-COMP-02", birth_date=birth_date) == (1, 0, 0)


@pytest.mark.rule("SE-COMP-01", "SE-COMP-02", "SE-COMP-03", "SE-COMP-04", "SE-DIPL-07")
@pytest.mark.parametrize(
    ("definition", "short", "long"),
    [
        ("SE-COMP-01", 0, 0),
        ("SE-COMP-02", 0, 0),
        ("SE-COMP-03", 0, 0),
        ("SE-COMP-04", 0, 1),
    ],
)
def test_a_certificate_of_2500_points_completes_in_max18_alone(definition, short, long):
    day = date(2023, 6, 10)

    assert counted(definition, certificate_on=day, certificate_points=2499)[1] == short
    assert counted(definition, certificate_on=day, certificate_points=2500)[1] == long
    assert counted(definition, certificate_on=day)[1] == 0
    assert counted(definition, diploma_on=day)[1] == 1


@pytest.mark.rule("SE-COMP-05")
@pytest.mark.parametrize(
    ("started_on", "left_on", "expected"),
    [
        pytest.param(date(2020, 10, 15), None, 2020, id="on the count day"),
        pytest.param(date(2020, 10, 16), None, 2021, id="the day after"),
        pytest.param(date(2019, 10, 16), None, 2020, id="the day after the last"),
        pytest.param(BEGAN, date(2020, 10, 16), 2020, id="left after the count day"),
        pytest.param(BEGAN, date(2020, 10, 15), None, id="left before it was over"),
    ],
)
def test_the_cohort_are_those_there_for_the_first_time_on_15_october(started_on, left_on, expected):
    starter = replace(ONE, started_on=started_on, left_on=left_on)

    found = [year for year in range(2018, 2024) if cohort_of([starter], year)]

    assert found == ([expected] if expected else [])


def test_whoever_begins_again_stays_in_the_first_cohort():
    again = replace(ONE, started_on=date(2022, 8, 18))

    assert cohort_of([again, ONE], 2020) == (ONE,)
    assert cohort_of([again, ONE], 2022) == ()


def test_a_start_broken_off_before_the_count_day_is_none():
    broken = replace(ONE, left_on=date(2020, 9, 1))
    again = replace(ONE, started_on=date(2021, 8, 18))

    assert cohort_of([broken, again], 2021) == (again,)


@pytest.mark.rule("SE-COMP-06")
@pytest.mark.parametrize(
    ("because", "removed_on", "expected"),
    [
        pytest.param("died", date(2023, 12, 31), 0, id="died within the years"),
        pytest.param("emigrated", date(2022, 5, 1), 0, id="emigrated"),
        pytest.param("died", date(2024, 1, 1), 1, id="after the years"),
        pytest.param("moved", date(2022, 5, 1), 1, id="moved inside the country"),
        pytest.param("died", None, 1, id="no day is told"),
    ],
)
def test_the_dead_and_the_emigrated_are_left_out(because, removed_on, expected):
    starters = rated([replace(ONE, removed_because=because, removed_on=removed_on)], "SE-COMP-01")

    assert starters.starters == expected


@pytest.mark.rule("SE-COMP-07")
def test_three_states_are_shown():
    day = date(2023, 6, 10)
    starters = [
        replace(ONE, pupil_id="a", diploma_on=day),
        replace(ONE, pupil_id="b", certificate_on=day, certificate_points=1800),
        replace(ONE, pupil_id="c", certificate_on=day, diploma_on=day),
        replace(ONE, pupil_id="d"),
    ]

    found = rated(starters, "SE-COMP-01")

    assert found.states == {
        OutcomeState.DIPLOMA: 2,
        OutcomeState.CERTIFICATE: 1,
        OutcomeState.NOT_FINISHED: 1,
    }
    assert tuple(found.states) == rule("SE-COMP-07").values["states"]
    assert found.rate == Decimal("50.0")


def test_what_comes_after_the_day_is_not_known():
    starter = replace(ONE, diploma_on=date(2023, 6, 10))

    assert state_of(starter, on=date(2023, 6, 9)) is OutcomeState.NOT_FINISHED
    found = rated([starter], "SE-COMP-01", as_of=date(2023, 6, 9))
    assert (found.completed, found.is_final) == (0, False)
    assert outcomes(starter, on=date(2023, 6, 10)) == {"diploma"}


def test_a_figure_says_which_one_it_is():
    found = rated([ONE], "SE-COMP-01", as_of=date(2023, 6, 9))

    says = rule("SE-COMP-01").says
    assert found.text == Text(
        f"{says.sv} Nybörjare 2020, efter skolans kommun. Åren är inte slut förrän vid utgången av 2023; siffran kan fortfarande stiga.",
        f"{says.nb} Nybegynnere 2020, etter skolens kommune. Årene er ikke over før utgangen av 2023; tallet kan fortsatt stige.",
        f"{says.en} Starters of 2020, by the school's municipality. The years are not over until the end of 2023; the figure may still rise.",
    )
    assert rated([ONE], "SE-COMP-02").text.en.endswith("by the pupils' home municipality.")


def test_nobody_to_count_gives_no_rate():
    assert rated([], "SE-COMP-01").rate is None


def test_only_published_definitions_are_counted():
    with pytest.raises(UnknownRule):
        completion([ONE], "SE-COMP-99", cohort=2020, municipality=HOME, as_of=LATER)


@pytest.mark.rule("SE-COMP-01", "SE-COMP-02", "SE-COMP-03", "SE-COMP-04")
def test_the_definitions_are_these_four():
    assert [each.id for each in rules(kind="completion", country="se")] == list(TOLD_BY)


days = st.dates(date(2019, 1, 1), date(2027, 1, 1))
some = st.builds(
    Starter,
    st.sampled_from(["a", "b", "c"]),
    days,
    st.sampled_from(["vocational", "preparatory", "introductory"]),
    has_civic_number=st.none() | st.booleans(),
    birth_date=st.none() | st.just(date(2004, 3, 1)),
    left_on=st.none() | days,
    diploma_on=st.none() | days,
    certificate_on=st.none() | days,
    certificate_points=st.none() | st.integers(0, 2800),
)


@given(st.lists(some), st.sampled_from(sorted(TOLD_BY)), st.randoms())
def test_persons_are_counted_once_and_their_order_does_not_matter(starters, definition, chance):
    again = starters * 2
    chance.shuffle(again)

    assert rated(again, definition) == rated(starters, definition)


@given(st.lists(some), st.sampled_from(sorted(TOLD_BY)))
def test_the_states_add_up_to_the_starters(starters, definition):
    found = rated(starters, definition)

    assert sum(found.states.values()) == found.starters
    assert found.completed >= found.states[OutcomeState.DIPLOMA]
