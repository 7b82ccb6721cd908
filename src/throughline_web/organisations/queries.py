"""Questions to the room: who is asking, which pupils they may see, and which units."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q, QuerySet

from throughline_web.organisations.access import Action, Scope, scope_of
from throughline_web.organisations.members import NOBODY, Holding, Member, UnitRef
from throughline_web.organisations.models import (
    Account,
    Enrolment,
    Membership,
    Organiser,
    ProtectionGrant,
    Pupil,
    Relation,
    Unit,
)
from throughline_web.organisations.models.dated import in_force
from throughline_web.organisations.roles import RelationKind, Role, UnitKind
from throughline_web.organisations.school_age import last_birth_date_of_adults

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from uuid import UUID

_RELATION_ROLES = {
    RelationKind.MENTOR: Role.MENTOR,
    RelationKind.GUARDIAN: Role.GUARDIAN,
    RelationKind.SELF: Role.PUPIL,
}


def member_for(account_id: int, on: date) -> Member:
    """Return an active person with the roles that they hold on that day; else ``NOBODY``."""
    account = Account.objects.filter(pk=account_id, is_active=True).first()
    return as_member(account, on) if account else NOBODY


def as_member(account: Account, on: date) -> Member:
    """Return the account's owner with the roles that they hold on that day, in two queries."""
    return Member(
        account_id=account.pk,
        name=account.name,
        language=account.language,
        holdings=(*_membership_holdings(account, on), *_relation_holdings(account, on)),
    )


def _membership_holdings(account: Account, on: date) -> Iterable[Holding]:
    memberships = Membership.objects.filter(in_force(on), account=account)
    for row in memberships.select_related("unit__parent").order_by("starts_on", "pk"):
        unit = row.unit
        school = unit.parent if unit.kind == UnitKind.CLASS else unit
        yield Holding(
            role=Role(row.role),
            unit=unit_ref(unit),
            school=unit_ref(school) if school and school.kind == UnitKind.SCHOOL else None,
            starts_on=row.starts_on,
            ends_on=row.ends_on,
        )


def _relation_holdings(account: Account, on: date) -> Iterable[Holding]:
    kinds = Relation.objects.filter(in_force(on), account=account).values_list("kind", flat=True)
    for kind in kinds.order_by("kind").distinct():
        yield Holding(role=_RELATION_ROLES[RelationKind(kind)], starts_on=on, ends_on=on)


def unit_ref(unit: Unit) -> UnitRef:
    """Return a unit as a member carries it and a page names it."""
    return UnitRef(unit.pk, unit.public_id, UnitKind(unit.kind), unit.name, unit.timezone)


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
    known = Exists(_grants(member, on).filter(pupil=OuterRef("pk")))
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
    condition = Q(pk__in=[])
    if scope.school_ids or scope.class_ids or scope.mentor_class_ids:
        condition |= Exists(_enrolments_within(scope))
    if scope.mentored:
        condition |= Exists(_relations_of(scope, RelationKind.MENTOR))
    if scope.children:
        condition |= Exists(_children_of(scope))
    if scope.oneself:
        condition |= Exists(_relations_of(scope, RelationKind.SELF))
    return condition


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


def _grants(member: Member, on: date) -> QuerySet[ProtectionGrant]:
    return ProtectionGrant.objects.filter(in_force(on), account=member.account_id)


def schools_organised_by(unit_ids: Iterable[int], on: date) -> QuerySet[Unit]:
    """Return the schools that any of the units answers for on that day.

    A private school in a municipality is not among the municipality's: the organiser counts,
    not the place.
    """
    organised = Organiser.objects.filter(
        in_force(on), school=OuterRef("pk"), organiser__in=list(unit_ids)
    )
    return Unit.objects.filter(Exists(organised), kind=UnitKind.SCHOOL)


def schools_within(member: Member, on: date, *, action: Action) -> QuerySet[Unit]:
    """Return the schools that the action reaches as wholes, in order of name."""
    scope = scope_of(member, on, action=action)
    own = Q(pk__in=scope.school_ids | scope.unit_ids, kind=UnitKind.SCHOOL)
    organised = Q(pk__in=schools_organised_by(scope.unit_ids, on).values("pk"))
    return Unit.objects.filter(own | organised).order_by("name", "pk")


def classes_visible_to(member: Member, on: date) -> QuerySet[Unit]:
    """Return the classes whose lists the member may open, those with pupils today, by name."""
    scope = scope_of(member, on, action=Action.SEE_CLASS_LIST)
    attended = Exists(Enrolment.objects.filter(in_force(on), school_class=OuterRef("pk")))
    where = Q(pk__in=scope.class_ids | scope.mentor_class_ids) | Q(parent__in=scope.school_ids)
    classes = Unit.objects.filter(where, attended, kind=UnitKind.CLASS)
    return classes.select_related("parent").order_by("parent__name", "name", "pk")


def units_managed_by(
    member: Member, on: date, *, action: Action = Action.MANAGE_PEOPLE
) -> QuerySet[Unit]:
    """Return the units that an administrator's action reaches: own, their schools and classes."""
    scope = scope_of(member, on, action=action)
    schools = schools_within(member, on, action=action).order_by().values("pk")
    where = Q(pk__in=scope.unit_ids) | Q(pk__in=schools) | Q(parent__in=schools)
    return Unit.objects.filter(where)
