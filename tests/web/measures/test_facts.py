"""Facts of pupils from rows: whose minutes, where, and what is not known of years ago."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.web.attendance import a_run, bring, lesson, school_days, unregistered
from tests.web.factories import (
    LONG_AGO,
    TODAY,
    a_class,
    a_municipality,
    a_pupil,
    a_school,
    an_enrolment,
    organiser_of,
)
from tests.web.measures.towns import AUTUMN, YEAR, pupils_of
from throughline.terms.attendance import Granularity, Mark
from throughline.terms.people import GradeRow
from throughline_web.measures.periods import period_of, periods_with
from throughline_web.measures.queries import Asked, facts_of
from throughline_web.organisations.models import Enrolment
from throughline_web.records.staging import write_grades
from throughline_web.sources.states import State

pytestmark = pytest.mark.django_db


def facts(*schools, period=YEAR, on=TODAY):
    asked = Asked([school.pk for school in schools], "se", period.span, on)
    return {int(fact.pupil_id): fact for fact in facts_of(asked)}


def test_minutes_are_summed_by_pupil_and_school():
    school_class = a_class()
    school, pupil = school_class.parent, a_pupil(place=school_class)
    days = school_days(3)
    bring(school, [lesson(pupil, days[0], missed=60), lesson(pupil, days[1], excused=15)])
    bring(school, [unregistered(pupil, days[2])])

    found = facts(school)[pupil.pk]

    assert [found.minutes(kind) for kind in ("offered", "reported", "absent")] == [180, 120, 75]
    assert [found.minutes(kind) for kind in ("excused", "unexcused")] == [15, 60]


def test_a_summary_period_counts_where_no_day_tells():
    school_class = a_class()
    school, pupil = school_class.parent, a_pupil(place=school_class)
    first, last = date(2026, 10, 1), date(2026, 10, 31)
    month = Mark(
        str(pupil.pk),
        None,
        first,
        last,
        "",
        Granularity.PERIOD,
        offered=600,
        reported=600,
        present=480,
        excused=120,
        unexcused=0,
        unresolved=0,
        other=0,
    )
    bring(school, [month])
    before = facts(school)[pupil.pk]
    bring(school, [lesson(pupil, day, missed=60) for day in school_days(2)])

    after = facts(school)[pupil.pk]

    assert [before.minutes(kind) for kind in ("offered", "absent", "excused")] == [600, 120, 120]
    assert [after.minutes(kind) for kind in ("offered", "absent", "unexcused")] == [720, 240, 120]


def test_minutes_of_a_day_that_tells_of_absence_only_are_in_no_rate():
    school_class = a_class()
    school, pupil = school_class.parent, a_pupil(place=school_class)
    days = school_days(2)
    absence_only = Mark(str(pupil.pk), None, days[0], days[0], "08:10", excused=60)
    bring(school, [absence_only, lesson(pupil, days[1])])

    assert facts(school)[pupil.pk].rate("excused") == 0


def test_a_pupil_without_rows_is_there_and_nothing_is_known():
    pupil = a_pupil()

    found = facts(pupil.enrolments.get().school)[pupil.pk]

    assert found.minutes("reported") is None
    assert found.eligible is None


def test_a_mover_has_both_stays_whichever_school_asks():
    town = a_municipality()
    first, second = (a_school(name, organiser=town) for name in ("Norra", "Södra"))
    pupil = a_pupil(place=first)
    days = school_days(4)
    Enrolment.objects.filter(pupil=pupil).update(ends_on=days[1])
    an_enrolment(pupil, second, starts_on=days[2])
    bring(first, [lesson(pupil, day, missed=60) for day in days[:2]])
    bring(second, [lesson(pupil, day) for day in days[2:]])

    found = [facts(first)[pupil.pk], facts(second)[pupil.pk], facts(first, second)[pupil.pk]]

    assert found[0] == found[1] == found[2]
    assert found[0].rate("absent") == 0.5


def test_a_change_of_class_counts_no_minute_twice():
    school_class = a_class("8A")
    school, pupil = school_class.parent, a_pupil(place=school_class)
    days = school_days(2)
    Enrolment.objects.filter(pupil=pupil).update(ends_on=days[0])
    an_enrolment(pupil, a_class("8B", school=school), starts_on=days[1])
    bring(school, [lesson(pupil, day) for day in days])

    assert facts(school)[pupil.pk].minutes("offered") == 120


def test_todays_year_group_says_nothing_of_an_earlier_year():
    school_class = a_class("9A")
    (pupil,) = pupils_of(school_class, 1)
    Enrolment.objects.update(starts_on=date(2024, 8, 1))

    now, then = facts(school_class.parent), facts(school_class.parent, period=period_of("2025-26"))

    assert now[pupil.pk].dims == {"year_group": "9"}
    assert then[pupil.pk].dims == {}


def test_grades_are_those_known_on_the_last_day_of_the_period():
    school_class = a_class("9A")
    (pupil,) = pupils_of(school_class, 1)
    run = a_run(organiser_of(school_class.parent), state=State.LIVE)
    rows = [
        GradeRow(str(pupil.pk), subject, "E", passed=True, set_on=date(2026, 6, 10), term="VT2026")
        for subject in ("SV", "EN", "MA", "BI", "FY", "KE", "GE", "HI")
    ]
    write_grades(run.pk, rows, pupils={str(pupil.pk): pupil.pk})

    now = facts(school_class.parent, period=AUTUMN)[pupil.pk]

    assert now.merit == Decimal(80)
    assert "YRK" in (now.eligible or ())
    assert "ES" not in (now.eligible or ())
    assert now.all_passed is True


@pytest.mark.parametrize(
    ("key", "name"),
    [("2026-27", "2026-07-01"), ("2026-ht", "2026-07-01"), ("2026-vt", "2026-01-01")],
)
def test_a_period_has_a_key(key, name):
    assert period_of(key).span.starts_on.isoformat() == name
    assert period_of(key).key == key


@pytest.mark.parametrize("key", ["", "2026-28", "2026", "2026-xx", "26-27"])
def test_a_key_that_means_nothing_is_no_period(key):
    assert period_of(key) is None


def test_periods_are_those_with_rows_the_newest_first():
    found = [period.key for period in periods_with(date(2026, 2, 1), TODAY)]

    assert found == ["2026-27", "2026-ht", "2025-26", "2026-vt"]
    assert [period.key for period in periods_with(None, LONG_AGO)] == ["2026-27", "2026-ht"]
