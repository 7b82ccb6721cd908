"""The files of a simulation as tables: rows of words, in pieces of bounded size."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

from throughline.simulate import mark_rows, outcomes, people_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from throughline.simulate.rows import Row
    from throughline.simulate.world import World


@dataclass(frozen=True, slots=True)
class Table:
    """One file of a simulation: its name without ending, its header, and its rows.

    ``pieces`` gives the rows anew each time it is called, in at most ``size`` pieces, so that a
    writer need not hold the table and can say how far it has come.
    """

    name: str
    columns: tuple[str, ...]
    size: int
    pieces: Callable[[], Iterator[Sequence[Row]]]

    def rows(self) -> Iterator[Row]:
        """Yield the rows one by one."""
        return chain.from_iterable(self.pieces())


def people_tables(world: World) -> tuple[Table, ...]:
    """Return the tables about people, a piece a school: pupils, guardians, staff and grades."""
    columns = world.preset.columns
    schools = len(people_rows.schools(world))
    return tuple(
        Table(name, columns[name], schools, partial(rows, world))
        for name, rows in (
            ("pupils", people_rows.pupils),
            ("guardians", people_rows.guardians),
            ("staff", people_rows.staff),
            ("grades", people_rows.grades),
        )
    )


def outcome_tables(world: World) -> tuple[Table, ...]:
    """Return the table of what becomes of the pupils, a piece a class, where the plan asks for it."""
    if not world.plan.outcomes:
        return ()
    pieces = outcomes.outcome_classes(world)
    return (Table("outcomes", outcomes.COLUMNS, pieces, partial(outcomes.outcomes, world)),)


def mark_tables(world: World) -> tuple[Table, ...]:
    """Return the tables of marks, a piece a pupil: this year's lessons, and the days before it."""
    columns, pupils = world.preset.columns, world.plan.pupils
    parts = pupils + len(world.moves)
    lessons = Table("lessons", columns["lessons"], parts, partial(mark_rows.lessons, world))
    if not world.plan.history:
        return (lessons,)
    days = Table(days_name(world), columns["days"], pupils, partial(mark_rows.days, world))
    return lessons, days


def days_name(world: World) -> str:
    """Return the name of the table of last year's days: ``days-2025-26``."""
    return f"days-{world.last_year}".replace("/", "-")
