"""What the tests of figures share: a town, one school of it, and one account a role."""

from __future__ import annotations

import pytest

from tests.web.factories import a_guardian_of, a_mentor_of, staff, the_pupil_as_account
from tests.web.measures.towns import a_town, released
from throughline_web.organisations.models import Pupil, Unit
from throughline_web.organisations.roles import Role


@pytest.fixture
def town():
    return a_town((40, 12), (40, 12))


@pytest.fixture
def school(town):
    return Unit.objects.get(name="Skola 1")


@pytest.fixture
def pupil(school):
    return Pupil.objects.filter(enrolments__school=school).first()


@pytest.fixture
def coordinator(town):
    return staff(Role.MUNICIPAL_COORDINATOR, town)


@pytest.fixture
def release(town, coordinator):
    return released(town, coordinator)


@pytest.fixture
def people(town, school, pupil, coordinator):
    """One account a role, around one school of the town."""
    return {
        Role.TEACHER: staff(Role.TEACHER, school),
        Role.MENTOR: a_mentor_of(pupil),
        Role.STUDENT_HEALTH_TEAM: staff(Role.STUDENT_HEALTH_TEAM, school),
        Role.PRINCIPAL: staff(Role.PRINCIPAL, school),
        Role.MUNICIPAL_COORDINATOR: coordinator,
        Role.ADMINISTRATOR: staff(Role.ADMINISTRATOR, town),
        Role.GUARDIAN: a_guardian_of(pupil),
        Role.PUPIL: the_pupil_as_account(pupil),
    }
