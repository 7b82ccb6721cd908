from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughline.sources import people_csv


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("=1+1", "'=1+1"),
        ("+46 70", "'+46 70"),
        ("-2", "'-2"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        (" =1+1", "' =1+1"),
        ("＝1+1", "'＝1+1"),
        ("-", "-"),
        ("–", "–"),
        (-2, "-2"),
        (12.5, "12.5"),
        (None, ""),
        ("Åsa", "Åsa"),
        ("", ""),
    ],
)
def test_cell_is_quoted_where_a_spreadsheet_would_compute_it(cell, expected):
    assert people_csv.quoted(cell) == expected


def test_table_is_written_as_a_swedish_spreadsheet_opens_it():
    stream = io.StringIO(newline="")

    people_csv.write(stream, ["elev", "skäl"], [["E1", "a;b"], ["=1", None]])

    assert stream.getvalue() == '\ufeffelev;skäl\r\nE1;"a;b"\r\n\'=1;\r\n'


@given(st.text())
def test_no_text_comes_out_as_a_formula(text):
    cell = people_csv.quoted(text)

    assert not cell.lstrip(" \u00a0").startswith(("=", "+", "@", "\t", "\r"))
    assert cell in ("-", text, f"'{text}")
