"""The closed lists of the room: kinds of unit, roles, and ties between a person and a pupil."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class UnitKind(models.TextChoices):
    """What a unit is; a class lies under a school, a municipality in a region."""

    NATION = "nation", _("Nation")
    REGION = "region", _("Region")
    MUNICIPALITY = "municipality", _("Municipality")
    PRIVATE_ORGANISER = "private_organiser", _("Private organiser")
    SCHOOL = "school", _("School")
    CLASS = "class", _("Class")


class Role(models.TextChoices):
    """In what capacity a person meets the site. The last two follow from relations, not from memberships."""

    TEACHER = "teacher", _("Teacher")
    MENTOR = "mentor", _("Mentor")
    STUDENT_HEALTH_TEAM = "student_health_team", _("Student health team")
    PRINCIPAL = "principal", _("Principal")
    MUNICIPAL_COORDINATOR = "municipal_coordinator", _("Municipal coordinator")
    ADMINISTRATOR = "administrator", _("Administrator")
    GUARDIAN = "guardian", _("Guardian")
    PUPIL = "pupil", _("Pupil")


STAFF_ROLES = frozenset(Role) - {Role.GUARDIAN, Role.PUPIL}
"""The roles that a membership can give."""

ROLE_UNITS: dict[Role, frozenset[UnitKind]] = {
    Role.TEACHER: frozenset({UnitKind.SCHOOL, UnitKind.CLASS}),
    Role.MENTOR: frozenset({UnitKind.SCHOOL, UnitKind.CLASS}),
    Role.STUDENT_HEALTH_TEAM: frozenset({UnitKind.SCHOOL}),
    Role.PRINCIPAL: frozenset({UnitKind.SCHOOL}),
    Role.MUNICIPAL_COORDINATOR: frozenset(
        {UnitKind.MUNICIPALITY, UnitKind.REGION, UnitKind.PRIVATE_ORGANISER}
    ),
    Role.ADMINISTRATOR: frozenset(
        {UnitKind.SCHOOL, UnitKind.MUNICIPALITY, UnitKind.REGION, UnitKind.PRIVATE_ORGANISER}
    ),
}
"""The kinds of unit at which each role can be held."""


class RelationKind(models.TextChoices):
    """What a person is to one pupil."""

    MENTOR = "mentor", _("Mentor")
    GUARDIAN = "guardian", _("Guardian")
    SELF = "self", _("The pupil")
