"""From imported rows to cases: what is raised, kept, withdrawn, brought back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.web.attendance import bring, day_of_five, school_days, undo, unregistered
from tests.web.factories import NOW, TODAY, a_class, a_pupil
from throughline_web.earlywarning.actions import (
    Decision,
    answer_case,
    evaluate_due_schools,
    evaluate_school,
    evaluating,
    mark_due,
    raise_concern,
    undo_answer,
)
from throughline_web.earlywarning.choices import (
    AnswerKind,
    CaseState,
    ConcernAbout,
    FlagState,
    KnownReason,
)
from throughline_web.earlywarning.errors import (
    AlreadyAnsweredError,
    NothingToUndoError,
    ReturnDayError,
)
from throughline_web.earlywarning.models import Case, EvaluationDue, Flag
from throughline_web.organisations.members import SYSTEM

pytestmark = pytest.mark.django_db


@pytest.fixture
def pupil():
    return a_pupil(place=a_class())


@pytest.fixture
def school(pupil):
    return pupil.enrolments.get().school


def evaluate(school, as_of=TODAY):
    return evaluate_school(by=SYSTEM, school_id=school.pk, as_of=as_of)


def absences(pupil, *, missed, days=40, until=TODAY):
    """Weeks in which the pupil misses some of five lessons each of the last ten days."""
    calendar = school_days(days, until=until)
    return [
        mark
        for index, day in enumerate(calendar)
        for mark in day_of_five(pupil, day, missed=missed if index >= days - 10 else 0)
    ]


def decide(case, kind=AnswerKind.TALK_PLANNED, *, on=TODAY, at=NOW, **more):
    return answer_case(by=SYSTEM, case_id=case.pk, decision=Decision(kind, **more), on=on, at=at)


def test_a_pupil_over_the_limit_gets_one_case_with_every_trigger(pupil, school):
    bring(school, absences(pupil, missed=2))

    evaluate(school)

    case = Case.objects.get()
    rules = set(case.triggers.values_list("flag__rule_id", flat=True))
    assert (case.state, case.opened_on, case.waits_from) == (CaseState.OPEN, TODAY, TODAY)
    assert {"mentor-talk", "health-team", "investigation", "multi-agency"} <= rules


def test_a_pupil_below_every_limit_gets_none(pupil, school):
    bring(school, absences(pupil, missed=0))

    evaluate(school)

    assert (Flag.objects.count(), Case.objects.count()) == (0, 0)


def test_a_school_that_cannot_be_evaluated_keeps_no_other_waiting(pupil, school, monkeypatch):
    broken = a_pupil(place=a_class("8A")).enrolments.get().school
    EvaluationDue.objects.all().delete()
    for number, one in enumerate((broken, school)):
        mark_due(by=SYSTEM, school_ids=[one.pk], at=NOW + timedelta(minutes=number))
    real = evaluating.records_of_school

    def read(school_id, *, as_of):
        if school_id == broken.pk:
            raise ValueError("rows that nobody foresaw")
        return real(school_id, as_of=as_of)

    monkeypatch.setattr(evaluating, "records_of_school", read)

    assert evaluate_due_schools(by=SYSTEM, as_of=TODAY) == 1
    assert list(EvaluationDue.objects.values_list("unit_id", flat=True)) == [broken.pk]


def test_evaluating_twice_changes_nothing(pupil, school):
    bring(school, absences(pupil, missed=2))
    evaluate(school)
    before = list(Flag.objects.order_by("pk").values())

    evaluate(school)

    assert list(Flag.objects.order_by("pk").values()) == before
    assert Case.objects.count() == 1


def test_deleted_flags_come_back_the_same(pupil, school):
    bring(school, absences(pupil, missed=2))
    evaluate(school)
    columns = ("pupil", "rule_id", "since", "observed", "reason")
    before = list(Flag.objects.order_by("rule_id").values_list(*columns))

    Case.objects.all().delete()
    Flag.objects.all().delete()
    evaluate(school)

    assert list(Flag.objects.order_by("rule_id").values_list(*columns)) == before


def test_a_correction_withdraws_the_flag_and_its_case(pupil, school):
    bring(school, absences(pupil, missed=2))
    evaluate(school)

    bring(school, absences(pupil, missed=0))
    evaluate(school)

    assert set(Flag.objects.values_list("state", flat=True)) == {FlagState.WITHDRAWN}
    assert Case.objects.get().state == CaseState.WITHDRAWN


def test_a_flag_below_its_limit_since_a_correction_keeps_the_last_day_over_it(pupil, school):
    bring(school, absences(pupil, missed=2))
    evaluate(school)
    calendar = school_days(14)
    bring(school, [mark for day in calendar for mark in day_of_five(pupil, day)])
    bring(school, absences(pupil, missed=2, until=calendar[0]))

    evaluate(school)

    standing = Flag.objects.get(rule_id="investigation")
    assert standing.last_seen_on < TODAY


def test_undoing_the_correction_brings_the_question_back(pupil, school):
    bring(school, absences(pupil, missed=2))
    evaluate(school)
    correction = bring(school, absences(pupil, missed=0))
    evaluate(school)

    undo(correction)
    evaluate(school)

    assert set(Flag.objects.values_list("state", flat=True)) == {FlagState.STANDING}
    assert Case.objects.filter(state=CaseState.OPEN).count() == 1


def test_an_answer_stops_the_clock_and_an_undo_starts_it_where_it_stood(pupil, school):
    bring(school, absences(pupil, missed=2))
    evaluate(school)
    case = Case.objects.get()
    later = TODAY + timedelta(days=3)

    answer = decide(case, on=later)
    case.refresh_from_db()
    assert (case.state, case.waits_from) == (CaseState.ANSWERED, None)

    undo_answer(by=SYSTEM, answer_id=answer.pk, at=NOW)
    case.refresh_from_db()
    assert (case.state, case.waits_from) == (CaseState.OPEN, TODAY)


def test_an_answered_case_cannot_be_answered_again(pupil, school):
    bring(school, absences(pupil, missed=2))
    evaluate(school)
    case = Case.objects.get()
    decide(case)

    with pytest.raises(AlreadyAnsweredError):
        decide(case, at=NOW + timedelta(minutes=1))


def test_an_undone_answer_cannot_be_undone_again(pupil, school):
    bring(school, absences(pupil, missed=2))
    evaluate(school)
    answer = decide(Case.objects.get())
    undo_answer(by=SYSTEM, answer_id=answer.pk, at=NOW)

    with pytest.raises(NothingToUndoError):
        undo_answer(by=SYSTEM, answer_id=answer.pk, at=NOW)


@pytest.mark.parametrize(
    "given",
    [
        pytest.param({}, id="neither reason nor day"),
        pytest.param({"reason": KnownReason.ILLNESS}, id="no day"),
        pytest.param({"reason": KnownReason.ILLNESS, "return_on": TODAY}, id="today is not later"),
    ],
)
def test_a_known_absence_needs_a_reason_and_a_later_day(pupil, school, given):
    bring(school, absences(pupil, missed=2))
    evaluate(school)

    with pytest.raises(ReturnDayError):
        decide(Case.objects.get(), AnswerKind.KNOWN, **given)


def test_an_answered_case_stays_answered_while_it_is_no_worse(pupil, school):
    bring(school, absences(pupil, missed=2))
    evaluate(school)
    decide(Case.objects.get())

    evaluate(school)

    assert Case.objects.get().state == CaseState.ANSWERED


def test_an_answered_case_returns_when_a_higher_step_is_reached(pupil, school):
    bring(school, absences(pupil, missed=1))
    evaluate(school, as_of=TODAY)
    decide(Case.objects.get())
    worse = TODAY + timedelta(days=14)
    bring(
        school,
        [mark for day in school_days(9, until=worse) for mark in day_of_five(pupil, day, missed=5)],
    )

    evaluate(school, as_of=worse)

    case = Case.objects.get()
    assert (case.state, case.waits_from) == (CaseState.RETURNED, worse)


def test_a_known_absence_returns_on_its_day_while_still_over(pupil, school):
    back = TODAY + timedelta(days=7)
    bring(school, absences(pupil, missed=2))
    evaluate(school)
    decide(Case.objects.get(), AnswerKind.KNOWN, reason=KnownReason.ILLNESS, return_on=back)

    evaluate(school, as_of=back - timedelta(days=1))
    assert Case.objects.get().state == CaseState.ANSWERED

    evaluate(school, as_of=back)
    case = Case.objects.get()
    assert (case.state, case.waits_from) == (CaseState.RETURNED, back)


def test_a_concern_opens_a_case_without_a_flag(pupil, school):
    raise_concern(
        by=SYSTEM,
        pupil_id=pupil.pk,
        unit_id=school.pk,
        about=ConcernAbout.PEERS,
        words="",
        on=TODAY,
    )

    case = Case.objects.get()
    assert (case.state, case.waits_from, case.triggers.get().flag) == (CaseState.OPEN, TODAY, None)


def test_a_concern_brings_an_answered_case_back(pupil, school):
    bring(school, absences(pupil, missed=2))
    evaluate(school)
    decide(Case.objects.get())

    raise_concern(
        by=SYSTEM,
        pupil_id=pupil.pk,
        unit_id=school.pk,
        about=ConcernAbout.PEERS,
        words="",
        on=TODAY,
    )

    assert Case.objects.get().state == CaseState.RETURNED


def test_the_pupil_whom_nobody_registers_any_more_is_found_among_registered_classmates(
    school, pupil
):
    classmates = [a_pupil(place=pupil.enrolments.get().school_class) for _ in range(4)]
    calendar = school_days(30)
    marks = [mark for one in classmates for day in calendar for mark in day_of_five(one, day)]
    marks += [mark for day in calendar[:-6] for mark in day_of_five(pupil, day)]
    marks += [unregistered(pupil, day) for day in calendar[-6:]]
    bring(school, marks)

    evaluate(school)

    flag = Flag.objects.get(rule_id="no-data")
    assert (flag.pupil, flag.of_unit, Case.objects.get().pupil) == (pupil, False, pupil)


def test_a_class_that_the_school_stopped_registering_opens_no_childs_case(school, pupil):
    pupils = [pupil, *(a_pupil(place=pupil.enrolments.get().school_class) for _ in range(4))]
    calendar = school_days(30)
    marks = [mark for one in pupils for day in calendar[:-6] for mark in day_of_five(one, day)]
    marks += [unregistered(one, day) for one in pupils for day in calendar[-6:]]
    bring(school, marks)

    evaluate(school)

    assert set(Flag.objects.values_list("of_unit", flat=True)) == {True}
    assert Case.objects.count() == 0
