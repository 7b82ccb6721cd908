"""The same targets, as ``throughline flags`` computes them from the written files."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from statistics import mean, median

import pytest

from throughline.cli.main import main

PUPILS = 1500
YEAR = ("--school-year", "2025/26", "--pupils", str(PUPILS), "--seed", "4")
MONTH_ENDS = tuple(
    date(2025 + (month < 9), month, 1) - timedelta(days=1)
    for month in (9, 10, 11, 12, 1, 2, 3, 4, 5, 6)
)

pytestmark = pytest.mark.heavy


def simulated(folder, country):
    assert main(["simulate", str(folder), *YEAR, "--country", country, "--format", "parquet"]) == 0
    return folder


def told_by_flags(folder, *words):
    """Every pupil of the JSON; 1 where rows of pupils with a protected identity are refused."""
    out = folder.parent / f"{folder.name}.json"
    assert main(["flags", str(folder), "--format", "json", "--out", str(out), *words]) in {0, 1}
    return json.loads(out.read_text(encoding="utf-8"))["pupils"]


def year_shares(pupils, group=""):
    """The shares of absence of the school year, of the classes whose names begin so (a pattern)."""
    totals = [
        pupil["rates"]["year"]["total"] for pupil in pupils if re.match(group, pupil["class"] or "")
    ]
    return [share for share in totals if share is not None]


def share_from(shares, least):
    return sum(share >= least for share in shares) / len(shares)


@pytest.fixture(scope="module")
def sweden(tmp_path_factory):
    return simulated(tmp_path_factory.mktemp("simulated") / "se", "se")


@pytest.fixture(scope="module")
def pupils(sweden):
    return told_by_flags(sweden)


@pytest.fixture(scope="module")
def norway(tmp_path_factory):
    folder = simulated(tmp_path_factory.mktemp("simulated") / "no", "no")
    return told_by_flags(folder, "--policy", "no-iko")


@pytest.mark.parametrize(
    ("least", "expected"), [(0.10, 0.335), (0.15, 0.20), (0.20, 0.127), (0.30, 0.06)]
)
def test_flags_sees_the_tail_that_was_simulated(pupils, least, expected):
    """Two thirds in years 7 to 9, one third in upper secondary school at the level of year 9."""
    assert share_from(year_shares(pupils), least) == pytest.approx(
        expected, abs=0.1 * expected + 0.02
    )


@pytest.mark.parametrize(("group", "expected"), [("7", 0.16), ("8", 0.19), ("9", 0.22)])
def test_flags_sees_each_year_groups_share_of_much_absence(pupils, group, expected):
    """At least 15 %; some 335 pupils a year group, alike within their schools."""
    assert share_from(year_shares(pupils, group), 0.15) == pytest.approx(expected, abs=0.045)


def test_flags_sees_how_much_was_registered(pupils):
    coverage = [pupil["coverage"] for pupil in pupils if pupil["coverage"] is not None]

    assert len(pupils) >= PUPILS * 0.99
    assert 0.95 < mean(coverage) < 0.985


def test_flags_sees_the_study_grant_pattern_of_some_nine_percent(sweden):
    """Four hours unexcused in a month on several occasions: CSN counts 8.7-9.8 % a school year."""
    seen = set()
    for day in MONTH_ENDS:
        told = told_by_flags(sweden / "lessons.parquet", "--policy", "se-csn", "--as-of", str(day))
        seen |= {
            pupil["pupil"]
            for pupil in told
            if "csn-review" in {flag["rule"] for flag in pupil["flags"]}
        }

    assert 0.08 < len(seen) / PUPILS < 0.115


def test_flags_sees_eight_percent_of_absence_as_unexcused(pupils):
    rates = [pupil["rates"]["year"] for pupil in pupils if pupil["rates"]["year"]["total"]]

    found = sum(rate["unexcused"] for rate in rates) / sum(rate["total"] for rate in rates)

    assert 0.065 < found < 0.095


@pytest.mark.parametrize(
    ("from_days", "to_days", "expected"),
    [(0, 5, 0.489), (6, 10, 0.241), (11, 15, 0.124), (16, 30, 0.105), (31, 190, 0.040)],
)
def test_flags_sees_the_days_absent_of_norwegian_year_10(norway, from_days, to_days, expected):
    shares = year_shares(norway, "10")

    found = share_from(shares, (from_days - 0.5) / 190) - share_from(shares, (to_days + 0.5) / 190)

    assert found == pytest.approx(expected, abs=0.08 * expected + 0.04)


def test_flags_sees_the_median_of_norwegian_upper_secondary(norway):
    shares = [share for year in "123" for share in year_shares(norway, f"{year}[A-Z]{{2}}")]

    assert median(shares) == pytest.approx(0.0355, abs=0.007)
