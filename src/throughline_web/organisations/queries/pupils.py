"""Which pupils somebody may see: the access policy's rows as querysets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q, QuerySet

from throughline_web.organisations.access import Action, Scope, scope_of
from throughline_web.organisations.models import Enrolment, ProtectionGrant, Pupil, Relation
from throughline_web.organisations.models.dated import in_force
from throughline_web.organisations.roles import RelationKind
from throughline_web.organisations.school_age import last_birth_date_of_adults

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from throughline_web.organisations.members import Member


def pupils_visible_to(
    member: Member, on: date, *, action: Action = Action.SEE_PUPIL, with_protected: bool = True
) -> QuerySet[Pupil]:
    """Return the pupils whose rows the action reaches for the member on that day.

    One query with subqueries, to filter further or to use as a subquery. Protected pupils are
    among them for those who have a relation to them, to be shown by ``shown_pupils``; leave
    them out of search, export and anything municipal with ``with_protected=False``.
    """
    scope = scope_of(member, on, action=action)
    if not scope.has_pupils:
        return Pupil.objects.none()
    pupils = Pupil.objects.filter(_within(scope))
    return pupils if with_protected else pupils.filter(protected=False)


def pupils_with_page_for(
    member: Member, on: date, *, action: Action = Action.SEE_PUPIL
) -> QuerySet[Pupil]:
    """Return the visible pupils whose own page the member may open.

    The page of a protected pupil opens only for those in the register of who knows, and for
    the pupil's own guardians and the pupil.
    """
    known = Exists(grants_of(member, on).filter(pupil=OuterRef("pk")))
    open_to_all = Q(protected=False)
    if action is Action.SEE_OWN:
        return pupils_visible_to(member, on, action=action)
    return pupils_visible_to(member, on, action=action).filter(open_to_all | known)


def pupil_with_page_for(
    member: Member, public_id: UUID, on: date, *, action: Action = Action.SEE_PUPIL
) -> Pupil | None:
    """Return the pupil with that public id, if the member may open the page; else ``None``."""
    return pupils_with_page_for(member, on, action=action).filter(public_id=public_id).first()


def _within(scope: Scope) -> Q:
    ways: list[Exists] = []
    if scope.school_ids or scope.class_ids or scope.mentor_class_ids:
        ways.append(Exists(_enrolments_within(scope)))
    if scope.mentored:
        ways.append(Exists(_relations_of(scope, RelationKind.MENTOR)))
    if scope.children:
        ways.append(Exists(_children_of(scope)))
    if scope.oneself:
        ways.append(Exists(_relations_of(scope, RelationKind.SELF)))
    return Q(*ways, _connector=Q.OR)


def _enrolments_within(scope: Scope) -> QuerySet[Enrolment]:
    classes = scope.class_ids | scope.mentor_class_ids
    where = Q(school__in=scope.school_ids) | Q(school_class__in=classes)
    return Enrolment.objects.filter(in_force(scope.on), where, pupil=OuterRef("pk"))


def _relations_of(scope: Scope, kind: RelationKind) -> QuerySet[Relation]:
    return Relation.objects.filter(
        in_force(scope.on), pupil=OuterRef("pk"), account=scope.account_id, kind=kind
    )


def _children_of(scope: Scope) -> QuerySet[Relation]:
    # A pupil whose birth date is unknown may be of age, so only a signed consent opens the page.
    under_age = Q(pupil__birth_date__gt=last_birth_date_of_adults(scope.on))
    consented = Q(consent_signed_on__lte=scope.on) & (
        Q(consent_withdrawn_on__isnull=True) | Q(consent_withdrawn_on__gt=scope.on)
    )
    relations = _relations_of(scope, RelationKind.GUARDIAN)
    return relations.filter(under_age | consented, has_right_to_information=True)


def grants_of(member: Member, on: date) -> QuerySet[ProtectionGrant]:
    """Return the entries in the register of who knows that hold for the member on that day."""
    return ProtectionGrant.objects.filter(in_force(on), account=member.account_id)
