"""The only writers of this room, grouped by what they are about."""

from __future__ import annotations

from throughline_web.organisations.actions.accounts import (
    NewPerson,
    create_account,
    deactivate,
    reactivate,
    reset_second_step,
)
from throughline_web.organisations.actions.adult_rosters import upsert_guardians, upsert_staff
from throughline_web.organisations.actions.guardians import (
    Letter,
    invite_guardians_by_mail,
    write_letters,
)
from throughline_web.organisations.actions.invitations import accept_invitation, invite
from throughline_web.organisations.actions.memberships import end_membership, grant_membership
from throughline_web.organisations.actions.opening import open_account
from throughline_web.organisations.actions.own_settings import choose_language
from throughline_web.organisations.actions.protection import (
    end_protection_knowledge,
    grant_protection_knowledge,
    protect_identity,
    unprotect_identity,
)
from throughline_web.organisations.actions.relations import (
    set_right_to_information,
    sign_consent,
    tie,
    untie,
    withdraw_consent,
)
from throughline_web.organisations.actions.roster_history import (
    KeptUnit,
    forget_unused_places,
    forget_unused_pupils,
    goes_with_its_unit,
    restore_roster,
    watch_roster,
)
from throughline_web.organisations.actions.rosters import upsert_pupils
from throughline_web.organisations.actions.units import (
    NewUnit,
    create_school,
    create_unit,
    record_home_municipality,
    set_organiser,
)
from throughline_web.organisations.roster.history import RosterChange, RosterWatch
from throughline_web.organisations.roster.outcome import UpsertOutcome, UpsertProblem

__all__ = [
    "KeptUnit",
    "Letter",
    "NewPerson",
    "NewUnit",
    "RosterChange",
    "RosterWatch",
    "UpsertOutcome",
    "UpsertProblem",
    "accept_invitation",
    "choose_language",
    "create_account",
    "create_school",
    "create_unit",
    "deactivate",
    "end_membership",
    "end_protection_knowledge",
    "forget_unused_places",
    "forget_unused_pupils",
    "goes_with_its_unit",
    "grant_membership",
    "grant_protection_knowledge",
    "invite",
    "invite_guardians_by_mail",
    "open_account",
    "protect_identity",
    "reactivate",
    "record_home_municipality",
    "reset_second_step",
    "restore_roster",
    "set_organiser",
    "set_right_to_information",
    "sign_consent",
    "tie",
    "unprotect_identity",
    "untie",
    "upsert_guardians",
    "upsert_pupils",
    "upsert_staff",
    "watch_roster",
    "withdraw_consent",
    "write_letters",
]
