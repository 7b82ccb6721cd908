from __future__ import annotations

import pytest

from throughline.sources import cells
from throughline.sources.issues import CellFault, Severity


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("370", 370.0),
        ("37,5", 37.5),
        ("37.5", 37.5),
        ("-3", -3.0),
        ("−3", -3.0),
        pytest.param("1 234", 1234.0, id="blank for thousands"),
        pytest.param("1\u00a0234,5", 1234.5, id="no-break space for thousands"),
        pytest.param("12\u202f345", 12345.0, id="narrow no-break space for thousands"),
        pytest.param("1.234,5", 1234.5, id="Norwegian and German thousands"),
        pytest.param("1,234.5", 1234.5, id="English thousands"),
        pytest.param('="0180"', 180.0, id="Excel's guard"),
        *[
            pytest.param(code, None, id=f"missing {code!r}")
            for code in ["", " ", ".", "..", "-", "–", "*"]
        ],
    ],
)
def test_number_is_read_as_scandinavians_write_it(cell, expected):
    assert cells.number(cell) == expected


@pytest.mark.parametrize(
    ("cell", "value"), [("cirka 370", 370.0), ("ca. 12,5", 12.5), ("~100", 100.0), ("ca 5", 5.0)]
)
def test_rounded_number_is_believed_with_a_remark(cell, value):
    with pytest.raises(CellFault) as remark:
        cells.number(cell)

    assert (remark.value.severity, remark.value.value) == (Severity.WARNING, value)


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("abc", "not_a_number"),
        ("1 2", "not_a_number"),
        ("1,2,3", "not_a_number"),
        ("=A1*2", "formula_for_number"),
        ("９", "not_a_number"),
        ("9" * 40, "not_a_number"),
        ("inf", "not_a_number"),
        ("1_000", "not_a_number"),
    ],
)
def test_what_is_no_number_is_refused(cell, code):
    with pytest.raises(CellFault) as refused:
        cells.number(cell)

    assert refused.value.code == code


@pytest.mark.parametrize(
    ("cell", "unit", "expected"),
    [
        ("60", 1, 60),
        ("37,5", 1, 38),
        ("0", 1, 0),
        ("1,5", 60, 90),
        ("129:25", 1, 7765),
        ("1:30", 60, 90),
        ("0:45:30", 1, 46),
        ("1 h 20 min", 1, 80),
        ("45 min", 1, 45),
        ("2 tim", 1, 120),
        ("..", 1, None),
        ("", 60, None),
    ],
)
def test_minutes_are_whole_whatever_they_are_written_in(cell, unit, expected):
    assert cells.minutes(cell, unit=unit, longest=100_000) == expected


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("-5", "negative"),
        ("1441", "too_many_minutes"),
        ("24:01", "too_many_minutes"),
        ("45 %", "percent_for_minutes"),
        ("1,234", "thousand_or_decimal"),
        ("1.234", "thousand_or_decimal"),
        ("1:75", "not_a_number"),
        ("två", "not_a_number"),
    ],
)
def test_minutes_that_cannot_be_are_refused(cell, code):
    with pytest.raises(CellFault) as refused:
        cells.minutes(cell)

    assert (refused.value.code, refused.value.severity) == (code, Severity.ERROR)


def test_missing_minutes_are_never_nought():
    assert [cells.minutes(code) for code in ("", "..", "-", "0")] == [None, None, None, 0]


def test_rounded_minutes_are_believed_with_a_remark():
    with pytest.raises(CellFault) as remark:
        cells.minutes("cirka 40")

    assert (remark.value.severity, remark.value.value) == (Severity.WARNING, 40)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [("97,5 %", 97.5), ("97.5", 97.5), ("0%", 0.0), ("100", 100.0), ("..", None)],
)
def test_percent_is_read_with_or_without_its_sign(cell, expected):
    assert cells.percent(cell) == expected


