"""The term report: the variables of the proposed register, in hours."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.core.measures.samples import AUTUMN, pupil, stay
from throughline.measures.term_report import VARIABLES, Reported, term_report
from throughline.terms.rulebook import rule


def report(*stays, is_autumn=True):
    fact = pupil("p", *stays, dims={"year_group": "8"})
    return list(term_report([Reported(fact, "201001011234", "GR")], is_autumn=is_autumn))


@pytest.mark.rule("SE-ATT-17")
def test_a_pupils_term_has_exactly_the_variables_of_the_register():
    [row] = report(
        stay(
            "12345678", offered=24_000, reported=23_000, excused=1_230, unexcused=90, unresolved=40
        )
    )

    assert row.variables() == {
        "personnummer": "201001011234",
        "skolform": "GR",
        "skolenhetskod": "12345678",
        "arskurs": "8",
        "timmar_giltig_franvaro_ht": Decimal("20.50"),
        "timmar_giltig_franvaro_vt": None,
        "timmar_ogiltig_franvaro_ht": Decimal("1.50"),
        "timmar_ogiltig_franvaro_vt": None,
        "timmar_erbjuden_undervisning_ht": Decimal("400.00"),
        "timmar_erbjuden_undervisning_vt": None,
    }
    assert tuple(row.variables()) == VARIABLES
    assert row.hours.unresolved == Decimal("0.67")


@pytest.mark.rule("SE-ATT-17")
def test_spring_fills_the_variables_of_spring():
    [row] = report(stay("1", offered=60, excused=0, unexcused=0), is_autumn=False)

    told = {name: value for name, value in row.variables().items() if name.startswith("timmar")}
    assert {name for name, value in told.items() if value is not None} == {
        "timmar_giltig_franvaro_vt",
        "timmar_ogiltig_franvaro_vt",
        "timmar_erbjuden_undervisning_vt",
    }


def test_a_pupil_who_moved_has_a_row_at_each_school_and_two_stays_at_one_are_one():
    rows = report(
        stay("1", AUTUMN.starts_on, date(2025, 9, 30), "8A", offered=600, excused=60),
        stay("2", date(2025, 10, 1), date(2025, 10, 31), offered=300, excused=30),
        stay("1", date(2025, 11, 1), AUTUMN.ends_on, "8B", offered=900, excused=90),
    )

    assert [(row.school_unit_code, row.hours.offered, row.hours.excused) for row in rows] == [
        ("1", 25, Decimal("2.5")),
        ("2", 5, Decimal("0.5")),
    ]


IN_THE_REGISTER = {
    "civic_number": ["personnummer"],
    "school_form": ["skolform"],
    "school_unit_code": ["skolenhetskod"],
    "year_group": ["arskurs"],
    "excused_hours": ["timmar_giltig_franvaro_ht", "timmar_giltig_franvaro_vt"],
    "unexcused_hours": ["timmar_ogiltig_franvaro_ht", "timmar_ogiltig_franvaro_vt"],
    "offered_hours": ["timmar_erbjuden_undervisning_ht", "timmar_erbjuden_undervisning_vt"],
}


@pytest.mark.rule("SE-ATT-17")
def test_the_report_holds_what_the_rule_says_and_nothing_else():
    proposed = rule("SE-ATT-17").values

    assert proposed["variables"] == tuple(IN_THE_REGISTER)
    assert [name for names in IN_THE_REGISTER.values() for name in names] == list(VARIABLES)
    assert (proposed["in_force"], proposed["terms"]) == (False, ("autumn", "spring"))


def test_what_nobody_has_told_is_not_nought():
    [row] = report(stay("1", offered=600))

    assert (row.hours.excused, row.hours.unexcused) == (None, None)
