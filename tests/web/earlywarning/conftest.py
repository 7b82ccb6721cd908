"""One school with one account a role, around one pupil."""

from __future__ import annotations

import pytest

from tests.web.factories import (
    a_class,
    a_guardian_of,
    a_mentor_of,
    a_pupil,
    a_school,
    organiser_of,
    staff,
    the_pupil_as_account,
)
from throughline_web.organisations.roles import Role


@pytest.fixture
def school_class():
    return a_class("8B", school=a_school("Björkskolan"))


@pytest.fixture
def school(school_class):
    return school_class.parent


@pytest.fixture
def pupil(school_class):
    return a_pupil("Elin", "Sjöberg", place=school_class)


@pytest.fixture
def principal(school):
    return staff(Role.PRINCIPAL, school, given_name="Rut", family_name="Ek")


@pytest.fixture
def people(school, school_class, pupil, principal):
    """One account a role, around one pupil."""
    return {
        Role.TEACHER: staff(Role.TEACHER, school_class),
        Role.MENTOR: a_mentor_of(pupil),
        Role.STUDENT_HEALTH_TEAM: staff(Role.STUDENT_HEALTH_TEAM, school),
        Role.PRINCIPAL: principal,
        Role.MUNICIPAL_COORDINATOR: staff(Role.MUNICIPAL_COORDINATOR, organiser_of(school)),
        Role.ADMINISTRATOR: staff(Role.ADMINISTRATOR, organiser_of(school)),
        Role.GUARDIAN: a_guardian_of(pupil),
        Role.PUPIL: the_pupil_as_account(pupil),
    }
