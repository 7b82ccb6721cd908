"""Questions to the room: who is asking, whom they may see and under which name, which units."""

from __future__ import annotations

from throughline_web.organisations.queries.enrolments import (
    EnrolledPupil,
    enrolments_at,
    pupil_ids_by_external_id,
)
from throughline_web.organisations.queries.members import as_member, member_for, unit_ref
from throughline_web.organisations.queries.placements import Placement, placement_of
from throughline_web.organisations.queries.pupils import (
    grants_of,
    pupil_with_page_for,
    pupils_visible_to,
    pupils_with_page_for,
)
from throughline_web.organisations.queries.readers import Reader, readers_of
from throughline_web.organisations.queries.shown import (
    ShownPupil,
    full_name,
    shown,
    shown_pupils,
)
from throughline_web.organisations.queries.units import (
    classes_visible_to,
    country_of,
    manages,
    organisers_of,
    schools_by_reference,
    schools_organised_by,
    schools_within,
    units_managed_by,
)

__all__ = [
    "EnrolledPupil",
    "Placement",
    "Reader",
    "ShownPupil",
    "as_member",
    "classes_visible_to",
    "country_of",
    "enrolments_at",
    "full_name",
    "grants_of",
    "manages",
    "member_for",
    "organisers_of",
    "placement_of",
    "pupil_ids_by_external_id",
    "pupil_with_page_for",
    "pupils_visible_to",
    "pupils_with_page_for",
    "readers_of",
    "schools_by_reference",
    "schools_organised_by",
    "schools_within",
    "shown",
    "shown_pupils",
    "unit_ref",
    "units_managed_by",
]
