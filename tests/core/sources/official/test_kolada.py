from __future__ import annotations

from decimal import Decimal

import pytest

from tests.core.sources.official.tables import as_json, essence, one, problems
from throughline.sources import UnreadableSource
from throughline.sources.official import Provider, UnitLevel, read_official
from throughline.terms.figures import FigureState

TITLE = "Elever i åk 9 som är behöriga till yrkesprogram, hemkommun, andel (%)"
TITLES = {"count": 1, "results": [{"id": "N15428", "title": TITLE}], "next_url": None}
NAMES = {"values": [{"id": "0138", "title": "Tyresö", "type": "K"}]}


def value(gender: str, number: object, status: str = "") -> dict[str, object]:
    return {"gender": gender, "count": 1, "status": status, "value": number}


def row(code: str, values: list[object], **extra: object) -> dict[str, object]:
    return {"kpi": "N15428", "municipality": code, "period": 2023, "values": values} | extra


def page(*rows: object, **links: str) -> dict[str, object]:
    return {"count": len(rows), "values": list(rows), "next_url": None} | links


DATA = page(
    row("0138", [value("T", 74.1), value("K", 80), value("M", None, "Missing")]),
    row("0000", [value("T", 0)]),
    row("0001", [value("T", 7, "Missing")]),
)


def test_values_are_read_by_sex_and_missing_is_never_zero():
    table = read_official(as_json(DATA), as_json(TITLES), as_json(NAMES))
    by_sex = {f.dims.get("sex"): f for f in table.figures if f.unit.code == "0138"}

    assert (by_sex[None].value, by_sex["girls"].value) == (Decimal("74.1"), Decimal(80))
    assert (by_sex["boys"].value, by_sex["boys"].state) == (None, FigureState.MISSING)
    assert one(table, "0000", "eligible-yrk").value == 0
    assert one(table, "0001", "eligible-yrk").state is FigureState.MISSING
    assert by_sex[None].unit.name == "Tyresö"
    assert not table.issues


def test_nation_region_municipality_and_school_are_told_by_their_codes():
    school = {"kpi": "N15428", "ou": "V15E1", "period": 2023, "values": [value("T", 1)]}
    group = row("G12345", [value("T", 1)])
    table = read_official(as_json(TITLES, DATA, page(school, group)))

    assert {figure.unit.code: figure.level for figure in table.figures} == {
        "0000": UnitLevel.NATION,
        "0001": UnitLevel.REGION,
        "0138": UnitLevel.MUNICIPALITY,
        "V15E1": UnitLevel.SCHOOL,
        "G12345": UnitLevel.OTHER,
    }


def test_the_title_comes_with_the_data_and_is_shown():
    table = read_official(as_json(DATA, TITLES))

    assert table.figures[0].measured.title == TITLE
    assert table.provenance.title == TITLE
    assert (table.provenance.provider, table.provenance.source_line) == (
        Provider.KOLADA,
        "Källa: Kolada",
    )


def test_without_its_title_an_indicator_is_refused_and_the_address_told():
    table = read_official(as_json(DATA))

    assert not table.figures
    assert any("https://api.kolada.se/v3/kpi/N15428" in problem for problem in problems(table))


def test_a_title_that_is_not_the_one_we_know_is_shown_and_remarked_on():
    table = read_official(as_json(DATA, {"values": [{"id": "N15428", "title": "Något annat"}]}))

    assert table.figures[0].measured.title == "Något annat"
    assert any("Något annat" in problem and TITLE in problem for problem in problems(table))


def test_an_indicator_we_do_not_know_keeps_its_own_name():
    data = page(
        {"kpi": "N99999", "municipality": "0138", "period": 2023, "values": [value("T", 1)]}
    )
    table = read_official(as_json(data, {"values": [{"id": "N99999", "title": "Nytt"}]}))

    assert one(table, "0138", "kolada:N99999").measured.title == "Nytt"


def test_a_page_that_was_not_brought_is_named():
    onward = "https://api.kolada.se/v3/data/kpi/N15428/year/2023?page=2"
    table = read_official(as_json(DATA | {"next_url": onward}, TITLES))

    assert any(onward in problem for problem in problems(table))


def test_all_pages_together_in_any_order_are_whole():
    first = page(row("0138", [value("T", 1)]), next_url="https://x/?page=2")
    second = page(row("0114", [value("T", 2)]), previous_url="https://x/?page=1")
    files = [as_json(first), as_json(second), as_json(TITLES)]
    table = read_official(*files)

    assert not table.issues
    assert essence(table) == essence(read_official(*reversed(files)))
    assert table.provenance.sha256 == read_official(*reversed(files)).provenance.sha256


@pytest.mark.parametrize("wrong", ["74,1", True, [1], {"a": 1}, 10**30, 1e-300, float("1e300")])
def test_a_value_that_is_no_number_is_refused(wrong):
    table = read_official(as_json(page(row("0138", [value("T", wrong)])), TITLES))

    assert not table.figures
    assert "neither a number" in problems(table)[0] + problems(table)[1]


@pytest.mark.parametrize("wrong", [{"period": "igår"}, {"municipality": None}, {"period": None}])
def test_a_row_without_place_or_year_is_refused(wrong):
    table = read_official(as_json(page(row("0138", [value("T", 1)], **wrong)), TITLES))

    assert not table.figures
    assert any("which unit or time" in problem for problem in problems(table))


def test_files_of_several_sorts_are_refused():
    stat = {"class": "dataset", "dimension": {}}
    with pytest.raises(UnreadableSource, match="different sorts"):
        read_official(as_json(DATA, stat))
