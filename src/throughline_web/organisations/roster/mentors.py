"""Mentors as sources write them, tied to the accounts that they mean."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING

from throughline_web.organisations.models import Enrolment, Relation, SourceIdentity
from throughline_web.organisations.models.dated import in_force
from throughline_web.organisations.roles import RelationKind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date

_FEW = 500


def link_mentors(organiser_id: int, *, on: date, pupil_ids: Collection[int] | None = None) -> int:
    """Tie pupils of the organiser to the mentors whom the source names, and return how many.

    Without ``pupil_ids`` it is every pupil.

    A mentor is written as the source's own staff id, as an address or as a name that only one
    member of staff bears. A pupil whose source names another mentor than before loses the tie
    to the earlier one from that day on.
    """
    stays = Enrolment.objects.filter(in_force(on), pupil__organiser=organiser_id)
    if pupil_ids is not None and len(pupil_ids) <= _FEW:
        stays = stays.filter(pupil__in=pupil_ids)
    rows = stays.exclude(mentor_as_written="").values_list("pupil_id", "mentor_as_written")
    if not (written := list(rows)):
        return 0
    whom = _accounts_by_word(organiser_id)
    wanted = {(pupil_id, whom.get(word.strip().casefold())) for pupil_id, word in written}
    named = {pupil_id for pupil_id, _ in wanted}
    relations = Relation.objects.filter(
        kind=RelationKind.MENTOR, ends_on__isnull=True, pupil__organiser=organiser_id
    )
    if len(named) <= _FEW:
        relations = relations.filter(pupil__in=named)
    standing = {(row.pupil_id, row.account_id): row for row in relations}
    _end([row for key, row in standing.items() if key[0] in named and key not in wanted], on=on)
    missing = [
        (p, a) for p, a in sorted(wanted, key=str) if a is not None and (p, a) not in standing
    ]
    Relation.objects.bulk_create(
        Relation(pupil_id=pupil_id, account_id=account_id, kind=RelationKind.MENTOR, starts_on=on)
        for pupil_id, account_id in missing
    )
    return len(missing)


def _accounts_by_word(organiser_id: int) -> dict[str, int]:
    staff = SourceIdentity.objects.filter(organiser=organiser_id, kind="staff")
    listed = list(
        staff.filter(account__is_active=True).values_list(
            "external_id",
            "account",
            "account__email",
            "account__given_name",
            "account__family_name",
        )
    )
    names = Counter(f"{given} {family}".strip().casefold() for _, _, _, given, family in listed)
    by_word: dict[str, int] = {}
    for external_id, account_id, email, given, family in listed:
        name = f"{given} {family}".strip().casefold()
        by_word.update({word: account_id for word in (external_id.casefold(), email) if word})
        if name and names[name] == 1:
            by_word.setdefault(name, account_id)
    return by_word


def _end(relations: Iterable[Relation], *, on: date) -> None:
    listed = list(relations)
    young = {row.pk for row in listed if row.starts_on is not None and row.starts_on >= on}
    Relation.objects.filter(pk__in=young).delete()
    older = [row.pk for row in listed if row.pk not in young]
    Relation.objects.filter(pk__in=older).update(ends_on=on - timedelta(days=1))
