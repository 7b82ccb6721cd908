"""Walking back what a roster created and changed, wherever nobody has changed it since."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import ForeignKey

from throughline_web.organisations.models import (
    Account,
    Organiser,
    ProtectionDecision,
    Pupil,
    Unit,
)
from throughline_web.organisations.roles import UnitKind
from throughline_web.organisations.roster.history import FIELDS, MODELS, RosterChange, values_of
from throughline_web.organisations.roster.links import withdraw_links

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from datetime import datetime

    from django.db.models import Model

_AT_ONCE = 500
# A file may lead to a protection, but only a person ends one.
_NEVER_RETURNED = {
    "pupil": frozenset({"protected", "cover_name"}),
    "relation": frozenset({"has_right_to_information"}),
}
_POINTED_TO = ("account", "unit")
_COMPANIONS: set[type[Model]] = set()
_OF_THE_PUPIL = (
    "given_name",
    "family_name",
    "email",
    "civic_number_sealed",
    "civic_number_hash",
)


def walk_back(changes: Sequence[RosterChange], *, at: datetime) -> None:
    """Undo the changes, given in the order in which they were made."""
    by_entity: dict[str, list[RosterChange]] = {entity: [] for entity in MODELS}
    for one in _joined(changes):
        by_entity[one.entity].append(one)
    for entity in (one for one in MODELS if one not in _POINTED_TO):
        _remove_created(entity, by_entity[entity])
    returned = {entity: _return_changed(entity, by_entity[entity]) for entity in MODELS}
    withdraw_links({pk for pk, row in returned["account"].items() if "email" in row}, at=at)
    for entity in reversed(tuple(MODELS)):
        _bring_back(entity, by_entity[entity])
    # Last, for until now a returning row could still point to them.
    for entity in _POINTED_TO:
        _remove_created(entity, by_entity[entity])


def remove_unused(pupil_ids: Collection[int]) -> int:
    """Remove those of the pupils whom no row in any room is about, and return how many."""
    removed = 0
    for ids in _pieces(pupil_ids):
        unused = set(ids) - _referred(Pupil, ids)
        removed += len(unused)
        Pupil.objects.filter(pk__in=unused).delete()
    return removed


@dataclass(frozen=True, slots=True)
class KeptUnit:
    """A school or class that a roster made and that stays, with the rooms whose rows point to it."""

    id: int
    school_id: int | None
    name: str
    rooms: tuple[str, ...]

    @property
    def is_school(self) -> bool:
        """Whether it is a school, and not a class within one."""
        return self.school_id == self.id


def goes_with_its_unit(model: type[Model]) -> None:
    """Say that rows of a model are a room's own notes on a unit, and keep no unit from going."""
    _COMPANIONS.add(model)


def remove_unused_places(changes: Sequence[RosterChange]) -> tuple[KeptUnit, ...]:
    """Remove the schools and classes that were made and that nothing rests on; return the others."""
    made = _joined(changes)
    units = {one.object_id for one in made if one.entity == "unit"}
    bonds = _untouched("organiser", [one for one in made if one.entity == "organiser"])
    for _ in range(2):
        # Twice, for a class lies under a school that was made with it.
        free = set(_untouched("unit", [one for one in made if one.entity == "unit"]))
        for ids in _pieces(free):
            gone = free & set(ids) - _rooms_about(ids, bonds=bonds).keys()
            Unit.objects.filter(pk__in=gone).delete()
    rooms = {
        pk: who for ids in _pieces(units) for pk, who in _rooms_about(ids, bonds=bonds).items()
    }
    left = Unit.objects.filter(pk__in=units).order_by("kind", "name")
    return tuple(
        KeptUnit(one.pk, _school_of(one), one.name, tuple(sorted(rooms.get(one.pk, ()))))
        for one in left
    )


def _school_of(unit: Unit) -> int | None:
    return unit.pk if unit.kind == UnitKind.SCHOOL else unit.parent_id


def _rooms_about(ids: Collection[int], *, bonds: Collection[int]) -> dict[int, set[str]]:
    """Return which rooms have rows about units; the made schools' own organisers do not count."""
    found: dict[int, set[str]] = {}
    for field in _references_to(Unit):
        if field.model in _COMPANIONS:
            continue
        rows = field.model._default_manager.filter(**{f"{field.attname}__in": ids})
        if field.model is Organiser:
            rows = rows.exclude(pk__in=bonds)
        for pk in rows.order_by().values_list(field.attname, flat=True).distinct():
            found.setdefault(pk, set()).add(field.model._meta.app_label)
    return found


def _joined(changes: Sequence[RosterChange]) -> list[RosterChange]:
    """Return one change an object: from what it was before the first to what it was after the last."""
    joined: dict[tuple[str, int], RosterChange] = {}
    for change in changes:
        key = (change.entity, change.object_id)
        first = joined.get(key, change)
        joined[key] = RosterChange(change.entity, change.object_id, first.before, change.after)
    return list(joined.values())


