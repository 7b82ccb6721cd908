"""How a pupil is named to somebody: own name, or the agreed cover name and nothing beside it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from throughline_web.organisations.models import Enrolment, Membership, Pupil, Relation
from throughline_web.organisations.models.dated import in_force
from throughline_web.organisations.queries.pupils import grants_of
from throughline_web.organisations.roles import RelationKind, Role

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import date
    from uuid import UUID

    from throughline_web.organisations.members import Member


@dataclass(frozen=True, slots=True)
class ShownPupil:
    """One pupil as one reader may see them.

    Of a protected pupil a reader who is not in the register of who knows gets the cover name,
    with every other field empty. ``is_protected`` is true only for a reader who knows, so that
    nothing on a page announces the protection to others; ``has_page`` is whether the pupil's own
    page may be linked to.
    """

    pupil_id: int
    public_id: UUID
    name: str
    class_name: str = ""
    school_name: str = ""
    mentor_name: str = ""
    year_group: str = ""
    programme: str = ""
    country: str = ""
    school_id: int | None = None
    class_id: int | None = None
    is_protected: bool = False
    has_page: bool = True


def shown(pupil: Pupil, *, member: Member, on: date) -> ShownPupil:
    """Return one pupil as the member may see them on that day."""
    return shown_pupils([pupil], member=member, on=on)[pupil.pk]


def shown_pupils(pupils: Iterable[Pupil], *, member: Member, on: date) -> dict[int, ShownPupil]:
    """Return each pupil, by id, as the member may see them on that day.

    Asks the database the same few questions however many pupils there are; order is kept.
    """
    listed = list(pupils)
    protected = {pupil.pk for pupil in listed if pupil.protected}
    covered = _covered(protected, member=member, on=on)
    open_ids = [pupil.pk for pupil in listed if pupil.pk not in covered]
    stays = _stays(open_ids, on=on)
    mentors = _mentors(stays, on=on)
    return {
        pupil.pk: ShownPupil(pupil.pk, pupil.public_id, pupil.cover_name, has_page=False)
        if pupil.pk in covered
        else _in_full(pupil, stays.get(pupil.pk), mentors.get(pupil.pk, ()))
        for pupil in listed
    }


def full_name(pupil: Pupil) -> str:
    """Return a pupil's own name, or the source's id of one whose name no file has told."""
    return f"{pupil.given_name} {pupil.family_name}".strip() or pupil.external_id


@dataclass(frozen=True, slots=True)
class ShownGroup:
    """The class, year group and country that one reader may know of a pupil: what lists are cut by."""

    class_name: str = ""
    year_group: str = ""
    country: str = ""


def shown_groups(pupil_ids: Collection[int], *, member: Member, on: date) -> dict[int, ShownGroup]:
    """Return class and year group of many pupils, as ``shown_pupils`` would, without the rest.

    Who has neither, or is covered for this reader, is absent from the answer.
    """
    rows = Enrolment.objects.filter(in_force(on), pupil__in=pupil_ids).order_by("pk")
    group = ("school_class__name", "year_group", "school__country")
    stays = list(rows.values_list("pupil_id", "pupil__protected", *group))
    protected = {pupil for pupil, is_protected, *_ in stays if is_protected}
    covered = _covered(protected, member=member, on=on)
    return {
        pupil: ShownGroup(class_name or "", year_group, country)
        for pupil, _, class_name, year_group, country in stays
        if pupil not in covered
    }


def _covered(protected: set[int], *, member: Member, on: date) -> frozenset[int]:
    if not protected:
        return frozenset()
    known = set(grants_of(member, on).filter(pupil__in=protected).values_list("pupil", flat=True))
    own = Relation.objects.filter(
        in_force(on),
        account=member.account_id,
        pupil__in=protected,
        kind__in=[RelationKind.SELF, RelationKind.GUARDIAN],
        has_right_to_information=True,
    )
    return frozenset(protected - known - set(own.values_list("pupil", flat=True)))


def _stays(pupil_ids: list[int], *, on: date) -> dict[int, Enrolment]:
    rows = Enrolment.objects.filter(in_force(on), pupil__in=pupil_ids)
    return {
        row.pupil_id: row for row in rows.select_related("school", "school_class").order_by("pk")
    }


def _mentors(stays: Mapping[int, Enrolment], *, on: date) -> dict[int, tuple[str, ...]]:
    named: dict[int, list[str]] = defaultdict(list)
    rows = Relation.objects.filter(in_force(on), pupil__in=list(stays), kind=RelationKind.MENTOR)
    for row in rows.select_related("account").order_by("pk"):
        named[row.pupil_id].append(row.account.name)
    of_class = _class_mentors({stay.school_class_id for stay in stays.values()}, on=on)
    for pupil_id, stay in stays.items():
        if pupil_id not in named and stay.school_class_id in of_class:
            named[pupil_id] = of_class[stay.school_class_id]
    return {pupil_id: tuple(names) for pupil_id, names in named.items()}


def _class_mentors(class_ids: set[int | None], *, on: date) -> dict[int, list[str]]:
    named: dict[int, list[str]] = defaultdict(list)
    rows = Membership.objects.filter(
        in_force(on), role=Role.MENTOR, unit__in=class_ids - {None}, account__is_active=True
    )
    for row in rows.select_related("account").order_by("pk"):
        named[row.unit_id].append(row.account.name)
    return named


def _in_full(pupil: Pupil, stay: Enrolment | None, mentors: tuple[str, ...]) -> ShownPupil:
    if stay is None:
        return ShownPupil(pupil.pk, pupil.public_id, full_name(pupil), is_protected=pupil.protected)
    return ShownPupil(
        pupil.pk,
        pupil.public_id,
        full_name(pupil),
        class_name=stay.school_class.name if stay.school_class else "",
        school_name=stay.school.name,
        mentor_name=", ".join(mentors) or _as_written(stay),
        year_group=stay.year_group,
        programme=stay.programme,
        country=stay.school.country,
        school_id=stay.school_id,
        class_id=stay.school_class_id,
        is_protected=pupil.protected,
    )


def _as_written(stay: Enrolment) -> str:
    # A source may write an address or its own id where we would write a name.
    written = stay.mentor_as_written
    return written if " " in written and "@" not in written else ""
