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

    def __init__(self, organiser_id: int, *, on: date, within_school_id: int | None = None) -> None:
        self.organiser = Unit.objects.get(pk=organiser_id)
        self.on = on
        self.within_school_id = within_school_id
        self.schools: dict[str, int] = {}
        self.classes: dict[tuple[int, str], int] = {}
        self._silent: int | None = None

    def prepare(
        self, schools: Iterable[str | None], classes: Iterable[tuple[str | None, str]]
    ) -> list[str]:
        """Find the schools and the classes of each, make those that are missing.

        Returns the names of the schools that were made.
        """
        wanted = [name for name in dict.fromkeys(schools) if name]
        self.schools = schools_by_reference(self.organiser.pk, wanted, on=self.on)
        # Whoever brings files for one school makes no other.
        may_make = self.within_school_id is None
        made = [name for name in wanted if name not in self.schools] if may_make else []
        for name in made:
            self.schools.update({name: self._make_school(name)})
        self._silent = self._only_school()
        self._prepare_classes(
            {
                (school_id, name[:120])
                for word, name in classes
                if (school_id := self.school_of(word)) is not None
            }
        )
        return made

    def school_of(self, word: str | None) -> int | None:
        """Return the school that a row means by a word, or by saying nothing."""
        if not word:
            return self._silent
        found = self.schools.get(word)
        return found if self.within_school_id in {None, found} else None

    def own_units(self) -> set[int]:
        """Return the one school and its classes, when the files are for one school."""
        classes = Unit.objects.filter(parent=self.within_school_id, kind=UnitKind.CLASS)
        return {*classes.values_list("pk", flat=True), *filter(None, [self.within_school_id])}

    def reaches(self, unit_id: int | None) -> bool:
        """Tell whether a row may give anybody a role at the unit."""
        if unit_id is None or self.within_school_id is None:
            return unit_id is not None
        return unit_id == self.within_school_id or unit_id in {
            class_id
            for (school_id, _), class_id in self.classes.items()
            if school_id == self.within_school_id
        }

    def class_of(self, school_id: int | None, name: str | None) -> int | None:
        """Return the class of that name at the school, ``None`` where the row names none."""
        if school_id is None or not name:
            return None
        return self.classes.get((school_id, name[:120]))

    def _only_school(self) -> int | None:
        # What a silent row means: the school that the files are for, else the only one there is.
        if self.within_school_id is not None:
            return self.within_school_id
        found = list(
            schools_organised_by([self.organiser.pk], self.on).values_list("pk", flat=True)[:2]
        )
        return found[0] if len(found) == 1 else None

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
