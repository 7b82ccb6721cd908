"""Schools, classes and municipalities that a roster names, found or made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from throughline_web.organisations.models import Organiser, Unit
from throughline_web.organisations.queries.units import schools_by_reference, schools_organised_by
from throughline_web.organisations.roles import UnitKind

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date


class Places:
    """The units of one organiser by the words that its files use for them."""

    def __init__(self, organiser_id: int, *, on: date) -> None:
        self.organiser = Unit.objects.get(pk=organiser_id)
        self.on = on
        self.schools: dict[str, int] = {}
        self.classes: dict[tuple[int, str], int] = {}

    def prepare(self, schools: Iterable[str], classes: Iterable[tuple[str, str]]) -> list[str]:
        """Find the schools and the classes of each, make those that are missing.

        Returns the names of the schools that were made.
        """
        wanted = list(dict.fromkeys(schools))
        organiser_id = self.organiser.pk
        self.schools = schools_by_reference(organiser_id, wanted, on=self.on)
        made = [name for name in wanted if name not in self.schools]
        for name in made:
            self.schools.update({name: self._make_school(name)})
        self._prepare_classes({(self.schools[school], name[:120]) for school, name in classes})
        return made

    def only_school(self) -> int | None:
        """Return the organiser's school when it has exactly one: what a silent row means."""
        found = list(
            schools_organised_by([self.organiser.pk], self.on).values_list("pk", flat=True)[:2]
        )
        return found[0] if len(found) == 1 else None

    def class_of(self, school_id: int | None, name: str | None) -> int | None:
        """Return the class of that name at the school, ``None`` where the row names none."""
        if school_id is None or not name:
            return None
        return self.classes.get((school_id, name[:120]))

    def _make_school(self, name: str) -> int:
        school = Unit.objects.create(
            kind=UnitKind.SCHOOL,
            name=name[:120],
            parent=self.organiser,
            country=self.organiser.country,
            timezone=self.organiser.timezone,
        )
        # Since when is not in the file; what the school has done before must be reachable too.
        Organiser.objects.create(
            school=school,
            organiser=self.organiser,
            starts_on=self.on.replace(month=1, day=1, year=self.on.year - 5),
        )
        return school.pk

    def _prepare_classes(self, wanted: set[tuple[int, str]]) -> None:
        rows = Unit.objects.filter(kind=UnitKind.CLASS, parent__in={school for school, _ in wanted})
        for pk, school_id, name in rows.values_list("pk", "parent_id", "name"):
            if school_id is not None:
                self.classes[school_id, name] = pk
        missing = sorted(wanted - self.classes.keys())
        made = Unit.objects.bulk_create(
            Unit(
                kind=UnitKind.CLASS,
                name=name,
                parent_id=school_id,
                country=self.organiser.country,
                timezone=self.organiser.timezone,
            )
            for school_id, name in missing
        )
        self.classes.update({key: unit.pk for key, unit in zip(missing, made, strict=True)})


def municipalities(names: Iterable[str], *, country: str) -> dict[str, int]:
    """Return the id of each municipality by the code or name that a file uses, made if missing."""
    by_word: dict[str, int] = {}
    rows = Unit.objects.filter(kind=UnitKind.MUNICIPALITY, country=country)
    for pk, code, name in rows.values_list("pk", "code", "name"):
        by_word[name.casefold()] = pk
        if code:
            by_word[code.casefold()] = pk
    for name in names:
        if name.casefold() not in by_word:
            made = Unit.objects.create(kind=UnitKind.MUNICIPALITY, name=name[:120], country=country)
            by_word[name.casefold()] = made.pk
    return {name: by_word[name.casefold()] for name in names}
