"""What a roster creates and changes, seen by looking before and after: so that it can be undone."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from throughline_web.organisations.models import (
    Account,
    Enrolment,
    HomeMunicipality,
    Membership,
    Organiser,
    Pupil,
    Relation,
    SourceIdentity,
    Unit,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from django.db.models import Model, QuerySet

_FEW = 500

MODELS: Mapping[str, type[Model]] = {
    "relation": Relation,
    "membership": Membership,
    "home": HomeMunicipality,
    "enrolment": Enrolment,
    "identity": SourceIdentity,
    "account": Account,
    "pupil": Pupil,
    "organiser": Organiser,
    "unit": Unit,
}
"""What a roster may touch, in an order in which rows can be removed without leaving others behind."""

FIELDS: Mapping[str, tuple[str, ...]] = {
    "relation": (
        "account_id",
        "pupil_id",
        "kind",
        "starts_on",
        "ends_on",
        "has_right_to_information",
        "consent_signed_on",
        "consent_withdrawn_on",
    ),
    "membership": ("account_id", "role", "unit_id", "starts_on", "ends_on"),
    "home": ("pupil_id", "municipality_id", "starts_on", "ends_on"),
    "enrolment": (
        "pupil_id",
        "school_id",
        "school_class_id",
        "year_group",
        "programme",
        "mentor_as_written",
        "starts_on",
        "ends_on",
    ),
    "identity": ("account_id", "organiser_id", "kind", "external_id"),
    "account": ("email", "given_name", "family_name", "phone", "language", "is_active"),
    "pupil": (
        "organiser_id",
        "external_id",
        "given_name",
        "family_name",
        "birth_date",
        "email",
        "civic_number_sealed",
        "civic_number_hash",
        "protected",
        "cover_name",
    ),
    "organiser": ("school_id", "organiser_id", "starts_on", "ends_on"),
    "unit": ("kind", "name", "code", "parent_id"),
}

_Rows = dict[int, tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class RosterChange:
    """One row that a roster made (nothing before), changed, or removed (nothing after).

    The values are ready for JSON; a civic number is sealed in them as it is in the database.
    """

    entity: str
    object_id: int
    before: dict[str, Any] | None
    after: dict[str, Any] | None


@dataclass(slots=True)
class RosterWatch:
    """What has been seen to change, known once the watching is over."""

    changes: tuple[RosterChange, ...] = field(default=())


@contextmanager
def watched(
    organiser_id: int, *, pupils: Collection[str] = (), adults: bool = False
) -> Iterator[RosterWatch]:
    """Watch what happens to some pupils, by the source's ids, and to the organiser's adults."""
    watch = RosterWatch()
    before = _snapshot(organiser_id, pupils, adults=adults)
    yield watch
    after = _snapshot(organiser_id, pupils, adults=adults)
    watch.changes = tuple(
        change for entity in MODELS for change in _differences(entity, before, after)
    )


def values_of(entity: str, row: tuple[Any, ...]) -> dict[str, Any]:
    """Return the values of a row by name, ready for JSON."""
    return {name: _plain(value) for name, value in zip(FIELDS[entity], row, strict=True)}


def _plain(value: Any) -> Any:  # noqa: ANN401 - whatever a column holds
    return value.isoformat() if isinstance(value, date | datetime) else value


def _differences(
    entity: str, before: Mapping[str, _Rows], after: Mapping[str, _Rows]
) -> Iterator[RosterChange]:
    old, new = before.get(entity, {}), after.get(entity, {})
    for pk in sorted(old.keys() | new.keys()):
        was, now = old.get(pk), new.get(pk)
        if was != now:
            yield RosterChange(
                entity,
                pk,
                None if was is None else values_of(entity, was),
                None if now is None else values_of(entity, now),
            )


def _snapshot(organiser_id: int, pupils: Collection[str], *, adults: bool) -> dict[str, _Rows]:
    found = {
        "unit": _rows("unit", _units(organiser_id)),
        "organiser": _rows("organiser", Organiser.objects.filter(organiser=organiser_id)),
    }
    if pupils:
        found |= _of_pupils(organiser_id, pupils)
    if adults:
        found |= _of_adults(organiser_id)
    return found


def _units(organiser_id: int) -> QuerySet[Unit]:
    schools = Organiser.objects.filter(organiser=organiser_id).values("school")
    within = Q(pk__in=schools) | Q(parent__in=schools) | Q(parent=organiser_id)
    # A home municipality lies under nobody in particular, and a roster may name a new one.
    return Unit.objects.filter(within | Q(parent__isnull=True))


def _of_pupils(organiser_id: int, external_ids: Collection[str]) -> dict[str, _Rows]:
    own = Pupil.objects.filter(organiser=organiser_id)
    if len(external_ids) <= _FEW:
        own = own.filter(external_id__in=external_ids)
    ids = own.values("pk")
    return {
        "pupil": _rows("pupil", own),
        "enrolment": _rows("enrolment", Enrolment.objects.filter(pupil__in=ids)),
        "home": _rows("home", HomeMunicipality.objects.filter(pupil__in=ids)),
        "relation": _rows("relation", Relation.objects.filter(pupil__in=ids)),
    }


def _of_adults(organiser_id: int) -> dict[str, _Rows]:
    identities = SourceIdentity.objects.filter(organiser=organiser_id)
    accounts = identities.values("account")
    relations = Relation.objects.filter(pupil__organiser=organiser_id)
    return {
        "identity": _rows("identity", identities),
        "account": _rows("account", Account.objects.filter(pk__in=accounts)),
        "membership": _rows("membership", Membership.objects.filter(account__in=accounts)),
        "relation": _rows("relation", relations),
    }


def _rows(entity: str, rows: QuerySet[Any]) -> _Rows:
    values = rows.order_by().values_list("pk", *FIELDS[entity]).iterator(chunk_size=5_000)
    return {pk: tuple(rest) for pk, *rest in values}
