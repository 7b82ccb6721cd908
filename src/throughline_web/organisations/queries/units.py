"""Which units somebody reaches, and which unit a source means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q, QuerySet

from throughline_web.organisations.access import Action, scope_of
from throughline_web.organisations.models import Enrolment, Organiser, Unit
from throughline_web.organisations.models.dated import in_force
from throughline_web.organisations.roles import RelationKind, UnitKind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date

    from throughline_web.organisations.members import Member


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


def units_with_rules_for(member: Member, on: date, *, action: Action) -> list[Unit]:
    """Return the organisers and schools whose policy the action reaches, organisers first.

    To a mentor it is the schools of their classes and of the pupils whom they are mentor of; a
    pupil with protected identity tells of no school.
    """
    scope = scope_of(member, on, action=action)
    schools = schools_within(member, on, action=action).order_by().values("pk")
    where = Q(pk__in=scope.unit_ids) & ~Q(kind=UnitKind.CLASS) | Q(pk__in=schools)
    where |= Q(kind=UnitKind.SCHOOL, children__in=scope.mentor_class_ids)
    if scope.mentored:
        ties = in_force(on, prefix="pupil__relations__")
        theirs = Enrolment.objects.filter(
            in_force(on),
            ties,
            pupil__protected=False,
            pupil__relations__account=scope.account_id,
            pupil__relations__kind=RelationKind.MENTOR,
        )
        where |= Q(pk__in=theirs.values("school"))
    return sorted(Unit.objects.filter(where).distinct(), key=_widest_first)


def organisers_within(member: Member, on: date, *, action: Action) -> list[Unit]:
    """Return the organisers that the action reaches with all their schools, by name."""
    scope = scope_of(member, on, action=action)
    units = Unit.objects.filter(pk__in=scope.unit_ids)
    below = (UnitKind.SCHOOL, UnitKind.CLASS)
    return list(units.exclude(kind__in=below).order_by("name", "pk"))


def _widest_first(unit: Unit) -> tuple[bool, str, int]:
    return (unit.kind == UnitKind.SCHOOL, unit.name, unit.pk)


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


def schools_by_reference(
    organiser_id: int, references: Collection[str], *, on: date
) -> dict[str, int]:
    """Return the id of each school that a source means: by its official code, else by its name.

    Only schools that the organiser answers for on that day are found; a reference that means no
    school is absent from the answer.
    """
    schools = schools_organised_by([organiser_id], on).values_list("pk", "code", "name")
    by_word: dict[str, int] = {}
    for school_id, code, name in schools.order_by("-pk"):
        by_word[name.casefold()] = school_id
        if code:
            by_word[code.casefold()] = school_id
    wanted = {reference: by_word.get(reference.strip().casefold()) for reference in references}
    return {reference: found for reference, found in wanted.items() if found is not None}


def organisers_of(school_ids: Collection[int], *, on: date) -> dict[int, int]:
    """Return, for each school, the unit that is its organiser on that day."""
    rows = Organiser.objects.filter(in_force(on), school__in=school_ids)
    return dict(rows.values_list("school_id", "organiser_id"))


def organiser_managed_by(member: Member, on: date) -> Unit | None:
    """Return the organiser that the member administers, ``None`` for one of a school alone."""
    scope = scope_of(member, on, action=Action.MANAGE_PEOPLE)
    organisers = Unit.objects.filter(pk__in=scope.unit_ids).exclude(kind=UnitKind.SCHOOL)
    return organisers.order_by("name", "pk").first()


def country_of(unit_id: int) -> str:
    """Return the country that a unit lies in, as its two letters."""
    return Unit.objects.values_list("country", flat=True).get(pk=unit_id)


def manages(member: Member, unit: Unit, *, on: date) -> bool:
    """Tell whether the member manages people at the unit on that day; the system manages all."""
    return member.is_system or units_managed_by(member, on).filter(pk=unit.pk).exists()


def schools_with_programmes(school_ids: Collection[int], *, on: date) -> frozenset[int]:
    """Return the schools among some whose pupils follow programmes: upper-secondary ones."""
    stays = Enrolment.objects.filter(in_force(on), school__in=school_ids).exclude(programme="")
    return frozenset(stays.values_list("school_id", flat=True).distinct())


def every_school() -> QuerySet[Unit]:
    """Return every school that this installation knows, in order of name: for the system's own work."""
    return Unit.objects.filter(kind=UnitKind.SCHOOL).order_by("name", "pk")
