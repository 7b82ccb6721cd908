"""Worlds that several tests of the room begin with."""

from __future__ import annotations

from functools import partial

import pytest

from tests.web import factories as make
from tests.web.organisations.rosters import ELIN, as_rows, changed
from throughline_web.organisations.actions import upsert_guardians, upsert_pupils, upsert_staff
from throughline_web.organisations.members import SYSTEM


@pytest.fixture
def organiser(db):
    return make.a_municipality()


@pytest.fixture
def school(organiser):
    return make.a_school("Björkskolan", organiser=organiser)


@pytest.fixture
def words(organiser):
    return {"by": SYSTEM, "organiser_id": organiser.pk, "on": make.TODAY, "at": make.NOW}


@pytest.fixture
def lay(school, words):
    """Lay rows of pupils as of the tests' day."""
    return partial(as_rows, upsert_pupils, **words)


@pytest.fixture
def lay_staff(school, words):
    return partial(as_rows, upsert_staff, **words)


@pytest.fixture
def lay_guardians(lay, words):
    """Lay rows of guardians of two pupils."""
    lay(ELIN, changed(ELIN, pupil_id="e2", given_name="Nils"))
    return partial(as_rows, upsert_guardians, **words)
