from __future__ import annotations

from datetime import date

import pytest

from tests.core.sources.files import read_all
from throughline.sources.dates import EARLIEST_BIRTH, DateOrder, day, order_of
from throughline.sources.issues import CellFault

MONDAY = date(2025, 10, 13)


def read_day(cell: str, *, order: DateOrder | None = None, **options):
    return day(cell, order=lambda: order, **options)


@pytest.mark.parametrize(
    "cell",
    [
        "2025-10-13",
        "20251013",
        "2025/10/13",
        "2025.10.13",
        "2025-10-13 08:05:00",
        "2025-10-13T08:05:00Z",
        pytest.param("251013", id="ÅÅMMDD"),
        pytest.param("25-10-13", id="ÅÅ-MM-DD"),
        pytest.param("13.10.2025", id="Norwegian"),
        pytest.param("13.10.25", id="Norwegian, short"),
        pytest.param("13. 10. 2025", id="with blanks"),
        pytest.param("45943", id="Excel's day number"),
        pytest.param("45943,33", id="Excel's day number with a time"),
    ],
)
def test_day_is_read_in_all_its_shapes(cell):
    assert read_day(cell) == MONDAY


@pytest.mark.parametrize(
    ("order", "expected"),
    [(DateOrder.DAY_FIRST, date(2025, 4, 3)), (DateOrder.MONTH_FIRST, date(2025, 3, 4))],
)
def test_order_of_day_and_month_is_asked_for(order, expected):
    assert read_day("3/4/2025", order=order) == expected


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        pytest.param(["3/4/2025", "13/4/2025"], DateOrder.DAY_FIRST, id="a day above twelve"),
        pytest.param(
            ["3/4/2025", "4/13/2025"], DateOrder.MONTH_FIRST, id="a day above twelve, second"
        ),
        pytest.param(["3/4/2025", "5/6/2025"], None, id="nothing tells"),
        pytest.param(["13/4/2025", "4/13/2025"], None, id="the column contradicts itself"),
        pytest.param(["2025-10-13"], None, id="no such dates"),
    ],
)
def test_order_is_decided_from_the_whole_column(cells, expected):
    assert order_of(cells) is expected


def test_order_is_decided_by_a_row_far_below():
    rows = ["E1;3/4/2025;60"] * 400 + ["E1;25/4/2025;60"]

    found = read_all("\n".join(["elev;datum;närvaro", *rows, ""]), batch_rows=100)

    assert {mark.starts_on for mark in found.marks} == {date(2025, 4, 3), date(2025, 4, 25)}


def test_unknown_order_refuses_every_row_and_says_so():
    found = read_all("elev;datum;närvaro\nE1;3/4/2025;60\nE1;5/6/2025;60\n")

    assert found.counts == (2, 0, 2)
    assert found.issues[0].problem.en == (
        "Whether day or month stands first in this column cannot be told."
    )


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("igår", "not_a_date"),
        ("2025-02-30", "no_such_day"),
        ("30.02.2025", "no_such_day"),
        ("2025-13-01", "no_such_day"),
        ("1900-01-01", "day_outside_school_life"),
        ("1900-01-00", "no_such_day"),
        ("9999-12-31", "day_outside_school_life"),
        ("1989-12-31", "day_outside_school_life"),
        ("0", "not_a_date"),
        ("3/4/2025", "day_or_month_first"),
        ("99999", "day_outside_school_life"),
    ],
)
def test_day_that_cannot_be_is_refused(cell, code):
    with pytest.raises(CellFault) as refused:
        read_day(cell)

    assert refused.value.code == code


@pytest.mark.parametrize("cell", ["", "..", "-"])
def test_missing_day_is_no_day(cell):
    assert read_day(cell) is None


@pytest.mark.parametrize(
    ("cell", "expected"),
    [("090401", date(2009, 4, 1)), ("750401", date(1975, 4, 1)), ("1912-05-06", date(1912, 5, 6))],
)
def test_birth_may_lie_further_back(cell, expected):
    assert read_day(cell, earliest=EARLIEST_BIRTH) == expected
