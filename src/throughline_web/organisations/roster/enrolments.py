"""Where the rows of a roster say that pupils go to school, laid over the stays that are known."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from throughline_web.organisations.models import Enrolment, HomeMunicipality
from throughline_web.organisations.roster.places import municipalities

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from throughline.terms.people import PupilRow

_WRITTEN = (
    "school_class",
    "year_group",
    "programme",
    "mentor_as_written",
    "starts_on",
    "ends_on",
)


@dataclass(slots=True)
class EnrolmentLayer:
    """The stays of a roster's pupils: found by school and dates, made or changed in place."""

    add_only: bool
    stays: dict[tuple[int, int], list[Enrolment]] = field(default_factory=dict)
    created: list[Enrolment] = field(default_factory=list)
    changed: dict[int, Enrolment] = field(default_factory=dict)
    touched: set[int] = field(default_factory=set)

    def find(self, pupil_ids: list[int]) -> None:
        """Load the stays of these pupils."""
        found: dict[tuple[int, int], list[Enrolment]] = defaultdict(list)
        for start in range(0, len(pupil_ids), 500):
            part = pupil_ids[start : start + 500]
            for stay in Enrolment.objects.filter(pupil__in=part).order_by("pk"):
                found[stay.pupil_id, stay.school_id].append(stay)
        self.stays = found

    def lay(self, row: PupilRow, *, pupil_id: int, school_id: int, class_id: int | None) -> None:
        """Take in where one row says that a pupil goes."""
        stays = self.stays.setdefault((pupil_id, school_id), [])
        if self.add_only and stays:
            # Last year's lessons must not enrol those who have left.
            return
        stay = _meant(stays, row)
        if stay is None:
            stay = Enrolment(pupil_id=pupil_id, school_id=school_id)
            stays.append(stay)
            self.created.append(stay)
        if _fill(stay, row, class_id):
            self.touched.add(pupil_id)
            if stay.pk is not None:
                self.changed[stay.pk] = stay

    def write(self) -> None:
        """Store what is new and what has changed."""
        self.touched.update(stay.pupil_id for stay in self.created)
        # An ended stay makes room for the one that follows it at the same school. Written over
        # their own rows, for thousands of stays change class each August.
        Enrolment.objects.bulk_create(
            self.changed.values(),
            update_conflicts=True,
            unique_fields=["id"],
            update_fields=_WRITTEN,
            batch_size=1_000,
        )
        Enrolment.objects.bulk_create(self.created, batch_size=1_000)


def _meant(stays: list[Enrolment], row: PupilRow) -> Enrolment | None:
    """Return the stay that a row tells of: the same first day, else last day, else the open one."""
    if row.starts_on is not None:
        same_start = [stay for stay in stays if stay.starts_on == row.starts_on]
        return next(iter(same_start), _open(stays, unless_started=row.ends_on is not None))
    same_end = [stay for stay in stays if stay.ends_on == row.ends_on]
    return next(iter(same_end), _open(stays))


def _open(stays: list[Enrolment], *, unless_started: bool = False) -> Enrolment | None:
    # One stay at a school is open at a time, so a row without a last day can only mean that one;
    # a row of a stay that is over does not mean one that is known to have begun on another day.
    return next(
        (
            stay
            for stay in stays
            if stay.ends_on is None and not (unless_started and stay.starts_on is not None)
        ),
        None,
    )


def _fill(stay: Enrolment, row: PupilRow, class_id: int | None) -> bool:
    stated = {
        "school_class_id": class_id,
        "year_group": row.year_group and row.year_group[:20],
        "programme": row.programme and row.programme[:80],
        "mentor_as_written": row.mentor and row.mentor[:120],
        "starts_on": row.starts_on,
    }
    differing: dict[str, object] = {
        name: value
        for name, value in stated.items()
        if value is not None and getattr(stay, name) != value
    }
    # Silence about the last day means that the stay goes on, once the file tells of days at all.
    tells_of_days = row.ends_on is not None or row.starts_on is not None
    if tells_of_days and stay.ends_on != row.ends_on:
        differing["ends_on"] = row.ends_on
    for name, value in differing.items():
        setattr(stay, name, value)
    return bool(differing)


def lay_home_municipalities(homes: Mapping[int, str], *, country: str, on: date) -> None:
    """Store which municipality each pupil lives in from a day on; the same again changes nothing."""
    places = municipalities(sorted(set(homes.values())), country=country)
    current = _current_homes(homes)
    moved = [
        pupil_id
        for pupil_id, name in homes.items()
        if pupil_id in current and current[pupil_id].municipality_id != places[name]
    ]
    _end_homes([current[pupil_id] for pupil_id in moved], on=on)
    new = [pupil_id for pupil_id in homes if pupil_id not in current]
    HomeMunicipality.objects.bulk_create(
        HomeMunicipality(
            pupil_id=pupil_id,
            municipality_id=places[homes[pupil_id]],
            starts_on=on if pupil_id in current else None,
        )
        for pupil_id in [*moved, *new]
    )


def _current_homes(pupil_ids: Iterable[int]) -> dict[int, HomeMunicipality]:
    listed = list(pupil_ids)
    found: dict[int, HomeMunicipality] = {}
    for start in range(0, len(listed), 500):
        rows = HomeMunicipality.objects.filter(
            pupil__in=listed[start : start + 500], ends_on__isnull=True
        )
        found.update({row.pupil_id: row for row in rows})
    return found


def _end_homes(homes: list[HomeMunicipality], *, on: date) -> None:
    young = [home.pk for home in homes if home.starts_on is not None and home.starts_on >= on]
    HomeMunicipality.objects.filter(pk__in=young).delete()
    older = [home.pk for home in homes if home.pk not in set(young)]
    HomeMunicipality.objects.filter(pk__in=older).update(ends_on=on - timedelta(days=1))
