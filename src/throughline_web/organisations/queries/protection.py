"""Pupils whose identity is protected, and the register of who knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, Exists, Min, OuterRef, Q

from throughline_web.organisations.access import Action
from throughline_web.organisations.models import (
    Account,
    Enrolment,
    Membership,
    ProtectionGrant,
    Pupil,
    Relation,
)
from throughline_web.organisations.models.dated import in_force
from throughline_web.organisations.queries.pupils import grants_of, pupils_visible_to
from throughline_web.organisations.roles import RelationKind

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from django.db.models import QuerySet

    from throughline_web.organisations.members import Member


def pupils_to_protect(member: Member, on: date) -> QuerySet[Pupil]:
    """Return the pupils whose protection the member decides about on that day."""
    return pupils_visible_to(member, on, action=Action.PROTECT_IDENTITY)


def pupil_to_protect(member: Member, public_id: UUID, on: date) -> Pupil | None:
    """Return the pupil with that public id, if the member decides about it; else ``None``."""
    return pupils_to_protect(member, on).filter(public_id=public_id).first()


def protected_pupils_of(member: Member, on: date) -> QuerySet[Pupil]:
    """Return the protected pupils whom the member decides about, the first to be reviewed first.

    Each comes with the day of its review (``review_on``) and how many know (``knowing``).
    """
    known = Q(protection_grants__starts_on__lte=on) & (
        Q(protection_grants__ends_on__isnull=True) | Q(protection_grants__ends_on__gte=on)
    )
    undecided = Q(protection_decisions__ended_on__isnull=True)
    return (
        pupils_to_protect(member, on)
        .filter(protected=True)
        .annotate(
            review_on=Min("protection_decisions__ends_on", filter=undecided),
            knowing=Count("protection_grants", filter=known, distinct=True),
        )
        .order_by("review_on", "cover_name", "pk")
    )


def knows_identity(member: Member, pupil: Pupil, on: date) -> bool:
    """Tell whether the member may see the pupil's own name on that day."""
    return not pupil.protected or grants_of(member, on).filter(pupil=pupil).exists()


def register_of(pupil: Pupil, on: date) -> list[ProtectionGrant]:
    """Return those entries of the register of who knows that hold on that day, by name."""
    grants = ProtectionGrant.objects.filter(in_force(on), pupil=pupil).select_related("account")
    return list(grants.order_by("account__family_name", "account__given_name", "pk"))


def staff_around(pupil: Pupil, on: date) -> list[Account]:
    """Return the active members of staff of the pupil's schools and their classes, by name."""
    schools = Enrolment.objects.filter(in_force(on), pupil=pupil).values("school")
    works_there = Membership.objects.filter(
        Q(unit__in=schools) | Q(unit__parent__in=schools), in_force(on), account=OuterRef("pk")
    )
    staff = Account.objects.filter(Exists(works_there), is_active=True)
    return list(staff.order_by("family_name", "given_name", "pk"))


def guardians_of(pupil: Pupil, on: date) -> list[Relation]:
    """Return the ties of the pupil's guardians that hold on that day, by name."""
    ties = Relation.objects.filter(in_force(on), pupil=pupil, kind=RelationKind.GUARDIAN)
    return list(
        ties.select_related("account", "pupil").order_by(
            "account__family_name", "account__given_name", "pk"
        )
    )
