"""The simulated world before its marks: plan, calibration, classes, and who plays which story."""

from __future__ import annotations

from bisect import bisect
from dataclasses import dataclass
from typing import TYPE_CHECKING

from throughline.simulate.households import siblings
from throughline.simulate.moves import draw_moves
from throughline.simulate.preset import load_preset
from throughline.simulate.pupils import pupil_at, pupils_of
from throughline.simulate.schools import lay_out
from throughline.simulate.stories import cast_stories
from throughline.terms.school_years import SchoolYear

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from throughline.simulate.moves import Move
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
    return World(plan, preset, classes, cast, pairs, moves)
