"""Protecting a pupil's identity, ending the protection, and the register of who knows."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from throughline_web.organisations.access import Action
from throughline_web.organisations.accesslog import record_change
from throughline_web.organisations.announcements import (
    IdentityProtected,
    ProtectionEnded,
    announce,
)
from throughline_web.organisations.errors import CoverNameMissingError
from throughline_web.organisations.models import (
    ProtectionDecision,
    ProtectionGrant,
    Pupil,
    Relation,
)
from throughline_web.organisations.roles import RelationKind

if TYPE_CHECKING:
    from datetime import date, datetime

    from throughline_web.organisations.members import Member
    from throughline_web.organisations.models import Account


@transaction.atomic
def protect_identity(
    *, by: Member, pupil: Pupil, cover_name: str, on: date, until: date, at: datetime
) -> ProtectionDecision:
    """Show the pupil from now on under an agreed, ordinary name, and nothing beside it.

    ``until`` is the day by which the decision must be reviewed; nothing is shown again because
    it passes. Whoever protects a pupil goes on knowing the name. Guardians see nothing until the
    right of each to information has been confirmed, for one of them may be whom the pupil is
    protected from. A protection that already holds is renewed.

    Raises:
        CoverNameMissingError: when no name has been agreed upon.
    """
    if not cover_name.strip():
        raise CoverNameMissingError
    was_protected = pupil.protected
    pupil.protected = True
    pupil.cover_name = cover_name.strip()
    pupil.save(update_fields=["protected", "cover_name"])
    _close_decisions(pupil, by=by, on=on)
    decision = ProtectionDecision.objects.create(
        pupil=pupil, decided_by_id=by.account_id, starts_on=on, ends_on=until
    )
    if not was_protected:
        guardians = Relation.objects.filter(pupil=pupil, kind=RelationKind.GUARDIAN)
        guardians.update(has_right_to_information=False)
        _keep_knowing(pupil, by=by, on=on)
    _log(by, "protect_identity", pupil, at=at)
    announce(IdentityProtected(pupil.pk))
    return decision


@transaction.atomic
def unprotect_identity(*, by: Member, pupil: Pupil, on: date, at: datetime) -> None:
    """Show the pupil from now on under their own name; the register of who knows is closed."""
    pupil.protected = False
    pupil.save(update_fields=["protected"])
    _close_decisions(pupil, by=by, on=on)
    for grant in pupil.protection_grants.filter(ends_on__isnull=True):
        _end_grant(grant, on=on)
    _log(by, "unprotect_identity", pupil, at=at)
    announce(ProtectionEnded(pupil.pk))


@transaction.atomic
def grant_protection_knowledge(
    *, by: Member, pupil: Pupil, account: Account, on: date, at: datetime
) -> ProtectionGrant:
    """Enter a named person in the register of those who know a protected pupil's own name."""
    grant, _ = ProtectionGrant.objects.get_or_create(
        pupil=pupil,
        account=account,
        ends_on=None,
        defaults={"starts_on": on, "granted_by_id": by.account_id},
    )
    _log(by, "grant_protection_knowledge", pupil, at=at, accounts=[account.pk])
    return grant


@transaction.atomic
def end_protection_knowledge(*, by: Member, grant: ProtectionGrant, on: date, at: datetime) -> None:
    """Strike a person from the register: the day ``on`` is the first without the knowledge."""
    _end_grant(grant, on=on)
    _log(by, "end_protection_knowledge", grant.pupil, at=at, accounts=[grant.account_id])


def _keep_knowing(pupil: Pupil, *, by: Member, on: date) -> None:
    if by.account_id is not None:
        ProtectionGrant.objects.get_or_create(
            pupil=pupil,
            account_id=by.account_id,
            ends_on=None,
            defaults={"starts_on": on, "granted_by_id": by.account_id},
        )


def _end_grant(grant: ProtectionGrant, *, on: date) -> None:
    if grant.starts_on >= on:
        grant.delete()
        return
    grant.ends_on = on - timedelta(days=1)
    grant.save(update_fields=["ends_on"])


def _close_decisions(pupil: Pupil, *, by: Member, on: date) -> None:
    open_ones = pupil.protection_decisions.filter(ended_on__isnull=True)
    open_ones.update(ended_on=on, ended_by_id=by.account_id)


def _log(
    by: Member, verb: str, pupil: Pupil, *, at: datetime, accounts: list[int] | None = None
) -> None:
    record_change(
        by,
        verb=verb,
        action=Action.PROTECT_IDENTITY,
        at=at,
        pupils=[pupil.pk],
        accounts=accounts or [],
    )
