"""The simulated world before its marks: plan, calibration, classes, and who plays which story."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from throughline.simulate.households import siblings
from throughline.simulate.preset import load_preset
from throughline.simulate.pupils import pupils_of
from throughline.simulate.schools import lay_out
from throughline.simulate.stories import cast_stories
from throughline.terms.school_years import SchoolYear

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

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
    preset = load_preset(plan.country)
    classes = lay_out(plan, preset)
    cast = cast_stories(classes, plan)
    pairs = siblings(classes, share=preset.people.siblings, alone=cast.roles)
    return World(plan, preset, classes, cast, pairs)
