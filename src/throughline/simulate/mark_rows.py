"""Marks as the rows of a school's export: lessons this year, whole days the year before."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from throughline.simulate.lessons import Minutes
from throughline.simulate.registers import pupils_in, register_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from throughline.simulate.lessons import Lessons
    from throughline.simulate.registers import ClassRegister, Register
    from throughline.simulate.rows import Row
    from throughline.simulate.world import World

_UNKNOWN = ("",) * len(Minutes())


def lessons(world: World) -> Iterator[Sequence[Row]]:
    """Yield each pupil's lessons of the school year, to the last day that is written."""
    for school_class in world.classes:
        register = register_of(school_class, year=world.plan.school_year, world=world)
        heads = _lesson_heads(register, world)
        usual = [
            head + _cells(minutes)
            for head, minutes in zip(heads, register.lessons.usual, strict=False)
        ]
        yield from (_pupil_lessons(part, heads, usual) for part in pupils_in(register, world))


def days(world: World) -> Iterator[Sequence[Row]]:
    """Yield each pupil's days of the school year before, those who were in the school then."""
    for school_class in world.classes_last_year():
        register = register_of(school_class, year=world.last_year, world=world)
        heads = _day_heads(register, world)
        rows = [
            head + _cells(minutes)
            for head, minutes in zip(heads, usual_days(register.lessons), strict=True)
        ]
        for part in pupils_in(register, world):
            yield _pupil_days(part, register.lessons, heads, rows)


def usual_days(lessons: Lessons) -> list[Minutes | None]:
    """Return the days as they are for a pupil who is there."""
    return [
        _sum(lessons.usual[lessons.starts[day] : lessons.starts[day + 1]])
        for day in range(lessons.shown_days)
    ]


def day_minutes(part: Register, lessons: Lessons, day: int) -> Minutes | None:
    """Return one pupil's day: the sum of its lessons, and ``None`` where none was registered."""
    return _sum([part.marks.get(at, lessons.usual[at]) for at in lessons.of_day(day)])


def _pupil_lessons(part: Register, heads: Sequence[Row], usual: Sequence[Row]) -> list[Row]:
    rows = list(usual)
    for lesson, minutes in part.marks.items():
        rows[lesson] = heads[lesson] + _cells(minutes)
    pupil = (part.pupil.id,)
    return [pupil + rows[lesson] for lesson in part.rows(len(rows))]


def _pupil_days(
    part: Register, lessons: Lessons, heads: Sequence[Row], usual: Sequence[Row]
) -> list[Row]:
    rows = list(usual)
    for day in {lessons.day_of[lesson] for lesson in part.marks}:
        rows[day] = heads[day] + _cells(day_minutes(part, lessons, day))
    pupil = (part.pupil.id,)
    return [pupil + row for row in rows]


def _lesson_heads(register: ClassRegister, world: World) -> list[Row]:
    lessons, written = register.lessons, world.preset.words["date"]
    dates = [day.strftime(written) for day in lessons.days]
    school = register.school_class.school.name
    return [
        (dates[day], school, register.class_name, slot.starts, slot.subject, str(slot.minutes))
        for day, slot in zip(lessons.day_of[: lessons.shown], lessons.slots, strict=False)
    ]


def _day_heads(register: ClassRegister, world: World) -> list[Row]:
    lessons, written = register.lessons, world.preset.words["date"]
    school = register.school_class.school.name
    return [
        (
            day.strftime(written),
            school,
            register.class_name,
            str(lessons.minutes_of(lessons.of_day(nth))),
        )
        for nth, day in enumerate(lessons.days[: lessons.shown_days])
    ]


def _sum(marks: Sequence[Minutes | None]) -> Minutes | None:
    known = [mark for mark in marks if mark is not None]
    return Minutes(*map(sum, zip(*known, strict=True))) if known else None


@lru_cache(maxsize=4096)
def _cells(minutes: Minutes | None) -> Row:
    return _UNKNOWN if minutes is None else tuple(map(str, minutes))
