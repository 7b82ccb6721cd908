"""A file from end to end: what is stored, what is visible, and what is said."""

from __future__ import annotations

import pytest

from tests.web.sources.desk import bring, lessons, lessons_of, pupil, pupils
from throughline_web.organisations.models import Enrolment, Pupil
from throughline_web.records.models import Mark, PupilDay
from throughline_web.sources.states import State

pytestmark = pytest.mark.django_db


def test_a_file_of_lessons_becomes_visible_marks_and_days(organiser):
    run = bring(lessons(*lessons_of("e1"), *lessons_of("e2")), organiser=organiser)

    assert (run.state, run.failure_text) == (State.LIVE, None)
    assert Mark.objects.filter(run=run).count() == 10
    assert PupilDay.objects.filter(run=run).count() == 10
    assert (run.rows_read, run.rows_accepted, run.rows_rejected) == (10, 10, 0)
    assert sorted(Pupil.objects.values_list("external_id", flat=True)) == ["e1", "e2"]
    assert Enrolment.objects.filter(school__name="Björkskolan").count() == 2


def test_a_file_of_pupils_gives_them_names_and_classes(organiser):
    run = bring(pupils(pupil("e1", "Elin"), pupil("e2", "Adam")), organiser=organiser)

    assert run.state == State.LIVE
    assert sorted(Pupil.objects.values_list("given_name", flat=True)) == ["Adam", "Elin"]
    assert run.findings["created"] == 2
