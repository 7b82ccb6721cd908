"""The same targets, as ``throughline flags`` computes them from the written files."""

from __future__ import annotations

import json
from statistics import mean

import pytest

from throughline.cli.main import main

PUPILS = 1500


@pytest.fixture(scope="module")
def pupils(tmp_path_factory):
    """Every pupil of the JSON, with the rates of a whole school year."""
    folder = tmp_path_factory.mktemp("simulated")
    year = ["--school-year", "2025/26", "--pupils", str(PUPILS), "--seed", "4"]
    assert main(["simulate", str(folder / "files"), *year, "--format", "parquet"]) == 0
    out = folder / "flags.json"
    # 1: the rows of pupils with a protected identity are refused, as they should be.
    assert main(["flags", str(folder / "files"), "--format", "json", "--out", str(out)]) == 1
    return json.loads(out.read_text(encoding="utf-8"))["pupils"]


@pytest.mark.heavy
@pytest.mark.parametrize(
    ("least", "expected"), [(0.10, 0.335), (0.15, 0.20), (0.20, 0.127), (0.30, 0.06)]
)
def test_flags_sees_the_tail_that_was_simulated(pupils, least, expected):
    """Two thirds in years 7 to 9, one third in upper secondary school at the level of year 9."""
    shares = [
        pupil["rates"]["year"]["total"]
        for pupil in pupils
        if pupil["rates"]["year"]["total"] is not None
    ]

    found = sum(share >= least for share in shares) / len(shares)

    assert found == pytest.approx(expected, abs=0.1 * expected + 0.02)


@pytest.mark.heavy
def test_flags_sees_how_much_was_registered(pupils):
    coverage = [pupil["coverage"] for pupil in pupils if pupil["coverage"] is not None]

    assert len(pupils) >= PUPILS * 0.99
    assert 0.95 < mean(coverage) < 0.985
