"""How large programmes are, and what a pupil may opt out of."""

from __future__ import annotations

from datetime import date

import pytest

from tests.core.records.sweden.courses import GY25
from throughline.records.sweden.extent import Extent, extent
from throughline.terms.rulebook import rules


@pytest.mark.rule("SE-DIPL-08", "SE-DIPL-09", "SE-DIPL-04")
@pytest.mark.parametrize(
    ("programme", "points", "opt_outs"),
    [
        *[(code, 2500, {}) for code in ("EK", "ES", "HU", "NA", "SA", "TE")],
        ("BF", 2700, {"SV": 100, "EN": 100}),
        ("HT", 2700, {"SV": 200}),
        ("VO", 2700, {"SV": 100, "EN": 100}),
        *[(code, 2800, {"SV": 200, "EN": 100}) for code in ("BA", "EE", "FR", "IN", "VF")],
    ],
)
def test_programmes_have_their_sizes_and_opt_outs(programme, points, opt_outs):
    assert extent(programme, started_on=GY25) == Extent(points, 200, 100, opt_outs)


@pytest.mark.rule("SE-DIPL-08", "SE-DIPL-09")
@pytest.mark.parametrize("day", [date(2025, 6, 30), date(2025, 7, 1)])
def test_sizes_and_opt_outs_are_told_from_gy25_on(day):
    held = [each.id for kind in ("extent", "opt_outs") for each in rules(kind=kind, on=day)]

    assert held == (["SE-DIPL-08", "SE-DIPL-09"] if day == date(2025, 7, 1) else [])


@pytest.mark.parametrize("programme", ["IMA", "XX"])
def test_what_is_no_national_programme_has_no_size(programme):
    assert extent(programme, started_on=GY25) is None
