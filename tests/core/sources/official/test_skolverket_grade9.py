from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.sources.official.tables import (
    GRADE_9_HEADER,
    GRADE_9_ROWS,
    essence,
    grade_9,
    one,
    problems,
    read,
)
from throughline.sources import UnreadableSource
from throughline.sources.issues import Severity
from throughline.sources.official import Provider, Unit, UnitLevel
from throughline.terms.figures import FigureState, Published

CHANGED = "Andel (%) elever behöriga till yrkesprog."


def with_cell(column: str, value: str) -> bytes:
    row = list(GRADE_9_ROWS[0])
    row[GRADE_9_HEADER.index(column)] = value
    return grade_9([row, *GRADE_9_ROWS[1:]])


@pytest.mark.parametrize(
    ("code", "measure", "state", "value", "about"),
    [
        ("00123456", "skolverket:pupils-grade-9", FigureState.SHOWN, "52", False),
        ("00123456", "all-subjects-passed", FigureState.SHOWN, "71.2", False),
        ("00123456", "eligible-yrk", FigureState.ROUNDED_HIGH, "100", True),
        ("00123456", "merit-value", FigureState.SHOWN, "231.4", False),
        ("20000002", "eligible-yrk", FigureState.FEW_EVENT, None, False),
        ("20000002", "all-subjects-passed", FigureState.FEW_EVENT, None, False),
        ("20000003", "skolverket:pupils-grade-9", FigureState.FEW_TOTAL, None, False),
        ("20000003", "all-subjects-passed", FigureState.FEW_TOTAL, None, False),
        ("20000003", "eligible-yrk", FigureState.NOT_APPLICABLE, None, False),
        ("20000003", "merit-value", FigureState.FEW_TOTAL, None, False),
        ("20000004", "eligible-yrk", FigureState.SHOWN, "100", False),
        ("20000004", "merit-value", FigureState.SHOWN, "0", False),
    ],
)
def test_withheld_missing_about_and_zero_are_different_things(code, measure, state, value, about):
    figure = one(read(grade_9()), code, measure)

    assert (figure.state, figure.about) == (state, about)
    assert figure.value == (None if value is None else Decimal(value))


def test_a_figure_knows_its_school_year_title_and_line():
    table = read(grade_9())
    figure = one(table, "00123456", "eligible-yrk")

    assert (figure.unit.name, figure.unit.within, figure.unit.organiser_type) == (
        "Åsskolan",
        "0180",
        "Kommunal",
    )
    assert (figure.period, figure.level, figure.line) == ("2024/25", UnitLevel.SCHOOL, 7)
    assert figure.measured.title == CHANGED
    assert figure.measured.unit is Unit.PERCENT
    assert figure.published() == Published(Decimal(1), FigureState.ROUNDED_HIGH)
    assert table.at(UnitLevel.SCHOOL, "merit-value")[0].published().value == Decimal("231.4")
    assert not table.issues


def test_the_table_says_where_it_comes_from():
    provenance = read(grade_9()).provenance

    assert provenance.provider is Provider.SKOLVERKET_GRADE_9
    assert provenance.title == "Grundskola - Slutbetyg årskurs 9, samtliga elever"
    assert provenance.source_line == "Statistik från Skolverket, https://www.skolverket.se"
    assert len(provenance.sha256) == 64
    assert provenance.sha256.startswith(provenance.version)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_encoding_and_line_ends_change_nothing(encoding, end):
    assert essence(read(grade_9(encoding=encoding, end=end))) == essence(read(grade_9()))


@given(
    st.permutations(range(len(GRADE_9_HEADER))),
    st.permutations(GRADE_9_ROWS),
)
def test_order_of_rows_and_columns_changes_nothing(columns, rows):
    turned = grade_9(
        [[row[at] for at in columns] for row in rows],
        header=[GRADE_9_HEADER[at] for at in columns],
    )
    assert essence(read(turned)) == essence(read(grade_9()))


def test_a_column_we_do_not_know_is_kept_under_the_source_s_own_name():
    header = (*GRADE_9_HEADER, "Andel (%) behöriga till annat")
    rows = [(*row, "12,5") for row in GRADE_9_ROWS]
    figure = one(
        read(grade_9(rows, header=header)), "00123456", "skolverket:Andel (%) behöriga till annat"
    )

    assert (figure.value, figure.measured.unit) == (Decimal("12.5"), Unit.OTHER)


def test_a_table_of_some_pupils_is_not_taken_for_one_of_all():
    title = "Grundskola - Slutbetyg årskurs 9, flickor"
    table = read(grade_9(title=title))

    assert {figure.dims["pupils"] for figure in table.figures} == {"flickor"}


@pytest.mark.parametrize("value", ["n/a", "1e9", "=1+1", "72;5", "~", "nollan", "9" * 40])
def test_a_cell_that_is_no_figure_is_refused_where_it_stands(value):
    table = read(with_cell(CHANGED, value.replace(";", ":")))
    (issue,) = table.issues

    assert (issue.row, issue.column, issue.severity) == (7, CHANGED, Severity.ERROR)
    assert len(table.figures) == 4 * 4 - 1


@pytest.mark.parametrize(("column", "code"), [("Skol-enhetskod", "123456"), ("Kommun-kod", "180")])
def test_a_code_that_lost_its_zeros_costs_the_row(column, code):
    table = read(with_cell(column, code))

    assert [(issue.row, issue.column, issue.value) for issue in table.issues] == [(7, column, code)]
    assert "zeros" in problems(table)[0]
    assert len({figure.unit.code for figure in table.figures}) == 3


def test_a_file_that_was_cut_off_says_so():
    whole = grade_9(encoding="utf-8")
    table = read(whole[: whole.index(b"20000003") + 20])

    assert [issue.row for issue in table.issues] == [None, 9]
    assert len({figure.unit.code for figure in table.figures}) == 2


def test_a_school_told_twice_alike_counts_once_and_unlike_not_at_all():
    changed = [*GRADE_9_ROWS[0][:-1], "99"]
    table = read(grade_9([*GRADE_9_ROWS, GRADE_9_ROWS[1], changed]))

    assert len(table.figures) == 15
    assert sum("contradict" in problem or "Neither" in problem for problem in problems(table)) == 3
    assert essence(table) == essence(read(grade_9([changed, *GRADE_9_ROWS, GRADE_9_ROWS[1]])))


def test_an_export_without_its_year_is_refused_in_words():
    with pytest.raises(UnreadableSource, match="Valt läsår"):
        read(grade_9().replace("Valt läsår: 2024/25".encode(), b""))
