"""Ført fravær: what the diploma shows beside what there was."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughline.records.norway.diploma_absence import DayAbsence, diploma_absence
from throughline.terms.attendance import Documentation
from throughline.terms.language import Text
from throughline.terms.rulebook import rule
from throughline.terms.school_years import SchoolYear

YEAR = SchoolYear(2025)
DOCUMENTED, UNDOCUMENTED = Documentation.DOCUMENTED, Documentation.UNDOCUMENTED
SELF_CERTIFIED = Documentation.SELF_CERTIFIED


def days(*documentation) -> list[DayAbsence]:
    first = date(2025, 9, 1)
    return [DayAbsence(first + timedelta(n), each) for n, each in enumerate(documentation)]


def found(rows, as_of=YEAR.ends_on):
    return diploma_absence(rows, school_year=YEAR, as_of=as_of)


@pytest.mark.rule("NO-DIP-01")
@pytest.mark.parametrize(
    ("documented", "shown"),
    [pytest.param(10, 3, id="ten"), pytest.param(11, 4, id="eleven"), pytest.param(2, 3, id="two")],
)
def test_up_to_ten_documented_days_are_deleted(documented, shown):
    answer = found(days(*[DOCUMENTED] * documented, *[UNDOCUMENTED] * 3))

    assert (answer.real_days, answer.shown_days) == (documented + 3, shown)


@pytest.mark.rule("NO-DIP-01")
@pytest.mark.parametrize("documentation", [UNDOCUMENTED, SELF_CERTIFIED, None])
def test_a_day_without_a_document_is_not_deleted(documentation):
    assert found(days(documentation)).shown_days == 1
    assert rule("NO-DIP-01").values["deletes"] == (DOCUMENTED,)


def test_single_hours_are_never_deleted():
    rows = [DayAbsence(date(2025, 9, 1), DOCUMENTED, is_whole_day=False, hours=Fraction("1.5"))]

    answer = found(rows)

    assert (answer.real_days, answer.shown_days, answer.hours) == (0, 0, Fraction("1.5"))


def test_hours_of_a_whole_day_are_not_counted_twice():
    day = date(2025, 9, 1)
    rows = [DayAbsence(day, None), DayAbsence(day, None, is_whole_day=False, hours=2)]

    assert (found(rows).real_days, found(rows).hours) == (1, 0)


def test_other_years_and_later_days_are_not_looked_at():
    rows = [*days(UNDOCUMENTED, UNDOCUMENTED), DayAbsence(date(2025, 6, 30), UNDOCUMENTED)]

    assert found(rows, as_of=date(2025, 9, 1)).real_days == 1


@given(st.lists(st.sampled_from([*Documentation, None]), max_size=30))
def test_the_diploma_never_shows_more_than_there_was(documentation):
    answer = found(days(*documentation))

    assert 0 <= answer.shown_days <= answer.real_days == len(documentation)


def test_both_figures_are_read_aloud():
    hour = DayAbsence(date(2025, 11, 3), UNDOCUMENTED, is_whole_day=False, hours=2)

    assert found([*days(DOCUMENTED, DOCUMENTED, UNDOCUMENTED), hour]).text == Text(
        "På avgångsbetyget står 1 dag och 2 timmar frånvaro. "
        "Den verkliga frånvaron är 3 dagar och 2 timmar. 2 dokumenterade dagar är strukna.",
        "På vitnemålet føres 1 dag og 2 timer fravær. "
        "Det virkelige fraværet er 3 dager og 2 timer. 2 dokumenterte dager er strøket.",
        "1 day and 2 hours of absence stand on the diploma. "
        "The real absence is 3 days and 2 hours. 2 documented days are deleted.",
    )


def test_a_day_of_which_nobody_told_is_said_to_be_such():
    assert found(days(None)).text == Text(
        "På avgångsbetyget står 1 dag och 0 timmar frånvaro. "
        "Den verkliga frånvaron är 1 dag och 0 timmar. "
        "Om en av dagarna vet vi inte om den är dokumenterad. Den är inte struken.",
        "På vitnemålet føres 1 dag og 0 timer fravær. "
        "Det virkelige fraværet er 1 dag og 0 timer. "
        "For én av dagene vet vi ikke om den er dokumentert. Den er ikke strøket.",
        "1 day and 0 hours of absence stand on the diploma. "
        "The real absence is 1 day and 0 hours. "
        "For one of the days we do not know whether it is documented. It is not deleted.",
    )


def test_nothing_registered_is_not_said_to_be_presence():
    assert found([]).text == Text(
        "Ingen frånvaro är registrerad under läsåret.",
        "Det er ikke ført noe fravær i skoleåret.",
        "No absence is registered in the school year.",
    )
