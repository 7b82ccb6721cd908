"""The roles that a file of staff may give, in the words that files use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from throughline_web.organisations.roles import ROLE_UNITS, Role, UnitKind

if TYPE_CHECKING:
    from throughline.terms.people import StaffRow
    from throughline_web.organisations.roster.places import Places

# An administrator is never made by a file: that role can be given by a person only.
_WORDS = {
    Role.TEACHER: ("teacher", "lärare", "lærer", "laerer"),
    Role.MENTOR: ("mentor", "kontaktlærer", "klassföreståndare"),
    Role.STUDENT_HEALTH_TEAM: (
        "student health team",
        "student_health_team",
        "elevhälsoteam",
        "elevhälsa",
        "elevtjenesten",
        "ressursteam",
    ),
    Role.PRINCIPAL: ("principal", "rektor"),
    Role.MUNICIPAL_COORDINATOR: (
        "coordinator",
        "municipal_coordinator",
        "municipal coordinator",
        "samordnare",
        "koordinator",
    ),
}
_ROLES = {word: role for role, words in _WORDS.items() for word in words}


def role_of(row: StaffRow) -> Role | None:
    """Return the role that a row gives, ``None`` for a word that is not known."""
    return _ROLES.get(row.role.strip().casefold())


def unit_of_role(row: StaffRow, role: Role, places: Places) -> int | None:
    """Return the unit at which the row gives the role: the class, the school or the organiser."""
    if UnitKind.SCHOOL not in ROLE_UNITS[role]:
        return places.organiser.pk
    school_id = places.school_of(row.unit_id)
    if UnitKind.CLASS in ROLE_UNITS[role] and row.class_name:
        return places.class_of(school_id, row.class_name)
    return school_id