@pytest.mark.parametrize("cell", ["101", "-1 %"])
def test_percent_outside_the_whole_is_refused(cell):
    with pytest.raises(CellFault, match="not_percent"):
        cells.percent(cell)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("8:05", "08:05"),
        ("08.05", "08:05"),
        ("08:05:00", "08:05"),
        ("8:05-8:50", "08:05"),
        ("08.05 – 08.50", "08:05"),
        ("kl. 8.05", "08:05"),
        ("2025-10-13T08:05:00+02:00", "08:05"),
        ("25:00", None),
        ("8", None),
        ("", None),
    ],
)
def test_time_of_day_is_read_in_all_its_shapes(cell, expected):
    assert cells.clock(cell) == expected


@pytest.mark.parametrize(
    ("cell", "expected"), [("8.05", "08:05"), ("MA7A-3", "MA7A-3"), ("0805", "0805"), ("-", None)]
)
def test_lesson_is_known_by_its_time_else_its_id(cell, expected):
    assert cells.lesson(cell) == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("0180", "0180"),
        ('="0180"', "0180"),
        (" E1 ", "E1"),
        ("..", None),
        ("1E5", None),
        ("A1E5", "A1E5"),
    ],
)
def test_id_is_text_with_its_zeros(cell, expected):
    if expected is None and cell == "1E5":
        with pytest.raises(CellFault, match="killed_id"):
            cells.identifier(cell)
        return

    assert cells.identifier(cell) == expected


@pytest.mark.parametrize("cell", ["2,00112E+11", "2.00112E+11", "2e11"])
def test_id_that_a_spreadsheet_has_rounded_is_refused(cell):
    with pytest.raises(CellFault, match="killed_id"):
        cells.identifier(cell)


@pytest.mark.parametrize(
    ("cell", "code"),
    [("a\x00b", "control_characters"), ("a\x07", "control_characters"), ("å" * 301, "too_long")],
)
def test_text_that_belongs_to_nobody_is_refused(cell, code):
    with pytest.raises(CellFault, match=code):
        cells.word(cell)


def test_formula_is_data_on_the_way_in():
    assert cells.word("=HYPERLINK(0)") == "=HYPERLINK(0)"


@pytest.mark.parametrize(
    ("cell", "expected"),
    [("Ja", True), ("nei", False), ("1", True), ("0", False), ("", None), ("TRUE", True)],
)
def test_yes_and_no_are_read(cell, expected):
    assert cells.flag(cell) is expected


def test_neither_yes_nor_no_is_refused():
    with pytest.raises(CellFault, match="not_yes_or_no"):
        cells.flag("kanske")


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("1", True),
        ("J", True),
        ("Ja", True),
        ("true", True),
        ("Sekretessmarkering", True),
        ("Skyddad folkbokföring", True),
        ("kode 6", True),
        pytest.param("?", True, id="a code nobody has explained"),
        ("0", False),
        ("Nej", False),
        ("Ingen", False),
        ("", False),
        ("-", False),
    ],
)
def test_identity_is_protected_unless_plainly_not(cell, expected):
    assert cells.protected(cell) is expected


@pytest.mark.parametrize(
    ("cell", "code"), [("-1", "negative"), ("1,5", "not_whole"), ("x", "not_a_number")]
)
def test_count_is_whole_and_not_negative(cell, code):
    with pytest.raises(CellFault, match=code):
        cells.count(cell)


@pytest.mark.parametrize(
    "read", [cells.number, cells.minutes, cells.clock, cells.flag, cells.word, cells.percent]
)
def test_cell_far_longer_than_anything_a_school_writes_is_refused(read):
    with pytest.raises(CellFault, match="too_long"):
        read("1" * 301)


@pytest.mark.parametrize("cell", ["x" * 1000, "\x00", "1\x00", "0\x00"])
def test_marking_that_cannot_be_read_protects(cell):
    assert cells.protected(cell)
