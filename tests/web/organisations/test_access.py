"""The policy's table: each role and each action, once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.web import factories as make
from throughline_web.organisations.access import RULES, Action, Reach, may, require, scope_of
from throughline_web.organisations.errors import NotAllowedError
from throughline_web.organisations.members import NOBODY, SYSTEM, Holding, Member, UnitRef
from throughline_web.organisations.roles import Role, UnitKind

A = Action
ALLOWED = {
    Role.TEACHER: {A.SEE_CLASS_LIST, A.RAISE_CONCERN},
    Role.MENTOR: {A.SEE_PUPIL, A.SEE_CLASS_LIST, A.ANSWER_CASE, A.RAISE_CONCERN, A.SEE_POLICY},
    Role.STUDENT_HEALTH_TEAM: {
        A.SEE_PUPIL,
        A.SEE_CLASS_LIST,
        A.SEE_SCHOOL,
        A.SEE_TOTALS,
        A.ANSWER_CASE,
        A.RAISE_CONCERN,
        A.SEE_POLICY,
    },
    Role.PRINCIPAL: {
        A.SEE_PUPIL,
        A.SEE_CLASS_LIST,
        A.SEE_SCHOOL,
        A.SEE_TOTALS,
        A.ANSWER_CASE,
        A.RAISE_CONCERN,
        A.REVIEW_LOG,
        A.PROTECT_IDENTITY,
        A.SEE_POLICY,
        A.CHOOSE_POLICY,
        A.TAKE_TERM_REPORT,
    },
    Role.MUNICIPAL_COORDINATOR: {A.SEE_TOTALS, A.SEE_POLICY, A.RELEASE_FIGURES},
    Role.ADMINISTRATOR: {
        A.IMPORT_FILES,
        A.MANAGE_PEOPLE,
        A.SEE_POLICY,
        A.CHOOSE_POLICY,
        A.TAKE_TERM_REPORT,
    },
    Role.GUARDIAN: {A.SEE_OWN},
    Role.PUPIL: {A.SEE_OWN},
}


@pytest.mark.parametrize("action", list(Action))
@pytest.mark.parametrize("role", list(Role))
def test_a_role_may_do_what_the_table_says_and_nothing_else(role, action):
    member = Member(1, holdings=(Holding(role),))

    assert may(member, action, on=make.TODAY) is (action in ALLOWED[role])


def test_nobody_may_do_anything():
    assert not any(may(NOBODY, action, on=make.TODAY) for action in Action)


def test_the_system_may_act_but_is_nobody_who_sees_rows():
    assert may(SYSTEM, Action.IMPORT_FILES, on=make.TODAY)
    assert not scope_of(SYSTEM, make.TODAY).has_pupils


@pytest.mark.parametrize(
    ("offset", "expected"),
    [
        pytest.param(-1, False, id="the day before"),
        pytest.param(0, True, id="the first day"),
        pytest.param(7, True, id="the last day"),
        pytest.param(8, False, id="the day after"),
    ],
)
def test_a_role_holds_from_its_first_day_through_its_last(offset, expected):
    held = Holding(Role.PRINCIPAL, starts_on=make.TODAY, ends_on=make.TODAY + timedelta(days=7))
    member = Member(1, holdings=(held,))

    on = make.TODAY + timedelta(days=offset)

    assert may(member, Action.SEE_SCHOOL, on=on) is expected


def test_what_the_policy_does_not_allow_is_stopped():
    with pytest.raises(NotAllowedError):
        require(NOBODY, Action.SEE_PUPIL, on=make.TODAY)


def test_a_teacher_of_a_whole_school_reaches_no_class_without_being_its_teacher():
    school = UnitRef(1, None, UnitKind.SCHOOL, "Björkskolan")
    member = Member(1, holdings=(Holding(Role.TEACHER, unit=school),))

    scope = scope_of(member, make.TODAY, action=Action.SEE_CLASS_LIST)

    assert not scope.has_pupils


def test_no_role_reaches_rows_of_pupils_through_a_municipality():
    pupil_actions = {A.SEE_PUPIL, A.SEE_CLASS_LIST, A.ANSWER_CASE, A.RAISE_CONCERN}

    reaches = {rules[action] for rules in RULES.values() for action in pupil_actions & set(rules)}

    assert Reach.OWN_UNITS not in reaches
