"""Stories worth finding: pupils whose marks are written by hand, and a school that fell silent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from throughline.simulate.absence import Marks, late_by, missed
from throughline.simulate.plan import school_days

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from random import Random

    from throughline.simulate.lessons import Lessons
    from throughline.simulate.plan import Plan
    from throughline.simulate.schools import SchoolClass

SILENT_DAYS = 10
_WEEK = 5
_FEWEST_FOR_SILENCE = 60
_ADULT = 18
_SINCE_BIRTHDAY = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Story:
    """One pupil's year as it is told by the marks, and by nothing else.

    ``before`` is the share of absence the year before. ``days_here`` counts the school days since
    a newly arrived pupil came.
    """

    name: str
    stage: str
    tell: Callable[[Lessons, Random], Marks]
    before: float = 0.05
    days_here: int | None = None
    is_protected: bool = False
    is_just_adult: bool = False


@dataclass(frozen=True, slots=True)
class Cast:
    """Who plays what: stories by the pupil's number, and the classes that fell silent."""

    roles: Mapping[int, Story]
    silent: frozenset[str]
    silent_school: str | None
    silent_year: int | None


def cast_stories(classes: Sequence[SchoolClass], plan: Plan) -> Cast:
    """Give each story a pupil in a class of its own, as far as the classes go round."""
    if not plan.stories:
        return Cast({}, frozenset(), None, None)
    silent = _silent(classes, plan)
    keys = frozenset(school_class.key for school_class in silent)
    heard = [school_class for school_class in classes if school_class.key not in keys]
    roles: dict[int, Story] = {}
    for nth, story in enumerate(STORIES):
        number = _a_pupil_for(story, nth, heard, plan, taken=roles)
        if number is not None:
            roles[number] = story
    return Cast(
        roles,
        keys,
        silent[0].school.name if silent else None,
        silent[0].year if len({each.year for each in silent}) == 1 else None,
    )


def last_day(plan: Plan) -> date:
    """Return the last school day that is written."""
    days = school_days(plan.country, plan.school_year)
    return max(day for day in days if plan.as_of is None or day <= plan.as_of)


def birthday_of_adult(plan: Plan) -> date:
    """Return the birth date of a pupil who turned 18 three days before the last day written."""
    day = last_day(plan) - _SINCE_BIRTHDAY
    return date(day.year - _ADULT, day.month, min(day.day, 28))


def _silent(classes: Sequence[SchoolClass], plan: Plan) -> list[SchoolClass]:
    """The smallest lower secondary school of three or more; with fewer, its first year group."""
    lower = [each for each in classes if each.school.stage.id == "lower"]
    schools = {each.school.number: each.school for each in lower}
    if plan.pupils < _FEWEST_FOR_SILENCE:
        return []
    smallest = min(schools.values(), key=lambda school: (school.pupils, school.number))
    of_school = [each for each in lower if each.school.number == smallest.number]
    if len(schools) > 2:
        return of_school
    return [each for each in of_school if each.year == smallest.stage.years[0]]


def _a_pupil_for(
    story: Story,
    nth: int,
    classes: Sequence[SchoolClass],
    plan: Plan,
    *,
    taken: Mapping[int, Story],
) -> int | None:
    fitting = [each for each in classes if _fits(story, each, plan)]
    for step in range(len(fitting)):
        chosen = fitting[(nth * 5 + step) % len(fitting)]
        number = chosen.first + (nth * 7 + 3) % chosen.pupils
        if number not in taken:
            return number
    return None


def _fits(story: Story, school_class: SchoolClass, plan: Plan) -> bool:
    if story.is_just_adult:
        return school_class.birth_year == birthday_of_adult(plan).year
    is_new = school_class.year == school_class.school.stage.years[0]
    return school_class.school.stage.id == story.stage and not is_new


def _slide(lessons: Lessons, thrown: Random) -> Marks:
    """From 6 % to 19 % over the last twenty school days, mostly single lessons."""
    weekly = (0.06, 0.06, 0.07, 0.08, 0.10, 0.13, 0.17, 0.21, 0.25)
    return _weekly(lessons, thrown, lambda week: weekly[max(0, len(weekly) - week)], accepted=0.4)


def _recover(lessons: Lessons, thrown: Random) -> Marks:
    """A hard start of the year, and eight weeks of presence after it."""
    return _weekly(lessons, thrown, lambda week: 0.03 if week <= 8 else 0.26, accepted=0.5)


