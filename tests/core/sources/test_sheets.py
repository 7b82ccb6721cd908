from __future__ import annotations

import io
from datetime import date, datetime, time, timedelta
from xml.parsers.expat import ExpatError

import pytest
from openpyxl.utils.datetime import WINDOWS_EPOCH

from throughline.sources import UnreadableSource
from throughline.sources.sheets import Styles, moment_text, sheet_rows

FORMATS = ["General", "yyyy-mm-dd", "0.0%", "[h]:mm", "hh:mm"]
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def rows_of(rows: str, *, strings=("Åsa", "7A")) -> list[tuple[int, list[str]]]:
    xml = f"<worksheet {MAIN}><sheetData>{rows}</sheetData></worksheet>"
    styles = Styles(FORMATS.__getitem__, WINDOWS_EPOCH)
    return list(sheet_rows(io.BytesIO(xml.encode()), strings, styles, name="bok.xlsx"))


def cell_of(cell: str) -> str:
    ((_, (text,)),) = rows_of(f'<row r="1">{cell}</row>')
    return text


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        pytest.param('<c t="s"><v>0</v></c>', "Åsa", id="shared text"),
        pytest.param('<c t="inlineStr"><is><t>Bo</t></is></c>', "Bo", id="text of its own"),
        pytest.param(
            '<c t="inlineStr"><is><r><t>B</t></r><r><t>o</t></r></is></c>', "Bo", id="in pieces"
        ),
        pytest.param('<c t="str"><f>A1</f><v>x</v></c>', "x", id="text stored for a formula"),
        pytest.param("<c><f>A1+1</f><v>60</v></c>", "60", id="number stored for a formula"),
        pytest.param("<c><f>A1+1</f></c>", "=A1+1", id="formula without a value"),
        pytest.param('<c t="b"><v>1</v></c>', "true", id="yes"),
        pytest.param('<c t="b"><v>0</v></c>', "false", id="no"),
        pytest.param('<c t="e"><v>#N/A</v></c>', "#N/A", id="error"),
        pytest.param('<c t="d"><v>2025-10-13</v></c>', "2025-10-13", id="ISO day"),
        pytest.param("<c><v>60</v></c>", "60", id="whole number"),
        pytest.param("<c><v>60.5</v></c>", "60.5", id="decimals"),
        pytest.param("<c><v>2.00112240122E11</v></c>", "200112240122", id="long number"),
        pytest.param('<c s="1"><v>45943</v></c>', "2025-10-13", id="day"),
        pytest.param('<c s="1"><v>45943.3368055556</v></c>', "2025-10-13 08:05:00", id="moment"),
        pytest.param('<c s="1"><v>99999999</v></c>', "99999999.0", id="no such day"),
        pytest.param('<c s="2"><v>0.125</v></c>', "12.5%", id="share"),
        pytest.param('<c s="3"><v>5.392361111</v></c>', "129:25", id="duration"),
        pytest.param('<c s="4"><v>0.336805556</v></c>', "08:05:00", id="time of day"),
        pytest.param("<c/>", "", id="nothing"),
    ],
)
def test_cell_is_the_text_it_would_be_in_a_text_table(cell, expected):
    assert cell_of(cell) == expected


def test_rows_and_cells_stand_where_they_say():
    found = rows_of(
        '<row r="3"><c r="B3" t="s"><v>1</v></c><c r="D3"><v>1</v></c></row><row><c><v>2</v></c></row>'
    )

    assert found == [(3, ["", "7A", "", "1"]), (4, ["2"])]


def test_names_may_carry_a_prefix():
    xml = b'<x:worksheet xmlns:x="m"><x:sheetData><x:row r="1"><x:c><x:v>7</x:v></x:c></x:row></x:sheetData></x:worksheet>'

    styles = Styles(FORMATS.__getitem__, WINDOWS_EPOCH)

    assert list(sheet_rows(io.BytesIO(xml), (), styles, name="bok.xlsx")) == [(1, ["7"])]


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param('<row r="1048577"/>', id="row beyond any sheet"),
        pytest.param('<row r="1"><c r="XFE1"/></row>', id="column beyond any sheet"),
        pytest.param('<row r="1"><c r="B1"/><c r="A1"/></row>', id="columns backwards"),
        pytest.param(f'<row r="1"><c t="str"><v>{"x" * 100_001}</v></c></row>', id="endless cell"),
    ],
)
def test_what_no_sheet_can_hold_is_refused_in_words(rows):
    with pytest.raises(UnreadableSource, match="is damaged"):
        rows_of(rows)


def test_declarations_are_refused():
    xml = b'<!DOCTYPE a [<!ENTITY x "ha">]><a>&x;</a>'

    with pytest.raises(UnreadableSource, match="definitions of its own"):
        list(sheet_rows(io.BytesIO(xml), (), Styles(FORMATS.__getitem__, WINDOWS_EPOCH), name="x"))


@pytest.mark.parametrize(
    ("rows", "damage"),
    [
        ("<row>", ExpatError),
        ('<row r="x"/>', ValueError),
        ('<row><c t="s"><v>9</v></c></row>', IndexError),
    ],
)
def test_damage_is_left_to_the_workbook_to_say(rows, damage):
    with pytest.raises(damage):
        rows_of(rows)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (datetime.combine(date(2025, 10, 13), time(8, 4, 59, 999_000)), "2025-10-13 08:05:00"),
        (date(2025, 10, 13), "2025-10-13"),
        (time(8, 5), "08:05:00"),
        (timedelta(hours=129, minutes=25), "129:25"),
        (None, ""),
    ],
)
def test_moments_are_written_as_a_text_table_would(value, expected):
    assert moment_text(value) == expected
