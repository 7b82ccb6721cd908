"""Questions to the room: who is asking, whom they may see and under which name, which units."""

from __future__ import annotations

from throughline_web.organisations.queries.consents import (
    ConsentQuestion,
    EndedReading,
    consent_question,
    consents,
    ended_readings,
    guardians_who_may_read,
    own_pupil,
)
from throughline_web.organisations.queries.enrolments import (
    EnrolledPupil,
    enrolments_at,
    pupil_ids_by_external_id,
)
from throughline_web.organisations.queries.guardians import (
    Invitee,
    Way,
    has_confirmed_address,
    invitees_at,
    room_for_invitations,
    unit_to_invite_from,
)
from throughline_web.organisations.queries.invitations import normal_code, open_invitation
from throughline_web.organisations.queries.members import as_member, member_for, unit_ref
from throughline_web.organisations.queries.people import (
    UnitChoice,
    guardians_among,
    membership_managed_by,
    people_managed_by,
    person_managed_by,
    unit_choices,
    unit_managed_by,
)
from throughline_web.organisations.queries.placements import Placement, placement_of
from throughline_web.organisations.queries.protection import (
    guardians_of,
    knows_identity,
    protected_pupils_of,
    pupil_to_protect,
    pupils_to_protect,
    register_of,
    staff_around,
)
from throughline_web.organisations.queries.pupils import (
    grants_of,
    pupil_with_page_for,
    pupils_visible_to,
    pupils_with_page_for,
)
from throughline_web.organisations.queries.readers import Reader, readers_of
from throughline_web.organisations.queries.reviews import entries_to_review, readers_to_review
from throughline_web.organisations.queries.shown import (
    ShownGroup,
    ShownPupil,
    full_name,
    shown,
    shown_groups,
    shown_pupils,
)
from throughline_web.organisations.queries.stays import pupils_without_a_stay
from throughline_web.organisations.queries.units import (
    classes_visible_to,
    country_of,
    every_school,
    manages,
    organiser_managed_by,
    organisers_of,
    schools_by_reference,
    schools_organised_by,
    schools_within,
    units_managed_by,
    units_with_rules_for,
)

__all__ = [
    "ConsentQuestion",
    "EndedReading",
    "EnrolledPupil",
    "Invitee",
    "Placement",
    "Reader",
    "ShownGroup",
    "ShownPupil",
    "UnitChoice",
    "Way",
    "as_member",
    "classes_visible_to",
    "consent_question",
    "consents",
    "country_of",
    "ended_readings",
    "enrolments_at",
    "entries_to_review",
    "every_school",
    "full_name",
    "grants_of",
    "guardians_among",
    "guardians_of",
    "guardians_who_may_read",
    "has_confirmed_address",
    "invitees_at",
    "knows_identity",
    "manages",
    "member_for",
    "membership_managed_by",
    "normal_code",
    "open_invitation",
    "organiser_managed_by",
    "organisers_of",
    "own_pupil",
    "people_managed_by",
    "person_managed_by",
    "placement_of",
    "protected_pupils_of",
    "pupil_ids_by_external_id",
    "pupil_to_protect",
    "pupil_with_page_for",
    "pupils_to_protect",
    "pupils_visible_to",
    "pupils_with_page_for",
    "pupils_without_a_stay",
    "readers_of",
    "readers_to_review",
    "register_of",
    "room_for_invitations",
    "schools_by_reference",
    "schools_organised_by",
    "schools_within",
    "shown",
    "shown_groups",
    "shown_pupils",
    "staff_around",
    "unit_choices",
    "unit_managed_by",
    "unit_ref",
    "unit_to_invite_from",
    "units_managed_by",
    "units_with_rules_for",
]
