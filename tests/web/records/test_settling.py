"""Runs laid over runs: what is visible, what a correction changes, what an undo restores."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.web.attendance import bring, day_of_five, lesson, school_days, undo, unregistered
from tests.web.factories import TODAY, a_class, a_pupil
from throughline_web.records.models import Mark
from throughline_web.records.queries import days_of, later_runs_on_same_keys, marks_of
from throughline_web.sources.states import State

pytestmark = pytest.mark.django_db


@pytest.fixture
def pupil():
    return a_pupil(place=a_class())


@pytest.fixture
def school(pupil):
    return pupil.enrolments.get().school


def visible(pupil):
    return days_of([pupil.pk], since=TODAY - timedelta(days=60), until=TODAY).get(pupil.pk, [])


def test_a_live_run_shows_its_days(pupil, school):
    bring(school, day_of_five(pupil, TODAY, missed=2))

    (day,) = visible(pupil)

    assert (day.offered, day.reported, day.unexcused, day.scattered) == (300, 300, 120, 120)


def test_a_run_that_is_not_live_shows_nothing(pupil, school):
    bring(school, day_of_five(pupil, TODAY), state=State.STAGING)

    assert visible(pupil) == []


def test_a_correction_replaces_the_lessons_it_holds_and_keeps_the_others_of_the_day(pupil, school):
    bring(school, day_of_five(pupil, TODAY, missed=2))

    bring(school, [lesson(pupil, TODAY, "08:10", excused=60)])

    (day,) = visible(pupil)
    assert (day.reported, day.excused, day.unexcused) == (300, 60, 60)


def test_a_correction_deletes_no_day_that_it_lacks(pupil, school):
    yesterday, today = school_days(2)
    bring(school, [*day_of_five(pupil, yesterday), *day_of_five(pupil, today)])

    bring(school, [lesson(pupil, today, "08:10", missed=60)])

    assert [day.day for day in visible(pupil)] == [yesterday, today]


def test_an_undone_run_uncovers_what_stood_before(pupil, school):
    bring(school, day_of_five(pupil, TODAY, missed=2))
    correction = bring(school, [lesson(pupil, TODAY, "08:10", excused=60)])

    undo(correction)

    (day,) = visible(pupil)
    assert (day.excused, day.unexcused) == (0, 120)


def test_a_later_run_on_the_same_day_must_be_undone_first(pupil, school):
    first = bring(school, day_of_five(pupil, TODAY))
    second = bring(school, [lesson(pupil, TODAY, "08:10", missed=60)])
    keys = ("pupil_id", "unit_id", "starts_on")

    assert later_runs_on_same_keys(Mark, first.pk, keys=keys) == [second.pk]
    assert later_runs_on_same_keys(Mark, second.pk, keys=keys) == []


def test_an_unregistered_lesson_is_neither_presence_nor_absence(pupil, school):
    bring(school, [lesson(pupil, TODAY, "08:10"), unregistered(pupil, TODAY, "09:20")])

    (day,) = visible(pupil)

    assert (day.offered, day.reported, day.absent) == (120, 60, 0)


def test_the_same_key_twice_in_one_run_keeps_the_last(pupil, school):
    bring(school, [lesson(pupil, TODAY, missed=60), lesson(pupil, TODAY)])

    (day,) = visible(pupil)

    assert (day.offered, day.unexcused) == (60, 0)


def test_lessons_come_by_day_and_start_from_the_latest_run(pupil, school):
    bring(school, day_of_five(pupil, TODAY))
    bring(school, [lesson(pupil, TODAY, "09:20", missed=60)])

    found = marks_of(pupil.pk, since=TODAY, until=TODAY).lessons

    assert [one.slot for one in found] == ["08:10", "09:20", "10:30", "12:30", "13:40"]
    assert [one.minutes["unexcused"] for one in found] == [0, 60, 0, 0, 0]
