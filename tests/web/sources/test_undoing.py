"""Undoing restores what stood before, and says what must be undone first."""

from __future__ import annotations

import pytest

from tests.web.factories import NOW, TODAY, a_class, a_pupil, staff
from tests.web.sources.desk import (
    bring,
    lesson,
    lessons,
    lessons_of,
    organiser_of,
    pupil,
    pupils,
)
from throughline_web.earlywarning.actions import mark_due
from throughline_web.earlywarning.models import EvaluationDue
from throughline_web.organisations.members import SYSTEM
from throughline_web.organisations.models import Account, Enrolment, Pupil, Relation, Unit
from throughline_web.organisations.roles import Role
from throughline_web.records.models import Mark
from throughline_web.records.queries import days_of
from throughline_web.sources import actions
from throughline_web.sources.errors import UndoneFirstError
from throughline_web.sources.models import RosterChange
from throughline_web.sources.states import State

pytestmark = pytest.mark.django_db


def undo(run):
    undone = actions.undo(by=SYSTEM, run=run, on=TODAY, at=NOW)
    actions.sweep_ended(by=SYSTEM, at=NOW)
    return undone


def roster():
    """Everything that a roster can touch, as values."""
    return {
        model.__name__: sorted(
            map(str, model.objects.values_list(*(f.attname for f in model._meta.concrete_fields)))
        )
        for model in (Pupil, Enrolment, Relation, Account, Unit)
    }


def present():
    days = days_of(
        list(Pupil.objects.values_list("pk", flat=True)), since=TODAY.replace(month=8), until=TODAY
    )
    return {(pupil, one.day): one.present for pupil, rows in days.items() for one in rows}


def test_undoing_a_file_of_lessons_removes_its_marks_and_the_pupils_it_brought(organiser):
    before = roster()
    run = bring(lessons(*lessons_of("e1")), organiser=organiser)

    undone = undo(run)

    assert undone.state == State.UNDONE
    assert not Mark.objects.exists()
    assert roster() == before
    assert not RosterChange.objects.exists()


def test_undoing_a_file_of_pupils_returns_names_and_classes(organiser, school):
    known = a_pupil("Nora", "Ek", place=a_class("6B", school=school), external_id="e1")
    before = roster()
    run = bring(pupils(pupil("e1", "Elin", group="7A"), pupil("e2", "Adam")), organiser=organiser)
    known.refresh_from_db()
    assert known.given_name == "Elin"

    undo(run)

    assert roster() == before


def test_a_correction_is_believed_and_its_undoing_returns_the_earlier_word(organiser):
    first = bring(lessons(*lessons_of("e1", present=60)), organiser=organiser)
    stood = present()
    second = bring(lessons(lesson("e1", present=10)), organiser=organiser, name="rättad.csv")
    assert sorted(present().values()) == [10, 60, 60, 60, 60]

    undo(second)

    assert present() == stood
    first.refresh_from_db()
    assert first.state == State.LIVE


def test_an_import_with_a_later_one_on_top_names_what_to_undo_first(organiser):
    first = bring(lessons(*lessons_of("e1", present=60)), organiser=organiser)
    second = bring(lessons(lesson("e1", present=10)), organiser=organiser, name="rättad.csv")

    with pytest.raises(UndoneFirstError) as refused:
        undo(first)

    assert refused.value.runs == (second,)
    assert present()


def test_an_import_whose_pupils_are_used_later_names_what_to_undo_first(organiser):
    first = bring(pupils(pupil("e1")), organiser=organiser)
    second = bring(lessons(*lessons_of("e1")), organiser=organiser)

    with pytest.raises(UndoneFirstError) as refused:
        undo(first)

    assert refused.value.runs == (second,)


def test_what_a_person_has_changed_since_stays_when_an_import_is_undone(organiser, school):
    known = a_pupil("Nora", "Ek", place=school, external_id="e1")
    run = bring(pupils(pupil("e1", "Elin", family="Berg")), organiser=organiser)
    Pupil.objects.filter(pk=known.pk).update(given_name="Elina")

    undo(run)

    known.refresh_from_db()
    assert (known.given_name, known.family_name) == ("Elina", "Ek")


def test_a_protection_that_came_with_a_file_stays_when_it_is_undone(organiser, school):
    known = a_pupil("Nora", "Ek", place=school, external_id="e1")
    run = bring(pupils(pupil("e1", "Elin", protected="ja"), pupil("e2")), organiser=organiser)

    undo(run)

    known.refresh_from_db()
    assert known.protected
    assert known.cover_name


def test_an_undone_file_can_be_brought_again(organiser):
    content = lessons(*lessons_of("e1"))
    undo(bring(content, organiser=organiser))

    again = bring(content, organiser=organiser)

    assert again.state == State.LIVE
    assert len(present()) == 5
    assert Enrolment.objects.count() == 1


def test_a_school_that_came_with_a_file_goes_with_it(organiser):
    before = roster()
    run = bring(lessons(lesson("e1", school="Nyskolan")), organiser=organiser)
    mark_due(by=SYSTEM, school_ids=run.findings["school_ids"], at=NOW)
    assert Unit.objects.filter(name="Nyskolan").exists()

    undo(run)

    assert roster() == before
    assert not EvaluationDue.objects.filter(unit__name="Nyskolan").exists()


def test_a_school_that_something_else_is_about_stays_with_its_organiser_and_says_why(organiser):
    run = bring(lessons(lesson("e1", school="Nyskolan")), organiser=organiser)
    school = Unit.objects.get(name="Nyskolan")
    staff(Role.PRINCIPAL, school)

    undo(run)

    run.refresh_from_db()
    assert organiser_of(school) == organiser
    assert run.findings["kept"]["schools"] == [["Nyskolan", ["organisations"]]]
    assert not Pupil.objects.exists()


def test_a_school_that_a_later_file_tells_of_goes_with_the_last_of_them(organiser):
    first = bring(lessons(lesson("e1", school="Nyskolan")), organiser=organiser)
    second = bring(lessons(lesson("e2", school="Nyskolan")), organiser=organiser, name="b.csv")

    undo(first)
    first.refresh_from_db()
    assert organiser_of(Unit.objects.get(name="Nyskolan")) == organiser
    assert "records" in first.findings["kept"]["schools"][0][1]

    undo(second)
    assert not Unit.objects.filter(name="Nyskolan").exists()
