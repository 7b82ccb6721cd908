from __future__ import annotations

from importlib import resources

import pytest

from throughline.measures import definitions
from throughline.sources.official import Provider
from throughline.sources.official.known import _known

OURS = {entry.name.removesuffix(".toml") for entry in resources.files(definitions).iterdir()}


@pytest.mark.parametrize("provider", [each for each in Provider if _known(each)])
def test_a_measure_of_ours_is_one_that_we_define(provider):
    named = {known.measure for known in _known(provider).values()}

    assert {measure for measure in named if ":" not in measure} <= OURS
