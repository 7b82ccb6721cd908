"""A simulated municipality or nation: the public door of the room."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from throughline.simulate.stories import last_day
from throughline.simulate.tables import Table, mark_tables, outcome_tables, people_tables
from throughline.simulate.world import World, settle

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from throughline.simulate.plan import Plan


@dataclass(frozen=True, slots=True)
class Simulation:
    """Invented schools, people and marks; all of it follows from the plan."""

    plan: Plan
    world: World

    @property
    def last_day(self) -> date:
        """The last school day that is written."""
        return last_day(self.plan)

    @property
    def stories(self) -> Mapping[str, str]:
        """The id of the pupil who plays each story, by the story's name."""
        roles = self.world.cast.roles
        return {story.name: f"sim-{number:06d}" for number, story in roles.items()}

    def tables(self) -> tuple[Table, ...]:
        """Return every table: people, then this year's lessons and last year's days, then outcomes."""
        world = self.world
        return people_tables(world) + mark_tables(world) + outcome_tables(world)

    def manifest(self) -> str:
        """Return the TOML text that says what this is: simulated, from which plan and seed."""
        return "\n".join([*self._what_it_is(), *self._who_plays_what()]) + "\n"

    def _what_it_is(self) -> list[str]:
        plan, preset = self.plan, self.world.preset
        return [
            "# Every person, school and mark in this folder is invented.",
            "simulated = true",
            f"seed = {plan.seed}",
            f'preset = "{preset.name}"',
            f'preset_version = "{preset.version}"',
            f'country = "{plan.country}"',
            f"pupils = {plan.pupils}",
            f'school_year = "{plan.school_year}"',
            f"as_of = {self.last_day}",
            f"history = {str(plan.history).lower()}",
            f"with_stories = {str(plan.stories).lower()}",
            *([f"youngest = {plan.youngest}"] if plan.youngest is not None else []),
            *(["moves = true"] if plan.moves else []),
            *(["outcomes = true"] if plan.outcomes else []),
        ]

    def _who_plays_what(self) -> list[str]:
        cast = self.world.cast
        lines = ["", "[stories]", *(f'{name} = "{pupil}"' for name, pupil in self.stories.items())]
        if cast.silent_school is not None:
            lines += ["", "[stopped_reporting]", f'school = "{cast.silent_school}"']
        if cast.silent_year is not None:
            lines.append(f"year = {cast.silent_year}")
        return lines


def simulate(plan: Plan) -> Simulation:
    """Return the simulation of a plan; nothing is drawn until its tables are read.

    Raises:
        RuleFileError: the preset of the country cannot be read.
    """
    return Simulation(plan, settle(plan))
