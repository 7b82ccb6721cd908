"""Which guardians can be invited from a school or a class, and how each is reached."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db.models import Exists, OuterRef, Q, Subquery

from throughline_web.organisations.models import Account, Enrolment, Invitation, Relation
from throughline_web.organisations.models.dated import in_force
from throughline_web.organisations.queries.units import units_managed_by
from throughline_web.organisations.roles import RelationKind, UnitKind
from throughline_web.organisations.school_age import last_birth_date_of_adults

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from throughline_web.organisations.members import Member
    from throughline_web.organisations.models import Unit


_HOUR = timedelta(hours=1)


class Way(StrEnum):
    """How a guardian is reached, or why nothing needs to be sent."""

    MAIL = "mail"
    LETTER = "letter"
    INVITED = "invited"
    HAS_ACCOUNT = "has_account"


@dataclass(frozen=True, slots=True)
class Invitee:
    """One guardian, and the way to them."""

    account: Account
    way: Way


def unit_to_invite_from(member: Member, public_id: UUID, on: date) -> Unit | None:
    """Return the school or class with that public id if the member manages it; else ``None``."""
    units = units_managed_by(member, on).filter(kind__in=(UnitKind.SCHOOL, UnitKind.CLASS))
    return units.select_related("parent").filter(public_id=public_id).first()


def invitees_at(unit: Unit, *, on: date, at: datetime) -> list[Invitee]:
    """Return the guardians of a unit's pupils who have a right to read, by name.

    A guardian of any pupil whose identity is protected is left out, whichever child it concerns:
    a letter or a mail would tell where the pupil is. So are guardians of pupils of age who have
    not signed for them.
    """
    guards = Relation.objects.filter(
        in_force(on), account=OuterRef("pk"), kind=RelationKind.GUARDIAN
    )
    place = {"school": unit} if unit.kind == UnitKind.SCHOOL else {"school_class": unit}
    here = Enrolment.objects.filter(in_force(on), **place).values("pupil")
    readable = guards.filter(_readable(on), has_right_to_information=True, pupil__in=here)
    waiting = Invitation.objects.filter(
        account=OuterRef("pk"),
        accepted_at__isnull=True,
        withdrawn_at__isnull=True,
        expires_at__gt=at,
    )
    accounts = Account.objects.filter(
        Exists(readable), ~Exists(guards.filter(pupil__protected=True)), is_active=True
    ).annotate(asked_at=Subquery(waiting.values("sent_at")[:1]))
    ordered = accounts.order_by("family_name", "given_name", "pk")
    return [Invitee(account, _way(account)) for account in ordered]


def room_for_invitations(member: Member, *, at: datetime) -> int:
    """Return how many invitations somebody may still send or print within the hour."""
    sent = Invitation.objects.filter(invited_by=member.account_id, sent_at__gt=at - _HOUR)
    return max(settings.THROUGHLINE_INVITATIONS_AN_HOUR - sent.count(), 0)


def has_confirmed_address(account: Account) -> bool:
    """Tell whether the account's owner has shown that the address is theirs."""
    rows = EmailAddress.objects.filter(user=account, email__iexact=account.email, verified=True)
    return bool(rows.exists())


def _readable(on: date) -> Q:
    under_age = Q(pupil__birth_date__gt=last_birth_date_of_adults(on))
    consented = Q(consent_signed_on__lte=on) & (
        Q(consent_withdrawn_on__isnull=True) | Q(consent_withdrawn_on__gt=on)
    )
    return under_age | consented


def _way(account: Account) -> Way:
    if account.has_usable_password():
        return Way.HAS_ACCOUNT
    if getattr(account, "asked_at", None) is not None:
        return Way.INVITED
    return Way.MAIL if account.email else Way.LETTER