def _remove_created(entity: str, changes: Sequence[RosterChange]) -> None:
    untouched = _untouched(entity, changes)
    if entity == "pupil":
        # Rows of the import itself still point to them; they go when those have gone.
        _leave_bare(untouched)
    elif entity in _POINTED_TO:
        _remove_unreferred(MODELS[entity], untouched)
    else:
        for ids in _pieces(untouched):
            MODELS[entity]._default_manager.filter(pk__in=ids).delete()


def _untouched(entity: str, changes: Sequence[RosterChange]) -> list[int]:
    """Return the rows that were made and that nobody has changed since."""
    created = {one.object_id: one for one in changes if one.before is None and one.after}
    return [pk for pk, now in _current(entity, created).items() if now == created[pk].after]


def _leave_bare(pupil_ids: Collection[int]) -> None:
    bare = dict.fromkeys(_OF_THE_PUPIL, "")
    for ids in _pieces(pupil_ids):
        Pupil.objects.filter(pk__in=ids).update(birth_date=None, **bare)


def _remove_unreferred(model: type[Model], ids: Collection[int]) -> None:
    # Twice, for a class lies under a school that was made with it.
    for piece in (*_pieces(ids), *_pieces(ids)):
        free = set(piece) - _referred(model, piece) - _logged_in(model, piece)
        model._default_manager.filter(pk__in=free).delete()


def _logged_in(model: type[Model], ids: Collection[int]) -> set[int]:
    if model is not Account:
        return set()
    used = Account.objects.filter(pk__in=ids, last_login__isnull=False)
    return set(used.values_list("pk", flat=True))


def _return_changed(entity: str, changes: Sequence[RosterChange]) -> dict[int, dict[str, Any]]:
    """Return, by row, what was set back to what it had been."""
    changed = {one.object_id: one for one in changes if one.before and one.after}
    returned: dict[int, dict[str, Any]] = {}
    for pk, now in _current(entity, changed).items():
        one = changed[pk]
        before, after = one.before or {}, one.after or {}
        kept = _NEVER_RETURNED.get(entity, frozenset())
        returning = {
            name: before[name]
            for name in FIELDS[entity]
            if name not in kept and before[name] != after[name] and now[name] == after[name]
        }
        if returning:
            returned[pk] = returning
    if entity == "account":
        _leave_addresses_in_use(returned)
    _write(entity, returned)
    return returned


def _leave_addresses_in_use(returned: dict[int, dict[str, Any]]) -> None:
    """Keep the address of whoever has chosen a password: they log in by it, and no file decides."""
    chosen = Account.objects.filter(pk__in=returned).exclude(
        password__startswith=UNUSABLE_PASSWORD_PREFIX
    )
    for pk in chosen.values_list("pk", flat=True):
        kept = {name: value for name, value in returned.pop(pk).items() if name != "email"}
        if kept:
            returned[pk] = kept


def _write(entity: str, values: Mapping[int, Mapping[str, Any]]) -> None:
    manager = MODELS[entity]._default_manager
    names = sorted({name for row in values.values() for name in row})
    for piece in _pieces(values):
        rows = [_filled(row, values[row.pk]) for row in manager.filter(pk__in=piece)]
        manager.bulk_update(rows, [name.removesuffix("_id") for name in names], batch_size=100)


def _filled(row: Model, values: Mapping[str, Any]) -> Model:
    for name, value in values.items():
        setattr(row, name, value)
    return row


def _bring_back(entity: str, changes: Sequence[RosterChange]) -> None:
    removed = {one.object_id: one for one in changes if one.before and one.after is None}
    present = _current(entity, removed)
    model = MODELS[entity]
    model._default_manager.bulk_create(
        model(pk=pk, **(one.before or {})) for pk, one in removed.items() if pk not in present
    )


def _current(entity: str, ids: Collection[int]) -> dict[int, dict[str, Any]]:
    found: dict[int, dict[str, Any]] = {}
    for piece in _pieces(ids):
        rows = MODELS[entity]._default_manager.filter(pk__in=piece)
        for pk, *values in rows.values_list("pk", *FIELDS[entity]):
            found[pk] = values_of(entity, tuple(values))
    return found


def _referred(model: type[Model], ids: Collection[int]) -> set[int]:
    """Return the ids that some row of some room points to."""
    found: set[int] = set()
    for field in _references_to(model):
        rows = field.model._default_manager.filter(**{f"{field.attname}__in": ids})
        found.update(rows.order_by().values_list(field.attname, flat=True).distinct())
    return found


def _references_to(model: type[Model]) -> Iterator[ForeignKey[Any, Any]]:
    """Yield the columns of every room that point to a model."""
    for relation in model._meta.get_fields(include_hidden=True):
        field = getattr(relation, "field", None)
        # A decision of protection is about the pupil alone, and goes with the pupil.
        if isinstance(field, ForeignKey) and field.model is not ProtectionDecision:
            yield field


def _pieces(ids: Collection[int]) -> Iterator[list[int]]:
    listed = sorted(ids)
    for start in range(0, len(listed), _AT_ONCE):
        yield listed[start : start + _AT_ONCE]
