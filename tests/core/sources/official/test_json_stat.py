from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.sources.official.tables import as_json
from throughline.sources import UnreadableSource
from throughline.sources.official import OfficialTable, Unit, UnitLevel, read_official
from throughline.terms.figures import FigureState

SHAPES: dict[str, dict[str, Any]] = {
    "Region": {
        "label": "region",
        "category": {
            "index": {"0": 0, "50": 1, "5001": 2},
            "label": {"0": "Hele landet", "50": "Trøndelag", "5001": "Trondheim"},
        },
    },
    "Kjonn": {
        "label": "kjønn",
        "category": {"index": ["0", "2"], "label": {"0": "Begge kjønn", "2": "Kvinner"}},
    },
    "ContentsCode": {
        "label": "statistikkvariabel",
        "category": {
            "index": {"Andel": 0},
            "label": {"Andel": "Andel som har fullført"},
            "unit": {"Andel": {"base": "prosent", "decimals": 1}},
        },
    },
    "Tid": {"label": "år", "category": {"index": {"2023": 0}, "label": {"2023": "2023"}}},
}
CELLS: dict[tuple[str, str], tuple[float | None, str | None]] = {
    ("0", "0"): (80.4, None),
    ("0", "2"): (0, None),
    ("50", "0"): (None, ":"),
    ("50", "2"): (None, ".."),
    ("5001", "0"): (None, "."),
    ("5001", "2"): (None, None),
}


def dataset(order: list[str] | None = None, **changes: object) -> dict[str, object]:
    ids = order or list(SHAPES)
    corners = [()]
    for each in ids:
        corners = [(*corner, (each, code)) for corner in corners for code in codes(each)]
    cells = [CELLS[(dict(corner)["Region"], dict(corner)["Kjonn"])] for corner in corners]
    return {
        "version": "2.0",
        "class": "dataset",
        "label": "11914: Fullføring, etter region og år",
        "source": "Statistisk sentralbyrå",
        "updated": "2026-06-18T06:00:00Z",
        "id": ids,
        "size": [len(codes(each)) for each in ids],
        "dimension": {each: SHAPES[each] for each in ids},
        "role": {"time": ["Tid"], "metric": ["ContentsCode"], "geo": ["Region"]},
        "value": [value for value, _ in cells],
        "status": {str(at): mark for at, (_, mark) in enumerate(cells) if mark},
    } | changes


def codes(each: str) -> list[str]:
    return list(SHAPES[each]["category"]["index"])


def read(answer: object) -> OfficialTable:
    return read_official(as_json(answer))


def told(table: OfficialTable) -> dict[tuple[str, str | None], tuple[FigureState, Decimal | None]]:
    return {(f.unit.code, f.dims.get("sex")): (f.state, f.value) for f in table.figures}


def test_each_mark_is_a_state_of_its_own_and_none_is_zero():
    assert told(read(dataset())) == {
        ("0", None): (FigureState.SHOWN, Decimal("80.4")),
        ("0", "girls"): (FigureState.SHOWN, Decimal(0)),
        ("50", None): (FigureState.FEW_TOTAL, None),
        ("50", "girls"): (FigureState.MISSING, None),
        ("5001", None): (FigureState.NOT_APPLICABLE, None),
        ("5001", "girls"): (FigureState.MISSING, None),
    }


@given(st.permutations(list(SHAPES)))
def test_order_of_dimensions_changes_nothing(order):
    assert told(read(dataset(order))) == told(read(dataset()))


def test_values_as_an_object_and_roles_untold_read_the_same():
    full = dataset()
    sparse = {str(at): value for at, value in enumerate(full["value"]) if value is not None}

    assert told(read(dataset(value=sparse, role={}))) == told(read(full))


def test_levels_unit_and_provenance_come_from_the_dataset():
    table = read(dataset())

    assert {f.unit.code: f.level for f in table.figures} == {
        "0": UnitLevel.NATION,
        "50": UnitLevel.REGION,
        "5001": UnitLevel.MUNICIPALITY,
    }
    assert {f.measured.unit for f in table.figures} == {Unit.PERCENT}
    assert {f.measured.title for f in table.figures} == {"Andel som har fullført"}
    assert table.provenance.source_line == "Statistisk sentralbyrå"
    assert table.provenance.published_on == date(2026, 6, 18)


@pytest.mark.parametrize(
    "changes",
    [
        {"size": [3, 2, 1, 2]},
        {"size": [10**9, 10**9, 1, 1]},
        {"value": [1, 2]},
        {"value": {"99": 1}},
        {"id": []},
        {"id": [1, 2]},
        {"id": "Region"},
        {"dimension": {}},
        {"dimension": []},
    ],
)
def test_a_dataset_whose_sizes_disagree_is_refused_whole(changes):
    with pytest.raises(UnreadableSource, match="does not match"):
        read(dataset(**changes))


def test_a_dataset_without_a_place_is_refused():
    shapes = {("Alder" if each == "Region" else each): shape for each, shape in SHAPES.items()}
    with pytest.raises(UnreadableSource, match="place"):
        read(dataset(id=list(shapes), dimension=shapes, role={}))


def test_a_value_that_is_no_number_is_refused_alone():
    values = list(dataset()["value"])
    table = read(dataset(value=["mye", *values[1:]]))

    assert len(table.figures) == 5
    assert [issue.column for issue in table.issues] == [
        "Hele landet, Begge kjønn, Andel som har fullført, 2023"
    ]


def test_every_other_dimension_keeps_the_source_s_own_words():
    shapes = SHAPES | {
        "Kjonn": {"label": "alder", "category": {"label": {"0": "16 år", "2": "17 år"}}}
    }
    table = read(dataset(dimension=shapes, updated="i går"))

    assert {f.dims["alder"] for f in table.figures} == {"16 år", "17 år"}
    assert table.provenance.published_on is None


def test_a_dimension_without_any_code_is_refused():
    shapes = SHAPES | {"Kjonn": {"category": {}}}
    with pytest.raises(UnreadableSource, match="does not match"):
        read(dataset(dimension=shapes))


def test_several_datasets_are_read_together():
    other = dataset(label="Noe annet")
    table = read_official(as_json(dataset()), as_json(other))

    assert len(table.figures) == 12