def _steady(lessons: Lessons, thrown: Random) -> Marks:
    return _weekly(lessons, thrown, lambda _: 0.16, accepted=0.7)


def _fade(lessons: Lessons, thrown: Random) -> Marks:
    """More and more absence, and for three weeks nothing registered while the class has lessons."""
    marks = _weekly(lessons, thrown, lambda week: 0.3 if week <= 6 else 0.12, accepted=0.3)
    silent = range(_first_of_last(lessons, 3 * _WEEK), lessons.shown)
    return marks | dict.fromkeys(silent)


def _mondays(lessons: Lessons, thrown: Random) -> Marks:
    """The first three lessons of nearly every Monday."""
    marks = _weekly(lessons, thrown, lambda _: 0.01, accepted=1.0)
    for day in range(lessons.shown_days):
        if lessons.days[day].weekday() == 0 and thrown.random() < 0.9:
            morning = lessons.of_day(day)[:3]
            marks |= missed(morning, lessons, accepted=thrown.random() < 0.2)
    return marks


def _ill(lessons: Lessons, thrown: Random) -> Marks:
    """Ill, with notice from home, for five weeks until today."""
    marks = _weekly(lessons, thrown, lambda _: 0.03, accepted=1.0)
    away = range(_first_of_last(lessons, 5 * _WEEK), lessons.shown)
    return marks | missed(away, lessons, accepted=True)


def _late(lessons: Lessons, thrown: Random) -> Marks:
    """Late to the first lesson, nearly every morning."""
    marks: Marks = {}
    for day in range(lessons.shown_days):
        lesson = lessons.starts[day]
        if thrown.random() < 0.9:
            length = lessons.slots[lesson].minutes
            marks[lesson] = late_by(thrown.randint(8, 24), length, accepted=False)
    return marks


def _arrive(lessons: Lessons, thrown: Random) -> Marks:
    """Enrolled three weeks ago; the registers know the pupil from the second week on, in part."""
    marks = _weekly(lessons, thrown, lambda _: 0.2, accepted=0.5)
    known = _first_of_last(lessons, 2 * _WEEK)
    unknown = [
        lesson
        for lesson in range(_first_of_last(lessons, 3 * _WEEK), lessons.shown)
        if lesson < known or thrown.random() < 0.3
    ]
    return marks | dict.fromkeys(unknown)


STORIES = (
    Story("slow_slide", "lower", _slide),
    Story("monday_mornings", "lower", _mondays),
    Story("silent_leaver", "upper", _fade, before=0.14),
    Story("newly_arrived", "lower", _arrive, days_here=3 * _WEEK),
    Story("protected_identity", "lower", _steady, is_protected=True),
    Story("recovered", "lower", _recover, before=0.08),
    Story("long_illness", "lower", _ill, before=0.04),
    Story("late_every_morning", "upper", _late),
    Story("turned_eighteen", "upper", _steady, is_just_adult=True),
)


def _first_of_last(lessons: Lessons, days: int) -> int:
    return lessons.starts[max(0, lessons.shown_days - days)]


def _weekly(
    lessons: Lessons, thrown: Random, rate: Callable[[int], float], *, accepted: float
) -> Marks:
    """Absence of a given share of each five school days; ``rate(1)`` is the latest five.

    What a week's lessons cannot divide into is carried to the next, so that months come out right.
    """
    marks: Marks = {}
    owed = 0.0
    for end in range(lessons.shown_days % _WEEK or _WEEK, lessons.shown_days + 1, _WEEK):
        first = lessons.starts[max(0, end - _WEEK)]
        registered = [
            lesson for lesson in range(first, lessons.starts[end]) if lessons.usual[lesson]
        ]
        week = 1 + (lessons.shown_days - end) // _WEEK
        owed += rate(week) * lessons.minutes_of(registered)
        chosen = _about(owed, registered, lessons, thrown)
        owed -= lessons.minutes_of(chosen)
        for lesson in chosen:
            marks |= missed([lesson], lessons, accepted=thrown.random() < accepted)
    return marks


def _about(
    minutes: float, registered: Iterable[int], lessons: Lessons, thrown: Random
) -> list[int]:
    """Lessons in no order that are about so many minutes together."""
    order = sorted(registered, key=lambda lesson: (thrown.random(), lesson))
    chosen: list[int] = []
    for lesson in order:
        length = lessons.slots[lesson].minutes
        if minutes < length / 2:
            break
        chosen.append(lesson)
        minutes -= length
    return chosen
