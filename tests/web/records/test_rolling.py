"""What the database sums is what the core rolls up, whatever the marks and however many runs."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.web.attendance import bring, undo
from tests.web.factories import a_class, a_pupil
from throughline.records.days import PupilDay as Day
from throughline.records.days import roll_up
from throughline.terms.attendance import MINUTE_FIELDS, Granularity, Mark
from throughline_web.records.models import PupilDay

pytestmark = pytest.mark.django_db

MONDAY = date(2026, 9, 14)
DAYS = (MONDAY, MONDAY + timedelta(days=1))

_minutes = st.none() | st.integers(0, 3)


@st.composite
def _marks(draw, pupil="0"):
    """Marks of two days, of every granularity, with anything known or unknown."""
    start = draw(st.sampled_from(DAYS))
    granularity = draw(st.sampled_from(Granularity))
    return Mark(
        pupil,
        None,
        start,
        draw(st.sampled_from([start, DAYS[-1]])),
        draw(st.sampled_from(["", "08:10", "09:20"])),
        granularity,
        occasions=draw(st.none() | st.just(1)),
        **{name: draw(_minutes) for name in MINUTE_FIELDS},
    )


def _last_of_each_key(marks):
    """A run keeps one mark a key, and its database row tells when it ends as well."""
    kept = {(one.starts_on, one.ends_on, one.granularity, one.slot): one for one in marks}
    return sorted(kept.values(), key=lambda one: one.ends_on)


def _written(run):
    names = [field.name for field in fields(Day)]
    rows = PupilDay.objects.filter(run=run).order_by("day").values_list(*names)
    return [Day(*row) for row in rows]


@settings(
    deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60
)
@given(
    below=st.lists(_marks(), max_size=4),
    undone=st.lists(_marks(), max_size=2),
    own=st.lists(_marks(), min_size=1, max_size=6),
)
def test_the_database_sums_what_the_core_rolls_up(below, undone, own):
    with transaction.atomic():
        pupil = a_pupil(place=a_class())
        school = pupil.enrolments.get().school
        below, undone, own = (
            [replace(one, pupil_id=str(pupil.pk)) for one in marks]
            for marks in (below, undone, own)
        )
        bring(school, below)
        undo(bring(school, undone))
        run = bring(school, own)
        touched = {one.starts_on for one in own if one.granularity is not Granularity.PERIOD}
        kept = [one for one in _last_of_each_key(below) if one.starts_on in touched]

        assert _written(run) == roll_up([*kept, *_last_of_each_key(own)])
        transaction.set_rollback(True)


def test_nothing_of_another_pupil_or_another_school_is_summed():
    place = a_class()
    elin, omar = a_pupil(place=place), a_pupil(place=place)
    school, elsewhere = (
        elin.enrolments.get().school,
        a_pupil(place=a_class()).enrolments.get().school,
    )
    minutes = {"offered": 60, "reported": 60, "present": 60}
    bring(elsewhere, [Mark(str(elin.pk), None, MONDAY, MONDAY, "09:20", **minutes)])

    run = bring(
        school,
        [Mark(str(one.pk), None, MONDAY, MONDAY, "08:10", **minutes) for one in (elin, omar)],
    )

    days = PupilDay.objects.filter(run=run).values_list("pupil_id", "unit_id", "offered")
    assert sorted(days) == [(elin.pk, school.pk, 60), (omar.pk, school.pk, 60)]
