from __future__ import annotations

from datetime import date

import pytest

from throughline.sources.issues import CellFault
from throughline.sources.periods import period, period_in, term_label

AUTUMN = (date(2025, 7, 1), date(2025, 12, 31))
SPRING = (date(2026, 1, 1), date(2026, 6, 30))
YEAR = (date(2025, 7, 1), date(2026, 6, 30))
OCTOBER = (date(2025, 10, 1), date(2025, 10, 31))


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("2025-10", OCTOBER),
        ("202510", OCTOBER),
        ("oktober 2025", OCTOBER),
        ("Okt. 2025", OCTOBER),
        ("HT 2025", AUTUMN),
        ("ht25", AUTUMN),
        ("Høst 2025", AUTUMN),
        ("Vårterminen 2026", SPRING),
        ("VT-26", SPRING),
        ("2025/26", YEAR),
        ("läsåret 2025/2026", YEAR),
        ("2025-W42", (date(2025, 10, 13), date(2025, 10, 19))),
        ("2025v42", (date(2025, 10, 13), date(2025, 10, 19))),
        ("2025-08-18 - 2025-12-19", (date(2025, 8, 18), date(2025, 12, 19))),
        ("2025-08-18 till 2025-12-19", (date(2025, 8, 18), date(2025, 12, 19))),
        ("", None),
    ],
)
def test_period_is_read_in_all_its_names(cell, expected):
    assert period(cell) == expected


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("hösten", "not_a_period"),
        ("2025-13", "no_such_day"),
        ("2025-W60", "no_such_day"),
        ("2025-12-19 - 2025-08-18", "period_backwards"),
        ("2025/28", "no_such_day"),
        ("1900-01-01 - 1900-06-30", "day_outside_school_life"),
    ],
)
def test_what_is_no_period_is_refused(cell, code):
    with pytest.raises(CellFault, match=code):
        period(cell)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Frånvaro per elev, HT 2025", AUTUMN),
        ("Valt läsår: 2025/26", YEAR),
        ("Period: 2025-08-18 - 2025-12-19", (date(2025, 8, 18), date(2025, 12, 19))),
        ("Uttag av rektor", None),
        ("Uttag 2025-12-19 - 2025-08-18", None),
    ],
)
def test_period_is_found_in_a_title(title, expected):
    assert period_in(title) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("HT 2025", "HT2025"),
        ("Vår 2026", "VT2026"),
        ("1. termin 2025/26", "HT2025"),
        ("2. termin 2025/26", "VT2026"),
        ("kvartal 3", "kvartal 3"),
        (None, None),
    ],
)
def test_term_is_written_one_way(said, expected):
    assert term_label(said) == expected
