"""The register of one class in one school year: who was there, lesson by lesson."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from throughline.simulate.absence import Marks, Odds, draw_absence, leave_unjudged
from throughline.simulate.lessons import lessons_of
from throughline.simulate.plan import dice
from throughline.simulate.pupils import habits_of
from throughline.simulate.stories import SILENT_DAYS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from throughline.simulate.lessons import Lessons
    from throughline.simulate.pupils import Pupil
    from throughline.simulate.schools import SchoolClass
    from throughline.simulate.stories import Story
    from throughline.simulate.world import World
    from throughline.terms.school_years import SchoolYear


@dataclass(frozen=True, slots=True)
class Register:
    """One pupil's part of a class's register: which lessons or days, and what is not the usual.

    The part is from ``first`` on, to before ``end`` where the pupil left.
    """

    pupil: Pupil
    first: int
    marks: Marks
    end: int | None = None

    def rows(self, count: int) -> range:
        """Return the places of the part's rows among all ``count`` of the register."""
        return range(count)[self.first : self.end]


@dataclass(frozen=True, slots=True)
class ClassRegister:
    """A class's lessons in one school year, under the name the class had then."""

    school_class: SchoolClass
    class_name: str
    year: SchoolYear
    lessons: Lessons


def register_of(school_class: SchoolClass, *, year: SchoolYear, world: World) -> ClassRegister:
    """Return a class's register of this school year or of the one before."""
    plan = world.plan
    is_silent = year == plan.school_year and school_class.key in world.cast.silent
    back = plan.school_year.first_year - year.first_year
    lessons = lessons_of(
        school_class,
        year=year,
        plan=plan,
        preset=world.preset,
        silent_days=SILENT_DAYS if is_silent else 0,
    )
    name = school_class.name(year=school_class.year - back)
    return ClassRegister(school_class, name, year, lessons)


def pupils_in(register: ClassRegister, world: World) -> Iterator[Register]:
    """Yield the part of each pupil who was in the class by number, then of those who moved there."""
    odds = Odds.of(register.lessons, world.preset.absence)
    for pupil in world.pupils_of(register.school_class):
        story = world.story_of(pupil)
        if _came_later(story, register, world):
            continue
        marks = _marks(pupil, story, register, odds, world)
        first = _first_lesson(story, register, world)
        yield Register(pupil, first, marks, _end(pupil, register, world))
    if register.year == world.plan.school_year:
        for pupil, move in world.newcomers_of(register.school_class):
            marks = _marks(pupil, None, register, odds, world)
            yield Register(pupil, register.lessons.starts[move.nth_day], marks)


def _end(pupil: Pupil, register: ClassRegister, world: World) -> int | None:
    away = world.moves.get(pupil.number) or world.leaves.get(pupil.number)
    if away is None or register.year != world.plan.school_year:
        return None
    return register.lessons.starts[away.nth_day]


def _first_lesson(story: Story | None, register: ClassRegister, world: World) -> int:
    if story is None or story.days_here is None or register.year != world.plan.school_year:
        return 0
    lessons = register.lessons
    return lessons.starts[max(0, lessons.shown_days - story.days_here)]


def _came_later(story: Story | None, register: ClassRegister, world: World) -> bool:
    return (
        story is not None
        and story.days_here is not None
        and register.year != world.plan.school_year
    )


def _marks(
    pupil: Pupil, story: Story | None, register: ClassRegister, odds: Odds, world: World
) -> Marks:
    """What is written of a pupil and is not the usual; what nobody registered stays so."""
    lessons = register.lessons
    if story is not None and register.year == world.plan.school_year:
        marks = story.tell(lessons, dice(world.plan.seed, "story", story.name))
    else:
        marks = _drawn(pupil, story, register, odds, world)
    return {
        lesson: mark
        for lesson, mark in marks.items()
        if lesson < lessons.shown and lessons.usual[lesson] is not None
    }


def _drawn(
    pupil: Pupil, story: Story | None, register: ClassRegister, odds: Odds, world: World
) -> Marks:
    plan, figures = world.plan, world.preset.absence
    habits = habits_of(pupil, year=register.year, plan=plan, preset=world.preset)
    if story is not None:
        habits = replace(habits, share=story.before, scattered=0.0)
    thrown = dice(plan.seed, "year", pupil.number, register.year)
    marks = draw_absence(
        habits, lessons=register.lessons, odds=odds, figures=figures, thrown=thrown
    )
    if register.year == plan.school_year:
        leave_unjudged(marks, register.lessons, thrown)
    return marks
