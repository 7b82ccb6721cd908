"""What every test of the import desk needs around it."""

from __future__ import annotations

import pytest

from tests.web.sources import desk


@pytest.fixture(autouse=True)
def uploads(tmp_path, settings):
    """The folder of kept uploads, one of the test's own."""
    settings.MEDIA_ROOT = tmp_path / "uploads"
    return settings.MEDIA_ROOT


@pytest.fixture
def school():
    return desk.a_school_with_an_organiser()


@pytest.fixture
def organiser(school):
    return desk.organiser_of(school)
