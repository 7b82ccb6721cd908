"""School years and terms."""

from __future__ import annotations

from datetime import date

import pytest

from throughline.terms.school_years import DateSpan, SchoolYear, term_of


@pytest.mark.parametrize("label", ["2025/26", " 2025/26 "])
def test_a_school_year_is_read_from_its_label(label):
    assert SchoolYear.parse(label) == SchoolYear(2025)


@pytest.mark.parametrize("label", ["2025", "2025/27", "2025-26", "25/26", ""])
def test_a_label_that_is_not_two_years_in_a_row_is_refused(label):
    with pytest.raises(ValueError, match="write it as 2025/26"):
        SchoolYear.parse(label)


@pytest.mark.parametrize(("first", "label"), [(2025, "2025/26"), (1999, "1999/00")])
def test_a_school_year_is_written_as_it_is_read(first, label):
    assert str(SchoolYear(first)) == label
    assert SchoolYear.parse(label) == SchoolYear(first)


@pytest.mark.parametrize(
    ("day", "first"),
    [
        pytest.param(date(2026, 6, 30), 2025, id="last day"),
        pytest.param(date(2026, 7, 1), 2026, id="first day"),
        pytest.param(date(2027, 1, 1), 2026, id="new year"),
    ],
)
def test_a_day_belongs_to_the_school_year_from_july_to_june(day, first):
    year = SchoolYear.of(day)

    assert year == SchoolYear(first)
    assert year.starts_on <= day <= year.ends_on


def test_school_years_are_ordered():
    assert SchoolYear(2025) < SchoolYear(2026)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 7, 1), DateSpan(date(2026, 7, 1), date(2026, 12, 31))),
        (date(2026, 12, 31), DateSpan(date(2026, 7, 1), date(2026, 12, 31))),
        (date(2027, 1, 1), DateSpan(date(2027, 1, 1), date(2027, 6, 30))),
        (date(2027, 6, 30), DateSpan(date(2027, 1, 1), date(2027, 6, 30))),
    ],
)
def test_a_term_is_half_a_school_year(day, expected):
    assert term_of(day) == expected


@pytest.mark.parametrize(
    ("day", "inside"),
    [
        pytest.param(date(2026, 10, 4), False, id="before"),
        pytest.param(date(2026, 10, 5), True, id="first"),
        pytest.param(date(2026, 10, 9), True, id="last"),
        pytest.param(date(2026, 10, 10), False, id="after"),
    ],
)
def test_a_span_includes_both_ends(day, inside):
    assert (day in DateSpan(date(2026, 10, 5), date(2026, 10, 9))) is inside
