"""Days and moments: the unit's zone, and the pinned calendar."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.utils import timezone

from throughline_web.organisations import clock
from throughline_web.organisations.models import Unit
from throughline_web.organisations.school_age import comes_of_age_on, last_birth_date_of_adults

HALF_PAST_MIDNIGHT = datetime(2026, 6, 30, 22, 30, tzinfo=UTC)


@pytest.fixture
def unpinned(settings, monkeypatch):
    settings.THROUGHLINE_TODAY = None
    monkeypatch.setattr(timezone, "now", lambda: HALF_PAST_MIDNIGHT)


def test_at_half_past_midnight_it_is_already_tomorrow(unpinned):
    assert clock.today() == date(2026, 7, 1)
    assert clock.day_of(HALF_PAST_MIDNIGHT) == date(2026, 7, 1)


@pytest.mark.parametrize(
    ("zone", "expected"),
    [("Europe/Oslo", date(2026, 7, 1)), ("Atlantic/Reykjavik", date(2026, 6, 30))],
)
def test_the_day_is_that_of_the_units_own_zone(unpinned, zone, expected):
    assert clock.today(Unit(timezone=zone)) == expected


def test_pinned_calendar_has_the_real_time_of_day(settings, monkeypatch):
    settings.THROUGHLINE_TODAY = "2026-11-23"
    monkeypatch.setattr(timezone, "now", lambda: HALF_PAST_MIDNIGHT)

    assert clock.today() == date(2026, 11, 23)
    assert clock.now() == datetime(2026, 11, 22, 23, 30, tzinfo=UTC)


def test_the_moment_is_in_universal_time(unpinned):
    assert clock.now() == HALF_PAST_MIDNIGHT


@pytest.mark.parametrize(
    ("born", "expected"),
    [
        pytest.param(date(2008, 11, 23), date(2026, 11, 23), id="the birthday"),
        pytest.param(date(2008, 2, 29), date(2026, 3, 1), id="born on a leap day"),
    ],
)
def test_pupil_comes_of_age_on_the_eighteenth_birthday(born, expected):
    assert comes_of_age_on(born) == expected


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        pytest.param(date(2026, 11, 23), date(2008, 11, 23), id="an ordinary day"),
        pytest.param(date(2028, 2, 29), date(2010, 2, 28), id="a leap day"),
    ],
)
def test_latest_birth_date_of_those_who_are_of_age(on, expected):
    assert last_birth_date_of_adults(on) == expected
