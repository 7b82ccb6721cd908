"""The simulated world before its marks: plan, calibration, classes, and who plays which story."""

from __future__ import annotations

from bisect import bisect
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from throughline.simulate.households import siblings
from throughline.simulate.leaving import draw_leaves
from throughline.simulate.moves import draw_moves
from throughline.simulate.persons import person_of
from throughline.simulate.plan import school_days
from throughline.simulate.preset import load_preset
from throughline.simulate.pupils import pupil_at, pupils_of
from throughline.simulate.schools import lay_out
from throughline.simulate.stories import cast_stories, last_day
from throughline.terms.school_years import SchoolYear

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from throughline.simulate.leaving import Leave
    from throughline.simulate.moves import Move
    from throughline.simulate.persons import Person
    from throughline.simulate.plan import Plan
    from throughline.simulate.preset import Preset
    from throughline.simulate.pupils import Pupil
    from throughline.simulate.schools import SchoolClass
    from throughline.simulate.stories import Cast, Story


@dataclass(frozen=True, slots=True)
class World:
    """Everything that is settled before the first pupil is drawn."""

    plan: Plan
    preset: Preset
    classes: Sequence[SchoolClass]
    cast: Cast
    siblings: Mapping[int, int]
    moves: Mapping[int, Move]
    leaves: Mapping[int, Leave]

    @property
    def last_year(self) -> SchoolYear:
        """The school year before the one that is simulated lesson by lesson."""
        return SchoolYear(self.plan.school_year.first_year - 1)

    def classes_last_year(self) -> Iterator[SchoolClass]:
        """Yield the classes that were in the same school the year before."""
        return (each for each in self.classes if each.begins <= self.last_year.first_year)

    def pupils_of(self, school_class: SchoolClass) -> Iterator[Pupil]:
        """Yield the pupils of one class."""
        return pupils_of(school_class, plan=self.plan, preset=self.preset)

    def newcomers_of(self, school_class: SchoolClass) -> Iterator[tuple[Pupil, Move]]:
        """Yield the pupils who moved to a class in the middle of the year, and their moves."""
        came = (number for number, move in self.moves.items() if move.to == school_class)
        for number in came:
            old = self.class_of(number)
            pupil = pupil_at(number - old.first, old, plan=self.plan, preset=self.preset)
            yield pupil, self.moves[number]

    def class_of(self, number: int) -> SchoolClass:
        """Return the class that a pupil was in when the school year began."""
        firsts = [each.first for each in self.classes]
        return self.classes[bisect(firsts, number) - 1]

    def household_of(self, pupil: Pupil) -> int:
        """Return the number of a pupil's household: the eldest child's."""
        return self.siblings.get(pupil.number, pupil.number)

    def person_of(self, pupil: Pupil) -> Person:
        """Return who a pupil is."""
        return person_of(
            pupil,
            household=self.household_of(pupil),
            story=self.story_of(pupil),
            plan=self.plan,
            preset=self.preset,
        )

    def came_on(self, pupil: Pupil) -> date:
        """Return the day a pupil came to the school."""
        story = self.story_of(pupil)
        if story is None or story.days_here is None:
            return date(pupil.school_class.begins, 8, 1)
        days = [
            day
            for day in school_days(self.plan.country, self.plan.school_year)
            if day <= last_day(self.plan)
        ]
        return days[-story.days_here :][0]

    def story_of(self, pupil: Pupil) -> Story | None:
        """Return the story that a pupil plays, if any."""
        return self.cast.roles.get(pupil.number)


def settle(plan: Plan) -> World:
    """Return the world of a plan.

    Raises:
        RuleFileError: the preset of the country cannot be read.
    """
    preset = load_preset(plan.country).for_years_from(plan.youngest)
    classes = lay_out(plan, preset)
    cast = cast_stories(classes, plan)
    pairs = siblings(classes, share=preset.people.siblings, alone=cast.roles)
    moves = draw_moves(classes, plan, share=preset.people.moves, alone=cast.roles)
    leaves = draw_leaves(classes, plan, preset, alone=cast.roles.keys() | moves.keys())
    return World(plan, preset, classes, cast, pairs, moves, leaves)
