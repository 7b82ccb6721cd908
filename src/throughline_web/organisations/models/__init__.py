"""What is stored about units, people, pupils and the reading of pupils' rows."""

from __future__ import annotations

from throughline_web.organisations.models.accesslog import AccessEntry, AccessSeal
from throughline_web.organisations.models.people import (
    Account,
    Invitation,
    Membership,
    SourceIdentity,
)
from throughline_web.organisations.models.pupils import Enrolment, HomeMunicipality, Pupil
from throughline_web.organisations.models.ties import (
    ProtectionDecision,
    ProtectionGrant,
    Relation,
)
from throughline_web.organisations.models.units import Organiser, Unit

__all__ = [
    "AccessEntry",
    "AccessSeal",
    "Account",
    "Enrolment",
    "HomeMunicipality",
    "Invitation",
    "Membership",
    "Organiser",
    "ProtectionDecision",
    "ProtectionGrant",
    "Pupil",
    "Relation",
    "SourceIdentity",
    "Unit",
]
