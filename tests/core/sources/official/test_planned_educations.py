from __future__ import annotations

from decimal import Decimal

import pytest

from tests.core.sources.official.tables import as_json, one, problems
from throughline.sources import UnreadableSource
from throughline.sources.official import OfficialTable, UnitLevel, read_official
from throughline.terms.figures import FigureState

ELIGIBLE = "ratioOfPupils9thGradeEligibleForNationalProgramYR"
MERIT = "averageGradesMeritRating9thGrade"


def point(
    value: object, value_type: str = "EXISTS", period: object = "2023/24"
) -> dict[str, object]:
    return {"value": value, "valueType": value_type, "timePeriod": period}


def answer(**fields: object) -> dict[str, object]:
    return {"status": "OK", "message": "", "body": {"schoolUnit": "00123456", **fields}}


def read(*answers: object, fetched_from: str = "") -> OfficialTable:
    return read_official(as_json(*answers), fetched_from=fetched_from)


@pytest.mark.parametrize(
    ("value", "value_type", "state", "number", "about"),
    [
        ("231,4", "EXISTS", FigureState.SHOWN, "231.4", False),
        ("0", "EXISTS", FigureState.SHOWN, "0", False),
        (".", "MISSING", FigureState.MISSING, None, False),
        (None, "MISSING", FigureState.MISSING, None, False),
        ("..", "OMITTED_DUE_TO_BASED_ON_FEW_PUPILS", FigureState.FEW_TOTAL, None, False),
        ("..", "EXISTS", FigureState.FEW_TOTAL, None, False),
        (
            "~100",
            "ROUNDED_OFF_DUE_TO_FEW_PUPILS_NOT_ELIGIBLE",
            FigureState.ROUNDED_HIGH,
            "100",
            True,
        ),
        (
            "100",
            "ROUNDED_OFF_DUE_TO_FEW_PUPILS_NOT_ELIGIBLE",
            FigureState.ROUNDED_HIGH,
            "100",
            True,
        ),
        (
            "*",
            "TEACHERS_EXCLUDED_DUE_TO_NO_REQUIRED_LEGITIMATION",
            FigureState.NOT_APPLICABLE,
            None,
            False,
        ),
        ("cirka 370", "EXISTS", FigureState.SHOWN, "370", True),
        ("cirka 1 100", "EXISTS", FigureState.SHOWN, "1100", True),
    ],
)
def test_value_and_value_type_are_read_together(value, value_type, state, number, about):
    figure = one(read(answer(**{MERIT: [point(value, value_type)]})), "00123456", "merit-value")

    assert (figure.state, figure.about) == (state, about)
    assert figure.value == (None if number is None else Decimal(number))


@pytest.mark.parametrize("value_type", ["SOMETHING_NEW", ""])
def test_a_number_of_a_type_nobody_explained_is_refused(value_type):
    table = read(answer(**{MERIT: [point("12", value_type)]}))

    assert not table.figures
    assert [issue.column for issue in table.issues if issue.column] == [MERIT]


def test_a_series_holds_its_years_apart():
    few = "OMITTED_DUE_TO_BASED_ON_FEW_PUPILS"
    table = read(answer(**{ELIGIBLE: [point("82,0"), point("..", few, "2024/25")]}))

    assert one(table, "00123456", "eligible-yrk", "2023/24").value == 82
    assert one(table, "00123456", "eligible-yrk", "2024/25").state is FigureState.FEW_TOTAL


def test_programmes_are_a_dimension_and_the_school_stands_in_the_address():
    body = {"programMetrics": [{"programCode": "NA", MERIT: [point("1,5")]}, {MERIT: [point("2")]}]}
    table = read(
        {"status": "200 OK", "body": body},
        fetched_from="https://api.skolverket.se/planned-educations/v4/school-units/00123456/statistics/gy",
    )

    assert [(f.unit.code, dict(f.dims), f.value) for f in table.figures] == [
        ("00123456", {"programme": "NA"}, Decimal("1.5"))
    ]
    assert "programme's code" in problems(table)[0]
    assert table.provenance.fetched_from.endswith("/gy")


def test_national_values_are_of_the_nation():
    link = {"self": {"href": "/planned-educations/v4/statistics/national-values/gr"}}
    table = read({"status": "OK", "body": {MERIT: [point("220,1")], "_links": link}})

    assert table.figures[0].level is UnitLevel.NATION


def test_whose_figures_they_are_must_be_told():
    with pytest.raises(UnreadableSource, match="which school"):
        read({"status": "OK", "body": {MERIT: [point("220,1")]}})


@pytest.mark.parametrize("period", [None, "", "ht", "24/25", 12])
def test_a_value_without_its_year_is_refused(period):
    table = read(answer(**{MERIT: [point("1", period=period)]}))

    assert not table.figures
    assert any("which unit or time" in problem for problem in problems(table))


def test_texts_and_unknown_fields_beside_the_series_do_no_harm():
    table = read(answer(**{"hasLibrary": True, "note": [1, None, "x"], MERIT: [None, point("1")]}))

    assert len(table.figures) == 1


def test_salsa_of_many_schools_is_read_school_by_school():
    field = "salsaAverageGradesIn9thGradeDeviation"
    few = {"value": "..", "valueType": "OMITTED_DUE_TO_BASED_ON_FEW_PUPILS"}
    body = {
        "timePeriod": "2023/24",
        "compulsorySchoolUnitSalsaMetricList": [
            {"schoolUnitCode": "00123456", field: {"value": "-4", "valueType": "EXISTS"}},
            {"schoolUnitCode": "20000002", field: few},
            {field: few},
            None,
        ],
    }
    table = read({"status": "OK", "body": body})

    assert [(f.unit.code, f.period, f.value, f.state) for f in table.figures] == [
        ("00123456", "2023/24", Decimal(-4), FigureState.SHOWN),
        ("20000002", "2023/24", None, FigureState.FEW_TOTAL),
    ]
    assert len(table.issues) == 1
