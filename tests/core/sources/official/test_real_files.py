from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from tests.core.sources.official.tables import essence, one, source
from throughline.sources.official import OfficialTable, UnitLevel, read_official
from throughline.terms.figures import FigureState

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.real_data

GRADE_9 = "statistics/slutbetyg_ak9_2025_skolenhet.csv"
LEFT = "statistics/udir_slutta_vgo_20220505.csv"


def read(content: bytes, name: str = "tabell.csv") -> OfficialTable:
    return read_official(source(content, name))


def states(table: OfficialTable, measure: str) -> dict[str, int]:
    return dict(Counter(f.state.value for f in table.figures if f.measure == measure))


def weighted_eligibility(table: OfficialTable, *, about: bool) -> Decimal:
    pupils = {f.unit.code: f.value for f in table.figures if f.measure.endswith("pupils-grade-9")}
    shares = [
        (pupils[f.unit.code], f.value)
        for f in table.figures
        if f.measure == "eligible-yrk" and f.value is not None and (about or not f.about)
    ]
    told = [(count, share) for count, share in shares if count is not None]
    return sum(count * share for count, share in told) / sum(count for count, _ in told)


def test_skolverket_s_states_are_counted_as_published(real_data: Path):
    table = read((real_data / GRADE_9).read_bytes())

    assert len({f.unit.code for f in table.figures}) == 1714
    assert states(table, "eligible-yrk") == {
        "shown": 1197,
        "rounded_high": 354,
        "few_total": 92,
        "few_event": 37,
        "not_applicable": 34,
    }
    assert states(table, "skolverket:pupils-grade-9") == {"shown": 1601, "few_total": 113}
    assert states(table, "merit-value") == {"shown": 1582, "few_total": 114, "not_applicable": 18}
    assert states(table, "all-subjects-passed") == {
        "shown": 1528,
        "few_total": 71,
        "few_event": 51,
        "not_applicable": 64,
    }
    assert not table.issues
    assert {f.period for f in table.figures} == {"2024/25"}


def test_the_nation_s_eligibility_comes_out_and_about_100_may_not_be_left_out(real_data: Path):
    table = read((real_data / GRADE_9).read_bytes())

    assert round(weighted_eligibility(table, about=True), 1) == Decimal("85.1")
    assert round(weighted_eligibility(table, about=False), 1) < Decimal("83.0")


def test_udir_s_nation_and_states_are_as_published(real_data: Path):
    table = read((real_data / LEFT).read_bytes())
    nation = [f for f in table.figures if f.level is UnitLevel.NATION]

    assert one(table, "I", "left-during-year", "2020/21").value == Decimal("3.0")
    assert one(table, "I", "left-during-year", "2011/12").value == Decimal("4.2")
    assert len(nation) == 10
    assert len({f.unit.code for f in table.figures}) == 521
    assert states(table, "left-during-year") == {"shown": 3295, "few_total": 1206, "missing": 709}
    assert any("287" in issue.problem.en for issue in table.issues)
    assert [issue for issue in table.issues if issue.row] == []


def test_udir_s_zeros_are_told_and_stars_are_not(real_data: Path):
    table = read((real_data / LEFT).read_bytes())
    zeros = [f for f in table.figures if f.value == 0]

    assert zeros
    assert all(f.value is None for f in table.figures if f.state is FigureState.FEW_TOTAL)


@pytest.mark.parametrize(("path", "sign", "head"), [(GRADE_9, ";", 5), (LEFT, "\t", 1)])
def test_columns_turned_line_ends_and_encodings_change_nothing(
    real_data: Path, path: str, sign: str, head: int
):
    raw = (real_data / path).read_bytes()
    written = raw.decode("utf-16-le" if path == LEFT else "utf-8-sig")
    lines = written.splitlines()
    turned = [sign.join(reversed(line.split(sign))) for line in lines[head:]]
    changed = "\r\n".join([*lines[:head], turned[0], *reversed(turned[1:])]) + "\r\n"
    expected = essence(read(raw))

    assert essence(read(changed.encode("utf-8"))) == expected
    assert essence(read(written.encode("utf-16"))) == expected
